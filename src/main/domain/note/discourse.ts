import { isBaseVerb } from './verbs.ts';

/** Phrases that keep a conversation going and say nothing of the patient. Hedges that change the meaning ("maybe", "probably", "I think") are not among them. */
const phrases = (list: string): string[][] =>
  list
    .trim()
    .split(/\s*;\s*|\n/)
    .map((phrase) => phrase.trim().split(' '))
    .sort((a, b) => b.length - a.length);

const LEADING = phrases(
  `do not worry;hey dragon;dragon;okay;ok;alright;all right;so;and;but;well;now;yeah;yes;yep;right;no;nope;oh;then;i mean;you know;actually;honestly;basically;i guess;i would say;like;because;cause;great;good;perfect;sure;again;also;anyway;obviously;unfortunately;really;just;or;um;let us see;see;absolutely;definitely;exactly;correct;mm-hmm;mhm;i see;of course;you see;to be honest;hey;hmm;got it;gotcha;let me see;uh-huh;fine;as i said;like i said;look;listen;for sure;not really;doctor;doc;sir;ma'am;that is right;that is good;yup;yea;nah;which is;it is just that;i was like;thankfully;luckily;i suppose;hi;hello;thank you;thanks;please;not at all;the thing is;i must say;you are right;awesome;wonderful;excellent;i understand that;i understand;i know that;i know;i do know;i do know that;i see that;i see here that;i see here;it looks like;it seems like;it says here that;it says here;it says that;it sounds like;sounds like;looks like;it appears;it appears that;sorry to hear that;i am sorry to hear that;i am sorry;sorry;that is great;i am glad to hear that;i have that;i heard;glad to hear that;that sounds good;sounds good;that is fine;i hear you;let us talk about;i have noticed that it;as you know;like you said;as we discussed;you mentioned that;you mentioned;you said that;you said;i heard that;i read that;excuse me;i was told that;i was told;so far;i remember;thing is;the other thing is;the other thing;and stuff;mm;another thing is;i want to say;i would have to say;i will say;as far as i know;i do not know;one thing is;first of all;interesting;understood;that is awesome;that is wonderful;that is excellent;happy to hear that;that makes sense;makes sense;i noticed that on the chart;oh my gosh;my goodness;gosh;wow;man;not so much;and then;and so;kind of;you told me that;you told me;you told the nurse that`,
);
const INSIDE = phrases(
  `like;you know what i mean;you know;i mean;i guess;i would say;kind of;sort of;or anything like that;or something like that;anything like that;and stuff like that;and things like that;stuff like that;things like that;or anything;or something;or so;and stuff;and everything;and all that;basically;actually;literally;honestly;just;obviously;really;if that makes sense;to be honest;go ahead and;definitely;if you will;whatever;at this point in time;of course;uh-huh;i am sorry;like i said;i would imagine;i believe it was;excuse me`,
);
const TRAILING = phrases(
  `okay;alright;right;you know;so;and;but;or;too;though;yeah;um;because;like;sir;ma'am;doctor;doc;if that is okay;all right;to;the;a;then;anyway;that;well;i;if;correct;is that right;good;ok;please;of;with;in;also;sorry;yes;no;for;as well;from;is;on;at;by;my;your;we;you;it is;there is;and i;so i;but i;so we;and we;when;where;than;an;i am;i was;we will;i will;that is;it was;do;let us;does that sound good;are you okay with that;sound good;is that correct;is not it;thanks;thank you;now;and it;so it;so that;and that;which is;which;what;how;into;about;these are;they are;this is;and so;the one;one;here;uh-huh;mm-hmm;really;just`,
);

/** Phrases by the word that decides first whether one can stand here: a text is asked about hundreds of them at each of its words. */
const by = (word: 0 | -1, list: readonly string[][]): ReadonlyMap<string, readonly string[][]> =>
  Map.groupBy(list, (phrase) => phrase.at(word)!);
const LEADING_BY_FIRST = by(0, LEADING);
const INSIDE_BY_FIRST = by(0, INSIDE);
const TRAILING_BY_LAST = by(-1, TRAILING);

const AFTER_COPULA =
  /^(is|are|am|be|doing|do|feel|feels|feeling|was|did|been|looks|look|not|it|me|were|very|pretty|so)$/;

const matchesAt = (words: readonly string[], i: number, phrase: readonly string[]): boolean =>
  phrase.every((word, k) => words[i + k] === word);

