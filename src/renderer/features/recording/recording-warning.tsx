import { Button, CloseButton } from '@mantine/core';
import { useRecorder, useRecorderState } from '../../audio/recorder-context.tsx';
import type { Recorder, RecorderWarning } from '../../audio/recorder.ts';
import { errorText } from '../../i18n/error-text.ts';
import { useI18n, type I18n } from '../../i18n/i18n.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';

type SoundWarningKind = Exclude<RecorderWarning['kind'], 'stream'>;

/** Over already, or no harm to what is recorded: said once, and put away by hand. */
const CALM: ReadonlySet<RecorderWarning['kind']> = new Set(['device-changed', 'device-back', 'gap', 'computer-lost']);
/** What is safe while it is so. The calm ones say it themselves. */
const SAFE: Partial<Record<SoundWarningKind, 'record.safeGoesOn' | 'record.safeWaits'>> = {
  silence: 'record.safeGoesOn',
  clipping: 'record.safeGoesOn',
  muted: 'record.safeGoesOn',
  dead: 'record.safeGoesOn',
  stalled: 'record.safeWaits',
  'device-lost': 'record.safeWaits',
};

/** What is wrong with the sound right now: loud, at the top of every page. */
export function RecordingWarning() {
  const i18n = useI18n();
  const recorder = useRecorder();
  const { disk } = useRecorderState();
  return (
    <>
      {disk && <ErrorNotice error={disk} />}
      <SoundWarning i18n={i18n} recorder={recorder} />
    </>
  );
}

function SoundWarning({ i18n, recorder }: { i18n: I18n; recorder: Recorder }) {
  const { warning, problem, phase } = useRecorderState();
  if (warning?.kind === 'stream') {
    // The recording is whole; only its words come later.
    if (warning.error.code.startsWith('model.'))
      return (
        <Notice
          tone="info"
          role="status"
          title={i18n.t('record.listeningLater')}
          actions={<CloseButton aria-label={i18n.t('app.close')} onClick={() => recorder.dismissWarning()} />}
        >
          {errorText(warning.error, i18n.language, i18n.locale).safe}
        </Notice>
      );
    return <ErrorNotice error={warning.error} />;
  }
  if (warning) {
    const calm = CALM.has(warning.kind);
    const safe = SAFE[warning.kind];
    return (
      <Notice
        tone={calm || warning.kind === 'clipping' ? 'warn' : 'danger'}
        role="alert"
        title={warningText(i18n, warning)}
        actions={
          calm ? <CloseButton aria-label={i18n.t('app.close')} onClick={() => recorder.dismissWarning()} /> : undefined
        }
      >
        {safe && i18n.t(safe)}
      </Notice>
    );
  }
  if (!problem || phase !== 'idle') return null;
  if (typeof problem === 'string')
    return (
      <Notice
        tone="danger"
        role="alert"
        title={i18n.t(`record.${problem}`)}
        actions={
          <Button size="xs" variant="default" onClick={() => recorder.dismissProblem()}>
            {i18n.t('app.close')}
          </Button>
        }
      />
    );
  return <ErrorNotice error={problem} onDismiss={() => recorder.dismissProblem()} />;
}

function warningText({ t, format }: I18n, warning: Exclude<RecorderWarning, { kind: 'stream' }>): string {
  switch (warning.kind) {
    case 'silence':
      return t('record.silence');
    case 'quiet':
      return t('record.quiet');
    case 'clipping':
      return t('record.clipping');
    case 'muted':
      return t('record.muted');
    case 'device-lost':
      return t('record.deviceLost');
    case 'device-back':
      return t('record.deviceBack');
    case 'stalled':
      return t('record.stalled');
    case 'dead':
      return t('record.dead');
    case 'computer-lost':
      return t('record.computerLost');
    case 'gap':
      return t('record.gap', { time: format.about(warning.lengthMs) });
    case 'device-changed':
      return t('record.deviceChanged', { device: warning.device });
  }
}
