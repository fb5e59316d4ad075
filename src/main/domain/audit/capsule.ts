import { z } from 'zod';
import { AuditEntry } from '../../../shared/model/audit.ts';
import { verifyChain, type ChainDigest } from './chain.ts';

/**
 * A visit's record as a file that anyone can check offline, also after the audio is deleted: the chain from its first link to the
 * last, and which encounter it is about. It holds hashes, counts, versions and model names; no word of the visit.
 */
export const Capsule = z.object({
  format: z.literal('chartside-capsule'),
  version: z.literal(1),
  encounterId: z.string(),
  head: z.object({ seq: z.number().int().positive(), hash: z.string() }),
  entries: z.array(AuditEntry).min(1),
});
export type Capsule = z.infer<typeof Capsule>;

export type CapsuleReport =
  | { kind: 'whole'; entries: number; ofEncounter: number }
  | { kind: 'broken'; atSeq: number }
  | { kind: 'not-a-capsule' };

/** @param entries the whole chain, ascending */
export function buildCapsule(encounterId: string, entries: readonly AuditEntry[]): Capsule {
  const last = entries.at(-1)!;
  return {
    format: 'chartside-capsule',
    version: 1,
    encounterId,
    head: { seq: last.seq, hash: last.hash },
    entries: [...entries],
  };
}

export function verifyCapsule(json: unknown, digest: ChainDigest): CapsuleReport {
  const parsed = Capsule.safeParse(json);
  if (!parsed.success) return { kind: 'not-a-capsule' };
  const { entries, head, encounterId } = parsed.data;
  const { brokenAtSeq } = verifyChain(entries, digest, head);
  if (brokenAtSeq !== undefined) return { kind: 'broken', atSeq: brokenAtSeq };
  if (entries.at(-1)!.hash !== head.hash) return { kind: 'broken', atSeq: head.seq + 1 };
  const ofEncounter = entries.filter((entry) => entry.subject === `encounter/${encounterId}`).length;
  return ofEncounter === 0 ? { kind: 'not-a-capsule' } : { kind: 'whole', entries: entries.length, ofEncounter };
}
