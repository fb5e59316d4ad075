import { describe, expect, it } from 'vitest';
import { LARGEST_WORD_LIST } from '../../../shared/model/word-list.ts';
import { entryOfPhrase, importWordList, phraseOf, tidyWordList } from './word-list.ts';

const terms = (text: string): unknown => importWordList([], text).entries;

describe('importWordList', () => {
  it('takes a word a line, in alphabetical order, without marks of lists and stray spaces', () => {
    expect(terms('\uFEFF- Okonkwo\r\n  2)  sacroiliac   belt\n\n# my clinic\n• Ablynx.\n')).toEqual([
      { term: 'Ablynx' },
      { term: 'Okonkwo' },
      { term: 'sacroiliac belt' },
    ]);
  });

  it.each([
    ['equals sign', 'Kowalczyk = koval chick'],
    ['tab', 'Kowalczyk\tkoval chick'],
    ['comma', 'Kowalczyk,koval chick'],
    ['semicolon and quotes', '"Kowalczyk";"koval chick";more'],
  ])('reads how a word sounds after a %s', (_, line) => {
    expect(terms(line)).toEqual([{ term: 'Kowalczyk', soundsLike: 'koval chick' }]);
  });

  it('keeps a quoted comma', () => {
    expect(terms('"Ruiz, Ana"')).toEqual([{ term: 'Ruiz, Ana' }]);
  });

  it('passes over a heading, only in the first line', () => {
    expect(terms('Term,Sounds like\nEliquis,\nterms')).toEqual([{ term: 'Eliquis' }, { term: 'terms' }]);
  });

  it('says which lines it leaves out and why', () => {
    const { entries, skipped } = importWordList(
      [{ term: 'Eliquis' }],
      ['eliquis ', 'x', '12.5', 'Eliquis', 'a'.repeat(81), 'Entresto', 'entresto'].join('\n'),
    );
    expect(entries).toEqual([{ term: 'Eliquis' }, { term: 'entresto' }]);
    expect(skipped).toEqual([
      { line: 2, reason: 'too-short' },
      { line: 3, reason: 'no-letters' },
      { line: 5, reason: 'too-long' },
    ]);
  });

  it('tells new terms from changed and from repeated ones', () => {
    const { added, changed, skipped, entries } = importWordList(
      [{ term: 'Farxiga', soundsLike: 'far seega' }, { term: 'lidocaine' }],
      'Farxiga\nlidocaine = light o cane\nXarelto',
    );
    expect(added).toEqual([{ term: 'Xarelto' }]);
    expect(changed).toEqual([{ term: 'lidocaine', soundsLike: 'light o cane' }]);
    expect(skipped).toEqual([{ line: 1, reason: 'repeated' }]);
    expect(entries[0]).toEqual({ term: 'Farxiga', soundsLike: 'far seega' });
  });

  it('stops at the largest list and says so', () => {
    const text = Array.from({ length: LARGEST_WORD_LIST + 2 }, (_, n) => `word${n}`).join('\n');
    const { entries, skipped } = importWordList([], text);
    expect(entries).toHaveLength(LARGEST_WORD_LIST);
    expect(skipped).toEqual([
      { line: LARGEST_WORD_LIST + 1, reason: 'list-full' },
      { line: LARGEST_WORD_LIST + 2, reason: 'list-full' },
    ]);
  });
});

it('tidies a list: each term once, the last counts', () => {
  expect(
    tidyWordList([{ term: 'b  c' }, { term: 'A' }, { term: 'Ab' }, { term: 'B c', soundsLike: 'bee see' }]),
  ).toEqual([{ term: 'Ab' }, { term: 'B c', soundsLike: 'bee see' }]);
});

it('writes entries as phrases and reads them back', () => {
  for (const entry of [{ term: 'Eliquis' }, { term: 'Kowalczyk', soundsLike: 'koval chick' }])
    expect(entryOfPhrase(phraseOf(entry))).toEqual(entry);
});
