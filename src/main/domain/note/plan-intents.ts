import { asOrder, order } from './plan-orders.ts';
import {
  CLINICAL_OBJECT,
  kindOf,
  NO_PLAN,
  RETURN,
  type PlanDraft,
  type PlanRule,
  type PlanVerdict,
  type SaidIntent,
} from './plan-item.ts';
import { adviseTo, COMMANDS, prohibits, propsUp, reminds, ROOM, wouldDo } from './plan-advice.ts';
import { comesOut, contacts, decidesAgainst, goesTo, isFine, receives, wasDone, weDo } from './plan-spoken.ts';

const VERB_I =
  /^(?:let us|why do not we|(?:(?:i|we)(?: am| are)?(?: also| just| still| probably| definitely| then| certainly| actually| really| do| both| absolutely| think| recommend| suggest| feel| believe| would| that| we| i)*) ?(?:going to be|going to|will be|will|would like us to|would like to|would like|like us to|want to|want us to|need to|plan to|am planning to|planning on|plan on|have to|should probably|should|can|could|might want to|might|may need to|may want to|may|would|like to|are planning to|planning to))(?: also| just| probably| still| definitely| then| certainly| try to| start to| start by| need to| want to| have to| be able to| most likely| likely| like to| first| actually| really| go and| go ahead and| and| plan to)* (.+)$/;

const GERUNDS: Readonly<Record<string, string>> = {
  sending: 'send', checking: 'check', getting: 'obtain', ordering: 'order', doing: 'perform', putting: 'put', starting: 'start', giving: 'give', prescribing: 'prescribe', increasing: 'increase', adding: 'add', treating: 'treat',
  trying: 'try', having: 'have', drawing: 'draw', scheduling: 'schedule', referring: 'refer', switching: 'switch', stopping: 'stop', continuing: 'continue', monitoring: 'monitor', repeating: 'repeat',
}; // prettier-ignore

const BASE_OF: Readonly<Record<string, string>> = {
  ordering: 'order', referring: 'refer', starting: 'start', prescribing: 'prescribe', sending: 'send', increasing: 'increase', decreasing: 'decrease', giving: 'give', putting: 'put', stopping: 'stop', refilling: 'refill', recommending: 'recommend',
  adding: 'add', continuing: 'continue', scheduling: 'schedule', holding: 'hold', placing: 'place', switching: 'switch',
}; // prettier-ignore

const wordCount = (text: string): number => text.split(' ').length;

/** "I would like an x-ray": what is wanted is ordered. */
const wanted: PlanRule = ({ text, phrase }) => {
  const match =
    /^(?:i|we) (?:(?:would|do|also|still|just) )*(?:like|want|need) ((?:an?|some|the|another|one more|your) .+)$/.exec(
      text,
    );
  const isOrderable = phrase.mentions.some(({ concept }) => concept.kind === 'test' || concept.kind === 'procedure');
  return match && isOrderable ? order(`order ${match[1]!}`, 'order', true) : undefined;
};

/** "I am going to start you on …", "we could try …". */
const announced: PlanRule = (said) => {
  const match = VERB_I.exec(said.text);
  if (!match) return undefined;
  const lead = said.text.slice(0, said.text.length - match[1]!.length);
  const rest = plainVerb(match[1]!.replace(/^(?:you )(?=to )/, ''));
  const asked = askedOfPatient(rest);
  if (asked !== undefined) return asked;
  const known = asOrder(rest) ?? rest;
  if (/^would $/.test(lead.replace(/^(?:i|we) /, '')) && !/like|want|recommend|suggest/.test(`${lead} ${known}`))
    return NO_PLAN;
  return order(
    obtainsTest(known, said) ? known.replace(/^\w+ /, 'obtain ') : known,
    moodOf(lead, known, said),
    said.named,
  );
};

/** "be checking" is "check". */
function plainVerb(text: string): string {
  const gerund = /^([a-z]+ing) (?=\w)/.exec(text);
  const verb = gerund ? GERUNDS[gerund[1]!] : undefined;
  return gerund && verb !== undefined ? `${verb} ${text.slice(gerund[0].length)}` : text;
}

const HAVE_YOU =
  /^(?:have|get|ask|like|want|encourage|advise|recommend|see) you (?:to )?(?:just |also |try to |start to |start )*(?=[a-z])/;

