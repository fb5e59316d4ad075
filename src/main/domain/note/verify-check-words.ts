import { isBarred } from './verify-allergies.ts';
import { claimOf, type Check, type Claim } from './verify-claims.ts';
import { checkRelatives } from './verify-check-relatives.ts';
import { CLINICAL_SHAPE, FRAME, FRAME_STEMS, layLists } from './verify-lay-words.ts';
import { isNumberWord, unitOf } from './verify-numbers.ts';
import { stem } from './verify-read.ts';
import type { Reading } from './verify-reading.ts';
import { standOf } from './verify-stand.ts';
import { relativeOf } from './verify-scope.ts';

export function checkWords(check: Check): Claim[] {
  return [...checkRelatives(check), ...checkDenials(check), ...checkNegations(check), ...checkNames(check)];
}

/** "Denies that …" holds a statement: the words of it were said with a no, or answered by one. */
const DENIES_THAT = /\b(?:denies|denied) that\b/;

/** Who denies has said no in some way: to a question, or in their own words. */
function checkDenials(check: Check): Claim[] {
  const { sentence, evidence } = check;
  if (
    DENIES_THAT.test(sentence.line.text) &&
    !evidence.some((quote) => PLAIN_NO.test(quote.line.text) || quote.reply === 'no')
  )
    return sentence.words.flatMap(({ norm }, i) =>
      /^(?:denies|denied)$/.test(norm) ? [claimOf(check, 'negation', i, i + 1, 'contradicted')] : [],
    );
  // "Denies that it does not hurt": nobody writes so; it turns a no into its opposite.
  if (
    DENIES_THAT_NOT.test(sentence.line.text) &&
    !evidence.some((quote) => /\bden(?:y|ies|ied)\b/.test(quote.line.text))
  )
    return sentence.words.flatMap(({ norm }, i) =>
      /^(?:denies|denied)$/.test(norm) ? [claimOf(check, 'negation', i, i + 1, 'contradicted')] : [],
    );
  const taken = checkExceptions(check);
  if (taken.length > 0) return taken;
  if (evidence.some((quote) => SOME_NO.test(quote.line.text) || quote.reply === 'no' || quote.reply === 'exception'))
    return [];
  return sentence.words.flatMap(({ norm }, i) =>
    /^(?:denies|denied|denying)$/.test(norm) ? [claimOf(check, 'negation', i, i + 1, 'contradicted')] : [],
  );
}

/** "Are you taking anything over the counter?" "Just an aspirin.": who says what it is does not deny it. */
function checkExceptions(check: Check): Claim[] {
  const { sentence, evidence } = check;
  if (EXCEPTED.test(sentence.line.text)) return [];
  const at = sentence.words.findIndex(({ norm }) => /^(?:denies|denied)$/.test(norm));
  if (at < 0) return [];
  const denied = sentence.words
    .slice(at + 1)
    .filter(({ norm, kind }) => kind === 'word' && !FRAME_STEMS.has(stem(norm)));
  const isTaken = evidence.some((quote, q) => {
    const answer = evidence[q + 1];
    if (!quote.asks || answer?.reply !== 'exception' || !/^(?:just|only)\b/.test(answer.line.text)) return false;
    // A list asked for, or another matter named in the answer, is read word by word.
    if (quote.mentions.filter(({ concept }) => concept.kind !== 'anatomy').length > 1) return false;
    if (answer.mentions.every(({ concept }) => concept.kind !== 'drug')) return false;
    return (
      denied.length > 0 &&
      denied.every(({ norm }) =>
        norm.split('-').every((part) => FRAME_STEMS.has(stem(part)) || quote.stems.has(stem(part))),
      )
    );
  });
  return isTaken ? [claimOf(check, 'negation', at, at + 1, 'contradicted')] : [];
}
const EXCEPTED = /\b(?:other|except|besides|apart|aside|only|but)\b/;

const DENIES_THAT_NOT = /\b(?:denies|denied) that\b.*\b(?:no|not|never|cannot|nothing)\b/;
const PLAIN_NO =
  /\b(?:no|not|never|none|nothing|nobody|nope|nah|neither|nor|without|den(?:y|ies|ied)|hardly|mm-mm|uh-uh)\b/;
