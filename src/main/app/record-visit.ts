import { AppError, toWireError } from '../../shared/errors.ts';
import type { Encounter, RecordingMark } from '../../shared/model/encounter.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import { SAMPLE_RATE_HZ, type AudioWriter } from '../ports/audio.ts';
import type { AppContext } from './app-context.ts';
import { encounterSubject } from './auditor.ts';
import { advance, requireEncounter } from './encounter-access.ts';
import { finishVisit } from './finish-visit.ts';
import { createArmedMicrophone } from './armed-microphone.ts';
import type { HostMicrophone } from './host-microphone.ts';
import { endLateSound, markLate } from './late-sound.ts';
import { createLiveListening, type LiveListening } from './live-listening.ts';
import { enterRecording, howToOpen, unheardFromMs } from './open-recording.ts';
import { bytesToInt16, level } from './pcm.ts';
import { addMark, beginPause, endPause } from './recording-marks.ts';
import type { Streams } from './streams.ts';
import { createDiskWatch, requireRoom, type DiskRoom, type DiskWatch } from './watch-disk.ts';

/** A microphone that runs delivers all the time: without a sound for this long it had gone before the recording was ended. */
const GONE_MS = 2_000;

export interface StartOptions {
  readonly source: 'renderer' | 'main';
  readonly deviceId?: string;
  /** The part that the caller was recording when it lost its host. */
  readonly part?: number;
}

interface LiveRecording {
  readonly encounterId: EncounterId;
  readonly writer: AudioWriter;
  readonly streamId: string;
  /** The note is a person's already: sound is added, nothing else changes. */
  readonly late: boolean;
  readonly disk: DiskWatch;
  /** Absent for late sound, which is heard when it is over. */
  readonly listening?: LiveListening;
  pausedAt?: number;
  lastSoundAt: number;
  /** Frames in order: appended to disk first, then offered to live listening. */
  tail: Promise<void>;
  microphone?: HostMicrophone;
}

/** A start that is under way: nobody else may begin one. */
type Reserved = Pick<LiveRecording, 'encounterId'>;
const isOpen = (live: LiveRecording | Reserved): live is LiveRecording => 'writer' in live;

/** Recording a visit from a microphone: one at a time. The writer comes first; nothing that listening does can hold it up. */
export interface Recorder {
  start(
    encounterId: EncounterId,
    options: StartOptions,
  ): Promise<{ streamId: string; part: number; recordedSamples: number }>;
  /** @param pause `forMs`: how long it has lasted already */
  pause(
    encounterId: EncounterId,
    pause: { reason: 'pause' | 'off-record'; forMs: number },
  ): Promise<{ durationMs: number }>;
  resume(encounterId: EncounterId): Promise<{ durationMs: number }>;
  mark(
    encounterId: EncounterId,
    mark: Pick<RecordingMark, 'kind' | 'lengthMs'> & { atMs?: number },
  ): Promise<{ atMs: number }>;
  stop(encounterId: EncounterId): Promise<Encounter>;
  /** Main's own microphone ahead of a start, and its end when none follows. */
  arm(deviceId: string | undefined): Promise<void>;
  disarm(): Promise<void>;
  activeEncounterId(): EncounterId | undefined;
  close(): Promise<void>;
}

