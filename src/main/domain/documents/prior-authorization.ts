import type { DocumentField, DocumentGap } from '../../../shared/model/document.ts';
import type { NoteSentence } from '../../../shared/model/note.ts';
import type { DocumentInput } from './document-input.ts';
import { noteLines } from './note-lines.ts';
import { planLines, withoutRefused, writeChartMedicines } from './patient-instructions.ts';
import type { PlanLine } from './plan-line.ts';
import { aboutProblem, ofRelatives } from './referral-letter.ts';
import { saidButNotNoted } from './said.ts';
import { headFields, Writer, type Draft } from './writer.ts';
import { asSentence } from '../note/sentence-text.ts';

const TRIED =
  /\b(?:tried|trial of|failed|failure of|no relief|(?:did|does|do|has|have|had) ?n[o']t (?:help|helped|work|worked|improve|improved|respond|responded|tolerate|tolerated)|without (?:relief|improvement|benefit|success)|could ?n[o']t tolerate|intoleran\w+|(?:has|have|had) (?:used|been using|completed|done)|completed \d|(?:\d+|several|a few|six|four|eight|twelve) (?:weeks|months|sessions|rounds|courses) of|stopped .*\bbecause|side effects?|(?:some|little|partial|mild|temporary|good|moderate) (?:relief|improvement)|help(?:s|ed) (?:a )?(?:little|some|somewhat|at first))\b/i;
const EFFECT =
  /\b(?:relief|help\w*|work(?:ed|ing)?|improv\w+|benefit|better|worse|respon\w+|tolerat\w+|side effects?|effective|fail\w+|success)\b/i;
const LENGTH =
  /\b(?:\d+|a few|several|a couple of|one|two|three|four|five|six|eight|ten|twelve|a) ?(?:day|week|month|year)s?\b|\bsince\b/i;
const DOSE = /\b\d+(?:\.\d+)? ?(?:mg|mcg|g|mL|units?|%|puffs?|tablets?)\b/i;

const MEASURED =
  /\b(?:a1c|ldl|tsh|hemoglobin|creatinine|egfr|potassium|glucose|bmi|ejection fraction|inr|x-?ray|mri|ct|ultrasound|e[ck]g|echo\w*|biopsy|culture|labs?)\b.*(?:\d|\b(?:show\w*|reveal\w*|normal|negative|positive)\b)/i;

/** What a payer is asked for: started or changed drugs, tests, procedures, referrals. */
const ASKED = new Set<PlanLine['topic']>(['test', 'start', 'change', 'referral', 'advice']);
const ORDERS =
  /\b(?:order|obtain|schedule|get|start|begin|refer|perform|request|inject|surgery|procedure|therapy|replace|increase|switch|change|arrange|send)\w*\b/i;

/**
 * The facts a payer asks for, each with the words it rests on. What is missing is told to the clinician (`gaps`); nothing is filled in, and no
 * guideline is claimed to be met.
 */
