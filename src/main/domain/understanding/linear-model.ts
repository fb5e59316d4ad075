/**
 * Linear models over string features, learned offline (bench/drafting-train.ts) and shipped as small JSON weights. Scores are
 * sums of rounded integers, so the same transcript gives the same note on every machine.
 */
export interface BinaryModel {
  /** Integer weights are `weight / scale`. */
  readonly scale: number;
  readonly bias: number;
  readonly weights: ReadonlyMap<string, number>;
}

/** The model of sentence ends, and with it who says a thing by its words. */
export interface UnitModels extends BinaryModel {
  readonly voices?: BinaryModel;
}

export interface MultiModel {
  readonly scale: number;
  readonly labels: readonly string[];
  readonly bias: readonly number[];
  readonly weights: ReadonlyMap<string, readonly number[]>;
}

export function scoreBinary(model: BinaryModel, features: readonly string[]): number {
  let sum = model.bias;
  for (const feature of features) sum += model.weights.get(feature) ?? 0;
  return sum / model.scale;
}

export function scoreMulti(model: MultiModel, features: readonly string[]): number[] {
  const sums = [...model.bias];
  for (const feature of features) {
    const row = model.weights.get(feature);
    if (!row) continue;
    for (let k = 0; k < sums.length; k++) sums[k]! += row[k]!;
  }
  return sums.map((sum) => sum / model.scale);
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

export function softmax(scores: readonly number[]): number[] {
  const max = Math.max(...scores);
  const exps = scores.map((score) => Math.exp(score - max));
  const total = exps.reduce((a, b) => a + b, 0);
  return exps.map((value) => value / total);
}
