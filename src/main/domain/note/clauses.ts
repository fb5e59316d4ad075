import { baseVerb, isPastOnly, tagsOf, type Tag } from './clause-tags.ts';

/**
 * What somebody said, as clauses that can each stand as a sentence, still in the speaker's own person. Speech runs on, breaks off and begins
 * again; a clause that is not whole is not mended into one but left out, and its words stand in the omissions.
 */
export interface ClauseOptions {
  /** `note`: the words are in the third person already. */
  readonly speaker: 'patient' | 'clinician' | 'note';
  /** Said by somebody who speaks of the patient as "he" or "she": a parent, an interpreter. */
  readonly proxy?: boolean;
}

/** Longest sentence a note should hold. */
const LONGEST = 35;
/** Joined clauses longer than this stand as sentences of their own. */
const LONG = 18;
const SHORTEST = 3;

export function readClauses(input: readonly string[], options: ClauseOptions): string[][] {
  const words = options.speaker === 'patient' ? passive(repair(input)) : repair(input);
  const out: string[][] = [];
  for (const clause of cut(words).map(trim)) {
    const fault = faultOf(clause, tagsOf(clause), options);
    // "would I tend to …": half a question; what follows answers it or ends it.
    if (
      fault !== undefined &&
      /^(?:is|are|was|were|do|does|did|have|has|had|can|could|would|will|should)$/.test(clause[0] ?? '')
    )
      break;
    // "if I'm doing something, you know, I'm exerting myself, …": what follows a condition left open may hang on it.
    if (fault !== undefined && CONDITION.test(clause[0] ?? '')) break;
    if (fault === undefined && clause.length >= SHORTEST && clause.length <= LONGEST) out.push(punctuated(clause));
  }
  return out;
}

const CONDITION = /^(?:if|unless|when|whenever|because|while|until|without)$/;

/**
 * A sentence in the third person, from whichever rule, read as a clause again: what of it is whole. Empty where nothing is.
 * @param text finished sentence
 */
export function wholeClauses(text: string): string[][] {
  const words = text.replace(/[.]$/, '').replace(/[,;:]/g, ' ,').split(/\s+/);
  const lower = [(words[0] ?? '').replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()), ...words.slice(1)];
  return readClauses(lower, { speaker: 'note' });
}

const PARTICIPLES =
  /^(?:been|gone|got|gotten|had|become|come|started|improved|worsened|stopped|changed|happened|helped|taken|given|done|seen|lost|grown|turned|went)$/;
const STATES =
  /^(?:high|low|good|bad|fine|better|worse|normal|stable|swollen|sore|numb|stiff|tight|red|itchy|tender|weak|okay|gone|not|getting|going|starting|doing|bothering|coming|killing|hurting|feeling|causing|running|acting|always|still|really|pretty|very|so|a)$/;
const COUNT = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const FILLERS = new Set(
  'um uh ah foof oh ohh ooh oof er erm hmm hm mm huh yeah yep yup yes nope mm-hmm mhm uh-huh okay ok alright gosh wow hey haha gotcha anyway anyways basically literally honestly actually just'.split(
    ' ',
  ),
);

/** Contractions of nouns ("the therapy's gone well"), doubled words, fillers, "like" that compares nothing. */
function repair(input: readonly string[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < input.length; i++) {
    const word = input[i]!;
    const before = out.at(-1);
    let k = i + 1;
    while (/^(?:just|really|kind|sort|of|actually|pretty|still|finally|definitely)$/.test(input[k] ?? '')) k++;
    const next = input[k] ?? '';
    if (
      (FILLERS.has(word) &&
        !(
          /^(?:okay|ok|alright)$/.test(word) &&
          /^(?:doing|feel|feels|feeling|is|am|are|was|been|do|did|it)$/.test(before ?? '')
        )) ||
      /^o+h+$/.test(word)
    )
      continue;
    if (word === ',' && (before === undefined || before === ',')) continue;
    if (/^[a-z]{3,}'s$/.test(word)) {
      if (PARTICIPLES.test(next)) {
        out.push(word.slice(0, -2), 'has');
        continue;
      }
      if (STATES.test(input[i + 1] ?? '')) {
        out.push(word.slice(0, -2), 'is');
        continue;
      }
    }
    // "four 4 days": the same number, heard twice.
    if (/^\d+$/.test(word) && COUNT.indexOf(before ?? '') === Number(word)) out.pop();
    // "not not", "of of", "the the".
    if (before === word && word !== ',' && !/^(?:had|that|very|so)$/.test(word)) continue;
    if (
      word === 'kind' &&
      input[i + 1] === 'of' &&
      !/^(?:a|the|this|that|what|some|any|same|no|another|these|those|every|different|all|one|each)$/.test(before ?? '')
    ) {
      i++;
      continue;
    }
    if (word === 'like' && isFiller(before, next)) continue;
    out.push(word);
  }
  return mend(out);
}

