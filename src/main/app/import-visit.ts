import { AppError } from '../../shared/errors.ts';
import type { Encounter } from '../../shared/model/encounter.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import { parseTranscript } from '../domain/speech/parse-transcript.ts';
import type { AudioWriter, ByteSource, SpoolWriter } from '../ports/audio.ts';
import type { AppContext } from './app-context.ts';
import { encounterSubject } from './auditor.ts';
import { advance, requireEncounter } from './encounter-access.ts';
import { completeTranscript, draftVisit, finishVisit } from './finish-visit.ts';
import type { JobHandle } from './jobs.ts';
import { floatToInt16 } from './pcm.ts';
import type { Streams } from './streams.ts';

interface Upload {
  readonly encounterId: EncounterId;
  readonly spool: SpoolWriter;
  readonly sizeBytes: number;
  received: number;
}

export interface Importer {
  begin(encounterId: EncounterId, sizeBytes: number): Promise<{ streamId: string }>;
  /** Resolves as soon as the file proved to be audio (its first second decoded); the rest goes on as a job. */
  finish(encounterId: EncounterId, streamId: string, frames: number): Promise<Encounter>;
  transcript(encounterId: EncounterId, text: string): Promise<Encounter>;
  close(): Promise<void>;
}

export function createImporter(context: AppContext, streams: Streams): Importer {
  const { deps, auditor, jobs, session } = context;
  const uploads = new Map<string, Upload>();

  const requirePlanned = (encounterId: EncounterId): Encounter => {
    const encounter = requireEncounter(context, encounterId);
    if (encounter.state !== 'planned' || jobs.isRunning(encounterId))
      throw new AppError('conflict.state', { params: { state: encounter.state } });
    return encounter;
  };

  const decodeInto = async (
    encounterId: EncounterId,
    source: ByteSource,
    job: JobHandle,
    proven: () => void,
  ): Promise<{ durationMs: number; truncated: boolean }> => {
    let writer: AudioWriter | undefined;
    let truncated = false;
    let loudest = 0;
    try {
      const blocks = deps.decoder.decode(source, {
        signal: job.signal,
        onProgress: (fraction) => job.progress('import', fraction),
        onTruncated: () => {
          truncated = true;
        },
      });
      for await (const block of blocks) {
        writer ??= await deps.audio.openWriter(encounterId, { bulk: true });
        const samples = floatToInt16(block);
        for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample));
        await writer.append(samples);
        proven();
      }
      if (!writer || writer.durationMs === 0) throw new AppError('audio.empty');
      await writer.close();
      return { durationMs: writer.durationMs, truncated };
    } catch (error) {
      await writer?.close().catch(() => undefined);
      // The original is with the user, and half of it is not a recording: leave nothing that looks like one.
      await deps.audio.delete(encounterId).catch(() => undefined);
      throw error;
    }
  };

  return {
    async begin(encounterId, sizeBytes) {
      requirePlanned(encounterId);
      if (sizeBytes === 0) throw new AppError('validation.file-empty');
      const streamId = deps.ids.uuid();
      const spool = await deps.audio.openSpool(streamId);
      const upload: Upload = { encounterId, spool, sizeBytes, received: 0 };
      uploads.set(streamId, upload);
      streams.open(streamId, async (bytes) => {
        if (upload.received + bytes.byteLength > sizeBytes) throw new AppError('validation.input');
        await spool.append(bytes);
        upload.received += bytes.byteLength;
      });
      return { streamId };
    },

    async finish(encounterId, streamId, frames) {
      const upload = uploads.get(streamId);
      if (upload?.encounterId !== encounterId) throw new AppError('conflict.state', { params: { upload: false } });
      const taken = streams.count(streamId);
      streams.close(streamId);
      uploads.delete(streamId);
      let source: ByteSource;
      try {
        requirePlanned(encounterId);
        if (taken !== frames || upload.received !== upload.sizeBytes)
          throw new AppError('audio.gap', { retryable: true, params: { received: taken, expected: frames } });
        source = await upload.spool.finish();
      } catch (error) {
        await upload.spool.discard();
        throw error;
      }
      const clinician = session.requireClinician();
      const startedAt = deps.clock.now();
      const { promise, resolve, reject } = Promise.withResolvers<undefined>();
      let isProven = false;
      const done = jobs.start(encounterId, 'import', async (job) => {
        try {
          const { durationMs, truncated } = await decodeInto(encounterId, source, job, () => {
            isProven = true;
            resolve(undefined);
          });
          deps.store.transaction(() => {
            advance(context, encounterId, 'import', {
              source: 'file',
              clinicianId: clinician.id,
              startedAt,
              endedAt: startedAt + Math.round(durationMs),
              audioDurationMs: durationMs,
              ...(truncated ? { cutShort: true } : {}),
            });
            auditor.record(clinician.id, 'recording.import', encounterSubject(encounterId), {
              durationMs: Math.round(durationMs),
              sizeBytes: upload.sizeBytes,
              truncated,
            });
          });
          if (truncated)
            context.hub.emit({
              type: 'recording.warning',
              encounterId,
              code: 'audio.truncated',
              params: { seconds: Math.round(durationMs / 1000) },
            });
        } catch (error) {
          // Before the file proved to be audio the caller hears of it; afterwards the job's own event tells.
          if (!isProven) {
            reject(error);
            return;
          }
          throw error;
        } finally {
          await source.close().catch(() => undefined);
          await upload.spool.discard().catch(() => undefined);
        }
        await finishVisit(context, encounterId, job);
      });
      await Promise.race([promise, done.then(() => promise)]);
      return requireEncounter(context, encounterId);
    },

    async transcript(encounterId, text) {
      requirePlanned(encounterId);
      const transcript = parseTranscript(text, deps.roleModel);
      const clinician = session.requireClinician();
      const now = deps.clock.now();
      deps.store.transaction(() => {
        auditor.record(clinician.id, 'transcript.import', encounterSubject(encounterId), {
          segments: transcript.segments.length,
        });
        completeTranscript(context, encounterId, transcript, {
          event: 'import-transcript',
          changes: {
            source: 'transcript',
            clinicianId: clinician.id,
            startedAt: now,
            endedAt: now + Math.round(transcript.durationMs),
          },
        });
      });
      await jobs.start(encounterId, 'draft', (job) => draftVisit(context, encounterId, job.signal));
      return requireEncounter(context, encounterId);
    },

    async close() {
      for (const [streamId, upload] of uploads) {
        streams.close(streamId);
        await upload.spool.discard().catch(() => undefined);
      }
      uploads.clear();
    },
  };
}