const SOME_NO =
  /\b(?:no|not|never|none|nothing|nobody|nope|nah|neither|nor|without|den(?:y|ies|ied)|negative|normal|clear|good|fine|okay|great|unremarkable|resolved|gone|free|hardly|mm-mm|uh-uh)\b/;

/** Verbs whose no changes everything and that no dictionary of findings holds: smokes, drinks, takes, works. */
function checkNegations(check: Check): Claim[] {
  const { sentence, evidence } = check;
  const claims: Claim[] = [];
  const inMention = new Set(
    sentence.mentions
      .filter(({ concept }) => concept.kind === 'symptom' || concept.kind === 'condition')
      .flatMap(({ start, end }) => Array.from({ length: end - start }, (_, k) => start + k)),
  );
  sentence.words.forEach((word, i) => {
    if (word.kind !== 'word' || inMention.has(i) || word.norm.length < 2) return;
    const key = stem(word.norm);
    const isFrame = FRAME_STEMS.has(key) && !WEIGHTY.test(word.norm);
    if (isFrame && !VERB.test(word.norm)) return;
    const isNot = sentence.meanings[i]!.negated;
    const { person } = sentence.meanings[i]!;
    const places = evidence.flatMap((quote, q) =>
      placesOf(quote, key)
        .filter((at) => person === 'patient' || quote.meanings[at]!.person === person)
        .map((at) => ({ q, at })),
    );
    if (places.length === 0) return;
    const stands = places.map(({ q, at }) => ({ ...standOf(evidence, q, at), q, at }));
    if (isNot) {
      const isNear = nearNo(sentence, i, isFrame ? 2 : 4);
      if (
        isNear &&
        !stands.some((stand) => stand.no || stand.gone) &&
        places.every(({ q, at }) => !SAID_NO.test(around(evidence[q]!, at, 9).replace(/^no ,/, '')))
      )
        claims.push(claimOf(check, 'negation', i, i + 1, 'contradicted'));
      if (isNear && /\bnever\b/.test(sentence.line.text) && stands.every((stand) => stand.gone && !stand.no))
        claims.push(claimOf(check, 'negation', i, i + 1, 'contradicted'));
    } else if (
      stands.every((stand) => stand.gone && !stand.noLater) &&
      evidence.some(({ reply }) => reply === 'past')
    ) {
      // "Does it wake you?" "It used to.": no more.
      if (!WAS.test(sentence.line.text)) claims.push(claimOf(check, 'negation', i, i + 1, 'contradicted'));
    } else if (
      stands.every((stand) => stand.no && !stand.yes) &&
      stands.every(
        ({ q, at }) =>
          nearNo(evidence[q]!, at, isFrame ? 2 : 4) || (evidence[q]!.asks && !isFrame && !UN.test(sentence.line.text)),
      )
    ) {
      // Its no may stand in another word ("unable to lift", "avoids salt").
      if (places.some(({ q }) => isBarred(sentence, evidence[q]!, evidence))) return;
      if (!UN.test(around(sentence, i, 7, true))) claims.push(claimOf(check, 'negation', i, i + 1, 'contradicted'));
    }
  });
  return claims;
}

const WAS =
  /\b(?:was|were|used to|had|did|previous\w*|formerly|initially|no longer|resolved|gone|ago|not|no|woke|past|quit|stopp?ed|former|ceased|discontinued|off)\b/;

/** "Allergies" of "are you allergic to anything?" */
const placesOf = ({ stems }: Reading, key: string): readonly number[] =>
  stems.get(key) ?? (key === 'allergy' ? stems.get('allergic') : undefined) ?? [];

/** Frame words whose own no counts, where it stands right before them. */
const VERB =
  /^(?:go(?:es|ing)?|want(?:s|ed)?|seems?|appears?|works?|see|came|comes?|get(?:s|ting)?|make(?:s)?|keeps?|start(?:s|ed)?|done|been|noticed|problems?|issues?|have|has|had|recommend(?:ed)?|discussed|follow|mentioned|radiates?|improv\w+|continue[sd]?)$/;
