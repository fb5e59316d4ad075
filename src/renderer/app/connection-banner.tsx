import { useEffect, useState } from 'react';
import { useRecorderState } from '../audio/recorder-context.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { useConnectionStatus } from '../rpc/react.tsx';
import { Notice } from '../ui/notice.tsx';

const SHOW_BACK_MS = 4_000;
/** What a running recording always has under way. */
const FEW_MS = 1_000;

/** Loud but calm while the host is out of reach: what goes on, what is safe. */
export function ConnectionBanner() {
  const { t } = useI18n();
  const status = useConnectionStatus();
  const { phase, unsavedMs, warning } = useRecorderState();
  const isSaved = unsavedMs < FEW_MS && warning?.kind !== 'stream';
  const [wasLost, setWasLost] = useState(false);
  if (status === 'lost' && !wasLost) setWasLost(true);

  useEffect(() => {
    if (status !== 'open' || !wasLost || !isSaved) return undefined;
    const timer = setTimeout(() => setWasLost(false), SHOW_BACK_MS);
    return () => clearTimeout(timer);
  }, [status, wasLost, isSaved]);

  if (status === 'refused')
    return (
      <Notice tone="danger" role="alert" title={t('connection.refused')}>
        {t('connection.refusedTodo')}
      </Notice>
    );
  if (status === 'lost')
    return (
      <Notice tone="warn" role="alert" title={t('connection.lost')}>
        {phase === 'idle'
          ? t('connection.lostSafe')
          : t('connection.lostRecording', { seconds: Math.ceil(unsavedMs / 1000) })}
      </Notice>
    );
  return wasLost && status === 'open' && isSaved ? (
    <Notice tone="good" role="status" title={t('connection.back')} />
  ) : null;
}
