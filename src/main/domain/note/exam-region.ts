import type { Mention } from '../understanding/lexicon.ts';
import type { Phrase } from './clinical-phrase.ts';
import { capital } from './sentence-text.ts';

/** Exam headings in the order in which an exam is written down. */
export const EXAM_ORDER = [
  'Constitutional', 'Head', 'Eyes', 'Ears, nose, mouth and throat', 'Neck', 'Cardiovascular', 'Respiratory', 'Breast', 'Gastrointestinal', 'Genitourinary',
  'Musculoskeletal', 'Extremities', 'Skin', 'Lymphatic', 'Neurological', 'Psychiatric',
] as const; // prettier-ignore

/** Words of a heading as said ("heart exam", "belly") to the heading as written. */
const NAMED: readonly (readonly [RegExp, string])[] = [
  [/^(?:general|constitutional|general appearance)$/, 'Constitutional'],
  [/^(?:heart|cardiac|cardiovascular|cv)$/, 'Cardiovascular'],
  [/^(?:lungs?|respiratory|pulmonary|chest|breathing)$/, 'Respiratory'],
  [/^(?:belly|abdomen|abdominal|stomach|gi|gastrointestinal|tummy)$/, 'Gastrointestinal'],
  [/^(?:skin|integumentary|dermatologic)$/, 'Skin'],
  [/^(?:neck|thyroid)$/, 'Neck'],
  [/^(?:head|scalp)$/, 'Head'],
  [/^(?:neuro|neurologic|neurological|neurovascular|cranial nerve)$/, 'Neurological'],
  [/^(?:eyes?|pupils?)$/, 'Eyes'],
  [/^(?:ears?|nose|throat|mouth|heent|ent|oral|sinus(?:es)?|nasal|ear , nose(?: ,)? and throat)$/, 'Ears, nose, mouth and throat'],
  [/^(?:musculoskeletal|msk|muscle|extremity|extremities)$/, 'Musculoskeletal'],
  [/^(?:psych|psychiatric|mental status)$/, 'Psychiatric'],
  [/^(?:breasts?)$/, 'Breast'],
  [/^(?:pelvic|vaginal|genital|genitourinary|gu|prostate|rectal)$/, 'Genitourinary'],
  [/^(?:lymph nodes?|lymphatic)$/, 'Lymphatic'],
]; // prettier-ignore

const CUES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:affect|mood|eye contact|delusions?|thought process|thought content|groomed|judgment|insight|psychomotor)\b/, 'Psychiatric'],
  [/\b(?:no acute distress|well appearing|well developed|well nourished|ill appearing|no distress|apparent distress)\b/, 'Constitutional'],
  [/\b(?:jvd|jugular|carotid|bruits?|thyroid|thyromegaly|cervical lymph\w*|neck (?:is )?supple|supple)\b/, 'Neck'],
  [/\b(?:lymphadenopathy|lymph nodes?|axillary|supraclavicular)\b/, 'Lymphatic'],
  [/\b(?:murmurs?|rubs?|gallops?|regular rate|irregular rate|rhythm|heart|s1|s2|pitting|pedal edema|(?:lower extremity|leg|ankle) (?:edema|swelling)|(?:edema|swelling) (?:in|of|at|around) (?:the |your |his |her |both )*(?:legs?|ankles?|feet|shins?)|neck veins)\b/, 'Cardiovascular'],
  [/\b(?:lungs?|wheez\w+|rales|rhonchi|crackles|breath sounds|air movement|rib retractions?|clubbing|stridor|respirations?)\b/, 'Respiratory'],
  [/\b(?:abdomen|abdominal|belly|tummy|stomach|bowel sounds|quadrants?|guarding|rebound|hepatosplenomegaly|epigastric|murphy's sign|murphy's|cva tenderness|organomegaly)\b/, 'Gastrointestinal'],
  [/\b(?:tympanic|ear canals?|ear ?drums?|(?:left|right|both) ears?|nasal|turbinates|throat|tonsils?|uvula|pharynx|oropharynx|oropharyngeal|sinus\w*|mouth|tongue|nares|mucosal?|mucous|septum)\b/, 'Ears, nose, mouth and throat'],
  [/\b(?:pupils?|conjunctiva\w*|retina\w*|extraocular|eyes?|sclera\w*|fundus|optic)\b/, 'Eyes'],
  [/\b(?:heel walk|toe walk|tandem|cranial nerves?|babinski|romberg|oriented|finger to nose|monofilament|nystagmus|dix-?hallpike|facial droop)\b/, 'Neurological'],
  [/\b(?:rash|lesions?|mole|moles|nevus|vesic\w+|papul\w+|plaques?|(?:finger|toe)?nails|scaling|skin is)\b/, 'Skin'],
]; // prettier-ignore

