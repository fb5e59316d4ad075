import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTranscriber } from './create-transcriber.ts';
import { writeToyWhisper } from './toy-whisper.fixture.ts';
import type { EngineSpec, EngineStarted, SpawnWorker, WorkerReply } from './worker-protocol.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'chartside-device-'));
  await writeToyWhisper(path.join(root, 'toy'), [0, 'yes', 1]);
});
afterAll(() => rm(root, { recursive: true }));

/** A process that starts on whatever device a test says. */
function starting(started: EngineStarted) {
  const specs: EngineSpec[] = [];
  const spawn: SpawnWorker = () => {
    let answer: (reply: WorkerReply) => void = () => undefined;
    return {
      pid: 1,
      send({ id, request }) {
        specs.push(request as EngineSpec);
        answer({ id, ok: true, value: started });
      },
      onMessage: (listener) => {
        answer = listener;
      },
      onExit: () => undefined,
      kill: () => undefined,
    };
  };
  return { spawn, specs };
}

it('asks for the graphics card that was chosen, and says what is really used', async () => {
  const logged: string[] = [];
  const note = (event: string, fields?: object): void => void logged.push(`${event} ${JSON.stringify(fields ?? {})}`);
  const { spawn, specs } = starting({ maxBatch: 1, provider: 'cpu', precision: 'q8', fellBack: true });
  const transcriber = createTranscriber({
    engine: 'whisper',
    modelDir: path.join(root, 'toy'),
    workerEntry: 'none',
    device: 'gpu',
    spawn,
    log: { info: note, warn: note, error: note },
  });
  expect((await transcriber.info()).device).toBeUndefined();
  await transcriber.warm();
  await transcriber.warm();
  expect(specs[0]).toMatchObject({ engine: 'whisper', device: 'gpu' });
  expect((await transcriber.info()).device).toEqual({ provider: 'cpu', precision: 'q8', fellBack: true });
  expect(logged.filter((line) => line.startsWith('speech.device-fallback'))).toEqual([
    'speech.device-fallback {"provider":"cpu"}',
  ]);
  await transcriber.close();
});
