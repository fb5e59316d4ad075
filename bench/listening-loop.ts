import { readFileSync } from 'node:fs';
import { findBuiltInModel } from '../src/main/adapters/speech/model-files.ts';
import { openModel, ort } from '../src/main/adapters/speech/onnx.ts';
import { freshVadState, openSileroVad } from '../src/main/adapters/speech/silero-vad.ts';
import { createSegmenter, FRAME_SAMPLES, type SpeechSpan } from '../src/main/domain/speech/segmenter.ts';
import { tokenLimit } from '../src/main/domain/speech/loop-guard.ts';

const LAYERS = 6;

/**
 * The plain loop to compare with: the same weights as they come, one segment after the other, one token after the other, greedy,
 * in this process. It gets what makes it fast too: the memory arena, and both cores.
 */
export async function openPlainLoop(): Promise<{ run(samples: Float32Array): Promise<void>; close(): Promise<void> }> {
  const files = findBuiltInModel();
  const encoder = await openModel(files.encoder, { intraOpThreads: 2 });
  const decoder = await openModel(new Uint8Array(readFileSync(files.decoder)), { intraOpThreads: 2 });
  return {
    async run(samples) {
      for (const { startSample, endSample } of await findSpans(samples))
        await transcribe(encoder, decoder, samples.slice(startSample, endSample));
    },
    async close() {
      for (const session of [encoder, decoder]) await session.release();
    },
  };
}

/** Where somebody speaks, as the product's own detector finds it. */
export async function findSpans(samples: Float32Array): Promise<SpeechSpan[]> {
  const vad = await openSileroVad(findBuiltInModel().vad);
  const whole = samples.subarray(0, Math.floor(samples.length / FRAME_SAMPLES) * FRAME_SAMPLES);
  const { probabilities } = await vad.detect(whole, freshVadState());
  await vad.close();
  const segmenter = createSegmenter();
  const spans: SpeechSpan[] = [];
  for (const probability of probabilities) spans.push(...segmenter.push(probability));
  return [...spans, ...segmenter.flush(whole.length)];
}

async function transcribe(
  encoder: ort.InferenceSession,
  decoder: ort.InferenceSession,
  samples: Float32Array,
): Promise<number> {
  const encoded = await encoder.run({ input_values: new ort.Tensor('float32', samples, [1, samples.length]) });
  const past: Record<string, ort.Tensor> = {};
  for (let layer = 0; layer < LAYERS; layer++)
    for (const side of ['decoder', 'encoder'])
      for (const kind of ['key', 'value'])
        past[`past_key_values.${layer}.${side}.${kind}`] = new ort.Tensor(
          'float32',
          new Float32Array(0),
          [0, 8, 1, 36],
        );
  const limit = tokenLimit(samples.length / 16);
  let token = 1;
  for (let step = 0; step < limit; step++) {
    const output = await decoder.run({
      input_ids: new ort.Tensor('int64', BigInt64Array.of(BigInt(token)), [1, 1]),
      encoder_hidden_states: encoded['last_hidden_state']!,
      use_cache_branch: new ort.Tensor('bool', [step > 0]),
      ...past,
    });
    const scores = output['logits']!.data as Float32Array;
    token = 0;
    for (let i = 1; i < scores.length; i++) if (scores[i]! > scores[token]!) token = i;
    if (token === 2) return step;
    for (const name of Object.keys(past))
      if (step === 0 || name.includes('.decoder.')) past[name] = output[name.replace('past_key_values', 'present')]!;
  }
  return limit;
}
