import { z } from 'zod';

/**
 * What a claim is about. `negation` that it is there or not; `certainty` sure or perhaps; `condition` now or only if; `finding` that it was named
 * at all; `action` started, stopped, continued; `judgement` better, worse, normal; `time` how long, when; `person` whose it is; `words` the rest.
 */
export const ClaimKind = z.enum([
  'no-evidence',
  'finding',
  'negation',
  'certainty',
  'condition',
  'person',
  'drug',
  'dose',
  'number',
  'side',
  'time',
  'frequency',
  'action',
  'judgement',
  'words',
]);
export type ClaimKind = z.infer<typeof ClaimKind>;

/** `held`: said. `contradicted`: the evidence says otherwise. `not-heard`: the evidence does not say it. */
export const ClaimVerdict = z.enum(['held', 'contradicted', 'not-heard']);
export type ClaimVerdict = z.infer<typeof ClaimVerdict>;

/** One claim of a sentence against its evidence. `start`, `end`: its characters in the sentence. `quote`: the evidence that bears it. */
export const ClaimCheck = z.object({
  kind: ClaimKind,
  claim: z.string(),
  verdict: ClaimVerdict,
  quote: z.string().optional(),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
});
export type ClaimCheck = z.infer<typeof ClaimCheck>;
