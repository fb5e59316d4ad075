import type { Transcript } from '../../../shared/model/transcript.ts';
import type { Lexicon } from './lexicon.ts';
import {
  COMMANDS,
  FINITE,
  HOLD_NOUNS,
  HOLDS,
  PRONOUN_VERBS,
  TO_BE,
  hasCommand,
  hasVerb,
  isBare,
  isCommand,
  isHeld,
  isPronoun,
  subjectVerb,
  type Run,
} from './run-words.ts';
import type { Token } from './tokens.ts';
import type { Unit } from './utterances.ts';

/** No noun that "you are having" could be of. */
const CLOSES_NOUN = /^(?:it|them|daily|today|now|up|down|off|well|good|fine|okay|better|worse|\d.*)$/;

/** From this many words without a comma on, a piece is a run. */
const SHORTEST = 6;
const WORDS_A_COMMA = 9;

/**
 * A clinician's running speech whose full stops nobody wrote, cut into the statements it is made of: "…plaques with silvery scale | the
 * scalp has scale along the hairline | your nails have …", "… for two weeks | ice it twenty minutes | no lifting with that arm". A cut needs a
 * statement that is whole before it and the head of another behind it; what is doubtful stays together. Works on units whose speakers are
 * settled, and leaves everybody else's alone.
 */
export function cutRuns(units: readonly Unit[], transcript: Transcript, lexicon: Lexicon | undefined): Unit[] {
  const moved = withFronts(units, transcript);
  const out = moved.flatMap((unit) => {
    if (unit.speaker !== 'clinician' || unit.question) return [unit];
    const parts = cutTokens(unit.tokens, lexicon);
    if (parts.length === 1) return [unit];
    const { marked, ...rest } = unit;
    return parts.map((tokens, k): Unit => ({
      ...rest,
      ...(marked === true && k === parts.length - 1 ? { marked } : {}),
      tokens,
      opens: unit.opens && k === 0,
      closes: unit.closes && k === parts.length - 1,
    }));
  });
  return out.map((unit, index) => (unit.index === index ? unit : { ...unit, index }));
}

/** "… every day and the mole | we will recheck it": a full stop that was guessed too late. */
function withFronts(units: readonly Unit[], transcript: Transcript): Unit[] {
  const out = [...units];
  for (let k = 0; k + 1 < out.length; k++) {
    const unit = out[k]!;
    const next = out[k + 1]!;
    if (unit.speaker !== 'clinician' || unit.question || next.segmentIndex !== unit.segmentIndex) continue;
    if (unit.parts || next.parts || !/^(?:i|we|let|if)$/.test(next.tokens[0]?.norm ?? '')) continue;
    const between = transcript.segments[unit.segmentIndex]!.text.slice(unit.tokens.at(-1)!.end, next.tokens[0]!.start);
    if (/[.?!;]/.test(between)) continue;
    const norms = unit.tokens.map(({ norm }) => norm);
    // "… go to the er call me | if you are not better": a call with what it hangs on.
    if (next.tokens[0]!.norm === 'if') {
      const call = CALL.exec(norms.join(' '))?.[0].split(' ').length;
      if (call === undefined || hasMain(next.tokens.slice(1).map(({ norm }) => norm))) continue;
      const tail = unit.tokens.slice(norms.length - call);
      out[k + 1] = { ...next, tokens: [...tail, ...next.tokens], opens: unit.opens && call === norms.length };
      if (call < norms.length) out[k] = { ...unit, tokens: unit.tokens.slice(0, norms.length - call) };
      else out.splice(k--, 1);
      continue;
    }
    const since = sinceBefore(norms);
    if (since !== undefined) {
      const front = { ...unit, tokens: unit.tokens.slice(0, since), closes: false };
      out.splice(k, 1, front, { ...unit, tokens: unit.tokens.slice(since), opens: false });
      k++;
      continue;
    }
    const turn = turnBefore(
      norms,
      next.tokens.map(({ norm }) => norm),
    );
    const at = turn ?? frontBefore(norms, 2, norms.length);
    if (
      at === undefined ||
      !(
        turn !== undefined ||
        /^(?:for|with|as|since|because)$/.test(norms[at + 1]!) ||
        TAKES_UP.test(next.tokens.map(({ norm }) => norm).join(' '))
      )
    )
      continue;
    out[k] = { ...unit, tokens: unit.tokens.slice(0, at) };
    out[k + 1] = { ...next, tokens: [...unit.tokens.slice(at), ...next.tokens] };
  }
  return out;
}

