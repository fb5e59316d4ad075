import { describe, expect, it } from 'vitest';
import catalogueJson from '../../../../resources/models/catalogue.json' with { type: 'json' };
import { Catalogue, defaultPrecision, isWanted, requiredFiles } from './catalogue.ts';
import { recommendModel } from './recommend.ts';

describe('the catalogue', () => {
  const catalogue = Catalogue.parse(catalogueJson);

  it('names the four models, each with a size and a licence', () => {
    expect(catalogue.models.map((model) => model.name)).toEqual([
      'whisper-tiny.en',
      'whisper-base.en',
      'whisper-small.en',
      'whisper-large-v3-turbo',
    ]);
    for (const model of catalogue.models) {
      expect(defaultPrecision(model)).toBe('q8');
      expect(model.approximateBytes.q8).toBeGreaterThan(1e6);
    }
  });

  it('wants the files of one precision and weights kept beside them, nothing else', () => {
    expect(requiredFiles('fp16')).toContain('onnx/decoder_model_merged_fp16.onnx');
    expect(isWanted('onnx/encoder_model.onnx_data', 'fp32')).toBe(true);
    expect(isWanted('onnx/encoder_model.onnx_data_1', 'fp32')).toBe(true);
    for (const other of ['onnx/encoder_model_fp16.onnx', 'onnx/decoder_model.onnx', 'README.md', '../config.json'])
      expect(isWanted(other, 'fp32')).toBe(false);
  });
});

describe('recommendModel', () => {
  const candidates = [
    { name: 'tiny', parametersMillions: 39, languages: ['en'] },
    { name: 'base', parametersMillions: 74, languages: ['en'] },
    { name: 'small', parametersMillions: 244, languages: ['en'] },
    { name: 'turbo', parametersMillions: 809, languages: ['multilingual'] },
  ];
  const clinic = { cores: 2, memoryBytes: 8e9 };

  it('begins with what a machine of that size should manage', () => {
    expect(recommendModel(candidates, clinic, 'en')).toBe('base');
    expect(recommendModel(candidates, { cores: 8, memoryBytes: 16e9 }, 'en')).toBe('small');
    expect(recommendModel(candidates, { cores: 2, memoryBytes: 2e8 }, 'en')).toBeUndefined();
  });

  it('goes by what was measured', () => {
    const measured = (name: string, realTimeFactor: number) =>
      candidates.map((model) => (model.name === name ? { ...model, realTimeFactor } : model));
    expect(recommendModel(measured('small', 0.4), clinic, 'en')).toBe('small');
    expect(recommendModel(measured('base', 0.9), clinic, 'en')).toBe('tiny');
  });

  it('knows which models hear the language', () => {
    expect(recommendModel(candidates, clinic, 'es')).toBe('turbo');
    expect(recommendModel(candidates.slice(0, 3), clinic, 'es')).toBeUndefined();
  });
});