const DONE_TO: Readonly<Record<string, string>> = {
  took: 'taken', gave: 'given', told: 'told', put: 'put', sent: 'sent', started: 'started', diagnosed: 'diagnosed', prescribed: 'prescribed', referred: 'referred', admitted: 'admitted', kept: 'kept', discharged: 'discharged', treated: 'treated', hospitalized: 'hospitalized', recommended: 'recommended', advised: 'advised', switched: 'switched',
}; // prettier-ignore

/** "They gave me a prescription" is "I was given a prescription": nobody knows who "they" are. */
function passive(words: readonly string[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < words.length; i++) {
    // "We were doing yard work": so was the patient.
    if (words[i] === 'we' && !/^(?:both|all|each)$/.test(words[i + 1] ?? '') && !words.includes('together')) {
      out.push('i');
      const verb = words[i + 1] ?? '';
      if (verb === 'were' || verb === 'are') {
        out.push(verb === 'were' ? 'was' : 'am');
        i++;
      }
      continue;
    }
    const done = DONE_TO[words[i + 1] ?? ''];
    if (words[i] === 'they' && done !== undefined && words[i + 2] === 'me') {
      out.push('i', 'was', done);
      i += 2;
    } else out.push(words[i]!);
  }
  return out;
}

/** "I am , been stretching", "that's helped me", "it is has been", "favoring , my back": one verb group, one clause. */
function mend(words: readonly string[]): string[] {
  const out: string[] = [];
  words.forEach((word, i) => {
    const before = out.at(-1) ?? '';
    const next = words[i + 1] ?? '';
    if (
      word === 'been' &&
      (/^(?:am|is|are)$/.test(before) || (before === ',' && /^(?:am|is|are)$/.test(out.at(-2) ?? '')))
    ) {
      if (before === ',') out.pop();
      const subject = out.at(-2) ?? '';
      out[out.length - 1] = out.at(-1) === 'is' && !/^(?:i|you|we|they)$/.test(subject) ? 'has' : 'have';
    }
    // "had a some swelling", "does not have no allergies": said so, not written so.
    if (before === 'a' && /^(?:some|few|little|couple|lot)$/.test(word) && word === 'some') out.pop();
    if (word === 'no' && /^(?:have|has|had|any)$/.test(before) && out.slice(-4).includes('not')) {
      out.push('any');
      return;
    }
    // "up here", "right around here", "right there": a hand that points.
    if (word === 'here' || (word === 'there' && before === 'right')) {
      while (
        /^(?:right|up|down|over|around|in|like|just|kind|of)$/.test(out.at(-1) ?? '') &&
        !/^(?:is|are|was|am|be|been)$/.test(out.at(-2) ?? '')
      )
        out.pop();
      if (
        !/^(?:is|are|was|were|am|be|been|come|came|get|got|,)$/.test(out.at(-1) ?? ',') &&
        !/^(?:for|to|with|today|because|and|in)$/.test(next)
      )
        return;
    }
    if (word === 'and' && /^(?:try|tries|tried)$/.test(before) && baseVerb(next)) {
      out.push('to');
      return;
    }
    // "probably about": one hedge is enough.
    if (/^(?:approximately|about)$/.test(word) && /^(?:probably|maybe|approximately)$/.test(before)) {
      out[out.length - 1] = 'approximately';
      return;
    }
    // "about my measuring it", "most of the times".
    if (/^(?:my|his|her|their)$/.test(word) && /ing$/.test(next) && /^(?:it|them)$/.test(words[i + 2] ?? '')) return;
    if (word === 'times' && out.slice(-3).join(' ') === 'most of the') {
      out.push('time');
      return;
    }
    if (
      word === ',' &&
      /^(?:this|a|the|little|bit|get|gets|my|an|of|in|for|to|have|has|with|is|was|are|were)$/.test(before)
    )
      return;
    if (/^(?:has|have|is|was|are)$/.test(word) && /^(?:is|am|are|was)$/.test(before)) out.pop();
    if (
      /^(?:me|him|them|us)$/.test(next) &&
      /^(?:helped|given|made|taken|kept|bothered|gotten|got)$/.test(word) &&
      before === 'is'
    )
      out[out.length - 1] = 'has';
    out.push(word);
  });
  const tags = tagsOf(out);
  const heads = new Set(headsOf(out, tags).map((head) => head.subject));
  return out.filter(
    (word, i) =>
      !(
        word === ',' &&
        ['VG', 'VD', 'V', 'VN', 'P'].includes(tags[i - 1] ?? 'N') &&
        ['DET', 'POSS'].includes(tags[i + 1] ?? 'N') &&
        !heads.has(i + 1)
      ),
  );
}

