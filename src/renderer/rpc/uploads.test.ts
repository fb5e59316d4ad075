import { expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { createFakeHost, type FakeHost } from '../testing/fake-host.ts';
import { encounterView } from '../testing/sample-data.ts';
import { createClient } from './client.ts';
import { createUploads } from './uploads.ts';

const { encounter } = encounterView();
const file = (size: number) => new Blob([Uint8Array.from({ length: size }, (_, index) => index % 251)]);

function setUp(): { host: FakeHost; uploads: ReturnType<typeof createUploads> } {
  const host = createFakeHost({
    'recording.importBegin': () => ({ streamId: 'up' }),
    'recording.importFinish': () => encounter,
  });
  return { host, uploads: createUploads(createClient(host.connection)) };
}

it('sends a file in order, whole, and says how many frames there were', async () => {
  const { host, uploads } = setUp();
  const content = file(600_000);
  await expect(uploads.start(encounter.id, content)).resolves.toBe(true);
  expect(host.calls('recording.importBegin')).toEqual([{ encounterId: encounter.id, sizeBytes: 600_000 }]);
  const frames = host.frames('up');
  expect(frames.map(({ seq }) => seq)).toEqual([0, 1, 2]);
  const joined = await new Blob(frames.map(({ bytes }) => bytes.slice())).arrayBuffer();
  expect(new Uint8Array(joined)).toEqual(new Uint8Array(await content.arrayBuffer()));
  expect(host.calls('recording.importFinish')).toEqual([{ encounterId: encounter.id, streamId: 'up', frames: 3 }]);
  expect(uploads.all.get()).toEqual({});
});

it('keeps few frames on their way and stops when cancelled', async () => {
  const { host, uploads } = setUp();
  host.autoAck = false;
  const done = uploads.start(encounter.id, file(40 * 256 * 1024));
  await new Promise<void>((resolve) => {
    const stop = uploads.all.subscribe(() => {
      if (host.frames('up').length < 8) return;
      stop();
      resolve();
    });
  });
  uploads.all.get()[encounter.id]!.cancel();
  await expect(done).resolves.toBe(false);
  expect(host.frames('up')).toHaveLength(8);
  expect(uploads.all.get()[encounter.id]?.error?.code).toBe('cancelled');
});

it('keeps the reason when main does not want the file', async () => {
  const { host, uploads } = setUp();
  host.answer({
    'recording.importFinish': () => {
      throw new AppError('validation.file-type');
    },
  });
  await expect(uploads.start(encounter.id, file(10))).resolves.toBe(false);
  expect(uploads.all.get()[encounter.id]?.error?.code).toBe('validation.file-type');
  uploads.dismiss(encounter.id);
  expect(uploads.all.get()).toEqual({});
});
