import type { Mention } from '../understanding/lexicon.ts';
import { claimOf, type Check, type Claim } from './verify-claims.ts';
import type { Reading } from './verify-reading.ts';
import { isNegatedName, standOf, type Stand } from './verify-stand.ts';
import { BOTH_PARENTS } from './verify-check-relatives.ts';
import { hitsOf, type Hit } from './verify-hits.ts';

/** Findings, conditions, drugs, tests, procedures, places: named at all, there or not, how surely, and whose. */
export function checkFindings(check: Check): Claim[] {
  return check.sentence.mentions.flatMap((mention) => claimsOf(check, mention));
}

function claimsOf(check: Check, mention: Mention): Claim[] {
  const { sentence, evidence } = check;
  const { kind } = mention.concept;
  if (isPresupposed(sentence, mention)) return [];
  // "Non-weight-bearing" weighs nothing.
  if (/^-?bearing$/.test(sentence.words[mention.end]?.norm ?? '')) return [];
  const found = hitsOf(check, mention).filter(({ q, at }) => !isSaidInJest(evidence[q]!, at));
  // "Her temp was 99, so no fever": a temperature that was taken is no fever beside one that was named.
  const isTaken = ({ q, at }: Hit): boolean => /^temp/.test(evidence[q]!.words[at]!.norm);
  const hits = found.some((hit) => !isTaken(hit)) ? found.filter((hit) => !isTaken(hit)) : found;
  const name = kind === 'drug' ? 'drug' : 'finding';
  if (hits.length === 0) {
    if (isFrame(sentence, mention)) return [];
    return [claimOf(check, name, mention.start, mention.end, 'not-heard')];
  }
  const quoteAt = (q: number): { quote: string } => ({ quote: evidence[q]!.text });
  const claims = [claimOf(check, name, mention.start, mention.end, quoteAt(hits[0]!.q))];
  if (kind === 'anatomy' || kind === 'test') {
    const person = personProblem(check, mention, hits);
    if (person) return [person];
    if (kind === 'test' && hits.every(({ q, at }) => evidence[q]!.meanings[at]!.iffy) && isFlat(sentence))
      claims.push(claimOf(check, 'condition', mention.start, mention.end, 'contradicted'));
    return claims;
  }
  const here = sentence.meanings[mention.end - 1]!;
  const head = sentence.meanings[mention.start]!;
  const isNegated = head.negated || isNegatedName(sentence, mention.start, mention.end - 1);
  const stands = hits.map(({ q, at, from }) => standOf(evidence, q, at, { conceptId: mention.concept.id, from }));
  const person = personProblem(check, mention, hits);
  if (person) claims.push(person);
  if (kind === 'drug' || kind === 'procedure') {
    if (
      kind === 'drug' &&
      !isNegated &&
      TAKES_NOW.test(sentence.line.text) &&
      stands.every((stand) => stand.gone && !stand.no)
    )
      claims.push(claimOf(check, 'action', mention.start, mention.end, 'contradicted'));
    else if (isTurned(check, isNegated, stands))
      claims.push(claimOf(check, 'negation', mention.start, mention.end, 'contradicted'));
    else if (stands.every(({ q, at }) => evidence[q]!.meanings[at]!.iffy) && isFlat(sentence))
      claims.push(claimOf(check, 'condition', mention.start, mention.end, 'contradicted'));
    return claims;
  }
  const said = (good: Stand | undefined, kindOf: 'negation' | 'certainty' | 'condition'): void => {
    claims.push(claimOf(check, kindOf, mention.start, mention.end, good ? quoteAt(good.q) : 'contradicted'));
  };
  if (isNegated && !here.conditional) {
    const isNow = NOW.test(sentence.line.text);
    const isNever = /\bnever\b/.test(sentence.line.text);
    said(
      stands.find((stand) => stand.no || (stand.gone && !isNever) || (stand.noLater && isNow)),
      'negation',
    );
    return claims;
  }
  if (here.gone || head.gone) {
    said(
      stands.find(
        (stand) =>
          stand.gone ||
          stand.no ||
          /\b(?:better|resolv\w*|gone|went away|stopped|clear\w*|no longer)\b/.test(
            partAround(evidence[stand.q]!, stand.at),
          ),
      ),
      'negation',
    );
    return claims;
  }
  const yes = stands.filter((stand) => stand.yes && !(stand.noLater && TODAY.test(sentence.line.text)));
  const isIf = here.conditional || head.conditional;
  if (isIf) {
    const held = stands.find((stand) => stand.conditional) ?? stands.find((stand) => hasIf(evidence[stand.q]!));
    said(held ?? (evidence.some(hasIf) ? stands[0] : undefined), 'condition');
    return claims;
  }
  if (yes.length === 0) {
    // A yes to a list says neither of each.
    if (stands.every((stand) => !stand.no && !stand.gone))
      claims.push(claimOf(check, 'negation', mention.start, mention.end, 'not-heard'));
    else said(undefined, 'negation');
    return claims;
  }
  const now = yes.filter((stand) => !stand.conditional);
  if (now.length === 0) {
    // "Counseled on possible nausea" of "it may cause some nausea"
    const isWarned =
      WARNED.test(sentence.line.text) && sentence.words.slice(0, mention.start).some(({ norm }) => WARNED.test(norm));
    said(isWarned || WARNED_AFTER.test(sentence.line.text) ? yes[0] : undefined, 'condition');
    return claims;
  }
  const isPast = here.past || head.past || /\b(?:was|were|had|resolved|used|no longer)\b/.test(sentence.line.text);
  const lasting = now.filter((stand) => !stand.gone || isPast);
  if (lasting.length === 0) {
    said(undefined, 'negation');
    return claims;
  }
  said(lasting[0], 'negation');
  const isPossible = here.possible || head.possible;
  if (!isPossible && lasting.every((stand) => stand.possible)) said(undefined, 'certainty');
  else if (
    isPossible &&
    !lasting.some((stand) => stand.possible || HEDGED.test(evidence[stand.q]!.line.text)) &&
    !evidence.some((quote) => HEDGED.test(quote.line.text))
  )
    said(undefined, 'certainty');
  return claims;
}

