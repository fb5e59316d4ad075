/** Learns which section a thing said belongs to, or none. `node bench/drafting-train-sections.ts [--check]` */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDraftResources } from '../src/main/adapters/note-resources/load-draft-resources.ts';
import { SLOTS, type Slot } from '../src/main/domain/note/statement.ts';
import { toCandidates } from '../src/main/domain/understanding/candidates.ts';
import { scoreBinary, scoreMulti } from '../src/main/domain/understanding/linear-model.ts';
import { sectionFeatures } from '../src/main/domain/understanding/section-features.ts';
import { normalizeNumbers } from '../src/main/domain/understanding/numbers.ts';
import { tokenize } from '../src/main/domain/understanding/tokens.ts';
import { toUnits } from '../src/main/domain/understanding/utterances.ts';
import { align, contentWords, noteLines } from './drafting-align.ts';
import { isSeen, readAci, readMts, toTranscript, type Visit } from './drafting-corpora.ts';
import { toJson, trainBinary, trainMulti, type Example } from './drafting-learn.ts';

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

/** MTS-Dialog: a snippet and the section its summary stands in; what the summary says is that section's. */
function snippets(): Example[] {
  const map: Record<string, Slot> = {
    GENHX: 'hpi',
    CC: 'hpi',
    PASTMEDICALHX: 'pmh',
    PASTSURGICAL: 'psh',
    MEDICATIONS: 'medications',
    ALLERGY: 'allergies',
    'FAM/SOCHX': 'social',
    ROS: 'ros',
    EXAM: 'exam',
    ASSESSMENT: 'assessment',
    PLAN: 'plan',
    DIAGNOSIS: 'assessment',
    IMAGING: 'results',
    LABS: 'results',
    GYNHX: 'pmh',
    IMMUNIZATIONS: 'pmh',
    PROCEDURES: 'results',
  };
  const resources = loadDraftResources(RESOURCES);
  return (readMts('MTS-Dialog-TrainingSet.csv') ?? []).filter(isSeen).flatMap((row) => {
    const slot = map[row.header];
    if (slot === undefined) return [];
    const units = toUnits(toTranscript(row.dialogue), resources.boundary);
    const candidates = toCandidates(units, resources.lexicon);
    const words = new Set(contentWords(normalizeNumbers(tokenize(row.note)), resources.lexicon));
    return candidates.flatMap((candidate) => {
      const own = [
        ...contentWords(candidate.unit.tokens, resources.lexicon),
        ...(candidate.question && candidate.bare ? contentWords(candidate.question.tokens, resources.lexicon) : []),
      ];
      const hits = own.filter((word) => words.has(word)).length;
      if (hits === 0 || hits < own.length * 0.3) return [];
      const at = slot === 'social' && own.some((word) => FAMILY_WORDS.has(word)) ? 'family' : slot;
      // The place in the visit means nothing in a snippet.
      const features = sectionFeatures(candidate, candidates, units.length).filter(
        (feature) => !/^.?p=|^first$/.test(feature),
      );
      return [{ features, label: SLOTS.indexOf(at), weight: 0.5 }];
    });
  });
}
const FAMILY_WORDS = new Set([
  'mother',
  'mom',
  'father',
  'dad',
  'sister',
  'brothe',
  'grandm',
  'grandf',
  'aunt',
  'uncle',
  'family',
  'parent',
  'siblin',
]);

// The held-out fifth is never seen; `--check` leaves out another fifth and scores it.
const visits = readAci('challenge_data/train.csv')?.filter(isSeen);
if (!visits) throw new Error('the shared training dialogues are not here');
const check = process.argv.includes('--check');
const isChecked = (_: unknown, i: number): boolean => check && i % 5 === 2;
const all = examplesOf(visits);
const examples = all.filter((_, i) => !isChecked(_, i)).flat();
const trained = trainBinary(
  examples.map((example) => ({ ...example, label: example.label === 0 ? 0 : 1 })),
  { epochs: 5, rate: 0.03, l2: 2e-3, minCount: 3, maxFeatures: 12_000 },
);
// Few, slow passes keep the odds close to even; what ranks them stays, and a sure case reads as one.
const salience = { ...trained, scale: trained.scale / 2 };
const slots = trainMulti(
  [
    ...examples.filter((example) => example.label > 0).map((example) => ({ ...example, label: example.label - 1 })),
    ...snippets(),
  ],
  SLOTS,
  { epochs: 5, rate: 0.04, l2: 2e-3, minCount: 3, maxFeatures: 6000 },
);
if (check) {
  const held = all.filter(isChecked).flat();
  let [tp, fp, fn, right, placed] = [0, 0, 0, 0, 0];
  for (const example of held) {
    const said = scoreBinary(salience, example.features) > 0;
    if (said && example.label > 0) tp++;
    else if (said) fp++;
    else if (example.label > 0) fn++;
    if (example.label === 0) continue;
    placed++;
    const scores = scoreMulti(slots, example.features);
    if (scores.indexOf(Math.max(...scores)) === example.label - 1) right++;
  }
  console.log(
    JSON.stringify({ salienceF1: (2 * tp) / (2 * tp + fp + fn), slotAccuracy: right / placed, n: held.length }),
  );
} else {
  writeFileSync(join(RESOURCES, 'lexicon/learned/salience.json'), toJson(salience));
  writeFileSync(join(RESOURCES, 'lexicon/learned/slots.json'), toJson(slots));
}
console.log(JSON.stringify({ salience: salience.weights.size, slots: slots.weights.size }));