function isFiller(before: string | undefined, next: string): boolean {
  if (before === undefined || before === ',') return true;
  if (
    /^(?:feel|feels|felt|feeling|look|looks|looked|looking|sound|sounds|seem|seems|seemed|smell|taste|tastes|i|would|not|we|they|you|is|was|are|were|things|something|anything|symptoms|much|exactly|do|did|to|he|she|act|it|nothing|foods|medications)$/.test(
      before,
    )
  )
    return /^(?:\d.*|about|a couple|maybe|approximately|every)$/.test(next) && /^(?:is|was|are|were)$/.test(before);
  return true;
}

interface Head {
  /** First word of the finite verb group. */
  readonly at: number;
  /** Where its subject begins; undefined for "and walks", "which hurts". */
  readonly subject: number | undefined;
  readonly link: 'start' | 'cc' | 'sub' | 'wh' | 'comma' | 'complement' | 'relative' | 'none' | 'shared' | 'missing';
}

const FINITE: ReadonlySet<Tag> = new Set<Tag>(['BE', 'HV', 'DO', 'MOD', 'V', 'VZ', 'VD']);
const skip = (tags: readonly Tag[], from: number, step: 1 | -1): number => {
  let i = from;
  while (i >= 0 && i < tags.length && (tags[i] === 'ADV' || tags[i] === 'NOT')) i += step;
  return i;
};

function isHead(words: readonly string[], tags: readonly Tag[], i: number): boolean {
  const tag = tags[i]!;
  if (!FINITE.has(tag)) return false;
  const p = tags[skip(tags, i - 1, -1)];
  if (p === 'MOD' || p === 'TO') return false;
  if (p === 'DO' && (tag === 'V' || words[i] === 'have' || words[i] === 'do')) return false;
  // "helps keep", "let it heal": a bare infinitive.
  if (tag === 'V' && (p === 'V' || p === 'VZ' || p === 'VD' || p === 'OBJ')) return false;
  return true;
}

const COMPLEMENT =
  /^(?:think|thinks|thought|believe|believes|believed|hopes|mention|mentions|wishes|saying|thinking|feel|felt|feels|say|said|says|know|knew|guess|hope|noticed|notice|notices|found|find|finds|sure|afraid|glad|worried|wish|realized|figured|assume|suspect|heard|see|saw|happy|concerned|mentioned|like|time|way|day|everything|all|whatever|reason|sense|me|you|states|reports|denies|suppose|seems|remember|remembers|recall|recalls|that)$/;

function headsOf(words: readonly string[], tags: readonly Tag[]): Head[] {
  const heads: Head[] = [];
  for (let i = 0; i < tags.length; i++) {
    if (!isHead(words, tags, i)) continue;
    const j = skip(tags, i - 1, -1);
    const p = tags[j];
    if (p === 'CC') {
      heads.push({ at: i, subject: undefined, link: heads.length > 0 ? 'shared' : 'missing' });
      continue;
    }
    if (p === 'WH') {
      heads.push({ at: i, subject: undefined, link: 'wh' });
      continue;
    }
    if (p === ',' && heads.length > 0) {
      // "the pain, which is bad, is …", "it comes, goes": a list of verbs, or a subject before an aside.
      heads.push({ at: i, subject: undefined, link: heads.at(-1)!.link === 'wh' ? 'shared' : 'missing' });
      continue;
    }
    const start = subjectStart(words, tags, j, heads.at(-1)?.at ?? -1);
    if (start === undefined) {
      heads.push({ at: i, subject: undefined, link: 'missing' });
      continue;
    }
    heads.push({ at: i, subject: start, link: linkOf(words, tags, start, i, heads.length > 0) });
  }
  return heads;
}

/** Where the noun phrase or pronoun that ends at `end` begins; undefined where there is none. */
function subjectStart(words: readonly string[], tags: readonly Tag[], end: number, after: number): number | undefined {
  if (end < 0) return undefined;
  if (tags[end] === 'PRO') return end;
  let i = end;
  let found = false;
  let nearest: number | undefined;
  for (; i > after; i--) {
    const tag = tags[i]!;
    if (tag === 'CC') {
      // "my knees and ankles hurt"
      if (words[i] !== 'but' && i > 0 && (tags[i - 1] === 'N' || tags[i - 1] === 'NUM') && after < 0) continue;
      break;
    }
    if (!['N', 'NUM', 'Q', 'DET', 'POSS', 'P', 'VG', 'VN', 'ADV', 'OBJ', 'TO', 'V', 'NOT'].includes(tag)) break;
    if (tag === 'V' && tags[i - 1] !== 'TO') break;
    if (tag === 'N' || tag === 'NUM' || tag === 'Q' || tag === 'VG') found = true;
    if ((tag === 'DET' || tag === 'POSS') && nearest === undefined && tags[i - 1] !== 'P') nearest = i;
  }
  if (!found) return undefined;
  if (tags[end] === 'P' || tags[end] === 'DET' || tags[end] === 'POSS' || tags[end] === 'TO') return undefined;
  // Right after a verb stands its object: only a new determiner can begin a subject there.
  if (i >= 0 && i === after) return nearest;
  const start = skip(tags, i + 1, 1);
  // "for the last nights my neck has …"; "back in October was …" has none.
  if (/^(?:P|TO|OBJ|V)$/.test(tags[start] ?? 'P')) return nearest;
  if (tags[start] === 'VG' && IDLE.test(words[start]!)) return undefined;
  return start;
}

