import type { Evidence, Omission } from '../../../shared/model/note.ts';
import type { NoteTemplate, Slot } from '../../../shared/model/template.ts';
import type { Transcript } from '../../../shared/model/transcript.ts';
import type { Candidate } from '../understanding/candidates.ts';
import { evidenceFor } from '../understanding/evidence.ts';
import type { Lexicon } from '../understanding/lexicon.ts';
import { ownMentions, reasonFor, type OmissionReason } from './omission-reasons.ts';
import { toldBy, type Told } from './omission-told.ts';
import { quoted, slotFor } from './omission-words.ts';
import { slotPlacer } from './place-slots.ts';
import type { Statement } from './statement.ts';

const WEIGHT: Readonly<Record<OmissionReason, number>> = {
  medication: 5,
  'unclear-answer': 4,
  measurement: 4,
  finding: 3,
  test: 2,
  'may-matter': 1,
};
/** More than this nobody reads; the heaviest stay. */
const MOST = 12;

export interface OmissionsInput {
  readonly candidates: readonly Candidate[];
  readonly salience: readonly number[];
  /** What the note's sentences rest on. */
  readonly usedEvidence: readonly Evidence[];
  /** Statements that stand in the note, and all that were made. */
  readonly used: readonly Statement[];
  readonly made: readonly Statement[];
  /** Whether a statement's words are borne by what was said: others are offered as quotations only. */
  readonly supported: (statement: Statement) => boolean;
  readonly transcript: Transcript;
  readonly template: NoteTemplate;
  readonly lexicon: Lexicon;
}

/**
 * Clinically salient things said that no sentence of the note rests on: each with its words, where it would stand and how it would read, the
 * sections in the note's order and the heaviest first in each. What the note says in other words already, and small talk, are left out.
 */
export function findOmissions(input: OmissionsInput): Omission[] {
  const { candidates, used, template, lexicon } = input;
  const covered = new Set(used.flatMap((statement) => statement.units.map((unit) => unit.index)));
  const told = toldBy(
    used.map(({ text }) => text),
    lexicon,
  );
  const place = slotPlacer(template);
  const found = candidates.flatMap((candidate) => {
    const isCovered =
      covered.has(candidate.unit.index) ||
      isUsed(evidenceFor(input.transcript, candidate.unit).evidence, input.usedEvidence);
    const reason = isCovered ? lostFromUsed(candidate, told) : reasonOf(candidate, input.salience, told);
    return reason === undefined ? [] : [listed(input, candidate, reason, place, isCovered)];
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

function reasonOf(candidate: Candidate, salience: readonly number[], told: Told): OmissionReason | undefined {
  const reason = reasonFor(candidate, salience[candidate.index] ?? 0);
  if (reason === undefined || reason === 'unclear-answer') return reason;
  const isBareValue = candidate.mentions.length === 0 && candidate.question !== undefined;
  return told.says(candidate) || (isBareValue && reason !== 'may-matter' && told.hasNumbers(candidate.unit.tokens))
    ? undefined
    : reason;
}

/**
 * A drug that a long sentence named beside what the note took from it: "…, and nitroglycerin if the pain comes"; and how often, how high or
 * how much where the note kept only that.
 */
function lostFromUsed(candidate: Candidate, told: Told): OmissionReason | undefined {
  if (candidate.unit.question) return undefined;
  const isDrugLost = ownMentions(candidate).some(
    ({ concept }) =>
      concept.kind === 'drug' &&
      !/^(?:drug class|allergen|otc|supplement)$/.test(concept.group) &&
      !told.names(concept.id),
  );
  if (isDrugLost) return 'medication';
  const { tokens, speaker } = candidate.unit;
  const isValue =
    speaker !== 'clinician' && tokens.length <= LONGEST_ANSWER && VALUE.test(tokens.map(({ norm }) => norm).join(' '));
  return isValue && !told.hasNumbers(tokens) ? 'measurement' : undefined;
}
const LONGEST_ANSWER = 14;
const VALUE =
  /\b\d+(?:\.\d+)? ?(?:times|mg|milligrams|mcg|units|degrees|pounds|out of|days|weeks|months)\b|\b(?:fever|temperature)\b.*\d{2,3}|\b(?:19|20)\d\d\b/;

function listed(
  { made, supported, transcript, template, salience }: OmissionsInput,
  candidate: Candidate,
  reason: OmissionReason,
  place: ReturnType<typeof slotPlacer>,
  isCovered: boolean,
): { omission: Omission & { readonly sectionKey: string }; weight: number } {
  const { unit, question } = candidate;
  const own =
    made.find((other) => other.units.at(-1)?.index === unit.index) ??
    made.find((other) => other.units.some(({ index }) => index === unit.index));
  // What was made of words that the note used already is another thing than what it lost.
  const statement = own && !isCovered && supported(own) ? own : undefined;
  const { evidence } = evidenceFor(transcript, reason === 'unclear-answer' && question ? question : unit);
  const text = reason === 'unclear-answer' ? undefined : (statement?.text ?? quoted(evidence.quote, candidate));
  return {
    omission: {
      segmentId: evidence.segmentId,
      reason,
      evidence,
      sectionKey: sectionFor(statement?.slot ?? slotFor(reason, candidate), statement, template, place),
      ...(text === undefined ? {} : { text }),
    },
    weight: WEIGHT[reason] + (salience[candidate.index] ?? 0),
  };
}

/** A sentence rests on these words, cut one way or another. */
const isUsed = (own: Evidence, used: readonly Evidence[]): boolean =>
  used.some(
    (item) => item.segmentId === own.segmentId && (item.quote.includes(own.quote) || own.quote.includes(item.quote)),
  );

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
