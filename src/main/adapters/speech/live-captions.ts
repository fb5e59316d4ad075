import { DEFAULT_SEGMENTER, type OpenSpan, type SpeechSpan } from '../../domain/speech/segmenter.ts';
import {
  createWindower,
  DEFAULT_WINDOWS,
  toRecordingSample,
  type ListeningWindow,
} from '../../domain/speech/windows.ts';
import type { HeardSegment, PartialHearing } from '../../ports/transcriber.ts';
import type { Decoded } from './engine.ts';
import { SAMPLES_PER_MS } from './heard-segments.ts';

/** After this much quiet an utterance counts as ended: longer than the pauses within most sentences, and a long way under a second. */
const ENDED_MS = 192;
/** Of that, as much belongs to a stretch of speech: a draft that ends within it has heard the last word. */
const KEPT_AFTER_SPEECH_MS = DEFAULT_SEGMENTER.padMs;
/** While somebody speaks, what is new is heard again when there is this much of it. */
const EVERY_MS = 700;
/** Half of the time at most goes into hearing again: on a slow machine captions come more seldom, not later and later. */
const REST_PER_WORK = 1;
/** Captions hear shorter windows than what stays: each is heard many times, and what is behind a pause stands still on the screen. */
const CAPTION_WINDOWS = { ...DEFAULT_WINDOWS, maxMs: 10_000 };

interface Draft {
  readonly window: ListeningWindow;
  readonly heard: Decoded;
}

/** Hears what is still being said, again and again, and shows it. Gives way to everything that stays. */
export interface LiveCaptions {
  /** A stretch of speech is over. */
  push(span: SpeechSpan): void;
  /** A window that stays ends before the next span: captions follow, so that what becomes final takes the place of whole drafts. */
  breakWindow(): void;
  /** Segments that stay were given out for everything before `sample`. */
  settle(sample: number): void;
  /** More audio was looked through, or something became final. */
  look(): void;
}

export function createLiveCaptions(parts: {
  readonly open: () => OpenSpan | undefined;
  /** Nothing that stays waits for the recogniser, and it keeps up. */
  readonly isFree: () => boolean;
  /** `undefined` when its sound is not kept any more. */
  readonly hear: (window: ListeningWindow) => Promise<Decoded | undefined>;
  /** As segments that begin `after` ids from the next one. */
  readonly toSegments: (window: ListeningWindow, heard: Decoded, after: number) => HeardSegment[];
  readonly show: (partial: PartialHearing) => void;
  readonly offsetMs: number;
  readonly monotonicMs: () => number;
}): LiveCaptions {
  const windower = createWindower(CAPTION_WINDOWS);
  let complete: ListeningWindow[] = [];
  /** The latest draft of each window, by where it begins, and how far it was heard or tried: what fails is not tried for ever. */
  const drafts = new Map<number, Draft>();
  const triedUntil = new Map<number, number>();
  let settledUntil = 0;
  /** Where the last pause that ended an utterance began, with what silence a stretch of speech keeps. */
  let pausedAfter = 0;
  let isHearing = false;
  let restUntilMs = 0;
  let shown = keyOf('', []);

  const isQuiet = (): boolean => (parts.open()?.quietSamples ?? Infinity) >= ENDED_MS * SAMPLES_PER_MS;
  /** What is not final yet, the last of them perhaps still growing. */
  const unsettled = (): ListeningWindow[] => [...complete, ...windower.growing(parts.open()?.span)];

  const nextToHear = (): ListeningWindow | undefined => {
    const windows = unsettled();
    return windows.find((window, i) => {
      const newMs = (window.endSample - (triedUntil.get(window.startSample) ?? window.startSample)) / SAMPLES_PER_MS;
      if (newMs <= 0) return false;
      // The end of an utterance is what people wait for: it is heard at once.
      const isOver = i < windows.length - 1 || isQuiet();
      return isOver || (newMs >= EVERY_MS && parts.monotonicMs() >= restUntilMs);
    });
  };

  const render = (): void => {
    const windows = unsettled();
    const segments: HeardSegment[] = [];
    const drafted: ListeningWindow[] = [];
    for (const window of windows) {
      const draft = drafts.get(window.startSample);
      if (!draft) continue;
      const { window: upTo, heard } = within(draft, window);
      drafted.push(upTo);
      segments.push(...parts.toSegments(upTo, heard, segments.length));
    }
    const growing = windows.at(-1);
    const latest = growing && drafts.get(growing.startSample);
    if (isQuiet()) pausedAfter = growing?.endSample ?? pausedAfter;
    // A draft up to a pause has ended utterances only, even if somebody has gone on since: the next draft will tell.
    const untilPause = pausedAfter - (latest?.window.endSample ?? 0);
    const isEnded = !latest || (untilPause >= 0 && untilPause < KEPT_AFTER_SPEECH_MS * SAMPLES_PER_MS);
    const text = isEnded ? '' : (segments.pop()?.text ?? '');
    const key = keyOf(text, segments);
    if (key === shown) return;
    shown = key;
    const at = (sample: number): number => parts.offsetMs + sample / SAMPLES_PER_MS;
    const startMs = at(drafted[0]?.startSample ?? settledUntil);
    const endMs = at(drafted.at(-1)?.endSample ?? settledUntil);
    parts.show({ startMs, endMs, text, segments });
  };

  const hear = async (window: ListeningWindow): Promise<void> => {
    triedUntil.set(window.startSample, window.endSample);
    const startedMs = parts.monotonicMs();
    const heard = await parts.hear(window);
    const endedMs = parts.monotonicMs();
    restUntilMs = endedMs + (endedMs - startedMs) * REST_PER_WORK;
    // It may have become final meanwhile.
    if (heard && triedUntil.has(window.startSample)) drafts.set(window.startSample, { window, heard });
  };

  const look = (): void => {
    render();
    if (isHearing || !parts.isFree()) return;
    const window = nextToHear();
    if (!window) return;
    isHearing = true;
    hear(window)
      // Captions are a courtesy; what stays is heard again anyway.
      .catch(() => undefined)
      .finally(() => {
        isHearing = false;
        look();
      });
  };

  return {
    push(span) {
      complete.push(...windower.push(span));
    },
    breakWindow() {
      complete.push(...windower.flush());
    },
    settle(sample) {
      settledUntil = sample;
      complete = complete.filter((window) => window.endSample > sample);
      for (const map of [drafts, triedUntil])
        for (const startSample of map.keys()) if (startSample < sample) map.delete(startSample);
    },
    look,
  };
}

/** A draft may reach beyond its window: it was taken when what is now the next window still seemed to belong to it. */
function within(draft: Draft, window: ListeningWindow): Draft {
  if (draft.window.endSample <= window.endSample) return draft;
  const isWithin = ({ startMs }: { startMs: number }): boolean =>
    toRecordingSample(draft.window, startMs * SAMPLES_PER_MS) < window.endSample;
  return { window, heard: { ...draft.heard, words: draft.heard.words.filter(isWithin) } };
}

const keyOf = (text: string, segments: readonly HeardSegment[]): string =>
  JSON.stringify([text, segments.map((segment) => [segment.startMs, segment.text])]);
