import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import {
  AutoTokenizer,
  env,
  LogitsProcessor,
  LogitsProcessorList,
  WhisperFeatureExtractor,
  WhisperForConditionalGeneration,
  type PreTrainedTokenizer,
  type Tensor,
} from '@huggingface/transformers';
import { loopStart, tokenLimit } from '../../domain/speech/loop-guard.ts';
import { tokensToHeard, type WhisperPiece } from '../../domain/speech/whisper-tokens.ts';
import { textOfWords, wordsFromTokens } from '../../domain/speech/words.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Decoded, SpeechEngine } from './engine.ts';
import type { OnnxOptions } from './onnx.ts';
import type { SpeechDevice, WhisperPrecision } from './worker-protocol.ts';
import { findWhisperPrecision } from './whisper-files.ts';

/** Whisper hears 30 s at a time; windows are shorter, what is longer is cut. */
const MAX_SAMPLES = 16_000 * 30;
/** Decoding is tried with these temperatures, in order, until the result passes (Radford et al. 2022, section 4.5). */
const TEMPERATURES = [0, 0.2, 0.4, 0.6, 0.8] as const;
const MIN_AVERAGE_LOG_PROBABILITY = -1;
const MAX_COMPRESSION = 2.4;
const NO_SPEECH_PROBABILITY = 0.6;

interface Attempt extends Decoded {
  readonly compression: number;
  readonly noSpeech: number;
  readonly looped: boolean;
}

/**
 * A Whisper model from a local folder through transformers.js. Words have times from cross-attention where the export carries it
 * (`cross_attentions.*` outputs), else from Whisper's own timestamps, spread over the words between them.
 * @throws AppError `model.missing` | `model.corrupt`
 */
export interface WhisperOptions extends OnnxOptions {
  readonly precision?: WhisperPrecision;
  readonly device?: SpeechDevice;
}

export async function openWhisper(folder: string, options: WhisperOptions): Promise<SpeechEngine> {
  const absolute = path.resolve(folder);
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = path.dirname(absolute);
  env.useFSCache = false;
  const name = path.basename(absolute);
  const { dtype } = findWhisperPrecision(absolute);
  const { tokenizer, extractor, model } = await load(name, {
    dtype,
    device: 'cpu',
    local_files_only: true,
    session_options: {
      intraOpNumThreads: options.intraOpThreads,
      interOpNumThreads: 1,
      enableMemPattern: false,
      logSeverityLevel: 4,
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    },
  });
  const config = model.generation_config as unknown as WhisperConfig;
  const timestampBegin = config.no_timestamps_token_id + 1;
  const outputNames = (model.sessions as Record<string, { outputNames: readonly string[] }>)['decoder_model_merged']!
    .outputNames;
  const hasAttention = outputNames.some((output) => output.startsWith('cross_attentions.'));
  const hasWordTimes = hasAttention && (config.alignment_heads?.length ?? 0) > 0;
  const noSpeechToken = noSpeechTokenOf(tokenizer);

  const attempt = async (samples: Float32Array, temperature: number, language: string): Promise<Attempt> => {
    const { input_features: features } = (await extractor(samples)) as { input_features: Tensor };
    const recorder = new ScoreRecorder(noSpeechToken);
    const processors = new LogitsProcessorList();
    processors.push(recorder);
    const generated = (await model.generate({
      inputs: features,
      logits_processor: processors,
      return_timestamps: true,
      // Set, it also means one pass: the window fits, and what the segmenter cut is not cut again.
      max_new_tokens: Math.min(tokenLimit(samples.length / 16) + 8, 440),
      ...(config.is_multilingual ? { language, task: 'transcribe' } : {}),
      ...(temperature > 0 ? { do_sample: true, temperature, top_k: 0 } : { do_sample: false }),
      ...(hasWordTimes ? { return_token_timestamps: true, num_frames: Math.ceil(samples.length / 320) } : {}),
    } as never)) as Tensor | { sequences: Tensor; token_timestamps: Tensor };
    const isDetailed = 'sequences' in generated;
    const sequence = isDetailed ? generated.sequences : generated;
    const ids = Array.from(sequence.data as BigInt64Array, Number);
    const seconds = isDetailed ? Array.from(generated.token_timestamps.data as Float32Array) : undefined;
    recorder.finish(ids);
    const pieces: WhisperPiece[] = [];
    const prefix = ids.length - recorder.logProbabilities.length;
    for (let i = prefix; i < ids.length; i++) {
      const id = ids[i]!;
      if (id === config.eos_token_id) continue;
      const isTime = id >= timestampBegin;
      pieces.push({
        id,
        timestampMs: isTime ? (id - timestampBegin) * 20 : undefined,
        logProbability: recorder.logProbabilities[i - prefix]!,
        startMs: seconds === undefined ? undefined : Math.round(seconds[i]! * 1_000),
      });
    }
    const spoken = pieces.filter((piece) => piece.timestampMs === undefined);
    const loop = findLoop(spoken.map((piece) => piece.id));
    const kept = loop === undefined ? pieces : pieces.filter((piece) => !spoken.slice(loop).includes(piece));
    const textOf = (group: readonly number[]): string => tokenizer.decode([...group], { skip_special_tokens: true });
    const words = wordsFromTokens(tokensToHeard(kept, samples.length / 16, textOf));
    const text = textOfWords(words);
    const sum = spoken.reduce((total, piece) => total + piece.logProbability, 0);
    return {
      text,
      words,
      averageLogProbability: spoken.length === 0 ? -Infinity : sum / spoken.length,
      compression: compressionOf(text),
      noSpeech: recorder.noSpeechProbability,
      looped: loop !== undefined,
    };
  };

  const transcribeOne = async (samples: Float32Array, language: string): Promise<Decoded> => {
    let best: Attempt | undefined;
    for (const temperature of TEMPERATURES) {
      const result = await attempt(samples, temperature, language);
      const isSilence =
        result.noSpeech > NO_SPEECH_PROBABILITY && result.averageLogProbability < MIN_AVERAGE_LOG_PROBABILITY;
      if (isSilence || result.text === '') return EMPTY;
      if (!best || result.averageLogProbability > best.averageLogProbability) best = result;
      const isSound =
        result.averageLogProbability >= MIN_AVERAGE_LOG_PROBABILITY &&
        result.compression <= MAX_COMPRESSION &&
        !result.looped;
      if (isSound) return result;
    }
    return best ?? EMPTY;
  };

  return {
    maxBatch: 1,
    async transcribe(segments, { language } = {}) {
      const decoded: Decoded[] = [];
      for (const segment of segments)
        decoded.push(await transcribeOne(segment.subarray(0, MAX_SAMPLES), language?.split('-')[0] ?? 'en'));
      return decoded;
    },
    async close() {
      await model.dispose();
    },
  };
}

