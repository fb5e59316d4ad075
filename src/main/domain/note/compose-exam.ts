import type { Mention } from '../understanding/lexicon.ts';
import { clippings, isFinished, withoutFronts, type Phrase } from './clinical-phrase.ts';
import { asSentence, capital } from './sentence-text.ts';

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
  [/^(?:musculoskeletal|msk|extremity|extremities)$/, 'Musculoskeletal'],
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
  [/\b(?:murmurs?|rubs?|gallops?|regular rate|irregular rate|rhythm|heart|s1|s2|pitting|pedal edema|(?:lower extremity|leg|ankle) (?:edema|swelling))\b/, 'Cardiovascular'],
  [/\b(?:lungs?|wheez\w+|rales|rhonchi|crackles|breath sounds|air movement|rib retractions?|clubbing|stridor|respirations?)\b/, 'Respiratory'],
  [/\b(?:abdomen|abdominal|bowel sounds|quadrants?|guarding|rebound|hepatosplenomegaly|epigastric|murphy's sign|murphy's|cva tenderness|organomegaly)\b/, 'Gastrointestinal'],
  [/\b(?:tympanic|ear canals?|eardrums?|nasal|turbinates|throat|tonsils?|uvula|pharynx|oropharynx|oropharyngeal|sinus\w*|mouth|tongue|nares|mucosa|septum)\b/, 'Ears, nose, mouth and throat'],
  [/\b(?:pupils?|conjunctiva\w*|retina\w*|extraocular|eyes?|sclera\w*|fundus|optic)\b/, 'Eyes'],
  [/\b(?:cranial nerves?|babinski|romberg|oriented|finger to nose|nystagmus|dix-?hallpike|facial droop)\b/, 'Neurological'],
  [/\b(?:rash|lesions?|mole|moles|nevus|vesic\w+|papul\w+|plaques?)\b/, 'Skin'],
]; // prettier-ignore

const MOTION =
  /\b(?:range of motion|flexion|extension|strength|straight leg|palpation|effusion|mcmurray\S*|lachman\S*|tinel\S*|phalen\S*|finkelstein\S*|spurling\S*|hawkins|neer\S*|drawer|grip|crepitus|varus|valgus|joint|calf|laxity|supination|pronation|deviation|abduction|adduction|rotation|capillary refill|sensation|reflexes|paraspinal|bony|ecchymosis|bruising|metacarpals?|homan\S*|pulses?)\b/;

export interface ExamRegion {
  readonly label: string;
  /** Unit that named it: its words belong to the evidence of what stands under it. */
  readonly from?: Phrase['unit'];
}

const side = (word: string | undefined): string | undefined => (word === 'left' || word === 'right' ? word : undefined);

/** "Right wrist" of a site with its side; the system of any other. */
function labelOfSite(mention: Mention, phrase: Phrase): string | undefined {
  const { group, preferred } = mention.concept;
  const tokens = phrase.unit.tokens;
  if (tokens[mention.start - 1]?.norm === 'drop') return undefined;
  if (/^(?:walk|walking|raise|raises|gait|rise|leg|to)$/.test(tokens[mention.end]?.norm ?? '')) return undefined;
  if (group === 'musculoskeletal' && preferred !== 'neck' && preferred !== 'groin' && preferred !== 'pelvis') {
    const own = /back|spine|neck/.test(preferred) ? undefined : (side(tokens[mention.start - 1]?.norm) ?? side(tokens[mention.start]?.norm));
    const name = /^(?:joint|muscle|bone)s?$/.test(preferred) ? undefined : preferred;
    if (name === undefined) return undefined;
    return capital(own === undefined ? name : `${own} ${name.replace(/^(?:left|right) /, '')}`);
  }
  return undefined;
} // prettier-ignore

