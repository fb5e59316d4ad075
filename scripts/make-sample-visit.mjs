#!/usr/bin/env node
/**
 * Makes resources/sample-visit/visit.ogg from script.txt: two synthetic voices, natural pauses, a little room tone.
 *
 *   node scripts/make-sample-visit.mjs [--script FILE] [--out FILE.ogg]
 *
 * Needs `flite` (speech synthesis) and `ffmpeg` (Opus encoding) on the PATH; both are tools, nothing of them is shipped. The result is
 * the same on every run for the same tool versions: the only noise comes from a fixed seed.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const SAMPLE_RATE_HZ = 16_000;
const root = path.resolve(import.meta.dirname, '..');
const { values: options } = parseArgs({
  options: {
    script: { type: 'string', default: path.join(root, 'resources/sample-visit/script.txt') },
    out: { type: 'string', default: path.join(root, 'resources/sample-visit/visit.ogg') },
  },
});

/** Chosen by what the built-in recogniser understands best, then by how different the two sound. */
const VOICES = {
  doctor: { voice: 'rms', stretch: 1.05, peak: 0.5 },
  patient: { voice: 'slt', stretch: 1.05, peak: 0.42 },
};

/** How a written word is spoken where the synthesiser's letter-to-sound rules miss it. */
const SPOKEN = [
  [/\bx-ray\b/gi, 'x ray'],
  [/\bcough/gi, 'coff'],
];

const PAUSE_MS = { start: 600, sentence: 260, turn: 600, end: 900 };

/** mulberry32: small, seeded, so that the file is the same on every run. */
function random(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** @returns {{speaker: 'doctor' | 'patient', text: string}[]} */
function readScript(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const match = /^\[(doctor|patient)\] (.+)$/.exec(line);
      if (!match) throw new Error(`Not a [doctor]/[patient] line: ${line}`);
      return { speaker: match[1], text: match[2] };
    });
}

/** One sentence as samples, its own silence trimmed, levelled to the voice's peak. */
function speak(text, { voice, stretch, peak }, file) {
  const spoken = SPOKEN.reduce((sentence, [written, said]) => sentence.replace(written, said), text);
  execFileSync('flite', ['-voice', voice, '--setf', `duration_stretch=${stretch}`, '-t', spoken, '-o', file]);
  const raw = execFileSync(
    'ffmpeg',
    ['-v', 'error', '-i', file, '-ac', '1', '-ar', String(SAMPLE_RATE_HZ), '-f', 'f32le', '-'],
    { maxBuffer: 1 << 28 },
  );
  const samples = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
  let loudest = 0;
  for (const value of samples) loudest = Math.max(loudest, Math.abs(value));
  const audible = (value) => Math.abs(value) > loudest * 0.01;
  const first = Math.max(0, samples.findIndex(audible) - 320);
  const last = Math.min(samples.length, samples.findLastIndex(audible) + 800);
  return samples.slice(first, last).map((value) => (value * peak) / loudest);
}

function main() {
  const folder = mkdtempSync(path.join(tmpdir(), 'sample-visit-'));
  const next = random(20_261_121);
  const parts = [];
  const pause = (ms) => parts.push(new Float32Array(Math.round((ms * (0.85 + 0.3 * next()) * SAMPLE_RATE_HZ) / 1000)));
  try {
    pause(PAUSE_MS.start);
    for (const { speaker, text } of readScript(options.script)) {
      const sentences = text.match(/[^.?!]+[.?!]+/g) ?? [text];
      sentences.forEach((sentence, index) => {
        if (index > 0) pause(PAUSE_MS.sentence);
        parts.push(speak(sentence.trim(), VOICES[speaker], path.join(folder, 'sentence.wav')));
      });
      pause(PAUSE_MS.turn);
    }
    pause(PAUSE_MS.end);

    const total = parts.reduce((sum, part) => sum + part.length, 0);
    const mix = new Float32Array(total);
    let at = 0;
    for (const part of parts) {
      mix.set(part, at);
      at += part.length;
    }
    // Room tone: low-passed noise about 60 dB under full scale. Digital silence between turns sounds broken and is nothing a microphone hears.
    let tone = 0;
    for (let index = 0; index < total; index++) {
      tone = 0.9 * tone + 0.1 * (next() * 2 - 1);
      mix[index] += tone * 0.006;
    }
    execFileSync(
      'ffmpeg',
      [
        ...['-v', 'error', '-y', '-f', 'f32le', '-ar', String(SAMPLE_RATE_HZ), '-ac', '1', '-i', '-'],
        ...['-c:a', 'libopus', '-b:a', '24k', '-application', 'voip', '-fflags', '+bitexact', '-flags:a', '+bitexact'],
        ...['-map_metadata', '-1', '-serial_offset', '1', options.out],
      ],
      { input: Buffer.from(mix.buffer) },
    );
    process.stderr.write(`${options.out}: ${(total / SAMPLE_RATE_HZ).toFixed(1)} s\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main();
