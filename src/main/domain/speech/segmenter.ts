/** Samples per voice-activity frame at 16 kHz: 32 ms, the only frame Silero knows at this rate. */
export const FRAME_SAMPLES = 512;

export interface SegmenterConfig {
  /** Speech begins when the probability of speech reaches this. */
  readonly startThreshold: number;
  /** Speech goes on until the probability stays below this (hysteresis). */
  readonly endThreshold: number;
  /** Shorter bursts (a click, a chair) are no speech. */
  readonly minSpeechMs: number;
  /** Silence that ends a segment. */
  readonly minSilenceMs: number;
  /** As a segment grows past this, a shorter pause (`eagerSilenceMs`) ends it too: long turns break where people breathe. */
  readonly eagerAfterMs: number;
  readonly eagerSilenceMs: number;
  /** Kept before the first and after the last speech frame, so that no onset or final consonant is cut. */
  readonly padMs: number;
  /** No segment is longer; it is cut at the quietest frame of its last third. */
  readonly maxSegmentMs: number;
}

export const DEFAULT_SEGMENTER: SegmenterConfig = {
  startThreshold: 0.5,
  endThreshold: 0.35,
  minSpeechMs: 96,
  minSilenceMs: 640,
  eagerAfterMs: 8_000,
  eagerSilenceMs: 256,
  padMs: 128,
  maxSegmentMs: 15_000,
};

/** Frames below the end threshold that make a pause worth knowing: about the closure of a consonant is shorter, a breath longer. */
const PAUSE_FRAMES = 3;

/** Half-open range of samples since the first frame. */
export interface SampleRange {
  readonly startSample: number;
  readonly endSample: number;
}

/** A stretch of speech. Spans come in order and never overlap. `pauses`: where within it nobody speaks for three frames or more. */
export interface SpeechSpan extends SampleRange {
  readonly pauses: readonly SampleRange[];
}

export interface Segmenter {
  /** One probability a frame, in order. Returns the spans that this frame completed (none, or one). */
  push(probability: number): SpeechSpan[];
  /** End of the recording at `totalSamples`: closes an open span. */
  flush(totalSamples: number): SpeechSpan[];
  /** Samples before this are in no span that is still to come. */
  neededFromSample(): number;
  /** Speech now going on, or undefined in silence. */
  open(): OpenSpan | undefined;
  /** Where it would begin and end if it ended here: `open().span` without what costs looking through it. */
  openRange(): SampleRange | undefined;
}

/** Speech that may go on: what its span would be if it ended here, and how long nothing was said since. */
export interface OpenSpan {
  readonly span: SpeechSpan;
  readonly quietSamples: number;
}

interface Open {
  readonly firstFrame: number;
  /** Last frame that was above the end threshold. */
  lastSpeechFrame: number;
  speechFrames: number;
  /** Probability of each frame from `firstFrame` on: where to cut when the segment grows too long. */
  probabilities: number[];
}

/**
 * Turns voice-activity probabilities into stretches of speech. Pure and incremental: the same frames give the same spans
 * whether they come live or from a file, so a visit can be heard again and its segments keep their ids.
 */
