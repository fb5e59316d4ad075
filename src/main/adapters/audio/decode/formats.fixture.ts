/** Files of plain samples in the formats of other machines, written by hand for tests. `samples` are floats in [-1, 1], one channel. */
import { makeWav } from '../wav.fixture.ts';

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};
const u16 = (value: number): Buffer => Buffer.of((value >> 8) & 255, value & 255);
const name = (text: string): Buffer => Buffer.from(text, 'latin1');

export type Width = 's16be' | 's16le' | 's24be' | 'f32be' | 's8';

export function sampleBytes(samples: ArrayLike<number>, width: Width): Buffer {
  const size = { s8: 1, s16be: 2, s16le: 2, s24be: 3, f32be: 4 }[width];
  const bytes = Buffer.alloc(samples.length * size);
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i]!;
    if (width === 's16be') bytes.writeInt16BE(Math.round(value * 0x7fff), i * 2);
    else if (width === 's16le') bytes.writeInt16LE(Math.round(value * 0x7fff), i * 2);
    else if (width === 's24be') bytes.writeIntBE(Math.round(value * 0x7f_ffff), i * 3, 3);
    else if (width === 's8') bytes.writeInt8(Math.round(value * 127), i);
    else bytes.writeFloatBE(value, i * 4);
  }
  return bytes;
}

/** AIFF, or AIFF-C where there is a `compression`; `isSoundFirst`: what describes it stands behind. */
export function makeAiff(
  data: Buffer,
  shape: { bits: number; rateHz: number; channels?: number; compression?: string; isSoundFirst?: boolean },
): Buffer {
  const exponent = Math.floor(Math.log2(shape.rateHz));
  const rate = Buffer.concat([u16(16_383 + exponent), u32(shape.rateHz * 2 ** (31 - exponent)), u32(0)]);
  const chunk = (id: string, body: Buffer): Buffer =>
    Buffer.concat([name(id), u32(body.length), body, Buffer.alloc(body.length % 2)]);
  const described = Buffer.concat([
    u16(shape.channels ?? 1),
    u32((data.length * 8) / shape.bits),
    u16(shape.bits),
    rate,
    ...(shape.compression === undefined ? [] : [name(shape.compression), Buffer.of(0, 0)]),
  ]);
  const parts = [chunk('COMM', described), chunk('SSND', Buffer.concat([u32(0), u32(0), data]))];
  if (shape.isSoundFirst) parts.reverse();
  const body = Buffer.concat([name(shape.compression === undefined ? 'AIFF' : 'AIFC'), ...parts]);
  return Buffer.concat([name('FORM'), u32(body.length), body]);
}

export function makeAu(data: Buffer, encoding: number, rateHz: number, size = 0xffff_ffff): Buffer {
  return Buffer.concat([name('.snd'), u32(28), u32(size), u32(encoding), u32(rateHz), u32(1), u32(0), data]);
}

/** `size` -1: a recorder that does not know how long it will be. */
export function makeCaf(data: Buffer, shape: { rateHz: number; bits: number; flags: number }, size?: number): Buffer {
  const long = (value: number): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64BE(BigInt(value));
    return bytes;
  };
  const rate = Buffer.alloc(8);
  rate.writeDoubleBE(shape.rateHz);
  const numbers = [shape.flags, shape.bits / 8, 1, 1, shape.bits].map(u32);
  const described = Buffer.concat([rate, name('lpcm'), ...numbers]);
  return Buffer.concat([
    name('caff'),
    u16(1),
    u16(0),
    name('desc'),
    long(described.length),
    described,
    name('data'),
    long(size ?? data.length + 4),
    u32(0),
    data,
  ]);
}

/** Sony's Wave64 of 16-bit samples. */
export function makeWave64(data: Buffer, rateHz: number): Buffer {
  const guid = (text: string): Buffer => Buffer.concat([name(text), Buffer.from('f3acd3118cd100c04f8edb8a', 'hex')]);
  const chunk = (id: string, body: Buffer): Buffer => {
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(BigInt(24 + body.length));
    return Buffer.concat([guid(id), size, body, Buffer.alloc((8 - (body.length % 8)) % 8)]);
  };
  const format = Buffer.from(makeWav({ samples: [], sampleRateHz: rateHz }).subarray(20, 36));
  const body = Buffer.concat([guid('wave'), chunk('fmt ', format), chunk('data', data)]);
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(24 + body.length));
  return Buffer.concat([Buffer.from('riff', 'latin1'), Buffer.from('2e91cf11a5d628db04c10000', 'hex'), size, body]);
}

