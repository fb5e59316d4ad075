import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { AutoTokenizer, env, WhisperFeatureExtractor, type PreTrainedTokenizer } from '@huggingface/transformers';
import { AppError } from '../../../shared/errors.ts';
import { alignTokens } from '../../domain/speech/align.ts';
import { tokenLimit } from '../../domain/speech/loop-guard.ts';
import { judgeWhisper, withoutRepeats } from '../../domain/speech/whisper-guards.ts';
import { whisperPrompt, type WhisperPrompt } from '../../domain/speech/whisper-prompt.ts';
import { logSumExp, TIMESTAMP_MS, whisperSeek } from '../../domain/speech/whisper-rules.ts';
import { searchWhisper, type WhisperStep } from '../../domain/speech/whisper-search.ts';
import { tokensToHeard, type WhisperPiece } from '../../domain/speech/whisper-tokens.ts';
import { textOfWords, wordsFromTokens, type HeardWord } from '../../domain/speech/words.ts';
import type { Decoded, HearingOptions, SpeechEngine } from './engine.ts';
import type { OnnxOptions } from './onnx.ts';
import { readWhisperConfig, type WhisperConfig } from './whisper-config.ts';
import { createWhisperDecoder, type WhisperState } from './whisper-decoder.ts';
import { openWhisperSessions, type OnnxRuntime } from './whisper-sessions.ts';
import type { SpeechDevice, WhisperPrecision } from './worker-protocol.ts';

/** Whisper hears 30 s at a time; what is longer is heard piece by piece. */
const SAMPLES_PER_MS = 16;
const MAX_SAMPLES = 16_000 * 30;
/** What is left of a window after the model's last full stretch: shorter, it holds no word worth another pass. */
const MIN_REST_SAMPLES = 16_000 * 0.4;
/** The positions that the decoder has, prompt included. */
const MAX_POSITIONS = 448;
/** Decoding is tried with these temperatures, in order, until the result passes (Radford et al. 2022, section 4.5). */
const TEMPERATURES = [0, 0.2, 0.4, 0.6, 0.8] as const;
/** Above this, what was prompted is dropped: it may be what leads astray. */
const MAX_PROMPTED_TEMPERATURE = 0.4;
/** A second hearing keeps several hypotheses, so that it errs otherwise than the first. */
const SECOND_BEAMS = 3;

export interface WhisperOptions extends OnnxOptions {
  readonly precision?: WhisperPrecision;
  readonly device?: SpeechDevice;
}

/** One try at one window of at most 30 s. */
interface Attempt {
  readonly text: string;
  readonly words: readonly HeardWord[];
  readonly averageLogProbability: number;
  readonly compression: number;
  readonly looped: boolean;
  readonly tokens: readonly number[];
  /** How far into the window it was heard. */
  readonly untilMs: number;
}

/**
 * A Whisper model from a local folder (the layout of the ONNX exports on the hub; tokenizer and spectrogram by transformers.js):
 * long-form decoding by Whisper's own moments, temperature fallback, checks against silence, loops and stock phrases. Words have times from
 * cross-attention where the export carries it (`cross_attentions.*` outputs), else from the moments, spread over the words
 * between them. A window is encoded once, however often it is decoded.
 * @throws AppError `model.missing` | `model.corrupt` | `model.unsupported`
 */
