import type { ChartContext } from '../../../shared/model/chart.ts';
import type { VisitFacts } from '../../../shared/model/facts.ts';
import type { Transcript } from '../../../shared/model/transcript.ts';
import { toCandidates } from './candidates.ts';
import type { Lexicon } from './lexicon.ts';
import type { BinaryModel } from './linear-model.ts';
import { readFacts } from './read-facts.ts';
import { toUnits } from './utterances.ts';

export interface UnderstandingResources {
  readonly lexicon: Lexicon;
  readonly boundary?: BinaryModel;
}

/**
 * Transcript to clinical facts, each with the words it rests on. Pure; no language model. The chart lends its vocabulary (see
 * `note/chart-vocabulary.ts`) and helps to tell what is known from what is new; it never becomes a fact itself.
 */
export function understandVisit(
  transcript: Transcript,
  chart: ChartContext | undefined,
  resources: UnderstandingResources,
): VisitFacts {
  const units = toUnits(transcript, resources.boundary, resources.lexicon);
  const candidates = toCandidates(units, resources.lexicon);
  return { facts: [...readFacts(units, candidates, transcript, chart, resources).facts] };
}
