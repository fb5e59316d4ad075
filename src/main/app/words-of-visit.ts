import type { EncounterId } from '../../shared/model/ids.ts';
import type { WordList } from '../../shared/model/word-list.ts';
import { visitPhrases, type VisitPhrases } from '../domain/speech/visit-phrases.ts';
import type { AppContext } from './app-context.ts';
import { requireEncounter } from './encounter-access.ts';

/** The words of whoever sees this patient. */
export function wordsOfClinician({ deps }: AppContext, encounterId: EncounterId): WordList {
  const { clinicianId } = deps.store.encounters.get(encounterId) ?? {};
  return clinicianId === undefined ? [] : deps.store.wordLists.get(clinicianId);
}

/** What to listen for in a visit: by its chart, its clinician's own words, the common drugs, and who meets. */
export function wordsOfVisit(context: AppContext, encounterId: EncounterId): VisitPhrases {
  const { deps } = context;
  const encounter = requireEncounter(context, encounterId);
  const clinician = encounter.clinicianId === undefined ? undefined : deps.store.clinicians.get(encounter.clinicianId);
  return visitPhrases({
    chart: deps.store.charts.get(encounterId),
    words: wordsOfClinician(context, encounterId),
    drugs: deps.drugNames,
    people: [encounter.patient.name, clinician?.name ?? ''],
  });
}
