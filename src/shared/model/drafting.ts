import { z } from 'zod';

/**
 * Why the draft is the built-in one's although a language model was asked. Stable words; people read what the message files say of them.
 * `address`: not one that text of a visit may go to. `changed`: the model's files are not those that were chosen. `unsupported`: too little of what
 * it wrote stood up to the check against what was said. `too-little`: it left out most of what the built-in draft holds.
 */
export const FALLBACK_REASONS = [
  'policy',
  'address',
  'insecure',
  'redirect',
  'unreachable',
  'timeout',
  'server',
  'unauthorized',
  'refusal',
  'garbage',
  'truncated',
  'too-long',
  'unsupported',
  'too-little',
  'missing',
  'changed',
  'worker',
] as const;
export const FallbackReason = z.enum(FALLBACK_REASONS);
export type FallbackReason = z.infer<typeof FallbackReason>;

/** A `…/v1` address of a server that speaks the OpenAI-compatible protocol, without user, query or fragment. */
export const EndpointUrl = z
  .string()
  .trim()
  .max(300)
  .pipe(z.url({ protocol: /^https?$/ }))
  .refine((text) => !/[@?#\\]/.test(text));

/** What drafts: the built-in rules, a model in a folder of this computer, or a server at an allowed address. */
export const DraftingEngine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('built-in') }),
  z.object({ kind: z.literal('local'), folder: z.string().trim().min(1).max(1_000) }),
  z.object({ kind: z.literal('endpoint'), url: EndpointUrl, model: z.string().trim().min(1).max(200) }),
]);
export type DraftingEngine = z.infer<typeof DraftingEngine>;

/** As kept in the encrypted store: the key of an endpoint never leaves it for a window. */
export const DraftingChoice = z.object({
  engine: DraftingEngine,
  /** SHA-256 of a local model's files as they were when it was chosen: others are not used. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  bearer: z.string().min(1).max(500).optional(),
});
export type DraftingChoice = z.infer<typeof DraftingChoice>;

/**
 * `deterministic`, `local:FOLDER`, or `http(s)://host/v1#model`: how the command line and the policy file name an engine.
 * @returns undefined for anything else
 */
export function parseEngine(text: string): DraftingEngine | undefined {
  if (text === 'deterministic' || text === 'built-in') return { kind: 'built-in' };
  if (text.startsWith('local:')) {
    const folder = text.slice('local:'.length).trim();
    return folder === '' ? undefined : { kind: 'local', folder };
  }
  const at = text.indexOf('#');
  if (!/^https?:\/\//.test(text) || at < 0) return undefined;
  const parsed = DraftingEngine.safeParse({ kind: 'endpoint', url: text.slice(0, at), model: text.slice(at + 1) });
  return parsed.success ? parsed.data : undefined;
}
