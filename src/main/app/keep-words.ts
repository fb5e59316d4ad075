import type { WordList } from '../../shared/model/word-list.ts';
import { importWordList, tidyWordList } from '../domain/speech/word-list.ts';
import type { Handlers } from './app.ts';
import type { AppContext } from './app-context.ts';

type VocabularyHandlers = Pick<Handlers, 'vocabulary.get' | 'vocabulary.set' | 'vocabulary.import'>;

/** The unlocked clinician's own words. The audit says how many there are, never which. */
export function createWordKeeper({ deps, auditor, session }: AppContext): VocabularyHandlers {
  const { store } = deps;
  const save = (entries: WordList, action: 'vocabulary.set' | 'vocabulary.import'): void => {
    const clinician = session.requireClinician();
    store.transaction(() => {
      store.wordLists.save(clinician.id, entries);
      auditor.record(clinician.id, action, 'settings/vocabulary', { words: entries.length });
    });
  };
  return {
    'vocabulary.get': () => ({ entries: store.wordLists.get(session.requireClinician().id) }),
    'vocabulary.set': ({ entries }) => {
      const tidy = tidyWordList(entries);
      save(tidy, 'vocabulary.set');
      return { entries: tidy };
    },
    'vocabulary.import': ({ text, preview }) => {
      const result = importWordList(store.wordLists.get(session.requireClinician().id), text);
      if (!preview && result.added.length + result.changed.length > 0) save(result.entries, 'vocabulary.import');
      return result;
    },
  };
}
