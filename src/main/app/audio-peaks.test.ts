import { expect, it } from 'vitest';
import { createTestApp } from './app.fixture.ts';

const HALF = 16_384;
const loud = new Uint8Array(Int16Array.from({ length: 16_000 }, () => HALF).buffer);
const silent = new Uint8Array(32_000);

it('draws a kept recording in as many parts as are asked for', async () => {
  const test = createTestApp();
  await test.setup();
  const encounter = await test.planned();
  const { streamId } = await test.call('recording.start', { encounterId: encounter.id });
  for (const [seq, bytes] of [silent, loud, silent, loud].entries()) await test.app.acceptFrame(streamId, seq, bytes);
  await test.call('recording.stop', { encounterId: encounter.id });
  await test.settled(encounter, 'drafted');
  const { durationMs, peaks } = await test.call('audio.peaks', { encounterId: encounter.id, parts: 8 });
  expect(durationMs).toBe(4_000);
  expect([...peaks]).toEqual([0, 0, 128, 128, 0, 0, 128, 128]);
  const again = await test.call('audio.peaks', { encounterId: encounter.id, parts: 8 });
  expect([...again.peaks]).toEqual([...peaks]);
});

it('has no picture where there is no sound', async () => {
  const test = createTestApp();
  await test.setup();
  const encounter = await test.planned();
  await expect(test.call('audio.peaks', { encounterId: encounter.id })).rejects.toMatchObject({
    code: 'not-found.audio',
  });
});
