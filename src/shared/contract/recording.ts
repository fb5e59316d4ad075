import { z } from 'zod';
import { Encounter } from '../model/encounter.ts';
import { EncounterId, OffsetMs } from '../model/ids.ts';
import { TranscriptWord } from '../model/transcript.ts';
import { pcmOfAtMost } from './pcm.ts';
import { procedure } from './procedure.ts';

/** Audio and files travel beside the calls as numbered binary frames: stream id, sequence from 0, bytes. */
export const StreamId = z.string().min(1).max(64);

export const recording = {
  /**
   * Opens a stream of PCM frames: 16 kHz mono signed 16-bit little-endian. A gap in sequence numbers is surfaced as `audio.gap`.
   * `source` `main`: the host records by itself, no frames are expected. A window that lost its host and still holds sound gives the
   * `part` it was recording: it then finds its place even when the visit was drafted, edited or signed meanwhile.
   */
  'recording.start': procedure({
    input: z.object({
      encounterId: EncounterId,
      source: z.enum(['renderer', 'main']).default('renderer'),
      deviceId: z.string().max(256).optional(),
      part: z.number().int().positive().optional(),
    }),
    output: z.object({
      streamId: StreamId,
      /** How often this recording was opened, this time included. One more than the caller's own `part`: nobody else wrote in between. */
      part: z.number().int().positive(),
      /** Samples that stand on the disk. What the caller had sent before this position needs not be sent again. */
      recordedSamples: z.number().int().nonnegative(),
    }),
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
  /**
   * From here on nothing is collected or kept. `off-record` says that it was meant so; both leave a mark of where and how long.
   * `forMs`: how long it has lasted already, when main was restarted meanwhile.
   */
  'recording.pause': procedure({
    input: z.object({
      encounterId: EncounterId,
      reason: z.enum(['pause', 'off-record']).default('pause'),
      forMs: OffsetMs.default(0),
    }),
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

  /**
   * Something that happened while it is recorded; kept at once. `atMs`: where, as the window counts (it may be ahead of what is on disk);
   * absent: here and now. `device` and `gap` come from the program that records.
   */
  'recording.mark': procedure({
    input: z
      .object({
        encounterId: EncounterId,
        /** A stretch without sound that is over already (`paused`, `off-record`) comes with its length. */
        kind: z.enum(['moment', 'device', 'gap', 'paused', 'off-record']),
        atMs: OffsetMs.optional(),
        lengthMs: OffsetMs.optional(),
      })
      .refine(({ kind, lengthMs }) => (kind !== 'paused' && kind !== 'off-record') || lengthMs !== undefined),
    output: z.object({ atMs: OffsetMs }),
    errors: ['not-found.encounter', 'conflict.state'],
    mutates: true,
    permission: 'clinician',
  }),
  /** Microphones that main can open by itself (SoX, ALSA). Empty: there is no recorder program. */
  'recording.devices': procedure({
    input: z.object({}),
    output: z.object({ devices: z.array(z.object({ id: z.string(), label: z.string() })) }),
    errors: [],
    mutates: false,
    permission: 'clinician',
  }),
  /**
   * The recorder program's microphone, opened ahead of `recording.start` with `source` `main`: the last 1.5 s are held in memory, so that the first word
   * is whole. Closed and forgotten by `recording.disarm`, and by itself after two minutes.
   */
  'recording.arm': procedure({
    input: z.object({ deviceId: z.string().max(256).optional() }),
    output: z.object({}),
    errors: ['audio.device', 'conflict.recording-active'],
    mutates: true,
    permission: 'clinician',
  }),
  'recording.disarm': procedure({
    input: z.object({}),
    output: z.object({}),
    errors: [],
    mutates: true,
    permission: 'clinician',
  }),
  /** What was understood of a microphone test: at most 15 s of 16 kHz mono s16. Nothing of it is kept. */
  'microphone.hear': procedure({
    input: z.object({ pcm: pcmOfAtMost(15) }),
    output: z.object({ words: z.array(TranscriptWord) }),
    errors: ['model.missing', 'model.corrupt', 'model.worker', 'cancelled'],
    mutates: false,
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
  /** How loud a kept recording is, in equal parts: RMS of each, 0..255 of full scale. For a picture of it. */
  'audio.peaks': procedure({
    input: z.object({ encounterId: EncounterId, parts: z.number().int().min(1).max(4_000).default(600) }),
    output: z.object({
      durationMs: OffsetMs,
      peaks: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    }),
    errors: ['not-found.audio', 'not-found.encounter', 'storage.corrupt'],
    mutates: false,
    permission: 'clinician',
  }),
};
