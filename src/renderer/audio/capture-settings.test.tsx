// @vitest-environment jsdom
import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { renderApp } from '../testing/render-app.tsx';
import { createScriptedHost } from '../testing/scripted-host.ts';
import { CaptureSettings } from './capture-settings.tsx';
import { MicrophoneTest } from './microphone-test.tsx';

afterEach(cleanup);

const word = (text: string) => ({ text, startMs: 0, endMs: 1, confidence: 1 });

describe('the test of a microphone', () => {
  async function tested(hear: () => { words: ReturnType<typeof word>[] }, peak = 0.4) {
    const host = createScriptedHost();
    host.answer({ 'microphone.hear': hear });
    const app = renderApp(host, <MicrophoneTest />);
    await app.user.click(await screen.findByRole('button', { name: 'Test the microphone' }));
    await screen.findByRole('meter');
    app.microphone.hear(8, 1, { peak, rms: peak / 4, clipped: peak >= 1 });
    await screen.findByText('2 s of 15');
    await app.user.click(screen.getByRole('button', { name: 'Stop and listen' }));
    return { host, ...app };
  }

  it('plays back what was said and shows what was understood; it sends nothing else and keeps the microphone shut', async () => {
    const { host, played, microphone } = await tested(() => ({ words: ['Good', 'morning.'].map(word) }));
    expect(await screen.findByText('This was understood:')).toBeTruthy();
    expect(screen.getByText('Good morning.')).toBeTruthy();
    expect(screen.getByText('This sounds good.')).toBeTruthy();
    expect(host.calls('microphone.hear')[0]!.pcm.byteLength).toBe(8 * 8_000);
    await waitFor(() => expect(played).toHaveLength(1));
    expect(microphone.isOpen).toBe(false);
  });

  it.each([
    [0.01, 'This is very quiet. Come closer or turn the microphone up.'],
    [1, 'This is too loud and distorted. Turn the microphone down.'],
  ])('says in words what is wrong with a peak of %f', async (peak, text) => {
    await tested(() => ({ words: [] }), peak);
    expect(await screen.findByText(text)).toBeTruthy();
    expect(
      await screen.findByText('No words were understood. Come closer, or choose another microphone.'),
    ).toBeTruthy();
  });

  it('asks for no words of a microphone that sends nothing', async () => {
    const { host } = await tested(() => ({ words: [] }), 0.001);
    expect(await screen.findByText('Nothing was heard. Choose another microphone.')).toBeTruthy();
    expect(host.calls('microphone.hear')).toEqual([]);
  });

  it('stays of use where no listening model is there', async () => {
    await tested(() => {
      throw new AppError('model.missing');
    });
    expect(await screen.findByText(/could not be read back/)).toBeTruthy();
    expect(screen.getByText('This sounds good.')).toBeTruthy();
  });
});

describe('the settings of capture', () => {
  it('offer the recorder program and its devices only where there is one, and remember the choice', async () => {
    const host = createScriptedHost();
    host.answer({ 'recording.devices': () => ({ devices: [] }) });
    const { unmount } = renderApp(host, <CaptureSettings />);
    await screen.findByText('Key to record and pause');
    expect(screen.queryByText('Who listens')).toBeNull();
    unmount();

    host.answer({
      'recording.devices': () => ({
        devices: [
          { id: 'default', label: 'System default' },
          { id: 'hw:1', label: 'Desk' },
        ],
      }),
    });
    const { user } = renderApp(host, <CaptureSettings />);
    await user.click(await screen.findByText('A recorder program (SoX, ALSA)'));
    await waitFor(() => expect(host.settings.captureSource).toBe('program'));
  });

  it('takes a new key, refuses one that is used or cannot be one, and tells of a conflict', async () => {
    const host = createScriptedHost();
    host.answer({ 'recording.devices': () => ({ devices: [] }) });
    const { user } = renderApp(host, <CaptureSettings />);
    await user.click(await screen.findByRole('button', { name: 'Change' }));
    await user.keyboard('x');
    expect(await screen.findByText(/^Use Ctrl/)).toBeTruthy();
    await user.keyboard('{Control>}{Shift>}y{/Shift}{/Control}');
    await waitFor(() => expect(host.settings.recordShortcut).toBe('mod+shift+y'));
    expect(screen.queryByText('Press the new keys…')).toBeNull();
  });

  it('offers to hear the computer where the platform lets it, off until it is chosen', async () => {
    const host = createScriptedHost();
    host.answer({ 'recording.devices': () => ({ devices: [] }) });
    const { user } = renderApp(host, <CaptureSettings />);
    const choice = await screen.findByRole<HTMLInputElement>('switch', { name: /Also hear what the computer plays/ });
    expect(choice.checked).toBe(false);
    await user.click(choice);
    await waitFor(() => expect(host.settings.hearComputer).toBe(true));
  });
});
