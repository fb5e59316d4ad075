import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findBuiltInModel } from './model-files.ts';
import { takeApartMoonshine } from './moonshine-graph.ts';
import { openModel, ort } from './onnx.ts';
import {
  FLOAT,
  INT64,
  makeNode,
  makeTensor,
  pruneTo,
  readModel,
  readTensor,
  valueInfo,
  writeModel,
  type OnnxModel,
} from './onnx-graph.ts';

const shell: OnnxModel = {
  irVersion: 8,
  opsets: [Uint8Array.of(0x10, 14)],
  graph: { nodes: [], initializers: new Map(), inputs: new Map(), outputs: new Map() },
};

describe('onnx-graph', () => {
  const nodes = [
    makeNode('Mul', ['x', 'scale'], ['scaled']),
    makeNode('Neg', ['x'], ['unused']),
    makeNode('ReduceSum', ['scaled', 'axes'], ['sum'], { keepdims: 0 }),
  ];
  const model = writeModel({
    source: shell,
    name: 'test',
    nodes: pruneTo(nodes, ['sum']),
    inputs: [valueInfo('x', FLOAT, ['batch', 3])],
    outputs: [valueInfo('sum', FLOAT, ['batch'])],
    tensors: [makeTensor('scale', [3], Float32Array.of(1, 10, 100)), makeTensor('axes', [1], BigInt64Array.of(-1n))],
  });

  it('writes models that the runtime runs', async () => {
    const session = await openModel(model, { intraOpThreads: 1 });
    const x = new ort.Tensor('float32', Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
    const { sum } = await session.run({ x });
    expect([...(sum!.data as Float32Array)]).toEqual([321, 654]);
  });

  it('reads what it wrote', () => {
    const { graph, irVersion } = readModel(model);
    expect(irVersion).toBe(8);
    expect(graph.nodes.map((node) => [node.op, node.inputs, node.outputs])).toEqual([
      ['Mul', ['x', 'scale'], ['scaled']],
      ['ReduceSum', ['scaled', 'axes'], ['sum']],
    ]);
    expect([...graph.inputs.keys(), ...graph.outputs.keys()]).toEqual(['x', 'sum']);
    const axes = readTensor(graph.initializers.get('axes')!);
    expect(axes).toMatchObject({ dimensions: [1], elementType: INT64 });
    expect(new DataView(axes.raw.buffer, axes.raw.byteOffset).getBigInt64(0, true)).toBe(-1n);
  });

  it('refuses bytes that are no model', () => {
    expect(() => readModel(new Uint8Array(0))).toThrow();
    expect(() => readModel(model.subarray(0, model.length - 9))).toThrow();
    expect(() => takeApartMoonshine(model, [2])).toThrow(expect.objectContaining({ code: 'model.corrupt' }));
  });
});

describe('takeApartMoonshine', () => {
  it('says in its first step what the merged decoder says, but for what that one loses by quantising all rows together', async () => {
    const { decoder } = findBuiltInModel();
    const vocabulary = [2, 300, 450, 1_000, 20_000, ...Array.from({ length: 40 }, (_, i) => 500 + i)];
    const bytes = readFileSync(decoder);
    const { cross, step } = takeApartMoonshine(bytes, vocabulary);
    const options = { intraOpThreads: 1 };
    const merged = await openModel(decoder, options);
    const [crossSession, stepSession] = [await openModel(cross, options), await openModel(step, options)];

    const time = 9;
    const states = Float32Array.from({ length: time * 288 }, (_, i) => Math.sin(i * 0.37));
    const hidden = new ort.Tensor('float32', states, [1, time, 288]);
    const ids = new ort.Tensor('int64', BigInt64Array.of(1n), [1, 1]);
    const past: Record<string, ort.Tensor> = {};
    const mergedPast: Record<string, ort.Tensor> = {};
    for (let layer = 0; layer < 6; layer++)
      for (const kind of ['key', 'value']) {
        past[`past.${layer}.${kind}`] = new ort.Tensor('float32', new Float32Array(0), [2, 8, 0, 36]);
        for (const side of ['decoder', 'encoder'])
          mergedPast[`past_key_values.${layer}.${side}.${kind}`] = new ort.Tensor(
            'float32',
            new Float32Array(0),
            [0, 8, 1, 36],
          );
      }
    const expected = await merged.run({
      input_ids: ids,
      encoder_hidden_states: hidden,
      use_cache_branch: new ort.Tensor('bool', [false]),
      ...mergedPast,
    });
    const projected = await crossSession.run({ input_ids: ids, encoder_hidden_states: hidden });
    const actual = await stepSession.run({
      input_ids: new ort.Tensor('int64', BigInt64Array.of(1n, 1n), [2, 1]),
      rows: new ort.Tensor('int64', BigInt64Array.of(0n, 1n), [2]),
      by_segment: new ort.Tensor('int64', BigInt64Array.of(-1n, 2n, 8n, 36n), [4]),
      cross_mask: new ort.Tensor('float32', new Float32Array(time), [1, 1, 1, time]),
      ...past,
      ...projected,
    });
    const scores = expected['logits']!.data as Float32Array;
    const all = Array.from(actual['top_tokens']!.data as BigInt64Array, Number);
    const columns = all.slice(0, all.length / 2);
    // Both hypotheses of the segment begin alike.
    expect(all.slice(all.length / 2)).toEqual(columns);
    const values = actual['top_values']!.data as Float32Array;
    const logSum = Math.log(vocabulary.reduce((sum, token) => sum + Math.exp(scores[token]!), 0));
    const best = vocabulary
      .map((token, column) => ({ column, score: scores[token]! }))
      .sort((a, b) => b.score - a.score)
      .slice(0, columns.length);
    best.forEach(({ score }, i) => {
      expect(Math.abs(values[i]! + logSum - score)).toBeLessThan(0.6);
    });
    expect(columns[0]).toBe(best[0]!.column);
    const alignment = actual['alignment']!.data as Float32Array;
    expect(alignment).toHaveLength(2 * time);
    expect(alignment.reduce((sum, value) => sum + value, 0)).toBeCloseTo(2, 3);
  });
});
