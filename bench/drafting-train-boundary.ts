/**
 * Learns where sentences end in text that lost its punctuation. `node bench/drafting-train-boundary.ts [--check]` writes
 * resources/lexicon/learned/boundary.json; with `--check` a fifth of the training rows is left out and scored, nothing is written.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boundaryFeatures, cutLong, splitSentences } from '../src/main/domain/understanding/boundary.ts';
import { scoreBinary } from '../src/main/domain/understanding/linear-model.ts';
import { cleanTokens } from '../src/main/domain/understanding/stretches.ts';
import { tokenize } from '../src/main/domain/understanding/tokens.ts';
import { isSeen, readAci, readFareez, readMts, toTranscript } from './drafting-corpora.ts';
import { toJson, trainBinary, type Example } from './drafting-learn.ts';

const check = process.argv.includes('--check');
const aci = (readAci('challenge_data/train.csv') ?? [])
  .filter(isSeen)
  .map((visit) => visit.dialogue)
  .filter((text) => /[a-z] \. /.test(text));
const mts = (readMts('MTS-Dialog-TrainingSet.csv') ?? []).filter(isSeen).map((row) => row.dialogue);
const isChecked = (_: unknown, index: number): boolean => index % 5 === 2;
const texts = [...aci, ...aci, ...readFareez().slice(0, 160), ...mts];
const train = check
  ? [aci, aci, readFareez().slice(0, 160), mts].flatMap((set) => set.filter((text, i) => !isChecked(text, i)))
  : texts;

interface Run {
  readonly words: string[];
  /** After each word: 1 where a unit ends, 0 where it does not, 0.5 where it makes no difference ("okay | so …"). */
  readonly ends: number[];
}

const OPENERS = new Set(
  'okay ok alright all right yeah yes no well so and now then hi hello hey oh good great sure dragon perfect mm-hmm but um also'.split(
    ' ',
  ),
);

/** What the marks of a dialogue, and the cuts of long sentences, say that the units are. */
function runs(dialogue: string): Run[] {
  return toTranscript(dialogue).segments.map((segment) => {
    const words: string[] = [];
    const ends: number[] = [];
    for (const sentence of splitSentences(cleanTokens(tokenize(segment.text)), undefined))
      for (const unit of cutLong(sentence.tokens)) {
        const norms = unit.filter((token) => token.kind !== 'punct').map((token) => token.norm);
        norms.forEach((norm, i) => {
          words.push(norm);
          ends.push(i < norms.length - 1 ? 0 : norms.every((word) => OPENERS.has(word)) ? 0.5 : 1);
        });
        if (norms.length > 2 && OPENERS.has(norms[0]!)) ends[ends.length - norms.length] = 0.5;
      }
    return { words, ends };
  });
}

function examples(dialogues: readonly string[]): Example[] {
  const out: Example[] = [];
  for (const dialogue of dialogues)
    for (const { words, ends } of runs(dialogue)) {
      let from = 0;
      for (let i = 0; i < words.length - 1; i++) {
        if (ends[i] !== 0.5) out.push({ features: boundaryFeatures(words, i, from), label: ends[i]! });
        if (ends[i] === 1) from = i + 1;
      }
    }
  return out;
}

const model = trainBinary(examples(train), { epochs: 3, rate: 0.018, l2: 1e-4, minCount: 4, maxFeatures: 24_000 });
if (check)
  for (const threshold of [0, -0.7, -1.2])
    for (const [set, rows] of [
      ['aci', aci],
      ['mts', mts],
    ] as const) {
      // As in use: the running sentence begins where the model said that the last one ended.
      let [tp, fp, fn] = [0, 0, 0];
      for (const dialogue of rows.filter(isChecked))
        for (const { words, ends } of runs(dialogue)) {
          let from = 0;
          for (let i = 0; i < words.length - 1; i++) {
            const said = scoreBinary(model, boundaryFeatures(words, i, from)) > threshold;
            if (said) from = i + 1;
            if (ends[i] === 0.5) continue;
            if (said && ends[i] === 1) tp++;
            else if (said) fp++;
            else if (ends[i] === 1) fn++;
          }
        }
      console.log(
        JSON.stringify({
          set,
          threshold,
          precision: tp / (tp + fp),
          recall: tp / (tp + fn),
          f1: (2 * tp) / (2 * tp + fp + fn),
        }),
      );
    }
else writeFileSync(join(import.meta.dirname, '../resources/lexicon/learned/boundary.json'), toJson(model));
console.log(JSON.stringify({ features: model.weights.size, rows: train.length }));
