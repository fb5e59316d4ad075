import type { Mention } from '../understanding/lexicon.ts';
import type { Phrase } from './clinical-phrase.ts';
import { diagnosis, type Certainty, type Impression } from './impression.ts';
import { composeReasoning } from './impression-reasoning.ts';
import { composeStatus, tellsStatus } from './impression-status.ts';
import type { Person } from './person.ts';

const HEADING =
  /^(?:(?:so|and|now|then|okay|as) )*(?:for|in terms of|as far as|regarding|with regards? to|in regards? to|when it comes to|with respect to|concerning|going back to|moving on to|on|from) (?:the |your |that |a |an )?(?:(?:first|second|third|fourth|next|last|other|final) )?(?:problem|issue|diagnosis|concern)?.{0,90}?(?:standpoint|perspective|point of view)?(?= i | we | you | it is | it looks | that is | this is | these are | your | the symptoms | symptoms | everything | that can | this can | that seems )/;
const LEADS =
  /^(?:from (?:a|an|the|your) .{2,40}? (?:standpoint|perspective|point of view)|so|and|but|well|now|okay|, |basically|again|also|overall|then|you know|my impression is(?: is)? that|my impression is|my assessment is that|my assessment is|my assessment|what i think is going on is(?: that)?|what i think is happening is(?: that)?|what i think you have is|what is going on is|what that means is(?: that)?|that basically means that|that means that|it looks like|it sounds like|looks like|sounds like|it seems like|it seems to me that|given your .{5,80}? , |based on .{5,90}? , |with your .{5,60}? , |from what i can (?:see|tell) ,?|of all ,?|which means) ?,? ?/;

const SUBJECT = String.raw`(?:this|it|that|these|those|you|he|she|what (?:we|you|he|she) (?:have|has)(?: got)?(?: here)?|what (?:we|i) (?:are|am) (?:looking at|dealing with|seeing)(?: here)?|what you are experiencing|what is going on|your symptoms|the symptoms|symptoms|the pain|your pain|this pain|your(?: [a-z]+){1,3}?|the(?: [a-z]+){1,4}?|most of this|all of this|all of these symptoms|they)`;
const BE = String.raw`(?:is|are|has|have|had|could be|may be|might be|can be|could also be|may also be|might also be|look like|may have|might have|could have|would be|is going to be|is coming from|are coming from|comes from|is from|are from|is due to|are due to|is caused by|seems to be|appears to be|looks like|sounds like|represents?|is related to|are related to|could be related to|is secondary to|may be related to|is all|are all|seems like|seem like|are experiencing|are having|are suffering from|suffer from|are dealing with|are showing signs of|have signs of)`;
const ADVERBS = String.raw`(?:(?: (?:do|also|really|still|just|probably|likely|most likely|more likely|more than likely|possibly|actually|very|got|likely just|still|again|all|basically|a case of|some|what we call|called|something called|a condition called|having|most probably|only|consistent with|a|an|either)))*`;

const THINK =
  /^(?:i|we)(?: do| really| also| still| just| am| certainly| would)* (?:think|believe|feel|feel like|suspect|thinking|suspecting|say|guess)(?: that)?(?: what)? /;
const REJECT =
  /^(?:i|we)(?: really| also| certainly)* (?:do not|does not|am not|did not) (?:really )?(?:think|believe|feel|suspect)(?: that)? (?:this|it|that|you|there) (?:is|are|have|has)(?: going to be)?(?: any| a| an)? /;
const CONCERN =
  /^(?:i|we)(?: am| do| are)?(?: a little| a little bit| slightly| just| also| still| most| mostly| really| have)* ?(?:worried|concerned|concern|suspicious|worry) (?:about|for|that (?:this|it|you) (?:could be|may be|might be|may have|might have|could have|is|has|have)) /;

const PREDICATE = new RegExp(String.raw`^${SUBJECT} ?${ADVERBS} ${BE}${ADVERBS} (?=\S)`);
const CONSISTENT =
  /^(?:this|it|that|these|(?:your|the)(?: [a-z]+){1,4}?|symptoms|findings|all of this|everything|which|most of (?:this|these symptoms)|these symptoms|these findings)(?: here| today| also| all)* (?:is|are|does|do|seems?|appears?|looks?|sounds?|would be)(?: all| most| also| to be| very| likely| seem| look| pretty)* (?:consistent with|suggestive of|indicative of|suspicious for|concerning for|compatible with|in line with) (?:a |an |having a |having |some |what we call |that of )?/;

