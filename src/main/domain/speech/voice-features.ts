import { createPowerSpectrum } from './fourier.ts';
import { estimatePitch, PITCH_RATE_HZ, PITCH_WINDOW } from './voice-pitch.ts';

/** What a voice sounds like in one fiftieth of a second: shape of the vocal tract and the microphone (cepstrum), pitch. */
export const HOP_SAMPLES = 320;
export const HOP_MS = 20;
const WINDOW_SAMPLES = 512;
/** Loudness and the first nineteen cepstral coefficients. */
export const CEPSTRA = 20;

const MEL_BANDS = 30;
const LOWEST_HZ = 80;
const HIGHEST_HZ = 7_600;
const RATE_HZ = 16_000;
/** Quieter frames (-84 dB full scale, mean square) are not looked at: there is no voice in them. */
const SILENCE = 4e-9;

const mel = (hz: number) => 1127 * Math.log(1 + hz / 700);

/** Weights of the triangular bands, each `[first bin, weights]`. */
function melBands(): { first: number; weights: Float64Array }[] {
  const low = mel(LOWEST_HZ);
  const step = (mel(HIGHEST_HZ) - low) / (MEL_BANDS + 1);
  return Array.from({ length: MEL_BANDS }, (_, band) => {
    const weightOf = (bin: number) => {
      const at = (mel((bin * RATE_HZ) / WINDOW_SAMPLES) - low) / step - band;
      return Math.max(0, 1 - Math.abs(at - 1));
    };
    const bins = Array.from({ length: WINDOW_SAMPLES / 2 + 1 }, (_, bin) => bin).filter((bin) => weightOf(bin) > 0);
    return { first: bins[0] ?? 0, weights: Float64Array.from(bins, weightOf) };
  });
}

const BANDS = melBands();
const WINDOW = Float64Array.from(
  { length: WINDOW_SAMPLES },
  (_, i) => 0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (WINDOW_SAMPLES - 1)),
);
/** The first row is the mean, so that loudness fits into the same range as the others. */
const COSINES = Float64Array.from({ length: CEPSTRA * MEL_BANDS }, (_, i) => {
  const k = Math.floor(i / MEL_BANDS);
  if (k === 0) return 1 / MEL_BANDS;
  return Math.sqrt(2 / MEL_BANDS) * Math.cos((Math.PI * k * ((i % MEL_BANDS) + 0.5)) / MEL_BANDS);
});

/** Low-pass at 1.6 kHz before every fourth sample is kept for the pitch. */
const LOWPASS = (() => {
  const taps = 33;
  const cut = 1_600 / RATE_HZ;
  const raw = Array.from({ length: taps }, (_, i) => {
    const t = i - (taps - 1) / 2;
    const sinc = t === 0 ? 2 * cut : Math.sin(2 * Math.PI * cut * t) / (Math.PI * t);
    return sinc * (0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 1)) / (taps + 1)));
  });
  const sum = raw.reduce((a, b) => a + b, 0);
  return Float64Array.from(raw, (value) => value / sum);
})();
const DECIMATION = RATE_HZ / PITCH_RATE_HZ;

/** Cepstra are kept to a quarter, pitch (semitones above 50 Hz) to three tenths. */
const CEPSTRUM_STEP = 0.25;
const PITCH_STEP = 0.3;
const ROW = CEPSTRA + 1;

/** In place of a pitch: none. In place of the loudness: silence. */
const NONE = -128;

const CHUNK_FRAMES = 3_000;

/** Frames [from, to). */
export interface FrameRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The voices of a visit, frame by frame, about 1 kB a second of speech. They can tell people apart and so are as private as the sound:
 * held in memory while a visit is heard, made again from the sealed recording when needed later, and written nowhere.
 */
export class VoiceFrames {
  readonly #chunks: Int8Array[] = [];
  /** In the order in which they were heard. */
  readonly #stretches: { readonly startMs: number; readonly from: number; to: number }[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** What comes next was heard from `startMs` of the recording on. */
  begin(startMs: number): void {
    this.#stretches.push({ startMs, from: this.#count, to: this.#count });
  }

