import { Flag, Play, Square } from 'lucide-react';
import { Fragment, memo, useEffect, useRef, type MouseEvent } from 'react';
import type { Speaker, TranscriptSegment } from '../../../shared/model/transcript.ts';
import { useI18n, type I18n } from '../../i18n/i18n.tsx';
import { useStore, type Store } from '../../ui/store.ts';
import type { TurnRow } from './rows.ts';
import { turnParts, type Piece, type WordPart } from './turn-parts.ts';
import classes from './turn.module.css';
import { surenessOf, wordIndexAt, type Doubt } from './words.ts';

/** A click on the name goes from one to the next. */
const NEXT_SPEAKER: Record<Speaker, Speaker> = {
  clinician: 'patient',
  patient: 'other',
  other: 'clinician',
  unknown: 'clinician',
};
const DOUBT_KEYS = 'Space 1 2 E Enter';
const WORD_KEYS = 'Space E Enter';

/** What can be done with a turn. The same object for all turns, always: they are drawn again only for their own sake. */
export interface TurnActions {
  onPlay: (segment: TranscriptSegment) => void;
  onPlayFrom: (segment: TranscriptSegment, word: number) => void;
  onWord: (segment: TranscriptSegment, word: number) => void;
  onSpeaker: (segment: TranscriptSegment, speaker: Speaker) => void;
}

export interface TurnProps {
  row: TurnRow;
  quotes: readonly string[];
  /** The sound of just this turn is playing. */
  playing: boolean;
  positionMs: Store<number | undefined>;
  canPlay: boolean;
  canCorrect: boolean;
  /** The word under the cursor, as a place in the segment's list. */
  cursor: number | undefined;
  /** Rises when the cursor's word has to take the focus. */
  focusTurn: number;
  /** Takes up that wish; false when it was taken before (a turn that comes back onto the screen does not take the focus again). */
  takeFocus: () => boolean;
  actions: TurnActions;
}

/** One turn of the conversation: who, when, what. */
export const Turn = memo(function Turn(props: TurnProps) {
  const { row, quotes, playing, positionMs, canPlay, canCorrect, cursor, focusTurn, takeFocus, actions } = props;
  const { segment, provisional, continues, moments } = row;
  const i18n = useI18n();
  const { t, format } = i18n;
  // While it is still heard there is nothing to decide yet.
  const isOpen = !provisional && (canPlay || canCorrect);
  const body = useRef<HTMLParagraphElement>(null);
  const spoken = useStore(positionMs, (ms) => (ms === undefined ? -1 : wordIndexAt(segment, ms)));
  useEffect(() => {
    if (focusTurn === 0 || !takeFocus()) return;
    body.current?.querySelector<HTMLElement>('[data-cursor=true]')?.focus({ preventScroll: true });
  }, [focusTurn, takeFocus]);

  const onClick = (event: MouseEvent): void => {
    if (!isOpen || window.getSelection()?.isCollapsed === false) return;
    const word = (event.target as Element).closest<HTMLElement>('[data-word]');
    if (!word) return;
    const index = Number(word.dataset.word);
    actions.onWord(segment, index);
    if (canPlay && word.dataset.doubt === undefined) actions.onPlayFrom(segment, index);
  };

  const time = format.clock(segment.startMs);
  const speaker = t(`transcript.speaker.${segment.speaker}`);
  const next = t(`transcript.speaker.${NEXT_SPEAKER[segment.speaker]}`);
  const isLost = segment.flags.includes('failed') && segment.text === '';
  return (
    <div
      className={classes.turn}
      data-speaker={segment.speaker}
      data-continues={continues}
      data-provisional={provisional}
      data-lit={quotes.length > 0}
      data-spoken={spoken >= 0}
    >
      {moments.length > 0 && (
        <span className={classes.moment} title={momentText(i18n, moments)}>
          <Flag size={14} aria-hidden />
          <span className="visually-hidden">{momentText(i18n, moments)}. </span>
        </span>
      )}
      <div className={classes.head}>
        {canCorrect && !provisional ? (
          <button
            type="button"
            className={classes.speaker}
            aria-label={t('transcript.setSpeaker', { speaker, next })}
            title={t('transcript.setSpeakerHint', { next })}
            onClick={() => actions.onSpeaker(segment, NEXT_SPEAKER[segment.speaker])}
          >
            {speaker}
          </button>
        ) : (
          <span className={classes.speaker}>{speaker}</span>
        )}
        {canPlay && !provisional ? (
          <button
            type="button"
            className={classes.play}
            aria-label={playing ? t('note.stop') : t('transcript.playFrom', { time })}
            onClick={() => actions.onPlay(segment)}
          >
            {playing ? <Square size={12} aria-hidden /> : <Play size={12} aria-hidden />}
            {time}
          </button>
        ) : (
          <span className={classes.time}>{time}</span>
        )}
      </div>
      <p ref={body} className={classes.text} onClick={onClick} data-playable={canPlay && !provisional}>
        {isLost ? (
          <em className={classes.note}>{t('transcript.failed')}</em>
        ) : (
          turnParts(segment, quotes).map(({ key, doubt, words }) => (
            <PartText
              key={key}
              {...{ words, segment, spoken, cursor, provisional }}
              doubt={isOpen ? doubt : undefined}
            />
          ))
        )}
      </p>
      {segment.flags.includes('other-language') && <p className={classes.note}>{t('transcript.otherLanguage')}</p>}
    </div>
  );
});

