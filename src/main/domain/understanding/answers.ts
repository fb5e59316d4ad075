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

/** How much, how often, when or where: nobody says it of what is not there. "Any swelling?" "My ankles, both of them." */
const TELLS =
  /^(?:about |maybe |like |around |probably |mostly |usually |just |i would say |at least )*(?:once|twice|one\b(?! of my)|a couple|a few|(?:\d+|two|three|four) (?:or (?:\d+|two|three|four|five) )?(?:times|pounds|lbs|kilos|episodes|pillows|last|this|a (?:day|night|week|month)|in a)|all (?:the time|day|night)|every (?:day|night|time|morning|week|few|couple|now|\d|two|three|four|five)|at night|in the (?:mornings?|evenings?)|for (?:years|months|weeks|a (?:while|long time)|about|the (?:last|past)|\d+|(?:two|three|four|five|six) (?:years|months|weeks|days))|when i\b|since\b|yesterday|this morning|last night|both|here and there|now and then|on and off|off and on|lots|plenty|constantly|my \S+)/;
const BUT_NOT =
  /\b(?:no|not|never|none|nothing|fine|good|okay|normal|better|gone|used to|years ago|would|if|doctor|wife|husband|mother|father|mom|dad|sister|brother|son|daughter|friend|neighbor|says?|said)\b/;

/** A yes that is not said: the answer goes straight to the amount, the time or the place of what was asked after. */
export function takesForGranted(tokens: readonly Token[]): boolean {
  const text = tokens
    .map((token) => token.norm)
    .join(' ')
    .replace(/ ,/g, ' ,')
    .replace(LEAD, '');
  return tokens.length <= 24 && TELLS.test(text) && !BUT_NOT.test(text.split(' ').slice(0, 12).join(' '));
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
