// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { keyLabels, keysOfEvent, matchesKeys } from './commands.ts';

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
  it('are read from what is pressed, if they can be a shortcut', () => {
    expect(keysOfEvent(press('R', { ctrlKey: true, shiftKey: true }))).toBe('mod+shift+r');
    expect(keysOfEvent(press('9', { ctrlKey: true, altKey: true }))).toBe('mod+alt+9');
    for (const event of [press('r'), press('R', { shiftKey: true }), press('F5', { ctrlKey: true })])
      expect(keysOfEvent(event)).toBeUndefined();
  });
  it('are written as they are printed', () => expect(keyLabels('mod+shift+r')).toEqual(['Ctrl', 'Shift', 'R']));
});
