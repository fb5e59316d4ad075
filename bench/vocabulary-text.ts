/** Clean text under charts that have nothing to do with it: whatever the spelling brings in is one name too many. */
import { buildVocabulary, correctVocabulary, type DrugName } from '../src/main/domain/speech/correct-vocabulary.ts';
import { SegmentId } from '../src/shared/model/ids.ts';
import type { TranscriptSegment, TranscriptWord } from '../src/shared/model/transcript.ts';
import { seeded } from './speakers-render.ts';
import { chartOf } from './vocabulary-hearing.ts';

const CHARTS = 3;
const DRUGS_A_CHART = 10;

/** As a recogniser might have been sure of it: most words high, some doubted, as on the shared recordings. */
export function textAsHeard(text: string, index: number): TranscriptSegment {
  const random = seeded(1_000 + index);
  const words = (text.match(/\S+/g) ?? []).map((word, at): TranscriptWord => {
    const draw = random();
    const confidence =
      draw < 0.75 ? 0.9 + random() * 0.099 : draw < 0.9 ? 0.6 + random() * 0.3 : 0.25 + random() * 0.35;
    return { text: word, startMs: at * 300, endMs: at * 300 + 250, confidence };
  });
  return {
    id: SegmentId.parse(`s${index + 1}`),
    startMs: 0,
    endMs: words.length * 300,
    speaker: 'unknown',
    text: words.map((word) => word.text).join(' '),
    words,
    flags: [],
  };
}

export function withoutReason(
  data: string,
  segments: readonly TranscriptSegment[],
  drugs: readonly DrugName[],
): object {
  const random = seeded(11);
  const generic = drugs.map((drug) => drug.preferred).filter((name) => /^[a-z]{6,}$/.test(name));
  const seen = new Map<string, number>();
  let words = 0;
  for (let chart = 0; chart < CHARTS; chart++) {
    words += segments.reduce((sum, segment) => sum + segment.words.length, 0);
    const names = Array.from({ length: DRUGS_A_CHART }, () => generic[Math.floor(random() * generic.length)]!);
    const corrected = correctVocabulary(segments, buildVocabulary({ chart: chartOf(names), drugs }));
    for (const word of corrected.flatMap((segment) => segment.words))
      if (word.heardAs !== undefined) {
        const key = `${word.heardAs} > ${word.text}`;
        seen.set(key, (seen.get(key) ?? 0) + 1);
      }
  }
  return {
    figure: 'wrong-names-written',
    data,
    mode: `clean text under made-up confidences, ${CHARTS} charts of ${DRUGS_A_CHART} drugs`,
    words,
    count: [...seen.values()].reduce((sum, count) => sum + count, 0),
    which: [...seen.keys()].slice(0, 12),
  };
}
