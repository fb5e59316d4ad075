import { claimOf, type Check, type Claim, type ClaimKind } from './verify-claims.ts';
import { stem } from './verify-read.ts';
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
    claim: /\b(?:good|excellent|great|adequate|complete|positive) response\b/,
    needs: /\b(?:help\w*|better|work\w*|improv\w*|great|good|well|relief|gone|respon\w*|fine)\b/,
  },
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
  return [
    ...claims,
    ...checkAgainst(check),
    ...checkHandedness(check),
    ...checkUnable(check),
    ...checkOrder(check),
    ...checkKindred(check),
    ...checkOccupation(check),
    ...checkStill(check),
    ...checkStaying(check),
    ...checkChoices(check),
  ];
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

interface Against {
  readonly claim: RegExp;
  readonly against: RegExp;
  readonly unless: RegExp;
}

/** States that other words speak against: what is due is not done, what came back is not pending. */
const AGAINST: readonly Against[] = [
  {
    claim: /\b(?:unrelated to|not (?:due|related|attributed) to)\b/,
    against: /\b(?:are|is|was|were|probably|all) (?:from|due to|because of|caused by|related to)\b/,
    unless: /\b(?:not|unrelated|nothing to do|no connection)\b.*\b(?:from|due to|because of|related|do with)\b/,
  },
  {
    claim: /\b(?:completed|finished)\b/,
    against: /\b(?:left|remaining|still (?:taking|on|doing)|not (?:\w+ )?(?:finished|done|completed))\b/,
    unless: /\b(?<!not )(?:finished|done|completed|complete|ran out)\b/,
  },
  {
    claim:
      /\b(?:removed|administered|given|placed|performed|obtained|drawn|injected) (?:in (?:the )?(?:office|clinic) )?today\b/,
    against:
      /\b(?:in (?:\d+|one|two|three|four|five|six|seven|ten|fourteen|a|a few|a couple(?: of)?) (?:days?|weeks?|months?)|next (?:week|month|visit|time)|tomorrow|not today|(?:was|were) in (?:\d{4}|twenty|two thousand|nineteen))\b/,
    unless: /\b(?:today|now|right here|before you (?:go|leave)|this (?:morning|visit))\b(?<!not today)/,
  },
  {
    claim: /\b(?:pending|awaiting|not yet (?:back|available|resulted))\b/,
    against: /\b(?:(?:came|come|comes|is|are) back|showed|shows|was|were)\b/,
    unless:
      /\b(?:pending|wait\w*|not (?:back|in|come|have)|send\w*|sent|order\w*|when|once|until|we will|going to|still)\b/,
  },
  {
    claim: /\b(?:up[ -]to[ -]date|already (?:received|had|done|completed)|current on|not due|not needed)\b/,
    against: /\b(?:needs?|due|overdue|behind|have not had|never had|missing)\b/,
    unless: /\b(?:up[ -]to[ -]date|current|already|all caught up|not (?:\w+ )?(?:due|need\w*)|no need)\b/,
  },
  {
    claim: /\b(?<!not )(?:due for|overdue)\b/,
    against:
      /\b(?:you are (?:good|set|covered|all set)|up[ -]to[ -]date|current on|already (?:had|got|did|done)|not (?:\w+ )?due|all caught up)\b/,
    unless: /\b(?<!not )(?:due|needs?|overdue|behind|time for|get you)\b/,
  },
  {
    claim: /\b(?:not|no longer) (?:indicated|needed|necessary|required|warranted|recommended)\b/,
    against: /\b(?:you|he|she|they|we) (?:do |will |really |still )*(?:need|should|have to|must)\b(?! not)/,
    unless: /\b(?:not|no need|no reason|without|hold off|never)\b/,
  },
  {
    claim:
      /\b(?<!not |no longer )(?:indicated|needed|necessary|required|warranted)\b(?<!as needed|if needed|when needed)/,
    against: /\b(?:do|does|would|will|did) not (?:\w+ )?(?:need|require|have to)\b|\bno need\b/,
    unless:
      /\b(?:(?:you|he|she|they|we) (?:do |will |really |still )*(?:need|should|have to|must)\b(?! not)|as needed|when (?:you|i) need)/,
  },
];

