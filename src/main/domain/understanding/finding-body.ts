/** What a mention of a complaint says by itself: its term, its site and its side. */
import type { Assertion } from '../../../shared/model/facts.ts';
import type { Discourse, FindingBody } from './draft-fact.ts';
import type { Mention } from './lexicon.ts';
import type { FullScope } from './read-scope.ts';
import { isFinding, isThere } from './said.ts';
import { sideNear, siteKey } from './sides.ts';
import type { Token } from './tokens.ts';

export const SITED =
  /^(?:pain|swelling|numbness|tingling|weakness|rash|lump|burning sensation|joint stiffness|stiffness|bruising|redness|itching|muscle spasm|muscle cramps|open wound|laceration|fracture|sprain|muscle strain|strain|abscess|wart|mole|skin lesion|blisters|tenderness|warmth|bleeding|discharge|clicking|locking|joint instability|decreased range of motion|tremor|cellulitis|infection|insect bite|burn injury|ulcer|arthritis|osteoarthritis|tendinitis|bursitis|cramping|dry skin|joint swelling|joint pain|muscle pain|lesion|scar|cyst|contusion|stress fracture|radiating pain|hives|acne|eczema|psoriasis|edema)$/;

export const PAINLIKE = /\bpain\b|ache\b|tightness|cramp|burning|sore|spasm|stiffness|headache/;

export const URINARY = /^(?:urinary frequency|urinary urgency|nocturia|dysuria|urinary tract infection|hematuria)$/;

const PAIRED =
  /\b(?:eye|ear|vision|hearing|breast|leg|arm|hand|foot|flank|back|hip|knee|shoulder|testic|headache|sciatica|weakness|numbness|tingling|pain|swelling|droop|tinnitus|lump|rash|hernia|tear|sprain|strain|fracture|nosebleed|abdominal|chest|pelvic|cramp|neuropathy|tremor)/;

export const LIMB =
  /^(?:shoulder|elbow|wrist|hand|thumb|finger|hip|knee|ankle|foot|toe|big toe|heel|leg|calf|thigh|shin|arm|forearm|index finger|ring finger|middle finger|little finger|jaw|eye|ear)$/;

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

export function impliedSite(term: string, state: Discourse): string | undefined {
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
