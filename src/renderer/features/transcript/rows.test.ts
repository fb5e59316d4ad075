import { expect, it } from 'vitest';
import type { RecordingMark } from '../../../shared/model/encounter.ts';
import { SegmentId } from '../../../shared/model/ids.ts';
import type { Speaker, TranscriptSegment } from '../../../shared/model/transcript.ts';
import { transcriptRows, type Row } from './rows.ts';

const turn = (id: string, startMs: number, speaker: Speaker = 'clinician', text = id): TranscriptSegment => ({
  id: SegmentId.parse(id),
  startMs,
  endMs: startMs + 900,
  speaker,
  text,
  words: [],
  flags: [],
});
const shape = (rows: Row[]) =>
  rows.map((row) =>
    row.kind === 'turn'
      ? `${row.provisional ? '~' : ''}${row.segment.id}`
      : row.kind === 'mark'
        ? `[${row.mark.kind}]`
        : `"${row.text}"`,
  );

it('shows what was just heard after what stands, and what is being said last', () => {
  const hearing = { endMs: 4_000, text: 'and th', segments: [turn('p1', 2_000), turn('p2', 3_000)] };
  expect(shape(transcriptRows([turn('a', 0), turn('b', 1_000)], [], hearing))).toEqual([
    'a',
    'b',
    '~p1',
    '~p2',
    '"and th"',
  ]);
});

it('a standing turn takes the place and the key of the provisional one', () => {
  const hearing = { endMs: 3_000, text: 'go on', segments: [turn('p1', 1_000), turn('p2', 2_000)] };
  const before = transcriptRows([turn('a', 0)], [], hearing);
  const after = transcriptRows([turn('a', 0), turn('b', 1_050)], [], hearing);
  expect(shape(after)).toEqual(['a', 'b', '~p2', '"go on"']);
  expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
  expect(shape(transcriptRows([turn('a', 0), turn('b', 1_000), turn('c', 2_200)], [], hearing))).toEqual([
    'a',
    'b',
    'c',
  ]);
});

it('puts pauses between turns, and moments on the turn that was being said', () => {
  const marks: RecordingMark[] = [
    { kind: 'moment', atMs: 1_500 },
    { kind: 'off-record', atMs: 1_950, lengthMs: 60_000 },
    { kind: 'device', atMs: 9_000 },
  ];
  const rows = transcriptRows([turn('a', 0), turn('b', 1_000), turn('c', 2_000)], marks);
  expect(shape(rows)).toEqual(['a', 'b', '[off-record]', 'c', '[device]']);
  expect(rows.flatMap((row) => (row.kind === 'turn' ? row.moments : []))).toEqual([1_500]);
});

it('a moment before the first word stands by itself', () => {
  expect(shape(transcriptRows([turn('a', 1_000)], [{ kind: 'moment', atMs: 10 }]))).toEqual(['[moment]', 'a']);
  expect(shape(transcriptRows([], [{ kind: 'paused', atMs: 10 }]))).toEqual(['[paused]']);
});

it('hands out the same row for a turn about which nothing is new', () => {
  const turns = [turn('a', 0), turn('b', 1_000)];
  const first = transcriptRows(turns);
  const again = transcriptRows([...turns, turn('c', 2_000)], [{ kind: 'moment', atMs: 1_200 }]);
  expect(again[0]).toBe(first[0]);
  expect(again[1]).not.toBe(first[1]);
});

it('repeats the name after something happened in between', () => {
  const rows = transcriptRows([turn('a', 0), turn('b', 1_000), turn('c', 2_000)], [{ kind: 'paused', atMs: 2_000 }]);
  expect(rows.flatMap((row) => (row.kind === 'turn' ? [row.continues] : []))).toEqual([false, true, false]);
});
