import { useCallback, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { SegmentId } from '../../../shared/model/ids.ts';
import type { Speaker, TranscriptSegment } from '../../../shared/model/transcript.ts';
import { doubtAt, doubtsOf, type Doubt } from './words.ts';

/** A place in the conversation: one word of one turn. */
export interface Cursor {
  readonly segmentId: SegmentId;
  readonly word: number;
}

export interface WordCursor {
  readonly at: Cursor | undefined;
  /** The turn and the doubt at the cursor, as they stand now; undefined where the turn or the word is gone. */
  readonly segment: TranscriptSegment | undefined;
  readonly doubt: Doubt | undefined;
  readonly doubts: readonly Doubt[];
  /** Rises with every wish that the cursor's word take the focus. */
  readonly focusTurn: number;
  /** Takes up the wish, once; the same function always. */
  readonly takeFocus: () => boolean;
  set(segmentId: SegmentId, word: number): void;
  clear(): void;
  /** To the doubt after (1) or before (-1) the cursor. @returns whether there is one */
  toDoubt(step: 1 | -1): boolean;
  /** By words or turns. */
  step(words: number, turns: number): void;
}

/** Where in the conversation the keyboard is. `onMove` brings the turn at that place of the list onto the screen. */
export function useWordCursor(
  segments: readonly TranscriptSegment[],
  onMove: (segmentIndex: number) => void,
): WordCursor {
  const [at, setAt] = useState<Cursor>();
  const [focusTurn, setFocusTurn] = useState(0);
  const isWished = useRef(false);
  const takeFocus = useCallback(() => {
    const wished = isWished.current;
    isWished.current = false;
    return wished;
  }, []);
  const doubts = useMemo(() => segments.flatMap((segment) => doubtsOf(segment)), [segments]);
  const places = useMemo(() => new Map(segments.map(({ id }, index) => [id, index])), [segments]);
  const index = at === undefined ? undefined : places.get(at.segmentId);
  const segment = index === undefined ? undefined : segments[index];
  const lastWord = (segment?.words.length ?? 0) - 1;
  const current = at && segment && lastWord >= 0 ? { ...at, word: Math.min(at.word, lastWord) } : undefined;

  const set = (segmentId: SegmentId, word: number): void => {
    setAt({ segmentId, word });
    setFocusTurn((turn) => turn + 1);
    isWished.current = true;
    const place = places.get(segmentId);
    if (place !== undefined) onMove(place);
  };

  return {
    at: current,
    segment: current && segment,
    doubt: current && segment && doubtAt(segment, current.word),
    doubts,
    focusTurn,
    takeFocus,
    set,
    clear: () => setAt(undefined),
    toDoubt(step) {
      const order = (segmentId: SegmentId, word: number): number => (places.get(segmentId) ?? -1) * 100_000 + word;
      const here = current ? order(current.segmentId, current.word) : step > 0 ? -1 : Infinity;
      const own = current && segment ? doubtAt(segment, current.word) : undefined;
      const others = doubts.filter((doubt) => doubt !== own);
      const next =
        step > 0
          ? others.find((doubt) => order(doubt.segmentId, doubt.first) > here)
          : others.findLast((doubt) => order(doubt.segmentId, doubt.first) < here);
      if (next) set(next.segmentId, next.first);
      return next !== undefined;
    },
    step(words, turns) {
      if (!current || index === undefined || !segment) return;
      if (turns !== 0) {
        const other = nextWithWords(segments, index, turns);
        if (other) set(other.id, 0);
        return;
      }
      const doubt = doubtAt(segment, current.word);
      const word = words > 0 ? (doubt?.last ?? current.word) + 1 : (doubt?.first ?? current.word) - 1;
      if (word >= 0 && word <= lastWord) return set(segment.id, word);
      const other = nextWithWords(segments, index, Math.sign(words));
      if (other) set(other.id, words > 0 ? 0 : other.words.length - 1);
    },
  };
}

function nextWithWords(
  segments: readonly TranscriptSegment[],
  from: number,
  step: number,
): TranscriptSegment | undefined {
  let index = from + step;
  while (segments[index]?.words.length === 0) index += step;
  return segments[index];
}

export interface WordKeys {
  play: () => void;
  playOn: () => void;
  choose: (hearing: 'first' | 'second') => void;
  type: () => void;
  keep: () => void;
  speaker: (speaker: Speaker) => void;
  everywhere: () => void;
  undo: () => void;
  /** Escape: what plays falls silent, then the cursor goes. */
  leave: () => void;
}

/** Handles a key pressed on a word of the conversation. */
export function onWordKey(event: KeyboardEvent, cursor: WordCursor, keys: WordKeys): void {
  if (event.ctrlKey || event.metaKey || event.altKey || !cursor.at) return;
  if (event.key === 'Tab') {
    // To the next doubt, wherever it is; past the last one the key does what it always does.
    if (cursor.toDoubt(event.shiftKey ? -1 : 1)) event.preventDefault();
    return;
  }
  const actions: Record<string, () => void> = {
    ArrowRight: () => cursor.step(1, 0),
    ArrowLeft: () => cursor.step(-1, 0),
    ArrowDown: () => cursor.step(0, 1),
    ArrowUp: () => cursor.step(0, -1),
    ' ': keys.play,
    Enter: cursor.doubt ? keys.keep : keys.playOn,
    1: () => keys.choose('first'),
    2: () => keys.choose('second'),
    e: keys.type,
    c: () => keys.speaker('clinician'),
    p: () => keys.speaker('patient'),
    o: () => keys.speaker('other'),
    v: keys.everywhere,
    u: keys.undo,
    Escape: keys.leave,
  };
  const action = event.shiftKey ? undefined : actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!action) return;
  event.preventDefault();
  event.stopPropagation();
  action();
}