export function createSegmenter(config: SegmenterConfig = DEFAULT_SEGMENTER): Segmenter {
  const frameMs = 32;
  const frames = (ms: number): number => Math.max(1, Math.round(ms / frameMs));
  const padFrames = frames(config.padMs);
  const minSpeechFrames = frames(config.minSpeechMs);
  const minSilenceFrames = frames(config.minSilenceMs);
  const eagerAfterFrames = frames(config.eagerAfterMs);
  const eagerSilenceFrames = frames(config.eagerSilenceMs);
  const maxFrames = Math.max(2 * padFrames + 2, frames(config.maxSegmentMs));

  let frame = 0;
  let floorFrame = 0;
  let open: Open | undefined;

  const spanOf = (fromFrame: number, toFrame: number, current: Open): SpeechSpan => {
    const start = Math.max(floorFrame, fromFrame);
    const pauses: SampleRange[] = [];
    let quiet = 0;
    for (let at = current.firstFrame; at < toFrame; at++) {
      if (current.probabilities[at - current.firstFrame]! < config.endThreshold) {
        quiet++;
        continue;
      }
      if (quiet >= PAUSE_FRAMES)
        pauses.push({ startSample: (at - quiet) * FRAME_SAMPLES, endSample: at * FRAME_SAMPLES });
      quiet = 0;
    }
    return { startSample: start * FRAME_SAMPLES, endSample: toFrame * FRAME_SAMPLES, pauses };
  };

  const openEndFrame = (current: Open): number => Math.min(frame, current.lastSpeechFrame + 1 + padFrames);

  const emit = (fromFrame: number, toFrame: number, current: Open): SpeechSpan => {
    const span = spanOf(fromFrame, toFrame, current);
    floorFrame = toFrame;
    return span;
  };

  const close = (current: Open, endFrame: number): SpeechSpan[] => {
    open = undefined;
    if (current.speechFrames < minSpeechFrames) return [];
    return [emit(current.firstFrame - padFrames, endFrame, current)];
  };

  /** Cuts an over-long span at its quietest frame and goes on with the rest. */
  const split = (current: Open): SpeechSpan[] => {
    const length = current.probabilities.length;
    let cut = length - 1;
    for (let i = Math.floor((length * 2) / 3); i < length; i++)
      if (current.probabilities[i]! <= current.probabilities[cut]!) cut = i;
    const cutFrame = current.firstFrame + cut;
    const rest = current.probabilities.slice(cut);
    const speechFrames = rest.filter((p) => p >= config.endThreshold).length;
    const span = emit(current.firstFrame - padFrames, cutFrame, current);
    open = { firstFrame: cutFrame, lastSpeechFrame: current.lastSpeechFrame, speechFrames, probabilities: rest };
    return [span];
  };

  return {
    push(probability) {
      const now = frame++;
      if (!open) {
        if (probability < config.startThreshold) return [];
        open = { firstFrame: now, lastSpeechFrame: now, speechFrames: 1, probabilities: [probability] };
        return [];
      }
      open.probabilities.push(probability);
      if (probability >= config.endThreshold) {
        open.lastSpeechFrame = now;
        open.speechFrames++;
      }
      const silence = now - open.lastSpeechFrame;
      const length = now - open.firstFrame;
      const enough = length >= eagerAfterFrames ? eagerSilenceFrames : minSilenceFrames;
      if (silence >= enough) return close(open, Math.min(now + 1, open.lastSpeechFrame + 1 + padFrames));
      if (now + 1 - Math.max(floorFrame, open.firstFrame - padFrames) >= maxFrames) return split(open);
      return [];
    },
    flush(totalSamples) {
      if (!open) return [];
      const current = open;
      const span = close(current, Math.min(frame, current.lastSpeechFrame + 1 + padFrames))[0];
      if (!span) return [];
      const atEnd = span.endSample === frame * FRAME_SAMPLES;
      return [{ ...span, endSample: atEnd ? totalSamples : Math.min(span.endSample, totalSamples) }];
    },
    neededFromSample() {
      const from = open ? open.firstFrame - padFrames : frame - padFrames;
      return Math.max(floorFrame, from, 0) * FRAME_SAMPLES;
    },
    open() {
      if (!open || open.speechFrames < minSpeechFrames) return undefined;
      return {
        span: spanOf(open.firstFrame - padFrames, openEndFrame(open), open),
        quietSamples: (frame - 1 - open.lastSpeechFrame) * FRAME_SAMPLES,
      };
    },
    openRange() {
      if (!open || open.speechFrames < minSpeechFrames) return undefined;
      const startFrame = Math.max(floorFrame, open.firstFrame - padFrames);
      return { startSample: startFrame * FRAME_SAMPLES, endSample: openEndFrame(open) * FRAME_SAMPLES };
    },
  };
}
