/** Sounds made here, the same every time: rooms, and what is heard in them beside speech. 16 kHz mono, [-1, 1]. */

export const RATE = 16_000;

/** Uniform in [-0.5, 0.5), from a fixed beginning. */
export function random(seed = 12_345): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647 - 0.5;
  };
}

type Sound = () => (index: number) => number;

const sine = (hertz: number, index: number): number => Math.sin((2 * Math.PI * hertz * index) / RATE);

/** Noise with 3 dB less an octave (Voss and McCartney: rows that change half as often each). */
const pink: Sound = () => {
  const next = random(77);
  const rows = new Float64Array(12);
  return (i) => {
    for (let row = 0; row < rows.length; row++) if (i % 2 ** row === 0) rows[row] = next();
    return rows.reduce((sum, value) => sum + value, 0) * 0.05;
  };
};

/** A slow envelope between 0 and 1 with a period of its own. */
const swell = (periodS: number, index: number): number =>
  0.5 - 0.5 * Math.cos((2 * Math.PI * index) / (periodS * RATE));

/** Sounds in which nobody speaks: every word about them is invented. */
export const SPEECHLESS: Readonly<Record<string, Sound>> = {
  silence: () => () => 0,
  'white noise': () => {
    const next = random();
    return () => next() * 0.1;
  },
  'pink noise': pink,
  // Noise that has lost its highs, with the blades' hum in it.
  fan: () => {
    const next = random();
    let low = 0;
    return (i) => {
      low = 0.97 * low + 0.03 * next();
      return low * 0.6 + 0.02 * sine(118, i);
    };
  },
  // Clicks of a few milliseconds, irregularly, about five a second.
  keyboard: () => {
    const next = random();
    let left = 0;
    let loudness = 0;
    return () => {
      if (left <= 0 && next() > 0.4997) {
        left = 80 + Math.floor((next() + 0.5) * 160);
        loudness = 0.1 + 0.3 * (next() + 0.5);
      }
      left--;
      return left > 0 ? next() * loudness : next() * 0.002;
    };
  },
  'mains hum': () => (i) => 0.1 * sine(60, i) + 0.03 * sine(180, i),
  // Chords of four bars, each note with two overtones and a decay.
  music: () => {
    const chords = [
      [262, 330, 392],
      [220, 262, 330],
      [175, 220, 262],
      [196, 247, 294],
    ];
    return (i) => {
      const beat = Math.floor(i / (RATE / 2));
      const decay = Math.exp((-3 * (i % (RATE / 2))) / RATE);
      const notes = chords[Math.floor(beat / 4) % chords.length]!;
      const note = (hertz: number): number => sine(hertz, i) + 0.4 * sine(2 * hertz, i) + 0.2 * sine(3 * hertz, i);
      return 0.05 * decay * notes.reduce((sum, hertz) => sum + note(hertz), 0);
    };
  },
  // Air through a nose, in and out every four seconds.
  breathing: () => {
    const next = random(5);
    let band = 0;
    let before = 0;
    return (i) => {
      const white = next();
      band = 0.6 * band + 0.4 * (white - before);
      before = white;
      return band * 0.08 * swell(2, i) * (i % (4 * RATE) < 3 * RATE ? 1 : 0);
    };
  },
};

export function makeSound(sound: Sound, samples: number): Float32Array {
  const next = sound();
  return Float32Array.from({ length: samples }, (_, i) => next(i));
}

/** Several people talking at once, somewhere else: stretches of `speech`, one over the other. */
export function babble(speech: Float32Array, samples: number, people = 6): Float32Array {
  const mixed = new Float32Array(samples);
  for (let person = 0; person < people; person++) {
    let at = Math.floor((speech.length * (person + 0.5)) / people);
    for (let i = 0; i < samples; i++) {
      mixed[i] = mixed[i]! + speech[at]!;
      at = (at + 1) % speech.length;
    }
  }
  return mixed;
}

