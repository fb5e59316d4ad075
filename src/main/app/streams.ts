import { AppError } from '../../shared/errors.ts';

/** Binary frames beside the calls. Frames of a stream are numbered from 0; one that was taken already is acknowledged again, a gap is refused. */
export interface Streams {
  open(streamId: string, take: (bytes: Uint8Array) => Promise<void>): void;
  close(streamId: string): void;
  /** Frames taken so far. */
  count(streamId: string): number;
  /** @throws `not-found.procedure` for an unknown stream, `audio.gap` with `expected` */
  accept(streamId: string, seq: number, bytes: Uint8Array): Promise<void>;
}

export function createStreams(): Streams {
  const streams = new Map<string, { next: number; tail: Promise<void>; take: (bytes: Uint8Array) => Promise<void> }>();
  return {
    open(streamId, take) {
      streams.set(streamId, { next: 0, tail: Promise.resolve(), take });
    },
    close(streamId) {
      streams.delete(streamId);
    },
    count: (streamId) => streams.get(streamId)?.next ?? 0,
    async accept(streamId, seq, bytes) {
      const stream = streams.get(streamId);
      if (!stream) throw new AppError('not-found.procedure');
      const run = stream.tail.then(async () => {
        if (seq < stream.next) return;
        if (seq > stream.next) throw new AppError('audio.gap', { retryable: true, params: { expected: stream.next } });
        await stream.take(bytes);
        stream.next += 1;
      });
      stream.tail = run.catch(() => undefined);
      return run;
    },
  };
}
