import type { ChartContext } from '../../../shared/model/chart.ts';
import type { VisitFacts } from '../../../shared/model/facts.ts';
import type { Evidence, Note, NoteQuestion } from '../../../shared/model/note.ts';
import type { Lexicon } from '../understanding/lexicon.ts';
import { allergyQuestions, chartQuestions } from './questions-chart.ts';
import type { Asked } from './questions-asked.ts';
import { visitQuestions } from './questions-visit.ts';

/** The most that one note asks; the loud ones come first, so what is cut is the least. */
const MOST = 12;
const ORDER: readonly NoteQuestion['kind'][] = [
  'allergy-and-drug',
  'allergy-denied',
  'dose-differs',
  'side-differs',
  'said-both-ways',
  'number-differs',
  'allergy-not-in-chart',
  'medication-stopped',
  'problem-resolved',
  'medication-not-in-chart',
];

/**
 * What the visit says against itself or against the chart, each put as a question with both readings. Nothing is settled here: the note stands
 * as it was drafted, and the clinician decides. Pure.
 */
export function findQuestions(
  facts: VisitFacts,
  chart: ChartContext | undefined,
  note: Pick<Note, 'sections'>,
  lexicon: Lexicon,
): NoteQuestion[] {
  const own = facts.facts.filter((fact) => fact.confidence > 0);
  const asked: Asked[] = [
    ...allergyQuestions(own, chart, lexicon),
    ...visitQuestions(own, lexicon),
    ...(chart ? chartQuestions(own, chart, lexicon) : []),
  ];
  const unique = new Map<string, Asked>();
  for (const question of asked) {
    const key = `${question.kind} ${question.subject.toLowerCase()}`;
    if (!unique.has(key)) unique.set(key, question);
  }
  return [...unique.values()]
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
    .slice(0, MOST)
    .map((question, i) => ({
      id: `q${i + 1}`,
      kind: question.kind,
      subject: question.subject.slice(0, 200),
      readings: question.readings.map((reading) => ({ ...reading, text: reading.text.slice(0, 400) })),
      sentenceIds: sentencesOn(note, question),
      settled: false,
    }));
}

/** Sentences that rest on one of the readings. */
function sentencesOn({ sections }: Pick<Note, 'sections'>, { readings }: Asked): NoteQuestion['sentenceIds'] {
  const evidence = readings.flatMap((reading) => reading.evidence);
  return sections.flatMap((section) =>
    section.sentences
      .filter((sentence) => sentence.evidence.some((item) => evidence.some((other) => overlaps(item, other))))
      .map(({ id }) => id),
  );
}

function overlaps(a: Evidence, b: Evidence): boolean {
  return (
    a.segmentId === b.segmentId &&
    (a.quote.includes(b.quote) ||
      b.quote.includes(a.quote) ||
      (a.endMs > a.startMs && a.startMs < b.endMs && b.startMs < a.endMs))
  );
}
