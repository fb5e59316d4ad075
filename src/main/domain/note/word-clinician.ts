import type { Token } from '../understanding/tokens.ts';
import { stripDiscourse } from './discourse.ts';
import { toThirdPerson, toWords, type Voice } from './third-person.ts';
import { isBaseVerb } from './verbs.ts';
import type { Wording } from './wording.ts';

/** Beginnings of sentences by their first word, in the order of their list. */
type Fronts = ReadonlyMap<string, readonly (readonly string[])[]>;
const fronts = (phrases: readonly string[]): Fronts =>
  Map.groupBy(
    phrases.map((phrase) => phrase.split(' ')),
    ([first]) => first!,
  );

/** What follows the first of the fronts that the words begin with and that leaves at least so many. */
const starts = (words: readonly string[], list: Fronts, atLeast = 0): string[] | undefined => {
  const front = list
    .get(words[0] ?? '')
    ?.find((parts) => words.length >= parts.length + atLeast && parts.every((part, i) => words[i] === part));
  return front && words.slice(front.length);
};

const DROP_FRONT = fronts([
  'what i would like to do is', 'what i want to do is', 'what i am going to do is', 'what we are going to do is', 'what i will do is', 'what we will do is', 'the first thing i want to do is', 'what i would do is', 'what i would recommend is', 'what i would suggest is',
  'for that', 'for this', 'for now', 'at this point', 'right now', 'at this time', 'in the meantime', 'in addition', 'in addition to that', 'here is what i am thinking', 'my plan is to', 'the plan is to', 'the plan would be to', 'i think it would be a good idea to', 'i think that', 'i think what', 'from there', 'after that', 'in the meanwhile', 'as far as that goes', 'if you could', 'i am just going to', 'today', 'next', 'lastly', 'finally', 'secondly', 'first', 'second', 'third', 'as well', 'we can', 'on top of that', 'maybe we', 'hey dragon', 'dragon', 'instead', 'please', 'additionally', 'in that case',
]); // prettier-ignore

const WE_WILL = fronts([
  'i am going to', 'we are going to', 'i will', 'we will', 'i would like to', 'we would like to', 'i want to', 'we want to', 'let us', 'i am gonna', 'we should', 'we need to', 'i need to', 'we can', 'i can', 'i plan to', 'we could', 'i think we should', 'i am also going to', 'i also want to', 'i also would like to', 'i would also like to', 'we will also', 'i will also', 'we are also going to', 'i am planning to', 'i think we will', 'we have to', 'we would', 'i have to', 'i do want to', 'i do need to', 'i would want to', 'we also want to', 'we also need to', 'i might', 'we might', 'we may', 'i may', 'i would', 'i could', 'we do need to', 'i like to', 'why do not we', 'what we want to do is', 'i think it is best to', 'my recommendation would be to', 'my recommendation is to', 'we should probably', 'i would recommend we', 'i recommend we', 'i would like us to', 'i would go ahead and', 'i am gonna go ahead and', 'we will recommend we', 'i think i am going to', 'i think i will', 'i think we need to', 'i think we can', 'i think i would like to', 'i think i want to',
]); // prettier-ignore
const WANT_YOU = fronts([
  'i want you to', 'i would like you to', 'i need you to', 'i would like for you to', 'i want you', 'i would like to have you', 'i want to have you', 'i am going to have you', 'we will have you', 'i will have you', 'we are going to have you', 'i would want you to', 'i also want you to', 'i am also going to have you', 'i also would like you to', 'i would also like you to', 'i do want you to', 'i do need you to', 'i would have you', 'we want you to', 'we need you to', 'let us have you', 'i would encourage you to', 'i encourage you to', 'i am going to ask you to', 'i am going to want you to', 'i just want you to', 'go ahead and', 'try to', 'make sure you', 'make sure that you', 'be sure to', 'you will want to', 'please', 'you are going to want to', 'make sure to', 'just', 'i need for you to', 'i recommend that you', 'i recommend you', 'i would recommend that you', 'i would recommend you', 'i suggest you', 'i would advise you to', 'i advise you to',
]); // prettier-ignore
const YOU_SHOULD = [
  'you should',
  'you need to',
  'you have to',
  'you ought to',
  'you must',
  'you are going to need to',
  'you will need to',
  'you can',
  'you could',
  'you may',
  'you are going to',
  'you will',
  'you can also',
  'you should also',
  'you do need to',
].map((front) => [front, fronts([front])] as const);

