import { expect, it } from 'vitest';
import { countingTranscriber, createTestApp, PASSPHRASE } from './app.fixture.ts';

const SECOND = new Uint8Array(32_000).fill(3);
const seconds = (count: number): string[] => Array.from({ length: count }, (_, i) => `Second ${i} was heard.`);

/** Records, stops before listening could finish, cancels what follows: what a window that was reloaded leaves behind. */
async function interrupted(recordedSeconds: number, heard: number) {
  let left = heard;
  const transcriber = countingTranscriber({
    beforeSegment() {
      if (left <= 0) throw new Error('too slow');
      left -= 1;
    },
  });
  const test = createTestApp({ transcriber });
  await test.setup();
  const encounter = await test.planned();
  const { streamId } = await test.call('recording.start', { encounterId: encounter.id });
  for (let i = 0; i < recordedSeconds; i += 1) await test.app.acceptFrame(streamId, i, SECOND);
  await test.call('recording.stop', { encounterId: encounter.id });
  await test.call('recording.cancel', { encounterId: encounter.id });
  expect(test.deps.store.encounters.get(encounter.id)?.state).toBe('recorded');
  left = Number.POSITIVE_INFINITY;
  return { test, encounter };
}

it('goes on with the same recording; what was not heard before is heard first', async () => {
  const { test, encounter } = await interrupted(4, 2);
  const startedAt = test.deps.store.encounters.get(encounter.id)?.startedAt;
  const { streamId } = await test.call('recording.start', { encounterId: encounter.id });
  expect(test.deps.store.encounters.get(encounter.id)).toMatchObject({ state: 'recording', startedAt });
  await test.app.acceptFrame(streamId, 0, SECOND);
  const stopped = await test.call('recording.stop', { encounterId: encounter.id });
  expect(stopped.audioDurationMs).toBe(5_000);
  await test.settled(encounter, 'drafted');
  expect(test.deps.store.transcripts.segments(encounter.id).map((segment) => segment.text)).toEqual(seconds(5));
});

it('is refused once the visit was heard to its end: the draft rests on a whole recording', async () => {
  const test = createTestApp();
  await test.setup();
  const encounter = await test.planned();
  const { streamId } = await test.call('recording.start', { encounterId: encounter.id });
  await test.app.acceptFrame(streamId, 0, SECOND);
  await test.call('recording.stop', { encounterId: encounter.id });
  await test.settled(encounter, 'drafted');
  await expect(test.call('recording.start', { encounterId: encounter.id })).rejects.toMatchObject({
    code: 'conflict.state',
  });
});

it('a recording that a crash ended says so, until it goes on', async () => {
  const { test, encounter } = await interrupted(2, 0);
  const { store } = test.deps;
  store.encounters.update({ ...store.encounters.get(encounter.id)!, recoveredLossMs: 0 });
  await test.call('recording.start', { encounterId: encounter.id });
  expect(store.encounters.get(encounter.id)?.recoveredLossMs).toBeUndefined();
});

it('takes the sound of a window that comes back after the new host has already drafted what a crash left', async () => {
  const first = createTestApp();
  await first.setup();
  const encounter = await first.planned();
  const before = await first.call('recording.start', { encounterId: encounter.id });
  for (let i = 0; i < 2; i += 1) await first.app.acceptFrame(before.streamId, i, SECOND);
  const test = first.restarted();
  await test.app.start();
  await test.settled(encounter, 'drafted');
  const [clinician] = (await test.call('session.get', {})).clinicians;
  await test.call('session.unlock', { clinicianId: clinician!.id, passphrase: PASSPHRASE });
  const { streamId } = await test.call('recording.start', { encounterId: encounter.id });
  for (let i = 0; i < 3; i += 1) await test.app.acceptFrame(streamId, i, SECOND);
  expect((await test.call('recording.stop', { encounterId: encounter.id })).audioDurationMs).toBe(5_000);
  await test.settled(encounter, 'drafted');
  expect(test.deps.store.transcripts.segments(encounter.id).map((segment) => segment.text)).toEqual(seconds(5));
  expect(test.deps.store.notes.history(encounter.id).map((version) => version.kind)).toEqual(['ai-draft', 'ai-draft']);
});
