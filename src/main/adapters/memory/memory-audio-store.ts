import { AppError } from '../../../shared/errors.ts';
import { SAMPLE_RATE_HZ, type AudioReader, type AudioStore, type ByteSource } from '../../ports/audio.ts';

interface Recording {
  samples: Int16Array;
  complete: boolean;
}

/** What a memory store's recordings live in: hand the same one to a second store to play a restart. */
export type MemoryRecordings = Map<string, Recording>;

const SAMPLES_PER_MS = SAMPLE_RATE_HZ / 1000;

/** Recordings of tests: plain, in memory, under the same rules as the encrypted ones. */
export function createMemoryAudioStore(recordings: MemoryRecordings = new Map()): AudioStore {
  const writing = new Set<string>();

  const find = (encounterId: string): Recording => {
    const recording = recordings.get(encounterId);
    if (!recording) throw new AppError('not-found.audio');
    return recording;
  };

  return {
    async openWriter(encounterId) {
      if (writing.has(encounterId)) throw new AppError('conflict.recording-active');
      writing.add(encounterId);
      const recording = recordings.get(encounterId) ?? { samples: new Int16Array(0), complete: false };
      recordings.set(encounterId, recording);
      let closed = false;
      return {
        get durationMs() {
          return recording.samples.length / SAMPLES_PER_MS;
        },
        async append(samples) {
          if (closed) throw new AppError('conflict.state', { params: { reason: 'closed' } });
          if (samples.length === 0) return;
          recording.complete = false;
          const grown = new Int16Array(recording.samples.length + samples.length);
          grown.set(recording.samples);
          grown.set(samples, recording.samples.length);
          recording.samples = grown;
        },
        async close() {
          closed = true;
          recording.complete = true;
          writing.delete(encounterId);
        },
      };
    },
    openReader: async (encounterId) => readerOf(find(encounterId)),
    has: async (encounterId) => recordings.has(encounterId),
    async recover(encounterId) {
      if (writing.has(encounterId)) throw new AppError('conflict.recording-active');
      const recording = find(encounterId);
      recording.complete = true;
      return { durationMs: recording.samples.length / SAMPLES_PER_MS, lostBytes: 0 };
    },
    async delete(encounterId) {
      if (writing.has(encounterId)) throw new AppError('conflict.recording-active');
      recordings.delete(encounterId);
    },
    async openSpool() {
      const parts: Uint8Array[] = [];
      return {
        async append(bytes) {
          parts.push(Uint8Array.from(bytes));
        },
        finish: async () => sourceOf(Buffer.concat(parts)),
        async discard() {
          parts.length = 0;
        },
      };
    },
  };
}

function readerOf(recording: Recording): AudioReader {
  const { samples, complete } = recording;
  const durationMs = samples.length / SAMPLES_PER_MS;
  const at = (ms: number): number => Math.min(Math.max(0, Math.round(ms * SAMPLES_PER_MS)), samples.length);
  return {
    durationMs,
    complete,
    gaps: [],
    read: async (startMs, endMs) => samples.slice(at(startMs), at(endMs)),
    async *blocks(blockMs = 1_000) {
      if (!(blockMs > 0)) throw new RangeError('blockMs');
      for (let n = 0; n * blockMs < durationMs; n += 1) yield samples.slice(at(n * blockMs), at((n + 1) * blockMs));
    },
    close: async () => undefined,
  };
}

function sourceOf(bytes: Uint8Array): ByteSource {
  return {
    sizeBytes: bytes.byteLength,
    read: async (offset, length) => bytes.slice(offset, offset + length),
    close: async () => undefined,
  };
}
