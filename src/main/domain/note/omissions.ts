import type { Evidence, Omission } from '../../../shared/model/note.ts';
import type { NoteTemplate, Slot } from '../../../shared/model/template.ts';
import type { Transcript } from '../../../shared/model/transcript.ts';
import type { Candidate } from '../understanding/candidates.ts';
import { scopeOf } from '../understanding/context-scope.ts';
import { evidenceFor } from '../understanding/evidence.ts';
import type { Mention } from '../understanding/lexicon.ts';
import type { Lexicon } from '../understanding/lexicon.ts';
import { tokenize } from '../understanding/tokens.ts';
import { slotPlacer } from './place-slots.ts';
import type { Statement } from './statement.ts';

/**
 * Why it is listed: a yes or no that could answer several things; a drug; a value; a complaint or finding; a test; or that clinicians mostly
 * write down what was said so.
 */
type Reason = 'unclear-answer' | 'medication' | 'measurement' | 'finding' | 'test' | 'may-matter';

const WEIGHT: Readonly<Record<Reason, number>> = {
  medication: 5,
  'unclear-answer': 4,
  measurement: 4,
  finding: 3,
  test: 2,
  'may-matter': 1,
};
/** More than this nobody reads; the heaviest stay. */
const MOST = 12;
/** Where the salience model is at least this sure that no clinician would write it down, only what could harm is listed. */
const LEAST_SALIENCE = 0.25;
const MATTERS = 0.6;

export interface OmissionsInput {
  readonly candidates: readonly Candidate[];
  readonly salience: readonly number[];
  /** What the note's sentences rest on. */
  readonly usedEvidence: readonly Evidence[];
  /** Statements that stand in the note, and all that were made. */
  readonly used: readonly Statement[];
  readonly made: readonly Statement[];
  readonly transcript: Transcript;
  readonly template: NoteTemplate;
  readonly lexicon: Lexicon;
}

/**
 * Clinically salient things said that no sentence of the note rests on: each with its words, where it would stand and how it would read, the
 * sections in the note's order and the heaviest first in each. What the note says in other words already, and small talk, are left out.
 */
export function findOmissions(input: OmissionsInput): Omission[] {
  const { candidates, salience, used, usedEvidence, made, transcript, template, lexicon } = input;
  const covered = new Set(used.flatMap((statement) => statement.units.map((unit) => unit.index)));
  const told = conceptsOf(used, lexicon);
  const place = slotPlacer(template);
  const found = candidates.flatMap((candidate) => {
    const { unit, question } = candidate;
    if (covered.has(unit.index)) return [];
    const score = salience[candidate.index] ?? 0;
    const reason = reasonFor(candidate, score);
    if (reason === undefined || (reason !== 'unclear-answer' && isTold(candidate, told))) return [];
    const statement =
      made.find((other) => other.units.at(-1)?.index === unit.index) ??
      made.find((other) => other.units.some(({ index }) => index === unit.index));
    if (isUsed(evidenceFor(transcript, unit).evidence, usedEvidence)) return [];
    const { evidence } = evidenceFor(transcript, reason === 'unclear-answer' && question ? question : unit);
    const slot = statement?.slot ?? slotFor(reason, candidate);
    return [
      {
        omission: {
          segmentId: evidence.segmentId,
          reason,
          evidence,
          sectionKey: sectionFor(slot, statement, template, place),
          text: reason === 'unclear-answer' ? undefined : (statement?.text ?? quoted(evidence, unit.speaker)),
        },
        weight: WEIGHT[reason] + score,
      },
    ];
  });
  const kept = new Set([...found].sort((a, b) => b.weight - a.weight).slice(0, MOST));
  const order = new Map(template.sections.map(({ key }, i) => [key, i]));
  return found
    .filter((item) => kept.has(item))
    .sort(
      (a, b) =>
        (order.get(a.omission.sectionKey) ?? 0) - (order.get(b.omission.sectionKey) ?? 0) || b.weight - a.weight,
    )
    .map(({ omission: { text, ...omission } }) => (text === undefined ? omission : { ...omission, text }));
}

/** A sentence rests on these words, cut one way or another. */
const isUsed = (own: Evidence, used: readonly Evidence[]): boolean =>
  used.some(
    (item) => item.segmentId === own.segmentId && (item.quote.includes(own.quote) || own.quote.includes(item.quote)),
  );

