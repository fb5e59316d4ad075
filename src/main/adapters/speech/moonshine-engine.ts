import { readFile } from 'node:fs/promises';
import { alignTokens } from '../../domain/speech/align.ts';
import { calibrateConfidence } from '../../domain/speech/confidence.ts';
import { tokenLimit } from '../../domain/speech/loop-guard.ts';
import { textOfWords, wordsFromTokens, type HeardToken } from '../../domain/speech/words.ts';
import { searchSegment, type RowOutput, type SearchOptions, type SegmentSearch } from './beam-search.ts';
import { BOUNDARY } from '../../domain/speech/token-model.ts';
import { decideBias, indexPhrases, replaceWords, type PhraseIndex } from '../../domain/speech/bias.ts';
import type { Decoded, HearingOptions, SpeechEngine } from './engine.ts';
import { scoreCandidates, type HeardTokens, type ScoredCandidate } from './moonshine-bias.ts';
import { firstStep, HEADS, HEAD_SIZE, HIDDEN, LAYERS, takeApartMoonshine, TOP_K } from './moonshine-graph.ts';
import { openMoonshineScorer, type MoonshineScorer } from './moonshine-scorer.ts';
import { englishVocabulary, START_TOKEN } from './moonshine-vocabulary.ts';
import { openModel, ort, type OnnxOptions } from './onnx.ts';

const SAMPLES_PER_FRAME = 384;
const MS_PER_FRAME = SAMPLES_PER_FRAME / 16;
/** Shorter than the encoder's three convolutions can take. */
const MIN_SAMPLES = 2_048;
/** Column of the end-of-text token in the vocabulary. */
const END_COLUMN = 0;
const MASKED = -1e9;
/** Tokens that greedy search looks at: with a language model, the best may not be the first. */
const GREEDY_CANDIDATES = 6;

interface Searched {
  readonly hidden: Float32Array;
  readonly frames: number;
  readonly search: SegmentSearch;
}

type Feeds = Record<string, ort.Tensor>;

/**
 * Moonshine tiny (int8) on onnxruntime: several segments as one batch, greedy, with the attention over the audio for word times.
 * @throws AppError `model.corrupt`
 */
export async function openMoonshine(
  files: { encoder: string; decoder: string },
  options: OnnxOptions,
  search: SearchOptions = GREEDY,
): Promise<MoonshineEngine> {
  const vocabulary = englishVocabulary();
  const encoder = await openModel(files.encoder, options);
  const { beams } = search;
  const { cross, step } = await openDecoder(files.decoder, vocabulary.tokens, beams, options);

  const encode = async (samples: Float32Array): Promise<{ hidden: Float32Array; frames: number }> => {
    const padded = samples.length >= MIN_SAMPLES ? samples : extend(samples, MIN_SAMPLES);
    const output = (await encoder.run({ input_values: new ort.Tensor('float32', padded, [1, padded.length]) }))[
      'last_hidden_state'
    ]!;
    return { hidden: output.data as Float32Array, frames: output.dims[1]! };
  };

  const decode = async (segments: readonly Float32Array[]): Promise<Searched[]> => {
    const encoded = [];
    for (const segment of segments) encoded.push(await encode(segment));
    const maxFrames = Math.max(...encoded.map((item) => item.frames));
    const searched = encoded.map(({ hidden, frames }, i): Searched => ({
      hidden,
      frames,
      search: searchSegment(
        search,
        tokenLimit(segments[i]!.length / 16),
        END_COLUMN,
        (column) => vocabulary.tokens[column]!,
        BOUNDARY,
      ),
    }));
    // Each segment has as many rows as there are beams, side by side; a hypothesis fewer leaves a row that nobody reads.
    let constants = await project(cross, encoded, maxFrames);
    let active = searched;
    let inputs = new Array<number>(active.length * beams).fill(START_TOKEN);
    let from = inputs.map((_, row) => row);
    let past = emptyPast(inputs.length);
    while (active.length > 0) {
      const output = await step.run({
        input_ids: tokens(inputs, [inputs.length, 1]),
        rows: tokens(from, [from.length]),
        ...past,
        ...constants,
      });
      const outputs = readRows(output, inputs.length, maxFrames, beams);
      const next: Searched[] = [];
      const staying: number[] = [];
      inputs = [];
      from = [];
      active.forEach((item, i) => {
        const first = i * beams;
        const ways = item.search.advance(outputs.slice(first, first + beams));
        if (ways.length === 0) return;
        next.push(item);
        staying.push(i);
        for (let beam = 0; beam < beams; beam++) {
          const way = ways[beam] ?? ways[0]!;
          inputs.push(vocabulary.tokens[way.column]!);
          from.push(first + way.from);
        }
      });
      past = presentToPast(output);
      if (next.length > 0 && next.length < active.length) constants = selectRows(constants, staying);
      active = next;
    }
    return searched;
  };

  /** Loaded when a vocabulary first finds something to ask about: without one it would only take memory. */
  let scorer: Promise<MoonshineScorer> | undefined;
  const openScorer = async (): Promise<MoonshineScorer> =>
    openMoonshineScorer(firstStep(await readFile(files.decoder)), vocabulary.tokens, options);

  const examine = async (item: Searched, decoded: Decoded, index: PhraseIndex): Promise<ScoredCandidate[]> => {
    const columns = item.search.result().map((link) => link.column);
    const heard: HeardTokens = {
      tokens: columns.map((column) => vocabulary.tokens[column]!),
      pieces: columns.map(vocabulary.pieceOf),
      words: decoded.words,
    };
    return scoreCandidates(heard, index, {
      scorer: () => (scorer ??= openScorer()),
      segment: async () => {
        const { cross_mask: _, ...segment } = await project(cross, [item], item.frames);
        return segment;
      },
      vocabulary,
    });
  };
  const indexOf = rememberIndex();

  return {
    maxBatch: 4,
    async transcribe(segments, hearing) {
      const searched = await decode(segments);
      const index = indexOf(hearing);
      const decoded: Decoded[] = [];
      for (const [i, item] of searched.entries()) {
        const plain = toDecoded(item, segments[i]!.length / 16, vocabulary.pieceOf);
        decoded.push(index ? biased(plain, await examine(item, plain, index)) : plain);
      }
      return decoded;
    },
    async examine(samples, hearing) {
      const [item] = await decode([samples]);
      const plain = toDecoded(item!, samples.length / 16, vocabulary.pieceOf);
      const index = indexOf(hearing);
      return { plain, candidates: index ? await examine(item!, plain, index) : [] };
    },
    async close() {
      for (const session of [encoder, cross, step]) await session.release();
      await (await scorer)?.close();
    },
  };
}

