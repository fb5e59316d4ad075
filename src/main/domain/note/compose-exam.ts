import { clippings, isFinished, withoutFronts, type Phrase } from './clinical-phrase.ts';
import { rewriteAll, type Rewrite } from './rewriting.ts';
import { asSentence } from './sentence-text.ts';

const FRONTS: readonly RegExp[] = [
  /^(?:on|with|for|from|in|as far as|during|and|at) (?:(?:your|the|his|her|my|a|quick|brief|focused|physical) )*[a-z' -]{2,34}? exam(?:ination)?(?: here| today| now| goes)? ?(?:,|:)? ?(?:it |there )?/,
  /^on (?:exam(?:ination)?|physical exam(?:ination)?|auscultation|inspection) ?,? /,
  /^(?:(?:your|the|his|her) )?[a-z' -]{2,30}? exam(?:ination)? (?:shows?|reveals?|demonstrates?|is significant for|is remarkable for|is notable for) /,
  /^(?:looking at|examining|examination of|listening to|feeling|palpating|inspection of) (?:your |the |his |her )?[a-z' -]{2,40}? , /,
  /^(?:when i|as i) (?:listen|look|feel|press|push|palpate)[a-z' -]{0,40}? , /,
  /^(?:for|as for|as far as|with|at|on) (?:your|the|his|her) (?!strength|reflexes|sensation|gait|range of motion)(?:right |left )?[a-z' -]{2,24} , (?=i |you |there |it |no )/,
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
  / ?,? (?:(?:which|that) )?(?:i believe )?(?:you|the patient) (?:had|have had|has had|have|has)(?: that| it| this)? (?:in the past|before|for years)$/,
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

/** "You can't feel the monofilament": what was tried and could, or could not, be done. */
const ABILITY =
  /^(?:you|he|she|the patient) can(?: still| also| really| hardly| barely)? ?(not )?(feel|flex|extend|bend|straighten|raise|lift|move|walk|stand|touch|reach|squeeze|see|hear|bear|rotate|turn|wiggle|open|close|make a fist) (?!(?:me|it|that|free|better|worse|like|the difference)\b)(.+)$/;

/** An order to move, a question, the visit's own course: nothing was found. */
const NOT_FINDING =
  /^(?:(?:i|we) (?:am|are|will|want|would|need|know|think|forgot|can tell|did|wanted|have)|let|can you|could you|try|go|lean|turn|take|follow|push|pull|squeeze|hold|close|open|lift|raise|bend|breathe|lie|lay|sit|stand|relax|tell|does|do you|is that|are you|any|how|what|where|when|if|good|great|perfect|okay|deep|and now|now|one more|again|say|show|point|as long|just|keep|bring|put|touch|walk|look|make|move|come|get|scoot|hop|please|swallow|straighten|flex|extend|all right|nice|excellent|that hurts?|sorry|in the past|we have)\b/;

const FINDING =
  /\b(?:positive|negative|tender\w*|pain\w*|clear|normal|abnormal|murmurs?|rubs?|gallops?|effusion|edema|range of motion|intact|regular|irregular|soft|supple|erythema\w*|red|redness|bulging|palpation|strength|unremarkable|distended|distention|wheez\w+|rales|rhonchi|crackles|bruits?|swelling|swollen|bruis\w*|ecchymos[ie]s|lesions?|rash|masses|mass|enlarged|lymphadenopathy|clubbing|cyanosis|deformit\w+|laxity|instability|stable|warm\w*|cool|moist|dry|symmetric\w*|equal|reactive|refill|pulses?|sensation|reflexes|rebound|guarding|healed|healing|scar|wound|incision|drainage|discharge|crepitus|sign|exudates?|diminished|decreased|limited|reduced|full|good|well|distress|alert|oriented|jvd|bowel sounds|nontender|non-tender|atrophy|tremor|gait|nystagmus|spasms?|stiff\w*|tight\w*|inflam\w+|callus\w*|ulcers?|nodules?|lump|click\w*|pop\w*|crack\w*|thicken\w*|fluid|blisters?|scal\w+|dilated|tenderness|weak\w*|numb\w*|mild|moderate|severe|slight|abrasions?|lacerations?|congest\w+|polyps?|fullness|bilateral\w*|grade|\d\/\d|\d\+|cervical|flexion|extension|angulation|alignment|perfused|contracture|swoll\w+|hernia|organomegaly|thyromegaly|splenomegaly|hepatomegaly|retractions?|labored|unlabored|burn\w*|discolou?red|discolou?ration|pale|jaundice|icteric|fine|stones?|visible|palpable|atypical|suspicious|keratos\w+|papules?|macules?|spurs?|asymmetric|irregular|fundal|groomed|anxious|flat|affect|speech|eye contact|delusions|hallucinations|pressured|tearful|cooperative|nodular|crust\w*|fissures?|plaques?|fungal|thrush|sores?|stridor|scale|pitting|cysts?|abduction|adduction|rotation|degrees|lymph nodes|monofilament|millimeters?|centimeters?|cm|mm|edges|tendons?|mood|judgment|resistance|veins?|spoon|contour|dilation|crowning|gums?|teeth|vesic\w+|pustul\w+|hives|welts?|bumps?)\b/;

const QUALITIES = /^(?:nice and |nice |really |very |pretty |quite |basically |just |actually )+/;

/** "I do appreciate a 2/6 systolic ejection murmur, which is stable" → "2/6 systolic ejection murmur". Undefined where nothing was found. */
function findingText(phrase: Phrase): string | undefined {
  if (phrase.unit.question || phrase.unit.speaker === 'patient') return undefined;
  const heard = phrase.text
    .replace(/^the (right|left) (?:one|ear|side|eye|knee|foot) , the (?=[a-z])/, 'the $1 ')
    .replace(/^(?:the )?rest of (?:your |the )?/, '');
  const ability = ABILITY.exec(heard.replace(/^(?:and|so|but|okay) /, ''));
  if (ability)
    return `${ability[1] === undefined ? 'able' : 'unable'} to ${ability[2]!} ${rewriteAll(ability[3]!, TIDY).trim()}`;
  const { text: bare, negative } = withoutFronts(heard, NEGATED, FRONTS, 5);
  if (!negative && NOT_FINDING.test(bare)) return undefined;
  // A tail may stand behind another.
  const short = [...TAILS, ...TAILS].reduce((out, tail) => out.replace(tail, ''), bare);
  const found = rewriteAll(short, TIDY).trim();
  const text = negative ? `no ${found.replace(/^(?:any|a|an|some|no) /, '')}` : found;
  return FINDING.test(text) ? text : undefined;
}

const TIDY: readonly Rewrite[] = [
  [/^(?:the )?heart (?:is|has|sounds)(?: at)?(?: a)?(?: nice| very)*(?: and)? (?=regular rate)/, ''],
  [/^(no|any) (?:kind|type|sort)s? of /, '$1 '],
  [/^in the past ,? ?/, ''],
  [/^(?:some|a|an|that|this|the same|the associated) (?=\w)/, (word) => (word === 'the associated ' ? 'associated ' : '')],
  [/^the (?=(?:lungs?|heart|abdomen|neck|skin|throat|ears?|eyes?|pupils?|reflexes|strength|sensation)\b)/, ''],
  [/^(?:also|still|otherwise|overall|everything|just|definitely|certainly|actually) (?=\w)/, (word) => (word === 'everything ' || word === 'still ' || word === 'otherwise ' ? word : '')],
  [QUALITIES, ''],
  [/\b(is|are|looks?|sounds?|feels?) (?:nice and|really|very nice and|pretty|nice|all nice and|just|actually|also|still|very nice|basically|all) /g, '$1 '],
  [/\b(and|,|with|has|have) (?:some|a|an|also some|there is some|there is|there are|you have|you do have|also) (?=\w)/g, '$1 '],
  [/\b(?:your|his|her|their)\b/g, 'the'],
  [/\bthe the\b/g, 'the'],
  [/\bslightly bit\b/g, 'slightly'],
  [/\bwhen i (?:press|push|palpate|touch|am pressing|feel)(?: down)?(?: on)?(?: (?:it|there|here|that|that area|the area))?(?= |$)/g, 'to palpation'],
  [/\bto palpation (?:on |over )?the (?=\w)/g, 'to palpation of the '],
  [/\bwith me pressing(?: on it)?\b/g, 'to palpation'],
  [/\bwhen (?:you|i) (?:bend|flex) (?:it|that|the \w+)\b/g, 'with flexion'],
  [/\bwhen (?:you|i) (?:straighten|extend) (?:it|that|the \w+)\b/g, 'with extension'],
  [/\bwhen (?:you|i) move (?:it|that|the \w+)\b/g, 'with movement'],
  [/ in them(?= |$)/g, ''],
  [/ there (?=(?:on|in|at|along|over|of|and)\b)/g, ' '],
  [/^no (?:hearing|seeing|feeling) (?:any |a )?/, 'no '],
  [/\b(is|are) very (?=supple|soft|clear)/g, '$1 '],
  [/\bthat i can (?:hear|feel|see)\b/g, ''],
  [/\b(?:little bit|bit) of\b/g, 'slight'],
  [/^slightly (?=(?:swelling|edema|tenderness|redness|pain|wheezing|effusion|erythema|bruising)\b)/, 'slight '],
  [/^(?:positive|negative) for (?=no )/, ''],
  [/^(?:for|as for|on|with) (?:the |your )?(strength|reflexes|sensation|gait|range of motion) ,? ?(?:you (?:do )?have )?(?:a )?/, '$1 '],
  [/^(?:that |it )?(?:seems|looks|appears)(?: to be)? (?=(?:stable|good|normal|fine|intact|clear|healed|equal)\b)/, ''],
  [/\b(empty can|drop arm)(?= and\b| or\b|,|$)/g, '$1 test'],
  [/\b(groomed|oriented|alert|cooperative) (?=good|normal|appropriate|cooperative|pleasant)/g, '$1, '],
  [/\s+/g, ' '],
  [/ ?, ?$/g, ''],
]; // prettier-ignore

/** Where one finding ends and the next begins, or talk begins behind it. */
const BORDERS: readonly Rewrite[] = [
  [/(?<!^)(?<!\b(?:is|are|has|have|with|shows|was|in|of|or|to|a|and there is)) ?,?(?: and| but| with| there is| there are| but there is| and there is| you have| and you have)* (?=no (?!longer)(?:[a-z]))/g, ' | '],
  [/(?<!\b(?:is|are|was|were|be|of|a|the|and)) (?:,|and|but) (?:there (?:is|are)|you (?:do )?have|i (?:do )?(?:see|hear|feel|appreciate|notice)) /g, ' | '],
  [/(?<!\b(?:is|are|was|were|be|the|and|a|both|of)) (?=negative [a-z']+ (?:sign|test)\b)/g, ' | '],
  [/(?<=\w{3,} \w{3,}) (?<!\b(?:of|in|on|over|at|to|with|for|is|are|around|near|along|from|than|through|both|all|between|and|that|the|when|if|where|as|,) )(?:, |and )?(?=the (?:[a-z]+ ){1,3}(?:is|are) (?!what|that|where))/g, ' | '],
  [/ (?:can you |go ahead and )?(?:open up|open|say|go ahead|take (?:a|some)|turn|lift|follow|push|squeeze|hold|lay|lie|sit|stand|let) (?:up|your|the|me|my|over|out|in|a|it|and|deep|down|back)\b.*$/g, ''],
  [/(?<=\bseconds) (?=[a-z])/g, ' | '],
  [/(?<=\w+ \w+ \w+ \w+)(?<!\b(?:and|with|of|has|have|is|are|or|a|,|no|some|very|to|only|but|in|on)) (?=(?:slight|mild) [a-z])/g, ' | '],
  [/(?<=\w+ \w+ \w+) (?=the rest of )/g, ' | '],
]; // prettier-ignore

/** One stretch of findings as separate ones: "edema in both ankles no calf tenderness" are two. */
export function separate(text: string): string[] {
  return rewriteAll(text, BORDERS)
    .split(' | ')
    .map((part) =>
      part
        .replace(/^(?:, |and |but |with )+/, '')
        .replace(/(?: ,| and| but| with)+$/, '')
        .trim()
        .replace(/^there (?:is|are) (?=no |clean|dry|intact)/, ''),
    )
    .filter((part) => part !== '');
}

/** Findings of one phrase, each a sentence. Empty where none can be made well. */
export function composeExam(phrase: Phrase): string[] {
  const text = findingText(phrase);
  // "Plain Tylenol is fine": a drug is no finding.
  if (text === undefined || phrase.mentions.some(({ concept }) => concept.kind === 'drug')) return [];
  const out: string[] = [];
  for (const part of separate(text)) {
    if (part.split(' ').length < 2 && !FINDING.test(part)) continue;
    const best = clippings(rewriteAll(part, TIDY).trim()).find(
      (clip) => FINDING.test(clip) && isFinished(clip) && standsAsFinding(clip),
    );
    if (best !== undefined) out.push(asSentence(best));
  }
  return out;
}

/** Begins in the middle of a story, or leans on what was said before. */
const NO_SUBJECT =
  /^(?:it|that|this|they|these|those|we|he|she|so|as|at the|on the|in the (?=\w+$)|of|where|when|you)\b/;
/** Talk about the visit, a wish, what others said. */
const TOLD =
  /^(?:everything (?!else)|given\b|(?:the patient|he|she) has good strategies|important|all other portions|patient is in pain|(?:the patient|he|she) (?:is in pain|did say|says|said)|means|meaning|listening to|feeling|looking at|those|they|levels?|the levels|next|exam|otherwise everything|all of|today)\b|\bmeans that\b|^physical exam\w* (?:looks|is)|^(?:the )?vitals?\b|\b(?:will|would|should|could|(?<!empty )can|going to|want|need|tell|told|said|know|think|thought|because|today we|last (?:time|year|visit))\b/;
/** A finding in a single word. */
const ONE_WORD = /^(?:swelling|erythema|tenderness|edema|effusion|wheezing|crackles|rash|nontender)$/;

/** A noun phrase or a predicate about one: not the middle of a story. */
function standsAsFinding(text: string): boolean {
  const words = text.split(' ').length;
  if (NO_SUBJECT.test(text) || TOLD.test(text) || /^(?:exam|examination) of\b|^perform\b/.test(text)) return false;
  if (/^slight(?:ly)? (?:bit|fast|slow)$/.test(text)) return false;
  return words < 2 ? ONE_WORD.test(text) : words <= 30;
}
