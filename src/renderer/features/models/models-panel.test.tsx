// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { renderApp } from '../../testing/render-app.tsx';
import { MODELS_VIEW, scriptedModels } from '../../testing/scripted-models.ts';
import { createScriptedHost } from '../../testing/scripted-host.ts';
import { ModelsPanel } from './models-panel.tsx';

afterEach(cleanup);

function open(view = MODELS_VIEW, settings: Record<string, unknown> = {}) {
  const host = createScriptedHost();
  const models = scriptedModels((event) => host.emit(event), view);
  host.settings = { ...host.settings, ...settings };
  host.answer(models.answers);
  return { host, models, ...renderApp(host, <ModelsPanel />) };
}
const row = (name: string): Promise<HTMLElement> => screen.findByRole('listitem', { name });

describe('the models that listen', () => {
  it('are told in plain words: size, licence, languages, speed here, and which this computer should have', async () => {
    open();
    const builtIn = await row('Built-in model (Moonshine tiny)');
    expect(builtIn.textContent).toContain('Listens now');
    expect(builtIn.textContent).toContain('English only');
    expect(builtIn.textContent).toContain('A minute of speech takes it about 6 sec. It keeps up with a visit.');
    const base = await row('Whisper base');
    expect(base.textContent).toContain('Recommended for this computer');
    expect(base.textContent).toContain('download of about 80 MB');
    expect(base.textContent).toContain('Whisper, MIT, OpenAI');
    expect((await row('Whisper large v3 turbo')).textContent).toContain('Many languages');
    expect(screen.getByText(/Downloads come from huggingface\.co\. Only the names/)).toBeTruthy();
  });

  it('are installed with progress, called off, and gone on with', async () => {
    const { user, host, models } = open();
    await user.click(await screen.findByRole('button', { name: 'Install: Whisper base' }));
    const base = await row('Whisper base');
    expect(await within(base).findByText('Finding out what to download…')).toBeTruthy();
    // One thing at a time.
    expect((screen.getByRole('button', { name: 'Install: Whisper tiny' }) as HTMLButtonElement).disabled).toBe(true);
    host.emit({
      type: 'models.progress',
      name: 'whisper-base.en',
      progress: { act: 'install', fraction: 0.5, doneBytes: 40_000_000, totalBytes: 80_000_000, etaMs: 60_000 },
    });
    expect(await within(base).findByText('40 MB of 80 MB · about 1 min left')).toBeTruthy();
    await user.click(within(base).getByRole('button', { name: 'Cancel: Whisper base' }));
    expect(await within(base).findByRole('button', { name: 'Go on installing: Whisper base' })).toBeTruthy();
    expect(base.textContent).toContain('30 MB of it are here already');
    await user.click(within(base).getByRole('button', { name: 'Go on installing: Whisper base' }));
    models.end('whisper-base.en', { installed: true, partialBytes: undefined });
    expect(await within(base).findByRole('button', { name: 'Listen with this one: Whisper base' })).toBeTruthy();
  });

  it('are measured, chosen and removed, the last only after a second word', async () => {
    const { user, host, models } = open();
    await row('Whisper base');
    models.end('whisper-base.en', { installed: true });
    await user.click(await screen.findByRole('button', { name: 'Measure: Whisper base' }));
    expect(await screen.findByText('Listening to a minute of the sample visit…')).toBeTruthy();
    models.end('whisper-base.en', {
      measured: { realTimeFactor: 1.5, loadMs: 1, audioMs: 60_000, at: 2, provider: 'cpu' },
    });
    expect(await screen.findByText(/Slower than speech/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Listen with this one: Whisper base' }));
    const base = await row('Whisper base');
    expect(await within(base).findByText('Listens now')).toBeTruthy();
    await user.click(within(base).getByRole('button', { name: 'Remove: Whisper base' }));
    expect(host.calls('models.remove')).toEqual([]);
    await user.click(within(base).getByRole('button', { name: 'Remove it from this computer: Whisper base' }));
    expect(await within(base).findByRole('button', { name: 'Install: Whisper base' })).toBeTruthy();
  });

  it('that fail say what happened, what is safe and what to do', async () => {
    const { user, host, models } = open();
    await user.click(await screen.findByRole('button', { name: 'Install: Whisper base' }));
    models.end('whisper-base.en', {});
    host.emit({
      type: 'models.failed',
      name: 'whisper-base.en',
      act: 'install',
      code: 'model.digest',
      params: { file: 'onnx/encoder_model_quantized.onnx' },
    });
    const base = await row('Whisper base');
    const alert = await within(base).findByRole('alert');
    expect(alert.textContent).toContain('Whisper base was not installed.');
    expect(alert.textContent).toContain('fingerprint');
    expect(alert.textContent).toContain('thrown away');
  });

  it('that cannot be used are replaced in plain sight', async () => {
    open({ ...MODELS_VIEW, problem: { model: 'whisper-base.en', code: 'model.digest' } });
    expect((await screen.findByRole('alert')).textContent).toContain(
      'Whisper base cannot be used. The built-in model listens instead.',
    );
  });

  it('come from a folder where downloads are closed', async () => {
    const [builtIn] = MODELS_VIEW.models;
    const { user, host } = open({
      models: [builtIn!],
      origin: { allowed: false, host: 'huggingface.co', locked: ['allowHub'] },
    });
    expect(await screen.findByText(/does not let this computer download models/)).toBeTruthy();
    expect(screen.queryByText('How downloads reach this computer')).toBeNull();
    await user.type(screen.getByLabelText('Install from a folder'), '/media/stick/whisper-small.en');
    await user.click(screen.getByRole('button', { name: 'Install from there' }));
    expect(host.calls('models.importFolder')).toEqual([{ folder: '/media/stick/whisper-small.en' }]);
  });

  it('say that they do not understand the language of the visits', async () => {
    const { user, host } = open();
    await user.selectOptions(await screen.findByLabelText('Language spoken in visits'), 'es');
    expect(await screen.findByText('Built-in model (Moonshine tiny) does not understand Spanish.')).toBeTruthy();
    expect(host.calls('settings.set')).toEqual([{ spokenLanguage: 'es' }]);
  });

  it('say where they computed, and that the graphics card could not be used', async () => {
    const [builtIn, tiny] = MODELS_VIEW.models;
    const { user, host } = open(
      {
        ...MODELS_VIEW,
        models: [builtIn!, { ...tiny!, installed: true }],
        device: { provider: 'cpu', precision: 'q8', fellBack: true },
      },
      { speechDevice: 'gpu' },
    );
    expect(await screen.findByText('Used last: the processor, q8.')).toBeTruthy();
    expect(screen.getByText(/graphics card could not be used/)).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'Processor' }));
    expect(host.calls('settings.set')).toEqual([{ speechDevice: 'cpu' }]);
  });

  it('take the way that the network wants; what IT decided is shown and shut', async () => {
    const { user, host } = open({
      ...MODELS_VIEW,
      origin: { allowed: true, host: 'models.clinic', locked: ['mirror'] },
    });
    await user.click(await screen.findByText('How downloads reach this computer'));
    expect((screen.getByLabelText(/internal copy/) as HTMLInputElement).disabled).toBe(true);
    expect(screen.getByText('Set by your IT department.')).toBeTruthy();
    await user.type(screen.getByLabelText('Proxy'), 'http://proxy.clinic:3128');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(host.calls('settings.set')).toEqual([{ modelSource: { proxy: 'http://proxy.clinic:3128' } }]);
  });
});
