import { Button, Group } from '@mantine/core';
import { Mic, Play, RotateCcw, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { useClient } from '../rpc/react.tsx';
import { Notice } from '../ui/notice.tsx';
import { useAudio } from './context.tsx';
import { LevelMeter } from './level-meter.tsx';
import { PCM_RATE_HZ } from './frame-packer.ts';
import { MicrophoneSelect } from './microphone-select.tsx';
import classes from './level-meter.module.css';
import { joinParts, useShortTake } from './use-short-take.ts';
import { wavFromPcm } from './wav.ts';

const LONGEST_TEST_MS = 15_000;
const LONGEST_TEST_BYTES = (LONGEST_TEST_MS / 1000) * PCM_RATE_HZ * 2;
const QUIET_PEAK = 0.03;
const SILENT_PEAK = 0.004;
/** Distorted in more than this part of the test. */
const LOUD_PART = 0.2;

type Verdict = 'good' | 'quiet' | 'loud' | 'silent';
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
  const { player } = useAudio();
  const client = useClient();
  const [done, setDone] = useState<{ wav: Uint8Array; verdict: Verdict }>();
  const [heard, setHeard] = useState<Heard>();
  const readBack = async (parts: readonly Uint8Array[]): Promise<void> => {
    setHeard(undefined);
    try {
      const { words } = await client.call('microphone.hear', { pcm: joinParts(parts, LONGEST_TEST_BYTES) });
      setHeard({ text: words.map(({ text }) => text).join(' ') });
    } catch {
      setHeard('failed');
    }
  };

  const play = (wav: Uint8Array): Promise<void> =>
    player.play('microphone-test', [() => Promise.resolve(wav)]).catch(() => undefined);

  const take = useShortTake(LONGEST_TEST_MS, ({ parts, peak, clippedFrames }) => {
    const wav = wavFromPcm(parts);
    const verdict = judge({ peak, frames: parts.length, clippedFrames });
    setDone({ wav, verdict });
    if (verdict === 'silent') return;
    void readBack(parts);
    void play(wav);
  });
  const { isListening, seconds, level, problem } = take;
  const shown = isListening ? undefined : done;

  const listen = (): void => {
    player.stop();
    void take.start();
  };

  useEffect(() => () => player.stop(), [player]);

  return (
    <div className={classes.test}>
      <MicrophoneSelect turn={take.opened} />
      <Group gap="sm" align="center">
        {isListening ? (
          <Button leftSection={<Square size={16} />} onClick={() => void take.finish()}>
            {t('mic.stop')}
          </Button>
        ) : (
          <Button
            variant={shown ? 'default' : 'filled'}
            leftSection={shown ? <RotateCcw size={16} /> : <Mic size={16} />}
            onClick={listen}
          >
            {shown ? t('mic.again') : t('mic.test')}
          </Button>
        )}
        {shown && (
          <Button variant="default" leftSection={<Play size={16} />} onClick={() => void play(shown.wav)}>
            {t('mic.play')}
          </Button>
        )}
        {isListening && (
          <>
            <LevelMeter level={level} />
            <span role="status">{t('mic.speaking')}</span>
            <span>{t('mic.seconds', { seconds })}</span>
          </>
        )}
      </Group>
      {shown && (
        <Notice role="status" tone={shown.verdict === 'good' ? 'good' : 'warn'} title={t(`mic.${shown.verdict}`)} />
      )}
      {shown && shown.verdict !== 'silent' && <ReadBack heard={heard} />}
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
