import { describe, expect, it } from 'vitest';
import type { Encounter } from '../../shared/model/encounter.ts';
import { createFakeClock } from '../adapters/memory/fake-runtime.ts';
import { countingTranscriber, createTestApp, PASSPHRASE, type TestApp } from './app.fixture.ts';
import { RESERVE_BYTES, roomFor } from './watch-disk.ts';

const SECOND = new Uint8Array(32_000).fill(3);
const seconds = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `Second ${from + i} was heard.`);
const START = 1_780_000_000_000;

async function setUp(overrides: Parameters<typeof createTestApp>[0] = {}) {
  const clock = createFakeClock(START);
  const test = createTestApp({ clock, ...overrides });
  await test.setup();
  const encounter = await test.planned();
  const { streamId, part } = await test.call('recording.start', { encounterId: encounter.id });
  let sent = 0;
  return {
    test,
    clock,
    encounter,
    part,
    /** Seconds as they come in life: the clock goes along. */
    async hear(count: number, bytes = SECOND) {
      for (let i = 0; i < count; i += 1) {
        clock.advance(1_000);
        await test.app.acceptFrame(streamId, sent, bytes);
        sent += 1;
      }
    },
    now: () => stored(test, encounter),
  };
}

const stored = (test: TestApp, { id }: Encounter): Encounter => test.deps.store.encounters.get(id)!;
const texts = (test: TestApp, { id }: Encounter): string[] =>
  test.deps.store.transcripts.segments(id).map((segment) => segment.text);

async function restart(test: TestApp, overrides: Parameters<TestApp['restarted']>[0] = {}): Promise<TestApp> {
  const next = test.restarted(overrides);
  await next.app.start();
  const [clinician] = (await next.call('session.get', {})).clinicians;
  await next.call('session.unlock', { clinicianId: clinician!.id, passphrase: PASSPHRASE });
  return next;
}

describe('where the sound belongs', () => {
  it('is told at every start: which part this is, and how much stands', async () => {
    const { test, encounter, hear, part } = await setUp();
    expect(part).toBe(1);
    await hear(3);
    const next = await restart(test);
    await next.settled(encounter, 'drafted');
    const again = await next.call('recording.start', { encounterId: encounter.id, part });
    expect(again).toMatchObject({ part: 2, recordedSamples: 48_000 });
  });
});

describe('pauses', () => {
  it('keep nothing: not on the disk, not in the words; where and how long stands in the record', async () => {
    const { test, clock, encounter, hear, now } = await setUp();
    await hear(2);
    await test.call('recording.pause', { encounterId: encounter.id, reason: 'off-record' });
    await hear(5);
    clock.advance(55_000);
    await test.call('recording.resume', { encounterId: encounter.id });
    await hear(1);
    await test.call('recording.stop', { encounterId: encounter.id });
    await test.settled(encounter, 'drafted');
    expect(now()).toMatchObject({
      audioDurationMs: 3_000,
      marks: [{ kind: 'off-record', atMs: 2_000, lengthMs: 60_000 }],
    });
    expect(texts(test, encounter)).toEqual(seconds(0, 3));
    const entries = test.deps.store.audit.list().filter(({ action }) => action === 'recording.mark');
    expect(entries.map(({ detail }) => detail)).toEqual([
      { kind: 'off-record', atMs: 2_000 },
      { kind: 'off-record', atMs: 2_000, lengthMs: 60_000 },
    ]);
  });

  it('end with the recording', async () => {
    const { test, clock, encounter, hear, now } = await setUp();
    await hear(1);
    await test.call('recording.pause', { encounterId: encounter.id });
    clock.advance(9_000);
    await test.call('recording.stop', { encounterId: encounter.id });
    expect(now().marks).toEqual([{ kind: 'paused', atMs: 1_000, lengthMs: 9_000 }]);
  });

  it('that a crash came into are one pause, as long as the window says', async () => {
    const { test, clock, encounter, hear, part } = await setUp();
    await hear(2);
    await test.call('recording.pause', { encounterId: encounter.id });
    clock.advance(20_000);
    const next = await restart(test, { clock });
    await next.settled(encounter, 'drafted');
    await next.call('recording.start', { encounterId: encounter.id, part });
    await next.call('recording.pause', { encounterId: encounter.id, forMs: 20_000 });
    clock.advance(5_000);
    await next.call('recording.resume', { encounterId: encounter.id });
    expect(stored(next, encounter).marks).toEqual([{ kind: 'paused', atMs: 2_000, lengthMs: 25_000 }]);
  });
});

