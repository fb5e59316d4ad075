import {
  makeNode,
  makeTensor,
  readTensor,
  RUNTIME_DOMAIN,
  UINT8,
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
} from './onnx-graph.ts';

/** Values of a row that share one scale while it is eight bits. Every width of Moonshine is a multiple of it. */
const BLOCK = 32;
/** The runtime's name for "multiply in int8". */
const INT8 = 4;

/**
 * How a product is made of rows. `blocks`: one operator that quantises blocks of 32 values of a row; best where rows are few. `rows`: each row
 * scaled to its own largest value, then multiplied as integers; best where rows or columns are many.
 */
export type RowArithmetic = 'blocks' | 'rows';

/**
 * The same weights, multiplied row by row. As published, the model quantises all rows of a product together (`DynamicQuantizeLinear`), by
 * their common range: what is heard in one segment would depend on which segments stand beside it, and on the one loud sound in
 * twenty seconds. The weights' bytes are the published ones.
 * @throws Error when a product is not of the kind this was written for.
 */
export function multiplyByRow(
  model: OnnxModel,
  graph: OnnxGraph,
  how: RowArithmetic,
): { model: OnnxModel; graph: OnnxGraph } {
  const sources = new Map<string, string>();
  for (const node of graph.nodes)
    if (node.op === 'DynamicQuantizeLinear') sources.set(node.outputs[0]!, node.inputs[0]!);
  const tensors = new Map(model.graph.initializers);
  const products = new Map<string, readonly OnnxNode[]>();
  const weights = new Map<string, Weight>();
  const scaled = new Set<string>();
  for (const node of graph.nodes) {
    if (node.op !== 'MatMulInteger') continue;
    const [input = '', weight = ''] = node.inputs;
    const source = sources.get(input);
    const output = node.outputs[0]!.replace(/_output_quantized$/, '');
    if (source === undefined || output === node.outputs[0]) throw new Error('unexpected product');
    const base = weight.replace(/_quantized$/, '');
    let known = weights.get(base);
    if (!known) {
      const { raw, dimensions, ...quantised } = readQuantised(model.graph.initializers, base);
      const [rows = 0, columns = 0] = dimensions;
      known =
        how === 'blocks'
          ? blockWeight(base, turn(raw, rows, columns), rows, quantised)
          : rowWeight(base, raw, rows, quantised);
      weights.set(base, known);
      for (const [name, tensor] of known.tensors) tensors.set(name, tensor);
    }
    const first = scaled.has(source) || how === 'blocks' ? [] : scaleRows(source);
    scaled.add(source);
    products.set(output, [...first, ...known.product(source, output)]);
  }
  // What scaled the integer products back stands there no more; `pruneTo` drops what only it needed.
  const nodes = graph.nodes.flatMap((node) => products.get(node.outputs[0] ?? '') ?? [node]);
  return {
    model: { ...model, graph: { ...model.graph, initializers: tensors } },
    graph: { ...graph, nodes, initializers: graph === model.graph ? tensors : graph.initializers },
  };
}

/** One weight, as the operators want it. */
export interface Weight {
  /** By name. */
  readonly tensors: ReadonlyMap<string, Uint8Array>;
  /** input [.., rows] times the weight. For `rows`, `scaleRows` of the input stands before. */
  product(input: string, output: string): readonly OnnxNode[];
}

interface Quantised {
  readonly scale: number;
  readonly zeroPoint: number;
}

/** `turned`: the quantised weight [columns, rows]; its one scale and zero point are repeated for every block. */
function blockWeight(base: string, turned: Uint8Array, rows: number, { scale, zeroPoint }: Quantised): Weight {
  const columns = turned.length / rows;
  if (rows % BLOCK !== 0 || !Number.isInteger(columns)) throw new Error('unexpected weight');
  const count = (rows / BLOCK) * columns;
  const [blocks, scales, zeros] = [`${base}_blocks`, `${base}_scales`, `${base}_zeros`];
  const attributes = { K: rows, N: columns, bits: 8, block_size: BLOCK, accuracy_level: INT8 };
  return {
    tensors: new Map([
      [blocks, makeTensor(blocks, [columns, rows / BLOCK, BLOCK], turned)],
      [scales, makeTensor(scales, [count], new Float32Array(count).fill(scale))],
      [zeros, makeTensor(zeros, [count], new Uint8Array(count).fill(zeroPoint))],
    ]),
    product: (input, output) => [
      makeNode('MatMulNBits', [input, blocks, scales, zeros], [output], attributes, RUNTIME_DOMAIN),
    ],
  };
}

