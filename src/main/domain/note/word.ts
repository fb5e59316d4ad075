import type { Candidate } from '../understanding/candidates.ts';
import type { Token } from '../understanding/tokens.ts';
import { isVerbForm } from './verbs.ts';
import { vitalsIn } from '../understanding/vitals.ts';
import { SUBJECTIVE, type FindingList, type Slot } from './statement.ts';
import type { Voice } from './third-person.ts';
import { sentence } from './third-person.ts';
import { wordAllergies } from './word-allergies.ts';
import { IDENTITY, wordAnswer } from './word-answers.ts';
import { wordFrequency } from './word-frequency.ts';
import { wordFinding, wordPlan } from './word-clinician.ts';
import { wordClauses } from './word-clauses.ts';
import { hasVerb, wordHistory } from './word-history.ts';
import type { DraftResources } from './draft-resources.ts';
import { withTopic } from './word-topic.ts';
import { capital } from './sentence-text.ts';

export interface Worded {
  readonly text: string;
  readonly slot: Slot;
  readonly usesQuestion: boolean;
  readonly trust: number;
  readonly list?: FindingList;
  /** Names who tells the story. */
  readonly byInformant?: boolean;
  /** The same for "He reports that …". */
  readonly told?: string;
}

/** Candidate to sentences for a slot. Empty where no safe wording exists: the words then stand in the omission ledger. */
export function wordCandidate(
  candidate: Candidate,
  slot: Slot,
  voice: Voice,
  resources: Pick<DraftResources, 'wording' | 'polish'>,
  late: boolean,
): Worded[] {
  const { wording, polish } = resources;
  const { unit } = candidate;
  const out: Worded[] = [];
  const clinician = unit.speaker === 'clinician';
  const allergy = candidate.question ? wordAllergies(candidate, voice) : undefined;
  if (allergy) return [{ text: polish(sentence(allergy)), slot: 'allergies', usesQuestion: true, trust: 0.85 }];
  const frequency = wordFrequency(candidate, voice);
  if (frequency) return [{ ...frequency, text: polish(frequency.text) }];
  if (candidate.question) {
    for (const answer of wordAnswer(candidate, voice, wording)) {
      const text = polish(sentence(answer.words));
      if (text !== '')
        out.push({
          text,
          slot: answer.slot ?? clinicalSlot(slot),
          usesQuestion: true,
          trust: answer.trust,
          ...(answer.list ? { list: answer.list } : {}),
        });
    }
    if (candidate.bare || (out.length > 0 && (unit.tokens.length <= 8 || isList(candidate)))) {
      const told = tellsMore(candidate, out) ? toldAlone(candidate, slot, voice, resources, late) : [];
      return told.length > 0 ? told : out;
    }
  }
  if (unit.question) return out;
  const vitals =
    clinician && !unit.question && slot !== 'plan' && unit.tokens.length <= 18 ? vitalsIn(unit.tokens) : [];
  if (
    vitals.length > 0 &&
    !/\b(if|goal|should|want|was|were|home|when|get|over|under|above|below|last)\b/.test(
      unit.tokens.map((token) => token.norm).join(' '),
    )
  ) {
    const measured = vitals
      .map((vital, i) => `${i === 0 ? capital(vital.name) : vital.name} ${vital.value}`)
      .join(', ');
    return [...out, { text: `${measured}.`, slot: 'vitals', usesQuestion: false, trust: 0.9 }];
  }
  const speaker: Voice['speaker'] = clinician ? 'clinician' : 'patient';
  const own: Voice = { ...voice, speaker };
  let at = slot;
  let words: string[] | undefined;
  if (clinician && slot !== 'exam' && slot !== 'results' && slot !== 'vitals') {
    const intent = wordPlan(afterProblem(unit.tokens), own, wording);
    if (intent) {
      // "I'd like to ask you …", "let's have a look": the visit's own housekeeping.
      if (!late || isHousekeeping(intent.join(' '))) return out;
      words = intent;
      at = 'plan';
    } else if (slot === 'plan') at = 'assessment';
  }
  if (words === undefined && isSubjective(at)) {
    // Who is on the line, and where they live, is no history.
    if (candidate.question && IDENTITY.test(candidate.question.tokens.map((token) => token.norm).join(' '))) return out;
    const rating = ratingOf(candidate);
    if (rating !== undefined)
      return [...out, { text: `Pain is rated ${rating}/10.`, slot: at, usesQuestion: true, trust: 0.8 }];
    const proxy = unit.speaker === 'other' || (!clinician && voice.person.informant?.asPatient === true);
    for (const { words: clause, told, byInformant } of wordClauses(unit.tokens, own, wording, proxy)) {
      if (isEmpty(clause, candidate) || leftoverPerson(clause, speaker)) continue;
      const full = withTopic(withSmoking(clause, candidate), candidate);
      const text = polish(sentence(full));
      if (text !== '')
        out.push({
          text,
          slot: at,
          usesQuestion: full !== clause,
          trust: 0.7,
          ...(byInformant ? { byInformant } : {}),
          ...(told && full === clause && !leftoverPerson(told, speaker)
            ? { told: polish(`that ${told.join(' ').replace(/ ,/g, ',')}`).slice('That '.length) }
            : {}),
        });
    }
    return out;
  }
  words ??=
    clinician && (slot === 'exam' || slot === 'results' || slot === 'vitals')
      ? wordFinding(unit.tokens, own, wording)
      : wordHistory(clinician && late ? afterProblem(unit.tokens) : unit.tokens, own, wording);
  if (!words || words.length < (slot === 'exam' || slot === 'results' ? 2 : 3)) return out;
  const fragment = at === 'exam' || at === 'results' || at === 'vitals' || at === 'plan';
  if (!fragment && !standsAlone(words)) return out;
  if (isEmpty(words, candidate)) return out;
  if (leftoverPerson(words, speaker) || /^(what|huh|why)$/.test(words.at(-1)!)) return out;
  const text = polish(sentence(words));
  if (text !== '') out.push({ text, slot: at, usesQuestion: false, trust: 0.7 });
  return out;
}