  /** @param pitch semitones above 50 Hz, undefined where there is none. `cepstra` undefined: silence. */
  add(cepstra: ArrayLike<number> | undefined, pitch: number | undefined): void {
    if (this.#stretches.length === 0) this.begin(0);
    if (this.#count % CHUNK_FRAMES === 0) this.#chunks.push(new Int8Array(ROW * CHUNK_FRAMES));
    const rows = this.#chunks.at(-1)!;
    const at = (this.#count % CHUNK_FRAMES) * ROW;
    if (cepstra) {
      for (let i = 0; i < CEPSTRA; i++)
        rows[at + i] = Math.max(-127, Math.min(127, Math.round(cepstra[i]! / CEPSTRUM_STEP)));
    } else rows[at] = NONE;
    rows[at + CEPSTRA] = pitch === undefined ? NONE : Math.max(-127, Math.min(127, Math.round(pitch / PITCH_STEP)));
    this.#count++;
    this.#stretches.at(-1)!.to = this.#count;
  }

  /** The frames of a part of the recording; empty where it was not heard. A stretch that was heard twice counts as heard last. */
  between(startMs: number, endMs: number): FrameRange {
    for (let index = this.#stretches.length - 1; index >= 0; index--) {
      const stretch = this.#stretches[index]!;
      const length = stretch.to - stretch.from;
      if (startMs < stretch.startMs || startMs >= stretch.startMs + length * HOP_MS) continue;
      const at = (ms: number) => stretch.from + Math.min(length, Math.round((ms - stretch.startMs) / HOP_MS));
      return { from: at(startMs), to: Math.max(at(endMs), Math.min(stretch.to, at(startMs) + 1)) };
    }
    return { from: 0, to: 0 };
  }

  #at(frame: number, column: number): number {
    return this.#chunks[Math.floor(frame / CHUNK_FRAMES)]![(frame % CHUNK_FRAMES) * ROW + column]!;
  }

  /** False for silence. */
  isHeard(frame: number): boolean {
    return this.#at(frame, 0) !== NONE;
  }

  /** Writes the frame's cepstra, loudness first, to `into[at]` and the CEPSTRA - 1 places after it. */
  cepstra(frame: number, into: Float32Array, at = 0): void {
    for (let i = 0; i < CEPSTRA; i++) into[at + i] = this.#at(frame, i) * CEPSTRUM_STEP;
  }

  /** Semitones above 50 Hz, or undefined where the frame has no pitch. */
  pitch(frame: number): number | undefined {
    const value = this.#at(frame, CEPSTRA);
    return value === NONE ? undefined : value * PITCH_STEP;
  }
}

/** Samples that the pitch of a frame needs, the low-pass filter's run-in included; the cepstra's window lies in their middle. */
const HELD = PITCH_WINDOW * DECIMATION + LOWPASS.length;
const CENTRE = Math.floor((HELD - WINDOW_SAMPLES) / 2);
/** Silence before a sound, so that the middle of its first frame's window is the middle of its first fiftieth of a second. */
const RUN_IN = CENTRE + (WINDOW_SAMPLES - HOP_SAMPLES) / 2;

const spectrum = createPowerSpectrum(WINDOW_SAMPLES);

/**
 * Notes what the voices of a stretch are like. A second of speech takes about a thousandth of a second.
 * @param sound 16 kHz mono, from `startMs` of the recording on
 */
export function hearVoices(frames: VoiceFrames, startMs: number, sound: Float32Array): void {
  const frame = new Float32Array(WINDOW_SAMPLES);
  const power = new Float32Array(WINDOW_SAMPLES / 2 + 1);
  const bands = new Float64Array(MEL_BANDS);
  const cepstra = new Float32Array(CEPSTRA);
  const slow = new Float32Array(PITCH_WINDOW);
  const held = new Float32Array(HELD);

  const cepstraOf = (): boolean => {
    let energy = 0;
    for (let i = 0; i < WINDOW_SAMPLES; i++) {
      const sample = held[CENTRE + i]!;
      energy += sample * sample;
      frame[i] = (sample - 0.97 * held[CENTRE + i - 1]!) * WINDOW[i]!;
    }
    if (energy < SILENCE * WINDOW_SAMPLES) return false;
    spectrum(frame, power);
    BANDS.forEach(({ first, weights }, band) => {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * power[first + i]!;
      bands[band] = Math.log(sum + 1e-9);
    });
    for (let k = 0; k < CEPSTRA; k++) {
      let sum = 0;
      for (let band = 0; band < MEL_BANDS; band++) sum += COSINES[k * MEL_BANDS + band]! * bands[band]!;
      cepstra[k] = sum;
    }
    return true;
  };
  const pitchOf = (): number | undefined => {
    for (let i = 0; i < PITCH_WINDOW; i++) {
      let sum = 0;
      for (let tap = 0; tap < LOWPASS.length; tap++) sum += LOWPASS[tap]! * held[i * DECIMATION + tap]!;
      slow[i] = sum;
    }
    const hz = estimatePitch(slow);
    return hz === undefined ? undefined : 12 * Math.log2(hz / 50);
  };

  frames.begin(startMs);
  const count = Math.ceil(sound.length / HOP_SAMPLES);
  for (let index = 0; index < count; index++) {
    const from = index * HOP_SAMPLES - RUN_IN;
    held.fill(0);
    held.set(sound.subarray(Math.max(0, from), Math.max(0, from + HELD)), Math.max(0, -from));
    if (cepstraOf()) frames.add(cepstra, pitchOf());
    else frames.add(undefined, undefined);
  }
}