const COMMANDS = new Set([
  'take', 'avoid', 'keep', 'use', 'try', 'call', 'come', 'follow', 'stay', 'stop', 'wear', 'drink', 'eat', 'rest', 'ice', 'elevate', 'return', 'start', 'apply', 'check', 'monitor', 'limit', 'bring', 'get',
  'wash', 'watch', 'schedule', 'cut', 'continue', 'increase', 'decrease', 'hold', 'put', 'go', 'let', 'give', 'finish', 'refrain', 'walk', 'exercise', 'work', 'see', 'make', 'repeat', 'remember', 'maintain', 'order', 'refill', 'prescribe', 'refer', 'obtain',
]); // prettier-ignore

const MODAL_OF: Readonly<Record<string, string>> = {
  'you can': 'may',
  'you could': 'may',
  'you may': 'may',
  'you can also': 'may also',
  'you are going to': 'will',
  'you will': 'will',
  'you should also': 'should also',
};

/** Words without what only leads up to an intention, one front after another. */
function withoutFronts(words: readonly string[]): string[] {
  let rest = [...words];
  for (;;) {
    const shorter = starts(rest, DROP_FRONT, 2);
    if (!shorter) return rest;
    rest = stripDiscourse(shorter);
  }
}

/** The clinician's words about what will be done, as plan sentences. Undefined where they are not an instruction or intention. */
export function wordPlan(tokens: readonly Token[], voice: Voice, wording: Wording): string[] | undefined {
  const heard = toWords(tokens);
  // "… so you can walk again", "increased burden means that …": no intention.
  if (NO_INTENT.test(heard.slice(0, 8).join(' '))) return undefined;
  const words = wording.apply(withoutFronts(stripDiscourse(heard)));
  const lead = voice.person.plural ? 'the patient' : voice.person.subject;
  const third: Third = (rest) => toThirdPerson(rest, { ...voice, lead });
  for (const rule of INTENTS) {
    const worded = rule(words, third);
    if (worded !== undefined) return worded === NOTHING ? undefined : worded;
  }
  return undefined;
}

const NO_INTENT = /^(?:and )?so (?:that )?(?:you|we|i|it) (?:can|could)\b|^\S+(?: \S+){0,5} means\b/;

type Third = (rest: readonly string[]) => string[];
/** The words are known, and none can be made of them: no later rule is asked. */
const NOTHING = 'nothing';
type IntentRule = (words: readonly string[], third: Third) => string[] | typeof NOTHING | undefined;

const underCondition: IntentRule = (words, third) => {
  const advised = adviseIf(words);
  return advised && ['the patient was advised to', ...third(advised)];
};

/** "I will see you back in 2 weeks". */
const seeAgain: IntentRule = (words, third) => {
  const when =
    /^(?:i|we) will (?:plan to )?see you (?:again |back |back here |then )*((?:in|at|on|for|after) .+)$/.exec(
      words.join(' '),
    )?.[1];
  return when === undefined ? undefined : ['follow up', ...third(when.split(' '))];
};

/** "I want you to …", "make sure you …". */
const wantYou: IntentRule = (words, third) => {
  const rest = starts(words, WANT_YOU);
  if (!rest || rest.length === 0) return undefined;
  if (rest[0] === 'continue') return ['the patient will', ...third(rest)];
  if (isBaseVerb(rest[0]!)) return ['the patient was advised to', ...third(rest)];
  return rest[0] === 'to' && rest.length > 1 ? ['the patient was advised', ...third(rest)] : undefined;
};

const keepOn: IntentRule = (words, third) => {
  const what = /^(?:.* )?continue (?:you )?(?:on |with |taking |to take )+(.*)$/.exec(words.join(' '))?.[1];
  const isIntent = /^(i|we|let|you|continue|just)/.test(words[0] ?? '');
  return what !== undefined && isIntent ? ['continue', ...third(what.split(' '))] : undefined;
};

