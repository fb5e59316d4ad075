/** Later words that name no complaint, added to the one that the talk is about. */
import type { Detail } from './details.ts';
import { known, rest, type Discourse, type Draft, type FindingBody } from './draft-fact.ts';
import { bareSide, fromQuestion, NO_ANSWER, typedAnswer, UNKNOWN } from './finding-answers.ts';
import { bodyOf, LIMB } from './finding-body.ts';
import { set } from './finding-details.ts';
import { materialize, TOPIC_LASTS } from './finding-pending.ts';
import { isFinding, isThere, type Said } from './said.ts';
import { onlySide, siteKey } from './sides.ts';
import { isAnotherStory } from './of-the-past.ts';

const MEDICINE_TALK =
  /\b(?:stopped|quit|started|take|taking|took|tried|use|using|prescribed) (?:it|them|that|those|this|taking)\b/;

const OF_USE =
  /\b(?:are|do|have) you (?:still |been |ever )*(?:using|use|taking|take|wearing|wear|sleeping with|sleep with) (?:the|your|any|a|an)\b/;

const COREFERS =
  /\b(?:it|they|them|this|that|these|those|the (?:pain|cough|rash|headaches?|swelling|itching|numbness|dizziness|nausea|ache|burning|bleeding|symptoms?|episodes?|attacks?)|one|hurts?)\b/;

const OPENS_LIKE_DETAIL =
  /^(?:(?:well|yeah|yes|no|um|oh|i think|maybe|probably|,|just|mostly|about|like|and|but|sometimes|usually|i would say|i guess|so) )*(?:for|since|about|around|only|at|when|after|every|all|started|starting|worse|better|getting|sharp|dull|\d|a few|a couple|pretty|really|down|constant|on and off|comes|off and on|last|yesterday|this)\b/;

const NOW_SIDE = /\b(?:now|this time|today)(?: it is)?(?: just| only)? (?:the|my|on the) (left|right)\b/;

const TAKES_BACK_SIDE =
  /^(?:no|nope|actually|sorry|wait|i mean|well|not the|oh|,| )+.*\b(?:left|right|both)\b|\b(?:sorry|i meant|i mean|actually|not the)\b.*\b(?:left|right)\b/;

const DETAIL_TOPICS = ['onset', 'duration', 'severity', 'quality', 'site', 'side', 'radiation', 'aggravating', 'relieving', 'timing', 'course', 'context', 'associated'] as const; // prettier-ignore

