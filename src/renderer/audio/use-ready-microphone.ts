import { useEffect } from 'react';
import { useCall } from '../rpc/react.tsx';
import { useRecorder, useRecorderState } from './recorder-context.tsx';

/**
 * Opens the microphone ahead of a start: while the way there is near (`near`), and always where the settings keep it ready. Only the last
 * moment is held, in memory, and forgotten when it does not come to a recording.
 */
export function useReadyMicrophone(): { near: (isNear: boolean) => void } {
  const recorder = useRecorder();
  const { phase } = useRecorderState();
  const { data: settings } = useCall('settings.get', {});
  const microphoneId = settings?.microphoneId;
  const keepsReady = settings?.keepMicrophoneReady === true && settings.captureSource === 'window';
  const isIdle = phase === 'idle';

  useEffect(() => {
    if (!keepsReady || !isIdle) return undefined;
    void recorder.arm(microphoneId);
    return () => recorder.disarm();
  }, [recorder, keepsReady, isIdle, microphoneId]);

  return {
    near(isNear) {
      if (isNear) void recorder.arm(microphoneId);
      else if (!keepsReady) recorder.disarm();
    },
  };
}
