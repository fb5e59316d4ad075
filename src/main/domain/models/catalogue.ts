import { z } from 'zod';
import { ModelName, ModelPrecision } from '../../../shared/model/speech-models.ts';

const CatalogueModel = z.object({
  name: ModelName,
  repository: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*\/[A-Za-z0-9][A-Za-z0-9._-]*$/),
  revision: z.string().regex(/^[A-Za-z0-9._-]+$/),
  /** `['multilingual']`: the model's own files tell which. */
  languages: z.array(z.string()).min(1),
  parametersMillions: z.number().positive(),
  approximateBytes: z.partialRecord(ModelPrecision, z.number().int().positive()),
});
export type CatalogueModel = z.infer<typeof CatalogueModel>;

/** resources/models/catalogue.json: models that can be had, not what is carried. */
export const Catalogue = z.object({
  hub: z.url(),
  licence: z.string(),
  models: z.array(CatalogueModel).min(1),
});
export type Catalogue = z.infer<typeof Catalogue>;

/** Digests an IT department hands over, by repository and path; they override what the hub says. */
export const DigestManifest = z.object({
  models: z.record(
    z.string(),
    z.object({
      revision: z
        .string()
        .regex(/^[A-Za-z0-9._-]+$/)
        .optional(),
      files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
    }),
  ),
});
export type DigestManifest = z.infer<typeof DigestManifest>;

const SUFFIX: Readonly<Record<ModelPrecision, string>> = { q8: '_quantized', fp16: '_fp16', fp32: '', q4: '_q4' };

const TEXT_FILES = [
  'config.json',
  'generation_config.json',
  'preprocessor_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
];

/** What a model cannot do without, by path in its repository. */
export const requiredFiles = (precision: ModelPrecision): readonly string[] => [...TEXT_FILES, ...graphsOf(precision)];

const graphsOf = (precision: ModelPrecision): string[] =>
  ['encoder_model', 'decoder_model_merged'].map((graph) => `onnx/${graph}${SUFFIX[precision]}.onnx`);

/** Whether a file of a repository belongs to a model in this precision: what is required, and weights that a graph keeps beside it. */
export function isWanted(file: string, precision: ModelPrecision): boolean {
  return (
    TEXT_FILES.includes(file) ||
    graphsOf(precision).some((graph) => file === graph || new RegExp(`^_data(_\\d+)?$`).test(rest(file, graph)))
  );
}

const rest = (file: string, start: string): string => (file.startsWith(start) ? file.slice(start.length) : '-');

/** A processor is fast at int8; the smallest that is offered where there is none. */
export function defaultPrecision(model: CatalogueModel): ModelPrecision {
  if (model.approximateBytes.q8 !== undefined) return 'q8';
  const [smallest] = Object.entries(model.approximateBytes).sort(([, a], [, b]) => a - b);
  return ModelPrecision.parse(smallest?.[0] ?? 'q8');
}