/** "… cream twice a day for the knee | let's do some quad strengthening": an order behind it makes "for the knee" a turn to the next problem. */
function turnBefore(norms: readonly string[], next: readonly string[]): number | undefined {
  if (!ORDERS.test(next.join(' '))) return undefined;
  const at = norms.lastIndexOf('for');
  const isTurn = at > 3 && norms.length - at <= 5 && /^(?:the|your)$/.test(norms[at + 1] ?? '');
  return isTurn && /^(?:day|daily|night|nightly|bedtime|weeks?|months?|morning|needed|food|hours)$/.test(norms[at - 1]!)
    ? at
    : undefined;
}

/** "… an infection since you can't take penicillin | we'll do doxycycline": the reason of the order is no part of the diagnosis. */
function sinceBefore(norms: readonly string[]): number | undefined {
  const at = norms.lastIndexOf('since');
  return at > 3 &&
    norms.length - at <= 10 &&
    /^(?:you|he|she)$/.test(norms[at + 1] ?? '') &&
    /^(?:can|can not|are|have|is|has|do)$/.test(norms[at + 2] ?? '')
    ? at
    : undefined;
}

const CALL = /(?<=^|\s)(?:call (?:me|us|the office)(?: back)?|come back(?: in)?|come in|let (?:me|us) know)$/;

const ORDERS =
  /^(?:let us|i (?:will|want to|would like to|am going to)|we (?:will|are going to)) (?:also )?(?:do|get|give|start|add|order|try|send|refer|use|put|check|repeat)\b/;

/** "the mole, we will recheck it" */
const TAKES_UP = /^(?:\S+ ){2,10}(?:it|them|that)\b/;

function cutTokens(tokens: readonly Token[], lexicon: Lexicon | undefined): (readonly Token[])[] {
  const norms = tokens.map((token) => token.norm);
  const words = norms.filter((norm) => norm !== ',').length;
  const commas = norms.length - words;
  if (words < SHORTEST || (commas > 0 && words / (commas + 1) < WORDS_A_COMMA)) return [tokens];
  const run: Run = { norms, mentions: lexicon?.find(tokens) ?? [], from: 0 };
  const cuts: number[] = [];
  for (let i = 2; i < norms.length - 1; i++) {
    if (i - run.from < 2 || !opens(run, i)) continue;
    const at = frontOf(run, i);
    if (at - run.from < 2 || !isWhole(run, at)) continue;
    cuts.push(at);
    run.from = at;
  }
  return [0, ...cuts]
    .map((from, k) => withoutComma(tokens.slice(from, cuts[k] ?? tokens.length)))
    .filter((part) => part.length > 0);
}

function withoutComma(tokens: readonly Token[]): readonly Token[] {
  let to = tokens.length;
  while (to > 0 && tokens[to - 1]!.norm === ',') to--;
  return tokens.slice(0, to);
}

/** "… every day and the mole | we will recheck": what stands in front of a subject and behind a joiner without a verb is the new statement's. */
function frontOf({ norms, from }: Run, i: number): number {
  const front = isPronoun(norms[i]!) || norms[i] === 'let' ? frontBefore(norms, from, i) : undefined;
  let at = front ?? i;
  while (
    at - 1 > from &&
    /^(?:and|but|so|now|then|otherwise|overall|hopefully|honestly|sometimes|maybe|actually|frankly|unfortunately)$/.test(
      norms[at - 1]!,
    )
  )
    at--;
  return at;
}

/** Where a front without a verb begins that ends at `end`; undefined where there is none. */
function frontBefore(norms: readonly string[], from: number, end: number): number | undefined {
  for (let k = end - 2; k > from && k >= end - 7; k--) {
    const head = norms[k + 1]!;
    if (FINITE.test(head) || TO_BE.test(head) || (norms[k] === ',' && k < end - 1)) return undefined;
    if (norms[k] === 'now' && head === 'on') return k;
    if (/^(?:and|but|so|then)$/.test(norms[k]!))
      return /^(?:for|with|as|at|the|your|those|since|because)$/.test(head) ? k : undefined;
  }
  return undefined;
}

