import type { Concept } from '../understanding/lexicon.ts';
import { remembered } from '../understanding/remembered.ts';
import type { Reading } from './verify-reading.ts';

/** How a word of the evidence counts, once its question was answered. */
export interface Stand {
  readonly yes: boolean;
  readonly no: boolean;
  /** It was there and is no more. */
  readonly gone: boolean;
  /** "Four times yesterday, none today" */
  readonly noLater: boolean;
  readonly possible: boolean;
  readonly conditional: boolean;
  readonly past: boolean;
  readonly person: string;
  readonly q: number;
  readonly at: number;
}

const NEGATIVE_REPLY =
  /\b(?:no|not|never|none|nothing|neither|denies|without|negative|normal|clear|good|fine|okay|unremarkable|resolved|gone|free)\b/;
const CUT_NO = /\b(?:never|not|without|denies)(?: (?:had|been|any|ever|really))*$/;
/** A yes or a no and hardly more: it answers what stands before it, however that was put. */
const BARE =
  /^(?:(?:oh|well|okay|um|,) )*(?:no|nope|nah|yes|yeah|yep|yup|correct|right|that is (?:right|correct)|exactly|not really|uh-huh|mm-hmm|i do|i have|i am|i do not|i have not)(?: ,| sir| ma'am| doctor| \.|$)/;
const WH = /^(?:(?:so|and|okay|ok|alright|well|now|but|then|,) )*(?:what|when|where|why|who|which|how)\b/;
/** Asked for a wish, nothing is taken for granted: "do you want to try the injection?" */
const ASKS_WISH = /\b(?:want|like|try|consider|interested|prefer|open to|willing|thought about|ready)\b/;

/** "No, sorry, the right one.": it says which side, and denies nothing else. */
export const TAKES_BACK_SIDE =
  /^(?:(?:no|nope|sorry|actually|wait|oh|well|i mean|i meant|it is|it was|my|the|not the (?:left|right)(?: one)?|,)[ ,]*)+(left|right)(?: (?:one|side|knee|hip|shoulder|ankle|wrist|elbow|hand|foot|leg|arm|eye|ear))?[ .,]*$/;

/** The first reading after `q` that is no question: what answers it. */
function answerTo(evidence: readonly Reading[], q: number): Reading | undefined {
  for (let k = q + 1; k < evidence.length; k++) {
    if (TAKES_BACK_SIDE.test(evidence[k]!.line.text)) continue;
    if (!evidence[k]!.asks || evidence[k]!.reply !== undefined) return evidence[k];
  }
  return undefined;
}

/** "Just some swelling", to "swelling in your legs?", is that swelling. */
const isNamed = (concept: Concept, id: string): boolean =>
  concept.id === id || (concept.kind === 'symptom' && id.includes(concept.preferred.toLowerCase()));

/** Nothing but findings: "nausea, vomiting?" that lost its mark. */
const LIST =
  /^(?:[, ]|\b(?:and|or|any|no|okay|how about|what about|the|your|a|like|other|some|of|so|also|then|at all|shots?|vaccines?|boosters?)\b)*$/;
const withoutMentions = remembered(({ words, mentions }: Reading) =>
  words
    .filter((_, i) => !mentions.some(({ start, end }) => i >= start && i < end))
    .map((word) => word.norm)
    .join(' '),
);

const isFinding = ({ kind }: Concept): boolean => kind === 'symptom' || kind === 'condition';
const findingsOf = remembered(
  ({ mentions }: Reading): ReadonlySet<string> =>
    new Set(mentions.filter(({ concept }) => isFinding(concept)).map(({ concept }) => concept.id)),
);

/** "She threw up four times yesterday, none today": there, and then not. */
const NO_MORE_LATER =
  /\b(?:none (?:today|now|since|so far|at all|after)|not (?:today|now|any ?more|since|lately)|nothing (?:today|since|now))\b/;

/** Under a no from `from` to `at`; of "can't catch my breath" the no is part of the name, and says nothing against it. */
export function isNegatedName({ words, meanings }: Reading, from: number, at: number): boolean {
  const name = words
    .slice(from, at + 1)
    .map(({ norm }) => norm)
    .join(' ');
  // "Can't sleep on that side" is of the side.
  const isOwn = OWN_NO.test(name) && !/^(?:on|in|with|through|past|without)$/.test(words[at + 1]?.norm ?? '');
  return meanings[isOwn ? from : at]!.negated;
}

/** Other names with a no in them may be of a place or a posture: "can't see back there", "can't sleep on that side". */
const OWN_NO =
  /\b(?:not|no|unable)\b(?! (?:\w+ )?(?:see|move|bend|lift|raise|reach|straighten|feel|walk|talk|walking|talking)\b)/;

export interface Asked {
  /** Of a mention, its concept. */
  readonly conceptId?: string | undefined;
  /** Where what is asked after begins, if it is more than the word itself. */
  readonly from?: number;
}

/** How the word `at` of quote `q` stands when all has been said. */
export function standOf(
  evidence: readonly Reading[],
  q: number,
  at: number,
  { conceptId, from = at }: Asked = {},
): Stand {
  const reading = evidence[q]!;
  const own = reading.meanings[at]!;
  // A quote that was cut behind its no: "I have never" | "broken a bone".
  const isCut = q > 0 && CUT_NO.test(evidence[q - 1]!.line.text);
  const meaning = { ...own, negated: isCut || isNegatedName(reading, from, at) };
  const base = {
    gone: meaning.gone,
    noLater: !meaning.negated && NO_MORE_LATER.test(restOf(reading, at)),
    possible: meaning.possible,
    conditional: meaning.conditional,
    past: meaning.past,
    person: meaning.person,
    q,
    at,
  };
  const plain = { ...base, yes: !meaning.negated, no: meaning.negated };
  const next = evidence[q + 1];
  if (reading.asks && isToldBefore(reading, at)) return plain;
  const isBareList = reading.mentions.length > 0 && !meaning.negated && LIST.test(withoutMentions(reading));
  const isList = next?.reply !== undefined && reading.mentions.length > 0 && LIST.test(withoutMentions(reading));
  const isAnswered =
    next !== undefined && BARE.test(next.line.text) && reading.words.length <= 20 && reading.reply === undefined;
  if (!reading.asks && !isList && !isAnswered) {
    // "Vomiting or diarrhea" | "she threw up once" | "no diarrhea": a list that is taken up one by one says nothing itself.
    const later = isBareList && findingsOf(reading).size > 1 && namedAfter(evidence, q, conceptId);
    return later ? { ...base, yes: !later.negated, no: later.negated } : plain;
  }
  const answer = answerTo(evidence, q);
  if (!answer)
    return reading.asks && !WH.test(reading.line.text) ? { ...plain, yes: false, no: meaning.negated } : plain;
  // The answer names it itself: that decides.
  const named =
    conceptId === undefined ? undefined : answer.mentions.find(({ concept }) => isNamed(concept, conceptId));
  if (named && (answer.reply !== undefined || (reading.asks && !WH.test(reading.line.text)))) {
    const isNot = isNegatedName(answer, named.start, named.end - 1) || /^i wish\b/.test(answer.line.text);
    return { ...base, yes: !isNot, no: isNot };
  }
  // "since the fall", "does that cough": taken for granted, whatever the answer.
  const given =
    reading.asks &&
    /^(?:the|this|that|your|their|his|her|my|our)$/.test(reading.words[from - 1]?.norm ?? '') &&
    !/^(?:room|world|house)$/.test(reading.words[from]!.norm) &&
    !ASKS_WISH.test(reading.line.text);
  // "How often?" "Only when it is hot.": no exception to anything.
  if (WH.test(reading.line.text) && (answer.reply === undefined || answer.reply === 'exception'))
    return { ...plain, yes: plain.yes || given };
  switch (answer.reply) {
    case 'no':
      // "Nausea, chills, fever?" "No fever.": of the nausea nothing was said.
      if (conceptId !== undefined && deniesOther(reading, answer, conceptId)) return { ...base, yes: false, no: false };
      return { ...base, yes: given && !meaning.negated, no: true };
    case 'past':
      return { ...base, yes: true, no: false, gone: true };
    case 'yes':
      return { ...base, ...afterYes(reading, answer, conceptId, meaning.negated) };
    case 'exception': {
      // "Only when I'm around cats.": then, yes.
      if (
        /^(?:just|only) (?:when|if|with|after|around|during|while|in|at|on|every)\b/.test(answer.line.text) &&
        findingsOf(reading).size <= 1
      )
        return { ...base, yes: true, no: false };
      const lists = answer.mentions.some(({ concept }) => isFinding(concept));
      const isOwn = conceptId !== undefined && answer.mentions.some(({ concept }) => isNamed(concept, conceptId));
      return lists ? { ...base, yes: isOwn, no: !isOwn } : { ...base, yes: true, no: true };
    }
    case 'unsure':
      return { ...base, yes: !meaning.negated, no: meaning.negated, possible: true };
    default:
      // "Hot flashes or night sweats?" "Hot flashes, ten a day.": of the other nothing was said.
      if (conceptId !== undefined && namesOther(reading, answer, conceptId)) return { ...base, yes: false, no: false };
      return { ...base, yes: !meaning.negated, no: meaning.negated || NEGATIVE_REPLY.test(answer.line.text) };
  }
}

/** "Your belly is soft, does that hurt?": what was told before the question is not what was asked. */
function isToldBefore({ words }: Reading, at: number): boolean {
  let opens = -1;
  for (let k = at + 1; k < words.length - 1; k++)
    if (
      /^[,.;]$/.test(words[k - 1]!.norm) &&
      /^(?:do|does|did|is|are|have|has|any|can|how|what|where|when)$/.test(words[k]!.norm)
    )
      opens = k;
  if (opens < 0 || !/^(?:your|the|this|that|it|there|i|you|so|okay|and)$/.test(words[0]!.norm)) return false;
  return words.slice(0, opens).some(({ norm }) => /^(?:is|are|looks?|feels?|sounds?|see|hear)$/.test(norm));
}

/** The no is of one thing named right behind it, out of a list. */
const deniesOther = (reading: Reading, answer: Reading, conceptId: string): boolean => {
  const first = answer.mentions[0];
  return (
    first !== undefined &&
    first.start === 1 &&
    /^(?:no|not)$/.test(answer.words[0]!.norm) &&
    findingsOf(reading).size > 1 &&
    findingsOf(reading).has(first.concept.id) &&
    !answer.mentions.some(({ concept }) => isNamed(concept, conceptId))
  );
};

const namesOther = (reading: Reading, answer: Reading, conceptId: string): boolean => {
  const asked = findingsOf(reading);
  return asked.size > 1 && answer.mentions.some(({ concept }) => asked.has(concept.id) && !isNamed(concept, conceptId));
};

function afterYes(
  reading: Reading,
  answer: Reading,
  conceptId: string | undefined,
  negated: boolean,
): { readonly yes: boolean; readonly no: boolean } {
  // "Any numbness or pain?" "A little numbness.": the rest of the list is not said. A bare yes to a list settles none of it.
  if (
    reading.asks &&
    conceptId !== undefined &&
    findingsOf(reading).size > 1 &&
    !answer.mentions.some(({ concept }) => isNamed(concept, conceptId))
  )
    return { yes: false, no: negated || NEGATIVE_REPLY.test(answer.line.text) };
  // "No fevers?" "Correct." is a no; "yes" to it is anyone's guess, and both may stand.
  return negated && reading.asks
    ? { yes: !/\b(?:correct|right|exactly)\b/.test(answer.line.text), no: true }
    : { yes: !negated, no: negated };
}

const restOf = ({ words }: Reading, at: number): string =>
  words
    .slice(at + 1)
    .map(({ norm }) => norm)
    .join(' ');

/** How a later quote that is no question takes it up. */
function namedAfter(
  evidence: readonly Reading[],
  q: number,
  conceptId: string | undefined,
): { readonly negated: boolean } | undefined {
  for (const quote of evidence.slice(q + 1, q + 5)) {
    const mention = quote.mentions.find(({ concept }) => concept.id === conceptId);
    if (mention && !quote.asks) return { negated: quote.meanings[mention.end - 1]!.negated };
  }
  return undefined;
}
