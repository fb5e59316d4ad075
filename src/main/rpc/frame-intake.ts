import type { ClientMessage, ServerMessage } from '../../shared/contract/wire.ts';
import { AppError } from '../../shared/errors.ts';
import type { App } from '../app/app.ts';
import type { IdSource, Log } from '../ports/runtime.ts';
import { codeFrames } from './code-frames.ts';
import { wireErrorOf } from './wire-error.ts';

type Frame = Extract<ClientMessage, { kind: 'frame' }>;

/** Bytes a stream may have waiting for the disk. A client that heeds acks stays far below; at 32 kB/s live audio this is 17 minutes. */
export const MAX_WAITING_BYTES = 32 * 1024 * 1024;

interface Stream {
  tail: Promise<void>;
  waitingBytes: number;
  waiting: number;
  /** First frame that was refused: later ones are dropped until the client sends this one (or an earlier one) again. */
  brokenAt: number | undefined;
}

/**
 * Frames of a stream reach the app one after the other, in the order they came; each is acknowledged when it is durable.
 * No clinician check here: a stream id is handed out to an unlocked clinician only, and a screen that locks during a
 * visit must not cost the recording.
 */
export function createFrameIntake(deps: {
  readonly accept: App['acceptFrame'];
  readonly send: (message: ServerMessage) => void;
  readonly ids: IdSource;
  readonly log: Log;
}): { take(frame: Frame): Promise<void> } {
  const streams = new Map<string, Stream>();

  function fail(stream: Stream, frame: Frame, error: unknown): void {
    stream.brokenAt = frame.seq;
    const wire = wireErrorOf(error, deps.ids.uuid());
    const fields = { code: wire.code, seq: frame.seq, correlationId: wire.correlationId };
    if (wire.code === 'bug') deps.log.error('rpc.frame-bug', { ...fields, frames: codeFrames(error) });
    else deps.log.warn('rpc.frame-refused', fields);
    deps.send({ kind: 'stream-error', streamId: frame.streamId, seq: frame.seq, error: wire });
  }

  async function write(stream: Stream, frame: Frame): Promise<void> {
    if (stream.brokenAt !== undefined && frame.seq > stream.brokenAt) return;
    try {
      await deps.accept(frame.streamId, frame.seq, frame.bytes);
      if (frame.seq === stream.brokenAt) stream.brokenAt = undefined;
      deps.send({ kind: 'ack', streamId: frame.streamId, seq: frame.seq });
    } catch (error) {
      fail(stream, frame, error);
    }
  }

  return {
    async take(frame) {
      let stream = streams.get(frame.streamId);
      if (!stream) {
        stream = { tail: Promise.resolve(), waitingBytes: 0, waiting: 0, brokenAt: undefined };
        streams.set(frame.streamId, stream);
      }
      const current = stream;
      const { byteLength } = frame.bytes;
      if (current.waitingBytes + byteLength > MAX_WAITING_BYTES) {
        if (current.brokenAt === undefined || frame.seq <= current.brokenAt) {
          fail(current, frame, new AppError('audio.gap', { retryable: true, params: { seq: frame.seq } }));
        }
        return;
      }
      current.waitingBytes += byteLength;
      current.waiting += 1;
      current.tail = current.tail.then(() => write(current, frame));
      await current.tail;
      current.waitingBytes -= byteLength;
      current.waiting -= 1;
      // A stream that is idle and whole needs no memory; a broken one must be remembered.
      if (current.waiting === 0 && current.brokenAt === undefined) streams.delete(frame.streamId);
    },
  };
}