/** "We will …", "I am going to …"; "we could start", "I might send you": an option, not a decision. */
const weWill: IntentRule = (words, third) => {
  const tail = starts(words, WE_WILL);
  if (!tail || tail.length === 0) return undefined;
  const rest = stripDiscourse(tail);
  const verb = rest[0] === 'also' ? rest[1] : rest[0];
  if (verb === undefined || !(isBaseVerb(verb) || PLAN_VERBS.has(verb))) return undefined;
  const front = words.slice(0, words.length - tail.length);
  const isOption = front.some((word) => /^(?:could|might|may|would)$/.test(word)) && !/like|want/.test(front.join(' '));
  return [isOption ? 'we may' : 'we will', ...third(rest)];
};

const youShould: IntentRule = (words, third) => {
  for (const [front, list] of YOU_SHOULD) {
    const rest = starts(words, list, 2);
    if (rest && (isBaseVerb(rest[0]!) || rest[0] === 'be' || rest[0] === 'also'))
      return ['the patient', MODAL_OF[front] ?? 'should', ...third(rest)];
  }
  return undefined;
};

/** "We are ordering …". */
const underWay: IntentRule = (words, third) => {
  const verb = /^(?:i am|we are) (?:also )?(\w+ing) /.exec(`${words.join(' ')} `)?.[1];
  if (verb === undefined || !UNDER_WAY.test(verb)) return undefined;
  return ['we are', verb, ...third(words.slice(words.indexOf(verb) + 1))];
};
const UNDER_WAY =
  /^(ordering|referring|starting|prescribing|sending|increasing|decreasing|giving|putting|stopping|refilling|recommending|adding|continuing|scheduling|holding)$/;

const recommended: IntentRule = (words, third) =>
  /^(i|we) (recommend|would recommend|suggest|would suggest|prescribed|ordered|advise|would advise)\b/.test(
    words.join(' '),
  )
    ? third(words)
    : undefined;

/** "Take it with food", "let us know if …". */
const command: IntentRule = (words, third) => {
  const [verb, next, after] = words;
  if (verb === undefined || next === undefined || !COMMANDS.has(verb)) return undefined;
  if (/^(order|refill|prescribe|refer|obtain)$/.test(verb)) return ['we will', ...third(words)];
  if (verb === 'continue' || (verb === 'follow' && next === 'up')) return third(words);
  if (verb === 'let' && (next === 'me' || next === 'us') && after === 'know')
    return ['the patient was advised to notify us', ...third(words.slice(3))];
  if (verb === 'see' && next === 'me') return ['follow up', ...third(words.slice(2))];
  if (verb === 'come' && next === 'back') {
    const rest = words.slice(2).filter((word, i) => !(i < 3 && ['and', 'see', 'me'].includes(word)));
    return ['the patient will return', ...third(rest)];
  }
  return ['the patient was advised to', ...third(words)];
};

/** The first that knows the way of speaking decides. */
const INTENTS: readonly IntentRule[] = [
  underCondition,
  seeAgain,
  wantYou,
  keepOn,
  weWill,
  youShould,
  underWay,
  recommended,
  command,
];

/** "if your sugars drop below 70, drink some juice and call us" → "drink some juice and call us if your sugars drop below 70". */
function adviseIf(words: readonly string[]): string[] | undefined {
  const from = words[0] === 'if' ? 0 : words[1] === 'if' && /^(and|but|so|now)$/.test(words[0]!) ? 1 : -1;
  if (from < 0) return undefined;
  for (let i = from + 3; i < words.length; i++) {
    const before = words[i - 1]!;
    const word = words[i]!;
    const notify = word === 'let' && (words[i + 1] === 'me' || words[i + 1] === 'us') && words[i + 2] === 'know';
    if (!notify && word !== 'seek' && (!COMMANDS.has(word) || /^(get|let|work|make|see|bring|put)$/.test(word)))
      continue;
    // "if you stop taking …", "if it does not go away": the verb of the condition itself.
    if (/^(to|i|it|they|can|will|not|could|may|and|or|does|do|your|a|the|she|he|we|that|of)$/.test(before)) continue;
    if (before === 'you' && i - from < 5) continue;
    const filler = /^(,|then|please|just|you|should)$/;
    let stop = i;
    while (stop > from + 2 && filler.test(words[stop - 1]!)) stop--;
    const action = notify ? ['notify', 'us', ...words.slice(i + 3)] : words.slice(i);
    return stop - from < 3 ? undefined : [...stripDiscourse(action), ...words.slice(from, stop)];
  }
  return undefined;
}

