import type { Candidate } from '../understanding/candidates.ts';
import { otherPersonIn, relativeIn, scopeOf } from '../understanding/context-scope.ts';
import type { Mention } from '../understanding/lexicon.ts';
import type { Unit } from '../understanding/utterances.ts';
import { placedTerm } from './word-answers.ts';

export interface Complaint {
  /** How surely this is why the patient came: 0..1. */
  readonly trust?: number;
  readonly text: string;
  readonly units: readonly Unit[];
}

const INTRO =
  /\b(?:presents?|presenting|came in|coming in|come in|here|in)(?: (?:today|to the clinic|to the office|this morning|this afternoon|the clinic|to see me|again|back))* (?:for|with|because of|complaining of|regarding|to (?:discuss|be evaluated for|establish care for|establish care with|follow up on|follow up for))(?: (?:an?|some|your|the|his|her|evaluation of|evaluation for|complaints? of|concerns? (?:of|about|for)|this|these|that))* (.+)$/;
const STATED =
  /\b(?:chief complaint|complaint|reason for (?:the |your |today's )?visit)(?: today)? (?:is|of|was) (.+)$/;
/** "Tell me about this rash", "so he's got a cough?", said first. */
const ASKED_ABOUT =
  /\b(?:tell me (?:a little |more )*about|what is going on with|what is (?:wrong|the matter) with|let us talk about) (?:this|that|these|those|the|your|his|her) (.+)$|^(?:(?:hi|hello|hey|so|okay|and|mom|dad|alright|,|[a-z]+ ,) )*(?:you have|you are having|he has|she has|he is having|she is having)(?: got| had)? (?:an? |some )?(.+)$/;
/** "… since we changed your medication": why they come back. */
const SINCE_CHANGE =
  /\bsince (?:we|i) (?:last )?(?:changed|started|increased|switched|adjusted|raised|lowered)(?: up)? (?:you on |your |the |his |her )?(?:[a-z]+ ){0,2}?(medications?|medicines?|meds|dose)\b/;
/** The first words of a visit, where it is said what it is about. */
const FIRST_WORDS = 4;

const HAVE =
  /\b(?:you have|you are having|you have been having|i understand you have|looks like you have|you have had|having)(?: (?:an?|some|the|a little bit of))* (.+)$/;
const STOP =
  /\b(?:and (?:i|you|it|he|she|so|we|then|tell)|so|who|which|that|today|is that|what|how|tell|when|because|after|since|it|okay|alright|can you|but|could|do|uh|this|as well|where|correct|right|while|do you|for the (?:past|last)|for \d|for about|she|he|hey|over the)\b|,/;

/**
 * The reason for the visit in a few words, with the words that say it: candidates, the best first. The caller takes the first that
 * was heard well.
 */
export function chiefComplaints(candidates: readonly Candidate[], total: number): Complaint[] {
  const early = candidates.filter((candidate) => candidate.unit.index <= Math.max(14, total * 0.25));
  const introduced = stated(early, (text) => (STATED.exec(text) ?? INTRO.exec(text))?.[1]);
  const told = stated(early, (text, question) =>
    question || /\b(?:think|likely|probably|believe|history of)\b/.test(text) ? undefined : HAVE.exec(text)?.[1],
  );
  const asked = stated(
    early.filter(({ unit }) => unit.index <= FIRST_WORDS),
    (text) => {
      const match = ASKED_ABOUT.exec(text);
      return match?.[1] ?? match?.[2];
    },
    true,
  );
  const changed = early.find(
    ({ unit }) => unit.index <= FIRST_WORDS && unit.speaker !== 'patient' && SINCE_CHANGE.test(wordsOf(unit)),
  );
  const injury = injuryIn(early);
  const named = (complaint: Complaint): boolean =>
    !VAGUE.test(complaint.text) &&
    !EVENT.test(complaint.text) &&
    !/^(?:left |right )?(?:hip|knee|elbow|shoulder|back|foot|ankle|wrist|hand|neck|leg|arm|chest|stomach)$/.test(
      complaint.text,
    );
  return [
    ...(introduced ? [{ ...introduced, trust: named(introduced) ? 0.95 : 0.6 }] : []),
    ...(asked ? [{ ...asked, trust: named(asked) ? 0.9 : 0.55 }] : []),
    ...(injury ? [{ ...injury, trust: 0.85 }] : []),
    ...(changed ? [{ text: 'medication follow-up', units: [changed.unit], trust: 0.8 }] : []),
    ...complained(early, candidates).map((complaint) => ({ ...complaint, trust: named(complaint) ? 0.75 : 0.5 })),
    ...(told ? [{ ...told, trust: named(told) ? 0.7 : 0.45 }] : []),
  ];
}

function stated(
  early: readonly Candidate[],
  phraseIn: (text: string, question: boolean) => string | undefined,
  onlyNamed = false,
): Complaint | undefined {
  for (const candidate of early) {
    if (candidate.unit.speaker === 'patient') continue;
    const text = candidate.unit.tokens
      .map((token) => (token.kind === 'number' ? token.text : token.norm))
      .join(' ')
      .replace(/ ,/g, ',');
    const found = phraseIn(text, candidate.unit.question);
    if (found === undefined) continue;
    const phrase = cut(found);
    const mentioned = candidate.mentions.some(
      (mention) =>
        phrase.includes(candidate.unit.tokens[mention.start]!.norm) &&
        (INTRO.test(text) ? ['symptom', 'condition', 'procedure', 'test'] : ['symptom', 'condition']).includes(
          mention.concept.kind,
        ),
    );
    const visit =
      (/\b(presents?|establish care|evaluation (of|for)|complain\w*|here (today )?(for|with))\b/.test(text) &&
        phrase.split(' ').length <= 6) ||
      /follow|visit|exam|physical|annual|check|refill/.test(phrase);
    if (
      phrase !== '' &&
      phrase.split(' ').length <= 12 &&
      (mentioned || (visit && !onlyNamed)) &&
      !/^(you|me|i|come|see|go|get|be|it|talk|do|take|have|let)\b/.test(phrase)
    )
      return { text: phrase, units: [candidate.unit] };
  }
  return undefined;
}

const INJURIES: Readonly<Record<string, string>> = {
  cut: 'cut to', sliced: 'cut to', burned: 'burn of', burnt: 'burn of', smashed: 'injury of', crushed: 'injury of', hit: 'injury of', injured: 'injury of', twisted: 'twisting injury of', jammed: 'jamming injury of',
}; // prettier-ignore

/** "I cut my hand": what happened, and where. */
function injuryIn(early: readonly Candidate[]): Complaint | undefined {
  for (const { unit, mentions } of early) {
    if (unit.speaker === 'clinician' || unit.index > 2 * FIRST_WORDS) continue;
    const match = /\bi (?:just |accidentally |kind of )?(\w+) (?:on )?my (left |right )?/.exec(wordsOf(unit));
    const kind = match && INJURIES[match[1]!];
    if (!match || kind === undefined) continue;
    const words = wordsOf(unit)
      .slice(match.index + match[0].length)
      .split(' ');
    const place = mentions.find(
      ({ concept, start }) => concept.kind === 'anatomy' && unit.tokens[start]?.norm === words[0],
    );
    if (place) return { text: `${kind} the ${match[2] ?? ''}${place.concept.preferred}`, units: [unit] };
  }
  return undefined;
}

/** Complaints in the patient's own words, in order; what they suspect ("I think it's a heart attack") after what they feel. */
function complained(early: readonly Candidate[], all: readonly Candidate[]): Complaint[] {
  const felt: Felt[] = [];
  const suspected: Felt[] = [];
  for (const candidate of early) {
    if (candidate.unit.speaker === 'clinician') continue;
    if (isReaction(candidate, early) || isOfAnother(candidate)) continue;
    for (const mention of candidate.mentions) {
      if (mention.concept.kind !== 'symptom' && mention.concept.kind !== 'condition') continue;
      const scope = scopeOf(candidate.unit.tokens, mention);
      if (scope.experiencer !== 'patient' || scope.assertion === 'negated' || scope.assertion === 'hypothetical')
        continue;
      // "worse when I'm coughing": what brings the complaint on is not the complaint.
      const before = candidate.unit.tokens.slice(0, mention.start).map((token) => token.norm);
      if (before.some((word) => /^(?:when|whenever|while|if|anytime|after)$/.test(word))) continue;
      // "What sets them off?" "Not sleeping.": what brings the complaint on, too.
      if (SETS_OFF.test(candidate.question ? wordsOf(candidate.question) : '')) continue;
      // "I want to get pregnant next year": a wish is no state.
      if (WISHED.test(before.slice(-6).join(' '))) continue;
      // "They said I had fluid on my lungs": what others found, not what is felt.
      if (
        mention.concept.kind === 'condition' &&
        /\b(?:they|he|she|doctors?) (?:said|told me|found|thought)\b/.test(before.join(' '))
      )
        continue;
      // "In 2010, that was a fibroadenoma": of long ago.
      if (mention.concept.kind === 'condition' && LONG_AGO.test(wordsOf(candidate.unit))) continue;
      const guess = mention.concept.kind === 'condition' && scope.assertion === 'possible';
      // "I had infertility, a gallbladder removed": the past is not why they came.
      if (mention.concept.kind === 'condition' && /\b(?:had|history)\b/.test(before.join(' '))) continue;
      const term = withFarPlace(placedTerm(mention, candidate.unit.tokens, candidate.mentions), candidate);
      (guess ? suspected : felt).push({
        text: guess ? `concern for ${term}` : term,
        units: [candidate.unit],
        at: candidate.unit.index,
        // An answer to "What brings you in?" is what the visit is about.
        talk: OPENING.test(candidate.question ? wordsOf(candidate.question) : '')
          ? Infinity
          : talkOf(mention, candidate, all),
      });
    }
  }
  // "I noticed the pain after that": a word without its place waits for "back pain".
  const placed = byTalk(felt.filter((complaint) => !VAGUE.test(complaint.text)));
  const guess = suspected[0];
  const near = guess ? placed.filter((complaint) => complaint.at <= guess.at + NEAR) : placed;
  return [...near, ...suspected, ...placed.filter((complaint) => !near.includes(complaint)), ...felt].slice(0, MOST);
}

interface Felt extends Complaint {
  readonly at: number;
  /** In how many units of the visit it, or its place, is spoken of. */
  readonly talk: number;
}

/** "I got this pain and, you know, across the lower part of my back": the only place that its sentence names. */
function withFarPlace(term: string, { mentions }: Candidate): string {
  const places = new Set(mentions.flatMap(({ concept }) => (concept.kind === 'anatomy' ? [concept.preferred] : [])));
  return term === 'pain' && places.size === 1 ? `${[...places][0]!} ${term}` : term;
}

function talkOf({ concept, start }: Mention, { unit, mentions }: Candidate, all: readonly Candidate[]): number {
  const site = mentions.find((other) => other.concept.kind === 'anatomy' && Math.abs(other.start - start) <= 7);
  const words = new Set(concept.preferred.split(' '));
  const isOfIt = (other: Mention['concept']): boolean =>
    other.id === concept.id ||
    other.id === site?.concept.id ||
    (other.kind === 'anatomy' && words.has(other.preferred));
  return new Set(
    all.flatMap((other) =>
      other.unit !== unit && other.mentions.some((mention) => isOfIt(mention.concept)) ? [other.unit.index] : [],
    ),
  ).size;
}

/** How it happened, or how it feels in passing. */
const EVENT =
  /^(?:left |right )?(?:falls?|clicking|locking|popping(?: sensation)?|injury|depressed mood|limping|bruising)$/;

/** The first that the visit is about: what is named once and never come back to waits behind it. */
function byTalk(complaints: readonly Felt[]): Felt[] {
  const finite = complaints.filter(({ talk, text }) => Number.isFinite(talk) && !EVENT.test(text));
  const most = Math.max(0, ...finite.map(({ talk }) => talk));
  const least = most < MUCH ? 0 : SHARE * most;
  const isCentral = ({ talk, text }: Felt): boolean => !EVENT.test(text) && talk >= least;
  return [...complaints.filter(isCentral), ...complaints.filter((complaint) => !isCentral(complaint))];
}

/** Of a thing that is spoken of in fewer units nobody can say that the visit is about it. */
const MUCH = 4;
const SHARE = 0.4;

const OPENING =
  /\b(?:(?:what|who) (?:brings|brought) (?:you|him|her)|how (?:can|may) (?:i|we) help|what can (?:i|we) (?:do|help)|what is (?:going on|the (?:problem|matter|trouble)|bothering)|what (?:seems|happened)|reason for (?:the|your) visit|what are you here for)\b/;

const SETS_OFF =
  /\b(?:makes? (?:it|that|them|the \S+) worse|sets? (?:it|them|that|these) off|trigger\w*|brings? (?:it|them|that) on)\b/;

const WISHED =
  /\b(?:want|wanted|hoping|hope|trying|planning|plan|like|wish)(?: \S+){0,2} (?:to )?(?:get|be|become|getting|having|have)$|\bwish\b/;

const LONG_AGO =
  /\b(?:19|20)\d\d\b|\byears ago\b|\bback in\b|\bas a (?:kid|child|teenager)\b|\bin (?:high school|college|middle school|the army)\b/;

/** "What did your mother have?" "A stroke.", "and the shingles vaccine?" "Shingles yes": an answer to something else. */
function isOfAnother({ question, unit }: Candidate): boolean {
  if (!question) return false;
  const asked = wordsOf(question);
  return (
    /\b(?:vaccines?|shots?|boosters?|immuni[sz]\w+|screening)\b/.test(asked) ||
    ((relativeIn(question.tokens) ?? otherPersonIn(question.tokens)) !== undefined &&
      !/\b(?:i|my|me)\b/.test(wordsOf(unit)))
  );
}

/** "Any drug allergies?" "Keflex." "I broke out in hives.": what a drug once did is not why they came. */
function isReaction(candidate: Candidate, early: readonly Candidate[]): boolean {
  if (
    !/\b(?:broke|break|breaks) out|hives|rash|swell|swelled|itch|throat|threw up|sick\b/.test(wordsOf(candidate.unit))
  )
    return false;
  return early.some(
    ({ unit, question }) =>
      unit.index <= candidate.unit.index &&
      candidate.unit.index - unit.index <= 2 &&
      /\b(?:drug|medication|medicine|any|known) allergies|allergic\b/.test(
        `${question ? wordsOf(question) : ''} ${wordsOf(unit)}`,
      ),
  );
}
const wordsOf = (unit: Unit): string => unit.tokens.map((token) => token.norm).join(' ');

const MOST = 8;
const NEAR = 6;
const VAGUE =
  /^(?:pain|swelling|numbness|tingling|tenderness|redness|stiffness|lump|burning sensation|bleeding|weakness|anxious mood|stress|joint instability|fatigue|muscle pain|joint pain|sweating|popping sensation|clicking)$/;

function cut(phrase: string): string {
  const stop = STOP.exec(phrase);
  const head = stop && stop.index > 0 ? phrase.slice(0, stop.index) : phrase;
  return head
    .trim()
    .replace(/\b(?:your|my|his|her)\b/g, '')
    .replace(/^(?:a )?(?:lot|bit|little bit) of /, '')
    .replace(/\b(?:and|or|of|with|for|the|a|my|in|to|from|on)$/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