export function priorAuthorization(input: DocumentInput): Draft {
  const writer = new Writer(input);
  const lines = noteLines(input.note);
  const plan = withoutRefused(input, planLines(input));
  const orders = plan
    .filter(({ line }) => ASKED.has(line.topic) && (line.topic !== 'advice' || ORDERS.test(line.source)))
    .sort((a, b) => rank(a.line) - rank(b.line));
  const chosen = orders.find(({ line }) => line.source === input.options.request) ?? orders[0];
  const isRelevant = aboutProblem(input, chosen?.sentence.problem);
  const used = new Set<string>();
  const take = (sentences: readonly NoteSentence[]): NoteSentence[] =>
    sentences.filter(({ id }) => !used.has(id) && used.add(id));
  const asNote = (sentences: readonly NoteSentence[]) => take(sentences).map((sentence) => writer.fromNote(sentence));
  const at = (...places: string[]): NoteSentence[] =>
    lines
      .filter((line) => places.includes(line.place) && !ofRelatives(line.sentence) && isRelevant(line))
      .map(({ sentence }) => sentence);

  if (chosen) {
    used.add(chosen.sentence.id);
    writer.block('Requested', 'paragraph', [
      writer.fromNote(chosen.sentence, { text: asSentence(chosen.line.source), part: chosen.line.source }),
    ]);
  }
  const planned = new Set(plan.map(({ sentence }) => sentence.id));
  const indication = at('assessment').filter(({ id }) => !planned.has(id));
  writer.block('Diagnosis and reason', 'list', asNote(indication));

  const tried = [
    ...asNote(at('history', 'past', 'surgical', 'medications', 'assessment').filter(({ text }) => TRIED.test(text))),
    ...saidButNotNoted(input, ({ by, text }) => by !== 'clinician' && TRIED.test(text)).map((said) =>
      writer.fromSaid(said, `The patient said: “${said.evidence[0]!.quote.replace(/^(?:and|but|so|well),? /i, '')}”`),
    ),
  ];
  writer.block('Tried before, and what it did', 'list', tried);
  const history = asNote(at('history', 'complaint', 'review'));
  writer.block('History', 'list', history);
  const findings = asNote(at('vitals', 'exam'));
  writer.block('Examination', 'list', findings);
  const results = asNote(at('results'));
  writer.block('Results', 'list', results);
  writer.block('Medications as told in the visit', 'list', asNote(at('medications')));
  writer.block('Allergies as told in the visit', 'list', asNote(at('allergies')));
  writeChartMedicines(writer, input, 'Medications in the chart');
  writer.block(
    'Problems in the chart',
    'list',
    (input.chart?.problems ?? []).map(({ text, icd10cm }) =>
      writer.fromRecord(icd10cm ? `${text} (${icd10cm})` : text, 'chart'),
    ),
  );

  const isDrug = chosen !== undefined && (chosen.line.topic === 'start' || chosen.line.topic === 'change');
  const said = [...history, ...tried].map(({ text }) => text);
  const gaps: DocumentGap[] = [
    ...(chosen ? [] : ['request' as const]),
    ...(indication.length > 0 ? [] : ['indication' as const]),
    ...(tried.length > 0 ? [] : ['tried-before' as const]),
    ...(tried.length === 0 || tried.some(({ text }) => EFFECT.test(text)) ? [] : ['effect-of-tried' as const]),
    ...(said.some((text) => LENGTH.test(text)) ? [] : ['duration' as const]),
    ...(findings.length > 0 ? [] : ['findings' as const]),
    ...(results.length > 0 || indication.some(({ text }) => MEASURED.test(text)) ? [] : ['results' as const]),
    ...(isDrug && !DOSE.test(chosen.line.source) ? ['dose' as const] : []),
  ];
  const requested: DocumentField[] = chosen
    ? [{ key: 'requested', label: 'Requested', value: nameOf(chosen.line), source: 'note' }]
    : [];
  return {
    title: 'Clinical summary for prior authorization',
    fields: [...requested, ...headFields(input, ['patient', 'birth-date', 'visit-date', 'clinician'])],
    blocks: writer.blocks,
    gaps,
    choices: [...new Set(orders.map(({ line }) => line.source))],
  };
}

/** Scans and drugs are what payers ask about most; a blood test seldom is. */
function rank({ topic, source }: PlanLine): number {
  if (topic === 'test')
    return /\b(?:mri|ct|pet|scan|imaging|echo\w*|endoscopy|colonoscopy|sleep study|biopsy)\b/i.test(source) ? 0 : 4;
  return { start: 1, advice: 2, change: 3 }[topic as 'start' | 'advice' | 'change'] ?? 5;
}

function nameOf(line: PlanLine): string {
  return line.core
    .replace(
      /^(?:order|obtain|schedule|get|start|begin|request|perform|arrange)(?: the patient on)? (?:an? |the )?/i,
      '',
    )
    .slice(0, 200);
}