/** "I will have you ice it": advice. */
function askedOfPatient(text: string): PlanVerdict {
  const match = HAVE_YOU.exec(text);
  const inner = match ? text.slice(match[0].length) : '';
  if (!match || !COMMANDS.test(inner) || /^(?:have|get) you (?:on|in|set|scheduled|started|going)\b/.test(text))
    return undefined;
  const again = HAVE_BACK.exec(inner);
  if (again) return followUp(inner.slice(again[0].length));
  return ROOM.test(inner) ? NO_PLAN : { kind: kindOf(inner, 'advice'), text: inner, option: false, mood: 'advice' };
}

const HAVE_BACK =
  /^(?:come back|return|follow up|see me|come see me|come in)(?: and see me| to see me| with me| to the office| here| again)*(?: in)? ?(?=(?:about |around |like |approximately )?(?:\d+|a (?:week|month|year|couple|few)|one|two|three|four|six|next|tomorrow)\b)/;

const followUp = (when: string): PlanVerdict =>
  order(`follow up ${/^(?:next|tomorrow)/.test(when) ? '' : 'in '}${when}`, 'order');

function moodOf(lead: string, rest: string, { maybe }: SaidIntent): PlanDraft['mood'] {
  if (maybe || /\b(?:could|might|may)\b|^why\b/.test(lead)) return 'may';
  if (!/\bcan\b/.test(lead)) return 'order';
  return /\b(?:or|either)\b/.test(rest) ? 'may' : 'can';
}

/** "get a lipid panel": a test, whatever the verb. */
function obtainsTest(text: string, { phrase }: SaidIntent): boolean {
  if (!/^(?:get|have|do|run) (?!you|him|her|them|the patient)/.test(text) || wordCount(text) >= 12) return false;
  const near = text.split(' ').slice(1, 6);
  return phrase.mentions.some(
    ({ concept, start }) => concept.kind === 'test' && near.includes(phrase.unit.tokens[start]?.norm ?? ''),
  );
}

/** "I am ordering …". */
const underWay: PlanRule = ({ text, named }) => {
  const match =
    /^(?:i am|we are) (?:also |just )?(ordering|referring|starting|prescribing|sending|increasing|decreasing|giving|putting|stopping|refilling|recommending|adding|continuing|scheduling|holding|placing|switching) (.+)$/.exec(
      text,
    );
  if (!match) return undefined;
  const rest = `${BASE_OF[match[1]!]} ${match[2]!}`;
  return order(asOrder(rest) ?? rest, 'order', named);
};

const noChanges: PlanRule = ({ text }) =>
  /^(?:i am|we are|i will|we will|i do) not (?:going to |want to |think we need to )?(?:make any changes|change anything|change any)\b/.test(
    text,
  )
    ? { kind: 'other', text: 'no changes', option: false, mood: 'plain' }
    : undefined;

/** "I would recommend that we go ahead and …". */
const jointly: PlanRule = ({ text, named }) => {
  const match =
    /^(?:i|we) (?:would |also |do |strongly )*(?:recommend|suggest)(?: that)? we (?:go ahead and )?([a-z].+)$/.exec(
      text,
    );
  return match ? order(asOrder(match[1]!) ?? match[1]!, 'order', named) : undefined;
};

/** "I would like you on an anticoagulant". */
const wantsOn: PlanRule = ({ text, drug }) => {
  const match = /^(?:i|we) (?:would |do |also )*(?:like|want) (?:you|him|her) on (?:an? |the )?(.+)$/.exec(text);
  return match && drug ? order(`start ${match[1]!}`, 'order', true) : undefined;
};

/** "No weight bearing until …". */
const forbidden: PlanRule = ({ text }) => {
  const match =
    /^(?:meanwhile |and |so |in the meantime )*(no (?:[a-z]+ )?(?:[a-z]+ing|bed rest|alcohol|sports|work|dishes|sex|intercourse|tampons|baths?|contacts|makeup|aspirin|caffeine|running|jumping|more [a-z]+|heavy [a-z]+|weight ?bearing|salt|nsaids|ibuprofen|school|gym)\b.*)$/.exec(
      text,
    );
  return match && wordCount(text) <= 16 ? { kind: 'advice', text: match[1]!, option: false, mood: 'plain' } : undefined;
};

