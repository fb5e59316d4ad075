/** Learns where sentences end in text that lost its punctuation. `node bench/drafting-train-boundary.ts` writes resources/lexicon/learned/boundary.json. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boundaryFeatures } from '../src/main/domain/understanding/utterances.ts';
import { normalizeNumbers } from '../src/main/domain/understanding/numbers.ts';
import { tokenize } from '../src/main/domain/understanding/tokens.ts';
import { scoreBinary } from '../src/main/domain/understanding/linear-model.ts';
import { readAci, readFareez, readMts, toTranscript } from './drafting-corpora.ts';
import { trainBinary, type Example } from './drafting-learn.ts';

const aci = (readAci('challenge_data/train.csv') ?? [])
  .map((visit) => visit.dialogue)
  .filter((text) => /[a-z] \. /.test(text));
const held = aci.splice(0, 5);
const texts = [
  ...aci,
  ...aci,
  ...readFareez().slice(0, 120),
  ...(readMts('MTS-Dialog-TrainingSet.csv') ?? []).map((row) => row.dialogue),
];

function examples(dialogues: readonly string[]): Example[] {
  const out: Example[] = [];
  for (const dialogue of dialogues) {
    for (const segment of toTranscript(dialogue).segments) {
      const tokens = normalizeNumbers(tokenize(segment.text));
      const words: string[] = [];
      const ends: boolean[] = [];
      for (const token of tokens) {
        if (token.kind === 'punct') {
          if (/[.?!;]/.test(token.norm) && ends.length > 0) ends[ends.length - 1] = true;
        } else {
          words.push(token.norm);
          ends.push(false);
        }
      }
      for (let i = 0; i < words.length - 1; i++)
        out.push({ features: boundaryFeatures(words, i), label: ends[i] ? 1 : 0 });
    }
  }
  return out;
}

const model = trainBinary(examples(texts), { epochs: 6, rate: 0.15, l2: 1e-5, minCount: 4, maxFeatures: 14_000 });
let tp = 0;
let fp = 0;
let fn = 0;
for (const example of examples(held)) {
  const said = scoreBinary(model, example.features) > 0;
  if (said && example.label === 1) tp++;
  else if (said) fp++;
  else if (example.label === 1) fn++;
}
writeFileSync(join(import.meta.dirname, '../resources/lexicon/learned/boundary.json'), `${JSON.stringify(model)}\n`);
console.log(
  JSON.stringify({
    features: Object.keys(model.weights).length,
    heldOutPrecision: tp / (tp + fp),
    heldOutRecall: tp / (tp + fn),
  }),
);
