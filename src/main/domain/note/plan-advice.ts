import { asOrder, order } from './plan-orders.ts';
import { kindOf, NO_PLAN, type PlanRule } from './plan-item.ts';

const ADVICE: readonly RegExp[] = [
  /^(?:i|we)(?: do| also| just| would| really| will| am| are| still)* (?:want|like|need|going to want|going to need|going to have|have|going to ask|ask|encourage|recommend that|recommend|suggest that|suggest|advise|urge|going to recommend|going to recommend that|going to encourage)(?: for)? you(?: should)?(?: to)?(?: just| also| really| try to| definitely| start to| go ahead and| please)* (?=[a-z])/,
  /^(?:please|just|just please|make sure(?: that)?(?: you)?(?: are)?|be sure(?: that)? ?(?:you|to)?|try to|you want to(?: make sure(?: you)?)?|you will want to|remember to|go ahead and|also|it is important (?:that you|to|for you to)|it is very important (?:that you|to|for you to)|it would be best if you could|i need for you to)(?: just| also)* (?=[a-z])/,
];

export const COMMANDS =
  /^(?:count|restart|resume|weigh|document|take|avoid|keep|use|try|call|come|follow|stay|stop|wear|drink|eat|rest|ice|elevate|return|start|apply|check|monitor|limit|bring|wash|watch|schedule|cut|continue|increase|decrease|hold|finish|refrain|walk|exercise|maintain|refill|go|get|write|record|weigh|soak|change|sleep|alternate|quit|complete|log|track|reduce|report|notify|seek|do|make|give|let|perform|see|put|be|have|remain|lose|work|clean|pick|remove|massage|stretch|switch|begin|resume|discontinue|measure|test|practice|consider|focus|look|find|attend|consume|minimize|increase|raise|bear|lift|sit|stand|add|talk|contact|send|purchase|buy|obtain|cover|place|gargle|rinse|moisturize|swish|rub|spray|inhale|mix|crush)\b/;

/** An order during the exam, or the visit's own course. */
export const ROOM =
  /^(?:keep in mind|bear with|cut (?:out|open)|take advantage|keep bending|take care|finish (?:off|the|up)|wear that|put (?:these|that)|be (?:very )?active|report now|take (?:a (?:deep |big |couple |few )|off|some deep|deep|your (?:shirt|shoe))|look (?:up|down|at|straight|over|to|here)|(?:go(?! to the (?:er|emergency|ed|hospital|nearest|lab))|move|bend|turn|tilt|lift|raise|push(?! fluids)|pull|squeeze(?! a)|hold (?:your|it|still|on|that|them)|follow my|breathe|lean|sit|stand|lie|lay|roll|scoot|hop|touch|point|open|close|stick|say|show|tell|relax|resist|press|straighten|extend|flex|give me|walk (?:for|me|on (?:your|the) (?:heels|toes|tiptoes)|across|over|heel)|let me(?! know)|come (?:on|to (?!labor|the (?:er|emergency|hospital|clinic|office))|over|in|back to)|keep (?:it(?! (?:clean|dry|covered|elevated|wrapped|moist|raised|up)\b)|your (?:arms|eyes)|them|going|that)|do (?:that|this|it|the same|you|so|is)|make (?:a |sense|it|sure (?:i|we))|see (?:if|how|what|that|where)|be (?:right|a|there|honest|careful not)|have (?:a (?:good|great|seat|nice)|you|any|the|to)|look|put (?:that|your (?:arm|hand|leg|foot|head))|talk to me|get (?:up|down|on|off|back|out|better|it|that|in|into|you|to|some vitals|this)|try (?:that|this|it)|go (?:ahead|from|back|over|through|to (?:sleep|work|the other))|test|find|work (?:on that|through)|sit|see|add))\b/;

const PLAIN: Readonly<Record<string, string>> = {
  using: 'use', taking: 'take', doing: 'do', wearing: 'wear', drinking: 'drink', eating: 'eat', checking: 'check', getting: 'get',
}; // prettier-ignore

const COME_BACK =
  /^(?:to )?(?:come back|return|follow up|see me|come see me|come in)(?: and see me| to see me| with me| to the office| here| again| back| to follow up)*(?: in)? ?(?=(?:about |around |like |approximately )?(?:\d+|a (?:week|month|year|couple|few)|one|two|three|four|six|next|tomorrow)\b)/;
