/**
 * Learns when the sound's answer means that a likely word was said (`WEIGHTS` in `domain/speech/bias-decision.ts`).
 *
 *     node bench/vocabulary-train.ts collect FILE flite|espeak-ng|recordings [N]   of each N-th: what would be asked, and the answers, as JSON lines
 *     node bench/vocabulary-train.ts fit FILE…                                    prints the weights, and how they do on either half
 *
 * Learned from the tuning half only: of the invented sentences by drug, of the recordings the first and the third. In a recording of a
 * visit that has nothing to do with the chart, every name is wrong.
 */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { loadDraftResources } from '../src/main/adapters/note-resources/load-draft-resources.ts';
import { findBuiltInModel } from '../src/main/adapters/speech/model-files.ts';
import { decide, type Scored } from '../src/main/adapters/speech/moonshine-bias.ts';
import { firstSearch, openMoonshine } from '../src/main/adapters/speech/moonshine-engine.ts';
import { biasFeatures, FEATURES, totalOf, type ScoredCandidate } from '../src/main/domain/speech/bias-decision.ts';
import { buildVocabulary } from '../src/main/domain/speech/correct-vocabulary.ts';
import { readTokenModel } from '../src/main/domain/speech/token-model.ts';
import type { HeardWord } from '../src/main/domain/speech/words.ts';
import { decodeFile, sharedRecordings } from './listening-parts.ts';
import { seeded } from './speakers-render.ts';
import { DISTRACTORS, LOOKALIKES, QUIET, SENTENCES } from './vocabulary-sentences.ts';
import { speak, voiceFor, withNoise, type Voice } from './vocabulary-speech.ts';

interface Row {
  readonly half: 'tuning' | 'held-out';
  readonly kind: 'drug' | 'look-alike' | 'quiet' | 'recording';
  /** What was said, and the drug in it. */
  readonly text?: string;
  readonly drug?: string;
  readonly words: readonly HeardWord[];
  readonly candidates: readonly ScoredCandidate[];
  readonly doses: readonly ScoredCandidate[];
  /** Without a chart. */
  readonly unaided: Scored;
}

/** A visit has many more places where a name could wrongly be written than these examples have. */
const OF_A_WRONG_NAME = 4;
const CHUNK_SAMPLES = 15 * 16_000;
const DRUGS_A_CHART = 24;
const DISTRACTORS_A_CHART = 8;

export const knownDrugs = (): readonly string[] => {
  const drugs = loadDraftResources(path.join(import.meta.dirname, '../resources')).entries.filter(
    (entry) => entry.kind === 'drug',
  );
  return buildVocabulary({ drugs }).terms.map((term) => term.text);
};

