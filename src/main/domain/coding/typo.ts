/**
 * Spelling repair over a vocabulary: optimal string alignment distance (insert, delete, substitute, swap of neighbours), and a rough
 * phonetic key for words written as heard ("neumonia", "diareah").
 */
export interface Repair {
  readonly word: string;
  /** 1 = the word itself … about 0.5. */
  readonly quality: number;
}

/** Distance allowed: none under 4 letters, 1 to 6, 2 to 9, then 3. */
export function allowedDistance(length: number): number {
  if (length < 4) return 0;
  if (length <= 6) return 1;
  return length <= 9 ? 2 : 3;
}

/** OSA distance, or `limit + 1` as soon as it is known to exceed `limit`. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let lowest = i;
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      let value = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        value = Math.min(value, beforeLast[j - 2]! + 1);
      row.push(value);
      if (value < lowest) lowest = value;
    }
    if (lowest > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

/** Vowels and sounds that are often confused made one, doubles single, silent first letters gone. */
export function soundKey(word: string): string {
  return word
    .replace(/^(?:pn|ps|kn|gn|wr)/, (m) => m.slice(1))
    .replace(/ph/g, 'f')
    .replace(/(?:sc|c)(?=[eiy])/g, 's')
    .replace(/ch|ck|qu|c|q/g, 'k')
    .replace(/rrh|rh/g, 'r')
    .replace(/th/g, 't')
    .replace(/x/g, 'ks')
    .replace(/z/g, 's')
    .replace(/[aeiouyh]+/g, 'a')
    .replace(/(.)\1+/g, '$1');
}

export interface SpellingTable {
  /** The nearest known words, best first, at most `max`; none where the word is too short or nothing is near. */
  repairs(word: string, max: number): Repair[];
  /** Known words that begin like this, commonest first. */
  completions(beginning: string, max: number): string[];
}

export function createSpellingTable(vocabulary: ReadonlyMap<string, number>): SpellingTable {
  const words = [...vocabulary.keys()].filter((word) => word.length >= 4 && !/\d/.test(word));
  const keys = words.map(soundKey);
  return {
    repairs(word, max) {
      const limit = allowedDistance(word.length);
      if (limit === 0 || /\d/.test(word)) return [];
      const key = soundKey(word);
      const found: { word: string; quality: number; count: number }[] = [];
      for (const [id, candidate] of words.entries()) {
        const sounds = keys[id] === key;
        const reach = sounds ? limit + 1 : limit;
        if (Math.abs(candidate.length - word.length) > reach) continue;
        // A slip in the first two letters at once is rarer than another word.
        if (!sounds && candidate[0] !== word[0] && candidate[1] !== word[1] && candidate[1] !== word[0]) continue;
        const steps = distance(word, candidate, reach);
        if (steps > reach) continue;
        const length = Math.max(word.length, candidate.length);
        const quality = 1 - (steps / length) * 1.2 - (candidate[0] === word[0] ? 0 : 0.08) + (sounds ? 0.08 : 0);
        found.push({ word: candidate, quality: Math.min(0.95, quality), count: vocabulary.get(candidate) ?? 0 });
      }
      return found
        .sort((a, b) => b.quality - a.quality || b.count - a.count)
        .slice(0, max)
        .map(({ word: w, quality }) => ({ word: w, quality }));
    },
    completions(beginning, max) {
      return words
        .filter((word) => word.length > beginning.length && word.startsWith(beginning))
        .sort((a, b) => (vocabulary.get(b) ?? 0) - (vocabulary.get(a) ?? 0))
        .slice(0, max);
    },
  };
}
