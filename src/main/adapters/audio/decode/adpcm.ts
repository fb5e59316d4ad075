/**
 * The two kinds of ADPCM that dictation machines and telephone systems put into wave files: IMA (the Interactive Multimedia
 * Association's recommended practice) and Microsoft's. Both hold a sample in four bits, in blocks that each begin anew.
 */

/** Whole blocks to one channel of floats. */
export type BlockDecoder = (raw: Uint8Array) => Float32Array;

const IMA_INDEX = [-1, -1, -1, -1, 2, 4, 6, 8] as const;
/** Each step is about a tenth larger than the one before it. */
const IMA_STEPS = [
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118,
  130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060,
  1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484,
  7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767,
] as const;

const MS_ADAPT = [230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230] as const;
const MS_COEFFICIENTS = [
  [256, 0],
  [512, -256],
  [0, 0],
  [192, 64],
  [240, 0],
  [460, -208],
  [392, -232],
] as const;

const clamp16 = (value: number): number => Math.max(-0x8000, Math.min(0x7fff, value));

/** A block: four bytes a channel (first sample, step), then four bytes of one channel, four of the next, and so on. */
export function imaDecoder(blockBytes: number, channels: number): BlockDecoder {
  const groups = Math.floor((blockBytes - 4 * channels) / (4 * channels));
  const perBlock = 1 + groups * 8;
  return (raw) => {
    const blocks = Math.floor(raw.length / blockBytes);
    const samples = new Float32Array(blocks * perBlock);
    const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
    for (let block = 0; block < blocks; block++) {
      for (let channel = 0; channel < channels; channel++) {
        const head = block * blockBytes + channel * 4;
        let value = view.getInt16(head, true);
        let index = Math.min(88, view.getUint8(head + 2));
        let at = block * perBlock;
        samples[at++]! += value / 0x8000 / channels;
        for (let group = 0; group < groups; group++) {
          const from = block * blockBytes + 4 * channels * (group + 1) + channel * 4;
          for (let k = 0; k < 8; k++) {
            const nibble = (view.getUint8(from + (k >> 1)) >> (k % 2 === 0 ? 0 : 4)) & 15;
            const step = IMA_STEPS[index]!;
            const size =
              (step >> 3) + (nibble & 4 ? step : 0) + (nibble & 2 ? step >> 1 : 0) + (nibble & 1 ? step >> 2 : 0);
            value = clamp16(value + (nibble & 8 ? -size : size));
            index = Math.max(0, Math.min(88, index + IMA_INDEX[nibble & 7]!));
            samples[at++]! += value / 0x8000 / channels;
          }
        }
      }
    }
    return samples;
  };
}

/** A block: for all channels the predictor, the step, the second sample, the first sample; then nibbles, upper first, channel by channel. */
export function microsoftDecoder(blockBytes: number, channels: number): BlockDecoder {
  const headBytes = 7 * channels;
  const perBlock = 2 + Math.floor(((blockBytes - headBytes) * 2) / channels);
  return (raw) => {
    const blocks = Math.floor(raw.length / blockBytes);
    const samples = new Float32Array(blocks * perBlock);
    const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
    for (let block = 0; block < blocks; block++) {
      const from = block * blockBytes;
      for (let channel = 0; channel < channels; channel++) {
        const [first, second] = MS_COEFFICIENTS[view.getUint8(from + channel)] ?? MS_COEFFICIENTS[0];
        const word = (part: number): number => view.getInt16(from + channels + 2 * (part * channels + channel), true);
        let delta = word(0);
        let last = word(1);
        let beforeLast = word(2);
        let at = block * perBlock;
        samples[at++]! += beforeLast / 0x8000 / channels;
        samples[at++]! += last / 0x8000 / channels;
        for (let k = 0; k < perBlock - 2; k++) {
          const position = k * channels + channel;
          const nibble = (view.getUint8(from + headBytes + (position >> 1)) >> (position % 2 === 0 ? 4 : 0)) & 15;
          const predicted = (last * first + beforeLast * second) >> 8;
          const value = clamp16(predicted + (nibble >= 8 ? nibble - 16 : nibble) * delta);
          delta = Math.max(16, (MS_ADAPT[nibble]! * delta) >> 8);
          beforeLast = last;
          last = value;
          samples[at++]! += value / 0x8000 / channels;
        }
      }
    }
    return samples;
  };
}
