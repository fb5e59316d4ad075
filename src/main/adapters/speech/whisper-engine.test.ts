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

const tone = (seconds: number): Float32Array =>
  Float32Array.from({ length: seconds * 16_000 }, (_, i) => 0.3 * Math.sin(i / 9));

async function hear(folder: string, seconds = 4, language?: string): Promise<Decoded> {
  const engine = await openWhisper(folder, { intraOpThreads: 1 });
  const [decoded] = await engine.transcribe([tone(seconds)], { language });
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

  it('writes nothing where the model has nothing to say', async () => {
    expect(await hear(await toy([]))).toMatchObject({ text: '', words: [], averageLogProbability: -Infinity });
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

  it('finds out the language by itself when nobody says it, and refuses one the model does not know', async () => {
    const folder = await toy(SCRIPT, { multilingual: true, hears: 'es' });
    const engine = await openWhisper(folder, { intraOpThreads: 1 });
    const [decoded] = await engine.transcribe([tone(4)]);
    expect(decoded).toMatchObject({ text: 'my knee hurts since may', language: 'es' });
    await expect(engine.transcribe([tone(4)], { language: 'tlh' })).rejects.toMatchObject({
      code: 'model.unsupported',
    });
    await engine.close();
  });

  it('hears more than 30 s piece by piece, going on where the model left off', async () => {
    // Each window: a stretch of fourteen seconds, then the beginning of one that is not finished.
    const folder = await toy([0, 'one two', 14, 14, 'thr']);
    const { words, text } = await hear(folder, 35);
    expect(words.filter((word) => word.text === 'one').map((word) => Math.round(word.startMs / 1_000))).toEqual([
      0, 14, 28,
    ]);
    expect(text.startsWith('one two one two one two')).toBe(true);
  });

  it('puts likely words before the transcript, as a prompt', async () => {
    // Sixteen letters, a comma, a space each, a full stop, and the token that opens a prompt.
    const folder = await toy(SCRIPT, { promptTokens: 1 + ' knee, metformin.'.length });
    const engine = await openWhisper(folder, { intraOpThreads: 1 });
    const [decoded] = await engine.transcribe([tone(4)], { vocabulary: ['knee', 'metformin'] });
    expect(decoded!.text).toBe('my knee hurts since may');
    const [without] = await engine.transcribe([tone(4)]);
    expect(without!.text).not.toBe('my knee hurts since may');
    await engine.close();
  });

  it('hears a second time with several hypotheses, and drafts without trying again', async () => {
    const folder = await toy(SCRIPT);
    const engine = await openWhisper(folder, { intraOpThreads: 1 });
    for (const pass of ['second', 'draft'] as const)
      expect((await engine.transcribe([tone(4)], { pass }))[0]!.text).toBe('my knee hurts since may');
    await engine.close();
  });

  it('runs half-precision and int8 exports as well, and says which', async () => {
    const folder = await toy(SCRIPT, { half: true, suffix: '_fp16', attention: true });
    const engine = await openWhisper(folder, { intraOpThreads: 1 });
    expect(engine).toMatchObject({ provider: 'cpu', precision: 'fp16', fellBack: false });
    const [decoded] = await engine.transcribe([tone(4)]);
    expect(decoded!.text).toBe('my knee hurts since may');
    expect(Math.abs(decoded!.words[2]!.startMs - 7 * 120)).toBeLessThan(150);
    await engine.close();
    const both = await toy(SCRIPT, { suffix: '_quantized' });
    const quantised = await openWhisper(both, { intraOpThreads: 1 });
    expect(quantised.precision).toBe('q8');
    await quantised.close();
  });

  it('writes no stock phrase over noise', async () => {
    expect((await hear(await toy([0, 'thanks for watching', 3], { noSpeech: true, score: 9 }))).text).toBe('');
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
