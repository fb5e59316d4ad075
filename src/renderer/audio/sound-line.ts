import { AppError } from '../../shared/errors.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import { toAppError, type RpcClient } from '../rpc/client.ts';
import type { FrameStream } from '../rpc/frame-stream.ts';
import { PCM_RATE_HZ } from './frame-packer.ts';
import type { Timers } from './timers.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const BYTES_PER_SAMPLE = 2;
const TRY_AGAIN_MS = 3_000;
const toMs = (samples: number): number => (samples / PCM_RATE_HZ) * 1000;

export interface SoundLineListener {
  /** How much is recorded and not yet known to be on the disk. */
  onChange(): void;
  /** Main does not take sound just now; it is kept, and tried again. */
  onTrouble(error: AppError): void;
  /** Main takes sound again. */
  onReady(): void;
  /** Sound that main had confirmed is gone, by as much: it has a hole at `atMs`. */
  onHole(atMs: number, lengthMs: number): void;
}

/**
 * The way of recorded sound to the disk, exactly once. Every sample has its place in the recording; what main has not confirmed is kept here,
 * through lost connections and restarts of main. A new stream begins by main saying how much stands: what it has is not sent again, also when
 * its confirmation was lost in the crash, and what it lacks is.
 */
export interface SoundLine {
  /** Where the next frame belongs, from the start of the recording. */
  readonly positionMs: number;
  readonly unsavedMs: number;
  /** Frames sent on the stream that is open. */
  readonly framesSent: number;
  /** @throws AppError of `recording.start` */
  open(encounterId: EncounterId, deviceId: string | undefined): Promise<void>;
  /** Takes it in any case: before `open` and between streams it waits here. */
  send(bytes: Bytes): void;
  /** Everything is on the disk. Waits through interruptions. */
  drained(): Promise<void>;
  /** Main was restarted and nothing was sent since: makes sure of a stream. */
  reopen(): Promise<void>;
  close(): void;
}

