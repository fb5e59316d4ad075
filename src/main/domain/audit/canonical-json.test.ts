import { describe, expect, it } from 'vitest';
import { canonicalJson, type JsonValue } from './canonical-json.ts';

describe('canonicalJson', () => {
  it('sorts keys by UTF-16 code units at every depth and leaves no white space', () => {
    const value = {
      b: [{ z: 1, a: 2 }],
      a: { d: null, c: true },
      '\u20ac': 1,
      '\r': 2,
      '1': 3,
      '\u{1f600}': 4,
      '\ufb33': 5,
    };
    expect(canonicalJson(value)).toBe(
      '{"\\r":2,"1":3,"a":{"c":true,"d":null},"b":[{"a":2,"z":1}],"\u20ac":1,"\u{1f600}":4,"\ufb33":5}',
    );
  });

  it('spells numbers and strings as RFC 8785 does', () => {
    expect(canonicalJson([333333333.33333329, 1e30, 4.5, 2e-3, 1e-27, -0, 1e21])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0,1e+21]',
    );
    expect(canonicalJson('\u20ac$\u000f\nA\'B"\\\\"/')).toBe('"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
  });

  it('does not depend on the order in which properties were set', () => {
    const pairs: [string, JsonValue][] = [
      ['seq', 1],
      ['at', 2],
      ['detail', { x: 1, y: [1, 2] }],
      ['z', 'q'],
    ];
    expect(canonicalJson(Object.fromEntries(pairs))).toBe(canonicalJson(Object.fromEntries([...pairs].reverse())));
  });

  it('leaves undefined properties out and refuses what JSON cannot carry', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
    for (const bad of [NaN, Infinity, -Infinity]) expect(() => canonicalJson({ a: [bad] })).toThrow(TypeError);
  });
});