/** "I don't think you need an MRI". */
const notNeeded: PlanRule = ({ text }) => {
  const what =
    /^(?:i|we) do not (?:really )?think (?:that )?(?:you|we) (?:need|will need) (?:a |an |any |to have |to do |to get )*([a-z].*)$/.exec(
      text,
    )?.[1];
  if (what === undefined || !CLINICAL_OBJECT.test(what)) return undefined;
  if (/^(?:to|it|that|any of)\b/.test(what) || /\bto (?:do|get|have|adjust|change)\b/.test(what)) return undefined;
  const plain = `no ${what.replace(/^(?:anything like |anything )/, '')} needed`;
  return {
    kind: 'other',
    text: plain.replace(/ (at this time|at this point|at this stage|right now|today) needed$/, ' needed $1'),
    option: false,
    mood: 'plain',
  };
};

/** "I don't feel the need to start you on any medication", "I don't think we need to adjust any of those". */
const noNeed: PlanRule = ({ text }) => {
  const what =
    /^(?:i|we) do not (?:really )?(?:feel|see|have|think) (?:(?:the|any|a) need to|(?:that )?(?:you|we) need to) ((?:start|change|adjust|increase|stop|intervene|add|repeat|do)\b.*)$/.exec(
      text,
    )?.[1];
  if (what === undefined) return undefined;
  const plain = what
    .replace(/^start (?:you )?(?:on )?(?:any |an? )?/, 'start ')
    .replace(/\bany of (?:those|these|the) /, 'the ')
    .replace(/\bany (?=[a-z])/, '')
    .replace(/ ?,? unless you\b.*$/, '');
  return { kind: 'other', text: `no need to ${plain}`, option: false, mood: 'plain' };
};

/** "… and have you continue to watch your diet". */
const haveYou: PlanRule = ({ text }) => (/^have you /.test(text) ? askedOfPatient(text) : undefined);

/** "We discussed …", "I strongly recommend …". */
const told: PlanRule = ({ text }) => {
  const match =
    /^(?:i|we) (?:would |do |also |strongly |still |just |have |already |had |then |definitely |highly |really )*(recommend|suggest|advise|encourage|prescribed|ordered|referred|refilled|discussed|reviewed|recommended|counseled|educated|explained) (.+)$/.exec(
      text,
    );
  return (
    (match && { kind: kindOf(match[2]!, 'other'), text: `${match[1]} ${match[2]}`, option: false, mood: 'plain' }) ??
    undefined
  );
};

const YOU =
  /^you(?: also| really| still| just| probably| definitely)* (should|need to|have to|must|ought to|can|may|could|will need to|are going to need to|are going to|will)(?: also| just| still| then| probably| definitely| continue to(?= continue))* ([a-z].+)$/;
const HAPPENS =
  /^(?:also |still )*(?:develop|get (?:worse|infected|sick|arthritis)|notice|experience|feel|expect|have (?:some|pain|a reaction|trouble))\b/;
const WILL =
  /^(?:need|require|be (?:given|started|placed|fitted|scheduled)|have (?:a|an|to)|take|continue|start|follow|return|get (?:a|an)|receive|wear|use)\b/;

/** "You should …", "you can …", "you will need …". */
const toPatient: PlanRule = ({ text, drug }) => {
  const match = YOU.exec(text);
  if (!match) return undefined;
  const [, verb, rest] = match as unknown as [string, string, string];
  const isFuture = verb === 'will' || verb === 'are going to';
  if (isFuture && !WILL.test(rest)) return NO_PLAN;
  const known = asOrder(rest) ?? rest;
  if (drug && /^(?:continue|stop|start|increase|decrease)\b/.test(known)) return order(known, 'order', true);
  const isAdvice =
    COMMANDS.test(rest) ||
    /^(?:not|be|also|need|require|have|receive|feel|expect|always|never|only|still)\b/.test(rest);
  if (!isAdvice || ROOM.test(rest)) return NO_PLAN;
  // "You can also develop arthritis": what may happen.
  if (/can|may|could/.test(verb) && HAPPENS.test(rest)) return NO_PLAN;
  const kind = kindOf(rest, 'advice');
  if (isFuture) return { kind, text: `will ${rest}`, option: false, mood: 'plain' };
  if (/need/.test(verb) && verb !== 'need to')
    return { kind, text: `will need to ${rest}`, option: false, mood: 'plain' };
  return { kind, text: rest, option: false, mood: /can|may|could/.test(verb) ? 'patient-may' : 'should' };
};

