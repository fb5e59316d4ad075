import { z } from 'zod';
import { SkippedLine, WordList } from '../model/word-list.ts';
import { procedure } from './procedure.ts';

const LONGEST_IMPORT = 2_000_000;

/** The words that the unlocked clinician uses: names, drugs and terms that the recogniser should know. */
export const vocabulary = {
  'vocabulary.get': procedure({
    input: z.object({}),
    output: z.object({ entries: WordList }),
    errors: [],
    mutates: false,
    permission: 'clinician',
  }),
  /** Replaces the list; it comes back in order, without repetitions. */
  'vocabulary.set': procedure({
    input: z.object({ entries: WordList }),
    output: z.object({ entries: WordList }),
    errors: [],
    mutates: true,
    permission: 'clinician',
  }),
  /**
   * Adds the lines of a text to the list: one word or phrase a line, with how it sounds after `=`, a tab, or as the second column of a CSV
   * file. With `preview` nothing is stored. `added` and `changed` are what the text brings, `skipped` the lines it leaves out.
   */
  'vocabulary.import': procedure({
    input: z.object({ text: z.string().max(LONGEST_IMPORT), preview: z.boolean().default(false) }),
    output: z.object({ entries: WordList, added: WordList, changed: WordList, skipped: z.array(SkippedLine) }),
    errors: [],
    mutates: true,
    permission: 'clinician',
  }),
};
