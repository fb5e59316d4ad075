import type { Concept, Lexicon, Mention } from '../understanding/lexicon.ts';
import { isNumberWord, quantities, SPANS, unitOf, type Quantity } from './verify-numbers.ts';
import { readWords, stem, withoutCorrected, type Word } from './verify-read.ts';
import { isAsking, meanings, relativeOf, replyOf, type Meaning, type Reply } from './verify-scope.ts';
import { dayMarks, frequencies, lineOf, type Line, type TimeMark } from './verify-times.ts';

export interface SideMark {
  readonly side: string;
  readonly at: number;
}

/** A text as the verifier understands it. */
export interface Reading {
  readonly text: string;
  readonly words: readonly Word[];
  readonly line: Line;
  readonly meanings: readonly Meaning[];
  readonly mentions: readonly Mention[];
  readonly quantities: readonly Quantity[];
  readonly frequencies: readonly TimeMark[];
  readonly days: readonly TimeMark[];
  readonly sides: readonly SideMark[];
  readonly stems: ReadonlyMap<string, readonly number[]>;
  readonly relatives: readonly { readonly relative: string; readonly at: number }[];
  readonly asks: boolean;
  readonly reply: Reply;
}

const DAY =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today|tomorrow|january|february|april|june|july|august|september|october|november|december)$/;

export function readText(text: string, lexicon: Lexicon): Reading {
  const sortOf = (word: Word): string | undefined => {
    if (isNumberWord(word.norm)) return 'number';
    if (/^(?:left|right|both|bilateral)$/.test(word.norm)) return 'side';
    if (DAY.test(word.norm)) return 'day';
    if (/^(?:once|twice|daily|nightly|weekly)$/.test(word.norm)) return 'frequency';
    if (SPANS.has(unitOf(word.norm) ?? '')) return 'span';
    if (relativeOf(word.norm) !== undefined) return 'relative';
    if (word.kind === 'word' && word.norm.length > 4 && lexicon.lookup(word.norm)?.kind === 'drug') return 'drug';
    return undefined;
  };
  const words = withoutCorrected(joined(readWords(text), text, lexicon), sortOf);
  const line = lineOf(words);
  const stems = new Map<string, number[]>();
  words.forEach((word, i) => {
    if (word.kind === 'punct') return;
    for (const part of word.norm.includes('-') ? [word.norm, ...word.norm.split('-')] : [word.norm]) {
      const key = stem(part);
      const list = stems.get(key);
      if (list) list.push(i);
      else stems.set(key, [i]);
    }
  });
  return {
    text,
    words,
    line,
    meanings: meanings(words),
    mentions: lexicon.find(words),
    quantities: quantities(words),
    frequencies: frequencies(line),
    days: dayMarks(line),
    sides: sides(words),
    stems,
    relatives: words.flatMap((word, at) => {
      const relative = relativeOf(word.norm);
      return relative === undefined ? [] : [{ relative, at }];
    }),
    asks: isAsking(words),
    reply: replyOf(words),
  };
}

const BODY =
  /^(?:knees?|hips?|shoulders?|arms?|forearm|elbow|wrists?|hands?|fingers?|thumb|legs?|thigh|calf|shin|ankles?|foot|feet|heel|toes?|ears?|eyes?|side|sided|flank|breast|chest|lung|kidney|lower|upper|groin|buttock|jaw|cheek|temple|neck|index|middle|ring|little|big|great|great|tympanic|nostril|ovary|testicle|hemi\w*)$/;

/** "right now", "that's right", "left for work" are no sides. */
function sides(words: readonly Word[]): SideMark[] {
  return words.flatMap(({ norm }, at): SideMark[] => {
    const next = words[at + 1]?.norm ?? '.';
    const before = words[at - 1]?.norm ?? '';
    if (/^(?:left|right)$/.test(norm) && BODY.test(next)) return [{ side: norm, at }];
    if (/^(?:bilateral|bilaterally|both)$/.test(norm)) {
      return norm === 'both' &&
        /^(?:of|parents|and|the|sisters|brothers|times|medications|days)$/.test(next) &&
        next !== 'the'
        ? []
        : [{ side: 'bilateral', at }];
    }
    if (norm === 'right') {
      if (
        /^(?:now|away|after|before|there|here|okay|ok|on|about|when|where|at|around|over|as|so|because|track|thing|amount|way|answer)$/.test(
          next,
        )
      )
        return [];
      if (/^[,.?!;]$/.test(next) && !/^(?:the|my|your|his|her|a|to|left|from|of|bilateral)$/.test(before)) return [];
      if (
        /^(?:all|is|was|that|it|not|feel|feels|sound|sounds|go|just)$/.test(before) &&
        /^(?:[,.?!;]|and|but|so|i|you|we|it|he|she|they|for|in|to|if|with|the|your|my)$/.test(next)
      )
        return [];
      return [{ side: 'right', at }];
    }
    if (norm === 'left') {
      if (
        /^(?:for|work|to|him|me|it|off|over|a|my|school|home|early|untreated|alone|with|in|at|on|out|behind|here)$/.test(
          next,
        ) &&
        !/^(?:the|my|your|his|her|on|from|of)$/.test(before)
      )
        return [];
      if (
        /^(?:i|he|she|they|we|you|patient|have|has|had|just|is|was|only|any|pills|tablets)$/.test(before) &&
        /^(?:[,.?!;]|and|but|so|the|i|that|because|when|there|since)$/.test(next)
      )
        return [];
      return [{ side: 'left', at }];
    }
    if (/^(?:left|right)[ -]?(?:sided|handed|hand)$/.test(norm))
      return [{ side: norm.startsWith('left') ? 'left' : 'right', at }];
    return [];
  });
}

