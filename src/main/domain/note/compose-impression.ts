import { clippings, inThird, isFinished, type Phrase } from './clinical-phrase.ts';
import { wholeClauses } from './clauses.ts';
import type { Person } from './person.ts';
import { asSentence } from './sentence-text.ts';

export type Certainty = 'definite' | 'probable' | 'possible' | 'rejected';

export interface Impression {
  readonly text: string;
  /** `diagnosis`: names what it is; `status`: how a known problem does; `reasoning`: why. */
  readonly kind: 'diagnosis' | 'status' | 'reasoning';
  readonly certainty: Certainty;
}

const HEADING =
  /^(?:(?:so|and|now|then|okay|as) )*(?:for|in terms of|as far as|regarding|with regards? to|in regards? to|when it comes to|with respect to|concerning|going back to|moving on to|on|from) (?:the |your |that |a |an )?(?:(?:first|second|third|fourth|next|last|other|final) )?(?:problem|issue|diagnosis|concern)?.{0,90}?(?:standpoint|perspective|point of view)?(?= i | we | you | it is | it looks | that is | this is | these are | your | the symptoms | symptoms | everything | that can | this can | that seems )/;
const LEADS =
  /^(?:from (?:a|an|the|your) .{2,40}? (?:standpoint|perspective|point of view)|so|and|but|well|now|okay|, |basically|again|also|overall|then|you know|my impression is(?: is)? that|my impression is|my assessment is that|my assessment is|my assessment|what i think is going on is(?: that)?|what i think is happening is(?: that)?|what i think you have is|what is going on is|what that means is(?: that)?|that basically means that|that means that|it looks like|it sounds like|looks like|sounds like|it seems like|it seems to me that|given your .{5,80}? , |based on .{5,90}? , |with your .{5,60}? , |from what i can (?:see|tell) ,?|of all ,?|which means) ?,? ?/;

const SUBJECT = String.raw`(?:this|it|that|these|those|you|he|she|what you have|what you are experiencing|what is going on|your symptoms|the symptoms|symptoms|the pain|your pain|this pain|your(?: [a-z]+){1,3}?|the(?: [a-z]+){1,4}?|most of this|all of this|all of these symptoms|they)`;
const BE = String.raw`(?:is|are|has|have|had|could be|may be|might be|can be|could also be|may also be|might also be|look like|may have|might have|could have|would be|is going to be|is coming from|are coming from|comes from|is from|are from|is due to|are due to|is caused by|seems to be|appears to be|looks like|sounds like|represents?|is related to|are related to|could be related to|is secondary to|may be related to|is all|are all|seems like|seem like|are experiencing|are having|are suffering from|suffer from|are dealing with)`;
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

const STATUS =
  /\b(?:well[- ]controlled|poorly controlled|not controlled|uncontrolled|out of control|under (?:good |better |great )?control|stable|doing (?:really |very |pretty |quite |so |much |fairly )?(?:well|good|better|great|okay|fine)|worsening|improving|improved|resolved|controlled|at goal|not at goal|healing (?:well|nicely)|healed|in remission|asymptomatic|progressing|(?:getting|become|become) (?:better|worse)|going well(?! to)|looks? (?:really |very |pretty )?good|relatively well|as expected)\b/;

const certaintyOf = (text: string, thought: boolean): Certainty =>
  /\b(?:could|may|might|possibly|perhaps|maybe|possible|either|can be)\b/.test(text)
    ? 'possible'
    : thought || /\b(?:likely|probably|seems?|appears?|sounds like|looks like|probable|suspect)\b/.test(text)
      ? 'probable'
      : 'definite';

const ARTICLES =
  /^(?:(?:may have|might have|could have|probably have|a|an|the|some|your|just|likely|probably|most likely|more likely|called|what we call|something called|a case of|that|this|these|basically|actually|also|really|having|you have|you do have|is|be|it is|only) )+/;

