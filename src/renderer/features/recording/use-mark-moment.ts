import { useRecorder } from '../../audio/recorder-context.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { announce } from '../../ui/announcer.tsx';
import { showToast } from '../../ui/toast.tsx';

/** Marks this moment of the recording and says so, seen and heard. */
export function useMarkMoment(): () => void {
  const { t, format } = useI18n();
  const recorder = useRecorder();
  return () => {
    const { phase, elapsedMs } = recorder.state.get();
    if (phase !== 'recording') return;
    recorder.mark();
    const text = t('record.markedAt', { time: format.clock(elapsedMs) });
    announce(text);
    showToast({ tone: 'info', text });
  };
}
