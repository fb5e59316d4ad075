import { beforeEach, describe, expect, it } from 'vitest';
import { remembered, rememberedText, rememberTexts, whileRemembering } from './remembered.ts';

describe('remembered', () => {
  it('asks once of each object, also where the answer is nothing', () => {
    const asked: object[] = [];
    const sizeOf = remembered((of: { readonly size?: number }) => {
      asked.push(of);
      return of.size;
    });
    const [one, none] = [{ size: 1 }, {}];
    expect([sizeOf(one), sizeOf(none), sizeOf(one), sizeOf(none)]).toEqual([1, undefined, 1, undefined]);
    expect(asked).toEqual([one, none]);
    expect(sizeOf({ size: 1 })).toBe(1);
    expect(asked).toHaveLength(3);
  });
});

describe('rememberedText', () => {
  const asked: string[] = [];
  const lengthOf = rememberedText(2, (text) => {
    asked.push(text);
    return text.length;
  });
  beforeEach(() => asked.splice(0));

  it('asks once of each text while a note is made, and forgets it then', () => {
    const twice = (): number[] => whileRemembering(() => ['knee', 'hip', 'knee'].map(lengthOf));
    expect(twice()).toEqual([4, 3, 4]);
    expect(asked).toEqual(['knee', 'hip']);
    expect(twice()).toEqual([4, 3, 4]);
    expect(asked).toEqual(['knee', 'hip', 'knee', 'hip']);
  });

  it('keeps nothing outside, nor after work that throws, and no more than it may', () => {
    expect([lengthOf('knee'), lengthOf('knee')]).toEqual([4, 4]);
    expect(() =>
      whileRemembering(() => {
        lengthOf('hip');
        throw new Error('of the work');
      }),
    ).toThrow('of the work');
    whileRemembering(() => ['hip', 'a', 'b', 'hip'].map(lengthOf));
    expect(asked).toEqual(['knee', 'knee', 'hip', 'hip', 'a', 'b', 'hip']);
  });

  it('forgets at the end of the outer work', () => {
    whileRemembering(() => {
      whileRemembering(() => lengthOf('knee'));
      lengthOf('knee');
    });
    expect(asked).toEqual(['knee']);
  });

  it('keeps from one work to the next what is held, and forgets it when that is let go, once', () => {
    const [first, second] = [rememberTexts(), rememberTexts()];
    whileRemembering(() => lengthOf('knee'));
    first();
    first();
    whileRemembering(() => lengthOf('knee'));
    expect(asked).toEqual(['knee']);
    second();
    lengthOf('knee');
    expect(asked).toEqual(['knee', 'knee']);
  });
});
