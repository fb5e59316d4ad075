import { parentPort, workerData } from 'node:worker_threads';
import { AppError, toWireError } from '../../../../shared/errors.ts';
import { cacheBlocks } from './byte-reader.ts';
import { BLOCKS_AHEAD, type DecoderData, type FromDecoder, type ToDecoder } from './decode-protocol.ts';
import { decodeRecording } from './open-recording.ts';

/** Decodes the one recording that this thread was started for. */
export async function serveDecode(): Promise<void> {
  const port = parentPort!;
  const { sizeBytes } = workerData as DecoderData;
  const send = (message: FromDecoder, transfer: ArrayBuffer[] = []): void => {
    port.postMessage(message, transfer);
  };
  const reads = new Map<number, (bytes: Uint8Array | undefined) => void>();
  let nextRead = 1;
  let underWay = 0;
  let resume: (() => void) | undefined;
  port.on('message', (message: ToDecoder) => {
    if (message.kind === 'bytes') {
      reads.get(message.id)?.(message.bytes);
      reads.delete(message.id);
    } else {
      underWay--;
      resume?.();
    }
  });
  const bytes = cacheBlocks({
    sizeBytes,
    read: (offset, length) =>
      new Promise((resolve, reject) => {
        const id = nextRead++;
        reads.set(id, (answer) => {
          if (answer) resolve(answer);
          else reject(new AppError('storage.io'));
        });
        send({ kind: 'read', id, offset, length });
      }),
  });
  try {
    const blocks = decodeRecording(bytes);
    for (;;) {
      const next = await blocks.next();
      if (next.done) {
        send({ kind: 'end', truncated: next.value.truncated });
        break;
      }
      const { samples, fraction } = next.value;
      underWay++;
      send({ kind: 'block', samples, fraction }, [samples.buffer as ArrayBuffer]);
      while (underWay >= BLOCKS_AHEAD) await new Promise<void>((resolve) => (resume = resolve));
    }
  } catch (error) {
    const { code, params } = toWireError(error, '');
    // Whatever a codec throws at damaged input is the input's fault.
    send({ kind: 'error', code: code === 'bug' ? 'audio.decode' : code, params });
  } finally {
    port.close();
  }
}
