import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createModelManager } from './node-model-manager.ts';
import { findModelFolder, listInstalledModels, verifyInstalledModel } from './model-folders.ts';

let root: string;
let models: string;
let source: string;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'chartside-models-'));
  models = path.join(root, 'models');
  source = path.join(root, 'whisper-toy');
  mkdirSync(path.join(source, 'onnx'), { recursive: true });
  writeFileSync(path.join(source, 'config.json'), JSON.stringify({ model_type: 'whisper', vocab_size: 51_864 }));
  for (const file of ['generation_config.json', 'preprocessor_config.json', 'tokenizer.json', 'tokenizer_config.json'])
    writeFileSync(path.join(source, file), '{}');
  for (const file of ['encoder_model_quantized.onnx', 'decoder_model_merged_quantized.onnx'])
    writeFileSync(path.join(source, 'onnx', file), file);
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const install = (): Promise<{ name: string }> =>
  createModelManager({ dataDir: root, modelsDir: models, env: {} }).importFolder(source);
const folder = (): string => path.join(models, 'whisper-toy');

describe('installed models', () => {
  it('copies a folder in, finds it by name, and sees every later change', async () => {
    expect((await install()).name).toBe('whisper-toy');
    expect((await listInstalledModels(models)).map((model) => model.name)).toEqual(['whisper-toy']);
    expect(await findModelFolder(models, 'whisper-toy')).toBe(folder());
    expect(await verifyInstalledModel(folder())).toEqual([]);
    appendFileSync(path.join(folder(), 'onnx', 'encoder_model_quantized.onnx'), 'x');
    rmSync(path.join(folder(), 'tokenizer.json'));
    writeFileSync(path.join(folder(), 'extra.bin'), 'x');
    expect(await verifyInstalledModel(folder())).toEqual([
      'onnx/encoder_model_quantized.onnx',
      'tokenizer.json',
      'extra.bin',
    ]);
  });

  it('installs nothing from a folder that is not a model', async () => {
    rmSync(path.join(source, 'onnx'), { recursive: true });
    await expect(install()).rejects.toMatchObject({ code: 'model.missing' });
    expect(await listInstalledModels(models)).toEqual([]);
  });

  it('puts a second hand-over in place of the first', async () => {
    await install();
    writeFileSync(path.join(source, 'vocab.json'), '{}');
    await install();
    expect(await verifyInstalledModel(folder())).toEqual([]);
    expect(readdirSync(models)).toEqual(['whisper-toy']);
    expect(readdirSync(folder())).toContain('vocab.json');
  });

  it('reads the digests that the first version noted', async () => {
    await install();
    rmSync(path.join(folder(), 'chartside-model.json'));
    expect(await verifyInstalledModel(folder())).toEqual(['chartside-model.json']);
    writeFileSync(path.join(folder(), 'chartside-sums.json'), JSON.stringify({ 'config.json': 'd'.repeat(64) }));
    expect(await verifyInstalledModel(folder())).toContain('config.json');
  });

  it('names a model that is not there', async () => {
    await expect(findModelFolder(models, 'nobody')).rejects.toMatchObject({
      code: 'model.missing',
      params: { model: 'nobody' },
    });
  });
});
