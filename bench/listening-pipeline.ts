/**
 * The other thing to compare with: `@huggingface/transformers`' own speech recognition pipeline on the same weights. It wants a model folder in
 * its own layout; this makes one for the time of the benchmark, from the installed packages' files and the facts of the model.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import llamaTokenizer from 'llama-tokenizer-js';
import { findBuiltInModel } from '../src/main/adapters/speech/model-files.ts';

const MODEL = 'moonshine-tiny';

/** Sizes of Moonshine tiny, as its files have them. */
const CONFIG = {
  architectures: ['MoonshineForConditionalGeneration'],
  model_type: 'moonshine',
  is_encoder_decoder: true,
  hidden_size: 288,
  intermediate_size: 1_152,
  encoder_num_hidden_layers: 6,
  decoder_num_hidden_layers: 6,
  encoder_num_attention_heads: 8,
  decoder_num_attention_heads: 8,
  encoder_num_key_value_heads: 8,
  decoder_num_key_value_heads: 8,
  vocab_size: 32_768,
  max_position_embeddings: 194,
  bos_token_id: 1,
  eos_token_id: 2,
  decoder_start_token_id: 1,
};

interface Tokenizer {
  readonly vocabById: readonly string[];
  readonly merges: ReadonlyMap<string, number>;
}

export interface Pipeline {
  transcribe(samples: Float32Array): Promise<string>;
  close(): Promise<void>;
}

export async function openPipeline(): Promise<Pipeline> {
  const { env, pipeline } = await import('@huggingface/transformers');
  const root = mkdtempSync(path.join(tmpdir(), 'chartside-pipeline-'));
  writeModelFolder(path.join(root, MODEL));
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = root;
  const recognise = await pipeline('automatic-speech-recognition', MODEL, { dtype: 'q8', device: 'cpu' });
  return {
    async transcribe(samples) {
      const output = await recognise(samples);
      return Array.isArray(output) ? output.map(({ text }) => text).join(' ') : output.text;
    },
    async close() {
      await recognise.dispose();
      rmSync(root, { recursive: true });
    },
  };
}

function writeModelFolder(folder: string): void {
  mkdirSync(path.join(folder, 'onnx'), { recursive: true });
  const { encoder, decoder } = findBuiltInModel();
  symlinkSync(encoder, path.join(folder, 'onnx', 'encoder_model_quantized.onnx'));
  symlinkSync(decoder, path.join(folder, 'onnx', 'decoder_model_merged_quantized.onnx'));
  const write = (file: string, content: object): void => {
    writeFileSync(path.join(folder, file), JSON.stringify(content));
  };
  write('config.json', CONFIG);
  write('generation_config.json', {
    bos_token_id: CONFIG.bos_token_id,
    eos_token_id: CONFIG.eos_token_id,
    decoder_start_token_id: CONFIG.decoder_start_token_id,
    max_length: CONFIG.max_position_embeddings,
  });
  write('preprocessor_config.json', {
    feature_extractor_type: 'MoonshineFeatureExtractor',
    processor_class: 'MoonshineProcessor',
    sampling_rate: 16_000,
    feature_size: 1,
  });
  write('tokenizer_config.json', {
    tokenizer_class: 'PreTrainedTokenizerFast',
    processor_class: 'MoonshineProcessor',
    bos_token: '<s>',
    eos_token: '</s>',
    unk_token: '<unk>',
    model_max_length: 2_048,
  });
  write('tokenizer.json', tokenizer());
}

/** Llama's pieces and merges, and what joins them to text. */
function tokenizer(): object {
  const { vocabById, merges } = llamaTokenizer as unknown as Tokenizer;
  const special = ['<unk>', '<s>', '</s>'];
  return {
    version: '1.0',
    added_tokens: special.map((content, id) => ({ id, content, special: true, normalized: false })),
    normalizer: null,
    pre_tokenizer: null,
    post_processor: null,
    decoder: {
      type: 'Sequence',
      decoders: [
        { type: 'Replace', pattern: { String: '\u2581' }, content: ' ' },
        { type: 'ByteFallback' },
        { type: 'Fuse' },
        { type: 'Strip', content: ' ', start: 1, stop: 0 },
      ],
    },
    model: {
      type: 'BPE',
      unk_token: '<unk>',
      byte_fallback: true,
      fuse_unk: true,
      vocab: Object.fromEntries(vocabById.map((piece, id) => [piece, id])),
      merges: [...merges].sort((a, b) => a[1] - b[1]).map(([pair]) => pair),
    },
  };
}
