/**
 * Flesch–Kincaid grade level: 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid, Fishburne, Rogers, Chissom: Derivation of
 * new readability formulas for Navy enlisted personnel, 1975). Syllables are counted by rule, not by dictionary. Names that no plainer word can
 * take the place of (drugs, abbreviations in capitals) count as words of two syllables: their length says nothing about the sentence.
 */

export interface Reading {
  readonly words: number;
  readonly sentences: number;
  readonly syllables: number;
}

const NAME_SYLLABLES = 2;

/** By groups of vowels: a silent e and the endings -es and -ed add none. Digits count one a number. */
export function syllablesOf(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  if (letters === '') return 1;
  if (letters.length <= 3) return 1;
  const bare = letters
    .replace(/(?:[^laeiouy]|[aeiouy]l)es$|(?<=[^td])ed$|(?<=[^l])e$/, (end) => (end.endsWith('es') ? end[0]! : ''))
    .replace(/^y/, '');
  return Math.max(1, bare.match(/[aeiouy]{1,2}/g)?.length ?? 1);
}

export function read(text: string, isName: (word: string) => boolean = () => false): Reading {
  const sentences = text.split(/[.!?](?=\s|$)/).filter((part) => /[a-z0-9]/i.test(part)).length;
  const words = text.split(/[\s/–—]+/).filter((word) => /[a-z0-9]/i.test(word));
  const syllables = words.reduce((sum, word) => {
    const bare = word.replace(/^[^a-z0-9]+|[^a-z0-9]+$/gi, '');
    const name = /^[A-Z][A-Z0-9-]+$/.test(bare) || isName(bare.toLowerCase());
    return sum + (name ? NAME_SYLLABLES : syllablesOf(bare));
  }, 0);
  return { words: words.length, sentences: Math.max(1, sentences), syllables };
}

/** One decimal; undefined where there are no words. Below zero (very short words) reads as 0. */
export function gradeOf(readings: readonly Reading[]): number | undefined {
  const words = readings.reduce((sum, reading) => sum + reading.words, 0);
  if (words === 0) return undefined;
  const sentences = readings.reduce((sum, reading) => sum + reading.sentences, 0);
  const syllables = readings.reduce((sum, reading) => sum + reading.syllables, 0);
  const grade = 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59;
  return Math.max(0, Math.round(grade * 10) / 10);
}

/** Patients are written to at this grade or below. */
export const HIGHEST_GRADE = 8;
