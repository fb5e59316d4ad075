import type { Clock, IdSource } from '../../ports/runtime.ts';

export interface FakeClock extends Clock {
  advance(ms: number): void;
  set(epochMs: number): void;
}

/** A clock that only moves when told to. `start` is epoch milliseconds. */
export function createFakeClock(start: number): FakeClock {
  let now = start;
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    set: (epochMs) => {
      now = epochMs;
    },
  };
}

/** Well-formed version 4 UUIDs that count up from 1: the same run gives the same ids. */
export function createSequentialIds(): IdSource {
  let count = 0;
  return {
    uuid: () => {
      count += 1;
      return `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;
    },
  };
}
