import type { Experiencer } from '../../../shared/model/facts.ts';
import type { Token } from './tokens.ts';
import type { Unit } from './utterances.ts';

/** Somebody who is not the patient. `relative` as said: "mother", "paternal grandfather", "coworker". */
export interface Person {
  readonly experiencer: Exclude<Experiencer, 'patient'>;
  readonly relative: string;
}

const KIN = new Set([
  'mother', 'mom', 'mum', 'mama', 'momma', 'mommy', 'father', 'dad', 'daddy', 'papa', 'sister', 'brother', 'grandmother', 'grandfather', 'grandma', 'grandpa', 'granny', 'nana',
  'aunt', 'auntie', 'uncle', 'cousin', 'son', 'daughter', 'parents', 'siblings', 'grandparents', 'sisters', 'brothers', 'nephew', 'niece', 'sibling', 'parent', 'aunts', 'uncles',
  'cousins', 'relative', 'relatives', 'twin', 'grandmothers', 'grandfathers', 'sons', 'daughters', 'half-sister', 'half-brother', 'grandson', 'granddaughter', 'grandkids', 'great-aunt', 'great-grandmother',
]); // prettier-ignore
const OTHERS = new Set([
  'wife', 'husband', 'spouse', 'friend', 'friends', 'neighbor', 'neighbour', 'neighbors', 'coworker', 'co-worker', 'coworkers', 'boss', 'boyfriend', 'girlfriend', 'roommate', 'colleague',
  'colleagues', 'partner', 'kids', 'kid', 'baby', 'dog', 'cat', 'puppy', 'someone', 'somebody', 'everyone', 'everybody', 'people', 'teammate', 'teammates', 'fiance', 'fiancee', 'children', 'buddy', 'guy',
  'guys', 'lady', 'classmate', 'classmates', 'stepmother', 'stepfather', 'stepson', 'stepdaughter', 'stepmom', 'stepdad', 'mother-in-law', 'father-in-law', 'in-laws', 'patients', 'folks', 'ex', 'toddler', 'infant', 'child', 'newborn',
]); // prettier-ignore
/** Illness of these is no family history, whoever else's word it is. */
const NOT_BLOOD = /^(mother|father|sister|brother|son|daughter)-in-law$/;
const SIDES = /^(maternal|paternal|step|half|older|younger|oldest|youngest|little|big|twin)$/;
const COLLECTIVE =
  /\b(?:runs? in (?:my|the|your|our) family|family history of|family history|in (?:my|your|the|our) family|(mother's|father's|mom's|dad's|maternal|paternal) side)\b/;

const bare = (word: string): string => word.replace(/'s?$/, '').replace(/s'$/, 's');

function kindOf(word: string, patientWords: ReadonlySet<string>): Person['experiencer'] | undefined {
  const plain = bare(word);
  if (patientWords.has(plain)) return undefined;
  if (NOT_BLOOD.test(plain)) return 'other';
  return KIN.has(plain) ? 'family' : OTHERS.has(plain) ? 'other' : undefined;
}

/** As said, with what tells one grandfather from the other; "mother and sister" where both are meant. */
function named(tokens: readonly Token[], at: number, patientWords: ReadonlySet<string>): string {
  const side = tokens[at - 1]?.norm ?? '';
  let name = bare(tokens[at]!.norm);
  const inLaw = tokens[at + 1]?.norm === 'in' && tokens[at + 2]?.norm === 'law';
  if (inLaw) name = `${name}-in-law`;
  if (/^(maternal|paternal|step|half)$/.test(side)) name = `${side} ${name}`;
  let k = at - 1;
  if (SIDES.test(side)) k--;
  if (/^(my|your|his|her|the)$/.test(tokens[k]?.norm ?? '')) k--;
  if (tokens[k]?.norm === 'and' && kindOf(tokens[k - 1]?.norm ?? '', patientWords) === 'family')
    name = `${bare(tokens[k - 1]!.norm)} and ${name}`;
  return name;
}

