import type { Mention } from './lexicon.ts';

const set = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** After these a statement still goes on: what follows is its object, its place or its condition. */
export const HOLDS = set(
  'a an the my your his her our their its this these those no any some each every both either all one two three of to in on at for with from by about over into under around through between per without within near along across than as like and or nor but so if unless when while whenever because since before after until once though although whether that which who whom whose what how where why not never is are am was were be been being has have had do does did will would can could should may might must just really very pretty quite also still then only even too i you he she we they there here say says said think thought know sure hope see seen hear heard feel felt make makes made making let lets get got want wants need needs keep kept take taking use using continue start stop check repeat examine press looks look sounds sound feels seems shows showed means suggests everything anything something thing things much many more less most such same next last other another lower upper medial lateral inner outer middle okay till confirm ensure help able try going give giving gave tell show send sent putting ask motor :',
);
/** These hold a noun, but a clause of its own may stand behind them: "the left is fine", "pulses are good you can not feel …". */
export const HOLD_NOUNS = set(
  'drop left right pedal radial peripheral posterior anterior deep cervical appropriate full mild moderate severe slight little big small normal good bad',
);
/** "the day you had", "the last time you were": the clause tells which. */
const OF_TIME = /^(?:times?|way|case|day|week|month|moment|place|reason|year)$/;

/** A finite verb that tells a finding, a result or what is thought; "moves" and "measures" tell of a part of the body. */
export const FINITE =
  /^(?:is|are|was|were|has|have|had|looks?|sounds?|feels|seems?|shows?|showed|moves?|came|comes|measures|reveals?|does|do|can|will|should|says|appears?)$/;
const PAST = /^[a-z]{3,}ed$/;
export const TO_BE =
  /^(?:is|are|was|were|has|have|had|do|does|did|am|can|could|will|would|should|may|might|must|need)$/;

/** Words by which a clinician names what was examined, where the dictionary knows them as no place of the body. */
const EXAMINED = set(
  'strength sensation reflexes gait speech mood affect thoughts thought judgment insight appetite weight temperature pulse pulses pressure saturation edges nails active passive abduction flexion extension rotation conjunctiva pupils posture tone grip edema swelling bowel capillary cap two-point monofilament uterus cervix fundus thyroid scar wound incision skin motion mcmurray lachman drawer ligaments tendons spurling neer hawkins phalen tinel romberg babinski murphy',
);

/** How an order or a piece of advice begins. */
export const COMMANDS = set(
  'take stop start continue keep use apply put ice rest elevate avoid call come follow return go repeat check drink eat limit moisturize wear schedule cut hold increase decrease finish bring watch weigh do get give see',
);
/** Verbs that are nouns or particles as often: a new order only with what an order goes on with. */
const COMMAND_OBJECT: Readonly<Record<string, RegExp>> = {
  call: /^(?:me|us|the|if|your|my|911|988|right)$/,
  come: /^(?:back|in|see|to)$/,
  follow: /^up$/,
  go: /^(?:to|straight|right|up|down|ahead)$/,
  see: /^(?:me|us|dr|your|the)$/,
  do: /^(?:not|your|these|those|some)$/,
  get: /^(?:the|some|plenty|a|an|your|up)$/,
  give: /^(?:it|me|us|him|her|the)$/,
  use: /^(?:the|it|a|an|your|some|only|this|that|them)$/,
  put: /^(?:the|it|a|some|ice|heat|this|that|on)$/,
  watch: /^(?:for|out|your|the)$/,
  check: /^(?:your|the|his|her|it)$/,
  rest: /^(?:the|it|your|up|as)$/,
  cut: /^(?:the|back|down|out|your)$/,
  hold: /^(?:the|off|your)$/,
  return: /^(?:in|to|if)$/,
  ice: /^(?:it|the|your|for|\d+)$/,
  start: /^(?:the|with|taking|on|a|using|at)$/,
  stop: /^(?:the|taking|using|your|it|all|that|those|eating|drinking)$/,
  keep: /^(?:the|it|your|taking|using|doing|him|her|a|up|that|this)$/,
  take: /^(?:the|it|a|an|one|two|them|your|this|that|\d+|some|him|her|tylenol|ibuprofen)$/,
  increase: /^(?:the|your|it)$/,
  decrease: /^(?:the|your|it)$/,
  drink: /^(?:plenty|lots|more|the|some|fluids|water|at)$/,
  eat: /^(?:more|less|the|plenty|a)$/,
  repeat: /^(?:the|that|it|your)$/,
  bring: /^(?:it|him|her|your|the|them|a)$/,
};

export const PRONOUN_VERBS: Readonly<Record<string, RegExp>> = {
  i: /^(?:am|do|did|will|would|want|need|can|could|see|hear|feel|think|recommend|suspect|believe|also|agree|put|ordered)$/,
  we: /^(?:are|will|would|want|can|could|should|need|also|did|have|do|got)$/,
  you: /^(?:are|have|can|could|should|need|may|look|do|will|also|seem)$/,
  it: /^(?:is|was|has|does|will|can|could|looks|feels|moves|measures|should|may)$/,
  he: /^(?:is|was|has|does|looks|can|will|should)$/,
  she: /^(?:is|was|has|does|looks|can|will|should)$/,
  they: /^(?:are|were|have|do|look|can|will|should)$/,
  that: /^(?:is|was|will|can|one)$/,
  this: /^(?:is|was|will|can|one)$/,
  these: /^(?:are|were|will|can|should|look)$/,
  those: /^(?:are|were|will|can|should|look)$/,
  there: /^(?:is|are|was|were|does)$/,
  let: /^(?:us|me)$/,
};
const SUBORDINATE = set(
  'if unless when whenever while because since until till once although though before after whether whatever where that which who how what',
);
/** "that is giving your hand the issue" hangs on a noun; "that is low", "that is 14 mg" stand. */
const THAT_TELLS =
  /^(?:good|great|fine|normal|low|high|better|worse|why|what|not|okay|just|an?|still|improved|up|down|\d.*)$/;