async function collect(file: string, source: string, every: number): Promise<void> {
  const model = findBuiltInModel();
  const language = model.visitTokens === undefined ? undefined : readTokenModel(readFileSync(model.visitTokens));
  const engine = await openMoonshine(model, { intraOpThreads: 2 }, firstSearch(language));
  const known = knownDrugs();
  const random = seeded(5);
  const pick = (from: readonly string[], count: number): string[] =>
    Array.from({ length: count }, () => from[Math.floor(random() * from.length)]!);
  let seen = 0;
  const add = async (
    row: Pick<Row, 'half' | 'kind' | 'text' | 'drug'>,
    sound: () => Float32Array | Promise<Float32Array>,
    chart: string[],
  ): Promise<void> => {
    if (seen++ % every !== 0) return;
    const samples = await sound();
    const { plain, scored } = await engine.examine(samples, [{ vocabulary: chart, known }, { known }]);
    appendFileSync(
      file,
      `${JSON.stringify({ ...row, words: plain.words, ...scored[0]!, unaided: scored[1]! } satisfies Row)}\n`,
    );
  };
  writeFileSync(file, '');
  if (source === 'recordings') {
    const generic = known.filter((name) => /^[a-z]{6,}$/.test(name));
    for (const [index, recording] of sharedRecordings().entries()) {
      const samples = await decodeFile(recording.file);
      const half = index % 2 === 0 ? 'tuning' : 'held-out';
      for (let at = 0; at < samples.length; at += CHUNK_SAMPLES)
        await add(
          { half, kind: 'recording' },
          () => samples.slice(at, at + CHUNK_SAMPLES),
          pick(generic, DRUGS_A_CHART),
        );
    }
  } else {
    const synthesiser = source as Voice['synthesiser'];
    let n = 0;
    for (const { drug, text, half } of SENTENCES) {
      const voice = voiceFor(synthesiser, n);
      const [isNoisy, seed] = [n % 3 === 2, n];
      const sound = async (): Promise<Float32Array> =>
        isNoisy ? withNoise(await speak(text, voice), 15, seed) : speak(text, voice);
      await add({ half, kind: 'drug', text, drug }, sound, [...pick(DISTRACTORS, DISTRACTORS_A_CHART), drug]);
      n++;
    }
    for (const [index, { charted, text }] of LOOKALIKES.entries()) {
      const half = index % 2 === 0 ? 'tuning' : 'held-out';
      const chart = [...pick(DISTRACTORS, DISTRACTORS_A_CHART), charted];
      const voice = voiceFor(synthesiser, n++);
      await add({ half, kind: 'look-alike', text }, () => speak(text, voice), chart);
    }
    const drugs = SENTENCES.map(({ drug }) => drug);
    for (const [index, text] of QUIET.entries()) {
      const half = index % 2 === 0 ? 'tuning' : 'held-out';
      const voice = voiceFor(synthesiser, n++);
      await add({ half, kind: 'quiet', text }, () => speak(text, voice), pick(drugs, DRUGS_A_CHART));
    }
  }
  await engine.close();
}

interface Example {
  readonly features: readonly number[];
  readonly isRight: boolean;
  readonly half: Row['half'];
  readonly weight: number;
}

/** Right: the drug that was said, in the place where writing it brings the text nearest to what was said. */
function examplesOf(row: Row): Example[] {
  const likely = row.candidates.filter((candidate) => candidate.phrase.isLikely);
  const errors = (candidate: ScoredCandidate): number => {
    const texts = row.words.map((word) => word.text);
    const { start, end, phrase } = candidate;
    const written = [...texts.slice(0, start), phrase.text, ...texts.slice(end)].join(' ');
    return wordErrors(plainWords(written), plainWords(row.text ?? ''));
  };
  const said = likely.filter((candidate) => candidate.phrase.text === row.drug);
  const fewest = Math.min(...said.map(errors));
  return likely.flatMap((candidate): Example[] => {
    const isSaid = candidate.phrase.text === row.drug;
    // The right name a word too wide or too narrow: better than none, not to be learned from.
    if (isSaid && errors(candidate) > fewest) return [];
    // Hopeless ones are many and teach nothing.
    if (!isSaid && totalOf(candidate) < -40) return [];
    return [
      {
        features: biasFeatures(row.words, candidate, row.candidates),
        isRight: isSaid,
        half: row.half,
        weight: isSaid ? 1 : OF_A_WRONG_NAME,
      },
    ];
  });
}