const MAY_STAND_AGAINST =
  /\b(?:pending|awaiting|yet|up[ -]to|already|current|due|overdue|needed|necessary|required|warranted|indicated|recommended|completed|finished|today|unrelated|related|due|attributed)\b/;

function checkAgainst(check: Check): Claim[] {
  const { sentence, evidence } = check;
  if (!MAY_STAND_AGAINST.test(sentence.line.text)) return [];
  return AGAINST.flatMap(({ claim, against, unless }) => {
    const match = claim.exec(sentence.line.text);
    if (!match || !evidence.some(({ line }) => against.test(line.text))) return [];
    if (evidence.some(({ line }) => unless.test(line.text))) return [];
    const from = sentence.line.wordAt(match.index);
    return [
      claimOf(check, 'negation', from, sentence.line.wordAt(match.index + match[0].length - 1) + 1, 'contradicted'),
    ];
  });
}

const HAND = /\b(left|right)[ -]?(?:handed|hand[ -]?dominant|hand dominant)\b/;

/** Which hand somebody writes with: no side of anything else, and nothing else is one of it. */
function checkHandedness(check: Check): Claim[] {
  const { sentence, evidence } = check;
  const match = HAND.exec(sentence.line.text);
  if (!match) return [];
  const said = evidence.map(({ line }) => HAND.exec(line.text)?.[1] ?? WRITES.exec(line.text)?.[1]);
  if (said.includes(match[1])) return [];
  const at = sentence.line.wordAt(match.index);
  return [claimOf(check, 'side', at, at + 1, said.some((hand) => hand !== undefined) ? 'contradicted' : 'not-heard')];
}
const WRITES = /\b(?:write|dominant|throw|eat)\b(?: \S+){0,5} (left|right)\b/;

const UNABLE = /\b(?:unable|inability|can ?not|can not)\b/;

/** "If you can't keep fluids down, go": of nobody who can not. */
function checkUnable(check: Check): Claim[] {
  const { sentence, evidence } = check;
  const match = UNABLE.exec(sentence.line.text);
  if (!match) return [];
  const at = sentence.line.wordAt(match.index);
  if (sentence.meanings[at]!.conditional) return [];
  const places = evidence.flatMap((quote) =>
    [...quote.line.text.matchAll(/\b(?:can not|unable|could not|not able)\b/g)].map(
      ({ index }) => quote.meanings[quote.line.wordAt(index)]!,
    ),
  );
  return places.length > 0 && places.every(({ iffy }) => iffy)
    ? [claimOf(check, 'condition', at, at + 1, 'contradicted')]
    : [];
}

const STILL =
  /\b(?:still|continues to|currently) (?:uses?|using|takes?|taking|wears?|wearing|drinks?|smokes?|sees?|goes|has|on) (?:to )?(?:a |an |the |his |her |their )?([a-z]{3,})\b/;

/** "Still uses a walker" of "I stopped using the walker" */
function checkStill(check: Check): Claim[] {
  const { sentence, evidence } = check;
  const match = STILL.exec(sentence.line.text);
  if (!match || /\b(?:no|not)\b/.test(sentence.line.text)) return [];
  const stopped = new RegExp(
    `\\b(?:stopp\\w*|quit|gave up|done with|no longer|got off|came off|got rid of|do not (?:need|use|take)|ditched|threw out)\\b(?: \\S+){0,3} ${match[1]!.slice(0, 6)}`,
  );
  const still = new RegExp(`\\b(?:still|keep|not (?:stop|quit)\\w*)\\b(?: \\S+){0,5} ${match[1]!.slice(0, 6)}`);
  if (!evidence.some(({ line }) => stopped.test(line.text)) || evidence.some(({ line }) => still.test(line.text)))
    return [];
  const at = sentence.line.wordAt(match.index);
  return [claimOf(check, 'action', at, at + 1, 'contradicted')];
}

const ORDER =
  /\b(before|after|during|prior to|following) (?:the |a |an |his |her |their |my |your |any )?([a-z]{4,})\b/g;