const MOTION =
  /\b(?:range of motion|flexion|extension|strength|straight leg|palpation|effusion|mcmurray\S*|lachman\S*|tinel\S*|phalen\S*|finkelstein\S*|spurling\S*|hawkins|neer\S*|drawer|grip|crepitus|varus|valgus|joint|calf|laxity|supination|pronation|deviation|abduction|adduction|rotation|capillary refill|sensation|reflexes|paraspinal|bony|ecchymosis|bruising|metacarpals?|homan\S*|pulses?)\b/;

export interface ExamRegion {
  readonly label: string;
  /** Unit that named it: its words belong to the evidence of what stands under it. */
  readonly from?: Phrase['unit'];
}

const sideOf = (word: string | undefined): string | undefined =>
  word === 'left' || word === 'right' ? word : undefined;

/** "Right wrist" of a joint or limb with its side; nothing of any other site. */
function labelOfSite({ concept, start, end }: Mention, phrase: Phrase): string | undefined {
  const { group, preferred } = concept;
  const norms = phrase.unit.tokens.map((token) => token.norm);
  // "foot drop", "straight leg raise", "heel walk": a test, no place.
  if (norms[start - 1] === 'drop') return undefined;
  if (/^(?:walk|walking|raise|raises|gait|rise|leg|to)$/.test(norms[end] ?? '')) return undefined;
  if (group !== 'musculoskeletal' || /^(?:neck|groin|pelvis|(?:joint|muscle|bone)s?)$/.test(preferred))
    return undefined;
  const side = /back|spine|neck/.test(preferred) ? undefined : (sideOf(norms[start - 1]) ?? sideOf(norms[start]));
  return capital(side === undefined ? preferred : `${side} ${preferred.replace(/^(?:left|right) /, '')}`);
}

const isSystem = (label: string): boolean => (EXAM_ORDER as readonly string[]).includes(label);

/** The heading that a phrase names itself ("on your right knee exam"), or that its findings belong to. */
export function regionOf(phrase: Phrase, before: ExamRegion | undefined): ExamRegion | undefined {
  return regionNamed(phrase) ?? regionImplied(phrase, before);
}

const HEADING =
  /^(?:(?:on|with|for|from|in|as far as|regarding|during|and|starting with) )?(?:(?:your|the|his|her|a|my|quick|brief|focused|physical|examination of (?:your|the|his|her)) )*([a-z' -]{2,40}?) exam(?:ination)?(?: (?:is|shows?|reveals?|today|here|there|that|now))*\b|^(?:looking at|examination of|examining|inspection of|exam of) (?:your |the |his |her )?([a-z' -]{2,40}?)(?= ,| there| i | you | it | shows| reveals| no )/;

function regionNamed(phrase: Phrase): ExamRegion | undefined {
  const heading = HEADING.exec(phrase.text);
  if (!heading) return undefined;
  const name = (heading[1] ?? heading[2])!.replace(/^(?:your|the|his|her|quick|brief) /, '').replace(/^focused /, '');
  const named = NAMED.find(([pattern]) => pattern.test(name));
  if (named) return { label: named[1], from: phrase.unit };
  const site = phrase.mentions.find((mention) => mention.concept.kind === 'anatomy' && mention.start < 9);
  const label = site ? labelOfSite(site, phrase) : undefined;
  return label === undefined ? undefined : { label, from: phrase.unit };
}

function regionImplied({ text, ...phrase }: Phrase, before: ExamRegion | undefined): ExamRegion | undefined {
  const cue = firstCue(text);
  const site = phrase.mentions
    .filter(({ concept }) => concept.kind === 'anatomy')
    .map((mention) => labelOfSite(mention, { text, ...phrase }))
    .find((label) => label !== undefined);
  const inJoint = before !== undefined && !isSystem(before.label);
  if (cue === undefined && site === undefined && before) {
    // "Sensation is intact" after the wrist is the wrist's.
    if (inJoint || !MOTION.test(text) || before.label === 'Neurological') return before;
  }
  if (cue !== undefined && !(site !== undefined && cue === 'Skin')) return { label: cue };
  if (site !== undefined) return staysIn(site, inJoint ? before : undefined) ?? { label: site };
  if (MOTION.test(text)) return inJoint ? before : { label: 'Musculoskeletal' };
  if (/\b(?:erythema|redness|skin|cellulitis)\b/.test(text)) return inJoint ? before : { label: 'Skin' };
  if (/\b(?:alert|gait|reflexes|sensation|speech|neuro\w*)\b/.test(text)) return { label: 'Neurological' };
  if (/\b(?:edema|pulses)\b/.test(text)) return { label: 'Cardiovascular' };
  return before;
}

/** The system whose word comes first. */
const firstCue = (text: string): string | undefined =>
  CUES.map(([pattern, label]) => ({ at: text.search(pattern), label }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0]?.label;

/** "over the medial aspect of the knee": still the right knee that the exam began with. */
function staysIn(site: string, joint: ExamRegion | undefined): ExamRegion | undefined {
  const isPartOf = joint?.label.toLowerCase().endsWith(` ${site.toLowerCase()}`);
  return isPartOf || !/^(?:left|right) /i.test(site) ? joint : undefined;
}