const ARTICLES =
  /^(?:(?:may have|might have|could have|probably have|a|an|the|some|your|just|likely|probably|most likely|more likely|called|what we call|something called|a case of|that|this|these|basically|actually|also|really|having|you have|you do have|is|be|it is|only) )+/;

/** A thought as the rules get it: what leads up to it is off. */
interface Thought {
  readonly text: string;
  /** "it looks like", "it seems" led up to it. */
  readonly hedged: boolean;
  /** "I think" led up to it. */
  readonly thought: boolean;
  readonly phrase: Phrase;
  readonly person: Person;
}

/** The words are known, and no impression can be made of them: no later rule is asked. */
const NOTHING = 'nothing';
type ThoughtRule = (said: Thought) => Impression | typeof NOTHING | undefined;

const namesIllness = ({ mentions }: Phrase): boolean =>
  mentions.some(({ concept }) => concept.kind === 'condition' || concept.kind === 'symptom');

/** "I don't think this is a fracture". */
const rejected: ThoughtRule = ({ text, phrase, person }) => {
  const match = REJECT.exec(text);
  if (!match) return undefined;
  if (!namesIllness(phrase)) return NOTHING;
  const what = (clip: string): string =>
    /^(?:anything|due|related|caused|the|your|from)\b/.test(clip) ? clip : clip.replace(/^(?:a|an) /, '');
  return (
    diagnosis(text.slice(match[0].length), (clip) => `not felt to be ${what(clip)}`, 'rejected', person) ?? NOTHING
  );
};

/** "I don't believe it's well controlled": how it stands, not what it is not. */
const notSo: ThoughtRule = ({ text, person }) => {
  const match =
    /^(?:i|we)(?: really)? do not (?:really )?(?:think|believe|feel)(?: that)? (?:it|this|that|they|(?:the |your )?[a-z ]{3,30}?) (?:is|are) ((?:very |really |quite )?(?:well[- ]controlled|controlled|under (?:good |better )?control|at goal|where (?:it|we) (?:should be|want it)|stable|healed|worse|better)\b.*)$/.exec(
      text,
    );
  return match
    ? diagnosis(match[1]!, (clip) => `not ${clip.replace(/^(?:very|really|quite) /, '')}`, 'definite', person)
    : undefined;
};

/** "I can't completely rule out a stress fracture". */
const unsettled: ThoughtRule = ({ text, phrase, person }) => {
  const match = /^(?:i|we) can(?: |)not (?:completely |fully )?(?:rule out|exclude) (?:an? )?/.exec(text);
  if (!match || !namesIllness(phrase)) return undefined;
  return diagnosis(text.slice(match[0].length), (clip) => `cannot rule out ${clip}`, 'possible', person) ?? NOTHING;
};

/** "I'm worried about a clot". */
const worried: ThoughtRule = ({ text, phrase, person }) => {
  const match = CONCERN.exec(text);
  if (!match || !namesIllness(phrase)) return undefined;
  const rest = text.slice(match[0].length);
  const near = rest.split(' ').slice(0, 5).join(' ');
  const isOfIllness = phrase.mentions.some(
    ({ concept }) => /condition|symptom/.test(concept.kind) && startsNear(near, concept.preferred, phrase),
  );
  if (!isOfIllness) return undefined;
  return diagnosis(rest, (clip) => `concern for ${clip.replace(ARTICLES, '')}`, 'possible', person) ?? NOTHING;
};

const INJURES = /^(?:tore|torn|broke|broken|fractured|sprained|strained|ruptured|dislocated|pulled)$/;

/** "I'm worried you tore your rotator cuff": the injury by its name. */
const injured: ThoughtRule = ({ text, thought, phrase, person }) => {
  const feared =
    /^(?:i|we) (?:am|are) (?:a little |pretty |really )*(?:worried|concerned|afraid) (?:that )?(?:you|he|she)\b/.test(
      text,
    );
  if (!feared && !(thought && /^(?:you|he|she)\b/.test(text))) return undefined;
  const injury = phrase.mentions.find(
    ({ concept, start }) => concept.kind === 'condition' && INJURES.test(phrase.unit.tokens[start]?.norm ?? ''),
  );
  if (!injury) return undefined;
  const certainty = feared ? 'possible' : 'probable';
  return diagnosis(
    injury.concept.preferred,
    (clip) => `${feared ? 'concern for' : 'likely'} ${clip}`,
    certainty,
    person,
  );
};

/** "We're seeing a partial response of your depression". */
const response: ThoughtRule = ({ text, phrase, person }) => {
  const match =
    /^(?:we|i|you) (?:are|am) (?:seeing|having|showing) (?:an? )?((?:partial|good|poor|incomplete|excellent|minimal|full|little) (?:response|improvement|recovery|remission)\b.*)$/.exec(
      text,
    );
  if (!match || !namesIllness(phrase)) return undefined;
  return diagnosis(match[1]!.replace(/\bof (?:your|the) /, 'of '), (clip) => clip, 'definite', person);
};

