import type { Mention } from '../understanding/lexicon.ts';
import type { Check } from './verify-claims.ts';
import { stem } from './verify-read.ts';
import type { Reading } from './verify-reading.ts';
import { aliasOf, ALIKE, placedOf, WIDER } from './verify-terms.ts';

/** Where the evidence names what a sentence names. */
export interface Hit {
  readonly q: number;
  /** Its last word, and its first. */
  readonly at: number;
  readonly from: number;
}

/** Where the evidence names it: the same concept, the same words, or all its words and parts ("my knee … hurts" for "knee pain"). */
export function hitsOf({ sentence, evidence, lexicon }: Check, mention: Mention): Hit[] {
  const { id, kind } = mention.concept;
  const hits: Hit[] = evidence.flatMap((quote, q) =>
    quote.mentions
      .filter(
        (other) =>
          other.concept.id === id ||
          (kind === 'drug' && other.concept.kind === 'drug' && isClass(mention.concept.preferred, other.concept.group)),
      )
      .map((other) => ({ q, at: other.end - 1, from: other.start })),
  );
  const own = sentence.words
    .slice(mention.start, mention.end)
    .filter(({ norm }) => !/^(?:his|her|their|the|my|your|a|an|any|some|this|that|our)$/.test(norm))
    .map((word) => stem(word.norm));
  evidence.forEach((quote, q) => {
    const places = own.map((word) => quote.stems.get(word));
    if (places.every((place) => place !== undefined)) {
      const firsts = places.map((place) => place![0]!);
      if (
        own.length > 1 &&
        isParted(
          evidence,
          firsts.map((at) => ({ q, at, from: at })),
        )
      )
        return;
      const at = firsts.at(-1)!;
      // Words that stand apart are no name with a no in it ("thyroid feels normal, no nodules").
      const isName = Math.max(...firsts) - Math.min(...firsts) < own.length + 1;
      if (!hits.some((hit) => hit.q === q)) hits.push({ q, at, from: isName ? Math.min(...firsts) : at });
    }
  });
  const alias = aliasOf(mention.concept.preferred);
  if (hits.length === 0 && alias)
    evidence.forEach((quote, q) => {
      const match = alias.exec(quote.line.text);
      if (match) hits.push({ q, at: quote.line.wordAt(match.index), from: quote.line.wordAt(match.index) });
    });
  const placed = hits.length === 0 ? placedOf(mention.concept.preferred) : undefined;
  if (placed && evidence.some(({ line }) => placed[1].test(line.text)))
    evidence.forEach((quote, q) => {
      const match = placed[0].exec(quote.line.text);
      if (match) hits.push({ q, at: quote.line.wordAt(match.index), from: quote.line.wordAt(match.index) });
    });
  // A more particular one of the evidence ("type 2 diabetes") bears the plainer one ("diabetes").
  if (hits.length === 0)
    evidence.forEach((quote, q) => {
      for (const other of quote.mentions)
        if (
          other.concept.kind === kind &&
          own.length > 0 &&
          own.every((word) => stemsOf(other.concept.preferred).has(word))
        )
          hits.push({ q, at: other.end - 1, from: other.start });
    });
  if (hits.length > 0 || kind === 'drug') return hits;
  // "Arm" of "shoulder": a larger part of the body bears the name of what lies in it.
  const inside =
    kind === 'anatomy' ? (REGIONS[mention.concept.preferred.toLowerCase()] ?? REGIONS[own.at(-1) ?? '']) : undefined;
  if (inside)
    evidence.forEach((quote, q) => {
      const match = inside.exec(quote.line.text);
      if (match) hits.push({ q, at: quote.line.wordAt(match.index), from: quote.line.wordAt(match.index) });
    });
  if (hits.length > 0) return hits;
  const parts = own.filter(
    (word) =>
      own.length === 1 ||
      !(
        kind === 'test'
          ? /^(?:of|the|level|test|number|result|count|value|screen|study)$/
          : /^(?:of|in|on|the|with|to|and|a|or|lower|upper)$/
      ).test(word),
  );
  if (own.length > 1) {
    // "knee pain" from "my knee … hurts": every part by itself or by what it means.
    const places = parts.map((word, k) => {
      const concept =
        lexicon.lookup(partText(sentence, mention, k, parts.length, own.length))?.id ?? lexicon.lookup(word)?.id;
      for (const [q, quote] of evidence.entries()) {
        const literal = quote.stems.get(word);
        if (literal) return { q, at: literal[0]!, from: literal[0]! };
        const meant = concept === undefined ? undefined : quote.mentions.find((other) => other.concept.id === concept);
        if (meant) return { q, at: meant.end - 1, from: meant.start };
        const alike = alikeIn(quote, word);
        if (alike !== undefined) return { q, at: quote.stems.get(alike)![0]!, from: quote.stems.get(alike)![0]! };
      }
      return undefined;
    });
    // The head of the name decides: "knee pain" is there as the pain is.
    if (places.every((place) => place !== undefined) && !isParted(evidence, places))
      return [places.find(({ q, at }) => !isPlace(evidence[q]!, at)) ?? places.at(-1)!];
  } else {
    const word = own[0]!;
    for (const [q, quote] of evidence.entries()) {
      const alike = alikeIn(quote, word);
      if (alike !== undefined) hits.push({ q, at: quote.stems.get(alike)![0]!, from: quote.stems.get(alike)![0]! });
    }
  }
  return hits;
}

