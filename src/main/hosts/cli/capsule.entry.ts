import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { nodeDigest } from '../../adapters/runtime/node-runtime.ts';
import { verifyCapsule } from '../../domain/audit/capsule.ts';

process.exitCode = main(process.argv.slice(2));

function main(argv: readonly string[]): number {
  const [verb, file] = argv;
  if (verb !== 'verify' || !file || argv.length !== 2) return fail('usage: npm run -s capsule -- verify FILE');
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return fail(`${basename(file)}: ${error instanceof SyntaxError ? 'not a visit’s record' : 'cannot be read'}`);
  }
  const report = verifyCapsule(json, nodeDigest);
  switch (report.kind) {
    case 'not-a-capsule':
      return fail(`${basename(file)}: not a visit’s record`);
    case 'broken':
      process.stdout.write(`broken at link ${report.atSeq}\n`);
      return 1;
    case 'whole':
      process.stdout.write(`whole: ${report.entries} links, ${report.ofEncounter} of this visit\n`);
      return 0;
  }
}

function fail(line: string): number {
  process.stderr.write(`${line}\n`);
  return 2;
}
