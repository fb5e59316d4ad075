import type { Assertion } from '../../../shared/model/facts.ts';
import { isChronic, OBSTETRIC } from './chronic.ts';
import { detailsIn } from './details.ts';
import type { Discourse, Draft, FindingBody } from './draft-fact.ts';
import { fromQuestion, typedAnswer } from './finding-answers.ts';
import { bodyOf, LIMB, PAINLIKE, SITED, URINARY } from './finding-body.ts';
import { associate, attach, type Heard } from './finding-details.ts';
import { merge } from './finding-merge.ts';
import { notePending, TOPIC_LASTS } from './finding-pending.ts';
import { addToTopic } from './finding-topic.ts';
import type { Mention } from './lexicon.ts';
import type { FullScope } from './read-scope.ts';
import { isFinding, isThere, type Said } from './said.ts';
import { onlySide, siteKey } from './sides.ts';

/** What a clinician says of the complaint as heard from the patient. */
const RECAP =
  /\b(?:you (?:have had|have been|are having|were having|had|have|are here|came in|come in|said|mentioned|told|noticed|reported|describe|wrote|are still|still have|also|presented|got|were|feel|felt|are (?:experiencing|complaining|feeling|getting))|your (?!exam|x-ray|mri|labs|heart|lungs|blood)|here (?:today )?(?:for|with|because|to)|i (?:see|understand|hear|heard|read) (?:here )?(?:that )?(?:you|he|she|your)|presents? (?:today )?(?:for|with)|complain\w* of|history of|(?:he|she) (?:has|is|was|had))\b/;

const PATIENT_HAS = /\b(?:i|my|me|he|she|his|her|it|there|we|him)\b/;

/** Findings that a candidate states, settles by its answer, or adds to. */
export function readFindings(said: Said, state: Discourse): void {
  const { unit, candidate } = said;
  // What an allergen did is its reaction, no complaint of today.
  if (said.topics.has('reaction') || (said.topics.has('allergies') && !said.topics.has('associated'))) return;
  if (/\ballergic to\b/.test(said.text)) return;
  const heard: Heard[] = [];
  const line = said.line;
  notePending(said, state);
  const details = unit.tokens.length > 1 || said.topics.size > 0 ? detailsIn(line) : [];
  for (const mention of candidate.denied) settle(said, mention, 'negated', state, heard);
  for (const mention of candidate.affirmed) settle(said, mention, 'present', state, heard);
  // "Any trouble with your bowels?" asked by the patient's side: nothing is told by a question.
  if (!said.isQuestion && state.phase !== 'exam' && !(said.clinician && !RECAP.test(said.text))) {
    const done = new Set(heard.map(({ mention }) => mention.concept.id));
    for (const mention of said.mentions) {
      if (!isFinding(mention) || done.has(mention.concept.id) || isQuality(mention, said, state)) continue;
      if (OBSTETRIC.test(mention.concept.preferred)) continue;
      // "What makes it worse?" "Stress and red wine": what brings it on is no complaint of its own.
      if (
        (said.topics.has('aggravating') || said.topics.has('relieving')) &&
        !/\b(?:i (?:get|have|feel|am)|makes me|gives me)\b/.test(said.text)
      )
        continue;
      const scope = said.scopes.get(mention)!;
      const draft = stateFinding(said, mention, scope, state);
      if (draft) heard.push({ mention, draft });
    }
  }
  ofContext(said, state, heard);
  if (said.clinician && heard.length === 0 && !said.isQuestion) return;
  const there = heard.filter(({ draft }) => draft.body.experiencer === 'patient' && isThere(draft.body.assertion));
  if (there.length > 0) {
    attach(details, there, said);
    associate(there, said);
    const main = there[0]!.draft;
    const aside =
      /^(?:insomnia|stress|anxious mood|fatigue)$/.test(main.body.term) &&
      state.topic !== undefined &&
      candidate.index - state.topicAt <= 4;
    if (!aside && (main.body.kind === 'symptom' || !isChronic(main.body.term))) {
      const asked = said.topics.has('associated') || candidate.affirmed.length > 0;
      // What is asked in passing ("any fever?" "a little") does not become what "it" means.
      const inPassing = asked && state.topic && candidate.index - state.topicAt < TOPIC_LASTS;
      // "Any panic attacks?" "One at the store, my heart was racing": told, not only granted.
      const told = candidate.affirmed.length === 1 && candidate.answer === 'other' && unit.tokens.length >= 6;
      if (!inPassing || details.length > 0 || told) {
        state.topic = main;
        state.topicAt = candidate.index;
      }
    }
    if (said.asked) fromQuestion(said, there[0]!.draft, state);
    if (said.topics.size > 0) typedAnswer(said, there[0]!.draft, details);
  } else if (!said.isQuestion || said.clinician) addToTopic(said, details, state);
}

