import path from 'node:path';
import { loadDraftResources } from '../src/main/adapters/note-resources/load-draft-resources.ts';
import { draftNote } from '../src/main/domain/note/draft-note.ts';
import { renderNoteMarkdown } from '../src/main/domain/note/render-note.ts';
import { MORE_TRAP_VISITS } from '../src/main/domain/note/adversarial-traps-more.fixture.ts';
import { TRAP_VISITS } from '../src/main/domain/note/adversarial-traps.fixture.ts';
import { textOf, visit } from '../src/main/domain/note/visit.fixture.ts';
import type { DraftResources } from '../src/main/domain/note/draft-resources.ts';
import { VISITS_KEPT_ASIDE, WHOLE_VISITS } from '../src/main/domain/note/whole-visits/all-visits.ts';
import type { WholeVisit } from '../src/main/domain/note/whole-visits/whole-visit.ts';
import { judgeVisit } from '../src/main/domain/note/whole-visits/judge-visit.ts';

/**
 * `npm run eval -- visits [WORD]`: invented visits, each with what its note has to say and must never say. With a word of a visit's name its
 * draft is shown, too. The expectations were written before the drafts were looked at, and have guided the rules since.
 */
export function* run(args: readonly string[]): Generator<Record<string, unknown>> {
  const resources = loadDraftResources(path.join(import.meta.dirname, '../resources'));
  yield* judge('guiding', WHOLE_VISITS, resources, args);
  yield* judge('kept-aside', VISITS_KEPT_ASIDE, resources, args);
  yield* traps(resources);
}

function* judge(
  set: string,
  visits: readonly WholeVisit[],
  resources: DraftResources,
  shown: readonly string[],
): Generator<Record<string, unknown>> {
  let there = 0;
  let wanted = 0;
  let harms = 0;
  for (const { script, chart, ...expected } of visits) {
    const note = draftNote({ transcript: visit(script), template: 'soap', resources, ...(chart ? { chart } : {}) });
    const { missed, said } = judgeVisit({ script, ...expected }, note);
    there += expected.must.length - missed.length;
    wanted += expected.must.length;
    harms += said.length;
    yield { eval: 'visits', set, visit: expected.name, wanted: expected.must.length, missed, said };
    if (shown.some((word) => expected.name.toLowerCase().includes(word.toLowerCase())))
      process.stderr.write(`${renderNoteMarkdown(note)}\n`);
  }
  const percent = Math.round((1000 * there) / wanted) / 10;
  yield { eval: 'visits', set, metric: 'said_of_what_matters_percent', value: percent, n: wanted };
  yield { eval: 'visits', set, metric: 'said_that_must_never_be', value: harms, n: visits.length };
}

/** Short visits with a trap or two each: what has to be there (`hoped` too), and what must never be. */
function* traps(resources: DraftResources): Generator<Record<string, unknown>> {
  let there = 0;
  let wanted = 0;
  const harms: string[] = [];
  for (const { name, script, must, hoped = [], never } of [...TRAP_VISITS, ...MORE_TRAP_VISITS]) {
    const text = textOf(draftNote({ transcript: visit(script), template: 'soap', resources }));
    const all = [...must, ...hoped];
    there += all.filter((pattern) => pattern.test(text)).length;
    wanted += all.length;
    harms.push(...never.filter((pattern) => pattern.test(text)).map((pattern) => `${name}: ${String(pattern)}`));
  }
  yield {
    eval: 'visits',
    set: 'traps',
    metric: 'said_of_what_matters_percent',
    value: Math.round((1000 * there) / wanted) / 10,
    n: wanted,
  };
  yield {
    eval: 'visits',
    set: 'traps',
    metric: 'said_that_must_never_be',
    value: harms.length,
    n: TRAP_VISITS.length + MORE_TRAP_VISITS.length,
    said: harms,
  };
}