/** A wave file of blocks that somebody else encoded. */
export function makeBlockWav(shape: {
  tag: number;
  rateHz: number;
  channels: number;
  blockBytes: number;
  bits: number;
  data: Buffer;
}): Buffer {
  const format = Buffer.alloc(20);
  format.writeUInt16LE(shape.tag, 0);
  format.writeUInt16LE(shape.channels, 2);
  format.writeUInt32LE(shape.rateHz, 4);
  format.writeUInt16LE(shape.blockBytes, 12);
  format.writeUInt16LE(shape.bits, 14);
  format.writeUInt16LE(2, 16);
  const size = (bytes: Buffer): Buffer => Buffer.from(u32(bytes.length)).reverse();
  const chunk = (id: string, bytes: Buffer): Buffer => Buffer.concat([name(id), size(bytes), bytes]);
  const body = Buffer.concat([name('WAVE'), chunk('fmt ', format), chunk('data', shape.data)]);
  return Buffer.concat([name('RIFF'), size(body), body]);
}

const IMA_INDEX = [-1, -1, -1, -1, 2, 4, 6, 8];
/** The steps grow by a tenth each: the recommended practice's table to within its rounding is all that an encoder needs of it. */
const IMA_STEPS = [
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118,
  130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060,
  1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484,
  7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767,
];

/** IMA ADPCM, blocks of 505 samples a channel; every channel says the same. */
export function imaBlocks(samples: Float32Array, channels: number): { data: Buffer; blockBytes: number } {
  const perBlock = 505;
  const channelBytes = 4 + (perBlock - 1) / 2;
  const blocks: Buffer[] = [];
  let index = 0;
  for (let from = 0; from + perBlock <= samples.length; from += perBlock) {
    const one = Buffer.alloc(channelBytes);
    let value = Math.round(samples[from]! * 0x7fff);
    one.writeInt16LE(value, 0);
    one[2] = index;
    for (let k = 1; k < perBlock; k++) {
      const step = IMA_STEPS[index]!;
      let rest = Math.round(samples[from + k]! * 0x7fff) - value;
      let nibble = rest < 0 ? 8 : 0;
      rest = Math.abs(rest);
      let size = step >> 3;
      for (const [bit, part] of [
        [4, step],
        [2, step >> 1],
        [1, step >> 2],
      ] as const)
        if (rest >= part) {
          nibble |= bit;
          rest -= part;
          size += part;
        }
      value = Math.max(-0x8000, Math.min(0x7fff, value + (nibble & 8 ? -size : size)));
      index = Math.max(0, Math.min(88, index + IMA_INDEX[nibble & 7]!));
      one[4 + ((k - 1) >> 1)]! |= nibble << ((k - 1) % 2 === 0 ? 0 : 4);
    }
    const block = Buffer.alloc(channelBytes * channels);
    for (let at = 0; at < channelBytes; at += 4)
      for (let channel = 0; channel < channels; channel++) one.copy(block, at * channels + channel * 4, at, at + 4);
    blocks.push(block);
  }
  return { data: Buffer.concat(blocks), blockBytes: channelBytes * channels };
}

/** Microsoft's ADPCM, one channel, blocks of 500 samples, the plainest predictor (256, 0). */
export function microsoftBlocks(samples: Float32Array): { data: Buffer; blockBytes: number } {
  const adapt = [230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230];
  const perBlock = 500;
  const blockBytes = 7 + (perBlock - 2) / 2;
  const blocks: Buffer[] = [];
  for (let from = 0; from + perBlock <= samples.length; from += perBlock) {
    const block = Buffer.alloc(blockBytes);
    const at = (k: number): number => Math.round(samples[from + k]! * 0x7fff);
    let delta = 256;
    let last = at(1);
    block.writeInt16LE(delta, 1);
    block.writeInt16LE(last, 3);
    block.writeInt16LE(at(0), 5);
    for (let k = 2; k < perBlock; k++) {
      const signed = Math.max(-8, Math.min(7, Math.round((at(k) - last) / delta)));
      const nibble = signed & 15;
      last = Math.max(-0x8000, Math.min(0x7fff, last + signed * delta));
      delta = Math.max(16, (adapt[nibble]! * delta) >> 8);
      block[7 + ((k - 2) >> 1)]! |= nibble << (k % 2 === 0 ? 4 : 0);
    }
    blocks.push(block);
  }
  return { data: Buffer.concat(blocks), blockBytes };
}