/** "It's a burning pain": the word says how the pain is, not what else there is. */
function isQuality(mention: Mention, said: Said, state: Discourse): boolean {
  const next = said.mentions.find((other) => other.start === mention.end);
  // "an itchy rash": one thing.
  if (
    /^(?:itching|redness|pain|swelling|dry skin)$/.test(mention.concept.preferred) &&
    mention.end - mention.start === 1 &&
    next !== undefined &&
    /^(?:rash|skin lesion|lump|mole|hives|blisters)$/.test(next.concept.preferred)
  )
    return true;
  if (mention.concept.preferred === 'burning sensation' && URINARY.test(state.topic?.body.term ?? '')) return false;
  if (!/^(burning sensation|chest tightness|tenderness|radiating pain|dry skin)$/.test(mention.concept.preferred))
    return false;
  if (mention.end - mention.start > 1)
    return mention.concept.preferred === 'radiating pain' && state.topic !== undefined;
  if (said.topics.has('quality')) return true;
  return (
    state.topic !== undefined &&
    PAINLIKE.test(state.topic.body.term) &&
    !/\b(?:when i (?:pee|urinate)|urin)/.test(said.text) &&
    said.candidate.index - state.topicAt < 4
  );
}

function settle(said: Said, mention: Mention, given: Assertion, state: Discourse, heard: Heard[]): void {
  if (!isFinding(mention) || OBSTETRIC.test(mention.concept.preferred)) return;
  const own = said.mentions.includes(mention);
  const told = own ? said.scopes.get(mention)!.assertion : given;
  const assertion = told === 'resolved' || told === 'historical' ? told : given;
  const tokens = own ? said.unit.tokens : (said.candidate.question?.tokens ?? said.unit.tokens);
  if (said.topics.has('exam') && !own) return;
  // "Have you ever had asthma?" asks the history: told by the reader of histories.
  if (mention.concept.kind === 'condition' && (isChronic(mention.concept.preferred) || said.topics.has('medical')))
    return;
  const mentions = own ? said.mentions : state.lexicon.find(tokens);
  const body = bodyOf(mention, tokens, mentions, state, assertion, 'patient');
  if (!own && assertion === 'present') placeTold(body, said);
  const draft = merge(
    body,
    own && !needsQuestion(said) ? [said.unit] : said.pair,
    said.by === 'clinician' ? 'patient' : said.by,
    0.92,
    state,
    said,
  );
  heard.push({ mention, draft });
}

/** "Any swelling?" "My ankles, both of them." "Have you gained weight?" "Seven pounds in a week." */
function placeTold(body: FindingBody, said: Said): void {
  const places = said.mentions.filter((mention) => mention.concept.kind === 'anatomy');
  if (body.site === undefined && places.length === 1 && SITED.test(body.term)) {
    body.site = places[0]!.concept.preferred;
    const side = onlySide(said.unit.tokens);
    if (side !== undefined && (side !== 'bilateral' || LIMB.test(siteKey(body.site)))) body.side = side;
  }
  const amount = /^weight (?:gain|loss)$/.test(body.term)
    ? /\b\d+ (?:pounds|lbs|kilos|kg)\b(?: (?:in|over|since|within) (?:the (?:last|past) )?(?:an? |about )?[a-z0-9]+(?: (?:days?|weeks?|months?|years?))?)?/.exec(
        said.text,
      )?.[0]
    : undefined;
  if (amount !== undefined) body.severity ??= amount;
}

/** "Any blood in it?" of the phlegm: what is asked has its name from what the talk is about. */
const OF_CONTEXT: readonly (readonly [RegExp, RegExp, string])[] = [
  [/\bblood in (?:it|that|the (?:phlegm|mucus|sputum))\b/, /cough|sputum|congestion/, 'hemoptysis'],
  [/\bblood in (?:it|that|them|the stools?)\b/, /diarrhea|constipation|stool/, 'blood in stool'],
  [/\bblood in (?:it|that|the vomit)\b/, /vomiting|nausea/, 'hematemesis'],
  [/\bblood in (?:it|that|the urine)\b/, /urin|dysuria/, 'hematuria'],
  [
    /\b(?:bringing|coughing|cough|bring) (?:anything|stuff|something) up\b|\bproductive\b|\bphlegm with it\b/,
    /cough|congestion/,
    'productive cough',
  ],
  [/\b(?:drainage|discharge|fluid|anything) (?:from|coming out of) it\b/, /ear /, 'ear discharge'],
  [/\b(?:drainage|discharge) from it\b/, /eye /, 'eye discharge'],
];

