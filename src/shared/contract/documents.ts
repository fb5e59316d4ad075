import { z } from 'zod';
import { DocumentKind, DocumentOptions, DocumentVersion, Touchpoint } from '../model/document.ts';
import { EncounterId, SentenceId } from '../model/ids.ts';
import { procedure } from './procedure.ts';

/** A document as it stands. `stale`: the note (or who the patient is, or the chart) changed after it was made. */
export const DocumentView = z.object({
  version: DocumentVersion,
  stale: z.boolean(),
  /** Sentences that a person has to look at before it can be final. */
  openCount: z.number().int(),
  /** As it is copied, saved and printed; a draft says that it is one. */
  text: z.string(),
});
export type DocumentView = z.infer<typeof DocumentView>;

/** `baseVersion` is the version the clinician was looking at; another one in the store is a `conflict.version`. */
const base = { encounterId: EncounterId, kind: DocumentKind, baseVersion: z.number().int().positive() };
const text = z.string().trim().min(1).max(4000);
const errors = [
  'not-found.encounter',
  'not-found.document',
  'not-found.sentence',
  'conflict.version',
  'conflict.final',
  'conflict.state',
] as const;
const change = <I extends z.ZodType>(input: I) =>
  procedure({ input, output: DocumentView, errors, mutates: true, permission: 'clinician' });

export const documents = {
  /** The newest version of each kind that was made of a visit. */
  'documents.list': procedure({
    input: z.object({ encounterId: EncounterId }),
    output: z.object({ documents: z.array(DocumentView) }),
    errors: ['not-found.encounter'],
    mutates: false,
    permission: 'clinician',
  }),
  /** Makes it, or makes it anew from the note as it stands; `baseVersion` 0: there is none yet. Options not given stay as they were. */
  'documents.make': procedure({
    input: z.object({
      ...base,
      baseVersion: z.number().int().nonnegative(),
      options: z
        .object({
          includeDiagnosis: z.boolean().optional(),
          request: DocumentOptions.shape.request,
          referral: DocumentOptions.shape.referral,
        })
        .default({}),
    }),
    output: DocumentView,
    errors: ['not-found.encounter', 'conflict.version', 'conflict.state'],
    mutates: true,
    permission: 'clinician',
  }),
  'documents.editSentence': change(z.object({ ...base, sentenceId: SentenceId, text })),
  'documents.removeSentence': change(z.object({ ...base, sentenceId: SentenceId })),
  'documents.confirmSentence': change(z.object({ ...base, sentenceId: SentenceId })),
  /** At the end of a block, or in a block of its own where none is named. */
  'documents.addSentence': change(z.object({ ...base, blockId: z.string().max(16).optional(), text })),
  /** Back to how it stood before the last change (a new version; nothing is deleted). */
  'documents.undo': change(z.object(base)),
  /** To whom it goes; empty takes the line away. */
  'documents.setField': change(
    z.object({ ...base, key: z.enum(['to', 'address']), value: z.string().trim().max(400) }),
  ),
  /** Minutes of a contact, entered by hand; null: none. */
  'documents.setMinutes': change(z.object({ ...base, minutes: z.number().int().nonnegative().max(1440).nullable() })),
  /** One deliberate act under the clinician's name. Refused while sentences are open, while it is stale, and while nobody said who the patient is. */
  'documents.finalize': procedure({
    input: z.object(base),
    output: DocumentView,
    errors: [...errors, 'conflict.stale', 'conflict.needs-review', 'conflict.unnamed'],
    mutates: true,
    permission: 'clinician',
  }),
  /** A month of the chronic-care log of this visit's patient, over all visits. `csv`: the same as a table. */
  'documents.touchpoints': procedure({
    input: z.object({ encounterId: EncounterId, month: z.string().regex(/^\d{4}-\d{2}$/) }),
    output: z.object({
      entries: z.array(Touchpoint),
      totalMinutes: z.number().int(),
      withoutMinutes: z.number().int(),
      csv: z.string(),
    }),
    errors: ['not-found.encounter'],
    mutates: false,
    permission: 'clinician',
  }),
};