/** "A tear in the meniscus but the ligaments look good" is no ligament tear: the place stands in a part of its own, and is well. */
function isParted(evidence: readonly Reading[], places: readonly Hit[]): boolean {
  const site = places.find(({ q, at }) => isPlace(evidence[q]!, at));
  const head = places.find((place) => place !== site);
  if (!site || !head || site.q !== head.q) return false;
  const { words } = evidence[site.q]!;
  const [low, high] = site.at < head.at ? [site.at, head.at] : [head.at, site.at];
  const cut = words.findIndex(({ norm }, i) => i > low && i < high && /^(?:but|[.;])$/.test(norm));
  if (cut < 0) return false;
  const part = site.at > cut ? words.slice(cut, site.at + 7) : words.slice(Math.max(0, site.at - 7), cut);
  return part.some(({ norm }) => /^(?:good|fine|normal|intact|okay|great|well|clear|healthy|no|not)$/.test(norm));
}

const isPlace = (quote: Reading, at: number): boolean =>
  quote.mentions.some(({ concept, start, end }) => concept.kind === 'anatomy' && at >= start && at < end);

const alikeIn = (quote: Reading, word: string): string | undefined =>
  ALIKE.find((list) => list.includes(word))?.find((other) => quote.stems.has(other)) ??
  WIDER.get(word)?.find((other) => quote.stems.has(other));

const REGIONS: Readonly<Record<string, RegExp>> = {
  'upper extremity': /\b(?:arms?|shoulders?|elbows?|forearms?|wrists?|hands?|biceps?)\b/,
  'lower extremity': /\b(?:legs?|knees?|ankles?|cal(?:f|ves)|thighs?|shins?|foot|feet|hips?)\b/,
  arm: /\b(?:arms?|shoulders?|elbows?|forearms?|wrists?|hands?|biceps?)\b/,
  leg: /\b(?:legs?|knees?|ankles?|cal(?:f|ves)|thighs?|shins?|foot|feet|hips?)\b/,
  hand: /\b(?:hands?|fingers?|thumbs?|knuckles?|pinky)\b/,
  foot: /\b(?:foot|feet|toes?|heels?|arch|ankles?)\b/,
  face: /\b(?:face|cheeks?|chin|forehead|jaw|lips?)\b/,
};

/** The k-th part of a mention in its own spelling. */
function partText(sentence: Reading, mention: Mention, k: number, parts: number, all: number): string {
  return parts === all ? sentence.words[mention.start + k]!.norm : '';
}

const stemCache = new Map<string, ReadonlySet<string>>();
function stemsOf(term: string): ReadonlySet<string> {
  let known = stemCache.get(term);
  if (!known) stemCache.set(term, (known = new Set(term.toLowerCase().split(/[ -]/).map(stem))));
  return known;
}

/** "NSAID" for ibuprofen, "diuretic" for furosemide: the class of what was named. */
const isClass = (name: string, group: string): boolean => name.toLowerCase().replace(/s$/, '') === group.toLowerCase();
