/** Surgical history: operations by their name, their site or the organ that was taken out. */
import type { Discourse, HistoryBody } from './draft-fact.ts';
import { put } from './history-put.ts';
import { DENIES, whenFor, whenIn } from './history-words.ts';
import { tokenAt } from './line.ts';
import type { Said } from './said.ts';
import { sideNear } from './sides.ts';

const HAD =
  /\b(?:had|have had|has had|gone|got|underwent|removed|taken out|took (?:my|out|it|his|her)|fixed|replaced|repaired|done|operated|put in|placed|history of|years ago|ago|in (?:19|20)\d\d|when i was|as a (?:kid|child)|after (?:my|the))\b/;
const PLANNED =
  /\b(?:going to|will|need|needs|should|might|may|consider|schedule|scheduled|recommend|want|would|could|if|avoid|instead|option|talk about|before (?:we|you)|candidate|eventually|refer|discuss)\b/;

export function readSurgical(said: Said, state: Discourse): void {
  const { text } = said;
  const asks = said.topics.has('surgical') && !said.clinician;
  const operations = said.mentions.filter(
    (mention) => mention.concept.kind === 'procedure' && mention.concept.group === 'surgery',
  );
  if (operations.length === 0) {
    if (asks && said.candidate.answer !== 'no') byOrgan(said, state);
    if (
      asks &&
      (said.candidate.answer === 'no' || DENIES.test(text)) &&
      !/\bother|anything else\b/.test(said.asked?.text ?? '')
    )
      put(
        { type: 'history', kind: 'surgical', term: 'surgery', assertion: 'negated', experiencer: 'patient' },
        said,
        state,
        0.88,
        true,
      );
    return;
  }
  if (
    said.clinician &&
    (state.phase !== 'history' || !/\b(?:you (?:had|have had|underwent)|your|status post|history of|s\/p)\b/.test(text))
  )
    return;
  if (PLANNED.test(text) && !HAD.test(text)) return;
  if (said.clinician && PLANNED.test(text)) return;
  if (!asks && !HAD.test(text) && !/\bmy\b/.test(text) && !said.topics.has('medical')) return;
  for (const mention of operations) {
    const scope = said.scopes.get(mention)!;
    if (scope.experiencer !== 'patient' || scope.assertion === 'hypothetical') continue;
    // "had surgery on my knee": the site says which.
    const generic = mention.concept.preferred === 'surgery';
    const site = said.mentions.find(
      (other) => other.concept.kind === 'anatomy' && Math.abs(other.start - mention.start) <= 6,
    );
    if (generic && !site && operations.length > 1) continue;
    const site_name = site?.concept.preferred;
    const term =
      generic && site_name
        ? (state.lexicon.lookup(`${site_name} surgery`)?.preferred ?? `${site_name} surgery`)
        : mention.concept.preferred;
    if (generic && scope.assertion === 'negated' && said.asked === undefined && !/\b(?:never|no)\b/.test(text))
      continue;
    const body: HistoryBody = {
      type: 'history',
      kind: 'surgical',
      term,
      assertion: scope.assertion === 'negated' ? 'negated' : 'historical',
      experiencer: 'patient',
    };
    const when = whenFor(said, mention);
    if (when) body.when = when;
    const side =
      sideNear(said.unit.tokens, mention.start, mention.end) ??
      (site ? sideNear(said.unit.tokens, site.start, site.end) : undefined);
    if (side) body.side = side;
    put(body, said, state, said.clinician ? 0.75 : 0.9, asks);
  }
}

const ORGANS: readonly (readonly [RegExp, string])[] = [
  [/\btonsils?\b/, 'tonsillectomy'], [/\bappendix\b/, 'appendectomy'], [/\bgall ?bladder\b/, 'cholecystectomy'], [/\b(?:uterus|womb)\b/, 'hysterectomy'], [/\bhernia\b/, 'hernia repair'], [/\bwisdom teeth\b/, 'wisdom teeth extraction'],
  [/\bknees?\b/, 'knee surgery'], [/\bshoulder\b/, 'shoulder surgery'], [/\bback\b/, 'back surgery'], [/\bcataracts?\b/, 'cataract surgery'], [/\bprostate\b/, 'prostatectomy'], [/\bthyroid\b/, 'thyroidectomy'],
]; // prettier-ignore

/** "Any surgeries?" "Just my tonsils when I was six.": the organ names the operation. */
function byOrgan(said: Said, state: Discourse): void {
  if (said.unit.tokens.length > 18 || !/\b(?:my|the|just|only|had|yeah|yes)\b/.test(said.text)) return;
  for (const [pattern, term] of ORGANS) {
    const match = pattern.exec(said.text);
    if (!match) continue;
    const body: HistoryBody = {
      type: 'history',
      kind: 'surgical',
      term,
      assertion: 'historical',
      experiencer: 'patient',
    };
    const when = whenIn(said.text.slice(match.index));
    if (when) body.when = when;
    const at = tokenAt(said.line, match.index);
    const side = sideNear(said.unit.tokens, at, at + 1);
    if (side) body.side = side;
    put(body, said, state, 0.85, true);
  }
}