/** "… and on top of that an ear infection on the left": a second diagnosis without a verb of its own. */
const appended: ThoughtRule = ({ text, phrase, person }) => {
  const match =
    /^(?:and )?(?:on top of that|in addition to that|plus) ,? ?(?:there is |you have |he has |she has |we have |also )*(?:an? |some )?([a-z].*)$/.exec(
      text,
    );
  const first = match?.[1]!.split(' ')[0];
  const isNamed = phrase.mentions.some(
    ({ concept, start }) =>
      concept.kind === 'condition' &&
      phrase.unit.tokens.slice(Math.max(0, start - 2), start + 1).some(({ norm }) => norm === first),
  );
  return match && isNamed ? diagnosis(match[1]!, (clip) => clip, 'definite', person) : undefined;
};

const status: ThoughtRule = ({ text, person }) => (tellsStatus(text) ? composeStatus(text, person) : undefined);

/** "Your symptoms are consistent with …". */
const consistent: ThoughtRule = ({ text, phrase, person }) => {
  const match = CONSISTENT.exec(text);
  if (!match || !namesIllness(phrase)) return undefined;
  const [front] = match;
  const word = /(suggestive of|indicative of|suspicious for|concerning for|compatible with)/.exec(front)?.[1];
  const subject = /\b(symptoms?|exam|findings|pain|history)\b/.exec(front)?.[1];
  const lead = subject === undefined ? '' : `${subject} ${/^(?:symptoms|findings)$/.test(subject) ? 'are' : 'is'} `;
  const wordIt = (clip: string): string => `${lead}${word ?? 'consistent with'} ${clip.replace(ARTICLES, '')}`;
  return diagnosis(text.slice(front.length), wordIt, 'probable', person) ?? NOTHING;
};

const NO_DIAGNOSIS =
  /\b(?:medications?|dose|mg|history of|surgery|appointment|insurance|work|job|risk|called|options?)\b/;

/** "You have …", "this is most likely due to …". */
const predicated: ThoughtRule = (said) => {
  const { text, phrase, person } = said;
  const front = PREDICATE.exec(text)?.[0];
  const term = illnessIn(said);
  if (front === undefined || !term || NO_DIAGNOSIS.test(front)) return undefined;
  const certainty = certaintyOf(front, said.thought || said.hedged);
  const heard = text.slice(front.length).replace(ARTICLES, '');
  const tail = /^(?:due to|caused by|coming from|related to|secondary to|from)\b/.exec(heard)?.[0];
  const cause = tail ?? CAUSE.exec(front)?.[0];
  const rest =
    tail === undefined
      ? heard
      : heard
          .slice(tail.length)
          .trim()
          .replace(/^your /, 'the ');
  if (NO_NAME.test(rest)) return NOTHING;
  if (!startsNear(rest, term.concept.preferred, phrase)) return undefined;
  const parts = [aboutWhat(said, cause), hedge(certainty, cause), /from/.test(cause ?? '') ? 'from' : cause];
  const lead = parts.filter((part) => part !== undefined && part !== '');
  return diagnosis(rest, (clip) => [...lead, clip].join(' '), certainty, person) ?? NOTHING;
};

const CAUSE = /\b(?:due to|caused by|coming from|comes from|from|related to|secondary to)\b/;
const NO_NAME =
  /^(?:doing|going|feeling|taking|trying|been|to|not|very|good|great|why|what|how|where|when|because|important)\b/;

/** The condition named, or the symptom of "you have …". */
const illnessIn = ({ text, phrase: { mentions } }: Thought): Mention | undefined =>
  mentions.find(({ concept }) => concept.kind === 'condition') ??
  (/^(?:so )?(?:you|he|she) (?:do )?(?:have|has)\b/.test(text)
    ? mentions.find(({ concept }) => concept.kind === 'symptom')
    : undefined);

function hedge(certainty: Certainty, cause: string | undefined): string {
  if (certainty === 'possible') return cause === undefined ? 'possible' : 'possibly';
  return certainty === 'probable' ? 'likely' : '';
}

const certaintyOf = (text: string, thought: boolean): Certainty => {
  if (/\b(?:could|may|might|possibly|perhaps|maybe|possible|either|can be)\b/.test(text)) return 'possible';
  const likely = /\b(?:likely|probably|seems?|appears?|sounds like|looks like|probable|suspect)\b/.test(text);
  return thought || likely ? 'probable' : 'definite';
};

