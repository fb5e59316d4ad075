import type { Assertion } from '../../../shared/model/facts.ts';
import { answerPhrase, detailsIn, words, type Detail, type DetailKind } from './details.ts';
import { add, known, rest, type Discourse, type Draft, type FindingBody } from './draft-fact.ts';
import type { FullScope } from './read-scope.ts';
import type { Mention } from './lexicon.ts';
import { tokenAt } from './line.ts';
import { isFinding, isThere, type Said } from './said.ts';
import { onlySide, sideNear, siteKey } from './sides.ts';
import { isChronic, OBSTETRIC } from './chronic.ts';
import type { Token } from './tokens.ts';
import type { Unit } from './utterances.ts';

/** A topic is kept for so many candidates without being named again. */
const TOPIC_LASTS = 10;
const SITED =
  /^(?:pain|swelling|numbness|tingling|weakness|rash|lump|burning sensation|joint stiffness|stiffness|bruising|redness|itching|muscle spasm|muscle cramps|open wound|laceration|fracture|sprain|muscle strain|strain|abscess|wart|mole|skin lesion|blisters|tenderness|warmth|bleeding|discharge|clicking|locking|joint instability|decreased range of motion|tremor|cellulitis|infection|insect bite|burn injury|ulcer|arthritis|osteoarthritis|tendinitis|bursitis|cramping|dry skin|joint swelling|joint pain|muscle pain|lesion|scar|cyst|contusion|stress fracture|radiating pain|hives|acne|eczema|psoriasis|edema)$/;
const PAINLIKE = /\bpain\b|ache\b|tightness|cramp|burning|sore|spasm|stiffness|headache/;
/** What a clinician says of the complaint as heard from the patient. */
const RECAP =
  /\b(?:you (?:have had|have been|are having|were having|had|have|are here|came in|come in|said|mentioned|told|noticed|reported|describe|wrote|are still|still have|also|presented|got|were|feel|felt|are (?:experiencing|complaining|feeling|getting))|your (?!exam|x-ray|mri|labs|heart|lungs|blood)|here (?:today )?(?:for|with|because|to)|i (?:see|understand|hear|heard|read) (?:here )?(?:that )?(?:you|he|she|your)|presents? (?:today )?(?:for|with)|complain\w* of|history of|(?:he|she) (?:has|is|was|had))\b/;
const PATIENT_HAS = /\b(?:i|my|me|he|she|his|her|it|there|we|him)\b/;

