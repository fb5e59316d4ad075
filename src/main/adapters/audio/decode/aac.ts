import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/** AudioSpecificConfig (ISO 14496-3), as far as an ADTS header can say it. */
export interface AacConfig {
  readonly objectType: number;
  readonly rateIndex: number;
  readonly channels: number;
}

/** @returns undefined for what ADTS cannot carry (channel layouts by program config, exotic rates). */
export function parseAudioSpecificConfig(description: Uint8Array): AacConfig | undefined {
  const bits = (from: number, count: number): number => {
    let value = 0;
    for (let i = from; i < from + count; i++) value = value * 2 + ((description[i >> 3]! >> (7 - (i & 7))) & 1);
    return value;
  };
  if (description.length < 2) return undefined;
  let objectType = bits(0, 5);
  let rateIndex = bits(5, 4);
  const channels = bits(9, 4);
  if (objectType === 31 || rateIndex === 15 || channels === 0 || channels > 7) return undefined;
  // HE-AAC signalled outright (SBR 5, PS 29): the core stream is LC; the decoder finds the extension in it by itself.
  if (objectType === 5 || objectType === 29) objectType = 2;
  if (objectType > 4) return undefined;
  if (rateIndex > 12) rateIndex = 4;
  return { objectType, rateIndex, channels };
}

/** Puts the 7-byte ADTS header before a raw AAC frame. */
export function toAdts(frame: Uint8Array, config: AacConfig): Uint8Array {
  const length = frame.length + 7;
  const bytes = new Uint8Array(length);
  bytes[0] = 0xff;
  bytes[1] = 0xf1;
  bytes[2] = ((config.objectType - 1) << 6) | (config.rateIndex << 2) | (config.channels >> 2);
  bytes[3] = ((config.channels & 3) << 6) | (length >> 11);
  bytes[4] = (length >> 3) & 0xff;
  bytes[5] = ((length & 7) << 5) | 0x1f;
  bytes[6] = 0xfc;
  bytes.set(frame, 7);
  return bytes;
}

export interface AacDecoder {
  /** Consecutive ADTS frames to one channel of floats. What went before is remembered, so that joints are seamless. */
  decode(frames: readonly Uint8Array[]): { samples: Float32Array; sampleRateHz: number };
}

/** Transform windows overlap by half a frame, and HE-AAC remembers a little more. */
const PRE_ROLL_FRAMES = 2;

/**
 * FFmpeg's AAC decoder (LC, HE and HE v2) from the audio-file-decoder package, a WebAssembly file of its own. The package decodes
 * whole files in memory; it is given the stream in stretches of some seconds, each as a file, overlapping a little.
 */
export async function openAacDecoder(): Promise<AacDecoder> {
  const require = createRequire(import.meta.url);
  const entry = require.resolve('audio-file-decoder');
  const wasm = await readFile(path.join(path.dirname(entry), '..', 'decode-audio.wasm'));
  // Its loader is older than ES modules in Node and looks for these two. This is a thread of its own: nobody else sees them.
  Object.assign(globalThis, { __dirname: path.dirname(entry), require });
  const library = await import('audio-file-decoder');
  const source = `data:application/wasm;base64,${wasm.toString('base64')}`;
  // Any readable file gives the loaded module, which the package keeps to itself; later files share it instead of compiling it again.
  const opened = await library.getAudioDecoder(source, toArrayBuffer(TINY_WAV));
  const module = (opened as unknown as { _module: unknown })._module;
  opened.dispose();
  let preRoll: readonly Uint8Array[] = [];

  const decodeFile = (file: Uint8Array): { samples: Float32Array; sampleRateHz: number } => {
    const decoder = new library.AudioDecoder(module, toArrayBuffer(file));
    try {
      return { samples: decoder.decodeAudioData(0, -1, { multiChannel: false }), sampleRateHz: decoder.sampleRate };
    } finally {
      decoder.dispose();
    }
  };

  /** Halves a stretch that does not decode until the bad frame is alone, and leaves that one out. */
  const decodeAround = (frames: readonly Uint8Array[]): { samples: Float32Array; sampleRateHz: number }[] => {
    if (frames.length === 0) return [];
    try {
      return [decodeFile(Buffer.concat(frames))];
    } catch {
      if (frames.length === 1) return [];
      const half = frames.length >> 1;
      return [...decodeAround(frames.slice(0, half)), ...decodeAround(frames.slice(half))];
    }
  };

  return {
    decode(frames) {
      const parts = decodeAround([...preRoll, ...frames]);
      const whole = parts.reduce((sum, part) => sum + part.samples.length, 0);
      const samples = new Float32Array(whole);
      let at = 0;
      for (const part of parts) {
        samples.set(part.samples, at);
        at += part.samples.length;
      }
      const drop = Math.round((whole * preRoll.length) / (preRoll.length + frames.length));
      preRoll = frames.slice(-PRE_ROLL_FRAMES);
      return { samples: samples.subarray(drop), sampleRateHz: parts[0]?.sampleRateHz ?? 0 };
    },
  };
}

const toArrayBuffer = (bytes: Uint8Array): ArrayBuffer =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;

/** Eight samples of silence, 8 kHz mono. */
const TINY_WAV = Buffer.concat([
  Buffer.from('RIFF\x34\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0', 'latin1'),
  Buffer.from('\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\x10\0\0\0', 'latin1'),
  Buffer.alloc(16),
]);
