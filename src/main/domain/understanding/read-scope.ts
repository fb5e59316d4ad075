import type { Assertion, Experiencer } from '../../../shared/model/facts.ts';
import { scopeOf, type Scope } from './context-scope.ts';
import type { Mention } from './lexicon.ts';
import { kinBefore, kinAfter, type Person } from './people.ts';
import type { Token } from './tokens.ts';

/** What the visit has told so far that a sentence alone cannot: whose voice it is and whom a pronoun means. */
export interface ScopeContext {
  readonly speaker: 'clinician' | 'patient';
  /** Words that name the patient where somebody else speaks for them ("my son"). */
  readonly patientWords: ReadonlySet<string>;
  /** Somebody speaks for the patient: "he", "she" are the patient, "I" is not. */
  readonly proxy: boolean;
  /** Whom "she" or "he" means, from the sentence before. */
  readonly inherited?: Person;
}

const RESOLVED_AFTER =
  /^(?:(?:has|have|is|are|it|that|they|all|completely|pretty much|mostly|finally|since|just|then|kind of|now|,|and|actually|which|did|eventually) )*(?:went away|gone away|go away|resolved|cleared(?: right)? up|gone|stopped|subsided|disappeared|passed|let up|healed(?: up)?|not (?:have|had|having) (?:it|that|them) any ?more)\b/;
const LATER_RESOLVED =
  /\b(?:but|and|then|so)(?: \S+){0,6} (?:it|that|they|which)(?: (?:has|have|all|just|eventually|finally|kind of|is|are|pretty much))* (?:went away|gone away|resolved|cleared up|gone|stopped|got better|subsided)\b/;
const ANYMORE = /\b(any ?more|any longer)\b/;
const RESOLVED_BEFORE =
  /\b(no longer (?:have|has|having|get|getting|feel|feeling|any|the|my)?|got over (?:the|my|a)|over (?:the|my) last)(?: \S+){0,2}$/;
const HISTORICAL_BEFORE =
  /\b(used to|history of|hx of|past history|in the past|previously|prior|previous|old|as a (?:kid|child|teenager|baby)|back in|when i was|when you were|remote|years ago|had (?:a |an |the |my )?(?:\S+ )?$)/;
const HISTORICAL_AFTER =
  /\b((?:\d+|a few|several|many|couple of|couple|some|few|ten|five) (?:years?|months?) (?:ago|back)|years (?:ago|back)|a (?:year|long time|while) (?:ago|back)|as a (?:kid|child|teenager|baby)|in (?:the )?(?:19|20)\d\d|in the past|when i was|when you were|in (?:high school|college|childhood)|during (?:my|your|her) (?:first |last |second )?pregnancy|back in)\b/;
/** Ways of talking about what anybody may get; nothing of this patient's. */
const GENERAL =
  /\b(can (?:sometimes |also |often )?(?:cause|lead|give|make|bring)|may cause|could cause|causes|side effects?|tends? to cause|people (?:who|with|get|often|usually)|patients (?:with|who|often)|some (?:people|patients|folks)|most (?:people|patients|folks)|risk (?:of|for|factor)|prevents?|protects?|to avoid|keep(?:s)? you from|warning signs?|signs of|watch(?:ing)? (?:out )?for|look(?:ing)? out for|keep an eye out for|what to do for|in case (?:of|you)|worst case|in general)\b/;
const CONDITIONAL =
  /\b(i wish|wish i|wishing|hop(?:e|ing) (?:to|i)|(?:want|would (?:like|love)|trying|need|needs) to|if|unless|should you|in case|whenever you (?:have|get)|in the event|were to)\b/;
/** "If I eat late I get heartburn": a condition of the patient's own habit, so the finding is there. */
const HABIT =
  /\b(?:if|when|whenever|every time|anytime) i\b.*\b(?:i (?:get|have|feel|notice|start|will get|am|can)|it (?:hurts|aches|gets|starts|is|feels|burns|swells)|my \S+ (?:hurts|aches|swells|gets|burns|starts)|gives me|makes)\b/;
const ONLY_THINK = /\bi (?:do )?think\b/;
const POSSIBLE_WORDS =
  /\b(possible|possibly|probably|probable|may be|might|could be|suspect|concern|concerned|worried|likely|maybe|perhaps|rule out|looks like|seems like|question of|versus|not sure|i guess|i wonder|wondering|afraid|scared|terrified|hope|hoping)\b/;

export interface FullScope {
  readonly assertion: Assertion;
  readonly experiencer: Experiencer;
  readonly relative?: string;
}

/**
 * How one mention is meant, in its sentence and in its visit. Rests on `scopeOf` for negation; adds what has resolved, general talk,
 * habits that only look like conditions, the nearest relative, and whom pronouns mean.
 */