const SLIGHT =
  /^(?:i|it|he|she|they|we|my|the|a|an|some|any|have|has|had|having|do|does|did|get|got|am|is|was|been|yes|yeah|no|well|and|but|so|just|really|also|of|little|bit|lot|that|there|feel|felt|,|not|sometimes)$/;

/** "Does it bleed?" "It bled once when I scratched it": the answer is a sentence of its own and says more than that it bleeds. */
function tellsMore(candidate: Candidate, out: readonly Worded[]): boolean {
  const { unit } = candidate;
  if (
    candidate.bare ||
    unit.tokens.length < 5 ||
    out.length === 0 ||
    !out.every(({ list }) => list?.verb === 'reports')
  )
    return false;
  if (
    !/^(?:(?:yes|yeah|well|and|but|,|no|so) )*(?:i|it|they|he|she|my)\b/.test(
      unit.tokens.map((token) => token.norm).join(' '),
    )
  )
    return false;
  const rest = unit.tokens.filter(
    (token, i) =>
      !SLIGHT.test(token.norm) && !candidate.mentions.some((mention) => i >= mention.start && i < mention.end),
  );
  return rest.length >= 2;
}

function toldAlone(
  { question: _, ...alone }: Candidate,
  slot: Slot,
  voice: Voice,
  resources: Pick<DraftResources, 'wording' | 'polish'>,
  late: boolean,
): Worded[] {
  return wordCandidate(alone, slot, voice, resources, late);
}

/** "Do you smoke?" "I quit ten years ago.": what was quit stands in the question. */
function withSmoking(words: string[], candidate: Candidate): string[] {
  const quit = words.indexOf('quit');
  const asked = candidate.question?.tokens.some((token) => token.norm.startsWith('smok')) === true;
  if (quit < 0 || !asked || words[quit + 1] === 'smoking') return words;
  // "I used to, quit when the kids came": the quitting is not what used to be.
  const head = words
    .slice(0, quit)
    .join(' ')
    .replace(/\bused to ?,?$/, '')
    .trim();
  return [...(head === '' ? [] : head.split(' ')), 'quit', 'smoking', ...words.slice(quit + 1)];
}

/** "On a scale of zero to ten?" "It's like a nine." */
function ratingOf(candidate: Candidate): string | undefined {
  const asked = candidate.question?.tokens.map((token) => token.norm).join(' ') ?? '';
  if (!/\b(?:scale|rate)\b/.test(asked) || !/\bpain\b/.test(asked) || candidate.unit.tokens.length > 12)
    return undefined;
  const numbers = candidate.unit.tokens
    .filter((token) => token.kind === 'number')
    .map((token) => token.norm.replace(/\/10$/, ''));
  const words = candidate.unit.tokens.flatMap((token) => {
    const k = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'].indexOf(
      token.norm,
    );
    return k > 1 ? [String(k)] : [];
  });
  const values = [...numbers, ...words].filter((value) => /^\d{1,2}$/.test(value) && Number(value) <= 10);
  return values.length === 1 ? values[0] : undefined;
}

const isSubjective = (slot: Slot): boolean => SUBJECTIVE.has(slot);

/** "That is all", "It is good": nothing to hold on to. */
function isEmpty(words: readonly string[], candidate: Candidate): boolean {
  const content = words.filter((word) => !EMPTY_WORDS.has(word));
  if (content.length === 0) return true;
  // "has five", "has some time": a number of nothing.
  if (words.length <= 4 && content.length < 2 && candidate.mentions.length === 0) return true;
  if (candidate.mentions.length > 0 || words.some((word) => /\d/.test(word))) return false;
  return content.length < 2;
}
const EMPTY_WORDS = new Set(
  'ahead correct never the patient we will he she they his her their him them it that this there is are was were be been being has have had do does did not no a an and or but so to of in on for with at as if i you me my your just really very pretty good great fine okay well all right now then go get got going get make made come went know think see say said thing things something anything everything lot little bit kind way much more some any one what which who when where how up out about here there like can could would should may might want need advised should let us try keep sure also too'.split(
    ' ',
  ),
);

