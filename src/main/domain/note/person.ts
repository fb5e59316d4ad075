import type { ChartContext } from '../../../shared/model/chart.ts';
import type { Unit } from '../understanding/utterances.ts';
import { informantFor, type Informant } from './informant.ts';

/** How the patient is named in running text. `plural`: singular they, with plural agreement. */
export interface Person {
  readonly subject: string;
  readonly object: string;
  readonly possessive: string;
  readonly reflexive: string;
  readonly plural: boolean;
  /** Who tells the story for the patient, if somebody does. */
  readonly informant?: Informant;
}

const SHE: Person = { subject: 'she', object: 'her', possessive: 'her', reflexive: 'herself', plural: false };
const HE: Person = { subject: 'he', object: 'him', possessive: 'his', reflexive: 'himself', plural: false };
const THEY: Person = { subject: 'they', object: 'them', possessive: 'their', reflexive: 'themselves', plural: true };

/**
 * The chart decides. Without it, only words that state the patient's sex count: "a 50-year-old female" or an address
 * ("ma'am", "Mr") by the clinician. Names never decide.
 */
export function personFor(chart: ChartContext | undefined, units: readonly Unit[]): Person {
  const informant = informantFor(units);
  const said = statedPerson(chart, units);
  const person =
    said.plural && chart?.patient.sex !== 'other' && informant?.sex ? (informant.sex === 'female' ? SHE : HE) : said;
  return informant ? { ...person, informant } : person;
}

function statedPerson(chart: ChartContext | undefined, units: readonly Unit[]): Person {
  const sex = chart?.patient.sex;
  if (sex === 'female') return SHE;
  if (sex === 'male') return HE;
  if (sex === 'other') return THEY;
  for (const unit of units) {
    const text = unit.tokens.map((token) => token.norm).join(' ');
    if (unit.speaker === 'patient') {
      const own = /\bi am (?:a |an )?(?:\d+[- ]?(?:year|years)?[- ]?(?:old)? ?)?(female|male|woman|man)\b/.exec(text);
      if (own) return /^(female|woman)$/.test(own[1]!) ? SHE : HE;
      // Carrying a child says it as plainly.
      if (
        /\bi am (?:\w+ )?(?:\d+ weeks )?pregnant\b|\bmy (?:last )?(?:period|menstrual|pregnancy|hysterectomy|pap smear)\b/.test(
          text,
        )
      )
        return SHE;
      continue;
    }
    const stated =
      /\b\d+(?:[- ]year[- ]old| y\/o| yo)?[ -](?:\w+ ){0,2}?(female|male|woman|man|gentleman|lady|girl|boy)\b/.exec(
        text,
      ) ?? /\b(?:is|year-old|old) (?:a |an )?(?:\w+ ){0,2}(female|male|woman|man|gentleman|lady)\b/.exec(text);
    if (stated) return /^(female|woman|lady|girl)$/.test(stated[1]!) ? SHE : HE;
  }
  let she = 0;
  let he = 0;
  for (const unit of units) {
    if (unit.speaker === 'patient' || unit.index > 12) continue;
    for (const token of unit.tokens) {
      if (
        token.norm === 'miss' ||
        token.norm === 'mrs' ||
        token.norm === 'ms' ||
        token.norm === "ma'am" ||
        token.norm === 'misses'
      )
        she++;
      if (token.norm === 'mr' || token.norm === 'mister' || token.norm === 'sir') he++;
    }
  }
  if (she > 0 && he === 0) return SHE;
  if (he > 0 && she === 0) return HE;
  return THEY;
}
