import { useState } from 'react';
import type { SessionState } from '../../shared/contract/session.ts';
import type { Clinician } from '../../shared/model/clinician.ts';
import type { Encounter } from '../../shared/model/encounter.ts';
import { useRecorder, useRecorderState } from '../audio/recorder-context.tsx';
import { useReadyMicrophone } from '../audio/use-ready-microphone.ts';
import { AuditPage } from '../features/audit/audit-page.tsx';
import { DraftingPanel } from '../features/drafting/drafting-panel.tsx';
import { EhrConnectionForm } from '../features/ehr/ehr-form.tsx';
import { ModelsPanel } from '../features/models/models-panel.tsx';
import { RecordingStrip } from '../features/recording/recording-strip.tsx';
import { RecordingWarning } from '../features/recording/recording-warning.tsx';
import { SettingsPage } from '../features/settings/settings-page.tsx';
import { StyleSection } from '../features/style/style-section.tsx';
import { TemplatesSection } from '../features/templates/templates-section.tsx';
import { WordListSection } from '../features/vocabulary/word-list-section.tsx';
import type { VisitStart } from '../features/today/new-visit.ts';
import { TodayPage, type NewVisitIntent } from '../features/today/today-page.tsx';
import { useAction, useCall, useClient } from '../rpc/react.tsx';
import { useUploads } from '../rpc/uploads-context.tsx';
import { ErrorNotice } from '../ui/notice.tsx';
import { Toasts } from '../ui/toast.tsx';
import { navigate, routeHash, useRoute } from './router.ts';
import { Shell } from './shell.tsx';
import { useGlobalCommands } from './use-global-commands.ts';
import { VisitPage } from './visit-page.tsx';

/** The app at work: pages, and what goes on across them. */
export function Workplace({ session, clinician }: { session: SessionState; clinician: Clinician }) {
  const route = useRoute();
  const client = useClient();
  const recorder = useRecorder();
  const recorderState = useRecorderState();
  const uploads = useUploads();
  const settings = useCall('settings.get', {});
  const lock = useAction('session.lock', { refresh: ['session.get'] });
  const createVisit = useAction('encounters.create', { refresh: ['encounters.list'] });
  const ready = useReadyMicrophone();
  const [intent, setIntent] = useState<NewVisitIntent>();

  /** Who it is can be said while it records: the first words do not wait for anybody's typing. */
  const record = async (): Promise<void> => {
    if (recorderState.encounterId !== undefined)
      return navigate({ page: 'visit', encounterId: recorderState.encounterId });
    if (createVisit.isPending) return;
    setIntent(undefined);
    await recorder.arm(settings.data?.microphoneId);
    // No microphone: said at the top, and no empty visit is left on the list.
    if (recorder.state.get().problem !== undefined) return;
    createVisit.mutate(
      { patient: { name: '' } },
      { onSuccess: (encounter) => void begin(encounter, { kind: 'record' }) },
    );
  };
  useGlobalCommands({ onRecord: () => void record(), onLock: () => lock.mutate({}) });

  const begin = async (encounter: Encounter, start: VisitStart): Promise<void> => {
    const { id: encounterId } = encounter;
    switch (start.kind) {
      case 'record':
        // Not awaited before going there: the visit's page shows how the start goes.
        void recorder.start(encounterId, { deviceId: settings.data?.microphoneId });
        break;
      case 'file':
        void uploads.start(encounterId, start.file);
        break;
      case 'text':
        await client.call('recording.importTranscript', { encounterId, text: start.text }).catch(() => undefined);
        break;
      case 'plan':
        setIntent(undefined);
        return;
    }
    setIntent(undefined);
    navigate({ page: 'visit', encounterId });
  };

  const onOwnVisit = route.page === 'visit' && route.encounterId === recorderState.encounterId;
  return (
    <Shell
      route={route}
      demo={session.demo}
      top={
        <>
          {createVisit.error && <ErrorNotice error={createVisit.error} />}
          <RecordingWarning />
          {!onOwnVisit && <RecordingStrip href={(encounterId) => routeHash({ page: 'visit', encounterId })} />}
        </>
      }
    >
      {route.page === 'today' && (
        <TodayPage
          clinician={clinician}
          intent={intent}
          onIntent={setIntent}
          onSubmit={(encounter, start) => void begin(encounter, start)}
          onRecord={() => void record()}
          onNearRecord={(isNear) => (isNear || !createVisit.isPending) && ready.near(isNear)}
        />
      )}
      {route.page === 'visit' && (
        <VisitPage
          key={route.encounterId}
          encounterId={route.encounterId}
          clinician={clinician}
          clinicians={session.clinicians}
        />
      )}
      {route.page === 'audit' && <AuditPage clinicians={session.clinicians} />}
      {route.page === 'settings' && (
        <SettingsPage
          protection={session.protection}
          onLock={() => lock.mutate({})}
          ehr={<EhrConnectionForm />}
          words={<WordListSection />}
          templates={<TemplatesSection />}
          style={<StyleSection />}
          models={<ModelsPanel />}
          drafting={<DraftingPanel />}
        />
      )}
      <Toasts />
    </Shell>
  );
}