export function createRecorder(context: AppContext, streams: Streams): Recorder {
  const { deps, hub, auditor, jobs, session } = context;
  let live: LiveRecording | Reserved | undefined;
  const ownMicrophone = createArmedMicrophone(context);

  const requireLive = (encounterId: EncounterId): LiveRecording => {
    if (live?.encounterId !== encounterId || !isOpen(live))
      throw new AppError('conflict.state', { params: { recording: false } });
    return live;
  };
  const actor = (): string => session.clinician()?.id ?? 'system';

  const take = async (recording: LiveRecording, samples: Int16Array): Promise<void> => {
    if (recording.pausedAt !== undefined || samples.length === 0) return;
    const { encounterId, writer } = recording;
    const fromMs = writer.durationMs;
    await writer.append(samples);
    recording.lastSoundAt = deps.clock.now();
    if (recording.late && requireEncounter(context, encounterId).lateFromMs === undefined)
      markLate(context, encounterId, fromMs);
    const { peak, rms } = level(samples);
    hub.emit({ type: 'recording.level', encounterId, peak, rms, durationMs: writer.durationMs });
    recording.listening?.written(samples);
    recording.disk.grown((samples.length / SAMPLE_RATE_HZ) * 1000);
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

  /** Little room: told early. At the reserve whoever records is asked to end; when nobody does, it is ended here. */
  const onDisk = (encounterId: EncounterId, { level: room, minutes }: DiskRoom): void => {
    if (live?.encounterId !== encounterId || !isOpen(live)) return;
    if (room === 'low' || room === 'urgent')
      return hub.emit({
        type: 'recording.warning',
        encounterId,
        code: 'storage.low',
        params: { minutes, urgent: room === 'urgent' },
      });
    deps.log.warn('recording.disk-full', { level: room });
    hub.emit({ type: 'recording.warning', encounterId, code: 'storage.full', params: { stopping: true } });
    if (room === 'last' || live.microphone)
      void recorder.stop(encounterId).catch((error: unknown) => warn(encounterId, error));
  };

  const openOwnMicrophone = (recording: LiveRecording, deviceId: string | undefined): Promise<HostMicrophone> => {
    const { encounterId } = recording;
    const here = (): number => recording.writer.durationMs;
    return ownMicrophone.take(deviceId, {
      onSamples: (samples) => void enqueue(recording, samples).catch((error: unknown) => warn(encounterId, error)),
      onLost: (error) => warn(encounterId, error),
      onBack(silentMs) {
        addMark(context, encounterId, { kind: 'gap', atMs: here(), lengthMs: silentMs });
        addMark(context, encounterId, { kind: 'device', atMs: here() });
      },
    });
  };

  const recorder: Recorder = {
    activeEncounterId: () => live?.encounterId,
    async arm(deviceId) {
      if (live) throw new AppError('conflict.recording-active');
      await ownMicrophone.arm(deviceId);
    },
    disarm: () => ownMicrophone.disarm(),

    async start(encounterId, { source, deviceId, part }) {
      if (live) throw new AppError('conflict.recording-active');
      const encounter = requireEncounter(context, encounterId);
      const how = howToOpen(encounter, part);
      if (jobs.isRunning(encounterId)) throw new AppError('conflict.state', { params: { job: true } });
      session.requireClinician();
      if (source === 'main' && !deps.microphone) throw new AppError('audio.device');
      live = { encounterId };
      try {
        await requireRoom(deps.disk);
        const writer = await deps.audio.openWriter(encounterId);
        const streamId = deps.ids.uuid();
        let opened: number;
        try {
          opened = enterRecording(context, encounter, { how, part, durationMs: writer.durationMs });
        } catch (error) {
          await writer.close();
          throw error;
        }
        const { durationMs } = writer;
        const late = how === 'late';
        const fromMs = unheardFromMs(context, encounterId);
        const recording: LiveRecording = {
          encounterId,
          writer,
          streamId,
          late,
          lastSoundAt: deps.clock.now(),
          tail: Promise.resolve(),
          disk: createDiskWatch(deps.disk, (room) => onDisk(encounterId, room)),
          ...(late ? {} : { listening: createLiveListening(context, encounterId, { fromMs, durationMs }) }),
        };
        live = recording;
        if (source === 'renderer') {
          streams.open(streamId, (bytes) => {
            if (bytes.byteLength % 2 !== 0) throw new AppError('validation.input');
            return enqueue(recording, bytesToInt16(bytes));
          });
        } else {
          try {
            recording.microphone = await openOwnMicrophone(recording, deviceId);
          } catch (error) {
            await recorder.stop(encounterId);
            throw error;
          }
        }
        return { streamId, part: opened, recordedSamples: Math.round((durationMs * SAMPLE_RATE_HZ) / 1000) };
      } catch (error) {
        if (live && !isOpen(live)) live = undefined;
        throw error;
      }
    },

    async pause(encounterId, { reason, forMs }) {
      const recording = requireLive(encounterId);
      await recording.microphone?.hold();
      await recording.tail;
      const atMs = recording.writer.durationMs;
      if (recording.pausedAt === undefined) {
        recording.pausedAt = deps.clock.now() - forMs;
        beginPause(context, encounterId, { kind: reason === 'off-record' ? 'off-record' : 'paused', atMs });
        auditor.record(actor(), 'recording.pause', encounterSubject(encounterId), { atMs: Math.round(atMs), reason });
      }
      return { durationMs: atMs };
    },

    async resume(encounterId) {
      const recording = requireLive(encounterId);
      await recording.tail;
      const { durationMs } = recording.writer;
      endCurrentPause(recording);
      await recording.microphone?.run();
      auditor.record(actor(), 'recording.resume', encounterSubject(encounterId), { atMs: Math.round(durationMs) });
      return { durationMs };
    },

    async mark(encounterId, { kind, atMs, lengthMs }) {
      const recording = requireLive(encounterId);
      await recording.tail;
      const at = atMs ?? recording.writer.durationMs;
      addMark(context, encounterId, { kind, atMs: at, ...(lengthMs === undefined ? {} : { lengthMs }) });
      return { atMs: at };
    },

    async stop(encounterId) {
      const recording = requireLive(encounterId);
      streams.close(recording.streamId);
      await recording.microphone?.close();
      await recording.tail;
      const endedAt = deps.clock.now();
      const silentMs = recording.pausedAt === undefined ? endedAt - recording.lastSoundAt : 0;
      endCurrentPause(recording);
      await recording.writer.close();
      live = undefined;
      const { durationMs } = recording.writer;
      if (recording.late) return endLateSound(context, encounterId, durationMs);
      if (durationMs === 0) {
        recording.listening?.cancel();
        await deps.audio.delete(encounterId);
        return advance(context, encounterId, 'recover-empty');
      }
      const encounter = deps.store.transaction(() => {
        // A window that went away heard nothing from its last frame on.
        if (silentMs >= GONE_MS) addMark(context, encounterId, { kind: 'gap', atMs: durationMs, lengthMs: silentMs });
        auditor.record(actor(), 'recording.stop', encounterSubject(encounterId), {
          durationMs: Math.round(durationMs),
        });
        return advance(context, encounterId, 'stop-recording', {
          endedAt,
          audioDurationMs: durationMs,
        });
      });
      void jobs.start(encounterId, 'transcribe', async (job) => {
        await recording.listening?.finish(job);
        await finishVisit(context, encounterId, job);
      });
      return encounter;
    },

    async close() {
      await ownMicrophone.disarm();
      const recording = live;
      live = undefined;
      if (!recording || !isOpen(recording)) return;
      streams.close(recording.streamId);
      await recording.microphone?.close();
      await recording.tail;
      // The encounter stays in `recording`: the next start takes it up from what is on disk.
      await recording.writer.close();
      recording.listening?.cancel();
    },
  };

  const endCurrentPause = (recording: LiveRecording): void => {
    if (recording.pausedAt === undefined) return;
    endPause(context, recording.encounterId, deps.clock.now() - recording.pausedAt);
    recording.pausedAt = undefined;
  };

  return recorder;
}
