import type { Mention } from '../understanding/lexicon.ts';
import type { Token } from '../understanding/tokens.ts';

/** Exam findings stand under the system they belong to, as examined: the label orders, it claims nothing. */
const LABELS: Readonly<Record<string, string>> = {
  constitutional: 'Constitutional', eyes: 'Eyes', ent: 'Ears, nose, mouth and throat', neck: 'Neck', cardiovascular: 'Cardiovascular', respiratory: 'Respiratory', gastrointestinal: 'Gastrointestinal',
  genitourinary: 'Genitourinary', musculoskeletal: 'Musculoskeletal', skin: 'Skin', neurological: 'Neurological', psychiatric: 'Psychiatric', endocrine: 'Neck', hematologic: 'Neck',
}; // prettier-ignore

const CUES: readonly (readonly [RegExp, string])[] = [
  [/\b(neck|thyroid|carotid|bruits?|lymphadenopathy|jvd|jugular|cervical lymph)\b/, 'neck'],
  [/\b(murmur|rubs?|gallops?|regular rate|rhythm|heart|s1|s2|pulses?|edema)\b/, 'cardiovascular'],
  [/\b(lungs?|wheez\w+|rales|rhonchi|crackles|breath sounds|respiratory|air movement)\b/, 'respiratory'],
  [
    /\b(abdomen|abdominal|bowel sounds|quadrant|guarding|rebound\w*|hepatosplenomegaly|epigastric)\b/,
    'gastrointestinal',
  ],
  [
    /\b(tympanic|ear canals?|eardrums?|nasal|turbinates|throat|tonsils?|uvula|pharynx|oropharynx|sinus\w*|mouth|tongue)\b/,
    'ent',
  ],
  [/\b(pupils?|conjunctiva\w*|retina\w*|extraocular|eyes?)\b/, 'eyes'],
  [
    /\b(cranial nerves?|reflex\w*|sensation|neuro\w*|gait|babinski|romberg|alert|oriented|finger to nose)\b/,
    'neurological',
  ],
  [
    /\b(range of motion|flexion|extension|strength|straight leg|palpation|effusion|knee|shoulder|elbow|wrist|hip|ankle|foot|back|spine|mcmurray\S*|lachman\S*|tinel\S*|phalen\S*|grip|crepitus|varus|valgus|joint|calf|hand|finger|thumb|toe|leg|arm)\b/,
    'musculoskeletal',
  ],
  [/\b(skin|rash|lesion|mole|erythema\w*|ulcer\w*|cellulitis)\b/, 'skin'],
];

/** The system of an exam sentence; undefined where its words point nowhere. */
export function examSystem(tokens: readonly Token[], mentions: readonly Mention[]): string | undefined {
  const text = tokens.map((token) => token.norm).join(' ');
  const hit = CUES.map(([pattern, system]) => ({ at: text.search(pattern), system }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0];
  const group =
    hit?.system ??
    mentions.find((mention) => mention.concept.kind === 'anatomy' || mention.concept.kind === 'symptom')?.concept.group;
  return group === undefined ? undefined : LABELS[group];
}
