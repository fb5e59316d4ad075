import { isBaseVerb, isPastVerb } from './verbs.ts';

const set = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const LINKS = set(
  'and but or so because which who whom whose that if when while as since where how what than until till after before unless although though whether nor once why whenever wherever then due to for plus whatever whichever',
);
const SUBJECTS = set('he she they it we there i you');
const DETERMINERS = set('the his her their this that these those its my your a an');
const TO_BE = set('is are was were has have had does do did will would can could should may might must');
/** After these a clause is an object: "thinks it is", "is sure they will", "feels the knee is". */
const TAKES_CLAUSE =
  /^(?:think|believe|feel|felt|say|said|know|knew|hope|report|state|state|note|notice|understand|suspect|find|found|guess|see|saw|mean|wish|assume|thought|told|tell|advise|mention|show|worry|remember|recall|ensure|sure|glad|aware|afraid|concerned|worried|likely|happy|prefer|recommend|suggest|indicate|appear|seem|like|reveal|denie|deny|describe|agree|decide|imagine|imagines|time|way|reason|day|moment|everything|anything|something|all|thing|least|most|made|make|let|help|have)(?:s|d|es|ed|ing)?$/;

/** Above this many words one clause set beside another without a link is a run-on; below, two have to be. */
const LONG = 13;

/**
 * Whether clauses stand side by side without anything that joins them ("… in there we call this hallux rigidus and treatment …"), as
 * run-on speech leaves them. A comma, a conjunction or a relative word joins; a clause may be the object of a verb of thinking, and
 * "the foot he broke" is one noun.
 */
export function runsOn(text: string): boolean {
  const { cuts, length } = clauseCuts(text);
  return cuts.length >= 2 || (cuts.length === 1 && length > LONG);
}

/** Where the clauses begin that nothing joins to the one before: character offsets, and how many words the text has. */
export function clauseCuts(text: string): { readonly cuts: readonly number[]; readonly length: number } {
  const found = [...text.toLowerCase().matchAll(/[a-z0-9][a-z0-9'/.%-]*|[,;:]/g)];
  const words = found.map((match) => match[0]);
  const cuts: number[] = [];
  let hasVerb = false;
  let sinceLink = 0;
  let conditional = /^(?:if|when|once|because|since|after|before|unless|although|while|as)$/.test(words[0] ?? '');
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (/^[,;:]$/.test(word) || LINKS.has(word)) {
      sinceLink = 0;
      continue;
    }
    // "but today it is …": a word of time after the link stands for nothing.
    if (!/^(?:today|now|then|yesterday|usually|sometimes|recently|currently|lately|maybe|also|just|still)$/.test(word))
      sinceLink++;
    // "no bruits | her lung exam …", "… murmur | on the abdominal exam …": another part of the examination.
    if (i > 1 && beginsExam(words, i)) {
      cuts.push(found[i]!.index);
      hasVerb = false;
      i += 2;
      continue;
    }
    // "order a panel | continue the metformin": an order of its own.
    if (i > 2 && beginsOrder(words, i)) {
      cuts.push(found[i]!.index);
      hasVerb = true;
      sinceLink = 2;
      continue;
    }
    const clause = hasVerb ? subjectWithVerb(words, i) : 0;
    if (clause > 0) {
      // "if it does not improve we can …": what follows a condition follows from it.
      const follows = conditional && cuts.length === 0;
      if (follows) conditional = false;
      else if (sinceLink > 1 && !TAKES_CLAUSE.test(words[i - 1] ?? '') && !isRelative(words, i, clause))
        cuts.push(found[i]!.index);
      i += clause;
      sinceLink = 2;
      continue;
    }
    const before = words[i - 1] ?? '';
    if (
      TO_BE.has(word) ||
      (i > 0 && isPastVerb(word)) ||
      (SUBJECTS.has(before) && isBaseVerb(word.replace(/e?s$/, '')))
    )
      hasVerb = true;
    if (before === 'patient' && /s$/.test(word)) hasVerb = true;
  }
  return { cuts, length: words.filter((word) => /\w/.test(word)).length };
}

const beginsOrder = (words: readonly string[], i: number): boolean =>
  /^(?:continue|start|stop|increase|decrease)$/.test(words[i]!) &&
  /^(?:the|his|her|their|taking|using)$/.test(words[i + 1] ?? '') &&
  !/^(?:to|will|should|can|may|must|would|could|not|please|then|advised|let|help|also|we|they|just)$/.test(
    words[i - 1]!,
  );

const beginsExam = (words: readonly string[], i: number): boolean => {
  const at = words[i] === 'on' ? i + 1 : i;
  if (!/^(?:his|her|their|the|physical)$/.test(words[at] ?? '') || (at === i && words[i] === 'the')) return false;
  if (/^(?:on|of|in|during|with|for|to|is|was|do|perform)$/.test(words[i - 1] ?? '')) return false;
  return [1, 2, 3].some((k) => /^exam(?:ination)?$/.test(words[at + k] ?? '')) && words.length - at > 4;
};

/** How many words after words[i] its verb stands, when words[i] begins a subject that has one. */
function subjectWithVerb(words: readonly string[], i: number): number {
  const word = words[i]!;
  if (SUBJECTS.has(word)) {
    let k = 1;
    while (k < 3 && /^(?:also|just|still|really|probably|likely|usually|always|never|now)$/.test(words[i + k] ?? ''))
      k++;
    const verb = words[i + k] ?? '';
    // "her" and "it" after a verb are objects; only a verb right behind makes a subject of them.
    return TO_BE.has(verb) ||
      isPastVerb(verb) ||
      (word !== 'there' &&
        (isBaseVerb(verb) || isBaseVerb(verb.replace(/e?s$/, ''))) &&
        verb !== 'left' &&
        word !== 'it')
      ? k
      : 0;
  }
  if (!DETERMINERS.has(word) || (word === 'that' && TO_BE.has(words[i + 1] ?? ''))) {
    if (word !== 'that') return 0;
  }
  if (word === 'a' || word === 'an') return 0;
  for (let k = 1; k <= 6; k++) {
    const next = words[i + k];
    if (next === undefined || /^[,;:]$/.test(next)) return 0;
    if (TO_BE.has(next))
      return k > 1 || word === 'this' || word === 'that' || word === 'these' || word === 'those' ? k : 0;
    if (LINKS.has(next) || SUBJECTS.has(next) || /^(?:of|in|on|at|with|from|by|into|not|be|been)$/.test(next)) return 0;
  }
  return 0;
}

const NOUNISH = /^(?:the|a|an|his|her|their|any|some|every|this|that|no|each|first|last|next|only|most|one|all)$/;

/** "the one they are supposed to use", "the medications he takes": a noun with a clause of its own. */
function isRelative(words: readonly string[], i: number, clause: number): boolean {
  if (!SUBJECTS.has(words[i]!) && !(words[i] === 'the' && words[i + 1] === 'patient')) return false;
  if (words[i] === 'it' || words[i] === 'there' || words[i] === 'we') return false;
  const opened = words.slice(Math.max(0, i - 4), i).some((word) => NOUNISH.test(word));
  const verb = words[i + clause]!;
  return (
    opened &&
    (!/^(?:is|are|was|were)$/.test(verb) ||
      /^(?:taking|on|having|using|in|supposed|going|doing|at)$/.test(words[i + clause + 1] ?? ''))
  );
}
