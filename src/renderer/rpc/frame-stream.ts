import type { ClientMessage } from '../../shared/contract/wire.ts';
import { AppError, type WireError } from '../../shared/errors.ts';
import { createListeners } from './connection.ts';

/**
 * Numbered binary frames on their way to main. A frame is kept here until main says that it is durable, so that a lost
 * connection loses nothing: whatever was not acknowledged goes out again, in order, and main ignores what it has.
 */
export interface FrameStream {
  readonly streamId: string;
  /** Number of the next frame; equals the count of frames given to `send`. */
  readonly nextSeq: number;
  readonly unackedFrames: number;
  readonly unackedBytes: number;
  /** @throws the stream's error once it is broken */
  send(bytes: Uint8Array<ArrayBuffer>): void;
  /** Resolves when at most `frames` are unacknowledged; rejects when the stream breaks or the signal aborts. */
  waitForUnacked(frames: number, signal?: AbortSignal): Promise<void>;
  onChange(listener: () => void): () => void;
  /** Called once if main refuses a frame. The unacknowledged frames stay readable through `takeUnacked`. */
  onBroken(listener: (error: AppError) => void): () => void;
  /** Empties the stream and returns what was never acknowledged, in order. */
  takeUnacked(): Uint8Array<ArrayBuffer>[];
  close(): void;
}

/** The stream as the client drives it. */
export interface ClientFrameStream extends FrameStream {
  acknowledge(seq: number): void;
  fail(error: WireError): void;
  /** The connection is back: everything unacknowledged goes out again. */
  resend(): void;
}

interface Frame {
  seq: number;
  bytes: Uint8Array<ArrayBuffer>;
}

export function createFrameStream(
  streamId: string,
  post: (message: ClientMessage) => void,
  onClose: () => void,
): ClientFrameStream {
  let frames: Frame[] = [];
  let nextSeq = 0;
  let bytesWaiting = 0;
  let broken: AppError | undefined;
  const changes = createListeners<undefined>();
  const failures = createListeners<AppError>();

  return {
    streamId,
    get nextSeq() {
      return nextSeq;
    },
    get unackedFrames() {
      return frames.length;
    },
    get unackedBytes() {
      return bytesWaiting;
    },
    send(bytes) {
      if (broken) throw broken;
      const seq = nextSeq;
      nextSeq += 1;
      frames.push({ seq, bytes });
      bytesWaiting += bytes.byteLength;
      post({ kind: 'frame', streamId, seq, bytes });
      changes.emit(undefined);
    },
    acknowledge(seq) {
      const firstKept = frames.findIndex((frame) => frame.seq > seq);
      const done = firstKept === -1 ? frames : frames.slice(0, firstKept);
      if (done.length === 0) return;
      frames = frames.slice(done.length);
      for (const frame of done) bytesWaiting -= frame.bytes.byteLength;
      changes.emit(undefined);
    },
    fail(error) {
      if (broken) return;
      broken = new AppError(error.code, { retryable: error.retryable, params: error.params });
      failures.emit(broken);
      changes.emit(undefined);
    },
    resend() {
      if (broken) return;
      for (const { seq, bytes } of frames) post({ kind: 'frame', streamId, seq, bytes });
    },
    waitForUnacked(limit, signal) {
      return new Promise((resolve, reject) => {
        const check = (): void => {
          if (broken) settle(() => reject(broken!));
          else if (signal?.aborted) settle(() => reject(new AppError('cancelled', { retryable: true })));
          else if (frames.length <= limit) settle(resolve);
        };
        const stop = changes.add(check);
        const settle = (done: () => void): void => {
          stop();
          signal?.removeEventListener('abort', check);
          done();
        };
        signal?.addEventListener('abort', check);
        check();
      });
    },
    onChange: (listener) => changes.add(listener),
    onBroken(listener) {
      return failures.add(listener);
    },
    takeUnacked() {
      const kept = frames.map((frame) => frame.bytes);
      frames = [];
      bytesWaiting = 0;
      changes.emit(undefined);
      return kept;
    },
    close() {
      frames = [];
      bytesWaiting = 0;
      onClose();
    },
  };
}