/** Nothing is named, yet something is told: of what the talk is about. */
export function addToTopic(said: Said, details: readonly Detail[], state: Discourse): void {
  const { candidate, unit } = said;
  if (said.clinician) return;
  // What was brought up and denied is not there to be told of; the side put right is no denial.
  if (
    state.pending &&
    NO_ANSWER.test(said.text) &&
    candidate.index - state.pending.at <= 1 &&
    !/\b(?:left|right|both)\b/.test(said.text)
  )
    delete state.pending;
  // "The left one used to bother me years ago": another story, whose side and details are not this one's.
  if (isAnotherStory(said.text) && !NOW_SIDE.test(said.text)) return;
  const asked = said.topics.size > 0;
  // "Tums. They help for maybe an hour": how long the drug does.
  if (
    /^(?:and |but |so )?(?:it|that|they|those) (?:help|work|last)\w*\b/.test(said.text) &&
    state.drugAt >= state.topicAt
  )
    return;
  if (/\bran out\b/.test(said.text) || (MEDICINE_TALK.test(said.text) && state.drugAt >= state.topicAt && !asked))
    return;
  // "Are you using the oxygen at night?": when it is used, not when it hurts.
  if (asked && OF_USE.test(said.asked?.text ?? '') && !COREFERS.test(said.text)) return;
  const named = asked ? namedInQuestion(said, state) : undefined;
  let topic = named ?? state.topic;
  const pending = state.pending;
  const fresh = pending !== undefined && !named && pending.at >= state.topicAt && candidate.index - pending.at <= 5;
  if (fresh) {
    const side = bareSide(said.text) ?? (/\b(?:left|right|both)\b/.test(said.text) ? onlySide(unit.tokens) : undefined);
    if (
      side &&
      !/\b(?:used to|years ago|in the past|before|other)\b/.test(said.text) &&
      unit.tokens.length <= 12 &&
      (said.topics.has('side') || said.topics.has('site') || TAKES_BACK_SIDE.test(said.text) || unit.tokens.length <= 5)
    ) {
      pending.body.side = side;
      state.pending = { ...pending, units: [...pending.units, unit] };
      if (pending.body.site !== undefined) state.sides.set(siteKey(pending.body.site), side);
    }
    // "The left one used to bother me years ago, but now it's the right."
    const now = NOW_SIDE.exec(said.text)?.[1];
    if (now !== undefined) {
      state.pending = {
        ...state.pending!,
        body: { ...pending.body, side: now as 'left' | 'right' },
        units: [...state.pending!.units, unit],
      };
      if (pending.body.site !== undefined) state.sides.set(siteKey(pending.body.site), now as 'left' | 'right');
      return;
    }
    if (/\bused to\b/.test(said.text)) return;
    const tells =
      details.length > 0 ||
      (said.topics.size > 0 &&
        DETAIL_TOPICS.slice(0, 12).some((kind) => said.topics.has(kind)) &&
        unit.tokens.length <= 12 &&
        !NO_ANSWER.test(said.text) &&
        !said.topics.has('side') &&
        !said.topics.has('context'));
    const about = asked || COREFERS.test(said.text) || OPENS_LIKE_DETAIL.test(said.text);
    if (tells && about && isPatientSubject(said, state)) topic = materialize(state, said);
    else return;
  }
  if (!topic || topic.dropped) return;
  if (!named && candidate.index - state.topicAt > TOPIC_LASTS * (asked ? 3 : 1)) return;
  if (!isThere(topic.body.assertion)) return;
  const negated = said.mentions.some((mention) => isFinding(mention));
  if (negated && !asked) return;
  if (said.mentions.some((mention) => mention.concept.kind === 'drug') && !said.topics.has('relieving')) return;
  // Another place is talked about.
  const places = said.mentions.filter((mention) => mention.concept.kind === 'anatomy');
  if (
    places.length > 0 &&
    topic.body.site !== undefined &&
    !said.topics.has('radiation') &&
    !places.some((place) => siteKey(place.concept.preferred) === siteKey(topic.body.site!)) &&
    !details.some((detail) => detail.kind === 'radiation')
  ) {
    if (!said.topics.has('site') && !said.topics.has('side')) return;
  }
  // "My sugars are around 140 in the morning": of the sugars.
  if (said.mentions.some(({ concept }) => concept.kind === 'test') && !said.mentions.some(isFinding)) return;
  if (asked && !named && !isPatientSubject(said, state)) return;
  let touched = false;
  if (asked) {
    touched = fromQuestion(said, topic, state) || touched;
    touched = typedAnswer(said, topic, details) || touched;
  }
  const about = asked ? wantsDetail(said) : COREFERS.test(said.text) || OPENS_LIKE_DETAIL.test(said.text);
  if (about && isPatientSubject(said, state)) {
    const dosed = said.mentions.some((mention) => mention.concept.kind === 'drug');
    for (const detail of details) {
      // "Ibuprofen three times a day": how often the drug.
      if (dosed && /^(?:timing|duration|onset)$/.test(detail.kind)) continue;
      if (
        details.length > 0 &&
        state.proxy === false &&
        /\b(?:he|she)\b/.test(said.text) &&
        !/\b(?:i|my|it)\b/.test(said.text)
      )
        continue;
      set(topic, detail);
      touched = true;
    }
    const side = places.length <= 1 && !topic.body.side ? onlySide(unit.tokens) : undefined;
    if (
      side &&
      (topic.body.site !== undefined || places.length === 1) &&
      (side !== 'bilateral' || topic.body.site === undefined || LIMB.test(siteKey(topic.body.site)))
    ) {
      topic.body.side = side;
      if (topic.body.site !== undefined) state.sides.set(siteKey(topic.body.site), side);
      touched = true;
    }
    const corrected = topic.body.side && TAKES_BACK_SIDE.test(said.text) ? onlySide(unit.tokens) : undefined;
    if (corrected && corrected !== topic.body.side) {
      topic.body.side = corrected;
      if (topic.body.site !== undefined) state.sides.set(siteKey(topic.body.site), corrected);
      touched = true;
    }
    if (
      /^(?:it|that|the pain|they|this) (?:\S+ ){0,3}(?:went away|gone|resolved|cleared up)\b/.test(said.text) &&
      topic.body.kind === 'symptom' &&
      !/\b(?:then|but|came back|again)\b/.test(said.text)
    ) {
      topic.body.assertion = 'resolved';
      touched = true;
    }
  }
  if (touched) {
    rest(topic, asked ? said.pair : [unit]);
    state.topicAt = candidate.index;
  }
}

