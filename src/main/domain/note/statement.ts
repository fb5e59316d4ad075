import { SLOTS, type Slot } from '../../../shared/model/template.ts';
import type { Unit } from '../understanding/utterances.ts';

export { SLOTS, type Slot };

/** What the patient tells, what they came for aside. */
export const SUBJECTIVE: ReadonlySet<Slot> = new Set([
  'hpi',
  'ros',
  'pmh',
  'psh',
  'medications',
  'allergies',
  'family',
  'social',
]);

/** Findings that an answer settled, each with its body system, so that neighbours can be joined and sorted. */
export interface FindingList {
  readonly verb: 'denies' | 'reports';
  readonly items: readonly {
    readonly term: string;
    readonly group: string;
    readonly kind?: 'symptom' | 'condition';
  }[];
}

/** One sentence for the note, with the units it rests on and how sure the rules and models are that it belongs there. */
export interface Statement {
  readonly slot: Slot;
  /** Finished sentence: capital, full stop. */
  readonly text: string;
  readonly units: readonly Unit[];
  /** 0..1: does it belong in a note. */
  readonly salience: number;
  /** 0..1: how far the rule that worded it is to be trusted. */
  readonly trust: number;
  /** Time order: index of the unit. */
  readonly order: number;
  /** List items of a denial or a report, so that neighbours can be joined. */
  readonly list?: FindingList;
  readonly problem?: string;
  /** Body system of an exam finding. */
  readonly system?: string;
  /** What the patient said, for "He reports that …": begins with the pronoun, no full stop. */
  readonly told?: string;
  /** Made from facts rather than from the words of one utterance. */
  readonly composed?: boolean;
  /** Names a clinical concept or a number. */
  readonly clinical: boolean;
}

/** "… is a 61-year-old male with … who presents with …" opens the story, wherever it was dictated. */
export const isIntroduction = ({ slot, text, units }: Statement): boolean =>
  slot === 'hpi' && /\bis an? \d+[- ]years?[- ]old\b/.test(text) && units.every((unit) => unit.speaker === 'clinician');
