/**
 * `npm run eval -- drafting [--set NAME] [--without PART,PART] [--show N]`: ROUGE, concepts, length and proof of drafts over the shared dialogues, with what a
 * mere copy of the transcript reaches beside; one JSON line a figure. `--show N` prints the Nth dialogue of the set, its reference and
 * the draft instead (never of the held-out fifth).
 */
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { loadDraftResources } from '../src/main/adapters/note-resources/load-draft-resources.ts';
import type { DraftResources } from '../src/main/domain/note/draft-resources.ts';
import type { BinaryModel } from '../src/main/domain/understanding/linear-model.ts';
import { draftNote } from '../src/main/domain/note/draft-note.ts';
import { renderNoteMarkdown } from '../src/main/domain/note/render-note.ts';
import { verifySentence } from '../src/main/domain/note/verify-sentence.ts';
import type { Note } from '../src/shared/model/note.ts';
import type { NoteTemplate, Slot } from '../src/shared/model/template.ts';
import type { Transcript } from '../src/shared/model/transcript.ts';
import { isHeldOut, isSeen, readAci, readMts, toTranscript, type Visit } from './drafting-corpora.ts';
import { round, score, transcriptCopy, wordsIn, type Scores } from './drafting-score.ts';
import { pairsHeldOut, pairsOfValid, readPrimock, type Pair } from './drafting-sets.ts';

type Length = 'brief' | 'standard' | 'detailed';

const loaded = loadDraftResources(join(import.meta.dirname, '../resources'));
/** `--without salience,slots,voices,boundary`: what a learned part is worth. */
const without = new Set(
  (process.argv.includes('--without') ? process.argv[process.argv.indexOf('--without') + 1]! : '').split(','),
);
const { boundary, salience, slots, ...rest } = loaded;
const { voices, ...ends } = boundary ?? {};
const shipped: DraftResources = {
  ...rest,
  ...(boundary && !without.has('boundary')
    ? { boundary: { ...(ends as BinaryModel), ...(voices && !without.has('voices') ? { voices } : {}) } }
    : {}),
  ...(salience && !without.has('salience') ? { salience } : {}),
  ...(slots && !without.has('slots') ? { slots } : {}),
};
const soap = shipped.templates.get('soap')!;
const bySlot: NoteTemplate = {
  ...soap,
  name: 'by-slot',
  sections: soap.sections.flatMap((section) =>
    section.slots.map((slot) => ({
      key: slot.slot,
      heading: slot.slot,
      slots: [slot],
      byProblem: false,
      showEmpty: false,
    })),
  ),
};
const resources = {
  ...shipped,
  templates: new Map<string, NoteTemplate>([
    ...shipped.templates,
    ['by-slot', bySlot],
    ...(['brief', 'detailed'] as const).map((length) => [`soap-${length}`, { ...soap, length }] as const),
  ]),
};

const print = (line: Record<string, unknown>): void => console.log(JSON.stringify({ eval: 'drafting', ...line }));
const sentencesOf = (note: Note) => note.sections.flatMap((section) => section.sentences);

/** Sentences whose evidence is not verbatim, or which the verifier does not support: the target is none. */
function unproven(note: Note, transcript: Transcript): number {
  const text = new Map(transcript.segments.map((segment) => [segment.id as string, segment.text]));
  return sentencesOf(note).filter((sentence) => {
    const verbatim =
      sentence.evidence.length > 0 && sentence.evidence.every((item) => text.get(item.segmentId)?.includes(item.quote));
    const quotes = sentence.evidence.map((item) => item.quote);
    return !verbatim || verifySentence(sentence.text, quotes, resources.lexicon).support !== 'supported';
  }).length;
}

interface Drafted {
  readonly scores?: Scores;
  readonly times: readonly number[];
}

const templateOf = (length: Length): string => (length === 'standard' ? 'soap' : `soap-${length}`);

