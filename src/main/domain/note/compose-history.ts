import type { AllergyFact, ClinicalFact, HistoryFact } from '../../../shared/model/facts.ts';
import {
  clauseSentence,
  isUsable,
  list,
  nameAsSaid,
  phrase,
  type Composed,
  type ComposeVoice,
} from './compose-phrase.ts';
import { capital } from './sentence-text.ts';

/** "I had been drinking two glasses a night, but I have stopped since": what was and that it is over, in one sentence. */
function habitSentence(detail: string, voice: ComposeVoice): string | undefined {
  const [was = detail, since] = detail.split(/, (?=(?:but|and|then) )/);
  const first = clauseSentence(was, voice);
  if (first === undefined || since === undefined) return first;
  const second = clauseSentence(since.replace(/^(?:but|and|then) /, ''), voice);
  const over = second === undefined ? undefined : /^The patient (.+)$/.exec(second)?.[1];
  return over === undefined ? first : `${first.replace(/\.$/, '')}, but ${over}`;
}

/** Allergies, each with what it does: "Penicillin (hives)." Asked and denied: "No known drug allergies." */
export function composeAllergies(facts: readonly ClinicalFact[], voice: ComposeVoice): Composed[] {
  const own = facts.filter((fact): fact is AllergyFact => fact.type === 'allergy');
  const there = own.filter((fact) => fact.assertion === 'present' || fact.assertion === 'historical');
  const perhaps = own.filter((fact) => fact.assertion === 'possible');
  const text = (fact: AllergyFact): string => {
    const reaction = fact.reaction === undefined ? undefined : phrase(fact.reaction, voice);
    return `${nameAsSaid(fact, voice)}${reaction !== undefined && isUsable(reaction) ? ` (${reaction})` : ''}`;
  };
  const out: Composed[] = [];
  if (there.length > 0)
    out.push({
      slot: 'allergies',
      text: voice.polish(
        `${capital(list(there.map((fact) => `allergic to ${text(fact)}`).map((item, i) => (i === 0 ? item : item.replace('allergic to ', '')))))}.`,
      ),
      facts: there,
    });
  for (const fact of perhaps)
    out.push({ slot: 'allergies', text: voice.polish(`Possible allergy to ${text(fact)}.`), facts: [fact] });
  const denied = own.filter((fact) => fact.assertion === 'negated');
  const general = denied.filter((fact) => /allerg/.test(fact.term));
  const named = denied.filter((fact) => !/allerg/.test(fact.term));
  if (general.length > 0 && there.length === 0)
    for (const fact of general)
      out.push({ slot: 'allergies', text: `No known ${fact.term.replace(/allergy$/, 'allergies')}.`, facts: [fact] });
  if (named.length > 0)
    out.push({
      slot: 'allergies',
      text: voice.polish(
        `Denies allergy to ${list(
          named.map((fact) => fact.term),
          'or',
        )}.`,
      ),
      facts: named,
    });
  return out;
}

const isHistory = (fact: ClinicalFact, kind: HistoryFact['kind']): fact is HistoryFact =>
  fact.type === 'history' && fact.kind === kind;

/** By relative: "Mother: myocardial infarction at 60, diabetes." What was denied of the whole family stands last. */
export function composeFamily(facts: readonly ClinicalFact[], voice: ComposeVoice): Composed[] {
  const own = facts.filter((fact) => isHistory(fact, 'family'));
  const out: Composed[] = [];
  const relatives = [
    ...new Set(
      own
        .filter((fact) => fact.assertion !== 'negated' && fact.assertion !== 'hypothetical')
        .map((fact) => fact.relative ?? 'family'),
    ),
  ];
  for (const relative of relatives) {
    const theirs = own.filter(
      (fact) =>
        (fact.relative ?? 'family') === relative && fact.assertion !== 'negated' && fact.assertion !== 'hypothetical',
    );
    const name = voice.wording.apply(relative.toLowerCase().split(' ')).join(' ');
    const items = theirs.map((fact) => {
      const when = fact.when === undefined ? undefined : phrase(fact.when, voice);
      const died =
        fact.detail !== undefined && /^(?:died|passed)/.test(fact.detail)
          ? `, ${fact.detail.replace(/^passed(?: away)?/, 'died')}`
          : '';
      const likely = fact.assertion === 'possible' ? 'possible ' : '';
      return `${likely}${fact.term}${when !== undefined && isUsable(when) ? ` ${when}` : ''}${died}`;
    });
    out.push({
      slot: 'family',
      text: voice.polish(`${capital(name === 'family' ? 'family history' : name)}: ${items.join(', ')}.`),
      facts: theirs,
    });
  }
  const denied = own.filter((fact) => fact.assertion === 'negated');
  const whole = denied.filter((fact) => fact.relative === undefined || fact.relative === 'family');
  if (whole.length > 0)
    out.push({
      slot: 'family',
      text: voice.polish(
        `The patient denies a family history of ${list(
          whole.map((fact) => fact.term),
          'or',
        )}.`,
      ),
      facts: whole,
    });
  return out;
}

