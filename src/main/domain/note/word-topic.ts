import type { Candidate } from '../understanding/candidates.ts';

/** What a question may be about that its answer calls "it" or "they": no person, no thing of the house. */
const TOPIC = String.raw`(appetite|sleep|energy|mood|breathing|vision|hearing|balance|memory|weight|diet|pain|cough|swelling|rash|wound|incision|blood pressures?|(?:blood )?sugars?|readings?|bowels|bowel movements|periods?|headaches?|hot flashes|concentration|anxiety|depression|asthma|reflux|migraines?|seizures?|(?:left |right )?(?:knee|hip|shoulder|back|neck|ankle|wrist|elbow|foot|hand|leg|arm)(?: pain)?)`;
const LEAD = String.raw`^(?:(?:so|and|okay|well|now|alright|all right|great|good|,) )*`;
const HOW = new RegExp(
  String.raw`${LEAD}how (?:is|are|has|have|was|were|about) (?:the|your|his|her|that|those) ${TOPIC}(?: been| doing| going| running| lately| today| now| these days)*$`,
);
const WHAT_OF = new RegExp(
  String.raw`${LEAD}(?:what about |how about |tell me about |and )?(?:the|your|his|her|that) ${TOPIC}$`,
);
const LAST = new RegExp(
  String.raw`${LEAD}(?:when|how long ago) (?:was|is|did you have) (?:the|your|his|her) last (eye exam|dental exam|physical|colonoscopy|mammogram|pap smear|tetanus shot|flu shot|blood work|checkup|bone density(?: scan)?|ekg|stress test|eye check)$`,
);

const FEVER = /\b(?:any|had|have|running) (?:an? )?fevers?\b(?!.*\bor\b)/;

const IT = /^(?:it|they|that|those)$/;
const VERB =
  /^(?:is|are|has|have|was|were|comes?|came|goes|go|runs?|feels?|gets?|got|seems?|hurts?|varies|vary|bothers?|stays?|stayed|went)$/;

const asked = ({ question }: Candidate): string =>
  question?.tokens
    .map(({ norm }) => norm)
    .join(' ')
    .replace(/[ ?.!]+$/, '') ?? '';

/** "How's your appetite?" "It's coming back.": the appetite is. The words as they are where the question names nothing. */
export function withTopic(words: string[], candidate: Candidate): string[] {
  const [subject = '', verb = ''] = words;
  if (!candidate.question || candidate.question.speaker === 'patient' || !IT.test(subject) || !VERB.test(verb))
    return words;
  const question = asked(candidate);
  const last = LAST.exec(question)?.[1];
  if (last !== undefined) return lastTime(words, last);
  // "Any fever?" "Yeah, it was 102.4.": the temperature of it.
  if (FEVER.test(question)) return /\b(?:9\d|10\d)\b/.test(words.join(' ')) ? ['fever', ...words.slice(1)] : words;
  const topic = (HOW.exec(question) ?? WHAT_OF.exec(question))?.[1];
  return topic === undefined ? words : [...topic.split(' '), ...words.slice(1)];
}

/** "When was your last eye exam?" "It's been two years.": the last eye exam was 2 years ago. */
function lastTime(words: string[], what: string): string[] {
  const span =
    /^(?:it|that) has been ((?:(?:about|approximately|maybe|probably|over|almost|at least) )*(?:an?|\S+) (?:days?|weeks?|months?|years?))$/.exec(
      words.join(' '),
    )?.[1];
  return span === undefined ? words : ['last', ...what.split(' '), 'was', ...span.split(' '), 'ago'];
}