/** Whether the head of a new statement stands at `i`. */
function opens(run: Run, i: number): boolean {
  const { norms, mentions } = run;
  if (mentions.some(({ start, end }) => start < i && end > i) || tellsVitals(run, i)) return false;
  const before = norms[i - 1]!;
  const word = norms[i]!;
  // "… and your pulse is 2+", "… okay neck moves fine": the joiner belongs to what follows.
  if (/^(?:and|okay|so|but)$/.test(word) && (!isHeld(run, i) || word === 'so')) {
    const next = i + 1;
    const verb = subjectVerb(run, next);
    // "heel walk and toe walk are intact": two of one verb.
    if (
      word === 'and' &&
      /^(?:are|were)$/.test(norms[next + verb] ?? '') &&
      verb > 0 &&
      isBare(norms[next]!) &&
      !/s$/.test(norms[next + verb - 1]!)
    )
      return false;
    // "If it is not gone, call us and we will get an x-ray": both hang on the condition.
    if (word === 'and' && norms.slice(run.from, run.from + 4).some((said) => /^(?:if|unless|when|once)$/.test(said)))
      return false;
    if (verb > 0) return word !== 'and' || !isPronoun(norms[next]!) || i - run.from > 6;
    return (
      isCommand(norms, next) &&
      before !== 'ahead' &&
      !(word === 'and' && /^(?:it|them|him|her|up|not)$/.test(norms[next + 1] ?? '')) &&
      (word === 'so' || word === 'okay' || hasCommand(run, i))
    );
  }
  // "… about switching that do not stop it"
  if (before === 'that' && word === 'do' && norms[i + 1] === 'not' && /ing$/.test(norms[i - 2] ?? '')) return true;
  if (isHeld(run, i)) return false;
  if (word === 'there' || word === 'let')
    return (PRONOUN_VERBS[word]?.test(norms[i + 1] ?? '') ?? false) && !isOf(run, i);
  if (
    /^(?:you|he|she|they)$/.test(word) &&
    /^(?:having|taking|using|experiencing|ever|on|doing|going)$/.test(norms[i + 2] ?? '') &&
    !CLOSES_NOUN.test(before)
  )
    return false;
  if (isPronoun(word)) return subjectVerb(run, i) > 0 && !isOf(run, i) && !(word === 'it' && norms[i + 2] === 'called');
  if (isCommand(norms, i))
    return before !== 'it' || !/^(?:make|made|let|help)$/.test(norms[i - 2] ?? '')
      ? hasVerb(run, i) || hasCommand(run, i)
      : false;
  if (word === 'if' || word === 'unless') return beginsCondition(run, i);
  if (word === 'since')
    return (
      /^(?:you|he|she|it|this|that|we)$/.test(norms[i + 1] ?? '') &&
      i - run.from >= 4 &&
      CONSEQUENCE.test(norms.slice(i + 2, i + 16).join(' '))
    );
  if (word === 'no') return beginsDenial(run, i);
  // "your passive motion is", "a grip strength"
  if (
    isBare(word) &&
    /^(?:the|your|his|her|a|an|their|that|this)$/.test(norms[i - 2] ?? '') &&
    !mentions.some(({ end }) => end === i)
  )
    return false;
  if (HOLD_NOUNS.has(before) && isBare(word)) {
    // "… good eye contact speech is normal" stands; "mild edema is" does not begin at its noun.
    if (!/^(?:is|are|look|looks|feel|feels|was|were|slightly)$/.test(norms[i - 2] ?? '')) return false;
  }
  if (subjectVerb(run, i) > 0) return !isOf(run, i);
  return /^(?:positive|negative)$/.test(word) && run.mentions.some(({ start }) => start === i + 1) && i - run.from >= 3;
}

/** "… an infection | since you can't take penicillin we'll do doxycycline" */
const CONSEQUENCE = /^(?:\S+ ){2,9}(?:i (?:will|want|would|am)|we (?:will|can|are|should)|let us)\b/;

/** Vital signs are told in one breath, and read so. */
function tellsVitals({ norms, from }: Run, i: number): boolean {
  const said = norms.slice(from, i).join(' ');
  if (!VITAL.test(said)) return false;
  return (
    VITAL.test(norms.slice(i, i + 5).join(' ')) ||
    /^(?:it|that|those) (?:is|was|are) (?:about |like |around |at |all |still |a little |slightly )*(?:\d|good|fine|normal|high|low|up|down)/.test(
      norms.slice(i, i + 5).join(' '),
    )
  );
}

