import { isShortAnswer } from '../understanding/short-answers.ts';
import type { Token } from '../understanding/tokens.ts';
import type { Unit } from '../understanding/utterances.ts';

/** A clause may not begin after one of these: what follows hangs on it. */
const HOLDS = new Set(
  'that which who what when where if because as than how whether since and but so before after until unless while although though like the to think a an of in on for with at from about or nor not is are was were be been no any your my our his her their this these those do does did will would can could should may might must have has had want wants let lets need say says said hope know believe feel sure case way every each all both very just really even also only by into over under then why once whatever wherever guess see seems'.split(
    ' ',
  ),
);
/** "things you can do", "the exercises i want": a relative clause without its pronoun. */
const CONTACT =
  /^(?:things?|something|anything|everything|nothing|ones?|foods?|stuff|exercises?|options?|way|ways|part|reason|time|times|medications?|medicines?|day|everywhere|much|many|long|far|often|best|first|most)$/;
const I_VERBS =
  /^(?:am|will|would|want|do|did|think|also|recommend|suspect|believe|need|can|could|may|should|appreciate|hear|just|already|ordered|prescribed|reviewed|looked|noticed|know)$/;
const WE_VERBS = /^(?:are|will|would|want|can|could|should|need|also|may|might|have to|do|did)$/;
const YOU_VERBS = /^(?:have|do|are|will|can|should|need|may|could|also|did|still)$/;
const IT_VERBS = /^(?:is|will|should|shows|showed|can|could|may|would|means|helps|looks|does|has|was|also)$/;
const SUBORDINATORS = new Set(['if', 'when', 'because', 'unless', 'until', 'once', 'while', 'since', 'although']);

const COMMAND =
  /^(?:stop|start|increase|continue|take|keep|use|switch|check|avoid|call|wear|drink|rest|do|return|come|get|schedule|follow|apply|put|recheck|order|weigh|limit|ice|elevate|raise|cut|eat|quit|wash|soak|monitor)$/;

/** The clause before it is a command, too: "refrain from alcohol, increase your water …". */
const COMMANDS_FIRST =
  /^(?:(?:and|so|then|definitely|please|just|also) )*(?:stop|start|increase|continue|take|keep|use|avoid|call|wear|drink|rest|schedule|apply|put|get|refrain|limit|weigh|eat|ice|elevate|cut|raise|quit|wash|soak|do not|never|monitor|check)\b/;

/** "your knee is", not "your hypertension , it is". */
function subjectThenVerb(words: readonly string[], i: number): boolean {
  for (const other of words.slice(i + 2, i + 5)) {
    if (/^(?:is|are|looks?|shows?|seems?|was|were)$/.test(other)) return true;
    if (/^(?:,|it|i|you|we|that|this|they|he|she|and|but)$/.test(other)) return false;
  }
  return false;
}

/** Whether a new clause begins at `i`, conjunction aside. */
function opensClause(words: readonly string[], i: number): boolean {
  const word = words[i]!;
  const next = words[i + 1] ?? '';
  const third = words[i + 2] ?? '';
  switch (word) {
    case 'i':
      return I_VERBS.test(next);
    case 'we':
      return WE_VERBS.test(next);
    case 'you':
      return YOU_VERBS.test(next);
    case 'there':
      return /^(?:is|are|was|were|does)$/.test(next);
    case 'it':
    case 'this':
    case 'that':
    case 'these':
    case 'they':
      return IT_VERBS.test(next) || (word !== 'it' && word !== 'that' && next === 'are');
    case 'let':
      return next === 'us' || next === 'me';
    case 'your':
      if (words.slice(i + 2, i + 5).some((other) => /^exam(?:ination)?$/.test(other))) return true;
      return subjectThenVerb(words, i);
    case 'on':
      if (next === 'top' && third === 'of') return true;
      return (
        /^(?:your|the|his|her|physical|examination|exam)$/.test(next) &&
        words.slice(i + 1, i + 7).some((other) => /^exam(?:ination)?$/.test(other))
      );
    case 'for':
      return (
        /^(?:your|the)$/.test(next) &&
        /^(?:first|second|third|fourth|fifth|last|next|other)$/.test(third) &&
        /^(?:problem|issue|diagnosis|concern)$/.test(words[i + 3] ?? '')
      );
    case 'in':
      return next === 'terms' && third === 'of';
    case 'as':
      return next === 'far' && third === 'as';
    case 'have':
      return next === 'you' && COMMAND.test(third);
    case 'how':
      return next === 'does' && /^(?:that|this|it|all)$/.test(third);
    case 'does':
      return /^(?:that|this)$/.test(next) && /^(?:sound|make|work|all)$/.test(third);
    case 'do':
      return next === 'you' && (third === 'need' || (third === 'have' && words[i + 3] === 'any'));
    case 'what':
      return next === 'questions' || (next === 'kind' && third === 'of' && words[i + 3] === 'questions');
    case 'any':
      return /^(?:questions|other)$/.test(next);
    case 'looking':
      return next === 'at';
    case 'continue':
      return /^(?:the|your|with|taking|on|using)$/.test(next);
    case 'take':
      return /^(?:it|them|this|that|one|two|\d+)$/.test(next);
    case 'follow':
      return next === 'up' && /^(?:in|with)$/.test(third);
    default:
      return false;
  }
}

