import type { EncounterId } from '../../../shared/model/ids.ts';
import { useRecorderState } from '../../audio/recorder-context.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { RecordingControls } from './recording-controls.tsx';
import classes from './recording.module.css';

/** The running recording on pages other than its own visit: it is never out of sight. */
export function RecordingStrip({ href }: { href: (encounterId: EncounterId) => string }) {
  const { t } = useI18n();
  const { encounterId } = useRecorderState();
  if (encounterId === undefined) return null;
  return (
    <div className={classes.strip}>
      <a href={href(encounterId)}>{t('record.goTo')}</a>
      <RecordingControls compact />
    </div>
  );
}
