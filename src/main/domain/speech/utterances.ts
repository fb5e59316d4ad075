import type { SampleRange } from './segmenter.ts';
import { toRecordingSample, type ListeningWindow } from './windows.ts';
import type { HeardWord } from './words.ts';

const SAMPLES_PER_MS = 16;
/** A sentence that is over ends the utterance at this pause. */
const PAUSE_AFTER_SENTENCE_MS = 192;
/** Longer utterances also end at the end of any sentence, pause or not. */
const LONG_UTTERANCE_MS = 12_000;
/**
 * A pause within a sentence ends the utterance if it is long; the longer the utterance has become without any end of a
 * sentence, the shorter a pause will do (some windows come without punctuation).
 */
const PAUSE_WITHIN_SENTENCE = [
  { fromLengthMs: 10_000, pauseMs: 320 },
  { fromLengthMs: 5_000, pauseMs: 700 },
  { fromLengthMs: 0, pauseMs: 1_500 },
] as const;
/** How far before a pause a word of the other side of it may seem to begin. */
const EARLY_MS = 60;
/** What stays around the first and the last word where there is silence to keep. */
const MARGIN_MS = 240;

/** What one person, as far as pauses and punctuation tell, said in one go. Times are the recording's. */
export interface Utterance {
  readonly startMs: number;
  readonly endMs: number;
  readonly words: readonly HeardWord[];
}

/**
 * Cuts what was heard in a window into utterances: windows are long because recognisers like context, utterances are short
 * because people take turns. Word times (in the window's own time) become times of the recording.
 */
export function toUtterances(window: ListeningWindow, words: readonly HeardWord[]): Utterance[] {
  const placed: HeardWord[] = [];
  /** Recognisers trained on subtitles write a dash where another person begins. */
  const turnBefore = new Set<number>();
  for (const word of words) {
    if (/^[-\u2013\u2014]+$/.test(word.text)) {
      turnBefore.add(placed.length);
      continue;
    }
    const text = word.text.replace(/^-+(?=\w)/, '');
    // Recognisers' times may step back a little; no word begins before the one before it.
    const startMs = Math.max(placed.at(-1)?.startMs ?? 0, toMs(window, word.startMs));
    placed.push({ ...word, text, startMs, endMs: Math.max(startMs, toMs(window, word.endMs)) });
  }
  if (placed.length === 0) return [];
  const pauses = pausesOf(window);
  placed.forEach((word, i) => {
    placed[i] = { ...word, startMs: afterPause(pauses, word) };
  });
  const utterances: Utterance[] = [];
  let first = 0;
  for (let i = 0; i < placed.length; i++) {
    const next = placed[i + 1];
    if (next !== undefined) {
      const lengthMs = placed[i]!.endMs - placed[first]!.startMs;
      const pauseMs = longestPauseMs(pauses, placed[i]!, next);
      if (!turnBefore.has(i + 1) && !isBoundary(placed[i]!.text, pauseMs, lengthMs)) continue;
    }
    utterances.push({ startMs: placed[first]!.startMs, endMs: placed[i]!.endMs, words: placed.slice(first, i + 1) });
    first = i + 1;
  }
  return withMargins(utterances, window);
}

function isBoundary(text: string, pauseMs: number, lengthMs: number): boolean {
  if (/\?["')]*$/.test(text)) return true;
  if (/[.!]["')]*$/.test(text)) return pauseMs >= PAUSE_AFTER_SENTENCE_MS || lengthMs >= LONG_UTTERANCE_MS;
  return pauseMs >= PAUSE_WITHIN_SENTENCE.find(({ fromLengthMs }) => lengthMs >= fromLengthMs)!.pauseMs;
}

const toMs = (window: ListeningWindow, heardMs: number): number =>
  Math.round(toRecordingSample(window, heardMs * SAMPLES_PER_MS) / SAMPLES_PER_MS);

/** Silences between the window's spans, and the short ones within them. */
function pausesOf(window: ListeningWindow): SampleRange[] {
  return window.spans.flatMap((span, i) => {
    const before = window.spans[i - 1];
    const between = before ? [{ startSample: before.endSample, endSample: span.startSample }] : [];
    return [...between, ...span.pauses];
  });
}

/** The alignment gives a pause to the word after it: where a word begins in a pause, it begins when the pause ends. */
function afterPause(pauses: readonly SampleRange[], word: HeardWord): number {
  for (const pause of pauses) {
    const startMs = pause.startSample / SAMPLES_PER_MS;
    const endMs = pause.endSample / SAMPLES_PER_MS;
    if (word.startMs >= startMs - EARLY_MS && word.startMs < endMs && word.endMs > endMs) return Math.round(endMs);
  }
  return word.startMs;
}

/** The longest pause between the middles of two words: their own times are not exact enough to measure it. */
function longestPauseMs(pauses: readonly SampleRange[], word: HeardWord, next: HeardWord): number {
  const from = (word.startMs + word.endMs) / 2;
  const to = (next.startMs + next.endMs) / 2;
  let longest = 0;
  for (const pause of pauses) {
    const startMs = pause.startSample / SAMPLES_PER_MS;
    const endMs = pause.endSample / SAMPLES_PER_MS;
    const middle = (startMs + endMs) / 2;
    if (middle >= from && middle <= to) longest = Math.max(longest, endMs - startMs);
  }
  return longest;
}

/** Utterances keep a little silence around them, share what is between them, and end with their window. */
function withMargins(utterances: readonly Utterance[], window: ListeningWindow): Utterance[] {
  return utterances.map((utterance, i) => {
    const before = utterances[i - 1];
    const after = utterances[i + 1];
    const earliest = before ? (before.endMs + utterance.startMs) / 2 : window.startSample / SAMPLES_PER_MS;
    const latest = after ? (utterance.endMs + after.startMs) / 2 : window.endSample / SAMPLES_PER_MS;
    return {
      ...utterance,
      startMs: Math.round(Math.max(earliest, utterance.startMs - MARGIN_MS)),
      endMs: Math.round(after ? Math.min(latest, utterance.endMs + MARGIN_MS) : latest),
    };
  });
}
