import type { DocumentGap, DocumentSentence } from '../../../shared/model/document.ts';
import type { NoteSentence } from '../../../shared/model/note.ts';
import { tokenize } from '../understanding/tokens.ts';
import type { DocumentInput } from './document-input.ts';
import { noteLines } from './note-lines.ts';
import { toPatient } from './patient-wording.ts';
import { readPlan, type PlanLine, type PlanTopic } from './plan-line.ts';
import { refusedDrugs, saidButNotNoted, type Said } from './said.ts';
import { headFields, Writer, type Draft } from './writer.ts';

/** In the order in which a person needs them at home. */
const BLOCKS: readonly (readonly [string, readonly PlanTopic[]])[] = [
  ['Start these medicines', ['start']],
  ['Change these medicines', ['change']],
  ['Stop these medicines', ['stop']],
  ['Keep taking these medicines', ['continue']],
  ['About your medicines', ['medicine']],
  ['Tests', ['test']],
  ['Other doctors', ['referral']],
  ['What to do', ['advice', 'activity', 'work']],
  ['What may come later', ['later']],
  ['More about your plan', ['statement']],
  ['When to come back', ['follow-up']],
  ['When to get help', ['warning']],
];

/** Lines of the plan (and of an assessment that holds some), with the note's sentence each is from. */
export function planLines(input: DocumentInput): { line: PlanLine; sentence: NoteSentence }[] {
  return noteLines(input.note)
    .filter(({ place }) => place === 'plan' || place === 'assessment')
    .flatMap(({ place, sentence }) =>
      readPlan(sentence.text, input.resources.lexicon)
        .filter(({ topic }) => place === 'plan' || topic !== 'statement')
        .map((line) => ({ line, sentence })),
    );
}

/** A refused drug stands in no list of what to take, unless the clinician wrote or confirmed that very sentence. */
export function withoutRefused(
  input: DocumentInput,
  lines: readonly { line: PlanLine; sentence: NoteSentence }[],
): { line: PlanLine; sentence: NoteSentence }[] {
  const refused = refusedDrugs(input);
  return lines.filter(
    ({ line, sentence }) =>
      line.topic !== 'declined' &&
      (sentence.origin === 'clinician' ||
        sentence.confirmed ||
        line.topic === 'stop' ||
        !line.drugs.some((drug) => refused.has(drug.toLowerCase()))),
  );
}

const SAID_WARNING =
  /\b(?:if|should)\b.*\b(?:call|emergency|er|911|9-1-1|nine one one|hospital|urgent|come back|come in|let (?:us|me) know)\b|\b(?:call|emergency|911|hospital|come back)\b.*\bif\b/i;
const SAID_AGAIN = /\b(?:see you (?:again |back )?in|come back in|follow[- ]up (?:with me )?in|see me in)\b/i;

/** "Call if you have questions" warns of nothing. */
const URGENT =
  /\b(?:emergency|911|9-1-1|nine one one|er|hospital|urgent|worse|worsen\w*|not (?:get(?:ting)? )?better|locks?|spreads?|red)\b/i;

const namesFinding = (text: string, lexicon: DocumentInput['resources']['lexicon']): boolean =>
  lexicon.find(tokenize(text)).some(({ concept }) => concept.kind === 'symptom' || concept.kind === 'condition');

/** What patient documents share: everything to be done, by kind, in plain words. */
export function writeToDo(writer: Writer, input: DocumentInput, glossed: Set<string>): Set<PlanTopic> {
  const lines = withoutRefused(input, planLines(input));
  const written = new Set<PlanTopic>();
  const said = (topic: PlanTopic): Said[] => {
    const pattern = topic === 'warning' ? SAID_WARNING : topic === 'follow-up' ? SAID_AGAIN : undefined;
    const tells = (text: string): boolean =>
      topic !== 'warning' || URGENT.test(text) || namesFinding(text, input.resources.lexicon);
    return pattern
      ? saidButNotNoted(input, ({ by, text }) => by === 'clinician' && pattern.test(text) && tells(text))
      : [];
  };
  for (const [heading, topics] of BLOCKS) {
    const sentences: DocumentSentence[] = lines
      .filter(({ line }) => topics.includes(line.topic))
      .map(({ line, sentence }) => writer.fromNote(sentence, toPatient(line, input, glossed)));
    const unnoted = topics.flatMap(said).map((one) => writer.fromSaid(one));
    if (sentences.length + unnoted.length > 0) for (const topic of topics) written.add(topic);
    writer.block(heading, 'list', [...sentences, ...unnoted]);
  }
  return written;
}

export function gapsOfToDo(written: ReadonlySet<PlanTopic>): DocumentGap[] {
  return [
    ...(['start', 'change', 'stop', 'continue', 'medicine'].some((topic) => written.has(topic as PlanTopic))
      ? []
      : ['medicines' as const]),
    ...(written.has('follow-up') ? [] : ['follow-up' as const]),
    ...(written.has('warning') ? [] : ['warning-signs' as const]),
  ];
}

/** Medications of the chart, under a heading that says so: nobody need have said them. */
export function writeChartMedicines(writer: Writer, input: DocumentInput, heading: string): void {
  writer.block(
    heading,
    'list',
    (input.chart?.medications ?? [])
      .filter(({ status }) => status === undefined || /^(?:active|intended|on-hold)$/i.test(status))
      .map(({ text, dose }) => writer.fromRecord(dose && !text.includes(dose) ? `${text}, ${dose}` : text, 'chart')),
  );
}

/** What to do at home, in the second person and in plain words. Nothing in it that was not said. */
export function patientInstructions(input: DocumentInput): Draft {
  const writer = new Writer(input, { forPatient: true });
  const written = writeToDo(writer, input, new Set());
  return {
    title: 'Your instructions',
    fields: headFields(input, ['patient', 'birth-date', 'visit-date', 'clinician']),
    blocks: writer.blocks,
    gaps: gapsOfToDo(written),
    choices: [],
  };
}
