import { mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { createJsonLog } from '../adapters/log/json-log.ts';
import type { Log } from '../ports/runtime.ts';

const ROTATE_ABOVE_BYTES = 5 * 1024 * 1024;

/** The profile's log, `chartside.log` of JSON lines; the one before it is kept as `chartside.log.1`. Free of PHI by the port's contract. */
export function openLogFile(profileDir: string): { log: Log; file: string } {
  mkdirSync(profileDir, { recursive: true, mode: 0o700 });
  const file = path.join(profileDir, 'chartside.log');
  const sizeBytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (sizeBytes > ROTATE_ABOVE_BYTES) renameSync(file, `${file}.1`);
  const descriptor = openSync(file, 'a', 0o600);
  // Synchronous: the line before a crash is the one that is wanted.
  return { log: createJsonLog({ write: (line) => void writeSync(descriptor, line) }), file };
}
