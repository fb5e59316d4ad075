import { z } from 'zod';
import { EncounterId, InstantMs, OutboxId } from './ids.ts';

/**
 * `pending`: waiting for its first or next try. `sending`: a request may be on the wire (found at start-up, it becomes `unknown`).
 * `unknown`: sent, answer lost; reconcile by search before any resend. `delivered` carries the receipt. `failed` needs a person.
 */
export const DeliveryState = z.enum(['pending', 'sending', 'unknown', 'delivered', 'failed']);
export type DeliveryState = z.infer<typeof DeliveryState>;

export const OutboxEntry = z.object({
  id: OutboxId,
  encounterId: EncounterId,
  /** Version of the note that is delivered: the signed one, or an addendum. */
  noteVersion: z.number().int().positive(),
  state: DeliveryState,
  /** Stable across retries: urn:uuid, sent as DocumentReference.identifier. */
  identifier: z.string(),
  attempts: z.number().int().nonnegative(),
  nextAttemptAt: InstantMs,
  createdAt: InstantMs,
  updatedAt: InstantMs,
  deliveredAt: InstantMs.optional(),
  /** Relative reference at the EHR, e.g. `DocumentReference/9`. */
  receipt: z.string().optional(),
  /** Wire error code of the last attempt (never a server's text). */
  lastError: z.string().optional(),
  /** Unsuccessful tries since the last progress: what the back-off grows by. */
  tries: z.number().int().nonnegative().optional(),
  /** Clear refusals since a person last asked. */
  rejects: z.number().int().nonnegative().optional(),
  /** The document stands and its companions (Provenance, diagnoses) do not yet: when to file them. Absent when nothing is left to do. */
  companionsDueAt: InstantMs.optional(),
});
export type OutboxEntry = z.infer<typeof OutboxEntry>;

/** Where signed notes go. The profile says which optional features the server may be trusted with. */
export const EhrConnection = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }),
  profile: z.enum(['generic', 'epic-like', 'oracle-like']).default('generic'),
});
export type EhrConnection = z.infer<typeof EhrConnection>;
