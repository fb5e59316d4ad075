import type { MedicationAction } from '../../../shared/model/facts.ts';
import { SPAN } from './details.ts';
import { add, known, rest, type Discourse, type Draft, type MedicationBody } from './draft-fact.ts';
import type { Mention } from './lexicon.ts';
import { lineOf, type Line } from './line.ts';
import { isDrugAllergyTalk } from './allergies.ts';
import type { Said } from './said.ts';
import { takesBackNamed } from './take-backs.ts';
import type { Unit } from './utterances.ts';

const COUNT_UNITS = String.raw`(?:tablets?|tabs?|pills?|puffs?|capsules?|caps|drops?|units?|sprays?|teaspoons?|tablespoons?|patch(?:es)?|scoops?|packets?|gummies|lozenges?|shots?|grams?|mcg|mg|ml|meq|cc|g)`;
const NUM = String.raw`(?:\d+(?:[.,]\d+)*(?:\/\d+)?(?:-\d+)?|half a|a half|one|two|three|four|five|six|eight|ten)`;
const DOSE = new RegExp(
  String.raw`(?:^| )(${NUM}(?: (?:to|or) ${NUM})?%?(?: (?:of the )?${COUNT_UNITS}))(?= |$)|(?:^| )(\d+(?:\.\d+)?%)(?= |$)`,
);
/** "the twenty", "on forty of", "take ten": a strength without its unit, next to a drug. */
const BARE_DOSE =
  /(?:^| )(\d+(?:\.\d+)?)(?= |$)(?! ?(?:times|days?|weeks?|months?|years?|hours?|minutes?|pounds|percent|%|am|pm|\/))/;

const FREQUENCIES: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:(?:two|2) times (?:a|per|each) day|twice (?:a day|daily|per day|each day)|2 times daily|b\.?i\.?d|morning and (?:night|evening)|in the morning and (?:at )?(?:night|evening|bedtime))\b/,
    'twice daily',
  ],
  [
    /\b(?:(?:three|3) times (?:a|per|each) day|three times daily|3 times daily|t\.?i\.?d|with (?:each|every) meal|with meals)\b/,
    'three times daily',
  ],
  [/\b(?:(?:four|4) times (?:a|per|each) day|four times daily|4 times daily|q\.?i\.?d)\b/, 'four times daily'],
  [/\bevery (\d+(?: to \d+|-\d+)?|two|three|four|six|eight|twelve) hours\b/, 'every $1 hours'],
  [/\b(?:every other day)\b/, 'every other day'],
  [/\b(?:(?:two|2) times (?:a|per) week|twice (?:a week|weekly|per week))\b/, 'twice weekly'],
  [/\b(?:(?:three|3) times (?:a|per) week|three times weekly)\b/, 'three times weekly'],
  [
    /\b(?:once (?:a|per|every) week|weekly|every week|every (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b/,
    'weekly',
  ],
  [/\b(?:once (?:a|per) month|monthly|every month)\b/, 'monthly'],
  [/\bevery (\d+|two|three|four|six) (weeks|months)\b/, 'every $1 $2'],
  [
    /\b(?:at night|at bedtime|before bed|every night|nightly|each night|in the evenings?|every evening)\b/,
    'at bedtime',
  ],
  [/\b(?:in the mornings?|every morning|each morning)\b/, 'every morning'],
  [
    /\b(?:once (?:a day|daily|per day)|one time a day|once a day|(?<!times )(?<!time )a day|daily|every day|everyday|each day|per day|q\.?d)\b/,
    'daily',
  ],
  [
    /\b(?:as needed|p\.?r\.?n|when (?:you|i|he|she) needs? it|if (?:needed|you need it|i need it)|when needed|here and there|now and then|once in a while|occasionally|every once in a while)\b/,
    'as needed',
  ],
];
const ROUTES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:eye drops?|in (?:the|your|each|both|my|her|his) (?:left |right |affected )?eyes?)\b/, 'in the eye'],
  [/\b(?:ear drops?|in (?:the|your|my|her|his|each) (?:left |right |affected )?ears?)\b/, 'in the ear'],
  [/\b(?:by mouth|orally)\b/, 'by mouth'],
  [
    /\b(?:topical(?:ly)?|on (?:the|your|my) skin|to the (?:skin|rash|area|affected area)|rub(?:bed)? it on|apply|ointment|cream)\b/,
    'topically',
  ],
  [/\b(?:inject(?:ion|ions|ed|ing)?|shots?|subcutaneous(?:ly)?|under the skin)\b/, 'injection'],
  [/\b(?:inhal(?:e|ed|er|ers|ation)|puffs?|nebuli[sz]er)\b/, 'inhaled'],
  [/\bunder (?:the|your|my) tongue\b/, 'under the tongue'],
  [/\b(?:nasal|each nostril|in (?:each|your|the) (?:nose|nostril))\b/, 'in each nostril'],
  [/\b(?:eye drops?|in (?:the|your|each|both|my|her|his) (?:left |right )?eyes?)\b/, 'in the eye'],
  [/\b(?:ear drops?|in (?:the|your|my|her|his) (?:left |right )?ear)\b/, 'in the ear'],
  [/\b(?:patch(?:es)?)\b/, 'patch'],
  [/\b(?:suppositor|rectally)\b/, 'rectally'],
  [/\b(?:iv|intravenous(?:ly)?)\b/, 'intravenous'],
];