describe('marks', () => {
  it('stand in their order in the moment they are made, and outlive a crash', async () => {
    const { test, encounter, hear } = await setUp();
    await hear(3);
    await test.call('recording.mark', { encounterId: encounter.id, kind: 'moment' });
    // Reported late, as of a window that was offline.
    await test.call('recording.mark', { encounterId: encounter.id, kind: 'gap', atMs: 1_500, lengthMs: 4_000 });
    await test.call('recording.mark', { encounterId: encounter.id, kind: 'device' });
    const next = await restart(test);
    expect(stored(next, encounter).marks).toEqual([
      { kind: 'gap', atMs: 1_500, lengthMs: 4_000 },
      { kind: 'moment', atMs: 3_000 },
      { kind: 'device', atMs: 3_000 },
    ]);
    expect((await next.call('encounters.get', { encounterId: encounter.id })).encounter.marks).toHaveLength(3);
  });

  it('tell of a pause that was over before it could be told; its length belongs to it', async () => {
    const { test, encounter, hear } = await setUp();
    await hear(1);
    const mark = { encounterId: encounter.id, kind: 'off-record', atMs: 500 } as const;
    await expect(test.call('recording.mark', mark)).rejects.toThrow();
    await test.call('recording.mark', { ...mark, lengthMs: 700 });
    expect(stored(test, encounter).marks).toEqual([{ kind: 'off-record', atMs: 500, lengthMs: 700 }]);
  });

  it('are refused where nothing is recorded', async () => {
    const test = createTestApp();
    await test.setup();
    const encounter = await test.planned();
    await expect(test.call('recording.mark', { encounterId: encounter.id, kind: 'moment' })).rejects.toMatchObject({
      code: 'conflict.state',
    });
  });

  it('tell of the break when another window goes on after a crash; the one that held its sound leaves none', async () => {
    for (const returns of [false, true]) {
      const { test, clock, encounter, hear, part } = await setUp();
      await hear(10);
      clock.advance(90_000);
      const next = await restart(test, { clock });
      await next.settled(encounter, 'drafted');
      await next.call('recording.start', { encounterId: encounter.id, ...(returns ? { part } : {}) });
      expect(stored(next, encounter).marks).toEqual(
        returns ? undefined : [{ kind: 'gap', atMs: 10_000, lengthMs: 90_000 }],
      );
    }
  });
});

describe('a recording that goes on', () => {
  it('marks the time since a person ended it as a pause, and what a vanished window missed as a gap', async () => {
    const { test, clock, encounter, hear, now } = await setUp();
    await hear(3);
    await test.call('recording.stop', { encounterId: encounter.id });
    await test.call('recording.cancel', { encounterId: encounter.id });
    clock.advance(30_000);
    await test.call('recording.start', { encounterId: encounter.id });
    expect(now().marks).toEqual([{ kind: 'paused', atMs: 3_000, lengthMs: 30_000 }]);

    const gone = await setUp();
    await gone.hear(3);
    gone.clock.advance(12_000);
    await gone.test.call('recording.stop', { encounterId: gone.encounter.id });
    expect(gone.now().marks).toEqual([{ kind: 'gap', atMs: 3_000, lengthMs: 12_000 }]);
  });
});

