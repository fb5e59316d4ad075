import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { openWhisperSessions, type OnnxRuntime, type Provider } from './whisper-sessions.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chartside-sessions-'));
  await mkdir(path.join(folder, 'onnx'));
});
afterEach(() => rm(folder, { recursive: true }));

async function holds(...suffixes: readonly string[]): Promise<void> {
  for (const suffix of suffixes)
    for (const name of ['encoder_model', 'decoder_model_merged'])
      await writeFile(path.join(folder, 'onnx', `${name}${suffix}.onnx`), '');
}

/** A runtime with graphics processors that fail at `broken` files; notes what was opened and released. */
function fakeRuntime(gpus: readonly Provider[], broken: (provider: Provider, file: string) => boolean = () => false) {
  const opened: string[] = [];
  const released: string[] = [];
  const runtime: OnnxRuntime = {
    providers: () => gpus,
    open(file, { provider }) {
      const what = `${provider} ${path.basename(file, '.onnx')}`;
      if (broken(provider, file)) return Promise.reject(new AppError('model.corrupt'));
      opened.push(what);
      return Promise.resolve({ release: () => Promise.resolve(released.push(what)) } as never);
    },
  };
  return { runtime, opened, released };
}

const open = (runtime: OnnxRuntime, options: Partial<Parameters<typeof openWhisperSessions>[1]> = {}) =>
  openWhisperSessions(folder, { intraOpThreads: 1, ...options }, runtime);

describe('openWhisperSessions', () => {
  it('takes int8 for the processor and half precision for a graphics processor', async () => {
    await holds('_quantized', '', '_fp16');
    const { runtime, opened } = fakeRuntime(['dml']);
    expect(await open(runtime)).toMatchObject({ provider: 'cpu', precision: 'q8', fellBack: false });
    expect(await open(runtime, { device: 'auto' })).toMatchObject({
      provider: 'dml',
      precision: 'fp16',
      fellBack: false,
    });
    expect(opened).toEqual([
      'cpu encoder_model_quantized',
      'cpu decoder_model_merged_quantized',
      'dml encoder_model_fp16',
      'dml decoder_model_merged_fp16',
    ]);
  });

  it.each(['dml', 'cuda'] as const)('falls back to the processor when %s throws, and says so', async (gpu) => {
    await holds('_quantized', '_fp16');
    const { runtime } = fakeRuntime([gpu], (provider) => provider === gpu);
    expect(await open(runtime, { device: 'auto' })).toMatchObject({ provider: 'cpu', precision: 'q8', fellBack: true });
  });

  it('lets go of the half that was opened before the other failed', async () => {
    await holds('_quantized');
    const { runtime, released } = fakeRuntime(['cuda'], (gpu, file) => gpu === 'cuda' && file.includes('decoder'));
    expect((await open(runtime, { device: 'gpu' })).fellBack).toBe(true);
    expect(released).toEqual(['cuda encoder_model_quantized']);
  });

  it('says that a graphics processor was asked for where the runtime knows none', async () => {
    await holds('_quantized');
    expect(await open(fakeRuntime([]).runtime, { device: 'gpu' })).toMatchObject({ provider: 'cpu', fellBack: true });
    expect(await open(fakeRuntime([]).runtime, { device: 'auto' })).toMatchObject({ fellBack: false });
  });

  it('uses the precision that was asked for, or says that it is missing', async () => {
    await holds('_quantized', '_q4');
    const { runtime } = fakeRuntime(['dml']);
    expect(await open(runtime, { precision: 'q4' })).toMatchObject({ precision: 'q4' });
    await expect(open(runtime, { precision: 'fp16', device: 'auto' })).rejects.toMatchObject({ code: 'model.missing' });
  });

  it('throws what the processor throws', async () => {
    await holds('');
    await expect(open(fakeRuntime([], () => true).runtime)).rejects.toMatchObject({ code: 'model.corrupt' });
  });
});
