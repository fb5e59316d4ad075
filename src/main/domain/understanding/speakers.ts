import type { Speaker, Transcript } from '../../../shared/model/transcript.ts';
import type { BinaryModel } from './linear-model.ts';
import type { Unit } from './utterances.ts';
import { voicesOf } from './voices.ts';

/** Words that mostly one side of a visit says. Labels of a recogniser or a diariser are hints; a person's correction is final. */
const CLINICIAN =
  /\b(i am (dr|doctor)|can i help|let us follow|you can|you should|start you|your (exam|\w+ exam)|let us (go|get|take|do)|i recommend|we will|i would like you|i want you|on (your )?(physical )?exam|your (blood|results?|lab|labs|x-ray|ct|mri|heart|lungs)|do you (have|take|smoke|drink|feel|notice|get|exercise)|any (fever|chills|nausea|other|allerg|family|history|pain)|have you (had|been|ever|noticed|tried)|are you (having|taking|able)|prescrib|refer you|follow up|how (long|often)|when did|what (brings|makes)|for your (first|second|third|next)|i appreciate)\b/;
const PATIENT =
  /\b(i (have been|feel|felt|am taking|take|took|noticed|could not|can not|got|used to|tried|hurt|tend|keep)|my (back|knee|wife|husband|mom|mother|dad|chest|stomach|head|leg|foot|arm|hand|blood|throat|doctor|job|brother|sister|daughter|son|neck|shoulder|symptoms|pain)|it hurts|hurts|bothers me|for me)\b/;
/** A single unit that only a clinician says, whatever its label. */
const SURELY_CLINICIAN =
  /\b(i (do )?appreciate (a|an|some|any|no)|on (your )?(\w+ ){0,2}exam(ination)? (,|you|your|i|there|it|shows)|i (am going to|want to|will|would like to) (go ahead and )?(prescribe|refer you|order|start you|put you|increase your|send you|get you)|on your (heart|lung|neck|abdominal|knee|back|shoulder|physical) exam|tenderness to palpation|pain to palpation)\b/;

const textOf = (unit: Unit): string => unit.tokens.map((token) => token.norm).join(' ');

export function settleSpeakers(units: readonly Unit[], transcript: Transcript, voices?: BinaryModel): Unit[] {
  const fixed = (unit: Unit): boolean => transcript.segments[unit.segmentIndex]!.flags.includes('speaker-corrected');
  const swapped = isSwapped(units) && !units.some(fixed);
  const unlabelled = guessSegments(units);
  const own = units.map((unit) => {
    let speaker = unit.speaker;
    if (swapped) speaker = speaker === 'clinician' ? 'patient' : speaker === 'patient' ? 'clinician' : speaker;
    if (speaker === 'unknown') speaker = unlabelled.get(unit.segmentIndex) ?? 'unknown';
    else if (speaker === 'patient' && !fixed(unit) && !unit.question && SURELY_CLINICIAN.test(textOf(unit)))
      speaker = 'clinician';
    return speaker === unit.speaker ? unit : { ...unit, speaker };
  });
  return voices ? apart(own, fixed, voices) : own;
}

/** Segments of several units may hold the other's words too: recognisers cut at pauses, not at voices. */
function apart(units: readonly Unit[], fixed: (unit: Unit) => boolean, voices: BinaryModel): Unit[] {
  const out: Unit[] = [];
  for (let from = 0; from < units.length;) {
    let to = from;
    while (to < units.length && units[to]!.segmentIndex === units[from]!.segmentIndex) to++;
    const own = units.slice(from, to);
    const label = own[0]!.speaker;
    const settled =
      (label === 'clinician' || label === 'patient') && !fixed(own[0]!) ? voicesOf(own, label, voices) : undefined;
    own.forEach((unit, k) => {
      const speaker = settled?.[k] ?? unit.speaker;
      out.push(speaker === unit.speaker ? unit : { ...unit, speaker });
    });
    from = to;
  }
  return out;
}

/** Who said each segment that nobody labelled: by its words, else by turn-taking (an answer follows a question). */
function guessSegments(units: readonly Unit[]): Map<number, Speaker> {
  const out = new Map<number, Speaker>();
  let previous: Speaker = 'unknown';
  let asked = false;
  for (const index of new Set(units.map((unit) => unit.segmentIndex))) {
    const own = units.filter((unit) => unit.segmentIndex === index);
    let speaker = own[0]!.speaker;
    if (speaker === 'unknown') {
      let balance = 0;
      for (const unit of own) {
        const text = textOf(unit);
        if (CLINICIAN.test(text) || SURELY_CLINICIAN.test(text) || (unit.question && /\b(you|your|any)\b/.test(text)))
          balance++;
        if (PATIENT.test(text) || /\bi (have|had|was)\b/.test(text)) balance--;
      }
      if (balance !== 0) speaker = balance > 0 ? 'clinician' : 'patient';
      else if (asked) speaker = previous === 'clinician' ? 'patient' : 'clinician';
      else if (previous === 'patient') speaker = 'clinician';
      out.set(index, speaker);
    }
    previous = speaker;
    asked = own.at(-1)!.question;
  }
  return out;
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
