import { Button } from '@mantine/core';
import {
  Check,
  CircleStop,
  CloudAlert,
  Flag,
  Pause,
  Play,
  ShieldOff,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import { useEffect, useRef } from 'react';
import { LevelMeter } from '../../audio/level-meter.tsx';
import { useRecorder, useRecorderState } from '../../audio/recorder-context.tsx';
import type { RecorderPhase, RecorderState, RecorderWarning } from '../../audio/recorder.ts';
import { useI18n, type I18n } from '../../i18n/i18n.tsx';
import { useCall } from '../../rpc/react.tsx';
import { announce } from '../../ui/announcer.tsx';
import { keyLabels } from '../../ui/commands.ts';
import { Keys } from '../../ui/keys.tsx';
import { useMarkMoment } from './use-mark-moment.ts';
import classes from './recording.module.css';

/** While one of these is so, the clock runs but nobody is heard. */
const DEAF: ReadonlySet<RecorderWarning['kind']> = new Set(['silence', 'muted', 'device-lost', 'stalled', 'dead']);

/** How the recording stands, as one word that also is a shape. */
type Standing = 'recording' | 'deaf' | 'paused' | 'offRecordNow';

function standingOf({ phase, pauseReason, warning }: RecorderState): Standing {
  if (phase === 'paused') return pauseReason === 'off-record' ? 'offRecordNow' : 'paused';
  return warning && DEAF.has(warning.kind) ? 'deaf' : 'recording';
}

const shapes: Record<Exclude<Standing, 'recording'>, LucideIcon> = {
  deaf: TriangleAlert,
  paused: Pause,
  offRecordNow: ShieldOff,
};

/**
 * The running recording: what it does, for how long, how loud, whether it is saved; and the keys to pause, to go off the record, to finish.
 * `compact`: on pages about other things.
 */
export function RecordingControls({ compact = false }: { compact?: boolean }) {
  const { t, format } = useI18n();
  const recorder = useRecorder();
  const state = useRecorderState();
  const { phase, elapsedMs, unsavedMs, device } = state;
  const markMoment = useMarkMoment();
  const shortcut = useCall('settings.get', {}).data?.recordShortcut ?? 'mod+shift+r';
  usePhaseAnnouncements(state);
  if (phase === 'idle') return null;
  if (phase === 'starting' || phase === 'finishing')
    return (
      <div className={classes.controls} role="status">
        {t(`record.${phase}`)}
      </div>
    );
  const standing = standingOf(state);
  const isPaused = phase === 'paused';
  const Shape = standing === 'recording' ? undefined : shapes[standing];
  return (
    <div className={classes.controls} data-standing={standing} role="group" aria-label={t(`record.${standing}`)}>
      <span className={classes.standing}>
        {Shape ? <Shape size={20} strokeWidth={2.4} aria-hidden /> : <span className={classes.lamp} aria-hidden />}
        {t(`record.${standing}`)}
      </span>
      <time className={classes.elapsed} aria-label={t('record.elapsed', { time: format.clock(elapsedMs) })}>
        {format.clock(elapsedMs)}
      </time>
      {!isPaused && (
        <span className={classes.hearing}>
          <LevelMeter level={recorder.level} />
          {!compact && device !== undefined && device !== '' && (
            <span className={classes.device} title={device}>
              {device}
            </span>
          )}
        </span>
      )}
      <Saved unsavedMs={unsavedMs} />
      <span className={classes.buttons}>
        {isPaused ? (
          <Button
            className={classes.button}
            leftSection={<Play size={18} />}
            rightSection={<Keys keys={shortcut} />}
            onClick={() => void recorder.resume()}
          >
            {t('record.resume')}
          </Button>
        ) : (
          <>
            {!compact && (
              <Button
                variant="default"
                leftSection={<Flag size={16} />}
                rightSection={<Keys keys="M" />}
                onClick={markMoment}
              >
                {t('record.markShort')}
              </Button>
            )}
            <Button
              variant="default"
              aria-keyshortcuts="Control+Shift+O"
              title={keyLabels('mod+shift+o').join(' ')}
              leftSection={<ShieldOff size={18} />}
              onClick={() => void recorder.pause('off-record')}
            >
              {t('record.offRecord')}
            </Button>
            <Button
              className={classes.button}
              variant="default"
              aria-keyshortcuts="Control+Shift+P"
              title={[shortcut, 'mod+shift+p'].map((keys) => keyLabels(keys).join(' ')).join(' · ')}
              leftSection={<Pause size={18} />}
              onClick={() => void recorder.pause()}
            >
              {t('record.pause')}
            </Button>
          </>
        )}
        <Button
          className={classes.button}
          color="record"
          leftSection={<CircleStop size={18} />}
          onClick={() => void recorder.stop()}
        >
          {t('record.stop')}
        </Button>
      </span>
    </div>
  );
}

/** Whether every second that was heard is on the disk. */
function Saved({ unsavedMs }: { unsavedMs: number }) {
  const { t } = useI18n();
  return unsavedMs > 0 ? (
    <span className={classes.saved} data-saved={false}>
      <CloudAlert size={16} aria-hidden />
      {t('record.unsaved', { seconds: Math.ceil(unsavedMs / 1000) })}
    </span>
  ) : (
    <span className={classes.saved} data-saved>
      <Check size={16} aria-hidden />
      {t('record.allSaved')}
    </span>
  );
}

/** Says aloud when the recording starts, pauses, goes on and ends. */
function usePhaseAnnouncements({ phase, pauseReason }: RecorderState): void {
  const i18n = useI18n();
  const before = useRef<RecorderPhase>(phase);
  useEffect(() => {
    const from = before.current;
    before.current = phase;
    const text = from === phase ? undefined : phaseText(i18n, from, phase, pauseReason);
    if (text !== undefined) announce(text);
  }, [phase, pauseReason, i18n]);
}

function phaseText(
  { t }: I18n,
  from: RecorderPhase,
  phase: RecorderPhase,
  reason: RecorderState['pauseReason'],
): string | undefined {
  switch (phase) {
    case 'recording':
      return from === 'paused' ? t('record.announceResume') : t('record.announceStart');
    case 'paused':
      return reason === 'off-record' ? t('record.offRecordNow') : t('record.announcePause');
    case 'idle':
      return t('record.announceStop');
    default:
      return undefined;
  }
}
