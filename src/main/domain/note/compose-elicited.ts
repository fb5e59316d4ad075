import type { Candidate } from '../understanding/candidates.ts';
import type { Lexicon } from '../understanding/lexicon.ts';
import type { Unit } from '../understanding/utterances.ts';
import type { ExamRegion } from './exam-region.ts';
import { asSentence, capital } from './sentence-text.ts';

/** What the examining hand does, as the note calls it. Longest first. */
const MANOEUVRES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:push|press|touch|poke|palpat\w+|tap|squeeze|pressing|pushing|touching)\b/, 'palpation'],
  [/\b(?:bend|bending|flex|flexing)\b.*\b(?:straighten|extend)/, 'flexion and extension'],
  [/\b(?:flex|flexion|flexing|bend|bending)\b/, 'flexion'],
  [/\b(?:extend|extension|straighten|straightening)\b/, 'extension'],
  [/\b(?:turn|turning|twist|twisting|rotate|rotating|rotation)\b/, 'rotation'],
  [/\b(?:raise|raising|lift|lifting)\b/, 'raising'],
  [/\b(?:move|moving|movement|wiggle)\b/, 'movement'],
  [/\b(?:resist|push against|against resistance)\b/, 'resistance'],
  [/\b(?:walk|walking|bear weight|stand|standing)\b/, 'weight bearing'],
  [/\b(?:deep breath|breathe in|breathe)\b/, 'deep breathing'],
];
const ASKS_PAIN =
  /\b(?:hurts?|pain|painful|tender|sore|bother|bothers|discomfort|does that|how about (?:here|there|when|now)|what about (?:here|there|when))\b/;
const NOW =
  /\b(?:here|there|that|this|when i|if i|when you|now|as i|right here|like this|up|down|on it|doing this|push|press|flex|bend|extend)\b/;
const PAST =
  /\b(?:did|was|were|have you|had|been|when you (?:are|work|run|play|go|wake)|at night|at home|how long|ever|usually|today|anything else|any other|yesterday|before)\b/;
const YES =
  /^(?:(?:oh|ow|ouch|um|well|,|a) )*(?:yes|yeah|yep|yup|ow|ouch|it does|that hurts|that does|it hurts|that is (?:tender|sore|painful)|little bit|a little(?: bit)?|definitely|absolutely|sure does|uh-huh|mm-hmm|very|right there|a lot)\b/;
const NO =
  /^(?:(?:um|well|,|uh) )*(?:no|nope|nah|not really|it does not|that does not|that is fine|that feels (?:fine|okay)|that is okay|not at all)\b/;

export interface Elicited {
  readonly text: string;
  readonly units: readonly Unit[];
  readonly region?: string;
}

/** "Does it hurt when I push here?" "Yes." as a finding of the exam: "Pain to palpation." */
export function composeElicited(
  candidate: Candidate,
  region: ExamRegion | undefined,
  lexicon: Lexicon,
  duringExam: boolean,
): Elicited | undefined {
  const { question, unit } = candidate;
  if (!question || question.speaker === 'patient' || unit.tokens.length > 12) return undefined;
  const asked = question.tokens.map((token) => token.norm).join(' ');
  const by = /\bwhen i\b|\bif i\b|\bas i\b/.test(asked);
  if (!duringExam && !by) return undefined;
  if (!ASKS_PAIN.test(asked) || PAST.test(asked) || !NOW.test(asked)) return undefined;
  const manoeuvre = MANOEUVRES.find(([pattern]) => pattern.test(asked))?.[1];
  const explicit = /\b(?:hurts?|pain|painful|tender|sore)\b/;
  const answer = unit.tokens.map((token) => token.norm).join(' ');
  if (manoeuvre === undefined || !(explicit.test(asked) || explicit.test(answer))) return undefined;
  const yes = YES.test(answer);
  const no = NO.test(answer) && !/\b(?:but|just|except|only|little)\b/.test(answer);
  if (yes === no) return undefined;
  const site = siteAsked(question, lexicon);
  const place = site && PLACED.test(manoeuvre) ? ` of the ${site.said}` : '';
  const link = manoeuvre === 'palpation' ? 'to' : 'with';
  const text = asSentence(`${yes ? 'pain' : 'no pain'} ${link} ${manoeuvre}${place}`);
  const under = regionAsked(site, region);
  const from = region?.from && under === region.label && region.label.includes(' ') ? [region.from] : [];
  return { text, units: [...from, question, unit], ...(under === undefined ? {} : { region: under }) };
}

/** Manoeuvres that are done to a place, which is then said. */
const PLACED = /palpation|flexion|extension|rotation/;

interface AskedSite {
  /** As it was called, side in front. */
  readonly said: string;
  /** As the exam would head it; undefined of what is no joint or limb. */
  readonly label: string | undefined;
}

/** The part of the body that the question is about. */
function siteAsked({ tokens }: Unit, lexicon: Lexicon): AskedSite | undefined {
  const site = lexicon.find(tokens).find(({ concept }) => concept.kind === 'anatomy');
  if (!site) return undefined;
  const norms = tokens.map((token) => token.norm);
  const before = norms.slice(Math.max(0, site.start - 2), site.start);
  const side = before.find((word) => word === 'left' || word === 'right');
  const front = side === undefined ? '' : `${side} `;
  const name = norms.slice(site.start, site.end).filter((word) => !/^(?:your|the)$/.test(word));
  const isLimb = site.concept.group === 'musculoskeletal';
  return {
    said: `${front}${name.join(' ')}`,
    label: isLimb ? capital(`${front}${site.concept.preferred}`) : undefined,
  };
}

/** "Knee" asked about within the exam of the right knee is the right knee. */
function regionAsked(site: AskedSite | undefined, region: ExamRegion | undefined): string | undefined {
  const label = site?.label;
  if (label === undefined) return region?.label;
  return region?.label.toLowerCase().endsWith(label.toLowerCase()) ? region.label : label;
}
