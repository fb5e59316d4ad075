import type { AppError } from '../../shared/errors.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import { createStore, type Store } from '../ui/store.ts';
import { toAppError, type RpcClient } from './client.ts';

const CHUNK_BYTES = 256 * 1024;
/** Chunks on their way at once: enough to keep the disk busy, little enough to stop soon. */
const WINDOW = 8;

export interface Upload {
  readonly sentBytes: number;
  readonly totalBytes: number;
  readonly error?: AppError;
  readonly cancel: () => void;
}

/** Audio files on their way to main, by visit. A finished upload leaves the list; a failed one stays until it is dismissed. */
export interface Uploads {
  readonly all: Store<Readonly<Record<string, Upload>>>;
  /** Resolves true when main has taken the file as a recording. */
  start(encounterId: EncounterId, file: Blob): Promise<boolean>;
  dismiss(encounterId: EncounterId): void;
}

export function createUploads(client: RpcClient): Uploads {
  const all = createStore<Readonly<Record<string, Upload>>>({});

  const put = (encounterId: EncounterId, change: Partial<Upload>): void =>
    all.set((current) => {
      const before = current[encounterId];
      return before ? { ...current, [encounterId]: { ...before, ...change } } : current;
    });
  const dismiss = (encounterId: EncounterId): void =>
    all.set((current) => Object.fromEntries(Object.entries(current).filter(([id]) => id !== encounterId)));

  return {
    all,
    dismiss,
    async start(encounterId, file) {
      const controller = new AbortController();
      const { signal } = controller;
      all.set((current) => ({
        ...current,
        [encounterId]: { sentBytes: 0, totalBytes: file.size, cancel: () => controller.abort() },
      }));
      try {
        const { streamId } = await client.call(
          'recording.importBegin',
          { encounterId, sizeBytes: file.size },
          { signal },
        );
        const stream = client.openStream(streamId);
        try {
          for (let at = 0; at < file.size; at += CHUNK_BYTES) {
            const chunk = await file.slice(at, at + CHUNK_BYTES).arrayBuffer();
            await stream.waitForUnacked(WINDOW - 1, signal);
            stream.send(new Uint8Array(chunk));
            put(encounterId, { sentBytes: Math.min(file.size, at + chunk.byteLength) });
          }
          await stream.waitForUnacked(0, signal);
          const input = { encounterId, streamId, frames: stream.nextSeq };
          await client.call('recording.importFinish', input, { signal });
        } finally {
          stream.close();
        }
        dismiss(encounterId);
        return true;
      } catch (error) {
        put(encounterId, { error: toAppError(error) });
        return false;
      }
    },
  };
}
