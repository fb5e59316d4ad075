import { describe, expect, it } from 'vitest';
import { searchWhisper, type WhisperSearchOptions } from './whisper-search.ts';

/** Text 0-9, end 10, moments from 12. */
const vocabulary = { end: 10, timestampBegin: 12, suppress: [], suppressAtBegin: [], maxInitialTimestamp: 5 };
const SIZE = 40;

/** Scores by what was written: `tree('0')` is asked after the moment that opens and token 0. */
type Tree = (said: string) => Readonly<Record<number, number | undefined>>;

function decode(tree: Tree, options: Partial<WhisperSearchOptions> = {}) {
  const search = searchWhisper<string>({ beams: 1, temperature: 0, limit: 50, vocabulary, ...options });
  let texts: string[] = [''];
  for (let step = 0; step < 100; step++) {
    const ways = search.advance(
      texts.map((text) => {
        const scores = new Float32Array(SIZE).fill(-20);
        if (step === 0) scores[12] = 5;
        else for (const [id, score] of Object.entries(tree(text))) scores[Number(id)] = score ?? -20;
        return { scores, extra: text };
      }),
    );
    if (ways.length === 0) break;
    texts = ways.map(({ token, from }) => (token >= 12 ? texts[from]! : texts[from]! + token));
  }
  const { steps, looped } = search.result();
  return {
    said: steps
      .map((item) => item.token)
      .filter((token) => token < 12)
      .join(''),
    steps,
    looped,
  };
}

/** Greedy takes 1 (0.6) and then has only poor ways on; 2 (0.4) leads to a sure end. */
const garden: Tree = (said) =>
  said === ''
    ? { 1: Math.log(0.6), 2: Math.log(0.4) }
    : said === '1'
      ? { 3: Math.log(0.34), 4: Math.log(0.33), 5: Math.log(0.33) }
      : { 10: 0 };

describe('searchWhisper', () => {
  it('takes the likeliest token at each step when greedy, and ends with the end', () => {
    const { said, steps } = decode(garden);
    expect(said).toBe('13');
    expect(Math.exp(steps[1]!.logProbability)).toBeCloseTo(0.6, 2);
    expect(steps[2]!.extra).toBe('1');
  });

  it('finds with beams what greedy misses', () => {
    expect(decode(garden, { beams: 3 }).said).toBe('2');
  });

  it('draws the same at the same temperature, and otherwise than greedy when it is high', () => {
    const even: Tree = (said) =>
      said.length < 12
        ? Object.fromEntries(Array.from({ length: 10 }, (_, id) => [id, id === 0 ? 0.1 : 0]))
        : { 10: 9 };
    const drawn = decode(even, { temperature: 0.8 }).said;
    expect(drawn).toHaveLength(12);
    expect(decode(even, { temperature: 0.8 }).said).toBe(drawn);
    expect(drawn).not.toBe(decode(even, { temperature: 0 }).said);
  });

  it('stops at the limit', () => {
    expect(decode((said) => ({ [said.length % 7]: 5 }), { limit: 9 }).steps).toHaveLength(9);
  });

  it('ends a loop where it began', () => {
    const { said, looped } = decode((said) => ({ [said.length % 4]: 5 }));
    expect(said).toBe('0123');
    expect(looped).toBe(true);
  });
});
