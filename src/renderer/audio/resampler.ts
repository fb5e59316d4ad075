const ZERO_CROSSINGS = 16;
const TABLE_STEPS = 512;
/** Passband edge as a part of the lower Nyquist frequency: room for the filter to fall. */
const ROLL_OFF = 0.92;

/** Turns blocks of one sample rate into blocks of another, without seams between them. */
export interface Resampler {
  process(block: Float32Array): Float32Array;
}

/** Band-limited interpolation with a Hann-windowed sinc (J. O. Smith, "Digital Audio Resampling"). */
export function createResampler(fromHz: number, toHz: number): Resampler {
  if (fromHz === toHz) return { process: (block) => block };
  const cutoff = Math.min(1, toHz / fromHz) * ROLL_OFF;
  const halfWidth = ZERO_CROSSINGS / cutoff;
  const reach = Math.ceil(halfWidth);
  const kernel = kernelTable();
  const step = fromHz / toHz;
  let history = new Float32Array(reach);
  /** Position of the next output sample, in input samples from the start of `history`. */
  let position = reach;

  return {
    process(block) {
      const input = new Float32Array(history.length + block.length);
      input.set(history);
      input.set(block, history.length);
      const lastCentre = input.length - 1 - reach;
      const count = Math.max(0, Math.floor((lastCentre - position) / step) + 1);
      const output = new Float32Array(count);
      for (let index = 0; index < count; index += 1) {
        const centre = position + index * step;
        const first = Math.ceil(centre - halfWidth);
        const last = Math.min(input.length - 1, Math.floor(centre + halfWidth));
        let sum = 0;
        for (let at = Math.max(0, first); at <= last; at += 1) {
          sum += input[at]! * weight(kernel, Math.abs(at - centre) * cutoff);
        }
        output[index] = sum * cutoff;
      }
      position += count * step;
      const keepFrom = Math.max(0, Math.floor(position) - reach);
      history = input.slice(keepFrom);
      position -= keepFrom;
      return output;
    },
  };
}

/** The right half of the windowed sinc, TABLE_STEPS values a zero crossing. */
function kernelTable(): Float32Array {
  const table = new Float32Array(ZERO_CROSSINGS * TABLE_STEPS + 2);
  for (let index = 0; index < ZERO_CROSSINGS * TABLE_STEPS; index += 1) {
    const x = index / TABLE_STEPS;
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    table[index] = sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / ZERO_CROSSINGS));
  }
  return table;
}

function weight(table: Float32Array, distance: number): number {
  const at = distance * TABLE_STEPS;
  const low = Math.floor(at);
  if (low >= table.length - 1) return 0;
  const fraction = at - low;
  return table[low]! * (1 - fraction) + table[low + 1]! * fraction;
}
