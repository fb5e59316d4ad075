import { z } from 'zod';
import { ErrorCode } from '../errors.ts';
import { ModelName, ModelPrecision, SpeechModel } from '../model/speech-models.ts';
import { procedure } from './procedure.ts';

export const ModelsView = z.object({
  models: z.array(SpeechModel),
  /** Where downloads come from; `locked`: decided by the IT department. */
  origin: z.object({
    allowed: z.boolean(),
    host: z.string(),
    locked: z.array(z.enum(['allowHub', 'mirror', 'proxy', 'caFile'])),
  }),
  /** The chosen model could not be used: the built-in one listens. */
  problem: z.object({ model: z.string(), code: ErrorCode }).optional(),
  /** Where the model in use computes, once it did. */
  device: z
    .object({ provider: z.enum(['cpu', 'dml', 'cuda']), precision: z.string().optional(), fellBack: z.boolean() })
    .optional(),
});
export type ModelsView = z.infer<typeof ModelsView>;

const Done = z.object({});

/** Models that listen. Long acts answer at once; how they go comes as `models.progress`, `models.changed` and `models.failed`. */
export const models = {
  'models.list': procedure({
    input: z.object({}),
    output: ModelsView,
    errors: ['model.missing', 'validation.input'],
    mutates: false,
    permission: 'clinician',
  }),
  /** Downloads a model of the catalogue; goes on with an interrupted download. */
  'models.install': procedure({
    input: z.object({ name: ModelName, precision: ModelPrecision.optional() }),
    output: Done,
    errors: ['model.busy', 'model.hub-off', 'model.not-offered', 'validation.input'],
    mutates: true,
    permission: 'clinician',
  }),
  /** Installs from a folder on this machine. */
  'models.importFolder': procedure({
    input: z.object({ folder: z.string().trim().min(1).max(1_000) }),
    output: z.object({ name: z.string() }),
    errors: ['model.busy', 'model.missing', 'model.corrupt'],
    mutates: true,
    permission: 'clinician',
  }),
  /** Ends what is being done with this model. Answers when it has ended. */
  'models.cancel': procedure({
    input: z.object({ name: z.string().max(200) }),
    output: Done,
    errors: [],
    mutates: true,
    permission: 'clinician',
  }),
  /** Removes it from this machine. When it was in use, the built-in one is from then on. */
  'models.remove': procedure({
    input: z.object({ name: ModelName }),
    output: Done,
    errors: ['model.busy', 'model.missing', 'conflict.recording-active'],
    mutates: true,
    permission: 'clinician',
  }),
  /** From the next recording on; one that runs keeps its model. */
  'models.use': procedure({
    input: z.object({ name: ModelName }),
    output: Done,
    errors: ['model.missing'],
    mutates: true,
    permission: 'clinician',
  }),
  /** Lets it hear the first minute of the sample visit and notes how long that took. */
  'models.measure': procedure({
    input: z.object({ name: ModelName }),
    output: Done,
    errors: ['model.busy', 'model.missing', 'conflict.recording-active'],
    mutates: true,
    permission: 'clinician',
  }),
};
