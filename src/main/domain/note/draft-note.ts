import type { ChartContext } from '../../../shared/model/chart.ts';
import { SentenceId } from '../../../shared/model/ids.ts';
import type { Evidence, Note, NoteSection, NoteSentence, ReviewReason } from '../../../shared/model/note.ts';
import type { Transcript, TranscriptSegment } from '../../../shared/model/transcript.ts';
import { AppError } from '../../../shared/errors.ts';
import { toUnits } from '../understanding/utterances.ts';
import type { NoteTemplate, TemplateSection, TemplateSlot } from '../../../shared/model/template.ts';
import type { DraftResources } from './draft-resources.ts';
import { withChart } from './chart-vocabulary.ts';
import { composeLeftOver } from './compose-left-over.ts';
import { composeUncovered } from './compose-uncovered.ts';
import { composeSummary } from './compose-summary.ts';
import { composeHistory, mergeComposed } from './compose.ts';
import { dropReactions } from './drop-reactions.ts';
import { dropRetold } from './drop-retold.ts';
import { unitFinder } from './fact-units.ts';
import { evidencesFor } from '../understanding/evidence.ts';
import { remembered, whileRemembering } from '../understanding/remembered.ts';
import { readFacts } from '../understanding/read-facts.ts';
import { hearingOf, judgeHearing, segmentsById } from './hearing.ts';
import { leftOut, withLeftOut } from './left-out.ts';
import { findOmissions } from './omissions.ts';
import { makeStatements } from './make-statements.ts';
import { mendForm } from './mend-form.ts';
import { oddWord } from './odd-words.ts';
import { personFor } from './person.ts';
import { planSections, type PlannedSection } from './plan-sections.ts';
import { findQuestions } from './questions.ts';
import { withoutResolved } from './resolved-findings.ts';
import { settleSlots } from './settle-slots.ts';
import { withSettledSides } from './settled-sides.ts';
import type { Statement } from './statement.ts';
import { withoutStoppedDrugs } from './stopped-drugs.ts';
import { verifySentence } from './verify-sentence.ts';
import { withoutWithdrawnOrders } from './withdrawn-orders.ts';
import { isToTheMachine } from './words-to-the-machine.ts';
import { formFault } from './well-formed.ts';

export const ENGINE_NAME = 'chartside-deterministic';

export interface DraftInput {
  readonly transcript: Transcript;
  readonly chart?: ChartContext;
  /** A template, or the name of a shipped one. @throws AppError `validation.input` for an unknown name. */
  readonly template: string | NoteTemplate;
  readonly resources: DraftResources;
}

/**
 * Transcript (and chart, for names and pronouns) to a draft note. Pure and deterministic: the same input gives the same note.
 * Every sentence carries verbatim evidence and passed the verifier; what was said, looked clinical and was not used is listed.
 */
export const draftNote = (input: DraftInput): Note => whileRemembering(() => draft(input));

function draft(input: DraftInput): Note {
  const { transcript, chart } = input;
  const resources = withChart(input.resources, chart);
  const template = typeof input.template === 'string' ? resources.templates.get(input.template) : input.template;
  if (!template) throw new AppError('validation.input', { params: { field: 'template' } });
  const segments = segmentsById(transcript);
  const units = toUnits(transcript, resources.boundary, resources.lexicon);
  const person = personFor(chart, units);
  const made = makeStatements(units, person, resources);
  // Asked of the same statement on its way into a section, and again there.
  const judged = new WeakMap<Statement, boolean>();
  const supported = (statement: Statement): boolean => {
    const known = judged.get(statement);
    if (known !== undefined) return known;
    const verdict = isSupported(statement, transcript, segments, resources);
    judged.set(statement, verdict);
    return verdict;
  };
  const reading = readFacts(units, made.candidates, transcript, chart, resources);
  const facts = [...reading.facts];
  const settled = withSettledSides(made.statements, facts, reading.unitsOf);
  const said = withoutResolved(withoutStoppedDrugs(settled, facts, reading.unitsOf), facts);
  const voice = { person, wording: resources.wording, polish: resources.polish, lexicon: resources.lexicon };
  const composed = composeHistory(facts, unitFinder(transcript, units), voice).flatMap(mendForm).filter(supported);
  const told = dropRetold(
    mergeComposed(
      dropReactions(settleSlots(said.flatMap(mendForm)).filter(supported), facts, reading.unitsOf),
      composed,
    ),
    resources.lexicon,
  );
  const late = composeUncovered(facts, reading.unitsOf, told, { ...voice, lexicon: resources.lexicon }, supported);
  const rest = settleSlots(
    composeLeftOver(made.candidates, made.salience, units.length, [...told, ...late], { person, resources }, supported),
  );
  const story = withoutWithdrawnOrders(
    oneComplaint([...told, ...late, ...rest], transcript, segments),
    units,
    resources.lexicon,
  );
  const summary = hasPlaceFor(template, 'summary') ? composeSummary(story, supported) : undefined;
  const checked = summary === undefined ? story : [...story, summary];
  // Joining lists makes new sentences: they pass the same check, or their words go to the omissions.
  const planned = planSections(checked, template, person, spokenWords(transcript), supported).map((section) => ({
    ...section,
    statements: section.statements.filter(supported),
  }));
  const sections = planned.map((section, i) =>
    toSection(section, template.sections[i]!, transcript, segments, resources),
  );
  const left = leftOut(checked, template);
  const numbered = number(sections);
  const questions = findQuestions({ facts }, chart, { sections: numbered }, resources.lexicon);
  return {
    template: template.name,
    templateTitle: template.title,
    noteType: template.noteType,
    engine: { name: ENGINE_NAME, version: resources.version },
    status: 'draft',
    sections: numbered,
    ...(questions.length === 0 ? {} : { questions }),
    omissions: withLeftOut(
      findOmissions({
        candidates: made.candidates,
        salience: made.salience,
        used: [...planned.flatMap((section) => section.statements), ...left],
        usedEvidence: numbered.flatMap(({ sentences }) => sentences.flatMap(({ evidence }) => evidence)),
        made: made.statements,
        supported,
        transcript,
        template,
        lexicon: resources.lexicon,
      }),
      left.map((statement) => ({ statement, ...quotesOf(statement, transcript) })),
      template,
    ),
  };
}

