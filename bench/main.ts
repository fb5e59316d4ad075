import os from 'node:os';
import process from 'node:process';

/**
 * `npm run bench|eval -- [NAME]`: one JSON line a figure on stdout. The first line says on which machine; every figure says on which data and
 * in which mode. A suite whose data is not there says so on stderr and prints no figure.
 */
interface Suite {
  run(args: readonly string[]): unknown;
}

const SUITES: Readonly<Record<'bench' | 'eval', Readonly<Record<string, () => Promise<Suite>>>>> = {
  bench: {
    listening: () => import('./listening.ts'),
    speakers: () => import('./speakers-bench.ts'),
    drafting: () => import('./drafting-bench.ts'),
    coding: () => import('./coding-bench.ts'),
    crash: () => import('./crash.ts'),
  },
  eval: {
    listening: () => import('./listening-eval.ts'),
    'double-listening': () => import('./second-hearing.ts'),
    vocabulary: () => import('./vocabulary.ts'),
    speakers: () => import('./speakers.ts'),
    understanding: () => import('./understanding.ts'),
    drafting: () => import('./drafting.ts'),
    visits: () => import('./whole-visits.ts'),
    documents: () => import('./documents.ts'),
    verifier: () => import('./verifier.ts'),
    coding: () => import('./coding.ts'),
    terminology: () => import('./coding-terminology.ts'),
  },
};

process.exitCode = await main(process.argv.slice(2));

async function main([kind, name, ...args]: readonly string[]): Promise<number> {
  const suites = kind === 'bench' || kind === 'eval' ? SUITES[kind] : undefined;
  if (!suites || (name !== undefined && !Object.hasOwn(suites, name))) {
    const known = Object.entries(SUITES).map(
      ([verb, table]) => `npm run ${verb} -- [${Object.keys(table).join(' | ')}]`,
    );
    process.stderr.write(`usage: ${known.join('\n       ')}\n`);
    return 2;
  }
  const cpus = os.cpus();
  print({
    machine: {
      cpu: cpus[0]?.model.trim() ?? 'unknown',
      cores: cpus.length,
      memoryGiB: Math.round(os.totalmem() / 2 ** 30),
      platform: `${process.platform}-${process.arch}`,
      node: process.version,
    },
  });
  for (const [suite, load] of Object.entries(suites)) {
    if (name !== undefined && name !== suite) continue;
    process.stderr.write(`${kind} ${suite}\n`);
    const figures = await (await load()).run(args);
    if (isIterable(figures)) for await (const figure of figures) print(figure);
  }
  return 0;
}

function isIterable(value: unknown): value is AsyncIterable<object> | Iterable<object> {
  return typeof value === 'object' && value !== null && (Symbol.asyncIterator in value || Symbol.iterator in value);
}

function print(figure: object): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}