function leadingMayGo(words: readonly string[], phrase: readonly string[]): boolean {
  const text = phrase.join(' ');
  const next = words[phrase.length];
  if (next === undefined) return true;
  // "no fever", "right knee", "good strength", "see a specialist", "look at", "fine touch": words of the finding itself.
  if (text === 'no')
    return [
      ',',
      'i',
      'no',
      'not',
      'it',
      'just',
      'you',
      'he',
      'she',
      'they',
      'we',
      'because',
      'but',
      'my',
      'the',
      'so',
      'never',
    ].includes(next);
  if (text === 'right' || text === 'good' || text === 'fine' || text === 'great' || text === 'correct')
    return [',', 'so', 'and', 'i', 'okay', 'well', 'now', 'alright', 'but', 'you', 'it', 'then'].includes(next);
  if (text === 'see' || text === 'look' || text === 'listen' || text === 'well' || text === 'sure' || text === 'please')
    return (
      next === ',' ||
      (text !== 'see' && text !== 'look' && text !== 'listen') ||
      ['i', 'so', 'it', 'and'].includes(next)
    );
  if (text === 'that is right' || text === 'that is good' || text === 'that is fine' || text === 'that is great')
    return next === ',' || ['i', 'so', 'and', 'you', 'it', 'well', 'okay', 'we'].includes(next);
  if (
    text === 'i know' ||
    text === 'i see' ||
    text === 'i remember' ||
    text === 'i understand' ||
    text === 'you said' ||
    text === 'you mentioned' ||
    text === 'you told me'
  )
    return next !== 'a' && next !== 'the' && next !== 'about' && next !== 'some' && next !== 'your'
      ? true
      : next === 'your' || next === 'the';
  if (text === 'i do not know') return next === ',' || next === 'it' || next === 'maybe' || next === 'i';
  if (text === 'not at all' || text === 'not really' || text === 'not so much') return true;
  if (text === 'which is') return next !== 'why' && next !== 'when';
  if (text === 'all right') return next !== 'side';
  return true;
}

function trailingMayGo(words: readonly string[], phrase: readonly string[]): boolean {
  const text = phrase.join(' ');
  const before = words[words.length - phrase.length - 1] ?? '';
  if (text === 'right') return !/^(the|my|your|on|his|her|to|is|was|that|far|upper|lower|not|all|quite)$/.test(before);
  if (
    text === 'good' ||
    text === 'well' ||
    text === 'no' ||
    text === 'yes' ||
    text === 'one' ||
    text === 'here' ||
    text === 'really' ||
    text === 'you' ||
    text === 'it is'
  )
    return before === ',';
  if (
    text === 'okay' ||
    text === 'alright' ||
    text === 'ok' ||
    text === 'all right' ||
    text === 'too' ||
    text === 'so' ||
    text === 'that'
  )
    return !AFTER_COPULA.test(before) || text === 'so' || (text === 'that' && /^(is|are|was|am|were|be)$/.test(before));
  if (text === 'like') return before === ',';
  if (text === 'then' || text === 'and then' || text === 'and')
    return !/^(now|and)$/.test(before) || words.at(-2) !== 'and';
  if (text === 'in') return !/^(comes|came|come|kicks|set|sets|go|went|swollen|brought|give|gave)$/.test(before);
  if (text === 'on')
    return !/^(going|go|went|goes|later|early|put|moving|hold|coming|further|try|continue)$/.test(before);
  if (text === 'it is' || text === 'now' || text === 'do' || text === 'about' || text === 'is' || text === 'was')
    return text !== 'now' || before === ',' || before === 'okay';
  if (text === 'correct' || text === 'sorry') return before === ',' || before === 'okay';
  if (text === 'what' || text === 'how' || text === 'when' || text === 'where' || text === 'which') return true;
  return true;
}

function insideMayGo(words: readonly string[], i: number, phrase: readonly string[]): boolean {
  const before = words[i - 1] ?? '';
  const after = words[i + phrase.length] ?? '';
  const text = phrase.join(' ');
  // "any like accidents", "had like a pop"; "feels like" and "is like" compare.
  if (text === 'like')
    return (
      (/^(?:is|was|it|in|just|really)$/.test(before) &&
        /^(?:towards?|around|behind|under|above|below|literally|really|super|every)$/.test(after)) ||
      (/^(?:any|some|experiencing|has|have|had|having|feeling|take|took|maybe|probably|only|about|every)$/.test(
        before,
      ) &&
        after !== '')
    );
  if (text === 'kind of' || text === 'sort of')
    return ![
      'what',
      'a',
      'any',
      'some',
      'this',
      'that',
      'same',
      'the',
      'these',
      'no',
      'another',
      'those',
      'different',
    ].includes(before);
  if (text === 'you know')
    return (
      !['do', 'did', 'let', 'as', 'if', 'would'].includes(before) &&
      !['if', 'what', 'how', 'when', 'the', 'about', 'why'].includes(after)
    );
  if (text === 'i mean' || text === 'i guess') return after !== '';
  if (text === 'or so') return !/^\d|^(few|couple|day|week|month|year|days|weeks|months|years)$/.test(before);
  return true;
}