/** What the clinician thinks it is, how it does, and why, as sentences. */
export function composeImpression(phrase: Phrase, person: Person): Impression | undefined {
  if (phrase.unit.question || phrase.unit.speaker === 'patient') return undefined;
  let text = phrase.text.replace(HEADING, '').trim();
  const heard = text;
  for (let k = 0; k < 3; k++) text = text.replace(LEADS, '').trim();
  const hedgedLead = /\b(?:it looks like|it sounds like|looks like|sounds like|it seems)\b/.test(heard.slice(0, heard.length - text.length));
  const named = phrase.mentions.some((mention) => mention.concept.kind === 'condition' || mention.concept.kind === 'symptom');
  const rejected = REJECT.exec(text);
  if (rejected) {
    const rest = text.slice(rejected[0].length);
    return named ? pick(rest, (clip) => `not felt to be ${/^(?:anything|due|related|caused|the|your|from)\b/.test(clip) ? clip : withArticle(clip)}`, 'diagnosis', 'rejected', person) : undefined;
  }
  const open = /^(?:i|we) can(?: |)not (?:completely |fully )?(?:rule out|exclude) (?:an? )?/.exec(text);
  if (open && named) return pick(text.slice(open[0].length), (clip) => `cannot rule out ${clip}`, 'diagnosis', 'possible', person);
  const concern = CONCERN.exec(text);
  if (concern && named && phrase.mentions.some((mention) => /condition|symptom/.test(mention.concept.kind) && startsNear(text.slice(concern[0].length).split(' ').slice(0, 5).join(' '), mention.concept.preferred, phrase))) return pick(text.slice(concern[0].length), (clip) => `concern for ${clip.replace(ARTICLES, '')}`, 'diagnosis', 'possible', person);
  const thought = THINK.exec(text);
  if (thought) text = text.slice(thought[0].length);
  if (STATUS.test(text) && !/\b(?:if|goal|should|would|want|hope|make sure)\b/.test(text) && text.split(' ').length <= 26) {
    const status = statusText(text, person, thought !== null);
    if (status) return status;
  }
  const consistent = CONSISTENT.exec(text);
  if (consistent && named) {
    const word = /(suggestive of|indicative of|suspicious for|concerning for|compatible with)/.exec(consistent[0])?.[1] ?? 'consistent with';
    const subject = /\b(symptoms?|exam|findings|pain|history)\b/.exec(consistent[0])?.[1];
    const lead = subject === undefined ? '' : `${subject === 'exam' ? 'exam is' : subject === 'symptoms' || subject === 'findings' ? `${subject} are` : `${subject} is`} `;
    return pick(text.slice(consistent[0].length), (clip) => `${lead}${word} ${clip.replace(ARTICLES, '')}`, 'diagnosis', 'probable', person);
  }
  const predicate = PREDICATE.exec(text);
  const term = phrase.mentions.find((mention) => mention.concept.kind === 'condition') ?? phrase.mentions.find((mention) => mention.concept.kind === 'symptom' && /^(?:so )?(?:you|he|she) (?:do )?(?:have|has)\b/.test(text));
  if (predicate && term && !/\b(?:medications?|dose|mg|history of|surgery|appointment|insurance|work|job|risk|called|options?)\b/.test(predicate[0])) {
    let rest = text.slice(predicate[0].length).replace(ARTICLES, '');
    const certainty = certaintyOf(predicate[0], thought !== null || hedgedLead);
    const tail = /^(?:due to|caused by|coming from|related to|secondary to|from)\b/.exec(rest)?.[0];
    const cause = tail ?? /\b(?:due to|caused by|coming from|comes from|from|related to|secondary to)\b/.exec(predicate[0])?.[0];
    if (tail !== undefined) rest = rest.slice(tail.length).trim().replace(/^your /, 'the ');
    const word = certainty === 'possible' ? (cause === undefined ? 'possible' : 'possibly') : certainty === 'probable' ? 'likely' : '';
    const link = cause === undefined ? '' : /from/.test(cause) ? 'from' : cause;
    const place = /^(?:the |your )([a-z]+(?: [a-z]+)?) (?:looks?|seems?|appears?|sounds?)\b/.exec(text)?.[1];
    const about = cause === undefined ? (place !== undefined && phrase.mentions.some((mention) => mention.concept.kind === 'anatomy' && mention.start < 4) ? `${place}:` : undefined) : /^(?:the |your )((?:[a-z]+ ){0,3}[a-z]+?)(?: (?:is|are|comes|may|might|could|seems?|really|also|probably|likely|most)\b)/.exec(text)?.[1];
    if (/^(?:doing|going|feeling|taking|trying|been|to|not|very|good|great|why|what|how|where|when|because|important)\b/.test(rest)) return undefined;
    if (startsNear(rest, term.concept.preferred, phrase)) return pick(rest, (clip) => [about ?? '', word, link, clip].filter((part) => part !== '').join(' '), 'diagnosis', certainty, person);
  }
  if (thought && /^(?:we|i)\b/.test(text)) return undefined;
  return reasoning(text, phrase, person, thought !== null);
} // prettier-ignore

/** The diagnosis stands in the first words of what is said of it, not in a clause behind. */
function startsNear(rest: string, preferred: string, phrase: Phrase): boolean {
  const head = rest.split(' ').slice(0, 9).join(' ');
  const mention = phrase.mentions.find((other) => other.concept.preferred === preferred);
  const said = mention ? phrase.unit.tokens.slice(mention.start, mention.end).map((token) => token.norm).join(' ') : '';
  return head.includes(preferred) || (said !== '' && head.includes(said.split(' ')[0]!));
} // prettier-ignore

const withArticle = (text: string): string => text.replace(/^(?:a|an|the|your) /, '');

