import type { AppError } from '../../shared/errors.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import { toAppError, type RpcClient } from '../rpc/client.ts';

/**
 * A recording whose microphone main opens itself, through a recorder program. Nothing of the sound comes by here: only its level, its length, and
 * what goes wrong. When main was restarted it is told to go on.
 */
export interface HostCapture {
  readonly isActive: boolean;
  /** Main opens its microphone ahead of the start. @throws AppError */
  arm(deviceId: string | undefined): Promise<void>;
  disarm(): void;
  /** @throws AppError of `recording.start` */
  start(encounterId: EncounterId, deviceId: string | undefined): Promise<void>;
  close(): void;
}

export function createHostCapture(
  client: RpcClient,
  listener: { onLevel(peak: number): void; onLength(ms: number): void; onTrouble(error: AppError): void },
): HostCapture {
  let encounterId: EncounterId | undefined;
  let deviceId: string | undefined;
  let part: number | undefined;

  const start = async (id: EncounterId): Promise<void> => {
    const opened = await client.call('recording.start', { encounterId: id, source: 'main', deviceId, part });
    part = opened.part;
    listener.onLength((opened.recordedSamples / 16_000) * 1000);
  };

  const goOn = async (): Promise<void> => {
    const id = encounterId;
    if (id === undefined) return;
    try {
      await start(id);
    } catch (error) {
      const failure = toAppError(error);
      // It never stopped; or nobody can tell behind a locked screen, and the next unlocking asks again.
      if (failure.code === 'conflict.recording-active' || failure.code === 'permission.locked') return;
      listener.onTrouble(failure);
    }
  };
  client.onMissedEvents(() => void goOn());
  client.onEvent((event) => {
    if (encounterId === undefined) return;
    if (event.type === 'session.changed') void goOn();
    if (event.type !== 'recording.level' || event.encounterId !== encounterId) return;
    listener.onLevel(event.peak);
    listener.onLength(event.durationMs);
  });

  let isArmed = false;
  return {
    async arm(device) {
      isArmed = true;
      await client.call('recording.arm', { deviceId: device });
    },
    disarm() {
      if (!isArmed) return;
      isArmed = false;
      void client.call('recording.disarm', {}).catch(() => undefined);
    },
    get isActive() {
      return encounterId !== undefined;
    },
    async start(id, device) {
      deviceId = device;
      part = undefined;
      await start(id);
      encounterId = id;
      isArmed = false;
    },
    close() {
      encounterId = undefined;
    },
  };
}
