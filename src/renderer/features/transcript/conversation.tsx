import { Button } from '@mantine/core';
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type Ref,
} from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import { useStore, type Store } from '../../ui/store.ts';
import { MarkDivider } from './mark-divider.tsx';
import type { Row } from './rows.ts';
import classes from './transcript.module.css';
import { Turn, type TurnActions } from './turn.tsx';
import turnClasses from './turn.module.css';
import type { WordCursor } from './use-word-cursor.ts';
import { segmentIndexAt } from './words.ts';

const ESTIMATED_TURN_PX = 72;
const ESTIMATED_MARK_PX = 32;
const NEAR_END_PX = 60;
const NO_QUOTES: readonly string[] = [];

export interface ConversationHandle {
  /** Brings a row onto the screen; `center` also when it is there already. */
  show(row: number, align: 'auto' | 'center'): void;
  /** Brings the cursor's word into sight, if its turn is in the page. */
  revealCursor(): void;
  focus(): void;
}

export interface ConversationProps {
  ref: Ref<ConversationHandle>;
  rows: readonly Row[];
  /** Words still arrive: stay at the end, unless the reader went up. */
  live: boolean;
  canPlay: boolean;
  canCorrect: boolean;
  playing: string | undefined;
  positionMs: Store<number | undefined>;
  quotes: ReadonlyMap<string, readonly string[]>;
  cursor: WordCursor;
  actions: TurnActions;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** The list of turns. Only what is on screen is in the page, so that two hours scroll as one minute does. */
export function Conversation(props: ConversationProps) {
  const { rows, live, canPlay, canCorrect, playing, positionMs, quotes, cursor, actions, onKeyDown } = props;
  const { t } = useI18n();
  const scroller = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const [follows, setFollows] = useState(true);
  const cursorRow = rows.findIndex((row) => row.kind === 'turn' && row.segment.id === cursor.at?.segmentId);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(range);
      // The word with the focus stays in the page, or the keyboard would lose its place.
      return cursorRow < 0 || indexes.includes(cursorRow) ? indexes : [...indexes, cursorRow].sort((a, b) => a - b);
    },
    [cursorRow],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === 'mark' ? ESTIMATED_MARK_PX : ESTIMATED_TURN_PX),
    getItemKey: (index) => rows[index]!.key,
    overscan: 8,
    rangeExtractor,
  });

  useImperativeHandle(props.ref, () => ({
    show(row, align) {
      if (row >= 0) virtual.scrollToIndex(row, { align });
    },
    revealCursor: () => scroller.current?.querySelector('[data-cursor=true]')?.scrollIntoView({ block: 'nearest' }),
    focus: () => scroller.current?.focus({ preventScroll: true }),
  }));

  const totalSize = virtual.getTotalSize();
  const toEnd = (): void => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  };
  useLayoutEffect(() => {
    if (live && follows) toEnd();
  }, [live, follows, totalSize, rows]);

  useFollowSound(rows, positionMs, (row) => virtual.scrollToIndex(row, { align: 'center' }));

  return (
    <>
      <div
        ref={scroller}
        className={classes.scroller}
        role="region"
        aria-label={t('transcript.label')}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget }) => {
          const { scrollHeight, scrollTop, clientHeight } = currentTarget;
          const isUp = scrollTop < lastTop.current - 1;
          lastTop.current = scrollTop;
          // Growing text moves the end away, not the reader: only going up stops following.
          if (scrollHeight - scrollTop - clientHeight < NEAR_END_PX) setFollows(true);
          else if (isUp) setFollows(false);
        }}
      >
        <div className={classes.canvas} style={{ height: totalSize }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index];
            return (
              row && (
                <div
                  key={key}
                  ref={virtual.measureElement}
                  data-index={index}
                  className={classes.item}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  {row.kind === 'turn' && (
                    <Turn
                      row={row}
                      quotes={quotes.get(row.segment.id) ?? NO_QUOTES}
                      playing={playing === row.segment.id}
                      positionMs={positionMs}
                      canPlay={canPlay}
                      canCorrect={canCorrect}
                      cursor={row.segment.id === cursor.at?.segmentId ? cursor.at.word : undefined}
                      focusTurn={row.segment.id === cursor.at?.segmentId ? cursor.focusTurn : 0}
                      takeFocus={cursor.takeFocus}
                      actions={actions}
                    />
                  )}
                  {row.kind === 'mark' && <MarkDivider mark={row.mark} />}
                  {row.kind === 'saying' && (
                    <p className={turnClasses.saying}>
                      <span className="visually-hidden">{t('transcript.saying')}: </span>
                      {row.text}
                    </p>
                  )}
                </div>
              )
            );
          })}
        </div>
      </div>
      {live && !follows && rows.length > 0 && (
        <Button
          className={classes.jump}
          size="xs"
          leftSection={<ArrowDown size={14} />}
          onClick={() => {
            setFollows(true);
            toEnd();
          }}
        >
          {t('transcript.jump')}
        </Button>
      )}
    </>
  );
}

/** While the recording plays, the turn that is heard stays on the screen. */
function useFollowSound(
  rows: readonly Row[],
  positionMs: Store<number | undefined>,
  show: (row: number) => void,
): void {
  const heard = useStore(positionMs, (ms) => (ms === undefined ? -1 : rowIndexAt(rows, ms)));
  const follow = useEffectEvent((row: number) => show(row));
  useEffect(() => {
    if (heard >= 0) follow(heard);
  }, [heard]);
}

const startsByRows = new WeakMap<readonly Row[], { rows: number[]; starts: { startMs: number }[] }>();

/** Place of the row whose turn is heard at `ms`; -1 before the first. */
function rowIndexAt(rows: readonly Row[], ms: number): number {
  let turns = startsByRows.get(rows);
  if (!turns) {
    turns = { rows: [], starts: [] };
    for (const [index, row] of rows.entries()) {
      if (row.kind !== 'turn') continue;
      turns.rows.push(index);
      turns.starts.push(row.segment);
    }
    startsByRows.set(rows, turns);
  }
  return turns.rows[segmentIndexAt(turns.starts, ms)] ?? -1;
}
