// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { StyleView } from '../../../shared/contract/style.ts';
import { styleRuleId, type StyleRule } from '../../../shared/model/style.ts';
import { createScriptedHost, type ScriptedHost } from '../../testing/scripted-host.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';
import { StyleSection } from './style-section.tsx';

afterEach(cleanup);

const HTN: StyleRule = { kind: 'replace', from: 'hypertension', to: 'HTN' };
const SOCIAL: StyleRule = { kind: 'leave-out', slot: 'social' };

function open(initial: Partial<StyleView> = {}): RenderedApp & { host: ScriptedHost } {
  const host = createScriptedHost();
  let view: StyleView = { enabled: false, rules: [], proposals: [], ...initial };
  const without = (rule: StyleRule) => view.proposals.filter((each) => styleRuleId(each.rule) !== styleRuleId(rule));
  host.answer({
    'style.get': () => view,
    'style.enable': ({ enabled }) => (view = { ...view, enabled }),
    'style.decide': ({ rule, accept }) =>
      (view = { ...view, rules: accept ? [...view.rules, rule] : view.rules, proposals: without(rule) }),
    'style.remove': () => (view = { ...view, rules: [] }),
    'style.import': ({ text }) =>
      text === '{' ? { added: 0, refused: 0, problem: 'not-json' } : { added: 1, refused: 2 },
  });
  return { ...renderApp(host, <StyleSection />), host };
}

it('is off, says what turning it on means, and shows nothing before', async () => {
  const { user, host } = open({ proposals: [{ rule: HTN, visits: 3, kept: 0 }] });
  const toggle = await screen.findByRole<HTMLInputElement>('switch');
  expect(toggle.checked).toBe(false);
  expect(screen.getByText(/While this is off, nothing is compared/)).toBeTruthy();
  expect(screen.queryByText('HTN')).toBeNull();
  await user.click(toggle);
  expect(await screen.findByText('HTN')).toBeTruthy();
  expect(host.calls('style.enable')).toEqual([{ enabled: true }]);
});

it('puts up what was seen, with before, after and count, to accept or dismiss', async () => {
  const { user, host } = open({
    enabled: true,
    proposals: [
      { rule: HTN, visits: 4, kept: 1 },
      { rule: SOCIAL, visits: 3, kept: 0 },
    ],
  });
  const proposals = within(await screen.findByRole('list', { name: 'Seen in your edits' }));
  expect(proposals.getByText('hypertension').tagName).toBe('DEL');
  expect(proposals.getByText('in 4 visits (let stand in 1)')).toBeTruthy();
  await user.click(proposals.getByRole('button', { name: 'Accept: “hypertension” becomes “HTN”' }));
  const accepted = within(screen.getByRole('list', { name: 'Accepted' }));
  expect(await accepted.findByText('HTN')).toBeTruthy();
  await user.click(proposals.getByRole('button', { name: /^Dismiss: Social history/ }));
  expect(await screen.findByText(/Nothing yet/)).toBeTruthy();
  expect(host.calls('style.decide')).toEqual([
    { rule: HTN, accept: true },
    { rule: SOCIAL, accept: false },
  ]);
  await user.click(accepted.getByRole('button', { name: /^Remove:/ }));
  expect(await screen.findByText('None yet.')).toBeTruthy();
});

it('says what of a file was taken and what was refused', async () => {
  const { user, container } = open({ enabled: true });
  await screen.findByText('None yet.');
  const upload = (text: string) =>
    user.upload(container.querySelector<HTMLInputElement>('input[type=file]')!, new File([text], 's.json'));
  await upload('{}');
  expect(await screen.findByText('1 habit added')).toBeTruthy();
  expect(screen.getByText(/^2 were refused/)).toBeTruthy();
  await upload('{');
  await waitFor(() => expect(screen.getByText(/^This file cannot be read/)).toBeTruthy());
});

it('keeps accepted habits in sight while they rest', async () => {
  open({ rules: [HTN] });
  expect(await screen.findByText('These rest while the switch is off.')).toBeTruthy();
});