export function createSoundLine(client: RpcClient, timers: Timers, listener: SoundLineListener): SoundLine {
  let encounterId: EncounterId | undefined;
  let deviceId: string | undefined;
  let stream: FrameStream | undefined;
  let part: number | undefined;
  /** Recorded and on no stream, in order. */
  let waiting: Bytes[] = [];
  let waitingBytes = 0;
  /** Sample after the last one that was given to `send`. */
  let position = 0;
  let reopening: Promise<void> | undefined;
  /** A start whose answer was lost: main may hold the recording open for us. */
  let mayBeOpen = false;
  let stopRetry: (() => void) | undefined;
  let drainWaiters: (() => void)[] = [];

  const changed = (): void => {
    listener.onChange();
    if (stream?.unackedFrames !== 0 || waitingBytes > 0) return;
    const done = drainWaiters;
    drainWaiters = [];
    for (const resolve of done) resolve();
  };

  const keep = (bytes: readonly Bytes[], where: 'first' | 'last'): void => {
    if (where === 'last') for (const frame of bytes) waiting.push(frame);
    else waiting = [...bytes, ...waiting];
    for (const { byteLength } of bytes) waitingBytes += byteLength;
  };

  /** After a crash main may be listening to what it recovered: that job gives way, the visit goes on. */
  const callStart = async (id: EncounterId): Promise<{ streamId: string; part: number; recordedSamples: number }> => {
    const input = { encounterId: id, source: 'renderer' as const, deviceId, ...(part === undefined ? {} : { part }) };
    const attempt = async () => {
      try {
        const opened = await client.call('recording.start', input);
        mayBeOpen = false;
        return opened;
      } catch (error) {
        if (toAppError(error).code === 'network.ambiguous') mayBeOpen = true;
        throw error;
      }
    };
    try {
      return await attempt();
    } catch (error) {
      const { code, params } = toAppError(error);
      if (params['job'] === true) await client.call('recording.cancel', { encounterId: id });
      else if (code === 'conflict.recording-active' && mayBeOpen) {
        await client.call('recording.stop', { encounterId: id });
        await client.call('recording.cancel', { encounterId: id });
      } else throw error;
      return attempt();
    }
  };

  const openStream = async (id: EncounterId): Promise<void> => {
    const isFirst = part === undefined;
    const opened = await callStart(id);
    if (encounterId !== id) return;
    const keptSamples = waitingBytes / BYTES_PER_SAMPLE;
    if (isFirst || opened.part !== part! + 1) {
      // The first stream, or somebody else recorded meanwhile: what is kept goes behind what stands.
      position = opened.recordedSamples + keptSamples;
    } else {
      const keptFrom = position - keptSamples;
      const stands = opened.recordedSamples - keptFrom;
      if (stands > 0) drop(Math.min(stands, keptSamples));
      else if (stands < 0) listener.onHole(toMs(opened.recordedSamples), toMs(-stands));
      position = opened.recordedSamples + waitingBytes / BYTES_PER_SAMPLE;
    }
    part = opened.part;
    const next = client.openStream(opened.streamId);
    next.onChange(changed);
    next.onBroken((error) => onBroken(next, error));
    stream = next;
    const frames = waiting;
    waiting = [];
    waitingBytes = 0;
    for (const bytes of frames) post(bytes);
    listener.onReady();
    changed();
  };

  /** Forgets the first samples of what is kept. */
  const drop = (samples: number): void => {
    let left = samples * BYTES_PER_SAMPLE;
    waitingBytes -= left;
    let whole = 0;
    while (whole < waiting.length && waiting[whole]!.byteLength <= left) {
      left -= waiting[whole]!.byteLength;
      whole += 1;
    }
    waiting = waiting.slice(whole);
    if (left > 0) waiting[0] = waiting[0]!.slice(left);
  };

  const post = (bytes: Bytes): void => {
    try {
      if (!stream) throw new Error('no stream');
      stream.send(bytes);
    } catch {
      // It broke a moment ago; the next one takes this along.
      keep([bytes], 'last');
    }
  };

  /** Main takes no more on this stream: it was restarted, or its disk is full. */
  const onBroken = (broken: FrameStream, error: AppError): void => {
    if (stream !== broken) return;
    stream = undefined;
    keep(broken.takeUnacked(), 'first');
    broken.close();
    listener.onTrouble(error);
    void reopen();
  };

  const reopen = (): Promise<void> => {
    reopening ??= (async () => {
      const id = encounterId;
      if (id === undefined || stream) return;
      try {
        await openStream(id);
      } catch (error) {
        if (encounterId !== id) return;
        listener.onTrouble(toAppError(error));
        retryLater();
      }
    })().finally(() => (reopening = undefined));
    return reopening;
  };

  /** Unlocked again, connected again, or simply later: the kept sound goes on its way. */
  const retryLater = (): void => {
    stopRetry?.();
    const retry = (): void => {
      stopRetry?.();
      stopRetry = undefined;
      void Promise.resolve(reopening).then(reopen);
    };
    const stops = [
      client.onEvent((event) => event.type === 'session.changed' && retry()),
      client.onMissedEvents(retry),
      timers.after(TRY_AGAIN_MS, retry),
    ];
    stopRetry = () => {
      for (const stop of stops) stop();
    };
  };

  return {
    get positionMs() {
      return toMs(position);
    },
    get unsavedMs() {
      return toMs(((stream?.unackedBytes ?? 0) + waitingBytes) / BYTES_PER_SAMPLE);
    },
    get framesSent() {
      return stream?.nextSeq ?? 0;
    },
    async open(id, device) {
      encounterId = id;
      deviceId = device;
      await openStream(id);
    },
    send(bytes) {
      position += bytes.byteLength / BYTES_PER_SAMPLE;
      post(bytes);
      changed();
    },
    drained: () =>
      new Promise((resolve) => {
        drainWaiters.push(resolve);
        changed();
      }),
    async reopen() {
      const old = stream;
      stream = undefined;
      if (old) {
        keep(old.takeUnacked(), 'first');
        old.close();
      }
      await reopening;
      await reopen();
    },
    close() {
      encounterId = undefined;
      stopRetry?.();
      stopRetry = undefined;
      stream?.close();
      stream = undefined;
      part = undefined;
      waiting = [];
      waitingBytes = 0;
      position = 0;
      mayBeOpen = false;
    },
  };
}