function momentText({ t, format }: I18n, moments: readonly number[]): string {
  return t('transcript.mark.momentAt', { time: moments.map((atMs) => format.clock(atMs)).join(', ') });
}

interface PartTextProps {
  doubt: Doubt | undefined;
  words: readonly WordPart[];
  segment: TranscriptSegment;
  /** The word that is heard now. */
  spoken: number;
  cursor: number | undefined;
  provisional: boolean;
}

/** A word, or words in doubt: those are a stop for the Tab key, told with both hearings. Drawn by one component, so that focus outlives a decision. */
function PartText({ doubt, words, segment, spoken, cursor, provisional }: PartTextProps) {
  const { t } = useI18n();
  const first = words[0]?.index;
  if (first === undefined) return words.map(({ pieces }, place) => <Pieces key={place} pieces={pieces} />);
  const last = doubt?.last ?? first;
  const here = cursor !== undefined && cursor >= first && cursor <= last;
  const heard = segment.words[first]!;
  const sureness = provisional || doubt ? 'sure' : surenessOf(heard);
  return (
    <span
      className={doubt ? classes.doubt : classes.word}
      data-word={first}
      data-doubt={doubt && (doubt.heardAgain === undefined ? 'unsure' : 'differs')}
      data-sure={sureness}
      data-spoken={(words.length === 1 && spoken === first) || undefined}
      data-corrected={(!doubt && heard.heardAs !== undefined) || undefined}
      data-cursor={here || undefined}
      title={sureness === 'unsure' ? t('transcript.unsure') : undefined}
      {...(doubt || here
        ? {
            role: 'button',
            tabIndex: 0,
            'aria-label': doubt ? doubtText(t, doubt) : heard.text,
            'aria-pressed': here,
            'aria-keyshortcuts': doubt ? DOUBT_KEYS : WORD_KEYS,
          }
        : {})}
    >
      {words.length === 1 ? (
        <Pieces pieces={words[0]!.pieces} />
      ) : (
        words.map(({ index, pieces }, place) => (
          <span
            key={place}
            className={classes.inner}
            data-spoken={(index !== undefined && spoken === index) || undefined}
          >
            <Pieces pieces={pieces} />
          </span>
        ))
      )}
      {sureness === 'unsure' && !here && <span className={classes.spokenOnly}> {t('transcript.unsureSpoken')}</span>}
    </span>
  );
}

/** What is doubtful about it, in a sentence. */
export function doubtText(t: I18n['t'], { heard, heardAgain }: Doubt): string {
  if (heardAgain === undefined) return t('transcript.doubt.unsure', { heard });
  if (heardAgain === '') return t('transcript.doubt.gone', { heard });
  return t('transcript.doubt.differ', { heard, again: heardAgain });
}

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map(({ text, lit }, index) =>
    lit ? <mark key={index}>{text}</mark> : <Fragment key={index}>{text}</Fragment>,
  );
}
