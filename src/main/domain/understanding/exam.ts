import type { Assertion } from '../../../shared/model/facts.ts';
import { add, known, rest, type Discourse, type Draft, type ExamBody } from './draft-fact.ts';
import { examines, looksAtPatient, tellsFindings, tellsVitals } from './exam-begins.ts';
import { siteOf } from './finding-body.ts';
import type { Mention } from './lexicon.ts';
import { lineOf, type Line } from './line.ts';
import { isFinding, type Said } from './said.ts';
import { onlySide, sideNear, siteKey } from './sides.ts';
import type { Unit } from './utterances.ts';

/** Where the examination is over. */
const ENDS_EXAM =
  /\b(?:go(?:ing)? over (?:my|the|your) (?:assessment|plan|results)|so (?:i think|what i think|my (?:impression|assessment|plan)|here is|based on|it (?:looks|sounds) like|this (?:looks|sounds) like|for (?:your|the) (?:first|second|third))|my (?:assessment|impression|plan)|assessment and plan|in terms of (?:a |the |your )?plan|let us talk about|what i would like to do|i would like to (?:start|order|prescribe|get)|we are going to (?:start|order|get|treat)|you can (?:sit up|get dressed|sit back)|i think (?:this|you|what|it|we|he|she)|the plan)\b/;
const FOUND =
  /\b(?:i (?:do |do not |can |can not |also |still |just )*(?:see|feel|hear|note|notice|appreciate|find|detect|palpate)|there is|there are|there (?:does not|do not) (?:seem|appear)|you (?:have|do have|do not have|are) (?:a |an |some |any |no |good |full |normal |mild |moderate |tender|still|a little|quite)|(?:looks?|sounds?|feels?|appears?|seems?)|(?:is|are) (?:clear|normal|soft|regular|intact|tender|non-?tender|red|swollen|good|fine|equal|symmetric|strong|healed|healing|clean|dry|warm|supple|enlarged|inflamed|bulging|full|limited|moist|pink|distended|non-?distended|nice|unremarkable|steady|negative|positive|stable|benign|reactive|within|symmetrical|brisk|diminished|decreased|a little|a bit|slightly|mildly|pretty|very|really|still|quite|still|not)|no (?:tenderness|swelling|edema|murmurs?|wheez\w*|crackles|rales|rhonchi|redness|erythema|effusion|rashes|rash|masses|mass|lumps|bruits?|gallops?|rubs?|vesicles?|blisters?|ulcers?|pustules?|drainage|scaling|crusting|lesions?|infection|rebound|guarding|lymph\w*|nodes|exudate|fluid|instability|deformity|discharge|bleeding|bruising|ecchymosis|distress|jvd|cyanosis|clubbing|nystagmus|weakness|pain (?:with|to|on))|tender(?:ness)?|palpation|range of motion|positive \S+|negative \S+|strength)\b/;
const QUIET =
  /\b(?:if|when you|should|would|could be|might be|may be|i think|need|going to|want|let us|recommend|prescribe|order|take|call|x-ray|mri|labs?|results?|ct|ultrasound|ekg|echo|history|you said|you mentioned|you told|follow up|come back|medicine|medication)\b/;

