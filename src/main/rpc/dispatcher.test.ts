import { describe, expect, it, vi } from 'vitest';
import { contract } from '../../shared/contract/index.ts';
import type { AppEvent, ProcedureName } from '../../shared/contract/index.ts';
import type { ServerMessage } from '../../shared/contract/wire.ts';
import { AppError } from '../../shared/errors.ts';
import type { Clinician } from '../../shared/model/clinician.ts';
import type { ClinicianId, EncounterId } from '../../shared/model/ids.ts';
import type { App, CallContext, Handlers } from '../app/app.ts';
import type { LogFields } from '../ports/runtime.ts';
import { createDispatcher } from './dispatcher.ts';
import { MAX_WAITING_BYTES } from './frame-intake.ts';

const PHI = 'Mrs Alvarez has chest pain';
const clinician: Clinician = { id: 'c1' as ClinicianId, name: 'Dr Ada Osei' };
const settings = { theme: 'dark', density: 'compact', language: 'en', template: 'soap' } as const;

type Overrides = Partial<Record<ProcedureName, (input: never, context: CallContext) => unknown>>;

function harness(options: { handlers?: Overrides; unlocked?: boolean; accept?: App['acceptFrame'] } = {}) {
  const audits: string[] = [];
  const logged: { event: string; fields: LogFields | undefined }[] = [];
  const write = (event: string, fields?: LogFields) => logged.push({ event, fields });
  const listeners = new Set<(event: AppEvent) => void>();
  const state = { unlocked: options.unlocked ?? true, auditError: undefined as Error | undefined };
  let ids = 0;
  const handlers = Object.fromEntries(
    Object.keys(contract).map((name) => [
      name,
      options.handlers?.[name as ProcedureName] ??
        (() => {
          throw new Error(`${name} was not expected`);
        }),
    ]),
  ) as unknown as Handlers;
  const dispatcher = createDispatcher({
    app: {
      handlers,
      currentClinician: () => (state.unlocked ? clinician : undefined),
      acceptFrame: options.accept ?? (() => Promise.resolve()),
      onEvent: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      auditCall: (name, outcome) => {
        if (state.auditError) throw state.auditError;
        audits.push(`${name} ${outcome}`);
      },
    },
    ids: { uuid: () => `id-${(ids += 1)}` },
    log: { info: write, warn: write, error: write },
  });
  const replies: ServerMessage[] = [];
  const connection = dispatcher.open((message) => replies.push(message));
  return {
    audits,
    logged,
    replies,
    connection,
    dispatcher,
    state,
    emit: (event: AppEvent) => {
      for (const listener of listeners) listener(event);
    },
    listeners,
    async call(name: string, input: unknown, id = 1): Promise<ServerMessage> {
      await connection.handle({ kind: 'call', id, name, input });
      return replies.at(-1)!;
    },
  };
}

const codeOf = (message: ServerMessage) => (message.kind === 'error' ? message.error.code : message.kind);