const PLAN_VERBS = new Set([
  'order', 'refer', 'prescribe', 'start', 'increase', 'decrease', 'repeat', 'obtain', 'schedule', 'refill', 'add', 'switch', 'discontinue', 'recheck',
  'draw', 'perform', 'reassess', 'inject', 'biopsy', 'follow', 'aspirate', 'proceed', 'initiate', 'consult', 'double', 'taper', 'immobilize', 'place',
  'reduce', 'evaluate', 'consider', 'rule', 'culture', 'swab', 'swap', 'lower', 'raise', 'be', 'wean', 'arrange', 'submit', 'collect',
  'x-ray', 'discuss', 'hospitalize', 'admit',
]); // prettier-ignore

const EXAM_FRONT = fronts([
  'on your physical examination', 'on your physical exam', 'on physical exam', 'on physical examination', 'on exam', 'on examination', 'on your exam', 'i can see that', 'i see that', 'i see', 'i hear', 'i do hear', 'i do see', 'i can see', 'i can hear', 'i feel', 'i do feel', 'i can feel', 'i appreciate', 'i do appreciate', 'i can appreciate', 'it looks like', 'it sounds like', 'looks like', 'it appears that',
]); // prettier-ignore

/** Examination or result words: the observing "I" goes, what was observed stays. */
export function wordFinding(tokens: readonly Token[], voice: Voice, wording: Wording): string[] | undefined {
  const words = stripDiscourse(wording.apply(stripDiscourse(toWords(tokens))));
  const looking = LOOKING.exec(words.join(' '));
  if (looking && looking[2]!.split(' ').length > 1) {
    const rest = observed(stripDiscourse(looking[2]!.split(' ')), voice);
    if (rest) return [`${looking[1]!}:`, ...rest];
  }
  const absent = starts(words, DENIED);
  if (absent && absent.length > 0) {
    const what = absent.filter((word, i) => !(i < 2 && /^(?:any|a|an)$/.test(word)));
    return ['no', ...toThirdPerson(what, voice)];
  }
  const found = starts(words, EXAM_FRONT, 1);
  const cleaned = found ? stripDiscourse(found) : words;
  return cleaned.length === 0 ? undefined : observed(cleaned, voice);
}

const LOOKING =
  /^(?:looking|when i look|in reviewing|reviewing|so looking|i am looking|in looking|look)(?: here| back| over| now)*(?: at| over| through)?(?: here)?(?: the results? (?:of|for|from))? (?:your |the |some of your )?([a-z0-9' -]{3,50}?) , (.+)$/;

const DENIED = fronts([
  'i do not appreciate', 'i do not see', 'i do not hear', 'i do not feel', 'i do not notice', 'i am not hearing', 'i am not seeing', 'i can not feel', 'i can not see', 'i did not hear', 'i did not see',
]); // prettier-ignore

const OBSERVED = fronts([
  'i do appreciate', 'i appreciate', 'i do hear', 'i hear', 'i can hear', 'i do see', 'i see', 'i can see', 'i do feel', 'i feel', 'i can feel', 'i do notice', 'i notice', 'i noticed', 'i note',
]); // prettier-ignore

function observed(words: readonly string[], voice: Voice): string[] | undefined {
  const tail = starts(words, OBSERVED);
  const rest = tail && tail.length > 0 ? tail : words;
  return rest.length < 2 ? undefined : toThirdPerson(rest, voice);
}