/** A drug or an operation that was said not to be, and the other way round. What is done with it is told by the verbs beside it. */
function isTurned({ sentence, evidence }: Check, isNegated: boolean, stands: readonly Stand[]): boolean {
  if (isNegated)
    return (
      stands.every(({ yes, no }) => yes && !no) &&
      !stands.some(({ q }) => evidence.slice(Math.max(0, q - 1), q + 2).some((quote) => ANY_NO.test(quote.line.text)))
    );
  return (
    stands.every(({ yes, no }) => no && !yes) &&
    !ANY_NO.test(sentence.line.text) &&
    !stands.some(({ q }) =>
      /\b(?:not|never) (?:\w+ )?(?:stop|change|hold|skip|miss|forget|quit)\w*/.test(evidence[q]!.line.text),
    )
  );
}

const NOW = /\b(?:today|now|since|current\w*|any ?more|no longer|yet|so far|this (?:morning|visit))\b/;
const TODAY = /^(?!.*\b(?:no|none|not|denies)\b).*\b(?:today|now|currently)\b/;

const WARNED =
  /\b(?:counsel\w*|warn\w*|risks?|side|precautions?|effects?|educat\w*|inform\w*|watch|monitor|discuss\w*|caution\w*)\b/;
const WARNED_AFTER = /\b(?:were |was )?discussed\b/;

/** No if, no maybe: what is done or measured, said flatly. */
const isFlat = ({ line }: Reading): boolean => !HEDGES.test(line.text);
const HEDGES =
  /\b(?:if|unless|when|whenever|needed|prn|necessary|should|in case|until|once|after|pending|depend\w*|may|might|can|could|consider\w*|possibl[ey]|would|or|alternative\w*|option\w*|discuss\w*|but|want\w*|versus|whether|otherwise|then|before|agree\w*)\b|\bfor (?:any |the |his |her |their )?(?:pain|fever|symptoms?|nausea|sleep|anxiety|relief|breakthrough|discomfort|swelling|itch\w*|\w+ pain)\b/;

const ANY_NO =
  /\b(?:no|not|never|none|nothing|without|quit|stop\w*|avoid\w*|neither|nor|unable|hardly|den(?:y|ies|ied)|declin\w*|refus\w*|instead|rather|out of|hold|held|off|discontinu\w*|allerg\w*|former\w*|only|miss\w*|forg[eo]t\w*|away|negative|intoleran\w*)\b/;

const HEDGED =
  /\b(?:think|thinking|believe|consistent|looks?|seems?|sounds?|appears?|guess|may|might|could|maybe|probably|possibl[ey]|possibility|likely|suspect\w*|concern\w*|worr\w*|sure|wonder\w*|perhaps|rule|make sure|potential\w*|risk|if|whether|question\w*|see if|check for|lean\w*|pretty)\b/;

const hasIf = (reading: Reading): boolean =>
  reading.meanings.some((meaning) => meaning.conditional) ||
  /\b(?:when|in case|get|any|should|signs)\b/.test(reading.line.text);

/** What stands with a word between marks and "but": "I still have cramps but the tightness is gone". */
function partAround({ words }: Reading, at: number): string {
  let low = at;
  while (low > 0 && !/^(?:[.;]|but)$/.test(words[low - 1]!.norm)) low--;
  let high = at;
  while (high < words.length && !/^(?:[.;]|but)$/.test(words[high]!.norm)) high++;
  return words
    .slice(low, high)
    .map(({ norm }) => norm)
    .join(' ');
}

/** "The pain is 9/10", "Pain radiates": that there is one is known; the claim is what is said of it. */
function isPresupposed({ words }: Reading, { start, end, concept }: Mention): boolean {
  if (concept.preferred !== 'pain') return false;
  return (
    /^(?:the|this)$/.test(words[start - 1]?.norm ?? '') ||
    (start === 0 &&
      /^(?:is|was|radiates|rated|worsens|improves|occurs|began|started|comes)$/.test(words[end]?.norm ?? ''))
  );
}

