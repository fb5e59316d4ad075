import { z } from 'zod';
import { StyleProposal, StyleRule } from '../model/style.ts';
import { EncounterId, SentenceId } from '../model/ids.ts';
import { NoteVersion } from '../model/note.ts';
import { procedure } from './procedure.ts';

const StyleView = z.object({
  enabled: z.boolean(),
  rules: z.array(StyleRule),
  /** What the signed notes of this clinician suggest; empty while it is off. */
  proposals: z.array(StyleProposal),
});
export type StyleView = z.infer<typeof StyleView>;

/** The unlocked clinician's habits of wording. */
export const style = {
  'style.get': procedure({
    input: z.object({}),
    output: StyleView,
    errors: [],
    mutates: false,
    permission: 'clinician',
  }),
  'style.enable': procedure({
    input: z.object({ enabled: z.boolean() }),
    output: StyleView,
    errors: [],
    mutates: true,
    permission: 'clinician',
  }),
  /** Accepts or dismisses a proposal; one that is not up any more is `validation.input`. */
  'style.decide': procedure({
    input: z.object({ rule: StyleRule, accept: z.boolean() }),
    output: StyleView,
    errors: [],
    mutates: true,
    permission: 'clinician',
  }),
  /** Takes an accepted habit back. It is not proposed again by itself. */
  'style.remove': procedure({
    input: z.object({ rule: StyleRule }),
    output: StyleView,
    errors: [],
    mutates: true,
    permission: 'clinician',
  }),
  'style.export': procedure({
    input: z.object({}),
    output: z.object({ fileName: z.string(), text: z.string() }),
    errors: [],
    mutates: false,
    permission: 'clinician',
  }),
  /** Adds the habits of a file. Those that could change a claim are refused, and counted. A file that is none changes nothing. */
  'style.import': procedure({
    input: z.object({ text: z.string().max(500_000) }),
    output: z.object({
      added: z.number().int(),
      refused: z.number().int(),
      problem: z.enum(['not-json', 'not-a-style']).optional(),
    }),
    errors: [],
    mutates: true,
    permission: 'clinician',
  }),
  /** Everything of it: accepted habits, and what was dismissed. */
  'style.delete': procedure({
    input: z.object({}),
    output: StyleView,
    errors: [],
    mutates: true,
    permission: 'clinician',
  }),
  /** Puts one sentence back as it was drafted before the clinician's habits were applied. */
  'note.unstyle': procedure({
    input: z.object({
      encounterId: EncounterId,
      baseVersion: z.number().int().positive(),
      sentenceId: SentenceId,
    }),
    output: NoteVersion,
    errors: ['not-found.encounter', 'not-found.sentence', 'conflict.version', 'conflict.signed', 'conflict.state'],
    mutates: true,
    permission: 'clinician',
  }),
};
