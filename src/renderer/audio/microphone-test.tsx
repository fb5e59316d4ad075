import { Button, Group } from '@mantine/core';
import { Mic, Play, RotateCcw, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { useCall, useClient } from '../rpc/react.tsx';
import { Notice } from '../ui/notice.tsx';
import { createStore } from '../ui/store.ts';
import { useAudio } from './context.tsx';
import { LevelMeter } from './level-meter.tsx';
import { FRAME_MS, PCM_RATE_HZ } from './frame-packer.ts';
import type { Capture } from './microphone.ts';
import { MicrophoneError, type MicrophoneProblem } from './microphone.ts';
import { MicrophoneSelect } from './microphone-select.tsx';
import classes from './level-meter.module.css';
import { wavFromPcm } from './wav.ts';

const LONGEST_TEST_MS = 15_000;
const LONGEST_TEST_BYTES = (LONGEST_TEST_MS / 1000) * PCM_RATE_HZ * 2;
const WAV_HEAD_BYTES = 44;
const QUIET_PEAK = 0.03;
const SILENT_PEAK = 0.004;
/** Distorted in more than this part of the test. */
const LOUD_PART = 0.2;

type Verdict = 'good' | 'quiet' | 'loud' | 'silent';
type Phase = { kind: 'idle' } | { kind: 'listening' } | { kind: 'done'; wav: Uint8Array; verdict: Verdict };
/** What the recogniser made of it; undefined while it is at work. */
type Heard = { text: string } | 'failed' | undefined;

function judge({ peak, frames, clippedFrames }: { peak: number; frames: number; clippedFrames: number }): Verdict {
  if (peak < SILENT_PEAK) return 'silent';
  if (peak < QUIET_PEAK) return 'quiet';
  return clippedFrames / frames > LOUD_PART ? 'loud' : 'good';
}

/** Speak, see the level, hear yourself, and read what Chartside understood. Nothing of it is kept, here or in main. */
export function MicrophoneTest() {
  const { t } = useI18n();
  const { microphone, player } = useAudio();
  const client = useClient();
  const settings = useCall('settings.get', {});
  const [phase, setPhase] = useState<Phase>({ kind: 'idle' });
  const [heard, setHeard] = useState<Heard>();
  const [problem, setProblem] = useState<MicrophoneProblem>();
  const [opened, setOpened] = useState(0);
  const [seconds, setSeconds] = useState(0);
  const [level] = useState(() => createStore(0));
  const running = useRef<{
    capture?: Capture;
    parts: Uint8Array[];
    peak: number;
    clippedFrames: number;
    timer?: number;
  }>(undefined);

  const listen = async (): Promise<void> => {
    player.stop();
    setProblem(undefined);
    const run: NonNullable<typeof running.current> = { parts: [], peak: 0, clippedFrames: 0 };
    running.current = run;
    try {
      const choice = { deviceId: settings.data?.microphoneId, label: settings.data?.microphoneLabel };
      run.capture = await microphone.open(choice, {
        onFrame: ({ bytes, peak, clipped }) => {
          if (clipped) run.clippedFrames += 1;
          run.parts.push(bytes);
          setSeconds(Math.floor((run.parts.length * FRAME_MS) / 1000));
          run.peak = Math.max(run.peak, peak);
        },
        onLevel: (peak) => level.set(peak),
        onTrouble: (kind) => kind === 'ended' && void finish(),
      });
    } catch (error) {
      setProblem(error instanceof MicrophoneError ? error.problem : 'busy');
      return;
    }
    setOpened((count) => count + 1);
    setSeconds(0);
    setPhase({ kind: 'listening' });
    run.timer = window.setTimeout(() => void finish(), LONGEST_TEST_MS);
  };

  const finish = async (): Promise<void> => {
    const run = running.current;
    if (!run?.capture) return;
    running.current = undefined;
    window.clearTimeout(run.timer);
    await run.capture.hold();
    run.capture.close();
    level.set(0);
    const wav = wavFromPcm(run.parts);
    const verdict = judge({ ...run, frames: run.parts.length });
    setPhase({ kind: 'done', wav, verdict });
    if (verdict === 'silent') return;
    void readBack(wav.subarray(WAV_HEAD_BYTES));
    await play(wav);
  };

  const readBack = async (pcm: Uint8Array): Promise<void> => {
    setHeard(undefined);
    try {
      const { words } = await client.call('microphone.hear', { pcm: pcm.slice(0, LONGEST_TEST_BYTES) });
      setHeard({ text: words.map(({ text }) => text).join(' ') });
    } catch {
      setHeard('failed');
    }
  };

  const play = (wav: Uint8Array): Promise<void> =>
    player.play('microphone-test', [() => Promise.resolve(wav)]).catch(() => undefined);

  useEffect(
    () => () => {
      window.clearTimeout(running.current?.timer);
      running.current?.capture?.close();
      running.current = undefined;
      player.stop();
    },
    [player],
  );

  return (
    <div className={classes.test}>
      <MicrophoneSelect turn={opened} />
      <Group gap="sm" align="center">
        {phase.kind === 'listening' ? (
          <Button leftSection={<Square size={16} />} onClick={() => void finish()}>
            {t('mic.stop')}
          </Button>
        ) : (
          <Button
            variant={phase.kind === 'done' ? 'default' : 'filled'}
            leftSection={phase.kind === 'done' ? <RotateCcw size={16} /> : <Mic size={16} />}
            onClick={() => void listen()}
          >
            {phase.kind === 'done' ? t('mic.again') : t('mic.test')}
          </Button>
        )}
        {phase.kind === 'done' && (
          <Button variant="default" leftSection={<Play size={16} />} onClick={() => void play(phase.wav)}>
            {t('mic.play')}
          </Button>
        )}
        {phase.kind === 'listening' && (
          <>
            <LevelMeter level={level} />
            <span role="status">{t('mic.speaking')}</span>
            <span>{t('mic.seconds', { seconds })}</span>
          </>
        )}
      </Group>
      {phase.kind === 'done' && (
        <Notice role="status" tone={phase.verdict === 'good' ? 'good' : 'warn'} title={t(`mic.${phase.verdict}`)} />
      )}
      {phase.kind === 'done' && phase.verdict !== 'silent' && <ReadBack heard={heard} />}
      {problem && <Notice role="alert" tone="danger" title={t(`record.${problem}`)} />}
    </div>
  );
}

/** The proof that counts: not that there is sound, but that it is understood. */
function ReadBack({ heard }: { heard: Heard }) {
  const { t } = useI18n();
  if (heard === undefined) return <p role="status">{t('mic.hearing')}</p>;
  if (heard === 'failed') return <Notice role="status" tone="info" title={t('mic.notRead')} />;
  if (heard.text === '') return <Notice role="status" tone="warn" title={t('mic.heardNothing')} />;
  return (
    <Notice role="status" tone="info" title={t('mic.heard')}>
      <q>{heard.text}</q>
    </Notice>
  );
}