/** First match wins, read around the drug. */
const PATIENT_ACTIONS: readonly (readonly [RegExp, MedicationAction])[] = [
  [
    /\b(?:do(?:es)? not (?:really )?(?:want|like) (?:to|any)|would(?: rather)? not (?:want|like|take)|rather not|refus|declin|not interested|no way i am)\b/,
    'refuses',
  ],
  [
    /\b(?:stopped|quit taking|quit|came off|took (?:me|him|her) off|weaned off|got off|discontinued|gave up)\b/,
    'stops',
  ],
  [
    /\b(?:not (?:been |currently |really |actually )*(?:taking|on|using)|do(?:es)? not take|never (?:took|started|filled|picked)|did not (?:take|fill|start|pick)|have not (?:taken|been taking|been able to take|started|filled)|ran out of|run out of|out of (?:my|the)|no longer (?:take|taking|on)|not take|cannot (?:take|afford)|can not (?:take|afford)|never been on)\b/,
    'not-taking',
  ],
  [
    /\b(?:used to (?:take|be on)|was (?:on|taking)|were (?:on|taking)|had been (?:on|taking)|tried|took|have taken|had taken|(?:gave|given) (?:me|him|her|it)|was given|put (?:me|him|her) on|prescribed(?: me)?|popped|used some|have used|have tried|been (?:trying)|got (?:a|some))\b/,
    'took',
  ],
];
const ASK_STILL =
  /\b(?:are (?:you|they) still|do you still|still (?:on|taking)|you are (?:still )?(?:on|taking)|do you take|are you (?:on|taking)|is (?:he|she) (?:on|taking)|does (?:he|she) take|you take)\b/;
