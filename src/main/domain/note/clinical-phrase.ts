import type { Lexicon, Mention } from '../understanding/lexicon.ts';
import type { Unit } from '../understanding/utterances.ts';
import { stripDiscourse } from './discourse.ts';
import type { Person } from './person.ts';
import { rewriteAll, type Rewrite } from './rewriting.ts';
import { toThirdPerson, toWords } from './third-person.ts';
import { AUXILIARY, isBaseVerb, isPastVerb, thirdPerson } from './verbs.ts';
import type { Wording } from './wording.ts';

/** A clause of the clinician's as running text, lower case but for acronyms, commas as words of their own. */
export interface Phrase {
  readonly unit: Unit;
  readonly mentions: readonly Mention[];
  readonly text: string;
}

/** Fillers go, lay words become clinical ones, "your lisinopril" becomes "lisinopril" and "your knee" "the knee". */
export function toPhrase(unit: Unit, lexicon: Lexicon, wording: Wording): Phrase {
  const mentions = lexicon.find(unit.tokens);
  const words: string[] = [];
  const raw = toWords(unit.tokens).map((word) => word.toLowerCase());
  raw.forEach((word, i) => {
    if (word !== 'your') {
      // "that lisinopril", "what we call flomax": the drug itself.
      if (
        (word === 'that' || word === 'this' || word === 'some') &&
        mentions.some((mention) => mention.concept.kind === 'drug' && mention.start === i + 1)
      )
        return;
      words.push(word);
      return;
    }
    const ahead = mentions.find((mention) => mention.start > i && mention.start - i <= 3);
    const near = ahead !== undefined && ahead.start === i + 1;
    if (near && /^(?:drug|condition)$/.test(ahead.concept.kind)) return;
    if (near && ahead.concept.kind === 'test') return;
    if (ahead && ahead.concept.kind === 'drug') return;
    if (ahead || NOUNS.test(raw[i + 1] ?? '')) {
      words.push('the');
      return;
    }
    words.push(word);
  });
  const kept = words
    .join(' ')
    .replace(/\blet us see (?=(?:you|him|her|them)\b)/g, 'we will see ')
    .split(' ');
  const stripped = stripDiscourse(wording.apply(stripDiscourse(kept)));
  return { unit, mentions, text: settle(stripped.join(' ')) };
}

const NOUNS =
  /^(?:right|left|symptoms?|pain|labs?|results?|vitals?|medications?|current|home|blood|heart|lungs?|skin|back|knee|leg|legs|arm|body|weight|diet|appointment|next|other|exam|x-ray|mri|dose|cast|sling|brace|wound|incision|activity|activities|salt|sodium|fluid|pharmacy|insurance|upper|lower|dominant|strength|sensation|reflexes|gait|pulses?|inhaler|prescription)$/;

const NAMES: Readonly<Record<string, string>> = { '2': 'two', '3': 'three', '4': 'four' };