export interface Heard {
  readonly mention: Mention;
  readonly draft: Draft<FindingBody>;
}

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
      const draft = state_finding(said, mention, scope, state);
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
      if (!(asked && state.topic && candidate.index - state.topicAt < TOPIC_LASTS) || details.length > 0) {
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

function ofContext(said: Said, state: Discourse, heard: Heard[]): void {
  const answer = said.candidate.answer;
  if (!said.asked || said.clinician || !state.topic || (answer !== 'yes' && answer !== 'no')) return;
  for (const [asked, topic, term] of OF_CONTEXT) {
    if (!asked.test(said.asked.text) || !topic.test(`${state.topic.body.term} `)) continue;
    const concept = state.lexicon.lookup(term);
    if (!concept || heard.some(({ draft }) => draft.body.term === term)) return;
    const body: FindingBody = {
      type: 'finding',
      kind: 'symptom',
      term,
      assertion: answer === 'yes' ? 'present' : 'negated',
      experiencer: 'patient',
      system: concept.group,
      aggravatedBy: [],
      relievedBy: [],
      associatedDrafts: [],
    };
    merge(body, said.pair, said.by, 0.88, state, said);
    return;
  }
}

const URINARY = /^(?:urinary frequency|urinary urgency|nocturia|dysuria|urinary tract infection|hematuria)$/;

const needsQuestion = (said: Said): boolean => said.candidate.bare || said.unit.tokens.length < 4;

function state_finding(
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

/** The site that goes with a mention: the nearest place named in its clause, after it before before it. */
export function siteOf(mention: Mention, tokens: readonly Token[], mentions: readonly Mention[]): Mention | undefined {
  let best: Mention | undefined;
  let bestDistance = 8;
  for (const other of mentions) {
    if (other.concept.kind !== 'anatomy') continue;
    const after = other.start >= mention.end;
    const distance = after ? other.start - mention.end : mention.start - other.end + 0.5;
    const from = after ? mention.end : other.end;
    const to = after ? other.start : mention.start;
    let crossed = false;
    for (let i = from; i < to; i++) if (/^(but|because|so|which|when)$/.test(tokens[i]!.norm)) crossed = true;
    if (
      mentions.some((third) => third !== mention && isFinding(third) && third.start >= from && third.end <= to && after)
    )
      crossed = true;
    // "my big toe on the right foot": the smaller place.
    const owner = mentions.find(
      (third) =>
        third.concept.kind === 'anatomy' &&
        third.end <= other.start &&
        other.start - third.end <= 4 &&
        tokens.slice(third.end, other.start).some((token) => /^(?:on|of|in)$/.test(token.norm)) &&
        tokens
          .slice(third.end, other.start)
          .every((token) => /^(?:on|of|in|my|the|your|his|her|left|right)$/.test(token.norm)),
    );
    if (owner) continue;
    if (!crossed && distance < bestDistance) {
      best = other;
      bestDistance = distance;
    }
  }
  return best;
}

function impliedSite(term: string, state: Discourse): string | undefined {
  if (/^(?:hearing loss|tinnitus|earache)$/.test(term)) return 'ear';
  if (/^(?:itchy eyes|watery eyes|dry eyes|blurred vision|eyelid swelling)$/.test(term)) return 'eye';
  const at = / (?:pain|swelling|stiffness|weakness|numbness|redness|discharge|tugging|fullness|lump)$/.exec(term);
  if (!at) return undefined;
  const site = term.slice(0, at.index);
  const concept = state.lexicon.lookup(site);
  return concept?.kind === 'anatomy' ? concept.preferred : undefined;
}

/** "A dull ache" is how a pain is; "body aches" and "achy all over" are of the muscles. */
function plainAche(mention: Mention, tokens: readonly Token[]): boolean {
  return (
    mention.concept.preferred === 'muscle pain' &&
    mention.end - mention.start === 1 &&
    /^(?:ache|aches|achy)$/.test(tokens[mention.start]!.norm) &&
    !/^(?:and|all)$/.test(tokens[mention.end]?.norm ?? '') &&
    !/^(?:body|all|feel|felt|feeling)$/.test(tokens[mention.start - 1]?.norm ?? '')
  );
}

export function bodyOf(
  mention: Mention,
  tokens: readonly Token[],
  mentions: readonly Mention[],
  state: Discourse,
  assertion: Assertion,
  experiencer: FullScope['experiencer'],
): FindingBody {
  let term = plainAche(mention, tokens) ? 'pain' : mention.concept.preferred;
  if (term === 'burning sensation' && URINARY.test(state.topic?.body.term ?? '')) term = 'dysuria';
  let site = impliedSite(term, state);
  const others = mentions.filter((other) => other !== mention && other.concept.kind === 'anatomy');
  const place = site === undefined && SITED.test(term) ? siteOf(mention, tokens, mentions) : undefined;
  if (place) {
    site = place.concept.preferred;
    // "my knee hurts", however far apart its words stand: the pain has a name of its own.
    const composed = term === 'pain' ? state.lexicon.lookup(`${site} pain`) : undefined;
    if (composed?.kind === 'symptom') term = composed.preferred;
  }
  let side =
    (place
      ? sideNear(
          tokens,
          place.start,
          place.end,
          others.filter((other) => other !== place),
        )
      : undefined) ?? sideNear(tokens, mention.start, mention.end, others);
  const key = site === undefined ? undefined : siteKey(site);
  if (!side && place) {
    const holder = others.find((other) => other.start >= place.end && other.start - place.end <= 4);
    side = holder ? sideNear(tokens, holder.start, holder.end) : undefined;
  }
  if (side && key !== undefined) state.sides.set(key, side);
  const carried = key === undefined ? undefined : state.sides.get(key);
  const body: FindingBody = {
    type: 'finding',
    kind: mention.concept.kind === 'condition' ? 'condition' : 'symptom',
    term,
    assertion,
    experiencer,
    system: mention.concept.group,
    aggravatedBy: [],
    relievedBy: [],
    associatedDrafts: [],
  };
  // "It swelled up": the knee that the talk is about.
  if (
    site === undefined &&
    SITED.test(term) &&
    assertion !== 'negated' &&
    experiencer === 'patient' &&
    /^(?:swelling|locking|joint instability|clicking|joint stiffness|bruising|redness|warmth|decreased range of motion)$/.test(
      term,
    )
  ) {
    const about = state.topic && isThere(state.topic.body.assertion) ? state.topic.body : state.pending?.body;
    if (about?.site !== undefined && LIMB.test(siteKey(about.site))) {
      site = about.site;
      if (!side) side = about.side ?? state.sides.get(siteKey(site));
    }
  }
  if (site !== undefined) body.site = site;
  const settled = side ?? (assertion === 'negated' ? undefined : carried);
  // Only what is of a paired place, or of one side of the body, has a side.
  if (settled && experiencer === 'patient' && (site !== undefined || SITED.test(term) || PAIRED.test(term)))
    body.side = settled;
  return body;
}

const PAIRED =
  /\b(?:eye|ear|vision|hearing|breast|leg|arm|hand|foot|flank|back|hip|knee|shoulder|testic|headache|sciatica|weakness|numbness|tingling|pain|swelling|droop|tinnitus|lump|rash|hernia|tear|sprain|strain|fracture|nosebleed|abdominal|chest|pelvic|cramp|neuropathy|tremor)/;
const LIMB =
  /^(?:shoulder|elbow|wrist|hand|thumb|finger|hip|knee|ankle|foot|toe|big toe|heel|leg|calf|thigh|shin|arm|forearm|index finger|ring finger|middle finger|little finger|jaw|eye|ear)$/;

const TAKES_BACK =
  /^(?:(?:well|oh|um|so|,|okay|yeah) )*(?:actually|wait|no wait|sorry|i mean|i take that back|now that (?:you|i)|come to think|scratch that|correction|well i guess|well yes|except)\b|\b(?:i take that back|now that you mention it|come to think of it|well actually)\b/;

/** A new finding, or the one already told of: later words add to it, or put it right. */
function merge(
  body: FindingBody,
  units: readonly Unit[],
  by: Draft['by'],
  trust: number,
  state: Discourse,
  said: Said,
): Draft<FindingBody> {
  const generic = body.term === 'pain' && body.assertion !== 'negated' ? topicFor(body, state, said) : undefined;
  if (generic) {
    fillSide(generic, body, said);
    rest(generic, units);
    return generic;
  }
  for (const draft of known(state, body).toReversed()) {
    const sameSide = !draft.body.side || !body.side || draft.body.side === body.side;
    const corrects = TAKES_BACK.test(said.text) && said.unit.index - (draft.units.at(-1)?.index ?? 0) < 6;
    const same = draft.body.assertion === body.assertion || (isThere(draft.body.assertion) && isThere(body.assertion));
    const siteDiffers = draft.body.site && body.site && siteKey(draft.body.site) !== siteKey(body.site);
    if (siteDiffers && !impliedSite(body.term, state)) continue;
    if (same && (sameSide || corrects)) {
      if (body.assertion === 'present') draft.body.assertion = 'present';
      if (!sameSide && corrects) takeBack(draft, body);
      fillSide(draft, body, said);
      draft.trust = Math.min(0.98, Math.max(draft.trust, trust) + 0.03);
      if (draft.by === 'clinician' && by !== 'clinician') draft.by = by;
      rest(draft, units);
      return draft;
    }
    // "No." … "Well, actually, a little": the later stands, the earlier is how it came about.
    if (!same && sameSide && corrects && draft.by === by) {
      draft.takenBack.push(...draft.units.splice(0));
      draft.body.assertion = body.assertion;
      rest(draft, units);
      return draft;
    }
    // There and then gone: one finding with an end.
    if (body.assertion === 'resolved' && isThere(draft.body.assertion) && sameSide) {
      draft.body.assertion = 'resolved';
      rest(draft, units);
      return draft;
    }
  }
  return add(state, body, units, by, trust);
}

function takeBack(draft: Draft<FindingBody>, body: FindingBody): void {
  draft.takenBack.push(...draft.units.splice(0));
  if (body.side) draft.body.side = body.side;
}

function fillSide(draft: Draft<FindingBody>, body: FindingBody, said: Said): void {
  void said;
  draft.body.site ??= body.site;
  draft.body.side ??= body.side;
  if (draft.body.site !== undefined && draft.body.side) {
    if (body.side && draft.body.side !== body.side) draft.body.side = body.side;
  }
}

/** "The pain", "it hurts": the painful thing being talked about, unless another place is named. */
function topicFor(body: FindingBody, state: Discourse, said: Said): Draft<FindingBody> | undefined {
  if (
    state.pending &&
    state.pending.at > state.topicAt &&
    body.site === undefined &&
    said.candidate.index - state.pending.at < TOPIC_LASTS
  )
    return materialize(state, said);
  const topic = state.topic;
  if (!topic || topic.dropped || !isThere(topic.body.assertion) || body.experiencer !== 'patient') return undefined;
  if (said.candidate.index - state.topicAt > TOPIC_LASTS * 3) return undefined;
  if (!PAINLIKE.test(topic.body.term) && !SITED.test(topic.body.term) && topic.body.kind !== 'condition')
    return undefined;
  if (body.site !== undefined && topic.body.site !== undefined && siteKey(body.site) !== siteKey(topic.body.site))
    return undefined;
  if (body.site !== undefined && topic.body.site === undefined) return undefined;
  return topic;
}

function attach(details: readonly Detail[], heard: readonly Heard[], said: Said): void {
  for (const detail of details) {
    const inside = heard.find(
      ({ mention }) => said.mentions.includes(mention) && detail.start >= mention.start && detail.end <= mention.end,
    );
    if (inside && (detail.kind !== 'quality' || inside.draft.body.term.includes(detail.value))) continue;
    if (detail.kind === 'duration' || detail.kind === 'onset') {
      const sameKind = details.filter((other) => other.kind === detail.kind).length;
      if (sameKind === 1) {
        for (const { draft } of heard) set(draft, detail);
        continue;
      }
    }
    set(nearest(detail, heard).draft, detail);
  }
}

function nearest(detail: Detail, heard: readonly Heard[]): Heard {
  let best = heard[0]!;
  let distance = Infinity;
  for (const item of heard) {
    const { start, end } = item.mention;
    // What is said just before a noun or anywhere after it belongs to it ("sharp chest pain", "a cough that is dry").
    const d = detail.start >= end ? detail.start - end : start >= detail.end ? (start - detail.end) * 1.5 : 0;
    if (d < distance) {
      distance = d;
      best = item;
    }
  }
  return best;
}

function set(draft: Draft<FindingBody>, detail: { kind: DetailKind; value: string }, again = false): void {
  const body = draft.body;
  const value = detail.value.slice(0, 120);
  if (detail.kind === 'aggravatedBy' || detail.kind === 'relievedBy') {
    const list = body[detail.kind];
    if (!list.some((other) => other.includes(value) || value.includes(other))) list.push(value);
    return;
  }
  const old = body[detail.kind];
  if (old === undefined || again) body[detail.kind] = value;
  else if (detail.kind === 'quality' && !old.includes(value)) body.quality = `${old}, ${value}`;
  else if (detail.kind === 'timing' && !old.includes(value)) body.timing = `${old}, ${value}`;
  else if (detail.kind === 'course' && draft.units.length > 1) body.course = value;
}

function associate(heard: readonly Heard[], said: Said): void {
  if (heard.length < 2) return;
  const linked = /\b(?:with|along with|as well as|accompanied by|associated|plus|also|and)\b/.test(said.text);
  if (!linked) return;
  const [first, ...others] = heard;
  for (const { draft } of others)
    if (draft !== first!.draft && !first!.draft.body.associatedDrafts.includes(draft as unknown as Draft))
      first!.draft.body.associatedDrafts.push(draft as unknown as Draft);
}

const MEDICINE_TALK =
  /\b(?:stopped|quit|started|take|taking|took|tried|use|using|prescribed) (?:it|them|that|those|this|taking)\b/;

/** What was named and not yet told of becomes a fact with the first thing told of it. */
function materialize(state: Discourse, said: Said): Draft<FindingBody> {
  const { body, units } = state.pending!;
  delete state.pending;
  const old = known(state, body).findLast(
    (draft) => draft.body.assertion === 'present' && (!draft.body.side || !body.side || draft.body.side === body.side),
  );
  const draft = old ?? add(state, body, units, said.by, 0.72);
  state.topic = draft;
  state.topicAt = said.candidate.index;
  return draft;
}

const BRINGS_UP =
  /\b(?:tell me (?:more )?about|here (?:today )?(?:for|with|because)|sent you|what is going on with|how (?:is|are|has|have) (?:the|your|that|those|these)|what about (?:the|your|that)|and the|now the|start with|talk about|let us get to|how long|come in (?:for|with)|came in (?:for|with)|when did|bothering you about|(?:problem|trouble|issue)s? with (?:your|the)|having (?:some )?(?:trouble|problems?|issues?) with)\b/;
const OWN_PLACE = /\b(?:it is|it's|about|with|is|my|both) (?:my |the |both )?(?:\S+ ){0,2}$|\bmy (?:\S+ ){0,2}$/;

/** A symptom or a place that is brought up with nothing told of it yet. */
function notePending(said: Said, state: Discourse): void {
  const { text, unit, candidate } = said;
  if (state.phase === 'exam' || state.phase === 'assessment') return;
  const places = said.mentions.filter((mention) => mention.concept.kind === 'anatomy');
  const symptoms = said.mentions.filter((mention) => mention.concept.kind === 'symptom');
  if (said.clinician) {
    if (!BRINGS_UP.test(text) || unit.tokens.length > 24) return;
    // "Any weakness, or trouble with your bowels?" asks whether it is there at all.
    if (
      /\b(?:any|do you (?:have|get|feel|notice)|have you (?:had|noticed|been)|are you having|does (?:he|she) have|ever)\b/.test(
        text,
      )
    )
      return;
    const symptom = symptoms[0];
    const place = places[0];
    if (!symptom && !place) return;
    // Told of before: the talk turns back to it.
    const body = symptom
      ? bodyOf(symptom, unit.tokens, said.mentions, state, 'present', 'patient')
      : placeBody(place!, said, state);
    const old = state.drafts.findLast(
      (draft): draft is Draft<FindingBody> =>
        draft.body.type === 'finding' &&
        isThere(draft.body.assertion) &&
        draft.body.experiencer === 'patient' &&
        (draft.body.term === body.term ||
          (!symptom && draft.body.site !== undefined && siteKey(draft.body.site) === siteKey(body.site!))),
    );
    if (old) {
      state.topic = old;
      state.topicAt = candidate.index;
      delete state.pending;
    } else if (body.term === 'pain' && state.pending) state.pending = { ...state.pending, at: candidate.index };
    else if (!/^(?:pain)$/.test(body.term)) state.pending = { body, units: [unit], at: candidate.index };
    return;
  }
  if (
    said.isQuestion ||
    places.length !== 1 ||
    symptoms.length > 0 ||
    said.topics.has('exam') ||
    said.topics.has('surgical') ||
    said.topics.has('family') ||
    said.topics.has('medical')
  )
    return;
  if (
    said.mentions.some(
      (mention) =>
        mention.concept.kind === 'procedure' || mention.concept.kind === 'condition' || mention.concept.kind === 'drug',
    )
  )
    return;
  const place = places[0]!;
  const before = text.slice(0, said.line.at[place.start]!);
  if (!OWN_PLACE.test(before) || !LIMB_OR_BACK.test(siteKey(place.concept.preferred))) return;
  if (
    !/\b(?:bother|problem|trouble|issue|acting up|went out|gave out|messed up|hurt|injur|twisted|tweaked|it is my|it's my|bad|here for my|about my|because of my|is my|twisted|jammed|landed on|fell on|banged|hit)\w*/.test(
      text,
    ) &&
    unit.tokens.length > 4
  )
    return;
  // A place that already has its complaint.
  const key = siteKey(place.concept.preferred);
  const old = state.drafts.findLast(
    (draft): draft is Draft<FindingBody> =>
      draft.body.type === 'finding' &&
      isThere(draft.body.assertion) &&
      draft.body.site !== undefined &&
      siteKey(draft.body.site) === key,
  );
  if (old) return;
  state.pending = { body: placeBody(place, said, state), units: [unit], at: candidate.index };
}

const LIMB_OR_BACK =
  /^(?:shoulder|elbow|wrist|hand|thumb|finger|hip|knee|ankle|foot|toe|big toe|heel|leg|calf|thigh|shin|arm|forearm|back|lower back|upper back|neck|head|abdomen|chest|throat|ear|eye|jaw|groin|tailbone|buttock|shoulder blade|face|breast)$/;

function placeBody(place: Mention, said: Said, state: Discourse): FindingBody {
  const site = place.concept.preferred;
  const concept = state.lexicon.lookup(`${site} pain`);
  const body: FindingBody = {
    type: 'finding',
    kind: 'symptom',
    term: concept?.kind === 'symptom' ? concept.preferred : `${site} pain`,
    assertion: 'present',
    experiencer: 'patient',
    system: concept?.group ?? place.concept.group,
    site,
    aggravatedBy: [],
    relievedBy: [],
    associatedDrafts: [],
  };
  const side = sideNear(said.unit.tokens, place.start, place.end) ?? state.sides.get(siteKey(site));
  if (side) {
    body.side = side;
    state.sides.set(siteKey(site), side);
  }
  return body;
}

const COREFERS =
  /\b(?:it|they|them|this|that|these|those|the (?:pain|cough|rash|headaches?|swelling|itching|numbness|dizziness|nausea|ache|burning|bleeding|symptoms?|episodes?|attacks?)|one|hurts?)\b/;
const OPENS_LIKE_DETAIL =
  /^(?:(?:well|yeah|yes|no|um|oh|i think|maybe|probably|,|just|mostly|about|like|and|but|sometimes|usually|i would say|i guess|so) )*(?:for|since|about|around|only|at|when|after|every|all|started|starting|worse|better|getting|sharp|dull|\d|a few|a couple|pretty|really|down|constant|on and off|comes|off and on|last|yesterday|this)\b/;

/** Nothing is named, yet something is told: of what the talk is about. */
function addToTopic(said: Said, details: readonly Detail[], state: Discourse): void {
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
  if (ANOTHER_STORY.test(said.text) && !NOW_SIDE.test(said.text)) return;
  const asked = said.topics.size > 0;
  if (/\bran out\b/.test(said.text) || (MEDICINE_TALK.test(said.text) && state.drugAt >= state.topicAt && !asked))
    return;
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
    if (tells && about && isPatientSubject(said)) topic = materialize(state, said);
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
  let touched = false;
  if (asked) {
    touched = fromQuestion(said, topic, state) || touched;
    touched = typedAnswer(said, topic, details) || touched;
  }
  const about = asked ? wantsDetail(said) : COREFERS.test(said.text) || OPENS_LIKE_DETAIL.test(said.text);
  if (about && isPatientSubject(said)) {
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

const NOW_SIDE = /\b(?:now|this time|today)(?: it is)?(?: just| only)? (?:the|my|on the) (left|right)\b/;
const ANOTHER_STORY = /\b(?:the |my )?(?:left|right|other)(?: one)?\b.*\b(?:used to|years ago|back then|in the past)\b/;

const TAKES_BACK_SIDE =
  /^(?:no|nope|actually|sorry|wait|i mean|well|not the|oh|,| )+.*\b(?:left|right|both)\b|\b(?:sorry|i meant|i mean|actually|not the)\b.*\b(?:left|right)\b/;

const DETAIL_TOPICS = ['onset', 'duration', 'severity', 'quality', 'site', 'side', 'radiation', 'aggravating', 'relieving', 'timing', 'course', 'context', 'associated'] as const; // prettier-ignore

function wantsDetail(said: Said): boolean {
  for (const topic of DETAIL_TOPICS) if (said.topics.has(topic)) return true;
  return said.topics.size === 0 || COREFERS.test(said.text);
}

/** Work, drink and the family have times and frequencies of their own. */
function isPatientSubject(said: Said): boolean {
  const other = ['tobacco', 'alcohol', 'drugs', 'occupation', 'living', 'exercise', 'diet', 'surgical', 'family', 'medications', 'dose', 'frequency', 'adherence', 'allergies', 'reaction', 'lmp', 'obstetric', 'immunization', 'travel'] as const; // prettier-ignore
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

const YES =
  /^(?:(?:oh|well|um|,|so) )*(?:yes|yeah|yep|yup|mm-hmm|mhm|uh-huh|correct|right|exactly|it does|it is|it did|they do|definitely|absolutely|sure|sometimes|a little|i do|i have|i was|i am|i did)\b/;

/** What the question says and a yes confirms: "Does it go down your leg?" "It does." */
function fromQuestion(said: Said, draft: Draft<FindingBody>, state: Discourse): boolean {
  const asked = said.asked!;
  if (
    !YES.test(said.text) ||
    /\bor\b/.test(asked.text) ||
    /^(?:(?:so|and|okay|,) )*(?:what|how|when|where|which|who|why)\b/.test(asked.text)
  )
    return false;
  if (
    ['medications', 'allergies', 'tobacco', 'alcohol', 'family', 'surgical', 'medical', 'offer', 'exam'].some((topic) =>
      said.topics.has(topic as never),
    )
  )
    return false;
  let touched = false;
  for (const detail of detailsIn(asked)) {
    if (detail.kind === 'context' && /\byou\b/.test(detail.value)) continue;
    const value = detail.value.replace(/\byour\b/g, 'the').replace(/\byou\b/g, 'i');
    set(draft, { kind: detail.kind, value });
    touched = true;
  }
  const side = draft.body.side ? undefined : onlySide(asked.tokens);
  if (
    side &&
    (draft.body.site !== undefined ||
      state.lexicon.find(asked.tokens).some((mention) => mention.concept.kind === 'anatomy'))
  ) {
    draft.body.side = side;
    touched = true;
  }
  if (touched) rest(draft, said.pair);
  return touched;
}

const NO_ANSWER =
  /^(?:(?:well|um|oh|,) )*(?:no|nope|nah|not really|nothing|none|never|not that|i do not|it does not|neither)\b/;
const UNKNOWN = /^(?:(?:well|um|oh|,) )*(?:i do not know|not sure|i am not sure|hard to say|i can not)\b/;
const NUMBERS: Readonly<Record<string, string>> = { one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9', ten: '10', zero: '0' }; // prettier-ignore

/** An answer by what its question asked for, where its own words do not say which detail it is. */
function typedAnswer(said: Said, draft: Draft<FindingBody>, details: readonly Detail[]): boolean {
  const { topics, line } = said;
  const has = (kind: DetailKind): boolean => details.some((detail) => detail.kind === kind);
  const no = NO_ANSWER.test(said.text);
  if (UNKNOWN.test(said.text)) return false;
  let touched = false;
  const give = (kind: DetailKind, value: string | undefined): void => {
    if (value === undefined || value.length < 2 || /^(?:yes|yeah|no|okay|right|sure)$/.test(value)) return;
    set(draft, { kind, value });
    touched = true;
  };
  const scored = topics.has('severity');
  if (scored) {
    const match = /\b(\d{1,2})(?:\/10)?\b|\b(one|two|three|four|five|six|seven|eight|nine|ten|zero)\b/.exec(said.text);
    const value = match ? (match[1] ?? NUMBERS[match[2]!]) : undefined;
    if (value !== undefined && Number(value) <= 10) {
      const scale = /\b(?:scale|out of|10|ten)\b/.test(`${said.asked?.text ?? ''} ${said.text}`);
      draft.body.severity = scale ? `${value}/10` : value;
      touched = true;
    } else if (!has('severity') && !no) give('severity', answerPhrase(line, 6));
  }
  if (topics.has('duration') && !has('duration') && !has('onset') && !scored) {
    const bare = new RegExp(BARE_SPAN).exec(said.text);
    if (bare)
      give('duration', words(line, tokenAt(line, bare.index), tokenAt(line, bare.index + bare[0].length - 1) + 1));
    else if (!no && said.unit.tokens.length <= 6) give('duration', answerPhrase(line, 6));
  }
  if (
    topics.has('onset') &&
    !has('onset') &&
    !has('duration') &&
    !no &&
    said.unit.tokens.length <= 14 &&
    !topics.has('medical')
  ) {
    if (/\b(?:ago|yesterday|last|this|since|on|in|after|when|monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|night|weekend|suddenly|gradually|overnight|sudden|gradual)\b/.test(said.text)) give('onset', answerPhrase(line, 14)); // prettier-ignore
  }
  if (no) return touched;
  if (topics.has('quality') && !has('quality') && said.unit.tokens.length <= 12)
    give('quality', answerPhrase(line, 10)?.replace(/^(?:(?:a|more|more of a|kind of) )+/, ''));
  if (topics.has('aggravating') && !has('aggravatedBy') && !topics.has('relieving')) list('aggravatedBy', said, give);
  if (topics.has('relieving') && !has('relievedBy') && !topics.has('aggravating') && !/\b(?:not|nothing|no)\b/.test(said.text) && /\b(?:help|better|relie|eas)/.test(`${said.text} ${/\bhelp|better|relie/.test(said.asked?.text ?? '') ? 'help' : ''}`)) list('relievedBy', said, give); // prettier-ignore
  if (topics.has('timing') && !has('timing') && !has('course') && said.unit.tokens.length <= 8 && !scored) {
    const phrase = answerPhrase(line, 8);
    if (phrase && /\b(?:day|week|night|morning|month|hour|minute|times?|often|sometimes|always|constant|daily|once|twice|every|evening|work|meal|weekend|go)/.test(phrase)) give('timing', phrase); // prettier-ignore
  }
  if (topics.has('course') && !has('course') && said.unit.tokens.length <= 7) {
    const match = /\b(?:worse|better|the same|same|about the same|no change|not much|worsening|improving)\b/.exec(
      said.text,
    );
    if (match) give('course', match[0]);
  }
  if (topics.has('radiation') && !has('radiation')) {
    const match = /\b((?:down|up|into|to|across|through|around) (?:(?:my|the|his|her|left|right|both|lower|upper|back of|side of|front of) )*[a-z]+(?: [a-z]+)?)\b/.exec(said.text); // prettier-ignore
    if (match && !/\b(?:to me|to be|to the doctor|to sleep)\b/.test(match[1]!)) give('radiation', match[1]);
  }
  if ((topics.has('side') || topics.has('site')) && !draft.body.side) {
    const side = onlySide(said.unit.tokens) ?? bareSide(said.text);
    if (side && (side !== 'bilateral' || draft.body.site === undefined || LIMB.test(siteKey(draft.body.site)))) {
      draft.body.side = side;
      touched = true;
    }
  }
  if (topics.has('site') && draft.body.site === undefined) {
    const place = said.mentions.find((mention) => mention.concept.kind === 'anatomy');
    if (place) {
      draft.body.site = place.concept.preferred;
      touched = true;
    }
  }
  if (topics.has('context') && !has('context') && said.unit.tokens.length >= 4 && said.unit.tokens.length <= 22 && /\b(?:was|were|fell|slipped|twisted|lifted|lifting|tripped|hit|landed|playing|doing|moving|bent|reached|rolled|jumped|picked|stepped|crashed|ran)\b/.test(said.text)) give('context', answerPhrase(line, 22)); // prettier-ignore
  return touched;
}

const BARE_SPAN = String.raw`\b(?:about |around |almost |nearly |over |maybe |like |more than |less than )?(?:\d+(?: ?(?:-|to|or) ?\d+)?(?: and a half)?|a few|a couple of|a couple|couple|couple of|several|many|a|an|one|two|three|four|five|six|seven|eight|nine|ten|half a|half an) (?:more |good )?(?:second|minute|hour|day|week|month|year)s?\b`;

const bareSide = (text: string): 'left' | 'right' | 'bilateral' | undefined => {
  const match =
    /^(?:(?:it is|the|my|um|on|in|no|oh|well|mostly|,|just|yeah) )*(left|right|both)(?: (?:one|side|sides|of them|doctor|,|knee|leg|arm|ear|eye|hip|foot|shoulder))*(?:,? doctor)?$/.exec(
      text,
    );
  return match ? (match[1] === 'both' ? 'bilateral' : (match[1] as 'left' | 'right')) : undefined;
};

function list(kind: 'aggravatedBy' | 'relievedBy', said: Said, give: (kind: DetailKind, value: string) => void): void {
  const phrase = answerPhrase(said.line, 16);
  if (phrase === undefined) return;
  const cleaned = phrase
    .replace(/^(?:when i am|that|the only thing|i guess|i think|definitely|anything|any|especially) /, '')
    .replace(/ (?:makes it (?:worse|better)|helps?(?: a (?:little|lot|bit))?|seems to help.*)$/, '');
  for (const part of cleaned.split(/ ?, (?:and |or )?| and | or /)) {
    const value = part
      .replace(
        /^(?:i (?:have |had )?(?:tried|took|used|take|use|been taking|been using)|trying|taking|using|just|maybe|some|like|also|then) /,
        '',
      )
      .trim();
    if (
      value !== '' &&
      value.split(' ').length <= 7 &&
      !/^\d|\btimes a day\b|^helps?\b|\b(?:mg|milligrams)\b/.test(value) &&
      !/^(?:it|that|i|not|yeah|no|so|but|you know)\b/.test(value) &&
      !/\b(?:not|nothing|did not|do not)\b/.test(value)
    )
      give(kind, value);
  }
}
