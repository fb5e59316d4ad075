import { describe, expect, it } from 'vitest';
import { createJsonLog } from './json-log.ts';

function capture() {
  const lines: string[] = [];
  return { lines, log: createJsonLog({ write: (line) => lines.push(line), now: () => 0 }) };
}

describe('createJsonLog', () => {
  it('writes one JSON object a line', () => {
    const { lines, log } = capture();
    log.info('host.started', { port: 8080, demo: true, version: '1.0' });
    log.warn('speech.worker-restart');
    log.error('store.failed', { code: 'storage.io' });
    expect(lines).toEqual([
      '{"at":"1970-01-01T00:00:00.000Z","level":"info","event":"host.started","port":8080,"demo":true,"version":"1.0"}\n',
      '{"at":"1970-01-01T00:00:00.000Z","level":"warn","event":"speech.worker-restart"}\n',
      '{"at":"1970-01-01T00:00:00.000Z","level":"error","event":"store.failed","code":"storage.io"}\n',
    ]);
  });

  it('drops what is no plain value, cuts what is long, and stays on one line', () => {
    const { lines, log } = capture();
    const sneaky = {
      note: { text: 'secret' },
      list: ['secret'],
      error: new Error('secret'),
      nan: NaN,
      none: undefined,
    };
    log.info('x', { ...sneaky, long: 'a'.repeat(500), lines: 'a\nb\u2028c' } as never);
    expect(lines).toHaveLength(1);
    expect(lines[0]!.match(/\n/g)).toHaveLength(1);
    const parsed = JSON.parse(lines[0]!) as Record<string, unknown>;
    expect(Object.keys(parsed)).toEqual(['at', 'level', 'event', 'long', 'lines']);
    expect((parsed.long as string).length).toBe(200);
    expect(lines[0]).not.toContain('secret');
  });

  it('lets no field pass for the line’s own', () => {
    const { lines, log } = capture();
    log.info('real', { level: 'error', event: 'fake', at: 'never' });
    expect(JSON.parse(lines[0]!)).toEqual({ at: '1970-01-01T00:00:00.000Z', level: 'info', event: 'real' });
  });

  it('does not break the work when nothing can be written', () => {
    const log = createJsonLog({
      write: () => {
        throw new Error('EPIPE');
      },
    });
    expect(() => log.error('x')).not.toThrow();
  });
});
