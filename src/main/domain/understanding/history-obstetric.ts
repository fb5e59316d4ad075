/** Obstetric history: pregnancies and what became of them, the last period, the cycle. */
import type { Assertion } from '../../../shared/model/facts.ts';
import { answerPhrase, words } from './details.ts';
import { add, known, type Discourse, type FindingBody, type HistoryBody } from './draft-fact.ts';
import { put } from './history-put.ts';
import { whenFor } from './history-words.ts';
import type { Mention } from './lexicon.ts';
import { tokenAt } from './line.ts';
import type { Said } from './said.ts';

export function readObstetric(said: Said, state: Discourse): void {
  const { text } = said;
  const asks = said.topics.has('obstetric') || said.topics.has('lmp');
  if (
    !asks &&
    !/\b(?:pregnan|period|gravida|miscarr|weeks along|c-section|cesarean|vaginal deliver|deliver|stillb|twins|born|trimester|due date)\w*/.test(
      text,
    )
  )
    return;
  const give = (term: string, assertion: Assertion, detail?: string, when?: string): void => {
    const body: HistoryBody = { type: 'history', kind: 'obstetric', term, assertion, experiencer: 'patient' };
    if (detail) body.detail = detail;
    if (when) body.when = when;
    put(body, said, state, 0.88, asks);
  };
  const whose = [...said.scopes.values()];
  if (whose.length > 0 && whose.every((scope) => scope.experiencer !== 'patient')) return;
  const lmp =
    /\blast (?:menstrual )?period\b(?: (?:was|started|began|ended|about|around|like|maybe|on|is))*(?: ([a-z0-9' ]{3,40}))?/.exec(
      text,
    );
  if (said.topics.has('lmp') || lmp) {
    const value =
      lmp?.[1] ?? (said.topics.has('lmp') && !said.candidate.bare ? answerPhrase(said.line, 12) : undefined);
    if (
      value &&
      /\b(?:ago|\d|first|last|yesterday|week|month|january|february|march|april|may|june|july|august|september|october|november|december|th|st|nd)\b/.test(
        value,
      )
    )
      give('last menstrual period', 'present', undefined, value.replace(/^(?:it was|was|it started|started) /, ''));
  }
  const weeks = /\b(\d{1,2}) weeks? (?:and (\d) days? )?(?:pregnant|along|gestation|today|tomorrow)\b/.exec(text);
  if (weeks) give('pregnancy', 'present', weeks[0]);
  const count =
    /\b(?:(first|second|third|fourth|fifth|\d(?:st|nd|rd|th)) (?:pregnancy|baby|child|kid)|(\d|one|two|three|four|five|six) (?:pregnancies|(?:prior |previous |living |healthy )?(?:kids|children|babies|deliveries|births|living)))\b/.exec(
      text,
    );
  if (count && (asks || /\bpregnan|deliver/.test(text))) give('pregnancies', 'present', count[0]);
  for (const mention of said.mentions) {
    const term = mention.concept.preferred;
    const scope = said.scopes.get(mention)!;
    if (scope.experiencer !== 'patient' || scope.assertion === 'hypothetical') continue;
    if (
      /^(?:miscarriage|preeclampsia|gestational diabetes|ectopic pregnancy|postpartum depression|stillbirth|cesarean section|vaginal delivery|abortion|preterm birth)$/.test(
        term,
      )
    )
      give(
        term,
        scope.assertion === 'negated' ? 'negated' : 'historical',
        detailAround(said, mention),
        whenFor(said, mention),
      );
  }
  if (
    /\b(?:regular|like clockwork|every (?:\d+|month)|irregular|heavy|light|skipped|stopped)\b/.test(text) &&
    (/\bperiods?\b|\bcycles?\b/.test(text) ||
      (said.topics.has('obstetric') && /\bperiods?\b|\bcycles?\b/.test(said.asked!.text)))
  ) {
    const phrase =
      /\b((?:pretty |very |not |really )?(?:regular|irregular|like clockwork|heavy|light)(?:,? (?:and )?every [a-z0-9 ]+days)?|every (?:\d+ (?:to \d+ )?days|month)|stopped [a-z0-9 ]+ago)\b/.exec(
        text,
      )?.[1];
    if (phrase) give('menstrual cycle', 'present', phrase);
    if (/\bheavy\b/.test(text) && !/\bnot (?:\S+ )?heavy\b/.test(text)) heavy(said, state);
  }
  if (
    said.topics.has('obstetric') &&
    /\bpregnan/.test(said.asked!.text) &&
    /\b(?:are you|could you be|you could be|might you be|any chance|chance|possibly pregnant)\b/.test(said.asked!.text)
  ) {
    if (said.candidate.answer === 'no' && /\b(?:are you|could|chance|might|think)\b/.test(said.asked!.text))
      give('pregnancy', 'negated');
    else if (said.candidate.answer === 'yes' && /\bare you\b/.test(said.asked!.text)) give('pregnancy', 'present');
  } else if (
    said.topics.has('obstetric') &&
    /\b(?:ever been pregnant|any pregnancies|miscarriages)\b/.test(said.asked!.text) &&
    said.candidate.answer === 'no'
  )
    give(/miscarriages/.test(said.asked!.text) ? 'miscarriage' : 'pregnancy', 'negated');
}

/** "Are your periods regular?" "They're heavy.": a complaint, though the periods stand in the question. */
function heavy(said: Said, state: Discourse): void {
  const body: FindingBody = {
    type: 'finding',
    kind: 'symptom',
    term: 'heavy menstrual bleeding',
    assertion: 'present',
    experiencer: 'patient',
    system: 'genitourinary',
    aggravatedBy: [],
    relievedBy: [],
    associatedDrafts: [],
  };
  if (known(state, body).length === 0) add(state, body, said.pair, said.by, 0.85);
}

function detailAround(said: Said, mention: Mention): string | undefined {
  const text = said.text;
  const match =
    /\bat (?:\d{1,2}|about \d{1,2}) weeks\b|\b(?:two|three|2|3|one|1) (?=miscarriages|c-sections|cesareans)/.exec(text);
  if (!match) return undefined;
  const from = tokenAt(said.line, match.index);
  void mention;
  return words(said.line, from, tokenAt(said.line, match.index + match[0].trimEnd().length - 1) + 1);
}
