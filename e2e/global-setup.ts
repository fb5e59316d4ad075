import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createAudioDecoder } from '../src/main/adapters/audio/audio-decoder.ts';
import { FAKE_MICROPHONE_FILE, REPO_ROOT } from './chromium.ts';

const SAMPLE_RATE_HZ = 16_000;

/** Decodes the sample visit once into the WAV that Chromium's fake microphone plays. */
export async function makeFakeMicrophone(): Promise<void> {
  if (existsSync(FAKE_MICROPHONE_FILE)) return;
  const bytes = await readFile(path.join(REPO_ROOT, 'resources', 'sample-visit', 'visit.ogg'));
  const source = {
    sizeBytes: bytes.byteLength,
    read: (offset: number, length: number) => Promise.resolve(bytes.subarray(offset, offset + length)),
    close: () => Promise.resolve(),
  };
  const blocks: Int16Array[] = [];
  for await (const block of createAudioDecoder().decode(source)) {
    blocks.push(Int16Array.from(block, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767)));
  }
  await mkdir(path.dirname(FAKE_MICROPHONE_FILE), { recursive: true });
  const unfinished = `${FAKE_MICROPHONE_FILE}.${process.pid}`;
  await writeFile(unfinished, wav(blocks));
  await rename(unfinished, FAKE_MICROPHONE_FILE);
}

function wav(blocks: readonly Int16Array[]): Buffer {
  const dataBytes = blocks.reduce((sum, block) => sum + block.byteLength, 0);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0).toString();
  header.writeUInt32LE(36 + dataBytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE_HZ, 24);
  header.writeUInt32LE(SAMPLE_RATE_HZ * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(dataBytes, 40);
  return Buffer.concat([
    header,
    ...blocks.map((block) => Buffer.from(block.buffer, block.byteOffset, block.byteLength)),
  ]);
}

// Playwright takes a set-up by its default export.
export default makeFakeMicrophone;