const REPAIRS: readonly Rewrite[] = [
  [/\b([a-z]{3,})'s (?=(?:intact|normal|clear|regular|soft|red|slightly|a little|a bit|high|low|good|fine|tender|positive|negative|still|also|very|pretty|supple|swollen|nontender|irregular|elevated|stable|improving|getting|doing)\b)/g, '$1 is '],
  [/\b(is|are|was|were|looks?|feels?|seems?|sounds?|and) (?:just )?a (?:little bit|little|bit|tad) (?=(?!of\b)[a-z]{3,})/g, '$1 slightly '],
  [/ ,? ?(?:that is (?:an emergency|serious|important)) ?(?=,|$|go|call)/g, ' '],
  [/\b(two|three|four|2|3|4) times (?:a|per|each) day\b/g, (_, times: string) => `${NAMES[times] ?? times} times daily`],
  [/\b(go ahead and|and|to|will|would) , (?=(?:[a-z]{3,}|do|go) )/g, '$1 '],
  [/\b(in|for|every) (?:(?:a |the )?(?:couple|few|\d+|one|two|three|four|six)(?: of)? (?:days?|weeks?|months?|years?)) ,? ?(?:or|no)? ?,? ?(?:i am sorry|sorry|i mean) ,? ?/g, '$1 '],
  [/\bb 12\b/g, 'b12'],
  [/ , which , /g, ' , which '],
  [/\b(?:something|what is|a condition|a thing) ,? ?(?:called|known as) ,? ?/g, ''],
  [/\b(do|does|with|of|prescribe|have|get|to|for|about|some|is|and|really|maybe) like (?=(?:an?|the|several|some|more|your|his|her|higher|eating|[a-z]+ing)\b)/g, '$1 '],
  [/\bthere is any (?=[a-z]+s\b)/g, 'there are any '],
  [/ ,? which (?:can|does) happen$/g, ''],
  [/^(?:certainly|essentially|obviously) /g, ''],
  [/\b(prescribe|order|start|give|use|using|return|take|continue|physical|add|try|refer|schedule) , (?=[a-z])/g, '$1 '],
  [/\b([a-z]{4,}) [\d.]+(?: (?:mg|milligrams?))? ,? ?\1 (?=[\d.]+ )/g, '$1 '],
  [/\b([234]) times daily\b/g, (_, times: string) => `${NAMES[times]!} times daily`],
  [/\bthe urinate\b/g, 'the urine'],
  [/\b(?:go ahead and|kind of|sort of|(?<!\b(?:until|once|if|when|before|after|what|that|how|as|do|did|let) )you know|i mean|as you know|like i said|as i said)\b/g, ' '],
  [/\ba (?:little bit|bit|little) of (?:a |an |some )?/g, 'slight '],
  [/\b(?:some|a) (?:little|slight) /g, 'slight '],
  [/\b(?:just )?a (?:little|tiny|tad)(?: bit)? (?=(?:high|low|elevated|enlarged|worse|better|up|down|swollen|tender|red|distended|fast|short|stiff|dry|inflamed)\b)/g, 'slightly '],
  [/\blittle bit of\b/g, 'slight'],
  [/\bslight(?:ly)? bit (?:of )?/g, 'slightly '],
  [/(?<=\w{2,} \w+) (?<!\b(?:that|which|what|how|where|why|when|if|and|or|who|whether|as|than) )(?:is that (?!the|a)|is there|are there any|do you|did you|have you|can you|does that|what do you|how do you|why do not|are you|would you|will you) ?\b.*$/g, ''],
  [/\bslight (?=(?:swollen|enlarged|elevated|tender|high|low|red|distended|limited|decreased|reduced|diminished|larger|worse|overweight|fast|slow|short)\b)/g, 'slightly '],
  [/\b(on|in|for|with|to|of) (?:this|the|a|that|these) (?:, )?\1 /g, '$1 '],
  [/\b((?:\w+ ){1,5}\w+) (?:, )?(?:or|or i mean|or i am sorry|i am sorry|or actually|i mean) (?:, )?\1\b/g, '$1'],
  [/\b((?:\w+ ){2,5}\w+) (?:, )?\1\b/g, '$1'],
  [/ , (?=(?:strain|sprain|fracture|tear|injury|infection|disease|syndrome|mg|hours|times|weeks|days|months|daily)\b)/g, ' '],
  [/\b(every|once|twice) , /g, '$1 '],
  [/ (?:,? ?(?:or|and) )(?:anything|something|stuff|things|any of that)(?: like that| else| of that sort| of that nature)?\b/g, ''],
  [/ ,? ?(?:if you (?:want|would like|like)(?: to)?|if that makes sense|as you can see|as we discussed|as we talked about|like we talked about|like we discussed|i believe)(?= |$)/g, ''],
  [/\b(?:what we call|what is called|something called|a (?:medication|medicine|drug|pill|condition|procedure|test) called|a (?:medication|medicine) by the name of) /g, ''],
  [/ ,? ?(?:(?:do you have |are there )?any (?:other )?questions|(?:how )?does that (?:all )?(?:sound|make)|is that (?:okay|alright|fine)|sounds? good|any concerns about|what do you think)\b.*$/g, ''],
  [/ that (?:you|we|i) (?:had|have|did|discussed|talked about|mentioned|gave you|ordered|are having|were having)$/g, ''],
  [/ , (?:nothing|not|so nothing|and nothing) to worry\b.*$/, ''],
  [/\bslight slight\b/g, 'slight'],
  [/\b(slightly|slight) (?:bit )?(?:of )?(?:a )?(?=slight)/g, ''],
  [/\b(\w+) (?:, )?\1\b(?! \d)/g, (all, word: string) => (/^(?:that|had|very)$/.test(word) ? all : word)],
  [/\b([a-z]{7})([a-z]*) \1[a-z]+\b/g, '$1$2'],
  [/\bno ([a-z]+(?: [a-z]+)?s) no (?=[a-z])/g, 'no $1 or '],
  [/\bthere is no (?=[a-z]+(?:ures|ations|ities|ions|asses|esions)\b)/g, 'there are no '],
  [/\b(\d\/6) (?:six|6)\b/g, '$1'],
  [/\bto (?:just|really|kind of) /g, 'to '],
  [/\b(?:alright|okay|ok|uh-huh|mm-hmm|hey dragon|dragon)\b/g, ' '],
  [/\s+/g, ' '],
  [/^(?:, ?|: ?)+|(?: ?,)+$/g, ''],
  [/ , (?:, )+/g, ' , '],
]; // prettier-ignore

/** Small repairs that hold anywhere in what a clinician says. */
export const settle = (text: string): string => rewriteAll(text, REPAIRS).trim();

const thirdOf = (verb: string): string =>
  verb === 'were'
    ? 'was'
    : AUXILIARY.has(verb) && !/^(?:am|are|have|do|were|be)$/.test(verb)
      ? verb
      : isPastVerb(verb) && !isBaseVerb(verb)
        ? verb
        : thirdPerson(verb);

/** "you" and what is left of "your" in the third person. */
export function inThird(text: string, person: Person): string {
  // "if you gain": after a conjunction "you" is the one who does it, whatever the verb.
  const clear = text.replace(
    /\b(if|when|whenever|because|until|unless|once|while|whether|before|after|since|as|where|what|how|that|than|so) you( (?:still|also|ever|just|really|only|never|already|probably|first|initially|both|all|last))? ([a-z]+)\b/g,
    (_, word: string, adverb: string | undefined, verb: string) =>
      `${word} the patient${adverb ?? ''} ${thirdOf(verb)}`,
  );
  const out = toThirdPerson(
    clear
      .replace(/\b(having|getting|seeing|keeping|starting|giving|putting|referring|sending) you\b/g, '$1 the patient')
      .split(' '),
    { speaker: 'clinician', person, lead: 'the patient' },
  )
    .join(' ')
    .replace(/^the patient's (?=(?:vital|blood|heart|lungs?|abdomen|neck|skin)\b)/, '')
    .replace(/\b(?:call|contact|notify|see|tell|message) me\b/g, (all) => all.replace(/me$/, 'us'));
  // A neutral "their" tires the reader: a note says "the" of what can only be the patient's.
  return person.plural
    ? out.replace(
        /\btheir (?!own|mother|father|wife|husband|partner|family|son|daughter|brother|sister|parents|work|job|home|baby|child)/g,
        'the ',
      )
    : out;
}

/**
 * What leads up to a finding is taken off, one front after another, `most` at the most; `negative` where one of them was a denial
 * ("there is no …").
 */
export function withoutFronts(
  phrase: string,
  negated: readonly RegExp[],
  fronts: readonly RegExp[],
  most: number,
): { readonly text: string; readonly negative: boolean } {
  let text = phrase;
  let negative = false;
  for (let again = true, rounds = 0; again && rounds < most; rounds++) {
    again = false;
    for (const front of negated) {
      const match = front.exec(text);
      if (!match) continue;
      negative = true;
      text = text.slice(match[0].length);
      again = true;
      break;
    }
    if (again) continue;
    for (const front of fronts) {
      const match = front.exec(text);
      if (!match || match[0].length >= text.length) continue;
      text = text.slice(match[0].length).replace(/^, /, '');
      again = true;
      break;
    }
  }
  return { text, negative };
}

/** What a clause may be cut back to when its tail cannot stand: shorter and shorter, never through the middle of a phrase. */
export function clippings(text: string): string[] {
  const out = [text];
  const borders = [
    / (?:, )?(?:which|so that|because|since|just so|and then|so|but|and that|and on that|and based on|or it|or they|probably get|and it|and this|and we|and i|and you|whenever|even though|although|as well as|okay|if that|looks like|it looks|now (?:based|for|i|we|if|that|let)|that is|that are|it is|it will)\b.*$/,
    / , (?!(?:\d|or\b|and\b|daily|once|twice|three|as needed|bilateral)).*$/,
    / (?:to (?:see|make sure|help|figure|try|kind|determine|ensure|get|know)|for now|in order to)\b.*$/,
    / (?:that|which|where|who) .*$/,
    / (?:just )?to (?!\d|the |a |an |be |palpation|physical|occupational|auscultation|light |your |his |her |see )(?:[a-z]+) .*$/,
  ];
  for (const border of borders) {
    const short = out.at(-1)!.replace(border, '').replace(/ ,$/, '');
    if (short !== out.at(-1) && short.split(' ').length >= 2) out.push(short);
  }
  return out;
}

const MOST_WORDS = 34;

/** Whether a finished sentence reads as a clinician's: whole, in the third person, nothing of the conversation left in it. */
export function isFinished(text: string): boolean {
  const plain = text.replace(/[.]$/, '');
  const words = plain.split(/\s+/);
  if (words.length > MOST_WORDS || words.length < 1) return false;
  if (
    /^(?:since|although|until|while|depending|assuming|as|because|unless|even though|given|based on)\b(?!.*,)/i.test(
      plain,
    )
  )
    return false;
  return !(
    CONVERSATION.test(plain) ||
    DANGLING.test(plain) ||
    CRASH.test(plain) ||
    /^(?:and|but|or|so|then|because|which|that|to|of|for it|than|who|whether|whom|what|how|where|why|like|as well|else|be|been|being|do|does|did|is|are|was|were|am|have|has|had|said|got|'s|it's|up|off|here|(?<=^)out(?! of control)|this one|these are|those are|that one|in reviewing|in looking)\b/i.test(
      plain,
    )
  );
}

/** First or second person, asides, words that mean something only in the room. */
const CONVERSATION =
  /\b(?:i|me|my|mine|myself|you|your|yours|yourself|let us|let me|okay|ok|alright|yeah|yep|uh|um|gonna|wanna|gotta|guys?|dragon|thanks|thank you|bye|hello|hi|hey|please|sorry|wow|awesome|you're|we're|i'm|that's|it's|gotcha|folks|kiddo|buddy|honey(?! (?:for|in|with|and|or|as|at|every|may|can|to)\b)|ma'am|sir|hopefully|obviously|anyway|anyways|stuff|thing is|like that|things like|or something|or anything|or whatever|i think|go from there|right here|over here|in here|this guy|fingers crossed|good news|bad news|pretty much|super|blah|kinda|sorta|et cetera|does that|do that|at this here|way too|a whole bunch|a bunch of|a ton|check out|checked out|hang in|doing that|looks like|all of that|add the following|template|in that much|those big|start with that|is here in|questions|maybe|every so often|be back in|no worries|don't worry|do not worry|make sense|makes sense|sounds like|the other one|this one|that one|stick with the plan|take a look|have a look|take a deep breath|listen to (?:the|your))\b/i;
/** An end that leads nowhere. */
const DANGLING =
  /\b(?:the|a|an|and|or|but|of|to|for|with|at|from|by|about|into|your|my|his|their|our|very|because|if|when|which|who|what|where|how|than|as|that|is|are|was|were|be|has|have|had|do|does|did|will|would|can|could|should|may|might|must|some|any|this|these|those|so|such|like|also|just|really|we|they|he|she|it's|there|here|slight|no|not|on the|in the|see|going|want|need|get|probably|maybe|both|either|each|every|another|until|while|though|although|unless|between|due|see how|two|one|advised|per|based|around|kind|getting|able|likely|possible|which|because again|otherwise|other than that|other than|while|now|even|plus|only|though|all|and on [a-z]+ exam|including|therefore|such as|well as)$/i;
/** Two clauses run into each other, a clause begun twice. */
const CRASH =
  /\b(?:(?:the|a|an|your) (?:the|an?|is|are|was|of|to|and|or|it|they|he|she|we|with|in|on|that is|there|where|what|when|how)|(?:of|to|with) (?:is|are|was|of|and|or|they|he|she|we|to)|(?:is|are|was|were) (?:is|are|was|were|has|have|had|do|does|will)|(?:will|would|can|should|may) (?:is|are|was|have to will|will|can|should)|(?:and|or|but) (?:and|or|but|of)|(?:it|they|he|she|we|there) (?:it|they|he|she|we|there)|(?:that|which) (?:that|which)|for for|in in|do they have|is it|are they|does it|can we|will we|what we|what the patient|what is going|so (?:that )?(?:is|it|we|they)|now (?:on|for|we|the)|no (?:no|not)|not no|or or|have (?:a |the )?(?:the patient) (?:is|are)|type of thing|no necessarily|has that|for that the|with that some|so if|but if|now that|each of they|that (?:him|her|them)$|should being|could becoming|will being|could being|to being|(?<=^)the patient (?:at|in|on|for|from|the|an?|and|or|but|of|no|it|we|they)|not (?:the|an?)|(?:\d+) (?:there|we|i))\b|, ,/i;

const ACRONYM = /^(?:[A-Z]{2,}s?|[LCTS]\d{1,2})$/;

/** Acronyms and codes (MRI, L5) as the transcript writes them. */
export function withAcronyms(text: string, units: readonly Unit[]): string {
  const words = units.flatMap((unit) => unit.tokens.map((token) => token.text));
  const upper = new Set(words.filter((word) => ACRONYM.test(word) && !/^(?:OK|NO|YES)$/.test(word)));
  let out = text.replace(
    /\b([lctsb])(\d{1,2})\b(?! ?(?:mg|ml))/g,
    (_, letter: string, digits: string) => letter.toUpperCase() + digits,
  );
  for (const word of upper) out = out.replace(new RegExp(String.raw`\b${word}\b`, 'gi'), word);
  return out;
}
