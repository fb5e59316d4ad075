import type { Candidate } from '../understanding/candidates.ts';
import type { Mention } from '../understanding/lexicon.ts';
import { stripDiscourse } from './discourse.ts';
import { qualifiersOf } from './qualifiers.ts';
import { toThirdPerson, toWords, type Voice } from './third-person.ts';
import type { FindingList, Slot } from './statement.ts';
import { ADVERBS, isVerbForm } from './verbs.ts';
import { declareOpen } from './word-wh.ts';
import { declare, hasVerb, joinList } from './word-history.ts';
import type { Wording } from './wording.ts';

const REQUEST =
  /^(?:can|could|would|will) you (?:please |just |maybe |quickly )*(?:tell|describe|show|explain|walk|point|elaborate|say|give|go|rate|remind|repeat)\b/;
const LEADING_LIST = /^(any |any other |other symptoms like |symptoms like )/;

export const BODY =
  /\b(?:arm|arms|leg|legs|hand|hands|foot|feet|toe|toes|finger|fingers|thumb|knee|knees|hip|hips|shoulder|shoulders|elbow|elbows|wrist|wrists|ankle|ankles|heel|calf|calves|thigh|thighs|neck|back|chest|belly|abdomen|stomach|side|sides|flank|groin|ear|ears|eye|eyes|nose|throat|mouth|jaw|face|head|scalp|skin|hair|breast|breasts|ribs?|pelvis|buttocks?|joints?|muscles?|spine|tailbone|testicles?|quadrant|extremity|extremities|tongue|gums?|teeth|tooth|lips?|palms?|soles?|shins?|forearm|bicep|triceps?|collarbone|rectum|vagina|penis|bladder)\b/;

/** "any chest pains" asked and denied is "chest pain": the clinician's term, with side and site where they were said. */
export function termOf(mention: Mention, tokens: Candidate['unit']['tokens']): string {
  const preferred = mention.concept.preferred;
  const before = tokens[mention.start - 1]?.norm;
  const after = tokens.slice(mention.end, mention.end + 5).map((token) => token.norm);
  const side = before === 'left' || before === 'right' ? `${before} ` : '';
  // "pain in your left arm", "numbness in the hand": the place belongs to the finding.
  if (
    [
      'pain',
      'swelling',
      'numbness',
      'tingling',
      'weakness',
      'redness',
      'tenderness',
      'burning sensation',
      'itching',
      'rash',
      'stiffness',
      'warmth',
      'bruising',
      'muscle cramps',
      'lump',
    ].includes(preferred)
  ) {
    const place =
      /^(in|on|of|down) (?:your|my|the|his|her|either|any|both|that)?\s*((?:left |right |lower |upper )*\w+)/.exec(
        after.join(' '),
      );
    if (
      place &&
      BODY.test(place[2]!) &&
      !/^(morning|past|last|area|it|that|this|other|any|your|my|the|way|evening|general|one|and|or|day|night|the|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend)$/.test(
        place[2]!,
      )
    )
      return `${preferred} ${place[1]!} the ${place[2]!}`;
  }
  return side + preferred;
}

/** A finding that says nothing without its place takes the nearest place of its clause: "my right knee … hurting" is right knee pain. */
export function placedTerm(
  mention: Mention,
  tokens: Candidate['unit']['tokens'],
  mentions: readonly Mention[],
): string {
  const term = termOf(mention, tokens);
  if (
    !/^(left |right )?(pain|swelling|numbness|tingling|weakness|tenderness|joint stiffness|fracture|sprain|infection|contusion|skin lesion|rash)$/.test(
      term,
    )
  )
    return term;
  const site = mentions
    .filter((other) => other.concept.kind === 'anatomy' && Math.abs(other.start - mention.start) <= 7)
    .sort((a, b) => Math.abs(a.start - mention.start) - Math.abs(b.start - mention.start))[0];
  if (!site) return term;
  const before = tokens[site.start - 1]?.norm;
  const side = before === 'left' || before === 'right' ? `${before} ` : '';
  return `${side}${site.concept.preferred} ${mention.concept.preferred}`;
}