function draftAll(set: string, visits: readonly Visit[], length: Length): Drafted {
  const times: number[] = [];
  let [unsupported, sentences, review, omissions] = [0, 0, 0, 0];
  const drafts = visits.map((visit) => {
    const transcript = toTranscript(visit.dialogue);
    const start = performance.now();
    const note = draftNote({ transcript, template: templateOf(length), resources });
    times.push(performance.now() - start);
    unsupported += unproven(note, transcript);
    sentences += sentencesOf(note).length;
    review += sentencesOf(note).filter((sentence) => sentence.support === 'needs-review').length;
    omissions += note.omissions.length;
    return renderNoteMarkdown(note);
  });
  const references = visits.map((visit) => visit.note);
  const scores = score(drafts, references);
  const n = visits.length;
  report(set, '', scores);
  report(
    set,
    'copy_',
    score(
      visits.map((visit) => transcriptCopy(visit.dialogue)),
      references,
    ),
    ['rouge1', 'rouge2', 'rougeLsum'],
  );
  // The line to beat: a copy of the transcript as long as the reference.
  const cut = visits.map((visit) => transcriptCopy(visit.dialogue, wordsIn(visit.note)));
  report(set, 'copy_cut_', score(cut, references), ['rouge1', 'rouge2', 'rougeLsum', 'concept_f1']);
  print({ set, metric: 'unsupported_sentences', value: unsupported, n: sentences });
  print({ set, metric: 'needs_review_share', value: round(review / Math.max(1, sentences), 3), n: sentences });
  print({ set, metric: 'omissions_a_visit', value: round(omissions / n, 1), n });
  const sorted = [...times].sort((a, b) => a - b);
  print({ set, metric: 'draft_ms_median', value: Math.round(sorted[Math.floor(n / 2)]!), n });
  print({ set, metric: 'draft_ms_max', value: Math.round(sorted.at(-1)!), n });
  return { ...(scores ? { scores } : {}), times };
}

const ALL = ['rouge1', 'rouge2', 'rougeLsum', 'concept_f1', 'concept_p', 'concept_r'] as const;

function report(
  set: string,
  prefix: string,
  scores: Scores | undefined,
  metrics: readonly (typeof ALL)[number][] = ALL,
): void {
  if (!scores) return print({ set, skipped: 'the shared scorer is not here' });
  const { n } = scores;
  for (const metric of metrics) print({ set, metric: prefix + metric, value: scores[metric], n });
  if (prefix === '') print({ set, metric: 'length_ratio', value: round(scores.hyp_words / scores.ref_words), n });
}

function evaluate(set: string, visits: readonly Visit[] | undefined, length: Length = 'standard'): void {
  if (!visits || visits.length === 0) print({ set, skipped: 'the shared data is not here' });
  else draftAll(set, visits, length);
}

/** Clean and recognised text of the same visits, and what recognising costs. */
function evaluatePairs(set: string, pairs: readonly Pair[]): void {
  if (pairs.length === 0) return print({ set, skipped: 'the shared data is not here' });
  const clean = draftAll(
    `${set}-clean`,
    pairs.map((pair) => pair.clean),
    'standard',
  ).scores;
  const heard = draftAll(
    `${set}-asr`,
    pairs.map((pair) => pair.heard),
    'standard',
  ).scores;
  if (!clean || !heard) return;
  for (const metric of ['rouge1', 'rouge2', 'rougeLsum', 'concept_f1'] as const)
    print({ set, metric: `asr_loss_${metric}`, value: round(clean[metric] - heard[metric]), n: pairs.length });
}

const SLOTS_OF: Readonly<Record<string, readonly Slot[]>> = {
  GENHX: ['chief-complaint', 'hpi'],
  CC: ['chief-complaint', 'hpi'],
  PASTMEDICALHX: ['pmh'],
  PASTSURGICAL: ['psh'],
  MEDICATIONS: ['medications'],
  ALLERGY: ['allergies'],
  'FAM/SOCHX': ['family', 'social'],
  ROS: ['ros', 'hpi'],
  EXAM: ['vitals', 'exam'],
  ASSESSMENT: ['assessment'],
  PLAN: ['plan'],
  DIAGNOSIS: ['assessment'],
  DISPOSITION: ['plan'],
  EDCOURSE: ['hpi', 'assessment', 'plan'],
  IMAGING: ['results'],
  LABS: ['results'],
  PROCEDURES: ['results', 'psh'],
  GYNHX: ['pmh'],
  OTHER_HISTORY: ['pmh', 'hpi'],
  IMMUNIZATIONS: ['pmh'],
};

