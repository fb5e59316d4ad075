/** `npm run eval -- understanding`: assertion of findings on the labelled sentences of NegEx/ConText; one JSON line a figure. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scopeOf } from '../src/main/domain/understanding/context-scope.ts';
import type { Mention } from '../src/main/domain/understanding/lexicon.ts';
import { tokenize } from '../src/main/domain/understanding/tokens.ts';
import { SHARED } from './drafting-corpora.ts';

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

export function run(): void {
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

if (process.argv[1] === import.meta.filename) run();