/** "Cardiovascular:", "Back:" open a line; what stands there is a heading, no claim. */
function isFrame({ words }: Reading, mention: Mention): boolean {
  const colon = words.findIndex(({ norm }, i) => i >= mention.end && norm === ':');
  return (
    colon >= 0 &&
    colon <= 7 &&
    words
      .slice(0, colon)
      .every(({ norm }) =>
        /^(?:,|and|ears?|eyes?|nose|mouth|throat|neck|head|lungs?|heart|chest|abdomen|back|skin|extremit\w+|breasts?|heent|general|psych\w*|neuro\w*|cardio\w*|resp\w*|gastro\w*|genito\w*|musculo\w*|hemat\w*|endo\w*|lymph\w*|pelvi\w+|rectal|spine|joints?|diet|exercise|sleep|appetite|tobacco|alcohol|smoking|drugs|occupation|vitals|labs?|imaging|allerg\w+|medications?)$/.test(
          norm,
        ),
      )
  );
}

/** Of a drug that was taken years ago. */
const TAKES_NOW =
  /\b(?:currently|takes|taking|continues?|still|remains on)\b(?!.*\b(?:no longer|previous\w*|stopped|was)\b)/;

/** "I nearly had a heart attack": said of a bill, and nothing that anybody had. */
const JEST =
  /\b(?:(?:nearly|almost|about|practically) (?:had|gave (?:me|him|her)|have) (?:a |an )?(?:heart attack|stroke|aneurysm|seizure|panic attack|coronary)|gave (?:me|us|him|her) a heart attack|(?:dead|dying|die) of (?:boredom|embarrassment|laughter)|(?:bored|scared|worried|tickled) to death|killing me(?= , my (?:wife|husband|boss)))\b/;

function isSaidInJest({ line }: Reading, at: number): boolean {
  const match = JEST.exec(line.text);
  if (!match) return false;
  return line.wordAt(match.index) <= at && at <= line.wordAt(match.index + match[0].length - 1);
}

const GENERAL: Readonly<Record<string, readonly string[]>> = {
  family: ['mother', 'father', 'sister', 'brother', 'grandmother', 'grandfather', 'aunt', 'uncle', 'cousin', 'parent', 'sibling', 'grandparent', 'son', 'daughter', 'nephew', 'niece', 'twin'],
  parent: ['mother', 'father'],
  sibling: ['sister', 'brother', 'twin'],
  grandparent: ['grandmother', 'grandfather'],
}; // prettier-ignore

function personProblem(check: Check, mention: Mention, hits: readonly Hit[]): Claim | undefined {
  const { sentence, evidence } = check;
  const who = sentence.meanings[mention.end - 1]!.person;
  const persons = hits.map(({ q, at }) => personAt(evidence, q, at));
  const agrees = persons.some(
    (person) =>
      samePerson(who, person) ||
      // "Exposed to shingles": somebody else's.
      (person !== 'patient' && isExposure(sentence, mention.start)) ||
      (person === 'parent' &&
        /^(?:mother|father)$/.test(who) &&
        evidence.some(({ line }) => BOTH_PARENTS.test(line.text))),
  );
  if (agrees) return undefined;
  // "Any heart disease in the family?" "My dad.": the relative is named in the answer.
  if (
    who !== 'patient' &&
    who !== 'other' &&
    persons.includes('family') &&
    evidence.some((quote) => quote.relatives.some(({ relative }) => samePerson(who, relative)))
  )
    return undefined;
  return claimOf(check, 'person', mention.start, mention.end, 'contradicted');
}

function personAt(evidence: readonly Reading[], q: number, at: number): string {
  const own = evidence[q]!.meanings[at]!.person;
  if (own !== 'patient') return own;
  // "Any history of clots?" "My sister had one."
  const answer = evidence[q + 1];
  if (evidence[q]!.asks && answer && answer.relatives.length > 0 && HAD_ONE.test(answer.line.text))
    return answer.relatives[0]!.relative;
  const words = evidence[q]!.words;
  // An answer without a subject of its own speaks of whom the question named.
  const subject = words.slice(0, at).some(({ norm }) => /^(?:i|me|my)$/.test(norm));
  const question = evidence[q - 1];
  if (subject || !question?.asks) return own;
  const asked = question.relatives.at(-1)?.relative;
  return asked === undefined || asked === 'wife' || asked === 'husband' ? own : asked;
}

const HAD_ONE =
  /^(?:(?:no|yes|yeah|well|just|only|but|not me|,) )*(?:my|her|his) (?:\S+ ){1,5}(?:did|does|has|had|got|have)(?: (?:one|it|that|them|some|those))?\b(?!.*\b(?:i|me) (?:had|have|did|do|got|too)\b)/;

const isExposure = ({ words }: Reading, at: number): boolean =>
  words.slice(Math.max(0, at - 6), at).some(({ norm }) => /^(?:expos\w*|contacts?|around)$/.test(norm));

function samePerson(claimed: string, said: string): boolean {
  return claimed === said || GENERAL[claimed]?.includes(said) === true;
}