export async function openWhisper(
  folder: string,
  options: WhisperOptions,
  runtime?: OnnxRuntime,
): Promise<SpeechEngine> {
  const absolute = path.resolve(folder);
  const sessions = await openWhisperSessions(absolute, options, runtime);
  const { tokenizer, extractor } = await loadTexts(absolute);
  const config = await readWhisperConfig(absolute);
  const vocabulary = whisperVocabulary(config, tokenizer);
  const decoder = createWhisperDecoder(sessions, config.alignmentHeads, config);
  const encode = (text: string): number[] => tokenizer.encode(text, { add_special_tokens: false });
  // The library refuses to decode nothing.
  const decode = (ids: readonly number[]): string =>
    ids.length === 0 ? '' : tokenizer.decode([...ids], { skip_special_tokens: true });

  /** The likeliest language of a window, by the model's own first token. */
  const detectLanguage = async (audio: WhisperState): Promise<string> => {
    const row = (await decoder.step(audio, [vocabulary.start])).scores(-1);
    const [best] = Object.entries(config.languageTokens).sort(([, a], [, b]) => row[b]! - row[a]!);
    return best?.[0] ?? 'en';
  };

  const attempt = async (
    audio: WhisperState,
    durationMs: number,
    prefix: readonly number[],
    how: { readonly temperature: number; readonly beams: number; readonly limit: number },
  ): Promise<Attempt & { readonly noSpeech: number }> => {
    const search = searchWhisper<Float32Array>({ ...how, vocabulary });
    const first = await decoder.step(audio, prefix);
    const noSpeech = noSpeechOf(first.scores(prefix.indexOf(vocabulary.start)), vocabulary.noSpeech);
    let rows = [{ output: first, scores: first.scores(-1) }];
    for (;;) {
      const ways = search.advance(rows.map(({ scores, output }) => ({ scores, extra: output.attention })));
      if (ways.length === 0) break;
      const next: typeof rows = [];
      for (const { token, from } of ways) {
        const output = await decoder.step(rows[from]!.output.state, [token]);
        next.push({ output, scores: output.scores(-1) });
      }
      rows = next;
    }
    const { steps, looped } = search.result();
    return { ...toAttempt(steps, looped, durationMs), noSpeech };
  };

  const toAttempt = (steps: readonly WhisperStep<Float32Array>[], looped: boolean, durationMs: number): Attempt => {
    const tokens = steps.map((step) => step.token);
    const { untilMs, keep } = whisperSeek(tokens, durationMs, vocabulary);
    const kept = steps.slice(0, keep);
    const spoken = kept.filter((step) => step.token < vocabulary.timestampBegin);
    const starts = decoder.hasAttention ? alignSpoken(spoken, untilMs) : undefined;
    let at = 0;
    const pieces = kept.map(({ token, logProbability }): WhisperPiece => {
      const isMoment = token >= vocabulary.timestampBegin;
      return {
        id: token,
        timestampMs: isMoment ? (token - vocabulary.timestampBegin) * TIMESTAMP_MS : undefined,
        logProbability,
        startMs: isMoment || !starts ? undefined : starts[at++],
      };
    });
    const words = withoutRepeats(wordsFromTokens(tokensToHeard(pieces, untilMs, decode)));
    const text = textOfWords(words);
    return {
      text,
      words,
      averageLogProbability: meanOf(spoken.map((step) => step.logProbability)),
      compression: compressionOf(decode(spoken.map((step) => step.token))),
      looped,
      tokens: spoken.map((step) => step.token),
      untilMs,
    };
  };

  /** One window of at most 30 s, tried until it passes. */
  const hearWindow = async (
    samples: Float32Array,
    prompt: WhisperPrompt | undefined,
    { language, pass }: HearingOptions,
  ): Promise<Attempt & { readonly language?: string }> => {
    const durationMs = samples.length / SAMPLES_PER_MS;
    const audio = await decoder.encode(await extractor(samples));
    const spoken = config.isMultilingual ? (language ?? (await detectLanguage(audio))) : undefined;
    const task = spoken === undefined ? [] : [config.languageTokens[spoken]!, config.transcribeToken!];
    // How much a second can hold is known for English; other scripts take more tokens for as many words.
    const isEnglish = spoken === undefined || spoken === 'en';
    const mostTokens = isEnglish ? tokenLimit(durationMs) + 8 : Infinity;
    let best: Attempt | undefined;
    for (const temperature of pass === 'draft' ? [0] : TEMPERATURES) {
      const prompted = temperature <= MAX_PROMPTED_TEMPERATURE ? prompt : undefined;
      const prefix = [...(prompted?.tokens ?? []), vocabulary.start, ...task];
      const beams = pass === 'second' ? SECOND_BEAMS : 1;
      const limit = Math.min(mostTokens, MAX_POSITIONS - prefix.length - 1);
      const result = await attempt(audio, durationMs, prefix, { temperature, beams, limit });
      const verdict = judgeWhisper({ ...result, durationMs, prompt: prompted?.text });
      if (verdict === 'silence') return { ...result, ...NOTHING, untilMs: durationMs };
      if (!best || result.averageLogProbability > best.averageLogProbability) best = result;
      if (verdict === 'sound') return { ...result, ...(spoken === undefined ? {} : { language: spoken }) };
    }
    return { ...best!, ...(spoken === undefined ? {} : { language: spoken }) };
  };

  const hear = async (samples: Float32Array, hearing: HearingOptions): Promise<Decoded> => {
    const prompt = whisperPrompt(hearing.vocabulary ?? [], vocabulary.startOfPrevious, encode);
    const words: HeardWord[] = [];
    let language: string | undefined;
    const means: { mean: number; tokens: number }[] = [];
    for (let at = 0; at === 0 || samples.length - at >= MIN_REST_SAMPLES;) {
      const window = samples.subarray(at, at + MAX_SAMPLES);
      const heard = await hearWindow(window, prompt, hearing);
      language ??= heard.language;
      const offsetMs = at / SAMPLES_PER_MS;
      for (const word of heard.words)
        words.push({ ...word, startMs: word.startMs + offsetMs, endMs: word.endMs + offsetMs });
      if (heard.tokens.length > 0) means.push({ mean: heard.averageLogProbability, tokens: heard.tokens.length });
      at += Math.max(MIN_REST_SAMPLES, Math.min(window.length, Math.round(heard.untilMs * SAMPLES_PER_MS)));
    }
    const kept = withoutRepeats(words);
    const tokens = means.reduce((sum, part) => sum + part.tokens, 0);
    return {
      text: textOfWords(kept),
      words: kept,
      ...(language === undefined ? {} : { language }),
      averageLogProbability:
        tokens === 0 ? -Infinity : means.reduce((sum, part) => sum + part.mean * part.tokens, 0) / tokens,
    };
  };

  return {
    maxBatch: 1,
    provider: sessions.provider,
    precision: sessions.precision,
    fellBack: sessions.fellBack,
    async transcribe(segments, hearing = {}) {
      const language = hearing.language?.split('-')[0];
      if (language !== undefined && config.isMultilingual && config.languageTokens[language] === undefined)
        throw new AppError('model.unsupported', { params: { language } });
      const decoded: Decoded[] = [];
      for (const segment of segments) decoded.push(await hear(segment, { ...hearing, language }));
      return decoded;
    },
    close: () => decoder.close(),
  };
}

