import { Button, CloseButton } from '@mantine/core';
import { Undo2, Users } from 'lucide-react';
import type { Speaker, TranscriptSegment } from '../../../shared/model/transcript.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Keys } from '../../ui/keys.tsx';
import classes from './bars.module.css';

/** The last correction of who spoke, so that it can be widened to the voice, or taken back. */
export interface SpeakerChange {
  readonly segment: TranscriptSegment;
  readonly to: Speaker;
  /** What became of the note. */
  readonly told: string;
  /** Whether it was made for every turn of the voice; then these are the turns as they were. */
  readonly wide?: readonly TranscriptSegment[];
  /** How many turns that changed, as main counts. */
  readonly corrected?: number;
}

export interface SpeakerStripProps {
  change: SpeakerChange;
  /** How many turns have the same voice; undefined: voices were not told apart here. */
  voiceTurns: number | undefined;
  busy: boolean;
  onEverywhere: () => void;
  onUndo: () => void;
  onClose: () => void;
}

/** Says what was corrected, and offers the two next steps. It stays until one is taken: no clock runs. */
export function SpeakerStrip({ change, voiceTurns, busy, onEverywhere, onUndo, onClose }: SpeakerStripProps) {
  const { t, plural } = useI18n();
  const speaker = t(`transcript.speaker.${change.to}`);
  return (
    <div className={classes.strip} role="group" aria-label={t('transcript.speakerNow', { speaker })}>
      <span>
        {change.wide
          ? plural('transcript.everywhereDone', change.corrected ?? change.wide.length, { speaker })
          : t('transcript.speakerNow', { speaker })}{' '}
        <span className={classes.told}>{change.told}</span>
      </span>
      {!change.wide && voiceTurns !== undefined && voiceTurns > 1 && (
        <Button
          size="compact-sm"
          variant="subtle"
          disabled={busy}
          leftSection={<Users size={16} />}
          rightSection={<Keys keys="V" />}
          onClick={onEverywhere}
        >
          {plural('transcript.everywhere', voiceTurns)}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        disabled={busy}
        leftSection={<Undo2 size={16} />}
        rightSection={<Keys keys="U" />}
        onClick={onUndo}
      >
        {t('transcript.undo')}
      </Button>
      <CloseButton size="sm" aria-label={t('app.close')} onClick={onClose} />
    </div>
  );
}
