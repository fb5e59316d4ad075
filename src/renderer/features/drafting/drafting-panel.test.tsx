// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { DraftingCheck } from '../../../shared/contract/drafting.ts';
import { DRAFTING_VIEW, GOOD_CHECK, scriptedDrafting } from '../../testing/scripted-drafting.ts';
import { createScriptedHost } from '../../testing/scripted-host.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { DraftingPanel } from './drafting-panel.tsx';

afterEach(cleanup);

function open(view = DRAFTING_VIEW, check: DraftingCheck = GOOD_CHECK) {
  const host = createScriptedHost();
  host.answer(scriptedDrafting(view, check));
  return { host, ...renderApp(host, <DraftingPanel />) };
}
const SERVER = 'A server with a language model';
const LOCAL = 'A language model on this computer';

describe('what drafts', () => {
  it('is the built-in rules; that no model was measured is said', async () => {
    open();
    expect((await screen.findByLabelText<HTMLInputElement>('Built-in rules')).checked).toBe(true);
    expect(screen.getByText(/was not measured by us/)).toBeTruthy();
    expect(screen.queryByLabelText('Address of the server')).toBeNull();
  });

  it('can be a server, and where the words go is said before anything is saved', async () => {
    const { user, host } = open();
    await user.click(await screen.findByLabelText(SERVER));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByText(/An address begins with http/)).toBeTruthy();
    expect(host.calls('drafting.set')).toEqual([]);
    await user.type(screen.getByLabelText('Address of the server'), 'http://127.0.0.1:11434/v1');
    expect(
      screen.getByText('What was said in a visit goes to the program at 127.0.0.1:11434 on this computer.'),
    ).toBeTruthy();
    await user.type(screen.getByLabelText('Name of the model there'), 'llama3');
    await user.type(screen.getByLabelText(/^Key/), 'sesame');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/^Saved/)).toBeTruthy();
    expect(host.calls('drafting.set')).toEqual([
      { engine: { kind: 'endpoint', url: 'http://127.0.0.1:11434/v1', model: 'llama3' }, bearer: 'sesame' },
    ]);
    expect(await screen.findByText(/A key is kept, encrypted/)).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>(/^Key/).value).toBe('');
  });

  it('is tried with an invented visit', async () => {
    const { user, host } = open({
      ...DRAFTING_VIEW,
      engine: { kind: 'endpoint', url: 'https://llm.clinic.example/v1', model: 'm' },
      allowed: { local: 'any', loopback: true, endpoints: ['https://llm.clinic.example/v1'] },
    });
    expect(await screen.findByText('What was said in a visit goes to llm.clinic.example.')).toBeTruthy();
    expect(screen.getByText('Allowed addresses: https://llm.clinic.example/v1')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Try it' }));
    expect(await screen.findByText('It works: small-clinic-8b, 3 seconds.')).toBeTruthy();
    expect(screen.getByText(/Sore throat for 3 days/)).toBeTruthy();
    expect(screen.getByText(/2 sentences that it wrote were left out/)).toBeTruthy();
    expect(host.calls('drafting.set')).toEqual([]);
  });

  it('says why it does not draft', async () => {
    const { user } = open(
      { ...DRAFTING_VIEW, engine: { kind: 'local', folder: '/models/small' }, sha256: 'ab'.repeat(32) },
      { ok: false, reason: 'changed', tookMs: 3, dropped: 0, sentences: [] },
    );
    expect(await screen.findByText(/SHA-256 abab/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Try it' }));
    expect(await screen.findByText('Its files are damaged, or not those that were chosen.')).toBeTruthy();
  });

  it('is not for the clinician to choose where the IT department has', async () => {
    open({ ...DRAFTING_VIEW, locked: true });
    expect(await screen.findByText('Set by your IT department.')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>(SERVER).disabled).toBe(true);
    cleanup();
    open({ ...DRAFTING_VIEW, allowed: { local: 'none', loopback: false, endpoints: [] } });
    expect((await screen.findByLabelText<HTMLInputElement>(LOCAL)).disabled).toBe(true);
    expect(screen.getAllByText('Your IT department does not allow this.')).toHaveLength(2);
  });
});