const EXAM_WORDS: readonly (readonly [string, RegExp, string?])[] = [
  ['tenderness', /\b(?:non-?tender|tender(?:ness)?)\b/],
  ['murmur', /\bmurmurs?\b/, 'Cardiovascular'],
  ['wheezing', /\bwheez\w*/, 'Respiratory'],
  ['crackles', /\b(?:crackles?|rales?)\b/, 'Respiratory'],
  ['rhonchi', /\brhonchi\b/, 'Respiratory'],
  ['edema', /\b(?:pitting )?edema\b/],
  [
    'effusion',
    /\beffusion\b|\bfluid (?:behind|in|around) (?:the|your|his|her) (?:ear ?drums?|knee|joint|left|right)\b/,
  ],
  ['swelling', /\bswell(?:ing|ed)|\bswollen\b/],
  ['erythema', /\berythema\w*|\bred(?:ness)?\b/],
  ['bruising', /\bbruis(?:ing|e|es|ed)\b|\becchymos[ie]s\b/],
  ['guarding', /\bguarding\b/, 'Gastrointestinal'],
  ['rebound tenderness', /\brebound\b/, 'Gastrointestinal'],
  ['distention', /\bdistend\w*|\bdistention\b/, 'Gastrointestinal'],
  ['lymphadenopathy', /\blymphadenopathy\b|\b(?:swollen|enlarged) (?:lymph nodes|glands|nodes)\b/],
  ['exudate', /\bexudates?\b|\bpus\b|\bwhite patches\b/, 'Ears, nose, mouth and throat'],
  ['bulging', /\bbulging\b/, 'Ears, nose, mouth and throat'],
  ['carotid bruit', /\b(?:carotid )?bruits?\b/, 'Cardiovascular'],
  ['weakness', /\bweakness\b/, 'Neurological'],
  ['gallop', /\bgallops?\b/, 'Cardiovascular'],
  ['rash', /\brash\b|\bplaques?\b|\bpapules?\b|\bpustules?\b|\bhives\b/, 'Skin'],
  ['scaling', /\b(?:scal(?:ing|y|e)|flak(?:ing|y))\b/, 'Skin'],
  ['fissures', /\bfissur(?:es?|ing)\b|\bcracked\b/, 'Skin'],
  ['vesicles', /\bvesicles?\b|\bblisters?\b/, 'Skin'],
  ['excoriation', /\bexcoriat\w+/, 'Skin'],
  ['crusting', /\bcrust(?:ing|ed|y)?\b/, 'Skin'],
  ['lesion', /\blesions?\b|\bmole\b/, 'Skin'],
  ['deformity', /\bdeformity\b/, 'Musculoskeletal'],
  ['instability', /\binstability\b|\blaxity\b/, 'Musculoskeletal'],
  ['crepitus', /\bcrepitus\b/, 'Musculoskeletal'],
  ['range of motion', /\brange of motion\b/, 'Musculoskeletal'],
  ['strength', /\bstrength\b|\b[1-5]\/5\b/, 'Neurological'],
  ['reflexes', /\breflexes\b/, 'Neurological'],
  ['sensation', /\bsensation\b/, 'Neurological'],
  ['nystagmus', /\bnystagmus\b/, 'Neurological'],
  ['straight leg raise', /\bstraight leg (?:raise|test)\b/, 'Musculoskeletal'],
  ['mcmurray test', /\bmcmurray\w*/, 'Musculoskeletal'],
  ['lachman test', /\blachman\w*/, 'Musculoskeletal'],
  ['drawer test', /\bdrawer (?:test|sign)\b/, 'Musculoskeletal'],
  ['tinel sign', /\btinel\S*/, 'Neurological'],
  ['phalen test', /\bphalen\S*/, 'Neurological'],
  ['finkelstein test', /\bfinkelstein\S*/, 'Musculoskeletal'],
  ['hawkins test', /\bhawkins\S*/, 'Musculoskeletal'],
  ['empty can test', /\bempty can\b/, 'Musculoskeletal'],
  ['murphy sign', /\bmurphy\S*/, 'Gastrointestinal'],
  ['romberg test', /\bromberg\b/, 'Neurological'],
  ['dix-hallpike test', /\bdix.?hallpike\b/, 'Neurological'],
  ['cva tenderness', /\bcva tenderness\b|\bcostovertebral\b/, 'Genitourinary'],
  ['mass', /\bmass(?:es)?\b|\blumps?\b|\bnodules?\b/],
  ['jugular venous distention', /\bj\.?v\.?d\b|\bjugular venous\b/, 'Cardiovascular'],
  ['discharge', /\bdischarge\b|\bdrainage\b/],
  ['cerumen', /\bcerumen\b|\b(?:ear)? ?wax\b/, 'Ears, nose, mouth and throat'],
  ['pulses', /\bpulses\b/, 'Cardiovascular'],
  ['skin tear', /\blaceration\b/, 'Skin'],
  [
    'pain with movement',
    /\bpain (?:with|on) (?:\S+ )?(?:flexion|extension|movement|rotation|abduction|internal|external|motion|bending|resisted)/,
    'Musculoskeletal',
  ],
];
const JOINT_WORDS =
  /^(?:effusion|tenderness|swelling|mcmurray test|lachman test|drawer test|instability|crepitus|range of motion|decreased range of motion|deformity|hawkins test|empty can test|finkelstein test|tinel sign|phalen test|pain with movement|bruising|erythema|strength)$/;
