/** How right a transcript is: word errors and numbers by ../shared/eval/wer.py, and what confidences are worth. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { round, WER_SCRIPT } from './listening-parts.ts';

export interface HeardText {
  readonly name: string;
  /** File of the human transcript, turns tagged D: and P:. */
  readonly reference: string;
  readonly text: string;
}

export interface WordErrors {
  readonly name: string;
  readonly words: number;
  readonly sub: number;
  readonly del: number;
  readonly ins: number;
  /** Words of the reference that are or hold a number, and how many of them were heard so ("one" counts as a pronoun as often, and is left out). */
  readonly numbers: number;
  readonly numbersRight: number;
}

/** Counts with wer.py's own normalisation and alignment, so that the figures are those of its command line. */
const COUNT = `
import json, sys
sys.path.insert(0, sys.argv[1])
import wer
answer = []
for item in json.load(sys.stdin):
    reference = open(item["reference"], encoding="utf-8", errors="replace").read()
    lenient = item["lenient"]
    r, h = (wer.normalise(wer.SPK.sub("", text), {}, lenient) for text in (reference, item["text"]))
    ops = wer.align(r, h)
    count = {kind: sum(op[0] == kind for op in ops) for kind in "=SDI"}
    numbers = [op for op in ops if op[0] != "I" and any(c.isdigit() for c in op[1])]
    answer.append({"name": item["name"], "words": count["="] + count["S"] + count["D"], "sub": count["S"], "del": count["D"],
                   "ins": count["I"], "numbers": len(numbers), "numbersRight": sum(op[0] == "=" for op in numbers)})
print(json.dumps(answer))
`;

export function countErrors(texts: readonly HeardText[], lenient: boolean): WordErrors[] {
  const input = JSON.stringify(texts.map((item) => ({ ...item, lenient })));
  const options = { input, encoding: 'utf8', maxBuffer: 2 ** 24 } as const;
  return JSON.parse(execFileSync('python3', ['-c', COUNT, path.dirname(WER_SCRIPT)], options)) as WordErrors[];
}

export function sumErrors(name: string, counts: readonly WordErrors[]): WordErrors {
  const total = { name, words: 0, sub: 0, del: 0, ins: 0, numbers: 0, numbersRight: 0 };
  for (const count of counts)
    for (const key of ['words', 'sub', 'del', 'ins', 'numbers', 'numbersRight'] as const) total[key] += count[key];
  return total;
}

export function errorFigure(count: WordErrors, mode: string): object {
  const { words, sub, del, ins } = count;
  const percent = (value: number): number => round((100 * value) / words, 2);
  return {
    figure: 'word-error-rate',
    data: count.name,
    mode,
    referenceWords: words,
    percent: percent(sub + del + ins),
    sub: percent(sub),
    del: percent(del),
    ins: percent(ins),
  };
}

/** A word's confidence, and whether it was right. */
export interface Judged {
  readonly confidence: number;
  readonly isRight: boolean;
}

const BINS = 10;

/** Expected calibration error over ten equal bins, area under the ROC curve, and the mean of squared differences (Brier). */
export function calibrationOf(judged: readonly Judged[]): { ece: number; auc: number; brier: number; words: number } {
  let ece = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const inside = judged.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === bin);
    const sum = inside.reduce((total, { confidence, isRight }) => total + confidence - (isRight ? 1 : 0), 0);
    ece += Math.abs(sum) / judged.length;
  }
  const sorted = [...judged].sort((a, b) => a.confidence - b.confidence);
  let rankSum = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from;
    while (to < sorted.length && sorted[to]!.confidence === sorted[from]!.confidence) to++;
    const right = sorted.slice(from, to).filter(({ isRight }) => isRight).length;
    rankSum += right * ((from + 1 + to) / 2);
    from = to;
  }
  const right = judged.filter(({ isRight }) => isRight).length;
  const auc = (rankSum - (right * (right + 1)) / 2) / (right * (judged.length - right));
  const brier =
    judged.reduce((sum, { confidence, isRight }) => sum + (confidence - (isRight ? 1 : 0)) ** 2, 0) / judged.length;
  return { ece: round(ece), auc: round(auc), brier: round(brier), words: judged.length };
}
