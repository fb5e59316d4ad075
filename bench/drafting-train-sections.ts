/** Learns which section a thing said belongs to, or none. `node bench/drafting-train-sections.ts [--fold K]` */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDraftResources } from '../src/main/adapters/note-resources/load-draft-resources.ts';
import { SLOTS, type Slot } from '../src/main/domain/note/statement.ts';
import { toCandidates } from '../src/main/domain/understanding/candidates.ts';
import { sectionFeatures } from '../src/main/domain/understanding/section-features.ts';
import { normalizeNumbers } from '../src/main/domain/understanding/numbers.ts';
import { tokenize } from '../src/main/domain/understanding/tokens.ts';
import { toUnits } from '../src/main/domain/understanding/utterances.ts';
import { scoreMulti, softmax } from '../src/main/domain/understanding/linear-model.ts';
import { align, contentWords, noteLines } from './drafting-align.ts';
import { readAci, toTranscript, type Visit } from './drafting-corpora.ts';
import { trainMulti, type Example } from './drafting-learn.ts';

const RESOURCES = join(import.meta.dirname, '../resources');
const LABELS = ['none', ...SLOTS];
const THRESHOLD = 0.36;

function examplesOf(visits: readonly Visit[]): Example[][] {
  const resources = loadDraftResources(RESOURCES);
  const { lexicon } = resources;
  const documents = visits.map((visit) => new Set(contentWords(normalizeNumbers(tokenize(visit.note)), lexicon)));
  const df = new Map<string, number>();
  for (const words of documents) for (const word of words) df.set(word, (df.get(word) ?? 0) + 1);
  const idf = (word: string): number => Math.log((documents.length + 1) / ((df.get(word) ?? 0) + 0.5));
  return visits.map((visit) => {
    const units = toUnits(toTranscript(visit.dialogue), resources.boundary);
    const candidates = toCandidates(units, lexicon);
    const aligned = align(candidates, noteLines(visit.note, lexicon, idf), lexicon, idf);
    return candidates.map((candidate, i) => {
      const found = aligned[i]!;
      const label =
        found.slot !== undefined && found.score >= THRESHOLD && !(candidate.unit.question && !candidate.question)
          ? LABELS.indexOf(found.slot)
          : 0;
      return {
        features: sectionFeatures(candidate, candidates, units.length),
        label,
        weight: label === 0 && found.score > 0.25 ? 0.4 : 1,
      };
    });
  });
}

const visits = readAci('challenge_data/train.csv');
if (!visits) throw new Error('the shared training dialogues are not here');
const options = { epochs: 8, rate: 0.08, l2: 2e-3, minCount: 3, maxFeatures: 9000 };
const all = examplesOf(visits);
if (process.argv.includes('--show')) {
  const counts = new Map<string, number>();
  for (const example of all.flat()) counts.set(LABELS[example.label]!, (counts.get(LABELS[example.label]!) ?? 0) + 1);
  console.log(JSON.stringify(Object.fromEntries(counts)));
}
// Five-fold check, then the model on all.
let right = 0;
let total = 0;
let tp = 0;
let fp = 0;
let fn = 0;
for (let fold = 0; fold < 5 && process.argv.includes('--check'); fold++) {
  const model = trainMulti(all.filter((_, i) => i % 5 !== fold).flat(), LABELS, options);
  for (const example of all.filter((_, i) => i % 5 === fold).flat()) {
    const p = softmax(scoreMulti(model, example.features));
    const said = p[0]! < 0.55;
    if (said && example.label !== 0) {
      tp++;
      total++;
      const best = p.slice(1).indexOf(Math.max(...p.slice(1))) + 1;
      if (best === example.label) right++;
    } else if (said) fp++;
    else if (example.label !== 0) fn++;
  }
}
if (total > 0)
  console.log(JSON.stringify({ salienceP: tp / (tp + fp), salienceR: tp / (tp + fn), slotAccuracy: right / total }));
const fold = process.argv.indexOf('--fold');
const chosen = fold >= 0 ? all.filter((_, i) => i % 5 !== Number(process.argv[fold + 1])) : all;
const model = trainMulti(chosen.flat(), LABELS, options);
writeFileSync(join(RESOURCES, 'lexicon/learned/sections.json'), `${JSON.stringify(model)}\n`);
console.log(JSON.stringify({ features: Object.keys(model.weights).length }));
export type { Slot };
