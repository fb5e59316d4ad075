/**
 * Learns who says a thing, from its words: for segments whose label hides a second voice. `node bench/drafting-train-voices.ts [--check]`
 * writes resources/lexicon/learned/voices.json; with `--check` a fifth of the training rows is left out and scored instead.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDraftResources } from '../src/main/adapters/note-resources/load-draft-resources.ts';
import { scoreBinary } from '../src/main/domain/understanding/linear-model.ts';
import { toUnits } from '../src/main/domain/understanding/utterances.ts';
import { voiceFeatures } from '../src/main/domain/understanding/voices.ts';
import { isSeen, readAci, readFareez, readMts, toTranscript } from './drafting-corpora.ts';
import { toJson, trainBinary, type Example } from './drafting-learn.ts';

const RESOURCES = join(import.meta.dirname, '../resources');
const { lexicon, boundary } = loadDraftResources(RESOURCES);
// Labels are the text's own: the models that mend labels stay out.
const { voices: _, ...plain } = boundary!;

function examples(dialogue: string): Example[] {
  const transcript = toTranscript(dialogue);
  return toUnits(transcript, plain, lexicon).flatMap((unit) => {
    const { speaker } = transcript.segments[unit.segmentIndex]!;
    const words = unit.tokens.filter((token) => token.kind !== 'punct').map((token) => token.norm);
    if (words.length < 3 || (speaker !== 'clinician' && speaker !== 'patient')) return [];
    const label = speaker === 'clinician' ? 1 : 0;
    return [
      { features: voiceFeatures(words, unit.question), label },
      // A recogniser loses question marks.
      ...(unit.question ? [{ features: voiceFeatures(words, false), label, weight: 0.5 }] : []),
    ];
  });
}

const dialogues = [
  ...(readAci('challenge_data/train.csv') ?? []).filter(isSeen).flatMap((visit) => [visit.dialogue, visit.dialogue]),
  ...(readMts('MTS-Dialog-TrainingSet.csv') ?? []).filter(isSeen).map((row) => row.dialogue),
  ...readFareez().slice(0, 100),
];
const check = process.argv.includes('--check');
const aci = (readAci('challenge_data/train.csv') ?? []).filter(isSeen);
const left = new Set(check ? aci.filter((__, i) => i % 5 === 2).map((visit) => visit.dialogue) : []);
const model = trainBinary(dialogues.filter((dialogue) => !left.has(dialogue)).flatMap(examples), {
  epochs: 3,
  rate: 0.03,
  l2: 1e-4,
  minCount: 4,
  maxFeatures: 9000,
});
if (check) {
  const held = [...left].flatMap(examples);
  for (const margin of [0, 2, 3]) {
    const sure = held.filter((example) => Math.abs(scoreBinary(model, example.features)) > margin);
    const right = sure.filter((example) => scoreBinary(model, example.features) > 0 === (example.label === 1)).length;
    console.log(JSON.stringify({ margin, share: sure.length / held.length, accuracy: right / sure.length }));
  }
} else writeFileSync(join(RESOURCES, 'lexicon/learned/voices.json'), toJson(model));
console.log(JSON.stringify({ features: model.weights.size }));