const CLINICIAN_ACTIONS: readonly (readonly [RegExp, MedicationAction])[] = [
  [
    /\b(?:do not|not going to|hold off on|no need (?:for|to)|does not need|do not need|will not|would not|wouldn't|instead of|rather than|not)(?: \S+){0,4}?$/,
    'considers',
  ],
  [
    /\b(?:stop|discontinu\w*|come off|get (?:you )?off|take you off|hold(?: off)?(?: on)?(?: the| your)?|wean(?: you)? off|cut out|quit)\b/,
    'stops',
  ],
  [
    /\b(?:increas\w*|go up on|going up on|bump(?: up| you up)?|raise|raising|doubl\w*|up the|titrate up|move you up|going to up)\b/,
    'increases',
  ],
  [
    /\b(?:decreas\w*|lower(?:ing)?|cut(?:ting)? (?:back|down|the|your)|reduc\w*|go down on|going down on|taper\w*|drop(?:ping)? (?:the|your|you)|back off on)\b/,
    'decreases',
  ],
  [/\brefill\w*\b|\brenew\w*\b/, 'refills'],
  [/\b(?:switch\w*|chang(?:e|ing)) (?:you |your |the |it |from |over |him |her )*/, 'starts'],
  [
    /\b(?:continu\w*|stay(?:ing)? on|keep(?:ing)? (?:you |him |her |up )?(?:on|taking|with|using|the|your)|remain on|maintain|same dose|leave you on|stick with)\b/,
    'continues',
  ],
  [
    /\b(?:start\w*|put(?:ting)? (?:you|him|her) (?:back )?on|prescri\w*|initiat\w*|begin|place you on|give (?:you|him|her)|giving you|add(?:ing)?|try(?:ing)? you on|have you take|want you to (?:take|use|start|try)|like you to (?:take|use|start|try)|go ahead (?:and|with)|call(?:ing)? in|send(?:ing)?(?: in| over| you home)?|write(?: you)?(?: a| for)?|recommend|you can (?:take|use|try)|take (?:the |some |over)?|use|let us (?:try|do|start|add|use)|try|restart\w*|resume|apply|get you (?:on|started|some)|treat (?:you|this|it|that) with|do a (?:course|round)|a (?:course|round) of|going to (?:do|try|use))\b/,
    'starts',
  ],
];
const CONSIDERS =
  /\b(?:normally|usually|typically|ordinarily|otherwise|could|might|may|would consider|consider|option|options|think about|talk about|discuss|if (?:that|this|it|the|you|things|your|we|he|she)|possibly|maybe|down the (?:road|line)|next step|in the future|eventually|depending|one of the|some people|have you (?:ever )?(?:tried|thought|considered))\b/;
const ALREADY =
  /\b(?:you (?:are|have been|were) (?:already |currently |still )?(?:on|taking|using)|you take|your (?:current )?|i see (?:that )?you|you said|you mentioned|you have been|he is on|she is on|been (?:on|taking)|since (?:you|we) started|we started you|started you|you started|put you on)\b/;
const AMBIGUOUS =
  /^(?:iron|calcium|magnesium|zinc|potassium chloride|vitamin d|vitamin b12|vitamin c|folic acid|testosterone|estrogen|progesterone|cortisone|insulin|steroids|lithium|caffeine|alcohol|nicotine|salt|fiber|oxygen|saline rinse|biotin)$/;
const TAKEN =
  /\b(?:tak(?:e|es|ing|en)|took|on|start|supplement|supplements|pills?|tablets?|dose|dosage|shots?|mg|mcg|units|prescri\w*|using|use|inject\w*|drops|refill|medicine|medication|give|gave|capsules?|gummies|add|try|tried|meds)\b/;
const VAGUE =
  /^(?:narcotics|steroids|antibiotics|inhaler|blood thinner|nsaid|statin|diuretic|antihistamine|antidepressant|laxative|muscle relaxant|nasal spray|oral contraceptive|insulin)$/;

/** Drugs of a candidate: who takes what, how, and what is done about it. */
export function readMedications(said: Said, state: Discourse): void {
  const { unit, candidate, line } = said;
  const drugs = said.mentions.filter(
    (mention) => mention.concept.kind === 'drug' && mention.concept.group !== 'allergen',
  );
  if (isDrugAllergyTalk(said, state)) return;
  // What the patient asks about is not what the patient takes.
  if (said.isQuestion && !said.clinician) return;
  if (said.isQuestion) return;
  if (drugs.length === 0) {
    withoutName(said, state);
    return;
  }
  const asked = candidate.question
    ? state.lexicon.find(candidate.question.tokens).filter((mention) => mention.concept.kind === 'drug')
    : [];
  if (said.clinician) takeBack(said, drugs, state);
  let previousAction: MedicationAction | undefined;
  drugs.forEach((mention, i) => {
    const term = mention.concept.preferred;
    const scope = said.scopes.get(mention)!;
    const from = i === 0 ? 0 : drugs[i - 1]!.end;
    const to = drugs[i + 1]?.start ?? unit.tokens.length;
    const own = part(line, i === 0 ? 0 : from, to);
    if (AMBIGUOUS.test(term) && !TAKEN.test(own) && !said.topics.has('medications')) return;
    if (
      said.clinician &&
      AMBIGUOUS.test(term) &&
      /\b(?:level|levels|was|is|came back|low|high|normal|deficien\w*|check|lab|labs)\b/.test(own) &&
      !/\b(?:tak|start|try|supplement|mg|pill|mcg|dose|units|once|daily|every)/.test(own)
    )
      return;
    const details = detailsOf(line, mention, from, to, drugs.length);
    let action = said.clinician
      ? clinicianAction(said, mention, from, own)
      : patientAction(said, mention, from, own, scope.assertion);
    if (action === undefined) action = previousAction;
    if (action === undefined) return;
    previousAction = action;
    if (/\bside effects? of|\binteract|\bcontraindicat/.test(own) && said.clinician) return;
    const body: MedicationBody = { type: 'medication', term, experiencer: scope.experiencer, action, ...details };
    if (scope.relative !== undefined && scope.experiencer !== 'patient') body.relative = scope.relative;
    if (said.clinician && scope.experiencer !== 'patient') return;
    const useful = effectIn(part(line, mention.end, to)) ?? (drugs.length === 1 ? effectIn(own) : undefined);
    if (useful && !said.clinician) body.effect = useful;
    const adherence = adherenceIn(own);
    if (adherence && !said.clinician) body.adherence = adherence;
    if (action === 'not-taking' || action === 'stops') {
      const why = /\b(?:because|since|due to) ([a-z' ,-]{4,60})/.exec(own);
      if (why && !body.effect && !said.clinician) body.effect = why[0].trim();
    }
    fromTo(own, body);
    // "I'll refill the lisinopril and bump it up to forty."
    const raised = said.clinician
      ? /\b(bump|increase|raise|go up|double|lower|decrease|drop|cut) (?:it|that|you|the dose)?\b.*?\bto (?:the )?(\d+(?:\.\d+)?(?: (?:mg|mcg|units?|ml))?)/.exec(
          own,
        )
      : null;
    if (raised) {
      body.action = /lower|decrease|drop|cut/.test(raised[1]!) ? 'decreases' : 'increases';
      body.dose = raised[2]!;
    }
    const named = said.clinician ? [] : claimClass(body, mention.concept.group, state);
    const draft = put(
      body,
      said,
      state,
      asked.some((other) => other.concept.id === mention.concept.id) ? said.pair : [unit],
    );
    rest(draft, named);
    draft.spans.set(unit, [i === 0 ? 0 : mention.start, to]);
    if (scope.experiencer === 'patient') {
      state.drug = draft;
      state.drugAt = candidate.index;
    }
  });
  // "Switch you from lisinopril to losartan": what is left is stopped.
  const swap = /\b(?:switch\w*|chang(?:e|ing))\b.*\bfrom\b/.test(said.text) || /\binstead of\b/.test(said.text);
  if (swap && said.clinician && drugs.length === 2) {
    const [first, second] = drugs as [Mention, Mention];
    const left =
      /\binstead of(?: the| your)? $/.test(said.text.slice(0, line.at[first.start]!)) ||
      !/\binstead of\b/.test(said.text)
        ? first
        : second;
    const draft = state.drafts.findLast(
      (item) => item.body.type === 'medication' && item.body.term === left.concept.preferred,
    );
    if (draft?.body.type === 'medication') draft.body.action = 'stops';
  }
}

/** "I'd like to start propranolol. … Do you have asthma? … Then not propranolol.": it was decided and taken back. */
function takeBack(said: Said, drugs: readonly Mention[], state: Discourse): void {
  for (const mention of drugs) {
    if (!takesBackNamed(part(said.line, 0, mention.start))) continue;
    const decided = state.drafts.findLast(
      (draft) =>
        draft.by === 'clinician' &&
        draft.body.type === 'medication' &&
        draft.body.term === mention.concept.preferred &&
        /^(?:starts|refills)$/.test(draft.body.action),
    );
    if (decided?.body.type === 'medication') {
      decided.body.action = 'considers';
      decided.units.push(said.unit);
    }
  }
}

const part = (line: Line, from: number, to: number): string =>
  line.text.slice(line.at[from] ?? line.text.length, to >= line.at.length ? undefined : Math.max(0, line.at[to]! - 1));

/** Dose, frequency, route, duration and reason around a drug: after it as far as the next, else right before it. */
function detailsOf(line: Line, mention: Mention, from: number, to: number, count: number): Partial<MedicationBody> {
  const after = part(line, mention.end, Math.min(to, mention.end + 22));
  const before = part(line, Math.max(from, mention.start - 7), mention.start);
  const out: Partial<MedicationBody> = {};
  const bare =
    /^(?:the |a |at |is |about |of |to )?(\d+(?:\.\d+)?)(?= |$)(?! ?(?:times|days?|weeks?|months?|years?|hours?|minutes?|pounds|%|am|pm|or|to))/.exec(
      after,
    )?.[1];
  // "twenty milligrams of lisinopril": what stands before another drug is that drug's.
  const close = from === 0 ? before : (/(?:^| )((?:\S+ ){1,3}of)$/.exec(before)?.[1] ?? '');
  const dose = doseIn(after) ?? bare ?? doseIn(close) ?? /\b(?:the|of|on) (\d+(?:\.\d+)?)(?: of)?$/.exec(before)?.[1];
  if (dose !== undefined) out.dose = dose;
  const frequency = frequencyIn(after) ?? (count === 1 || from === 0 ? frequencyIn(before) : undefined);
  if (frequency !== undefined) out.frequency = frequency;
  const route = ROUTES.find(([pattern]) =>
    pattern.test(`${before} ${part(line, mention.start, mention.end)} | ${after}`),
  )?.[1];
  if (route !== undefined) out.route = route;
  const duration = new RegExp(String.raw`\bfor (?:the (?:next|last|past) |about |another |at least )?(${SPAN})\b|\b(\d+)[ -]day course|\bfor (years|months|a while|a long time)\b`).exec(after); // prettier-ignore
  if (duration) out.duration = duration[1] ?? (duration[2] ? `${duration[2]} days` : duration[3]!);
  const indication = /\bfor (?:my |your |the |his |her |that |this |a )?((?!the |a |about|years|months|now|me\b|you\b|him\b|her\b|it\b|that\b|this\b|some|long|\d|another|several|couple|few|next|as |breakfast|dinner|at least|being|sure)[a-z][a-z'-]*(?: (?!and |but |,|every|twice|once|at |in |so |because|i |he |she |it |which|that|since|when|right|as |or |to |about )[a-z'-]+){0,3})/.exec(after); // prettier-ignore
  if (indication) out.indication = indication[1]!.replace(/ (?:a day|daily|now|too|also)$/, '');
  return out;
}

const COUNTS: Readonly<Record<string, string>> = { one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', eight: '8', ten: '10' }; // prettier-ignore

export function doseIn(text: string): string | undefined {
  const match = DOSE.exec(text);
  const fraction = match?.[1] && / point$/.test(text.slice(0, match.index)) ? '0.' : '';
  const dose =
    match?.[1] === undefined
      ? match?.[2]
      : `${fraction}${match[1].replace(/^(?:one|two|three|four|five|six|eight|ten)(?= )/, (word) => COUNTS[word]!)}`;
  return dose === undefined
    ? undefined
    : dose
        .replace(/\bof the /, '')
        .replace(/(\d),(\d{3})/, '$1$2')
        .trim();
}

export function frequencyIn(text: string): string | undefined {
  let frequency: string | undefined;
  for (const [pattern, value] of FREQUENCIES) {
    const match = pattern.exec(text);
    if (!match) continue;
    frequency = value.replace('$1', match[1] ?? '').replace('$2', match[2] ?? '');
    break;
  }
  if (frequency !== undefined && frequency !== 'as needed' && /\bas needed\b/.test(text))
    return `${frequency} as needed`;
  return frequency;
}

const CLASS_OF: Readonly<Record<string, readonly string[]>> = {
  diuretic: ['diuretic'], statin: ['statin'], 'blood thinner': ['anticoagulant'], inhaler: ['bronchodilator', 'inhaler', 'inhaled steroid'], antidepressant: ['ssri', 'snri', 'antidepressant'], nsaid: ['nsaid'], steroids: ['steroid'],
  antibiotics: ['antibiotic'], 'muscle relaxant': ['muscle relaxant'], antihistamine: ['antihistamine'], 'blood pressure medication': ['ace inhibitor', 'arb', 'beta blocker', 'calcium channel blocker', 'diuretic', 'antihypertensive'],
  'nasal spray': ['inhaled steroid'], narcotics: ['opioid'], laxative: ['laxative'], 'sleeping pill': ['hypnotic'], stimulant: ['stimulant'], triptan: ['triptan'], ppi: ['ppi'], benzodiazepine: ['benzodiazepine'],
}; // prettier-ignore

/** "My water pill" … "the hydrochlorothiazide": the class named first is the drug named then. */
function claimClass(body: MedicationBody, drugGroup: string, state: Discourse): readonly Unit[] {
  for (const draft of state.drafts) {
    if (draft.dropped || draft.body.type !== 'medication' || draft.by === 'clinician') continue;
    if (
      draft.body.experiencer !== body.experiencer ||
      !/^(?:takes|took|continues|stops|not-taking|refills)$/.test(draft.body.action)
    )
      continue;
    if (!CLASS_OF[draft.body.term]?.includes(drugGroup)) continue;
    draft.dropped = true;
    return draft.units;
  }
  return [];
}

function clinicianAction(said: Said, mention: Mention, from: number, own: string): MedicationAction | undefined {
  const { line, text } = said;
  const before = part(line, from, mention.start);
  const scope = said.scopes.get(mention)!;
  if (/\b(?:allerg|react)/.test(text)) return undefined;
  if (/\b(?:avoid|stay away from|no)\b(?: \S+){0,3}$/.test(before)) return undefined;
  if (/\b(?:instead of|rather than)(?: \S+){0,2}$/.test(before)) return 'stops';
  if (
    ALREADY.test(before) &&
    !/\b(?:increase|increas\w*|decrease|stop|refill|continue|lower|go up|start|double|bump|keep|switch|change|hold|adjust)\b/.test(
      text,
    )
  )
    return /\b(?:not|stopped|off)\b/.test(before) ? 'not-taking' : 'takes';
  // What stands after the drug is of it only until the next clause ("… and stop the Norvasc").
  const near = part(line, mention.start, said.unit.tokens.length)
    .split(' ')
    .slice(0, 9)
    .join(' ')
    .replace(/(?: ,)? (?:and|but|then|so) (?!(?:see|take|use)\b)[a-z].*$/, '');
  // "A prednisone taper" is begun, not lowered.
  if (/^\S+ taper\b/.test(near) && !CONSIDERS.test(before)) return 'starts';
  for (const [pattern, action] of CLINICIAN_ACTIONS) {
    if (action === 'considers') {
      if (pattern.test(before))
        return /\b(?:hold off|not|no need|instead|rather)\b/.test(before)
          ? /\binstead of|rather than/.test(before)
            ? 'stops'
            : undefined
          : 'considers';
      continue;
    }
    if (!pattern.test(before) && !pattern.test(near)) continue;
    if ((scope.assertion === 'hypothetical' && !/\bas needed\b/.test(text)) || CONSIDERS.test(before))
      return /^(?:continues|refills)$/.test(action) && !CONSIDERS.test(before) ? action : 'considers';
    return action;
  }
  if (CONSIDERS.test(before) || CONSIDERS.test(own)) return 'considers';
  if (/\b(?:is|are) (?:working|helping|doing)/.test(own)) return 'takes';
  return undefined;
}

function patientAction(
  said: Said,
  mention: Mention,
  from: number,
  own: string,
  assertion: string,
): MedicationAction | undefined {
  const before = part(said.line, from, mention.start);
  const around = `${before} ${part(said.line, mention.start, Math.min(said.unit.tokens.length, mention.end + 9))}`;
  if (
    /\b(?:heard|read|saw (?:an )?ads?|commercials?|wonder\w*|should i|can i|could i|what about|is it okay|my \S+ (?:said|says|told me) (?:i should|to) )\b/.test(
      before,
    )
  )
    return undefined;
  for (const [pattern, action] of PATIENT_ACTIONS) {
    if (!pattern.test(action === 'took' ? before : around)) continue;
    // "I took it this morning", "I have taken it for years": it is taken.
    if (
      action === 'took' &&
      /\b(?:every (?:day|morning|night)|daily|for years|still)\b/.test(own) &&
      !/\bused to|was on\b/.test(before)
    )
      return 'takes';
    if (action === 'stops' && /\b(?:not|never) (?:\S+ )?stopped\b/.test(around)) return 'takes';
    return action;
  }
  if (/\b(?:just )?(?:started|began)\b/.test(before) && !/\b(?:it|pain|symptoms|this) (?:\S+ )?started\b/.test(before))
    return 'starts';
  if (
    said.topics.has('relieving') &&
    /\b(?:tried|taken|done|used|did you)\b/.test(said.asked?.text ?? '') &&
    !/\b(?:i take|i am (?:on|taking)|i use|i have been (?:taking|using))\b/.test(before)
  )
    return 'took';
  if (/\bused to (?:help|work)\b/.test(around)) return 'took';
  if (said.candidate.answer === 'no' && said.topics.has('medications') && said.candidate.bare) return 'not-taking';
  if (assertion === 'negated' && !/\bmiss|\bforget|help|work/.test(around)) return 'not-taking';
  if (/\b(?:still (?:on|taking)|continu|kept taking|keep taking)\b/.test(before)) return 'continues';
  if (/\b(?:need|want|wanted|get|out of) (?:\S+ )*refills?\b/.test(around) || /\brefill/.test(around)) return 'refills';
  return 'takes';
}

const EFFECT =
  /\b((?:(?:and |but )?(?:it|that|they|which|those) )?(?:(?:really |definitely |kind of |sort of |only |just |barely |hardly )?(?:did not|does not|do not|have not|has not|is not|was not|not|never|didn't) (?:really |seem to |seemed to |even |much |been )*(?:help|helped|helping|work|working|worked|do|done|touch|touched|make|tolerate)[a-z' ]{0,24}|(?:really |seems? to |kind of |did |does |has |definitely |only |barely |hardly |helped )*(?:help(?:s|ed|ing)?|work(?:s|ed|ing)?)(?: (?:a little|a bit|a lot|some|somewhat|great|well|fine|good|pretty well|for (?:a few|a couple|an|about|\d+) ?[a-z0-9 ]{0,20}|with (?:the |my )?[a-z]+(?: [a-z]+)?|most of the time|okay|really well))?|(?:gave|gives|giving|made|makes|making|causes|caused|causing) (?:me|him|her|my \S+) (?:feel |have |really |so |a little |a |an |some |to |very |all )*[a-z]+(?: [a-z]+){0,3}|without (?:much |any )?(?:relief|luck|success|help|benefit)|no (?:relief|help|luck|effect|side effects|difference|problems)|with (?:some|good|little|minimal|no|a little|moderate) relief|upset(?:s)? my stomach|brings? (?:it|the fever|his fever|her fever|my fever) down[a-z ]{0,24}|keeps? (?:it|them) (?:down|under control)|tolerat\w+ (?:it |that |them )?(?:well|fine|okay)))\b/;
function effectIn(text: string): string | undefined {
  const match = EFFECT.exec(text);
  if (!match) return undefined;
  return match[1]!.replace(/^(?:and|but) /, '').replace(/^(?:it|that|they|which|those) /, '').replace(/ (?:and|but|so|for|with|the|at|i|my)$/, '').trim(); // prettier-ignore
}

const ADHERENCE =
  /\b((?:(?:i |he |she )?(?:sometimes |occasionally |often |always |usually |probably |do |might |have |will )*(?:miss(?:ed|es|ing)?|forg[eo]t(?:s|ting)?|skip(?:s|ped|ping)?)(?: to take)?(?: (?:a|an|the|my|it|them|some|one|two|couple|few|of|doses?|pills?|days?|evening|morning|night|once|now|and|then|in|while|every|here|there|or|twice|week|maybe|about|sometimes|occasionally))*)|(?:never|rarely|hardly ever) miss(?:ed)?(?: a (?:dose|day|pill))?|not (?:taking|taken) (?:it|them) (?:every day|regularly|as prescribed|consistently|like i should)|(?:every (?:single )?day )?without fail|religiously|(?:ran|run|running) out(?: of (?:it|them))?(?: [a-z0-9]+){0,3}|(?:taking|take) (?:it|them) (?:every day|regularly|as prescribed|faithfully|like clockwork)|hit or miss|on and off|like (?:clockwork|i am supposed to))\b/;
function adherenceIn(text: string): string | undefined {
  const match = ADHERENCE.exec(text);
  if (!match) return undefined;
  const value = match[1]!
    .replace(/^(?:i|he|she) /, '')
    .replace(/ (?:and|or|then|in|the|my|a|of|maybe|about)$/, '')
    .trim();
  return /^(?:miss|missed|forgot|forget|skip|skipped)$/.test(value) ? `${value} doses` : value;
}

/** "from ten to twenty": the old dose and the new. */
function fromTo(text: string, body: MedicationBody): void {
  const match = /\bfrom (?:the )?(\d+(?:\.\d+)?(?: (?:mg|mcg|g|units?|ml|meq))?)(?: (?:once|twice|daily|a day))* (?:up |down )?to (?:the )?(\d+(?:\.\d+)?(?: (?:mg|mcg|g|units?|ml|meq))?)/.exec(text); // prettier-ignore
  if (!match) {
    const to =
      /\b(?:up|down|increase|increased|decrease|raise|bump|lower)\b.*\bto (?:the )?(\d+(?:\.\d+)?(?: (?:mg|mcg|g|units?|ml|meq))?)/.exec(
        text,
      );
    if (to && /^(?:increases|decreases)$/.test(body.action)) body.dose = to[1]!;
    return;
  }
  const unit =
    / (mg|mcg|g|units?|ml|meq)$/.exec(match[2]!)?.[0] ?? / (mg|mcg|g|units?|ml|meq)$/.exec(match[1]!)?.[0] ?? '';
  body.previousDose = / [a-z]/.test(match[1]!) ? match[1]! : `${match[1]!}${unit}`;
  body.dose = / [a-z]/.test(match[2]!) ? match[2]! : `${match[2]!}${unit}`;
  if (!/^(?:increases|decreases)$/.test(body.action) && /^(?:starts|takes|changes|continues)$/.test(body.action)) {
    const [a, b] = [parseFloat(body.previousDose), parseFloat(body.dose)];
    body.action = b > a ? 'increases' : b < a ? 'decreases' : 'changes';
  }
}

const SAME_ACTION: Readonly<Record<string, string>> = { takes: 'takes', continues: 'takes', took: 'took' };
const group = (action: MedicationAction): string => SAME_ACTION[action] ?? action;

/** Into the fact of the same drug where it says the same; a change, a stop, another dose are facts of their own. */
function put(body: MedicationBody, said: Said, state: Discourse, units: readonly Unit[]): Draft<MedicationBody> {
  const before = known(state, body).toReversed();
  for (const draft of before) {
    const old = draft.body;
    const corrects =
      CORRECTS.test(said.text) && said.unit.index - (draft.units.at(-1)?.index ?? 0) < 5 && draft.by === said.by;
    if (corrects && body.dose !== undefined && old.dose !== undefined && old.dose !== body.dose) {
      draft.takenBack.push(...draft.units.splice(0));
      Object.assign(old, body, { action: body.action === 'takes' ? old.action : body.action });
      rest(draft, units);
      return draft;
    }
    const sameStory =
      group(old.action) === group(body.action) ||
      (draft.by !== 'clinician' &&
        said.by !== 'clinician' &&
        ((old.action === 'took' && body.action === 'takes' && !body.dose) ||
          (old.action === 'starts' && body.action === 'takes') ||
          (old.action === 'takes' && body.action === 'starts') ||
          (old.action === 'refills' && body.action === 'takes'))) ||
      (said.clinician &&
        draft.by === 'clinician' &&
        ((body.action === 'starts' && /^(?:increases|decreases|continues)$/.test(old.action)) ||
          (old.action === 'considers' && body.action === 'starts' && false)));
    const doseFits =
      old.dose === undefined || body.dose === undefined || sameDose(old.dose, body.dose) || !/\d/.test(body.dose);
    if (!sameStory || !doseFits) continue;
    for (const field of [
      'dose',
      'frequency',
      'route',
      'duration',
      'indication',
      'adherence',
      'effect',
      'previousDose',
    ] as const)
      if (body[field] !== undefined) old[field] ??= body[field];
    if (old.dose !== undefined && body.dose !== undefined && !/[a-z%]/.test(old.dose)) old.dose = body.dose;
    rest(draft, units);
    draft.trust = Math.min(0.98, draft.trust + 0.02);
    return draft;
  }
  // What the clinician raises or lowers has the dose that the patient told.
  if (/^(?:increases|decreases)$/.test(body.action) && body.previousDose === undefined) {
    const old = before.find(
      (draft) => draft.body.dose !== undefined && group(draft.body.action) === 'takes' && draft.body.dose !== body.dose,
    );
    if (old) body.previousDose = old.body.dose;
  }
  const trust = said.clinician ? 0.85 : VAGUE.test(body.term) ? 0.8 : 0.9;
  return add(state, body, units, said.by, trust);
}

const CORRECTS =
  /\b(?:sorry|i mean|i meant|actually|no wait|wait|correction|scratch that|make that|my mistake|i misspoke|not \d+)\b/;
const sameDose = (a: string, b: string): boolean => parseFloat(a) === parseFloat(b);

/** "Twenty milligrams, twice a day", "it upsets my stomach": of the drug being talked about. */
function withoutName(said: Said, state: Discourse): void {
  const { candidate, unit, topics } = said;
  // "Are you still taking the lisinopril?" "Yes, every day."
  if (candidate.question && !said.clinician) {
    const named = state.lexicon
      .find(candidate.question.tokens)
      .filter((mention) => mention.concept.kind === 'drug' && mention.concept.group !== 'allergen');
    const line = lineOf(candidate.question.tokens);
    const open =
      /\b(?:should|would you like|do you want|can i|what about trying|are you willing|how do you feel|okay with|want me)\b/.test(
        line.text,
      );
    const takes =
      ASK_STILL.test(line.text) ||
      /\b(?:tak|tried|using|use|helped|working|been on|have you)\w*\b/.test(line.text) ||
      candidate.question.tokens.length <= 4;
    if (
      named.length > 0 &&
      takes &&
      !open &&
      !topics.has('allergies') &&
      (candidate.answer === 'yes' ||
        candidate.answer === 'no' ||
        /\b(?:i (?:do|am|did|have|was)|every day|stopped|quit|ran out|used to)\b/.test(said.text) ||
        (candidate.question.tokens.length <= 5 &&
          (frequencyIn(said.text) !== undefined ||
            doseIn(` ${said.text}`) !== undefined ||
            /\b(?:times|a day|every)\b/.test(said.text))))
    ) {
      const none =
        candidate.answer === 'no' && !/\b(?:miss|skip|forget|trouble|problems?|side effects?)\w*\b/.test(line.text);
      // "Any ibuprofen, Aleve, aspirin?" "yes" settles none of them.
      if (!none && named.length > 1 && /\bor\b|\bany\b/.test(line.text)) return;
      for (const [i, mention] of named.entries()) {
        const tried = /\b(?:have you (?:tried|taken|used)|did you (?:try|take))\b/.test(line.text);
        let action: MedicationAction = none
          ? 'not-taking'
          : tried
            ? 'took'
            : /\bstill\b/.test(line.text)
              ? 'continues'
              : 'takes';
        const text = said.text;
        if (/\b(?:stopped|quit|came off)\b/.test(text) && !/\bnot stopped\b/.test(text)) action = 'stops';
        else if (/\bran out\b/.test(text)) action = 'not-taking';
        if (none && /\bmiss|\btrouble\b|\bside effect|\bproblem/.test(line.text)) action = 'takes';
        const details = detailsOf(
          line,
          mention,
          i === 0 ? 0 : named[i - 1]!.end,
          named[i + 1]?.start ?? line.tokens.length,
          named.length,
        );
        const body: MedicationBody = {
          type: 'medication',
          term: mention.concept.preferred,
          experiencer: 'patient',
          action,
          ...(none ? {} : details),
        };
        // What the answer says stands before what the question supposed.
        if (named.length === 1 && !none) {
          const frequency = frequencyIn(said.text);
          if (frequency !== undefined) body.frequency = frequency;
          const dose =
            doseIn(` ${said.text}`) ??
            /(?:^| )(\d+(?:\.\d+)?)(?= (?:once|twice|three times|a day|daily|every|at night|in the)|$)/.exec(
              said.text,
            )?.[1];
          if (dose !== undefined) body.dose = dose;
        }
        const draft = put(body, said, state, said.pair);
        state.drug = draft;
        state.drugAt = candidate.index;
        if (named.length === 1) fill(draft, said);
      }
      return;
    }
    if (named.length === 1) {
      const found = state.drafts.findLast(
        (draft) => draft.body.type === 'medication' && draft.body.term === named[0]!.concept.preferred,
      );
      if (found) {
        state.drug = found as Draft<MedicationBody>;
        state.drugAt = candidate.index;
      } else if (topics.has('dose') || topics.has('effect') || topics.has('frequency') || topics.has('adherence')) {
        state.drug = put(
          { type: 'medication', term: named[0]!.concept.preferred, experiencer: 'patient', action: 'takes' },
          said,
          state,
          said.pair,
        );
        state.drugAt = candidate.index;
      }
    }
  }
  if (answersOffer(said, state) || ofAskedDrug(said, state)) return;
  const drug = state.drug;
  if (!drug || drug.dropped || candidate.index - state.drugAt > 4) return;
  if (
    topics.has('dose') ||
    topics.has('frequency') ||
    topics.has('adherence') ||
    topics.has('effect') ||
    topics.has('indication')
  ) {
    const before = JSON.stringify(drug.body);
    fill(drug, said);
    const text = said.text;
    if (topics.has('dose') && drug.body.dose === undefined) {
      const bare = BARE_DOSE.exec(text)?.[1];
      if (bare) drug.body.dose = bare;
    }
    if (topics.has('indication') && drug.body.indication === undefined && unit.tokens.length <= 10) {
      const why = text.replace(/^(?:(?:for|it is|it|that is|my|the|to|um|oh|,|treat|help with) )+/, '');
      if (/[a-z]{3}/.test(why)) drug.body.indication = why;
    }
    if (
      topics.has('adherence') &&
      drug.body.adherence === undefined &&
      candidate.answer &&
      /\bmiss/.test(said.asked!.text)
    ) {
      if (candidate.answer === 'no' || /^never\b/.test(text)) drug.body.adherence = 'no missed doses';
    }
    if (JSON.stringify(drug.body) !== before) {
      rest(drug, said.pair);
      state.drugAt = candidate.index;
    }
    return;
  }
  if (said.isQuestion) return;
  // The clinician sets dose and schedule of what was just started: "five milligrams once a day".
  const near = candidate.index - state.drugAt <= 2;
  const text = said.text;
  if (
    near &&
    (doseIn(` ${text}`) !== undefined ||
      (frequencyIn(text) !== undefined &&
        /\b(?:take|taking|it|use|that|pill|tablet|one|once|twice|puffs?|mg)\b/.test(text))) &&
    unit.tokens.length <= 16 &&
    drug.by === said.by &&
    !said.mentions.some((mention) => mention.concept.kind === 'symptom' || mention.concept.kind === 'condition')
  ) {
    const dose = doseIn(` ${text}`);
    if (dose !== undefined && drug.body.dose !== undefined && dose !== drug.body.dose && CORRECTS.test(text)) {
      drug.takenBack.push(...drug.units.slice(-1));
      drug.body.dose = dose;
    }
    fill(drug, said);
    rest(drug, [unit]);
    state.drugAt = candidate.index;
  } else if (near && !said.clinician && /\b(?:it|that|they|them)\b/.test(text)) {
    const before = JSON.stringify(drug.body);
    if (
      /\b(?:stopped (?:taking )?(?:it|them|that)|quit taking (?:it|them)|i stopped)\b/.test(text) &&
      drug.body.action !== 'stops'
    )
      drug.body.action = 'stops';
    const effect = effectIn(text);
    if (effect) drug.body.effect ??= effect;
    const adherence = adherenceIn(text);
    if (adherence) drug.body.adherence ??= adherence;
    if (JSON.stringify(drug.body) !== before) {
      rest(drug, [unit]);
      state.drugAt = candidate.index;
    }
  }
}

/** "Would you be willing to try Chantix?" "No, I don't want that one." */
function answersOffer(said: Said, state: Discourse): boolean {
  const { candidate } = said;
  if (!candidate.question || said.clinician) return false;
  const line = lineOf(candidate.question.tokens);
  if (
    !/\b(?:would you|do you want|are you (?:willing|open|interested)|willing to|what about trying|how do you feel|okay with|want to try|like to try|interested in)\b/.test(
      line.text,
    )
  )
    return false;
  const named = state.lexicon
    .find(candidate.question.tokens)
    .filter((mention) => mention.concept.kind === 'drug' && mention.concept.group !== 'allergen');
  if (named.length !== 1) return false;
  const refuses =
    candidate.answer === 'no' ||
    /\b(?:do not want|rather not|not interested|no thanks?|no thank you|do not like)\b/.test(said.text);
  const accepts =
    !refuses && (candidate.answer === 'yes' || /\b(?:sure|okay|let us|sounds good|i guess|fine)\b/.test(said.text));
  if (!refuses && !accepts) return false;
  const draft = put(
    {
      type: 'medication',
      term: named[0]!.concept.preferred,
      experiencer: 'patient',
      action: refuses ? 'refuses' : 'starts',
    },
    said,
    state,
    said.pair,
  );
  if (accepts) draft.by = 'clinician';
  state.drug = draft;
  state.drugAt = candidate.index;
  return true;
}

/** "Can I still take the Sudafed?" "I would stop that." */
function ofAskedDrug(said: Said, state: Discourse): boolean {
  const asked = state.askedDrug;
  if (!asked || !said.clinician || said.unit.index - asked.unit.index > 3) return false;
  const match =
    /\b(stop|hold|skip|avoid|continue|keep taking|keep using|stay on)(?: taking| using)? (?:that|it|those|the)\b/.exec(
      said.text,
    );
  if (!match || /\bdo not (?:have to |need to )?(?:stop|hold)/.test(said.text)) return false;
  const action: MedicationAction = /continue|keep|stay/.test(match[1]!) ? 'continues' : 'stops';
  put({ type: 'medication', term: asked.term, experiencer: 'patient', action }, said, state, [asked.unit, said.unit]);
  delete state.askedDrug;
  return true;
}

function fill(drug: Draft<MedicationBody>, said: Said): void {
  const text = ` ${said.text}`;
  const dose = doseIn(text);
  if (dose !== undefined) drug.body.dose ??= dose;
  const frequency = frequencyIn(text);
  if (frequency !== undefined) drug.body.frequency ??= frequency;
  const effect = said.clinician ? undefined : effectIn(text);
  if (effect) drug.body.effect ??= effect;
  const adherence = said.clinician ? undefined : adherenceIn(text);
  if (adherence) drug.body.adherence ??= adherence;
  const route = ROUTES.find(([pattern]) => pattern.test(text))?.[1];
  if (route && said.clinician) drug.body.route ??= route;
  const duration = new RegExp(String.raw`\bfor (?:the next |about |another )?(${SPAN})\b`).exec(text);
  if (duration && said.clinician) drug.body.duration ??= duration[1]!;
  if (
    said.topics.has('effect') &&
    drug.body.effect === undefined &&
    said.unit.tokens.length <= 9 &&
    !said.candidate.bare
  ) {
    const value = said.text.replace(/^(?:(?:well|um|oh|,|yeah|it is|it|i think|pretty|honestly) )+/, '');
    if (/\b(?:well|good|fine|okay|great|help|work|little|better|relief|nothing|lot|terrible|dizzy|tired)\b/.test(value))
      drug.body.effect = value;
  }
}
