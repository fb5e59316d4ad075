/** Immunisations had, declined or up to date. */
import type { Assertion } from '../../../shared/model/facts.ts';
import type { Discourse, HistoryBody } from './draft-fact.ts';
import { put } from './history-put.ts';
import { whenIn } from './history-words.ts';
import type { Said } from './said.ts';

export function readImmunization(said: Said, state: Discourse): void {
  const { text, candidate } = said;
  if (said.clinician && !/\b(?:you (?:had|got|received|are up to date)|up to date|she has had|he has had)\b/.test(text))
    return;
  const shots = said.mentions.filter((mention) => mention.concept.group === 'immunization');
  const asks = said.topics.has('immunization');
  const refused = /\b(?:do not (?:want|believe|get|do)|not interested|would rather not|declin|refus|no thank)\b/.test(
    text,
  );
  const upToDate =
    /\b(?:up to date|caught up|all (?:of )?(?:his|her|my|the) (?:shots|vaccines)|fully vaccinated)\b/.test(text) &&
    !/\bnot (?:up to date|caught up)\b/.test(text);
  const give = (term: string, assertion: Assertion, detail?: string, within = text): void => {
    const body: HistoryBody = { type: 'history', kind: 'immunization', term, assertion, experiencer: 'patient' };
    const when =
      whenIn(within) ??
      /\b(last (?:week|month|year|fall|october|november)|this (?:year|fall|season)|yesterday|today)\b/.exec(
        within,
      )?.[1];
    if (when && assertion !== 'negated') body.when = when;
    const confirmed =
      asks && /\bup to date|caught up\b/.test(said.asked?.text ?? '') && candidate.answer === 'yes'
        ? 'up to date'
        : undefined;
    if (detail ?? confirmed) body.detail = detail ?? confirmed!;
    put(body, said, state, 0.88, asks);
  };
  const asksFor = candidate.question
    ? state.lexicon.find(candidate.question.tokens).filter((mention) => mention.concept.group === 'immunization')
    : [];
  const isBesides =
    candidate.answer === 'yes' &&
    asksFor.length === 1 &&
    shots.length === 1 &&
    shots[0]!.concept.id !== asksFor[0]!.concept.id;
  for (const mention of shots) {
    const scope = said.scopes.get(mention)!;
    if (scope.experiencer !== 'patient' || scope.assertion === 'hypothetical') continue;
    if (!asks && !/\b(?:had|got|get|received|due|last|up to date|vaccinated|never|year|booster)\b/.test(text)) continue;
    if (/\b(?:want|should i|need|due for|would like|can i get)\b/.test(text) && !/\bdo not want\b/.test(text)) continue;
    give(
      mention.concept.preferred,
      refused || scope.assertion === 'negated' || candidate.answer === 'no' ? 'negated' : 'present',
      upToDate ? 'up to date' : refused ? 'declined' : undefined,
      // "Yeah, in October, and the pneumonia one last year."
      isBesides ? said.line.text.slice(said.line.at[mention.end] ?? text.length) : text,
    );
  }
  if (isBesides)
    give(asksFor[0]!.concept.preferred, 'present', undefined, text.slice(0, said.line.at[shots[0]!.start]));
  if (shots.length > 0 || !asks || said.clinician) return;
  const named = candidate.question
    ? state.lexicon.find(candidate.question.tokens).filter((mention) => mention.concept.group === 'immunization')
    : [];
  if (named.length !== 1 && !(named.length > 1 && candidate.answer === 'no')) {
    if (named.length > 1 && candidate.answer === 'yes' && upToDate)
      for (const mention of named) give(mention.concept.preferred, 'present', 'up to date');
    return;
  }
  const yes =
    candidate.answer === 'yes' ||
    upToDate ||
    /\b(?:i did|i have|got (?:it|them|that)|had (?:it|that)|last (?:week|month|year|fall|october|november|september)|all of them)\b/.test(
      text,
    );
  const no = candidate.answer === 'no' || refused || /\b(?:not yet|have not|did not)\b/.test(text);
  if (!yes && !no) return;
  for (const mention of named)
    give(
      mention.concept.preferred,
      no ? 'negated' : 'present',
      no ? (refused ? 'declined' : undefined) : upToDate ? 'up to date' : undefined,
    );
}
