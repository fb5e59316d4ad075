/** A complaint that is brought up before anything is told of it, and how it becomes a finding. */
import { add, known, type Discourse, type Draft, type FindingBody } from './draft-fact.ts';
import { bodyOf } from './finding-body.ts';
import type { Mention } from './lexicon.ts';
import { isThere, type Said } from './said.ts';
import { sideNear, siteKey } from './sides.ts';

/** A topic is kept for so many candidates without being named again. */
export const TOPIC_LASTS = 10;

const BRINGS_UP =
  /\b(?:tell me (?:more )?about|here (?:today )?(?:for|with|because)|sent you|what is going on with|how (?:is|are|has|have) (?:the|your|that|those|these)|what about (?:the|your|that)|and the|now the|start with|talk about|let us get to|how long|come in (?:for|with)|came in (?:for|with)|when did|bothering you about|(?:problem|trouble|issue)s? with (?:your|the)|what happened (?:to|with) (?:the|your|that)|having (?:some )?(?:trouble|problems?|issues?) with)\b/;

const OWN_PLACE = /\b(?:it is|it's|about|with|is|my|both) (?:my |the |both )?(?:\S+ ){0,2}$|\bmy (?:\S+ ){0,2}$/;

const LIMB_OR_BACK =
  /^(?:shoulder|elbow|wrist|hand|thumb|finger|hip|knee|ankle|foot|toe|big toe|heel|leg|calf|thigh|shin|arm|forearm|back|lower back|upper back|neck|head|abdomen|chest|throat|ear|eye|jaw|groin|tailbone|buttock|shoulder blade|face|breast)$/;

/** A symptom or a place that is brought up with nothing told of it yet. */
export function notePending(said: Said, state: Discourse): void {
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
    unit.tokens.filter(({ kind }) => kind !== 'punct').length > 5
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

/** What was named and not yet told of becomes a fact with the first thing told of it. */
export function materialize(state: Discourse, said: Said): Draft<FindingBody> {
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