/** Short lists: "Hypertension, type 2 diabetes, and gout." */
export function composePast(facts: readonly ClinicalFact[], voice: ComposeVoice): Composed[] {
  const out: Composed[] = [];
  for (const [kind, slot] of [
    ['medical', 'pmh'],
    ['surgical', 'psh'],
    ['obstetric', 'pmh'],
    ['immunization', 'pmh'],
  ] as const) {
    const own = facts.filter((fact) => isHistory(fact, kind)).filter((fact) => fact.experiencer === 'patient');
    const there = own.filter(
      (fact) => fact.assertion === 'present' || fact.assertion === 'historical' || fact.assertion === 'resolved',
    );
    const lines = once(there).flatMap((fact): { text: string; fact: HistoryFact }[] => {
      // Periods are told in the story; their last one has a line of its own.
      if (kind === 'obstetric' && /^(?:menstrual cycle|last menstrual period)$/.test(fact.term)) return [];
      if (kind === 'immunization' && GENERIC_SHOT.test(fact.term))
        return fact.detail === 'up to date' ? [{ text: 'immunizations up to date', fact }] : [];
      if (
        /^(?:surgery|operation|procedure|surgeries)$/.test(fact.term) &&
        fact.detail === undefined &&
        fact.side === undefined
      )
        return [];
      // "Ulcer" beside "peptic ulcer disease".
      if (there.some((other) => other !== fact && other.term !== fact.term && other.term.includes(fact.term)))
        return [];
      const when = fact.when === undefined ? undefined : phrase(fact.when, voice);
      const detail = fact.detail === undefined ? undefined : phrase(fact.detail, voice);
      const side = fact.side === undefined || fact.term.includes(fact.side) ? '' : `${fact.side} `;
      const extra = [
        detail,
        detail !== undefined && when !== undefined && detail.includes(when) ? undefined : when,
      ].filter((value): value is string => value !== undefined && isExtra(value));
      const status = fact.assertion === 'resolved' ? ['resolved'] : [];
      const all = [...new Set([...status, ...extra])];
      return [{ text: `${side}${fact.term}${all.length > 0 ? ` (${all.join(', ')})` : ''}`, fact }];
    });
    if (lines.length > 0)
      out.push({
        slot,
        text: voice.polish(`${capital(list(lines.map((line) => line.text)))}.`),
        facts: lines.map((line) => line.fact),
      });
    if (kind === 'obstetric')
      for (const fact of there.filter(({ term }) => term === 'last menstrual period')) {
        const when = fact.when === undefined ? undefined : phrase(fact.when, voice).replace(/^on the \S+, so /, '');
        if (when !== undefined && isUsable(when))
          out.push({ slot, text: voice.polish(`Last menstrual period: ${when}.`), facts: [fact] });
      }
    const denied = once(own.filter((fact) => fact.assertion === 'negated')).filter(
      (fact) => !there.some((other) => other.term === fact.term),
    );
    if (denied.length > 0 && kind !== 'immunization')
      out.push({
        slot,
        text: voice.polish(
          `Denies ${kind === 'surgical' ? 'prior' : 'a history of'} ${list(
            denied.map((fact) => fact.term),
            'or',
          )}.`,
        ),
        facts: denied,
      });
  }
  return out;
}

