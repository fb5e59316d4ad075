import { AppError } from '../../../shared/errors.ts';
import type { ModelMeasurement } from '../../../shared/model/speech-models.ts';
import { SAMPLE_RATE_HZ } from '../../ports/audio.ts';
import type { AppContext } from '../app-context.ts';
import type { ModelDeps } from './model-deps.ts';
import type { ModelJob } from './model-jobs.ts';

/** Of the sample visit: long enough for several windows, short enough to wait for a slow model. */
const MEASURED_SAMPLES = 60 * SAMPLE_RATE_HZ;

/** Lets a model hear a minute of the sample visit: how much work a second of speech is, on this machine, as it is now. */
export async function measureModel(
  { deps }: Pick<AppContext, 'deps'>,
  models: ModelDeps,
  name: string,
  job: ModelJob,
): Promise<ModelMeasurement> {
  const blocks = await readSample(deps.decoder, models, job.signal);
  const samples = blocks.reduce((sum, block) => sum + block.length, 0);
  if (samples === 0) throw new AppError('audio.empty');
  const audioMs = (samples / SAMPLE_RATE_HZ) * 1000;
  const transcriber = models.open(name);
  try {
    const startedAt = deps.clock.now();
    const { languages, device } = await transcriber.info();
    const session = await transcriber.open({
      // The sample is in English; a model for one other language hears something, and takes as long.
      language: languages.includes('en') ? 'en' : undefined,
      signal: job.signal,
      onSegment: () => undefined,
      onProgress: (processedMs) => job.progress({ fraction: processedMs / audioMs }),
    });
    const loadedAt = deps.clock.now();
    for (const block of blocks) await session.push(block);
    await session.finish();
    const workMs = Math.max(1, deps.clock.now() - loadedAt);
    const { device: used = device } = await transcriber.info();
    return {
      realTimeFactor: workMs / audioMs,
      loadMs: loadedAt - startedAt,
      audioMs,
      at: deps.clock.now(),
      provider: used?.provider ?? 'cpu',
    };
  } finally {
    await transcriber.close();
  }
}

async function readSample(
  decoder: AppContext['deps']['decoder'],
  models: ModelDeps,
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const source = await models.sample();
  const blocks: Float32Array[] = [];
  let length = 0;
  try {
    for await (const block of decoder.decode(source, { signal })) {
      blocks.push(block.slice(0, MEASURED_SAMPLES - length));
      length += block.length;
      if (length >= MEASURED_SAMPLES) break;
    }
  } finally {
    await source.close();
  }
  return blocks;
}
