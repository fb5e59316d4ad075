/**
 * `node bench/listening-train-confidence.ts`: fits what confidences are made of (domain/speech/confidence.ts) to whether the words of the shared
 * recordings were right, as recorded and with noise; prints the weights, and how well weights fitted on three recordings do on the fourth.
 */
import { readFileSync } from 'node:fs';
import { findBuiltInModel } from '../src/main/adapters/speech/model-files.ts';
import { firstSearch, openMoonshine } from '../src/main/adapters/speech/moonshine-engine.ts';
import { CONFIDENCE_FEATURES, confidenceFeatures } from '../src/main/domain/speech/confidence.ts';
import { readTokenModel } from '../src/main/domain/speech/token-model.ts';
import type { HeardWord } from '../src/main/domain/speech/words.ts';
import { decodeFile, sharedRecordings } from './listening-parts.ts';
import { calibrationOf } from './listening-score.ts';
import { makeSound, mix, RATE, SPEECHLESS } from './listening-sounds.ts';
import { windowsOf } from './listening-windows.ts';
import { areRight } from './listening-words.ts';

interface Example {
  readonly recording: string;
  readonly isClean: boolean;
  readonly features: readonly number[];
  readonly isRight: boolean;
}

/** Weights are kept near nought by this much (the constant is not). */
const RIDGE = 3;

/** Logistic regression by Newton's method. */
export function fit(examples: readonly Example[]): number[] {
  const size = CONFIDENCE_FEATURES.length;
  let weights = new Array<number>(size).fill(0);
  for (let round = 0; round < 25; round++) {
    const gradient = weights.map((weight, k) => (k === 0 ? 0 : -RIDGE * weight));
    const curvature: number[][] = weights.map((_, k) =>
      weights.map((__, j) => (k === j ? (k === 0 ? 1e-6 : RIDGE) : 0)),
    );
    for (const { features, isRight } of examples) {
      const probability = logistic(dot(features, weights));
      const slope = probability * (1 - probability);
      for (let k = 0; k < size; k++) {
        gradient[k] = gradient[k]! + ((isRight ? 1 : 0) - probability) * features[k]!;
        for (let j = 0; j < size; j++) curvature[k]![j] = curvature[k]![j]! + slope * features[k]! * features[j]!;
      }
    }
    const step = solve(curvature, gradient);
    weights = weights.map((weight, k) => weight + step[k]!);
  }
  return weights;
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, k) => sum + value * b[k]!, 0);
const logistic = (value: number): number => 1 / (1 + Math.exp(-value));

/** Gauss and Jordan, with the largest pivot. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, k) => [...row, right[k]!]);
  for (let k = 0; k < rows.length; k++) {
    const pivot = rows
      .slice(k)
      .reduce((best, row, i) => (Math.abs(row[k]!) > Math.abs(rows[best]![k]!) ? k + i : best), k);
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    for (let other = 0; other < rows.length; other++) {
      if (other === k) continue;
      const factor = rows[other]![k]! / rows[k]![k]!;
      for (let j = k; j <= rows.length; j++) rows[other]![j] = rows[other]![j]! - factor * rows[k]![j]!;
    }
  }
  return rows.map((row, k) => row[rows.length]! / row[k]!);
}

async function collect(): Promise<Example[]> {
  const model = findBuiltInModel();
  const language = readTokenModel(readFileSync(model.visitTokens!));
  const engine = await openMoonshine(model, { intraOpThreads: 2 }, firstSearch(language));
  const examples: Example[] = [];
  const noise = makeSound(SPEECHLESS['pink noise']!, 20 * RATE);
  for (const { name, file } of sharedRecordings()) {
    const clean = await decodeFile(file);
    for (const [isClean, samples] of [
      [true, clean],
      [false, mix(clean, noise, 10)],
    ] as const) {
      const windows = await windowsOf(samples);
      const heard: { words: readonly HeardWord[]; features: number[][] }[] = [];
      for (let at = 0; at < windows.length; at += engine.maxBatch) {
        const batch = windows.slice(at, at + engine.maxBatch);
        for (const { decoded, evidence } of await engine.explain(batch.map((item) => item.samples)))
          heard.push({ words: decoded.words, features: confidenceFeatures(decoded.words, evidence) });
      }
      const right = areRight(
        name,
        heard.flatMap(({ words }) => words.map((word) => word.text)),
      );
      heard
        .flatMap(({ features }) => features)
        .forEach((features, i) => examples.push({ recording: name, isClean, features, isRight: right[i]! }));
    }
  }
  await engine.close();
  return examples;
}

if (import.meta.main) {
  const examples = await collect();
  const recordings = [...new Set(examples.map(({ recording }) => recording))];
  const held = recordings.flatMap((recording) => {
    const weights = fit(examples.filter((example) => example.recording !== recording));
    return examples
      .filter((example) => example.recording === recording)
      .map(({ features, isRight, isClean }) => ({ isClean, isRight, confidence: logistic(dot(features, weights)) }));
  });
  const weights = fit(examples);
  const named = CONFIDENCE_FEATURES.map((feature, k) => [feature, Number(weights[k]!.toFixed(3))]);
  process.stdout.write(
    `${JSON.stringify({
      weights: Object.fromEntries(named) as object,
      heldOut: calibrationOf(held.filter(({ isClean }) => isClean)),
      heldOutInNoise: calibrationOf(held.filter(({ isClean }) => !isClean)),
    })}\n`,
  );
}
