import { wholeClauses } from './clauses.ts';
import { clippings, inThird, isFinished } from './clinical-phrase.ts';
import type { Person } from './person.ts';
import { CLINICAL_OBJECT, RETURN, type PlanDraft, type PlanItem } from './plan-item.ts';
import { rewriteAll, type Rewrite } from './rewriting.ts';
import { asSentence } from './sentence-text.ts';

const POOR =
  /^We will \w+\.$|\bkeep it (?:clean|dry)\b(?!.*\b(?:\d|hours|days|weeks|until|with)\b)|^Start (?:something|some)\b|\badvised to go to (?:daily|every|once|twice)\b|^(?:Double check|Check it)\.$|^They |^Recommend (?:after|before|in|on|at|for|with)\b|^We will (?:see ?,? (?:how|if|what|where)|manage (?:that|this|it)\b|apply the patient)|\bsome sort\b|\b(?:off|fluid|down|up|it|them|now|daily|today) the patient (?:checks|takes|keeps|uses|watches|does|stays)\b|advised to notify the office\.$|advised to call(?: the office)?\.$| and (?:discuss|see|then|go|have|make|get|take|do|check)\.$|keep doing it|visit with the (?:epidural|injection|mri|ct|ultrasound)|cannot do it|at the very least\.$|\b(?:needs|want|wants) some\.$|insurance|receive a call|notify the office (?:how|what|about)|any questions?\b|advised to (?:return|come back)\.$|\b(?:take|use|apply|taking|using|put|wear|keep|keep taking|give|send|obtain) (?:that|it|this|them|those)\b(?! [a-z]+(?:s|ing)? )|\b(?:may|should|to) (?:keep|continue) (?:taking|using|doing)\.|\bmay get from\b|obtain scheduled|those side effects\.|^We will (?:put|take|get|give|send|do) (?:them|it|this|those)\b|^We will (?:make sure|have (?:some|the results)|order a (?:study|test)\.)|^(?:Continue|Start) the (?:course|plan)\.|\b(?:follow-up|follow up)\.$|^(?:We will|We can|May|We may|The patient (?:should|may|was advised to)) (?:(?:be|do|get|go|have|make|see|try|keep|put|use|let|take|give)(?: (?:it|that|this|those|them|him|her|the patient|so))?\.|(?:it|that|so|not to)\b)|\b(?:that|this|it|those|them) (?:do|does|is|are)\.|\b(?:the patient (?:some|a|an)|to the patient the)\b|We will (?:have|get|make|let|see|do) the patient\b(?! (?:scheduled|set|evaluated|an?))|We will (?:keep|talk|hope|work)\b(?! on weight)|^(?!.*\b(?:no|not|if|without|avoid|prevent|refrain|rule out|stop|whether|unless|in case|before|determine|limit|cannot|for any|of any)\b).*\bany\b/i;
const WEAK_ADVICE = /^(?:to )?(?:get|go|do(?! not)|be|see|have|make|put|give|let|work|add|look|find)\b/;

/** The draft as a sentence of the plan, cut back until it can stand; undefined where nothing of it can. */
export function toPlanItem(draft: PlanDraft, condition: string | undefined, person: Person): PlanItem | undefined {
  if (isEmptyAdvice(draft)) return undefined;
  for (const clip of clippings(draft.text)) {
    const main = inMood(draft, coreOf(clip, person), condition !== undefined);
    let text = withPronoun(toOffice(condition === undefined ? main : underCondition(condition, main)), person);
    if (draft.kind === 'follow-up') {
      text = untilTime(text);
      if (!NAMES_TIME.test(text)) continue;
    }
    const sentence = wholeOf(asSentence(text.replace(/ ?, ?$/, '')));
    if (!isFinished(sentence) || POOR.test(sentence) || sentence.split(' ').length < 2) continue;
    const kind = condition !== undefined && RETURN.test(draft.text) ? 'return' : draft.kind;
    return { kind, text: sentence, option: draft.option };
  }
  return undefined;
}

const NAMES_TIME =
  /\d|\b(?:days?|weeks?|months?|years?|week|tomorrow|next|after|once|when|with|monday|tuesday|wednesday|thursday|friday|results?)\b/;

const isEmptyAdvice = ({ mood, text }: PlanDraft): boolean =>
  (mood === 'advice' || mood === 'should' || mood === 'patient-may') &&
  WEAK_ADVICE.test(text) &&
  !CLINICAL_OBJECT.test(text) &&
  !RETURN.test(text);

const THEIR_BODY =
  /\btheir (?=(?:right|left|knee|back|leg|arm|neck|foot|ankle|wrist|hand|elbow|shoulder|hip|blood|weight|diet|medications?|symptoms?|activity|pain)\b)/g;

function coreOf(clip: string, person: Person): string {
  const core = inThird(rewriteAll(clip, TAIL_TIDY).trim(), person).replace(/\bthose (?=[a-z]+s\b)/g, 'the ');
  return person.plural ? core.replace(THEIR_BODY, 'the ') : core;
}

/** Somebody else is addressed: "bring him back". */
const OF_THE_CHILD = /\b(?:him|her)\b(?! (?:own|[a-z]+))|^(?:bring|take|keep|give) (?:him|her)\b/;

function inMood({ mood, text }: PlanDraft, core: string, isConditional: boolean): string {
  switch (mood) {
    case 'advice':
      return OF_THE_CHILD.test(text)
        ? core.replace(/^(bring|take|keep|give) (?:him|her)\b/, '$1 the patient')
        : `the patient was advised to ${core.replace(/^to /, '')}`;
    case 'should':
      return `the patient should ${core}`;
    case 'patient-may':
      return core.startsWith('not ') ? `the patient cannot ${core.slice(4)}` : `the patient may ${core}`;
    case 'may':
      return isConditional ? `we may ${core}` : `may ${core}`;
    case 'plain':
      return /^will\b/.test(core) ? `the patient ${core}` : core;
    case 'can':
    case 'order':
      return IMPERATIVE.test(core) ? core : `we will ${core}`;
  }
}

