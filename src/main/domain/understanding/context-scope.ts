import type { Mention } from './lexicon.ts';
import { remembered } from './remembered.ts';
import type { Token } from './tokens.ts';

/** How a mention is meant. Scoping follows the idea of NegEx/ConText (Chapman 2001, Harkema 2009): cue, direction, terminators. */
export type { Assertion, Experiencer } from '../../../shared/model/facts.ts';
import type { Assertion, Experiencer } from '../../../shared/model/facts.ts';

export interface Scope {
  readonly assertion: Assertion;
  readonly experiencer: Experiencer;
  /** The relative as said ("mother"), when family. */
  readonly relative?: string;
}

/** Any of the phrases, as whole words. */
const anyOf = (phrases: readonly string[]): RegExp => new RegExp(`(?:^| )(?:${phrases.join('|')})(?: |$)`);

const NEGATIONS = anyOf([
  'no', 'not', 'denies', 'denied', 'deny', 'without', 'never', 'none', 'neither', 'nor', 'negative for', 'free of', 'no evidence of', 'absence of',
  'ruled out', 'nothing', "isn't", 'hardly any', 'no longer', 'nobody', 'resolved', 'denying', 'clear of', 'lack of', 'negative',
]); // prettier-ignore
const PSEUDO_NEGATIONS = ['not only', 'no change', 'not just', 'not sure', 'not certain', 'no increase', 'not improving', 'not getting better', 'no doubt', 'not necessarily', 'not go away', 'not stop', 'not quit', 'not going away', 'not drain', 'no problem with', 'why not', 'not help', 'not sleep', 'not that bad', 'not too bad', 'not much', 'not yet', 'not working', 'not worked', 'no relief', 'not feel like', 'not know', 'not think', 'not take', 'not taking', 'not taken', 'not want', 'not like']; // prettier-ignore
const POST_NEGATIONS = anyOf(['is negative', 'was negative', 'are negative', 'were negative', 'came back negative', 'is ruled out', 'is unlikely', 'went away', 'has resolved', 'is gone', 'are gone', 'none']); // prettier-ignore
const POSSIBLE = anyOf(['possible', 'possibly', 'probably', 'probable', 'may', 'might', 'could be', 'suspect', 'suspicious for', 'concern for', 'concerned for', 'concerned about', 'worried about', 'consistent with', 'likely', 'maybe', 'perhaps', 'cannot rule out', 'rule out', 'differential', 'looks like', 'seems like', 'think', 'question of', 'versus', 'to rule out', 'make sure', 'if this is', 'not sure', 'scared', 'afraid', 'terrified', 'hope it', 'hope i', 'hope this', 'hope that', 'hoping it', 'hoping i', 'hoping this']); // prettier-ignore
const HISTORICAL = anyOf(['history of', 'in the past', 'used to', 'previously', 'years ago', 'year ago', 'as a child', 'when i was', 'when you were', 'past medical history', 'previous', 'prior', 'months ago', 'back in', 'childhood', 'ago']); // prettier-ignore
const HYPOTHETICAL = anyOf(['read about', 'read that', 'heard about', 'googled', 'looked up', 'i wish', 'wish i', 'hope to', 'hoping to', 'want to lose', 'trying to lose', 'if you', 'if it', 'if there', 'if the', 'if your', 'if i', 'should you', 'in case', 'watch for', 'look out for', 'unless', 'come back if', 'call if', 'call me if', 'return if', 'let me know if', 'let us know if', 'as needed for', 'to prevent', 'risk of', 'can cause', 'may cause', 'could cause', 'side effects', 'side effect', 'in the event', 'when you have', 'would cause', 'prevent', 'warning signs', 'develop']); // prettier-ignore
const TERMINATORS = new Set(['but', 'however', 'although', 'except', 'though', 'because', 'which', 'who', 'yet', 'besides', 'other', 'just', 'only', 'until', 'then', 'since']); // prettier-ignore
const CLAUSE_SUBJECTS = new Set(['i', 'you', 'he', 'she', 'it', 'we', 'they', 'there']);

const RELATIVES = new Set([
  'mother', 'mom', 'mum', 'mama', 'father', 'dad', 'sister', 'brother', 'grandmother', 'grandfather', 'grandma', 'grandpa', 'aunt', 'uncle', 'cousin', 'son',
  'daughter', 'parents', 'siblings', 'grandparents', 'sisters', 'brothers', 'nephew', 'niece', 'sibling', 'parent', 'aunts', 'uncles', 'cousins', 'relative', 'relatives',
]); // prettier-ignore
const OTHERS = new Set(['wife', 'husband', 'friend', 'neighbor', 'neighbour', 'coworker', 'boss', 'boyfriend', 'girlfriend', 'roommate', 'colleague', 'partner', 'kids', 'kid', 'baby', 'dog', 'cat', 'grandson', 'granddaughter', 'someone', 'somebody', 'everyone', 'everybody', 'people', 'teammate', 'fiance', 'grandkids', 'children', 'buddy']); // prettier-ignore

