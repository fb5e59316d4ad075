import type {
  AllergyFact,
  DiagnosisFact,
  ExamFact,
  FindingFact,
  HistoryFact,
  MeasurementFact,
  MedicationFact,
  PlanFact,
  ResultFact,
  Side,
} from '../../../shared/model/facts.ts';
import type { Lexicon } from './lexicon.ts';
import type { Person } from './people.ts';
import type { Unit } from './utterances.ts';

type Told<T> = Omit<T, 'id' | 'evidence' | 'confidence' | 'corrected' | 'by' | 'associated'>;

/** A fact while the visit is still being read: later sentences may add to it, or take it back. */
export type Body =
  | (Told<FindingFact> & { associatedDrafts: Draft[] })
  | Told<MedicationFact>
  | Told<AllergyFact>
  | Told<MeasurementFact>
  | Told<ExamFact>
  | Told<ResultFact>
  | Told<HistoryFact>
  | Told<PlanFact>
  | Told<DiagnosisFact>;

export interface Draft<B extends Body = Body> {
  readonly body: B;
  by: 'clinician' | 'patient' | 'other';
  readonly units: Unit[];
  /** 0..1: how sure the reading is, hearing aside. */
  trust: number;
  /** Units whose reading was taken back: they become `corrected`. */
  readonly takenBack: Unit[];
  dropped: boolean;
  /** Which tokens of a unit are about it, where the unit tells more than one thing. */
  readonly spans: Map<Unit, readonly [number, number]>;
}

export type FindingBody = Extract<Body, { type: 'finding' }>;
export type MedicationBody = Extract<Body, { type: 'medication' }>;
export type AllergyBody = Extract<Body, { type: 'allergy' }>;
export type HistoryBody = Extract<Body, { type: 'history' }>;
export type PlanBody = Extract<Body, { type: 'plan' }>;
export type DiagnosisBody = Extract<Body, { type: 'diagnosis' }>;
export type ExamBody = Extract<Body, { type: 'exam' }>;
export type ResultBody = Extract<Body, { type: 'result' }>;
export type MeasurementBody = Extract<Body, { type: 'measurement' }>;

/** What the reading of a visit carries from one sentence to the next. */
export interface Discourse {
  readonly lexicon: Lexicon;
  readonly drafts: Draft[];
  /** By type, term and whose: where a later mention finds the fact it adds to. */
  readonly byKey: Map<string, Draft[]>;
  /** The complaint being talked about ("it", "the pain"). */
  topic?: Draft<FindingBody>;
  topicAt: number;
  /** A complaint or a place that was named but of which nothing was told yet: "tell me about these headaches", "it's my knee". */
  pending?: { readonly body: FindingBody; readonly units: readonly Unit[]; readonly at: number };
  /** What is examined now. */
  examined?: string;
  /** A drug that the patient asked about: "can I still take the Sudafed?" "I would stop that." */
  askedDrug?: { readonly term: string; readonly unit: Unit; readonly at: number };
  /** The drug being talked about ("how much of it?"). */
  drug?: Draft<MedicationBody>;
  drugAt: number;
  allergy?: Draft<AllergyBody>;
  allergyAt: number;
  /** Last side named of each site: "that knee". */
  readonly sides: Map<string, Side>;
  /** Diagnosis or problem that plan items belong to. */
  problem?: string;
  person?: Person & { readonly at: number };
  /** The "if" that was said last, and where: what follows it with "and" hangs on it too. */
  condition?: { readonly text: string; readonly at: number };
  /** What the clinician is at: the examination, the results, the assessment; else taking the history. */
  phase: 'history' | 'exam' | 'results' | 'assessment';
  /** Study whose result is being told. */
  resultOf?: string;
  resultAt: number;
  readonly proxy: boolean;
  readonly patientWords: ReadonlySet<string>;
  readonly knownConditions: ReadonlySet<string>;
}

export const keyOf = (body: Body): string => {
  const whose = 'experiencer' in body ? body.experiencer : 'patient';
  return `${body.type}|${body.term.toLowerCase()}|${whose}`;
};

export function add<B extends Body>(
  state: Discourse,
  body: B,
  units: readonly Unit[],
  by: Draft['by'],
  trust: number,
): Draft<B> {
  const draft: Draft<B> = { body, by, units: [...units], trust, takenBack: [], dropped: false, spans: new Map() };
  state.drafts.push(draft as unknown as Draft);
  const key = keyOf(body);
  const list = state.byKey.get(key);
  if (list) list.push(draft as unknown as Draft);
  else state.byKey.set(key, [draft as unknown as Draft]);
  return draft;
}

export function known<B extends Body>(state: Discourse, body: B): Draft<B>[] {
  return (state.byKey.get(keyOf(body)) ?? []).filter((draft) => !draft.dropped) as unknown as Draft<B>[];
}

export function rest(draft: Draft<Body> | Draft<FindingBody> | Draft<MedicationBody>, units: readonly Unit[]): void {
  for (const unit of units) if (!draft.units.includes(unit)) (draft.units as Unit[]).push(unit);
}
