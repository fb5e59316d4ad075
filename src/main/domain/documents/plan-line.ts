import type { Lexicon } from '../understanding/lexicon.ts';
import { tokenize } from '../understanding/tokens.ts';

/** What a line of a plan is about, from the patient's side. `statement`: it asks nothing of anybody. */
export type PlanTopic =
  | 'start'
  | 'change'
  | 'stop'
  | 'continue'
  | 'medicine'
  | 'test'
  | 'referral'
  | 'follow-up'
  | 'warning'
  | 'work'
  | 'activity'
  | 'advice'
  | 'later'
  | 'declined'
  | 'statement';

export interface PlanLine {
  readonly topic: PlanTopic;
  /** The part of the sentence that this line is made from, verbatim but for a repeated lead. */
  readonly source: string;
  /** What is to be done, without "We will" or "The patient was advised to"; no full stop. */
  readonly core: string;
  /** Who does it: the practice, or the patient. */
  readonly actor: 'clinic' | 'patient';
  /** Drugs named, by the lexicon's names. */
  readonly drugs: readonly string[];
}

const OPENER =
  /^(?:(?:so|then|today|also|additionally|now|for now|in the meantime|at this time|otherwise|again),? +)+/i;
const PATIENT_LEADS = [
  /^(?:the )?patient (?:was|is|has been|will be)(?: also| again| further)? (?:advised|instructed|told|encouraged|counsel+ed|asked|recommended|educated|reminded|cautioned|directed)(?: that (?:the patient|they|he|she)(?: should| may| can| is to)?| to| on| about)? /i,
  /^(?:the )?patient (?:should|is to|needs to|must|will need to|will) (?!(?:be referred|have an?|receive|undergo))/i,
  /^(?:i|we|the clinician|the doctor|the physician|the provider)(?: have| had)?(?: also)? (?:advised|recommend(?:ed)?|encourage(?:d)?|instructed|told|asked|counsel+ed|reminded|suggest(?:ed)?|advise)(?: that)?(?: (?:the patient|patient|him|her|them))?(?: (?:to|should|on|about))? /i,
  /^(?:advised?|recommend(?:ed)?|encouraged?|instructed|counsel+ed|suggest(?:ed)?)(?: (?:the )?patient| him| her| them)?(?: (?:to|on|about))? /i,
  /^it (?:was|is) (?:recommended|advised|suggested) that (?:the patient|they|he|she) (?:should )?/i,
];
const CLINIC_LEADS = [
  /^(?:we|i|the clinician|the doctor|the physician|the provider)(?:'ll| will| are going to| am going to| would like to| want to| plan to|'d like to| intend to)(?: also| then| now| go ahead and| plan to)* /i,
  /^(?:will(?: also)?|plan(?: is)?(?: to|:)|to) /i,
  /^(?:the )?patient will (?=be referred|have an?|receive|undergo)/i,
];
const CLINIC_VERB =
  /^(?:order|refer|obtain|check|recheck|repeat|schedule|prescribe|send|get|arrange|place|draw|perform|request|refill|consult|give|administer|set up)\b/i;
