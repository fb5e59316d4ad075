import { AppError } from '../../../shared/errors.ts';
import { multiplyByRow, readQuantised, rowWeight, scaleRows, type Weight } from './moonshine-arithmetic.ts';
import {
  FLOAT,
  INT64,
  makeNode,
  makeTensor,
  pruneTo,
  readModel,
  valueInfo,
  writeModel,
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
} from './onnx-graph.ts';

/** Sizes of Moonshine tiny, and how many of the best next tokens each step reports. */
export const LAYERS = 6;
export const HEADS = 8;
export const HEAD_SIZE = 36;
export const HIDDEN = 288;
export const TOP_K = 24;

/**
 * Layers whose cross-attention follows the audio in time: their heads' mean, one row a step, is what word times are read from.
 * Of all single layers and neighbours the last is nearest on 66 synthesised words whose times are known: beginnings are off
 * by 70 ms (median), against 98 ms for the last two and 286 ms for the middle two.
 */
export const ALIGNMENT_LAYERS: readonly number[] = [5];

export interface MoonshineGraphs {
  /** encoder_hidden_states [B,T,288] (and input_ids [B,1], for its batch size) -> cross_key.L [B,8,36,T], cross_value.L [B,8,T,36]. */
  readonly cross: Uint8Array;
  /**
   * One decoding step of S segments with B rows each, R = S x B: by_segment (-1, B, 8, 36), input_ids [R,1], rows [R] (which row of the past
   * each goes on from), past key/value [*,8,n,36], cross key/value of the segments, cross_mask [S,1,1,T] -> top_values/top_tokens [R,1,K]
   * (log-probabilities; tokens index `vocabulary`), present key/value, alignment [S,B,T].
   */
  readonly step: Uint8Array;
}

export const attention = (layer: number): string => `/model/decoder/layers.${layer}/encoder_attn`;
const EMBEDDING = 'model.decoder.embed_tokens.weight_merged_0';
export const LAST_HIDDEN = '/model/decoder/norm/Mul_output_0';

/**
 * Takes Moonshine's merged decoder apart into a model that projects the audio once and one that decodes a step, without an `If`
 * around them. What changes is wiring, never a trained weight:
 * - products are of rows (`multiplyByRow`);
 * - the runtime no longer dequantises the 32,768 x 288 output matrix on every step (it is done once, here);
 * - only `vocabulary` (token ids) can be produced: Moonshine tiny is English, the other tokens cannot be right;
 * - a mask makes it possible to decode segments of different lengths as one batch;
 * - the best few tokens and their log-sum come out instead of all scores, and the attention over the audio comes out too.
 * @throws AppError `model.corrupt` when the file is not the decoder this was written for.
 */
export function takeApartMoonshine(decoderFile: Uint8Array, vocabulary: readonly number[]): MoonshineGraphs {
  try {
    const { model, branch, cached } = firstStep(decoderFile);
    return { cross: crossModel(model, branch), step: stepModel(model, cached, vocabulary) };
  } catch (cause) {
    throw new AppError('model.corrupt', { cause });
  }
}

/** The encoder, multiplying row by row. @throws AppError `model.corrupt` when the file is not the encoder this was written for. */
export function takeEncoder(encoderFile: Uint8Array): Uint8Array {
  try {
    const source = readModel(encoderFile);
    const { model, graph } = multiplyByRow(source, source.graph, 'rows');
    const { inputs, outputs } = graph;
    const nodes = pruneTo(graph.nodes, [...outputs.keys()]);
    return writeModel({
      source: model,
      name: 'encoder',
      nodes,
      inputs: [...inputs.values()],
      outputs: [...outputs.values()],
    });
  } catch (cause) {
    throw new AppError('model.corrupt', { cause });
  }
}

/** The decoder without a cache, which takes any number of tokens at once. */
export interface FirstStep {
  readonly model: OnnxModel;
  readonly branch: OnnxGraph;
}

