import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { sha256OfFiles } from './model-files.ts';

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

/** File-name endings of the ONNX exports, best first for a CPU: int8, half, full precision. */
export const WHISPER_PRECISIONS = [
  { suffix: '_quantized', dtype: 'q8' },
  { suffix: '', dtype: 'fp32' },
  { suffix: '_fp16', dtype: 'fp16' },
] as const;

export type WhisperDtype = (typeof WHISPER_PRECISIONS)[number]['dtype'];

/** Which precision a folder holds, whole. @throws AppError `model.missing` */
export function findWhisperPrecision(folder: string): { dtype: WhisperDtype; files: readonly string[] } {
  for (const { suffix, dtype } of WHISPER_PRECISIONS) {
    const files = ['encoder_model', 'decoder_model_merged'].map((name) =>
      path.join(folder, 'onnx', `${name}${suffix}.onnx`),
    );
    if (files.every((file) => existsSync(file))) return { dtype, files };
  }
  throw new AppError('model.missing', { params: { file: 'onnx/encoder_model.onnx' } });
}

/**
 * Looks at a Whisper folder without loading it.
 * @throws AppError `model.missing` for a file that is not there, `model.corrupt` when the configuration is not Whisper's.
 */
export async function describeWhisper(
  folder: string,
): Promise<{ name: string; sha256: string; languages: readonly string[]; licence: string }> {
  for (const file of REQUIRED)
    if (!existsSync(path.join(folder, file))) throw new AppError('model.missing', { params: { file } });
  const { files } = findWhisperPrecision(folder);
  await parse(folder, 'config.json', Config);
  const generation = await parse(folder, 'generation_config.json', GenerationConfig);
  const external = (await readdir(path.join(folder, 'onnx'))).filter((file) => file.endsWith('_data')).sort();
  const weights = [...files, ...external.map((file) => path.join(folder, 'onnx', file))];
  return {
    name: path.basename(path.resolve(folder)),
    sha256: await sha256OfFiles(weights),
    languages: generation.is_multilingual ? languagesOf(generation.lang_to_id ?? {}) : ['en'],
    licence: 'Whisper, MIT, OpenAI',
  };
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
