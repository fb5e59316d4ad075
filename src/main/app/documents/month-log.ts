import { isSamePatient, monthOf, touchpointOf, touchpointsCsv } from '../../domain/documents/touchpoints.ts';
import type { Handlers } from '../app.ts';
import type { AppContext } from '../app-context.ts';
import { requireEncounter } from '../encounter-access.ts';
import { localDate, visitAt } from './document-visit.ts';

/** The chronic-care log of one patient, a month at a time: every visit that has an entry, whoever the clinician was. */
export function createTouchpoints(context: AppContext): Handlers['documents.touchpoints'] {
  const { store } = context.deps;
  return ({ encounterId, month }) => {
    const { patient } = requireEncounter(context, encounterId);
    const entries = store.documents.latestOfKind('chronic-care-log').flatMap(({ encounterId: id, version }) => {
      const encounter = store.encounters.get(id);
      if (!encounter || (id !== encounterId && !isSamePatient(encounter.patient, patient))) return [];
      const at = visitAt(encounter);
      return [
        touchpointOf(version.document, {
          encounterId: id,
          at,
          date: localDate(at),
          ...(encounter.clinicianId ? { clinicianId: encounter.clinicianId } : {}),
        }),
      ];
    });
    const found = monthOf(entries, month);
    return { ...found, csv: touchpointsCsv(found) };
  };
}