/** "Continue to watch your salt": what the patient watches, not we. */
const WATCHED =
  /^(?:(?:continue|keep) (?:to )?)?(?:watch|watching|monitor|monitoring|increase|decrease|reduce|limit|cut (?:back|down)(?: on)?) (?:\S+ ){0,4}(?:diet|water|fluids?|fiber|exercise|activity|salt|sodium|sugars?|carbs|carbohydrates|intake|weight|calories|portions|caffeine|alcohol)\b/;

/** "Get you started on …": a known way of ordering without its subject. */
const knownOrder: PlanRule = ({ text, named }) => {
  if (WATCHED.test(text)) return { kind: 'advice', text, option: false, mood: 'advice' };
  const known = asOrder(text);
  return known === undefined ? undefined : order(known, 'order', named);
};

const COME_BACK =
  /^(?:come back|return|follow up|see me|come see me)(?: and see me| to see me| with me| here| again| back)*(?: in)? ?(?=(?:about |around |approximately )?(?:\d+|a (?:week|month|year|couple|few)|next|tomorrow|after the|on (?:monday|tuesday|wednesday|thursday|friday)|once the)\b)/;

const comeBack: PlanRule = ({ text }) => {
  const match = COME_BACK.exec(text);
  if (!match) return undefined;
  const when = text.slice(match[0].length);
  return order(`follow up ${/^(?:next|tomorrow|after|on |once)/.test(when) ? '' : 'in '}${when}`, 'order');
};

/** "Check your feet every day": the patient does. */
const AT_HOME =
  /^check\b.*\b(?:daily|every (?:day|morning|night|evening|week)|each (?:day|morning|night)|at home|twice a (?:day|week))\b/;

const bareOrder: PlanRule = ({ text, named }) =>
  !AT_HOME.test(text) &&
  /^(?:order|refill|prescribe|refer|obtain|continue|increase|decrease|start|follow up|repeat|recheck|schedule|stop|discontinue|check)\b/.test(
    text,
  ) &&
  !/^(?:start (?:by|with|from|off)|stop (?:me|it|and)|check (?:out|me))/.test(text)
    ? order(text, 'order', named)
    : undefined;

const getTest: PlanRule = ({ text, test }) =>
  test && /^(?:get|have) /.test(text) ? order(text.replace(/^(?:get|have) /, 'obtain '), 'order', true) : undefined;

/** "Take it with food", "let us know if …". */
const command: PlanRule = ({ text }) => {
  if (!COMMANDS.test(text) || ROOM.test(text) || wordCount(text) < 2) return undefined;
  if (/^let (?:me|us) know/.test(text))
    return {
      kind: 'return',
      text: text.replace(/^let (?:me|us) know/, 'notify us'),
      option: false,
      mood: 'advice',
    };
  if (
    /^(?:let|be|have|make|do|get|go|see|look|find|give|put|add|test|talk|sit|stand|hold|work|come)\b/.test(text) &&
    !RETURN.test(text)
  )
    return NO_PLAN;
  return { kind: kindOf(text, 'advice'), text, option: false, mood: 'advice' };
};

/** The first that knows the way of speaking decides. */
const RULES: readonly PlanRule[] = [
  goesTo,
  decidesAgainst,
  contacts,
  receives,
  wasDone,
  comesOut,
  adviseTo,
  prohibits,
  reminds,
  propsUp,
  wouldDo,
  wanted,
  announced,
  underWay,
  noChanges,
  jointly,
  weDo,
  wantsOn,
  forbidden,
  notNeeded,
  noNeed,
  haveYou,
  told,
  toPatient,
  knownOrder,
  comeBack,
  bareOrder,
  getTest,
  command,
  isFine,
];

/** What the words order, advise or announce. */
export function intentOf(said: SaidIntent): PlanDraft | undefined {
  for (const rule of RULES) {
    const verdict = rule(said);
    if (verdict === NO_PLAN) return undefined;
    if (verdict) return verdict;
  }
  return undefined;
}
