import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FLOAT, INT64, makeNode, makeTensor, valueInfo, writeModel, type OnnxModel } from './onnx-graph.ts';

/** Item of a toy's script: words to say, or a moment in seconds. */
export type ToyItem = string | number;

export interface ToyOptions {
  readonly attention?: boolean;
  readonly noSpeech?: boolean;
  readonly multilingual?: boolean;
  /** The language that a multilingual toy believes to hear. */
  readonly hears?: 'en' | 'es';
  /** Tokens that must stand before the transcript's start: the toy says its script only behind exactly such a prompt. */
  readonly promptTokens?: number;
  /** A vocabulary without the token that opens a prompt: the toy cannot be hinted at, and says its script whatever is likely. */
  readonly deafToHints?: boolean;
  /** Ending of the names of the ONNX files, e.g. `_quantized`. */
  readonly suffix?: string;
  /** Half floats at the edges, as the fp16 exports have them. */
  readonly half?: boolean;
  /** How sure it is of its script: a score, the others' being 0. Default 14. */
  readonly score?: number;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** GPT-2's byte-level alphabet writes a space as this. */
const SPACE = '\u0120';
const TIMESTAMPS = 1_501;
const HIDDEN = 4;
const FRAMES = 1_500;
/** Of 20 ms. */
const FRAMES_A_TOKEN = 6;

/**
 * Writes a folder that transformers.js loads as Whisper: its own file layout, configuration keys, merged decoder with key/value
 * cache, tokenizer, all generated here. The "network" has no weights worth the name: it says its script, token by token, whatever
 * it hears, so that everything around the weights can be tested. `nospeech` makes it doubt that anyone spoke.
 */
export async function writeToyWhisper(
  folder: string,
  script: readonly ToyItem[],
  options: ToyOptions = {},
): Promise<void> {
  const vocabulary = toyVocabulary(options);
  const ids = encodeScript(script, vocabulary);
  await mkdir(path.join(folder, 'onnx'), { recursive: true });
  const write = (file: string, content: unknown): Promise<void> =>
    writeFile(path.join(folder, file), content instanceof Uint8Array ? content : JSON.stringify(content));
  await write('config.json', toyConfig(vocabulary));
  await write('generation_config.json', toyGenerationConfig(vocabulary, options));
  await write('preprocessor_config.json', {
    feature_extractor_type: 'WhisperFeatureExtractor',
    processor_class: 'WhisperProcessor',
    feature_size: 80,
    sampling_rate: 16_000,
    hop_length: 160,
    n_fft: 400,
    chunk_length: 30,
    n_samples: 480_000,
    nb_max_frames: 3_000,
    padding_value: 0,
  });
  await write('tokenizer.json', toyTokenizer(vocabulary));
  await write('tokenizer_config.json', { tokenizer_class: 'WhisperTokenizer', model_max_length: 1_024 });
  const { suffix = '' } = options;
  await write(`onnx/encoder_model${suffix}.onnx`, toyEncoder(options));
  await write(`onnx/decoder_model_merged${suffix}.onnx`, toyDecoder(ids, vocabulary, options));
}

interface ToyVocabulary {
  readonly words: readonly string[];
  readonly specials: readonly string[];
  idOf(token: string): number;
  readonly size: number;
  readonly firstTimestamp: number;
}

function toyVocabulary({ multilingual = false, deafToHints = false }: ToyOptions): ToyVocabulary {
  const letters = [...LETTERS];
  const words = [...letters, ...letters.map((letter) => SPACE + letter), '.', '?', ',', SPACE];
  const languages = multilingual ? ['<|en|>', '<|es|>', '<|transcribe|>'] : [];
  const specials = [
    '<|endoftext|>',
    '<|startoftranscript|>',
    ...languages,
    ...(deafToHints ? [] : ['<|startofprev|>']),
    '<|nospeech|>',
    '<|notimestamps|>',
  ];
  const all = [...words, ...specials];
  const firstTimestamp = all.length;
  return {
    words,
    specials,
    firstTimestamp,
    size: firstTimestamp + TIMESTAMPS,
    idOf: (token) => all.indexOf(token),
  };
}

function encodeScript(script: readonly ToyItem[], vocabulary: ToyVocabulary): number[] {
  const ids: number[] = [];
  for (const item of script) {
    if (typeof item === 'number') {
      ids.push(vocabulary.firstTimestamp + Math.round(item * 50));
      continue;
    }
    for (const word of item.split(' '))
      [...word].forEach((letter, i) => {
        ids.push(vocabulary.idOf(i === 0 ? SPACE + letter : letter));
      });
  }
  return ids;
}

function toyConfig(vocabulary: ToyVocabulary): unknown {
  return {
    model_type: 'whisper',
    architectures: ['WhisperForConditionalGeneration'],
    is_encoder_decoder: true,
    d_model: HIDDEN,
    encoder_layers: 1,
    encoder_attention_heads: 1,
    decoder_layers: 1,
    decoder_attention_heads: 1,
    num_hidden_layers: 1,
    num_mel_bins: 80,
    max_source_positions: FRAMES,
    max_target_positions: 448,
    median_filter_width: 7,
    vocab_size: vocabulary.size,
    bos_token_id: vocabulary.idOf('<|startoftranscript|>'),
    eos_token_id: vocabulary.idOf('<|endoftext|>'),
    pad_token_id: vocabulary.idOf('<|endoftext|>'),
    decoder_start_token_id: vocabulary.idOf('<|startoftranscript|>'),
  };
}

function toyGenerationConfig(vocabulary: ToyVocabulary, options: ToyOptions): unknown {
  const multilingual = {
    lang_to_id: { '<|en|>': vocabulary.idOf('<|en|>'), '<|es|>': vocabulary.idOf('<|es|>') },
    task_to_id: { transcribe: vocabulary.idOf('<|transcribe|>') },
  };
  return {
    is_multilingual: options.multilingual ?? false,
    ...(options.multilingual ? multilingual : {}),
    ...(options.attention ? { alignment_heads: [[0, 0]] } : {}),
    max_initial_timestamp_index: 1_500,
    max_length: 448,
    bos_token_id: vocabulary.idOf('<|startoftranscript|>'),
    eos_token_id: vocabulary.idOf('<|endoftext|>'),
    pad_token_id: vocabulary.idOf('<|endoftext|>'),
    decoder_start_token_id: vocabulary.idOf('<|startoftranscript|>'),
    no_timestamps_token_id: vocabulary.idOf('<|notimestamps|>'),
  };
}

function toyTokenizer(vocabulary: ToyVocabulary): unknown {
  const added = [
    ...vocabulary.specials,
    ...Array.from({ length: TIMESTAMPS }, (_, i) => `<|${(i / 50).toFixed(2)}|>`),
  ].map((content, i) => ({
    id: vocabulary.words.length + i,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: i < vocabulary.specials.length,
  }));
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: added,
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: '',
      end_of_word_suffix: '',
      fuse_unk: false,
      byte_fallback: false,
      vocab: Object.fromEntries(vocabulary.words.map((word, i) => [word, i])),
      merges: [],
    },
  };
}

