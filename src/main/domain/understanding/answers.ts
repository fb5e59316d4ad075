import type { Token } from './tokens.ts';

/** What the first words of an answer say. `exception`: "no, just the chills". */
export type AnswerKind = 'yes' | 'no' | 'exception' | 'unsure' | 'other';

const YES =
  /^(yes|yeah|yep|yup|yea|uh-huh|mm-hmm|mhm|correct|right|exactly|absolutely|definitely|sure|of course|that is right|that is correct|a little|a little bit|sometimes|occasionally|some|(i have|i do|i am|it does|it is|it has|they do|i did|i was|i would)(?= ,|$| actually| too| yes| sometimes| still| a little| have that| have been))\b/;
const NO =
  /^(no|nope|nah|none|never|not really|not at all|nothing|not that|negative|neither|not since|not anymore|not currently|not so far|not yet|mm-mm|uh-uh|huh-uh|i can not say|(i do not|i have not|i am not|it does not|it has not|i did not|it is not)(?= ,|$| have| had| think so| noticed| any| really| that i| know of| felt| been having| either| experienced| actually))\b/;
const UNSURE =
  /^(i do not know|not sure|i am not sure|maybe|i do not remember|i can not remember|hard to say|possibly|i do not think so|i think so)\b/;
const LEAD = /^((well|oh|um|so|okay|,|you know|i mean|actually|honestly|ah|hmm) )+/;

export function answerKind(tokens: readonly Token[]): AnswerKind {
  // "I'm" alone was cut off; "I am" is an answer.
  if (tokens.length === 2 && tokens[1]!.start < tokens[0]!.end) return 'other';
  const text = tokens
    .map((token) => token.norm)
    .join(' ')
    .replace(/ ,/g, ' ,')
    .replace(LEAD, '');
  if (/^(i do not think so)\b/.test(text)) return 'no';
  if (/^(i think so)\b/.test(text)) return 'yes';
  if (UNSURE.test(text)) return 'unsure';
  if (
    /^(no|none|not really|nope)?[ ,]*(just|only)\b/.test(text) ||
    /^(no|nope|not really)\b.*\b(just|only|except|other than|besides|apart from)\b/.test(text)
  )
    return 'exception';
  if (NO.test(text)) return 'no';
  if (YES.test(text)) return 'yes';
  return 'other';
}

/** An answer that says nothing beyond yes or no. */
export function isBare(tokens: readonly Token[]): boolean {
  const rest = tokens
    .map((token) => token.norm)
    .filter(
      (word) =>
        !/^(yes|yeah|yep|yup|no|nope|nah|not|really|at|all|sir|ma'am|doctor|i|have|do|am|did|that|of|know|uh-huh|mm-hmm|correct|right|exactly|,|nothing|like|none|it|is|does|has|well|so|far|think|never|absolutely|definitely|sure|okay|noticed|been|to|mhm|oh|those|them|any|anything|can|remember|say|aware)$/.test(
          word,
        ),
    );
  return rest.length === 0;
}
