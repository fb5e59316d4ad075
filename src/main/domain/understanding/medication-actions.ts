/** What is done about a drug: taken, stopped, raised, refused. */
import type { MedicationAction } from '../../../shared/model/facts.ts';
import type { Mention } from './lexicon.ts';
import { part } from './line.ts';
import type { Said } from './said.ts';

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
    /\b(?:decreas\w*|(?<!\b(?:can|could|may|might|will|does|to) )lower(?:ing)?(?! (?:it|that|them)\b)|cut(?:ting)? (?:back|down|the|your)|reduc\w*|go down on|going down on|taper\w*|drop(?:ping)? (?:the|your|you)|back off on)\b/,
    'decreases',
  ],
  [/\brefill\w*\b|\brenew\w*\b/, 'refills'],
  [/\b(?:switch\w*|chang(?:e|ing)) (?:you |your |the |it |from |over |him |her )*/, 'starts'],
  [
    /\b(?:continu\w*|stay(?:ing)? on|keep(?:ing)? (?:you |him |her |up )?(?:on|taking|with|using|the|your)|remain on|maintain|same dose|leave you on|stick with)\b/,
    'continues',
  ],
  [
    /\b(?:start\w*|put(?:ting)? (?:you|him|her) (?:back )?on|prescri\w*|initiat\w*|begin|place you on|give (?:you|him|her)|(?<!\b(?:is|are|was|been) )giving you|add(?:ing)?|try(?:ing)? you on|have you take|want you to (?:take|use|start|try)|like you to (?:take|use|start|try)|go ahead (?:and|with)|call(?:ing)? in|send(?:ing)?(?: in| over| you home)?|write(?: you)?(?: a| for)?|recommend|you can (?:take|use|try)|take (?:the |some |over)?|use|let us (?:try|do|start|add|use)|try|restart\w*|resume|apply|get you (?:on|started|some)|treat (?:you|this|it|that) with|do a (?:course|round)|a (?:course|round) of|going to (?:do|try|use))\b/,
    'starts',
  ],
];

const CONSIDERS =
  /\b(?:normally|usually|typically|ordinarily|otherwise|could|might|may|would consider|consider|option|options|think about|talk about|discuss|if (?:that|this|it|the|you|things|your|we|he|she)|possibly|maybe|down the (?:road|line)|next step|in the future|eventually|depending|one of the|some people|have you (?:ever )?(?:tried|thought|considered))\b/;

const ALREADY =
  /\b(?:you (?:are|have been|were) (?:already |currently |still )?(?:on|taking|using)|you take|your (?:current )?|i see (?:that )?you|you said|you mentioned|you have been|he is on|she is on|been (?:on|taking)|since (?:you|we) started|we started you|started you|you started|(?:we|i|they|he|she|doctor|had|have|was|were) put you on)\b/;

const DONE_BEFORE =
  /\b(?:since|after|when) (?:you|we|i) (?:started|increased|raised|bumped(?: up)?|lowered|decreased|changed|switched|added|went up on|put you on)\b(?: \S+){0,2}$/;

export function clinicianAction(said: Said, mention: Mention, from: number, own: string): MedicationAction | undefined {
  const { line, text } = said;
  const before = part(line, from, mention.start);
  const scope = said.scopes.get(mention)!;
  if (/\b(?:allerg|react)/.test(text)) return undefined;
  if (/\b(?:avoid|stay away from|no)\b(?: \S+){0,3}$/.test(before)) return undefined;
  if (/\b(?:instead of|rather than)(?: \S+){0,2}$/.test(before)) return 'stops';
  // "Switch the lisinopril to Entresto": the first of the two is left.
  if (isSwitchedFrom(said, mention, before)) return 'stops';
  // "… since you've been off the lisinopril": told, not ordered.
  if (/\b(?:are|were|been|is|was|go|going|come|coming) off (?:of )?(?:the |your |that )?$/.test(before))
    return undefined;
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
  // "Since we increased the sertraline": what was done before today.
  if (DONE_BEFORE.test(before)) return 'takes';
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

function isSwitchedFrom(said: Said, mention: Mention, before: string): boolean {
  if (
    !/\b(?:switch\w*|chang(?:e|ing)|replac\w+|swap\w*)(?: \S+){0,3} ?$/.test(before) ||
    /\b(?:to|with) (?:\S+ )?$/.test(before)
  )
    return false;
  const tokens = said.unit.tokens.slice(mention.end, mention.end + 5).map(({ norm }) => norm);
  const link = tokens.findIndex((word) => /^(?:to|with|for)$/.test(word));
  return (
    link >= 0 &&
    link <= 2 &&
    said.mentions.some(
      ({ concept, start }) => concept.kind === 'drug' && start > mention.end + link && start <= mention.end + link + 3,
    )
  );
}

const FINISHED =
  /^(?:,? ?(?:but|and|which|though)? ?)(?:i|he|she|we) (?:just |already |have )?(?:finished|completed|am done with|was done with|stopped|quit|came off|got off|ran out of) (?:that|it|them|those|with)\b/;
const SOMEBODY_ELSES =
  /^,? ?(?:oh|wait|no|sorry|actually|,| )*(?:that|this|it) (?:one )?(?:is|was) (?:my|his|her) (?:wife|husband|mother|mom|father|dad|son|daughter|sister|brother|roommate|partner|girlfriend|boyfriend|kid|dog)'s\b|^,? ?(?:that|this|it) (?:is|was) not mine\b/;
/** "Oh, that's my wife's." */
export const isSomebodyElses = (text: string): boolean => SOMEBODY_ELSES.test(text);

const LAST_TIME =
  /^(?:that |which )?(?:worked|made (?:me|him|her) (?:sick|throw|dizzy|sleepy|loopy|tired|itch\w*)|did not (?:work|agree))\b/;
const CAN_TAKE =
  /\b(?:i|he|she) (?:can|could) (?:take|use|have|tolerate)(?: (?:it|that|them))? (?:just )?(?:fine|okay|ok|no problem|all right)\b/;

export function patientAction(
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
  // "I'd rather try that Chantix": wished for.
  if (/\b(?:rather|(?:would|will) (?:like|want|prefer) to|willing to) (?:try|take|use|go with|do)\b/.test(before))
    return undefined;
  // "Penicillin I can take fine": borne, not taken.
  if (
    (/\b(?:can|could|able to) (?:take|use|have|tolerate)\b|\b(?:fine|okay|no (?:problems?|trouble|issues?)) (?:with|on) (?:it|that)?\b/.test(
      around,
    ) &&
      said.topics.has('allergies')) ||
    CAN_TAKE.test(around)
  )
    return undefined;
  // "Just the pill, and Accutane, but I finished that in June": the last one named is over.
  const tail = part(said.line, mention.end, said.unit.tokens.length);
  if (
    FINISHED.test(tail) &&
    !said.mentions.some((other) => other.concept.kind === 'drug' && other.start > mention.start)
  )
    return 'took';
  // "This one's hydroxyzine, oh, that's my wife's."
  if (SOMEBODY_ELSES.test(tail)) return undefined;
  // "The Macrobid made me sick, it was the Keflex that worked": told of last time.
  if (LAST_TIME.test(tail) && !/\b(?:i (?:take|am on|use)|every day|daily|still)\b/.test(around)) return 'took';
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
