import { z } from 'zod';
import { InstantMs } from './ids.ts';

/**
 * One link of the tamper-evident record. `hash` = SHA-256 over the canonical JSON of all other fields, `previousHash` included.
 * `detail` holds counts, versions, hashes and model names: never a word of a note, a transcript, or a patient's name.
 */
export const AuditEntry = z.object({
  seq: z.number().int().positive(),
  at: InstantMs,
  /** Clinician id, `system` or `engine`. */
  actor: z.string(),
  /** Stable verb: `encounter.create`, `recording.start`, `note.sign`, `delivery.send` … */
  action: z.string(),
  /** What it was done to, e.g. `encounter/<id>`. */
  subject: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  previousHash: z.string(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
