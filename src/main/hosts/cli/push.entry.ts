import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createFhirGateway } from '../../adapters/fhir/fhir-gateway.ts';
import { EhrConnection } from '../../../shared/model/delivery.ts';
import { describeError, isBadInput } from './messages.ts';
import { pushFolder } from './push-folder.ts';

const USAGE = 'usage: npm run -s push -- DIR --fhir URL [--profile generic|epic-like|oracle-like]';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

process.exitCode = await main(process.argv.slice(2));

/** @returns 0 the document stands at the server (sent now or before), 2 bad usage or folder, 1 not delivered */
async function main(argv: readonly string[]): Promise<number> {
  const parsed = parse(argv);
  if (typeof parsed === 'string') {
    say(`push: ${parsed}\n${USAGE}`);
    return 2;
  }
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  process.once('SIGTERM', () => abort.abort());
  const name = basename(parsed.dir);
  try {
    const { receipt, repeated, companions } = await pushFolder({
      ...parsed,
      gateway: createFhirGateway(),
      signal: abort.signal,
    });
    process.stdout.write(`${receipt}\n`);
    say(`${name}: ${repeated ? 'was at the EHR already' : 'delivered'} (${receipt})`);
    if (companions === 'refused') say(`${name}: the server does not take its Provenance or diagnoses; the note stands`);
    if (companions === 'later') {
      say(`${name}: the note stands; its Provenance or diagnoses could not be filed now: run the same command again`);
      return 1;
    }
    return 0;
  } catch (error) {
    say(`${name}: ${describeError(error)}`);
    return isBadInput(error) ? 2 : 1;
  }
}

function parse(argv: readonly string[]): { dir: string; url: string; profile: EhrConnection['profile'] } | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { fhir: { type: 'string' }, profile: { type: 'string' } },
    });
    const [dir, ...more] = positionals;
    const profile = EhrConnection.shape.profile.safeParse(values.profile);
    if (dir === undefined || more.length > 0) return 'one finished folder is wanted';
    if (values.fhir === undefined || !URL.canParse(values.fhir)) return '--fhir needs the address of a FHIR server';
    if (!profile.success) return '--profile is not one of those known';
    return { dir: resolve(dir), url: values.fhir, profile: profile.data };
  } catch (error) {
    return error instanceof Error ? (error.message.split(/\.\s/)[0] ?? '') : 'unknown option';
  }
}
