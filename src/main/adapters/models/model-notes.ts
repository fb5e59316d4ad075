import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { ModelMeasurement } from '../../../shared/model/speech-models.ts';

/** Digests of the first installation of a repository: a later one must bring the same (trust on first use). */
export const Pins = z.record(z.string(), z.object({ revision: z.string(), files: z.record(z.string(), z.string()) }));
export type Pins = z.infer<typeof Pins>;

export const Measurements = z.record(z.string(), ModelMeasurement);
export type Measurements = z.infer<typeof Measurements>;

/** Small JSON files beside the models. What cannot be read counts as empty; a write replaces the file whole. */
export async function readNotes<T>(modelsDir: string, file: string, schema: z.ZodType<Record<string, T>>) {
  try {
    return schema.parse(JSON.parse(await readFile(path.join(modelsDir, file), 'utf8')));
  } catch {
    return {};
  }
}

export async function writeNotes(modelsDir: string, file: string, notes: unknown): Promise<void> {
  await mkdir(modelsDir, { recursive: true });
  const target = path.join(modelsDir, file);
  await writeFile(`${target}.new`, `${JSON.stringify(notes, null, 1)}\n`);
  await rename(`${target}.new`, target);
}
