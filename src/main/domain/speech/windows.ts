import type { SampleRange, SpeechSpan } from './segmenter.ts';

export interface WindowConfig {
  /** A window ends before the span that would make it longer than this. */
  readonly maxMs: number;
  /** Silence that ends a window by itself. */
  readonly maxGapMs: number;
  /** Silence between two spans that is left in: enough to hear that somebody paused. The rest is cut out. */
  readonly keptGapMs: number;
}

/**
 * Recognisers understand a sentence better than its parts: on the shared recordings the same weights make a fifth fewer errors
 * on windows of about 20 s than on single utterances (docs/decisions/0022-windows.md).
 */
export const DEFAULT_WINDOWS: WindowConfig = { maxMs: 20_000, maxGapMs: 2_500, keptGapMs: 160 };

const SAMPLES_PER_MS = 16;

/** Several stretches of speech, heard as one. */
export interface ListeningWindow extends SampleRange {
  readonly spans: readonly SpeechSpan[];
  /** The parts of the recording that are heard, in order: the spans and what silence is kept between them. */
  readonly pieces: readonly SampleRange[];
}

export interface Windower {
  /** The next span. Returns the window that it completed, if any. */
  push(span: SpeechSpan): ListeningWindow[];
  /**
   * No speech before `sample` is still to come, and `open` is speech that goes on: a window that has waited long enough, or has no room
   * for what is being said, is complete. To be called for every frame, so that the same audio gives the same windows at any pace.
   */
  advance(sample: number, open?: SampleRange): ListeningWindow[];
  flush(): ListeningWindow[];
  /**
   * The windows that are still growing, as they would be if nothing but `next` (speech that may go on) were to come: none, one, or
   * the one that `next` would complete and the one that it would begin.
   */
  growing(next?: SpeechSpan): ListeningWindow[];
}

/** Groups spans into windows. Pure and incremental, the same for live audio and for files. */
export function createWindower(config: WindowConfig = DEFAULT_WINDOWS): Windower {
  const maxSamples = config.maxMs * SAMPLES_PER_MS;
  const maxGap = config.maxGapMs * SAMPLES_PER_MS;
  const keptGap = config.keptGapMs * SAMPLES_PER_MS;
  let spans: SpeechSpan[] = [];
  /** What of them is heard, with the silence kept between them. */
  let heardSamples = 0;

  const take = (): ListeningWindow[] => {
    if (spans.length === 0) return [];
    const window = makeWindow(spans, keptGap);
    spans = [];
    heardSamples = 0;
    return [window];
  };

  /** Whether a span begins a window of its own. */
  const isBeyond = (range: SampleRange): boolean => {
    const last = spans.at(-1);
    if (!last) return false;
    const gap = range.startSample - last.endSample;
    return gap > maxGap || heardSamples + Math.min(gap, keptGap) + range.endSample - range.startSample > maxSamples;
  };

  return {
    push(span) {
      const complete = isBeyond(span) ? take() : [];
      const last = spans.at(-1);
      heardSamples += span.endSample - span.startSample;
      if (last) heardSamples += Math.min(span.startSample - last.endSample, keptGap);
      spans.push(span);
      return complete;
    },
    advance(sample, open) {
      const last = spans.at(-1);
      if (!last) return [];
      return sample - last.endSample > maxGap || (open && isBeyond(open)) ? take() : [];
    },
    flush: take,
    growing(next) {
      const groups = next === undefined ? [spans] : isBeyond(next) ? [spans, [next]] : [[...spans, next]];
      return groups.filter((group) => group.length > 0).map((group) => makeWindow(group, keptGap));
    },
  };
}

function makeWindow(spans: readonly SpeechSpan[], keptGap: number): ListeningWindow {
  const pieces: SampleRange[] = [];
  spans.forEach((span, i) => {
    const before = spans[i - 1];
    if (!before) {
      pieces.push({ startSample: span.startSample, endSample: span.endSample });
      return;
    }
    const gap = span.startSample - before.endSample;
    if (gap <= keptGap) {
      const last = pieces.pop()!;
      pieces.push({ startSample: last.startSample, endSample: span.endSample });
      return;
    }
    // Half of the kept silence from after the one, half from before the other: real background, no artificial zeros.
    const half = Math.floor(keptGap / 2);
    const last = pieces.pop()!;
    pieces.push({ startSample: last.startSample, endSample: last.endSample + half });
    pieces.push({ startSample: span.startSample - half, endSample: span.endSample });
  });
  return { startSample: spans[0]!.startSample, endSample: spans.at(-1)!.endSample, spans: [...spans], pieces };
}

/** Where in the recording a moment of the window's own (shortened) time is. */
export function toRecordingSample(window: ListeningWindow, heardSample: number): number {
  let rest = heardSample;
  for (const piece of window.pieces) {
    const length = piece.endSample - piece.startSample;
    if (rest <= length) return piece.startSample + Math.max(0, rest);
    rest -= length;
  }
  return window.endSample;
}
