import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ProcedureInput, ProcedureName, ProcedureOutput } from '../../shared/contract/index.ts';
import { DEMO_CLINICIAN } from '../../shared/demo.ts';
import { AppError } from '../../shared/errors.ts';
import { uuidSource } from '../adapters/runtime/node-runtime.ts';
import type { App } from '../app/app.ts';
import type { Log } from '../ports/runtime.ts';
import { createDispatcher } from '../rpc/dispatcher.ts';

const FRAME_BYTES = 64 * 1024;

/**
 * Fills a new throw-away profile: a clinician, the test EHR, and the sample visit imported as a clinician would, through
 * the dispatcher. A profile that was filled before is left as it is. Returns when the import is handed over; the
 * transcription goes on and shows its progress.
 */
export async function seedDemo(
  app: App,
  options: { resourcesDir: string; ehrUrl: string | undefined; log: Log },
): Promise<void> {
  const caller = createCaller(app, options.log);
  try {
    const session = await caller.call('session.get', {});
    if (session.phase !== 'first-run') return;
    await caller.call('session.setup', DEMO_CLINICIAN);
    if (options.ehrUrl !== undefined) {
      await caller.call('ehr.set', { connection: { baseUrl: options.ehrUrl, profile: 'generic' } });
    }
    const sample = path.join(options.resourcesDir, 'sample-visit');
    const encounter = await caller.call('encounters.create', {
      patient: { name: 'Nora Samplewood' },
      reason: 'Follow-up, cough',
      contextBundle: await readFile(path.join(sample, 'context.json'), 'utf8'),
    });
    const recording = await readFile(path.join(sample, 'visit.ogg'));
    const { streamId } = await caller.call('recording.importBegin', {
      encounterId: encounter.id,
      sizeBytes: recording.byteLength,
    });
    let frames = 0;
    for (let offset = 0; offset < recording.byteLength; offset += FRAME_BYTES) {
      await app.acceptFrame(streamId, frames, recording.subarray(offset, offset + FRAME_BYTES));
      frames += 1;
    }
    await caller.call('recording.importFinish', { encounterId: encounter.id, streamId, frames });
  } finally {
    caller.close();
  }
}

function createCaller(app: App, log: Log) {
  const waiting = new Map<number, (outcome: { output: unknown } | { error: AppError }) => void>();
  const connection = createDispatcher({ app, ids: uuidSource, log }).open((message) => {
    if (message.kind === 'result') waiting.get(message.id)?.({ output: message.output });
    if (message.kind === 'error') {
      waiting.get(message.id)?.({ error: new AppError(message.error.code, { params: message.error.params }) });
    }
  });
  let lastId = 0;
  return {
    async call<N extends ProcedureName>(name: N, input: ProcedureInput<N>): Promise<ProcedureOutput<N>> {
      const id = (lastId += 1);
      const { promise, resolve } = Promise.withResolvers<{ output: unknown } | { error: AppError }>();
      waiting.set(id, resolve);
      await connection.handle({ kind: 'call', id, name, input });
      const outcome = await promise;
      waiting.delete(id);
      if ('error' in outcome) throw outcome.error;
      return outcome.output as ProcedureOutput<N>;
    },
    close: () => connection.close(),
  };
}