const EMPTY: Decoded = { text: '', words: [], averageLogProbability: -Infinity };

interface WhisperConfig {
  readonly no_timestamps_token_id: number;
  readonly eos_token_id: number;
  readonly is_multilingual?: boolean;
  readonly alignment_heads?: readonly (readonly [number, number])[];
}

async function load(name: string, options: Record<string, unknown>) {
  try {
    return {
      tokenizer: await AutoTokenizer.from_pretrained(name, { local_files_only: true }),
      extractor: (await WhisperFeatureExtractor.from_pretrained(name, { local_files_only: true })) as unknown as (
        samples: Float32Array,
      ) => Promise<unknown>,
      model: await WhisperForConditionalGeneration.from_pretrained(name, options),
    };
  } catch (cause) {
    throw new AppError('model.corrupt', { cause });
  }
}

/** `<|nospeech|>`, in older exports `<|nocaptions|>`. */
function noSpeechTokenOf(tokenizer: PreTrainedTokenizer): number | undefined {
  for (const token of ['<|nospeech|>', '<|nocaptions|>']) {
    const [id] = tokenizer.convert_tokens_to_ids([token]) as unknown as (number | null | undefined)[];
    if (id !== undefined && id !== null) return id;
  }
  return undefined;
}

/**
 * Sits in the decoding loop and notes how likely each chosen token was. It changes nothing. The scores of a step are kept until
 * the next one, when the sequence tells what was chosen.
 */
class ScoreRecorder extends LogitsProcessor {
  readonly logProbabilities: number[] = [];
  noSpeechProbability = 0;
  #scores: Float32Array | undefined;
  #logSum = 0;
  readonly #noSpeechToken: number | undefined;

  constructor(noSpeechToken: number | undefined) {
    super();
    this.#noSpeechToken = noSpeechToken;
  }

  override _call(inputIds: bigint[][], logits: Tensor): Tensor {
    const scores = logits.data as Float32Array;
    this.#settle(Number(inputIds[0]!.at(-1)));
    this.#scores = scores.slice();
    this.#logSum = logSumExp(scores);
    if (this.logProbabilities.length === 0 && this.#noSpeechToken !== undefined)
      this.noSpeechProbability = Math.exp(scores[this.#noSpeechToken]! - this.#logSum);
    return logits;
  }

  /** The last token's score: no step follows it. */
  finish(ids: readonly number[]): void {
    this.#settle(ids.at(-1)!);
    this.#scores = undefined;
  }

  #settle(chosen: number): void {
    if (this.#scores) this.logProbabilities.push(this.#scores[chosen]! - this.#logSum);
  }
}

function logSumExp(scores: Float32Array): number {
  let highest = -Infinity;
  for (const score of scores) if (score > highest) highest = score;
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - highest);
  return highest + Math.log(sum);
}

/** Where a text begins to go round in circles, looking at every prefix as the decoder would have. */
function findLoop(ids: readonly number[]): number | undefined {
  for (let length = 8; length <= ids.length; length++) {
    const keep = loopStart(ids.slice(0, length));
    if (keep !== undefined) return keep;
  }
  return undefined;
}

/** How much a text repeats itself: its bytes over its deflated bytes. */
function compressionOf(text: string): number {
  const bytes = Buffer.from(text, 'utf8');
  return bytes.length === 0 ? 0 : bytes.length / deflateRawSync(bytes).length;
}