/** "doing is hanging around": no activity that could hurt or help. */
const IDLE = /^(?:looking|doing|going|having|being|getting|trying|saying|thinking|taking)$/;

function linkOf(
  words: readonly string[],
  tags: readonly Tag[],
  start: number,
  head: number,
  later: boolean,
): Head['link'] {
  if (start === 0) return 'start';
  const before = skip(tags, start - 1, -1);
  const tag = tags[before];
  if (tag === undefined) return 'start';
  if (tag === 'CC') return 'cc';
  if (tag === 'SUB') return words[before] === 'like' ? 'complement' : 'sub';
  if (tag === 'WH') return 'wh';
  if (tag === ',') return 'comma';
  if (!later) return 'start';
  if (COMPLEMENT.test(words[before]!)) return 'complement';
  if (tag === 'P' && /^(?:after|before|since|until|than|like)$/.test(words[before]!)) return 'sub';
  // "the pills I take", "the most I have had": nothing follows that the verb could be about.
  if ((tag === 'N' || tag === 'Q' || tag === 'NUM') && tags[start] === 'PRO' && words[start] !== 'it') {
    let end = head + 1;
    while (end < tags.length && ['ADV', 'NOT', 'BEN', 'BEB', 'VN', 'V', 'VG', 'HV', 'TO'].includes(tags[end]!)) end++;
    const rest = tags[end];
    const noun = words[before]!;
    if (
      tags[head] !== 'BE' &&
      (rest === undefined || ['P', ',', 'BE', 'HV', 'VD', 'VZ', 'MOD', 'CC', 'SUB'].includes(rest)) &&
      !/^(?:today|now|then|pain|ago|week|month|year|days|weeks|months|years|hours|well|better|worse|fine|okay|good)$/.test(
        noun,
      )
    )
      return 'relative';
  }
  return 'none';
}

/** Cuts where a new sentence begins without a word that joins it, and long chains of "and I … but I … so I …". */
function cut(words: readonly string[]): string[][] {
  const tags = tagsOf(words);
  const heads = headsOf(words, tags);
  const at = new Set<number>();
  heads.forEach((head, k) => {
    if (head.subject === undefined) return;
    // "weeks right now and it's on my right foot": what stands before the first clause is no part of it.
    if (k === 0) {
      if (head.link === 'cc') at.add(skip(tags, head.subject - 1, -1));
      return;
    }
    const fronted = openSubordinate(words, tags, heads, k);
    if (head.link === 'none' && !fronted) at.add(head.subject);
    else if (head.link === 'comma' && !fronted && !isAside(words, tags, heads[k - 1]!))
      at.add(frontOf(tags, head.subject, heads[k - 1]!.at));
    else if (head.link === 'cc') {
      const joiner = skip(tags, head.subject - 1, -1);
      const from = Math.max(0, ...[...at].filter((cutAt) => cutAt <= joiner));
      const to = heads[k + 1]?.subject ?? words.length;
      const conditional = tags
        .slice(from, joiner)
        .some((_, n) => words[from + n] === 'if' || words[from + n] === 'unless');
      if (!conditional && to - from > LONG && joiner - from >= SHORTEST) at.add(joiner);
    }
  });
  const points = [0, ...[...at].sort((a, b) => a - b), words.length];
  return points.slice(0, -1).map((from, k) => words.slice(from, points[k + 1]));
}

/** "…, but with the pain, I have been …": the phrase before the comma is the new clause's own. */
function frontOf(tags: readonly Tag[], subject: number, previous: number): number {
  const comma = skip(tags, subject - 1, -1);
  for (let i = comma - 1; i > previous + 1; i--) {
    if (tags[i] !== ',' && tags[i] !== 'CC') continue;
    return tags[i + 1] === 'P' || tags[i + 1] === 'ADV' || tags[i + 1] === 'SUB' ? i : subject;
  }
  return subject;
}

/** "when I walk it hurts" gets its comma. */
function punctuated(words: readonly string[]): string[] {
  const tags = tagsOf(words);
  const heads = headsOf(words, tags);
  const k = heads.findIndex((head, n) => n > 0 && head.link === 'none' && openSubordinate(words, tags, heads, n));
  const at = k < 0 ? undefined : heads[k]!.subject;
  return at === undefined || words[at - 1] === ',' ? [...words] : [...words.slice(0, at), ',', ...words.slice(at)];
}