/** Steps of eight bits between nought and a row's largest value, and the byte that stands for nought. */
const STEPS = 127;
const NOUGHT = 128;

/** `raw`: the quantised weight [rows, columns]. */
export function rowWeight(base: string, raw: Uint8Array, rows: number, { scale, zeroPoint }: Quantised): Weight {
  const columns = raw.length / rows;
  if (!Number.isInteger(columns)) throw new Error('unexpected weight');
  const [bytes, step, zero, nought] = [`${base}_bytes`, `${base}_step`, `${base}_zero`, `${base}_nought`];
  return {
    tensors: new Map([
      [bytes, makeTensor(bytes, [rows, columns], raw)],
      [step, makeTensor(step, [1], Float32Array.of(scale / STEPS))],
      [zero, makeTensor(zero, [], Uint8Array.of(zeroPoint))],
      [nought, makeTensor(nought, [], Uint8Array.of(NOUGHT))],
      ...SCALING,
    ]),
    product: (input, output) => [
      makeNode('MatMulInteger', [`${input}_rows`, bytes, nought, zero], [`${output}_whole`]),
      makeNode('Cast', [`${output}_whole`], [`${output}_float`], { to: 1 }),
      makeNode('Mul', [`${output}_float`, step], [`${output}_step`]),
      makeNode('Mul', [`${output}_step`, `${input}_largest`], [output]),
    ],
  };
}

const SCALING: readonly (readonly [string, Uint8Array])[] = [
  ['row_step', makeTensor('row_step', [], Float32Array.of(1 / STEPS))],
  ['row_nought', makeTensor('row_nought', [], Uint8Array.of(NOUGHT))],
  ['row_least', makeTensor('row_least', [1], Float32Array.of(1e-9))],
];

/** `input`'s rows as bytes of their own scale, `${input}_rows`, and that scale, `${input}_largest`. */
export const scaleRows = (input: string): OnnxNode[] => [
  makeNode('Abs', [input], [`${input}_size`]),
  makeNode('ReduceMax', [`${input}_size`], [`${input}_most`], { axes: [-1], keepdims: 1 }),
  makeNode('Add', [`${input}_most`, 'row_least'], [`${input}_largest`]),
  makeNode('Div', [input, `${input}_largest`], [`${input}_scaled`]),
  makeNode('QuantizeLinear', [`${input}_scaled`, 'row_step', 'row_nought'], [`${input}_rows`]),
];

/** What was published of a quantised tensor: its bytes, and the one scale and zero point of all of it. */
export function readQuantised(
  tensors: ReadonlyMap<string, Uint8Array>,
  base: string,
): Quantised & { raw: Uint8Array; dimensions: readonly number[] } {
  const tensor = (suffix: string): ReturnType<typeof readTensor> => {
    const bytes = tensors.get(`${base}_${suffix}`);
    if (!bytes) throw new Error('no weight');
    return readTensor(bytes);
  };
  const { dimensions, raw, elementType } = tensor('quantized');
  if (elementType !== UINT8) throw new Error('unexpected weight');
  const scale = tensor('scale').raw;
  const scaleValue = new DataView(scale.buffer, scale.byteOffset).getFloat32(0, true);
  return { raw, dimensions, scale: scaleValue, zeroPoint: tensor('zero_point').raw[0] ?? 0 };
}

function turn(raw: Uint8Array, rows: number, columns: number): Uint8Array {
  const turned = new Uint8Array(raw.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) turned[column * rows + row] = raw[row * columns + column]!;
  return turned;
}
