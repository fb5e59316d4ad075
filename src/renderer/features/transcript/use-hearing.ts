import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { EncounterId } from '../../../shared/model/ids.ts';
import type { TranscriptSegment } from '../../../shared/model/transcript.ts';
import { useClient } from '../../rpc/react.tsx';
import type { Hearing } from './rows.ts';

/** What main hears of a running recording right now; nothing of it is kept anywhere. */
export function useHearing(encounterId: EncounterId, live: boolean): Hearing | undefined {
  const client = useClient();
  const [hearing, setHearing] = useState<Hearing>();
  useEffect(() => {
    if (!live) return undefined;
    const stopEvents = client.onEvent((event) => {
      if (event.type !== 'transcript.partial' || event.encounterId !== encounterId) return;
      setHearing({ endMs: event.endMs, text: event.text, segments: event.segments });
    });
    const stopMissed = client.onMissedEvents(() => setHearing(undefined));
    return () => {
      stopEvents();
      stopMissed();
      setHearing(undefined);
    };
  }, [client, encounterId, live]);
  return hearing;
}

/** A screen reader is told at most this often, and then of everything since: sentences, not syllables. */
const SPEAK_EVERY_MS = 4_000;
/** After a long time without a chance to speak, what is older is left to be read. */
const SPEAK_AT_MOST_TURNS = 6;

/** The text of the live region: turns that ended since the last time, the newest last. Said once, also when they are corrected later. */
export function useSpokenCaptions(
  turns: readonly TranscriptSegment[],
  live: boolean,
  toText: (turn: TranscriptSegment) => string,
): string {
  const [spoken, setSpoken] = useState('');
  const saidUntilMs = useRef(turns.at(-1)?.endMs ?? 0);
  const speak = useEffectEvent(() => {
    const fresh: TranscriptSegment[] = [];
    for (let index = turns.length - 1; index >= 0 && fresh.length < SPEAK_AT_MOST_TURNS; index -= 1) {
      const turn = turns[index]!;
      if ((turn.startMs + turn.endMs) / 2 < saidUntilMs.current) break;
      fresh.unshift(turn);
    }
    if (fresh.length === 0) return;
    saidUntilMs.current = fresh.at(-1)!.endMs;
    setSpoken(fresh.map(toText).join(' '));
  });
  useEffect(() => {
    if (!live) return undefined;
    const timer = setInterval(() => speak(), SPEAK_EVERY_MS);
    return () => clearInterval(timer);
  }, [live]);
  return spoken;
}