/** An empty model to hang graphs on: IR 8, operators of version 14, like the exports. */
const SHELL: OnnxModel = {
  irVersion: 8,
  opsets: [Uint8Array.of(0x10, 14)],
  graph: { nodes: [], initializers: new Map(), inputs: new Map(), outputs: new Map() },
};

/** input_features [B,80,3000] -> last_hidden_state [B,1500,4]: zeros, but computed from what came in. */
function toyEncoder({ half = false }: ToyOptions): Uint8Array {
  return writeModel({
    source: SHELL,
    name: 'encoder',
    nodes: [
      makeNode('ReduceMean', ['input_features'], ['mean'], { axes: [1, 2], keepdims: 1 }),
      makeNode('Mul', ['mean', 'zero_states'], ['states']),
      makeNode('Cast', ['states'], ['last_hidden_state'], { to: half ? FLOAT16 : FLOAT }),
    ],
    inputs: [valueInfo('input_features', FLOAT, ['batch', 80, 3_000])],
    outputs: [valueInfo('last_hidden_state', half ? FLOAT16 : FLOAT, ['batch', FRAMES, HIDDEN])],
    tensors: [makeTensor('zero_states', [1, FRAMES, HIDDEN], new Float32Array(FRAMES * HIDDEN))],
  });
}

/**
 * The n-th decoder position (the prompt's last is the first that counts) looks up row n of a table of scores. The cache is real:
 * its length is the position. Attention, if asked for, moves on with each token.
 */