describe('the disk', () => {
  const MIB = 1024 * 1024;
  it.each([
    [4 * 1024 * MIB, 'ample'],
    [1000 * MIB, 'low'],
    [RESERVE_BYTES + 8 * MIB, 'urgent'],
    [RESERVE_BYTES, 'reserve'],
    [RESERVE_BYTES / 2, 'last'],
    [0, 'last'],
  ] as const)('with %i bytes free is %s', (bytes, expected) => expect(roomFor(bytes).level).toBe(expected));

  const filling = () => {
    const disk = { free: 4 * 1024 * MIB, freeBytes: () => Promise.resolve(disk.free) };
    return disk;
  };
  const warnings = (test: TestApp) =>
    test.events.flatMap((event) => (event.type === 'recording.warning' ? [{ code: event.code, ...event.params }] : []));

  it('that fills up is told early, once a step, then urgently; at the reserve whoever records is asked to end', async () => {
    const disk = filling();
    const { test, encounter, hear, now } = await setUp({ disk });
    await hear(10);
    expect(warnings(test)).toEqual([]);
    disk.free = 900 * MIB;
    await hear(20);
    disk.free = RESERVE_BYTES + 6 * MIB;
    await hear(10);
    disk.free = RESERVE_BYTES - MIB;
    await hear(10);
    expect(warnings(test)).toEqual([
      { code: 'storage.low', minutes: 434, urgent: false },
      { code: 'storage.low', minutes: 3, urgent: true },
      { code: 'storage.full', stopping: true },
    ]);
    expect(now().state).toBe('recording');
    await test.call('recording.stop', { encounterId: encounter.id });
    await test.settled(encounter, 'drafted');
    expect(texts(test, encounter)).toEqual(seconds(0, 50));
  });

  it('ends the recording by itself when nobody else does, with everything kept', async () => {
    const disk = filling();
    const { test, encounter, hear } = await setUp({ disk });
    await hear(5);
    disk.free = RESERVE_BYTES / 4;
    let heard = 5;
    const refused = (async () => {
      for (; heard < 100; heard += 1) await hear(1);
    })();
    await expect(refused).rejects.toMatchObject({ code: 'not-found.procedure' });
    await test.settled(encounter, 'drafted');
    expect(heard).toBeGreaterThanOrEqual(6);
    expect(stored(test, encounter).audioDurationMs).toBe(heard * 1_000);
    expect(texts(test, encounter)).toEqual(seconds(0, heard));
  });

  it('that is too full refuses the start, says how much room there is, and leaves the visit as it was', async () => {
    const disk = filling();
    disk.free = RESERVE_BYTES + 3 * MIB;
    const test = createTestApp({ disk });
    await test.setup();
    const encounter = await test.planned();
    const start = () => test.call('recording.start', { encounterId: encounter.id });
    await expect(start()).rejects.toMatchObject({ code: 'storage.full', params: { minutes: 1 } });
    expect(stored(test, encounter).state).toBe('planned');
    disk.free = 4 * 1024 * MIB;
    await expect(start()).resolves.toMatchObject({ part: 1 });
  });

  it('that does not answer is no reason not to record; Settings tell its room', async () => {
    const broken = { freeBytes: () => Promise.reject(new Error('no statfs')) };
    const { test, encounter, hear } = await setUp({ disk: broken });
    await hear(6);
    await test.call('recording.stop', { encounterId: encounter.id });
    expect((await test.call('system.info', {})).diskFreeBytes).toBeUndefined();
    const roomy = createTestApp({ disk: filling() });
    expect((await roomy.call('system.info', {})).diskFreeBytes).toBe(4 * 1024 * MIB);
  });
});

describe('listening', () => {
  it('that is stuck holds nothing up, takes no memory, and catches up from the disk', async () => {
    const stuck = Promise.withResolvers<undefined>();
    let isStuck = true;
    const transcriber = countingTranscriber({ beforeSegment: () => (isStuck ? stuck.promise : undefined) });
    const { test, encounter, hear } = await setUp({ transcriber });
    // Three minutes: far more than waits in memory, and more than would once have made it give up.
    await hear(180);
    expect(texts(test, encounter)).toEqual([]);
    isStuck = false;
    stuck.resolve(undefined);
    await test.until((event) => event.type === 'transcript.segment' && event.segment.endMs === 180_000);
    expect(stored(test, encounter).state).toBe('recording');
    expect(texts(test, encounter)).toEqual(seconds(0, 180));
    expect(test.events.some((event) => event.type === 'recording.warning')).toBe(false);
    await test.call('recording.stop', { encounterId: encounter.id });
    await test.settled(encounter, 'drafted');
    expect(texts(test, encounter)).toEqual(seconds(0, 180));
  });

  it('that fails says so once, begins again from the last word that stands, and loses none', async () => {
    let failures = 2;
    const transcriber = countingTranscriber({
      beforeSegment(second) {
        if (second < 5 || failures <= 0) return;
        failures -= 1;
        throw new Error('worker died');
      },
    });
    const { test, encounter, hear } = await setUp({ transcriber });
    await hear(90);
    await test.until((event) => event.type === 'transcript.segment' && event.segment.endMs === 90_000);
    expect(texts(test, encounter)).toEqual(seconds(0, 90));
    const warned = test.events.filter((event) => event.type === 'recording.warning');
    expect(warned).toMatchObject([{ code: 'model.worker' }]);
  });
});