/** Names of a system by what a place belongs to. */
const SYSTEMS: Readonly<Record<string, string>> = {
  cardiovascular: 'Cardiovascular', respiratory: 'Respiratory', gastrointestinal: 'Gastrointestinal', musculoskeletal: 'Musculoskeletal', neurological: 'Neurological', skin: 'Skin',
  ent: 'Ears, nose, mouth and throat', eyes: 'Eyes', endocrine: 'Neck', hematologic: 'Neck', genitourinary: 'Genitourinary', psychiatric: 'Psychiatric', constitutional: 'Constitutional',
}; // prettier-ignore
const PREDICATE =
  /\b(?:is|are|looks?|sounds?|feels?|appears?|seems?|was|were)? ?((?:all |nice and |pretty |a little |a bit |slightly |mildly |very |really |still |perfectly |completely |otherwise |also |not |both |quite )*(?:clear(?: to auscultation)?(?: bilaterally)?|normal|soft|regular(?: rate)?(?: and rhythm)?|intact|good|fine|equal|symmetric(?:al)?|strong|healed|healing(?: well| nicely)?|clean|supple|enlarged|inflamed|full|limited|decreased|diminished|reduced|moist|pink|unremarkable|steady|negative|positive|stable|benign|reactive|within normal limits|brisk|absent|irregular|dry|warm|boggy|pale|tight|stiff|coarse|weak|great|five out of five|5\/5|4\/5|3\/5|2\+|1\+|hyperactive|well perfused|straight|wnl))\b/;

export function updatePhase(said: Said, state: Discourse): void {
  if (!said.clinician) return;
  const { text } = said;
  const began = examines(text) || looksAtPatient(text);
  if (began || state.phase === 'exam') {
    const place = said.mentions.find((mention) => mention.concept.kind === 'anatomy');
    if (place) state.examined = place.concept.preferred;
    else if (began) state.examined = state.topic?.body.site ?? state.pending?.body.site;
  }
  if (state.phase === 'history' && !said.isQuestion && (tellsVitals(text) || tellsFindings(text))) state.phase = 'exam';
  if (
    ENDS_EXAM.test(text) &&
    (state.phase === 'exam' || state.phase === 'results' || /\b(?:assessment|plan|impression)\b/.test(text)) &&
    !/\bon (?:your )?(?:physical )?exam\b/.test(text)
  )
    state.phase = 'assessment';
  else if (began) state.phase = 'exam';
  else if (
    state.phase === 'exam' &&
    /^(?:(?:okay|so|and|alright|now|,) )*(?:do you|are you|have you|any|how long|when did|does it|what)\b/.test(text) &&
    !/\b(?:hurt|feel|pain|tender|when i|here|there)\b/.test(text)
  )
    state.phase = 'history';
}

