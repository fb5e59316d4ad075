import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { defaultDataDir } from '../../adapters/runtime/data-dir.ts';
import {
  installTerminology,
  TerminologyFileError,
  terminologyStatus,
  type InstalledSource,
} from '../../adapters/terminology/install-terminology.ts';
import { loadTerminology } from '../../adapters/terminology/load-terminology.ts';
import { AppError } from '../../../shared/errors.ts';
import { describeError, isBadInput } from './messages.ts';

const USAGE = 'usage: npm run -s terminology -- install FILE… | status';
const RESOURCES = fileURLToPath(new URL('../../../../resources', import.meta.url));

const KINDS: Readonly<Record<InstalledSource['kind'], string>> = {
  'icd10cm-order': 'ICD-10-CM codes',
  'icd10cm-index': 'ICD-10-CM alphabetic index',
  'icd10cm-tabular': 'ICD-10-CM tabular list',
  hcpcs: 'HCPCS level II',
};

process.exitCode = main(process.argv.slice(2));

/** @returns the exit code: 0 done, 2 bad usage or input, 1 failure */
function main(argv: readonly string[]): number {
  let words: string[];
  try {
    words = parseArgs({ args: [...argv], allowPositionals: true, options: {} }).positionals;
  } catch (error) {
    return usage(error instanceof Error ? (error.message.split(/\.\s/)[0] ?? '') : 'unknown option');
  }
  const [command, ...files] = words;
  const dataDir = defaultDataDir(process.env, process.platform);
  try {
    if (command === 'install') {
      if (files.length === 0) return usage('no file given');
      for (const source of installTerminology(files, dataDir)) process.stdout.write(`${describe(source)}\n`);
      return 0;
    }
    if (command === 'status' && files.length === 0) return status(dataDir);
    return usage(command === undefined ? 'say install or status' : `“${command}” is not known`);
  } catch (error) {
    if (error instanceof TerminologyFileError) {
      process.stderr.write(`${basename(error.file)}: ${explain(error.reason)}; nothing was installed\n`);
      return isBadInput(error.reason) ? 2 : 1;
    }
    const damaged = error instanceof AppError && error.code === 'storage.corrupt';
    const problem = damaged ? 'what is installed is damaged; install it again' : describeError(error);
    process.stderr.write(`terminology: ${problem}\n`);
    return isBadInput(error) ? 2 : 1;
  }
}

function status(dataDir: string): number {
  const sources = terminologyStatus(dataDir);
  for (const source of sources) process.stdout.write(`${describe(source)}\n`);
  const used = loadTerminology({ resourcesDir: RESOURCES, installedDir: dataDir });
  const kind = sources.some((source) => source.kind === 'icd10cm-order')
    ? 'installed release'
    : "Chartside's own ambulatory set";
  process.stdout.write(
    `in use: ICD-10-CM ${used.releases.icd10cm ?? ''}, ${used.entries().length} entries (${kind})\n`,
  );
  return 0;
}

function describe(source: InstalledSource): string {
  return `${KINDS[source.kind]}: ${source.release}, ${source.rows} rows, ${source.file}, SHA-256 ${source.sha256}`;
}

function explain(error: AppError): string {
  if (error.code !== 'validation.file-type') return describeError(error);
  const { line, rows } = error.params;
  const where = line !== undefined ? ` (line ${line})` : rows !== undefined ? ` (only ${rows} rows)` : '';
  return `not an ICD-10-CM order file, alphabetic index, tabular list or HCPCS file${where}`;
}

function usage(problem: string): number {
  process.stderr.write(`terminology: ${problem}; ${USAGE}\n`);
  return 2;
}
