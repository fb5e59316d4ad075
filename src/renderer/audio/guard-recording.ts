import type { Recorder } from './recorder.ts';

/** While a visit is recorded: closing the window asks first, and the screen does not fall asleep. */
export function guardRecording(recorder: Recorder): void {
  let wakeLock: WakeLockSentinel | undefined;
  let wanted = false;

  const onBeforeUnload = (event: BeforeUnloadEvent): void => event.preventDefault();

  const keepAwake = async (): Promise<void> => {
    if (!wanted || wakeLock || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    try {
      const lock = await navigator.wakeLock.request('screen');
      lock.addEventListener('release', () => (wakeLock = undefined));
      wakeLock = lock;
      if (!wanted) void lock.release();
    } catch {
      // Refused (battery saver): the recording does not depend on it.
    }
  };

  recorder.state.subscribe(() => {
    const active = recorder.state.get().encounterId !== undefined;
    if (active === wanted) return;
    wanted = active;
    if (active) {
      window.addEventListener('beforeunload', onBeforeUnload);
      void keepAwake();
    } else {
      window.removeEventListener('beforeunload', onBeforeUnload);
      void wakeLock?.release();
    }
  });
  document.addEventListener('visibilitychange', () => void keepAwake());
}
