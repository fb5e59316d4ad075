import { expect, it } from 'vitest';
import { hearAll, transcriberConformance } from '../../ports/transcriber.conformance.ts';
import { createFakeTranscriber } from './fake-transcriber.ts';

const segments = [
  { startMs: 500, endMs: 2_000, text: 'What brings you in?' },
  { startMs: 3_000, endMs: 4_500, text: 'My knee hurts.' },
];

transcriberConformance(
  'fake',
  () => createFakeTranscriber({ segments }),
  () => ({ audio: new Float32Array(16_000 * 5) }),
);

it('fails and restarts as its script says', async () => {
  let restarts = 0;
  const transcriber = createFakeTranscriber({
    segments,
    restartsAtMs: [1_000],
    fail: { atMs: 4_000, code: 'model.worker' },
  });
  const heard: string[] = [];
  const run = hearAll(transcriber, new Float32Array(16_000 * 5), {
    onWorkerRestart: () => restarts++,
    onProgress: (ms) => heard.push(String(ms)),
  });
  await expect(run).rejects.toMatchObject({ code: 'model.worker' });
  expect(restarts).toBe(1);
  expect(heard).toHaveLength(3);
});