/** The heading that a phrase names itself ("on your right knee exam"), or that its findings belong to. */
export function regionOf(phrase: Phrase, before: ExamRegion | undefined): ExamRegion | undefined {
  const { text, unit } = phrase;
  const heading = HEADING.exec(text);
  if (heading) {
    const name = (heading[1] ?? heading[2])!.replace(/^(?:your|the|his|her|quick|brief) /, '').replace(/^(?:focused )/, '');
    const named = NAMED.find(([pattern]) => pattern.test(name));
    if (named) return { label: named[1], from: unit };
    const site = phrase.mentions.find((mention) => mention.concept.kind === 'anatomy' && mention.start < 9);
    const label = site ? labelOfSite(site, phrase) : undefined;
    if (label !== undefined) return { label, from: unit };
  }
  const hit = CUES.map(([pattern, label]) => ({ at: text.search(pattern), label }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0];
  const sites = phrase.mentions.filter((mention) => mention.concept.kind === 'anatomy');
  const site = sites.map((mention) => labelOfSite(mention, phrase)).find((label) => label !== undefined);
  const joint = before !== undefined && !(EXAM_ORDER as readonly string[]).includes(before.label);
  // "Sensation is intact" after the wrist is the wrist's.
  if (!hit && site === undefined && before && (joint || !MOTION.test(text) || before.label === 'Neurological')) return before;
  if (hit && !(site !== undefined && hit.label === 'Skin')) return { label: hit.label };
  // "over the medial aspect of the knee": still the right knee that the exam began with.
  if (site !== undefined) {
    const bare = site.toLowerCase();
    if (before && joint && (before.label.toLowerCase().endsWith(` ${bare}`) || !/^(?:left|right) /i.test(site))) return before;
    return { label: site };
  }
  if (MOTION.test(text)) return joint ? before : { label: 'Musculoskeletal' };
  if (/\b(?:erythema|redness|skin|cellulitis)\b/.test(text)) return joint ? before : { label: 'Skin' };
  if (/\b(?:alert|gait|reflexes|sensation|speech|neuro\w*)\b/.test(text)) return { label: 'Neurological' };
  if (/\b(?:edema|pulses)\b/.test(text)) return { label: 'Cardiovascular' };
  return before;
} // prettier-ignore

const HEADING =
  /^(?:(?:on|with|for|from|in|as far as|regarding|during|and|starting with) )?(?:(?:your|the|his|her|a|my|quick|brief|focused|physical|examination of (?:your|the|his|her)) )*([a-z' -]{2,40}?) exam(?:ination)?(?: (?:is|shows?|reveals?|today|here|there|that|now))*\b|^(?:looking at|examination of|examining|inspection of|exam of) (?:your |the |his |her )?([a-z' -]{2,40}?)(?= ,| there| i | you | it | shows| reveals| no )/;

const FRONTS: readonly RegExp[] = [
  /^(?:on|with|for|from|in|as far as|during|and|at) (?:(?:your|the|his|her|my|a|quick|brief|focused|physical) )*[a-z' -]{2,34}? exam(?:ination)?(?: here| today| now| goes)? ?(?:,|:)? ?(?:it |there )?/,
  /^on (?:exam(?:ination)?|physical exam(?:ination)?|auscultation|inspection) ?,? /,
  /^(?:(?:your|the|his|her) )?[a-z' -]{2,30}? exam(?:ination)? (?:shows?|reveals?|demonstrates?|is significant for|is remarkable for|is notable for) /,
  /^(?:looking at|examining|examination of|listening to|feeling|palpating|inspection of) (?:your |the |his |her )?[a-z' -]{2,40}? , /,
  /^(?:when i|as i) (?:listen|look|feel|press|push|palpate)[a-z' -]{0,40}? , /,
  /^(?:for|as for|as far as|with|at|on) (?:your|the|his|her) (?:right |left )?[a-z' -]{2,24} , (?=i |you |there |it |no )/,
  /^i(?: can| could| do| am| did| also| still| just)*(?: able to)? (?:appreciate|appreciating|see|seeing|hear|hearing|feel|feeling|note|noticing|notice|noticed|observe|find|detect|palpate|noted|found)(?: that)?(?: there is| there are)? /,
  /^(?:you|he|she|the patient)(?: do| also| still| really| does)* (?:have|has|seem to have|appear to have)(?: got| had)?(?: also| still)? /,
  /^(?:there|it)(?: also| still| does| is| looks| appears| seems| feels| sounds| do)* (?:is|are|be|appears? to be|seems? to be|looks? like(?: there is| you have)?|feels? like|sounds? like|to be|like)(?: also| still| just)? /,
  /^there(?: also| still)? (?:is|are)(?: also| still| just)? /,
  /^you got /,
  /^(?:notice|noticed|noted|observed) (?:that )?/,
  /^(?:the |your )?[a-z]+ exam (?=(?:for|on) (?:the|your) )/,
  /^(?:you|he|she|the patient)(?: also)? (?:is|are)(?: also)? (?=(?:non-?tender|tender|positive|negative|alert|awake|oriented|in no|neurovascularly|well groomed)\b)/,
  /^it (?:is|shows|looks|feels) /,
];
const NEGATED: readonly RegExp[] = [
  /^i(?: did| do| am| can| could| also| really)* not(?: really)? (?:appreciate|appreciating|see|seeing|hear|hearing|feel|feeling|note|noticing|notice|find|detect|palpate)(?: any| a| an| really any)? /,
  /^(?:you|he|she|the patient)(?: do| does| are)* not (?:have|has|having|seem to have|appear to have|really have)(?: any| a| an| got any)? /,
  /^there(?: is| are| does| do)* not(?: appear to be| seem to be| be)?(?: any| a| an)? /,
  /^(?:there is|there are|you have|you have got|it is|i see|i hear|i feel) no /,
];

const TAILS: readonly RegExp[] = [
  / ?,? and all of (?:that|this|these)\b.*$/,
  / ?,? but (?:everything|other than|the rest|otherwise|we|i|you)\b.*$/,
  / (?:and )?(?:on )?(?:the |your )?(?:lung|heart|neck|belly|abdominal|bimanual|skin|back|leg|knee) exam$/,
  / ?,? (?:and )?(?:which|that) is (?:really |very |all |a |also )*(?:good|great|fine|normal|reassuring|excellent|a good thing|a good sign|not surprising|expected|okay|encouraging|what|why|consistent|nice)\b.*$/,
  / ?,? which (?:we|i|you) (?:have |had )?(?:heard|seen|noted|talked about|discussed|known about|mentioned)(?: about)?(?: before| in the past| previously)\b.*$/,
  / ?,? (?:that|which) (?:i|we) (?:can |could |do )?(?:hear|see|feel|appreciate)(?: here| there)?$/,
  / ?,? (?:but|and) (?:that is|otherwise it|it is) (?:okay|fine|stable|good|not).*$/,
  / (?:here|there|today|right here|right there|as well|too|for you|though|at all|right now|either|on your exam|on exam|to me)$/,
  / ?,? (?:so|because|meaning|that means|which means|like we|as we|and that|but that|as far as|kind of)\b.*$/,
  / ?,? when i (?:do|did) (?:that|this)$/,
];

/** An order to move, a question, the visit's own course: nothing was found. */
const NOT_FINDING =
  /^(?:(?:i|we) (?:am|are|will|want|would|need|know|think|forgot|can tell|did|wanted|have)|let|can you|could you|try|go|lean|turn|take|follow|push|pull|squeeze|hold|close|open|lift|raise|bend|breathe|lie|lay|sit|stand|relax|tell|does|do you|is that|are you|any|how|what|where|when|if|good|great|perfect|okay|deep|and now|now|one more|again|say|show|point|as long|just|keep|bring|put|touch|walk|look|make|move|come|get|scoot|hop|please|swallow|straighten|flex|extend|all right|nice|excellent|that hurts?|sorry|in the past|we have)\b/;

const FINDING =
  /\b(?:positive|negative|tender\w*|pain\w*|clear|normal|abnormal|murmurs?|rubs?|gallops?|effusion|edema|range of motion|intact|regular|irregular|soft|supple|erythema\w*|red|redness|bulging|palpation|strength|unremarkable|distended|distention|wheez\w+|rales|rhonchi|crackles|bruits?|swelling|swollen|bruis\w*|ecchymos[ie]s|lesions?|rash|masses|mass|enlarged|lymphadenopathy|clubbing|cyanosis|deformit\w+|laxity|instability|stable|warm\w*|cool|moist|dry|symmetric\w*|equal|reactive|refill|pulses?|sensation|reflexes|rebound|guarding|healed|healing|scar|wound|incision|drainage|discharge|crepitus|sign|exudates?|diminished|decreased|limited|reduced|full|good|well|distress|alert|oriented|jvd|bowel sounds|nontender|non-tender|atrophy|tremor|gait|nystagmus|spasms?|stiff\w*|tight\w*|inflam\w+|callus\w*|ulcers?|nodules?|lump|click\w*|pop\w*|crack\w*|thicken\w*|fluid|blisters?|scal\w+|dilated|tenderness|weak\w*|numb\w*|mild|moderate|severe|slight|abrasions?|lacerations?|congest\w+|polyps?|fullness|bilateral\w*|grade|\d\/\d|\d\+|cervical|flexion|extension|angulation|alignment|perfused|contracture|swoll\w+|hernia|organomegaly|thyromegaly|splenomegaly|hepatomegaly|retractions?|labored|unlabored|burn\w*|discolou?red|discolou?ration|pale|jaundice|icteric|fine|stones?|visible|palpable|atypical|suspicious|keratos\w+|papules?|macules?|spurs?|asymmetric|irregular|fundal|groomed|anxious|flat|affect|speech|eye contact|delusions|hallucinations|pressured|tearful|cooperative|nodular|crust\w*|fissures?|plaques?|fungal|thrush)\b/;

const QUALITIES = /^(?:nice and |nice |really |very |pretty |quite |basically |just |actually )+/;

/** "I do appreciate a 2/6 systolic ejection murmur, which is stable" → "2/6 systolic ejection murmur". Undefined where nothing was found. */
export function findingText(phrase: Phrase): string | undefined {
  let text = phrase.text
    .replace(/^the (right|left) (?:one|ear|side|eye|knee|foot) , the (?=[a-z])/, 'the $1 ')
    .replace(/^(?:the )?rest of (?:your |the )?/, '');
  if (phrase.unit.question || phrase.unit.speaker === 'patient') return undefined;
  const bare = withoutFronts(text, NEGATED, FRONTS, 5);
  const { negative } = bare;
  text = bare.text;
  if (!negative && NOT_FINDING.test(text)) return undefined;
  for (let k = 0; k < 2; k++) for (const tail of TAILS) text = text.replace(tail, '');
  text = tidy(text);
  if (negative) text = `no ${text.replace(/^(?:any|a|an|some|no) /, '')}`;
  if (!FINDING.test(text)) return undefined;
  return text;
}

function tidy(text: string): string {
  return text
    .replace(/^in the past ,? ?/, '')
    .replace(/^(?:some|a|an|that|the same|the associated) (?=\w)/, (word) => (word === 'the associated ' ? 'associated ' : ''))
    .replace(/^the (?=(?:lungs?|heart|abdomen|neck|skin|throat|ears?|eyes?|pupils?|reflexes|strength|sensation)\b)/, '')
    .replace(/^(?:also|still|otherwise|overall|everything|just|definitely|certainly|actually) (?=\w)/, (word) => (word === 'everything ' || word === 'still ' || word === 'otherwise ' ? word : ''))
    .replace(QUALITIES, '')
    .replace(/\b(is|are|looks?|sounds?|feels?) (?:nice and|really|very nice and|pretty|nice|all nice and|just|actually|also|still|very nice|basically|all) /g, '$1 ')
    .replace(/\b(and|,|with|has|have) (?:some|a|an|also some|there is some|there is|there are|you have|you do have|also) (?=\w)/g, '$1 ')
    .replace(/\b(?:your|his|her|their)\b/g, 'the')
    .replace(/\bthe the\b/g, 'the')
    .replace(/\bslightly bit\b/g, 'slightly')
    .replace(/\bwhen i (?:press|push|palpate|touch|am pressing|feel)(?: down)?(?: on)?(?: (?:it|there|here|that|that area|the area))?(?= |$)/g, 'to palpation')
    .replace(/\bto palpation (?:on |over )?the (?=\w)/g, 'to palpation of the ')
    .replace(/\bwith me pressing(?: on it)?\b/g, 'to palpation')
    .replace(/\bwhen (?:you|i) (?:bend|flex) (?:it|that|the \w+)\b/g, 'with flexion')
    .replace(/\bwhen (?:you|i) (?:straighten|extend) (?:it|that|the \w+)\b/g, 'with extension')
    .replace(/\bwhen (?:you|i) move (?:it|that|the \w+)\b/g, 'with movement')
    .replace(/ in them(?= |$)/g, '')
    .replace(/ there (?=(?:on|in|at|along|over|of)\b)/g, ' ')
    .replace(/^no (?:hearing|seeing|feeling) (?:any |a )?/, 'no ')
    .replace(/\b(is|are) very (?=supple|soft|clear)/g, '$1 ')
    .replace(/\bthat i can (?:hear|feel|see)\b/g, '')
    .replace(/\b(?:little bit|bit) of\b/g, 'slight')
    .replace(/^slightly (?=(?:swelling|edema|tenderness|redness|pain|wheezing|effusion|erythema|bruising)\b)/, 'slight ')
    .replace(/^(?:positive|negative) for (?=no )/, '')
    .replace(/^(?:for|as for|on|with) (?:the |your )?(strength|reflexes|sensation|gait|range of motion) ,? ?(?:you (?:do )?have )?(?:a )?/, '$1 ')
    .replace(/^(?:that |it )?(?:seems|looks|appears)(?: to be)? (?=(?:stable|good|normal|fine|intact|clear|healed|equal)\b)/, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?, ?$/g, '')
    .trim();
} // prettier-ignore

/** One stretch of findings as separate ones: "edema in both ankles no calf tenderness" are two. */
export function separate(text: string): string[] {
  return text
    .replace(/(?<!^)(?<!\b(?:is|are|has|have|with|shows|was|in|of|or|to|a|and there is)) ?,?(?: and| but| with| there is| there are| but there is| and there is| you have| and you have)* (?=no (?!longer)(?:[a-z]))/g, ' | ')
    .replace(/(?<!\b(?:is|are|was|were|be|of|a|the|and)) (?:,|and|but) (?:there (?:is|are)|you (?:do )?have|i (?:do )?(?:see|hear|feel|appreciate|notice)) /g, ' | ')
    .replace(/(?<!\b(?:is|are|was|were|be|the|and|a|both|of)) (?=negative [a-z']+ (?:sign|test)\b)/g, ' | ')
    .replace(/(?<=\w{3,} \w{3,}) (?<!\b(?:of|in|on|over|at|to|with|for|is|are|around|near|along|from|than|through|both|all|between|and|that|the|when|if|where|as|,) )(?:, |and )?(?=the (?:[a-z]+ ){1,3}(?:is|are) (?!what|that|where))/g, ' | ')
    .replace(/ (?:can you |go ahead and )?(?:open up|open|say|go ahead|take (?:a|some)|turn|lift|follow|push|squeeze|hold|lay|lie|sit|stand|let) (?:up|your|the|me|my|over|out|in|a|it|and|deep|down|back)\b.*$/g, '')
    .replace(/(?<=\bseconds) (?=[a-z])/g, ' | ')
    .replace(/(?<=\w+ \w+ \w+ \w+)(?<!\b(?:and|with|of|has|have|is|are|or|a|,|no|some|very|to|only|but|in|on)) (?=(?:slight|mild) [a-z])/g, ' | ')
    .replace(/(?<=\w+ \w+ \w+) (?=the rest of )/g, ' | ')
    .split(' | ')
    .map((part) => part.replace(/^(?:, |and |but |with )+/, '').replace(/(?: ,| and| but| with)+$/, '').trim())
    .map((part) => part.replace(/^there (?:is|are) (?=no |clean|dry|intact)/, ''))
    .filter((part) => part !== '');
} // prettier-ignore

/** Findings of one phrase, each a sentence. Empty where none can be made well. */
export function composeExam(phrase: Phrase): string[] {
  const text = findingText(phrase);
  if (text === undefined) return [];
  const out: string[] = [];
  for (const part of separate(text)) {
    if (part.split(' ').length < 2 && !FINDING.test(part)) continue;
    const best = clippings(tidy(part)).find((clip) => FINDING.test(clip) && isFinished(clip) && standsAsFinding(clip));
    if (best !== undefined) out.push(asSentence(best));
  }
  return out;
}

/** A noun phrase or a predicate about one: not the middle of a story. */
function standsAsFinding(text: string): boolean {
  if (/^(?:it|that|this|they|these|those|we|he|she|so|as|at the|on the|in the (?=\w+$)|of|where|when|you)\b/.test(text)) return false;
  if (/^(?:everything (?!else)|given\b|(?:the patient|he|she) has good strategies|important|all other portions|patient is in pain|(?:the patient|he|she) (?:is in pain|did say|says|said)|means|meaning|listening to|feeling|looking at|those|they|levels?|the levels|next|exam|otherwise everything|all of|today)\b|\bmeans that\b|^physical exam\w* (?:looks|is)|^(?:the )?vitals?\b|\b(?:will|would|should|could|(?<!empty )can|going to|want|need|tell|told|said|know|think|thought|because|today we|last (?:time|year|visit))\b/.test(text)) return false;
  if (/^(?:exam|examination) of\b|^perform\b/.test(text)) return false;
  if (/\b(?:positive|negative|some|slight|mild|pain) ?$/.test(text) && text.split(' ').length < 2) return false;
  if (/^slight(?:ly)? (?:bit|fast|slow)$/.test(text) || (text.split(' ').length < 2 && !/^(?:swelling|erythema|tenderness|edema|effusion|wheezing|crackles|rash|nontender)$/.test(text))) return false;
  return text.split(' ').length <= 30;
} // prettier-ignore