/** @throws Error when the file is not a merged decoder. */
export function firstStep(decoderFile: Uint8Array): FirstStep & { readonly cached: OnnxGraph } {
  const source = readModel(decoderFile);
  const merged = source.graph.nodes.find((node) => node.op === 'If');
  const first = merged?.graphs.get('else_branch');
  const later = merged?.graphs.get('then_branch');
  if (!first || !later) throw new Error('not a merged decoder');
  const { model: halfway, graph: branch } = multiplyByRow(source, first, 'blocks');
  const { model, graph: cached } = multiplyByRow(halfway, later, 'blocks');
  return { model, branch, cached };
}

function crossModel(model: OnnxModel, branch: OnnxGraph): Uint8Array {
  const nodes = [...branch.nodes];
  const outputs: Uint8Array[] = [];
  for (let layer = 0; layer < LAYERS; layer++) {
    // The first step scales and transposes the keys; every later one would do it again.
    nodes.push(makeNode('Identity', [`${attention(layer)}/Mul_1_output_0`], [`cross_key.${layer}`]));
    nodes.push(makeNode('Identity', [`present.${layer}.encoder.value`], [`cross_value.${layer}`]));
    outputs.push(valueInfo(`cross_key.${layer}`, FLOAT, ['batch', HEADS, HEAD_SIZE, 'time']));
    outputs.push(valueInfo(`cross_value.${layer}`, FLOAT, ['batch', HEADS, 'time', HEAD_SIZE]));
  }
  const names = Array.from({ length: LAYERS }, (_, layer) => [`cross_key.${layer}`, `cross_value.${layer}`]).flat();
  const inputs = ['input_ids', 'encoder_hidden_states'].map((name) => model.graph.inputs.get(name)!);
  return writeModel({ source: model, name: 'cross', nodes: pruneTo(nodes, names), inputs, outputs });
}

function stepModel(model: OnnxModel, branch: OnnxGraph, vocabulary: readonly number[]): Uint8Array {
  const nodes: OnnxNode[] = [];
  const inputs = [
    model.graph.inputs.get('input_ids')!,
    valueInfo('rows', INT64, ['batch']),
    valueInfo('by_segment', INT64, [4]),
  ];
  const outputs = [
    valueInfo('top_values', FLOAT, ['batch', 1, TOP_K]),
    valueInfo('top_tokens', INT64, ['batch', 1, TOP_K]),
    valueInfo('alignment', FLOAT, ['segments', 'beams', 'time']),
  ];
  const outputNames = ['top_values', 'top_tokens', 'alignment'];

  for (let layer = 0; layer < LAYERS; layer++) {
    for (const kind of ['key', 'value']) {
      const past = `past_key_values.${layer}.decoder.${kind}`;
      inputs.push(valueInfo(`past.${layer}.${kind}`, FLOAT, ['past_batch', HEADS, 'past', HEAD_SIZE]));
      nodes.push(makeNode('Gather', [`past.${layer}.${kind}`, 'rows'], [past], { axis: 0 }));
      const present = `present.${layer}.decoder.${kind}`;
      outputNames.push(present);
      outputs.push(valueInfo(present, FLOAT, ['batch', HEADS, 'present', HEAD_SIZE]));
    }
    inputs.push(valueInfo(`cross_key.${layer}`, FLOAT, ['segments', HEADS, HEAD_SIZE, 'time']));
    inputs.push(valueInfo(`cross_value.${layer}`, FLOAT, ['segments', HEADS, 'time', HEAD_SIZE]));
  }
  inputs.push(valueInfo('cross_mask', FLOAT, ['segments', 1, 1, 'time']));

  for (const node of branch.nodes) {
    const [, layer, part] =
      /layers\.(\d+)\/encoder_attn\/(Mul_1|MatMul|Softmax|MatMul_1)_output_0$/.exec(node.outputs[0] ?? '') ?? [];
    if (part === undefined) nodes.push(node);
    // The last of the four is where all of them stand now.
    else if (part === 'MatMul_1') nodes.push(...crossAttention(Number(layer)));
  }

  const aligned = ALIGNMENT_LAYERS.map((layer) => `aligned.${layer}`);
  for (const layer of ALIGNMENT_LAYERS) {
    nodes.push(makeNode('ReduceMean', [`attended.${layer}`], [`aligned.${layer}`], { axes: [1], keepdims: 0 }));
  }
  nodes.push(makeNode('Mean', aligned, ['alignment']));

  const output = outputWeight(model, vocabulary);
  nodes.push(...scaleRows(LAST_HIDDEN), ...output.product(LAST_HIDDEN, 'scores'));
  nodes.push(makeNode('LogSoftmax', ['scores'], ['log_probabilities'], { axis: -1 }));
  nodes.push(makeNode('TopK', ['log_probabilities', 'top_k'], ['top_values', 'top_tokens'], { axis: -1 }));

  return writeModel({
    source: model,
    name: 'step',
    nodes: pruneTo(nodes, outputNames),
    inputs,
    outputs,
    tensors: [
      ...output.tensors.values(),
      makeTensor('top_k', [1], BigInt64Array.of(BigInt(TOP_K))),
      makeTensor('by_row', [4], BigInt64Array.of(-1n, BigInt(HEADS), 1n, BigInt(HEAD_SIZE))),
    ],
  });
}

