import { capital } from './sentence-text.ts';

/** Rewording of one finished sentence by a clinician's instruction. Each gives undefined where there is nothing to do. */

const changed = (before: string, after: string): string | undefined => {
  const tidy = capital(
    after
      .replace(/\s+/g, ' ')
      .replace(/\s+([,.;:])/g, '$1')
      .replace(/,\./g, '.')
      .trim(),
  );
  return tidy === before || !/[a-z0-9]/i.test(tidy) ? undefined : tidy;
};

const LONG_WAYS: readonly (readonly [RegExp, string])[] = [
  [/\bat (?:this|the present) time\b,?/gi, ''],
  [/\b(?:in order to|so as to)\b/gi, 'to'],
  [/\b(?:due to|because of|owing to) the fact that\b/gi, 'because'],
  [/\bis able to\b/gi, 'can'],
  [/\bis unable to\b/gi, 'cannot'],
  [/\bwith (?:regard|respect) to\b/gi, 'regarding'],
  [/\bon a daily basis\b/gi, 'daily'],
  [/\bat (?:night ?time|nighttime)\b/gi, 'at night'],
  [/\bfor a (?:period|duration) of\b/gi, 'for'],
  [/\b(?:very|really|quite|just|actually|basically|essentially|certainly|also|additionally|furthermore|overall|kind of|sort of)\b,? ?/gi, ''],
  [/\bapproximately\b/gi, 'about'],
  [/\bwe (?:will|are going to) (?=[a-z])/gi, ''],
  [/\b(?:reports|states|says|notes|endorses) that (?:he|she|they|the patient) (?:has|have) (?:had |been having )?/gi, 'reports '],
  [/\b(?:reports|states|says|notes) that\b/gi, 'reports'],
]; // prettier-ignore

