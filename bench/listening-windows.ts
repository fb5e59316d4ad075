/** A recording's windows as the product makes them, in this process: for training, where the recogniser is asked for more than words. */
import { findBuiltInModel } from '../src/main/adapters/speech/model-files.ts';
import { freshVadState, openSileroVad } from '../src/main/adapters/speech/silero-vad.ts';
import { createSegmenter, DEFAULT_SEGMENTER, FRAME_SAMPLES } from '../src/main/domain/speech/segmenter.ts';
import { createWindower, DEFAULT_WINDOWS, type ListeningWindow } from '../src/main/domain/speech/windows.ts';

export interface HeardWindow {
  readonly window: ListeningWindow;
  readonly samples: Float32Array;
}

export async function windowsOf(samples: Float32Array): Promise<HeardWindow[]> {
  const vad = await openSileroVad(findBuiltInModel().vad);
  const whole = new Float32Array(Math.ceil(samples.length / FRAME_SAMPLES) * FRAME_SAMPLES);
  whole.set(samples);
  const { probabilities } = await vad.detect(whole, freshVadState());
  await vad.close();
  const segmenter = createSegmenter(DEFAULT_SEGMENTER);
  const windower = createWindower(DEFAULT_WINDOWS);
  const windows: ListeningWindow[] = [];
  for (const probability of probabilities) {
    for (const span of segmenter.push(probability)) windows.push(...windower.push(span));
    windows.push(...windower.advance(segmenter.neededFromSample()));
  }
  for (const span of segmenter.flush(samples.length)) windows.push(...windower.push(span));
  windows.push(...windower.flush());
  return windows.map((window) => ({ window, samples: audioOf(samples, window) }));
}

function audioOf(samples: Float32Array, window: ListeningWindow): Float32Array {
  const audio = new Float32Array(window.pieces.reduce((sum, piece) => sum + piece.endSample - piece.startSample, 0));
  let at = 0;
  for (const { startSample, endSample } of window.pieces) {
    audio.set(samples.subarray(startSample, endSample), at);
    at += endSample - startSample;
  }
  return audio;
}
