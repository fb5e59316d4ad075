import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { ModelSource } from '../../../shared/model/speech-models.ts';
import { DigestManifest } from '../../domain/models/catalogue.ts';
import { DraftingPolicy } from '../llm/drafting-policy.ts';

/** What an IT department lays down for a machine, in `models-policy.json` (docs/MODELS.md). Paths are absolute or beside it. */
const ModelPolicy = z.strictObject({
  allowHub: z.boolean().optional(),
  mirror: z.string().optional(),
  proxy: z.string().optional(),
  caFile: z.string().optional(),
  /** File with digests that override the hub's. */
  digests: z.string().optional(),
  /** Language models that may draft (docs/DRAFTING-MODELS.md). */
  drafting: DraftingPolicy.optional(),
});

export interface EffectivePolicy extends ModelSource {
  readonly allowHub: boolean;
  readonly digests: DigestManifest | undefined;
  readonly drafting: DraftingPolicy;
  readonly locked: readonly ('allowHub' | 'mirror' | 'proxy' | 'caFile')[];
}

/**
 * Policy before the environment before the user's own settings. The policy file is `CHARTSIDE_MODELS_POLICY`, or `models-policy.json`
 * in the data folder; a mirror may also come as `CHARTSIDE_MODELS_MIRROR`.
 * @throws AppError `validation.input` when the policy (or its digests) cannot be read: a rule that is not understood is not passed over
 */
export function readModelPolicy(
  dataDir: string,
  env: Readonly<Record<string, string | undefined>>,
  own: ModelSource = {},
): EffectivePolicy {
  const file = env['CHARTSIDE_MODELS_POLICY'] ?? path.join(dataDir, 'models-policy.json');
  const isThere = env['CHARTSIDE_MODELS_POLICY'] !== undefined || existsSync(file);
  const policy = isThere ? readJson(file, ModelPolicy, 'policy') : {};
  const beside = (name: string | undefined): string | undefined =>
    name === undefined ? undefined : path.resolve(path.dirname(file), name);
  const locked = (['allowHub', 'mirror', 'proxy', 'caFile'] as const).filter((key) => policy[key] !== undefined);
  const digestFile = beside(policy.digests) ?? env['CHARTSIDE_MODELS_DIGESTS'];
  return {
    allowHub: policy.allowHub ?? true,
    mirror: policy.mirror ?? env['CHARTSIDE_MODELS_MIRROR'] ?? blank(own.mirror),
    proxy: policy.proxy ?? blank(own.proxy),
    caFile: beside(policy.caFile) ?? blank(own.caFile),
    digests: digestFile === undefined ? undefined : readJson(digestFile, DigestManifest, 'digests'),
    drafting: policy.drafting ?? {},
    locked,
  };
}

const blank = (text: string | undefined): string | undefined => (text?.trim() ? text.trim() : undefined);

function readJson<T>(file: string, schema: z.ZodType<T>, setting: string): T {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new AppError('validation.input', { params: { setting: `models-${setting}` }, cause });
  }
}
