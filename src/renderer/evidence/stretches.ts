import type { Evidence } from '../../shared/model/note.ts';

export interface Stretch {
  startMs: number;
  endMs: number;
}

/** Spans closer than this are heard as one: a question and its answer. */
const JOIN_GAP_MS = 1_500;
/** A breath before and after, so that no sound is cut. */
const MARGIN_MS = 120;
/** The most that one clip may hold (contract: audio.clip). */
const LONGEST_CLIP_MS = 60_000;

/** The stretches of the recording that evidence stands on, in order, joined where they touch. Evidence without sound is left out. */
export function evidenceStretches(evidence: readonly Evidence[]): Stretch[] {
  const stretches: Stretch[] = [];
  const sorted = evidence.filter((span) => span.endMs > span.startMs).sort((a, b) => a.startMs - b.startMs);
  for (const { startMs, endMs } of sorted) {
    const last = stretches.at(-1);
    if (last && startMs - last.endMs <= JOIN_GAP_MS && endMs - last.startMs + 2 * MARGIN_MS <= LONGEST_CLIP_MS)
      last.endMs = Math.max(last.endMs, endMs);
    else stretches.push({ startMs, endMs });
  }
  return stretches.map(({ startMs, endMs }) => {
    const from = Math.max(0, startMs - MARGIN_MS);
    return { startMs: from, endMs: Math.min(endMs + MARGIN_MS, from + LONGEST_CLIP_MS) };
  });
}

/** Of what is too long for one clip: short first, so that it sounds at once; then longer, so that it flows. */
const FIRST_CLIP_MS = 8_000;
const NEXT_CLIP_MS = 30_000;

/** The clips in which stretches are fetched, in whole milliseconds. */
export function* clipStretches(stretches: readonly Stretch[]): Generator<Stretch> {
  for (const stretch of stretches) {
    const endMs = Math.round(stretch.endMs);
    let startMs = Math.round(stretch.startMs);
    let longestMs = endMs - startMs <= LONGEST_CLIP_MS ? LONGEST_CLIP_MS : FIRST_CLIP_MS;
    while (startMs < endMs) {
      const clip = { startMs, endMs: Math.min(endMs, startMs + longestMs) };
      yield clip;
      startMs = clip.endMs;
      longestMs = NEXT_CLIP_MS;
    }
  }
}
