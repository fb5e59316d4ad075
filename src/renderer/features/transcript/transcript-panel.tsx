import { Button } from '@mantine/core';
import { MessagesSquare } from 'lucide-react';
import { useEffect, useEffectEvent, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { RecordingMark } from '../../../shared/model/encounter.ts';
import type { EncounterId } from '../../../shared/model/ids.ts';
import type { Evidence } from '../../../shared/model/note.ts';
import type { TranscriptSegment } from '../../../shared/model/transcript.ts';
import { evidenceFocus, litEvidence } from '../../evidence/focus.ts';
import { jumpTarget } from '../../evidence/jump.ts';
import { usePlay } from '../../evidence/use-play.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommands } from '../../ui/commands.ts';
import { Empty } from '../../ui/empty.tsx';
import { Keys } from '../../ui/keys.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { useStore } from '../../ui/store.ts';
import { Conversation, type ConversationHandle } from './conversation.tsx';
import { transcriptRows, type Row } from './rows.ts';
import { SpeakerStrip } from './speaker-strip.tsx';
import classes from './transcript.module.css';
import type { TurnActions } from './turn.tsx';
import { useCorrections, type Corrections } from './use-corrections.ts';
import { useHearing, useSpokenCaptions } from './use-hearing.ts';
import { onWordKey, useWordCursor } from './use-word-cursor.ts';
import { Waveform } from './waveform.tsx';
import { WordBar } from './word-bar.tsx';
import { segmentIndexAt } from './words.ts';

/** Hovering has to last this long before the conversation moves. */
const HOVER_SCROLL_MS = 180;
/** A word is listened to with what is around it. */
const AROUND_WORD_MS = 1_000;
const LONGEST_TURN_CLIP_MS = 60_000;
const NO_MARKS: readonly RecordingMark[] = [];

export interface TranscriptPanelProps {
  encounterId: EncounterId;
  segments: readonly TranscriptSegment[];
  marks: readonly RecordingMark[] | undefined;
  /** Words still arrive: stay at the end, and read them out. */
  live: boolean;
  canPlay: boolean;
  canCorrect: boolean;
  /** Length of the sound; 0 where there is none. */
  durationMs: number;
}

/** The conversation, turn by turn: heard live, listened to again, corrected where it was misheard; what the note rests on lights up in it. */
export function TranscriptPanel(props: TranscriptPanelProps) {
  const { encounterId, segments, marks = NO_MARKS, live, canPlay, canCorrect, durationMs } = props;
  const { t, plural } = useI18n();
  const panel = useRef<HTMLElement>(null);
  const list = useRef<ConversationHandle>(null);
  const [typing, setTyping] = useState(false);
  const playback = usePlay(encounterId);
  const { playing, positionMs, toggle, playFrom, stop } = playback;
  const hearing = useHearing(encounterId, live);
  const rows = useMemo(() => transcriptRows(segments, marks, hearing), [segments, marks, hearing]);
  const cursor = useWordCursor(segments, (index) => list.current?.show(rowOfSegment(rows, segments[index]!), 'auto'));
  const corrections = useCorrections(encounterId, segments);
  const spoken = useSpokenTurns(rows, live);
  useEffect(() => stop, [stop]);

  const focus = useStore(evidenceFocus);
  const lit = litEvidence(focus);
  const quotes = useMemo(() => quotesBySegment(lit), [lit]);
  useScrollToEvidence(lit[0]?.segmentId, focus.hovered !== undefined, (segmentId) =>
    list.current?.show(
      rows.findIndex((row) => row.kind === 'turn' && row.segment.id === segmentId),
      'center',
    ),
  );
  useJumps((atMs) => {
    const segment = segments[Math.max(0, segmentIndexAt(segments, atMs))];
    if (segment) list.current?.show(rowOfSegment(rows, segment), 'center');
  });

  const playWord = useEffectEventCallback((segment: TranscriptSegment, first: number, last: number) => {
    const [from, to] = [segment.words[first]!, segment.words[last]!];
    const startMs = Math.max(0, from.startMs - AROUND_WORD_MS);
    const endMs = Math.min(durationMs || Infinity, to.endMs + AROUND_WORD_MS);
    toggle(wordKey(segment, first), [{ startMs, endMs }]);
  });
  const actions = useStableActions({
    onPlay: ({ id, startMs, endMs }) =>
      toggle(id, [{ startMs, endMs: Math.min(endMs, startMs + LONGEST_TURN_CLIP_MS) }]),
    onPlayFrom: (segment, word) => playFrom({ startMs: segment.words[word]!.startMs, endMs: durationMs }),
    onWord: ({ id }, word) => {
      setTyping(false);
      cursor.set(id, word);
    },
    onSpeaker: corrections.setSpeaker,
  });

  const { segment, doubt, at } = cursor;
  const first = doubt?.first ?? at?.word ?? 0;
  const last = doubt?.last ?? first;
  const settle = (text: string): void => {
    setTyping(false);
    if (!segment || !canCorrect) return;
    corrections.settle({ segment, first, last, text });
    cursor.set(segment.id, first);
  };
  const canStep = cursor.doubts.length > 0 && !live;
  useCommands([
    {
      id: 'doubt-next',
      title: t('transcript.doubtNext'),
      keys: '.',
      run: canStep ? () => cursor.toDoubt(1) : undefined,
    },
    {
      id: 'doubt-previous',
      title: t('transcript.doubtPrevious'),
      keys: ',',
      run: canStep ? () => cursor.toDoubt(-1) : undefined,
    },
  ]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (target.closest('[data-word]') === null) {
      if (target.closest('button') !== null)
        return onSpeakerKey(event, segmentAround(rows, target), corrections, canCorrect);
      if (event.key !== 'Enter' || !segments[0]) return;
      event.preventDefault();
      cursor.set(segments[0].id, 0);
      return;
    }
    onWordKey(event, cursor, {
      play: () => segment && canPlay && playWord(segment, first, last),
      playOn: () => segment && canPlay && actions.onPlayFrom(segment, first),
      choose: (hearing) => {
        const heard = segment?.words.slice(first, last + 1) ?? [];
        const second = doubt?.heardAgain ?? heard[0]?.heardAs;
        if (second !== undefined) settle(hearing === 'first' ? heard.map(({ text }) => text).join(' ') : second);
      },
      type: () => setTyping(canCorrect),
      keep: () => doubt && settle(doubt.heard),
      speaker: (speaker) => segment && canCorrect && corrections.setSpeaker(segment, speaker),
      everywhere: () => corrections.everywhere(),
      undo: () => corrections.undo(),
      leave: () => {
        if (playing !== undefined) return stop();
        cursor.clear();
        list.current?.focus();
      },
    });
  };

  // The bar below takes room: it and the word that it is about stay in sight, also where the page scrolls (narrow, or zoomed in).
  const barIsFor = at && `${at.segmentId} ${at.word} ${typing} ${corrections.change !== undefined}`;
  useEffect(() => {
    if (barIsFor === undefined) return;
    panel.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
    list.current?.revealCursor();
  }, [barIsFor]);

  return (
    <section ref={panel} className={classes.panel} aria-labelledby="transcript-title">
      <div className={classes.header}>
        <h2 id="transcript-title" className={classes.title}>
          {t('visit.transcript')}
        </h2>
        {canCorrect && cursor.doubts.length > 0 && (
          <Button
            size="compact-sm"
            variant="default"
            className={classes.doubts}
            rightSection={<Keys keys="." />}
            onClick={() => cursor.toDoubt(1) || cursor.set(cursor.doubts[0]!.segmentId, cursor.doubts[0]!.first)}
          >
            {plural('transcript.doubts', cursor.doubts.length)}
          </Button>
        )}
      </div>
      {canPlay && durationMs > 0 && <Waveform {...{ encounterId, segments, marks, durationMs, playback }} />}
      {corrections.error && <ErrorNotice error={corrections.error} onDismiss={corrections.dismissError} />}
      {rows.length === 0 ? (
        <Empty
          icon={MessagesSquare}
          title={live ? t('transcript.empty') : t('transcript.none')}
          hint={live ? t('transcript.emptyHint') : undefined}
        />
      ) : (
        <Conversation
          ref={list}
          {...{ rows, live, canPlay, canCorrect, playing, positionMs, quotes, cursor, actions, onKeyDown }}
        />
      )}
      {live && (
        <div className="visually-hidden" role="log" aria-live="polite" aria-label={t('transcript.captions')}>
          {spoken}
        </div>
      )}
      {corrections.change && (
        <SpeakerStrip
          change={corrections.change}
          voiceTurns={corrections.voiceTurns}
          busy={corrections.busy}
          onEverywhere={corrections.everywhere}
          onUndo={corrections.undo}
          onClose={corrections.close}
        />
      )}
      {segment && at && !live && (
        <WordBar
          key={`${segment.id}-${first}`}
          segment={segment}
          word={at.word}
          doubt={doubt}
          playing={playing === wordKey(segment, first)}
          canPlay={canPlay}
          canSettle={canCorrect}
          typing={typing}
          onPlay={() => playWord(segment, first, last)}
          onSettle={settle}
          onType={(wanted) => {
            setTyping(wanted);
            if (!wanted) cursor.set(segment.id, first);
          }}
        />
      )}
    </section>
  );
}

/** The turn in whose row an element is. */
function segmentAround(rows: readonly Row[], element: Element): TranscriptSegment | undefined {
  const row = rows[Number(element.closest<HTMLElement>('[data-index]')?.dataset.index)];
  return row?.kind === 'turn' && !row.provisional ? row.segment : undefined;
}

/** The keys that say who speaks, on the name of a turn as on its words. */
function onSpeakerKey(
  event: KeyboardEvent,
  segment: TranscriptSegment | undefined,
  corrections: Corrections,
  canCorrect: boolean,
): void {
  if (!segment || !canCorrect || event.ctrlKey || event.metaKey || event.altKey) return;
  const keys: Record<string, () => void> = {
    c: () => corrections.setSpeaker(segment, 'clinician'),
    p: () => corrections.setSpeaker(segment, 'patient'),
    o: () => corrections.setSpeaker(segment, 'other'),
    v: () => corrections.everywhere(),
    u: () => corrections.undo(),
  };
  const action = keys[event.key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  event.stopPropagation();
  action();
}

const wordKey = ({ id }: TranscriptSegment, first: number): string => `word-${id}-${first}`;

function rowOfSegment(rows: readonly Row[], { id }: TranscriptSegment): number {
  return rows.findIndex((row) => row.kind === 'turn' && row.segment.id === id);
}

function quotesBySegment(evidence: readonly Evidence[]): Map<string, string[]> {
  const map = new Map<string, string[]>();
  for (const { segmentId, quote } of evidence) map.set(segmentId, [...(map.get(segmentId) ?? []), quote]);
  return map;
}

function useSpokenTurns(rows: readonly Row[], live: boolean): string {
  const { t } = useI18n();
  const turns = useMemo(() => rows.flatMap((row) => (row.kind === 'turn' ? [row.segment] : [])), [rows]);
  return useSpokenCaptions(turns, live, ({ speaker, text }) => `${t(`transcript.speaker.${speaker}`)}: ${text}`);
}

function useScrollToEvidence(segmentId: string | undefined, isHover: boolean, show: (segmentId: string) => void): void {
  const scroll = useEffectEvent((id: string) => show(id));
  useEffect(() => {
    if (segmentId === undefined) return undefined;
    const timer = setTimeout(() => scroll(segmentId), isHover ? HOVER_SCROLL_MS : 0);
    return () => clearTimeout(timer);
  }, [segmentId, isHover]);
}

function useJumps(show: (atMs: number) => void): void {
  const go = useEffectEvent((atMs: number) => show(atMs));
  useEffect(
    () =>
      jumpTarget.subscribe(() => {
        const target = jumpTarget.get();
        if (target) go(target.atMs);
      }),
    [],
  );
}

/** A handler that never changes, so that turns off screen and on it are not drawn again for it. */
function useEffectEventCallback<A extends unknown[]>(handler: (...args: A) => void): (...args: A) => void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  const [stable] = useState(
    () =>
      (...args: A): void =>
        latest.current(...args),
  );
  return stable;
}

function useStableActions(handlers: TurnActions): TurnActions {
  const onPlay = useEffectEventCallback(handlers.onPlay);
  const onPlayFrom = useEffectEventCallback(handlers.onPlayFrom);
  const onWord = useEffectEventCallback(handlers.onWord);
  const onSpeaker = useEffectEventCallback(handlers.onSpeaker);
  return useMemo(() => ({ onPlay, onPlayFrom, onWord, onSpeaker }), [onPlay, onPlayFrom, onWord, onSpeaker]);
}
