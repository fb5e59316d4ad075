/** Voices made of pulses and resonances: enough for a person to sound like themselves, with nobody's recording needed. */
export interface VoiceShape {
  readonly pitchHz: number;
  /** Length of the vocal tract against a usual one: resonances lie that much lower. */
  readonly tract: number;
  readonly loudness: number;
}

export const LOW_VOICE: VoiceShape = { pitchHz: 105, tract: 1.08, loudness: 0.3 };
export const HIGH_VOICE: VoiceShape = { pitchHz: 210, tract: 0.9, loudness: 0.25 };
export const CHILD_VOICE: VoiceShape = { pitchHz: 290, tract: 0.72, loudness: 0.35 };

const RATE_HZ = 16_000;
/** Resonances of vowels, Hz. */
const VOWELS = [
  [730, 1090, 2440],
  [270, 2290, 3010],
  [300, 870, 2240],
  [530, 1840, 2480],
  [570, 840, 2410],
] as const;

/** mulberry32 */
export function seeded(seed: number): () => number {
  let a = seed | 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function resonate(samples: Float32Array, hz: number, widthHz: number): Float32Array {
  const r = Math.exp((-Math.PI * widthHz) / RATE_HZ);
  const a1 = 2 * r * Math.cos((2 * Math.PI * hz) / RATE_HZ);
  const a2 = -r * r;
  const gain = 1 - a1 - a2;
  const out = new Float32Array(samples.length);
  let [y1, y2] = [0, 0];
  for (let i = 0; i < samples.length; i++) {
    const y = gain * samples[i]! + a1 * y1 + a2 * y2;
    [y2, y1] = [y1, y];
    out[i] = y;
  }
  return out;
}

/** Something like syllables in this voice for `ms`, never twice the same: vowels, a little breath, a melody. */
export function babble({ pitchHz, tract, loudness }: VoiceShape, ms: number, random: () => number): Float32Array {
  const out = new Float32Array(Math.round((ms * RATE_HZ) / 1000));
  for (let from = 0; from < out.length;) {
    const length = Math.min(out.length - from, Math.round((0.12 + 0.12 * random()) * RATE_HZ));
    const vowel = VOWELS[Math.floor(random() * VOWELS.length)]!;
    const melody = pitchHz * (0.85 + 0.3 * random());
    let source = new Float32Array(length);
    let phase = 0;
    for (let i = 0; i < length; i++) {
      phase += melody / RATE_HZ;
      if (phase >= 1) {
        phase -= 1;
        source[i] = 1;
      }
      source[i] = source[i]! + (random() - 0.5) * 0.02;
    }
    for (const [index, hz] of vowel.entries())
      source = resonate(source, hz / tract, 60 + 40 * index) as Float32Array<ArrayBuffer>;
    const loudest = source.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
    for (let i = 0; i < length; i++) {
      const envelope = Math.sin((Math.PI * (i + 0.5)) / length);
      out[from + i] = (source[i]! / loudest) * loudness * envelope + (random() - 0.5) * 0.002;
    }
    from += length;
  }
  return out;
}
