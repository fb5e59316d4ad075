import { useState } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { MicrophoneTest } from '../audio/microphone-test.tsx';
import { useRecorderState } from '../audio/recorder-context.tsx';
import { EhrConnectionForm } from '../features/ehr/ehr-form.tsx';
import { FirstRun } from '../features/first-run/first-run.tsx';
import { ModelCheck } from '../features/models/model-check.tsx';
import { Unlock } from '../features/session/unlock.tsx';
import { useCall } from '../rpc/react.tsx';
import { Announcer } from '../ui/announcer.tsx';
import { ErrorNotice } from '../ui/notice.tsx';
import { useStore } from '../ui/store.ts';
import { Waiting } from '../ui/waiting.tsx';
import { CheatSheet } from './cheat-sheet.tsx';
import { keyboardHelp } from './palette-state.ts';
import { Palette } from './palette.tsx';
import { Workplace } from './workplace.tsx';

/** First run, locked, or at work. */
export function App() {
  return (
    <>
      <Announcer />
      <Phase />
    </>
  );
}

function Phase() {
  const { t } = useI18n();
  const session = useCall('session.get', {});
  const recorder = useRecorderState();
  const help = useStore(keyboardHelp);
  const [welcoming, setWelcoming] = useState(false);
  if (session.data?.phase === 'first-run' && !welcoming) setWelcoming(true);

  if (!session.data) {
    if (session.error) return <ErrorNotice error={session.error} onRetry={() => void session.refetch()} />;
    return (
      <main aria-label={t('app.loading')}>
        <Waiting />
      </main>
    );
  }
  const { phase, clinician } = session.data;
  if (phase === 'first-run' || (phase === 'unlocked' && welcoming))
    return (
      <FirstRun
        clinicianReady={phase === 'unlocked'}
        microphoneStep={<MicrophoneTest />}
        modelStep={<ModelCheck />}
        ehrStep={<EhrConnectionForm />}
        onDone={() => setWelcoming(false)}
      />
    );
  if (phase === 'locked' || !clinician) return <Unlock session={session.data} recording={recorder.phase !== 'idle'} />;
  return (
    <>
      <Workplace session={session.data} clinician={clinician} />
      {help === 'palette' && <Palette />}
      {help === 'cheat-sheet' && <CheatSheet />}
    </>
  );
}