/** "… I want you to …": its object, no subject of a new clause. */
const TAKES_YOU = /^(?:want|like|have|let|help|get|give|keep|put|start|see|send|make|made)$/;

/**
 * One unit as clauses, each a unit of its own over a stretch of the same tokens: a clinician's breath holds three orders. A clause under
 * "if" or "when" stays with the clause that it governs.
 */
export function toClauses(unit: Unit): Unit[] {
  const { tokens } = unit;
  const words = tokens.map((token) => token.norm);
  const cuts: number[] = [];
  let from = 0;
  let pending = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (SUBORDINATORS.has(word) && (i - from < 3 || word === 'if')) {
      // "…, if your symptoms continue, we will …": the condition opens a new clause; "call me if …" does not.
      const comma = words[i - 1] === ',' || words[i - 1] === 'and' || words[i - 1] === 'now' || words[i - 1] === 'but';
      if (comma && i - from >= 4 && mainFollows(words, i)) {
        const at = /^(?:and|now|but)$/.test(words[i - 1]!) ? i - 1 : i;
        cuts.push(at);
        from = at;
      }
      pending = mainFollows(words, i) && i - from < 4;
      continue;
    }
    if (i - from < 3 || words.length - i < 3) continue;
    const joined = /^(?:and|but|so|then|now|okay|alright)$/.test(word);
    let at = i;
    let start = i;
    if (joined) {
      start = i + 1;
      while (/^(?:then|now|also|so|,|okay|alright)$/.test(words[start] ?? '')) start++;
    } else if (
      /^(?:your|the)$/.test(word) &&
      words[i + 1] === 'symptoms' &&
      /^(?:are|seem|sound)$/.test(words[i + 2] ?? '')
    ) {
      // "… you had done before you came in your symptoms are consistent with"
    } else if (word === 'let' && !/^(?:and|but|so|then|or|to|if|when)$/.test(words[i - 1]!)) {
      // "… not do that let us do …"
    } else if (HOLDS.has(words[i - 1]!) || (CONTACT.test(words[i - 1]!) && !/^(?:for|on|now|let)$/.test(word)))
      continue;
    const command =
      words[i - 1] === ',' &&
      COMMAND.test(words[start] ?? '') &&
      (joined || (COMMANDS_FIRST.test(words.slice(from, from + 3).join(' ')) && (words[start + 1] ?? ',') !== ','));
    if (
      words[start] === 'take' &&
      /^(?:they|you|i|we|he|she|people|to|not|never|always|would|should|can|could|and|or|if|when|please|just)$/.test(
        words[start - 1] ?? '',
      ) &&
      !command
    )
      continue;
    if (!command && !opensClause(words, start) && !(joined && /^(?:okay|alright)$/.test(word))) continue;
    if (!joined && words[start] === 'you' && TAKES_YOU.test(words[i - 1]!)) continue;
    if (pending) {
      // The clause that the condition governs.
      pending = false;
      continue;
    }
    while (at > from && words[at - 1] === ',') at--;
    cuts.push(at);
    from = at;
  }
  if (cuts.length === 0) return [unit];
  const bounds = [0, ...cuts, tokens.length];
  return bounds
    .slice(0, -1)
    .map((start, k) => trim(tokens.slice(start, bounds[k + 1])))
    .filter((part) => part.length > 0)
    .map((part, k, all) => ({
      ...unit,
      tokens: part,
      opens: unit.opens && k === 0,
      closes: unit.closes && k === all.length - 1,
      question: unit.question && k === all.length - 1,
    }));
}

