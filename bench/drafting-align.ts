/** Which things said in a training dialogue stand in its reference note, and where: labels for the section model. */
import type { Candidate } from '../src/main/domain/understanding/candidates.ts';
import type { Lexicon } from '../src/main/domain/understanding/lexicon.ts';
import { normalizeNumbers } from '../src/main/domain/understanding/numbers.ts';
import { fold, tokenize, type Token } from '../src/main/domain/understanding/tokens.ts';
import type { Slot } from '../src/main/domain/note/statement.ts';

const STOP = new Set(
  'a an the and or but so of to in on for with at by from is are was were be been being am have has had do does did it its this that these those there here he she they him her his them their patient patients you your i my me we our us not no yes yeah okay well just like um uh as if then also any some all about will would can could should may might very much more really know think going get got go little bit lot which who what when where how why right good great today now up out over again still since time doctor reports states denies notes endorses im ive dont'.split(
    ' ',
  ),
);

export interface NoteLine {
  readonly slot: Slot;
  readonly words: ReadonlySet<string>;
  readonly weight: number;
  readonly text: string;
}

const HEADS: readonly (readonly [RegExp, Slot])[] = [
  [/^(chief complaint|cc|reason for visit)/, 'chief-complaint'],
  [/^(history of present illness|hpi|present illness|interval history|subjective|genhx)/, 'hpi'],
  [/^(past surgical|surgical history)/, 'psh'],
  [/^(past medical|medical history|past history|current problem|gynecologic|pastmedicalhx)/, 'pmh'],
  [/^(current )?medications?/, 'medications'],
  [/^allerg/, 'allergies'],
  [/^family/, 'family'],
  [/^social/, 'social'],
  [/^(review of systems|ros)/, 'ros'],
  [/^(vital)/, 'vitals'],
  [/^(physical exam|exam|objective)/, 'exam'],
  [/^(result|lab|imaging|diagnostic|procedure)/, 'results'],
  [/^(assessment and plan|a p|assessment plan|assessment|impression|diagnos)/, 'assessment'],
  [/^(plan|instructions|orders|disposition)/, 'plan'],
];
const PLAN_BULLETS =
  /^(additional testing|medical treatment|patient education|specialist referral|counseling|procedures?|patient agreements|follow ?up)/;

export function contentWords(tokens: readonly Token[], lexicon: Lexicon): string[] {
  const out: string[] = [];
  const mentions = lexicon.find(tokens);
  const covered = new Set<number>();
  for (const mention of mentions) {
    out.push(mention.concept.id);
    for (let i = mention.start; i < mention.end; i++) covered.add(i);
  }
  tokens.forEach((token, i) => {
    if (token.kind === 'punct' || covered.has(i)) return;
    const word = fold(token.norm);
    if (!STOP.has(word) && !STOP.has(token.norm)) out.push(word.slice(0, 6));
  });
  return out;
}

export function noteLines(note: string, lexicon: Lexicon, idf: (word: string) => number): NoteLine[] {
  const lines: NoteLine[] = [];
  let slot: Slot = 'hpi';
  let combined = false;
  for (const line of note.split(/\r?\n/)) {
    const text = line.replace(/^[\s•*\-–]+/, '').trim();
    if (text === '') continue;
    const key = text
      .toLowerCase()
      .replace(/[^a-z]+/g, ' ')
      .trim();
    const head = HEADS.find(([pattern]) => pattern.test(key));
    if (head && text.length < 40 && (text === text.toUpperCase() || text.endsWith(':') || key.split(' ').length <= 3)) {
      slot = head[1];
      combined = /assessment/.test(key) && /plan/.test(key);
      continue;
    }
    for (const part of text.split(/(?<=[.!?])\s+(?=[A-Z])/)) {
      let at = slot;
      if (combined || slot === 'assessment') {
        if (PLAN_BULLETS.test(text.toLowerCase())) at = 'plan';
        else if (
          combined &&
          /\b(we will|we'll|recommend|order|refer|start|continue|increase|follow|prescrib|return|advised|encouraged|should)\b/i.test(
            part,
          ) &&
          !/^medical reasoning/i.test(text)
        )
          at = 'plan';
      }
      const words = new Set(contentWords(normalizeNumbers(tokenize(part)), lexicon));
      if (words.size === 0) continue;
      let weight = 0;
      for (const word of words) weight += idf(word);
      lines.push({ slot: at, words, weight, text: part });
    }
  }
  return lines;
}

export interface Alignment {
  readonly slot: Slot | undefined;
  readonly score: number;
  readonly line: string;
}

/** Best matching reference line of each candidate. */
export function align(
  candidates: readonly Candidate[],
  lines: readonly NoteLine[],
  lexicon: Lexicon,
  idf: (word: string) => number,
): Alignment[] {
  return candidates.map((candidate) => {
    const own = contentWords(candidate.unit.tokens, lexicon);
    const asked =
      candidate.question && (candidate.bare || candidate.unit.tokens.length < 6)
        ? contentWords(candidate.question.tokens, lexicon)
        : [];
    const words = new Set([...own, ...asked]);
    let weight = 0;
    for (const word of words) weight += idf(word);
    let best: Alignment = { slot: undefined, score: 0, line: '' };
    for (const line of lines) {
      let overlap = 0;
      let hits = 0;
      for (const word of words) {
        if (line.words.has(word)) {
          overlap += idf(word);
          hits++;
        }
      }
      if (hits === 0 || (hits < 2 && overlap < 2.2)) continue;
      const precision = overlap / Math.max(weight, 4);
      const recall = overlap / line.weight;
      const bonus = line.slot === 'ros' ? -0.03 : 0;
      const score = 0.65 * precision + 0.35 * recall + bonus;
      if (score > best.score) best = { slot: line.slot, score, line: line.text };
    }
    return best;
  });
}
