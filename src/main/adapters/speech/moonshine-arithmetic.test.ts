import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findBuiltInModel } from './model-files.ts';
import { multiplyByRow, type RowArithmetic } from './moonshine-arithmetic.ts';
import { takeEncoder } from './moonshine-graph.ts';
import {
  FLOAT,
  makeNode,
  makeTensor,
  pruneTo,
  readModel,
  valueInfo,
  writeModel,
  type OnnxModel,
} from './onnx-graph.ts';
import { openModel, ort } from './onnx.ts';

const [ROWS, COLUMNS] = [64, 5];
const ZERO_POINT = 120;
const SCALE = 0.02;
const weight = Uint8Array.from({ length: ROWS * COLUMNS }, (_, i) => (i * 37 + 11) % 256);

/** x -> x times the weight, as a quantiser writes it. */
const published: OnnxModel = readModel(
  writeModel({
    source: {
      irVersion: 8,
      opsets: [Uint8Array.of(0x10, 14)],
      graph: { nodes: [], initializers: new Map(), inputs: new Map(), outputs: new Map() },
    },
    name: 'product',
    nodes: [
      makeNode('DynamicQuantizeLinear', ['x'], ['x_quantized', 'x_scale', 'x_zero_point']),
      makeNode('MatMulInteger', ['x_quantized', 'w_quantized', 'x_zero_point', 'w_zero_point'], ['y_output_quantized']),
      makeNode('Cast', ['y_output_quantized'], ['y_cast'], { to: FLOAT }),
      makeNode('Mul', ['x_scale', 'w_scale'], ['y_scale']),
      makeNode('Mul', ['y_cast', 'y_scale'], ['y']),
    ],
    inputs: [valueInfo('x', FLOAT, ['rows', ROWS])],
    outputs: [valueInfo('y', FLOAT, ['rows', COLUMNS])],
    tensors: [
      makeTensor('w_quantized', [ROWS, COLUMNS], weight),
      makeTensor('w_scale', [], Float32Array.of(SCALE)),
      makeTensor('w_zero_point', [], Uint8Array.of(ZERO_POINT)),
    ],
  }),
);

async function product(x: Float32Array, how: RowArithmetic): Promise<Float32Array> {
  const { model, graph } = multiplyByRow(published, published.graph, how);
  const { inputs, outputs } = graph;
  const nodes = pruneTo(graph.nodes, ['y']);
  const parts = { source: model, name: 'rows', nodes, inputs: [...inputs.values()], outputs: [...outputs.values()] };
  const session = await openModel(writeModel(parts), { intraOpThreads: 1 });
  const output = await session.run({ x: new ort.Tensor('float32', x, [x.length / ROWS, ROWS]) });
  await session.release();
  return output['y']!.data as Float32Array;
}

const row = (loudness: number): number[] => Array.from({ length: ROWS }, (_, i) => loudness * Math.sin(i * 1.7));

describe.each(['blocks', 'rows'] as const)('multiplyByRow, %s', (how) => {
  it('multiplies by the published weight', async () => {
    const x = row(1);
    const y = await product(Float32Array.from(x), how);
    for (let column = 0; column < COLUMNS; column++) {
      const exact = x.reduce((sum, value, k) => sum + value * (weight[k * COLUMNS + column]! - ZERO_POINT) * SCALE, 0);
      expect(Math.abs(y[column]! - exact)).toBeLessThan(0.1);
    }
  });

  it('gives a row the same answer whatever stands beside it', async () => {
    const alone = await product(Float32Array.from(row(0.01)), how);
    const beside = await product(Float32Array.from([...row(40), ...row(0.01), ...row(3)]), how);
    expect([...beside.subarray(COLUMNS, 2 * COLUMNS)]).toEqual([...alone]);
  });

  it('knows silence', async () => {
    expect([...(await product(new Float32Array(ROWS), how))].every((value) => Math.abs(value) < 1e-6)).toBe(true);
  });
});

describe('takeEncoder', () => {
  it('leaves no product of the old kind in the built-in encoder', () => {
    const { graph } = readModel(takeEncoder(readFileSync(findBuiltInModel().encoder)));
    const count = (op: string): number => graph.nodes.filter((node) => node.op === op).length;
    expect([count('DynamicQuantizeLinear'), count('QuantizeLinear'), count('MatMulInteger')]).toEqual([0, 24, 36]);
  });

  it('refuses a file that is no encoder', () => {
    expect(() => takeEncoder(Uint8Array.of(1, 2, 3))).toThrow(expect.objectContaining({ code: 'model.corrupt' }));
  });
});
