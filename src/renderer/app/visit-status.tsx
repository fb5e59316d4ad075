import { Button, Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { EncounterView } from '../../shared/contract/encounters.ts';
import { AppError } from '../../shared/errors.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import type { Encounter, JobProgress } from '../../shared/model/encounter.ts';
import { useRecorder, useRecorderState } from '../audio/recorder-context.tsx';
import { errorText } from '../i18n/error-text.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { useAction, useCall, useClient } from '../rpc/react.tsx';
import { useUpload, useUploads } from '../rpc/uploads-context.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { useDelayed } from '../ui/waiting.tsx';
import classes from './visit.module.css';

/** What runs, what stopped and what was lost on this visit, each with its way on. */
export function VisitStatus({ view }: { view: EncounterView }) {
  const { t, format } = useI18n();
  const { encounter, job } = view;
  const encounterId = encounter.id;
  const client = useClient();
  const recorder = useRecorder();
  const recorderState = useRecorderState();
  const uploads = useUploads();
  const upload = useUpload(encounterId);
  const settings = useCall('settings.get', {});
  const [failure, dismissFailure] = useJobFailure(view);
  const cancel = useAction('recording.cancel', { refresh: ['encounters.get'] });
  const retry = useAction('recording.retry', { refresh: ['encounters.get'], onDone: dismissFailure });
  const stop = useAction('recording.stop', { refresh: ['encounters.get'] });

  const recordingHere = recorderState.encounterId === encounterId;
  const interrupted = encounter.state === 'recording' && !recordingHere;
  const stopped = (encounter.state === 'recorded' || encounter.state === 'transcribed') && !job && !recordingHere;
  const canContinue = interrupted || (encounter.state === 'recorded' && encounter.source === 'microphone');
  const continueRecording = (
    <Button
      size="xs"
      variant="default"
      disabled={recorderState.phase !== 'idle'}
      onClick={() =>
        void recorder.start(encounterId, {
          deviceId: settings.data?.microphoneId,
          recordedMs: encounter.audioDurationMs,
          takeOver: interrupted,
        })
      }
    >
      {t('visit.continueRecording')}
    </Button>
  );

  return (
    <div className={classes.status}>
      {upload && !upload.error && (
        <JobRow
          progress={{
            kind: 'import',
            fraction: upload.totalBytes > 0 ? upload.sentBytes / upload.totalBytes : undefined,
          }}
          onCancel={upload.cancel}
        />
      )}
      {upload?.error && <ErrorNotice error={upload.error} onRetry={() => uploads.dismiss(encounterId)} />}
      {job && (
        <JobRow
          progress={job}
          onCancel={job.kind === 'deliver' ? undefined : () => cancel.mutate({ encounterId })}
          cancelling={cancel.isPending}
        />
      )}
      {failure && !job && (
        <ErrorNotice
          title={t('visit.failed')}
          error={failure}
          onRetry={encounter.state === 'planned' ? dismissFailure : () => retry.mutate({ encounterId })}
        />
      )}
      {interrupted && (
        <Notice
          tone="warn"
          role="alert"
          title={t('visit.interrupted')}
          actions={
            <>
              {continueRecording}
              <Button size="xs" loading={stop.isPending} onClick={() => stop.mutate({ encounterId })}>
                {t('visit.finishRecording')}
              </Button>
            </>
          }
        >
          {encounter.audioDurationMs !== undefined &&
            t('visit.interruptedSafe', { time: format.clock(encounter.audioDurationMs) })}
        </Notice>
      )}
      {stopped && !failure && (
        <Notice
          tone="info"
          title={t('visit.stopped')}
          actions={
            <>
              {canContinue && continueRecording}
              <Button size="xs" loading={retry.isPending} onClick={() => retry.mutate({ encounterId })}>
                {t('visit.retry')}
              </Button>
            </>
          }
        />
      )}
      {encounter.recoveredLossMs !== undefined && encounter.recoveredLossMs > 0 && (
        <Notice tone="warn" title={t('visit.loss', { seconds: Math.ceil(encounter.recoveredLossMs / 100) / 10 })} />
      )}
      {encounter.recoveredLossMs === 0 && isBeforeSigning(encounter) && (
        <Notice tone="warn" title={t('visit.interrupted')}>
          {encounter.audioDurationMs !== undefined &&
            t('visit.interruptedSafe', { time: format.clock(encounter.audioDurationMs) })}
        </Notice>
      )}
      {encounter.lateFromMs !== undefined && (
        <Notice tone="warn" role="status" title={t('visit.late', { time: format.clock(encounter.lateFromMs) })}>
          {t(isBeforeSigning(encounter) ? 'visit.lateEdit' : 'visit.lateSigned')}
        </Notice>
      )}
      {encounter.cutShort && <ShortcomingNotice code="audio.truncated" />}
      {isOtherLanguage(view) && (
        <Notice tone="warn" title={t('visit.otherLanguage')}>
          {t('visit.otherLanguageTodo')}
        </Notice>
      )}
      {isWithoutSpeech(view) && <ShortcomingNotice code="audio.no-speech" />}
      {[cancel.error, retry.error, stop.error].map(
        (error, index) => error && <ErrorNotice key={index} error={error} onRetry={() => void client.status()} />,
      )}
    </div>
  );
}

/** A recording that was recovered went on to a draft by itself: whoever reads it must know that it may lack the visit's end. */
function isBeforeSigning({ state }: Encounter): boolean {
  const states: readonly Encounter['state'][] = ['recorded', 'transcribed', 'drafted', 'in-review'];
  return states.includes(state);
}

/** Heard to the end, and nobody spoke: an empty draft alone would not say why it is empty. */
function isWithoutSpeech({ encounter, segments, job }: EncounterView): boolean {
  const heard: readonly Encounter['state'][] = ['drafted', 'in-review'];
  return heard.includes(encounter.state) && encounter.source !== 'transcript' && segments.length === 0 && !job;
}

const LOOK_BACK_SEGMENTS = 12;

/** Much of what was heard last does not sound like a language that is understood: one stray turn says nothing yet. */
function isOtherLanguage({ segments }: EncounterView): boolean {
  const last = segments.slice(-LOOK_BACK_SEGMENTS);
  const foreign = last.filter(({ flags }) => flags.includes('other-language')).length;
  return foreign >= 2 && foreign * 2 >= last.length;
}

/** Something about the recording that no retry mends; it stays in sight. */
function ShortcomingNotice({ code }: { code: 'audio.truncated' | 'audio.no-speech' }) {
  const { language, locale } = useI18n();
  const { what, safe, todo } = errorText({ code }, language, locale);
  return (
    <Notice tone="warn" title={what}>
      {[safe, todo].filter(Boolean).join(' ')}
    </Notice>
  );
}

interface JobRowProps {
  progress: JobProgress;
  onCancel?: () => void;
  cancelling?: boolean;
}

const SHOW_AFTER_MS = 300;

/** A long step: what it is, how far, how long still, and a way to stop it. Short ones never flash by. */
function JobRow({ progress, onCancel, cancelling }: JobRowProps) {
  const { t, format } = useI18n();
  const shown = useDelayed(SHOW_AFTER_MS);
  if (!shown) return null;
  const { kind, fraction, etaMs } = progress;
  const percent = fraction === undefined ? undefined : format.percent(fraction);
  return (
    <div className={classes.job} role="group" aria-label={t(`job.${kind}`)}>
      <span className={classes.jobName}>{t(`job.${kind}`)}…</span>
      <Progress
        className={classes.jobBar}
        value={fraction === undefined ? 100 : fraction * 100}
        animated={fraction === undefined}
        aria-label={t(`job.${kind}`)}
      />
      <span className={classes.jobLeft}>
        {percent !== undefined &&
          (etaMs === undefined ? t('job.done', { percent }) : t('job.left', { percent, time: format.about(etaMs) }))}
      </span>
      {onCancel && (
        <Button size="xs" variant="default" loading={cancelling} onClick={onCancel}>
          {t('job.cancel')}
        </Button>
      )}
    </div>
  );
}

/** The last job of this visit that failed, now or before the page was opened; until it is put away or another one runs. */
function useJobFailure({ encounter, failure: known }: EncounterView): [AppError | undefined, () => void] {
  const encounterId: EncounterId = encounter.id;
  const client = useClient();
  const [failure, setFailure] = useState(() => known && new AppError(known.code, { params: known.params }));
  useEffect(
    () =>
      client.onEvent((event) => {
        if (event.type === 'job.failed' && event.encounterId === encounterId)
          setFailure(new AppError(event.code, { params: event.params }));
        else if (event.type === 'job.progress' && event.encounterId === encounterId && event.progress)
          setFailure(undefined);
      }),
    [client, encounterId],
  );
  return [failure, () => setFailure(undefined)];
}
