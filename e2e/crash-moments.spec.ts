import { crashRounds } from '../bench/crash-rounds.ts';
import { expect, test } from './fixtures.ts';

/** The short form of `npm run bench -- crash`, without its clock: what stands is what was said, to the sample, once. */
test('a recording whose host is killed at five moments has every sample once, and what a dead window leaves is whole', async () => {
  const { rounds, ...compared } = await crashRounds({ kills: 5, seed: 20_261_121 });
  expect(rounds).toHaveLength(5);
  expect(rounds.some(({ windowDied }) => windowDied)).toBe(true);
  expect(compared).toMatchObject({ wrongSamples: 0, missingSamples: 0, doubledSamples: 0 });
  expect(compared.comparedSamples).toBeGreaterThan(0);
});
