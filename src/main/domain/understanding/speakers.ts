import type { Transcript } from '../../../shared/model/transcript.ts';
import type { Unit } from './utterances.ts';

/** Words that mostly one side of a visit says. Labels of a recogniser or a diariser are hints; a person's correction is final. */
const CLINICIAN =
  /\b(let us (go|get|take|do)|i recommend|we will|i would like you|i want you|on (your )?(physical )?exam|your (blood|results?|lab|labs|x-ray|ct|mri|heart|lungs)|do you (have|take|smoke|drink|feel|notice|get|exercise)|any (fever|chills|nausea|other|allerg|family|history|pain)|have you (had|been|ever|noticed|tried)|are you (having|taking|able)|prescrib|refer you|follow up|how (long|often)|when did|what (brings|makes)|for your (first|second|third|next)|i appreciate)\b/;
const PATIENT =
  /\b(i (have been|feel|felt|am taking|take|took|noticed|could not|can not|got|used to|tried|hurt|tend|keep)|my (back|knee|wife|husband|mom|mother|dad|chest|stomach|head|leg|foot|arm|hand|blood|throat|doctor|job|brother|sister|daughter|son|neck|shoulder|symptoms|pain)|it hurts|hurts|bothers me|for me)\b/;
/** A single unit that only a clinician says, whatever its label. */
const SURELY_CLINICIAN =
  /\b(i (do )?appreciate (a|an|some|any|no)|on (your )?(\w+ ){0,2}exam(ination)? (,|you|your|i|there|it|shows)|i (am going to|want to|will|would like to) (go ahead and )?(prescribe|refer you|order|start you|put you|increase your|send you|get you)|on your (heart|lung|neck|abdominal|knee|back|shoulder|physical) exam|tenderness to palpation|pain to palpation)\b/;

const textOf = (unit: Unit): string => unit.tokens.map((token) => token.norm).join(' ');

export function settleSpeakers(units: readonly Unit[], transcript: Transcript): Unit[] {
  const fixed = (unit: Unit): boolean => transcript.segments[unit.segmentIndex]!.flags.includes('speaker-corrected');
  const swapped = isSwapped(units) && !units.some(fixed);
  let previous: Unit | undefined;
  return units.map((unit) => {
    let speaker = unit.speaker;
    if (swapped) speaker = speaker === 'clinician' ? 'patient' : speaker === 'patient' ? 'clinician' : speaker;
    const text = textOf(unit);
    if (speaker === 'unknown') {
      const clinician = CLINICIAN.test(text) || (unit.question && /\byou(r)?\b/.test(text));
      const patient = PATIENT.test(text) || /\bi (have|had|was)\b/.test(text);
      if (clinician !== patient) speaker = clinician ? 'clinician' : 'patient';
      else if (previous?.question && previous.speaker === 'clinician' && !unit.question) speaker = 'patient';
    } else if (speaker === 'patient' && !fixed(unit) && !unit.question && SURELY_CLINICIAN.test(text))
      speaker = 'clinician';
    const made = speaker === unit.speaker ? unit : { ...unit, speaker };
    previous = made;
    return made;
  });
}

/** Whether the two labels stand for each other all through the visit, as happens when a diariser names its clusters wrongly. */
function isSwapped(units: readonly Unit[]): boolean {
  const balance = { clinician: 0, patient: 0 };
  for (const unit of units) {
    if (unit.speaker !== 'clinician' && unit.speaker !== 'patient') continue;
    const text = textOf(unit);
    const clinician = CLINICIAN.test(text) || (unit.question && /\byou(r)?\b/.test(text));
    const patient = PATIENT.test(text);
    if (clinician !== patient) balance[unit.speaker] += clinician ? 1 : -1;
  }
  return balance.patient - balance.clinician >= 6 && balance.patient > 0 && balance.clinician < 0;
}