/** MTS-Dialog: a snippet and the text of one section. Ours are the sentences of the slots that the header stands for. */
function evaluateSections(set: string, rows: ReturnType<typeof readMts>): void {
  if (!rows || rows.length === 0) return print({ set, skipped: 'the shared data is not here' });
  let [empty, unsupported, sentences] = [0, 0, 0];
  const drafts = rows.map((row) => {
    const transcript = toTranscript(row.dialogue);
    const note = draftNote({ transcript, template: 'by-slot', resources });
    unsupported += unproven(note, transcript);
    sentences += sentencesOf(note).length;
    const wanted: readonly string[] = SLOTS_OF[row.header] ?? [];
    const own = note.sections.filter((section) => wanted.includes(section.key));
    const text = sentencesOf({ ...note, sections: own })
      .map((sentence) => sentence.text)
      .join('\n');
    if (text === '') empty++;
    return text;
  });
  const references = rows.map((row) => row.note);
  report(set, '', score(drafts, references));
  report(
    set,
    'copy_',
    score(
      rows.map((row) => transcriptCopy(row.dialogue)),
      references,
    ),
    ['rouge1', 'rouge2', 'rougeLsum', 'concept_f1'],
  );
  print({ set, metric: 'empty_share', value: round(empty / rows.length, 3), n: rows.length });
  print({ set, metric: 'unsupported_sentences', value: unsupported, n: sentences });
}

const SETS: Readonly<Record<string, () => void>> = {
  'aci-valid': () => evaluate('aci-valid', readAci('challenge_data/valid.csv')),
  'aci-held-out': () => evaluate('aci-held-out', readAci('challenge_data/train.csv')?.filter(isHeldOut)),
  'aci-held-out-lengths': () => {
    const visits = readAci('challenge_data/train.csv')?.filter(isHeldOut);
    for (const length of ['brief', 'detailed'] as const) evaluate(`aci-held-out-${length}`, visits, length);
  },
  'aci-valid-pairs': () => evaluatePairs('aci-valid-pairs', pairsOfValid().aci),
  'virtscribe-pairs': () => evaluatePairs('virtscribe-pairs', pairsOfValid().virtscribe),
  'held-out-pairs': () => evaluatePairs('held-out-pairs', pairsHeldOut()),
  primock57: () => evaluate('primock57', readPrimock()),
  'primock57-brief': () => evaluate('primock57-brief', readPrimock(), 'brief'),
  'mts-valid': () => evaluateSections('mts-valid', readMts('MTS-Dialog-ValidationSet.csv')),
  'mts-held-out': () => evaluateSections('mts-held-out', readMts('MTS-Dialog-TrainingSet.csv')?.filter(isHeldOut)),
};
/** Not reported: for trying things out. */
const TUNING: Readonly<Record<string, () => Visit[] | undefined>> = {
  'aci-train': () => readAci('challenge_data/train.csv')?.filter(isSeen),
  'aci-train-asr': () => {
    const seen = new Set(
      readAci('challenge_data/train.csv')
        ?.filter(isSeen)
        .map((visit) => visit.note),
    );
    return readAci('src_experiment_data/train_aci_asrcorr.csv')?.filter((visit) => seen.has(visit.note));
  },
  primock57: readPrimock,
  'primock57-brief': readPrimock,
  'aci-valid': () => readAci('challenge_data/valid.csv'),
};

function show(name: string, index: number): void {
  const visit = TUNING[name]?.()?.[index];
  if (!visit) throw new Error(`nothing to show: --set ${Object.keys(TUNING).join(' | ')} --show N`);
  const template = templateOf(name.endsWith('-brief') ? 'brief' : 'standard');
  const note = draftNote({ transcript: toTranscript(visit.dialogue), template, resources });
  const omitted = note.omissions.map((omission) => `- ${omission.segmentId} ${omission.reason}`).join('\n');
  console.log(
    `${visit.dialogue}\n\n===== REFERENCE\n${visit.note}\n\n===== DRAFT\n${renderNoteMarkdown(note)}\n===== OMISSIONS\n${omitted}`,
  );
}

export function run(args: readonly string[] = []): void {
  const value = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const set = value('--set');
  const shown = value('--show');
  if (shown !== undefined) return show(set ?? 'aci-train', Number(shown));
  if (set !== undefined && TUNING[set] && !SETS[set]) return evaluate(set, TUNING[set]());
  for (const [name, judge] of Object.entries(SETS)) if (set === undefined || set === name) judge();
}

if (process.argv[1] === import.meta.filename) run(process.argv.slice(2));
