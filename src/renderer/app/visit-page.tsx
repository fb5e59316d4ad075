import { FileText } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { EncounterView } from '../../shared/contract/encounters.ts';
import type { Clinician } from '../../shared/model/clinician.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import type { NoteVersion } from '../../shared/model/note.ts';
import { useRecorder, useRecorderState } from '../audio/recorder-context.tsx';
import { useReadyMicrophone } from '../audio/use-ready-microphone.ts';
import { clearEvidence } from '../evidence/focus.ts';
import { DeliveryState } from '../features/ehr/delivery-state.tsx';
import { LiveNote } from '../features/note/live-note.tsx';
import { NotePane } from '../features/note/note-pane.tsx';
import { useNoteActions } from '../features/note/note-actions.ts';
import { IdentifyPanel } from '../features/patient/identify-panel.tsx';
import { RecordingControls } from '../features/recording/recording-controls.tsx';
import { StartPanel } from '../features/recording/start-panel.tsx';
import { VisitTemplate } from '../features/templates/visit-template.tsx';
import { TranscriptPanel } from '../features/transcript/transcript-panel.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { useAction, useCall } from '../rpc/react.tsx';
import { useUpload, useUploads } from '../rpc/uploads-context.tsx';
import { Empty } from '../ui/empty.tsx';
import { ErrorNotice } from '../ui/notice.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { navigate } from './router.ts';
import { SideRail, type RailPanel } from './side-rail.tsx';
import { VisitBar } from './visit-bar.tsx';
import { VisitStatus } from './visit-status.tsx';
import classes from './visit.module.css';

export interface VisitPageProps {
  encounterId: EncounterId;
  clinician: Clinician;
  clinicians: readonly Pick<Clinician, 'id' | 'name'>[];
}

/** The one page where work happens: who, the note, the conversation, and what else there is to know. */
export function VisitPage(props: VisitPageProps) {
  const { t } = useI18n();
  const { encounterId } = props;
  const view = useCall('encounters.get', { encounterId });
  useEffect(() => clearEvidence, []);

  if (view.error && !view.data)
    return (
      <div className={classes.gone}>
        <ErrorNotice error={view.error} onRetry={() => void view.refetch()} />
        <a href="#/today">{t('visit.back')}</a>
      </div>
    );
  if (!view.data) return <Waiting lines={10} />;
  return <Visit {...props} view={view.data} />;
}

function Visit({ view, encounterId, clinician, clinicians }: VisitPageProps & { view: EncounterView }) {
  const { t } = useI18n();
  const { encounter, segments, note, signed, job } = view;
  const recorder = useRecorder();
  const recorderState = useRecorderState();
  const uploads = useUploads();
  const upload = useUpload(encounterId);
  const settings = useCall('settings.get', {});
  const ehr = useCall('ehr.get', {});
  const ready = useReadyMicrophone();
  const actions = useNoteActions(encounterId);
  const importText = useAction('recording.importTranscript', { refresh: ['encounters.get'] });
  const [correcting, setCorrecting] = useState(false);
  const [panel, setPanel] = useState<RailPanel>();
  const [shownVersion, setShownVersion] = useState<number>();
  const old = useCall(
    'encounters.version',
    { encounterId, version: shownVersion ?? 1 },
    { enabled: shownVersion !== undefined },
  );
  const oldVersion: NoteVersion | undefined = shownVersion === undefined ? undefined : old.data;

  const recordingHere = recorderState.encounterId === encounterId;
  const isSigned = signed !== undefined;
  const isUnnamed = encounter.patient.name === '';
  const canIdentify = !isSigned;
  const identifying = canIdentify && (isUnnamed || correcting);
  const isEmpty = encounter.state === 'planned' && !recordingHere && !job && !upload;
  const connection = ehr.data?.connection;

  return (
    <div className={classes.page}>
      <VisitBar
        encounter={encounter}
        showsState={!recordingHere}
        onIdentify={canIdentify && !identifying ? () => setCorrecting(true) : undefined}
      />
      {identifying && (
        <IdentifyPanel
          key={encounterId}
          view={view}
          onClose={isUnnamed ? undefined : () => setCorrecting(false)}
          onDone={() => setCorrecting(false)}
        />
      )}
      {recordingHere && <RecordingControls />}
      <VisitStatus view={view} />
      {importText.error && <ErrorNotice error={importText.error} />}
      {isEmpty ? (
        <StartPanel
          busy={recorderState.phase !== 'idle' || importText.isPending}
          onNear={ready.near}
          onRecord={() => void recorder.start(encounterId, { deviceId: settings.data?.microphoneId })}
          onFile={(file) => void uploads.start(encounterId, file)}
          onText={(text) => importText.mutate({ encounterId, text })}
        />
      ) : (
        <div className={classes.columns} data-rail={panel !== undefined} data-listening={note === undefined}>
          <div className={classes.noteColumn}>
            {note ? (
              <NotePane
                view={view}
                note={note}
                oldVersion={oldVersion}
                onLeaveOld={() => setShownVersion(undefined)}
                clinician={clinician}
                actions={actions}
                ehrHost={connection && new URL(connection.baseUrl).host}
                template={<VisitTemplate view={view} />}
                delivery={
                  isSigned && (
                    <DeliveryState
                      encounterId={encounterId}
                      deliveries={view.deliveries}
                      ehrConfigured={connection !== undefined}
                      onSetUp={() => navigate({ page: 'settings' })}
                    />
                  )
                }
              />
            ) : view.liveNote ? (
              <LiveNote note={view.liveNote} />
            ) : (
              <div className={classes.noNote}>
                <Empty icon={FileText} title={t('note.empty')} hint={t('note.live')} />
              </div>
            )}
          </div>
          <div className={classes.transcriptColumn}>
            <TranscriptPanel
              encounterId={encounterId}
              segments={segments}
              marks={encounter.marks}
              durationMs={view.hasAudio ? (encounter.audioDurationMs ?? 0) : 0}
              live={encounter.state === 'recording' || job?.kind === 'transcribe'}
              canPlay={view.hasAudio && encounter.state !== 'recording'}
              canCorrect={!isSigned && encounter.state !== 'recording' && !job}
            />
          </div>
          <SideRail
            view={view}
            panel={panel}
            onPanel={setPanel}
            actions={actions}
            clinician={clinician}
            clinicians={clinicians}
            shownVersion={shownVersion ?? note?.version}
            onShowVersion={(version) => setShownVersion(version === note?.version ? undefined : version)}
          />
        </div>
      )}
    </div>
  );
}
