import { z } from 'zod';

export const ModelPrecision = z.enum(['q8', 'fp16', 'fp32', 'q4']);
export type ModelPrecision = z.infer<typeof ModelPrecision>;

export const SpeechDeviceChoice = z.enum(['auto', 'cpu', 'gpu']);
export type SpeechDeviceChoice = z.infer<typeof SpeechDeviceChoice>;

/** A model's name is a folder's name too: letters, digits, dot, dash, underscore; never `.` or `..`. */
export const ModelName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);

/** How fast a model hears on this machine: seconds of work for one second of speech. */
export const ModelMeasurement = z.object({
  realTimeFactor: z.number().positive(),
  loadMs: z.number().nonnegative(),
  audioMs: z.number().positive(),
  at: z.number(),
  provider: z.enum(['cpu', 'dml', 'cuda']).default('cpu'),
});
export type ModelMeasurement = z.infer<typeof ModelMeasurement>;

/** A long act on one model, and how far it is. */
export const ModelProgress = z.object({
  act: z.enum(['install', 'measure']),
  fraction: z.number().min(0).max(1).optional(),
  doneBytes: z.number().nonnegative().optional(),
  totalBytes: z.number().nonnegative().optional(),
  etaMs: z.number().nonnegative().optional(),
});
export type ModelProgress = z.infer<typeof ModelProgress>;

/** One model that listens: carried by the product, installed, or offered. */
export const SpeechModel = z.object({
  name: z.string(),
  origin: z.enum(['built-in', 'catalogue', 'folder']),
  /** BCP 47 codes; many: multilingual. */
  languages: z.array(z.string()),
  licence: z.string(),
  /** On the disk when installed, else what a download takes, about. */
  bytes: z.number().nonnegative(),
  installed: z.boolean(),
  inUse: z.boolean(),
  recommended: z.boolean(),
  precision: ModelPrecision.optional(),
  /** What can be downloaded, with about how many bytes. */
  offers: z.array(z.object({ precision: ModelPrecision, bytes: z.number() })),
  /** Bytes of an interrupted download that need not come again. */
  partialBytes: z.number().nonnegative().optional(),
  measured: ModelMeasurement.optional(),
  progress: ModelProgress.optional(),
});
export type SpeechModel = z.infer<typeof SpeechModel>;

/** Where models come from besides a folder. Empty: the hub itself, and what the environment says of proxies. */
export const ModelSource = z.object({
  /** An internal copy of the hub, `https://…` (or this machine). */
  mirror: z.string().max(500).optional(),
  /** `http://host:port` */
  proxy: z.string().max(500).optional(),
  /** PEM file of certificate authorities to trust besides the system's. */
  caFile: z.string().max(1_000).optional(),
});
export type ModelSource = z.infer<typeof ModelSource>;
