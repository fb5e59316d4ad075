import { z } from 'zod';
import { Encounter } from '../model/encounter.ts';
import { EncounterId, SegmentId, SentenceId } from '../model/ids.ts';
import { InstructionPreview } from '../model/instruction.ts';
import { ClaimCheck } from '../model/claims.ts';
import { NoteVersion, Support } from '../model/note.ts';
import { Speaker } from '../model/transcript.ts';
import { pcmOfAtMost } from './pcm.ts';
import { procedure } from './procedure.ts';

/** `baseVersion` is the version the clinician was looking at; another one in the store is a `conflict.version`. */
const base = { encounterId: EncounterId, baseVersion: z.number().int().positive() };
const errors = [
  'not-found.encounter',
  'not-found.sentence',
  'conflict.version',
  'conflict.signed',
  'conflict.state',
] as const;

const instruction = {
  ...base,
  text: z.string().trim().min(1).max(2000),
  /** The sentence that it is about, where one is chosen. */
  sentenceId: SentenceId.optional(),
};

export const notes = {
  'note.editSentence': procedure({
    input: z.object({ ...base, sentenceId: SentenceId, text: z.string().trim().min(1).max(4000) }),
    output: NoteVersion,
    errors,
    mutates: true,
    permission: 'clinician',
  }),
  'note.removeSentence': procedure({
    input: z.object({ ...base, sentenceId: SentenceId }),
    output: NoteVersion,
    errors,
    mutates: true,
    permission: 'clinician',
  }),
  'note.confirmSentence': procedure({
    input: z.object({ ...base, sentenceId: SentenceId }),
    output: NoteVersion,
    errors,
    mutates: true,
    permission: 'clinician',
  }),
  /**
   * One place further up or down: a sentence, or with it all that stands under its sub-heading. `conflict.state` where there is no further to go.
   */
  'note.move': procedure({
    input: z.object({
      ...base,
      sentenceId: SentenceId,
      what: z.enum(['sentence', 'block']),
      direction: z.enum(['up', 'down']),
    }),
    output: NoteVersion,
    errors,
    mutates: true,
    permission: 'clinician',
  }),
  'note.addSentence': procedure({
    input: z.object({
      ...base,
      sectionKey: z.string().min(1).max(64),
      afterSentenceId: SentenceId.optional(),
      text: z.string().trim().min(1).max(4000),
      /** The turn that it is made of, and which words of it; that omission then stands no longer in the list. */
      fromSegmentId: SegmentId.optional(),
      fromQuote: z.string().max(4000).optional(),
    }),
    output: NoteVersion,
    errors: [...errors, 'not-found.segment'],
    mutates: true,
    permission: 'clinician',
  }),
  /**
   * What the visit bears of a text that a person is writing: of the sentence it is to replace, of a turn, or of the visit. Claim by claim; changes
   * nothing. Nothing is checked (no claims, `supported`) where no verifier is there.
   */
  'note.verifyText': procedure({
    input: z.object({
      encounterId: EncounterId,
      sentenceId: SentenceId.optional(),
      fromSegmentId: SegmentId.optional(),
      text: z.string().max(4000),
    }),
    output: z.object({ support: Support, claims: z.array(ClaimCheck) }),
    errors: ['not-found.encounter', 'conflict.state'],
    mutates: false,
    permission: 'clinician',
  }),
  /** The clinician looked at a question and keeps the note as it stands (or takes it up again: `settled: false`). */
  'note.settleQuestion': procedure({
    input: z.object({ ...base, questionId: z.string().regex(/^q\d+$/), settled: z.boolean().default(true) }),
    output: NoteVersion,
    errors: [...errors, 'not-found.question'],
    mutates: true,
    permission: 'clinician',
  }),
  /** Something said stays out of the note on purpose; undo brings it back to the list. */
  'note.dismissOmission': procedure({
    input: z.object({ ...base, segmentId: SegmentId, quote: z.string().max(4000).optional() }),
    output: NoteVersion,
    errors: [...errors, 'not-found.segment'],
    mutates: true,
    permission: 'clinician',
  }),
  /** What was said to the note, as text to look over (at most a minute). Changes nothing; the sound is kept nowhere. */
  'note.dictate': procedure({
    input: z.object({ encounterId: EncounterId, pcm: pcmOfAtMost(60) }),
    output: z.object({ text: z.string() }),
    errors: ['not-found.encounter', 'validation.input', 'model.missing', 'model.corrupt', 'model.worker', 'cancelled'],
    mutates: false,
    permission: 'clinician',
  }),
  /**
   * What a clinician's words would change: dictation to the note ("add to plan: …") or an instruction on the chosen sentence. Changes nothing.
   */
  'note.instruct': procedure({
    input: z.object(instruction),
    output: InstructionPreview,
    errors,
    mutates: false,
    permission: 'clinician',
  }),
  /** Does it, as one version: exactly what `note.instruct` showed for the same words. `validation.input` where that was no change. */
  'note.applyInstruction': procedure({
    input: z.object(instruction),
    output: NoteVersion,
    errors: [...errors, 'validation.input'],
    mutates: true,
    permission: 'clinician',
  }),
  /** Goes back to the note as it stood before the last edit (a new version; nothing is deleted). */
  'note.undo': procedure({
    input: z.object(base),
    output: NoteVersion,
    errors,
    mutates: true,
    permission: 'clinician',
  }),
  /** One deliberate act, with the clinician's passphrase. Refused (`conflict.needs-review`, params.count) while sentences are open. Queues delivery where an EHR is set. */
  'note.sign': procedure({
    input: z.object({ ...base, passphrase: z.string().max(256) }),
    output: Encounter,
    errors: [...errors, 'conflict.unnamed', 'conflict.needs-review', 'auth.passphrase', 'auth.throttled'],
    mutates: true,
    permission: 'clinician',
  }),
  'note.addendum': procedure({
    input: z.object({ ...base, text: z.string().trim().min(1).max(20_000), passphrase: z.string().max(256) }),
    output: NoteVersion,
    errors: [...errors, 'auth.passphrase', 'auth.throttled'],
    mutates: true,
    permission: 'clinician',
  }),
  /**
   * Who said a turn, corrected by hand; the draft is made again if nothing was edited yet. `scope: 'voice'`: the same for every segment with this
   * segment's `voice`, but for those that were corrected one by one; without a `voice` it is the turn alone. Others are decided anew with
   * that knowledge. `corrected`: how many segments the person's word was laid on.
   */
  'transcript.setSpeaker': procedure({
    input: z.object({
      encounterId: EncounterId,
      segmentId: SegmentId,
      speaker: Speaker,
      scope: z.enum(['turn', 'voice']).optional(),
    }),
    output: z.object({ redrafted: z.boolean(), corrected: z.number().int() }),
    errors: ['not-found.encounter', 'not-found.segment', 'conflict.signed'],
    mutates: true,
    permission: 'clinician',
  }),
};
