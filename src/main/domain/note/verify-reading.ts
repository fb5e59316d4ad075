import type { Lexicon, Mention } from '../understanding/lexicon.ts';
import { isNumberWord, quantities, SPANS, unitOf, type Quantity } from './verify-numbers.ts';
import { readWords, stem, withoutCorrected, type Word } from './verify-read.ts';
import { isAsking, replyOf, type Reply } from './verify-answers.ts';
import { meanings, relativeOf, type Meaning } from './verify-scope.ts';
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
      // "My grandfather on my dad's side" is no dad.
      const isSide = `${words[at + 1]?.norm ?? ''} ${words[at + 2]?.norm ?? ''}`;
      if (/^(?:is )?side\b/.test(isSide)) return [];
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
        next !== 'the' &&
        !(next === 'of' && BODY.test(words[at + 3]?.norm ?? ''))
        ? []
        : [{ side: 'bilateral', at }];
    }
    if (norm === 'right') {
      // "a nodule on the right about two centimeters"
      if (before === 'the' && /^(?:on|from|to)$/.test(words[at - 2]?.norm ?? '') && next !== 'track')
        return [{ side: 'right', at }];
      if (
        /^(?:now|away|after|before|there|here|okay|ok|on|about|when|where|at|around|over|under|above|below|behind|beneath|underneath|next|through|by|in|between|as|so|because|track|thing|amount|way|answer)$/.test(
          next,
        )
      )
        return [];
      if (
        /^[,.?!;]$/.test(next) &&
        !/^(?:the|my|your|his|her|a|to|left|from|of|bilateral|lower|upper|bottom|top|far)$/.test(before)
      )
        return [];
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
    // "I'm right-handed" says nothing of where it hurts.
    if (/^(?:left|right)[ -]?(?:sided|hand)$/.test(norm) && next !== 'dominant')
      return [{ side: norm.startsWith('left') ? 'left' : 'right', at }];
    return [];
  });
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
