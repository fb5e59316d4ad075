import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Settings } from '../../shared/model/clinician.ts';
import { writeToyWhisper } from '../adapters/speech/toy-whisper.fixture.ts';
import { composeSpeech } from './speech-models.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'chartside-compose-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

it('takes up another choice at once, save for a visit that is being heard', async () => {
  const toy = path.join(dir, 'handed-over', 'toy');
  await writeToyWhisper(toy, [0, 'yes', 1]);
  let settings = Settings.parse({});
  const nothing = (): void => undefined;
  const { transcriber, models } = composeSpeech({
    settings: () => settings,
    dataDir: path.join(dir, 'data'),
    resourcesDir: fileURLToPath(new URL('../../../resources', import.meta.url)),
    env: {},
    transcriber: { workerEntry: 'none', log: { info: nothing, warn: nothing, error: nothing } },
  });
  const name = async (): Promise<string> => (await transcriber.info()).name;
  await models.manager.importFolder(toy);
  const builtIn = await name();
  settings = { ...settings, speechModel: 'toy' };
  expect(await name()).toBe('toy');

  const letGo = models.hold();
  const letGoToo = models.hold();
  settings = Settings.parse({});
  expect(await name()).toBe('toy');
  letGo();
  letGo();
  expect(await name()).toBe('toy');
  letGoToo();
  expect(await name()).toBe(builtIn);

  // One that is gone: the built-in one, and a word about it.
  const told: unknown[] = [];
  models.notices.on((notice) => told.push(notice));
  settings = { ...settings, speechModel: 'gone' };
  expect(await name()).toBe(builtIn);
  expect(told).toEqual([{ kind: 'fallback', model: 'gone', code: 'model.missing' }]);
  await transcriber.close();
});
