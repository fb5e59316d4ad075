import { z } from 'zod';
import { parseEngine, type DraftingEngine } from '../../../shared/model/drafting.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** `drafting` in models-policy.json (docs/DRAFTING-MODELS.md). Absent: models in folders and servers on this very machine may be chosen, nothing else. */
export const DraftingPolicy = z.strictObject({
  /** Decides for everybody: `deterministic`, `local:FOLDER`, or `https://…/v1#model`. */
  engine: z
    .string()
    .refine((text) => parseEngine(text) !== undefined)
    .optional(),
  /** `false`: none. By folder name, with the SHA-256 that its files must have: only these. */
  localModels: z.union([z.boolean(), z.record(z.string(), Sha256)]).optional(),
  /** `false`: not even a server on this machine. */
  loopback: z.boolean().optional(),
  /** Servers that text of visits may go to. */
  endpoints: z
    .array(
      z.strictObject({
        /** Scheme, host, port and path must be the same; a longer path below it is allowed. */
        url: z.url({ protocol: /^https?$/ }),
        /** Addresses (10.1.2.3) and ranges (10.1.0.0/16) that its name must lead to. Default: the private ranges. */
        addresses: z.array(z.string().regex(/^[0-9a-f.:]+(?:\/\d{1,3})?$/i)).optional(),
        /** Unencrypted, within a network that IT answers for. */
        allowHttp: z.boolean().optional(),
      }),
    )
    .optional(),
});
export type DraftingPolicy = z.infer<typeof DraftingPolicy>;

/** The engine that IT decided for everybody. */
export const lockedEngine = (policy: DraftingPolicy): DraftingEngine | undefined =>
  policy.engine === undefined ? undefined : parseEngine(policy.engine);
