import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { Terminology, TerminologyEntry } from '../../ports/terminology.ts';
import { readInstalled, type Installed } from './installed-store.ts';

const CuratedFile = z.object({
  system: z.literal('http://hl7.org/fhir/sid/icd-10-cm'),
  release: z.string(),
  origin: z.string(),
  codes: z.array(
    z.object({
      code: z.string().regex(/^[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?$/),
      display: z.string().min(1),
      billable: z.boolean(),
      synonyms: z.array(z.string().min(1)),
    }),
  ),
});

/** Names of one code from the index beyond this add weight to every search and say nothing new. */
const MOST_OFFICIAL_NAMES = 60;

/**
 * The project's own ambulatory terminology (`<resourcesDir>/terminology/icd10cm-*.json`); where `terminology install` has put an official
 * release into `installedDir`, all its codes and titles, its index as further names, and the curated synonyms of the codes it still has.
 * A damaged installed release is left out (`releases.icd10cm` then names the curated one).
 * @throws AppError `storage.corrupt` when the curated files are missing or damaged
 */
export function loadTerminology(options: { resourcesDir: string; installedDir?: string }): Terminology {
  const curated = readCurated(path.join(options.resourcesDir, 'terminology'));
  const installed = options.installedDir === undefined ? undefined : readInstalledOrNothing(options.installedDir);
  const useOfficial = installed !== undefined && installed.icd10cm.length > 0;
  const entries = useOfficial ? merge(curated.entries, installed) : withNames(curated.entries, installed);
  const byCode = new Map(entries.map((entry) => [entry.code, entry]));
  const hcpcs = installed?.sources.hcpcs?.release;
  const releases = {
    icd10cm: useOfficial ? (installed.sources['icd10cm-order']?.release ?? 'unknown') : curated.release,
    ...(hcpcs === undefined ? {} : { hcpcs }),
  };
  return { releases, get: (code) => byCode.get(code), entries: () => entries };
}

function readCurated(dir: string): { release: string; entries: TerminologyEntry[] } {
  try {
    const files = fs
      .readdirSync(dir)
      .filter((name) => /^icd10cm-.*\.json$/.test(name))
      .sort();
    const parsed = files.map((name) => CuratedFile.parse(JSON.parse(fs.readFileSync(path.join(dir, name), 'utf8'))));
    const release = parsed[0]?.release;
    if (release === undefined) throw new AppError('storage.corrupt');
    return { release, entries: parsed.flatMap((file) => file.codes) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('storage.corrupt', { cause: error });
  }
}

function readInstalledOrNothing(dir: string): Installed | undefined {
  try {
    return readInstalled(dir);
  } catch (error) {
    if (error instanceof AppError && error.code === 'storage.corrupt') return undefined;
    throw error;
  }
}

function officialNames(installed: Installed | undefined): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const list of Object.values(installed?.names ?? {})) {
    for (const [code, text] of list) {
      const known = names.get(code);
      if (known === undefined) names.set(code, [text]);
      else if (known.length < MOST_OFFICIAL_NAMES) known.push(text);
    }
  }
  return names;
}

function merge(curated: readonly TerminologyEntry[], installed: Installed): TerminologyEntry[] {
  const names = officialNames(installed);
  const own = new Map(curated.map((entry) => [entry.code, entry.synonyms]));
  return installed.icd10cm.map(([code, billable, display]) => ({
    code,
    display,
    billable: billable === 1,
    synonyms: own.get(code) ?? [],
    indexTerms: names.get(code),
  }));
}

function withNames(curated: readonly TerminologyEntry[], installed: Installed | undefined): TerminologyEntry[] {
  const names = officialNames(installed);
  if (names.size === 0) return [...curated];
  return curated.map((entry) => ({ ...entry, indexTerms: names.get(entry.code) }));
}
