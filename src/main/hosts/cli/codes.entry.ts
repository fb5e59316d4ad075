import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultDataDir } from '../../adapters/runtime/data-dir.ts';
import { loadTerminology } from '../../adapters/terminology/load-terminology.ts';
import { codePhrase } from '../../domain/coding/code-phrase.ts';
import { createCodeSearch } from '../../domain/coding/search.ts';
import { suggestCodesFromText } from '../../domain/coding/suggest-codes.ts';
import { UsageError } from './args.ts';
import { CODES_USAGE, parseCodesArgs, type CodesArgs } from './codes-args.ts';
import { BatchLineError, readBatch } from './codes-batch.ts';
import { describeError, isBadInput } from './messages.ts';

const RESOURCES = fileURLToPath(new URL('../../../../resources', import.meta.url));

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of our output went away (`| head`): nothing is wrong.
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = main(process.argv.slice(2));

/** @returns the exit code: 0 done, 2 bad usage or input, 1 failure */
function main(argv: readonly string[]): number {
  let args: CodesArgs;
  try {
    args = parseCodesArgs(argv);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`codes: ${error.message}; ${CODES_USAGE}\n`);
    return 2;
  }
  try {
    return run(args);
  } catch (error) {
    const where = args.kind === 'search' ? 'codes' : basename(args.file);
    const bad = error instanceof BatchLineError;
    process.stderr.write(`${where}: ${bad ? error.message : describeError(error)}\n`);
    return bad || isBadInput(error) ? 2 : 1;
  }
}

function run(args: CodesArgs): number {
  // Input first: nothing is loaded for a file that cannot be used.
  const batch = args.kind === 'search' ? [] : readBatch(args.file, args.kind);
  const terminology = loadTerminology({
    resourcesDir: RESOURCES,
    installedDir: defaultDataDir(process.env, process.platform),
  });
  const search = createCodeSearch(terminology);

  if (args.kind === 'search') {
    const hits = codePhrase(args.text, search, terminology, args.limit);
    if (args.json) process.stdout.write(`${JSON.stringify(hits)}\n`);
    else for (const hit of hits) process.stdout.write(`${hit.code.padEnd(8)}  ${hit.display}\n`);
    if (hits.length === 0) process.stderr.write('codes: nothing found\n');
    return 0;
  }
  for (const [i, { id, text }] of batch.entries()) {
    const line =
      args.kind === 'phrases'
        ? { id, codes: codePhrase(text, search, terminology, args.limit).map((hit) => hit.code) }
        : codeNote(id, text);
    process.stdout.write(`${JSON.stringify(line)}\n`);
    if ((i + 1) % 500 === 0) process.stderr.write(`${i + 1} of ${batch.length}\n`);
  }
  return 0;

  function codeNote(id: string | number, note: string): Record<string, unknown> {
    const codes = suggestCodesFromText(note, { search, terminology });
    return {
      id,
      codes: codes.diagnoses.map((diagnosis) => diagnosis.code),
      level: codes.visit?.level ?? null,
      basis: codes.visit?.basis ?? null,
    };
  }
}
