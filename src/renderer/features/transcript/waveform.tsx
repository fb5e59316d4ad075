import { ActionIcon } from '@mantine/core';
import { Pause, Play } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { RecordingMark } from '../../../shared/model/encounter.ts';
import type { EncounterId } from '../../../shared/model/ids.ts';
import type { TranscriptSegment } from '../../../shared/model/transcript.ts';
import { jumpTo } from '../../evidence/jump.ts';
import { markText } from '../../evidence/mark-text.ts';
import type { Playback } from '../../evidence/use-play.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCall } from '../../rpc/react.tsx';
import { useStore } from '../../ui/store.ts';
import { WAVE_HEIGHT, waveformShape, type Wave } from './waveform-shape.ts';
import classes from './waveform.module.css';

const PARTS = 400;
const STEP_MS = 5_000;
const LEAP_MS = 30_000;
const COLOURS = ['none', 'unknown', 'other', 'patient', 'clinician'] as const satisfies readonly (keyof Wave)[];

export interface WaveformProps {
  encounterId: EncounterId;
  segments: readonly TranscriptSegment[];
  marks: readonly RecordingMark[];
  durationMs: number;
  playback: Playback;
}

/** The whole recording at a glance: who spoke when, what was marked, where it plays. A click or the arrow keys go there. */
export function Waveform({ encounterId, segments, marks, durationMs, playback }: WaveformProps) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { data } = useCall('audio.peaks', { encounterId, parts: PARTS });
  const { playing, positionMs, playFrom, stop } = playback;
  const [caretMs, setCaretMs] = useState(0);
  const line = useRef<HTMLDivElement>(null);
  const wave = useMemo(
    () => waveformShape(data?.peaks ?? new Uint8Array(PARTS), durationMs, segments),
    [data, durationMs, segments],
  );

  // The line moves with every frame; drawing the component that often would not.
  useEffect(() => {
    let lastMs: number | undefined;
    return positionMs.subscribe(() => {
      const ms = positionMs.get();
      if (ms === undefined) {
        if (lastMs !== undefined) setCaretMs(lastMs);
        return;
      }
      lastMs = ms;
      if (line.current) line.current.style.left = `${(100 * ms) / durationMs}%`;
    });
  }, [positionMs, durationMs]);
  const heardSeconds = useStore(positionMs, (ms) => (ms === undefined ? undefined : Math.floor(ms / 1000)));
  const nowMs = heardSeconds === undefined ? caretMs : heardSeconds * 1000;

  const goTo = (ms: number, play: boolean): void => {
    const atMs = Math.max(0, Math.min(durationMs - 1, ms));
    setCaretMs(atMs);
    if (line.current) line.current.style.left = `${(100 * atMs) / durationMs}%`;
    jumpTo(atMs);
    if (play) playFrom({ startMs: atMs, endMs: durationMs });
  };
  const toggle = (): void => (playing === undefined ? goTo(caretMs >= durationMs - 1_000 ? 0 : caretMs, true) : stop());
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    goTo(((event.clientX - left) / width) * durationMs, true);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const isPlaying = playing !== undefined;
    const moves: Record<string, () => void> = {
      ArrowRight: () => goTo(nowMs + STEP_MS, isPlaying),
      ArrowLeft: () => goTo(nowMs - STEP_MS, isPlaying),
      PageDown: () => goTo(nowMs + LEAP_MS, isPlaying),
      PageUp: () => goTo(nowMs - LEAP_MS, isPlaying),
      Home: () => goTo(0, isPlaying),
      End: () => goTo(durationMs, isPlaying),
      ' ': toggle,
      Enter: toggle,
    };
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move();
  };

  const now = format.clock(nowMs);
  return (
    <div className={classes.row}>
      <ActionIcon
        variant="subtle"
        size="lg"
        aria-label={playing === undefined ? t('transcript.playOn', { time: now }) : t('transcript.stopPlaying')}
        onClick={toggle}
      >
        {playing === undefined ? <Play size={18} /> : <Pause size={18} />}
      </ActionIcon>
      <div
        className={classes.wave}
        role="slider"
        tabIndex={0}
        aria-label={t('transcript.wave')}
        aria-valuemin={0}
        aria-valuemax={Math.floor(durationMs / 1000)}
        aria-valuenow={Math.floor(nowMs / 1000)}
        aria-valuetext={t('transcript.waveAt', { time: now, length: format.clock(durationMs) })}
        onPointerDown={onPointerDown}
        onKeyDown={onKeyDown}
      >
        <svg viewBox={`0 0 ${PARTS} ${WAVE_HEIGHT}`} preserveAspectRatio="none" aria-hidden>
          {COLOURS.map((colour) => wave[colour] !== '' && <path key={colour} data-speaker={colour} d={wave[colour]} />)}
        </svg>
        {marks.map((mark, index) => (
          <i
            key={index}
            className={classes.mark}
            data-kind={mark.kind}
            title={markText(i18n, mark)}
            style={{ left: `${(100 * Math.min(mark.atMs, durationMs)) / durationMs}%` }}
          />
        ))}
        <div ref={line} className={classes.line} data-playing={playing !== undefined} />
      </div>
      <span className={classes.clock}>
        {now} <span aria-hidden>/</span> {format.clock(durationMs)}
      </span>
    </div>
  );
}
