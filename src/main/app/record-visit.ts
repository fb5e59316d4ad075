import { AppError, toWireError } from '../../shared/errors.ts';
import type { Encounter } from '../../shared/model/encounter.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import { SAMPLE_RATE_HZ, type AudioWriter } from '../ports/audio.ts';
import type { TranscriptionSession } from '../ports/transcriber.ts';
import type { AppContext } from './app-context.ts';
import { encounterSubject } from './auditor.ts';
import { advance, requireEncounter } from './encounter-access.ts';
import { createLiveSpeakers } from './live-speakers.ts';
import { finishVisit } from './finish-visit.ts';
import { bytesToInt16, int16ToFloat, level } from './pcm.ts';
import type { Streams } from './streams.ts';

/** Live listening gives way when it falls this far behind: the audio is on disk, and the rest is heard after the visit. */
const LONGEST_LAG_MS = 60_000;
const CATCH_UP_BLOCK_MS = 1_000;

interface LiveRecording {
  readonly encounterId: EncounterId;
  readonly writer: AudioWriter;
  readonly streamId: string;
  paused: boolean;
  /** Frames in order: appended to disk first, then offered to live listening. */
  tail: Promise<void>;
  listening?: Promise<TranscriptionSession | undefined>;
  listened: Promise<void>;
  queuedMs: number;
  stopMicrophone?: () => Promise<void>;
}

/** Recording a visit from a microphone: one at a time. The writer comes first; nothing that listening does can hold it up. */
export interface Recorder {
  start(encounterId: EncounterId, source: 'renderer' | 'main', deviceId?: string): Promise<{ streamId: string }>;
  pause(encounterId: EncounterId): Promise<{ durationMs: number }>;
  resume(encounterId: EncounterId): Promise<{ durationMs: number }>;
  stop(encounterId: EncounterId): Promise<Encounter>;
  activeEncounterId(): EncounterId | undefined;
  close(): Promise<void>;
}

