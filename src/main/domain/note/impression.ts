import { clippings, inThird, isFinished } from './clinical-phrase.ts';
import type { Person } from './person.ts';
import { asSentence } from './sentence-text.ts';

export type Certainty = 'definite' | 'probable' | 'possible' | 'rejected';

export interface Impression {
  readonly text: string;
  /** `diagnosis`: names what it is; `status`: how a known problem does; `reasoning`: why. */
  readonly kind: 'diagnosis' | 'status' | 'reasoning';
  readonly certainty: Certainty;
}

const MOST_WORDS = 30;

/** A diagnosis by the longest of its wordings that can stand; `word` puts the front to it. */
export function diagnosis(
  rest: string,
  word: (clip: string) => string,
  certainty: Certainty,
  person: Person,
): Impression | undefined {
  for (const clip of clippings(rest)) {
    const bare = clip.replace(/ (?:okay|here|there|today|right now|as well|you know|for you)$/, '');
    const text = asSentence(
      word(inThird(bare, person)).replace(/\btheir (?=(?:right|left|knee|back|neck|lungs?|heart|kidney)\b)/, 'the '),
    );
    if (isFinished(text) && text.split(' ').length <= MOST_WORDS) return { text, kind: 'diagnosis', certainty };
  }
  return undefined;
}

/** Half of a return precaution whose "if" stands in the breath before. */
export const HYPOTHETICAL =
  /\b(?:or|and) (?:you|the patient) (?:develops?|gets?|notices?|starts?|have any|feels?)\b|\bany (?:weakness|fever|chest pain|numbness|worsening)\b/;