function personAt(tokens: readonly Token[], at: number, patientWords: ReadonlySet<string>): Person | undefined {
  const kind = kindOf(tokens[at]!.norm, patientWords);
  if (!kind) return undefined;
  const after = tokens[at + 1]?.norm ?? '';
  // "kid" of "as a kid", "people" of "around people", "guy" of address.
  if (
    /^(as|being|like|since|having|had|have|with|around|two|three|four|of|my own|\d+)$/.test(
      tokens[at - 2]?.norm ?? '',
    ) &&
    /^(kid|kids|child|baby|children|people)$/.test(tokens[at]!.norm) &&
    tokens[at - 1]?.norm === 'a'
  )
    return undefined;
  if (/^(pressure|exam|aspirin|blues|shower)$/.test(after)) return undefined;
  // "My husband's sister" is no blood of the patient's.
  if (
    kind === 'family' &&
    /^(?:husband|wife|boyfriend|girlfriend|partner|friend|spouse|fiance|neighbor|boss)'s$/.test(
      tokens[at - 1]?.norm ?? '',
    )
  )
    return { experiencer: 'other', relative: `${tokens[at - 1]!.norm} ${bare(tokens[at]!.norm)}` };
  const inLaw = after === 'in' && tokens[at + 2]?.norm === 'law';
  return { experiencer: inLaw ? 'other' : kind, relative: named(tokens, at, patientWords) };
}

/** The person who is spoken of just before a mention, unless "I" or "you" took over in between. */
export function kinBefore(
  tokens: readonly Token[],
  end: number,
  patientWords: ReadonlySet<string>,
): Person | undefined {
  for (let i = end - 1; i >= 0; i--) {
    const word = tokens[i]!.norm;
    // "I have", "you have" after the relative: the speaker is meant again.
    if (
      /^(i|you|me)$/.test(word) &&
      !/^(think|guess|know|believe|mean|remember|say|heard|said|am|was)$/.test(tokens[i + 1]?.norm ?? '')
    )
      return undefined;
    if (word === 'my' && !startsKin(tokens, i + 1, patientWords) && i + 1 < end - 1) {
      // "my mother is fine but my knee hurts": a new possession of the speaker.
      const next = tokens[i + 1]?.norm ?? '';
      if (/^(knee|back|chest|head|own|stomach|leg|arm|throat|shoulder|neck|foot|hip|hand|ear|eye|eyes)$/.test(next))
        return undefined;
    }
    const person = personAt(tokens, i, patientWords);
    if (person && !isOnlyCompany(tokens, i)) return person;
  }
  return undefined;
}

function startsKin(tokens: readonly Token[], from: number, patientWords: ReadonlySet<string>): boolean {
  for (let i = from; i < from + 3 && i < tokens.length; i++) if (kindOf(tokens[i]!.norm, patientWords)) return true;
  return false;
}

/** "my wife says I snore", "took it with my sister", "told my husband": they are not the ones who have it. */
function isOnlyCompany(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1]?.norm ?? '';
  if (
    /^(says?|said|thinks?|thought|noticed|notices|told|tells|wants|wanted|made|makes|brought|drove|suggested|checked|gave|keeps|complains|mentioned|found|saw|heard|worries|is)$/.test(
      next,
    )
  ) {
    if (next !== 'is') return true;
    return /^(worried|concerned|here|with)$/.test(tokens[at + 2]?.norm ?? '');
  }
  const before = tokens
    .slice(Math.max(0, at - 3), at)
    .map((token) => token.norm)
    .join(' ');
  return (
    /\b(told|with|for|to|by|from|and|playing with|picking up|pick up|lifting|carrying|chasing|after|helping|about)( my| the| a| her| his)?$/.test(
      before,
    ) &&
    /\b(lift|lifting|pick|picking|carry|carrying|told|playing|chasing|helping|live|living|walking|walk)\b/.test(before)
  );
}

const AFTER_LINK = /^(?:in|on|with|from|for)$/;

/** "diabetes in my mother", "breast cancer on my mom's side", "my mother's cancer" is before. */
export function kinAfter(
  tokens: readonly Token[],
  from: number,
  patientWords: ReadonlySet<string>,
): Person | undefined {
  const linked = tokens.slice(from, from + 3).findIndex((token) => AFTER_LINK.test(token.norm));
  const text = tokens
    .slice(from, from + 8)
    .map((token) => token.norm)
    .join(' ');
  if (linked >= 0)
    for (let i = from + linked + 1; i < Math.min(tokens.length, from + linked + 5); i++) {
      const kind = kindOf(tokens[i]!.norm, patientWords);
      if (kind === 'family') {
        const ofSide = tokens[i + 1]?.norm === 'side';
        return { experiencer: 'family', relative: ofSide ? `${tokens[i]!.norm} side` : named(tokens, i, patientWords) };
      }
    }
  const collective =
    COLLECTIVE.exec(text) ??
    COLLECTIVE.exec(
      tokens
        .slice(0, from)
        .map((token) => token.norm)
        .join(' '),
    );
  if (collective)
    return { experiencer: 'family', relative: collective[1] === undefined ? 'family' : `${collective[1]} side` };
  return undefined;
}