const IMPERATIVE =
  /^(?:start|begin|initiate|stop|discontinue|hold|continue|increase|decrease|reduce|change|switch|raise|lower|take|use|apply|avoid|rest|ice|keep|return|follow|call|go|come|drink|eat|limit|wear|try|see|do|do not|don't|no|not|finish|complete|resume|restart|taper|add|monitor|watch|elevate|exercise|walk|stay|seek|cut|lose|quit|wash|clean|record|write|bring|measure|weigh)\b/i;

const WARNING =
  /\b(?:if|should|unless)\b.*\b(?:call|emergency|er|ed|911|9-1-1|hospital|urgent|seek|return|come back|come in|let (?:us|me) know|notify|contact|be seen)\b|\b(?:call|emergency|er|911|hospital|urgent care|seek|return|come back|come in|let (?:us|me) know|notify|contact|be seen)\b.*\b(?:if|for (?:any|worsening|fever|new))\b|return precautions|red flags|warning signs/i;
const FOLLOW_UP =
  /\bfollow(?:ed)?[- ]?up\b|\b(?:return|come back|be seen again|see (?:you|the patient|him|her|them|us|me)(?: again| back)?|recheck(?:ed)?(?: in (?:clinic|the office))?|appointment|visit) (?:to (?:the )?(?:clinic|office) )?(?:in|on|within|next|after|at)\b|\bnext (?:visit|appointment)\b|\breturn to (?:the )?(?:clinic|office)\b/i;
const REFERRAL =
  /\brefer(?:ral|rals|red|ring|s)?\b|\bconsult(?:ation)? (?:with|to)\b|\bsee (?:an? |the )?(?:specialist|[a-z]+ologist|surgeon)\b/i;
const DECLINED =
  /\b(?:declin\w+|refus\w+|does not want|did not want|do not want|not interested|deferred?|would rather not|opted (?:out|against))\b/i;
const LATER =
  /\b(?:consider\w*|may (?:need|try|add|start|order)|might|could (?:try|add|consider)|discuss(?:ed)? (?:the option|starting|adding)|down the road|at a later)\b/i;
const WORK = /\b(?:work|school|class(?:es)?|job|duty|shifts?|employer|daycare|day care)\b/i;
const WORK_ACT =
  /\b(?:return|go back|back to|off|excuse\w*|restrict\w*|lift\w*|light|modified|miss\w*|stay (?:home|out)|no |not |avoid|limit\w*|may|can|should|until|note|letter|remote\w*|sit\w*|stand\w*)\b/i;
const ACTIVITY =
  /\b(?:lift\w*|carry\w*|stand\w*|climb\w*|bend\w*|squat\w*|kneel\w*|driv\w+|sports?|gym|run(?:ning)?|weight[- ]?bearing|swim\w*|contact sports|soccer|football|basketball|heavy|stairs|push\w*|pull\w*|twist\w*|machinery|ladders?)\b/i;
const RESTRICTS =
  /\b(?:no|not|avoid\w*|limit\w*|restrict\w*|without|light|until|rest|refrain|off|may|can|only|stop|less)\b/i;
const MEDICINE =
  /\b(?:antibiotics?|steroids?|inhalers?|pills?|medications?|medicines?|meds|creams?|ointments?|drops|supplements?|vitamins?|insulin|doses?|mg|mcg|tablets?|capsules?|patch(?:es)?|injections?|shots?|spray)\b/i;
const TEST =
  /\b(?:labs?|blood ?work|panel|cultures?|x-?rays?|scans?|biops(?:y|ies)|imaging|ultrasounds?|mri|ct|echo\w*|e[ck]g|tests?|testing|studies|study|screening|levels?|a1c|urinalysis|swab|colonoscopy|mammogram|vaccin\w+|immuniz\w+|monitor)\b/i;
const TEST_ACT =
  /\b(?:order\w*|obtain\w*|check\w*|recheck\w*|repeat\w*|schedul\w+|get|got|send|sent|draw\w*|perform\w*|do|set up|have|need\w*|due|arrang\w+|request\w*|plac\w+|will be)\b/i;

const MAY_TAKE = /\b(?:may|can|should|could) (?:also )?(?:take|use|try|have)\b/i;

const MED_VERBS: readonly (readonly [RegExp, PlanTopic])[] = [
  [/^(?:stop|discontinue|hold|quit|come off|hold off on|do not take|don't take|not to take|taper off)\b|\b(?:discontinued|stopped|held)\b/i, 'stop'],
  [/^(?:increase|decrease|reduce|raise|lower|change|switch|double|cut|titrate|adjust|taper|go up|go down|bump up|move)\b|\b(?:increased|decreased|reduced|switched|changed) (?:to|from)\b/i, 'change'],
  [/^(?:continue|keep|stay on|remain on|resume|restart|go on|finish|complete|maintain)\b|\b(?:continued|continues)\b/i, 'continue'],
  [/^(?:start|begin|initiate|try|add|put|trial|commence)\b|\b(?:started|initiated) on\b/i, 'start'],
]; // prettier-ignore

const JOINT =
  /(?:,? and(?: then| also)?|;|, then|, but)\s+(?=(?:we (?:will|'ll)|i (?:will|'ll)|start|stop|refer|order|check|obtain|follow[- ]up|continue|increase|decrease|discontinue|call|return|schedule|repeat|recheck)\b)/i;

/** A sentence of a plan, part by part where it says several things to do. Other sentences come back as one `statement`. */
export function readPlan(sentence: string, lexicon: Lexicon): PlanLine[] {
  const whole = sentence.trim().replace(/\.$/, '');
  // "Go to the emergency room if it hurts and call us": one condition, one line.
  if (WARNING.test(whole)) return [readLine(whole, lexicon)];
  const parts = whole.split(JOINT).filter((part) => part.trim() !== '');
  const lead = leadOf(parts[0] ?? '');
  return parts.map((part, i) => readLine(part, lexicon, i === 0 ? undefined : lead?.actor));
}

function leadOf(text: string): { length: number; actor: PlanLine['actor'] } | undefined {
  const opener = OPENER.exec(text)?.[0].length ?? 0;
  const rest = text.slice(opener);
  for (const [actor, leads] of [
    ['patient', PATIENT_LEADS],
    ['clinic', CLINIC_LEADS],
  ] as const)
    for (const lead of leads) {
      const found = lead.exec(rest);
      if (found) return { length: opener + found[0].length, actor };
    }
  return undefined;
}

function readLine(source: string, lexicon: Lexicon, inherited?: PlanLine['actor']): PlanLine {
  const lead = leadOf(source);
  const core = (lead ? source.slice(lead.length) : source).trim();
  const tokens = tokenize(source);
  const mentions = lexicon.find(tokens);
  const drugs = [
    ...new Set(mentions.filter(({ concept }) => concept.kind === 'drug').map(({ concept }) => concept.preferred)),
  ];
  const acts = lead !== undefined || inherited !== undefined || IMPERATIVE.test(core) || CLINIC_VERB.test(core);
  const actor = lead?.actor ?? (CLINIC_VERB.test(core) ? 'clinic' : (inherited ?? 'patient'));
  const found = { source, core, actor, drugs };
  const names = (kind: string): boolean => mentions.some(({ concept }) => concept.kind === kind);
  return { ...found, topic: topicOf(source, core, acts, drugs.length > 0, names) };
}

function topicOf(
  source: string,
  core: string,
  acts: boolean,
  hasDrug: boolean,
  names: (kind: string) => boolean,
): PlanTopic {
  if (DECLINED.test(source)) return 'declined';
  if (WARNING.test(source)) return 'warning';
  if (LATER.test(source)) return 'later';
  if (REFERRAL.test(source)) return 'referral';
  const verb = /^(?:not to|do not|don't|never)\b/i.test(core) ? core : core.replace(/^(?:also|then|now|please) /i, '');
  if (hasDrug || MEDICINE.test(core)) {
    const act = MED_VERBS.find(([pattern]) => pattern.test(verb))?.[1];
    if (
      act &&
      (acts || /\b(?:started|initiated|increased|decreased|discontinued|stopped|switched|continued)\b/i.test(core))
    )
      return act;
  }
  if (WORK.test(core) && WORK_ACT.test(core) && !FOLLOW_UP.test(core.replace(WORK, ''))) return 'work';
  if (FOLLOW_UP.test(source)) return 'follow-up';
  // "A CT scan without contrast": what is given for a test is no medicine to take.
  if (names('test') && acts && TEST_ACT.test(core) && !/\d ?(?:mg|mcg|units?)\b/i.test(core)) return 'test';
  if ((hasDrug || MEDICINE.test(core)) && (acts || MAY_TAKE.test(core))) return 'medicine';
  if ((names('test') || TEST.test(core)) && (acts || TEST_ACT.test(core))) return 'test';
  if (names('procedure') && acts) return 'advice';
  if (ACTIVITY.test(core) && RESTRICTS.test(core) && (acts || /^(?:no|avoid)\b/i.test(core))) return 'activity';
  return acts ? 'advice' : 'statement';
}
