import { AppError, toWireError } from '../../shared/errors.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import { SAMPLE_RATE_HZ } from '../ports/audio.ts';
import type { TranscriptionSession } from '../ports/transcriber.ts';
import type { AppContext } from './app-context.ts';
import type { JobHandle } from './jobs.ts';
import { keepSegment } from './keep-segment.ts';
import { createLiveSpeakers } from './live-speakers.ts';
import { int16ToFloat } from './pcm.ts';
import { wordsOfVisit } from './words-of-visit.ts';

const SAMPLES_PER_MS = SAMPLE_RATE_HZ / 1000;
/** What waits in memory to be heard. Beyond it listening reads from the disk until it has caught up. */
const MOST_WAITING_SAMPLES = 30 * SAMPLE_RATE_HZ;
const READ_SAMPLES = SAMPLE_RATE_HZ;
/** After listening failed it begins again when this much more was recorded. */
const TRY_AGAIN_SAMPLES = 20 * SAMPLE_RATE_HZ;
/** Captions of what was said longer ago than this would only confuse; the segments that stand still come. */
const CAPTION_LAG_MS = 15_000;

/**
 * Hears a recording while it grows. It is never in the recorder's way: sound comes to it after it is on the disk, and what it cannot take
 * at once it reads from there later. However far it falls behind, or how often it fails, it goes on from the last word that stands.
 */
export interface LiveListening {
  /** Samples that have just become durable, in order. Returns at once. */
  written(samples: Int16Array): void;
  /** The recording is over: hears it to its end. What cannot be heard is left to `finishVisit`. Never rejects. */
  finish(job: JobHandle): Promise<void>;
  /** Stops at once. */
  cancel(): void;
}

export function createLiveListening(
  context: AppContext,
  encounterId: EncounterId,
  recording: { /** What stands already and is not heard yet begins here. */ fromMs: number; durationMs: number },
): LiveListening {
  const { deps, hub } = context;
  const speakers = createLiveSpeakers(deps.roleModel, context.voices.of(encounterId));
  let durable = Math.round(recording.durationMs * SAMPLES_PER_MS);
  /** Next sample to be handed to the session. */
  let position = Math.round(recording.fromMs * SAMPLES_PER_MS);
  let waiting: { from: number; samples: Int16Array }[] = [];
  let waitingSamples = 0;
  let session: TranscriptionSession | undefined;
  /** Sessions that were given up must not speak any more. */
  let generation = 0;
  let ended = false;
  let failed = false;
  let tryAgainAt = 0;
  let hasWarned = false;
  let isPumping = false;
  let pumping: Promise<void> = Promise.resolve();
  let progress: ((processedMs: number) => void) | undefined;

  const open = async (): Promise<TranscriptionSession> => {
    generation += 1;
    const mine = generation;
    const isCurrent = (): boolean => mine === generation;
    const heard = deps.store.transcripts.segments(encounterId);
    return deps.transcriber.open({
      idPrefix: 's',
      firstIndex: heard.length + 1,
      startOffsetMs: position / SAMPLES_PER_MS,
      ...wordsOfVisit(context, encounterId),
      hearAgain: deps.store.settings.get().doubleListening,
      onSegment(segment, sound) {
        if (!isCurrent()) return;
        const kept = keepSegment(context, encounterId, segment);
        for (const shown of speakers.hear(kept, sound))
          hub.emit({ type: 'transcript.segment', encounterId, segment: shown });
      },
      onPartial(partial) {
        if (!isCurrent() || durable / SAMPLES_PER_MS - partial.endMs > CAPTION_LAG_MS) return;
        const segments = speakers.guess(partial.segments ?? []);
        hub.emit({ type: 'transcript.partial', encounterId, ...partial, segments });
      },
      onProgress: (processedMs) => isCurrent() && progress?.(processedMs),
      onWorkerRestart: () => deps.log.warn('speech.worker-restart'),
    });
  };

  /** The next samples: from memory where they are there, from the disk where not. */
  const next = async (): Promise<Int16Array> => {
    waiting = waiting.filter(({ from, samples }) => from + samples.length > position);
    waitingSamples = waiting.reduce((sum, { samples }) => sum + samples.length, 0);
    const first = waiting[0];
    if (first && first.from <= position) {
      waiting.shift();
      waitingSamples -= first.samples.length;
      return first.samples.subarray(position - first.from);
    }
    const until = Math.min(durable, first?.from ?? durable, position + READ_SAMPLES);
    const reader = await deps.audio.openReader(encounterId);
    try {
      return await reader.read(position / SAMPLES_PER_MS, until / SAMPLES_PER_MS);
    } finally {
      await reader.close();
    }
  };

  const fail = (error: unknown): void => {
    const broken = session;
    session = undefined;
    generation += 1;
    failed = true;
    tryAgainAt = durable + TRY_AGAIN_SAMPLES;
    void broken?.cancel().catch(() => undefined);
    position = deps.store.transcripts
      .segments(encounterId)
      .reduce((last, segment) => Math.max(last, Math.round(segment.endMs * SAMPLES_PER_MS)), 0);
    const { code } = toWireError(error, '');
    deps.log.warn('listening.later', { code });
    if (hasWarned) return;
    hasWarned = true;
    hub.emit({
      type: 'recording.warning',
      encounterId,
      code: code === 'bug' ? 'model.worker' : code,
      params: {},
    });
  };

  const pump = async (): Promise<void> => {
    while (!ended && position < durable && (!failed || durable >= tryAgainAt)) {
      failed = false;
      try {
        session ??= await open();
        const samples = await next();
        // Nothing to be read where something should stand: the recording was taken away.
        if (samples.length === 0) throw new AppError('not-found.audio');
        await session.push(int16ToFloat(samples));
        position += samples.length;
      } catch (error) {
        if (!ended) fail(error);
      }
    }
    // In the same turn as the last look at `durable`: what comes after it starts a new round.
    isPumping = false;
  };

  const run = (): Promise<void> => {
    if (isPumping) return pumping;
    isPumping = true;
    return (pumping = pump());
  };

  const cancel = (): void => {
    ended = true;
    generation += 1;
    waiting = [];
    void session?.cancel().catch(() => undefined);
  };

  if (position < durable) void run();

  return {
    written(samples) {
      if (ended) return;
      waiting.push({ from: durable, samples });
      waitingSamples += samples.length;
      durable += samples.length;
      if (waitingSamples > MOST_WAITING_SAMPLES) {
        waiting = [];
        waitingSamples = 0;
      }
      void run();
    },
    async finish(job) {
      if (job.signal.aborted) return cancel();
      progress = (processedMs) =>
        job.progress('transcribe', durable > 0 ? processedMs / (durable / SAMPLES_PER_MS) : 1);
      job.signal.addEventListener('abort', cancel, { once: true });
      try {
        await run();
        if (!ended && !failed) await session?.finish();
      } catch {
        // `finishVisit` goes on from the last word that stands.
      } finally {
        job.signal.removeEventListener('abort', cancel);
        ended = true;
        generation += 1;
      }
    },
    cancel,
  };
}
