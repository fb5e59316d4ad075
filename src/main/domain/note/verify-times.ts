import type { Token } from '../understanding/tokens.ts';

/**
 * Durations, frequencies and days of a sentence that its evidence contradicts or does not hold: "3 weeks" is not "three days",
 * "twice" is not "once". A number whose span the evidence leaves open ("three", to "how many weeks") passes when the span is named.
 */
export function unsaidTimes(sentence: readonly Token[], evidence: readonly (readonly Token[])[]): string[] {
  const said = evidence.flatMap(spans);
  const words = new Set(evidence.flat().map((token) => token.norm));
  const wrong: string[] = [];
  for (const { count, span } of spans(sentence)) {
    if (span === undefined) continue;
    const same = said.filter((other) => other.count === count);
    const held =
      same.some((other) => other.span === span) ||
      (same.some((other) => other.span === undefined) && [...words].some((word) => spanOf(word) === span));
    if (same.length > 0 && !held) wrong.push(`${count} ${span}`);
  }
  for (const token of sentence) {
    const word = token.norm;
    if (DAY.test(word) && !words.has(word) && !words.has(word.replace(/s$/, '')) && !words.has(`${word}s`))
      wrong.push(word);
    const also = FREQUENCY[word];
    if (also && !words.has(word) && !also.some((other) => words.has(other))) wrong.push(word);
  }
  return wrong;
}

const DAY =
  /^(?:yesterday|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|january|february|april|june|july|august|september|october|november|december)$/;
const FREQUENCY: Readonly<Record<string, readonly string[]>> = {
  once: ['one', '1', 'single', 'a'],
  twice: ['two', '2', 'bid', 'b.i.d.', 'both', '12', 'twelve'],
};
const SMALL = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const FURTHEST = 4;

function spanOf(word: string): string | undefined {
  return /^(minute|hour|day|week|month|year|decade)s?$/.exec(word.replace(/-old$/, ''))?.[1];
}

/** Each number with the span that follows it: both of "two or three weeks" are weeks. */
function spans(tokens: readonly Token[]): { count: string; span: string | undefined }[] {
  const out: { count: string; span: string | undefined }[] = [];
  tokens.forEach((token, i) => {
    const parts = /^(\d+(?:\.\d+)?)(?:[ -]([a-z]+))?/.exec(token.norm);
    const small = SMALL.indexOf(token.norm);
    const count = parts ? parts[1]! : small >= 0 ? String(small) : undefined;
    if (count === undefined) return;
    if (parts?.[2] !== undefined) {
      const own = spanOf(parts[2]);
      if (own !== undefined) out.push({ count, span: own });
      return;
    }
    let span: string | undefined;
    for (let k = i + 1; k <= i + FURTHEST && span === undefined; k++) {
      const next = tokens[k];
      if (
        !next ||
        !(
          spanOf(next.norm) ??
          /^(?:to|or|and|about|more|,|\d+|[a-z]+ty)$|^(?:one|two|three|four|five|six|seven|eight|nine|ten)$/.test(
            next.norm,
          )
        )
      )
        break;
      span = spanOf(next.norm);
    }
    out.push({ count, span });
  });
  return out;
}