/** A stretch being cut: its words, what the dictionary finds in them, and where the statement at hand began. */
export interface Run {
  readonly norms: readonly string[];
  readonly mentions: readonly Mention[];
  from: number;
}

/** A pronoun that may be a subject. */
export const isPronoun = (word: string): boolean => PRONOUNS.has(word);
const PRONOUNS = set('i we you it he she they that this these those');

/** A noun without an article of its own. */
export const isBare = (word: string): boolean => !/^(?:the|your|his|her)$/.test(word);

/** Whether the words before `i` still wait for what stands there. */
export function isHeld({ norms }: Run, i: number): boolean {
  const before = norms[i - 1]!;
  if (HOLDS.has(before) || /^exam/.test(before) || (/^(?:us|me)$/.test(before) && norms[i - 2] === 'let')) return true;
  // "… have the assistant come in", "consistently use it"
  if (
    COMMANDS.has(norms[i]!) &&
    (/ly$/.test(before) || /\b(?:have|let|make|help|see|get)\b/.test(norms.slice(Math.max(0, i - 5), i).join(' ')))
  )
    return true;
  if (!OF_TIME.test(before)) return false;
  const which = norms[i - 2] ?? '';
  return (
    /^(?:the|that|any|some|every|each|first|next|by|in|this)$/.test(which) ||
    (which === 'last' && /^(?:were|was|had|did|came)$/.test(norms[i + 1] ?? ''))
  );
}

/** How many words behind `i` the verb of the noun phrase stands that begins there; 0 where none does. */
export function subjectVerb({ norms, mentions }: Run, i: number): number {
  const word = norms[i]!;
  if (word === 'that' && norms[i + 1] === 'one') return FINITE.test(norms[i + 2] ?? '') ? 2 : 0;
  if (word === 'that' && !THAT_TELLS.test(norms[i + 2] ?? '')) return 0;
  if (isPronoun(word) || word === 'there') return PRONOUN_VERBS[word]?.test(norms[i + 1] ?? '') ? 1 : 0;
  const named = mentions.find(({ start }) => start === i)?.concept.kind;
  const isNoun =
    EXAMINED.has(word) ||
    (/^(?:left|right)$/.test(word) && norms[i + 1] === 'one') ||
    named === 'anatomy' ||
    named === 'test';
  // "mood you said up and down", "strep can set it off"
  if (isNoun && norms[i + 1] === 'you' && /^(?:said|told|say)$/.test(norms[i + 2] ?? '')) return 2;
  if ((named === 'condition' || named === 'drug') && /^(?:can|is|was|should|will|may|could)$/.test(norms[i + 1] ?? ''))
    return 1;
  const isDetermined = /^(?:the|your|his|her)$/.test(word);
  if (!isNoun && !isDetermined) return 0;
  for (let k = 1; k <= 6; k++) {
    const next = norms[i + k];
    if (next === undefined || next === ',') return 0;
    // "the right index finger is", "the free t4 was".
    if (FINITE.test(next) && !/^(?:you|i|we|that|it|there)$/.test(norms[i + k + 1] ?? ''))
      return k > 1 || isNoun ? k : 0;
    if (SUBORDINATE.has(next) || isPronoun(next) || /^(?:everything|everybody|there)$/.test(next)) return 0;
    if (/^(?:to|and|or|for|from|with|into|by|about|not|been|be)$/.test(next)) return 0;
    // "the skin on your hands is": one place more, no longer chain.
    if (/^(?:of|on|in|at|over)$/.test(next) && (k > 2 || !/^(?:the|your|his|her|my)$/.test(norms[i + k + 1] ?? '')))
      return 0;
  }
  return 0;
}

/** Whether an order or a piece of advice begins at `i`. */
export function isCommand(norms: readonly string[], i: number): boolean {
  const word = norms[i] ?? '';
  if (word === 'please') return isCommand(norms, i + 1);
  if (!COMMANDS.has(word)) return false;
  const object = COMMAND_OBJECT[word];
  return object === undefined ? word === 'moisturize' || word === 'avoid' : object.test(norms[i + 1] ?? '');
}

/** The statement so far orders, or says what will be done. */
export function hasCommand({ norms, from }: Run, to: number): boolean {
  const said = norms.slice(from, to);
  const head = said.findIndex(
    (word) => !/^(?:okay|so|and|then|please|just|in|the|meantime|also|but|now|for|,)$/.test(word),
  );
  return (
    (head >= 0 && isCommand(said, head)) ||
    /\b(?:i|we) (?:am going to|are going to|will|would like|want|recommend)\b|\blet us\b|\byou (?:can|should|need)\b|^no \w+ing\b/.test(
      said.join(' '),
    )
  );
}

/** The statement so far has its verb. */
export const hasVerb = ({ norms, from }: Run, to: number): boolean =>
  norms
    .slice(from, to)
    .some(
      (word, k) =>
        k > 0 &&
        (FINITE.test(word) ||
          TO_BE.test(word) ||
          PAST.test(word) ||
          (/s$/.test(word) && /^(?:it|he|she|that)$/.test(norms[from + k - 1]!))),
    );
