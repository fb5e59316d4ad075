import type { RecordingMark } from '../../../shared/model/encounter.ts';
import type { TranscriptSegment } from '../../../shared/model/transcript.ts';
import { segmentIndexAt } from './words.ts';

/** One line of the conversation as it is shown. */
export type Row = TurnRow | { kind: 'mark'; key: string; mark: RecordingMark } | SayingRow;
export interface TurnRow {
  kind: 'turn';
  key: string;
  segment: TranscriptSegment;
  /** Heard just now; the standing turn takes its place in a moment. */
  provisional: boolean;
  /** The same person goes on speaking: the name is not repeated. */
  continues: boolean;
  /** Moments that were marked while this was said, in milliseconds of the recording. */
  moments: readonly number[];
}
export interface SayingRow {
  kind: 'saying';
  key: string;
  text: string;
}

/** What is heard live after the last turn that stands. */
export interface Hearing {
  readonly endMs: number;
  readonly text: string;
  readonly segments: readonly TranscriptSegment[];
}

const NO_MOMENTS: readonly number[] = [];

/**
 * What stands, what happened, what was just heard and what is being said, in order. A turn's key is its place in the conversation, so that a
 * standing turn takes over the line of the provisional one: nothing is taken out and put in again, nothing jumps.
 */
export function transcriptRows(
  segments: readonly TranscriptSegment[],
  marks: readonly RecordingMark[] = [],
  hearing?: Hearing,
): Row[] {
  const standing = segments.length;
  const { provisional, text } = afterStanding(segments, hearing);
  const turns = provisional.length === 0 ? segments : [...segments, ...provisional];
  const dividers = marks.filter((mark) => mark.kind !== 'moment' || segmentIndexAt(turns, mark.atMs) < 0);
  const moments = momentsByTurn(turns, marks);
  const rows: Row[] = [];
  let nextDivider = 0;
  const addDividers = (untilMs: number): void => {
    for (; nextDivider < dividers.length && dividers[nextDivider]!.atMs <= untilMs; nextDivider += 1)
      rows.push({ kind: 'mark', key: `mark-${nextDivider}`, mark: dividers[nextDivider]! });
  };
  turns.forEach((segment, index) => {
    addDividers(segment.startMs);
    const before = rows.at(-1);
    rows.push(
      sameAsBefore({
        kind: 'turn',
        key: `turn-${index}`,
        segment,
        provisional: index >= standing,
        continues: before?.kind === 'turn' && before.segment.speaker === segment.speaker,
        moments: moments.get(index) ?? NO_MOMENTS,
      }),
    );
  });
  addDividers(Infinity);
  if (text !== '') rows.push({ kind: 'saying', key: 'saying', text });
  return rows;
}

const lastRows = new WeakMap<TranscriptSegment, TurnRow>();

/** The row object of the last time where nothing about it is new: what did not change is not drawn again. */
function sameAsBefore(row: TurnRow): TurnRow {
  const last = lastRows.get(row.segment);
  const isSame =
    last !== undefined &&
    last.key === row.key &&
    last.provisional === row.provisional &&
    last.continues === row.continues &&
    last.moments.join() === row.moments.join();
  if (isSame) return last;
  lastRows.set(row.segment, row);
  return row;
}

/** The part of a live hearing that no standing turn covers yet. */
export function afterStanding(
  segments: readonly TranscriptSegment[],
  hearing: Hearing | undefined,
): { provisional: readonly TranscriptSegment[]; text: string } {
  if (!hearing) return { provisional: [], text: '' };
  const standsUntilMs = segments.at(-1)?.endMs ?? 0;
  return {
    provisional: hearing.segments.filter(({ startMs, endMs }) => (startMs + endMs) / 2 >= standsUntilMs),
    text: hearing.endMs > standsUntilMs ? hearing.text.trim() : '',
  };
}

function momentsByTurn(
  turns: readonly TranscriptSegment[],
  marks: readonly RecordingMark[],
): ReadonlyMap<number, readonly number[]> {
  const byTurn = new Map<number, number[]>();
  for (const { kind, atMs } of marks) {
    const index = kind === 'moment' ? segmentIndexAt(turns, atMs) : -1;
    if (index >= 0) byTurn.set(index, [...(byTurn.get(index) ?? []), atMs]);
  }
  return byTurn;
}
