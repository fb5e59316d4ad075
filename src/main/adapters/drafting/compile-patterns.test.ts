import { describe, expect, it } from 'vitest';
import { withPatternsCompiled } from './compile-patterns.ts';

describe('withPatternsCompiled', () => {
  it('gives what the work gives, and throws what it throws', () => {
    expect(withPatternsCompiled(() => /\b(?:one|two)\b/.exec('and two')?.index)).toBe(4);
    expect(() =>
      withPatternsCompiled(() => {
        throw new Error('of the work');
      }),
    ).toThrow('of the work');
  });

  it('leaves patterns right that first matched in it, before it and after it', () => {
    const [before, inside, after] = [/a(b+)c/, /a(b+)c/i, /a(b+)c/s];
    before.test('abc');
    for (let i = 0; i < 3; i++)
      withPatternsCompiled(() => {
        for (const pattern of [before, inside]) expect(pattern.exec('xabbc')?.[1]).toBe('bb');
      });
    for (const pattern of [before, inside, after]) expect(pattern.exec('xabbbc')?.[1]).toBe('bbb');
  });
});