export interface MoonshineEngine extends SpeechEngine {
  /** For training and evaluation: what was heard without the vocabulary, and all that would be asked of the sound. */
  examine(
    samples: Float32Array,
    hearing: HearingOptions,
  ): Promise<{ readonly plain: Decoded; readonly candidates: readonly ScoredCandidate[] }>;
}

function biased(plain: Decoded, candidates: readonly ScoredCandidate[]): Decoded {
  const decided = decideBias(plain.words, candidates);
  if (decided.length === 0) return plain;
  const words = replaceWords(plain.words, decided);
  return { ...plain, words, text: textOfWords(words) };
}

/** The same few thousand phrases come with every call of a visit: their sounds are worked out once. */
function rememberIndex(): (hearing: HearingOptions | undefined) => PhraseIndex | undefined {
  let last: { readonly key: string; readonly index: PhraseIndex } | undefined;
  return (hearing) => {
    const { vocabulary = [], known = [] } = hearing ?? {};
    if (vocabulary.length === 0 && known.length === 0) return undefined;
    const key = `${vocabulary.join('\n')}\n\n${known.join('\n')}`;
    if (last?.key !== key) last = { key, index: indexPhrases(vocabulary, known) };
    return last.index;
  };
}

const GREEDY: SearchOptions = { beams: 1, tokenBonus: 0 };

/** In a function of its own so that the file and the graphs taken from it are garbage as soon as the runtime has them. */
async function openDecoder(
  path: string,
  vocabulary: readonly number[],
  beams: number,
  options: OnnxOptions,
): Promise<{ cross: ort.InferenceSession; step: ort.InferenceSession }> {
  const graphs = takeApartMoonshine(await readFile(path), vocabulary, beams);
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

function toDecoded({ frames, search }: Searched, durationMs: number, pieceOf: (column: number) => string): Decoded {
  const links = search.result();
  const attention = new Float32Array(links.length * frames);
  links.forEach((link, i) => {
    attention.set(link.alignment.subarray(0, frames), i * frames);
  });
  const starts = alignTokens(attention, links.length, frames);
  const at = (frame: number): number => Math.min(durationMs, Math.round(frame * MS_PER_FRAME));
  const heard = links.map(({ column, logProbability }, i): HeardToken => ({
    text: pieceOf(column),
    logProbability,
    startMs: at(starts[i]!),
    endMs: at(starts[i + 1]!),
  }));
  const words = wordsFromTokens(heard).map((word) => ({ ...word, confidence: calibrateConfidence(word.confidence) }));
  const sum = links.reduce((total, link) => total + link.logProbability, 0);
  return {
    text: textOfWords(words),
    words,
    averageLogProbability: links.length === 0 ? -Infinity : sum / links.length,
  };
}

function readRows(
  output: ort.InferenceSession.OnnxValueMapType,
  rows: number,
  maxFrames: number,
  beams: number,
): RowOutput[] {
  const topTokens = output['top_tokens']!.data as BigInt64Array;
  const topValues = output['top_values']!.data as Float32Array;
  const logSums = output['log_sum']!.data as Float32Array;
  const alignment = output['alignment']!.data as Float32Array;
  const count = beams === 1 ? GREEDY_CANDIDATES : TOP_K;
  return Array.from({ length: rows }, (_, row) => ({
    columns: Array.from({ length: count }, (_, k) => Number(topTokens[row * TOP_K + k])),
    logProbabilities: Array.from({ length: count }, (_, k) => topValues[row * TOP_K + k]! - logSums[row]!),
    alignment: alignment.slice(row * maxFrames, (row + 1) * maxFrames),
  }));
}