/** "Roger, I heard …": a name in front of a clause. */
function isVocative(words: readonly string[]): boolean {
  return (
    words[1] === ',' &&
    /^(i|you|we|it|he|she|they|there|so|what|how|let|the|your|my|that|this)$/.test(words[2] ?? '') &&
    /^[a-z]{3,}$/.test(words[0]!) &&
    !/^(today|yesterday|first|second|third|then|otherwise|currently|recently|usually|sometimes|initially|previously|overall|finally|lastly|next|however|eventually|maybe|probably|hopefully|possibly|occasionally|lately)$/.test(
      words[0]!,
    ) &&
    !words[0]!.endsWith('ly')
  );
}

/** Takes off what only keeps the conversation going, in front, at the end and inside. */
export function stripDiscourse(input: readonly string[]): string[] {
  let words = [...input];
  for (let changed = true; changed && words.length > 0;) {
    changed = false;
    while (words[0] === ',' || words[0] === ':') {
      words = words.slice(1);
      changed = true;
    }
    if (isVocative(words)) {
      words = words.slice(2);
      changed = true;
    }
    const front = LEADING_BY_FIRST.get(words[0] ?? '')?.find(
      (phrase) => words.length >= phrase.length && matchesAt(words, 0, phrase) && leadingMayGo(words, phrase),
    );
    if (front) {
      words = words.slice(front.length);
      if (words[0] === 'that' && /^(you|i|it|he|she|they|there|your|my|the|we)$/.test(words[1] ?? ''))
        words = words.slice(1);
      changed = true;
    }
    while (words.at(-1) === ',' || words.at(-1) === ':') {
      words = words.slice(0, -1);
      changed = true;
    }
    const end = TRAILING_BY_LAST.get(words.at(-1) ?? '')?.find(
      (phrase) =>
        words.length > phrase.length &&
        matchesAt(words, words.length - phrase.length, phrase) &&
        trailingMayGo(words, phrase),
    );
    if (end) {
      words = words.slice(0, -end.length);
      changed = true;
    }
  }
  const out: string[] = [];
  for (let i = 0; i < words.length;) {
    const phrase = INSIDE_BY_FIRST.get(words[i]!)?.find(
      (candidate) => matchesAt(words, i, candidate) && insideMayGo(words, i, candidate),
    );
    if (phrase) {
      i += phrase.length;
      if (words[i] === ',' && (out.length === 0 || out.at(-1) === ',')) i++;
    } else out.push(words[i++]!);
  }
  return mendCommas(out).filter(
    (word, i, all) => !(word === 'do' && (all[i - 1] === 'i' || all[i - 1] === 'we') && isBaseVerb(all[i + 1] ?? '')),
  );
}

const OPEN_ENDED = new Set(
  'is are was were am be been have has had do does did will would can could should may might the a an my your his her their some of in on at to for from by about into and or but that than like very more so i you we he she they it with as because if when not no any still also having getting taking doing been'.split(
    ' ',
  ),
);

/** Pauses written as commas ("was having , some problems") and restarts ("he is , he progressed") go. */
function mendCommas(words: readonly string[]): string[] {
  let out: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word !== ',') {
      out.push(word);
      continue;
    }
    const next = words[i + 1];
    const before = out.at(-1);
    if (before === undefined || next === undefined || next === ',') continue;
    // "he is , he progressed": what was begun and left.
    const begun = out.slice(-3);
    const at = begun.lastIndexOf(next);
    if (
      at >= 0 &&
      /^(i|you|he|she|we|they|it|there|my|your)$/.test(next) &&
      begun.length - at >= 1 &&
      begun.slice(at + 1).every((part) => OPEN_ENDED.has(part))
    ) {
      out = out.slice(0, out.length - (begun.length - at));
      continue;
    }
    if (
      OPEN_ENDED.has(before) &&
      !(before === 'it' || before === 'that' || before === 'so' || before === 'you' || before === 'not')
    )
      continue;
    out.push(word);
  }
  return out;
}