/** A unit that ends here was cut in the middle: what follows in the same breath belongs to it. */
const HANGS =
  /^(?:to|the|a|an|of|with|for|my|your|on|in|at|is|are|am|was|some|and|or|but|that|because|if|when|from|as|just|also|want|like|been|not|going|we|i|you|this|these|have|will|would|can|about|by|into|than|very|more|each|every)$/;

/** After these no sentence ends, whatever mark a recogniser set. */
const HANGS_WHATEVER = /^(?:the|a|an|of|my|your|and|or|but|because|if|than|with|from|into|very|these)$/;

/** "… and if you are still having symptoms": the clause that it governs is still to come. */
function openCondition(words: readonly string[]): boolean {
  const at = words.lastIndexOf('if');
  if (at < 0 || words.length - at < 4 || words.length - at > 16) return false;
  const before = words[at - 1];
  return (
    (before === undefined || /^(?:and|but|now|so|then|okay)$/.test(before) || (before === ',' && at <= 3)) &&
    !mainFollows(words, at) &&
    !words.slice(at).some((word) => /^(?:call|please|then)$/.test(word))
  );
}

/** Units of one segment that were cut apart in the middle of a clause, put together again; others as they are. */
export function rejoined<T>(items: readonly T[], unitOf: (item: T) => Unit): { items: T[]; unit: Unit }[] {
  const out: { items: T[]; unit: Unit }[] = [];
  for (const item of items) {
    const unit = unitOf(item);
    const last = out.at(-1);
    const end = last?.unit.tokens.findLast((token) => token.kind !== 'punct')?.norm;
    const start = unit.tokens[0]?.norm ?? '';
    const broken =
      last !== undefined &&
      last.unit.segmentIndex === unit.segmentIndex &&
      unit.index - last.items.length === last.unit.index &&
      !last.unit.question &&
      !isShortAnswer(last.unit.tokens) &&
      ((HANGS.test(end!) &&
        (last.unit.marked !== true || HANGS_WHATEVER.test(end!) || /^\d/.test(start)) &&
        !(end === 'this' && !/^(?:on|in|of|for|with)$/.test(start))) ||
        (end === 'right' && start === 'now') ||
        (last.unit.marked !== true && openCondition(last.unit.tokens.map((token) => token.norm))) ||
        /^(?:which|than|of)$/.test(start) ||
        // "Because bread is sticking I want to send you": the reason of what follows, not of what was said before.
        (start === 'because' &&
          !mainFollows(
            unit.tokens.map((token) => token.norm),
            0,
          )));
    if (broken && last) {
      last.items.push(item);
      last.unit = {
        ...last.unit,
        tokens: [...last.unit.tokens, ...unit.tokens],
        closes: unit.closes,
        question: unit.question,
      };
    } else out.push({ items: [item], unit });
  }
  return out;
}

/** Whether a main clause follows the condition at `i`, so that both are one statement. */
function mainFollows(words: readonly string[], i: number): boolean {
  for (let k = i + 3; k < Math.min(words.length - 1, i + 24); k++)
    if (
      !HOLDS.has(words[k - 1]!) &&
      (opensClause(words, k) ||
        (words[k] === 'we' &&
          (COMMAND.test(words[k + 1] ?? '') || /^(?:repeat|treat|operate|biopsy|watch)$/.test(words[k + 1] ?? ''))) ||
        /^(?:please|call|come|then|go|let|take|return|give|seek)$/.test(words[k]!))
    )
      return true;
  return false;
}

function trim(tokens: readonly Token[]): Token[] {
  let from = 0;
  let to = tokens.length;
  while (from < to && tokens[from]!.kind === 'punct') from++;
  while (to > from && tokens[to - 1]!.kind === 'punct') to--;
  return tokens.slice(from, to);
}