/** Logistic regression by Newton's method with a little shrinkage. */
function fit(examples: readonly Example[]): number[] {
  const size = FEATURES.length;
  const shrinkage = 0.5;
  let weights = new Array<number>(size).fill(0);
  for (let round = 0; round < 30; round++) {
    const gradient = weights.map((weight, i) => (i === 0 ? 0 : -shrinkage * weight));
    const hessian = weights.map((_, i) => weights.map((__, j) => (i === j ? shrinkage : 0)));
    for (const { features, isRight, weight } of examples) {
      const p = sigmoid(dot(weights, features));
      for (let i = 0; i < size; i++) {
        gradient[i]! += weight * ((isRight ? 1 : 0) - p) * features[i]!;
        for (let j = 0; j < size; j++) hessian[i]![j]! += weight * p * (1 - p) * features[i]! * features[j]!;
      }
    }
    const step = solve(hessian, gradient);
    weights = weights.map((weight, i) => weight + step[i]!);
    if (Math.max(...step.map(Math.abs)) < 1e-6) break;
  }
  return weights;
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

function solve(matrix: number[][], vector: number[]): number[] {
  const rows = matrix.map((row, i) => [...row, vector[i]!]);
  const size = rows.length;
  for (let i = 0; i < size; i++) {
    const pivot = rows.reduce(
      (best, row, at) => (at >= i && Math.abs(row[i]!) > Math.abs(rows[best]![i]!) ? at : best),
      i,
    );
    [rows[i], rows[pivot]] = [rows[pivot]!, rows[i]!];
    for (let k = i + 1; k < size; k++) {
      const factor = rows[k]![i]! / rows[i]![i]!;
      for (let j = i; j <= size; j++) rows[k]![j]! -= factor * rows[i]![j]!;
    }
  }
  const answer = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    const rest = rows[i]!.slice(i + 1, size).reduce((sum, value, k) => sum + value * answer[i + 1 + k]!, 0);
    answer[i] = (rows[i]![size]! - rest) / rows[i]![i]!;
  }
  return answer;
}

const plainWords = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('-', ' ')
    .replace(/[^\p{L}\p{N} ]/gu, '')
    .split(/\s+/)
    .filter((word) => word !== '');

function wordErrors(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, word] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries())
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (word === other ? 0 : 1)));
    row = next;
  }
  return row.at(-1)!;
}

const namesOf = (row: Row, scored: Scored): string[] =>
  decide(row.words, scored)
    .map(({ phrase }) => phrase.text)
    .filter((text) => !/grams?$/.test(text));

const isWrong = ({ text = '' }: Row, name: string): boolean => !text.toLowerCase().includes(name.toLowerCase());

function figuresOf(rows: readonly Row[]): object {
  const heard = rows.filter(
    ({ drug, words }) => drug && plainWords(words.map(({ text }) => text).join(' ')).includes(drug.toLowerCase()),
  );
  const put = rows.map((row) => ({ row, charted: namesOf(row, row), unaided: namesOf(row, row.unaided) }));
  const right = put.filter(({ row, charted }) => row.drug !== undefined && charted.includes(row.drug));
  return {
    of: rows.length,
    heard: heard.length,
    rightWithChart: right.length,
    rightWithout: put.filter(({ row, unaided }) => row.drug !== undefined && unaided.includes(row.drug)).length,
    wrongWithChart: put.flatMap(({ row, charted }) => charted.filter((name) => isWrong(row, name))),
    wrongWithout: put.flatMap(({ row, unaided }) => unaided.filter((name) => isWrong(row, name))),
  };
}

const print = (value: object): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};

const [command, ...args] = process.argv.slice(2);
if (command === 'collect' && args.length >= 2) await collect(args[0]!, args[1]!, Number(args[2] ?? 1));
else if (command === 'fit' && args.length > 0) {
  const rows = args.flatMap((file) =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row),
  );
  const examples = rows.flatMap(examplesOf);
  const weights = fit(examples.filter((example) => example.half === 'tuning'));
  print({ weights: weights.map((weight) => Number(weight.toFixed(3))) });
  FEATURES.forEach((name, i) => print({ [name]: Number(weights[i]!.toFixed(3)) }));
  print({ note: 'what follows is decided with the weights that stand in bias-decision.ts' });
  for (const half of ['tuning', 'held-out'] as const)
    for (const kind of ['drug', 'look-alike', 'quiet', 'recording'] as const)
      print({ half, kind, ...figuresOf(rows.filter((row) => row.half === half && row.kind === kind)) });
} else {
  process.stderr.write(
    'usage: node bench/vocabulary-train.ts collect FILE flite|espeak-ng|recordings [N] | fit FILE…\n',
  );
  process.exitCode = 2;
}
