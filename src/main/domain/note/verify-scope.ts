import { clauseEnds, type Word } from './verify-read.ts';

/**
 * How each word of a text is meant, as the verifier reads it: under a no, under an if, as a possibility, as past or gone; and whose it is.
 * Idea of NegEx/ConText (Chapman 2001, Harkema 2009); written apart from the generator's `context-scope.ts` on purpose.
 */
export interface Meaning {
  readonly negated: boolean;
  /** "went away", "resolved": was there, is not now. */
  readonly gone: boolean;
  readonly possible: boolean;
  readonly conditional: boolean;
  /** In the same breath as a real "if": "start it if the cream fails", but not "if you like". */
  readonly iffy: boolean;
  readonly past: boolean;
  /** `patient`, the relative as a noun ("mother"), `family` for a relative nobody named, or `other`. */
  readonly person: string;
}

const NO =
  /^(?:no|not|nearly|almost|rather|instead|sparing|never|without|denies|denied|deny|denying|neither|nor|none|nothing|nobody|hardly|negative|absent|free|lack|lacks|absence|unable|inability|doubt|doubts|doubtful|unlikely|low|zero|ruled|declines|declined|refuses|refused|nope)$/;
/** The no of these is about something else than what follows, or about its amount. */
const NO_BUT =
  /^(?:no|not) (?:(?:more|less|later|longer|fewer) than|only|just|sure|certain|doubt|necessarily|to mention|change|increase|decrease|relief|improv\w*|getting|(?:go|going|gone) (?:away|down|up|well|anywhere|great|good|back)|help\w*|work\w*|stop\w*|quit\w*|skip\w*|miss\w*|much|yet|too bad|that bad|so bad|really sure|feel like|problem with|problems with|issues? with|surprising|know|until|worry|forget|hesitate|mind|bad|well|very|unusual|as|great|good|all|always|every\w*|completely|fully)\b/;
const OVER =
  /^(?:but|except|besides|however|although|though|because|since|which|who|until|then|just|only|still|reports|presents|positive|yes|yeah|due|secondary|despite|even|other|instead|currently|occasional|some|little|bit|when|whenever|unless|if|after|so|therefore|started|starts)$/;
/** "Denies nausea after they eat or headache after they eat": a denial runs on over such words. */
const DENIAL_OVER =
  /^(?:but|except|besides|however|although|though|reports|presents|positive|just|only|still|currently|however|despite)$/;
const AFTER_NO =
  /^(?:(?:is|are|was|were|has been|felt to be|thought to be|appears|appear|seems|seem|considered|came back|come back|comes back|all|both|been|now|also|has) )*(?:negative|ruled out|absent|not (?:present|seen|noted|there|found|appreciated|suspected|likely|identified|received|given|done|performed|taken|obtained|administered|started|up to date)|unlikely|less likely|felt (?:less likely|unlikely)|denied|none|no$)/;
const AFTER_GONE =
  /^(?:\S+ ){0,3}(?:went away|gone away|go away completely|has resolved|have resolved|resolved|is gone|are gone|has gone|have gone|gone now|has cleared|cleared up|has stopped|stopped completely|has since resolved|all better|no longer)/;
const BEFORE_GONE = /^(?:resolved|no longer|resolution of|over the)$/;
const POSSIBLE =
  /^(?:possible|possibly|probable|probably|may|might|could|suspect|suspects|suspected|suspicious|suspicion|concern|concerned|concerning|worried|worry|scared|afraid|terrified|hope|hopes|hoping|likely|maybe|perhaps|whether|versus|vs|differential|rule|consider|considered|question|questionable|presumed|potentially|potential)$/;
const IF =
  /^(?:if|unless|should you|should he|should she|should they|in case|watch for|watching for|watch out for|look out for|monitor for|call for|call us for|call me for|return for|come back for|come in for|sooner for|in the event|when you have|risk of|risk for|risks of|can cause|may cause|might cause|could cause|cause of|side effect|side effects|prevent|prevents|avoid|to avoid|return precautions|precautions|warning signs|let me know|wish|let us know|call me|call us|seek)$/;
