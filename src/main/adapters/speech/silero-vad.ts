import { FRAME_SAMPLES } from '../../domain/speech/segmenter.ts';
import { openModel, ort } from './onnx.ts';

/** Silero v5 and v6 hear each 512-sample frame after the 64 samples before it. */
const CONTEXT_SAMPLES = 64;
const STATE_VALUES = 2 * 128;
/**
 * Below -80 dBFS there is nothing to hear: a muted input or the padding of a file. Such frames skip the model, which makes
 * hours of digital silence cost seconds, and cannot change what speech around them sounds like.
 */
const SILENCE_PEAK = 1e-4;

/** Everything the detector remembers of one stream, so that a fresh process can go on where a dead one stopped. */
export interface VadState {
  readonly hidden: Float32Array;
  readonly context: Float32Array;
}

export const freshVadState = (): VadState => ({
  hidden: new Float32Array(STATE_VALUES),
  context: new Float32Array(CONTEXT_SAMPLES),
});

export interface VoiceActivityDetector {
  /** `samples`: whole frames of 16 kHz mono in [-1, 1]. One probability a frame, and the state after the last. */
  detect(samples: Float32Array, state: VadState): Promise<{ probabilities: Float32Array; state: VadState }>;
  close(): Promise<void>;
}

/** @throws AppError `model.corrupt` */
export async function openSileroVad(modelPath: string): Promise<VoiceActivityDetector> {
  const session = await openModel(modelPath, { intraOpThreads: 1 });
  const sampleRate = new ort.Tensor('int64', [16_000n], []);
  return {
    async detect(samples, state) {
      const frames = Math.floor(samples.length / FRAME_SAMPLES);
      const probabilities = new Float32Array(frames);
      const input = new Float32Array(CONTEXT_SAMPLES + FRAME_SAMPLES);
      input.set(state.context);
      let hidden = new ort.Tensor('float32', state.hidden.slice(), [2, 1, 128]);
      for (let frame = 0; frame < frames; frame++) {
        const offset = frame * FRAME_SAMPLES;
        input.set(samples.subarray(offset, offset + FRAME_SAMPLES), CONTEXT_SAMPLES);
        if (isSilent(input)) {
          hidden = new ort.Tensor('float32', new Float32Array(STATE_VALUES), [2, 1, 128]);
        } else {
          const result = await session.run({
            input: new ort.Tensor('float32', input, [1, input.length]),
            state: hidden,
            sr: sampleRate,
          });
          probabilities[frame] = (result['output']!.data as Float32Array)[0]!;
          hidden = result['stateN'] as ort.TypedTensor<'float32'>;
        }
        input.copyWithin(0, FRAME_SAMPLES);
      }
      return { probabilities, state: { hidden: hidden.data.slice(), context: input.slice(0, CONTEXT_SAMPLES) } };
    },
    async close() {
      await session.release();
    },
  };
}

function isSilent(samples: Float32Array): boolean {
  for (const sample of samples) if (sample > SILENCE_PEAK || sample < -SILENCE_PEAK) return false;
  return true;
}
