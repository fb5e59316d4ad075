/** Speech for the vocabulary's figures and training, made by espeak-ng and flite where they are installed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodeFile } from './listening-parts.ts';
import { seeded } from './speakers-render.ts';

export interface Voice {
  readonly synthesiser: 'espeak-ng' | 'flite';
  readonly name: string;
  /** 1 is the voice's own pace. */
  readonly pace: number;
}

/** Voices of both sexes and several accents. */
const NAMES = {
  'espeak-ng': ['en-us', 'en-gb+f2', 'en-us+f3', 'en-gb-scotland', 'en-us+m3', 'en-gb-x-rp'],
  flite: ['slt', 'rms', 'awb', 'kal16'],
} as const;
const PACES = [1, 0.85, 1.15];
const ESPEAK_WORDS_A_MINUTE = 150;

export const installed = (synthesiser: Voice['synthesiser']): boolean =>
  spawnSync(synthesiser, ['--version']).error === undefined;

/** A voice for the n-th sentence: neighbours differ in voice and in pace. */
export function voiceFor(synthesiser: Voice['synthesiser'], n: number): Voice {
  const names = NAMES[synthesiser];
  return { synthesiser, name: names[n % names.length]!, pace: PACES[Math.floor(n / names.length) % PACES.length]! };
}

/** 16 kHz mono. */
export async function speak(text: string, voice: Voice): Promise<Float32Array> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chartside-speech-'));
  const file = path.join(folder, 'speech.wav');
  try {
    if (voice.synthesiser === 'flite')
      execFileSync('flite', [
        '-voice',
        voice.name,
        '--setf',
        `duration_stretch=${(1 / voice.pace).toFixed(3)}`,
        '-t',
        text,
        '-o',
        file,
      ]);
    else {
      const speed = String(Math.round(ESPEAK_WORDS_A_MINUTE * voice.pace));
      execFileSync('espeak-ng', ['-v', voice.name, '-s', speed, '-w', file, text]);
    }
    return plainWav(readFileSync(file)) ?? (await decodeFile(file));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Low-passed noise, as of a room with a fan, at this many dB below the speech. */
export function withNoise(samples: Float32Array, snrDb: number, seed: number): Float32Array {
  const random = seeded(seed);
  let low = 0;
  const noise = samples.map(() => (low = 0.7 * low + 0.3 * (random() - 0.5)));
  const power = (values: Float32Array): number => values.reduce((sum, value) => sum + value * value, 0) / values.length;
  const gain = Math.sqrt(power(samples) / Math.max(1e-12, power(noise)) / 10 ** (snrDb / 10));
  return samples.map((value, i) => value + gain * noise[i]!);
}

/** Samples of a 16 kHz mono 16-bit wav with the plain header that flite writes; undefined for any other. */
function plainWav(bytes: Buffer): Float32Array | undefined {
  const isPlain =
    bytes.toString('latin1', 0, 4) === 'RIFF' &&
    bytes.readUInt32LE(16) === 16 &&
    bytes.readUInt32LE(20) === 0x00010001 &&
    bytes.readUInt32LE(24) === 16_000 &&
    bytes.readUInt16LE(34) === 16 &&
    bytes.toString('latin1', 36, 40) === 'data';
  if (!isPlain) return undefined;
  const length = Math.floor((bytes.length - 44) / 2);
  return Float32Array.from({ length }, (_, i) => bytes.readInt16LE(44 + 2 * i) / 32_768);
}
