import type { CodeTable } from './code-table.ts';
import { NEUTRAL, WEAK } from './lexicon-words.ts';
import { tokenize } from './text.ts';

/** A stretch of prose that is, word for word in any order, a name of at least one code. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly codes: readonly string[];
}

export type MentionFinder = (sentence: string) => Mention[];

const LONGEST = 7;
/** Names that prose uses for anything; they name a problem only where a heading says so. */
const TOO_GENERAL = new Set(
  `pain injury fall exam cold stress screening pregnancy drug exposure immunization counseling swelling lump weakness rash allergy cough
  infection disorder surgery history refill contraception wound burn bite tear strain sprain fracture lesion cyst ulcer scar tumor
  neoplasm cancer edema shock shaking cramp spasm effusion hernia abscess inflammation itch hemorrhage loss fatigue tingling numbness
  nausea fever vomiting diet weightloss weightgain exercise smoking tobacco nicotine alcohol drainage congestion dizziness removal
  insertion sweat chills dialysis chemotherapy radiation dressing walker cane anger pale glasses divorce separation retirement blister
  bloodpressure a1c glucose depressive worried nervous loneliness polyp mole bump spot trauma attack hit
  mood crying cast steroid steroids insulin aspirin pain-free anticoagulant compression status screen prevention risk stiffness tired
  low elevated abnormal visit well routine check followup normal new sleepy thirst hunger noise light tension pressure heart spine knee hip back neck`
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((word) => [word, ...tokenize(word).map((token) => token.text)]),
);

const finders = new WeakMap<CodeTable, MentionFinder>();

/** Built once a terminology, on first use, from titles and our synonyms (index terms are too general for prose). */
export function mentionFinder(table: CodeTable): MentionFinder {
  const known = finders.get(table);
  if (known) return known;
  const names = new Map<string, string[]>();
  for (const entry of table.entries()) {
    for (const name of [entry.display, ...entry.synonyms]) {
      const words = significant(tokenize(name).map((token) => token.text));
      if (words.length === 0 || words.length > LONGEST) continue;
      if (words.length < 3 && words.every((word) => word.startsWith('!') || TOO_GENERAL.has(word) || WEAK.has(word)))
        continue;
      if (words.every((word) => word.startsWith('!') || WEAK.has(word))) continue;
      const key = keyOf(words);
      const codes = names.get(key);
      if (!codes) names.set(key, [entry.code]);
      else if (!codes.includes(entry.code)) codes.push(entry.code);
    }
  }
  const finder: MentionFinder = (sentence) => findMentions(sentence, names);
  finders.set(table, finder);
  return finder;
}

function findMentions(sentence: string, names: ReadonlyMap<string, readonly string[]>): Mention[] {
  const tokens = tokenize(sentence).map((token) => ({ ...token, text: token.text.replace(/^!/, '') }));
  const mentions: Mention[] = [];
  let i = 0;
  while (i < tokens.length) {
    let found: { length: number; codes: readonly string[] } | undefined;
    for (let length = Math.min(LONGEST + 2, tokens.length - i); length >= 1 && !found; length -= 1) {
      const window = tokens.slice(i, i + length);
      // Words far apart, or across the end of a sentence part, are no expression.
      if (window.some((token, k) => k > 0 && token.start - window[k - 1]!.end > 14)) continue;
      if (/[.;:!?]/.test(sentence.slice(window[0]!.start, window.at(-1)!.end).replace(/\d\.\d/g, ''))) continue;
      const words = significant(window.map((token) => token.text));
      if (words.length === 0 || NEUTRAL.has(window[0]!.text)) continue;
      const codes = names.get(keyOf(words));
      if (codes) found = { length, codes };
    }
    if (found) {
      const start = tokens[i]!.start;
      const end = Math.max(...tokens.slice(i, i + found.length).map((token) => token.end));
      mentions.push({ start, end, text: sentence.slice(start, end), codes: found.codes });
      i += found.length;
      // An expression rewritten to several words shares one place in the text.
      while (i < tokens.length && tokens[i]!.start < end) i += 1;
    } else i += 1;
  }
  return mentions;
}

function significant(words: readonly string[]): string[] {
  return words.filter((word) => !NEUTRAL.has(word.replace(/^!/, '')));
}

function keyOf(words: readonly string[]): string {
  return [...new Set(words)].sort().join(' ');
}
