import { SegmentId } from '../../../shared/model/ids.ts';
import type { Speaker, Transcript } from '../../../shared/model/transcript.ts';

const TURNS: readonly (readonly [Speaker, string])[] = [
  ['clinician', 'What brings you in today?'],
  ['patient', 'I have had a sore throat for three days.'],
  ['clinician', 'Any fever?'],
  ['patient', 'No.'],
  ['patient', 'I take ibuprofen 400 milligrams for it.'],
  ['clinician', 'This looks like a viral sore throat. Come back in one week if it is not better.'],
];

/** An invented visit of nobody: what an engine is tried with. */
export const TRIAL_VISIT: Transcript = {
  model: { name: 'text', sha256: '' },
  language: 'en',
  durationMs: TURNS.length * 4_000,
  segments: TURNS.map(([speaker, text], i) => ({
    id: SegmentId.parse(`s${i + 1}`),
    startMs: i * 4_000,
    endMs: i * 4_000 + 3_900,
    speaker,
    text,
    words: [],
    flags: [],
  })),
};
