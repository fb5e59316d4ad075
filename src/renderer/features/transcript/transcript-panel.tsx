import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, MessagesSquare } from 'lucide-react';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { EncounterId } from '../../../shared/model/ids.ts';
import type { Evidence } from '../../../shared/model/note.ts';
import type { Speaker, TranscriptSegment } from '../../../shared/model/transcript.ts';
import { evidenceFocus, litEvidence } from '../../evidence/focus.ts';
import { usePlay } from '../../evidence/use-play.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useAction } from '../../rpc/react.tsx';
import { announce } from '../../ui/announcer.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { useStore } from '../../ui/store.ts';
import { showToast } from '../../ui/toast.tsx';
import { Turn } from './turn.tsx';
import classes from './transcript.module.css';

const ESTIMATED_TURN_PX = 72;
/** Hovering has to last this long before the conversation moves. */
const HOVER_SCROLL_MS = 180;
const NEAR_END_PX = 60;
const NO_QUOTES: readonly string[] = [];

export interface TranscriptPanelProps {
  encounterId: EncounterId;
  segments: readonly TranscriptSegment[];
  /** Words still arrive: stay at the end, and read them out. */
  live: boolean;
  canPlay: boolean;
  canCorrect: boolean;
}

/** The conversation, turn by turn; what the note rests on lights up in it. Only what is on screen is in the page. */
export function TranscriptPanel({ encounterId, segments, live, canPlay, canCorrect }: TranscriptPanelProps) {
  const { t } = useI18n();
  const scroller = useRef<HTMLDivElement>(null);
  const [follows, setFollows] = useState(true);
  const { playing, toggle } = usePlay(encounterId);
  const focus = useStore(evidenceFocus);
  const lit = litEvidence(focus);
  const quotes = useMemo(() => quotesBySegment(lit), [lit]);
  const setSpeaker = useAction('transcript.setSpeaker', {
    refresh: ['encounters.get'],
    onDone: ({ redrafted }) => {
      const text = redrafted ? t('transcript.redrafted') : t('transcript.kept');
      announce(text);
      showToast({ tone: 'info', text });
    },
  });
  const virtual = useVirtualizer({
    count: segments.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ESTIMATED_TURN_PX,
    getItemKey: (index) => segments[index]!.id,
    overscan: 8,
  });

  const firstLit = lit[0]?.segmentId;
  const scrollTo = useEffectEvent((segmentId: string) => {
    const index = segments.findIndex((segment) => segment.id === segmentId);
    if (index >= 0) virtual.scrollToIndex(index, { align: 'center' });
  });
  const isHover = focus.hovered !== undefined;
  useEffect(() => {
    if (firstLit === undefined) return undefined;
    const timer = setTimeout(() => scrollTo(firstLit), isHover ? HOVER_SCROLL_MS : 0);
    return () => clearTimeout(timer);
  }, [firstLit, isHover]);

  const last = segments.at(-1);
  const toEnd = useEffectEvent(() => {
    if (live && follows && segments.length > 0) virtual.scrollToIndex(segments.length - 1, { align: 'end' });
  });
  useEffect(() => toEnd(), [last?.id, last?.text]);

  const play = useEffectEventCallback((segment: TranscriptSegment) =>
    toggle(segment.id, [{ startMs: segment.startMs, endMs: Math.min(segment.endMs, segment.startMs + 60_000) }]),
  );
  const correct = useEffectEventCallback((segment: TranscriptSegment, speaker: Speaker) => {
    if (speaker !== segment.speaker) setSpeaker.mutate({ encounterId, segmentId: segment.id, speaker });
  });

  return (
    <section className={classes.panel} aria-labelledby="transcript-title">
      <h2 id="transcript-title" className={classes.title}>
        {t('visit.transcript')}
      </h2>
      {setSpeaker.error && <ErrorNotice error={setSpeaker.error} />}
      {segments.length === 0 ? (
        <Empty
          icon={MessagesSquare}
          title={live ? t('transcript.empty') : t('transcript.none')}
          hint={live ? t('transcript.emptyHint') : undefined}
        />
      ) : (
        <div
          ref={scroller}
          className={classes.scroller}
          role="region"
          aria-label={t('transcript.label')}
          tabIndex={0}
          onScroll={({ currentTarget }) => {
            const { scrollHeight, scrollTop, clientHeight } = currentTarget;
            setFollows(scrollHeight - scrollTop - clientHeight < NEAR_END_PX);
          }}
        >
          <div className={classes.canvas} style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, key, start }) => {
              const segment = segments[index]!;
              return (
                <div
                  key={key}
                  ref={virtual.measureElement}
                  data-index={index}
                  className={classes.item}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <Turn
                    segment={segment}
                    continues={segments[index - 1]?.speaker === segment.speaker}
                    quotes={quotes.get(segment.id) ?? NO_QUOTES}
                    playing={playing === segment.id}
                    canPlay={canPlay}
                    canCorrect={canCorrect}
                    onPlay={play}
                    onSpeaker={correct}
                  />
                </div>
              );
            })}
          </div>
        </div>
      )}
      {live && (
        <div className="visually-hidden" role="log" aria-live="polite" aria-label={t('transcript.captions')}>
          {last && `${t(`transcript.speaker.${last.speaker}`)}: ${last.text}`}
        </div>
      )}
      {live && !follows && segments.length > 0 && (
        <Button
          className={classes.jump}
          size="xs"
          leftSection={<ArrowDown size={14} />}
          onClick={() => {
            setFollows(true);
            virtual.scrollToIndex(segments.length - 1, { align: 'end' });
          }}
        >
          {t('transcript.jump')}
        </Button>
      )}
    </section>
  );
}

function quotesBySegment(evidence: readonly Evidence[]): Map<string, string[]> {
  const map = new Map<string, string[]>();
  for (const { segmentId, quote } of evidence) map.set(segmentId, [...(map.get(segmentId) ?? []), quote]);
  return map;
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
