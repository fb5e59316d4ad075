import type { ChartContext } from '../../../shared/model/chart.ts';
import type { ClinicalFact } from '../../../shared/model/facts.ts';
import type { Transcript } from '../../../shared/model/transcript.ts';
import { readAllergies } from './allergies.ts';
import type { Candidate } from './candidates.ts';
import { correctionsIn } from './corrected.ts';
import { readDiagnoses } from './diagnoses.ts';
import type { Discourse, Draft } from './draft-fact.ts';
import { evidencesFor } from './evidence.ts';
import { readExam, updatePhase } from './exam.ts';
import { readFindings } from './findings.ts';
import { readHistory } from './history.ts';
import type { Lexicon } from './lexicon.ts';
import { readMeasurements } from './measurements.ts';
import { readMedications } from './medications.ts';
import { lastPerson, proxyOf } from './people.ts';
import { readPlan } from './plan.ts';
import { readResults } from './results.ts';
import { prepare, type Said } from './said.ts';
import { subCandidates } from './sub-units.ts';
import { takesBackLast } from './take-backs.ts';
import type { Unit } from './utterances.ts';

export interface Reading {
  /** In the order in which they were first said. */
  readonly facts: readonly ClinicalFact[];
  /** By fact id: the units that its evidence quotes. */
  readonly unitsOf: ReadonlyMap<string, readonly Unit[]>;
}

/**
 * One walk over a visit's candidates, with what a listener keeps in mind: which complaint "it" is, which drug "twenty a day" is of, which
 * side the knee was, who "she" is, whether the clinician is examining or concluding. The drafting walks the same units and candidates, so
 * the visit is read once.
 */
export function readFacts(
  units: readonly Unit[],
  candidates: readonly Candidate[],
  transcript: Transcript,
  chart: ChartContext | undefined,
  resources: { readonly lexicon: Lexicon },
): Reading {
  const { proxy, words } = proxyOf(units);
  const state: Discourse = {
    lexicon: resources.lexicon,
    drafts: [],
    byKey: new Map(),
    topicAt: -100,
    drugAt: -100,
    allergyAt: -100,
    resultAt: -100,
    sides: new Map(),
    phase: 'history',
    proxy,
    patientWords: words,
    knownConditions: knownConditions(chart, resources.lexicon),
  };
  /** Parts of long statements, and the unit they are of. */
  const origin = new Map<Unit, Unit>();
  for (const candidate of candidates) {
    const { unit } = candidate;
    const inherited = state.person && unit.index - state.person.at <= 2 ? state.person : undefined;
    for (const part of subCandidates(candidate, resources.lexicon)) {
      if (part !== candidate) origin.set(part.unit, unit);
      const said = prepare(part, resources.lexicon, { patientWords: words, proxy, inherited });
      updatePhase(said, state);
      read(said, state);
    }
    const person = lastPerson(unit.tokens, words);
    const norms = unit.tokens.map((token) => token.norm);
    if (person) state.person = { ...person, at: unit.index };
    else if (
      inherited &&
      norms.some((word) => /^(?:she|he|they|her|his)$/.test(word)) &&
      !norms.some((word) => /^(?:i|my)$/.test(word))
    )
      state.person = { ...inherited, at: unit.index };
  }
  return toReading(state, transcript, origin);
}

function read(said: Said, state: Discourse): void {
  // A patient's questions tell nothing of the patient: "could it be cancer?"
  if (said.isQuestion && !said.clinician) {
    const drug = said.mentions.find(
      (mention) => mention.concept.kind === 'drug' && mention.concept.group !== 'allergen',
    );
    if (drug) state.askedDrug = { term: drug.concept.preferred, unit: said.unit, at: said.candidate.index };
    return;
  }
  if (said.clinician && takesBackLast(said.text)) {
    takeBackLast(said, state);
    return;
  }
  const reaction = readAllergies(said, state);
  if (!reaction) readFindings(said, state);
  readMedications(said, state);
  readMeasurements(said, state);
  readResults(said, state);
  readExam(said, state);
  readHistory(said, state);
  readDiagnoses(said, state);
  readPlan(said, state);
}

/** What was decided just before is not. */
function takeBackLast(said: Said, state: Discourse): void {
  for (const draft of state.drafts) {
    if (draft.by !== 'clinician' || (draft.body.type !== 'plan' && draft.body.type !== 'medication')) continue;
    const last = draft.units.at(-1);
    if (last && last.index < said.unit.index && said.unit.index - last.index <= 1 && draft.units.length === 1)
      draft.dropped = true;
  }
}

function knownConditions(chart: ChartContext | undefined, lexicon: Lexicon): ReadonlySet<string> {
  const out = new Set<string>();
  for (const problem of chart?.problems ?? []) {
    const concept = lexicon.lookup(problem.text.replace(/\s*\(.*?\)\s*$/, ''));
    if (concept) out.add(concept.preferred);
  }
  return out;
}

function toReading(state: Discourse, transcript: Transcript, origin: ReadonlyMap<Unit, Unit>): Reading {
  const cache = new Map<Unit, ReturnType<typeof evidencesFor>>();
  const evidence = (unit: Unit): ReturnType<typeof evidencesFor> => {
    let found = cache.get(unit);
    if (!found) cache.set(unit, (found = evidencesFor(transcript, unit)));
    return found;
  };
  const kept = state.drafts.filter((draft) => !draft.dropped && draft.units.length > 0);
  const firstOf = (draft: Draft): number => draft.units.reduce((min, unit) => Math.min(min, unit.index), Infinity);
  kept.sort((a, b) => firstOf(a) - firstOf(b));
  const ids = new Map(kept.map((draft, i) => [draft, `f${i + 1}`]));
  const unitsOf = new Map<string, readonly Unit[]>();
  const facts = kept.map((draft): ClinicalFact => {
    const id = ids.get(draft)!;
    const units = draft.units.toSorted((a, b) => a.index - b.index);
    unitsOf.set(id, [...new Set(units.map((unit) => origin.get(unit) ?? unit))]);
    const found = units.flatMap(evidence);
    const heard = found.reduce((min, item) => Math.min(min, item.confidence), 1);
    const corrected = [
      ...draft.takenBack.flatMap((unit) => evidence(unit).map((item) => item.evidence)),
      ...units.flatMap((unit) => correctionsIn(unit, transcript, draft.spans.get(unit))),
    ];
    const base = {
      id,
      evidence: found.map((item) => item.evidence),
      confidence: Math.round(Math.max(0, Math.min(1, draft.trust * heard)) * 1000) / 1000,
      by: draft.by,
      ...(corrected.length === 0 ? {} : { corrected }),
    };
    const { body } = draft;
    if (body.type === 'finding') {
      const { associatedDrafts, ...told } = body;
      const associated = associatedDrafts.flatMap((other) => ids.get(other) ?? []);
      return { ...base, ...told, associated };
    }
    return { ...base, ...body };
  });
  return { facts, unitsOf };
}