describe('a call', () => {
  it('gives the handler parsed input with defaults, and answers with its output', async () => {
    const list = vi.fn(() => ({ seq: 3, encounters: [] }));
    const { call } = harness({ handlers: { 'encounters.list': list } });
    expect(await call('encounters.list', {}, 7)).toEqual({
      kind: 'result',
      id: 7,
      output: { seq: 3, encounters: [] },
    });
    expect(list).toHaveBeenCalledWith({ limit: 100 }, expect.objectContaining({ correlationId: 'id-1' }));
  });

  it('lets public calls through while locked, and passes bytes untouched', async () => {
    const { call, state } = harness({
      handlers: { 'settings.get': () => settings, 'audio.clip': () => ({ wav: new Uint8Array([1, 2]) }) },
    });
    expect(codeOf(await call('audio.clip', { encounterId: 'e1', startMs: 0, endMs: 5 }))).toBe('result');
    state.unlocked = false;
    expect(codeOf(await call('settings.get', {}))).toBe('result');
  });

  it('strips what the contract does not name from the answer', async () => {
    const { call } = harness({ handlers: { 'settings.get': () => ({ ...settings, verifier: 'scrypt$…' }) } });
    expect(await call('settings.get', {})).toMatchObject({ output: settings });
    expect(JSON.stringify(await call('settings.get', {}))).not.toContain('scrypt');
  });

  const prototypeKeys = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'no.such', ''];
  it.each(prototypeKeys)('of the name %j is not found', async (name) => {
    const { call, audits } = harness();
    expect(codeOf(await call(name, {}))).toBe('not-found.procedure');
    expect(audits).toEqual([]);
  });

  const badInputs: [string, unknown, string | undefined][] = [
    ['session.unlock', { clinicianId: 'x', passphrase: 4 }, 'passphrase'],
    ['session.unlock', undefined, undefined],
    ['session.unlock', JSON.parse('{"__proto__":{"clinicianId":"x","passphrase":"y"}}'), 'clinicianId'],
    ['encounters.get', { encounterId: '../../etc/passwd' }, 'encounterId'],
    ['codes.search', { text: 'x'.repeat(201) }, 'text'],
  ];
  it.each(badInputs)('%s with %j is refused before any handler', async (name, input, field) => {
    const { call, audits } = harness();
    const reply = await call(name, input);
    expect(reply).toMatchObject({
      error: { code: 'validation.input', params: field === undefined ? {} : { field } },
    });
    expect(audits).toEqual([]);
  });

  it('is refused while locked, checks input first, and leaves a trace when it would have changed something', async () => {
    const { call, audits } = harness({ unlocked: false });
    expect(codeOf(await call('encounters.list', {}))).toBe('permission.locked');
    expect(codeOf(await call('settings.set', { theme: 'pink' }))).toBe('validation.input');
    expect(codeOf(await call('settings.set', { theme: 'dark' }))).toBe('permission.locked');
    expect(audits).toEqual(['settings.set permission.locked']);
  });

  const failures: [string, () => unknown, string][] = [
    ['an expected error', () => new AppError('conflict.state', { params: { state: 'signed' } }), 'conflict.state'],
    ['an error that quotes a patient', () => new Error(PHI), 'bug'],
    ['a thrown string', () => PHI, 'bug'],
    ['a type error', () => new TypeError(PHI), 'bug'],
    ['a lying object', () => ({ code: 'conflict.state', message: PHI }), 'bug'],
    ['a cancellation', () => Object.assign(new Error('x'), { name: 'AbortError' }), 'cancelled'],
    [
      'params that are not plain',
      () => new AppError('storage.io', { params: { note: { text: PHI } as unknown as string } }),
      'storage.io',
    ],
    ['params too long', () => new AppError('storage.io', { params: { note: PHI.repeat(20) } }), 'storage.io'],
  ];
  it.each(failures)('whose handler throws %s answers with a code alone', async (_name, make, code) => {
    const { call, audits, logged } = harness({
      handlers: {
        'settings.set': () => {
          throw make();
        },
      },
    });
    const reply = await call('settings.set', {});
    expect(codeOf(reply)).toBe(code);
    expect(JSON.stringify([reply, logged])).not.toContain('Alvarez');
    expect(audits).toEqual([`settings.set ${code}`]);
  });

  it('whose handler rejects later is answered the same', async () => {
    const { call } = harness({ handlers: { 'settings.get': () => Promise.reject(new Error(PHI)) } });
    expect(await call('settings.get', {})).toEqual({
      kind: 'error',
      id: 1,
      error: { code: 'bug', retryable: false, params: {}, correlationId: 'id-1' },
    });
  });

  it('names the place of a bug in the log, by the same correlation id', async () => {
    const { call, logged } = harness({
      handlers: {
        'settings.get': () => {
          throw new Error(`${PHI}\n    at leak (secret.ts:1:1)x`);
        },
      },
    });
    await call('settings.get', {});
    expect(logged[0]).toMatchObject({ event: 'rpc.bug', fields: { correlationId: 'id-1' } });
    expect(logged[0]?.fields?.['frames']).toMatch(/^dispatcher\.test\.ts:\d+:\d+/);
  });

  it('whose output breaks its schema is a bug, and nothing of it leaks', async () => {
    const { call, audits, logged } = harness({ handlers: { 'settings.set': () => ({ theme: PHI }) } });
    const reply = await call('settings.set', {});
    expect(codeOf(reply)).toBe('bug');
    expect(JSON.stringify([reply, logged])).not.toContain('Alvarez');
    expect(audits).toEqual(['settings.set bug']);
  });

  it('that changed something but could not be audited is an error', async () => {
    const { call, state } = harness({ handlers: { 'settings.set': () => settings } });
    state.auditError = new AppError('storage.io');
    expect(codeOf(await call('settings.set', {}))).toBe('storage.io');
  });

  it('is audited only when it changes state', async () => {
    const { call, audits } = harness({ handlers: { 'settings.get': () => settings, 'settings.set': () => settings } });
    await call('settings.get', {});
    await call('settings.set', {});
    expect(audits).toEqual(['settings.set ok']);
  });

  it('is cancelled by its id, on its own connection only', async () => {
    const signals: AbortSignal[] = [];
    const { connection, dispatcher, replies } = harness({
      handlers: {
        'encounters.list': (_input, { signal }) =>
          new Promise((_resolve, reject) => {
            signals.push(signal);
            signal.addEventListener('abort', () => reject(signal.reason as Error));
          }),
      },
    });
    const other = dispatcher.open(() => undefined);
    const running = connection.handle({ kind: 'call', id: 5, name: 'encounters.list', input: {} });
    await other.handle({ kind: 'cancel', id: 5 });
    await connection.handle({ kind: 'cancel', id: 6 });
    expect(signals[0]?.aborted).toBe(false);
    await connection.handle({ kind: 'cancel', id: 5 });
    await running;
    expect(replies.map(codeOf)).toEqual(['cancelled']);
  });

  it('under an id still in use is dropped, so that no answer is taken for another', async () => {
    let finish!: (value: unknown) => void;
    const { connection, replies } = harness({
      handlers: {
        'encounters.list': () => new Promise((resolve) => (finish = resolve)),
        'settings.get': () => settings,
      },
    });
    const running = connection.handle({ kind: 'call', id: 1, name: 'encounters.list', input: {} });
    await connection.handle({ kind: 'call', id: 1, name: 'settings.get', input: {} });
    expect(replies).toEqual([]);
    finish({ seq: 0, encounters: [] });
    await running;
    expect(replies).toEqual([{ kind: 'result', id: 1, output: { seq: 0, encounters: [] } }]);
  });

  it('closing a connection cancels reading and lets a change finish', async () => {
    const signals: Record<string, AbortSignal> = {};
    let finish!: () => void;
    const { connection, audits, replies, listeners } = harness({
      handlers: {
        'encounters.list': (_input, { signal }) =>
          new Promise((_resolve, reject) => {
            signals['read'] = signal;
            signal.addEventListener('abort', () => reject(signal.reason as Error));
          }),
        'settings.set': (_input, { signal }) =>
          new Promise((resolve) => {
            signals['write'] = signal;
            finish = () => resolve(settings);
          }),
      },
    });
    const read = connection.handle({ kind: 'call', id: 1, name: 'encounters.list', input: {} });
    const write = connection.handle({ kind: 'call', id: 2, name: 'settings.set', input: {} });
    connection.close();
    expect(signals['read']?.aborted).toBe(true);
    expect(signals['write']?.aborted).toBe(false);
    finish();
    await Promise.all([read, write]);
    expect(audits).toEqual(['settings.set ok']);
    expect(replies).toEqual([]);
    expect(listeners.size).toBe(0);
  });
});

