import type { Discourse } from './draft-fact.ts';
import { readFamily } from './history-family.ts';
import { readImmunization } from './history-immunization.ts';
import { readMedical } from './history-medical.ts';
import { readObstetric } from './history-obstetric.ts';
import { readSurgical } from './history-surgical.ts';
import type { Said } from './said.ts';
import { readSocial } from './social.ts';

/** Past medical, surgical, family, obstetric history and immunisations; what a life is like is read by `readSocial`. */
export function readHistory(said: Said, state: Discourse): void {
  if (said.isQuestion) return;
  readFamily(said, state);
  readMedical(said, state);
  readSurgical(said, state);
  readImmunization(said, state);
  if (!said.clinician) {
    readObstetric(said, state);
    readSocial(said, state);
  }
}
