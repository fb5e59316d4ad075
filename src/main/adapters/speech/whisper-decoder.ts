import { AppError } from '../../../shared/errors.ts';
import { ort } from './onnx.ts';
import type { WhisperSessions } from './whisper-sessions.ts';

/** Keys and values of what was said so far, and of the audio. Steps share what they can; nothing is changed in place. */
export interface WhisperState {
  readonly feeds: Readonly<Record<string, ort.Tensor>>;
  /** Nothing was decoded yet. */
  readonly isFresh: boolean;
}

export interface WhisperOutput {
  /** Scores of the next token at a position given in this call (from 0; -1 is the last), a copy to be used up. */
  scores(position: number): Float32Array;
  /** Where in the audio the last position looked: the mean over the alignment heads, one value for each 20 ms. Empty where the export has no attention. */
  readonly attention: Float32Array;
  readonly state: WhisperState;
}

export interface WhisperDecoder {
  /** @param features log-mel spectrogram [1, bins, 3000] */
  encode(features: { readonly data: Float32Array; readonly dims: readonly number[] }): Promise<WhisperState>;
  /** Goes on from a state with one or more tokens. The first call after `encode` holds the prompt. */
  step(state: WhisperState, tokens: readonly number[]): Promise<WhisperOutput>;
  readonly hasAttention: boolean;
  close(): Promise<void>;
}

const HEAD = /^past_key_values\.(\d+)\.(decoder|encoder)\.(key|value)$/;
const ATTENTION = /^cross_attentions\.(\d+)$/;

/**
 * The two graphs of the ONNX exports: an encoder, and a decoder with its key/value cache in both branches of an `If`. One
 * hypothesis at a time: several share the audio's keys and values (the large part) by reference, and no hypothesis depends on its
 * neighbours, as it would through the dynamic quantisation of a batch.
 * @throws AppError `model.unsupported` when the decoder wants what this program does not know.
 */
export function createWhisperDecoder(
  { encoder, decoder }: Pick<WhisperSessions, 'encoder' | 'decoder'>,
  alignmentHeads: readonly (readonly [number, number])[],
  sizes: { readonly heads: number; readonly headSize: number },
): WhisperDecoder {
  const types = new Map(
    decoder.inputMetadata.map((input) => [
      input.name,
      input.isTensor ? { type: input.type, shape: input.shape } : undefined,
    ]),
  );
  for (const name of decoder.inputNames)
    if (!HEAD.test(name) && !['input_ids', 'encoder_hidden_states', 'use_cache_branch'].includes(name))
      throw new AppError('model.unsupported', { params: { input: name.slice(0, 60) } });
  const pastNames = decoder.inputNames.filter((name) => HEAD.test(name));
  const presentOf = (past: string): string => past.replace('past_key_values', 'present');
  const attentionNames = decoder.outputNames.filter((name) => ATTENTION.test(name));
  const heads = alignmentHeads.filter(([layer]) => attentionNames.includes(`cross_attentions.${layer}`));
  const fetches = [
    'logits',
    ...pastNames.map(presentOf),
    ...attentionNames.filter((name) => heads.some(([layer]) => name === `cross_attentions.${layer}`)),
  ];
  const hasAttention = heads.length > 0;

  const emptyPast = (): Record<string, ort.Tensor> =>
    Object.fromEntries(
      pastNames.map((name) => {
        const { type = 'float32', shape = [] } = types.get(name) ?? {};
        // Exports name these sizes as numbers; where one does not, the configuration does.
        const [, headCount, , headSize] = shape.map((size) => (typeof size === 'number' ? size : undefined));
        return [name, emptyTensor(type, [1, headCount ?? sizes.heads, 0, headSize ?? sizes.headSize])];
      }),
    );

  return {
    hasAttention,
    async encode({ data, dims }) {
      const [input] = encoder.inputMetadata;
      const type = input?.isTensor ? input.type : 'float32';
      const name = encoder.inputNames[0]!;
      const output = await encoder.run({ [name]: floatTensor(type, data, dims) });
      const hidden = asBits(output[encoder.outputNames[0]!] as ort.Tensor);
      return { feeds: { ...emptyPast(), encoder_hidden_states: hidden }, isFresh: true };
    },
    async step({ feeds, isFresh }, tokens) {
      const output = await decoder.run(
        {
          ...feeds,
          input_ids: new ort.Tensor('int64', BigInt64Array.from(tokens, BigInt), [1, tokens.length]),
          ...(types.has('use_cache_branch') ? { use_cache_branch: new ort.Tensor('bool', [!isFresh], [1]) } : {}),
        },
        fetches,
      );
      const next: Record<string, ort.Tensor> = { encoder_hidden_states: feeds['encoder_hidden_states']! };
      for (const name of pastNames) {
        // The branch with the cache hands back nothing (or a dummy) for the audio's keys and values: they stay as they were.
        const stays = HEAD.exec(name)![2] === 'encoder' && !isFresh;
        next[name] = stays ? feeds[name]! : asBits(output[presentOf(name)] as ort.Tensor);
      }
      return {
        scores: (position) => rowOf(output['logits'] as ort.Tensor, position),
        attention: meanAttention(output, heads, tokens.length),
        state: { feeds: next, isFresh: false },
      };
    },
    async close() {
      await encoder.release();
      await decoder.release();
    },
  };
}

function emptyTensor(type: string, dims: readonly number[]): ort.Tensor {
  return floatTensor(type, new Float32Array(0), dims);
}

/** A float tensor in the type that a graph wants. */
function floatTensor(type: string, data: Float32Array, dims: readonly number[]): ort.Tensor {
  if (type !== 'float16') return new ort.Tensor('float32', data, [...dims]);
  return asBits(new ort.Tensor('float16', Float16Array.from(data) as never, [...dims]));
}

/** The native side takes half floats as their bits only, and hands them out as numbers. */
function asBits(tensor: ort.Tensor): ort.Tensor {
  const data = tensor.data as unknown;
  if (data instanceof Float16Array)
    (tensor as unknown as { cpuData: unknown }).cpuData = new Uint16Array(data.buffer, data.byteOffset, data.length);
  return tensor;
}

/** A stretch of a tensor as floats, copied. */
function floats(tensor: ort.Tensor, from: number, to: number): Float32Array {
  const data = tensor.data as Float32Array | Uint16Array | Float16Array;
  if (data instanceof Float32Array) return data.slice(from, to);
  if (data instanceof Uint16Array)
    return Float32Array.from(new Float16Array(data.buffer, data.byteOffset, data.length).subarray(from, to));
  return Float32Array.from(data.subarray(from, to));
}

/** One row of [1, tokens, vocabulary]. A prompt has hundreds, of which two are looked at. */
function rowOf(logits: ort.Tensor, position: number): Float32Array {
  const [, tokens = 0, size = 0] = logits.dims;
  const row = position < 0 ? tokens + position : position;
  return floats(logits, row * size, (row + 1) * size);
}

function meanAttention(
  output: ort.InferenceSession.OnnxValueMapType,
  heads: readonly (readonly [number, number])[],
  tokens: number,
): Float32Array {
  let mean = new Float32Array(0);
  for (const [layer, head] of heads) {
    const tensor = output[`cross_attentions.${layer}`] as ort.Tensor;
    const frames = tensor.dims[3]!;
    if (mean.length === 0) mean = new Float32Array(frames);
    const from = (head * tokens + tokens - 1) * frames;
    const row = floats(tensor, from, from + frames);
    for (let i = 0; i < frames; i++) mean[i]! += row[i]! / heads.length;
  }
  return mean;
}
