// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { createScriptedHost, PASSPHRASE } from '../testing/scripted-host.ts';
import { renderApp } from '../testing/render-app.tsx';

beforeEach(() => {
  window.location.hash = '';
});
afterEach(cleanup);

describe('first run', () => {
  it('asks for name and passphrase, checks both, then microphone and EHR, which can wait', async () => {
    const host = createScriptedHost({ phase: 'first-run' });
    const { user } = renderApp(host);
    await user.click(await screen.findByRole('button', { name: 'Continue' }));
    expect(screen.getByText('Enter your name.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText(/Your name/));
    expect(host.calls('session.setup')).toEqual([]);

    await user.type(screen.getByLabelText(/Your name/), 'Ana Reyes');
    await user.type(screen.getByLabelText('Credentials'), 'MD');
    await user.type(screen.getByLabelText(/^Passphrase/), PASSPHRASE);
    await user.type(screen.getByLabelText(/again/), 'something else');
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    expect(screen.getByText('The two passphrases are not the same.')).toBeTruthy();
    await user.clear(screen.getByLabelText(/again/));
    await user.type(screen.getByLabelText(/again/), `${PASSPHRASE}{Enter}`);
    await screen.findByText('Can Chartside hear you?');
    expect(host.calls('session.setup')).toEqual([
      { name: 'Ana Reyes', credentials: 'MD', npi: undefined, passphrase: PASSPHRASE },
    ]);

    await user.click(screen.getByRole('button', { name: 'Continue' }));
    await screen.findByText('Which model listens?');
    await screen.findByText('Recommended for this computer');
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    await screen.findByText('Where do signed notes go?');
    await user.click(screen.getByRole('button', { name: 'Do this later' }));
    await screen.findByRole('heading', { name: 'Today', level: 1 });
  });

  it('lets one hear oneself, and says when nothing was heard', async () => {
    const { user, microphone, played } = renderApp(createScriptedHost({ phase: 'first-run' }));
    await user.type(await screen.findByLabelText(/Your name/), 'Ana Reyes');
    await user.type(screen.getByLabelText(/^Passphrase/), PASSPHRASE);
    await user.type(screen.getByLabelText(/again/), `${PASSPHRASE}{Enter}`);
    await user.click(await screen.findByRole('button', { name: 'Test the microphone' }));
    await screen.findByText('Say something…');
    microphone.hear(4, 1, { peak: 0.4, rms: 0.1, clipped: false });
    await user.click(screen.getByRole('button', { name: 'Stop and listen' }));
    await screen.findByText('This sounds good.');
    expect(played).toHaveLength(1);
    expect(microphone.isOpen).toBe(false);

    await user.click(screen.getByRole('button', { name: 'Test again' }));
    await screen.findByText('Say something…');
    await user.click(screen.getByRole('button', { name: 'Stop and listen' }));
    await screen.findByText('Nothing was heard. Choose another microphone.');
  });
});

describe('the lock', () => {
  it('opens with the passphrase, says so when it is wrong, and empties the field', async () => {
    const host = createScriptedHost({ phase: 'locked' });
    const { user } = renderApp(host);
    const field = await screen.findByLabelText<HTMLInputElement>('Passphrase');
    await user.type(field, 'wrong{Enter}');
    await screen.findByText('That is not the right passphrase.');
    expect(field.value).toBe('');
    await user.type(field, `${PASSPHRASE}{Enter}`);
    await screen.findByRole('heading', { name: 'Today', level: 1 });
  });

  it('does not stop a recording, and says that it goes on', async () => {
    const host = createScriptedHost();
    const { user, recorder, microphone } = renderApp(host);
    await screen.findByRole('heading', { name: 'Today', level: 1 });
    await recorder.start(host.view().encounter.id, { deviceId: undefined });
    await user.click(screen.getByRole('button', { name: 'Lock' }));
    await screen.findByText('A visit is still being recorded.');
    microphone.hear(1);
    expect(host.frames(`stream-${host.view().encounter.id}`)).toHaveLength(1);
  });
});

describe('today', () => {
  it('shows each visit with its state in words and what it waits for', async () => {
    renderApp(createScriptedHost());
    const row = await screen.findByRole('link', { name: /June Testwell/ });
    expect(within(row).getByText('Draft')).toBeTruthy();
    expect(within(row).getByText('2 sentences wait for you')).toBeTruthy();
  });

  it('filters', async () => {
    const { user } = renderApp(createScriptedHost());
    await user.click(await screen.findByRole('button', { name: /Failed/ }));
    expect(screen.getAllByRole('link', { name: /Not sent/ })).toHaveLength(1);
    expect(screen.queryByText('June Testwell')).toBeNull();
  });

  it('says what to do when there is nothing, and what went wrong when it cannot tell', async () => {
    const host = createScriptedHost();
    host.answer({ 'encounters.list': () => ({ seq: 0, encounters: [] }) });
    const { unmount } = renderApp(host);
    await screen.findByText('No visits yet');
    unmount();
    host.answer({
      'encounters.list': () => {
        throw new AppError('storage.io');
      },
    });
    const { user } = renderApp(host);
    const alert = await screen.findByText('The disk did not take what was written.');
    expect(alert).toBeTruthy();
    host.answer({ 'encounters.list': () => ({ seq: 0, encounters: [] }) });
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText('No visits yet');
  });

  it('records from anywhere by one key; who it is is said meanwhile', async () => {
    const host = createScriptedHost();
    const { user, recorder, microphone } = renderApp(host);
    await screen.findByRole('link', { name: /June Testwell/ });
    await user.hover(screen.getByRole('button', { name: /Record a visit/ }));
    await waitFor(() => expect(recorder.state.get().armed).toBe(true));
    microphone.hear(2, 7);
    await user.keyboard('{Control>}{Shift>}r{/Shift}{/Control}');
    await screen.findByRole('heading', { name: 'Patient not named yet' });
    await waitFor(() => expect(recorder.state.get().phase).toBe('recording'));
    const [start] = host.calls('recording.start');
    expect(host.frames(`stream-${start!.encounterId}`).map(({ bytes }) => bytes[0])).toEqual([7, 7]);
    const name = screen.getByLabelText(/Patient’s name/);
    await user.type(name, '{Enter}');
    expect(screen.getByText('Enter the patient’s name.')).toBeTruthy();
    await user.type(name, 'Rosa Trial{Enter}');
    await screen.findByRole('heading', { name: 'Rosa Trial' });
    expect(host.calls('encounters.identify')).toMatchObject([{ patient: { name: 'Rosa Trial' }, chart: 'drop' }]);
    expect(screen.queryByLabelText(/Patient’s name/)).toBeNull();
    expect(screen.getByRole('button', { name: 'Pause' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Finish' }));
    await waitFor(() => expect(recorder.state.get().phase).toBe('idle'));
  });

  it('leaves no empty visit behind where there is no microphone', async () => {
    const host = createScriptedHost();
    const { user, microphone } = renderApp(host);
    await screen.findByRole('link', { name: /June Testwell/ });
    microphone.failWith('none');
    await user.click(screen.getByRole('button', { name: /Record a visit/ }));
    await screen.findByRole('alert');
    expect(host.calls('encounters.create')).toEqual([]);
  });

  it('imports a file that was chosen', async () => {
    const host = createScriptedHost();
    host.answer({
      'recording.importBegin': () => ({ streamId: 'up' }),
      'recording.importFinish': () => host.view().encounter,
    });
    const { user } = renderApp(host);
    await screen.findByRole('link', { name: /June Testwell/ });
    await user.upload(
      document.querySelector<HTMLInputElement>('input[type=file]')!,
      new File([new Uint8Array(1_000)], 'visit.wav', { type: 'audio/wav' }),
    );
    await user.type(await screen.findByLabelText(/Patient’s name/), 'Rosa Trial');
    await user.click(screen.getByRole('button', { name: 'Import visit.wav' }));
    await waitFor(() => expect(host.calls('recording.importFinish')).toHaveLength(1));
    expect(host.calls('recording.importBegin')).toMatchObject([{ sizeBytes: 1_000 }]);
  });

  it('takes a file that is dropped anywhere', async () => {
    renderApp(createScriptedHost());
    await screen.findByRole('link', { name: /June Testwell/ });
    const file = new File([new Uint8Array(10)], 'visit.ogg', { type: 'audio/ogg' });
    fireEvent.dragOver(window, { dataTransfer: { types: ['Files'], files: [file] } });
    await screen.findByText('Drop the recording to start a visit with it');
    fireEvent.drop(window, { dataTransfer: { types: ['Files'], files: [file] } });
    await screen.findByRole('button', { name: 'Import visit.ogg' });
  });

  it('fills the form from a chart file', async () => {
    const host = createScriptedHost();
    const { user } = renderApp(host);
    await user.click(await screen.findByRole('button', { name: 'New visit' }));
    const bundle = {
      resourceType: 'Bundle',
      entry: [{ resource: { resourceType: 'Patient', name: [{ text: 'Nora Sample' }], birthDate: '1968-04-12' } }],
    };
    const picker = [...document.querySelectorAll<HTMLInputElement>('input[type=file]')].find((input) =>
      input.accept.includes('json'),
    )!;
    await user.upload(picker, new File([JSON.stringify(bundle)], 'chart.json', { type: 'application/json' }));
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>(/Patient’s name/).value).toBe('Nora Sample'));
    await user.click(screen.getByRole('button', { name: 'Only add to the list' }));
    await waitFor(() => expect(host.calls('encounters.create')).toHaveLength(1));
    expect(host.calls('encounters.create')[0]).toMatchObject({
      patient: { name: 'Nora Sample', birthDate: '1968-04-12' },
      contextBundle: JSON.stringify(bundle),
    });
  });
});

describe('the window', () => {
  it('says calmly that the connection is gone, what is safe, and that it is back', async () => {
    const host = createScriptedHost();
    renderApp(host);
    await screen.findByRole('link', { name: /June Testwell/ });
    host.setStatus('lost');
    expect((await screen.findByRole('alert')).textContent).toContain('Everything up to now is saved.');
    host.setStatus('open');
    await screen.findByText('Connected again. Everything is saved.');
  });

  it('finds commands by words and runs them', async () => {
    const { user } = renderApp(createScriptedHost());
    await screen.findByRole('link', { name: /June Testwell/ });
    await user.keyboard('{Control>}k{/Control}');
    const search = await screen.findByRole('combobox', { name: 'What do you want to do?' });
    await user.type(search, 'visit june{Enter}');
    await screen.findByRole('heading', { name: 'June Testwell' });
  });

  it('shows the keys on a question mark, but not while text is written', async () => {
    const { user } = renderApp(createScriptedHost());
    await user.click(await screen.findByRole('button', { name: 'New visit' }));
    await user.type(await screen.findByLabelText(/Patient’s name/), 'who?');
    expect(screen.queryByText('Next sentence that needs your eye')).toBeNull();
    await user.click(document.body);
    await user.keyboard('?');
    await screen.findByText('Next sentence that needs your eye');
  });

  it('speaks Spanish when asked', async () => {
    const host = createScriptedHost();
    host.settings = { ...host.settings, language: 'es' };
    renderApp(host);
    await screen.findByRole('heading', { name: 'Hoy', level: 1 });
    expect(document.documentElement.lang).toBe('es');
  });
});
