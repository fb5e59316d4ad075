import type { Timers } from '../audio/timers.ts';

/** Time that passes when the test says so. */
export interface FakeTimers extends Timers {
  /** Lets time pass; what is due runs in order. */
  advance(ms: number): void;
  /** The clock is ahead at once, as after a sleep: nothing ran meanwhile. */
  sleep(ms: number): void;
}

export function createFakeTimers(start = 1_780_000_000_000): FakeTimers {
  let now = start;
  let due: { at: number; every?: number; work: () => void }[] = [];
  const add = (entry: { at: number; every?: number; work: () => void }): (() => void) => {
    due.push(entry);
    return () => {
      due = due.filter((other) => other !== entry);
    };
  };
  return {
    now: () => now,
    after: (ms, work) => add({ at: now + ms, work }),
    every: (ms, work) => add({ at: now + ms, every: ms, work }),
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        now = Math.max(now, next.at);
        if (next.every === undefined) due = due.filter((other) => other !== next);
        else next.at += next.every;
        next.work();
      }
      now = end;
    },
    sleep(ms) {
      now += ms;
      // Timers do not make up for what they slept through.
      for (const entry of due) entry.at = Math.max(entry.at, now);
    },
  };
}
