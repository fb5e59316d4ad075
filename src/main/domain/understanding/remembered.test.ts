import { describe, expect, it } from 'vitest';
import { remembered } from './remembered.ts';

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
