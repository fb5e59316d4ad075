import { readFile } from 'node:fs/promises';
import { alignTokens } from '../../domain/speech/align.ts';
import { loopStart, tokenLimit } from '../../domain/speech/loop-guard.ts';
import { textOfWords, wordsFromTokens, type HeardToken } from '../../domain/speech/words.ts';
import type { Decoded, SpeechEngine } from './engine.ts';
import { HEADS, HEAD_SIZE, HIDDEN, LAYERS, takeApartMoonshine, TOP_K } from './moonshine-graph.ts';
import { englishVocabulary, START_TOKEN } from './moonshine-vocabulary.ts';
import { openModel, ort, type OnnxOptions } from './onnx.ts';

const SAMPLES_PER_FRAME = 384;
const MS_PER_FRAME = SAMPLES_PER_FRAME / 16;
/** Shorter than the encoder's three convolutions can take. */
const MIN_SAMPLES = 2_048;
/** Column of the end-of-text token in the vocabulary. */
const END_COLUMN = 0;
const MASKED = -1e9;

interface Row {
  /** Which segment of the batch. */
  readonly segment: number;
  readonly frames: number;
  readonly limit: number;
  readonly columns: number[];
  readonly logProbabilities: number[];
  readonly alignment: Float32Array[];
}

type Feeds = Record<string, ort.Tensor>;

/**
 * Moonshine tiny (int8) on onnxruntime: several segments as one batch, greedy, with the attention over the audio for word times.
 * @throws AppError `model.corrupt`
 */
export async function openMoonshine(
  files: { encoder: string; decoder: string },
  options: OnnxOptions,
): Promise<SpeechEngine> {
  const vocabulary = englishVocabulary();
  const encoder = await openModel(files.encoder, options);
  const { cross, step } = await openDecoder(files.decoder, vocabulary.tokens, options);

  const encode = async (samples: Float32Array): Promise<{ hidden: Float32Array; frames: number }> => {
    const padded = samples.length >= MIN_SAMPLES ? samples : extend(samples, MIN_SAMPLES);
    const output = (await encoder.run({ input_values: new ort.Tensor('float32', padded, [1, padded.length]) }))[
      'last_hidden_state'
    ]!;
    return { hidden: output.data as Float32Array, frames: output.dims[1]! };
  };

  const decode = async (segments: readonly Float32Array[]): Promise<Row[]> => {
    const encoded = [];
    for (const segment of segments) encoded.push(await encode(segment));
    const maxFrames = Math.max(...encoded.map((item) => item.frames));
    const rows = encoded.map(({ frames }, segment): Row => {
      const limit = tokenLimit(segments[segment]!.length / 16);
      return { segment, frames, limit, columns: [], logProbabilities: [], alignment: [] };
    });
    let constants = await project(cross, encoded, maxFrames);
    let active = [...rows];
    let past = emptyPast(active.length);
    let from = active.map((_, i) => i);
    let inputs = active.map(() => START_TOKEN);

    while (active.length > 0) {
      const output = await step.run({
        input_ids: tokens(inputs, [inputs.length, 1]),
        rows: tokens(from, [from.length]),
        ...past,
        ...constants,
      });
      const topTokens = output['top_tokens']!.data as BigInt64Array;
      const topValues = output['top_values']!.data as Float32Array;
      const logSums = output['log_sum']!.data as Float32Array;
      const alignment = output['alignment']!.data as Float32Array;
      const next: Row[] = [];
      const nextFrom: number[] = [];
      const nextInputs: number[] = [];
      active.forEach((row, i) => {
        const column = Number(topTokens[i * TOP_K]);
        if (column === END_COLUMN) return;
        row.columns.push(column);
        row.logProbabilities.push(topValues[i * TOP_K]! - logSums[i]!);
        row.alignment.push(alignment.slice(i * maxFrames, i * maxFrames + row.frames));
        const keep = loopStart(row.columns);
        if (keep !== undefined) {
          row.columns.length = keep;
          return;
        }
        if (row.columns.length >= row.limit) return;
        next.push(row);
        nextFrom.push(i);
        nextInputs.push(vocabulary.tokens[column]!);
      });
      past = presentToPast(output);
      if (next.length > 0 && next.length < active.length) constants = selectRows(constants, nextFrom);
      [active, from, inputs] = [next, nextFrom, nextInputs];
    }
    return rows;
  };

  return {
    maxBatch: 8,
    async transcribe(segments) {
      const rows = await decode(segments);
      return rows.map((row) => toDecoded(row, segments[row.segment]!.length / 16, vocabulary.pieceOf));
    },
    async close() {
      for (const session of [encoder, cross, step]) await session.release();
    },
  };
}

/** In a function of its own so that the file and the graphs taken from it are garbage as soon as the runtime has them. */
async function openDecoder(
  path: string,
  vocabulary: readonly number[],
  options: OnnxOptions,
): Promise<{ cross: ort.InferenceSession; step: ort.InferenceSession }> {
  const graphs = takeApartMoonshine(await readFile(path), vocabulary);
  return { cross: await openModel(graphs.cross, options), step: await openModel(graphs.step, options) };
}

async function project(
  cross: ort.InferenceSession,
  encoded: readonly { hidden: Float32Array; frames: number }[],
  maxFrames: number,
): Promise<Feeds> {
  const batch = encoded.length;
  const hidden = new Float32Array(batch * maxFrames * HIDDEN);
  const mask = new Float32Array(batch * maxFrames);
  encoded.forEach((item, i) => {
    hidden.set(item.hidden, i * maxFrames * HIDDEN);
    mask.fill(MASKED, i * maxFrames + item.frames, (i + 1) * maxFrames);
  });
  const projected = await cross.run({
    input_ids: tokens(new Array<number>(batch).fill(START_TOKEN), [batch, 1]),
    encoder_hidden_states: new ort.Tensor('float32', hidden, [batch, maxFrames, HIDDEN]),
  });
  return { ...projected, cross_mask: new ort.Tensor('float32', mask, [batch, 1, 1, maxFrames]) };
}

const tokens = (values: readonly number[], dimensions: readonly number[]): ort.Tensor =>
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

function toDecoded(row: Row, durationMs: number, pieceOf: (column: number) => string): Decoded {
  const count = row.columns.length;
  const attention = new Float32Array(count * row.frames);
  for (let i = 0; i < count; i++) attention.set(row.alignment[i]!, i * row.frames);
  const starts = alignTokens(attention, count, row.frames);
  const at = (frame: number): number => Math.min(durationMs, Math.round(frame * MS_PER_FRAME));
  const heard = row.columns.map((column, i): HeardToken => ({
    text: pieceOf(column),
    logProbability: row.logProbabilities[i]!,
    startMs: at(starts[i]!),
    endMs: at(starts[i + 1]!),
  }));
  const words = wordsFromTokens(heard);
  const sum = row.logProbabilities.slice(0, count).reduce((total, value) => total + value, 0);
  return { text: textOfWords(words), words, averageLogProbability: count === 0 ? -Infinity : sum / count };
}
