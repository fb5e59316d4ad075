/** `npm run eval -- understanding`: assertion of findings on the labelled sentences of NegEx/ConText; one JSON line a figure. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scopeOf } from '../src/main/domain/understanding/context-scope.ts';
import type { Mention } from '../src/main/domain/understanding/lexicon.ts';
import { tokenize } from '../src/main/domain/understanding/tokens.ts';
import { loadDraftResources } from '../src/main/adapters/note-resources/load-draft-resources.ts';
import { readScope } from '../src/main/domain/understanding/read-scope.ts';
import { understandVisit } from '../src/main/domain/understanding/understand-visit.ts';
import { SHARED, toTranscript } from './drafting-corpora.ts';
import { figures, readGold, score } from './understanding-gold.ts';
import { weakGold } from './understanding-weak.ts';

const print = (line: Record<string, unknown>): void => console.log(JSON.stringify({ eval: 'understanding', ...line }));

/** The labelled concept, wherever its words stand in the sentence; the last place where it stands in capitals. */
function locate(
  sentence: string,
  concept: string,
): { tokens: ReturnType<typeof tokenize>; mention: Mention } | undefined {
  const tokens = tokenize(sentence);
  const words = tokenize(concept).map((token) => token.norm);
  if (words.length === 0) return undefined;
  const places = tokens.map((_, i) => i).filter((i) => words.every((word, k) => tokens[i + k]?.norm === word));
  const start = places.find((i) => /^[A-Z][A-Z]/.test(tokens[i]!.text)) ?? places[0];
  if (start === undefined) return undefined;
  return {
    tokens,
    mention: {
      concept: { id: 'x', kind: 'condition', preferred: concept, group: '' },
      start,
      end: start + words.length,
    },
  };
}

/** Sentences of discharge notes labelled for negation, time and whose it is. */
function labelled(): void {
  const path = join(SHARED, 'data/negex/genConText/rsAnnotations-1-120-random.txt');
  if (!existsSync(path)) return;
  const context = { speaker: 'clinician', patientWords: new Set<string>(), proxy: false } as const;
  const counts = { historical: { tp: 0, fp: 0, fn: 0, tn: 0 }, family: { tp: 0, fp: 0, fn: 0, tn: 0 } };
  for (const line of readFileSync(path, 'utf8').split(/\r?\n/)) {
    const [, , concept, sentence, , time, whose] = line.split('\t');
    if (!concept || !sentence || !time || !whose) continue;
    const found = locate(sentence.replace(/^"|"$/g, ''), concept.trim());
    if (!found) continue;
    const scope = readScope(found.tokens, found.mention, context);
    const judge = (name: keyof typeof counts, said: boolean, gold: boolean): void => {
      counts[name][said ? (gold ? 'tp' : 'fp') : gold ? 'fn' : 'tn']++;
    };
    judge('historical', scope.assertion === 'historical', time.trim() === 'Historical');
    judge('family', scope.experiencer !== 'patient', whose.trim() !== 'Patient');
  }
  for (const [name, { tp, fp, fn, tn }] of Object.entries(counts)) {
    const n = tp + fp + fn + tn;
    const percent = (value: number): number => Math.round(value * 10_000) / 100;
    print({ set: 'context', metric: `${name}_accuracy`, value: percent((tp + tn) / n), n });
    print({
      set: 'context',
      metric: `${name}_f1`,
      value: percent((2 * tp) / Math.max(1, 2 * tp + fp + fn)),
      n: tp + fn,
    });
  }
}

/** `gold`, `weak`, `negex` as arguments leave out the others; SHOW=1 tells every miss on the visits that may be tuned on. */
export function run(args: readonly string[] = []): void {
  const wants = (part: string): boolean => args.length === 0 || args.includes(part);
  if (wants('negex')) {
    negex();
    labelled();
  }
  if (wants('gold')) {
    const visits = readGold();
    for (const [set, some] of [
      ['visits', visits.filter((visit) => !visit.heldOut)],
      ['visits-held-out', visits.filter((visit) => visit.heldOut)],
    ] as const) {
      const outcome = score(some);
      if (process.env['SHOW'] && set === 'visits') for (const note of outcome.notes) console.error(note);
      for (const figure of figures(outcome)) print({ set, visits: some.length, ...figure });
    }
  }
  if (wants('weak')) for (const figure of weakGold() ?? []) print({ metric: 'weak', ...figure });
  if (wants('speed')) print({ set: 'visits', ...speed() });
}

/** All our visits one after the other as one: what a long visit costs, the median of seven readings. */
function speed(): Record<string, unknown> {
  const resources = loadDraftResources(join(import.meta.dirname, '..', 'resources'));
  const dialogue = readGold()
    .map((visit) => visit.dialogue)
    .join('\n')
    .split('\n')
    .slice(0, 250)
    .join('\n');
  const transcript = toTranscript(dialogue);
  const times: number[] = [];
  for (let i = 0; i < 9; i++) {
    const start = process.cpuUsage();
    understandVisit(transcript, undefined, resources);
    const used = process.cpuUsage(start);
    times.push((used.user + used.system) / 1000);
  }
  const sorted = times.slice(2).sort((a, b) => a - b);
  return { metric: 'understand_cpu_ms', value: Math.round(sorted[3]!), words: dialogue.split(/\s+/).length };
}

function negex(): void {
  const path = join(SHARED, 'data/negex/negex.python/Annotations-1-120.txt');
  if (!existsSync(path)) {
    print({ set: 'negex', skipped: 'the shared data is not here' });
    return;
  }
  let tp = 0;
  let fp = 0;
  let fn = 0;
  let tn = 0;
  for (const line of readFileSync(path, 'utf8').split(/\r?\n/).slice(1)) {
    const [, concept, sentence, label] = line.split('\t');
    if (!concept || !sentence || !label) continue;
    const found = locate(sentence.replace(/^"|"$/g, ''), concept);
    if (!found) continue;
    const said = scopeOf(found.tokens, found.mention).assertion === 'negated';
    const gold = label.trim() === 'Negated';
    if (said && gold) tp++;
    else if (said) {
      fp++;
      if (process.env['SHOW']) console.log('FP', concept, '|', sentence.slice(-200));
    } else if (gold) {
      fn++;
      if (process.env['SHOW']) console.log('FN', concept, '|', sentence.slice(-200));
    } else tn++;
  }
  const precision = tp / (tp + fp);
  const recall = tp / (tp + fn);
  const n = tp + fp + fn + tn;
  const figure = (metric: string, value: number): void =>
    print({ set: 'negex', metric, value: Math.round(value * 10_000) / 100, n });
  figure('negation_precision', precision);
  figure('negation_recall', recall);
  figure('negation_f1', (2 * precision * recall) / (precision + recall));
  figure('assertion_accuracy', (tp + tn) / n);
}

if (process.argv[1] === import.meta.filename) run(process.argv.slice(2));