function pick(
  rest: string,
  word: (clip: string) => string,
  kind: Impression['kind'],
  certainty: Certainty,
  person: Person,
): Impression | undefined {
  for (const clip of clippings(rest)) {
    const text = asSentence(word(inThird(clip.replace(/ (?:okay|here|there|today|right now|as well|you know|for you)$/, ''), person)).replace(/\b(?:their) (?=(?:right|left|knee|back|neck|lungs?|heart|kidney)\b)/, 'the '));
    if (isFinished(text) && text.split(' ').length <= 30) return { text, kind, certainty };
  }
  return undefined;
} // prettier-ignore

function statusText(text: string, person: Person, thought: boolean): Impression | undefined {
  if (HYPOTHETICAL.test(text)) return undefined;
  const plain = text
    .replace(/^[a-z ]{3,30} , (?=(?:everything|things) )/, '')
    .replace(/^(?:everything|things) (?:is|are|seems?(?: to be)?|looks?) (?=(?:well |under |stable|controlled|improv))/, '')
    .replace(/^(?:it|this|that|they|everything|things)(?: also| still| all)? (?:is|are|has been|have been)(?: also| still)? /, (all) => (/^(?:everything|things)/.test(all) ? all : ''))
    .replace(/^(?:you)(?: also| still)? are (?=doing|stable|improving)/, '')
    .replace(/^(?:it|that) (?=(?:looks|seems|sounds|appears)\b)/, '')
    .replace(/^(?:your|the) (?=(?:[a-z]+ ){1,4}(?:is|are|has|have|looks?|seems?)\b)/, '')
    .replace(/\b(?:pretty|really|very|so) (?=well|good|stable|great)/g, '')
    .replace(/ with (?:it|that|this)$/, '');
  void thought;
  for (const clip of clippings(plain)) {
    if (!STATUS.test(clip)) continue;
    const out = asSentence(inThird(clip.replace(/ (?:okay|here|there|right now|as well|too|so)$/, ''), person));
    if (isFinished(out) && !/^(?:it|this|that|these|they|looks|seems|sounds)\b/i.test(out) && !/\b(?:we|patient) (?:will|want)\b/.test(out)) return { text: out, kind: 'status', certainty: 'definite' };
  }
  return undefined;
} // prettier-ignore

/** A sentence of its own about the patient, a problem, a drug or a test. */
const ABOUT =
  /^(?:the patient|patient|he|she|(?:the |a |an |this |these |his |her |their |some |your )?(?:[a-z0-9'-]+ ){0,4}?[a-z0-9'-]+) (?:is|are|was|were|has|have|had|can|may|might|could|should|will|does|do|shows?|showed|reveals?|revealed|helps?|needs?|causes?|requires?|remains?|continues?|presents?|appears?|demonstrates?|reports?|reviewed|discussed|wants?|prefers?|understands?|agrees?)\b/;

/** Half of a return precaution whose "if" stands in the breath before. */
const HYPOTHETICAL =
  /\b(?:or|and) (?:you|the patient) (?:develops?|gets?|notices?|starts?|have any|feels?)\b|\bany (?:weakness|fever|chest pain|numbness|worsening)\b/;

const NURSE =
  /\b(?:nurse|front desk|medical assistant|scribe|be back|my ma|discount|website|stipend|parking|insurance)\b/i;

/** Speech runs on: two clauses with nothing between them are no sentence. */
export function isOneClause(text: string): boolean {
  const clauses = wholeClauses(text);
  const bare = (words: string): string =>
    words
      .toLowerCase()
      .replace(/[^a-z0-9' ]/g, '')
      .replace(/\s+/g, ' ')
      .trim();
  return clauses.length === 1 && bare(clauses[0]!.join(' ')) === bare(text);
}

function reasoning(text: string, phrase: Phrase, person: Person, thought: boolean): Impression | undefined {
  void thought;
  if (HYPOTHETICAL.test(text)) return undefined;
  const clinical = phrase.mentions.some((mention) => mention.concept.kind !== 'anatomy') || /\d/.test(text);
  if (!clinical || text.split(' ').length < 4) return undefined;
  if (/^(?:(?:it|this|that|these|they|those)(?: (?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|does|do|also|means|helps|looks|seems)\b|$)|they|it|there|(?:he|she) will|we|i|(?:the patient|you) (?:is|are) (?:here|in a|going|looking|right|welcome|aware|young|also)|what|which|how|when|where|who|if|i|as|we|because|one|good|great)\b/.test(text)) return undefined;
  for (const clip of clippings(text)) {
    const out = asSentence(inThird(clip.replace(/ (?:okay|here|there|today|right now|as well|too|so)$/, ''), person));
    if (isFinished(out) && !NURSE.test(out) && !/^(?:we|our|found|completed)\b/i.test(out) && ABOUT.test(out.toLowerCase()) && out.split(' ').length >= 5 && isOneClause(out)) return { text: out, kind: 'reasoning', certainty: 'definite' };
  }
  return undefined;
} // prettier-ignore