export function readScope(tokens: readonly Token[], mention: Mention, context: ScopeContext): FullScope {
  const base: Scope = scopeOf(tokens, mention);
  const before = tokens
    .slice(Math.max(0, mention.start - 14), mention.start)
    .map((token) => token.norm)
    .join(' ');
  const after = tokens
    .slice(mention.end, mention.end + 9)
    .map((token) => token.norm)
    .join(' ');
  const whole = tokens.map((token) => token.norm).join(' ');
  const who = whoseIs(tokens, mention, context);
  let assertion: Assertion = base.assertion;

  if (assertion === 'hypothetical') {
    if (context.speaker === 'patient' && HABIT.test(whole) && !isInIfClause(tokens, mention)) assertion = 'present';
    else if (!CONDITIONAL.test(before) && !GENERAL.test(before) && !/^(if|unless)\b/.test(whole)) {
      // The cue stood for something else ("as needed for pain", "risk of" after the mention).
      assertion = /\b(as needed for|develop|develops|to prevent|would cause)\b/.test(before)
        ? /\bdevelop(?:ed|ing)\b/.test(before)
          ? 'present'
          : 'hypothetical'
        : assertion;
    }
  } else if (GENERAL.test(before) && (context.speaker === 'clinician' || !/\bi\b/.test(before)))
    assertion = 'hypothetical';
  else if (
    context.speaker === 'clinician' &&
    /^(?:,|and|or|then)* ?(?:if|unless)\b/.test(whole) &&
    CONDITIONAL.test(before)
  )
    assertion = 'hypothetical';

  if (assertion === 'possible' && context.speaker === 'patient' && mention.concept.kind === 'symptom') {
    if (!POSSIBLE_WORDS.test(before) && ONLY_THINK.test(before)) assertion = 'present';
    if (/\b(worried|concerned) about (?:the|my|this|that|these)\b/.test(before)) assertion = 'present';
  }
  if (assertion === 'present' || assertion === 'negated' || assertion === 'historical') {
    const tail = tokens
      .slice(mention.end)
      .map((token) => token.norm)
      .join(' ');
    if (LATER_RESOLVED.test(tail) && !/\b(?:came|comes|come) back|again\b/.test(tail)) assertion = 'resolved';
    else if (RESOLVED_AFTER.test(after) && !/\bnot (?:really |all |completely )?(?:went|gone|go|resolved)/.test(after))
      assertion = 'resolved';
    else if (assertion === 'negated' && (ANYMORE.test(after) || RESOLVED_BEFORE.test(before))) assertion = 'resolved';
    else if (assertion === 'present' && RESOLVED_BEFORE.test(before)) assertion = 'resolved';
  }
  if (assertion === 'present' && isPast(before, after, whole, mention, context)) assertion = 'historical';
  // "I had chest pain two days ago": near enough to be what the visit is about.
  if (
    assertion === 'historical' &&
    mention.concept.kind === 'symptom' &&
    /\b(?:\d+|a few|a couple of|couple|few|two|three) (?:days?|weeks?|hours?) (?:ago|back)\b/.test(after) &&
    !/\b(used to|history of|years? ago|as a child)\b/.test(before)
  )
    assertion = 'present';
  if (
    assertion === 'historical' &&
    /\b(?:started|began|begun|starting|noticed|for|since|ongoing|first)\b/.test(`${before} ${after}`) &&
    !/\b(used to|history of|as a (?:kid|child)|previous|in the past)\b/.test(`${before} ${after}`)
  )
    assertion = 'present';
  return { assertion, ...who };
}

function isPast(before: string, after: string, whole: string, mention: Mention, context: ScopeContext): boolean {
  if (/\b(started|began|since|still|now|worse|again|keeps?|ever since|these days)\b/.test(whole)) return false;
  if (mention.concept.kind === 'condition')
    return HISTORICAL_BEFORE.test(before) || HISTORICAL_AFTER.test(after) || /\bonce had\b/.test(before);
  void context;
  return (
    /\b(used to (?:have|get)|history of|in the past|as a (?:kid|child|teenager))\b/.test(before) ||
    /\b(years ago|as a (?:kid|child|teenager))\b/.test(after)
  );
}

/** Whether the mention stands before the comma or the new subject that ends an "if" clause. */
function isInIfClause(tokens: readonly Token[], mention: Mention): boolean {
  let at = -1;
  for (let i = mention.start - 1; i >= 0; i--)
    if (/^(if|when|whenever|time)$/.test(tokens[i]!.norm)) {
      at = i;
      break;
    }
  if (at < 0) return false;
  let subjects = 0;
  for (let i = at + 1; i < mention.start; i++) {
    const word = tokens[i]!.norm;
    if (word === ',' || word === 'then') return false;
    if (/^(i|it|my)$/.test(word)) subjects++;
  }
  return subjects < 2;
}

function whoseIs(
  tokens: readonly Token[],
  mention: Mention,
  context: ScopeContext,
): { experiencer: Experiencer; relative?: string } {
  const near =
    kinBefore(tokens, mention.start, context.patientWords) ?? kinAfter(tokens, mention.end, context.patientWords);
  if (near) return { experiencer: near.experiencer, relative: near.relative };
  const words = tokens.slice(0, mention.start).map((token) => token.norm);
  const first = words.findLastIndex((word) => /^(i|my|me|you|your|we)$/.test(word));
  const third = words.findLastIndex((word) => /^(he|she|his|her|they|their)$/.test(word));
  if (context.proxy) {
    // The speaker's own illness is not the patient's.
    if (
      context.speaker === 'patient' &&
      first > third &&
      /^(i)$/.test(words[first] ?? '') &&
      OWN.test(words.slice(first).join(' '))
    )
      return { experiencer: 'other', relative: 'informant' };
    return { experiencer: 'patient' };
  }
  if (context.inherited && third > first)
    return { experiencer: context.inherited.experiencer, relative: context.inherited.relative };
  return { experiencer: 'patient' };
}

const OWN =
  /^i (?:have|had|got|get|have got|also had|also have|was diagnosed|am diagnosed|am (?!worried|concerned|afraid|scared|terrified|hoping|noticing|seeing))/;
