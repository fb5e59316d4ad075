import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FLOAT, INT64, makeNode, makeTensor, valueInfo, writeModel, type OnnxModel } from './onnx-graph.ts';

const SHELL: OnnxModel = {
  irVersion: 8,
  opsets: [Uint8Array.of(0x10, 14)],
  graph: { nodes: [], initializers: new Map(), inputs: new Map(), outputs: new Map() },
};
const BOOL = 9;
const FRAMES = 1_500;
const POSITIONS = 448;
/** Scores are a position's few random features times each token's: small files, every token possible. */
const FEATURES = 8;

interface Shape {
  readonly d_model: number;
  readonly decoder_layers: number;
  readonly decoder_attention_heads: number;
  readonly vocab_size: number;
  readonly num_mel_bins: number;
}

/**
 * Beside the configuration and tokenizer of a real Whisper model, graphs of that model's shape (layers, heads, widths, vocabulary, inputs
 * and outputs by name) with random weights: what it writes is nonsense, how it is loaded and driven is not.
 */
export async function writeRandomWhisper(folder: string, configFolder: string): Promise<void> {
  await mkdir(path.join(folder, 'onnx'), { recursive: true });
  for (const file of await readdir(configFolder))
    await copyFile(path.join(configFolder, file), path.join(folder, file));
  const shape = JSON.parse(await readFile(path.join(folder, 'config.json'), 'utf8')) as Shape;
  await writeFile(path.join(folder, 'onnx', 'encoder_model_quantized.onnx'), encoder(shape));
  await writeFile(path.join(folder, 'onnx', 'decoder_model_merged_quantized.onnx'), decoder(shape));
}

function encoder({ d_model: width, num_mel_bins: bins }: Shape): Uint8Array {
  return writeModel({
    source: SHELL,
    name: 'encoder',
    nodes: [
      makeNode('ReduceMean', ['input_features'], ['mean'], { axes: [1, 2], keepdims: 1 }),
      makeNode('Mul', ['mean', 'states'], ['last_hidden_state']),
    ],
    inputs: [valueInfo('input_features', FLOAT, ['batch', bins, 3_000])],
    outputs: [valueInfo('last_hidden_state', FLOAT, ['batch', FRAMES, width])],
    tensors: [makeTensor('states', [1, FRAMES, width], noise(FRAMES * width, 1))],
  });
}

function decoder(shape: Shape): Uint8Array {
  const { d_model: width, decoder_layers: layers, decoder_attention_heads: heads, vocab_size: tokens } = shape;
  const size = width / heads;
  const all = Array.from({ length: layers }, (_, layer) => layer);
  const past = all.flatMap((layer) =>
    ['decoder', 'encoder'].flatMap((side) =>
      ['key', 'value'].map((kind) => ({ layer, side, name: `${layer}.${side}.${kind}` })),
    ),
  );
  const cacheShape = (side: string): (string | number)[] => ['batch', heads, `${side}_length`, size];
  return writeModel({
    source: SHELL,
    name: 'decoder',
    nodes: [
      makeNode('Cast', ['input_ids'], ['ids'], { to: FLOAT }),
      makeNode('Unsqueeze', ['ids', 'axes_1_3'], ['column']),
      makeNode('Mul', ['column', 'zero_row'], ['new_entries']),
      makeNode('Reshape', ['encoder_hidden_states', 'by_heads'], ['hidden_by_heads']),
      makeNode('Transpose', ['hidden_by_heads'], ['audio'], { perm: [0, 2, 1, 3] }),
      ...past.map(({ side, name }) =>
        side === 'decoder'
          ? makeNode('Concat', [`past_key_values.${name}`, 'new_entries'], [`present.${name}`], { axis: 2 })
          : makeNode('Identity', ['audio'], [`present.${name}`]),
      ),
      makeNode('Shape', ['past_key_values.0.decoder.key'], ['past_shape']),
      makeNode('Gather', ['past_shape', 'two'], ['from'], { axis: 0 }),
      makeNode('Shape', ['present.0.decoder.key'], ['present_shape']),
      makeNode('Gather', ['present_shape', 'two'], ['to'], { axis: 0 }),
      makeNode('Range', ['from', 'to', 'one'], ['positions']),
      makeNode('Gather', ['position_features', 'positions'], ['rows'], { axis: 0 }),
      makeNode('MatMul', ['rows', 'token_features'], ['scores']),
      makeNode('Unsqueeze', ['scores', 'axis_0'], ['logits']),
    ],
    inputs: [
      valueInfo('input_ids', INT64, ['batch', 'tokens']),
      valueInfo('encoder_hidden_states', FLOAT, ['batch', FRAMES, width]),
      ...past.map(({ side, name }) => valueInfo(`past_key_values.${name}`, FLOAT, cacheShape(side))),
      valueInfo('use_cache_branch', BOOL, [1]),
    ],
    outputs: [
      valueInfo('logits', FLOAT, ['batch', 'tokens', tokens]),
      ...past.map(({ side, name }) => valueInfo(`present.${name}`, FLOAT, cacheShape(side))),
    ],
    tensors: [
      makeTensor('zero_row', [1, heads, 1, size], new Float32Array(heads * size)),
      makeTensor('axes_1_3', [2], BigInt64Array.of(1n, 3n)),
      makeTensor('axis_0', [1], BigInt64Array.of(0n)),
      makeTensor('by_heads', [4], BigInt64Array.of(0n, 0n, BigInt(heads), BigInt(size))),
      makeTensor('one', [], BigInt64Array.of(1n)),
      makeTensor('two', [], BigInt64Array.of(2n)),
      makeTensor('position_features', [POSITIONS, FEATURES], noise(POSITIONS * FEATURES, 2)),
      makeTensor('token_features', [FEATURES, tokens], noise(FEATURES * tokens, 3)),
    ],
  });
}

/** Even numbers from -2 to 2, the same every time. */
function noise(length: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 32 - 0.5) * 4;
  });
}
