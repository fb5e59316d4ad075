import type { NoteSentence } from '../../../shared/model/note.ts';
import type { DocumentInput } from './document-input.ts';
import type { PlanLine } from './plan-line.ts';
import { toSecondPerson } from './second-person.ts';
import { asSentence } from '../note/sentence-text.ts';

export interface PatientWords {
  readonly text: string;
  readonly part: string;
  readonly unsure?: string;
}

const NEGATIVE_LEAD: readonly (readonly [RegExp, string])[] = [
  [/^not to /i, 'do not '],
  [/^against /i, 'avoid '],
  [/^(?:they|he|she) should /i, ''],
];
const ABOUT = /^(?:the (?:importance|risks?|benefits?|need|use)|importance|risks?|that)\b/i;
const MED_TOPICS = new Set(['start', 'change', 'stop', 'continue']);

/** Whom the words are said to: children do not read their own instructions. */
function isChild(input: DocumentInput): boolean {
  const born = /^(\d{4})-(\d{2})-(\d{2})/.exec(input.visit.patient.birthDate ?? '');
  const seen = /^(\d{4})-(\d{2})-(\d{2})/.exec(input.visit.date ?? '');
  if (!born || !seen) return false;
  const [y, m, d] = [0, 1, 2].map((i) => Number(seen[i + 1]) - Number(born[i + 1])) as [number, number, number];
  return y - (m < 0 || (m === 0 && d < 0) ? 1 : 0) < 12;
}

function address(text: string, input: DocumentInput): { text: string; unsure?: string } {
  if (!isChild(input)) return toSecondPerson(text);
  return {
    text: text
      .replace(/\b(?:the patient)(?:'s|’s)/g, "your child's")
      .replace(/\bThe patient(?:'s|’s)/g, "Your child's")
      .replace(/\bthe patient\b/g, 'your child')
      .replace(/\bThe patient\b/g, 'Your child'),
  };
}

/** One line of a plan, said to the patient in plain words. */
export function toPatient(line: PlanLine, input: DocumentInput, glossed: Set<string>): PatientWords {
  let core = line.core;
  if (line.actor === 'patient') core = core.replace(/^to (?=[a-z])/i, '');
  for (const [pattern, words] of NEGATIVE_LEAD) core = core.replace(pattern, words);
  core = core.replace(/^((?:start|begin|initiate|put|keep|continue)) (?:the patient|him|her|them|patient) on /i, '$1 ');
  // "If it swells, the patient was advised to call": to the patient that is "If it swells, call".
  core = core.replace(
    /, (?:the patient|they|he|she) (?:was|is|should be) (?:advised|instructed|told|asked|encouraged) to (?=[a-z])/i,
    ', ',
  );
  // A note leaves the patient out where a letter to the patient can't.
  core = core.replace(/^(refer|send) to /i, '$1 the patient to ');
  const asked = line.actor === 'patient' || MED_TOPICS.has(line.topic);
  if (line.actor === 'clinic' && !asked) core = `we will ${core}`;
  else if (ABOUT.test(core) && core !== line.source.trim())
    core = `we talked about ${core.replace(/^that /i, 'how ').replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())}`;
  const addressed = address(core, input);
  const text = asSentence(input.resources.plain.toPlain(addressed.text, glossed)).replace(/\bi\b/g, 'I');
  return { text, part: line.source, ...(addressed.unsure === undefined ? {} : { unsure: addressed.unsure }) };
}

/** A sentence of the note that asks nothing of anybody, said to the patient in plain words. */
export function statementToPatient(sentence: NoteSentence, input: DocumentInput, glossed: Set<string>): PatientWords {
  const addressed = address(sentence.text, input);
  return {
    text: asSentence(input.resources.plain.toPlain(addressed.text, glossed)),
    part: sentence.text,
    ...(addressed.unsure === undefined ? {} : { unsure: addressed.unsure }),
  };
}
