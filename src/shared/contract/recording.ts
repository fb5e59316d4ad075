import { z } from 'zod';
import { Encounter } from '../model/encounter.ts';
import { EncounterId, OffsetMs } from '../model/ids.ts';
import { procedure } from './procedure.ts';

/** Audio and files travel beside the calls as numbered binary frames: stream id, sequence from 0, bytes. */
export const StreamId = z.string().min(1).max(64);

export const recording = {
  /** Opens a stream of PCM frames: 16 kHz mono signed 16-bit little-endian. A gap in sequence numbers is surfaced as `audio.gap`. */
  'recording.start': procedure({
    input: z.object({
      encounterId: EncounterId,
      source: z.enum(['renderer', 'main']).default('renderer'),
      deviceId: z.string().max(256).optional(),
    }),
    output: z.object({ streamId: StreamId }),
    errors: [
      'not-found.encounter',
      'conflict.state',
      'conflict.recording-active',
      'storage.full',
      'storage.io',
      'audio.device',
      'model.missing',
    ],
    mutates: true,
    permission: 'clinician',
  }),
  'recording.pause': procedure({
    input: z.object({ encounterId: EncounterId }),
    output: z.object({ durationMs: OffsetMs }),
    errors: ['conflict.state'],
    mutates: true,
    permission: 'clinician',
  }),
  'recording.resume': procedure({
    input: z.object({ encounterId: EncounterId }),
    output: z.object({ durationMs: OffsetMs }),
    errors: ['conflict.state'],
    mutates: true,
    permission: 'clinician',
  }),
  /** Ends the recording and starts transcription of what is left, then the draft. Returns at once; progress comes as events. */
  'recording.stop': procedure({
    input: z.object({ encounterId: EncounterId, framesSent: z.number().int().nonnegative().optional() }),
    output: Encounter,
    errors: ['conflict.state'],
    mutates: true,
    permission: 'clinician',
  }),

  /** Import of an audio file: begin, frames of bytes on the stream, finish. The original is spooled encrypted while it is decoded. */
  'recording.importBegin': procedure({
    input: z.object({ encounterId: EncounterId, sizeBytes: z.number().int().nonnegative().max(4_000_000_000) }),
    output: z.object({ streamId: StreamId }),
    errors: ['not-found.encounter', 'conflict.state', 'validation.file-empty', 'storage.full', 'storage.io'],
    mutates: true,
    permission: 'clinician',
  }),
  'recording.importFinish': procedure({
    input: z.object({ encounterId: EncounterId, streamId: StreamId, frames: z.number().int().nonnegative() }),
    output: Encounter,
    errors: [
      'conflict.state',
      'audio.gap',
      'validation.file-type',
      'validation.file-empty',
      'audio.decode',
      'storage.full',
    ],
    mutates: true,
    permission: 'clinician',
  }),
  /** A transcript typed or pasted instead of audio. */
  'recording.importTranscript': procedure({
    input: z.object({ encounterId: EncounterId, text: z.string().min(1).max(2_000_000) }),
    output: Encounter,
    errors: ['not-found.encounter', 'conflict.state', 'validation.transcript'],
    mutates: true,
    permission: 'clinician',
  }),
  /** Stops the encounter's running job (import, transcription, draft). What is on disk stays; it can be retried. */
  'recording.cancel': procedure({
    input: z.object({ encounterId: EncounterId }),
    output: Encounter,
    errors: ['not-found.encounter'],
    mutates: true,
    permission: 'clinician',
  }),
  /** Transcribes again from the stored audio, or drafts again, after a failure or a cancel. */
  'recording.retry': procedure({
    input: z.object({ encounterId: EncounterId }),
    output: Encounter,
    errors: ['not-found.encounter', 'not-found.audio', 'conflict.state'],
    mutates: true,
    permission: 'clinician',
  }),

  /** A stretch of the recording as a WAV (16 kHz mono s16), at most 60 s. */
  'audio.clip': procedure({
    input: z.object({ encounterId: EncounterId, startMs: OffsetMs, endMs: OffsetMs }),
    output: z.object({ wav: z.custom<Uint8Array>((value) => value instanceof Uint8Array) }),
    errors: ['not-found.audio', 'not-found.encounter', 'storage.corrupt'],
    mutates: false,
    permission: 'clinician',
  }),
};