/** What such a phrase begins with, of the pattern's own. */
const IF_FIRST = new Set(
  IF.source
    .slice('^(?:'.length, -')$'.length)
    .split('|')
    .map((phrase) => phrase.split(' ')[0]),
);
const PAST =
  /^(?:history|hx|prior|previous|previously|past|used|ago|childhood|formerly|former|status|remote|last|earlier|once|had|was|were|did|quit|stopped|before|back|years|when)$/;

export const RELATIVES: Readonly<Record<string, string>> = {
  mother: 'mother', mom: 'mother', mum: 'mother', mama: 'mother', mommy: 'mother', momma: 'mother', father: 'father', dad: 'father', daddy: 'father', papa: 'father', sister: 'sister', sisters: 'sister', brother: 'brother', brothers: 'brother',
  grandmother: 'grandmother', grandma: 'grandmother', granny: 'grandmother', nana: 'grandmother', grandfather: 'grandfather', grandpa: 'grandfather', granddad: 'grandfather', grandparents: 'grandparent', grandparent: 'grandparent', grandmothers: 'grandmother', grandfathers: 'grandfather',
  aunt: 'aunt', aunts: 'aunt', auntie: 'aunt', uncle: 'uncle', uncles: 'uncle', cousin: 'cousin', cousins: 'cousin', son: 'son', sons: 'son', daughter: 'daughter', daughters: 'daughter', parents: 'parent', parent: 'parent', sibling: 'sibling', siblings: 'sibling', nephew: 'nephew', niece: 'niece',
  'mother-in-law': 'in-law', 'father-in-law': 'in-law', 'sister-in-law': 'in-law', 'brother-in-law': 'in-law', 'son-in-law': 'in-law', 'daughter-in-law': 'in-law',
  wife: 'wife', husband: 'husband', grandson: 'grandson', granddaughter: 'granddaughter', relative: 'family', relatives: 'family', family: 'family', familial: 'family', stepmother: 'stepmother', stepfather: 'stepfather', twin: 'twin',
}; // prettier-ignore
const KIN = new Set(['wife', 'husband']);
const OTHERS = new Set(['friend', 'friends', 'neighbor', 'neighbour', 'coworker', 'coworkers', 'boss', 'boyfriend', 'girlfriend', 'roommate', 'colleague', 'partner', 'baby', 'dog', 'cat', 'somebody', 'someone', 'people', 'teammate', 'buddy', 'everybody', 'everyone']); // prettier-ignore
/** A relative who tells of the patient is no one who has it. */
const TELLS =
  /^(?:reports?|reported|states?|stated|notes?|noted|says?|said|thinks?|thought|denies|denied|brings|brought|gave|gives|noticed|notices|confirms|confirmed|describes|accompanies|accompanied|is concerned|is worried|was concerned|tells|told|mentioned|mentions|feels|wants|asked|asks)$/;

