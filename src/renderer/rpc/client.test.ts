import { describe, expect, it } from 'vitest';
import { EncounterId } from '../../shared/model/ids.ts';
import { createFakeHost } from '../testing/fake-host.ts';
import { createClient } from './client.ts';

const encounterId = EncounterId.parse('v1');
const tick = () => new Promise((resolve) => setTimeout(resolve, 0));
const bytes = (...values: number[]) => new Uint8Array(values);

describe('calls', () => {
  it('resolves with the answer to the same call', async () => {
    const host = createFakeHost({ 'audit.verify': () => ({ entries: 7 }) });
    await expect(createClient(host.connection).call('audit.verify', {})).resolves.toEqual({ entries: 7 });
  });

  it('rejects with the code, parameters and reference of the failure', async () => {
    const host = createFakeHost();
    const call = createClient(host.connection).call('audit.verify', {});
    host.post({
      kind: 'error',
      id: 1,
      error: { code: 'auth.throttled', retryable: true, params: { seconds: 8 }, correlationId: 'c-1' },
    });
    await expect(call).rejects.toMatchObject({ code: 'auth.throttled', params: { seconds: 8 }, correlationId: 'c-1' });
  });

  it('tells main when it is cancelled and forgets the late answer', async () => {
    const host = createFakeHost();
    const abort = new AbortController();
    const call = createClient(host.connection).call('audit.verify', {}, { signal: abort.signal });
    abort.abort();
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    expect(host.sent.at(-1)).toEqual({ kind: 'cancel', id: 1 });
    host.post({ kind: 'result', id: 1, output: { entries: 0 } });
  });

  it('waits for the connection before it sends', async () => {
    const host = createFakeHost({ 'audit.verify': () => ({ entries: 1 }) });
    host.setStatus('lost');
    const call = createClient(host.connection).call('audit.verify', {});
    expect(host.sent).toEqual([]);
    host.setStatus('open');
    await expect(call).resolves.toEqual({ entries: 1 });
  });

  it('asks again after a broken connection where asking changes nothing', async () => {
    const host = createFakeHost();
    const call = createClient(host.connection).call('audit.verify', {});
    host.setStatus('lost');
    host.answer({ 'audit.verify': () => ({ entries: 2 }) });
    host.setStatus('open');
    await expect(call).resolves.toEqual({ entries: 2 });
    expect(host.calls('audit.verify')).toHaveLength(2);
  });

  it('never repeats a change whose answer was lost: it may have happened', async () => {
    const host = createFakeHost();
    const call = createClient(host.connection).call('session.lock', {});
    host.setStatus('lost');
    host.setStatus('open');
    await expect(call).rejects.toMatchObject({ code: 'network.ambiguous' });
    expect(host.calls('session.lock')).toHaveLength(1);
  });

  it('ends every call when main will not have this window', async () => {
    const host = createFakeHost();
    const client = createClient(host.connection);
    const call = client.call('audit.verify', {});
    host.setStatus('refused');
    await expect(call).rejects.toMatchObject({ code: 'auth.session' });
    await expect(client.call('audit.verify', {})).rejects.toMatchObject({ code: 'auth.session' });
  });
});

describe('events', () => {
  it('says so when a number is missing', () => {
    const host = createFakeHost();
    const client = createClient(host.connection);
    let missed = 0;
    const seen: number[] = [];
    client.onMissedEvents(() => (missed += 1));
    client.onEvent((event) => seen.push(event.seq));
    host.emit({ type: 'session.changed' });
    host.emit({ type: 'session.changed' });
    expect(missed).toBe(0);
    host.post({ kind: 'event', event: { type: 'session.changed', seq: 9 } });
    expect(missed).toBe(1);
    expect(seen).toEqual([1, 2, 9]);
  });

  it('counts a connection that came back as a gap, and a first connection as none', () => {
    const host = createFakeHost();
    host.setStatus('connecting');
    const client = createClient(host.connection);
    let missed = 0;
    client.onMissedEvents(() => (missed += 1));
    host.setStatus('open');
    expect(missed).toBe(0);
    host.setStatus('lost');
    host.setStatus('open');
    expect(missed).toBe(1);
  });
});

describe('frames', () => {
  it('keeps what is not acknowledged and sends it again, in order, when the connection is back', () => {
    const host = createFakeHost();
    host.autoAck = false;
    const stream = createClient(host.connection).openStream('a');
    stream.send(bytes(1));
    stream.send(bytes(2));
    host.post({ kind: 'ack', streamId: 'a', seq: 0 });
    expect(stream.unackedFrames).toBe(1);
    host.setStatus('lost');
    stream.send(bytes(3));
    expect(host.frames('a').map(({ seq }) => seq)).toEqual([0, 1]);
    host.setStatus('open');
    expect(host.frames('a').map(({ seq, bytes: [value] }) => [seq, value])).toEqual([
      [0, 1],
      [1, 2],
      [1, 2],
      [2, 3],
    ]);
    expect(stream.unackedBytes).toBe(2);
  });

  it('an acknowledgement covers everything before it, and an old one changes nothing', () => {
    const host = createFakeHost();
    host.autoAck = false;
    const stream = createClient(host.connection).openStream('a');
    for (let index = 0; index < 4; index += 1) stream.send(bytes(index));
    host.post({ kind: 'ack', streamId: 'a', seq: 2 });
    host.post({ kind: 'ack', streamId: 'a', seq: 0 });
    expect(stream.unackedFrames).toBe(1);
  });

  it('waits until few enough are on their way', async () => {
    const host = createFakeHost();
    host.autoAck = false;
    const stream = createClient(host.connection).openStream('a');
    stream.send(bytes(1));
    stream.send(bytes(2));
    let done = false;
    const wait = stream.waitForUnacked(0).then(() => (done = true));
    host.post({ kind: 'ack', streamId: 'a', seq: 0 });
    await tick();
    expect(done).toBe(false);
    host.post({ kind: 'ack', streamId: 'a', seq: 1 });
    await wait;
  });

  it('gives its frames back when main refuses one', async () => {
    const host = createFakeHost();
    host.autoAck = false;
    const stream = createClient(host.connection).openStream('a');
    const broken: string[] = [];
    stream.onBroken((error) => broken.push(error.code));
    stream.send(bytes(1));
    stream.send(bytes(2));
    const wait = stream.waitForUnacked(0);
    host.post({
      kind: 'stream-error',
      streamId: 'a',
      seq: 0,
      error: { code: 'storage.full', retryable: true, params: {}, correlationId: 'x' },
    });
    await expect(wait).rejects.toMatchObject({ code: 'storage.full' });
    expect(broken).toEqual(['storage.full']);
    expect(() => stream.send(bytes(3))).toThrow();
    expect(stream.takeUnacked().map(([value]) => value)).toEqual([1, 2]);
  });
});

it('the encounter id is part of the input as given', async () => {
  const host = createFakeHost({ 'recording.pause': () => ({ durationMs: 4 }) });
  await createClient(host.connection).call('recording.pause', { encounterId });
  expect(host.calls('recording.pause')).toEqual([{ encounterId }]);
});
