import type { DeliveryDocument } from './delivery-document.ts';

/** LOINC types of the US Core clinical-note value set (us-core-clinical-note-type) by template. Displays are LOINC's short common names. */
const TYPES: Readonly<Record<string, DeliveryDocument['loinc']>> = {
  'history-and-physical': { code: '34117-2', display: 'History and physical note' },
  consultation: { code: '11488-4', display: 'Consult note' },
};

/** A template without a type of its own is a progress note. */
export function noteType(template: string): DeliveryDocument['loinc'] {
  return TYPES[template] ?? { code: '11506-3', display: 'Progress note' };
}
