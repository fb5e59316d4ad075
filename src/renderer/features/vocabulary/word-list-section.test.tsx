// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { WordList } from '../../../shared/model/word-list.ts';
import { createScriptedHost, type ScriptedHost } from '../../testing/scripted-host.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';
import { wordAnswers } from '../../testing/scripted-words.ts';
import { WordListSection } from './word-list-section.tsx';

afterEach(cleanup);

function open(words: WordList = []): RenderedApp & { host: ScriptedHost } {
  const host = createScriptedHost();
  host.answer(wordAnswers(words));
  return { ...renderApp(host, <WordListSection />), host };
}
const listed = async (): Promise<string[]> =>
  within(await screen.findByRole('list', { name: 'Words you use' }))
    .getAllByRole('listitem')
    .map((item) => item.textContent.trim());

it('adds a word with how it sounds, and says why one cannot be added', async () => {
  const { user, host } = open();
  await user.type(await screen.findByLabelText('Word or phrase'), 'Kowalczyk');
  await user.type(screen.getByLabelText('How it sounds'), 'koval chick{Enter}');
  await waitFor(async () => expect(await listed()).toEqual(['Kowalczyk said “koval chick”']));
  expect(host.calls('vocabulary.import')).toEqual([{ text: 'Kowalczyk\tkoval chick' }]);
  expect(screen.getByLabelText<HTMLInputElement>('Word or phrase').value).toBe('');

  await user.type(screen.getByLabelText('Word or phrase'), 'Kowalczyk');
  await user.click(screen.getByRole('button', { name: 'Add' }));
  expect(await screen.findByText('It is on your list already.')).toBeTruthy();
});

it('finds and removes', async () => {
  const { user } = open([{ term: 'Ablynx' }, { term: 'Eliquis' }, { term: 'Entresto', soundsLike: 'en tresto' }]);
  expect(await screen.findByText('3 words')).toBeTruthy();
  await user.type(screen.getByLabelText('Find a word'), 'tresto');
  expect(await listed()).toEqual(['Entresto said “en tresto”']);
  expect(screen.getByText('1 word found')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Remove Entresto' }));
  await user.clear(screen.getByLabelText('Find a word'));
  await waitFor(async () => expect(await listed()).toEqual(['Ablynx', 'Eliquis']));
});

it('shows what an import would do before it is kept', async () => {
  const { user, host } = open([{ term: 'Eliquis' }]);
  await user.click(await screen.findByRole('button', { name: 'Add many at once' }));
  await user.type(screen.getByLabelText('Your words'), 'Farxiga = far seega\nEliquis\nXarelto');
  await user.click(screen.getByRole('button', { name: 'Check' }));
  expect(await screen.findByText('2 new words, 1 line left out')).toBeTruthy();
  expect(screen.getByText('Line 2: It is on your list already.')).toBeTruthy();
  expect(await listed()).toEqual(['Eliquis']);
  await user.click(screen.getByRole('button', { name: 'Add to the list' }));
  await waitFor(async () => expect(await listed()).toEqual(['Eliquis', 'Farxiga said “far seega”', 'Xarelto']));
  expect(host.calls('vocabulary.import').map(({ preview }) => preview)).toEqual([true, false]);
  expect(screen.queryByLabelText('Your words')).toBeNull();
});

it('reads a file in the code page of an old spreadsheet and looks at it at once', async () => {
  const { user, container } = open();
  await user.click(await screen.findByRole('button', { name: 'Add many at once' }));
  const bytes = Uint8Array.from([...'Pe'].map((letter) => letter.charCodeAt(0)).concat([0xf1, 0x61]));
  const file = new File([bytes], 'words.csv', { type: 'text/csv' });
  await user.upload(container.querySelector<HTMLInputElement>('input[type=file]')!, file);
  expect(await screen.findByText('1 new word')).toBeTruthy();
  expect(screen.getByLabelText<HTMLTextAreaElement>('Your words').value).toBe('Peña');
});
