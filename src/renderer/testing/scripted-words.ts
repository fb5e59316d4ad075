import type { ProcedureInput, ProcedureOutput } from '../../shared/contract/index.ts';
import type { SkippedLine, WordList } from '../../shared/model/word-list.ts';

/** The clinician's own words in a fake host: a plain memory of main's list, one entry a line. */
export function wordAnswers(initial: WordList = []) {
  let entries = initial;
  const sorted = (list: WordList): WordList => [...list].sort((a, b) => a.term.localeCompare(b.term));
  return {
    'vocabulary.get': (): ProcedureOutput<'vocabulary.get'> => ({ entries }),
    'vocabulary.set': (input: ProcedureInput<'vocabulary.set'>): ProcedureOutput<'vocabulary.set'> => {
      entries = input.entries;
      return { entries };
    },
    'vocabulary.import': ({
      text,
      preview,
    }: ProcedureInput<'vocabulary.import'>): ProcedureOutput<'vocabulary.import'> => {
      const added: WordList = [];
      const skipped: SkippedLine[] = [];
      text.split('\n').forEach((line, index) => {
        const [term = '', soundsLike = ''] = line.split(/[\t=]/).map((part) => part.trim());
        if (term === '') return;
        if ([...entries, ...added].some((entry) => entry.term === term))
          skipped.push({ line: index + 1, reason: 'repeated' });
        else added.push({ term, ...(soundsLike === '' ? {} : { soundsLike }) });
      });
      const all = sorted([...entries, ...added]);
      if (!preview) entries = all;
      return { entries: all, added, changed: [], skipped };
    },
  };
}