describe('a malformed message', () => {
  const cases: [unknown, string[]][] = [
    [null, []],
    ['text', []],
    [{}, []],
    [{ kind: 'result', id: 1 }, ['validation.input']],
    [{ kind: 'call', id: 1 }, ['validation.input']],
    [{ kind: 'call', id: -1, name: 'settings.get', input: {} }, []],
    [{ kind: 'call', id: 1.5, name: 'settings.get', input: {} }, []],
    [{ kind: 'call', id: 2, name: 'x'.repeat(65), input: {} }, ['validation.input']],
    [{ kind: 'frame', streamId: 's', seq: 0, bytes: [1, 2] }, []],
  ];
  it.each(cases)('%j never reaches a handler', async (message, codes) => {
    const { connection, replies } = harness();
    await connection.handle(message);
    expect(replies.map(codeOf)).toEqual(codes);
  });
});

describe('frames', () => {
  const frame = (seq: number, length = 2, streamId = 's') => ({
    kind: 'frame',
    streamId,
    seq,
    bytes: new Uint8Array(length),
  });

  it('reach the app one after the other and are acknowledged in order', async () => {
    const log: string[] = [];
    const { connection, replies } = harness({
      accept: async (_stream, seq) => {
        log.push(`start ${seq}`);
        await new Promise((resolve) => setImmediate(resolve));
        log.push(`end ${seq}`);
      },
    });
    await Promise.all([0, 1, 2].map((seq) => connection.handle(frame(seq))));
    expect(log).toEqual(['start 0', 'end 0', 'start 1', 'end 1', 'start 2', 'end 2']);
    expect(replies).toEqual([0, 1, 2].map((seq) => ({ kind: 'ack', streamId: 's', seq })));
  });

  it('are taken while the screen is locked', async () => {
    const { connection, replies } = harness({ unlocked: false });
    await connection.handle(frame(0));
    expect(replies.map(codeOf)).toEqual(['ack']);
  });

  it('stop at the one refused, and go on when it is sent again', async () => {
    let full = true;
    const seen: number[] = [];
    const { connection, replies } = harness({
      accept: (_stream, seq) => {
        seen.push(seq);
        return seq === 1 && full ? Promise.reject(new AppError('storage.full')) : Promise.resolve();
      },
    });
    await Promise.all([0, 1, 2, 3].map((seq) => connection.handle(frame(seq))));
    expect(seen).toEqual([0, 1]);
    expect(replies).toMatchObject([
      { kind: 'ack', seq: 0 },
      { kind: 'stream-error', seq: 1, error: { code: 'storage.full' } },
    ]);
    full = false;
    await Promise.all([1, 2].map((seq) => connection.handle(frame(seq))));
    expect(seen).toEqual([0, 1, 1, 2]);
    expect(replies.slice(2)).toMatchObject([
      { kind: 'ack', seq: 1 },
      { kind: 'ack', seq: 2 },
    ]);
  });

  it('of one stream do not wait for another, and a bug says nothing of itself', async () => {
    const { connection, replies, logged } = harness({
      accept: (stream) => (stream === 'bad' ? Promise.reject(new Error(PHI)) : Promise.resolve()),
    });
    await Promise.all([connection.handle(frame(0, 2, 'bad')), connection.handle(frame(0, 2, 'good'))]);
    expect(replies).toContainEqual({ kind: 'ack', streamId: 'good', seq: 0 });
    expect(replies).toContainEqual(expect.objectContaining({ kind: 'stream-error', streamId: 'bad' }));
    expect(JSON.stringify([replies, logged])).not.toContain('Alvarez');
  });

  it('that pile up past the limit are refused, not held in memory', async () => {
    let release!: () => void;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const { connection, replies } = harness({ accept: () => gate });
    const first = connection.handle(frame(0, MAX_WAITING_BYTES));
    await connection.handle(frame(1));
    await connection.handle(frame(2));
    expect(replies).toMatchObject([{ kind: 'stream-error', seq: 1, error: { code: 'audio.gap', retryable: true } }]);
    release();
    await first;
    await Promise.all([1, 2].map((seq) => connection.handle(frame(seq))));
    expect(replies.slice(1)).toMatchObject([{ seq: 0 }, { kind: 'ack', seq: 1 }, { kind: 'ack', seq: 2 }]);
  });
});