const PROBLEM_FRONT =
  /^(?:for|in terms of|as far as|regarding|with regards? to|in regards? to|from an?|from your|when it comes to|with respect to|on your) (?:the |your )?(?:(?:first|second|third|fourth|next|last|other|final) )?(?:problem|issue|diagnosis|concern|standpoint|thing)?/;

/** "For your second problem, your hypertension, I …": the heading says the problem, the sentence begins with "I …". */
function afterProblem(tokens: readonly Token[]): readonly Token[] {
  const text = tokens.map((token) => token.norm).join(' ');
  const lead = /^(?:(?:so|okay|now|and|then|alright|sure|but|well|um|all right|,) )*/.exec(text)![0];
  if (!PROBLEM_FRONT.test(text.slice(lead.length))) return tokens;
  for (let i = 3; i < Math.min(tokens.length - 3, 16); i++) {
    const word = tokens[i]!.norm;
    const next = tokens[i + 1]!.norm;
    const starts =
      word === 'i' ||
      word === 'we' ||
      (word === 'let' && (next === 'us' || next === 'me')) ||
      ((word === 'it' || word === 'you' || word === 'that' || word === 'everything') && isVerbForm(next)) ||
      word === 'continue' ||
      (tokens[i - 1]!.norm === ',' && /^(please|take|use|start|stop|keep|try|increase|go|just|make)$/.test(word));
    if (starts && tokens[i - 1]!.norm !== 'that' && tokens[i - 1]!.norm !== 'which') return tokens.slice(i);
  }
  return tokens;
}

const HOUSEKEEPING =
  /^(we will|we are|the patient was advised to|the patient will|the patient should|the patient may) (just |quickly |also |have to |need to |then )*(listen|look(?! into| for| like)|take a (quick |deep |little |brief )*(look|listen|peek|breath)|examine|see (how|if|what|here|that|the patient|him|her|them)|ask|talk|tell|show|go over|go through|get (him|her|them|the patient) discharged|do (a|her|his|their|the) (quick |brief |little |physical )*(exam|look|physical|examination)|press|push|feel|have a look|let (him|her|them|the patient)|go from there|pull (up|that)|bring up|get (her|his|their|some|the patient's) vitals|start by (asking|looking)|say|explain|touch|move on|get (started|back)|be (right )?back|squeeze|relax|breathe|lie|lay|hop|scoot|open (her|his|their)|sit|stand|bend|turn|raise|lift|follow my|hold (still|her|his|their)|know|think|mention|mean|hear|remember|dive|jump|get into|call (it|that)|discuss (my|that|this|the results)|run through|step out|wash|review (her|his|their|the|some|those|that)|check (her|his|their) (heart|lungs|back|knee|shoulder|blood pressure))\b/;

function isHousekeeping(text: string): boolean {
  return HOUSEKEEPING.test(text);
}

const NO_SUBJECT = new Set([
  'been',
  'did',
  'do',
  'does',
  'have',
  'has',
  'had',
  'is',
  'are',
  'was',
  'were',
  'which',
  'than',
  'to',
  'by',
  'of',
  'who',
  'what',
  'how',
  'why',
  'whether',
  'not',
  'about',
  'could',
  'would',
  'should',
  'can',
  'will',
  'got',
  'went',
  'took',
  'started',
  'be',
  'am',
  'whatever',
  'or',
  'where',
  'called',
  'said',
  'let',
]);

/** A clause of its own: something is said of somebody, and it does not begin in the middle. */
function standsAlone(words: readonly string[]): boolean {
  if (NO_SUBJECT.has(words[0]!)) return false;
  if (!hasVerb(words)) return false;
  if (/^(for|with|in|from|at|on|as|when|if|because|since|while|until|after|before)$/.test(words[0]!)) {
    const subject = words.findIndex(
      (word, i) => i > 0 && /^(patient|he|she|they|it|there|this|that|i|we|pain|symptoms)$/.test(word),
    );
    return subject > 0 && hasVerb(words.slice(subject));
  }
  return true;
}

/** "No fever, no chills, no night sweats": nothing beside what the lists say already. */
function isList(candidate: Candidate): boolean {
  const settled = new Set([...candidate.denied, ...candidate.affirmed].map((mention) => mention.concept.id));
  return candidate.unit.tokens.every(
    (token, i) =>
      /^(no|not|any|or|and|,|none|just|some|of|the|nope|yes|yeah|only|a|little|bit|left|right|in|feet|foot|leg|legs|nothing|like|that|my|have|had|i|do|really|uh|neither)$/.test(
        token.norm,
      ) ||
      candidate.mentions.some((mention) => settled.has(mention.concept.id) && i >= mention.start && i < mention.end),
  );
}

function clinicalSlot(slot: Slot): Slot {
  return slot === 'exam' || slot === 'plan' || slot === 'assessment' || slot === 'results' || slot === 'vitals'
    ? 'hpi'
    : slot;
}

/** A patient's words to the clinician ("you gave me …") would change their meaning in the third person. */
function leftoverPerson(words: readonly string[], speaker: Voice['speaker']): boolean {
  if (speaker === 'patient') return words.some((word) => word === 'you' || word === 'your' || word === 'i');
  return words.includes('my') || words.includes('me');
}
