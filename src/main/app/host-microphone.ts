import { toWireError } from '../../shared/errors.ts';
import type { AppContext } from './app-context.ts';

const TRY_AGAIN_MS = 2_000;

export interface HostMicrophoneListener {
  onSamples(samples: Int16Array): void;
  /** No sound comes any more; another try follows every two seconds. */
  onLost(error: unknown): void;
  /** Sound comes again, after `silentMs` without any. */
  onBack(silentMs: number): void;
}

/** A microphone that main opens itself, kept open: through an unplugged device, a recorder program that dies, and the computer's sleep. */
export interface HostMicrophone {
  /** Nothing is collected until `run`. */
  hold(): Promise<void>;
  run(): Promise<void>;
  close(): Promise<void>;
}

/** @throws AppError `audio.device` when it cannot be opened in the first place */
export async function openHostMicrophone(
  { deps }: Pick<AppContext, 'deps'>,
  deviceId: string | undefined,
  listener: HostMicrophoneListener,
): Promise<HostMicrophone> {
  let source: { stop(): Promise<void> } | undefined;
  let wanted = true;
  let lostAt: number | undefined;
  let timer: NodeJS.Timeout | undefined;

  const open = async (): Promise<void> => {
    let isCurrent = true;
    const started = await deps.microphone!.start({
      deviceId,
      onSamples: (samples) => isCurrent && wanted && listener.onSamples(samples),
      onError(error) {
        if (!isCurrent) return;
        isCurrent = false;
        source = undefined;
        lose(error);
      },
    });
    // It may have failed, or not be wanted any more, by the time it stood.
    if (!isCurrent) return;
    if (!wanted) return started.stop();
    source = started;
  };

  const lose = (error: unknown): void => {
    if (!wanted) return;
    lostAt ??= deps.clock.now();
    deps.log.warn('microphone.lost', { code: toWireError(error, '').code });
    listener.onLost(error);
    void again();
  };

  const again = async (): Promise<void> => {
    clearTimeout(timer);
    if (!wanted || source) return;
    try {
      await open();
      if (source && lostAt !== undefined) {
        listener.onBack(deps.clock.now() - lostAt);
        lostAt = undefined;
      }
    } catch {
      timer = setTimeout(() => void again(), TRY_AGAIN_MS);
    }
  };

  const stop = async (): Promise<void> => {
    wanted = false;
    clearTimeout(timer);
    const running = source;
    source = undefined;
    await running?.stop();
  };

  // A program that slept with the computer often stays dumb: it is started anew, and the sleep is told.
  let sleptAt: number | undefined;
  const stopPower = deps.power?.on((state) => {
    if (state === 'suspending') sleptAt = deps.clock.now();
    else if (wanted && source) {
      lostAt ??= sleptAt ?? deps.clock.now();
      const asleep = source;
      source = undefined;
      void asleep.stop().finally(() => void again());
    }
  });

  await open();
  return {
    hold: stop,
    async run() {
      if (wanted) return;
      wanted = true;
      lostAt = undefined;
      try {
        await open();
      } catch (error) {
        lose(error);
      }
    },
    async close() {
      stopPower?.();
      await stop();
    },
  };
}