/** The last person of a sentence, for the pronouns of the next. */
export function lastPerson(tokens: readonly Token[], patientWords: ReadonlySet<string>): Person | undefined {
  for (let i = tokens.length - 1; i >= 0; i--) {
    const person = personAt(tokens, i, patientWords);
    if (person) return person;
  }
  return undefined;
}

const IS_KIN_OF =
  /\bi am (?:his|her) (?:mother|mom|mum|father|dad|grandmother|grandma|grandfather|grandpa|aunt|uncle|wife|husband|sister|brother|daughter|son|guardian|caregiver|nana|stepmom|stepdad)\b/;

const CHILD = new Set([
  'son',
  'daughter',
  'baby',
  'kid',
  'child',
  'toddler',
  'infant',
  'newborn',
  'boy',
  'girl',
  'guy',
  'one',
  'granddaughter',
  'grandson',
]);
const ADULT = new Set([
  'husband',
  'wife',
  'mother',
  'mom',
  'father',
  'dad',
  'grandmother',
  'grandfather',
  'grandma',
  'grandpa',
  'brother',
  'sister',
  'partner',
]);

/**
 * Whether somebody else speaks for the patient, and by what word they call them: a parent for a child, a daughter for her father.
 * Told by whom the clinician asks about: "how long has she had the fever?"
 */
export function proxyOf(units: readonly Unit[]): { proxy: boolean; words: ReadonlySet<string> } {
  let about = 0;
  let you = 0;
  let own = 0;
  const named = new Map<string, number>();
  for (const unit of units) {
    const words = unit.tokens.map((token) => token.norm);
    if (unit.speaker === 'clinician' && unit.question) {
      if (words.some((word) => /^(he|she|him|his|her|they)$/.test(word))) about++;
      if (
        words.some((word) => word === 'you') &&
        !/\byou (?:noticed?|given|giving|tried|think|say|tell|seen|describe|guys)\b/.test(words.join(' '))
      )
        you++;
    }
    if (unit.speaker === 'patient' || unit.speaker === 'other') {
      if (
        /^(?:\S+ ){0,3}(?:he|she)(?: is| has| was| had| did| does| keeps| will| can| feels| complains| started| gets| got| says| said| threw| just| also| still| never)/.test(
          words.join(' '),
        )
      )
        about += 0.5;
      if (
        /^(?:\S+ ){0,3}i (?:have|had|feel|felt|get|am having|take|was having|can not)|\bmy (?:back|chest|knee|head|stomach|throat|leg|arm|neck|shoulder|foot)\b/.test(
          words.join(' '),
        )
      )
        own++;
    }
    for (let i = 1; i < words.length; i++)
      if (
        /^(my|your|this|the|our|little)$/.test(words[i - 1]!) &&
        (CHILD.has(bare(words[i]!)) || ADULT.has(bare(words[i]!)))
      )
        named.set(bare(words[i]!), (named.get(bare(words[i]!)) ?? 0) + (unit.index < 12 ? 2 : 1));
  }
  // "I'm his grandma": who says so speaks for the patient.
  const says = units.some(
    (unit) => unit.speaker !== 'clinician' && IS_KIN_OF.test(unit.tokens.map((token) => token.norm).join(' ')),
  );
  const proxy = (says && about > own) || (about >= 3 && about > own && about > 0.7 * you);
  if (!proxy) return { proxy: false, words: new Set() };
  const children = [...named].filter(([word]) => CHILD.has(word));
  const patientWords = new Set<string>(['he', 'she']);
  if (children.length > 0 && children.some(([, n]) => n >= 2)) for (const word of CHILD) patientWords.add(word);
  else {
    const best = [...named].sort((a, b) => b[1] - a[1])[0];
    if (best) patientWords.add(best[0]);
    for (const word of ['baby', 'kid', 'child', 'toddler', 'infant', 'newborn']) patientWords.add(word);
  }
  return { proxy: true, words: patientWords };
}
