/** Into one finding: later words of a complaint add to what was told of it, or put it right. */
import { add, known, rest, type Discourse, type Draft, type FindingBody } from './draft-fact.ts';
import { impliedSite, PAINLIKE, SITED } from './finding-body.ts';
import { materialize, TOPIC_LASTS } from './finding-pending.ts';
import { isThere, type Said } from './said.ts';
import { siteKey } from './sides.ts';
import type { Unit } from './utterances.ts';

const TAKES_BACK =
  /^(?:(?:well|oh|um|so|,|okay|yeah) )*(?:actually|wait|no wait|sorry|i mean|i take that back|now that (?:you|i)|come to think|scratch that|correction|well i guess|well yes|except)\b|\b(?:i take that back|now that you mention it|come to think of it|well actually)\b/;

/** A new finding, or the one already told of: later words add to it, or put it right. */
export function merge(
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
