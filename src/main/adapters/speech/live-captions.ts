import type { OpenSpan } from '../../domain/speech/segmenter.ts';
import type { ListeningWindow } from '../../domain/speech/windows.ts';
import type { HeardSegment, PartialHearing } from '../../ports/transcriber.ts';
import type { Decoded } from './engine.ts';
import { SAMPLES_PER_MS } from './heard-segments.ts';

/** After this much quiet an utterance counts as ended: longer than the pauses within most sentences, and a long way under a second. */
const ENDED_MS = 256;
/** While somebody speaks, what is new is heard again when there is this much of it. */
const EVERY_MS = 700;
/** Half of the time at most goes into hearing again: on a slow machine captions come more seldom, not later and later. */
const REST_PER_WORK = 1;

/** What is not final yet: windows that wait for their turn, and those that grow. The last of `growing` may go on. */
export interface Unsettled {
  readonly waiting: readonly ListeningWindow[];
  readonly growing: readonly ListeningWindow[];
  /** Speech that may go on is the end of the last growing window. */
  readonly open: OpenSpan | undefined;
}

interface Draft {
  readonly window: ListeningWindow;
  readonly heard: Decoded;
}

/** Hears what is still being said, again and again, and shows it. Gives way to everything that stays. */
export interface LiveCaptions {
  /** Something changed: more audio was looked through, a window was completed or became final. */
  look(): void;
}

export function createLiveCaptions(parts: {
  readonly unsettled: () => Unsettled;
  /** Nothing that stays waits for the recogniser, and it keeps up. */
  readonly isFree: () => boolean;
  readonly hear: (window: ListeningWindow) => Promise<Decoded | undefined>;
  /** As segments that begin `after` ids from the next one. */
  readonly toSegments: (window: ListeningWindow, heard: Decoded, after: number) => HeardSegment[];
  readonly show: (partial: PartialHearing) => void;
  readonly offsetMs: number;
  readonly monotonicMs: () => number;
}): LiveCaptions {
  /** The latest draft of each window, by where it begins. */
  const drafts = new Map<number, Draft>();
  /** What was heard last, or tried: what cannot be heard is not tried for ever. */
  let tried = { startSample: -1, endSample: -1 };
  let isHearing = false;
  let restUntilMs = 0;
  let shown = keyOf('', []);

  const isQuiet = ({ open }: Unsettled): boolean => !open || open.quietSamples >= ENDED_MS * SAMPLES_PER_MS;

  const isDue = (unsettled: Unsettled): boolean => {
    const window = unsettled.growing.at(-1);
    if (!window) return false;
    const triedUntil = tried.startSample === window.startSample ? tried.endSample : window.startSample;
    const newMs = (window.endSample - triedUntil) / SAMPLES_PER_MS;
    if (newMs <= 0) return false;
    // The end of an utterance is what people wait for: it is heard at once.
    return isQuiet(unsettled) || (newMs >= EVERY_MS && parts.monotonicMs() >= restUntilMs);
  };

  const render = (): void => {
    const unsettled = parts.unsettled();
    const windows = [...unsettled.waiting, ...unsettled.growing];
    for (const start of drafts.keys())
      if (!windows.some(({ startSample }) => startSample === start)) drafts.delete(start);
    const segments: HeardSegment[] = [];
    for (const { startSample } of windows) {
      const draft = drafts.get(startSample);
      if (draft) segments.push(...parts.toSegments(draft.window, draft.heard, segments.length));
    }
    const growing = unsettled.growing.at(-1);
    const latest = growing && drafts.get(growing.startSample);
    // What was said since the draft may belong to its last utterance.
    const isEnded = !latest || (isQuiet(unsettled) && latest.window.endSample >= growing.endSample);
    const text = isEnded ? '' : (segments.pop()?.text ?? '');
    const key = keyOf(text, segments);
    if (key === shown) return;
    shown = key;
    const at = (sample: number): number => parts.offsetMs + sample / SAMPLES_PER_MS;
    const first = windows[0];
    const last = windows.at(-1);
    if (!first || !last) parts.show({ startMs: 0, endMs: 0, text: '', segments: [] });
    else parts.show({ startMs: at(first.startSample), endMs: at(last.endSample), text, segments });
  };

  const hearOnce = async (): Promise<void> => {
    const window = parts.unsettled().growing.at(-1);
    if (!window) return;
    tried = window;
    const startedMs = parts.monotonicMs();
    const heard = await parts.hear(window);
    const endedMs = parts.monotonicMs();
    restUntilMs = endedMs + (endedMs - startedMs) * REST_PER_WORK;
    if (heard) drafts.set(window.startSample, { window, heard });
  };

  const look = (): void => {
    render();
    if (isHearing || !parts.isFree() || !isDue(parts.unsettled())) return;
    isHearing = true;
    hearOnce()
      // Captions are a courtesy; what stays is heard again anyway.
      .catch(() => undefined)
      .finally(() => {
        isHearing = false;
        look();
      });
  };

  return { look };
}

const keyOf = (text: string, segments: readonly HeardSegment[]): string =>
  JSON.stringify([text, segments.map((segment) => [segment.startMs, segment.text])]);
