import type { ChartContext } from '../../../shared/model/chart.ts';
import type { WordList } from '../../../shared/model/word-list.ts';
import { buildVocabulary, type DrugName, type Tier } from './correct-vocabulary-terms.ts';
import { phraseOf } from './word-list.ts';

/** `TranscriptionOptions.vocabulary` and `.known`. */
export interface VisitPhrases {
  readonly vocabulary: readonly string[];
  readonly known: readonly string[];
}

/** Shorter names are too like ordinary words. */
const SHORTEST_NAME = 5;
const LIKELIEST_FIRST: readonly Tier[] = ['chart', 'alias', 'own', 'problem'];

/**
 * What a recogniser should listen for in a visit, likeliest first: the chart's medications and allergies, their other names, the
 * clinician's own words, uncommon words of problems, the people's names. Common drugs are merely known.
 */
export function visitPhrases(input: {
  readonly chart?: ChartContext | undefined;
  readonly words?: WordList | undefined;
  readonly drugs?: readonly DrugName[] | undefined;
  /** Of the patient and the clinician. */
  readonly people?: readonly string[] | undefined;
}): VisitPhrases {
  const own = new Map((input.words ?? []).map((entry) => [entry.term.toLowerCase(), phraseOf(entry)]));
  const { terms } = buildVocabulary({ chart: input.chart, drugs: input.drugs, terms: [...own.values()] });
  const likely = LIKELIEST_FIRST.flatMap((tier) => terms.filter((term) => term.tier === tier)).map(
    // The chart's word too may have a sound that the clinician gave it.
    ({ text }) => own.get(text.toLowerCase()) ?? text,
  );
  const people = (input.people ?? [])
    .flatMap((name) => name.match(/\p{Lu}[\p{L}'’-]+/gu) ?? [])
    .filter((name) => name.length >= SHORTEST_NAME);
  return {
    vocabulary: [...new Set([...likely, ...people])],
    known: terms.filter((term) => term.tier === 'general').map((term) => term.text),
  };
}
