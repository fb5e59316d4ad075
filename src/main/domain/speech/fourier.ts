/**
 * Power spectra of real frames, by a radix-2 transform of half the length. Tables are made once for a length.
 * @param size a power of two, at least 4
 * @returns a function that writes |X[k]|², k = 0 … size / 2, of `frame` (at most `size` samples, zero-padded) into `power`.
 */
export function createPowerSpectrum(size: number): (frame: Float32Array, power: Float32Array) => void {
  const half = size / 2;
  const bits = Math.log2(half);
  const reversed = new Uint16Array(half);
  for (let i = 0; i < half; i++) {
    let r = 0;
    for (let bit = 0; bit < bits; bit++) r = (r << 1) | ((i >> bit) & 1);
    reversed[i] = r;
  }
  const cos = Float64Array.from({ length: half }, (_, k) => Math.cos((-2 * Math.PI * k) / size));
  const sin = Float64Array.from({ length: half }, (_, k) => Math.sin((-2 * Math.PI * k) / size));
  const re = new Float64Array(half);
  const im = new Float64Array(half);

  return (frame, power) => {
    // Even samples are the real part, odd ones the imaginary part of a signal of half the length.
    for (let i = 0; i < half; i++) {
      const from = 2 * reversed[i]!;
      re[i] = from < frame.length ? frame[from]! : 0;
      im[i] = from + 1 < frame.length ? frame[from + 1]! : 0;
    }
    for (let span = 1; span < half; span *= 2) {
      const stride = size / (2 * span);
      for (let start = 0; start < half; start += 2 * span) {
        for (let k = 0; k < span; k++) {
          const wr = cos[k * stride]!;
          const wi = sin[k * stride]!;
          const a = start + k;
          const b = a + span;
          const tr = re[b]! * wr - im[b]! * wi;
          const ti = re[b]! * wi + im[b]! * wr;
          re[b] = re[a]! - tr;
          im[b] = im[a]! - ti;
          re[a] = re[a]! + tr;
          im[a] = im[a]! + ti;
        }
      }
    }
    power[0] = (re[0]! + im[0]!) ** 2;
    power[half] = (re[0]! - im[0]!) ** 2;
    for (let k = 1; k < half; k++) {
      const j = half - k;
      const evenRe = (re[k]! + re[j]!) / 2;
      const evenIm = (im[k]! - im[j]!) / 2;
      const oddRe = (im[k]! + im[j]!) / 2;
      const oddIm = (re[j]! - re[k]!) / 2;
      const xr = evenRe + oddRe * cos[k]! - oddIm * sin[k]!;
      const xi = evenIm + oddRe * sin[k]! + oddIm * cos[k]!;
      power[k] = xr * xr + xi * xi;
    }
  };
}
