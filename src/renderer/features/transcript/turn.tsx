import { Menu } from '@mantine/core';
import { Check, Play, Square } from 'lucide-react';
import { memo } from 'react';
import { Speaker, type TranscriptSegment } from '../../../shared/model/transcript.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { segmentPieces } from './segment-pieces.ts';
import classes from './transcript.module.css';

export interface TurnProps {
  segment: TranscriptSegment;
  /** The same person goes on speaking: the name is not repeated. */
  continues: boolean;
  quotes: readonly string[];
  playing: boolean;
  canPlay: boolean;
  canCorrect: boolean;
  onPlay: (segment: TranscriptSegment) => void;
  onSpeaker: (segment: TranscriptSegment, speaker: Speaker) => void;
}

/** One turn of the conversation: who, when, what. */
export const Turn = memo(function Turn(props: TurnProps) {
  const { segment, continues, quotes, playing, canPlay, canCorrect, onPlay, onSpeaker } = props;
  const { t, format } = useI18n();
  const time = format.clock(segment.startMs);
  const speaker = t(`transcript.speaker.${segment.speaker}`);
  const failed = segment.flags.includes('failed');
  return (
    <div
      className={classes.turn}
      data-speaker={segment.speaker}
      data-continues={continues}
      data-lit={quotes.length > 0}
    >
      <div className={classes.turnHead}>
        {canCorrect ? (
          <Menu position="bottom-start" withinPortal>
            <Menu.Target>
              <button type="button" className={classes.speaker} aria-label={t('transcript.setSpeaker', { speaker })}>
                {speaker}
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              {Speaker.options.map((option) => (
                <Menu.Item
                  key={option}
                  leftSection={option === segment.speaker ? <Check size={16} /> : <span className={classes.noCheck} />}
                  onClick={() => onSpeaker(segment, option)}
                >
                  {t(`transcript.speaker.${option}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        ) : (
          <span className={classes.speaker}>{speaker}</span>
        )}
        {canPlay ? (
          <button
            type="button"
            className={classes.play}
            aria-label={playing ? t('note.stop') : t('transcript.playFrom', { time })}
            onClick={() => onPlay(segment)}
          >
            {playing ? <Square size={12} aria-hidden /> : <Play size={12} aria-hidden />}
            {time}
          </button>
        ) : (
          <span className={classes.time}>{time}</span>
        )}
      </div>
      <p className={classes.text}>
        {failed && segment.text === '' ? (
          <em className={classes.failed}>{t('transcript.failed')}</em>
        ) : (
          segmentPieces(segment, quotes).map((piece, index) => {
            const text = piece.unsure ? (
              <span key={index} className={classes.unsure} title={t('transcript.unsure')}>
                {piece.text}
              </span>
            ) : (
              piece.text
            );
            return piece.lit ? <mark key={index}>{text}</mark> : text;
          })
        )}
      </p>
    </div>
  );
});
