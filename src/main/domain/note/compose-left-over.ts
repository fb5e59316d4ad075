import type { Candidate } from '../understanding/candidates.ts';
import { wholeClauses } from './clauses.ts';
import { isFinished } from './clinical-phrase.ts';
import type { DraftResources } from './draft-resources.ts';
import type { Person } from './person.ts';
import { headingAt } from './heading-at.ts';
import type { Statement } from './statement.ts';
import { wordCandidate } from './word.ts';
import { asSentence } from './sentence-text.ts';

/** Below this clinicians mostly do not write it down. */
const WORTH = 0.35;
/** What is concluded and decided is said in the later part of a visit. */
const LATER = 0.45;
const LEAST_WORDS = 5;
const MOST_WORDS = 30;

/**
 * What the clinician said when concluding, what clinicians mostly write down, and no sentence rests on: reshaped clause by clause, where whole
 * and finished sentences come of it. Anything else stays with the list of what was left out.
 */
export function composeLeftOver(
  candidates: readonly Candidate[],
  salience: readonly number[],
  total: number,
  standing: readonly Statement[],
  voice: { readonly person: Person; readonly resources: DraftResources },
  supported: (statement: Statement) => boolean,
): Statement[] {
  const used = new Set(standing.flatMap(({ units }) => units.map(({ index }) => index)));
  const { person, resources } = voice;
  return candidates.flatMap((candidate): Statement[] => {
    const { unit } = candidate;
    const worth = salience[candidate.index] ?? 0;
    if (unit.speaker !== 'clinician' || unit.question || used.has(unit.index)) return [];
    if (worth < WORTH || unit.index < total * LATER || (worth < 0.6 && !isAboutSomething(candidate))) return [];
    const worded = wordCandidate(
      candidate,
      'plan',
      { speaker: 'clinician', person, lead: 'the patient' },
      resources,
      true,
    );
    return worded.flatMap((item) => {
      if (item.usesQuestion || (item.slot !== 'plan' && item.slot !== 'assessment')) return [];
      return wholeClauses(item.text).flatMap((words): Statement[] => {
        const text = asSentence(words.join(' '));
        if (words.length < LEAST_WORDS || words.length > MOST_WORDS || !isFinished(text) || OF_THE_MOMENT.test(text))
          return [];
        const problem = headingAt(standing, unit.index);
        const made: Statement = {
          slot: item.slot,
          text: resources.polish(text),
          units: [unit],
          salience: worth,
          trust: 0.6,
          clinical: true,
          order: unit.index,
          ...(problem === undefined ? {} : { problem }),
        };
        return supported(made) ? [made] : [];
      });
    });
  });
}

/** It begins with what only the sentence before makes clear, or talks about the talk. */
const OF_THE_MOMENT =
  /^(?:it|this|that|these|those|they|there|he|she|what|which|how|when|where|who|if|as|and|but|so|because|then|one|some|in|on|at|with|for)\b|\b(?:we will (?:see|talk|go over|discuss|look|know|find out)|let (?:us|me)|anything|something|everything|whatever)\b/i;

const isAboutSomething = (candidate: Candidate): boolean =>
  candidate.mentions.some(({ concept }) => concept.kind !== 'anatomy') ||
  candidate.unit.tokens.some((token) => token.kind === 'number');