/** Mean power of the louder half of the 20 ms frames: pauses do not count as quiet speech. */
function power(samples: Float32Array): number {
  const frame = RATE / 50;
  const frames: number[] = [];
  for (let from = 0; from + frame <= samples.length; from += frame) {
    let sum = 0;
    for (let i = from; i < from + frame; i++) sum += samples[i]! * samples[i]!;
    frames.push(sum / frame);
  }
  frames.sort((a, b) => b - a);
  const loud = frames.slice(0, Math.max(1, frames.length >> 1));
  return loud.reduce((sum, value) => sum + value, 0) / loud.length;
}

/** Speech with noise `snrDb` below it. The noise is repeated as often as needed. */
export function mix(speech: Float32Array, noise: Float32Array, snrDb: number): Float32Array {
  const gain = Math.sqrt(power(speech) / (power(noise) * 10 ** (snrDb / 10)));
  const mixed = speech.map((sample, i) => sample + gain * noise[i % noise.length]!);
  const peak = mixed.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  return peak <= 1 ? mixed : mixed.map((sample) => sample / peak);
}

/** Impulse response of a room as seen from a few metres away: a little direct sound, then noise that decays by 60 dB in `rt60S`. */
export function farRoom(rt60S = 0.5, directToReverberantDb = -3): Float32Array {
  const next = random(99);
  const response = Float32Array.from(
    { length: Math.round(rt60S * RATE) },
    (_, i) => next() * Math.exp((-6.9 * i) / (rt60S * RATE)),
  );
  const tail = response.reduce((sum, value) => sum + value * value, 0);
  response[0] = Math.sqrt(tail * 10 ** (directToReverberantDb / 10));
  return response;
}

/** `speech` as heard in a room, at its own loudness: convolution by overlapping blocks in the frequency domain. */
export function inRoom(speech: Float32Array, response: Float32Array): Float32Array {
  const size = 2 ** Math.ceil(Math.log2(2 * response.length));
  const block = size - response.length + 1;
  const [hr, hi] = transform(response, size);
  const heard = new Float32Array(speech.length);
  for (let from = 0; from < speech.length; from += block) {
    const [xr, xi] = transform(speech.subarray(from, from + block), size);
    for (let k = 0; k < size; k++) {
      const real = xr[k]! * hr[k]! - xi[k]! * hi[k]!;
      xi[k] = -(xr[k]! * hi[k]! + xi[k]! * hr[k]!);
      xr[k] = real;
    }
    fourier(xr, xi);
    for (let k = 0; k < size && from + k < heard.length; k++) heard[from + k] = heard[from + k]! + xr[k]! / size;
  }
  const gain = Math.sqrt(power(speech) / power(heard));
  return heard.map((sample) => sample * gain);
}

function transform(samples: Float32Array, size: number): [Float64Array, Float64Array] {
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  real.set(samples);
  fourier(real, imaginary);
  return [real, imaginary];
}

/** In place, radix 2. The inverse is the same on the conjugate, divided by the size. */
function fourier(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [real[i], real[j]] = [real[j]!, real[i]!];
      [imaginary[i], imaginary[j]] = [imaginary[j]!, imaginary[i]!];
    }
  }
  for (let length = 2; length <= size; length *= 2) {
    const half = length / 2;
    for (let k = 0; k < half; k++) {
      const cos = Math.cos((-2 * Math.PI * k) / length);
      const sin = Math.sin((-2 * Math.PI * k) / length);
      for (let at = k; at < size; at += length) {
        const other = at + half;
        const re = real[other]! * cos - imaginary[other]! * sin;
        const im = real[other]! * sin + imaginary[other]! * cos;
        real[other] = real[at]! - re;
        imaginary[other] = imaginary[at]! - im;
        real[at] = real[at]! + re;
        imaginary[at] = imaginary[at]! + im;
      }
    }
  }
}
