import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { ModelPrecision } from '../../../shared/model/speech-models.ts';

/** Noted beside an installed model's files: what it is, where it came from, and the digest of each file. */
export const MODEL_RECORD_FILE = 'chartside-model.json';
/** How the first version noted digests; still read. */
const OLD_SUMS_FILE = 'chartside-sums.json';

export const OUR_FILES: readonly string[] = [MODEL_RECORD_FILE, OLD_SUMS_FILE];

export const ModelRecord = z.object({
  origin: z.enum(['catalogue', 'folder']),
  repository: z.string().optional(),
  revision: z.string().optional(),
  precision: ModelPrecision.optional(),
  languages: z.array(z.string()),
  licence: z.string(),
  installedAt: z.string().optional(),
  /** Lower-case hex SHA-256 by path. */
  files: z.record(z.string(), z.string()),
});
export type ModelRecord = z.infer<typeof ModelRecord>;

/** `undefined` where there is none, or none that can be read. */
export async function readModelRecord(folder: string): Promise<ModelRecord | undefined> {
  const json = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(path.join(folder, file), 'utf8')) as unknown;
  try {
    return ModelRecord.parse(await json(MODEL_RECORD_FILE));
  } catch {
    // Perhaps of the first version.
  }
  try {
    const files = z.record(z.string(), z.string()).parse(await json(OLD_SUMS_FILE));
    return { origin: 'folder', languages: [], licence: '', files };
  } catch {
    return undefined;
  }
}
