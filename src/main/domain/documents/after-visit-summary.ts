import type { DocumentInput } from './document-input.ts';
import { noteLines, type NotePlace } from './note-lines.ts';
import { gapsOfToDo, writeChartMedicines, writeToDo } from './patient-instructions.ts';
import { statementToPatient } from './patient-wording.ts';
import { readPlan } from './plan-line.ts';
import { headFields, Writer, type Draft } from './writer.ts';

/** Why, what was found, what to do: what a patient takes home of a visit. A part that nobody spoke of is not there. */
export function afterVisitSummary(input: DocumentInput): Draft {
  const writer = new Writer(input, { forPatient: true });
  const glossed = new Set<string>();
  const lines = noteLines(input.note);
  const tell = (heading: string, places: readonly NotePlace[], kind: 'paragraph' | 'list'): void =>
    writer.block(
      heading,
      kind,
      lines
        .filter(
          ({ place, sentence }) =>
            places.includes(place) &&
            (place !== 'assessment' ||
              readPlan(sentence.text, input.resources.lexicon).every(({ topic }) => topic === 'statement')),
        )
        .map(({ sentence }) => writer.fromNote(sentence, statementToPatient(sentence, input, glossed))),
    );
  tell('Why you came in', ['complaint'], 'paragraph');
  tell('Measured at this visit', ['vitals'], 'list');
  tell('Test results', ['results'], 'list');
  tell('What your clinician thinks', ['assessment'], 'list');
  const written = writeToDo(writer, input, glossed);
  tell('Allergies you told us about', ['allergies'], 'list');
  writeChartMedicines(writer, input, 'Medicines in your chart (check this list)');
  writer.block(
    'Allergies in your chart',
    'list',
    (input.chart?.allergies ?? []).map(({ text, reaction }) =>
      writer.fromRecord(reaction ? `${text}: ${reaction}` : text, 'chart'),
    ),
  );
  return {
    title: 'Summary of your visit',
    fields: headFields(input, ['patient', 'birth-date', 'visit-date', 'clinician']),
    blocks: writer.blocks,
    gaps: gapsOfToDo(written),
    choices: [],
  };
}
