import type { RecordingMark } from '../../shared/model/encounter.ts';
import { SegmentId } from '../../shared/model/ids.ts';
import type { TranscriptSegment, TranscriptWord } from '../../shared/model/transcript.ts';
import { segments } from './sample-data.ts';

/** What listening can tell beyond the words, on the invented visit: doubts, corrections, voices, marks. For tests and the development page. */

type WordChange = Partial<Omit<TranscriptWord, 'text'>>;

const CHANGES: Readonly<Record<string, Readonly<Record<string, WordChange>>>> = {
  s2: { left: { risk: 'side', heardAgain: 'right', confidence: 0.71 }, 'weeks.': { confidence: 0.7 } },
  s8: {
    'Ibuprofen,': { risk: 'drug', heardAs: 'I be profane', confidence: 0.64 },
    four: { risk: 'dose', heardAgain: 'for a hundred', confidence: 0.44 },
    hundred: { risk: 'dose', heardAgain: 'for a hundred', confidence: 0.31 },
  },
  s9: { '20': { risk: 'dose', confidence: 0.41 } },
  s11: { no: { risk: 'negation', heardAgain: '', confidence: 0.8 } },
};

export const doubtfulSegments: TranscriptSegment[] = segments.map((segment) => ({
  ...segment,
  ...(segment.speaker === 'unknown' ? {} : { voice: segment.speaker === 'clinician' ? 'v1' : 'v2' }),
  words: segment.words.map((word) => ({ ...word, ...CHANGES[segment.id]?.[word.text] })),
  ...(segment.id === SegmentId.parse('s12') ? { flags: ['other-language' as const] } : {}),
}));

export const recordingMarks: RecordingMark[] = [
  { kind: 'moment', atMs: 20_000 },
  { kind: 'paused', atMs: 35_500, lengthMs: 90_000 },
  { kind: 'device', atMs: 47_500 },
  { kind: 'off-record', atMs: 65_600, lengthMs: 130_000 },
  { kind: 'moment', atMs: 75_000 },
];

/** A transcript of many turns: the invented visit over and over, two hours of it at 1,200. */
export function longTranscript(turns: number): TranscriptSegment[] {
  const lengthMs = segments.length * 6_000;
  return Array.from({ length: turns }, (_, index) => {
    const segment = doubtfulSegments[index % segments.length]!;
    const offsetMs = Math.floor(index / segments.length) * lengthMs;
    return {
      ...segment,
      id: SegmentId.parse(`long-${index}`),
      startMs: segment.startMs + offsetMs,
      endMs: segment.endMs + offsetMs,
      words: segment.words.map((word) => ({
        ...word,
        startMs: word.startMs + offsetMs,
        endMs: word.endMs + offsetMs,
      })),
    };
  });
}
