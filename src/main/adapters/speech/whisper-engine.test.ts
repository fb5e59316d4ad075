import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transcriberConformance } from '../../ports/transcriber.conformance.ts';
import { createTranscriber } from './create-transcriber.ts';
import type { Decoded } from './engine.ts';
import { writeToyWhisper, type ToyItem } from './toy-whisper.fixture.ts';
import { openWhisper } from './whisper-engine.ts';
import { describeWhisper } from './whisper-files.ts';
import { soundsAt } from './scripted-worker.fixture.ts';

let root = '';
let count = 0;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'chartside-toy-'));
});
afterAll(() => rm(root, { recursive: true }));

const SCRIPT: readonly ToyItem[] = [0.2, 'my knee hurts', 1.6, 2, 'since may', 3.2];

async function toy(script: readonly ToyItem[], options: Parameters<typeof writeToyWhisper>[2] = {}): Promise<string> {
  const folder = path.join(root, `toy-${++count}`);
  await writeToyWhisper(folder, script, options);
  return folder;
}

async function hear(folder: string, seconds = 4, language?: string): Promise<Decoded> {
  const engine = await openWhisper(folder, { intraOpThreads: 1 });
  const samples = Float32Array.from({ length: seconds * 16_000 }, (_, i) => 0.3 * Math.sin(i / 9));
  const [decoded] = await engine.transcribe([samples], { language });
  await engine.close();
  return decoded!;
}

describe('openWhisper, on toy models in the real layout', () => {
  it('says what the decoder says, with the times that Whisper wrote and the confidence it had', async () => {
    const { text, words, averageLogProbability } = await hear(await toy(SCRIPT));
    expect(text).toBe('my knee hurts since may');
    expect(words.map((word) => word.startMs)).toEqual([
      200,
      expect.any(Number),
      expect.any(Number),
      2_000,
      expect.any(Number),
    ]);
    expect(words[1]!.startMs).toBeGreaterThan(300);
    expect(words[2]!.endMs).toBeLessThanOrEqual(1_600);
    expect(words[4]!.endMs).toBeLessThanOrEqual(3_200);
    for (const word of words) expect(word.confidence).toBeGreaterThan(0.95);
    expect(averageLogProbability).toBeCloseTo(0, 1);
  });

  it('takes word times from cross-attention where the export has it', async () => {
    const { text, words } = await hear(await toy(SCRIPT, { attention: true }));
    expect(text).toBe('my knee hurts since may');
    // Six frames of 20 ms a token: "hurts" is the ninth.
    expect(Math.abs(words[2]!.startMs - 7 * 120)).toBeLessThan(150);
    for (let i = 1; i < words.length; i++) expect(words[i]!.startMs).toBeGreaterThan(words[i - 1]!.startMs);
  });

  it('writes nothing where the model doubts that anyone spoke', async () => {
    expect((await hear(await toy(SCRIPT, { noSpeech: true }))).text).toBe('');
  });

  it('tries again, then cuts, when the text goes round in circles', async () => {
    const circles = Array.from({ length: 9 }, () => 'go on and on').join(' ');
    const { text } = await hear(await toy([0, circles, 3]));
    expect(text).toBe('go on and on');
  });

  it('stops a model that never stops', async () => {
    const endless = Array.from({ length: 60 }, (_, i) => 'abcdefghij'.slice(i % 7, (i % 7) + 3) + 'xyz'[i % 3]).join(
      ' ',
    );
    const { text } = await hear(await toy([0, endless]), 2);
    expect(text.replaceAll(' ', '').length).toBeLessThan(40);
  });

  it('asks a multilingual model for the language of the visit', async () => {
    const folder = await toy(SCRIPT, { multilingual: true });
    expect((await hear(folder, 4, 'es-US')).text).toBe('my knee hurts since may');
  });

  it('refuses files that are no model', async () => {
    const folder = await toy(SCRIPT);
    await writeFile(path.join(folder, 'onnx', 'decoder_model_merged.onnx'), 'nothing');
    await expect(openWhisper(folder, { intraOpThreads: 1 })).rejects.toMatchObject({ code: 'model.corrupt' });
  });
});

describe('describeWhisper', () => {
  it('names the folder, hashes the weights, and knows English-only models', async () => {
    const folder = await toy(SCRIPT);
    const info = await describeWhisper(folder);
    expect(info.name).toBe(path.basename(folder));
    expect(info.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(info.languages).toEqual(['en']);
    expect((await describeWhisper(await toy(['other'], {}))).sha256).not.toBe(info.sha256);
    expect((await describeWhisper(await toy(SCRIPT, { multilingual: true }))).languages).toContain('es');
  });

  it('says which file is missing or wrong', async () => {
    const folder = await toy(SCRIPT);
    await writeFile(path.join(folder, 'config.json'), '{"model_type":"bert"}');
    await expect(describeWhisper(folder)).rejects.toMatchObject({ code: 'model.corrupt' });
    await rm(path.join(folder, 'onnx', 'encoder_model.onnx'));
    await expect(describeWhisper(folder)).rejects.toMatchObject({ code: 'model.missing' });
  });
});

describe('behind the port', () => {
  const nothing = (): void => undefined;
  let folder = '';
  let transcriber: ReturnType<typeof createTranscriber>;
  beforeAll(async () => {
    folder = await toy([0.1, 'yes', 0.8]);
    transcriber = createTranscriber({
      engine: 'whisper',
      modelDir: folder,
      workerEntry: new URL('../../workers/speech.entry.ts', import.meta.url),
      log: { info: nothing, warn: nothing, error: nothing },
      // Tones are no speech to the voice-activity model: let everything that sounds through.
      segmenter: { startThreshold: 0.004, endThreshold: 0.002, minSpeechMs: 32 },
    });
  });
  afterAll(() => transcriber.close());

  transcriberConformance(
    'Whisper (toy) in its own process',
    () => transcriber,
    () => ({ audio: soundsAt(0.3, 0.4, 0.5) }),
  );
});
