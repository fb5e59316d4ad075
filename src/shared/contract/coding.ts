import { z } from 'zod';
import { CodeAlternative, Codes } from '../model/codes.ts';
import { EncounterId } from '../model/ids.ts';
import { procedure } from './procedure.ts';

export const coding = {
  'codes.search': procedure({
    input: z.object({ text: z.string().trim().min(1).max(200), limit: z.number().int().min(1).max(50).default(10) }),
    output: z.array(CodeAlternative.extend({ score: z.number() })),
    errors: [],
    mutates: false,
    permission: 'clinician',
  }),
  /** Accepts or rejects a suggestion, swaps it for an alternative, or adds one found by search (`accepted`, no prior suggestion). */
  'codes.decide': procedure({
    input: z.object({
      encounterId: EncounterId,
      code: z.string().max(16),
      decision: z.enum(['accepted', 'rejected', 'suggested']),
      replaceWith: z.string().max(16).optional(),
    }),
    output: Codes,
    errors: ['not-found.encounter', 'not-found.code', 'conflict.signed'],
    mutates: true,
    permission: 'clinician',
  }),
};
