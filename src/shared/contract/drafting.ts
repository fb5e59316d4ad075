import { z } from 'zod';
import { DraftingEngine, FallbackReason } from '../model/drafting.ts';
import { procedure } from './procedure.ts';

/** What drafts, and what may. The key of a server is told to no window. */
export const DraftingView = z.object({
  engine: DraftingEngine,
  hasKey: z.boolean(),
  /** Decided by the IT department: nothing can be chosen. */
  locked: z.boolean(),
  allowed: z.object({
    /** Models in folders of this computer: any, those whose digest the IT department gave, or none. */
    local: z.enum(['any', 'listed', 'none']),
    /** Servers on this computer. */
    loopback: z.boolean(),
    /** Addresses elsewhere that text of visits may go to. */
    endpoints: z.array(z.string()),
  }),
  /** Digest of a local model's files as they were when it was chosen. */
  sha256: z.string().optional(),
});
export type DraftingView = z.infer<typeof DraftingView>;

/** A draft of an invented visit of a few lines, made to see whether an engine works. */
export const DraftingCheck = z.object({
  ok: z.boolean(),
  /** Why the built-in draft would stand in. */
  reason: FallbackReason.optional(),
  tookMs: z.number().int().nonnegative(),
  model: z.object({ name: z.string(), sha256: z.string().optional() }).optional(),
  dropped: z.number().int().nonnegative(),
  /** What it wrote, as far as it stood up to the check. */
  sentences: z.array(z.object({ heading: z.string(), text: z.string() })),
});
export type DraftingCheck = z.infer<typeof DraftingCheck>;

/** `bearer` left out: the key that is kept, if the engine is the same server; empty: none. */
const choice = z.object({ engine: DraftingEngine, bearer: z.string().trim().max(500).optional() });

export const drafting = {
  'drafting.get': procedure({
    input: z.object({}),
    output: DraftingView,
    errors: ['validation.input'],
    mutates: false,
    permission: 'clinician',
  }),
  /** From the next draft on. @see docs/DRAFTING-MODELS.md */
  'drafting.set': procedure({
    input: choice,
    output: DraftingView,
    errors: [
      'validation.input',
      'model.policy',
      'model.missing',
      'model.corrupt',
      'model.digest',
      'network.address',
      'network.insecure',
    ],
    mutates: true,
    permission: 'clinician',
  }),
  /** Asks an engine to draft an invented visit. Nothing of a patient is sent; what was asked, and whom, is recorded. */
  'drafting.check': procedure({
    input: choice,
    output: DraftingCheck,
    errors: [
      'validation.input',
      'model.policy',
      'model.missing',
      'model.corrupt',
      'model.digest',
      'network.address',
      'network.insecure',
    ],
    mutates: true,
    permission: 'clinician',
  }),
};
