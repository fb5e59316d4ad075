import type { Evidence } from '../../../shared/model/note.ts';
import type { Transcript, TranscriptSegment, TranscriptWord } from '../../../shared/model/transcript.ts';

/**
 * How well the words that a sentence rests on were heard, from the recogniser's own confidence.
 * `clear`: may stand. `unsure`: a person has to listen. `unintelligible`: too little was understood to say anything.
 */
export type Hearing = 'clear' | 'unsure' | 'unintelligible';

/** Below these means, and with a single word below these, a sentence is no longer clear. Looked up on the sample visit and the shared recordings. */
const CLEAR_MEAN = 0.75;
const CLEAR_WORD = 0.3;
/** Words that can harm when they are wrong: numbers, negations, sides. */
const CLEAR_RISKY_WORD = 0.5;
const INTELLIGIBLE_MEAN = 0.62;
const LOST_WORD = 0.4;
const LARGEST_LOST_SHARE = 0.3;

const RISKY =
  /^(?:\d[\d./,]*|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|point|half|milligrams?|micrograms?|units?|no|not|never|without|denies|left|right|both|\w+n't)$/;
/** Words that change nothing: their confidence is not looked at. */
const EMPTY =
  /^(?:um|uh|uhm|hmm|mm|oh|so|and|well|like|yeah|yes|okay|ok|just|you|know|i|a|an|the|it|is|it's|to|of|in|that|or)$/;

export function hearingOf(evidence: readonly Evidence[], segments: ReadonlyMap<string, TranscriptSegment>): Hearing {
  const words = evidence
    .flatMap((item) => wordsOf(item, segments.get(item.segmentId)))
    .filter(({ text }) => !EMPTY.test(plain(text)));
  if (words.length === 0) return 'clear';
  const mean = words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
  const lost = words.filter((word) => word.confidence < LOST_WORD).length / words.length;
  if (mean < INTELLIGIBLE_MEAN || (lost >= LARGEST_LOST_SHARE && words.length > 2)) return 'unintelligible';
  // A name that the vocabulary put there by sound alone can harm like a number.
  const isUnsure = words.some(
    ({ text, confidence, heardAs }) =>
      confidence < (heardAs !== undefined || RISKY.test(plain(text)) ? CLEAR_RISKY_WORD : CLEAR_WORD),
  );
  return mean < CLEAR_MEAN || isUnsure ? 'unsure' : 'clear';
}

export function segmentsById(transcript: Transcript): ReadonlyMap<string, TranscriptSegment> {
  return new Map(transcript.segments.map((segment) => [segment.id, segment]));
}

function wordsOf({ startMs, endMs }: Evidence, segment: TranscriptSegment | undefined): TranscriptWord[] {
  return (segment?.words ?? []).filter((word) => {
    const middleMs = (word.startMs + word.endMs) / 2;
    return middleMs >= startMs && middleMs <= endMs;
  });
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .replaceAll('’', "'");
