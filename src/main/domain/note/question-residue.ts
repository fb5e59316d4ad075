import { SUBJECTIVE, type Slot } from './statement.ts';

/**
 * "Any", "ever" and "at all" live in questions, negations and conditions. Where one stands in a plain affirmation about the patient
 * ("The patient takes any medications for it"), a question was taken for an answer: the recogniser lost the question mark, or the
 * speaker's turn. Polarity items: Ladusaw 1979; the licensing words below are the ones that clinical prose uses.
 */
const POLARITY_ITEM = /\b(?:any|anything|anyone|anybody|anywhere|ever|at all|either)\b/i;
const LICENSE =
  /\b(?:no|not|nor|none|never|neither|nothing|nobody|without|denies|denied|deny|declines|negative|cannot|unable|hardly|barely|rarely|seldom|few|little|only|before|than|if|whether|unless|should|would|could|can|may|avoid|stop|refuses?|unaware|unsure|doubts?|free of|absence|lack|rules? out|ruled out|exclude|in case|depending|most|worst|best|first|every|(?<!at )all|since|too|unlikely|\w+n['’]t)\b/i;

export function isQuestionResidue(slot: Slot, text: string): boolean {
  return SUBJECTIVE.has(slot) && POLARITY_ITEM.test(text) && !LICENSE.test(text);
}
