import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { readSums } from '../models/copy-folder.ts';
import { sha256OfFiles } from '../speech/model-files.ts';

export type TextPrecision = 'q4' | 'q8' | 'q4f16' | 'fp16' | 'fp32';

/** File-name endings of the ONNX exports, best first for a processor. */
const SUFFIXES: readonly (readonly [TextPrecision, string])[] = [
  ['q4', '_q4'],
  ['q8', '_quantized'],
  ['fp32', ''],
  ['q4f16', '_q4f16'],
  ['fp16', '_fp16'],
];
const REQUIRED = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
/** They decide the text, too, where they are there. */
const OPTIONAL = ['generation_config.json', 'chat_template.jinja', 'special_tokens_map.json', 'added_tokens.json'];
const Config = z.object({ model_type: z.string().min(1).max(60) });

export interface TextModel {
  readonly name: string;
  readonly folder: string;
  readonly precision: TextPrecision;
  /** Of the digests of the files that decide the text, by name. */
  readonly sha256: string;
}

/**
 * Looks at a folder in the layout of the ONNX exports on the hub, without loading it, and reads its files once. A `SHA256SUMS` beside them
 * must fit.
 * @throws AppError `model.missing` (params.file), `model.corrupt`, `model.digest`
 */
export async function describeTextModel(folder: string): Promise<TextModel> {
  for (const file of REQUIRED)
    if (!existsSync(path.join(folder, file))) throw new AppError('model.missing', { params: { file } });
  const found = SUFFIXES.find(([, suffix]) => existsSync(path.join(folder, 'onnx', `model${suffix}.onnx`)));
  if (!found) throw new AppError('model.missing', { params: { file: 'onnx/model.onnx' } });
  const [precision, suffix] = found;
  try {
    Config.parse(JSON.parse(await readFile(path.join(folder, 'config.json'), 'utf8')));
  } catch (cause) {
    throw new AppError('model.corrupt', { params: { file: 'config.json' }, cause });
  }
  const weights = `model${suffix}.onnx`;
  const files = [
    ...REQUIRED,
    ...OPTIONAL.filter((file) => existsSync(path.join(folder, file))),
    // Large models keep their weights beside the graph.
    ...(await readdir(path.join(folder, 'onnx')))
      .filter((file) => file === weights || file.startsWith(`${weights}_data`))
      .map((file) => `onnx/${file}`),
  ].sort();
  const expected = await readSums(folder);
  const hash = createHash('sha256');
  for (const file of files) {
    const sum = await sha256OfFiles([path.join(folder, file)]);
    if (expected[file] !== undefined && expected[file] !== sum)
      throw new AppError('model.digest', { params: { file: file.slice(0, 100) } });
    hash.update(`${sum}  ${file}\n`);
  }
  return { name: path.basename(path.resolve(folder)).slice(0, 100), folder, precision, sha256: hash.digest('hex') };
}
