import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';

const Ids = z.array(z.number().int());
const Generation = z.object({
  decoder_start_token_id: z.number().int(),
  eos_token_id: z.union([z.number().int(), Ids.min(1)]),
  no_timestamps_token_id: z.number().int(),
  is_multilingual: z.boolean().nullish(),
  lang_to_id: z.record(z.string(), z.number().int()).nullish(),
  task_to_id: z.record(z.string(), z.number().int()).nullish(),
  suppress_tokens: Ids.nullish(),
  begin_suppress_tokens: Ids.nullish(),
  max_initial_timestamp_index: z.number().int().nullish(),
  alignment_heads: z.array(z.tuple([z.number().int(), z.number().int()])).nullish(),
});

const Model = z.object({
  d_model: z.number().int().positive(),
  decoder_attention_heads: z.number().int().positive(),
});

export interface WhisperConfig {
  readonly startToken: number;
  readonly endToken: number;
  readonly noTimestampsToken: number;
  readonly isMultilingual: boolean;
  /** By code (`es`), not by token. */
  readonly languageTokens: Readonly<Record<string, number>>;
  readonly transcribeToken: number | undefined;
  readonly suppress: readonly number[];
  readonly suppressAtBegin: readonly number[];
  readonly maxInitialTimestamp: number;
  /** Layer and head of the cross-attention that follows the words. */
  readonly alignmentHeads: readonly (readonly [number, number])[];
  readonly heads: number;
  readonly headSize: number;
}

/** Speech begins within the first second of a window that voice activity cut. */
const MIN_INITIAL_TIMESTAMP = 50;

/** generation_config.json and config.json, as far as decoding needs them. @throws AppError `model.corrupt` */
export async function readWhisperConfig(folder: string): Promise<WhisperConfig> {
  const file = 'generation_config.json';
  const parsed = await read(folder, file, Generation);
  const { d_model: width, decoder_attention_heads: heads } = await read(folder, 'config.json', Model);
  const end = Array.isArray(parsed.eos_token_id) ? parsed.eos_token_id[0]! : parsed.eos_token_id;
  const isMultilingual = parsed.is_multilingual ?? false;
  const transcribeToken = parsed.task_to_id?.['transcribe'];
  if (isMultilingual && transcribeToken === undefined) throw new AppError('model.corrupt', { params: { file } });
  return {
    startToken: parsed.decoder_start_token_id,
    endToken: end,
    noTimestampsToken: parsed.no_timestamps_token_id,
    isMultilingual,
    languageTokens: Object.fromEntries(
      Object.entries(parsed.lang_to_id ?? {}).map(([token, id]) => [token.replace(/[<|>]/g, ''), id]),
    ),
    transcribeToken,
    suppress: parsed.suppress_tokens ?? [],
    suppressAtBegin: parsed.begin_suppress_tokens ?? [],
    maxInitialTimestamp: Math.max(MIN_INITIAL_TIMESTAMP, parsed.max_initial_timestamp_index ?? 0),
    alignmentHeads: parsed.alignment_heads ?? [],
    heads,
    headSize: Math.floor(width / heads),
  };
}

async function read<T>(folder: string, file: string, schema: z.ZodType<T>): Promise<T> {
  try {
    return schema.parse(JSON.parse(await readFile(path.join(folder, file), 'utf8')));
  } catch (cause) {
    throw new AppError('model.corrupt', { params: { file }, cause });
  }
}
