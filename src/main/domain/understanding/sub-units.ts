import type { Candidate } from './candidates.ts';
import type { Lexicon } from './lexicon.ts';
import type { Token } from './tokens.ts';
import type { Unit } from './utterances.ts';

/** What a clinician's next statement begins with, in speech whose full stops nobody wrote. */
const BEGINS =
  /^(?:(?:so|and|but|then|okay|also|now|or) )*(?:i am (?:going to|ordering|sending|referring|concerned|worried|not worried|gonna)|i will|i would (?:like|also like)|i (?:also )?(?:want|recommend|suspect|think|believe)|i do not (?:think|see|hear|feel|appreciate)|i (?:see|hear|feel) |let us|we will|we are going to|we should|we need|we can|we could|you should|you can|it looks like|this (?:is|looks|sounds)|if (?:you|he|she|it|your|his|her|the|there|things|that)|come back|follow up|see you|keep (?:using|taking|giving|your|the|it)|continue|avoid|cut (?:back|down)|repeat the|call (?:us|me|911)|go to the (?:er|emergency|hospital)|there (?:is|are)|(?:your|his|her|the) (?:\S+ ){1,3}(?:is|are|looks?|feels?|sounds?|shows?|showed|was|were|came)|(?:heart|lungs|abdomen) (?:is|are|and)|no (?:wheez\w+|crackles|murmurs?|swelling|edema|rebound|guarding|nodules|tenderness|instability|fracture) )/;
/** After these a statement still goes on. */
const HOLDS =
  /^(?:because|that|which|when|where|as|than|like|to|of|for|with|without|in|on|at|the|your|my|a|an|his|her|not|say|said|think|know|sure|hope|unless|until|while|since|before|after|how|what|whether|if|and|or|but|so|is|are|was|be|do|does|did|have|has|had|will|would|can|could|should|may|might|from|by|about|over|under|around|into|then|also|just|really|very|no|see|check|using|take|taking|continue|stop|start|examine|press|it's|make|makes|making|let|see|hear|feel|both|either|i|you|we|he|she|they|it|there|this|okay|ok|alright|well)$/;
const LEADERS = /^(?:so|and|but|then|okay|also|now|or)$/;
const CALLS =
  /\b(?:call|come back|come in|return|let me know|let us know|go to (?:the )?\S+|right away|back in|be seen|reach out|bring (?:him|her|them) back|back|911)(?: (?:me|us|right away|immediately|here|the office|room))*$/;

/**
 * A long statement of the clinician as the statements it is made of, for reading only: each keeps the unit's index, so that it counts as the
 * same thing said. One that is punctuated or short stays whole.
 */
export function subCandidates(candidate: Candidate, lexicon: Lexicon): Candidate[] {
  const { unit } = candidate;
  if (unit.speaker !== 'clinician' || unit.tokens.length < 13 || candidate.question) return [candidate];
  const cuts = cutsOf(unit.tokens);
  if (cuts.length === 0) return [candidate];
  const out: Candidate[] = [];
  let from = 0;
  for (const to of [...cuts, unit.tokens.length]) {
    const tokens = trim(unit.tokens.slice(from, to));
    const last = to === unit.tokens.length;
    from = to;
    if (tokens.length === 0) continue;
    const part: Unit = { ...unit, tokens, question: unit.question && last };
    out.push({ ...candidate, unit: part, mentions: lexicon.find(tokens), denied: [], affirmed: [], asked: [] });
  }
  return out;
}

function trim(tokens: readonly Token[]): readonly Token[] {
  let from = 0;
  let to = tokens.length;
  while (from < to && tokens[from]!.norm === ',') from++;
  while (to > from && (tokens[to - 1]!.norm === ',' || /^(?:and|so|but)$/.test(tokens[to - 1]!.norm))) to--;
  return tokens.slice(from, to);
}

function cutsOf(tokens: readonly Token[]): number[] {
  const cuts: number[] = [];
  let last = 0;
  for (let i = 3; i < tokens.length - 2; i++) {
    if (i - last < 3) continue;
    const before = tokens[i - 1]!.norm;
    const leads = LEADERS.test(tokens[i]!.norm);
    if (HOLDS.test(before) || (LEADERS.test(before) && !leads)) continue;
    const text = tokens
      .slice(i, i + 7)
      .map((token) => token.norm)
      .join(' ');
    if (!BEGINS.test(`${text} `)) continue;
    const clause = tokens
      .slice(last, i)
      .map((token) => token.norm)
      .join(' ');
    const conditional =
      /^(?:(?:so|and|but|then|okay) )*(?:if|unless|when)\b/.test(clause) || /\b(?:if|unless) /.test(clause.slice(-70));
    const isIf = /^(?:(?:and|or|but|so) )*if\b/.test(text);
    // "On both hands there's erythema": where, and then what.
    if (i - last <= 6 && /^(?:(?:so|and|okay|now) )*(?:on|in|at|over|along|around|for|with|because of) /.test(clause))
      continue;
    // "If it is not better we'll get an MRI", "call me if you get a fever" are one statement each.
    if (isIf && (CALLS.test(clause) || conditional)) continue;
    if (
      conditional &&
      !isIf &&
      !/\b(?:call|come|go to|return|let (?:me|us) know|bring|will get|can get|need to)\b/.test(
        clause.replace(/^.*\b(?:if|unless)\b/, ''),
      )
    )
      continue;
    cuts.push(i);
    last = i;
  }
  return cuts;
}
