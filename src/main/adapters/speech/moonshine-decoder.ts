import { readFile } from 'node:fs/promises';
import type { RowOutput, SegmentSearch } from './beam-search.ts';
import { HEADS, HEAD_SIZE, HIDDEN, LAYERS, takeApartMoonshine, takeEncoder, TOP_K } from './moonshine-graph.ts';
import { START_TOKEN } from './moonshine-vocabulary.ts';
import { openModel, ort, type OnnxOptions } from './onnx.ts';

export const SAMPLES_PER_FRAME = 384;
/** Shorter than the encoder's three convolutions can take. */
const MIN_SAMPLES = 2_048;
const MASKED = -1e9;

/** What the encoder makes of a segment: `frames` x 288. */
export interface Encoded {
  readonly hidden: Float32Array;
  readonly frames: number;
}

export type Feeds = Record<string, ort.Tensor>;

/** Moonshine's network: it encodes, and says step by step what may come next. Which way to go is the search's affair. */
export interface MoonshineDecoder {
  encode(samples: Float32Array): Promise<Encoded>;
  /** Keys and values over the audio, for segments side by side. */
  project(encoded: readonly Encoded[]): Promise<Feeds>;
  /**
   * Drives the searches of several segments to their ends, one step of all of them at a time. `candidates`: how many of the best next
   * tokens they are shown.
   */
  run(encoded: readonly Encoded[], searches: readonly SegmentSearch[], candidates: number): Promise<void>;
  close(): Promise<void>;
}

/** @param vocabulary Token ids that may be produced: the columns of the output. @throws AppError `model.corrupt` */
export async function openMoonshineDecoder(
  files: { readonly encoder: string; readonly decoder: string },
  vocabulary: readonly number[],
  options: OnnxOptions,
): Promise<MoonshineDecoder> {
  const { encoder, cross, step } = await openParts(files, vocabulary, options);

  const project = async (encoded: readonly Encoded[]): Promise<Feeds> => {
    const batch = encoded.length;
    const time = Math.max(...encoded.map(({ frames }) => frames));
    const hidden = new Float32Array(batch * time * HIDDEN);
    const mask = new Float32Array(batch * time);
    encoded.forEach((item, i) => {
      hidden.set(item.hidden, i * time * HIDDEN);
      mask.fill(MASKED, i * time + item.frames, (i + 1) * time);
    });
    const projected = await cross.run({
      input_ids: integers(new Array<number>(batch).fill(START_TOKEN), [batch, 1]),
      encoder_hidden_states: new ort.Tensor('float32', hidden, [batch, time, HIDDEN]),
    });
    return { ...projected, cross_mask: new ort.Tensor('float32', mask, [batch, 1, 1, time]) };
  };

  return {
    async encode(samples) {
      const padded = samples.length >= MIN_SAMPLES ? samples : extend(samples, MIN_SAMPLES);
      const output = (await encoder.run({ input_values: new ort.Tensor('float32', padded, [1, padded.length]) }))[
        'last_hidden_state'
      ]!;
      return { hidden: output.data as Float32Array, frames: output.dims[1]! };
    },
    project,
    async run(encoded, searches, candidates) {
      // Each segment has as many rows, side by side, as the one with the most hypotheses now needs; where there are fewer, a row stands
      // that nobody reads.
      let beams = 1;
      let constants = await project(encoded);
      let active = [...searches];
      let inputs = new Array<number>(active.length).fill(START_TOKEN);
      let from = inputs.map((_, row) => row);
      let past = emptyPast(inputs.length);
      while (active.length > 0) {
        const output = await step.run({
          input_ids: integers(inputs, [inputs.length, 1]),
          rows: integers(from, [from.length]),
          by_segment: integers([-1, beams, HEADS, HEAD_SIZE], [4]),
          ...past,
          ...constants,
        });
        const outputs = readRows(output, inputs.length, candidates);
        const ways = active.map((search, i) => search.advance(outputs.slice(i * beams, (i + 1) * beams)));
        const staying = active.map((_, i) => i).filter((i) => ways[i]!.length > 0);
        const wanted = Math.max(0, ...ways.map((next) => next.length));
        inputs = [];
        from = [];
        for (const i of staying)
          for (let beam = 0; beam < wanted; beam++) {
            const way = ways[i]![beam] ?? ways[i]![0]!;
            inputs.push(vocabulary[way.column]!);
            from.push(i * beams + way.from);
          }
        beams = wanted;
        past = presentToPast(output);
        if (staying.length > 0 && staying.length < active.length) constants = selectRows(constants, staying);
        active = staying.map((i) => active[i]!);
      }
    },
    async close() {
      for (const session of [encoder, cross, step]) await session.release();
    },
  };
}

/** In a function of its own so that the files and the graphs taken from them are garbage as soon as the runtime has them. */
async function openParts(
  files: { readonly encoder: string; readonly decoder: string },
  vocabulary: readonly number[],
  options: OnnxOptions,
): Promise<Record<'encoder' | 'cross' | 'step', ort.InferenceSession>> {
  const encoder = await openModel(takeEncoder(await readFile(files.encoder)), options);
  const graphs = takeApartMoonshine(await readFile(files.decoder), vocabulary);
  return { encoder, cross: await openModel(graphs.cross, options), step: await openModel(graphs.step, options) };
}

const integers = (values: readonly number[], dimensions: readonly number[]): ort.Tensor =>
  new ort.Tensor('int64', BigInt64Array.from(values, BigInt), dimensions);

function emptyPast(batch: number): Feeds {
  const past: Feeds = {};
  for (let layer = 0; layer < LAYERS; layer++)
    for (const kind of ['key', 'value'])
      past[`past.${layer}.${kind}`] = new ort.Tensor('float32', new Float32Array(0), [batch, HEADS, 0, HEAD_SIZE]);
  return past;
}

function presentToPast(output: ort.InferenceSession.OnnxValueMapType): Feeds {
  const past: Feeds = {};
  for (let layer = 0; layer < LAYERS; layer++)
    for (const kind of ['key', 'value'])
      past[`past.${layer}.${kind}`] = output[`present.${layer}.decoder.${kind}`] as ort.Tensor;
  return past;
}

/** The same tensors with only some of their rows: segments that are finished cost nothing more. */
function selectRows(feeds: Feeds, rows: readonly number[]): Feeds {
  return Object.fromEntries(
    Object.entries(feeds).map(([name, tensor]) => {
      const data = tensor.data as Float32Array;
      const size = data.length / tensor.dims[0]!;
      const selected = new Float32Array(size * rows.length);
      rows.forEach((row, i) => {
        selected.set(data.subarray(row * size, (row + 1) * size), i * size);
      });
      return [name, new ort.Tensor('float32', selected, [rows.length, ...tensor.dims.slice(1)])];
    }),
  );
}

function extend(samples: Float32Array, length: number): Float32Array {
  const extended = new Float32Array(length);
  extended.set(samples);
  return extended;
}

function readRows(output: ort.InferenceSession.OnnxValueMapType, rows: number, count: number): RowOutput[] {
  const topTokens = output['top_tokens']!.data as BigInt64Array;
  const topValues = output['top_values']!.data as Float32Array;
  const alignment = output['alignment']!.data as Float32Array;
  const frames = alignment.length / rows;
  return Array.from({ length: rows }, (_, row) => ({
    columns: Array.from({ length: count }, (_, k) => Number(topTokens[row * TOP_K + k])),
    logProbabilities: Array.from({ length: count }, (_, k) => topValues[row * TOP_K + k]!),
    alignment: alignment.slice(row * frames, (row + 1) * frames),
  }));
}
