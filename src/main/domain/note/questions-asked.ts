import type { ClinicalFact } from '../../../shared/model/facts.ts';
import type { Evidence, NoteQuestion } from '../../../shared/model/note.ts';

/** A question before it has a number and its sentences. */
export interface Asked {
  readonly kind: NoteQuestion['kind'];
  readonly subject: string;
  readonly readings: readonly {
    readonly from: 'visit' | 'chart';
    readonly text: string;
    readonly evidence: Evidence[];
  }[];
}

/** Of a long story the first words suffice: the rest is lit in the conversation. */
const MOST_QUOTES = 2;
const LONGEST_QUOTE = 180;

/** What was said, in its own words: for an answer with its question. */
const saidText = (fact: ClinicalFact): string =>
  fact.evidence
    .slice(0, MOST_QUOTES)
    .map(({ quote }) =>
      quote.length > LONGEST_QUOTE ? `${quote.slice(0, LONGEST_QUOTE - 1).trimEnd()}…` : quote.trim(),
    )
    .join(' — ');

export const saying = (fact: ClinicalFact): Asked['readings'][number] => ({
  from: 'visit',
  text: saidText(fact),
  evidence: [...fact.evidence],
});

export const charted = (text: string): Asked['readings'][number] => ({ from: 'chart', text, evidence: [] });

/** Two facts of one breath are one statement, however it was read. */
export const isSameBreath = (a: ClinicalFact, b: ClinicalFact): boolean =>
  a.evidence.some((one) => b.evidence.some((other) => one.segmentId === other.segmentId && one.quote === other.quote));

/** "20 mg" → 20 and mg; undefined for "1 tablet" or words. */
export function doseOf(text: string | undefined): { value: number; unit: string } | undefined {
  const match = /(\d[\d,]*(?:\.\d+)?)\s*-?\s*(mg|mcg|µg|ug|g|ml|meq|units?|iu)\b/i.exec(text ?? '');
  if (!match) return undefined;
  const value = Number(match[1]!.replace(/,/g, ''));
  const unit = match[2]!
    .toLowerCase()
    .replace(/^(?:µg|ug)$/, 'mcg')
    .replace(/^(?:unit|iu)$/, 'units');
  return unit === 'g'
    ? { value: value * 1000, unit: 'mg' }
    : unit === 'mcg'
      ? { value: value / 1000, unit: 'mg' }
      : { value, unit };
}

/** Whole names as they are compared: lower case, no strength, no form. */
export function drugName(text: string): string {
  return text
    .toLowerCase()
    .replace(/\(.*?\)/g, ' ')
    .split(
      /\s+(?=\d|oral\b|tablets?\b|capsules?\b|injection\b|solution\b|mg\b|mcg\b|hr\b|topical\b|inhaler\b|extended\b|er\b|xr\b|\[)/,
    )[0]!
    .replace(/^\d+\s*(?:hr|ml)\s+/, '')
    .replace(/\s+(?:hydrochloride|hcl|sodium|potassium|calcium|succinate|tartrate|maleate|besylate|sulfate)$/, '')
    .trim();
}