/** "when I walk, it hurts": the clause before began with a subordinator and waits for its main clause. */
function openSubordinate(words: readonly string[], tags: readonly Tag[], heads: readonly Head[], k: number): boolean {
  const previous = heads[k - 1]!;
  if (previous.link !== 'sub' && previous.link !== 'wh') return false;
  const start = previous.subject ?? previous.at;
  const lead = skip(tags, start - 1, -1);
  // Nothing finite stands before the subordinator in this sentence.
  const earlier = heads.slice(0, k - 1);
  const since = earlier.at(-1);
  // "I've noticed, when work gets stressful, my pressure goes up": the condition hangs on what is noticed.
  if (since !== undefined && lead > since.at && (COMPLEMENT.test(words[lead - 1] ?? '') || words[lead - 1] === 'that'))
    return true;
  return since === undefined || (since.link === 'sub' && earlier.length === 1 && lead > since.at);
}

function isAside(words: readonly string[], tags: readonly Tag[], previous: Head): boolean {
  return tags[previous.at] === 'V' && COMPLEMENT.test(words[previous.at]!);
}

function trim(clause: readonly string[]): string[] {
  let words = [...clause];
  for (;;) {
    const first = words[0];
    if (first === undefined) return [];
    if (first === ',') words = words.slice(1);
    else if (/^(?:and|but|so|or|then|well|plus|also|like)$/.test(first) && words.length > 1) words = words.slice(1);
    else if (first === 'that' && /^(?:i|he|she|we|they|my|the|there|it)$/.test(words[1] ?? '')) words = words.slice(1);
    else break;
  }
  words = withoutOpenTail(words);
  while (words.length > 0 && /^(?:,|and|but|so|or|then|too|though)$/.test(words.at(-1)!)) words = words.slice(0, -1);
  // "works , well", "sometimes it bothers him , sometimes": an afterthought that says nothing.
  while (words.at(-2) === ',' && (AFTERTHOUGHT.test(words.at(-1)!) || /ing$/.test(words.at(-1)!)))
    words = words.slice(0, -2);
  return words;
}

const AFTERTHOUGHT =
  /^(?:here|well|sometimes|off|even|probably|maybe|mostly|usually|recently|too|still|there|it|that|actually|kicking|today|now|right)$/;

/** "… and as she was running up to the lane": what happened then is not said. */
function withoutOpenTail(words: string[]): string[] {
  const joined = words.findLastIndex(
    (word, i) =>
      /^(?:and|but|so)$/.test(word) &&
      (/^(?:when|as|while|if|whenever|because)$/.test(words[i + 1] ?? '') ||
        (/^(?:sometimes|then|especially|maybe|even)$/.test(words[i + 1] ?? '') &&
          /^(?:when|if|because|while)$/.test(words[i + 2] ?? '')) ||
        (word === 'but' && /^(?:with|for|in|at|on|from)$/.test(words[i + 1] ?? ''))),
  );
  if (joined <= 2) return words;
  const tail = words.slice(joined + 1);
  const tags = tagsOf(tail);
  const heads = headsOf(tail, tags);
  return heads.some((head, k) => isMain(tail, tags, heads, head, k)) ? words : words.slice(0, joined);
}

const PARTICLES = /^(?:up|down|off|out|over|around|through|on|in|along|away|back|by|about|with|at|for|of|to|from)$/;
const SURE_PARTICLES = /^(?:up|down|off|out|over|around|through|along|in|on)$/;
const ANTECEDENT =
  /^(?:mother|mom|father|dad|sister|brother|grandmother|grandfather|aunt|uncle|cousin|son|daughter|wife|husband|friend|doctor|surgeon|therapist|nurse|boss|boyfriend|girlfriend|roommate|partner|neighbor|coworker|specialist|physician|provider|dentist|baby|kid|child|counselor|psychiatrist|cardiologist|dr)$/;

