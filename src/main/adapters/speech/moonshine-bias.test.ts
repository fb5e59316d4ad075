import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indexPhrases } from '../../domain/speech/bias.ts';
import { totalOf } from '../../domain/speech/bias-decision.ts';
import { BOUNDARY } from '../../domain/speech/token-model.ts';
import { createTokenTree } from '../../domain/speech/token-tree.ts';
import { createAudioDecoder } from '../audio/audio-decoder.ts';
import { openFileByteSource } from '../audio/file-byte-source.ts';
import { searchSegment } from './beam-search.ts';
import { findBuiltInModel } from './model-files.ts';
import { scoreHeard } from './moonshine-bias.ts';
import { openMoonshineDecoder, type Feeds, type MoonshineDecoder } from './moonshine-decoder.ts';
import { openMoonshine, type MoonshineEngine } from './moonshine-engine.ts';
import { firstStep } from './moonshine-graph.ts';
import { openMoonshineScorer, type MoonshineScorer } from './moonshine-scorer.ts';
import { END_TOKEN, englishVocabulary, START_TOKEN } from './moonshine-vocabulary.ts';

const vocabulary = englishVocabulary();
const options = { intraOpThreads: 2 };
const SECONDS = 9;

let samples: Float32Array;
let decoder: MoonshineDecoder;
let scorer: MoonshineScorer;
let engine: MoonshineEngine;
let segment: Feeds;
let heard: { token: number; logProbability: number }[];

beforeAll(async () => {
  const model = findBuiltInModel();
  const source = await openFileByteSource(
    new URL('../../../../resources/sample-visit/visit.ogg', import.meta.url).pathname,
  );
  const blocks: number[] = [];
  for await (const block of createAudioDecoder().decode(source)) {
    blocks.push(...block);
    if (blocks.length >= SECONDS * 16_000) break;
  }
  await source.close();
  samples = Float32Array.from(blocks.slice(0, SECONDS * 16_000));
  decoder = await openMoonshineDecoder(model, vocabulary.tokens, options);
  engine = await openMoonshine(model, options);
  scorer = await openMoonshineScorer(firstStep(await readFile(model.decoder)), vocabulary.tokens, options);
  const encoded = await decoder.encode(samples);
  const search = searchSegment({ beams: 1, tokenBonus: 0 }, 100, 0, (column) => vocabulary.tokens[column]!, BOUNDARY);
  await decoder.run([encoded], [search], 6);
  heard = search.result().map(({ column, logProbability }) => ({ token: vocabulary.tokens[column]!, logProbability }));
  const { cross_mask: _, ...feeds } = await decoder.project([encoded]);
  segment = feeds;
}, 60_000);
afterAll(async () => {
  await Promise.all([decoder.close(), engine.close(), scorer.close()]);
});

const wordsOf = (pieces: readonly string[]) =>
  pieces
    .join('')
    .trim()
    .split(/ +/)
    .map((text, i) => ({ text, startMs: i * 100, endMs: i * 100 + 90, confidence: 0.5 }));

describe('asking the sound', () => {
  it('gives each token the probability that decoding step by step gave it', async () => {
    const tree = createTokenTree(START_TOKEN);
    const nodes = tree.extend(0, [...heard.map(({ token }) => token), END_TOKEN]);
    const scores = await scorer.score(segment, tree.build(), nodes);
    expect(heard.length).toBeGreaterThan(8);
    // Eight-bit products of one row or of many differ a little.
    heard.forEach(({ logProbability }, i) => expect(Math.abs(scores[i]! - logProbability)).toBeLessThan(0.3));
  });

  it('gives a text the same probability whatever other texts it is asked about with', async () => {
    const tokens = heard.map(({ token }) => token);
    const phrase = vocabulary.encode('lisinopril')!;
    const [alone, among] = [createTokenTree(START_TOKEN), createTokenTree(START_TOKEN)];
    const first = alone.extend(alone.extend(0, tokens.slice(0, 3)).at(-1)!, phrase);
    const base = among.extend(0, tokens);
    for (const other of ['metoprolol', 'simvastatin']) among.extend(base[2]!, vocabulary.encode(other)!);
    const second = among.extend(base[2]!, phrase);
    const [a, b] = [
      await scorer.score(segment, alone.build(), first),
      await scorer.score(segment, among.build(), second),
    ];
    a.forEach((score, i) => expect(b[i]).toBeCloseTo(score, 2));
  });

  it('finds a word that was said far more probable than one that was not', async () => {
    const tokens = heard.map(({ token }) => token);
    const pieces = tokens.map((token) => vocabulary.pieceOf(vocabulary.tokens.indexOf(token)));
    const words = wordsOf(pieces);
    const at = words.findIndex(({ text }) => /^[a-z]{5,}$/.test(text));
    // The same word, spelt with a mark in it: it is not the word that stands, and it sounds alike.
    const said = `${words[at]!.text}e`;
    const parts = { scorer: () => Promise.resolve(scorer), segment: () => Promise.resolve(segment), vocabulary };
    const index = indexPhrases([said], ['gabapentin', 'metoprolol']);
    const { candidates } = await scoreHeard({ tokens, pieces, words }, index, parts);
    const best = (text: string): number =>
      Math.max(...candidates.filter(({ phrase }) => phrase.text === text).map(totalOf), -60);
    expect(best(said)).toBeGreaterThan(best('gabapentin') + 5);
    expect(best(said)).toBeGreaterThan(best('metoprolol') + 5);
  });

  it('changes nothing of speech in which no word of the vocabulary was said', async () => {
    const drugs = [
      'lisinopril',
      'metoprolol',
      'gabapentin',
      'amoxicillin',
      'warfarin',
      'sertraline',
      'Eliquis',
      'Farxiga',
    ];
    const [plain] = await engine.transcribe([samples]);
    const [helped] = await engine.transcribe([samples], { vocabulary: drugs, known: ['ramipril', 'cetirizine'] });
    expect(helped).toEqual(plain);
  });
});
