import { z } from 'zod';

/** Branded identifiers, so that one kind of id is never passed where another is meant. All are opaque strings. */
const id = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[A-Za-z0-9._:-]+$/);

export const EncounterId = id.brand<'EncounterId'>();
export type EncounterId = z.infer<typeof EncounterId>;

export const SegmentId = id.brand<'SegmentId'>();
export type SegmentId = z.infer<typeof SegmentId>;

export const SentenceId = id.brand<'SentenceId'>();
export type SentenceId = z.infer<typeof SentenceId>;

export const ClinicianId = id.brand<'ClinicianId'>();
export type ClinicianId = z.infer<typeof ClinicianId>;

export const OutboxId = id.brand<'OutboxId'>();
export type OutboxId = z.infer<typeof OutboxId>;

/** Epoch milliseconds, UTC. */
export const InstantMs = z.number().int().nonnegative();
/** Milliseconds from the start of a recording. */
export const OffsetMs = z.number().nonnegative();
