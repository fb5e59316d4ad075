import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { createMemoryModelManager, type TransferStep } from '../../adapters/memory/memory-model-manager.ts';
import type { KnownModel } from '../../ports/model-manager.ts';
import type { SpeechNotice } from '../../ports/speech-choice.ts';
import { countingTranscriber, createTestApp, rawFile } from '../app.fixture.ts';

const MODELS: readonly KnownModel[] = [
  { name: 'carried', origin: 'built-in', languages: ['en'], licence: 'MIT', bytes: 30, installed: true, offers: [] },
  {
    name: 'base',
    origin: 'catalogue',
    languages: ['en'],
    licence: 'MIT',
    bytes: 80,
    installed: false,
    offers: [
      { precision: 'q8', bytes: 80 },
      { precision: 'fp16', bytes: 150 },
    ],
    parametersMillions: 74,
  },
  {
    name: 'turbo',
    origin: 'catalogue',
    languages: ['multilingual'],
    licence: 'MIT',
    bytes: 1_000,
    installed: false,
    offers: [],
    parametersMillions: 809,
  },
];

async function open(options: { onStep?: TransferStep; allowed?: boolean; secondsOfWork?: number } = {}) {
  const { onStep, allowed = true } = options;
  const listeners = new Set<(notice: SpeechNotice) => void>();
  const opened: string[] = [];
  const held: string[] = [];
  const bytes = rawFile(90);
  const manager = createMemoryModelManager({ models: MODELS, origin: { allowed }, onStep, folders: ['brought'] });
  const test = createTestApp({
    models: {
      manager,
      notices: {
        on(listener) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
      machine: { cores: 2, memoryBytes: 8e9 },
      hold() {
        held.push('held');
        return () => held.push('let go');
      },
      open(name) {
        opened.push(name);
        // A second of speech takes as long as the test says, by the app's own clock.
        return countingTranscriber({
          beforeSegment: () => {
            (test.deps.clock as unknown as { advance(ms: number): void }).advance(
              (options.secondsOfWork ?? 0.25) * 1_000,
            );
          },
        });
      },
      sample: () =>
        Promise.resolve({
          sizeBytes: bytes.length,
          read: (offset: number, length: number) => Promise.resolve(bytes.subarray(offset, offset + length)),
          close: () => Promise.resolve(),
        }),
    },
  });
  await test.setup();
  const tell = (notice: SpeechNotice): void => {
    for (const listener of listeners) listener(notice);
  };
  const find = async (name: string) => (await test.call('models.list', {})).models.find((model) => model.name === name);
  const changed = (after: number) => test.until((event) => event.type === 'models.changed' && event.seq > after);
  return { ...test, tell, find, opened, held, changed, seq: () => test.events.at(-1)?.seq ?? 0 };
}

describe('models', () => {
  it('are listed with the one that listens and the one that this machine should have', async () => {
    const { call } = await open();
    const { models, origin } = await call('models.list', {});
    expect(models.map(({ name, inUse, recommended }) => ({ name, inUse, recommended }))).toEqual([
      { name: 'carried', inUse: true, recommended: false },
      { name: 'base', inUse: false, recommended: true },
      { name: 'turbo', inUse: false, recommended: false },
    ]);
    expect(origin).toEqual({ allowed: true, host: 'hub.example', locked: [] });
  });

  it('are recommended for the language that is spoken', async () => {
    const { call, find } = await open();
    await call('settings.set', { spokenLanguage: 'es' });
    expect((await find('turbo'))!.recommended).toBe(true);
    expect((await find('base'))!.recommended).toBe(false);
  });

  it('come in the background, with progress and an estimate, and are used when they are chosen', async () => {
    const { call, find, events, changed, seq } = await open();
    const before = seq();
    await call('models.install', { name: 'base' });
    await changed(before);
    expect(await find('base')).toMatchObject({ installed: true, inUse: false });
    const progress = events.filter((event) => event.type === 'models.progress');
    expect(progress[0]).toMatchObject({ name: 'base', progress: { act: 'install' } });
    await call('models.use', { name: 'base' });
    expect(await find('base')).toMatchObject({ inUse: true });
    expect(events.some((event) => event.type === 'settings.changed')).toBe(true);
    await call('models.use', { name: 'carried' });
    expect((await call('settings.get', {})).speechModel).toBeUndefined();
  });

  it('come in half precision where a graphics card computes, if there is one to be had', async () => {
    const { call, find, changed, seq } = await open();
    await call('settings.set', { speechDevice: 'gpu' });
    const before = seq();
    await call('models.install', { name: 'base' });
    await changed(before);
    expect((await find('base'))!.precision).toBe('fp16');
  });

  it('stop coming when they are called off; meanwhile nothing else is begun', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const { call, find, events } = await open({
      onStep: (step, { signal }) => {
        if (step === 2)
          return new Promise((resolve) => signal!.addEventListener('abort', () => resolve(), { once: true }));
        return step === 1 ? held : undefined;
      },
    });
    await call('models.install', { name: 'base' });
    expect((await find('base'))!.progress).toEqual({ act: 'install' });
    await expect(call('models.measure', { name: 'carried' })).rejects.toMatchObject({ code: 'model.busy' });
    release();
    await call('models.cancel', { name: 'base' });
    expect(await find('base')).toMatchObject({ installed: false });
    expect((await find('base'))!.progress).toBeUndefined();
    expect(events.filter((event) => event.type === 'models.failed')).toEqual([]);
  });

  it('that cannot be had fail in plain sight', async () => {
    const { call, until } = await open({
      onStep: () => {
        throw new AppError('model.digest', { params: { file: 'onnx/encoder_model.onnx' } });
      },
    });
    await call('models.install', { name: 'base' });
    expect(await until((event) => event.type === 'models.failed')).toMatchObject({
      name: 'base',
      code: 'model.digest',
    });
  });

  it('are neither shown nor downloaded where the policy closes the hub; a folder still comes in', async () => {
    const { call, find, changed, seq } = await open({ allowed: false });
    expect((await call('models.list', {})).models.map((model) => model.name)).toEqual(['carried']);
    await expect(call('models.install', { name: 'base' })).rejects.toMatchObject({ code: 'model.hub-off' });
    const before = seq();
    expect(await call('models.importFolder', { folder: '/media/stick/brought' })).toEqual({ name: 'brought' });
    await changed(before);
    expect(await find('brought')).toMatchObject({ installed: true, origin: 'folder' });
  });

  it('are measured with a minute of the sample visit', async () => {
    const { call, find, changed, seq, opened } = await open({ secondsOfWork: 0.25 });
    const before = seq();
    await call('models.measure', { name: 'carried' });
    await changed(before);
    expect(opened).toEqual(['carried']);
    const { measured } = (await find('carried'))!;
    expect(measured!.realTimeFactor).toBeCloseTo(0.25, 2);
    expect(measured!.audioMs).toBe(60_000);
  });

  it('too slow for this machine are not recommended', async () => {
    const { call, find, changed, seq } = await open({ secondsOfWork: 2 });
    let before = seq();
    await call('models.install', { name: 'base' });
    await changed(before);
    before = seq();
    await call('models.measure', { name: 'base' });
    await changed(before);
    expect((await find('base'))!.recommended).toBe(false);
  });

  it('are not measured or taken away while they listen', async () => {
    const { call, planned, changed, seq, find } = await open();
    const before = seq();
    await call('models.install', { name: 'base' });
    await changed(before);
    await call('models.use', { name: 'base' });
    const { id } = await planned();
    await call('recording.start', { encounterId: id });
    await expect(call('models.measure', { name: 'base' })).rejects.toMatchObject({ code: 'conflict.recording-active' });
    await expect(call('models.remove', { name: 'base' })).rejects.toMatchObject({ code: 'conflict.recording-active' });
    await call('recording.stop', { encounterId: id });
    await call('models.remove', { name: 'base' });
    expect(await find('carried')).toMatchObject({ inUse: true });
  });

  it('hear a visit to its end, whatever is chosen meanwhile', async () => {
    const { call, planned, settled, held } = await open();
    const visit = await planned();
    const { streamId } = await call('recording.start', { encounterId: visit.id });
    expect(held).toEqual(['held']);
    expect(streamId).not.toBe('');
    await call('recording.stop', { encounterId: visit.id });
    await settled(visit, 'planned');
    expect(held).toEqual(['held', 'let go']);
  });

  it('that cannot be used say so, during a recording too', async () => {
    const { call, planned, tell, events } = await open();
    const { id } = await planned();
    await call('recording.start', { encounterId: id });
    tell({ kind: 'fallback', model: 'base', code: 'model.digest' });
    tell({ kind: 'fallback', model: 'base', code: 'model.digest' });
    expect((await call('models.list', {})).problem).toEqual({ model: 'base', code: 'model.digest' });
    const warnings = events.filter((event) => event.type === 'recording.warning');
    expect(warnings).toMatchObject([{ encounterId: id, code: 'model.fallback', params: { model: 'base' } }]);
    tell({ kind: 'recovered' });
    expect((await call('models.list', {})).problem).toBeUndefined();
    tell({ kind: 'language', model: 'carried', language: 'es' });
    expect(events.at(-1)).toMatchObject({ type: 'recording.warning', code: 'model.language' });
  });
});