/** Medication changes and follow-up stand in the imperative, what else is ordered with "We will". */
const IMPERATIVE =
  /^(?:start|restart|resume|initiate|continue|increase|decrease|reduce|lower|double|stop|discontinue|taper|wean|refill|follow up|recommend|consider|hold off)\b/;

function underCondition(condition: string, main: string): string {
  const whole = `${condition}, ${/^(?:we|the patient)\b/.test(main) ? main : `we will ${main}`}`;
  return whole.replace(
    /, we will (follow up|bring|take|keep|give|call|return|stop|start|increase|continue) /,
    (all, verb: string) => (/^(?:follow up|bring|take|keep)$/.test(verb) ? `, ${verb} ` : all),
  );
}

const toOffice = (text: string): string =>
  text
    .replace(/\b(call|notify|contact|message|tell|inform|see|reach out to|come back to|email) us\b/g, '$1 the office')
    .replace(/\badvised to do not /, 'advised not to ');

/** "The patient was advised to call if the patient has a fever": named once, then by pronoun. */
export function withPronoun(text: string, person: Person): string {
  if (person.plural || !/^the patient\b/i.test(text)) return text;
  return text
    .replace(
      /(?<=\b(?:if|when|whenever|that|until|unless|once|because|while|as|before|after|since|where|what|and|or|how) )the patient(?='s |(?: \w+)? (?:has|is|was|does|needs|gets|develops|feels|wants|starts|notices|can|will|should|may|still|takes|goes|experiences|had|did|continues|would|could)\b)/g,
      person.subject,
    )
    .replace(/\b(?:he|she)'s (?=[a-z])/g, `${person.possessive} `);
}

const UNTIL =
  /^(.*?\bfollow up (?:in (?:the office|the clinic|clinic|office) )?(?:in |next |on )?(?:(?:\d+|a|an|one|two|three|four|six|the next|next|couple|few|several|of|or|to|-) ?)*(?:\d+ ?)?(?:days?|weeks?|months?|years?|monday|tuesday|wednesday|thursday|friday|tomorrow)(?: or so)?)(.*)$/;

/** "Follow up in 2 weeks carolyn": up to the time, and what it is for. */
function untilTime(text: string): string {
  const match = UNTIL.exec(text);
  if (!match) return text;
  const [, time, rest] = match as unknown as [string, string, string];
  const saysWhy =
    /^ (?:for|to|with|after|or (?:if|sooner)|unless|sooner if)\b/.test(rest) &&
    !/\b(?:see how|see you|you|check in|talk|see what|see where)\b/.test(rest);
  return saysWhy ? time + rest : time;
}

const AMOUNT =
  /\d ?(?:mg|mcg|g|mL|units?|puffs?|weeks?|hours?|days?|months?|ounces|liters?|glasses|pounds|servings)\b/i;

/** Long sentences about the patient or about us have to be whole clauses; of what is not, the beginning that is. */
function wholeOf(sentence: string): string {
  const words = sentence.split(' ').length;
  if (/^Recommend /.test(sentence) && words > 9) return wholeOf(`We r${sentence.slice(1)}`).replace(/^We r/, 'R');
  const isShort = words <= (/^We recommend/.test(sentence) ? 9 : 14);
  if (isShort || !/^(?:The patient|We) /.test(sentence) || (words <= 26 && AMOUNT.test(sentence))) return sentence;
  const clauses = wholeClauses(sentence);
  if (clauses.length === 0) return '';
  const covered = clauses.reduce((sum, clause) => sum + clause.length, 0);
  if (covered >= words - 2) return sentence;
  const first = asSentence(clauses[0]!.join(' '));
  const isBeginning = sentence.toLowerCase().startsWith(first.toLowerCase().replace(/\.$/, ''));
  return isBeginning && first.split(' ').length >= 5 ? first : '';
}

/** What trails behind an order in speech, and stands in no note. */
const TAIL_TIDY: readonly Rewrite[] = [
  [/ ?,? (?:if|when) (?:that is|that's|you are|it is) (?:okay|alright|all right|fine|good)(?: with you)?\b.*$/, ''],
  [/ ?,? (?:okay|alright|right|instead|for right now|right now|at this time|at this point|for you|with you|on you|here|as well|too|though|for now|in there|there|with that|for that|on that|for this|about that|to you|on it|of that|please|at least|you know)$/, ''],
  [/ ?,? and (?:if|to make sure|to see|in that) .*$/, ''],
  [/ ?,? (?:that|which|and that|this|it|they) (?:will|should|can|is going to|would)(?: also| definitely| really| just)* help (?:you |him |her )?(?=[a-z])/, ' to help '],
  [/ ?,? because (?:that|this|it|i|you|we)\b.*$/, ''],
  [/ ?,? (?:just )?(?:to see (?:what|how|where|if) .*|and (?:see|go|we|then|i) .*|and that .*|and it .*|and make sure .*)$/, ''],
  [/\b(?:just|really|actually|basically|definitely|certainly|hopefully)\b /g, ''],
  [/ (?:some|that|this) (?=(?:area|leg|knee)\b)/g, ' the '],
  [/\bin (?:about|around|like|approximately) (?=\d|a )/g, 'in '],
  [/^follow up in (?:approximately |about |around )?/, 'follow up in '],
  [/ on you\b/g, ''],
  [/\s+/g, ' '],
]; // prettier-ignore