/** What the clinician sees, hears and feels; and what the patient answers when pressed upon. */
export function readExam(said: Said, state: Discourse): void {
  if (!said.clinician) {
    if (said.topics.has('exam')) pressed(said, state);
    return;
  }
  if (said.isQuestion) return;
  const { text, line } = said;
  const explicit =
    /\bon (?:your |the |his |her |physical |my |\S+ )*exam(?:ination)?\b|\bi (?:do |do not |can |can not )*(?:appreciate|hear(?! (?:you|ya|that|about|from))|palpate)\b|\b(?:to|on) palpation\b/.test(
      text,
    ) ||
    (state.phase === 'history' &&
      /\b(?:there is|there are|i (?:do )?(?:see|notice|feel|hear))\b/.test(text) &&
      said.mentions.some((mention) => mention.concept.kind === 'anatomy') &&
      EXAM_WORDS.some(([, pattern]) => pattern.test(text)) &&
      !/\byou (?:said|mentioned|had|have)\b|\bx-ray|\bmri\b|\bresults?\b/.test(text));
  if (explicit && state.phase === 'history') state.phase = 'exam';
  if (state.phase !== 'exam' && !explicit) return;
  if (!FOUND.test(text) && !explicit) return;
  if (QUIET.test(text) && !explicit && !/\b(?:i (?:do |do not )?(?:see|feel|hear)|there is|there are)\b/.test(text))
    return;
  for (const clause of clauses(line, said))
    if (!VITALS.test(clause.text) || /\btender|murmur|lungs|heart (?:is|sounds)/.test(clause.text))
      readClause(clause, said, state);
}