/** As it was said, named as a quotation: true whatever it means. */
function quoted({ quote }: Evidence, speaker: string): string {
  const words = quote
    .replace(/\s+([,.?!])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return speaker === 'clinician' ? `Said in the visit: “${words}”.` : `The patient said: “${words}”.`;
}

const DIRECTS =
  /\b(?:(?:want|like|need) (?:you|him|her|them) to|let us|going to (?:have|order|start|send|get|check|refer)|order|schedule|make sure|try to|you should|follow up|come back|call)\b/;

function slotFor(reason: Reason, { unit }: Candidate): Slot {
  const text = unit.tokens.map((token) => token.norm).join(' ');
  if (unit.speaker === 'clinician' && DIRECTS.test(text)) return 'plan';
  if (unit.speaker === 'clinician') return reason === 'measurement' || reason === 'test' ? 'results' : 'assessment';
  return reason === 'medication' ? 'medications' : 'hpi';
}

function sectionFor(
  slot: Slot,
  statement: Statement | undefined,
  template: NoteTemplate,
  place: ReturnType<typeof slotPlacer>,
): string {
  const placed = statement ? place(statement) : undefined;
  const section =
    template.sections.find(({ slots }) => slots.some((item) => item.slot === (placed ?? slot))) ??
    template.sections.find(({ slots }) => slots.some((item) => item.slot === slot)) ??
    template.sections.at(slot === 'plan' || slot === 'assessment' ? -1 : 0)!;
  return section.key;
}

/** Concepts that the note names, with whether it denies them. */
function conceptsOf(used: readonly Statement[], lexicon: Lexicon): ReadonlySet<string> {
  return new Set(
    used.flatMap(({ text }) => {
      const tokens = tokenize(text);
      return lexicon.find(tokens).map((mention) => keyOf(mention, scopeOf(tokens, mention).assertion === 'negated'));
    }),
  );
}

const keyOf = ({ concept }: Mention, negated: boolean): string => `${negated ? 'no ' : ''}${concept.id}`;

/** All that it names stands in the note already, the same way, and it has no number of its own. */
function isTold({ unit, mentions }: Candidate, told: ReadonlySet<string>): boolean {
  if (unit.tokens.some((token) => token.kind === 'number')) return false;
  const clinical = mentions.filter(({ concept }) => concept.kind !== 'anatomy');
  return (
    clinical.length > 0 &&
    clinical.every((mention) => told.has(keyOf(mention, scopeOf(unit.tokens, mention).assertion === 'negated')))
  );
}

function reasonFor(candidate: Candidate, salience: number): Reason | undefined {
  const { unit } = candidate;
  if (
    candidate.question &&
    candidate.bare &&
    (candidate.answer === 'yes' || candidate.answer === 'unsure') &&
    candidate.denied.length + candidate.affirmed.length === 0 &&
    candidate.asked.length > 1 &&
    /\b(any|have|had)\b/.test(candidate.question.tokens.map((token) => token.norm).join(' '))
  ) {
    return 'unclear-answer';
  }
  if (unit.question) return undefined;
  const own = candidate.mentions.filter((mention) => {
    const scope = scopeOf(unit.tokens, mention);
    return scope.experiencer !== 'other' && scope.assertion !== 'hypothetical';
  });
  if (own.some((mention) => mention.concept.kind === 'drug')) return 'medication';
  if (unit.tokens.some((token) => /\d (mg|mcg|g|ml|cm|mm|kg)|\d\/\d|\d%/i.test(token.norm))) return 'measurement';
  if (salience < LEAST_SALIENCE) return undefined;
  if (
    own.some(
      (mention) =>
        (mention.concept.kind === 'symptom' || mention.concept.kind === 'condition') && unit.tokens.length > 3,
    )
  )
    return 'finding';
  if (own.some((mention) => mention.concept.kind === 'test') && unit.tokens.length > 4) return 'test';
  // Without a clinical word or a number it has to look very much like a line of a note.
  return salience > MATTERS &&
    unit.tokens.length > 4 &&
    (own.length > 0 || unit.tokens.some((token) => token.kind === 'number'))
    ? 'may-matter'
    : undefined;
}
