import type { Log, LogFields } from '../../ports/runtime.ts';

const MAX_STRING = 200;
/** Written by the log itself; a field of the same name would make the line ambiguous and is dropped. */
const RESERVED = new Set(['at', 'level', 'event']);

type Level = 'info' | 'warn' | 'error';

/**
 * Structured log: one JSON object a line, `{at, level, event, …fields}`, `at` in ISO 8601 UTC. `write` gets the line with
 * its line feed (stderr, a file). Only finite numbers, booleans and strings pass; strings are cut at 200 characters.
 * That is the last fence, not the first: callers never hand over what people said or wrote. A `write` that throws
 * (stderr gone, disk full) does not break the work that was being logged.
 */
export function createJsonLog(options: { write: (line: string) => void; now?: () => number }): Log {
  const now = options.now ?? Date.now;
  const emit = (level: Level, event: string, fields: LogFields = {}): void => {
    const line: Record<string, string | number | boolean> = {
      at: new Date(now()).toISOString(),
      level,
      event: cut(event),
    };
    for (const [key, value] of Object.entries(fields as Record<string, unknown>)) {
      if (RESERVED.has(key)) continue;
      if (typeof value === 'string') line[cut(key)] = cut(value);
      else if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))
        line[cut(key)] = value;
    }
    try {
      options.write(`${JSON.stringify(line)}\n`);
    } catch {
      // Nowhere left to say it.
    }
  };
  return {
    info: (event, fields) => emit('info', event, fields),
    warn: (event, fields) => emit('warn', event, fields),
    error: (event, fields) => emit('error', event, fields),
  };
}

function cut(text: string): string {
  return text.length <= MAX_STRING ? text : `${text.slice(0, MAX_STRING - 1)}…`;
}
