/** Logistic regression by deterministic stochastic gradient descent (AdaGrad, L2), and rounding to the shipped integer weights. */
import type { BinaryModel, MultiModel } from '../src/main/domain/understanding/linear-model.ts';

export interface Example {
  readonly features: readonly string[];
  readonly label: number;
  readonly weight?: number;
}

/** A small linear congruential generator: the same order of examples on every run. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const out = [...items];
  let state = seed >>> 0;
  for (let i = out.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = state % (i + 1);
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

export function trainMulti(
  examples: readonly Example[],
  labels: readonly string[],
  options: { epochs: number; rate: number; l2: number; minCount: number; maxFeatures: number },
): MultiModel {
  const counts = new Map<string, number>();
  for (const example of examples)
    for (const feature of new Set(example.features)) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const names = [...counts].filter(([, n]) => n >= options.minCount).map(([name]) => name);
  const index = new Map(names.map((name, i) => [name, i]));
  const K = labels.length;
  const weights = new Float64Array(names.length * K);
  const squares = new Float64Array(names.length * K).fill(1e-6);
  const bias = new Float64Array(K);
  const data = examples.map((example) => ({
    ids: example.features.map((feature) => index.get(feature)).filter((id) => id !== undefined),
    label: example.label,
    weight: example.weight ?? 1,
  }));
  const scores = new Float64Array(K);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (const item of shuffled(data, epoch + 1)) {
      scores.set(bias);
      for (const id of item.ids) for (let k = 0; k < K; k++) scores[k]! += weights[id * K + k]!;
      let max = -Infinity;
      for (const value of scores) max = Math.max(max, value);
      let total = 0;
      for (let k = 0; k < K; k++) total += scores[k] = Math.exp(scores[k]! - max);
      for (let k = 0; k < K; k++) {
        const gradient = item.weight * (scores[k]! / total - (k === item.label ? 1 : 0));
        bias[k]! -= options.rate * 0.02 * gradient;
        for (const id of item.ids) {
          const at = id * K + k;
          const g = gradient + options.l2 * weights[at]!;
          squares[at]! += g * g;
          weights[at]! -= (options.rate * g) / Math.sqrt(squares[at]!);
        }
      }
    }
  }
  const scale = 100;
  const norm = (id: number): number => {
    let max = 0;
    for (let k = 0; k < K; k++) max = Math.max(max, Math.abs(weights[id * K + k]!));
    return max * Math.min(20, counts.get(names[id]!)!) ** 0.5;
  };
  const chosen = names
    .map((_, id) => id)
    .sort((a, b) => norm(b) - norm(a))
    .slice(0, options.maxFeatures);
  const table = new Map<string, number[]>();
  for (const id of chosen.sort((a, b) => (names[a]! < names[b]! ? -1 : 1))) {
    const row = Array.from({ length: K }, (_, k) => Math.round(scale * weights[id * K + k]!));
    if (row.some((value) => value !== 0)) table.set(names[id]!, row);
  }
  return { scale, labels: [...labels], bias: [...bias].map((value) => Math.round(scale * value)), weights: table };
}

export function trainBinary(
  examples: readonly Example[],
  options: { epochs: number; rate: number; l2: number; minCount: number; maxFeatures: number },
): BinaryModel {
  const model = trainMulti(examples, ['no', 'yes'], options);
  const weights = new Map<string, number>();
  for (const [name, row] of model.weights) {
    const value = row[1]! - row[0]!;
    if (Math.abs(value) > 3) weights.set(name, value);
  }
  return { scale: model.scale, bias: model.bias[1]! - model.bias[0]!, weights };
}

/** As the shipped files hold it. */
export const toJson = (model: BinaryModel | MultiModel): string =>
  `${JSON.stringify({ ...model, weights: Object.fromEntries<unknown>(model.weights) })}\n`;