/** Pain somewhere is of that place, not of the whole body. */
const systemOf = (term: string, group: string): string =>
  group === 'constitutional' && /^(?:\w+ )?pain (?:in|on|of|down)\b|\w pain\b/.test(term)
    ? /abdom|stomach|belly/.test(term)
      ? 'gastrointestinal'
      : /\bears?\b|throat/.test(term)
        ? 'ent'
        : 'musculoskeletal'
    : group;

export const IDENTITY =
  /\b(?:your (?:full |first |last )?name|date of birth|how old|your age|am i speaking|speaking (?:to|with)|is that (?:mr|mrs|miss|ms)|confirm (?:your|that)|where (?:are|do) you (?:calling|live|based)|your address)\b/;

export interface WordedAnswer {
  readonly words: string[];
  readonly list?: FindingList;
  readonly trust: number;
  /** Where the question says what it is about. */
  readonly slot?: Slot;
}

/** A question and its answer, said in one sentence. Undefined where the answer settles nothing that can be put in words safely. */
export function wordAnswer(candidate: Candidate, voice: Voice, wording: Wording): WordedAnswer[] {
  const { question, unit, answer } = candidate;
  if (!question || answer === undefined) return [];
  // Who is on the line is no history.
  if (IDENTITY.test(question.tokens.map((token) => token.norm).join(' '))) return [];
  // "Weight loss?" "I wish.": an answer that says no by wishing, and nothing that could be written.
  if (unit.tokens.some((token, i) => token.norm === 'wish' && unit.tokens[i - 1]?.norm === 'i')) return [];
  const out: WordedAnswer[] = [];
  const asked = question.tokens;
  const own = new Set(candidate.mentions);
  const settled = [...candidate.denied, ...candidate.affirmed];
  const sought = settled.filter((mention) => !own.has(mention));
  const qualifiers = qualifiersOf(asked, sought.length > 0 ? sought : candidate.asked, voice, wording);
  // "Any pain when you walk" "No pain": the same finding, asked after in the question's terms.
  const askedFor = (mention: Mention): Mention | undefined =>
    own.has(mention) ? candidate.asked.find((other) => other.concept.id === mention.concept.id) : mention;
  const termFor = (mention: Mention): string => {
    const term = termOf(mention, own.has(mention) ? unit.tokens : asked);
    const there = askedFor(mention);
    if (!there) return term;
    return [qualifiers.prefix(there), term, qualifiers.suffix(there)].filter((part) => part !== '').join(' ');
  };
  const listOf = (verb: FindingList['verb'], mentions: readonly Mention[]): FindingList => {
    const items = mentions.map((mention) => ({
      term: termFor(mention),
      group: systemOf(termFor(mention), mention.concept.group),
      kind: mention.concept.kind === 'condition' ? ('condition' as const) : ('symptom' as const),
    }));
    return { verb, items: items.filter((item, i) => items.findIndex((other) => other.term === item.term) === i) };
  };
  if (
    candidate.affirmed.length > 0 &&
    (candidate.bare ||
      answer === 'exception' ||
      unit.tokens.length <= 8 ||
      !standsAsClause(stripDiscourse(toWords(unit.tokens))))
  ) {
    const list = listOf('reports', candidate.affirmed);
    out.push({
      words: [
        voice.lead,
        'reports',
        joinList(
          list.items.map((item) => item.term),
          'and',
        ),
      ],
      list,
      trust: 0.85,
    });
  }
  if (candidate.denied.length > 0) {
    const list = listOf('denies', candidate.denied);
    out.push({
      words: [
        voice.lead,
        'denies',
        joinList(
          list.items.map((item) => item.term),
          'or',
        ),
      ],
      list,
      trust: 0.9,
    });
  }
  const family = / (?:in|run in) (?:the|your) family\b| family (?:history|members?)\b/.test(
    ` ${asked.map((token) => token.norm).join(' ')}`,
  );
  if (family && answer === 'no' && candidate.asked.length > 0) {
    const terms = candidate.asked.map((mention) => mention.concept.preferred);
    return [{ words: [voice.lead, 'denies a family history of', joinList(terms, 'or')], trust: 0.85, slot: 'family' }];
  }
  if (out.length > 0) return qualifiers.unsaid ? [] : out;
  const words = stripDiscourse(toWords(asked)).filter((word) => word !== ',');
  const text = words.join(' ');
  // "Can you tell me about …" is no question that a yes or no answers.
  if (REQUEST.test(text) && candidate.bare) return [];
  const reply = withoutFalseStart(stripDiscourse(toWords(unit.tokens)));
  if ((answer === 'yes' || answer === 'no') && candidate.bare && !LEADING_LIST.test(text)) {
    if (/ or /.test(` ${text} `) && answer === 'yes') return [];
    const declared = declare(wording.apply(words), answer === 'no');
    if (declared && declared.length >= 2)
      return [{ words: toThirdPerson(declared, { ...voice, speaker: 'clinician' }), trust: 0.75 }];
    return [];
  }
  if (answer === 'yes' && !candidate.bare && !LEADING_LIST.test(text) && !/ or /.test(` ${text} `)) {
    // "Are you taking your metformin?" "Yes, 1000 milligrams twice a day."
    const details = reply.filter((word, i) => !(i === 0 && word === ','));
    const declared =
      /^(\d+|a|every|once|twice|about|daily|usually|mostly|only|for|since|at|in|on)\b/.test(details.join(' ')) &&
      details.length <= 9 &&
      !hasVerb(details)
        ? declare(wording.apply(words), false)
        : undefined;
    if (declared && declared.length >= 2)
      return [
        {
          words: toThirdPerson([...declared, ...wording.apply(wordingSelf(details))], {
            ...voice,
            speaker: 'clinician',
          }),
          trust: 0.75,
        },
      ];
  }
  if (answer === 'no' && /^any /.test(text) && candidate.bare) {
    const noun = text.replace(/^any (other )?/, '');
    if (noun.split(' ').length <= 6)
      return [
        {
          words: [voice.lead, 'denies any', ...toThirdPerson(noun.split(' '), { ...voice, speaker: 'clinician' })],
          trust: 0.75,
        },
      ];
  }
  // "just been taking Tylenol": the subject was left out.
  if (answer !== 'no' && reply[0] === 'been' && reply.length > 2)
    return [
      { words: toThirdPerson(['i', 'have', ...wording.apply(reply)], { ...voice, speaker: 'patient' }), trust: 0.65 },
    ];
  const finite = standsAsClause(reply);
  if (reply.length > 0 && reply.length <= 14 && !finite) {
    const open = declareOpen(words, wordingSelf(reply));
    if (open)
      return [
        {
          words: toThirdPerson(wording.apply(open), { ...voice, speaker: 'clinician' }),
          trust: 0.7,
          ...(open[1] === 'take' ? { slot: 'medications' as const } : {}),
        },
      ];
  }
  if (hasVerb(reply) || reply.length === 0 || reply.length > 14) return [];
  const replyText = reply.join(' ');
  if (/scale/.test(text) && /\d|zero|one|two|three|four|five|six|seven|eight|nine|ten/.test(replyText)) {
    const value = /(\d+)(?:\/10)?/.exec(replyText);
    if (value && Number(value[1]) <= 10) return [{ words: ['pain is rated', `${value[1]!}/10`], trust: 0.8 }];
    return [];
  }
  return [];
}

/** "I, um, insulin": begun as a sentence, ended as a word. */
function withoutFalseStart(reply: string[]): string[] {
  return reply[0] === 'i' && reply[1] !== undefined && !isVerbForm(reply[1]) && !ADVERBS.has(reply[1])
    ? reply.slice(reply[1] === ',' ? 2 : 1)
    : reply;
}

/** The answer has its own subject and verb. */
function standsAsClause(reply: readonly string[]): boolean {
  return /^(i|it|he|she|they|we|you|my|there|this|that|the pain|the)$/.test(reply[0] ?? '') && hasVerb(reply);
}

/** The patient's "my" within an answer that goes into a sentence worded for the clinician's "you". */
function wordingSelf(reply: readonly string[]): string[] {
  return reply.map((word) =>
    word === 'my' || word === 'our' ? 'your' : word === 'me' ? 'you' : word === 'i' ? 'you' : word,
  );
}