/** What has the cause ("knee pain due to …"), or the part of the body that looks so ("ear: …"). */
function aboutWhat({ text, phrase }: Thought, cause: string | undefined): string | undefined {
  if (cause !== undefined)
    return /^(?:the |your )((?:[a-z]+ ){0,3}[a-z]+?)(?: (?:is|are|comes|may|might|could|seems?|really|also|probably|likely|most)\b)/.exec(
      text,
    )?.[1];
  const place = /^(?:the |your )([a-z]+(?: [a-z]+)?) (?:looks?|seems?|appears?|sounds?)\b/.exec(text)?.[1];
  const isPlace = phrase.mentions.some(({ concept, start }) => concept.kind === 'anatomy' && start < 4);
  return place !== undefined && isPlace ? `${place}:` : undefined;
}

const EXPECTED =
  /^(?:it|this|that|they|things|the pain|symptoms|(?:the |your )(?:symptoms|pain|swelling|knee|ankle|foot|back|shoulder|wrist|elbow)|you|most (?:people|patients))(?: honestly| really| all| both| also| just| hopefully)* (?:should|will|is going to|are going to|ought to)(?: honestly| really| also| just| hopefully| definitely| significantly| gradually| slowly| start to| continue to| be able to)* (get better|improve|resolve|heal|feel better|go away|be better|be improved|clear up|go down|settle down)\b(.*)$/;

/** "It should get better in the next week or so": what is to be expected. */
const expected: ThoughtRule = ({ text, person }) => {
  const match = EXPECTED.exec(text);
  if (!match) return undefined;
  const course = match[1]!.replace(/^be (?:better|improved)$/, 'improve');
  const when =
    /^ (?:in|over|within|with) (?:about |around |the |a |next |few |couple |of |\d+ |to |first |[a-z]+ )*?(?:days?|weeks?|months?|rest|time|treatment|therapy)\b(?: or so)?/.exec(
      match[2]!,
    )?.[0];
  if (when === undefined) return undefined;
  const subject = /\b(pain|swelling|knee|ankle|foot|back|shoulder|wrist|elbow)\b/.exec(match[0].slice(0, 24))?.[1];
  const whole = subject !== undefined ? `the ${subject}` : course === 'heal' ? 'the patient' : 'symptoms';
  return diagnosis(`${whole} should ${course}${when}`, (clip) => clip, 'probable', person) ?? undefined;
};

const reasoned: ThoughtRule = ({ text, thought, phrase, person }) =>
  thought && /^(?:we|i)\b/.test(text) ? NOTHING : composeReasoning(text, phrase, person);

const BEFORE_THINKING: readonly ThoughtRule[] = [notSo, rejected, unsettled, injured, worried];
const THOUGHTS: readonly ThoughtRule[] = [
  expected,
  injured,
  response,
  appended,
  status,
  consistent,
  predicated,
  reasoned,
];

/** What the clinician thinks it is, how it does, and why, as a sentence: by the first rule that knows the words. */
export function composeImpression(phrase: Phrase, person: Person): Impression | undefined {
  if (phrase.unit.question || phrase.unit.speaker === 'patient') return undefined;
  const heard = phrase.text.replace(HEADING, '').trim();
  let text = heard;
  for (let k = 0; k < 3; k++) text = text.replace(LEADS, '').trim();
  const lead = heard.slice(0, heard.length - text.length);
  const hedged = /\b(?:it looks like|it sounds like|looks like|sounds like|it seems)\b/.test(lead);
  const said = { text, hedged, thought: false, phrase, person };
  const early = firstOf(BEFORE_THINKING, said);
  if (early !== undefined) return early === NOTHING ? undefined : early;
  const think = THINK.exec(text);
  const made = firstOf(THOUGHTS, think ? { ...said, text: text.slice(think[0].length), thought: true } : said);
  return made === NOTHING ? undefined : made;
}

function firstOf(rules: readonly ThoughtRule[], said: Thought): ReturnType<ThoughtRule> {
  for (const rule of rules) {
    const made = rule(said);
    if (made !== undefined) return made;
  }
  return undefined;
}

/** The diagnosis stands in the first words of what is said of it, not in a clause behind. */
function startsNear(rest: string, preferred: string, { unit, mentions }: Phrase): boolean {
  const head = rest.split(' ').slice(0, 9).join(' ');
  const mention = mentions.find(({ concept }) => concept.preferred === preferred);
  const said = mention === undefined ? undefined : unit.tokens[mention.start]?.norm;
  return head.includes(preferred) || (said !== undefined && said !== '' && head.includes(said));
}