const hasPlaceFor = ({ sections }: NoteTemplate, wanted: TemplateSlot): boolean =>
  sections.some(({ slots }) => slots.some(({ slot }) => slot === wanted));

/** Of the reasons for the visit the first that was heard clearly, or else the first. */
function oneComplaint(
  statements: readonly Statement[],
  transcript: Transcript,
  segments: ReadonlyMap<string, TranscriptSegment>,
): Statement[] {
  const complaints = statements
    .filter((statement) => statement.slot === 'chief-complaint')
    .sort((a, b) => b.trust - a.trust);
  const chosen =
    complaints.find((statement) => hearingOf(quotesOf(statement, transcript).evidence, segments) === 'clear') ??
    complaints[0];
  // The same with its side, or how long it has been.
  const words = chosen?.text.replace(/s?\.$/, '').toLowerCase();
  const longer = complaints.find(
    ({ composed, text }) => composed && words !== undefined && ` ${text.toLowerCase()}`.includes(` ${words}`),
  );
  return statements.filter((statement) => statement.slot !== 'chief-complaint' || statement === (longer ?? chosen));
}

function quotesOf(statement: Statement, transcript: Transcript): { evidence: Evidence[]; confidence: number } {
  const found = statement.units.flatMap((unit) => evidencesFor(transcript, unit));
  const evidence: Evidence[] = [];
  for (const { evidence: item } of found) {
    if (
      !evidence.some(
        (other) => other.segmentId === item.segmentId && other.quote === item.quote && other.startMs === item.startMs,
      )
    )
      evidence.push(item);
  }
  return { evidence, confidence: found.reduce((min, item) => Math.min(min, item.confidence), 1) };
}

const isMachineTalk = remembered(({ text }: TranscriptSegment) => isToTheMachine(text));
const isForMachine = (segment: TranscriptSegment | undefined): boolean =>
  segment !== undefined && isMachineTalk(segment);

function isSupported(
  statement: Statement,
  transcript: Transcript,
  segments: ReadonlyMap<string, TranscriptSegment>,
  resources: DraftResources,
): boolean {
  const { evidence } = quotesOf(statement, transcript);
  return (
    formFault(statement) === undefined &&
    !evidence.some(({ segmentId }) => isForMachine(segments.get(segmentId))) &&
    hearingOf(evidence, segments) !== 'unintelligible' &&
    verifySentence(
      statement.text,
      evidence.map((item) => item.quote),
      resources.lexicon,
    ).support === 'supported'
  );
}

function toSection(
  section: PlannedSection,
  { slots, showEmpty }: TemplateSection,
  transcript: Transcript,
  segments: ReadonlyMap<string, TranscriptSegment>,
  resources: DraftResources,
): NoteSection {
  return {
    key: section.key,
    heading: section.heading,
    sentences: section.statements.map((statement): NoteSentence => {
      const { evidence, confidence } = quotesOf(statement, transcript);
      const verdict = verifySentence(
        statement.text,
        evidence.map((item) => item.quote),
        resources.lexicon,
      );
      // What was not heard clearly is for the clinician to hear again, however well it follows from the words.
      const odd = oddWord(evidence, segments, resources);
      const reasons: ReviewReason[] = [
        ...judgeHearing(evidence, segments).reasons,
        ...(odd === undefined ? [] : [{ kind: 'odd-word' as const, heard: odd }]),
        ...verdict.problems.map(({ claim }) => ({ kind: 'unsupported' as const, claim })),
      ];
      const score = Math.min(0.99, Math.max(0.05, statement.trust * (0.6 + 0.4 * statement.salience) * confidence));
      return {
        id: SentenceId.parse('n0'),
        text: statement.text,
        confidence: Math.round(score * 1000) / 1000,
        support: reasons.length === 0 ? 'supported' : 'needs-review',
        evidence,
        ...(reasons.length === 0 ? {} : { reasons }),
        origin: 'draft',
        confirmed: false,
        ...(statement.problem === undefined ? {} : { problem: statement.problem }),
        ...(statement.group === undefined ? {} : { group: statement.group }),
        slot: statement.place,
        style: statement.style,
      };
    }),
    style: slots.at(-1)!.style,
    ...(showEmpty ? { showEmpty } : {}),
  };
}

function number(sections: NoteSection[]): NoteSection[] {
  let n = 0;
  return sections.map((section) => ({
    ...section,
    sentences: section.sentences.map((sentence) => ({ ...sentence, id: SentenceId.parse(`n${++n}`) })),
  }));
}

function spokenWords(transcript: Transcript): number {
  return transcript.segments.reduce(
    (sum, segment) => sum + segment.text.split(/\s+/).filter((word) => /[a-z0-9]/i.test(word)).length,
    0,
  );
}
