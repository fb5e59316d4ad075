import type { Evidence, ReviewReason } from '../../../shared/model/note.ts';
import type { Transcript, TranscriptSegment, TranscriptWord } from '../../../shared/model/transcript.ts';
import { remembered } from '../understanding/remembered.ts';

/**
 * How well the words that a sentence rests on were heard, from the recogniser's own confidence and from the second hearing.
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
/** More reasons than these help nobody. */
const MOST_REASONS = 6;

/** The verdict, and why a person has to listen: which words, and what the second hearing made of them. */
export interface HearingVerdict {
  readonly hearing: Hearing;
  readonly reasons: readonly ReviewReason[];
}

export const hearingOf = (evidence: readonly Evidence[], segments: ReadonlyMap<string, TranscriptSegment>): Hearing =>
  judgeHearing(evidence, segments).hearing;

export function judgeHearing(
  evidence: readonly Evidence[],
  segments: ReadonlyMap<string, TranscriptSegment>,
): HearingVerdict {
  const reasons = new Map<string, ReviewReason>();
  const words: TranscriptWord[] = [];
  for (const item of evidence) {
    const segment = segments.get(item.segmentId);
    for (const { word, index } of wordsOf(item, segment)) {
      const doubt = segment && differing(segment, index);
      if (doubt) reasons.set(`${segment.id} ${doubt.wordIndex}`, doubt);
      if (EMPTY.test(plain(word))) continue;
      words.push(word);
      // A name that the vocabulary put there by sound alone can harm like a number.
      const isRisky = word.risk !== undefined || word.heardAs !== undefined || RISKY.test(plain(word));
      if (!doubt && segment && word.confidence < (isRisky ? CLEAR_RISKY_WORD : CLEAR_WORD))
        reasons.set(`${segment.id} ${index}`, {
          kind: 'unsure',
          segmentId: segment.id,
          wordIndex: index,
          wordCount: 1,
          heard: word.text,
        });
    }
  }
  const found = [...reasons.values()].slice(0, MOST_REASONS);
  if (words.length === 0) return { hearing: found.length > 0 ? 'unsure' : 'clear', reasons: found };
  const mean = words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
  const lost = words.filter((word) => word.confidence < LOST_WORD).length / words.length;
  if (mean < INTELLIGIBLE_MEAN || (lost >= LARGEST_LOST_SHARE && words.length > 2))
    return { hearing: 'unintelligible', reasons: [...found, { kind: 'unclear' }] };
  if (found.length > 0) return { hearing: 'unsure', reasons: found };
  return mean < CLEAR_MEAN ? { hearing: 'unsure', reasons: [{ kind: 'unclear' }] } : { hearing: 'clear', reasons: [] };
}

export function segmentsById(transcript: Transcript): ReadonlyMap<string, TranscriptSegment> {
  return new Map(transcript.segments.map((segment) => [segment.id, segment]));
}

type HearingsDiffer = Extract<ReviewReason, { kind: 'hearings-differ' }>;

/** The words round `index` that stand together against one second hearing. */
function differing({ id, words }: TranscriptSegment, index: number): HearingsDiffer | undefined {
  const heardAgain = words[index]!.heardAgain;
  const isOf = (at: number): boolean =>
    heardAgain !== undefined && words[at]?.heardAgain === heardAgain && !words[at].settled;
  if (heardAgain === undefined || !isOf(index)) return undefined;
  let [first, end] = [index, index + 1];
  while (isOf(first - 1)) first--;
  while (isOf(end)) end++;
  const heard = words
    .slice(first, end)
    .map((word) => word.text)
    .join(' ');
  return { kind: 'hearings-differ', segmentId: id, wordIndex: first, wordCount: end - first, heard, heardAgain };
}

function wordsOf(
  { startMs, endMs }: Evidence,
  segment: TranscriptSegment | undefined,
): { word: TranscriptWord; index: number }[] {
  return (segment?.words ?? []).flatMap((word, index) => {
    const middleMs = (word.startMs + word.endMs) / 2;
    return middleMs >= startMs && middleMs <= endMs ? [{ word, index }] : [];
  });
}

const plain = remembered(({ text }: TranscriptWord) =>
  text
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .replaceAll('’', "'"),
);
