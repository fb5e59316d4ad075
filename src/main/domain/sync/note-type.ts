import type { Note } from '../../../shared/model/note.ts';
import type { NoteType } from '../../../shared/model/template.ts';
import type { DeliveryDocument } from './delivery-document.ts';

/** LOINC types of the US Core clinical-note value set (us-core-clinical-note-type). Displays are LOINC's short common names. */
const TYPES: Readonly<Record<NoteType, DeliveryDocument['loinc']>> = {
  'history-and-physical': { code: '34117-2', display: 'History and physical note' },
  consultation: { code: '11488-4', display: 'Consult note' },
  progress: { code: '11506-3', display: 'Progress note' },
};

/** As its template said when it was drafted. Older notes carry the template's name only: two of those had a type of their own. */
export function noteType({ noteType: type, template }: Pick<Note, 'noteType' | 'template'>): DeliveryDocument['loinc'] {
  const older = template === 'history-and-physical' || template === 'consultation' ? template : 'progress';
  return TYPES[type ?? older];
}