/** How a word of the evidence counts, once its question was answered. */
export interface Stand {
  readonly yes: boolean;
  readonly no: boolean;
  readonly gone: boolean;
  readonly possible: boolean;
  readonly conditional: boolean;
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

/** "Oxycodone/acetaminophen" is one drug where the dictionary says so; "nausea/vomiting" stays two words. */
function joined(words: readonly Word[], text: string, lexicon: Lexicon): Word[] {
  if (!text.includes('/')) return [...words];
  const out: Word[] = [];
  for (const word of words) {
    const last = out.at(-1);
    const both = last && text.slice(last.end, word.start) === '/' ? `${last.norm}/${word.norm}` : undefined;
    if (last && both !== undefined && lexicon.lookup(both)?.kind === 'drug')
      out[out.length - 1] = { ...last, text: text.slice(last.start, word.end), norm: both, end: word.end };
    else out.push(word);
  }
  return out;
}

/** "Just some swelling", to "swelling in your legs?", is that swelling. */
const isNamed = (concept: Concept, id: string): boolean =>
  concept.id === id || (concept.kind === 'symptom' && id.includes(concept.preferred.toLowerCase()));

/** Nothing but findings: "nausea, vomiting?" that lost its mark. */
const LIST =
  /^(?:[, ]|\b(?:and|or|any|no|okay|how about|what about|the|your|a|like|other|some|of|so|also|then|at all)\b)*$/;
const withoutMentions = ({ words, mentions }: Reading): string =>
  words
    .filter((_, i) => !mentions.some(({ start, end }) => i >= start && i < end))
    .map((word) => word.norm)
    .join(' ');

const findingsOf = (reading: Reading): ReadonlySet<string> =>
  new Set(
    reading.mentions
      .filter(({ concept }) => concept.kind === 'symptom' || concept.kind === 'condition')
      .map(({ concept }) => concept.id),
  );

/** @param from where what is asked after begins, if it is more than the word `at` */
export function standOf(
  evidence: readonly Reading[],
  q: number,
  at: number,
  { conceptId, from = at }: { readonly conceptId?: string | undefined; readonly from?: number } = {},
): Stand {
  const reading = evidence[q]!;
  const own = reading.meanings[at]!;
  // A quote that was cut behind its no: "I have never" | "broken a bone".
  const isCut = q > 0 && CUT_NO.test(evidence[q - 1]!.line.text);
  const meaning = isCut ? { ...own, negated: true } : own;
  const base = {
    gone: meaning.gone,
    possible: meaning.possible,
    conditional: meaning.conditional,
    person: meaning.person,
    q,
    at,
  };
  const plain = { ...base, yes: !meaning.negated, no: meaning.negated };
  const next = evidence[q + 1];
  const isList = next?.reply !== undefined && reading.mentions.length > 0 && LIST.test(withoutMentions(reading));
  if (
    !reading.asks &&
    !isList &&
    !(next !== undefined && BARE.test(next.line.text) && reading.words.length <= 20 && reading.reply === undefined)
  )
    return plain;
  const answer = answerTo(evidence, q);
  // The answer names it itself: that decides.
  const named =
    conceptId === undefined ? undefined : answer?.mentions.find(({ concept }) => isNamed(concept, conceptId));
  if (answer && named && answer.reply !== undefined) {
    const isNot = answer.meanings[named.end - 1]!.negated || /^i wish\b/.test(answer.line.text);
    return { ...base, yes: !isNot, no: isNot };
  }
  if (!answer)
    return reading.asks && !WH.test(reading.line.text) ? { ...plain, yes: false, no: meaning.negated } : plain;
  // "since the fall", "does that cough": taken for granted, whatever the answer.
  const given =
    /^(?:the|this|that|your|their|his|her|my|our)$/.test(reading.words[from - 1]?.norm ?? '') && reading.asks;
  if (WH.test(reading.line.text) && answer.reply === undefined) return { ...plain, yes: plain.yes || given };
  switch (answer.reply) {
    case 'no':
      return { ...base, yes: given && !meaning.negated, no: true };
    case 'yes':
      // "Any numbness or pain?" "A little numbness.": the rest of the list is not said. A bare yes to a list settles none of it.
      if (
        reading.asks &&
        conceptId !== undefined &&
        findingsOf(reading).size > 1 &&
        !answer.mentions.some(({ concept }) => isNamed(concept, conceptId))
      )
        return { ...base, yes: false, no: meaning.negated || NEGATIVE_REPLY.test(answer.line.text) };
      // "No fevers?" "Correct." is a no; "yes" to it is anyone's guess, and both may stand.
      return meaning.negated && reading.asks
        ? { ...base, yes: !/\b(?:correct|right|exactly)\b/.test(answer.line.text), no: true }
        : { ...base, yes: !meaning.negated, no: meaning.negated };
    case 'exception': {
      const lists = answer.mentions.some(({ concept }) => concept.kind === 'symptom' || concept.kind === 'condition');
      const own = conceptId !== undefined && answer.mentions.some(({ concept }) => isNamed(concept, conceptId));
      return lists ? { ...base, yes: own, no: !own } : { ...base, yes: true, no: true };
    }
    case 'unsure':
      return { ...base, yes: !meaning.negated, no: meaning.negated, possible: true };
    default:
      return {
        ...base,
        yes: !meaning.negated,
        no: meaning.negated || NEGATIVE_REPLY.test(answer.line.text),
      };
  }
}