const WISHES = /\b(?:want|wants|wanting|trying|hoping|hope|plan|planning|like|love) to(?: (?:get|be|become))?$/;
const HEARSAY =
  /\b(?:(?:my|the|his|her) (?:ex|wife|husband|friends?|boss|mother|mom|dad|sister|brother|neighbor|coworker|teacher|trainer|roommate|boyfriend|girlfriend|daughter|son)(?:-in-law)?|tiktok|google|internet|facebook|instagram|youtube|webmd|everybody|everyone|somebody|someone|people) (?:says?|said|thinks?|thought|told me|keeps? saying|keeps? telling me|swears?|is (?:sure|convinced))\b/;

export function relativeIn(tokens: readonly Token[]): string | undefined {
  for (const token of tokens) {
    const word = token.norm.replace(/'s$/, '');
    if (RELATIVES.has(word)) return word;
  }
  return undefined;
}

export function otherPersonIn(tokens: readonly Token[]): string | undefined {
  return tokens
    .map((token) => token.norm.replace(/'s$/, ''))
    .find((word) => OTHERS.has(word) || word.endsWith('-in-law'));
}

/** The assertion of one mention within its sentence. `list` keeps a negation alive over "fever, chills or cough". */
export const scopeOf = (tokens: readonly Token[], mention: Mention): Scope => scopesIn(tokens)(mention);
const scopesIn = remembered((tokens: readonly Token[]) => remembered((mention: Mention) => scopeIn(tokens, mention)));

function scopeIn(tokens: readonly Token[], mention: Mention): Scope {
  const before: string[] = [];
  let terminated = false;
  for (let i = mention.start - 1; i >= 0 && mention.start - i < 14; i--) {
    const word = tokens[i]!.norm;
    // "no numbness, a little tingling": what is there in some amount is not in the list of what is not.
    if (
      /^(some|little|bit|occasional|mild|slight|lots|plenty|moderate|positive)$/.test(word) &&
      tokens[i - 1]?.norm !== 'no'
    )
      terminated = true;
    if (TERMINATORS.has(word) && !(word === 'other' && tokens[i + 1]?.norm !== 'than') && !terminated)
      terminated = true;
    if (
      !terminated &&
      CLAUSE_SUBJECTS.has(word) &&
      (tokens[i - 1]?.norm === 'and' || tokens[i - 1]?.norm === ',' || tokens[i - 1]?.norm === 'so')
    ) {
      before.unshift(word);
      terminated = true;
    }
    if (!terminated) before.unshift(word);
  }
  const near = before
    .filter((word) => word !== ',')
    .slice(-9)
    .join(' ');
  const after = tokens
    .slice(mention.end, mention.end + 5)
    .map((token) => token.norm)
    .join(' ');
  const whole = tokens
    .slice(0, mention.start)
    .map((token) => token.norm)
    .join(' ');
  const all = tokens.map((token) => token.norm).join(' ');

  let experiencer: Experiencer = 'patient';
  let relative: string | undefined;
  const relatives = relativeIn(tokens.slice(0, mention.start));
  const tail = relativeIn(tokens.slice(mention.end, mention.end + 6));
  if (relatives !== undefined || (tail !== undefined && /\b(in|on|with|my|your)\b/.test(after))) {
    // "My mother has diabetes and I have a cough": a new first-person subject ends the relative's part.
    const lastRelative = Math.max(
      ...tokens.slice(0, mention.start).map((token, i) => (RELATIVES.has(token.norm.replace(/'s$/, '')) ? i : -1)),
      -1,
    );
    const between = tokens.slice(lastRelative + 1, mention.start).map((token) => token.norm);
    if (lastRelative >= 0 ? !between.includes('i') && !between.includes('you') : true) {
      experiencer = 'family';
      relative = relatives ?? tail;
    }
  }
  if (experiencer === 'patient' && otherPersonIn(tokens.slice(0, mention.start)) !== undefined) {
    const words = tokens.slice(0, mention.start).map((token) => token.norm);
    const isSelf = (word: string): boolean => word === 'i' || word === 'you' || word === 'me';
    // "I'm on the cardiac floor, everybody has pneumonia": the last subject that has something has it.
    const last = words.findLastIndex((word) => OTHERS.has(word.replace(/'s$/, '')) || word.endsWith('-in-law'));
    const after = words.slice(last + 1);
    if (!words.some(isSelf) || (!after.some(isSelf) && /^(?:has|have|had|got|gets|is|are|was)$/.test(after[0] ?? '')))
      experiencer = 'other';
  }
  let assertion: Assertion = 'present';
  const pseudo = PSEUDO_NEGATIONS.some((phrase) => near.includes(phrase));
  // "I want to get pregnant next year": wished for. (Who wants to get a test orders it.)
  const isWish = mention.concept.preferred === 'pregnancy' && WISHES.test(whole);
  if (HYPOTHETICAL.test(whole) || isWish || /^if\b/.test(all)) assertion = 'hypothetical';
  else if ((NEGATIONS.test(near) && !pseudo) || POST_NEGATIONS.test(after)) assertion = 'negated';
  else if (POSSIBLE.test(near)) assertion = 'possible';
  else if (HISTORICAL.test(`${near} ${after}`)) assertion = 'historical';
  // "My ex says I'm bipolar": what others say somebody has is a thought of theirs.
  if (assertion === 'present' && mention.concept.kind === 'condition' && HEARSAY.test(whole)) assertion = 'possible';
  return relative === undefined ? { assertion, experiencer } : { assertion, experiencer, relative };
}