/** The first thing that keeps a clause from standing in a note, in a word; undefined for a whole clause. */
function faultOf(words: readonly string[], tags: readonly Tag[], options: ClauseOptions): string | undefined {
  const local = localFault(words, tags);
  if (local !== undefined) return local;
  const heads = headsOf(words, tags);
  if (heads.length === 0) return 'no verb';
  if (heads.some((head) => head.link === 'missing')) return 'verb without subject';
  if (heads.some((head) => head.link === 'none' && head !== heads[0])) {
    const k = heads.findIndex((head, n) => n > 0 && head.link === 'none');
    if (!openSubordinate(words, tags, heads, k)) return 'run-on';
  }
  if (COMPLEMENT_OPEN.test(words.join(' ')) || /^(?:\S+ )?\S+ (?:thinks?|believes?|guess|says?)$/.test(words.join(' ')))
    return 'cut off';
  if (/^(?:very|quite|pretty|fairly)$/.test(words[0]!)) return 'front';
  if (/^(?:noticed|mentioned|noted|discussed|told|brought)$/.test(words.at(-1)!)) return 'cut off';
  // "every time I swallow": what happens then is not said.
  if (/^(?:every ?time|any ?time|each time)$/.test(`${words[0]!} ${words[1] ?? ''}`) && heads.length < 2)
    return 'no main clause';
  // "I think, but it is not helping": what is thought was never said.
  if (/\b(?:think|thinks|believe|believes|feel like) (?:,|but|and)\b/.test(words.join(' '))) return 'cut off';
  const first = heads[0]!;
  // "It was a weekend of eating out and did not stick to the diet": the second verb is somebody else's.
  if (
    heads.some(
      (head) =>
        head.link === 'shared' &&
        (tags[head.at] === 'DO' || tags[head.at] === 'HV') &&
        first.subject !== undefined &&
        /^(?:it|that|there|this)$/.test(words[first.subject]!),
    )
  )
    return 'shared subject';
  const main = heads.find((head, k) => isMain(words, tags, heads, head, k));
  if (!main) return 'no main clause';
  if (first.subject !== undefined) {
    const front = tags.slice(0, first.subject);
    const opener = tags[0]!;
    if (front.length > 0 && !['SUB', 'P', 'ADV', 'CC', 'Q', 'N', 'NUM', 'DET', 'VG', 'WH'].includes(opener))
      return 'front';
    // "her size, she gets rashes"; "this finger, I hurt it": a thing named and left.
    if (
      front.includes(',') &&
      ['N', 'NUM', 'POSS', 'DET', 'Q', 'PRO'].includes(opener) &&
      !isTime(words.slice(0, first.subject))
    )
      return 'dangling topic';
    // "the finasteride I am only taking half": a thing named, then somebody's doing.
    if (
      !front.includes(',') &&
      front.length > 0 &&
      ['DET', 'POSS', 'N', 'NUM'].includes(opener) &&
      tags[first.subject] === 'PRO' &&
      !isTime(words.slice(0, first.subject)) &&
      !heads.some((head, k) => k > 0 && head.subject === undefined && head.link === 'missing') &&
      heads.length === 1
    )
      return 'dangling topic';
    if (opener === 'WH' && words[0] !== 'whenever') return 'question word';
  }
  return personFault(words, tags, options);
}

/** Ends where what is thought, let, or not done should follow. */
const COMPLEMENT_OPEN =
  /(?:\b(?:i|he|she|we|they|it|you) (?:also |just |really |still )?(?:do|does|did|can|could|will|would|have|has|had|am|was|is) ?(?:not)? ?(?:think|let|use|put|bring|recommend|handle|fall|want|need|know|pay|feel|look|make|give|keep)?$)|\b(?:because|so|since|but|and|that|if|when) (?:i|it|he|she|they|we) (?:think|guess|believe|know|feel)$|^(?:i|we) (?:do|did|can|could|will|would|have|had) not$|\b(?:did|do) (?:also )?recommend$/;

const isTime = (words: readonly string[]): boolean =>
  words.some((word) =>
    /^(?:day|days|week|weeks|month|months|year|years|morning|night|evening|time|times|today|yesterday|hours?|minutes?|ago|saturday|sunday|monday|tuesday|wednesday|thursday|friday|weekend)$/.test(
      word,
    ),
  );

function isMain(
  words: readonly string[],
  tags: readonly Tag[],
  heads: readonly Head[],
  head: Head,
  k: number,
): boolean {
  if (head.link === 'start' || head.link === 'comma') return true;
  if (head.link === 'cc') return k === 0 || heads.slice(0, k).some((other, n) => isMain(words, tags, heads, other, n));
  return head.link === 'none' && openSubordinate(words, tags, heads, k);
}

