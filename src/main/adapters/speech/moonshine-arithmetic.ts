import {
  makeNode,
  makeTensor,
  readTensor,
  RUNTIME_DOMAIN,
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
} from './onnx-graph.ts';

/** Values of a row that share one scale while it is eight bits. Every width of Moonshine is a multiple of it. */
const BLOCK = 32;
/** The runtime's name for "multiply in int8". */
const INT8 = 4;

/**
 * The same weights, multiplied row by row. As published, the model quantises all rows of a product together (`DynamicQuantizeLinear`), by
 * their common range: what is heard in one segment would depend on which segments stand beside it, and on the one loud sound in
 * twenty seconds. `MatMulNBits` quantises the inputs in blocks of a row, each by its own range. The weights' bytes are the published ones.
 * @throws Error when a product is not of the kind this was written for.
 */
export function multiplyByRow(model: OnnxModel, graph: OnnxGraph): { model: OnnxModel; graph: OnnxGraph } {
  const unquantised = new Map<string, string>();
  for (const node of graph.nodes)
    if (node.op === 'DynamicQuantizeLinear') unquantised.set(node.outputs[0]!, node.inputs[0]!);
  const tensors = new Map(model.graph.initializers);
  const products = new Map<string, OnnxNode>();
  for (const node of graph.nodes) {
    if (node.op !== 'MatMulInteger') continue;
    const [input, weight] = node.inputs;
    const source = unquantised.get(input!);
    const output = node.outputs[0]!.replace(/_output_quantized$/, '');
    if (source === undefined || weight === undefined || output === node.outputs[0])
      throw new Error('unexpected product');
    const { attributes, names } = addWeight(tensors, weight);
    products.set(output, makeNode('MatMulNBits', [source, ...names], [output], attributes, RUNTIME_DOMAIN));
  }
  // What scaled the integer products back stands there no more; `pruneTo` drops what only it needed.
  const nodes = graph.nodes.map((node) => products.get(node.outputs[0] ?? '') ?? node);
  return {
    model: { ...model, graph: { ...model.graph, initializers: tensors } },
    graph: { ...graph, nodes, initializers: graph === model.graph ? tensors : graph.initializers },
  };
}

/** Lays a weight [K,N] out as the operator wants it: [N,K/32,32], with its one scale and zero point repeated for every block. */
function addWeight(
  tensors: Map<string, Uint8Array>,
  weight: string,
): { attributes: Record<string, number>; names: readonly string[] } {
  const base = weight.replace(/_quantized$/, '');
  const tensor = (name: string): ReturnType<typeof readTensor> => {
    const bytes = tensors.get(name);
    if (!bytes) throw new Error('no weight');
    return readTensor(bytes);
  };
  const { dimensions, raw } = tensor(weight);
  const [rows, columns] = dimensions;
  if (rows === undefined || columns === undefined || rows % BLOCK !== 0) throw new Error('unexpected weight');
  const names = ['blocks', 'scales', 'zeros'].map((part) => `${base}_${part}`);
  const [blocks, scales, zeros] = names as [string, string, string];
  if (!tensors.has(blocks)) {
    const scale = tensor(`${base}_scale`).raw;
    const scaleValue = new DataView(scale.buffer, scale.byteOffset).getFloat32(0, true);
    const zeroPoint = tensor(`${base}_zero_point`).raw[0] ?? 0;
    const turned = new Uint8Array(rows * columns);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) turned[column * rows + row] = raw[row * columns + column]!;
    const count = (rows / BLOCK) * columns;
    tensors.set(blocks, makeTensor(blocks, [columns, rows / BLOCK, BLOCK], turned));
    tensors.set(scales, makeTensor(scales, [count], new Float32Array(count).fill(scaleValue)));
    tensors.set(zeros, makeTensor(zeros, [count], new Uint8Array(count).fill(zeroPoint)));
  }
  return { attributes: { K: rows, N: columns, bits: 8, block_size: BLOCK, accuracy_level: INT8 }, names };
}
