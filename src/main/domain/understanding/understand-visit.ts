import type { ChartContext } from '../../../shared/model/chart.ts';
import type { ClinicalFact, VisitFacts } from '../../../shared/model/facts.ts';
import type { Evidence } from '../../../shared/model/note.ts';
import type { Transcript } from '../../../shared/model/transcript.ts';
import { evidencesFor } from './evidence.ts';
import { toCandidates } from './candidates.ts';
import { factsOf, type Fact } from './facts.ts';
import type { Lexicon } from './lexicon.ts';
import type { BinaryModel } from './linear-model.ts';
import { toUnits } from './utterances.ts';

export interface UnderstandingResources {
  readonly lexicon: Lexicon;
  readonly boundary?: BinaryModel;
}

/**
 * Transcript to clinical facts, each with the words it rests on. Pure; no language model. The chart lends its vocabulary and helps to tell
 * what is known from what is new; it never becomes a fact itself.
 */
export function understandVisit(
  transcript: Transcript,
  chart: ChartContext | undefined,
  resources: UnderstandingResources,
): VisitFacts {
  void chart;
  const units = toUnits(transcript, resources.boundary, resources.lexicon);
  const facts = toCandidates(units, resources.lexicon)
    .flatMap(factsOf)
    .map((fact, i) => toClinicalFact(fact, `f${i + 1}`, transcript));
  return { facts };
}

function toClinicalFact(fact: Fact, id: string, transcript: Transcript): ClinicalFact {
  const found = fact.units.flatMap((unit) => evidencesFor(transcript, unit));
  const evidence: Evidence[] = found.map((item) => item.evidence);
  const confidence = found.reduce((min, item) => Math.min(min, item.confidence), 1);
  const speaker = fact.units.at(-1)!.speaker;
  const by = speaker === 'clinician' ? 'clinician' : speaker === 'other' ? 'other' : 'patient';
  const base = { id, term: fact.term, evidence, confidence, by } as const;
  switch (fact.type) {
    case 'symptom':
    case 'condition':
      return {
        ...base,
        type: 'finding',
        kind: fact.type,
        assertion: fact.assertion,
        experiencer: fact.experiencer,
        ...(fact.relative === undefined ? {} : { relative: fact.relative }),
        ...(fact.site === undefined ? {} : { site: fact.site }),
        ...(fact.side === undefined ? {} : { side: fact.side }),
        ...(fact.duration === undefined ? {} : { duration: fact.duration }),
        ...(fact.severity === undefined ? {} : { severity: fact.severity }),
        ...(fact.course === undefined ? {} : { course: fact.course }),
        aggravatedBy: [],
        relievedBy: [],
        associated: [],
      };
    case 'medication':
      return {
        ...base,
        type: 'medication',
        experiencer: 'patient',
        action: fact.action,
        ...(fact.dose === undefined ? {} : { dose: fact.dose }),
        ...(fact.frequency === undefined ? {} : { frequency: fact.frequency }),
        ...(fact.route === undefined ? {} : { route: fact.route }),
      };
    case 'allergy':
      return {
        ...base,
        type: 'allergy',
        assertion: 'present',
        ...(fact.reaction === undefined ? {} : { reaction: fact.reaction }),
      };
    case 'vital':
      return { ...base, type: 'measurement', kind: 'vital', value: fact.value };
    case 'order':
      return { ...base, type: 'plan', kind: fact.sort, status: 'decided' };
  }
}