export const relativeOf = (word: string): string | undefined => {
  const bare = word.includes("'") ? word.replace(/'s?$/, '') : word;
  return Object.hasOwn(RELATIVES, bare) ? RELATIVES[bare] : undefined;
};

/** The meaning of every word. */
export function meanings(words: readonly Word[]): Meaning[] {
  return withRejected(words, byClauses(words));
}

const CONSIDERED =
  /\b(?:thought (?:about|of|it (?:was|were|might be|could be)|this (?:was|might be|could be))|considered|wondered (?:about|if (?:it|this) (?:was|were|could be|might be))|was worried (?:about|it was)|was concerned (?:about|for)|(?:this|it) (?:could|might) (?:be|have been))\b/;
const CONSIDERED_BEFORE = /\b(?:was|were|been|is|are) considered\b/;
const REJECTED =
  /\b(?:(?:do|does|did|would) not (?:really |actually |quite )?(?:think|believe|look like|fit|seem like|sound like|feel like|match)|(?:that|it|this) (?:is|was) not (?:it|that|this|what|the case|likely)|unlikely|ruled (?:it|that|this) out|(?:was|were|is|are|been) ruled out|came back (?:negative|normal|clear))\b/;

/** "I thought about gallstones, but I don't think that's what this is": named, weighed, and put away. */
function withRejected(words: readonly Word[], read: readonly Meaning[]): Meaning[] {
  const line = words.map((word) => word.norm);
  const text = line.join(' ');
  const cue = CONSIDERED_BEFORE.exec(text) ?? CONSIDERED.exec(text);
  if (!cue) return [...read];
  const tail = text.slice(cue.index + cue[0].length);
  const no = REJECTED.exec(tail);
  // In the same breath: a full stop may lie between, a whole story not.
  if (!no || tail.slice(0, no.index).split(' ').length > 24) return [...read];
  const isBefore = CONSIDERED_BEFORE.test(cue[0]);
  const at = text.slice(0, cue.index).split(' ').length - 1;
  const from = isBefore ? Math.max(0, at - 6) : at + cue[0].split(' ').length;
  const to = isBefore ? at : Math.min(words.length, from + 6);
  const out = [...read];
  for (let i = from; i < to; i++) {
    if (!isBefore && /^(?:[.,;?!]|but|because|so|however|and)$/.test(line[i]!)) break;
    out[i] = { ...out[i]!, negated: true };
  }
  return out;
}

function byClauses(words: readonly Word[]): Meaning[] {
  const ends = clauseEnds(words);
  const out: Meaning[] = [];
  let from = 0;
  for (let i = 0; i <= words.length; i++) {
    if (i < words.length && !ends[i]) continue;
    const to = Math.min(i + 1, words.length);
    if (to > from) out.push(...clause(words, from, to, out));
    from = to;
  }
  return out;
}

function clause(words: readonly Word[], from: number, to: number, before: readonly Meaning[]): Meaning[] {
  const norms = words.slice(from, to).map((word) => word.norm);
  const size = norms.length;
  const negated = new Array<boolean>(size).fill(false);
  const gone = new Array<boolean>(size).fill(false);
  const possible = new Array<boolean>(size).fill(false);
  const conditional = new Array<boolean>(size).fill(false);
  const iffy = realIfs(norms);
  const isPast = norms.some((word, i) => PAST.test(word) || (word === 'been' && norms[i + 1] === 'diagnosed'));
  const ahead = (i: number, n: number): string => {
    let text = '';
    for (let k = i; k < i + n && k < size; k++)
      if (norms[k] !== ',') text = text === '' ? norms[k]! : `${text} ${norms[k]!}`;
    return text;
  };
  for (let i = 0; i < size; i++) {
    const word = norms[i]!;
    const amount = NO.test(word) && NO_BUT.test(ahead(i, 3));
    // "did not help the pain": the helping is denied, not the pain.
    if (amount && !/^(?:only|just|sure|certain|doubt|necessarily|to)$/.test(norms[i + 1] ?? '')) {
      negated[i + 1] = true;
      if (/^(?:really|yet)$/.test(norms[i + 1] ?? '') && i + 2 < size) negated[i + 2] = true;
    }
    if (!amount && NO.test(word) && opensNo(norms, i)) {
      let last = i + (word === 'not' ? 7 : word === 'nothing' ? 4 : 16);
      for (let k = i + 1; k < size && k <= last; k++) {
        const next = norms[k]!;
        if (/^(?:or|nor)$/.test(next)) last = Math.max(last, k + 5);
        const isOver = /^den/.test(word) ? DENIAL_OVER : OVER;
        if (
          isOver.test(next) &&
          !(next === 'other' && norms[k + 1] !== 'than') &&
          !(k === i + 1 && /^(?:still|only|some|so|currently|started|starts)$/.test(next))
        )
          break;
        // "no numbness, a little tingling", "no fever and a cough"
        if (
          /^(?:,|and)$/.test(next) &&
          /^(?:a|an|some|the|mild|slight|occasional|my|his|her|has|have|had|positive|minimal|trace|with|is|was|does|did|i|\d+)$/.test(
            norms[k + 1] ?? '',
          )
        )
          break;
        // "You can't keep fluids down, go to the ER": what to do is no part of what is not.
        if (
          next === ',' &&
          norms[k + 1] === 'and' &&
          /(?:ed|cried|fell|got|went|felt)$/.test(norms[k + 2] ?? '') &&
          word === 'not'
        )
          break;
        if (next === ',' && /^(?:go|call|come|return|head|seek|let|please|you)$/.test(norms[k + 1] ?? '')) break;
        // "No surgeries, you know, I've had back pain": the no of a noun ends where somebody begins to tell.
        if (
          word === 'no' &&
          k > i + 1 &&
          /^(?:i|we|he|she)$/.test(next) &&
          /^(?:have|had|has|am|is|was|get|gets|got|do|did)$/.test(norms[k + 1] ?? '')
        )
          break;
        negated[k] = true;
        // "not sleeping well with this pain"
        if (word === 'not' && k > i + 1 && k <= i + 3 && /^(?:well|much|enough|great|properly)$/.test(next)) break;
        if (next === ',') last = Math.max(last, k + 4);
      }
    }
    // "probably for a few months": the time is a guess, not the finding.
    const isOfAmount =
      /^(?:probably|maybe|possibly|perhaps|likely)$/.test(word) &&
      (/^(?:for|about|around|since|like|every|over|once|twice|\d+)$/.test(norms[i + 1] ?? '') ||
        norms.slice(i + 1, i + 5).some((next) => /^(?:days?|weeks?|months?|years?|hours?|minutes?|times)$/.test(next)));
    if (
      POSSIBLE.test(word) &&
      !isOfAmount &&
      !negated[i] &&
      !(word === 'may' && /^(?:take|use|return|have|try|stop|continue|resume|go|be|\d+)$/.test(norms[i + 1] ?? '')) &&
      !(word === 'might' && norms[i + 1] === 'as') &&
      !(word === 'could' && norms[i + 1] === 'not')
    )
      for (let k = i + 1; k < size && k <= i + 9 && !/^(?:reports|denies|because|so)$/.test(norms[k]!); k++)
        possible[k] = true;
    // "if I remember correctly", "if anything": no condition of what is said.
    if (
      word === 'if' &&
      /^if (?:(?:i|he|she|they) (?:remembers?|recalls?|am not)|anything|possible|you will|that makes)\b/.test(
        ahead(i, 4),
      )
    )
      continue;
    if (IF_FIRST.has(word) && (IF.test(word) || IF.test(ahead(i, 2)) || IF.test(ahead(i, 3))))
      for (let k = i; k < size; k++) conditional[k] = true;
    if (BEFORE_GONE.test(word) || BEFORE_GONE.test(ahead(i, 2)))
      for (let k = i + 1; k < size && k <= i + 4 && norms[k] !== ','; k++) gone[k] = true;
    const after = ahead(i + 1, 7);
    if (AFTER_NO.test(after)) negated[i] = true;
    if (AFTER_GONE.test(after)) gone[i] = true;
    if (/^(?:is |are )?(?:possible|likely|unlikely|suspected|in the differential|to be ruled out)\b/.test(after))
      possible[i] = true;
  }
  const sent = norms.some((word) => SENDS.has(word)) ? SENT_FOR.exec(norms.join(' ')) : undefined;
  if (sent)
    for (
      let k = norms
        .join(' ')
        .slice(0, sent.index + sent[0].length)
        .split(' ').length;
      k < size;
      k++
    )
      conditional[k] = true;
  // "If you get a fever, call": the clause before holds the if; its condition ends at the mark.
  const carried = before.at(-1)?.conditional === true && !/^[.?!;]$/.test(words[from - 1]?.norm ?? '.');
  const carriedIf =
    before.at(-1)?.iffy === true &&
    /^[,]$|^(?:then|so|and)$/.test(words[from - 1]?.norm ?? '.') &&
    !/^[.?!;]$/.test(words[from - 1]?.norm ?? '.');
  const persons = personsOf(norms, carriedPerson(before, words, from));
  return norms.map((_, i) => ({
    negated: negated[i]!,
    gone: gone[i]!,
    possible: possible[i]!,
    conditional: conditional[i]! || carried,
    iffy: iffy[i]! || carriedIf,
    past: isPast,
    person: persons[i]!,
  }));
}

const SENDS = new Set(['go', 'return', 'proceed', 'head', 'report', 'come', 'call']);
/** "Go to the emergency department for fever": what would send one there. */
const SENT_FOR =
  /\b(?:go|return|proceed|head|report|come|call)(?: back)?(?: to)? (?:the |our )?(?:ed|er|emergency (?:department|room)|hospital|clinic|office|urgent care|911) (?:for|with)\b/;

/** An if of politeness, of finding out, or that ends in a wish: no condition of what is done. */
const NO_REAL_IF =
  /\b(?:(?:see|know|knows|sure|ask|asked|wonder\w*|check|decide|tell|find out|figure out|as|even|what|remember|look|looking|determine|question|assess|evaluate|detect|confirm|out) if|if (?:you (?:will|want|like|would like|do not mind|could|have any|are (?:okay|ok|up for|willing|interested|able))|that (?:is|sounds|works|makes)|(?:it|that) is (?:okay|ok|all right|alright|possible)|(?:i|you) (?:remember|recall)\w*|i am not|i can|we can|possible|anything|at all|not|so|okay|i may))\b/;

/** Words in the reach of a real if: from it to the end of the clause, and before it where no "and" parts them. */
/** "I was going to send you to surgery", "I'd normally use Keflex": what would have been. */
const WOULD_HAVE =
  /\b(?:(?:i|we) (?:was|were) (?:going|planning|about|hoping|thinking|leaning|tempted)\b|(?:had|have) (?:planned|thought|meant) (?:to|of)|(?:i|we) (?:would|will|could|might) (?:normally|usually|typically|ordinarily|otherwise)|would have (?:started|used|given|ordered|sent|done|tried|prescribed))/;

function realIfs(norms: readonly string[]): boolean[] {
  const out = norms.map(() => false);
  const at = norms.findIndex((word, i) => /^(?:if|unless)$/.test(word) || (word === 'in' && norms[i + 1] === 'case'));
  if (WOULD_HAVE.test(norms.join(' '))) return norms.map(() => true);
  if (at < 0 || NO_REAL_IF.test(norms.slice(Math.max(0, at - 2), at + 5).join(' '))) return out;
  const isParted = /^(?:and|but|so|or|because|,)$/.test(norms[at - 1] ?? 'and');
  for (let i = isParted ? at : 0; i < norms.length; i++) out[i] = true;
  return out;
}

function opensNo(norms: readonly string[], i: number): boolean {
  const word = norms[i]!;
  const next = norms[i + 1] ?? '';
  const before = norms[i - 1] ?? '';
  if (word === 'why' || (word === 'not' && before === 'why')) return false;
  // "no, I have a cough", "no no": an answer, not a negation of what follows.
  if ((word === 'no' || word === 'nope') && /^(?:,|no|i|it|my|he|she|they|we)$/.test(next)) return false;
  if (word === 'low')
    return (
      /^(?:suspicion|likelihood|concern|probability|risk)$/.test(next) && /^(?:for|of|that)$/.test(norms[i + 2] ?? '')
    );
  if (word === 'unlikely') return !/^(?:given|because|based|due|since|that|at|,|and|as|for|with|in|but|to)$/.test(next);
  if (word === 'doubt') return before !== 'no' && before !== 'any';
  if (word === 'nearly' || word === 'almost')
    return /^(?:died|dead|fell|fainted|passed|drowned|choked|lost|hit|crashed|blacked|threw|vomited)$/.test(next);
  if (word === 'rather' || word === 'instead') return /^(?:than|of)$/.test(next);
  if (word === 'free') return next === 'of';
  if (word === 'negative') return next === 'for';
  if (word === 'ruled') return next === 'out';
  if (/^(?:lack|absence)$/.test(word)) return next === 'of';
  if (word === 'nothing') return !/^(?:other|more|else|really|seems?|helps?|works?|i|that)$/.test(next);
  if (word === 'absent' || word === 'zero') return word === 'absent';
  return true;
}

/** A wife, a friend or a neighbour counts as the one who has it only as the subject of having it: they stand in many other parts. */
const hasIt = (norms: readonly string[], i: number): boolean => {
  // "My roommate's on Adderall"
  if (norms[i]!.endsWith("'s")) return IS_SO.test(norms[i + 1] ?? '');
  const from = norms[i + 1] === ',' && /^(?:the|that|a)$/.test(norms[i + 2] ?? '') ? i + 3 : i + 1;
  const next = norms.slice(from, from + 3);
  return (
    next[0] !== 'and' && next.some((word) => HAS.test(word)) && !next.some((word) => /^(?:to|me|him|her)$/.test(word))
  );
};
const HAS =
  /^(?:has|had|have|was|were|is|got|gets|died|suffers?|suffered|with|takes?|took|who|developed|came|tested|uses?|drinks?|smokes?|keeps?|started|snores?|coughs?|vomit\w*)$/;
const IS_SO =
  /^(?:on|got|been|had|having|taking|using|allergic|sick|pregnant|diabetic|not|also|always|getting|going|doing|coming|the|a|an|in|at|going)$/;

function carriedPerson(before: readonly Meaning[], words: readonly Word[], from: number): string {
  const last = before.at(-1)?.person ?? 'patient';
  const mark = words[from - 1]?.norm ?? '.';
  let at = from;
  // "My mom and her sister, I think they both had melanoma."
  if (words[at]?.norm === 'i' && /^(?:think|believe|guess|know|mean)$/.test(words[at + 1]?.norm ?? '')) at += 2;
  const first = words[at]?.norm ?? '';
  // "My father had a stroke, and he has diabetes."
  return last !== 'patient' &&
    (/^(?:he|she|they)$/.test(first) || /^(?:but|and|,|so|while|though|although|except)$/.test(mark)) &&
    !/^(?:i|you|we|patient)$/.test(first)
    ? last
    : 'patient';
}

function personsOf(norms: readonly string[], start: string): string[] {
  const out: string[] = [];
  let person = start;
  norms.forEach((word, i) => {
    const next = norms[i + 1] ?? '';
    const relative = relativeOf(word);
    if (
      relative !== undefined &&
      !(
        relative === 'family' &&
        /^(?:doctor|physician|medicine|practice|member|members|practitioner|planning)$/.test(next)
      )
    ) {
      const tells =
        TELLS.test(next) ||
        (/^(?:has|had|have)$/.test(next) &&
          /^(?:noted|noticed|observed|reported|mentioned|said|seen|described|told)$/.test(norms[i + 2] ?? '')) ||
        TELLS.test(`${next} ${norms[i + 2] ?? ''}`);
      const possessed =
        (/'s$/.test(word) && (relativeOf(next) !== undefined || next === 'side')) ||
        (next === 'is' && norms[i + 2] === 'side');
      if (KIN.has(relative)) person = hasIt(norms, i) && !tells ? 'other' : person;
      else if (!tells && !possessed) person = relative;
    } else if (OTHERS.has(word.replace(/'s$/, '')) && hasIt(norms, i)) person = 'other';
    else if (
      /^(?:i|me|myself|you|your|yourself|patient|my)$/.test(word) &&
      person !== 'patient' &&
      !(/^(?:i|patient)$/.test(word) && /^(?:thinks?|believes?|guess|know|mean)$/.test(next))
    ) {
      // "my" and "your" before a relative are the relative's; else a new owner.
      if (
        !(/^(?:my|your)$/.test(word) && norms.slice(i + 1, i + 4).some((other) => relativeOf(other) !== undefined)) &&
        !/^(?:of|told|for)$/.test(norms[i - 1] ?? '') &&
        !(word === 'patient' && /^(?:with|to|by|for|of|from|and)$/.test(norms[i - 2] ?? ''))
      )
        person = 'patient';
    } else if (/^[.;!?]$/.test(word)) person = 'patient';
    out.push(person);
  });
  // "Breast cancer in my mother", "diabetes on my dad's side", "heart disease (father)": the relative stands after.
  norms.forEach((word, i) => {
    const relative = relativeOf(word);
    if (relative === undefined || KIN.has(relative)) return;
    const lead = norms.slice(Math.max(0, i - 4), i).join(' ');
    if (
      !/\b(?:in|on|with|for|from|by|of)(?: (?:my|your|his|her|their|the|a|maternal|paternal|both))*$/.test(lead) &&
      !(
        i > 0 &&
        norms.slice(0, i).every((other) => !/^(?:i|he|she|has|have|had|is|was|reports|the|my)$/.test(other)) &&
        norms.length <= 8
      )
    )
      return;
    if (/\b(?:live|lives|living|from|by|here)\b/.test(norms.slice(Math.max(0, i - 5), i).join(' '))) return;
    for (let k = i - 1; k >= 0 && out[k] === 'patient' && !/^[.;,]$/.test(norms[k]!); k--) {
      if (/^(?:i|he|she|patient|has|have)$/.test(norms[k]!)) break;
      out[k] = relative;
    }
  });
  return out;
}
