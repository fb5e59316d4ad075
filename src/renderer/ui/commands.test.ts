// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { keyLabels, matchesKeys } from './commands.ts';

const press = (key: string, init: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key, ...init });

describe('keys', () => {
  it('match exactly the combination', () => {
    expect(matchesKeys('mod+shift+r', press('R', { ctrlKey: true, shiftKey: true }))).toBe(true);
    expect(matchesKeys('mod+shift+r', press('r', { ctrlKey: true }))).toBe(false);
    expect(matchesKeys('mod+k', press('k', { ctrlKey: true }))).toBe(true);
    expect(matchesKeys('mod+k', press('k'))).toBe(false);
    expect(matchesKeys('g', press('g', { altKey: true }))).toBe(false);
  });
  it('take a sign however it is typed', () => {
    expect(matchesKeys('?', press('?', { shiftKey: true }))).toBe(true);
    expect(matchesKeys('?', press('?'))).toBe(true);
  });
  it('are written as they are printed', () => expect(keyLabels('mod+shift+r')).toEqual(['Ctrl', 'Shift', 'R']));
});
