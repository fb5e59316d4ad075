/**
 * A 16-bit mono WAV of an audio file, decoded by the product's own decoder: what Chromium's `--use-file-for-fake-audio-capture` wants.
 * Made when a test needs it, never committed.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { createAudioDecoder } from '../../src/main/adapters/audio/audio-decoder.ts';
import { openFileByteSource } from '../../src/main/adapters/audio/file-byte-source.ts';

const SAMPLE_RATE_HZ = 16_000;
const HEADER_BYTES = 44;

export const SAMPLE_VISIT = path.resolve(import.meta.dirname, '../../resources/sample-visit/visit.ogg');

/** @param {number} dataBytes */
function wavHeader(dataBytes) {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0, 'ascii');
  header.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4);
  header.write('WAVEfmt ', 8, 'ascii');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE_HZ, 24);
  header.writeUInt32LE(SAMPLE_RATE_HZ * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'ascii');
  header.writeUInt32LE(dataBytes, 40);
  return header;
}

/**
 * @param {string} target where the WAV goes
 * @param {string} [input] any audio file the product reads; default, the sample visit
 * @returns {Promise<{durationMs: number}>}
 */
export async function writeWav(target, input = SAMPLE_VISIT) {
  const source = await openFileByteSource(input);
  const out = createWriteStream(target);
  let dataBytes = 0;
  try {
    out.write(wavHeader(0));
    for await (const block of createAudioDecoder().decode(source)) {
      const pcm = Buffer.alloc(block.length * 2);
      block.forEach((value, index) =>
        pcm.writeInt16LE(Math.max(-32768, Math.min(32767, Math.round(value * 32767))), index * 2),
      );
      dataBytes += pcm.length;
      if (!out.write(pcm)) await once(out, 'drain');
    }
  } finally {
    out.end();
    await once(out, 'close');
    await source.close();
  }
  const file = await open(target, 'r+');
  try {
    await file.write(wavHeader(dataBytes), 0, HEADER_BYTES, 0);
  } finally {
    await file.close();
  }
  return { durationMs: (dataBytes / 2 / SAMPLE_RATE_HZ) * 1000 };
}