function localFault(words: readonly string[], tags: readonly Tag[]): string | undefined {
  const last = tags.at(-1)!;
  const end = words.at(-1)!;
  if (
    ['DET', 'POSS', 'CC', 'SUB', 'WH', 'TO', 'BE', 'HV', 'DO', 'MOD', 'NOT', 'BEB', 'BEN'].includes(last) &&
    !(/^(?:that|so|not)$/.test(end) && ['P', 'V', 'VD', 'VZ', 'VG', 'DO', 'BE'].includes(tags.at(-2) ?? ','))
  )
    return 'cut off';
  if (last === 'P' && (!SURE_PARTICLES.test(end) || !tags.some((tag) => /^V/.test(tag) || tag === 'BE')))
    return 'cut off';
  if (/^(?:i|he|she|we|they)$/.test(end)) return 'cut off';
  if (
    /^(?:think|guess|believe|know|said|say|having|taking|getting|doing|feeling|thinking|saying|trying|want|need|make|makes|made|give|gives|gave|notice|mean|feels|feel)$/.test(
      end,
    ) &&
    tags.length > 1 &&
    (tags.at(-2) === 'PRO' || tags.at(-2) === 'BE' || tags.at(-2) === 'BEN' || tags.at(-2) === 'ADV')
  )
    return 'cut off';
  if ((end === 'both' || last === 'NUM') && ['V', 'VD', 'VN', 'VZ', 'DO'].includes(tags.at(-2) ?? ','))
    return 'cut off';
  if (/^(?:relatively|very|quite|pretty|really|fairly|so|extremely|foof)$/.test(end)) return 'cut off';
  if (/^(?:and|but|so|or|than|because|very|about|maybe|probably|even|only|which|whatever)$/.test(end)) return 'cut off';
  for (let i = 0; i < tags.length; i++) {
    const tag = tags[i]!;
    const word = words[i]!;
    const raw = tags[i + 1];
    const n = skip(tags, i + 1, 1);
    const next = tags[n];
    const nextWord = words[n] ?? '';
    if (RESIDUE.test(word)) return 'residue';
    if (
      tag === 'VN' &&
      tags[i - 1] === ',' &&
      /^(?:got|went|took|did|came|said|told|felt|made|put|had|was|were)$/.test(word)
    )
      return 'comma verb';
    if (/^(?:it|this)$/.test(word) && raw === ',' && (tags[i - 1] === 'CC' || tags[i - 1] === ',' || i === 0))
      return 'pronoun without verb';
    if (raw !== undefined && word === words[i + 1] && !/^(?:had|that)$/.test(word)) return 'doubled';
    switch (tag) {
      case 'DET':
      case 'POSS':
        if (
          raw === undefined ||
          [
            'DET',
            'POSS',
            'PRO',
            'OBJ',
            'BE',
            'HV',
            'DO',
            'MOD',
            'P',
            'CC',
            'WH',
            'TO',
            'NOT',
            ',',
            'VZ',
            'VD',
            'BEN',
            'BEB',
          ].includes(raw)
        ) {
          if (
            !/^(?:off|out|up|down|over|under|inside|above|other|left)$/.test(words[i + 1] ?? '') &&
            !(word === 'no' && raw === 'DET')
          )
            return 'determiner';
        }
        if (words[i + 1] === 'more' && tags[i + 2] === 'PRO') return 'correlative';
        if (raw === 'SUB' || (next === 'PRO' && /^(?:i|he|she|they|we|there)$/.test(nextWord))) return 'determiner';
        break;
      case 'PRO': {
        if (!/^(?:i|he|she|we|they)$/.test(word)) break;
        if (next === undefined || next === 'NUM' || !FINITE.has(next)) return 'pronoun without verb';
        // "I ache", "I cough": fine; "I pain": no verb.
        if (/^(?:he|she)$/.test(word) && next === 'V') return 'agreement';
        if (word === 'i' && (nextWord === 'is' || nextWord === 'are' || nextWord === 'has' || next === 'VZ'))
          return 'agreement';
        if (
          /^(?:they|we)$/.test(word) &&
          (nextWord === 'is' || nextWord === 'am' || nextWord === 'has' || nextWord === 'was')
        )
          return 'agreement';
        break;
      }
      case 'P':
        if (raw === undefined) break;
        if (
          raw === 'PRO' &&
          /^(?:i|he|she|we|they|there)$/.test(words[i + 1]!) &&
          !/^(?:after|before|since|until|about|as|like|for|except|in|on|from|with|of|at)$/.test(word)
        )
          return 'preposition';
        if (
          raw === 'PRO' &&
          /^(?:i|he|she|we|they)$/.test(words[i + 1]!) &&
          /^(?:for|in|on|from|with|of|at|about)$/.test(word) &&
          !SURE_PARTICLES.test(word)
        )
          return 'preposition';
        if (['BE', 'HV', 'DO', 'MOD', 'VZ', 'BEN', 'BEB'].includes(raw) && !PARTICLES.test(word)) return 'preposition';
        if (['BE', 'HV', 'DO', 'MOD', 'VZ', 'BEN', 'BEB'].includes(raw) && /^(?:of|for|with|at|to|from)$/.test(word))
          return 'preposition';
        if (raw === 'CC' && !SURE_PARTICLES.test(word)) return 'preposition';
        if (raw === ',' && !SURE_PARTICLES.test(word)) return 'preposition';
        if (
          raw === 'P' &&
          /^(?:of|for|with|at|to|in|on|from|by)$/.test(word) &&
          !/^(?:up|down|out|off|about|over|around|between|under|within|near|above|below|behind|throughout|across|through|inside|outside)$/.test(
            words[i + 1]!,
          )
        )
          return 'preposition';
        break;
      case 'BE':
        if (raw === ',') return 'be';
        if (next !== undefined && ['BE', 'HV', 'DO', 'MOD', 'BEN', 'BEB', 'VZ', 'V', 'CC'].includes(next)) return 'be';
        if (next === 'PRO' && /^(?:i|he|she|we|they|it|you|there)$/.test(nextWord)) return 'question';
        break;
      case 'HV':
        if (raw === ',') return 'have';
        if (next !== undefined && ['BE', 'DO', 'MOD', 'BEB', 'VZ', 'V', 'CC', 'WH'].includes(next)) return 'have';
        if (next === 'PRO' && /^(?:i|he|she|we|they|you|there)$/.test(nextWord)) return 'question';
        if (isPastOnly(nextWord)) return 'have';
        break;
      case 'DO':
        // "I did back years ago": what was done stands in the question.
        if (
          next === undefined ||
          (/^(?:years?|months?|weeks?|days?|times?|couple|back|that)$/.test(nextWord) && nextWord !== 'that')
        )
          return 'ellipsis';
        if (
          next !== undefined &&
          ['BE', 'MOD', 'BEN', 'VZ', 'VD', 'VN', 'VG', 'CC'].includes(next) &&
          nextWord !== 'done'
        )
          return 'do';
        if (next === 'PRO' && /^(?:i|he|she|we|they|you)$/.test(nextWord)) return 'question';
        break;
      case 'MOD':
        if (next === undefined) return 'cut off';
        if (next === 'PRO') return 'question';
        if (
          !['V', 'BEB'].includes(next) &&
          !(next === 'HV' && nextWord === 'have') &&
          !(next === 'DO' && nextWord === 'do')
        )
          return 'modal';
        break;
      case 'BEN': {
        const verb = skip(tags, i - 1, -1);
        if (tags[verb] !== 'HV' && words[verb] !== 'having') return 'been';
        if (next !== undefined && ['BE', 'HV', 'MOD', 'DO', 'PRO', 'CC'].includes(next) && nextWord !== 'there')
          return 'been';
        break;
      }
      case 'BEB': {
        const before = tags[skip(tags, i - 1, -1)];
        if (before !== 'MOD' && before !== 'TO' && before !== 'V' && before !== 'OBJ') return 'be';
        break;
      }
      case 'VN': {
        if (!/^(?:gone|taken|done|given|seen)$/.test(word)) break;
        const before = tags.slice(Math.max(0, i - 5), i);
        if (
          !before.some((other) => ['BE', 'HV', 'BEN', 'BEB', 'VG', 'N'].includes(other)) &&
          !/^(?:get|gets|got|getting)$/.test(words[i - 1] ?? '')
        )
          return 'participle';
        break;
      }
      case 'NOT':
        if (raw === 'NOT' || raw === ',') return 'not';
        break;
      case 'CC':
        if (raw === 'CC' || raw === ',' || raw === undefined) return 'conjunction';
        if (raw === 'BE' || raw === 'MOD')
          return words[i] === 'but' || words[i] === 'and' ? undefinedUnless(words, i) : 'conjunction';
        break;
      case 'SUB':
        if (raw === ',' || raw === undefined || raw === 'CC') return 'subordinator';
        break;
      case 'WH':
        if (raw === ',' || raw === 'CC') return 'question word';
        break;
      default:
    }
  }
  return undefined;
}

