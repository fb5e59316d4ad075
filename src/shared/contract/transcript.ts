import { z } from 'zod';
import { EncounterId, SegmentId } from '../model/ids.ts';
import { TranscriptSegment } from '../model/transcript.ts';
import { procedure } from './procedure.ts';

export const transcript = {
  /**
   * A person listened to words and decided what was said: the first hearing, the second (`heardAgain`), or their own text. For the view: words
   * in a row with the same `heardAgain` are one doubt and are settled together; play `audio.clip` around their times, offer both hearings and
   * a field to type. `text` is what stands afterwards; empty: nothing was said there. The new words carry `settled`, confidence 1 and no
   * `heardAgain`. May be called again for words that are settled already.
   *
   * The note follows: an AI draft that nobody edited is drafted anew (`redrafted`); an edited note keeps its edits, and sentences that rest on
   * words that now read differently need review again (`affected` of them); those that only waited for this decision no longer do.
   *
   * `heard` is what the clinician saw, joined by spaces: `conflict.version` when the words are others by now.
   */
  'transcript.settleWord': procedure({
    input: z.object({
      encounterId: EncounterId,
      segmentId: SegmentId,
      /** Place of the first word in the segment's list, and how many words from there. */
      wordIndex: z.number().int().nonnegative(),
      wordCount: z.number().int().min(1).max(100).default(1),
      heard: z.string().max(4000),
      text: z.string().trim().max(1000),
    }),
    output: z.object({
      segment: TranscriptSegment,
      redrafted: z.boolean(),
      affected: z.number().int().nonnegative(),
    }),
    errors: ['not-found.encounter', 'not-found.segment', 'conflict.version', 'conflict.signed'],
    mutates: true,
    permission: 'clinician',
  }),
};