const DRUG_ORDER =
  /^(?:continue|start|stop|increase|decrease|hold|discontinue|restart|resume|taper|follow up|refer to)\b/;
/** Verbs that advise only behind "you": without it they tell. */
const TO_YOU =
  /^(?:push|strain|be|eliminate|undergo|receive|not|ensure|bring|use|stick|transition|progress|advance|taper|increase|squeeze|feel|always|also|never|only|slowly|gradually|strictly|continue|bathe|bathing|start|cut|think|alternate|pay|document|immediately|complete|perform|remain|elevate|listen|prop|submit|slow|back|help)\b/;

/** "I want you to …", "make sure you …": advice, but for a drug or a referral, which are orders. */
export const adviseTo: PlanRule = ({ text, drug }) => {
  const match = ADVICE.map((pattern) => pattern.exec(text)).find((found) => found !== null);
  if (!match) return undefined;
  const rest = text
    .slice(match[0].length)
    .replace(/^be (using|taking|doing|wearing|drinking|eating|checking|getting)\b/, (_, verb: string) => PLAIN[verb]!);
  const again = COME_BACK.exec(rest);
  if (again) {
    const when = rest.slice(again[0].length);
    return order(`follow up ${/^(?:next|tomorrow)/.test(when) ? '' : 'in '}${when}`, 'order');
  }
  const known = asOrder(rest) ?? rest;
  if (DRUG_ORDER.test(known) && (drug || /^(?:follow up|refer to)/.test(known))) {
    const made = order(known, 'order', true);
    if (made !== NO_PLAN) return made;
  }
  const isAdvice = COMMANDS.test(rest) || (/\byou\b/.test(match[0]) && TO_YOU.test(rest));
  if (!isAdvice || ROOM.test(rest)) return undefined;
  return { kind: kindOf(rest, 'advice'), text: rest, option: false, mood: 'advice' };
};

/** What a patient may be told not to do: nothing that reassures ("don't worry") or that is of the room ("don't move"). */
const FORBIDDEN =
  /^(?:(?:please|just|definitely|try to|and|but|,) )*(?:do not|never) (?=(?:ever )?(?:lift|eat|drink|drive|take|use|put|apply|skip|stop|miss|double|wear|run|jump|scratch|pick|pop|squeeze|smoke|vape|bear|soak|swim|bathe|shower|bend|twist|sleep|lie|mix|share|crush|chew|go back|return|start|swallow|walk|stand|exercise|play|fly|travel|breastfeed|nurse|rub|touch|cover|remove|change|eat|feed|give|cut|shave|operate|drop)\b)/;

/** "Don't lift anything over ten pounds." */
export const prohibits: PlanRule = ({ text }) => {
  const match = FORBIDDEN.exec(text);
  const rest = match ? text.slice(match[0].length).replace(/^ever /, '') : '';
  if (!match || rest.split(' ').length < 2) return undefined;
  return { kind: 'advice', text: `do not ${rest}`, option: false, mood: 'advice' };
};

/** "Don't forget to check your feet." */
export const reminds: PlanRule = ({ text }) => {
  const rest = /^(?:please )?(?:do not forget|remember) to (.+)$/.exec(text)?.[1];
  if (rest === undefined || !COMMANDS.test(rest) || ROOM.test(rest)) return undefined;
  return { kind: kindOf(rest, 'advice'), text: rest, option: false, mood: 'advice' };
};

/** "Raise the head of your bed": in the exam room one raises an arm. */
export const propsUp: PlanRule = ({ text }) => {
  const what = /^(?:raise|lift|prop up) ((?:the |your )?(?:head of (?:the|your) bed|(?:foot|feet|legs?) .{3,})$)/.exec(
    text,
  )?.[1];
  return what === undefined ? undefined : { kind: 'advice', text: `elevate ${what}`, option: false, mood: 'advice' };
};

/** "I'd stay off soccer for six weeks": what the clinician would do in the patient's place. */
export const wouldDo: PlanRule = ({ text }) => {
  const what =
    /^i would (?:also |just |really |probably )*((?:stay (?:off|away from|out of|home)|rest|skip|take it easy|take (?:a few|some) days? off)\b.{3,})$/.exec(
      text,
    )?.[1];
  return what === undefined ? undefined : { kind: 'advice', text: what, option: false, mood: 'advice' };
};