const GENERIC_SHOT = /^(?:vaccines?|immuni[sz]ations?|vaccination|shots?)$/;
const isExtra = (value: string): boolean =>
  isUsable(value) &&
  value.split(' ').length <= 5 &&
  !/\b(?:patient|he|she|they|was|were|is|are|had|has|have|did|told|know)\b/.test(value);

const once = (facts: readonly HistoryFact[]): HistoryFact[] =>
  facts.filter((fact, i) => facts.findIndex((other) => other.term === fact.term && other.side === fact.side) === i);

const LABEL: Readonly<Record<string, string>> = {
  tobacco: 'Tobacco', alcohol: 'Alcohol', drugs: 'Drugs', occupation: 'Occupation', living: 'Living situation', exercise: 'Exercise', diet: 'Diet', sexual: 'Sexual history', travel: 'Travel', education: 'Education',
}; // prettier-ignore
/** Without a verb of its own only an amount, a place or a trade says something. */
const AMOUNT =
  /^(?!.*\b(?:patient|he|she|they|did|not|was|were)\b).*(?:\d|\b(?:pack|packs|beers?|glass|glasses|wine|drinks?|cigarettes?|socially|occasionally|daily|weekly|weekends|alone|with|retired|married|single|divorced|widowed)\b)/;
const TOPICS = Object.keys(LABEL);
const DENIED: Readonly<Record<string, string>> = { tobacco: 'tobacco use', alcohol: 'alcohol use', drugs: 'drug use' };

/** "What about coffee?" "Four cups a day." */
const isAboutCoffee = (fact: HistoryFact): boolean => fact.evidence.some(({ quote }) => /\bcoffee\b/i.test(quote));

/** By topic; habits that were denied together stand together. */
export function composeSocial(facts: readonly ClinicalFact[], voice: ComposeVoice): Composed[] {
  const own = facts.filter((fact) => isHistory(fact, 'social')).filter((fact) => fact.experiencer === 'patient');
  const out: Composed[] = [];
  // "Do you drink?" "No, only a couple of beers on Saturdays": the amount stands, not the no.
  const isDrunk = (topic: string | undefined): boolean =>
    own.some((fact) => fact.topic === topic && fact.assertion === 'present' && fact.detail !== undefined);
  const denied = own.filter(
    (fact) => fact.assertion === 'negated' && DENIED[fact.topic ?? ''] !== undefined && !isDrunk(fact.topic),
  );
  const plain = denied.filter(
    (fact) => fact.detail === undefined || !/\b(?:never|quit|anymore|since)\b/.test(fact.detail),
  );
  if (plain.length > 0)
    out.push({
      slot: 'social',
      text: `The patient denies ${list(
        plain.map((fact) => DENIED[fact.topic!]!),
        'or',
      )}.`,
      facts: plain,
    });
  for (const topic of [...TOPICS, undefined]) {
    for (const fact of own.filter(
      (each) => each.topic === topic || (topic === undefined && !TOPICS.includes(each.topic ?? '')),
    )) {
      if (plain.includes(fact) || fact.detail === undefined) continue;
      const detail =
        topic === 'tobacco'
          ? fact.detail
              .replace(/\bused to ?, (?=(?:quit|stopped)\b)/, '')
              .replace(/\b(quit|stopped)\b(?! (?:smoking|vaping|it|using|chewing|cigarettes))/, '$1 smoking')
          : fact.detail;
      const quit =
        fact.assertion === 'historical' && fact.when !== undefined && topic === 'tobacco'
          ? `quit ${phrase(fact.when, voice)}`
          : undefined;
      const clause = quit === undefined ? habitSentence(detail, voice) : undefined;
      if (clause !== undefined) {
        out.push({ slot: 'social', text: clause, facts: [fact] });
        continue;
      }
      const said = phrase(fact.detail, voice);
      if (!isUsable(said) || topic === undefined || fact.assertion === 'negated' || !AMOUNT.test(said)) continue;
      const former = fact.assertion === 'historical' ? `former, ${quit === undefined ? '' : `${quit}, `}` : '';
      const label = topic === 'diet' && /\bcups?\b/.test(said) && isAboutCoffee(fact) ? 'Coffee' : LABEL[topic]!;
      out.push({ slot: 'social', text: voice.polish(`${label}: ${former}${said}.`), facts: [fact] });
    }
  }
  return out;
}
