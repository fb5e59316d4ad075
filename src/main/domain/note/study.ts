import type { Mention } from '../understanding/lexicon.ts';
import type { Phrase } from './clinical-phrase.ts';
import { capital } from './sentence-text.ts';

export interface Study {
  /** "Right knee x-ray", "Hemoglobin A1c". */
  readonly label: string;
  readonly sort: 'imaging' | 'lab' | 'other';
  /** The unit that named it. */
  readonly from: Phrase['unit'];
}

export const isStudy = ({ concept }: Mention): boolean =>
  concept.kind === 'test' &&
  /^(?:imaging|lab|cardiac|procedure)$/.test(concept.group) &&
  concept.preferred !== 'physical exam';

/** Names as they are written; the lexicon keeps most of them in lower case. */
const SPELLED: Readonly<Record<string, string>> = {
  ekg: 'EKG', mri: 'MRI', 'ct scan': 'CT scan', 'hemoglobin a1c': 'Hemoglobin A1c', tsh: 'TSH', ldl: 'LDL', hdl: 'HDL', psa: 'PSA', bnp: 'BNP', esr: 'ESR', crp: 'CRP', inr: 'INR', ana: 'ANA', eeg: 'EEG', emg: 'EMG',
}; // prettier-ignore

/** The study that a phrase names first, with its site and side. */
export function studyIn(phrase: Phrase): Study | undefined {
  const from = phrase.unit;
  // "Urine is negative for protein and glucose": the urine's.
  if (/^(?:(?:and|so|,|your|the|his|her) )*urine (?:is|was|shows?|showed|has|dip)\b/.test(phrase.text))
    return { label: 'Urine', sort: 'lab', from };
  const studies = phrase.mentions.filter(isStudy);
  const study = studies.find(({ concept }) => concept.preferred !== 'blood test') ?? studies[0];
  if (!study) return studyUnnamed(phrase);
  const { preferred, group } = study.concept;
  if (preferred === 'blood test') return { label: 'Labs', sort: 'lab', from };
  const name = SPELLED[preferred] ?? preferred;
  if (group !== 'imaging') return { label: capital(name), sort: group === 'lab' ? 'lab' : 'other', from };
  const site = siteOfStudy(study, phrase);
  const place = site && !name.includes(site.concept.preferred) ? `${placeOf(site, phrase)} ` : '';
  return { label: capital(`${place}${name}`), sort: 'imaging', from };
}

/** "Your labs", "the pathology". */
function studyUnnamed({ text, unit }: Phrase): Study | undefined {
  if (/\b(?:lab (?:results|work|values)|labs|blood work|bloodwork)\b/.test(text))
    return { label: 'Labs', sort: 'lab', from: unit };
  return /\bpathology\b/.test(text) ? { label: 'Pathology', sort: 'other', from: unit } : undefined;
}

/** "knee x-ray", "x-ray of your right knee". */
const siteOfStudy = (study: Mention, { mentions }: Phrase): Mention | undefined =>
  mentions.find(
    ({ concept, start, end }) =>
      concept.kind === 'anatomy' &&
      (end === study.start || (start >= study.end && start - study.end <= 5)) &&
      !/^(?:heart|joint|bone)$/.test(concept.preferred),
  );

function placeOf({ start, end }: Mention, { unit }: Phrase): string {
  const norms = unit.tokens.map((token) => token.norm);
  const side = norms.slice(Math.max(0, start - 2), start).find((word) => word === 'left' || word === 'right');
  const place = norms.slice(start, end).filter((word) => !/^(?:the|your|left|right)$/.test(word));
  return [...(side === undefined ? [] : [side]), ...place].join(' ');
}