/** The words about one, as a line; `isInside`: of its own sentence alone. */
function around({ words }: Reading, at: number, far: number, isInside = false): string {
  let low = Math.max(0, at - far);
  let high = Math.min(words.length, at + far + 1);
  if (isInside) {
    for (let k = at - 1; k >= low; k--) if (/^[.;?!]$/.test(words[k]!.norm)) low = k + 1;
    for (let k = high - 1; k > at; k--) if (/^[.;?!]$/.test(words[k]!.norm)) high = k;
  }
  return words
    .slice(low, high)
    .map((word) => word.norm)
    .join(' ');
}
const WEIGHTY =
  /^(?:allerg(?:y|ies|ic)|tak(?:e|es|ing|en)|us(?:e|es|ing|ed)|help(?:s|ed|ing)?|problems?|need(?:s|ed)?|feel(?:s|ing)?|felt|going|able)$/;
const UN =
  /\b(?:unable|poor\w*|bad\w*|avoid\w*|refus\w*|declin\w*|stop\w*|quit|without|denies|denied|no|not|never|none|caution\w*|warn\w*|fail\w*|limited|difficult\w*|trouble|un(?:able|likely|remarkable|changed|necessary|certain|controlled|clear)|former\w*|discontinu\w*|rather|instead|hold|only|rarely|seldom|absen\w*|negative|out of|ran out|forget\w*|miss\w*)\b/;

const SAID_NO =
  /\b(?:no|not|never|none|nothing|nobody|without|quit|stop\w*|avoid\w*|neither|nor|unable|hardly|barely|denies|declin\w*|refus\w*|lack\w*|ran out|forg[eo]t\w*|miss\w*|rather)\b/;

const LIGHT =
  /^(?:any|a|an|the|of|to|going|have|has|had|having|been|see|seeing|hear|hearing|feel|feeling|notice|noticed|appreciate|find|really|ever|more|much|make|get|getting|do|take|taking|other|kind|sort|like)$/;
const LIGHT_REACH = 9;

/** The no stands close before: what is far off in its scope is often another thing. */
function nearNo(reading: Reading, at: number, far: number): boolean {
  // "Do not hear any hearing any carotid bruit": words between that carry nothing do not count.
  let light = at;
  while (light > 0 && at - light < LIGHT_REACH && LIGHT.test(reading.words[light - 1]!.norm)) light--;
  for (let k = at - 1; k >= 0 && k >= Math.min(at - far, light - 1); k--) {
    if (/^[.;,]$/.test(reading.words[k]!.norm)) return false;
    if (
      /^(?:no|not|never|without|denies|denied|neither|nor|none|declines|declined|refuses|refused)$/.test(
        reading.words[k]!.norm,
      )
    )
      return true;
  }
  return false;
}

/** Names and clinical words that were never said; and sentences most of whose words were not. */
function checkNames(check: Check): Claim[] {
  const { sentence, evidence } = check;
  const inMention = new Set(
    sentence.mentions.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, k) => start + k)),
  );
  const timed = new Set(
    sentence.frequencies.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, k) => from + k)),
  );
  const claims: Claim[] = [];
  const unheard: number[] = [];
  let heard = 0;
  sentence.words.forEach((word, i) => {
    if (word.kind !== 'word' || isNumberWord(word.norm) || unitOf(word.norm) !== undefined || timed.has(i)) return;
    const key = stem(word.norm);
    if (FRAME_STEMS.has(key) || FRAME.has(word.norm)) return;
    if (inMention.has(i)) {
      heard++;
      return;
    }
    if (relativeOf(word.norm) !== undefined) return;
    if (sentence.words[i + 1]?.norm === ':') return;
    if (isHeard(evidence, word.norm, key)) {
      // "Malodorous" of "any odor?" "Not really.": heard, and answered with a no.
      if (KIND_WORD.test(word.norm) && !OWN_NO.test(word.norm) && isDenied(check, i, key))
        claims.push(claimOf(check, 'negation', i, i + 1, 'contradicted'));
      heard++;
      return;
    }
    const { norm } = word;
    const opens = i === 0 || /^[.:;?!]$/.test(sentence.words[i - 1]!.norm);
    const isName =
      !opens && /^[A-Z]/.test(word.text) && !/^[A-Z]$/.test(word.text) && sentence.words[i - 1]?.norm !== 'dr';
    if (
      CLINICAL_SHAPE.test(word.norm) ||
      (isName &&
        !/^(?:I|HEENT|CV|GI|GU|ROS|HPI|PMH|PSH|FH|SH|English|Spanish|BID|TID|QID|PRN|ER|ED|AM|PM|Pt|R|L|Dx|Tx|Hx|Rx|Sx|PO|IM|IV)$/.test(
          word.text,
        ))
    )
      claims.push(
        claimOf(
          check,
          /(?:itis|osis|emia|pathy|algia|oma|ectomy|otomy|plasty|scopy|uria|edema|penia)$/.test(word.norm)
            ? 'finding'
            : 'words',
          i,
          i + 1,
          'not-heard',
        ),
      );
    else if (GIVEN.test(sentence.words[i - 1]?.norm ?? '') && !/(?:ing|ed|ly)$|-/.test(word.norm))
      claims.push(claimOf(check, 'drug', i, i + 1, 'not-heard'));
    else if (KIND_WORD.test(norm)) claims.push(claimOf(check, 'words', i, i + 1, 'not-heard'));
    unheard.push(i);
  });
  if (claims.length === 0 && unheard.length >= 3 && unheard.length > heard * 1.5)
    claims.push(...unheard.map((i) => claimOf(check, 'words', i, i + 1, 'not-heard')));
  return claims;
}

