import { Button } from '@mantine/core';
import { CircleStop, Pause, Play } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { LevelMeter } from '../../audio/level-meter.tsx';
import { useRecorder, useRecorderState } from '../../audio/recorder-context.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { announce } from '../../ui/announcer.tsx';
import type { RecorderPhase } from '../../audio/recorder.ts';
import classes from './recording.module.css';

/** Later than this, what waits to be saved is shown. */
const SHOW_UNSAVED_MS = 2_500;

/** The running recording: level, time, and two buttons of one size, Pause and Finish. */
export function RecordingControls() {
  const { t, format } = useI18n();
  const recorder = useRecorder();
  const { phase, elapsedMs, unsavedMs } = useRecorderState();
  usePhaseAnnouncements(phase);
  if (phase === 'idle') return null;
  if (phase === 'starting' || phase === 'finishing')
    return (
      <div className={classes.controls} role="status">
        {t(`record.${phase}`)}
      </div>
    );
  const paused = phase === 'paused';
  return (
    <div className={classes.controls} data-phase={phase} role="group" aria-label={t(`record.${phase}`)}>
      <span className={classes.lamp} data-phase={phase} aria-hidden />
      {paused ? <span className={classes.paused}>{t('record.paused')}</span> : <LevelMeter level={recorder.level} />}
      <time className={classes.elapsed} aria-label={t('record.elapsed', { time: format.clock(elapsedMs) })}>
        {format.clock(elapsedMs)}
      </time>
      {unsavedMs > SHOW_UNSAVED_MS && (
        <span className={classes.unsaved}>{t('record.unsaved', { seconds: Math.ceil(unsavedMs / 1000) })}</span>
      )}
      <Button
        className={classes.button}
        variant="default"
        leftSection={paused ? <Play size={18} /> : <Pause size={18} />}
        onClick={() => void (paused ? recorder.resume() : recorder.pause())}
      >
        {paused ? t('record.resume') : t('record.pause')}
      </Button>
      <Button
        className={classes.button}
        color="record"
        leftSection={<CircleStop size={18} />}
        onClick={() => void recorder.stop()}
      >
        {t('record.stop')}
      </Button>
    </div>
  );
}

/** Says aloud when the recording starts, pauses, goes on and ends. */
function usePhaseAnnouncements(phase: RecorderPhase): void {
  const { t } = useI18n();
  const before = useRef<RecorderPhase>(phase);
  useEffect(() => {
    const from = before.current;
    before.current = phase;
    if (from === phase) return;
    if (phase === 'recording') announce(from === 'paused' ? t('record.announceResume') : t('record.announceStart'));
    else if (phase === 'paused') announce(t('record.announcePause'));
    else if (phase === 'idle') announce(t('record.announceStop'));
  }, [phase, t]);
}
