import { describe, expect, it } from 'vitest';
import { NoteVersionKind } from '../../../shared/model/note.ts';
import { assertNextNoteVersion, isSignedKind } from './note-versions.ts';

const outcome = (tip: { lastVersion: number; signed: boolean }, version: number, kind: NoteVersionKind): string => {
  try {
    assertNextNoteVersion(tip, { version, kind });
    return 'ok';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the history of a note', () => {
  it('lets anything but an addendum follow while it is unsigned', () => {
    const tip = { lastVersion: 2, signed: false };
    expect(NoteVersionKind.options.map((kind) => outcome(tip, 3, kind))).toEqual(['ok', 'ok', 'ok', 'conflict.state']);
  });

  it('lets only addenda follow once it is signed', () => {
    const tip = { lastVersion: 2, signed: true };
    expect(NoteVersionKind.options.map((kind) => outcome(tip, 3, kind))).toEqual([
      'conflict.signed',
      'conflict.signed',
      'conflict.signed',
      'ok',
    ]);
  });

  it('counts up by one and says which number it expected', () => {
    for (const version of [0, 1, 2, 4, 3.5])
      expect(outcome({ lastVersion: 2, signed: false }, version, 'edit')).toBe('conflict.version');
    expect(() => assertNextNoteVersion({ lastVersion: 2, signed: false }, { version: 9, kind: 'edit' })).toThrow(
      expect.objectContaining({ params: { expected: 3 } }) as Error,
    );
  });

  it('knows which kinds carry a name', () => {
    expect(NoteVersionKind.options.filter(isSignedKind)).toEqual(['signed', 'addendum']);
  });
});
