/** `npm run eval -- drafting`: ROUGE, concepts and proof of drafts over the shared dialogues; one JSON line a figure. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { loadDraftResources } from '../src/main/adapters/note-resources/load-draft-resources.ts';
import { draftNote } from '../src/main/domain/note/draft-note.ts';
import { renderNoteMarkdown } from '../src/main/domain/note/render-note.ts';
import { verifySentence } from '../src/main/domain/note/verify-sentence.ts';
import type { Note } from '../src/shared/model/note.ts';
import type { Transcript } from '../src/shared/model/transcript.ts';
import { readAci, SHARED, toTranscript, type Visit } from './drafting-corpora.ts';

const resources = loadDraftResources(join(import.meta.dirname, '../resources'));

interface Scores {
  n: number;
  rouge1: number;
  rouge2: number;
  rougeLsum: number;
  concept_f1: number;
  concept_p: number;
  concept_r: number;
  hyp_words: number;
  ref_words: number;
}

const print = (line: Record<string, unknown>): void => console.log(JSON.stringify({ eval: 'drafting', ...line }));

function score(ids: readonly string[], drafts: readonly string[], references: readonly string[]): Scores | undefined {
  const script = join(SHARED, 'eval/eval_notes.py');
  if (!existsSync(script)) return undefined;
  const dir = mkdtempSync(join(tmpdir(), 'chartside-eval-'));
  try {
    const csv = (name: string, rows: readonly string[]): string => {
      const path = join(dir, name);
      writeFileSync(path, `id,note\n${rows.map((row, i) => `${ids[i]!},"${row.replaceAll('"', '""')}"`).join('\n')}\n`);
      return path;
    };
    const args = [
      script,
      '--hyp-csv',
      csv('h.csv', drafts),
      '--ref-csv',
      csv('r.csv', references),
      '--id-col',
      'id',
      '--no-ci',
      '--assertion',
    ];
    args.push('--lexicon', join(SHARED, 'eval/lexicon_icdindex_rxterms.tsv'));
    return (JSON.parse(execFileSync('python3', args).toString()) as { all: Scores }).all;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Sentences whose evidence is not verbatim, or which the verifier does not support: the target is none. */
function unproven(note: Note, transcript: Transcript): number {
  const text = new Map(transcript.segments.map((segment) => [segment.id as string, segment.text]));
  return note.sections
    .flatMap((section) => section.sentences)
    .filter((sentence) => {
      const verbatim =
        sentence.evidence.length > 0 &&
        sentence.evidence.every((item) => text.get(item.segmentId)?.includes(item.quote));
      return (
        !verbatim ||
        verifySentence(
          sentence.text,
          sentence.evidence.map((item) => item.quote),
          resources.lexicon,
        ).support !== 'supported'
      );
    }).length;
}

function evaluate(set: string, visits: readonly Visit[] | undefined): void {
  if (!visits || visits.length === 0) {
    print({ set, skipped: 'the shared data is not here' });
    return;
  }
  const times: number[] = [];
  let unsupported = 0;
  let sentences = 0;
  let omissions = 0;
  const drafts = visits.map((visit) => {
    const transcript = toTranscript(visit.dialogue);
    const start = performance.now();
    const note = draftNote({ transcript, template: 'soap', resources });
    times.push(performance.now() - start);
    unsupported += unproven(note, transcript);
    sentences += note.sections.reduce((sum, section) => sum + section.sentences.length, 0);
    omissions += note.omissions.length;
    return renderNoteMarkdown(note);
  });
  const scores = score(
    visits.map((_, i) => String(i)),
    drafts,
    visits.map((visit) => visit.note),
  );
  if (scores) {
    for (const metric of ['rouge1', 'rouge2', 'rougeLsum', 'concept_f1', 'concept_p', 'concept_r'] as const)
      print({ set, metric, value: scores[metric], n: scores.n });
    print({
      set,
      metric: 'length_ratio',
      value: Math.round((100 * scores.hyp_words) / scores.ref_words) / 100,
      n: scores.n,
    });
  } else print({ set, skipped: 'the shared scorer is not here' });
  times.sort((a, b) => a - b);
  print({ set, metric: 'unsupported_sentences', value: unsupported, n: sentences });
  print({
    set,
    metric: 'omissions_a_visit',
    value: Math.round((10 * omissions) / visits.length) / 10,
    n: visits.length,
  });
  print({ set, metric: 'draft_ms_median', value: Math.round(times[Math.floor(times.length / 2)]!), n: times.length });
  print({ set, metric: 'draft_ms_max', value: Math.round(times.at(-1)!), n: times.length });
}

/** PriMock57: turns of the two channels in order of time, and the clinician's own short note. */
function readPrimock(): Visit[] | undefined {
  const dir = join(SHARED, 'data/primock57');
  if (!existsSync(dir)) return undefined;
  return readdirSync(join(dir, 'notes'))
    .sort()
    .map((file) => {
      const id = file.replace('.json', '');
      const turns = (['doctor', 'patient'] as const).flatMap((who) => {
        const grid = readFileSync(join(dir, 'transcripts', `${id}_${who}.TextGrid`), 'utf8');
        return [...grid.matchAll(/xmin = ([\d.]+)\s+xmax = [\d.]+\s+text = "([^"]*)"/g)].map((match) => ({
          at: Number(match[1]),
          line: `[${who}] ${match[2]!.replace(/<[^>]*>/g, ' ').trim()}`,
        }));
      });
      const dialogue = turns
        .filter((turn) => /\] \S/.test(turn.line))
        .sort((a, b) => a.at - b.at)
        .map((turn) => turn.line)
        .join('\n');
      return {
        id,
        dialogue,
        note: (JSON.parse(readFileSync(join(dir, 'notes', file), 'utf8')) as { note: string }).note,
      };
    });
}

export function run(): void {
  evaluate('aci-valid', readAci('challenge_data/valid.csv'));
  evaluate('aci-valid-asr', readAci('src_experiment_data/valid_aci_asr.csv'));
  evaluate('aci-valid-asr-corrected', readAci('src_experiment_data/valid_aci_asrcorr.csv'));
  evaluate('virtscribe-valid-human', readAci('src_experiment_data/valid_virtscribe_humantrans.csv'));
  evaluate('virtscribe-valid-asr', readAci('src_experiment_data/valid_virtscribe_asr.csv'));
  evaluate('primock57', readPrimock());
}

if (process.argv[1] === import.meta.filename) run();