/** "… and is better": the verb shares its subject. */
function undefinedUnless(words: readonly string[], i: number): string | undefined {
  return i >= 2 ? undefined : 'conjunction';
}

const RESIDUE =
  /^(?:um|uh|oh|ohh|ooh|oof|yeah|yep|nope|gosh|wow|haha|hmm|mhm|huh|hey|stuff|thingy|whatever|gonna|kinda|sorta|dunno|etc|blah|goodness|god|damn|hell|crap|please|thank|thanks|sorry|dragon|doc|i-i|welp|yup|guess|basically|literally|honestly|mean)$/;

function personFault(words: readonly string[], tags: readonly Tag[], options: ClauseOptions): string | undefined {
  if (options.speaker === 'note')
    return words.some((word) => /^(?:my|me|mine|myself|us|our|ours|we|i|you|your)$/.test(word))
      ? 'first person'
      : undefined;
  if (options.speaker === 'patient') {
    if (words.some((word) => /^(?:you|your|yours|yourself)$/.test(word))) return 'second person';
    if (options.proxy !== true) {
      const he = words.findIndex(
        (word, i) => /^(?:he|she|him|his|her)$/.test(word) && !(word === 'her' && tags[i] === 'N'),
      );
      if (he >= 0 && !words.slice(0, he).some((word) => ANTECEDENT.test(word))) return 'somebody else';
    }
    return undefined;
  }
  if (words.some((word) => /^(?:my|me|mine|myself|us|our|ours)$/.test(word))) return 'first person';
  return undefined;
}
