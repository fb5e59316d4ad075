import { expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { createTestApp } from './app.fixture.ts';

it('remembers how a job failed for pages that are opened later, and forgets it when another one is started', async () => {
  const test = createTestApp();
  await test.setup();
  const encounter = await test.planned();
  const { streamId } = await test.call('recording.start', { encounterId: encounter.id });
  await test.app.acceptFrame(streamId, 0, new Uint8Array(32_000).fill(3));
  const { draft } = test.deps.drafter;
  test.deps.drafter.draft = () => Promise.reject(new AppError('model.missing'));
  await test.call('recording.stop', { encounterId: encounter.id });
  await test.until((event) => event.type === 'job.failed');
  await test.settled(encounter, 'transcribed');
  const failed = await test.call('encounters.get', { encounterId: encounter.id });
  expect(failed.failure).toEqual({ code: 'model.missing', params: {} });
  test.deps.drafter.draft = draft;
  await test.call('recording.retry', { encounterId: encounter.id });
  await test.settled(encounter, 'drafted');
  const done = await test.call('encounters.get', { encounterId: encounter.id });
  expect(done.failure).toBeUndefined();
});