const ORDERS: Readonly<Record<string, string>> = { 'prior to': 'before', following: 'after' };

/** "Before meetings" is not "after meetings". */
function checkOrder(check: Check): Claim[] {
  const { sentence, evidence } = check;
  const ordersOf = ({ line }: Reading): { order: string; noun: string; index: number }[] =>
    [...line.text.matchAll(ORDER)].map((match) => ({
      order: ORDERS[match[1]!] ?? match[1]!,
      noun: stem(match[2]!),
      index: match.index,
    }));
  if (!/\b(?:before|after|during|prior|following)\b/.test(sentence.line.text)) return [];
  const claimed = ordersOf(sentence);
  if (claimed.length === 0) return [];
  const said = evidence.flatMap(ordersOf);
  return claimed.flatMap(({ order, noun, index }) => {
    const own = said.filter((other) => other.noun === noun);
    if (own.length === 0 || own.some((other) => other.order === order)) return [];
    const at = sentence.line.wordAt(index);
    return [claimOf(check, 'time', at, at + 1, 'contradicted')];
  });
}

/** What somebody works as has been said in its own word. */
function checkOccupation(check: Check): Claim[] {
  const { sentence, evidence } = check;
  const match = /\b(?:works|working|employed) as (?:a |an )((?:[a-z]+ ?){1,3})/.exec(sentence.line.text);
  if (!match) return [];
  const from = sentence.line.wordAt(match.index + match[0].indexOf(match[1]!));
  const parts = match[1]!
    .trim()
    .split(' ')
    .filter((word) => !/^(?:in|at|for|and|with|the|full|part|time|worker|on|of)$/.test(word));
  const isHeard = (word: string): boolean =>
    evidence.some(
      ({ stems }) =>
        stems.has(stem(word)) ||
        [...stems.keys()].some(
          (other) => other.length > 3 && word.startsWith(other.slice(0, Math.max(4, other.length - 2))),
        ),
    );
  return parts.length === 0 || parts.some(isHeard) ? [] : [claimOf(check, 'words', from, from + 1, 'not-heard')];
}

/** Things of one sort: one of them written where another was said is a mistake that no list of findings sees. */
const KINDRED: readonly (readonly string[])[] = [
  'cat dog bird horse rabbit hamster pet',
  'stair ladder bed bike bicycle roof chair horse ice curb tub shower scooter',
  'dairy milk cheese gluten wheat bread egg peanut shellfish shrimp soy spicy fried greasy coffee tea soda chocolate tomato citrus',
  'pollen dust mold ragweed grass',
  'baseball football soccer basketball tennis golf hockey volleyball swimming running cycling skiing skating hiking',
  'car truck motorcycle bus train',
  'morning afternoon evening night',
  'heat ice cold warm',
  'lunch breakfast dinner supper',
  'school work home church gym',
  'urine blood stool sputum saliva',
].map((list) => list.split(' ').map(stem));

const KINDRED_BY_WORD: ReadonlyMap<string, readonly string[]> = new Map(
  KINDRED.flatMap((list) =>
    list.map((word): [string, readonly string[]] => [word, KINDRED.find((each) => each.includes(word))!]),
  ),
);

function checkKindred(check: Check): Claim[] {
  const { sentence, evidence } = check;
  const isSaid = (key: string): boolean => evidence.some(({ stems }) => stems.has(key));
  return sentence.words.flatMap((word, i) => {
    if (word.kind !== 'word' || word.norm.length < 3) return [];
    const key = stem(word.norm);
    const list = KINDRED_BY_WORD.get(key);
    if (
      !list ||
      isSaid(key) ||
      sentence.mentions.some(({ concept, start, end }) => i >= start && i < end && concept.kind !== 'procedure')
    )
      return [];
    const others = list.filter((other) => other !== key && isSaid(other));
    // The one that was said is in the sentence, too: this is another word of the same tale.
    if (others.length === 0 || others.some((other) => sentence.stems.has(other))) return [];
    if (sentence.days.some(({ from, to }) => i >= from && i < to)) return [];
    return [claimOf(check, 'words', i, i + 1, 'contradicted')];
  });
}
