import { claimOf, type Check, type Claim, type ClaimKind } from './verify-claims.ts';
import type { Reading } from './verify-reading.ts';

interface Phrase {
  readonly kind: ClaimKind;
  readonly claim: RegExp;
  /** Some of this has to be in the evidence, or the claim is against it. */
  readonly needs: RegExp;
}

const SOME_NO =
  /\b(?:no|not|never|none|nothing|nope|nah|without|hardly|barely|unable|cannot|little|useless|nor|neither|fail\w*|doubt\w*)\b/;

/** Claims that carry their no in a word of another shape; the evidence has to hold a no or a trouble of some kind. */
const PHRASES: readonly Phrase[] = [
  {
    kind: 'judgement',
    claim: /\b(?:(?:does|did|do|has|have) not (?:help|helped|work|worked|relieve|relieved)|without (?:much )?(?:relief|improvement|benefit)|no (?:relief|improvement|benefit)|ineffective)\b/,
    needs: new RegExp(`${SOME_NO.source}|\\b(?:still|worse|same)\\b`),
  },
  {
    kind: 'negation',
    claim: /\b(?:unable|inability|can ?not)\b/,
    needs: new RegExp(`${SOME_NO.source}|\\b(?:hard|trouble|difficult\\w*|struggl\\w*|impossible|stuck|refus\\w*|only|limited|hurts?)\\b`),
  },
  {
    kind: 'judgement',
    claim: /\b(?:full range of motion|full strength)\b/,
    needs: /\b(?:full|normal|good|great|fine|all the way|five out of five|5\/5|intact|excellent|well)\b/,
  },
]; // prettier-ignore

/** Claims of several words that no list of findings holds. */
export function checkPhrases(check: Check): Claim[] {
  const { sentence, evidence } = check;
  const said = evidence.map(({ line }) => line.text).join(' . ');
  const claims = PHRASES.flatMap(({ kind, claim, needs }) => {
    const match = claim.exec(sentence.line.text);
    if (!match || needs.test(said)) return [];
    const from = sentence.line.wordAt(match.index);
    return [claimOf(check, kind, from, sentence.line.wordAt(match.index + match[0].length - 1) + 1, 'contradicted')];
  });
  return [...claims, ...checkStaying(check), ...checkChoices(check)];
}

const STAYS = /\b(?:remains?|is|still|stays?|continues) on (?:the |his |her |their |an? )?([a-z]{4,})\b/;

/** "Off the oxygen since Thursday" is not "remains on oxygen". */
function checkStaying(check: Check): Claim[] {
  const { sentence, evidence } = check;
  const match = STAYS.exec(sentence.line.text);
  if (!match) return [];
  const object = match[1]!;
  const off = new RegExp(`\\boff (?:of )?(?:the |my |your |his |her |that )?${object}\\b`);
  const on = new RegExp(`\\b(?:on|using|with) (?:the |my |your |his |her |that )?${object}\\b`);
  if (!evidence.some(({ line }) => off.test(line.text)) || evidence.some(({ line }) => on.test(line.text))) return [];
  const at = sentence.line.wordAt(match.index);
  return [claimOf(check, 'action', at, at + 1, 'contradicted')];
}

/** "More white or yellow?" "White.": of two that were offered, the one that was not taken was not said. */
function checkChoices(check: Check): Claim[] {
  const { sentence, evidence } = check;
  return evidence.flatMap((quote, q) => {
    const answer = evidence[q + 1];
    if (!quote.asks || !answer) return [];
    return [...quote.line.text.matchAll(/\b([a-z]{3,}) or (?:more |the |a |in the |at )*([a-z]{3,})\b/g)].flatMap(
      (match) => {
        const [one, other] = [match[1]!, match[2]!];
        const taken = has(answer, one) ? one : has(answer, other) ? other : undefined;
        if (taken === undefined || (has(answer, one) && has(answer, other))) return [];
        const left = taken === one ? other : one;
        if (NO_CHOICE.test(left) || evidence.some((each, k) => k !== q && has(each, left))) return [];
        const at = sentence.words.findIndex(({ norm }) => norm === left);
        if (at < 0 || sentence.meanings[at]!.negated || has(sentence, taken)) return [];
        return [claimOf(check, 'finding', at, at + 1, 'contradicted')];
      },
    );
  });
}

const NO_CHOICE = /^(?:any|anything|not|else|something|the|more|less|other|pain|just)$/;
const has = ({ words }: Reading, norm: string): boolean => words.some((word) => word.norm === norm);
