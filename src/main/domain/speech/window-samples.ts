import type { ListeningWindow } from './windows.ts';

/** What the recogniser gets of a window: its pieces as one. `copy` gives a stretch of the recording. */
export function samplesOf(
  window: ListeningWindow,
  copy: (fromSample: number, toSample: number) => Float32Array,
): Float32Array {
  const length = window.pieces.reduce((sum, piece) => sum + piece.endSample - piece.startSample, 0);
  const samples = new Float32Array(length);
  let at = 0;
  for (const { startSample, endSample } of window.pieces) {
    samples.set(copy(startSample, endSample), at);
    at += endSample - startSample;
  }
  return samples;
}

/** A stretch of a window's own recording, by its place in the whole. */
export const cut = (sound: Float32Array, window: ListeningWindow, fromSample: number, toSample: number): Float32Array =>
  sound.subarray(fromSample - window.startSample, toSample - window.startSample);
