import type { Word } from './verify-read.ts';

/** How an answer begins: a yes, a no, a no with an exception ("just the chills"), what was and is no more ("it used to"), neither. */
export type Reply = 'yes' | 'no' | 'exception' | 'unsure' | 'past' | undefined;

/** The first that fits decides. Marks are read without the blank before them. */
const REPLIES: readonly (readonly [Exclude<Reply, undefined>, RegExp])[] = [
  ['exception', /^(?:(?:no|nope|nah|not really|none|nothing)[,. ]*)?(?:just|only)\b/],
  ['exception', /^(?:no|nope|not really)\b.{0,24}\b(?:just|only|except|other than|besides|apart from)\b/],
  ['past', /^(?:yes|yeah|no|it|i|he|she|they|that)?[, ]*(?:it |i |he |she |they |that |we )?(?:used to|did (?:at first|before|back then|for a while|initially)|not any ?more|no longer)\b|^(?:i|it|he|she|they|that|we)(?: really)? (?:do|does|am|is|are|have|has|would|can) not\b.{0,40}\bany ?more\b/],
  ['no', /^(?:i do not think so|i do not believe so)\b/],
  ['no', /^i wish\b.*\b(?:no|nope|not)\b/],
  ['yes', /^(?:i think so|i believe so|i guess so)\b/],
  ['yes', /^(?:maybe|probably|about|like|roughly) (?:once|twice|every|a couple|a few|one|two|three|four|five|six|\d+)\b/],
  ['past', /^(?:a )?(?:long time|few years|years|while) (?:ago|back)\b/],
  ['yes', /^(?:by|in|at|on|after|when|with)\b.{0,30}\b(?:yes|yeah|yep|yup)\b/],
  ['unsure', /^(?:i do not know|not sure|i am not sure|maybe|hard to say|possibly|i do not remember|i can not remember)\b/],
  ['no', /^(?:no|nope|nah|none|never|not at all|nothing|not really|not that|negative|neither|mm-mm|uh-uh|huh-uh|not since|not currently|not so far|not yet|not lately|not recently|denies)\b/],
  ['no', /^(?:i|we) (?:would|will)(?: really| much)? (?:rather|prefer)(?: to)? (?:not|skip|wait|hold off)\b|^(?:i|we) will pass\b|^(?:not today|no thank|pass[,.]|let us not|let us (?:wait|hold off))/],
  ['no', /^(?:i|we|he|she|they)(?: just| actually| kind of)? (?:skipped|missed|declined|refused|passed|quit|stopped|forgot|ran out|held off|gave up|never)\b/],
  ['yes', /^(?:i|we|he|she|they)(?: just| already| actually)? (?:got|had|did|took|do|have) (?:it|that|them|one|those|mine|his|hers|both|all)\b/],
  ['yes', /^(?:yes|yeah|yep|yup|yea|uh-huh|mm-hmm|mhm|correct|right|exactly|absolutely|definitely|sure|of course|that is right|that is correct|a little|a bit|a lot|sometimes|occasionally|some|all the time|every|quite|once|twice|one|both|my|a couple|a few|(?:about |maybe |like |around )?\d+ (?:times|pounds|lbs|kilos|episodes|pillows)|here and there|on and off|off and on|once in a while|now and then|i do|i have|i am|i did|it does|it is|it has|they do|he does|she does)\b(?! not)/],
]; // prettier-ignore

/** "I don't", "it really hasn't": a no where it is short, else a story of its own. */
const SHORT_NO =
  /^(?:i|it|he|she|they|that)(?: really)? (?:do|does|did|have|has|had|am|is|was|would|can|could)(?: really)? not\b/;
const LONGEST_NO = 14;

export function replyOf(words: readonly Word[]): Reply {
  const text = words
    .map((word) => word.norm)
    .join(' ')
    .replace(/ ,/g, ',')
    .replace(/^(?:(?:well|oh|ow|ouch|so|okay|ok|you know|i mean|honestly|actually|and|,|\.)[, ]*)+/, '');
  const found = REPLIES.find(([, pattern]) => pattern.test(text))?.[0];
  return found ?? (SHORT_NO.test(text) && words.length <= LONGEST_NO ? 'no' : undefined);
}

const LEAD = /^(?:so|and|okay|ok|alright|well|now|but|also|then|good|great|right|or|because|um|all)$/;

/** Words put as a question: an auxiliary or a question word first, "any …", or a mark at the end. */
export function isAsking(words: readonly Word[]): boolean {
  if (words.some((word) => word.norm === '?')) return true;
  const norms = words.map((word) => word.norm).filter((word) => word !== ',');
  let i = 0;
  while (i < norms.length && LEAD.test(norms[i]!)) i++;
  const first = norms[i] ?? '';
  if (/^(?:any|what|when|where|why|who|which|how)$/.test(first)) return true;
  if (/^(?:do|does|did|have|has|had|are|is|was|were|can|could|would|will|any)$/.test(first))
    return /^(?:you|your|he|she|it|they|there|that|the|this|any|anyone|anybody|i|we)$/.test(
      (norms[i + 1] === 'not' ? norms[i + 2] : norms[i + 1]) ?? '',
    );
  if (/, (?:how|what|any|are you|do you|have you|is there)\b/.test(words.map((word) => word.norm).join(' ')))
    return true;
  return norms
    .slice(i)
    .some(
      (word, k, all) =>
        /^(?:do|did|have|are|were|has|does)$/.test(word) &&
        all[k + 1] === 'you' &&
        /^(?:,|any|ever)$/.test(all[k + 2] ?? ''),
    );
}
