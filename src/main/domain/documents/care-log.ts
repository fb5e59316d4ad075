import type { TouchpointMinutes } from '../../../shared/model/document.ts';
import type { DocumentInput } from './document-input.ts';
import { noteLines } from './note-lines.ts';
import { planLines, withoutRefused } from './patient-instructions.ts';
import { readPlan } from './plan-line.ts';
import { headFields, Writer, type Draft } from './writer.ts';
import { asSentence } from '../note/sentence-text.ts';

export const TOPICS_HEADING = 'Topics';
export const ACTIONS_HEADING = 'Actions';

/** Whole minutes that were recorded. Begun minutes do not count: never more than was there. */
export function recordedMinutes(recordedMs: number | undefined): TouchpointMinutes | undefined {
  return recordedMs === undefined ? undefined : { minutes: Math.floor(recordedMs / 60_000), from: 'recording' };
}

/** One contact of a patient with a long-lasting illness: when, how long, about what, what was agreed. */
export function careLog(input: DocumentInput): Draft {
  const writer = new Writer(input);
  writer.block(
    TOPICS_HEADING,
    'list',
    noteLines(input.note)
      .filter(
        ({ place, sentence }) =>
          place === 'assessment' &&
          readPlan(sentence.text, input.resources.lexicon).every(({ topic }) => topic === 'statement'),
      )
      .map(({ sentence }) => writer.fromNote(sentence)),
  );
  const actions = withoutRefused(input, planLines(input)).filter(({ line }) => line.topic !== 'statement');
  writer.block(
    ACTIONS_HEADING,
    'list',
    actions.map(({ line, sentence }) =>
      writer.fromNote(sentence, { text: asSentence(line.source), part: line.source }),
    ),
  );
  return {
    title: 'Chronic-care log entry',
    fields: headFields(input, ['patient', 'birth-date', 'visit-date', 'clinician']),
    blocks: writer.blocks,
    gaps: [
      ...(input.visit.recordedMs === undefined ? ['minutes' as const] : []),
      ...(actions.length === 0 ? ['actions' as const] : []),
    ],
    choices: [],
  };
}
