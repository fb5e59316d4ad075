import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { readModelRecord, type ModelRecord } from '../models/model-record.ts';
import type { WhisperPrecision } from './worker-protocol.ts';

/** What transformers.js needs of a Whisper folder (the layout of the ONNX exports on the hub). */
const REQUIRED = [
  'config.json',
  'generation_config.json',
  'preprocessor_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
];

const Config = z.object({ model_type: z.literal('whisper') });
const GenerationConfig = z.object({
  is_multilingual: z.boolean().optional(),
  lang_to_id: z.record(z.string(), z.number()).optional(),
});

/** File-name endings of the ONNX exports. */
const SUFFIX: Readonly<Record<WhisperPrecision, string>> = { q8: '_quantized', fp16: '_fp16', fp32: '', q4: '_q4' };
export const WHISPER_PRECISIONS: readonly WhisperPrecision[] = ['q8', 'q4', 'fp32', 'fp16'];

/** The two graphs of a precision. */
export const whisperWeights = (
  folder: string,
  precision: WhisperPrecision,
): { readonly encoder: string; readonly decoder: string } => ({
  encoder: path.join(folder, 'onnx', `encoder_model${SUFFIX[precision]}.onnx`),
  decoder: path.join(folder, 'onnx', `decoder_model_merged${SUFFIX[precision]}.onnx`),
});

/** Which precisions a folder holds, whole; best first for a processor. @throws AppError `model.missing` when there is none. */
export function precisionsOf(folder: string): readonly WhisperPrecision[] {
  const found = WHISPER_PRECISIONS.filter((precision) =>
    Object.values(whisperWeights(folder, precision)).every((file) => existsSync(file)),
  );
  if (found.length === 0) throw new AppError('model.missing', { params: { file: 'onnx/encoder_model.onnx' } });
  return found;
}

/**
 * Looks at a Whisper folder without loading it.
 * @throws AppError `model.missing` for a file that is not there, `model.corrupt` when the configuration is not Whisper's,
 * `model.digest` when an installed model's files are not those that were installed.
 */
export async function describeWhisper(
  folder: string,
  precision?: WhisperPrecision,
): Promise<{ name: string; sha256: string; languages: readonly string[]; licence: string }> {
  for (const file of REQUIRED)
    if (!existsSync(path.join(folder, file))) throw new AppError('model.missing', { params: { file } });
  const there = precisionsOf(folder);
  const chosen = precision !== undefined && there.includes(precision) ? precision : there[0]!;
  const files = Object.values(whisperWeights(folder, chosen));
  await parse(folder, 'config.json', Config);
  const generation = await parse(folder, 'generation_config.json', GenerationConfig);
  const external = (await readdir(path.join(folder, 'onnx')))
    .filter((file) => files.some((weights) => file.startsWith(`${path.basename(weights)}_data`)))
    .sort();
  const weights = [...files, ...external.map((file) => path.join(folder, 'onnx', file))];
  return {
    name: path.basename(path.resolve(folder)),
    sha256: await digestWeights(folder, weights, await readModelRecord(folder)),
    languages: generation.is_multilingual ? languagesOf(generation.lang_to_id ?? {}) : ['en'],
    licence: 'Whisper, MIT, OpenAI',
  };
}

/** SHA-256 over the weights, one after the other; on the way each file that decides the text is held against what was installed. */
async function digestWeights(
  folder: string,
  weights: readonly string[],
  record: ModelRecord | undefined,
): Promise<string> {
  const all = createHash('sha256');
  for (const file of [...REQUIRED.map((name) => path.join(folder, name)), ...weights]) {
    const one = createHash('sha256');
    for await (const chunk of createReadStream(file)) {
      one.update(chunk as Buffer);
      if (weights.includes(file)) all.update(chunk as Buffer);
    }
    const name = path.relative(folder, file).split(path.sep).join('/');
    if (record && record.files[name] !== one.digest('hex'))
      throw new AppError('model.digest', { params: { file: name } });
  }
  return all.digest('hex');
}

async function parse<T>(folder: string, file: string, schema: z.ZodType<T>): Promise<T> {
  try {
    return schema.parse(JSON.parse(await readFile(path.join(folder, file), 'utf8')));
  } catch (cause) {
    throw new AppError('model.corrupt', { params: { file }, cause });
  }
}

/** Keys are tokens like `<|es|>`. */
const languagesOf = (languageTokens: Readonly<Record<string, number>>): string[] =>
  Object.keys(languageTokens).map((token) => token.replace(/[<|>]/g, ''));