describe('events', () => {
  const encounterId = 'e1' as EncounterId;
  it('reach every open connection; while locked only those that tell nothing of a visit', () => {
    const { dispatcher, replies, emit, state } = harness();
    const second: ServerMessage[] = [];
    dispatcher.open((message) => second.push(message));
    emit({ type: 'encounter.changed', seq: 1, encounterId, state: 'drafted' });
    state.unlocked = false;
    emit({ type: 'encounter.changed', seq: 2, encounterId, state: 'drafted' });
    emit({ type: 'session.changed', seq: 3 });
    emit({ type: 'settings.changed', seq: 4 });
    expect(replies).toMatchObject([{ event: { seq: 1 } }, { event: { seq: 3 } }, { event: { seq: 4 } }]);
    expect(second).toEqual(replies);
  });

  it('that endanger or steer a recording reach the window behind a locked screen', () => {
    const { replies, emit, state } = harness();
    state.unlocked = false;
    emit({ type: 'recording.warning', seq: 1, encounterId, code: 'storage.low', params: { minutes: 3 } });
    emit({ type: 'shortcut.record', seq: 2 });
    emit({ type: 'power', seq: 3, state: 'woke' });
    emit({ type: 'recording.level', seq: 4, encounterId, peak: 0.1, rms: 0.1, durationMs: 5 });
    emit({ type: 'transcript.partial', seq: 5, encounterId, startMs: 0, endMs: 1, text: 'private', segments: [] });
    expect(replies).toMatchObject([{ event: { seq: 1 } }, { event: { seq: 2 } }, { event: { seq: 3 } }]);
  });

  it('do not fail the app when a reply throws', () => {
    const { dispatcher, emit } = harness();
    dispatcher.open(() => {
      throw new Error('socket closed');
    });
    expect(() => emit({ type: 'session.changed', seq: 1 })).not.toThrow();
  });
});
