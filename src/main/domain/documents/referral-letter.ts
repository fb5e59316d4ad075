import type { DocumentField, DocumentGap } from '../../../shared/model/document.ts';
import type { NoteSentence } from '../../../shared/model/note.ts';
import { relativeIn } from '../understanding/context-scope.ts';
import { tokenize } from '../understanding/tokens.ts';
import type { DocumentInput } from './document-input.ts';
import { mentions, noteLines, type NoteLine, type NotePlace } from './note-lines.ts';
import { planLines, withoutRefused, writeChartMedicines } from './patient-instructions.ts';
import { headFields, Writer, type Draft } from './writer.ts';
import { asSentence, capital } from '../note/sentence-text.ts';

const TO_WHOM =
  /\b(?:refer(?:red|ring)?(?: the patient| him| her| them| you| patient)?(?: back)? to|referral (?:to|for)|consult(?:ation)? (?:with|to)|see) (?:an? |the |our )?([a-z][a-z' -]*?)(?= (?:for|to|because|about|regarding|if|in|at|on|and|who|so|as|given|due)\b|[.,;]|$)/i;
const BEFORE =
  /\b([a-z]+(?:ology|ologist|opedics|opaedics|surgery|surgeon|therapy|psychiatry|podiatry|urology|medicine|clinic)) (?:referral|consult(?:ation)?)\b/i;

/** The specialty or person as said; undefined where none was. */
function specialtyIn(text: string): string | undefined {
  const found = (TO_WHOM.exec(text)?.[1] ?? BEFORE.exec(text)?.[1])?.trim();
  return found && found.split(' ').length <= 5 && !/^(?:you|me|us|them|him|her)$/i.test(found) ? found : undefined;
}

/** A relative's illness is not the patient's, and a letter carries the least that serves: the clinician adds what matters. */
export const ofRelatives = (sentence: NoteSentence): boolean => relativeIn(tokenize(sentence.text)) !== undefined;

/**
 * Of one problem among several: the sentences filed under another one, and those of the history that speak of another one only, stay out.
 * With one problem, or none named, everything belongs.
 */
export function aboutProblem(input: DocumentInput, problem: string | undefined): (line: NoteLine) => boolean {
  const { lexicon } = input.resources;
  const problems = new Set(noteLines(input.note).flatMap(({ sentence }) => sentence.problem ?? []));
  if (problem === undefined || problems.size < 2) return () => true;
  const others = [...problems].filter((other) => other !== problem);
  return ({ sentence }) => {
    if (sentence.problem !== undefined) return sentence.problem === problem;
    return (
      mentions(sentence.text, problem, lexicon) || !others.some((other) => mentions(sentence.text, other, lexicon))
    );
  };
}

const PARTS: readonly (readonly [string, readonly NotePlace[], 'paragraph' | 'list', relevant: boolean])[] = [
  ['History', ['complaint', 'history', 'review'], 'paragraph', true],
  ['Past history', ['past', 'surgical'], 'paragraph', false],
  ['Medications as told in the visit', ['medications'], 'list', false],
  ['Allergies as told in the visit', ['allergies'], 'list', false],
  ['Examination', ['vitals', 'exam'], 'list', true],
  ['Results', ['results'], 'list', true],
];

const MEDICINE_TOPICS: ReadonlySet<string> = new Set(['start', 'change', 'stop', 'continue', 'medicine']);

/** To a colleague, in the words of the note: why, what is known, what was done. */
export function referralLetter(input: DocumentInput): Draft {
  const writer = new Writer(input);
  const lines = noteLines(input.note);
  const plan = withoutRefused(input, planLines(input));
  const referrals = plan.filter(({ line }) => line.topic === 'referral');
  const chosen = referrals.find(({ line }) => line.source === input.options.referral) ?? referrals[0];
  const problem = chosen?.sentence.problem;
  const isRelevant = aboutProblem(input, problem);
  const specialty = chosen && specialtyIn(chosen.line.source);

  if (chosen)
    writer.block('Reason for referral', 'paragraph', [
      writer.fromNote(chosen.sentence, {
        text: asSentence(chosen.line.source),
        part: chosen.line.source,
      }),
    ]);
  for (const [heading, places, kind, relevant] of PARTS) {
    const own = lines.filter(
      (line) => places.includes(line.place) && !ofRelatives(line.sentence) && (!relevant || isRelevant(line)),
    );
    const history = own.some(({ place }) => place === 'history');
    writer.block(
      heading,
      kind,
      // The complaint is the first line of the history; where there is more, it says nothing new.
      own.filter(({ place }) => place !== 'complaint' || !history).map(({ sentence }) => writer.fromNote(sentence)),
    );
  }
  const statements = new Set(plan.map(({ sentence }) => sentence.id));
  writer.block(
    'Assessment',
    'list',
    lines
      .filter((line) => line.place === 'assessment' && !statements.has(line.sentence.id) && isRelevant(line))
      .map(({ sentence }) => writer.fromNote(sentence)),
  );
  writer.block(
    'Treatment and plan',
    'list',
    plan
      .filter(
        ({ line, sentence }) =>
          line.topic !== 'referral' &&
          line.topic !== 'warning' &&
          line.topic !== 'work' &&
          // Whoever treats the patient next has to know every change of drugs, whatever it was for.
          (MEDICINE_TOPICS.has(line.topic) || isRelevant({ place: 'plan', sentence })),
      )
      .map(({ line, sentence }) => writer.fromNote(sentence, { text: asSentence(line.source), part: line.source })),
  );
  writeChartMedicines(writer, input, 'Medications in the chart');
  writer.block(
    'Allergies in the chart',
    'list',
    (input.chart?.allergies ?? []).map(({ text, reaction }) =>
      writer.fromRecord(reaction ? `${text}: ${reaction}` : text, 'chart'),
    ),
  );
  writer.block(
    'Problems in the chart',
    'list',
    (input.chart?.problems ?? [])
      .filter(({ status }) => status === undefined || /^(?:active|recurrence|relapse)$/i.test(status))
      .map(({ text }) => writer.fromRecord(text, 'chart')),
  );
  const to: DocumentField[] = specialty ? [{ key: 'to', label: 'To', value: capital(specialty), source: 'note' }] : [];
  const gaps: DocumentGap[] = [
    ...(chosen ? [] : ['reason' as const]),
    ...(specialty ? [] : ['specialty' as const]),
    ...(writer.blocks.some(({ heading }) => heading === 'Examination') ? [] : ['findings' as const]),
    ...(writer.blocks.some(({ heading }) => heading === 'Results') ? [] : ['results' as const]),
  ];
  return {
    title: 'Referral letter',
    fields: [...to, ...headFields(input, ['patient', 'birth-date', 'visit-date', 'clinician'])],
    blocks: writer.blocks,
    gaps,
    choices: [...new Set(referrals.map(({ line }) => line.source))],
  };
}
