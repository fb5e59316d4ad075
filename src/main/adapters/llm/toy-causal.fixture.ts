import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FLOAT, INT64, makeNode, makeTensor, valueInfo, writeModel } from '../speech/onnx-graph.ts';

const HIDDEN = 4;
const END = '<|end|>';
const TEMPLATE =
  "{% for message in messages %}{{ message['role'] + ': ' + message['content'] + '\\n' }}{% endfor %}{{ 'assistant: ' }}";

/**
 * Writes a folder that transformers.js loads as a Llama: configuration, chat template, byte-level tokenizer and a graph with a real key/value
 * cache, all made here. The "network" knows one thing: which token comes after which. Behind any text it says `script`, piece by piece; with
 * `loop` it begins again at the end and never stops.
 */
export async function writeToyCausal(
  folder: string,
  script: string,
  { loop = false, suffix = '_q4' }: { loop?: boolean; suffix?: string } = {},
): Promise<void> {
  const alphabet = byteAlphabet();
  const letters = [...new Set(alphabet.values())];
  const vocabulary = [...letters];
  const ids: number[] = [];
  // Each piece is a token of its own: one that is there already is made longer until it is not.
  for (let at = 0; at < script.length;) {
    let end = Math.min(script.length, at + 12);
    while (end < script.length && vocabulary.includes(toByteLevel(script.slice(at, end), alphabet))) end++;
    ids.push(vocabulary.push(toByteLevel(script.slice(at, end), alphabet)) - 1);
    at = end;
  }
  const endId = vocabulary.push(END) - 1;
  const size = vocabulary.length;
  const next = new Float32Array(size * size);
  const follow = (from: number, to: number): void => void (next[from * size + to] = 20);
  for (let id = 0; id < letters.length; id++) follow(id, ids[0] ?? endId);
  ids.forEach((id, i) => follow(id, ids[i + 1] ?? (loop ? ids[0]! : endId)));
  follow(endId, endId);

  await mkdir(path.join(folder, 'onnx'), { recursive: true });
  const write = (file: string, content: unknown): Promise<void> =>
    writeFile(path.join(folder, file), content instanceof Uint8Array ? content : JSON.stringify(content));
  await write('config.json', {
    model_type: 'llama',
    architectures: ['LlamaForCausalLM'],
    hidden_size: HIDDEN,
    intermediate_size: HIDDEN,
    num_attention_heads: 1,
    num_key_value_heads: 1,
    num_hidden_layers: 1,
    max_position_embeddings: 65_536,
    vocab_size: size,
    bos_token_id: endId,
    eos_token_id: endId,
    pad_token_id: endId,
  });
  await write('generation_config.json', { bos_token_id: endId, eos_token_id: endId, pad_token_id: endId });
  await write('tokenizer_config.json', {
    tokenizer_class: 'PreTrainedTokenizerFast',
    eos_token: END,
    pad_token: END,
    chat_template: TEMPLATE,
  });
  await write('tokenizer.json', {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [
      { id: endId, content: END, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true },
    ],
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: '',
      end_of_word_suffix: '',
      fuse_unk: false,
      byte_fallback: false,
      vocab: Object.fromEntries(vocabulary.slice(0, endId).map((token, i) => [token, i])),
      merges: [],
    },
  });
  await write(`onnx/model${suffix}.onnx`, graph(next, size));
}

function graph(next: Float32Array, size: number): Uint8Array {
  const cache = ['batch', 1, 'length', HIDDEN] as const;
  return writeModel({
    source: {
      irVersion: 8,
      opsets: [Uint8Array.of(0x10, 14)],
      graph: { nodes: [], initializers: new Map(), inputs: new Map(), outputs: new Map() },
    },
    name: 'toy',
    nodes: [
      makeNode('Gather', ['next', 'input_ids'], ['logits'], { axis: 0 }),
      makeNode('Cast', ['input_ids'], ['ids'], { to: FLOAT }),
      makeNode('Unsqueeze', ['ids', 'axes_1_3'], ['column']),
      makeNode('Mul', ['column', 'zero_row'], ['entries']),
      makeNode('Concat', ['past_key_values.0.key', 'entries'], ['present.0.key'], { axis: 2 }),
      makeNode('Concat', ['past_key_values.0.value', 'entries'], ['present.0.value'], { axis: 2 }),
    ],
    inputs: [
      valueInfo('input_ids', INT64, ['batch', 'tokens']),
      valueInfo('attention_mask', INT64, ['batch', 'all']),
      valueInfo('past_key_values.0.key', FLOAT, cache),
      valueInfo('past_key_values.0.value', FLOAT, cache),
    ],
    outputs: [
      valueInfo('logits', FLOAT, ['batch', 'tokens', size]),
      valueInfo('present.0.key', FLOAT, cache),
      valueInfo('present.0.value', FLOAT, cache),
    ],
    tensors: [
      makeTensor('zero_row', [1, 1, 1, HIDDEN], new Float32Array(HIDDEN)),
      makeTensor('axes_1_3', [2], BigInt64Array.of(1n, 3n)),
      makeTensor('next', [size, size], next),
    ],
  });
}

/** GPT-2's way to write every byte as a printable letter. */
function byteAlphabet(): Map<number, string> {
  const isPrintable = (byte: number): boolean =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
  let extra = 0;
  return new Map(
    Array.from({ length: 256 }, (_, byte) => [byte, String.fromCodePoint(isPrintable(byte) ? byte : 256 + extra++)]),
  );
}

const toByteLevel = (text: string, alphabet: Map<number, string>): string =>
  [...new TextEncoder().encode(text)].map((byte) => alphabet.get(byte)!).join('');
