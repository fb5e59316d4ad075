import { Worker } from 'node:worker_threads';
import { throwIfCancelled } from '../../../shared/cancel.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AudioDecoder, ByteSource } from '../../ports/audio.ts';
import type { DecoderData, FromDecoder, ToDecoder } from './decode/decode-protocol.ts';

/** The decoding thread: its source beside this one's, or, in a build, `decode.js` beside the file this became a part of. */
const DEFAULT_ENTRY = import.meta.url.endsWith('.ts')
  ? new URL('../../workers/decode.entry.ts', import.meta.url)
  : new URL('./decode.js', import.meta.url);

/**
 * Decodes recordings in a thread of its own (FFmpeg as WebAssembly: damaged input can at worst end the thread). wav, mp3, m4a,
 * aac, flac, ogg and webm, by content; memory does not grow with length.
 */
export function createAudioDecoder(options: { workerEntry?: URL | string } = {}): AudioDecoder {
  return {
    async *decode(source, { signal, onProgress, onTruncated } = {}) {
      throwIfCancelled(signal);
      if (source.sizeBytes === 0) throw new AppError('validation.file-empty');
      const thread = startThread(options.workerEntry ?? DEFAULT_ENTRY, source);
      const onAbort = (): void => {
        thread.fail(new AppError('cancelled', { retryable: true }));
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      try {
        for (;;) {
          const message = await thread.next();
          if (message.kind === 'end') {
            if (message.truncated) onTruncated?.();
            onProgress?.(1);
            return;
          }
          if (message.kind === 'error') throw new AppError(message.code, { params: message.params });
          onProgress?.(message.fraction);
          yield message.samples;
          thread.taken();
        }
      } finally {
        signal?.removeEventListener('abort', onAbort);
        await thread.stop();
      }
    },
  };
}

type Output = Exclude<FromDecoder, { kind: 'read' }>;

interface DecodingThread {
  next(): Promise<Output>;
  taken(): void;
  fail(error: Error): void;
  stop(): Promise<void>;
}

function startThread(entry: URL | string, source: ByteSource): DecodingThread {
  const data: DecoderData = { sizeBytes: source.sizeBytes };
  // Codecs complain about damaged input on stderr; what they say is not for the user's terminal.
  const worker = new Worker(entry, { workerData: data, stdout: true, stderr: true, execArgv: [], env: {} });
  const outputs: Output[] = [];
  let failure: Error | undefined;
  let waiting: (() => void) | undefined;
  const wake = (): void => {
    waiting?.();
    waiting = undefined;
  };
  const fail = (error: Error): void => {
    failure ??= error;
    wake();
  };
  const send = (message: ToDecoder): void => {
    worker.postMessage(message);
  };
  worker.stdout.resume();
  worker.stderr.resume();
  worker.on('message', (message: FromDecoder) => {
    if (message.kind === 'read') {
      const { id, offset, length } = message;
      source.read(offset, length).then(
        (bytes) => {
          send({ kind: 'bytes', id, bytes });
        },
        () => {
          send({ kind: 'bytes', id });
        },
      );
      return;
    }
    outputs.push(message);
    wake();
  });
  worker.once('error', (cause) => {
    fail(new AppError('audio.decode', { cause }));
  });
  worker.once('exit', () => {
    fail(new AppError('audio.decode'));
  });
  return {
    async next() {
      for (;;) {
        const isCancelled = failure instanceof AppError && failure.code === 'cancelled';
        const output = isCancelled ? undefined : outputs.shift();
        if (output) return output;
        if (failure) throw failure;
        await new Promise<void>((resolve) => (waiting = resolve));
      }
    },
    taken: () => {
      send({ kind: 'taken' });
    },
    fail,
    async stop() {
      await worker.terminate();
    },
  };
}
