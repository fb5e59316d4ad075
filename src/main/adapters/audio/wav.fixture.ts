/** Wave files written by hand, for tests. `samples` are floats in [-1, 1], interleaved. */
export interface WavShape {
  readonly samples: ArrayLike<number>;
  readonly sampleRateHz: number;
  readonly channels?: number;
  readonly encoding?: 'u8' | 's16' | 's24' | 's32' | 'f32' | 'f64' | 'alaw' | 'mulaw';
  readonly extensible?: boolean;
  /** What the header says the data are long; default the truth. */
  readonly claimedBytes?: number;
  /** Chunks that stand before the data. */
  readonly before?: readonly { readonly id: string; readonly bytes: Uint8Array }[];
  readonly rf64?: boolean;
}

const BITS = { u8: 8, s16: 16, s24: 24, s32: 32, f32: 32, f64: 64, alaw: 8, mulaw: 8 } as const;

export function makeWav(shape: WavShape): Uint8Array {
  const { samples, sampleRateHz, channels = 1, encoding = 's16' } = shape;
  const bits = BITS[encoding];
  const tag = encoding === 'alaw' ? 6 : encoding === 'mulaw' ? 7 : encoding.startsWith('f') ? 3 : 1;
  const data = Buffer.alloc((samples.length * bits) / 8);
  for (let i = 0; i < samples.length; i++) write(data, i, Math.max(-1, Math.min(1, samples[i]!)), encoding);
  const format = Buffer.alloc(shape.extensible ? 40 : 16);
  format.writeUInt16LE(shape.extensible ? 0xfffe : tag, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(sampleRateHz, 4);
  format.writeUInt32LE((sampleRateHz * channels * bits) / 8, 8);
  format.writeUInt16LE((channels * bits) / 8, 12);
  format.writeUInt16LE(bits, 14);
  if (shape.extensible) {
    format.writeUInt16LE(22, 16);
    format.writeUInt16LE(bits, 18);
    format.writeUInt16LE(tag, 24);
    Buffer.from('000000001000800000aa00389b71', 'hex').copy(format, 26);
  }
  const sizes = Buffer.alloc(24);
  sizes.writeBigUInt64LE(BigInt(data.length), 8);
  const chunks = [
    ...(shape.rf64 ? [chunk('ds64', sizes)] : []),
    chunk('fmt ', format),
    ...(shape.before ?? []).map(({ id, bytes }) => chunk(id, bytes)),
    chunk('data', data, shape.rf64 ? 0xffff_ffff : (shape.claimedBytes ?? data.length)),
  ];
  const body = Buffer.concat([Buffer.from('WAVE'), ...chunks]);
  return Buffer.concat([chunk(shape.rf64 ? 'RF64' : 'RIFF', body, shape.rf64 ? 0xffff_ffff : body.length)]);
}

function chunk(id: string, bytes: Uint8Array, size = bytes.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 'latin1');
  head.writeUInt32LE(size >>> 0, 4);
  return Buffer.concat([head, bytes, Buffer.alloc(bytes.length % 2)]);
}

function write(data: Buffer, i: number, value: number, encoding: NonNullable<WavShape['encoding']>): void {
  switch (encoding) {
    case 'u8':
      data.writeUInt8(Math.round(value * 127 + 128), i);
      break;
    case 's16':
      data.writeInt16LE(Math.round(value * 0x7fff), i * 2);
      break;
    case 's24':
      data.writeIntLE(Math.round(value * 0x7f_ffff), i * 3, 3);
      break;
    case 's32':
      data.writeInt32LE(Math.round(value * 0x7fff_ffff), i * 4);
      break;
    case 'f32':
      data.writeFloatLE(value, i * 4);
      break;
    case 'f64':
      data.writeDoubleLE(value, i * 8);
      break;
    case 'mulaw':
      data.writeUInt8(toMulaw(value), i);
      break;
    case 'alaw':
      data.writeUInt8(toAlaw(value), i);
      break;
  }
}

/** ITU-T G.711. */
function toMulaw(value: number): number {
  const sign = value < 0 ? 0x80 : 0;
  const magnitude = Math.min(0x7fff, Math.round(Math.abs(value) * 0x7fff) + 0x84);
  const exponent = Math.max(0, Math.floor(Math.log2(magnitude)) - 7);
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff;
}

/** ITU-T G.711. */
function toAlaw(value: number): number {
  const sign = value < 0 ? 0 : 0x80;
  const magnitude = Math.min(0x7fff, Math.round(Math.abs(value) * 0x7fff)) >> 3;
  const exponent = Math.max(0, Math.floor(Math.log2(Math.max(1, magnitude))) - 4);
  const mantissa = (exponent === 0 ? magnitude >> 1 : magnitude >> exponent) & 0x0f;
  return (sign | (exponent << 4) | mantissa) ^ 0x55;
}

/** `hz` for `seconds`, at `amplitude`. */
export function sine(hz: number, seconds: number, sampleRateHz: number, amplitude = 0.5): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * sampleRateHz) },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / sampleRateHz),
  );
}

/** Amplitude of `hz` in a stretch of 16 kHz samples (Goertzel's algorithm). */
export function amplitudeOf(samples: Float32Array, hz: number, sampleRateHz = 16_000): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / sampleRateHz);
  let last = 0;
  let beforeLast = 0;
  for (const sample of samples) [last, beforeLast] = [sample + coefficient * last - beforeLast, last];
  const power = last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
  return (2 * Math.sqrt(Math.max(0, power))) / samples.length;
}