export function createRecorder(context: AppContext, streams: Streams): Recorder {
  const { deps, hub, auditor, jobs, session } = context;
  let live: LiveRecording | undefined;

  const requireLive = (encounterId: EncounterId): LiveRecording => {
    if (live?.encounterId !== encounterId) throw new AppError('conflict.state', { params: { recording: false } });
    return live;
  };

  const openListening = async (
    recording: LiveRecording,
    startOffsetMs: number,
  ): Promise<TranscriptionSession | undefined> => {
    const heard = deps.store.transcripts.segments(recording.encounterId);
    const withSpeaker = createLiveSpeakers(deps.roleModel);
    try {
      return await deps.transcriber.open({
        idPrefix: 's',
        firstIndex: heard.length + 1,
        startOffsetMs,
        onSegment(segment) {
          deps.store.transcripts.putSegments(recording.encounterId, [segment]);
          for (const shown of withSpeaker(segment)) {
            hub.emit({ type: 'transcript.segment', encounterId: recording.encounterId, segment: shown });
          }
        },
        onPartial(partial) {
          const segments = [...(partial.segments ?? [])];
          hub.emit({ type: 'transcript.partial', encounterId: recording.encounterId, ...partial, segments });
        },
        onWorkerRestart: () => deps.log.warn('speech.worker-restart'),
      });
    } catch (error) {
      // The recording goes on: it can be heard later, from disk.
      giveUpListening(recording, error);
      return undefined;
    }
  };

  /** What stands of a recording that goes on, after the last word that was heard of it. */
  const readUnheard = async (encounterId: EncounterId): Promise<{ fromMs: number; blocks: Int16Array[] }> => {
    const fromMs = deps.store.transcripts
      .segments(encounterId)
      .reduce((last, segment) => Math.max(last, segment.endMs), 0);
    const reader = await deps.audio.openReader(encounterId);
    try {
      // A longer stretch is heard after the visit, from disk, with all that follows.
      if (reader.durationMs - fromMs > LONGEST_LAG_MS) throw new AppError('model.worker');
      const blocks: Int16Array[] = [];
      for (let atMs = fromMs; atMs < reader.durationMs; atMs += CATCH_UP_BLOCK_MS)
        blocks.push(await reader.read(atMs, Math.min(reader.durationMs, atMs + CATCH_UP_BLOCK_MS)));
      return { fromMs, blocks };
    } finally {
      await reader.close();
    }
  };

  const giveUpListening = (recording: LiveRecording, reason?: unknown): void => {
    const previous = recording.listening;
    recording.listening = Promise.resolve(undefined);
    void previous?.then((listener) => listener?.cancel()).catch(() => undefined);
    const wire = toWireError(reason ?? new AppError('model.worker'), deps.ids.uuid());
    deps.log.warn('listening.later', { code: wire.code });
    hub.emit({
      type: 'recording.warning',
      encounterId: recording.encounterId,
      code: wire.code === 'bug' ? 'model.worker' : wire.code,
      params: {},
    });
  };

  const listen = (recording: LiveRecording, samples: Int16Array, blockMs: number): void => {
    recording.queuedMs += blockMs;
    if (recording.queuedMs > LONGEST_LAG_MS) giveUpListening(recording);
    recording.listened = recording.listened.then(async () => {
      try {
        const listener = await recording.listening;
        await listener?.push(int16ToFloat(samples));
      } catch (error) {
        giveUpListening(recording, error);
      } finally {
        recording.queuedMs -= blockMs;
      }
    });
  };

  const take = async (recording: LiveRecording, samples: Int16Array): Promise<void> => {
    if (recording.paused || samples.length === 0) return;
    await recording.writer.append(samples);
    const { peak, rms } = level(samples);
    hub.emit({
      type: 'recording.level',
      encounterId: recording.encounterId,
      peak,
      rms,
      durationMs: recording.writer.durationMs,
    });
    listen(recording, samples, (samples.length / SAMPLE_RATE_HZ) * 1000);
  };

  const enqueue = (recording: LiveRecording, samples: Int16Array): Promise<void> => {
    const done = recording.tail.then(() => take(recording, samples));
    recording.tail = done.catch(() => undefined);
    return done;
  };

  const warn = (encounterId: EncounterId, error: unknown): void => {
    const { code, params } = toWireError(error, deps.ids.uuid());
    deps.log.error('recording.failed', { code });
    hub.emit({ type: 'recording.warning', encounterId, code, params });
  };

  return {
    activeEncounterId: () => live?.encounterId,

    async start(encounterId, source, deviceId) {
      if (live) throw new AppError('conflict.recording-active');
      const encounter = requireEncounter(context, encounterId);
      const goesOn = canGoOn(encounter);
      if (jobs.isRunning(encounterId)) throw new AppError('conflict.state', { params: { job: true } });
      const clinician = session.requireClinician();
      if (source === 'main' && !deps.microphone) throw new AppError('audio.device');
      const reserved = { encounterId } as LiveRecording;
      live = reserved;
      try {
        const unheard = goesOn ? await readUnheard(encounterId).catch(() => undefined) : { fromMs: 0, blocks: [] };
        const writer = await deps.audio.openWriter(encounterId);
        const streamId = deps.ids.uuid();
        const recording: LiveRecording = {
          encounterId,
          writer,
          streamId,
          paused: false,
          tail: Promise.resolve(),
          listened: Promise.resolve(),
          queuedMs: 0,
        };
        deps.store.transaction(() => {
          advance(context, encounterId, goesOn ? 'resume-recording' : 'start-recording', {
            startedAt: goesOn ? encounter.startedAt : deps.clock.now(),
            source: 'microphone',
            clinicianId: clinician.id,
            // Nothing was lost and it goes on: no interruption is left to tell of.
            ...(encounter.recoveredLossMs === 0 ? { recoveredLossMs: undefined } : {}),
          });
          auditor.record(clinician.id, goesOn ? 'recording.resume' : 'recording.start', encounterSubject(encounterId), {
            atMs: Math.round(writer.durationMs),
          });
        });
        if (unheard) {
          recording.listening = openListening(recording, unheard.fromMs);
          for (const block of unheard.blocks) listen(recording, block, (block.length / SAMPLE_RATE_HZ) * 1000);
        } else giveUpListening(recording);
        if (source === 'renderer') {
          streams.open(streamId, (bytes) => {
            if (bytes.byteLength % 2 !== 0) throw new AppError('validation.input');
            return enqueue(recording, bytesToInt16(bytes));
          });
        } else {
          const microphone = await deps.microphone!.start({
            deviceId,
            onSamples: (samples) =>
              void enqueue(recording, samples).catch((error: unknown) => warn(encounterId, error)),
            onError: (error) => warn(encounterId, error),
          });
          recording.stopMicrophone = () => microphone.stop();
        }
        live = recording;
        return { streamId };
      } catch (error) {
        live = undefined;
        throw error;
      }
    },

    async pause(encounterId) {
      const recording = requireLive(encounterId);
      await recording.tail;
      recording.paused = true;
      auditor.record(session.clinician()?.id ?? 'system', 'recording.pause', encounterSubject(encounterId), {
        atMs: Math.round(recording.writer.durationMs),
      });
      return { durationMs: recording.writer.durationMs };
    },

    async resume(encounterId) {
      const recording = requireLive(encounterId);
      await recording.tail;
      recording.paused = false;
      auditor.record(session.clinician()?.id ?? 'system', 'recording.resume', encounterSubject(encounterId), {
        atMs: Math.round(recording.writer.durationMs),
      });
      return { durationMs: recording.writer.durationMs };
    },

    async stop(encounterId) {
      const recording = requireLive(encounterId);
      streams.close(recording.streamId);
      await recording.stopMicrophone?.();
      await recording.tail;
      await recording.writer.close();
      live = undefined;
      if (recording.writer.durationMs === 0) {
        await endListening(recording, AbortSignal.abort());
        await deps.audio.delete(encounterId);
        return advance(context, encounterId, 'recover-empty');
      }
      const encounter = deps.store.transaction(() => {
        auditor.record(session.clinician()?.id ?? 'system', 'recording.stop', encounterSubject(encounterId), {
          durationMs: Math.round(recording.writer.durationMs),
        });
        return advance(context, encounterId, 'stop-recording', {
          endedAt: deps.clock.now(),
          audioDurationMs: recording.writer.durationMs,
        });
      });
      void jobs.start(encounterId, 'transcribe', async (job) => {
        await endListening(recording, job.signal);
        await finishVisit(context, encounterId, job);
      });
      return encounter;
    },

    async close() {
      if (!live) return;
      const recording = live;
      live = undefined;
      streams.close(recording.streamId);
      await recording.stopMicrophone?.();
      await recording.tail;
      // The encounter stays in `recording`: the next start takes it up from what is on disk.
      await recording.writer.close();
      giveUpListening(recording, new AppError('cancelled'));
    },
  };
}

/**
 * Whether sound may still be added to what there is. A recording that a crash ended is heard and drafted at once by the new host; a
 * window that held on to its sound comes back after that, and what it holds must find its place.
 */
function canGoOn({ state, recoveredLossMs }: Encounter): boolean {
  if (state === 'recorded') return true;
  return recoveredLossMs !== undefined && (state === 'transcribed' || state === 'drafted');
}

/** Lets live listening hear the last words. What it could not hear, `finishVisit` hears from disk. */
async function endListening(recording: LiveRecording, signal: AbortSignal): Promise<void> {
  await recording.listened;
  const listener = await recording.listening;
  if (signal.aborted) await listener?.cancel();
  else await listener?.finish().catch(() => undefined);
}
