import type { Candidate } from '../understanding/candidates.ts';
import { scopeOf } from '../understanding/context-scope.ts';
import { joinList } from './word-history.ts';
import type { Voice } from './third-person.ts';

/** "Any allergies?" "Yes, penicillin, I get hives.": the substances named, with the reaction in the patient's own terms. */
export function wordAllergies(candidate: Candidate, voice: Voice): string[] | undefined {
  const { unit, question } = candidate;
  const asked = question?.tokens.map((token) => token.norm).join(' ') ?? '';
  if (!/\ballerg/.test(asked) || candidate.answer === 'no') return undefined;
  const positive = (mention: Candidate['mentions'][number]): boolean => {
    const { assertion, experiencer } = scopeOf(unit.tokens, mention);
    return assertion === 'present' && experiencer === 'patient';
  };
  const said = (mention: Candidate['mentions'][number]): string =>
    unit.tokens
      .slice(mention.start, mention.end)
      .map((token) => token.text)
      .join(' ')
      .toLowerCase();
  const substances = [
    ...new Set(candidate.mentions.filter((mention) => mention.concept.kind === 'drug' && positive(mention)).map(said)),
  ];
  if (substances.length === 0) return undefined;
  const reactions = [
    ...new Set(
      candidate.mentions
        .filter(
          (mention) =>
            (mention.concept.kind === 'symptom' || mention.concept.kind === 'condition') &&
            positive(mention) &&
            !/allerg/.test(mention.concept.preferred),
        )
        .map(said),
    ),
  ];
  return [
    voice.lead,
    'is allergic to',
    joinList(substances, 'and'),
    ...(reactions.length > 0 ? [`(${joinList(reactions, 'and')})`] : []),
  ];
}