describe('sound that comes after the note was edited', () => {
  async function edited(sign: boolean) {
    const { test, encounter, hear, part } = await setUp();
    await hear(2);
    const next = await restart(test);
    await next.settled(encounter, 'drafted');
    const view = await next.call('encounters.get', { encounterId: encounter.id });
    const [sentence] = view.note!.note.sections.flatMap((section) => section.sentences);
    const { version } = await next.call('note.editSentence', {
      encounterId: encounter.id,
      baseVersion: view.note!.version,
      sentenceId: sentence!.id,
      text: 'Edited by hand.',
    });
    if (sign) await next.call('note.sign', { encounterId: encounter.id, baseVersion: version, passphrase: PASSPHRASE });
    return { next, encounter, part, noteBefore: next.deps.store.notes.latest(encounter.id) };
  }
  const heardTo = (endMs: number) => (event: { type: string; segment?: { endMs: number } }) =>
    event.type === 'transcript.segment' && event.segment?.endMs === endMs;

  it.each([false, true])('is kept and heard; the text of a person stays (signed: %s)', async (signed) => {
    const { next, encounter, part, noteBefore } = await edited(signed);
    const state = signed ? 'signed' : 'in-review';
    const opened = await next.call('recording.start', { encounterId: encounter.id, part });
    expect(opened).toMatchObject({ part: 2, recordedSamples: 32_000 });
    for (let i = 0; i < 3; i += 1) await next.app.acceptFrame(opened.streamId, i, SECOND);
    expect(stored(next, encounter)).toMatchObject({ state, lateFromMs: 2_000 });
    const stopped = await next.call('recording.stop', { encounterId: encounter.id });
    expect(stopped).toMatchObject({ state, audioDurationMs: 5_000 });
    await next.until(heardTo(5_000));
    await next.settled(encounter, state);
    expect(texts(next, encounter)).toEqual(seconds(0, 5));
    expect(next.deps.store.transcripts.get(encounter.id)?.durationMs).toBe(5_000);
    expect(next.deps.store.notes.latest(encounter.id)).toEqual(noteBefore);
    expect(next.deps.store.audit.list().map(({ action }) => action)).toEqual(
      expect.arrayContaining(['recording.late', 'transcript.late']),
    );
  });

  it('is refused from any other window: only the one that was cut off has something to add', async () => {
    const { next, encounter, part } = await edited(false);
    for (const other of [undefined, part + 1])
      await expect(
        next.call('recording.start', { encounterId: encounter.id, ...(other === undefined ? {} : { part: other }) }),
      ).rejects.toMatchObject({ code: 'conflict.state' });
  });

  it('outlives a second crash: what stands of it is heard by the next host', async () => {
    const { next, encounter, part } = await edited(true);
    const opened = await next.call('recording.start', { encounterId: encounter.id, part });
    for (let i = 0; i < 2; i += 1) await next.app.acceptFrame(opened.streamId, i, SECOND);
    const third = await restart(next);
    await third.until(heardTo(4_000));
    await third.settled(encounter, 'signed');
    expect(stored(third, encounter)).toMatchObject({ state: 'signed', lateFromMs: 2_000, audioDurationMs: 4_000 });
    expect(texts(third, encounter)).toEqual(seconds(0, 4));
    // Heard once: another start finds nothing to do.
    const fourth = await restart(third);
    expect((await fourth.call('encounters.get', { encounterId: encounter.id })).job).toBeUndefined();
  });
});
