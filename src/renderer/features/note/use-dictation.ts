import { useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import type { EncounterId } from '../../../shared/model/ids.ts';
import { PCM_RATE_HZ } from '../../audio/frame-packer.ts';
import type { MicrophoneProblem } from '../../audio/microphone.ts';
import { joinParts, useShortTake } from '../../audio/use-short-take.ts';
import { toAppError } from '../../rpc/client.ts';
import { useClient } from '../../rpc/react.tsx';
import type { Store } from '../../ui/store.ts';

const LONGEST_MS = 60_000;
const LONGEST_BYTES = (LONGEST_MS / 1000) * PCM_RATE_HZ * 2;
/** Below this no microphone was on. */
const SILENT_PEAK = 0.004;

export interface Dictation {
  readonly phase: 'idle' | 'listening' | 'hearing';
  readonly seconds: number;
  readonly level: Store<number>;
  /** Why nothing came of the last time: no microphone, no sound, no words, or the recogniser failed. */
  readonly trouble: MicrophoneProblem | 'silent' | 'no-words' | AppError | undefined;
  start(): void;
  /** Ends listening; the words come by `onWords`. */
  finish(): void;
  /** Ends it and forgets what was said. */
  drop(): void;
}

/** Says a line instead of typing it: at most a minute, understood on this machine, the sound kept nowhere. */
export function useDictation(encounterId: EncounterId, onWords: (text: string) => void): Dictation {
  const client = useClient();
  const [hearing, setHearing] = useState(false);
  const [trouble, setTrouble] = useState<Dictation['trouble']>();
  /** Which take is awaited: words of one that was dropped come too late. */
  const turn = useRef(0);
  const take = useShortTake(LONGEST_MS, ({ parts, peak }) => {
    if (peak < SILENT_PEAK) return setTrouble('silent');
    const mine = (turn.current += 1);
    setHearing(true);
    const pcm = joinParts(parts, LONGEST_BYTES);
    client
      .call('note.dictate', { encounterId, pcm })
      .then(
        ({ text }) => {
          if (turn.current !== mine) return;
          if (text === '') setTrouble('no-words');
          else onWords(text);
        },
        (error: unknown) => turn.current === mine && setTrouble(toAppError(error)),
      )
      .finally(() => turn.current === mine && setHearing(false));
  });
  useEffect(
    () => () => {
      turn.current += 1;
    },
    [],
  );
  return {
    phase: take.isListening ? 'listening' : hearing ? 'hearing' : 'idle',
    seconds: take.seconds,
    level: take.level,
    trouble: take.problem ?? trouble,
    start() {
      setTrouble(undefined);
      void take.start();
    },
    finish: () => void take.finish(),
    drop() {
      turn.current += 1;
      setHearing(false);
      take.drop();
    },
  };
}