export function shorten(text: string): string | undefined {
  let out = text;
  for (const [long, short] of LONG_WAYS) out = out.replace(long, short);
  return changed(text, out.replace(/^the patient(?:'s)?\s+(?=(?:reports|denies|takes|states|has|is)\b)/i, ''));
}

/** As in a list: no subject, no "has had", no "will". */
export function toBullet(text: string): string | undefined {
  const out = text
    .replace(
      /^(?:the patient|patient|she|he|they|pt)\s+(?:has had|have had|has been having|have been having|has|have|reports|report)\s+(?:an? |the )?(?=[a-z])/i,
      '',
    )
    .replace(/^(?:the patient|patient|she|he|they)\s+(?:is|are|was|were)\s+/i, '')
    .replace(/^(?:the patient|patient|she|he|they)\s+(?=[a-z]+s?\b)/i, '')
    .replace(/^(?:we|i) (?:will|are going to|would like to)\s+/i, '');
  return changed(text, out);
}

const VERB_FIRST =
  /^(?:denies|reports|takes|has|had|states|describes|complains|uses|smokes|drinks|works|lives|presents|notes|feels|is|was|will|does)\b/i;

/** A whole sentence again: with its subject. */
export function toPlain(text: string): string | undefined {
  if (VERB_FIRST.test(text)) return changed(text, `The patient ${text[0]!.toLowerCase()}${text.slice(1)}`);
  return undefined;
}

/** Present to past, third person; pairs that rules would get wrong. */
const TENSES: readonly (readonly [string, string])[] = [
  ['is', 'was'], ['are', 'were'], ['has', 'had'], ['have', 'had'], ['does', 'did'], ['do', 'did'], ['goes', 'went'], ['takes', 'took'], ['take', 'took'],
  ['feels', 'felt'], ['feel', 'felt'], ['says', 'said'], ['gets', 'got'], ['get', 'got'], ['comes', 'came'], ['begins', 'began'], ['sees', 'saw'], ['gives', 'gave'], ['sleeps', 'slept'],
  ['drinks', 'drank'], ['eats', 'ate'], ['wakes', 'woke'], ['falls', 'fell'], ['loses', 'lost'], ['finds', 'found'], ['keeps', 'kept'], ['thinks', 'thought'], ['knows', 'knew'],
  ['becomes', 'became'], ['runs', 'ran'], ['stops', 'stopped'], ['denies', 'denied'], ['carries', 'carried'], ['worries', 'worried'], ['tries', 'tried'], ['occurs', 'occurred'], ['refers', 'referred'],
  ['can', 'could'], ['will', 'would'], ['hurts', 'hurt'], ['shows', 'showed'], ['reports', 'reported'], ['states', 'stated'], ['describes', 'described'], ['notes', 'noted'], ['presents', 'presented'],
  ['complains', 'complained'], ['endorses', 'endorsed'], ['uses', 'used'], ['smokes', 'smoked'], ['works', 'worked'], ['lives', 'lived'], ['appears', 'appeared'], ['looks', 'looked'], ['needs', 'needed'],
  ['wants', 'wanted'], ['walks', 'walked'], ['improves', 'improved'], ['worsens', 'worsened'], ['starts', 'started'], ['continues', 'continued'], ['radiates', 'radiated'], ['resolves', 'resolved'],
  ['develops', 'developed'], ['experiences', 'experienced'], ['suffers', 'suffered'], ['misses', 'missed'], ['helps', 'helped'], ['makes', 'made'], ['tolerates', 'tolerated'], ['demonstrates', 'demonstrated'],
]; // prettier-ignore

export function toTense(text: string, tense: 'past' | 'present'): string | undefined {
  const to = new Map<string, string>();
  for (const [present, past] of TENSES) {
    if (tense === 'past') to.set(present, past);
    // Of several presents the third person's is meant.
    else if (!to.has(past)) to.set(past, present);
  }
  const they = /\b(?:they|we)\b/i.test(text);
  let out =
    tense === 'past'
      ? text.replace(/\b(?:has|have) (had|been)\b/gi, (_m, word: string) => (word === 'had' ? 'had' : 'was'))
      : text;
  out = out.replace(/[A-Za-z]+/g, (word, at: number) => {
    const found = to.get(word.toLowerCase());
    if (found === undefined) return word;
    // "has had": what follows a helper keeps its form; "a history of falls" is no verb.
    const before = out.slice(0, at).trimEnd().split(/\s+/).at(-1)?.toLowerCase() ?? '';
    if (
      /^(?:has|have|had|been|to|was|were|is|are|be|of|the|a|an|no|any|with|his|her|their|and\/or|did|does|do|not)$/.test(
        before,
      )
    )
      return word;
    const form =
      tense === 'present' && they && found === 'has'
        ? 'have'
        : tense === 'present' && they && found === 'is'
          ? 'are'
          : found;
    return /^[A-Z]/.test(word) ? capital(form) : form;
  });
  return changed(text, out);
}

const PLURAL: Readonly<Record<string, string>> = {
  has: 'have',
  is: 'are',
  was: 'were',
  does: 'do',
  goes: 'go',
  denies: 'deny',
};
const SINGULAR: Readonly<Record<string, string>> = {
  have: 'has',
  are: 'is',
  were: 'was',
  do: 'does',
  go: 'goes',
  deny: 'denies',
};
const AUX_PAST =
  /^(?:had|did|will|would|can|could|may|might|must|should|also|never|then|now|[a-z]+ed|took|went|felt|said|came|began|saw|gave|fell|lost|was|were)$/;
const agree = (verb: string, plural: boolean): string => {
  const lower = verb.toLowerCase();
  if (plural) return PLURAL[lower] ?? (/[^s]s$/.test(lower) ? lower.replace(/(?<=(?:sh|ch|x|ss|z))es$|s$/, '') : lower);
  if (SINGULAR[lower]) return SINGULAR[lower];
  return AUX_PAST.test(lower) || /s$/.test(lower)
    ? lower
    : /(?:sh|ch|x|ss|z)$/.test(lower)
      ? `${lower}es`
      : `${lower}s`;
};

/** Another way to call the patient, with agreement: "The patient has" → "They have". Of words only; nobody's chart is changed. */
export function toPronoun(text: string, to: 'she' | 'he' | 'they' | 'the patient'): string | undefined {
  const possessive = { she: 'her', he: 'his', they: 'their', 'the patient': "the patient's" }[to];
  const object = { she: 'her', he: 'him', they: 'them', 'the patient': 'the patient' }[to];
  const plural = to === 'they';
  const like = (model: string, word: string): string => (/^[A-Z]/.test(model) ? capital(word) : word);
  // "her knee" is hers, "told her." is her: what follows decides.
  let out = text
    .replace(/\b(the patient's|his|their)\b/gi, (m) => like(m, possessive))
    .replace(/\b(her)(?= [a-z])(?! (?:to|in|on|at|for|with|and|or|that|about|from|by|when|if|as|is|was)\b)/gi, (m) =>
      like(m, possessive),
    )
    .replace(/\b(her|him|them)\b(?!'s)/gi, (m, word: string, at: number, all: string) =>
      word.toLowerCase() === 'her' && possessive === 'her' && /^ [a-z]/.test(all.slice(at + m.length))
        ? m
        : like(m, object),
    );
  out = out.replace(
    /\b(the patient|she|he|they)(?!'s)( (?!and\b|or\b|with\b|to\b|for\b|in\b)([a-z]+))?\b/gi,
    (m, subject: string, rest: string | undefined, verb: string | undefined, at: number) => {
      const isObject =
        /^the patient$/i.test(subject) && at > 0 && !/[.;,]\s*$/.test(out.slice(0, at)) && verb === undefined;
      if (isObject) return object + (rest ?? '');
      if (to === 'the patient' && /^the patient$/i.test(subject)) return m;
      return like(subject, to) + (verb === undefined ? (rest ?? '') : ` ${agree(verb, plural)}`);
    },
  );
  return changed(text, out);
}

const NEGATIONS: readonly (readonly [RegExp, string])[] = [
  [/\b(reports|has had|has|had|endorses|notes|complains of|describes|presents with) (?:an? |some |any )?/i, 'denies '],
  [/\bpositive for\b/i, 'negative for'],
  [/\bis present\b/i, 'is absent'],
  [/\bwith (?=[a-z])/i, 'without '],
  [/\b(is|are|was|were|does|did|will|can)\b(?! not)/i, '$1 not'],
]; // prettier-ignore
const AFFIRMATIONS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:denies|denied) (?:any |having )?/i, 'reports '],
  [/\bnegative for\b/i, 'positive for'],
  [/\bis absent\b/i, 'is present'],
  [/\bdoes not have (?:any )?/i, 'has '],
  [/\bwithout (?:any )?/i, 'with '],
  [/\b(is|are|was|were|does|did|will|can) not\b/i, '$1'],
  [/^no (?=[a-z])/i, ''],
  [/\bno (?=[a-z])/i, ''],
];

/** Only by the clinician's explicit word. */
export function toPolarity(text: string, to: 'negative' | 'positive'): string | undefined {
  const isNegative = /\b(?:denies|denied|negative for|not|without|absent|no)\b/i.test(text);
  if (isNegative === (to === 'negative')) return undefined;
  for (const [pattern, by] of to === 'negative' ? NEGATIONS : AFFIRMATIONS)
    if (pattern.test(text)) return changed(text, text.replace(pattern, by));
  return to === 'negative' ? changed(text, `No ${text[0]!.toLowerCase()}${text.slice(1)}`) : undefined;
}

const SUBJECT = /^(the patient|she|he|they|we)\b/i;
const FINITE =
  /^(?:denies|reports|takes|has|have|had|is|are|was|were|states|does|did|will|feels|notes|can|deny|report|take|no longer|also)\b/i;
const CLAUSE =
  /^(?:the patient|she|he|they|we|there|it|this|(?:his|her|their|the) [a-z]+(?: [a-z]+)? (?:is|are|was|were|has|have|hurts?|feels?|aches?))\b/i;

/** Two sentences where a clause of its own begins; the second gets the subject of the first where it has none. */
export function splitSentence(text: string): readonly [string, string] | undefined {
  const body = text.replace(/\.$/, '');
  const places = [...body.matchAll(/;\s*|,?\s+(?:and|but)\s+|,\s+/g)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  const middle = body.length / 2;
  places.sort((a, b) => Math.abs(a.from - middle) - Math.abs(b.from - middle));
  for (const { from, to } of places) {
    const [first, second] = [body.slice(0, from).trim(), body.slice(to).trim()];
    const subject = SUBJECT.exec(first)?.[1];
    const isSemicolon = body[from] === ';';
    if (CLAUSE.test(second) || isSemicolon) return [`${capital(first)}.`, `${capital(second)}.`];
    if (FINITE.test(second) && subject !== undefined) return [`${capital(first)}.`, `${capital(subject)} ${second}.`];
  }
  return undefined;
}

/** One sentence of two; a subject that they share is said once. */
export function mergeSentences(first: string, second: string): string {
  const head = first.replace(/[.!?]$/, '');
  const subject = SUBJECT.exec(head)?.[1];
  const rest = second.replace(/[.!?]$/, '');
  const other = SUBJECT.exec(rest)?.[1];
  const tail =
    subject !== undefined &&
    other !== undefined &&
    (subject.toLowerCase() === other.toLowerCase() ||
      (/^(?:she|he|they)$/i.test(other) === true && /^the patient$/i.test(subject)))
      ? rest.slice(other.length).trim()
      : undefined;
  if (tail !== undefined && FINITE.test(tail) && !(/^they$/i.test(other!) && /^the patient$/i.test(subject!)))
    return `${head} and ${tail}.`;
  const lower = /^[A-Z]{2}|^[A-Z]\d|^I\b/.test(rest) ? rest : rest[0]!.toLowerCase() + rest.slice(1);
  return `${head}; ${lower}.`;
}
