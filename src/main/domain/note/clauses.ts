import { cut, punctuated, SHORTEST, trim } from './clause-cut.ts';
import { faultOf, type ClauseOptions } from './clause-fault.ts';
import { passive, repair } from './clause-repair.ts';
import { tagsOf } from './clause-tags.ts';

/** Longest sentence a note should hold. */
const LONGEST = 35;

const CONDITION = /^(?:if|unless|when|whenever|because|while|until|without)$/;

/**
 * What somebody said, as clauses that can each stand as a sentence, still in the speaker's own person. Speech runs on, breaks off and begins
 * again; a clause that is not whole is not mended into one but left out, and its words stand in the omissions.
 */
export function readClauses(input: readonly string[], options: ClauseOptions): string[][] {
  const words = options.speaker === 'patient' ? passive(repair(input)) : repair(input);
  const out: string[][] = [];
  for (const clause of cut(words).map(trim)) {
    const fault = faultOf(clause, tagsOf(clause), options);
    // "would I tend to …": half a question; what follows answers it or ends it.
    if (
      fault !== undefined &&
      /^(?:is|are|was|were|do|does|did|have|has|had|can|could|would|will|should)$/.test(clause[0] ?? '')
    )
      break;
    // "if I'm doing something, you know, I'm exerting myself, …": what follows a condition left open may hang on it.
    if (fault !== undefined && CONDITION.test(clause[0] ?? '')) break;
    if (fault === undefined && clause.length >= SHORTEST && clause.length <= LONGEST) out.push(punctuated(clause));
  }
  return out;
}

/**
 * A sentence in the third person, from whichever rule, read as a clause again: what of it is whole. Empty where nothing is.
 * @param text finished sentence
 */
export function wholeClauses(text: string): string[][] {
  const words = text.replace(/[.]$/, '').replace(/[,;:]/g, ' ,').split(/\s+/);
  const lower = [(words[0] ?? '').replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()), ...words.slice(1)];
  return readClauses(lower, { speaker: 'note' });
}
