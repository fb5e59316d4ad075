import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findModelFolder, installModel, listInstalledModels, verifyInstalledModel } from './installed-models.ts';

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

describe('installed models', () => {
  it('copies a folder in, finds it by name, and sees every later change', async () => {
    const { name, folder } = await installModel(models, source);
    expect(name).toBe('whisper-toy');
    expect((await listInstalledModels(models)).map((model) => model.name)).toEqual(['whisper-toy']);
    expect(await findModelFolder(models, 'whisper-toy')).toBe(folder);
    expect(await verifyInstalledModel(folder)).toEqual([]);
    appendFileSync(path.join(folder, 'onnx', 'encoder_model_quantized.onnx'), 'x');
    rmSync(path.join(folder, 'tokenizer.json'));
    writeFileSync(path.join(folder, 'extra.bin'), 'x');
    expect(await verifyInstalledModel(folder)).toEqual([
      'onnx/encoder_model_quantized.onnx',
      'tokenizer.json',
      'extra.bin',
    ]);
  });

  it('installs nothing from a folder that is not a model', async () => {
    rmSync(path.join(source, 'onnx'), { recursive: true });
    await expect(installModel(models, source)).rejects.toMatchObject({ code: 'model.missing' });
    expect(await listInstalledModels(models)).toEqual([]);
  });

  it('puts a second hand-over in place of the first', async () => {
    await installModel(models, source);
    writeFileSync(path.join(source, 'vocab.json'), '{}');
    const { folder } = await installModel(models, source);
    expect(await verifyInstalledModel(folder)).toEqual([]);
    expect(readdirSync(models)).toEqual(['whisper-toy']);
    expect(readdirSync(folder)).toContain('vocab.json');
  });

  it('names a model that is not there', async () => {
    await expect(findModelFolder(models, 'nobody')).rejects.toMatchObject({
      code: 'model.missing',
      params: { model: 'nobody' },
    });
  });
});
