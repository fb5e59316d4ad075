import type { ChartContext } from '../../../shared/model/chart.ts';
import type { ClaimCheck } from '../../../shared/model/claims.ts';
import type { Evidence, Support } from '../../../shared/model/note.ts';
import type { TranscriptSegment } from '../../../shared/model/transcript.ts';
import type { Lexicon } from '../understanding/lexicon.ts';
import { whileRemembering } from '../understanding/remembered.ts';
import { withChart } from './chart-vocabulary.ts';
import type { DraftResources } from './draft-resources.ts';
import { readWords, stem } from './verify-read.ts';
import { isAsking } from './verify-answers.ts';
import { verifySentence } from './verify-sentence.ts';

export interface JudgedText {
  readonly support: Support;
  readonly claims: readonly ClaimCheck[];
  /** What the text rests on: its own evidence, and what was found elsewhere in the visit where that bears it. */
  readonly evidence: readonly Evidence[];
}

export interface TextToJudge {
  readonly text: string;
  /** What it stands on so far; none for a sentence that a person adds. */
  readonly evidence: readonly Evidence[];
  readonly segments: readonly TranscriptSegment[];
  readonly chart: ChartContext | undefined;
}

/** Judges words that a person writes against the visit. */
export type TextJudge = (input: TextToJudge) => JudgedText;

/** Turns looked at beside a sentence's own, and the questions before them. */
const MOST_TURNS = 4;

export function createTextJudge(resources: DraftResources): TextJudge {
  const byChart = new WeakMap<ChartContext, Lexicon>();
  const lexiconFor = (chart: ChartContext | undefined): Lexicon => {
    if (!chart) return resources.lexicon;
    let known = byChart.get(chart);
    if (!known) byChart.set(chart, (known = withChart(resources, chart).lexicon));
    return known;
  };
  const judge: TextJudge = ({ text, evidence, segments, chart }) => {
    const lexicon = lexiconFor(chart);
    const own = verifySentence(
      text,
      evidence.map(({ quote }) => quote),
      lexicon,
    );
    if (own.support === 'supported') return { ...own, evidence };
    // What contradicts its own words is not put right by other ones; what was not heard there may have been said elsewhere.
    if (own.problems.some(({ verdict }) => verdict === 'contradicted') && evidence.length > 0) return { ...own, evidence }; // prettier-ignore
    const found = [...evidence, ...elsewhere(text, evidence, segments, lexicon)].sort((a, b) => a.startMs - b.startMs);
    if (found.length === evidence.length) return { ...own, evidence };
    const wider = verifySentence(
      text,
      found.map(({ quote }) => quote),
      lexicon,
    );
    if (wider.support === 'supported') return { ...wider, evidence: used(found, wider.claims, evidence) };
    // Fewest open claims wins: a new sentence without words of its own is told by the visit, too.
    return evidence.length === 0 ? { ...wider, evidence: [] } : { ...own, evidence };
  };
  return (input) => whileRemembering(() => judge(input));
}

/** Of what was found only what bears a claim, with the questions that such words answer. */
function used(found: readonly Evidence[], claims: readonly ClaimCheck[], own: readonly Evidence[]): Evidence[] {
  const bearing = new Set(claims.map(({ quote }) => quote));
  return found.filter((item, i) => {
    if (own.includes(item) || bearing.has(item.quote)) return true;
    const before = found[i - 1];
    return before !== undefined && bearing.has(before.quote) && isAsking(readWords(before.quote));
  });
}

const LIGHT = /^(?:the|a|an|and|or|of|to|in|on|for|with|at|is|are|was|were|has|have|had|no|not|he|she|they|his|her|their|patient|denies|reports|it|this|that|by|as|be|been)$/; // prettier-ignore

/** The turns that share the most words and concepts with the text; an answer brings its question, a question its answer. */
function elsewhere(
  text: string,
  own: readonly Evidence[],
  segments: readonly TranscriptSegment[],
  lexicon: Lexicon,
): Evidence[] {
  const keysOf = (words: ReturnType<typeof readWords>): Set<string> =>
    new Set([
      ...words.filter(({ kind, norm }) => kind !== 'punct' && !LIGHT.test(norm)).map(({ norm }) => stem(norm)),
      ...lexicon.find(words).map(({ concept }) => concept.id),
    ]);
  const wanted = keysOf(readWords(text));
  const scored = segments
    .map((segment, i) => {
      const keys = keysOf(readWords(segment.text));
      let score = 0;
      for (const key of wanted) if (keys.has(key)) score += key.includes(':') ? 2 : 1;
      return { i, score, length: keys.size };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.length - b.length || a.i - b.i)
    .slice(0, MOST_TURNS);
  const chosen = new Set<number>();
  for (const { i } of scored) {
    chosen.add(i);
    if (isAsking(readWords(segments[i]!.text)) && segments[i + 1]) chosen.add(i + 1);
    if (i > 0 && isAsking(readWords(segments[i - 1]!.text))) chosen.add(i - 1);
  }
  return [...chosen]
    .sort((a, b) => a - b)
    .map((i) => segments[i]!)
    .filter(({ id, text: said }) => said !== '' && !own.some((item) => item.segmentId === id && item.quote === said))
    .map(({ id, startMs, endMs, text: quote }) => ({ segmentId: id, startMs, endMs, quote }));
}