function toyDecoder(script: readonly number[], vocabulary: ToyVocabulary, options: ToyOptions): Uint8Array {
  const positions = 448;
  const start = options.promptTokens ?? 0;
  const prompt = start + (options.multilingual ? 3 : 1);
  const float = options.half ? FLOAT16 : FLOAT;
  const end = vocabulary.idOf('<|endoftext|>');
  const scores = new Float32Array(positions * vocabulary.size);
  for (let position = prompt - 1; position < positions; position++)
    scores[position * vocabulary.size + (script[position - prompt + 1] ?? end)] =
      options.score ?? (options.noSpeech ? 3 : 14);
  if (options.noSpeech) scores[start * vocabulary.size + vocabulary.idOf('<|nospeech|>')] = 12;
  if (options.multilingual) scores[vocabulary.idOf(`<|${options.hears ?? 'en'}|>`)] = 9;
  const attention = new Float32Array(positions * FRAMES);
  for (let position = 0; position < positions; position++) {
    const frame = Math.min(FRAMES - 5, Math.max(0, position - prompt + 1) * FRAMES_A_TOKEN);
    for (let near = 0; near < 4; near++) attention[position * FRAMES + frame + near] = 1 / 4;
  }
  const cache = ['batch', 1, 'length', HIDDEN] as const;
  const keyValue = ['decoder.key', 'decoder.value', 'encoder.key', 'encoder.value'];
  return writeModel({
    source: SHELL,
    name: 'decoder',
    nodes: [
      makeNode('Cast', ['input_ids'], ['ids'], { to: FLOAT }),
      makeNode('Unsqueeze', ['ids', 'axes_1_3'], ['column']),
      makeNode('Mul', ['column', 'zero_row'], ['new_floats']),
      makeNode('Cast', ['new_floats'], ['new_entries'], { to: float }),
      makeNode('Concat', ['past_key_values.0.decoder.key', 'new_entries'], ['present.0.decoder.key'], { axis: 2 }),
      makeNode('Concat', ['past_key_values.0.decoder.value', 'new_entries'], ['present.0.decoder.value'], { axis: 2 }),
      makeNode('Unsqueeze', ['encoder_hidden_states', 'axis_1'], ['present.0.encoder.key']),
      makeNode('Identity', ['present.0.encoder.key'], ['present.0.encoder.value']),
      // Positions: from the cache's length to that plus the tokens now given.
      makeNode('Shape', ['past_key_values.0.decoder.key'], ['past_shape']),
      makeNode('Gather', ['past_shape', 'two'], ['from'], { axis: 0 }),
      makeNode('Shape', ['present.0.decoder.key'], ['present_shape']),
      makeNode('Gather', ['present_shape', 'two'], ['to'], { axis: 0 }),
      makeNode('Range', ['from', 'to', 'one'], ['positions']),
      makeNode('Gather', ['score_table', 'positions'], ['rows'], { axis: 0 }),
      makeNode('Unsqueeze', ['rows', 'axis_0'], ['scores']),
      makeNode('Cast', ['scores'], ['logits'], { to: float }),
      makeNode('Gather', ['attention_table', 'positions'], ['attended'], { axis: 0 }),
      makeNode('Unsqueeze', ['attended', 'axes_0_1'], ['cross_attentions.0']),
    ],
    inputs: [
      valueInfo('input_ids', INT64, ['batch', 'tokens']),
      valueInfo('encoder_hidden_states', float, ['batch', FRAMES, HIDDEN]),
      ...keyValue.map((kind) => valueInfo(`past_key_values.0.${kind}`, float, cache)),
      valueInfo('use_cache_branch', BOOL, [1]),
    ],
    outputs: [
      valueInfo('logits', float, ['batch', 'tokens', vocabulary.size]),
      ...keyValue.map((kind) => valueInfo(`present.0.${kind}`, float, cache)),
      ...(options.attention ? [valueInfo('cross_attentions.0', FLOAT, ['batch', 1, 'tokens', FRAMES])] : []),
    ],
    tensors: [
      makeTensor('zero_row', [1, 1, 1, HIDDEN], new Float32Array(HIDDEN)),
      makeTensor('axes_1_3', [2], BigInt64Array.of(1n, 3n)),
      makeTensor('axes_0_1', [2], BigInt64Array.of(0n, 1n)),
      makeTensor('axis_0', [1], BigInt64Array.of(0n)),
      makeTensor('axis_1', [1], BigInt64Array.of(1n)),
      makeTensor('one', [], BigInt64Array.of(1n)),
      makeTensor('two', [], BigInt64Array.of(2n)),
      makeTensor('score_table', [positions, vocabulary.size], scores),
      makeTensor('attention_table', [positions, FRAMES], attention),
    ],
  });
}

const BOOL = 9;
const FLOAT16 = 10;
