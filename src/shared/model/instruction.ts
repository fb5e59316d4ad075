import { z } from 'zod';
import { SentenceId } from './ids.ts';

/** What an instruction does, in a stable word; the message files say it in plain language. */
export const INSTRUCTION_ACTIONS = [
  'add',
  'add-problem',
  'remove',
  'replace',
  'shorten',
  'bullet',
  'plain',
  'past',
  'present',
  'pronoun',
  'dose',
  'side',
  'frequency',
  'negative',
  'positive',
  'move',
  'split',
  'merge',
  'expand',
  'abbreviate',
] as const;
export const InstructionAction = z.enum(INSTRUCTION_ACTIONS);
export type InstructionAction = z.infer<typeof InstructionAction>;

/** Why an instruction that was understood changes nothing. */
export const InstructionProblem = z.enum([
  /** No sentence is chosen, and it needs one. */
  'no-sentence',
  /** The note has no such section. */
  'no-section',
  /** Nothing in the note, or in the sentence, is what it speaks of. */
  'no-match',
  /** More than one thing is. */
  'several',
  /** The sentence is like that already. */
  'nothing-to-do',
  /** There is nothing behind the words "add to …". */
  'no-text',
]);
export type InstructionProblem = z.infer<typeof InstructionProblem>;

/** One sentence of the note, before and after; `before` absent: it is new, `after` absent: it goes. */
export const InstructionChange = z.object({
  sentenceId: SentenceId.optional(),
  sectionHeading: z.string(),
  before: z.string().optional(),
  after: z.string().optional(),
  /** Words of `after` that the evidence of the sentence does not bear out: they stand on the clinician's word. */
  unsupported: z.array(z.string()).default([]),
});
export type InstructionChange = z.infer<typeof InstructionChange>;

export const InstructionPreview = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('change'), action: InstructionAction, changes: z.array(InstructionChange).min(1) }),
  z.object({
    kind: z.literal('problem'),
    action: InstructionAction,
    problem: InstructionProblem,
    /** For `several`: the sentences that it could mean. */
    candidates: z.array(z.object({ sentenceId: SentenceId, text: z.string() })).default([]),
  }),
  z.object({ kind: z.literal('unknown') }),
]);
export type InstructionPreview = z.infer<typeof InstructionPreview>;
