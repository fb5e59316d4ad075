/** Past medical history: the conditions that a patient has or had, told, asked for or read out of the chart. */
import type { Assertion } from '../../../shared/model/facts.ts';
import { isChronic, OBSTETRIC } from './chronic.ts';
import type { Discourse, HistoryBody } from './draft-fact.ts';
import { put } from './history-put.ts';
import { whenFor, whenIn } from './history-words.ts';
import type { Mention } from './lexicon.ts';
import type { Said } from './said.ts';
import { sideNear } from './sides.ts';
import type { Token } from './tokens.ts';

const DIAGNOSED =
  /\b(?:diagnosed|told (?:me )?i (?:have|had)|i have (?:a history of )?|i have got|history of|i had|i also have|i do have|suffer from|living with|been treated for|take (?:\S+ )?for|for my|my|known|as a (?:kid|child))\b/;

/** "You're here for your gout": said so of what is known. */
const FOLLOWED = /\bhere (?:today )?(?:for|to follow up on) (?:your|the) \b/;

export function readMedical(said: Said, state: Discourse): void {
  const { candidate, text } = said;
  const asks = said.topics.has('medical') && !said.topics.has('family');
  const recap =
    said.clinician &&
    (FOLLOWED.test(text) ||
      /\b(?:history of|you have (?:a )?(?:history|had|known)|past medical|past history|you (?:also )?have|who has|with (?:a )?(?:past|known)|your (?:chart|record)|i see (?:that )?you|known)\b/.test(
        text,
      )) &&
    state.phase === 'history' &&
    !/\b(?:i think|looks like|consistent with|sounds like|diagnos|which means|going to|x-ray|mri|exam)\b/.test(text);
  if (said.clinician && !recap) return;
  const settled = new Set<string>();
  const asked = candidate.question
    ? state.lexicon
        .find(candidate.question.tokens)
        .filter((mention) => mention.concept.kind === 'condition' && !isGiven(candidate.question!.tokens, mention))
    : [];
  const line = said.asked?.text ?? '';
  const settles =
    asked.length > 0 &&
    !said.topics.has('family') &&
    !/\bfamily|mother|father|mom|dad\b/.test(line) &&
    !/^(?:(?:so|and|okay|,) )*(?:how|what|when|where|why)\b/.test(line);
  for (const mention of said.mentions) {
    if (mention.concept.kind !== 'condition') continue;
    const scope = said.scopes.get(mention)!;
    if (scope.experiencer !== 'patient' || scope.assertion === 'hypothetical') continue;
    const term = mention.concept.preferred;
    if (OBSTETRIC.test(term)) continue;
    if (scope.assertion === 'possible' && /\b(?:worried|afraid|scared|concerned|wonder|could it|hope)\w*\b/.test(text))
      continue;
    // "Laura Parkinson": a name.
    if (/^Parkinson/.test(term) && !/\bparkinson(?:'?s|ism)\b|\bdisease\b/.test(text)) continue;
    // "I was so worried that I had cancer": a fear is no illness.
    if (!said.clinician && FEARED.test(tokensBefore(said, mention, 9))) continue;
    const answered = candidate.affirmed.includes(mention) || candidate.denied.includes(mention);
    const chronic = isChronic(term);
    const past =
      scope.assertion === 'historical' ||
      scope.assertion === 'resolved' ||
      /\b(?:every (?:year|winter|spring|fall)|prone to|usually get|last (?:year|time|winter|spring|summer|fall))\b/.test(
        text,
      );
    // What comes and goes and is there now belongs to the findings.
    if (!chronic && !past && !asks && !(recap && /\bhistory of\b/.test(text))) continue;
    if (said.topics.has('family') && !/\b(?:i|my)\b/.test(text)) continue;
    if (scope.assertion === 'possible' && !chronic) continue;
    if (
      !said.clinician &&
      !asks &&
      !answered &&
      !past &&
      !DIAGNOSED.test(text) &&
      said.unit.tokens.length > 5 &&
      !/\b(?:i|me|my|he|she|his|her)\b/.test(text)
    )
      continue;
    // "for the diabetes group", "arthritis cream".
    if (
      /^(?:group|class|clinic|doctor|specialist|cream|medicine|medication|meds|pill|pills|diet|walk|educator)$/.test(
        said.unit.tokens[mention.end]?.norm ?? '',
      ) &&
      !/\b(?:my|for)\b/.test(text)
    )
      continue;
    settled.add(mention.concept.id);
    const assertion: Assertion =
      scope.assertion === 'present' &&
      /\b(?:used to have|had)\b/.test(tokensBefore(said, mention, 4)) &&
      !/\b(?:have had|has had|had it (?:since|for)|always had)\b/.test(text) &&
      (!chronic || /\bago\b|\bwhen i was\b|\bas a\b/.test(text))
        ? 'historical'
        : scope.assertion;
    const body: HistoryBody = { type: 'history', kind: 'medical', term, assertion, experiencer: 'patient' };
    const when = whenFor(said, mention);
    if (when) body.when = when;
    const side = sideNear(said.unit.tokens, mention.start, mention.end);
    if (side) body.side = side;
    put(body, said, state, said.clinician ? 0.75 : 0.9, answered || asks);
  }
  if (!settles || said.clinician) return;
  const open = asked.filter(
    (mention) => !settled.has(mention.concept.id) && (isChronic(mention.concept.preferred) || asks),
  );
  if (open.length === 0) return;
  const historical = /\b(?:ever|history of|in the past|before|used to|as a child)\b/.test(line);
  if (candidate.answer === 'no' && said.mentions.every((mention) => mention.concept.kind !== 'condition')) {
    if (/\b(?:worse|better|problems with|issues with|any changes?|trouble with|flare)\b/.test(line)) return;
    for (const mention of open)
      put(
        {
          type: 'history',
          kind: 'medical',
          term: mention.concept.preferred,
          assertion: 'negated',
          experiencer: 'patient',
        },
        said,
        state,
        0.88,
        true,
      );
  } else if (candidate.answer === 'yes' && open.length === 1) {
    const body: HistoryBody = {
      type: 'history',
      kind: 'medical',
      term: open[0]!.concept.preferred,
      assertion: historical && !isChronic(open[0]!.concept.preferred) ? 'historical' : 'present',
      experiencer: 'patient',
    };
    const when = whenIn(said.text);
    if (when) body.when = when;
    put(body, said, state, 0.85, true);
  }
}

/** "An antibiotic for your acne", "apart from the heart failure": known already, and not what is asked. */
const isGiven = (tokens: readonly Token[], mention: Mention): boolean =>
  /^(?:your|the|this|that|these|those|besides)$/.test(tokens[mention.start - 1]?.norm ?? '') &&
  !/^(?:history|about)$/.test(tokens[mention.start - 3]?.norm ?? '') &&
  // "You're here for your diabetes": what they come for, they have.
  !(tokens[mention.start - 2]?.norm === 'for' && /^(?:here|in|back)$/.test(tokens[mention.start - 3]?.norm ?? ''));

const FEARED =
  /\b(?:worried|afraid|scared|terrified|concerned|fear(?:ed)?|hope|hoping|convinced|thought|thinking|wondering|wondered|googled|read)\b(?: (?!but\b|and\b|so\b)\S+){0,5}$/;

const tokensBefore = (said: Said, mention: Mention, n: number): string =>
  said.unit.tokens
    .slice(Math.max(0, mention.start - n), mention.start)
    .map((token) => token.norm)
    .join(' ');
