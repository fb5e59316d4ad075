/** Lay phrase to clinical phrase of the same grammatical shape ("threw up" → "vomited"), longest first. Source: resources/lexicon/wording.tsv. */
export interface Wording {
  apply(words: readonly string[]): string[];
}

export function buildWording(pairs: readonly (readonly [string, string])[]): Wording {
  const byFirst = new Map<string, { from: string[]; to: string[] }[]>();
  for (const [from, to] of pairs) {
    const entry = { from: from.split(' '), to: to === '' ? [] : to.split(' ') };
    const list = byFirst.get(entry.from[0]!) ?? [];
    list.push(entry);
    byFirst.set(entry.from[0]!, list);
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.from.length - a.from.length);
  return {
    apply(words) {
      const out: string[] = [];
      for (let i = 0; i < words.length;) {
        const hit = byFirst.get(words[i]!)?.find((entry) => entry.from.every((word, k) => words[i + k] === word));
        if (hit) {
          out.push(...hit.to);
          i += hit.from.length;
        } else out.push(words[i++]!);
      }
      // "about three weeks", but not "think about".
      return out.map((word, i) =>
        word === 'about' &&
        /^(\d|a$|an$|few$|half$|once$|twice$)/.test(out[i + 1] ?? '') &&
        /^(\d|couple|few|week|month|year|day|hour|mile|pound|dozen|half|$)/.test(
          /^(a|an)$/.test(out[i + 1]!) ? (out[i + 2] ?? 'x') : out[i + 1]!.replace(/^(few|half|once|twice)$/, '1'),
        ) &&
        out[i - 1] !== 'think'
          ? 'approximately'
          : word,
      );
    },
  };
}
