import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Bundle } from '@medplum/fhirtypes';
import { MODES, type TestEhrMode } from './modes.ts';
import { startTestEhr } from './start-test-ehr.ts';

/**
 * `node src/main/hosts/test-ehr/test-ehr.entry.ts [--port N] [--mode generic|forgetful|epic-like|oracle-like] [--seed BUNDLE.json]`
 * Prints its FHIR base as the only line on stdout; ends with SIGINT, SIGTERM, or when the process that forked it goes.
 */
const { values } = parseArgs({
  options: { port: { type: 'string' }, mode: { type: 'string' }, seed: { type: 'string' } },
});
const mode = values.mode ?? 'generic';
if (!(mode in MODES)) {
  process.stderr.write(`unknown mode; one of ${Object.keys(MODES).join(', ')}\n`);
  process.exit(2);
}
const seed = values.seed === undefined ? undefined : (JSON.parse(await readFile(values.seed, 'utf8')) as Bundle);
const ehr = await startTestEhr({
  port: Number(values.port ?? 0),
  mode: mode as TestEhrMode,
  ...(seed && { seed }),
});
process.stdout.write(`${ehr.url}\n`);
process.send?.({ url: ehr.url });
const end = (): void => {
  void ehr.close().then(() => process.exit(0));
};
process.once('SIGINT', end);
process.once('SIGTERM', end);
process.once('disconnect', end);
