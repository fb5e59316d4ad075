// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SegmentId } from '../../../shared/model/ids.ts';
import type { TranscriptSegment } from '../../../shared/model/transcript.ts';
import { useSpokenCaptions } from './use-hearing.ts';

const turn = (text: string, startMs: number): TranscriptSegment => ({
  id: SegmentId.parse(`s${startMs}`),
  startMs,
  endMs: startMs + 900,
  speaker: 'patient',
  text,
  words: [],
  flags: [],
});

function Spoken({ turns, live }: { turns: readonly TranscriptSegment[]; live: boolean }) {
  return <p>{useSpokenCaptions(turns, live, ({ text }) => text)}</p>;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function speak(first: readonly TranscriptSegment[]) {
  const { container, rerender } = render(<Spoken turns={first} live />);
  return {
    hear: (turns: readonly TranscriptSegment[]) => rerender(<Spoken turns={turns} live />),
    wait: () => act(() => vi.advanceTimersByTime(4_000)),
    text: () => container.textContent,
  };
}

it('says what ended since the last time, together, and not what was there before', () => {
  const page = speak([turn('Before.', 0)]);
  page.hear([turn('Before.', 0), turn('One.', 1_000), turn('Two.', 2_000)]);
  expect(page.text()).toBe('');
  page.wait();
  expect(page.text()).toBe('One. Two.');
  page.wait();
  expect(page.text()).toBe('One. Two.');
  page.hear([turn('Before.', 0), turn('One.', 1_000), turn('Two.', 2_000), turn('Three.', 3_000)]);
  page.wait();
  expect(page.text()).toBe('Three.');
});

it('does not say a turn again when it stands in other words', () => {
  const page = speak([]);
  page.hear([turn('Take for hundred.', 1_000)]);
  page.wait();
  page.hear([turn('Take four hundred.', 1_050)]);
  page.wait();
  expect(page.text()).toBe('Take for hundred.');
});

it('leaves what is long past to be read', () => {
  const page = speak([]);
  page.hear(Array.from({ length: 30 }, (_, index) => turn(`${index}.`, index * 1_000)));
  page.wait();
  expect(page.text()).toBe('24. 25. 26. 27. 28. 29.');
});