function wantsDetail(said: Said): boolean {
  for (const topic of DETAIL_TOPICS) if (said.topics.has(topic)) return true;
  return said.topics.size === 0 || COREFERS.test(said.text);
}

const OF_ITS_OWN_TIME = ['lmp', 'immunization', 'surgical'] as const;

/** Work, drink and the family have times and frequencies of their own. */
function isPatientSubject(said: Said, state: Discourse): boolean {
  if (OF_ITS_OWN_TIME.some((topic) => said.topics.has(topic))) return false;
  // "When was your last Pap?", "what about the Trelegy?"
  const about = said.candidate.question ? state.lexicon.find(said.candidate.question.tokens) : [];
  if (about.some(({ concept }) => /^(?:test|procedure|drug)$/.test(concept.kind)) && !about.some(isFinding))
    return false;
  const other = [
    'tobacco',
    'alcohol',
    'drugs',
    'occupation',
    'living',
    'exercise',
    'diet',
    'surgical',
    'family',
    'medications',
    'dose',
    'frequency',
    'adherence',
    'allergies',
    'reaction',
    'lmp',
    'obstetric',
    'immunization',
    'travel',
  ] as const;
  if (
    other.some((topic) => said.topics.has(topic)) &&
    !DETAIL_TOPICS.slice(0, 8).some((topic) => said.topics.has(topic))
  )
    return false;
  return true;
}

/** "How long have you had the cough?": the question says of what the answer tells. */
function namedInQuestion(said: Said, state: Discourse): Draft<FindingBody> | undefined {
  const tokens = said.candidate.question!.tokens;
  for (const mention of state.lexicon.find(tokens)) {
    if (!isFinding(mention)) continue;
    const body: FindingBody = bodyOf(mention, tokens, [mention], state, 'present', 'patient');
    if (
      body.term === 'pain' &&
      state.pending &&
      state.pending.at >= state.topicAt &&
      said.candidate.index - state.pending.at <= 6 &&
      !NO_ANSWER.test(said.text)
    )
      return materialize(state, said);
    if (body.term === 'pain' && state.topic) return state.topic;
    const found = known(state, body).findLast((draft) => isThere(draft.body.assertion));
    if (found) return found;
    // "How long have you been dizzy?" takes it as known; what answers it tells of it.
    if (
      /^(?:(?:so|and|okay|,|well) )*(?:how long|when did|how often|how bad|what does|where|what makes|what brings)\b/.test(
        said.asked!.text,
      ) &&
      mention.concept.kind === 'symptom' &&
      !NO_ANSWER.test(said.text) &&
      !UNKNOWN.test(said.text)
    ) {
      state.pending = { body, units: [said.candidate.question!], at: said.candidate.index };
      return materialize(state, said);
    }
  }
  return undefined;
}