const NOTHING = { text: '', words: [], tokens: [], averageLogProbability: -Infinity } as const;

interface EngineVocabulary {
  readonly start: number;
  readonly startOfPrevious: number | undefined;
  readonly noSpeech: number | undefined;
  readonly end: number;
  readonly timestampBegin: number;
  readonly suppress: readonly number[];
  readonly suppressAtBegin: readonly number[];
  readonly maxInitialTimestamp: number;
}

function whisperVocabulary(config: WhisperConfig, tokenizer: PreTrainedTokenizer): EngineVocabulary {
  const idOf = (token: string): number | undefined => {
    const [id] = tokenizer.convert_tokens_to_ids([token]) as unknown as (number | null | undefined)[];
    return id ?? undefined;
  };
  return {
    start: config.startToken,
    startOfPrevious: idOf('<|startofprev|>'),
    // Older exports call it by the other name.
    noSpeech: idOf('<|nospeech|>') ?? idOf('<|nocaptions|>'),
    end: config.endToken,
    timestampBegin: config.noTimestampsToken + 1,
    suppress: config.suppress,
    suppressAtBegin: config.suppressAtBegin,
    maxInitialTimestamp: config.maxInitialTimestamp,
  };
}

/** Makes the features of a stretch of samples, padded to 30 s. */
type Extractor = (samples: Float32Array) => Promise<{ data: Float32Array; dims: readonly number[] }>;

async function loadTexts(folder: string): Promise<{ tokenizer: PreTrainedTokenizer; extractor: Extractor }> {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = path.dirname(folder);
  env.useFSCache = false;
  const name = path.basename(folder);
  try {
    const tokenizer = await AutoTokenizer.from_pretrained(name, { local_files_only: true });
    const extract = (await WhisperFeatureExtractor.from_pretrained(name, {
      local_files_only: true,
    })) as unknown as (
      samples: Float32Array,
    ) => Promise<{ input_features: { data: Float32Array; dims: readonly number[] } }>;
    return { tokenizer, extractor: async (samples) => (await extract(samples)).input_features };
  } catch (cause) {
    throw new AppError('model.corrupt', { cause });
  }
}

/** Where each spoken token begins, from the attention that chose it. */
function alignSpoken(spoken: readonly WhisperStep<Float32Array>[], durationMs: number): number[] {
  const frames = Math.max(1, Math.min(spoken[0]?.extra.length ?? 1, Math.ceil(durationMs / TIMESTAMP_MS)));
  const attention = new Float32Array(spoken.length * frames);
  spoken.forEach((step, i) => {
    attention.set(step.extra.subarray(0, frames), i * frames);
  });
  return Array.from(alignTokens(attention, spoken.length, frames), (frame) => frame * TIMESTAMP_MS);
}

function noSpeechOf(scores: Float32Array, noSpeechToken: number | undefined): number {
  return noSpeechToken === undefined ? 0 : Math.exp(scores[noSpeechToken]! - logSumExp(scores));
}

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? -Infinity : values.reduce((sum, value) => sum + value, 0) / values.length;

/** How much a text repeats itself: its bytes over its deflated bytes. */
function compressionOf(text: string): number {
  const bytes = Buffer.from(text, 'utf8');
  return bytes.length === 0 ? 0 : bytes.length / deflateRawSync(bytes).length;
}