/**
 * Attention over the audio with the hypotheses of a segment side by side, so that its keys and values are there once and are read
 * once: queries [rows,8,1,36] become [segments,8,beams,36], and the answers rows again.
 */
function crossAttention(layer: number): OnnxNode[] {
  const swap = { perm: [0, 2, 1, 3] };
  return [
    makeNode('Reshape', [`${attention(layer)}/Mul_output_0`, 'by_segment'], [`queries.${layer}`]),
    makeNode('Transpose', [`queries.${layer}`], [`queries_by_head.${layer}`], swap),
    makeNode('MatMul', [`queries_by_head.${layer}`, `cross_key.${layer}`], [`matched.${layer}`]),
    makeNode('Add', [`matched.${layer}`, 'cross_mask'], [`masked.${layer}`]),
    makeNode('Softmax', [`masked.${layer}`], [`attended.${layer}`], { axis: -1 }),
    makeNode('MatMul', [`attended.${layer}`, `cross_value.${layer}`], [`answers_by_head.${layer}`]),
    makeNode('Transpose', [`answers_by_head.${layer}`], [`answers.${layer}`], swap),
    makeNode('Reshape', [`answers.${layer}`, 'by_row'], [`${attention(layer)}/MatMul_1_output_0`]),
  ];
}

function readEmbedding(model: OnnxModel): ReturnType<typeof readQuantised> {
  const embedding = readQuantised(model.graph.initializers, EMBEDDING);
  if (embedding.dimensions[1] !== HIDDEN) throw new Error('unexpected embedding');
  return embedding;
}

/** The tied embedding as the last product's weight, wanted tokens only. */
function outputWeight(model: OnnxModel, vocabulary: readonly number[]): Weight {
  const { raw, ...quantised } = readEmbedding(model);
  const matrix = new Uint8Array(vocabulary.length * HIDDEN);
  vocabulary.forEach((token, column) => {
    for (let i = 0; i < HIDDEN; i++) matrix[i * vocabulary.length + column] = raw[token * HIDDEN + i]!;
  });
  return rowWeight('output', matrix, HIDDEN, quantised);
}

/** The tied embedding as a float matrix [288, tokens]: (quantised - zero point) x scale, transposed, wanted tokens only. */
export function embeddingOf(model: OnnxModel, vocabulary: readonly number[]): Float32Array {
  const { raw, scale, zeroPoint } = readEmbedding(model);
  const matrix = new Float32Array(HIDDEN * vocabulary.length);
  vocabulary.forEach((token, column) => {
    const row = token * HIDDEN;
    for (let i = 0; i < HIDDEN; i++) matrix[i * vocabulary.length + column] = (raw[row + i]! - zeroPoint) * scale;
  });
  return matrix;
}