const BABY_MOVES =
  /\b(?:how is (?:the|your) baby (?:moving|doing)|baby (?:been )?mov|feel(?:ing)? (?:the|your) baby (?:move|moving|kick)|(?:fetal|baby's) movements?)\b/;
const MOVES =
  /^(?:(?:oh|yes|yeah|,|he|she|it|is|has been|been|very|really|pretty) )*(?:all (?:the time|day|night|over)|a lot|lots|every (?:day|night)|constantly|like crazy|active|kick\w*|moving|good|great|plenty)\b/;

function ofContext(said: Said, state: Discourse, heard: Heard[]): void {
  const answer = said.candidate.answer;
  if (said.asked && !said.clinician && BABY_MOVES.test(said.asked.text) && MOVES.test(said.text)) {
    const moves = state.lexicon.lookup('fetal movement');
    if (moves) merge(plainBody(moves, 'present'), said.pair, said.by, 0.88, state, said);
    return;
  }
  if (!said.asked || said.clinician || !state.topic || (answer !== 'yes' && answer !== 'no')) return;
  for (const [asked, topic, term] of OF_CONTEXT) {
    if (!asked.test(said.asked.text) || !topic.test(`${state.topic.body.term} `)) continue;
    const concept = state.lexicon.lookup(term);
    if (!concept || heard.some(({ draft }) => draft.body.term === term)) return;
    merge(plainBody(concept, answer === 'yes' ? 'present' : 'negated'), said.pair, said.by, 0.88, state, said);
    return;
  }
}

const plainBody = (concept: Mention['concept'], assertion: Assertion): FindingBody => ({
  type: 'finding',
  kind: 'symptom',
  term: concept.preferred,
  assertion,
  experiencer: 'patient',
  system: concept.group,
  aggravatedBy: [],
  relievedBy: [],
  associatedDrafts: [],
});

const needsQuestion = (said: Said): boolean => said.candidate.bare || said.unit.tokens.length < 4;

function stateFinding(
  said: Said,
  mention: Mention,
  scope: FullScope,
  state: Discourse,
): Draft<FindingBody> | undefined {
  const { unit, text } = said;
  const term = mention.concept.preferred;
  if (scope.assertion === 'hypothetical' || scope.experiencer === 'family') return undefined;
  if (mention.concept.kind === 'condition' && scope.experiencer === 'patient') {
    // Conditions that stay are history; what the clinician says it is, a diagnosis.
    if (said.clinician || isChronic(term) || scope.assertion === 'historical' || scope.assertion === 'resolved')
      return undefined;
    if (
      said.topics.has('medical') ||
      /\b(?:diagnosed|history of|prone to|every (?:year|winter)|usually get|last (?:year|time|winter|spring|fall|summer))\b/.test(
        text,
      )
    )
      return undefined;
  }
  if (scope.experiencer === 'other' && scope.assertion !== 'present') return undefined;
  if (said.clinician && scope.experiencer === 'other') return undefined;
  // What a study showed is a result.
  if (
    said.clinician &&
    said.mentions.some((other) => other.concept.kind === 'test') &&
    /\b(?:show|reveal|came back|result|found)/.test(said.text)
  )
    return undefined;
  const before = unit.tokens[mention.start - 1]?.norm ?? '';
  // "for the nausea", "pain medicine", "the swelling" of a plan; "help with sleep".
  if (
    /^(?:medicine|medication|medications|meds|pill|pills|doctor|clinic|specialist|management|cream|drops|spray|diary|shot|shots|vaccine|test|syrup)$/.test(
      unit.tokens[mention.end]?.norm ?? '',
    )
  )
    return undefined;
  if (
    said.clinician &&
    /\b(?:going to|will|let us|recommend|want you|would like you|prescribe|order|help with|to (?:treat|help|reduce)|we can)\b/.test(
      text,
    ) &&
    !/\b(?:you (?:have|are|had)|since|for the past|going on)\b/.test(text)
  )
    return undefined;
  if (before === 'no' && scope.assertion === 'present') return undefined;
  let trust = said.clinician ? 0.72 : 0.88;
  if (!said.clinician && !PATIENT_HAS.test(text) && unit.tokens.length > 6) trust -= 0.15;
  const body = bodyOf(mention, unit.tokens, said.mentions, state, scope.assertion, scope.experiencer);
  if (scope.relative !== undefined && scope.experiencer === 'other') body.relative = scope.relative;
  return merge(body, needsQuestion(said) ? said.pair : [unit], said.by, trust, state, said);
}
