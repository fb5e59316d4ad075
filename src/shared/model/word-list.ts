import { z } from 'zod';

/** More would be a dictionary, not the words that one clinician uses. */
export const LARGEST_WORD_LIST = 10_000;
export const LONGEST_WORD = 80;

/** A word or short phrase as it is to be written, and how it is said where its spelling does not tell. */
export const WordListEntry = z.object({
  term: z.string().trim().min(2).max(LONGEST_WORD),
  soundsLike: z.string().trim().min(2).max(LONGEST_WORD).optional(),
});
export type WordListEntry = z.infer<typeof WordListEntry>;

/** A clinician's own words, alphabetical, each term once (capitals do not count). */
export const WordList = z.array(WordListEntry).max(LARGEST_WORD_LIST);
export type WordList = z.infer<typeof WordList>;

/** Why a line of an import was left out. */
export const SkippedReason = z.enum(['too-short', 'too-long', 'no-letters', 'repeated', 'list-full']);
export type SkippedReason = z.infer<typeof SkippedReason>;

export const SkippedLine = z.object({ line: z.number().int().positive(), reason: SkippedReason });
export type SkippedLine = z.infer<typeof SkippedLine>;
