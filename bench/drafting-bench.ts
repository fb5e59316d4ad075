/**
 * `npm run bench -- drafting`: a visit of twenty minutes (about 3,000 words, invented) to a draft: cold, warm, memory, and what drafting
 * again costs while the visit goes on. Each run is a process of its own, so that what one leaves in memory does not flatter the next.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { YOUNG_SPACE_MIB } from '../src/main/adapters/drafting/drafting-protocol.ts';
import { loadDraftResources } from '../src/main/adapters/note-resources/load-draft-resources.ts';
import { draftNote } from '../src/main/domain/note/draft-note.ts';
import { rememberTexts } from '../src/main/domain/understanding/remembered.ts';
import { longVisit } from './drafting-visit.ts';

const WORDS = 3000;
const RUNS = 40;
const COLD_RUNS = 3;

interface Measured {
  readonly loadMs: number;
  readonly coldMs: number;
  readonly coldCpuMs: number;
  readonly warmMs: readonly number[];
  readonly cpuMs: readonly number[];
  readonly liveMs: readonly number[];
  readonly memoryMiB: number;
  readonly heldMiB: number;
  readonly sentences: number;
}

/**
 * In the child: everything measured once. Memory is what the process takes more than before the resources were read, at its highest, with
 * what is thrown away and not yet swept; and what it still holds when that is swept.
 */
function measure(warmRuns: number): Measured {
  const rss = (): number => process.memoryUsage.rss() / 2 ** 20;
  const held = (): number => {
    const { heapUsed, external } = (gc!(), process.memoryUsage());
    return (heapUsed + external) / 2 ** 20;
  };
  const heldBefore = held();
  const before = rss();
  const at = performance.now();
  const resources = loadDraftResources(join(import.meta.dirname, '../resources'));
  const loadMs = performance.now() - at;
  const transcript = longVisit(WORDS);
  let sentences = 0;
  let peak = 0;
  const draft = (segments: number): number => {
    const start = performance.now();
    const heard = { ...transcript, segments: transcript.segments.slice(0, segments) };
    // As the drafting thread and the command line draft.
    const note = draftNote({ transcript: heard, template: 'soap', resources });
    const took = performance.now() - start;
    sentences = note.sections.reduce((sum, section) => sum + section.sentences.length, 0);
    peak = Math.max(peak, rss());
    return took;
  };
  const all = transcript.segments.length;
  // As the drafting thread does while a visit goes on.
  const forget = rememberTexts();
  const cpuOf = (work: () => void): number => {
    const from = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1000;
  };
  let coldMs = 0;
  const coldCpuMs = cpuOf(() => {
    coldMs = draft(all);
  });
  const warmMs: number[] = [];
  const cpuMs: number[] = [];
  for (let i = 0; i < warmRuns; i++) cpuMs.push(cpuOf(() => void warmMs.push(draft(all))));
  const complete = sentences;
  // Live: the note is drafted again whenever a few more turns were said.
  const liveMs = warmRuns === 0 ? [] : [0.25, 0.5, 0.75, 1].map((share) => draft(Math.round(all * share)));
  forget();
  return {
    loadMs,
    coldMs,
    coldCpuMs,
    warmMs,
    cpuMs,
    liveMs,
    memoryMiB: peak - before,
    heldMiB: held() - heldBefore,
    sentences: complete,
  };
}

const MARK = '--measure-drafting';

/** As the drafting thread is: three semi-spaces make its young space. */
const FLAGS = [`--max-semi-space-size=${YOUNG_SPACE_MIB / 3}`, '--expose-gc'];

const child = (warmRuns: number): Measured =>
  JSON.parse(
    execFileSync(process.execPath, [...FLAGS, import.meta.filename, MARK, String(warmRuns)], {
      maxBuffer: 2 ** 24,
    }).toString(),
  ) as Measured;

/** The value that so much of them do not exceed. */
const at = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)]!;

export function* run(): Generator<object> {
  const data = `invented visit, ${WORDS} words`;
  const figure = (name: string, value: number, unit: string, mode: string): object => ({
    bench: 'drafting',
    name,
    value: Math.round(value * 10) / 10,
    unit,
    data,
    mode,
  });
  const cold = Array.from({ length: COLD_RUNS }, () => child(0));
  yield figure(
    'load resources, median',
    at(
      cold.map(({ loadMs }) => loadMs),
      0.5,
    ),
    'ms',
    'cold',
  );
  yield figure(
    'draft, median',
    at(
      cold.map(({ coldMs }) => coldMs),
      0.5,
    ),
    'ms',
    `cold, ${COLD_RUNS} processes`,
  );
  yield figure(
    'processor time, median',
    at(
      cold.map(({ coldCpuMs }) => coldCpuMs),
      0.5,
    ),
    'ms',
    `cold, ${COLD_RUNS} processes; says what an idle core would take`,
  );
  const warm = child(RUNS);
  yield figure('draft, median', at(warm.warmMs, 0.5), 'ms', `warm, ${RUNS} drafts`);
  yield figure('draft, p95', at(warm.warmMs, 0.95), 'ms', `warm, ${RUNS} drafts`);
  yield figure('processor time, median', at(warm.cpuMs, 0.5), 'ms', 'warm; says what an idle core would take');
  yield figure('processor time, p95', at(warm.cpuMs, 0.95), 'ms', 'warm; says what an idle core would take');
  yield figure('memory', warm.memoryMiB, 'MiB', 'resources and drafts, highest');
  yield figure('memory held', warm.heldMiB, 'MiB', 'resources and code, after the drafts');
  yield figure('sentences', warm.sentences, 'count', 'soap');
  for (const [i, share] of ['a quarter', 'half', 'three quarters', 'all'].entries())
    yield figure(`draft again after ${share} of the visit`, warm.liveMs[i]!, 'ms', 'live');
}

if (process.argv[2] === MARK) process.stdout.write(JSON.stringify(measure(Number(process.argv[3]))));
