import { z } from 'zod';
import { Slot } from './template.ts';

/** A phrase as one habit knows it: words only, in lower case; numbers, dates and names are in no habit. */
const Phrase = z
  .string()
  .max(80)
  .regex(/^[^0-9]*$/);

/**
 * A habit of one clinician's wording. `replace`: a phrase stands for another that says the same (an empty `to`: it is left away).
 * `leave-out`: what is of this kind is not drafted but listed among what the note leaves out. `order`: in a section, what is of the kind `first` stands
 * before what is of the kind `then`.
 */
export const StyleRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('replace'), from: Phrase.min(1), to: Phrase }),
  z.object({ kind: z.literal('leave-out'), slot: Slot }),
  z.object({ kind: z.literal('order'), first: Slot, then: Slot }),
]);
export type StyleRule = z.infer<typeof StyleRule>;

/** Stable name of a rule: two with the same name are the same habit. */
export function styleRuleId(rule: StyleRule): string {
  switch (rule.kind) {
    case 'replace':
      return `replace:${rule.from}>${rule.to}`;
    case 'leave-out':
      return `leave-out:${rule.slot}`;
    case 'order':
      return `order:${rule.first}>${rule.then}`;
  }
}

/** A habit that was seen, put up for the clinician to accept or dismiss. */
export const StyleProposal = z.object({
  rule: StyleRule,
  /** Visits in which the clinician made this edit. */
  visits: z.number().int().positive(),
  /** Visits in which they let it stand as drafted. */
  kept: z.number().int().nonnegative(),
});
export type StyleProposal = z.infer<typeof StyleProposal>;

export const MOST_STYLE_RULES = 200;

/** What one clinician accepted. Off until they turn it on; while off nothing is looked for and nothing applied. */
export const StyleBook = z.object({
  enabled: z.boolean().default(false),
  rules: z.array(StyleRule).max(MOST_STYLE_RULES).default([]),
  /** Ids of rules that were put up and not wanted: they are not put up again. */
  dismissed: z.array(z.string().max(200)).max(1_000).default([]),
});
export type StyleBook = z.infer<typeof StyleBook>;

/** Names the format of a style file, and its version. */
export const STYLE_SCHEMA = 'urn:chartside:style:1';
export const StyleFile = z.object({ $schema: z.literal(STYLE_SCHEMA), rules: StyleBook.shape.rules.unwrap() });