interface Clause {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const VITALS =
  /\b(?:blood pressure|heart rate|pulse|temperature|temp|oxygen|sats?|respiratory rate|weight|bmi) (?:is|was|of|are|\d)/;
const NOT_BEFORE_PLACE =
  /^(?:in|of|on|over|at|along|to|with|and|or|around|under|behind|above|below|the|your|his|her|both|left|right|no|any|some|through|from|near|into|a|i|see|feel|hear|is|are|medial|lateral|lower|upper|inner|outer|anterior|posterior)$/;

function clauses(line: Line, said: Said): Clause[] {
  // "the right eardrum is red the left one is normal his throat is clear": a new place begins a new clause, comma or not.
  const places = new Set<number>();
  for (const mention of said.mentions) {
    if (mention.concept.kind !== 'anatomy') continue;
    let start = mention.start;
    while (start > 0 && /^(?:the|your|his|her|left|right|both|both your)$/.test(line.tokens[start - 1]!.norm)) start--;
    if (
      start > 0 &&
      !NOT_BEFORE_PLACE.test(line.tokens[start - 1]!.norm) &&
      /^(?:is|are|looks?|sounds?|feels?|seems?|has|have|shows?|appears?|was|were)$/.test(
        line.tokens[mention.end]?.norm ?? '',
      )
    )
      places.add(start);
  }
  const out: Clause[] = [];
  let from = 0;
  const cut = (to: number): void => {
    if (to > from) out.push({ from, to, text: textOf(line, from, to) });
    from = to;
  };
  line.tokens.forEach((token, i) => {
    if (
      places.has(i) ||
      (i > 2 &&
        /^(?:no|there)$/.test(token.norm) &&
        !NOT_BEFORE_PLACE.test(line.tokens[i - 1]!.norm) &&
        line.tokens[i - 1]!.norm !== ',')
    )
      cut(i);
    const next = line.tokens[i + 1]?.norm ?? '';
    if (
      (token.norm === ',' && !/^(?:or|nor|rubs?|gallops?|and)$/.test(next)) ||
      token.norm === 'but' ||
      (token.norm === 'and' && /^(?:your|the|there|i|no|his|her|it|you|that)$/.test(next))
    )
      cut(i + 1);
  });
  cut(line.tokens.length);
  return out;
}

const textOf = (line: Line, from: number, to: number): string =>
  line.tokens
    .slice(from, to)
    .map((token) => token.text)
    .join(' ')
    .replace(/ ,/g, ',')
    .replace(/[, ]+(?:and|but)?[, ]*$/, '')
    .trim();

function readClause(clause: Clause, said: Said, state: Discourse): void {
  const text = clause.text.toLowerCase();
  const tokens = said.unit.tokens;
  const places = said.mentions.filter(
    (mention) => mention.concept.kind === 'anatomy' && mention.start >= clause.from && mention.end <= clause.to,
  );
  const place =
    places[0] ?? said.mentions.findLast((mention) => mention.concept.kind === 'anatomy' && mention.end <= clause.from);
  if (place) state.examined = place.concept.preferred;
  const side = sideOf(tokens, clause, place, state);
  const give = (term: string, assertion: Assertion, system: string | undefined): void => {
    const body: ExamBody = { type: 'exam', term, assertion, finding: text.slice(0, 160) };
    const named = system ?? (place ? SYSTEMS[place.concept.group] : undefined);
    if (named) body.system = named;
    if (place) body.site = place.concept.preferred;
    else if (JOINT_WORDS.test(term) && state.examined !== undefined) {
      // "There's a small effusion", while the knee is examined.
      body.site = state.examined;
      body.side = side ?? state.sides.get(siteKey(state.examined));
    }
    if (side) body.side = side;
    put(body, [said.unit], said, state);
  };
  let found = false;
  for (const [term, pattern, system] of EXAM_WORDS) {
    const match = pattern.exec(text);
    if (!match) continue;
    if (term === 'effusion' && /wax/.test(match[0])) continue;
    if (term === 'tenderness' && /\b(?:rebound|cva|costovertebral)\b/.test(text)) continue;
    found = true;
    give(term, negatedIn(text, match.index, match[0]) ? 'negated' : 'present', system);
  }
  // Other findings of the lexicon that the list above has no word for.
  for (const mention of said.mentions) {
    if (!isFinding(mention) || mention.start < clause.from || mention.end > clause.to) continue;
    const scope = said.scopes.get(mention)!;
    if (scope.assertion === 'hypothetical' || scope.experiencer !== 'patient') continue;
    const term = mention.concept.preferred;
    if (
      /^(?:pain|tenderness|swelling|redness|wheezing|rash|bruising|edema|lump|heart murmur|skin lesion|joint instability|decreased range of motion|eye redness|lower extremity swelling|joint swelling|swollen glands|weakness|warmth|pleural effusion|eye discharge|ear discharge|mole)$/.test(
        term,
      )
    ) {
      if (found || term === 'weakness') continue;
    }
    if (
      mention.concept.kind === 'condition' &&
      (scope.assertion === 'possible' || /\b(?:consistent|suggest|think|from your|known)\b/.test(text))
    )
      continue;
    found = true;
    give(term, scope.assertion === 'negated' ? 'negated' : 'present', SYSTEMS[mention.concept.group]);
  }
  if (found || places.length === 0) return;
  const predicate = PREDICATE.exec(text);
  if (!predicate) return;
  const body: ExamBody = {
    type: 'exam',
    term: places[0]!.concept.preferred,
    assertion: 'present',
    finding: predicate[1]!.replace(/^(?:(?:all|nice and|pretty|also|otherwise) )+/, ''),
    site: places[0]!.concept.preferred,
  };
  const system = SYSTEMS[places[0]!.concept.group];
  if (system) body.system = system;
  if (side) body.side = side;
  put(body, [said.unit], said, state);
}

const IN_ORDER =
  /\b(?:normal|unremarkable|fine|healthy|good|great|(?:clear|stable|intact)$|compar\w+|no (?:tenderness|swelling|effusion|pain|deformity|redness))\b/;

function sideOf(
  tokens: readonly Said['unit']['tokens'][number][],
  clause: Clause,
  place: Mention | undefined,
  state: Discourse,
): ExamBody['side'] {
  const here = tokens.slice(clause.from, clause.to);
  const named =
    onlySide(here) ?? (place && place.start < clause.from ? sideNear(tokens, place.start, place.end) : undefined);
  if (named) {
    // "The left knee is normal", for comparison: the visit is about the other one.
    const key = place && siteKey(place.concept.preferred);
    if (key !== undefined && !state.sides.has(key) && !IN_ORDER.test(clause.text)) state.sides.set(key, named);
    return named;
  }
  // "That knee is swollen": the knee of this visit. Not of paired places that nobody complained of.
  return place &&
    /^(?:shoulder|elbow|wrist|hand|hip|knee|ankle|foot|leg|arm|calf|thigh|thumb|finger|heel|shin|forearm|big toe|toe|ear|eye|breast)$/.test(
      place.concept.preferred,
    )
    ? state.sides.get(siteKey(place.concept.preferred))
    : undefined;
}

function negatedIn(text: string, at: number, word: string): boolean {
  if (/^non-?tender/.test(word)) return true;
  const before = text.slice(0, at);
  const after = text.slice(at + word.length);
  const cut = Math.max(
    before.lastIndexOf(' but '),
    before.lastIndexOf(' with ') > 0 && !/\bno\b/.test(before.slice(0, before.lastIndexOf(' with '))) ? -1 : -1,
  );
  const scope = cut >= 0 ? before.slice(cut) : before;
  return (
    /\b(?:no|not|without|negative for|free of|absent|denies|nor|never|neither)\b/.test(scope) ||
    /^(?: test| sign)? (?:is|was|were|are) (?:negative|absent|ruled out)\b/.test(after) ||
    (/\bnegative\b/.test(before) &&
      /(?:test|raise|sign|hawkins|phalen|tinel|mcmurray|lachman|romberg|murphy|can|finkelstein)/.test(word))
  );
}

/** "Does it hurt when I press here?" "Ow, yes." */
function pressed(said: Said, state: Discourse): void {
  const question = said.candidate.question!;
  const line = lineOf(question.tokens);
  const answer = said.candidate.answer;
  const text = said.text;
  const yes =
    answer === 'yes' ||
    /^(?:(?:oh|um|,|okay) )*(?:ow|ouch|yes|yeah|that (?:hurts|does)|it does|right there|a little|a bit|yep)\b/.test(
      text,
    );
  const no = answer === 'no' || /^(?:no|not really|that is (?:fine|okay)|fine)\b/.test(text);
  if (yes === no) return;
  const mentions = state.lexicon.find(question.tokens);
  const place =
    mentions.find((mention) => mention.concept.kind === 'anatomy') ??
    said.mentions.find((mention) => mention.concept.kind === 'anatomy');
  const moving = /\b(?:move|bend|twist|lift|turn|raise|rotate|straighten|flex|extend)\b/.test(line.text);
  const site =
    place?.concept.preferred ??
    state.examined ??
    (state.phase === 'exam' || /\bhere|there|this|that\b/.test(line.text) ? state.topic?.body.site : undefined);
  const body: ExamBody = {
    type: 'exam',
    term: moving ? 'pain with movement' : 'tenderness',
    assertion: yes ? 'present' : 'negated',
    finding: line.text.slice(0, 120),
  };
  if (site !== undefined) {
    body.site = site;
    const concept = state.lexicon.lookup(site);
    const system = concept ? SYSTEMS[concept.group] : undefined;
    if (system) body.system = system;
  }
  const side = onlySide(question.tokens) ?? (site === undefined ? undefined : state.sides.get(siteKey(site)));
  if (side) body.side = side;
  put(body, said.pair, said, state);
  state.phase = 'exam';
  void siteOf;
}

function put(body: ExamBody, units: readonly Unit[], said: Said, state: Discourse): void {
  for (const old of known(state, body)) {
    if (old.body.assertion !== body.assertion || old.body.site !== body.site) continue;
    if (old.body.side && body.side && old.body.side !== body.side) continue;
    old.body.side ??= body.side;
    rest(old as unknown as Draft, units);
    return;
  }
  add(state, body, units, said.by, 0.85);
}