const VITAL =
  /\b(?:blood pressure|pressure (?:is|was)|heart rate|pulse(?! is (?:strong|weak|good|2\+))|temperature|temp|respirations?|respiratory rate|oxygen\w*|pulse ox|sats?|weight|bmi)\b/;

/** What stands before can be a statement: it has its verb, orders something, or names a finding; and no condition in it is still open. */
function isWhole(run: Run, i: number): boolean {
  const { norms, from, mentions } = run;
  const said = norms.slice(from, i);
  const named = mentions.some(({ start, end }) => start >= from && end <= i);
  const isNamed =
    named &&
    said.length <= 8 &&
    !/^(?:for|with|on|in|at|to|about|as|of|by|over|from)$/.test(
      said.find((word) => !/^(?:and|so|but|okay|then|now|alright|well|yeah)$/.test(word)) ?? '',
    );
  const told = hasVerb(run, i) || hasCommand(run, i) || isNamed;
  if (!told) return false;
  // "if it is partial | we would do therapy": the clause that a condition in front governs is still to come.
  const at = said.findLastIndex(
    (word, k) => FRONTED.test(word) && (k <= 3 || /^(?:and|but|so|or|,|think|that|then)$/.test(said[k - 1]!)),
  );
  return at < 0 || hasMain(said.slice(at + 1));
}

const FRONTED = /^(?:if|unless|when|whenever|while|because|since|once|although|though|whatever|until|before|after)$/;

/** Whether the words behind an "if" hold the clause that it governs, too: a second subject of those who act, or a command. */
function hasMain(words: readonly string[]): boolean {
  return words.some((word, k) => {
    if (k < 2 || /^(?:or|and|how|that|what|which|if|when|because|to)$/.test(words[k - 1]!)) return false;
    const next = words[k + 1] ?? '';
    if (/^(?:i|we|you)$/.test(word))
      return /^(?:will|would|can|could|should|need|want|are)$/.test(next) || (word !== 'you' && COMMANDS.has(next));
    if (/^(?:it|that|this|they)$/.test(word)) return /^(?:is|are|will|would|can|means|could|may)$/.test(next);
    return word === 'let' ? next === 'us' : isCommand(words, k) && !HOLDS.has(words[k - 1]!);
  });
}

/** "… a picture of what the surgeon is", "I think the knee is": the clause belongs to what holds it. */
function isOf({ norms, from }: Run, i: number): boolean {
  const near = norms.slice(Math.max(from, i - 3), i).join(' ');
  return (
    /\b(?:think|thinks|sure|hope|happy|glad|afraid|worried|concerned|sorry|say|says|know|means?|guess|believe|suspect|told|wonder|so|how|what|where|whatever|that|which|who|whether|whichever) ?(?:the|your|a|much|long|often|bad)?$/.test(
      near,
    ) ||
    /\b(?:everything|anything|something|nothing|all|kind|medications?|medicines?|exercises?|one|ones|things?|results?|pills?|dose|symptoms)$|\bhow \w+$/.test(
      near,
    )
  );
}

/** "… we'll fix it | if it is partial we'd …": a condition before its own clause, not the one that a call hangs on. */
function beginsCondition(run: Run, i: number): boolean {
  const { norms, from } = run;
  if (i - from < 4 || !(hasVerb(run, i) || hasCommand(run, i))) return false;
  const said = norms.slice(from, i).join(' ');
  if (
    /\b(?:call|come|go|return|bring|back|know|notify|stop|hold|see|er|room|911|988|wonder|sure|ask|sooner|especially|even|only|except|decide)\b[^,]{0,24}$/.test(
      said,
    )
  )
    return false;
  const rest = norms.slice(i + 1, i + 24);
  return hasMain(rest);
}

/** "… over the tuberosity | no bruising": a finding denied, behind a statement; "there is no" and "with no" hold theirs. */
function beginsDenial({ norms, from, mentions }: Run, i: number): boolean {
  if (i - from < 3) return false;
  // "no rales no wheezing" is one list.
  if (norms.slice(Math.max(from, i - 3), i).includes('no')) return false;
  const next = norms[i + 1] ?? '';
  if (/ing$/.test(next) && !mentions.some(({ start }) => start === i + 1)) return true;
  return mentions.some(({ start, concept }) => start >= i + 1 && start <= i + 3 && concept.kind !== 'drug');
}
