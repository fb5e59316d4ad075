import type { CancelSignal } from '../../shared/cancel.ts';
import type { EncounterId } from '../../shared/model/ids.ts';

/** Everything inside Chartside is 16 kHz mono. Live audio and files are brought to it at the door. */
export const SAMPLE_RATE_HZ = 16_000;

/**
 * Encrypted audio at rest: authenticated chunks, each fsynced, so that a crash loses at most what was not yet appended.
 * Samples are 16 kHz mono signed 16-bit. No plain audio ever touches the disk.
 */
export interface AudioStore {
  /**
   * Starts an encounter's recording, or goes on after what stands of it. One writer a recording.
   * `bulk` is for imports, whose original is still there: appends resolve when written, and are durable within seconds
   * and on close, instead of one by one.
   * @throws AppError `conflict.recording-active`, `storage.full`, `storage.corrupt`, `storage.io`
   */
  openWriter(encounterId: EncounterId, options?: { bulk?: boolean }): Promise<AudioWriter>;
  /** @throws AppError `not-found.audio` */
  openReader(encounterId: EncounterId): Promise<AudioReader>;
  has(encounterId: EncounterId): Promise<boolean>;
  /**
   * After a crash: drops a torn last chunk, closes the file. `durationMs` is what stands; `lostBytes` what was torn off (cannot be read).
   * Chunks that a disk damaged in the middle become gaps. Harmless on a whole recording.
   * @throws AppError `not-found.audio`, `conflict.recording-active`, `storage.corrupt` (nothing of it is readable)
   */
  recover(encounterId: EncounterId): Promise<{ durationMs: number; lostBytes: number }>;
  /** Harmless when there is none. @throws AppError `conflict.recording-active` while it is being written. */
  delete(encounterId: EncounterId): Promise<void>;
  /**
   * Encrypted spool for an imported original while it is decoded; deleted by the caller when the recording stands.
   * It does not outlive the process. `name` is for diagnosis only and never reaches the disk.
   */
  openSpool(name: string): Promise<SpoolWriter>;
}

export interface AudioWriter {
  /** Milliseconds written so far. */
  readonly durationMs: number;
  /** Resolves once the samples are durable. @throws AppError `storage.full` | `storage.io` (what was appended before stays whole). */
  append(samples: Int16Array): Promise<void>;
  /** Marks the recording complete (authenticated trailer: truncation is then detectable). */
  close(): Promise<void>;
}

export interface AudioReader {
  readonly durationMs: number;
  /** Whether the trailer was found: false for a recording a crash cut short. */
  readonly complete: boolean;
  /** Stretches that recovery could not save: they read as silence. Absent or empty: none. */
  readonly gaps?: readonly { readonly startMs: number; readonly endMs: number }[];
  /** Samples of [startMs, endMs), clamped to the recording. @throws AppError `storage.corrupt` where the file was damaged or changed. */
  read(startMs: number, endMs: number): Promise<Int16Array>;
  /** The whole recording in order, `blockMs` (default 1000) at a time. */
  blocks(blockMs?: number): AsyncIterable<Int16Array>;
  close(): Promise<void>;
}

/** Random access to the bytes of an imported file, wherever they are (plain path in the CLI, encrypted spool in the app). */
export interface ByteSource {
  readonly sizeBytes: number;
  /** Up to `length` bytes from `offset`; shorter only at the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface SpoolWriter {
  append(bytes: Uint8Array): Promise<void>;
  /** Ends writing and gives random access to what was written. */
  finish(): Promise<ByteSource>;
  /** Removes the spool, before or after `finish` (whose source closes with it; closing the source removes the spool too). */
  discard(): Promise<void>;
}

/** Compressed or plain audio file -> 16 kHz mono float samples in [-1, 1], streamed: memory does not grow with length. */
export interface AudioDecoder {
  /**
   * Yields blocks of about a second. Reports progress as a fraction of the input where it can be known.
   * @throws AppError `validation.file-empty` | `validation.file-type` (not audio) | `audio.decode` | `cancelled`.
   * A file cut short yields what is there, then `onTruncated` is called once.
   */
  decode(
    source: ByteSource,
    options?: { signal?: CancelSignal; onProgress?: (fraction: number) => void; onTruncated?: () => void },
  ): AsyncIterable<Float32Array>;
}

/** A microphone that main opens itself (SoX/ALSA). The renderer's AudioWorklet arrives through the contract as frames instead. */
export interface AudioSource {
  devices(): Promise<readonly { id: string; label: string }[]>;
  /** Live 16 kHz mono blocks until `stop`; `onError` once when the device fails (`audio.device`). */
  start(options: {
    deviceId?: string;
    onSamples: (samples: Int16Array) => void;
    onError: (error: Error) => void;
  }): Promise<{ stop(): Promise<void> }>;
}
