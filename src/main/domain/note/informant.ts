import type { Unit } from '../understanding/utterances.ts';

/** Somebody who tells the story for the patient: a parent, a daughter in the room, an interpreter. */
export interface Informant {
  /** What they are to the patient, where it was said: "mother". */
  readonly relation?: string;
  /** Where that was said. */
  readonly unit?: Unit;
  /** Labelled as the patient, but speaks of the patient as "he" or "she". */
  readonly asPatient: boolean;
  /** By the pronouns that they use of the patient. */
  readonly sex?: 'female' | 'male';
}

const RELATION =
  'mother|mom|mum|father|dad|daughter|son|wife|husband|grandmother|grandfather|grandma|grandpa|sister|brother|aunt|uncle|caregiver|partner|guardian|nurse';
const OWN = new RegExp(String.raw`\bi am (?:his|her|their|the) (${RELATION})\b`);
const ASKED = new RegExp(
  String.raw`\b(?:you are|are you|this is|is this|you must be) (?:the |his |her |your )?(${RELATION})\b`,
);
const OF =
  /\bmy (mother|mom|mum|father|dad|daughter|son|wife|husband|grandson|granddaughter|little (?:girl|boy)|baby|kid|child|toddler)\b/;
const INVERSE: Readonly<Record<string, string>> = {
  mother: 'child', mom: 'child', mum: 'child', father: 'child', dad: 'child', wife: 'husband', husband: 'wife', daughter: 'parent', son: 'parent', baby: 'parent', kid: 'parent', child: 'parent', toddler: 'parent', 'little girl': 'parent', 'little boy': 'parent', grandson: 'grandparent', granddaughter: 'grandparent',
}; // prettier-ignore
const FORMAL: Readonly<Record<string, string>> = {
  mom: 'mother',
  mum: 'mother',
  dad: 'father',
  grandma: 'grandmother',
  grandpa: 'grandfather',
};

const textOf = (unit: Unit): string => unit.tokens.map((token) => token.norm).join(' ');

/** Who tells the story, if it is not the patient. Only what was said counts. */
export function informantFor(units: readonly Unit[]): Informant | undefined {
  const others = units.filter((unit) => unit.speaker === 'other');
  const patients = units.filter((unit) => unit.speaker === 'patient');
  const clinicians = units.filter((unit) => unit.speaker === 'clinician' && unit.index < 12);
  const third = (unit: Unit): 'female' | 'male' | undefined => {
    const word = unit.tokens.find((token) => !/^(?:and|so|but|yeah|yes|no|well|,|then)$/.test(token.norm))?.norm;
    return word === 'she' ? 'female' : word === 'he' ? 'male' : undefined;
  };
  const stated = patients.map((unit) => OWN.exec(textOf(unit))).find((match) => match !== null);
  const asked = clinicians.map((unit) => ASKED.exec(textOf(unit))).find((match) => match !== null);
  const spokenOf = patients.filter((unit) => third(unit) !== undefined).length;
  const self = patients.filter((unit) => unit.tokens.some((token) => token.norm === 'i')).length;
  const asPatient =
    stated !== undefined || (asked !== undefined && spokenOf >= 2) || (spokenOf >= 4 && spokenOf > 2 * self);
  if (!asPatient && others.length === 0) return undefined;
  const speakers = asPatient ? patients : others;
  const counts = { female: 0, male: 0 };
  for (const unit of speakers) {
    const sex = third(unit);
    if (sex) counts[sex]++;
  }
  const sex =
    counts.female > 0 && counts.male === 0
      ? 'female'
      : counts.male > 0 && counts.female === 0
        ? 'male'
        : counts.female > 3 * counts.male
          ? 'female'
          : counts.male > 3 * counts.female
            ? 'male'
            : undefined;
  const told =
    stated?.[1] ??
    asked?.[1] ??
    others.map((unit) => OWN.exec(textOf(unit))?.[1]).find((relation) => relation !== undefined);
  const inverse = speakers.map((unit) => OF.exec(textOf(unit))?.[1]).find((relation) => relation !== undefined);
  const relation = told === undefined ? (inverse === undefined ? undefined : INVERSE[inverse]) : (FORMAL[told] ?? told);
  const unit =
    relation === undefined
      ? undefined
      : [...patients, ...others, ...clinicians].find(
          (each) => OWN.test(textOf(each)) || ASKED.test(textOf(each)) || OF.test(textOf(each)),
        );
  return {
    asPatient,
    ...(unit === undefined ? {} : { unit }),
    ...(relation === undefined ? {} : { relation }),
    ...(sex === undefined ? {} : { sex }),
  };
}