/** Colours, consistencies and qualities: one word of these that nobody said changes what is treated. */
const KIND_WORD =
  /^(?:green|yellow\w*|brown|bloody|purulent|clear|white|black|tarry|cardiology|pulmonology|gastroenterology|neurology|dermatology|orthopedics|endocrinology|nephrology|urology|rheumatology|psychiatry|ophthalmology|podiatry|oncology|hematology|otolaryngology|gynecology|hypertensive|hypotensive|tachycardic|bradycardic|hypoxic|rupture[sd]?|dislocat\w+|perforat\w+|metasta\w+|breech|vertex|watery|dry|productive|burning|throbbing|cramping|crampy|squeezing|itchy|pruritic|painless|recurrent|malignant|benign|cancerous|bacterial|viral|fungal|unintentional|unintended|intentional|paralyzed|numb|pulsatile|stabbing|malodorous|foul-smelling)$/;

/** Their no is read in a check of its own (`verify-check-opposites.ts`). */
const OWN_NO = /^(?:painless|non.*|afebrile|unintentional|unintended)$/;

function isDenied({ sentence, evidence }: Check, i: number, key: string): boolean {
  if (sentence.meanings[i]!.negated) return false;
  const alike = [key, ...(layLists(key)[0] ?? [])];
  const stands = evidence.flatMap((quote, q) =>
    alike.flatMap((word) => (quote.stems.get(word) ?? []).map((at) => standOf(evidence, q, at))),
  );
  return (
    stands.length > 0 &&
    stands.every(({ no, yes, q, at }) => no && !yes && (evidence[q]!.asks || nearNo(evidence[q]!, at, 4)))
  );
}

/** What is taken or started is a drug, or as good as one. */
const GIVEN = /^(?:start|started|prescribed?|takes?|taking|continue|stop|discontinue|increase|decrease|add|hold)$/;

function isHeard(evidence: readonly Reading[], norm: string, key: string): boolean {
  if (evidence.some((quote) => quote.stems.has(key))) return true;
  // "CoQ 10" of "coq10"
  if (
    evidence.some((quote) =>
      quote.words.some((word) => word.norm.startsWith(norm) && /^-?\d+$/.test(word.norm.slice(norm.length))),
    )
  )
    return true;
  if (
    norm.includes('-') &&
    norm
      .split('-')
      .every((part) => FRAME_STEMS.has(stem(part)) || evidence.some((quote) => quote.stems.has(stem(part))))
  )
    return true;
  if (layLists(key).some((list) => list.some((other) => evidence.some((quote) => quote.stems.has(other))))) return true;
  // "Jitteriness" of "jittery"
  const plain = /iness$/.test(norm)
    ? stem(norm.replace(/iness$/, 'y'))
    : /ness$/.test(norm)
      ? stem(norm.replace(/ness$/, ''))
      : undefined;
  if (plain !== undefined && evidence.some((quote) => quote.stems.has(plain))) return true;
  // Another form of a word said: "swallowing" of "swallow", "exertional" of "exertion".
  if (key.length < 5) return false;
  const head = key.slice(0, Math.max(4, key.length - 3));
  return evidence.some((quote) => [...quote.stems.keys()].some((other) => other.startsWith(head)));
}
