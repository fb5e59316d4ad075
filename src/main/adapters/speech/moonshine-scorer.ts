import type { TokenTree } from '../../domain/speech/token-tree.ts';
import {
  attention,
  embeddingOf,
  HEADS,
  HEAD_SIZE,
  HIDDEN,
  LAST_HIDDEN,
  LAYERS,
  type FirstStep,
} from './moonshine-graph.ts';
import { FLOAT, INT64, makeNode, makeTensor, pruneTo, valueInfo, writeModel } from './onnx-graph.ts';
import { openModel, ort, type OnnxOptions } from './onnx.ts';

/** Far enough below every score for a softmax to give it nothing. */
const UNSEEN = -1e9;
/** Rows of the output matrix that are computed at once: each is 97 kB of scores. */
const LARGEST_ASK = 96;

/** Tells how probable given texts are under one stretch of audio (teacher forcing). */
export interface MoonshineScorer {
  /** Cross-attention keys and values of one segment. Answers the log-probability of each node of `asked`. */
  score(
    segment: Readonly<Record<string, ort.Tensor>>,
    tree: TokenTree,
    asked: readonly number[],
  ): Promise<Float32Array>;
  close(): Promise<void>;
}

const EXPAND = '/model/decoder/Expand_output_0';
const POSITIONS = '/model/decoder/Range_output_0';

/**
 * The decoder's first step, given a whole tree of tokens at once: input_ids [1,N], positions [N], mask [1,1,N,N] (0 where a token sees
 * another), cross_key.L/cross_value.L of one segment -> hidden [1,N,288]. Texts that begin alike share what they have in common.
 */
function treeModel({ model, branch }: FirstStep): Uint8Array {
  const replaced = new Set([EXPAND, POSITIONS]);
  for (let layer = 0; layer < LAYERS; layer++) {
    replaced.add(`${attention(layer)}/Mul_1_output_0`);
    replaced.add(`present.${layer}.encoder.value`);
  }
  const inputs = [
    model.graph.inputs.get('input_ids')!,
    valueInfo('positions', INT64, ['tokens']),
    valueInfo('mask', FLOAT, [1, 1, 'tokens', 'tokens']),
  ];
  const nodes = [makeNode('Identity', ['positions'], [POSITIONS]), makeNode('Identity', ['mask'], [EXPAND])];
  for (let layer = 0; layer < LAYERS; layer++) {
    inputs.push(valueInfo(`cross_key.${layer}`, FLOAT, [1, HEADS, HEAD_SIZE, 'time']));
    inputs.push(valueInfo(`cross_value.${layer}`, FLOAT, [1, HEADS, 'time', HEAD_SIZE]));
    nodes.push(makeNode('Identity', [`cross_key.${layer}`], [`${attention(layer)}/Mul_1_output_0`]));
    nodes.push(makeNode('Identity', [`cross_value.${layer}`], [`present.${layer}.encoder.value`]));
  }
  nodes.push(...branch.nodes.filter((node) => !node.outputs.some((output) => replaced.has(output))));
  nodes.push(makeNode('Identity', [LAST_HIDDEN], ['hidden']));
  return writeModel({
    source: model,
    name: 'tree',
    nodes: pruneTo(nodes, ['hidden']),
    inputs,
    outputs: [valueInfo('hidden', FLOAT, [1, 'tokens', HIDDEN])],
  });
}

/** hidden [P,288] and targets [P,1] (columns of the vocabulary) -> log_probabilities [P,1]. */
function answerModel({ model }: FirstStep, vocabulary: readonly number[]): Uint8Array {
  return writeModel({
    source: model,
    name: 'answer',
    nodes: [
      makeNode('MatMul', ['hidden', 'output_matrix'], ['scores']),
      makeNode('ReduceLogSumExp', ['scores'], ['log_sum'], { axes: [-1], keepdims: 1 }),
      makeNode('GatherElements', ['scores', 'targets'], ['asked_scores'], { axis: 1 }),
      makeNode('Sub', ['asked_scores', 'log_sum'], ['log_probabilities']),
    ],
    inputs: [valueInfo('hidden', FLOAT, ['asked', HIDDEN]), valueInfo('targets', INT64, ['asked', 1])],
    outputs: [valueInfo('log_probabilities', FLOAT, ['asked', 1])],
    tensors: [makeTensor('output_matrix', [HIDDEN, vocabulary.length], embeddingOf(model, vocabulary))],
  });
}

/** `vocabulary`: the token ids that may be asked for, the columns of the output. @throws AppError `model.corrupt` */
export async function openMoonshineScorer(
  first: FirstStep,
  vocabulary: readonly number[],
  options: OnnxOptions,
): Promise<MoonshineScorer> {
  const decoder = await openModel(treeModel(first), options);
  const answer = await openModel(answerModel(first, vocabulary), options);
  const columnOf = new Map(vocabulary.map((token, column) => [token, column]));

  const hiddenOf = async (
    segment: Readonly<Record<string, ort.Tensor>>,
    { tokens, parents }: TokenTree,
  ): Promise<Float32Array> => {
    const count = tokens.length;
    const mask = new Float32Array(count * count).fill(UNSEEN);
    const positions = new Array<number>(count);
    for (let node = 0; node < count; node++) {
      const parent = parents[node]!;
      positions[node] = parent < 0 ? 0 : positions[parent]! + 1;
      // A token sees what its predecessor sees, and itself.
      if (parent >= 0) mask.copyWithin(node * count, parent * count, (parent + 1) * count);
      mask[node * count + node] = 0;
    }
    const output = await decoder.run({
      ...segment,
      input_ids: integers(tokens, [1, count]),
      positions: integers(positions, [count]),
      mask: new ort.Tensor('float32', mask, [1, 1, count, count]),
    });
    return output['hidden']!.data as Float32Array;
  };

  return {
    async score(segment, tree, asked) {
      const hidden = await hiddenOf(segment, tree);
      const answers = new Float32Array(asked.length);
      for (let from = 0; from < asked.length; from += LARGEST_ASK) {
        const part = asked.slice(from, from + LARGEST_ASK);
        const rows = new Float32Array(part.length * HIDDEN);
        part.forEach((node, row) => {
          const parent = tree.parents[node]! * HIDDEN;
          rows.set(hidden.subarray(parent, parent + HIDDEN), row * HIDDEN);
        });
        const targets = part.map((node) => columnOf.get(tree.tokens[node]!)!);
        const output = await answer.run({
          hidden: new ort.Tensor('float32', rows, [part.length, HIDDEN]),
          targets: integers(targets, [part.length, 1]),
        });
        answers.set(output['log_probabilities']!.data as Float32Array, from);
      }
      return answers;
    },
    async close() {
      for (const session of [decoder, answer]) await session.release();
    },
  };
}

const integers = (values: readonly number[], dimensions: readonly number[]): ort.Tensor =>
  new ort.Tensor('int64', BigInt64Array.from(values, BigInt), dimensions);
