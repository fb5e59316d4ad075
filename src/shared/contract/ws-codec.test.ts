import { describe, expect, it } from 'vitest';
import { WireFormatError, decodeSocketMessage, encodeSocketMessage } from './ws-codec.ts';

const bytes = (...values: number[]) => new Uint8Array(values);
const roundTrip = (message: unknown) => decodeSocketMessage(encodeSocketMessage(message));

function binary(header: unknown, payload = bytes(), headerLength?: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const out = new Uint8Array(4 + text.length + payload.length);
  new DataView(out.buffer).setUint32(0, headerLength ?? text.length);
  out.set(text, 4);
  out.set(payload, 4 + text.length);
  return out;
}

describe('the socket codec', () => {
  it('writes JSON text when there are no bytes', () => {
    const message = { kind: 'call', id: 1, name: 'x', input: { text: 'ärztlich 🩺', list: [1, null, true] } };
    expect(encodeSocketMessage(message)).toBe(JSON.stringify(message));
    expect(roundTrip(message)).toEqual(message);
  });

  const messages: unknown[] = [
    { kind: 'frame', streamId: 's', seq: 3, bytes: bytes(0, 255, 7) },
    { kind: 'frame', streamId: 's', seq: 3, bytes: bytes() },
    { kind: 'result', id: 1, output: { wav: bytes(1, 2), other: [{ b: bytes(3) }, null] } },
    bytes(9),
  ];
  it.each(messages)('carries bytes in place: %j', (message) => {
    expect(encodeSocketMessage(message)).toBeInstanceOf(Uint8Array);
    expect(roundTrip(message)).toEqual(message);
  });

  it('reads from the middle of a larger buffer', () => {
    const encoded = encodeSocketMessage({ a: bytes(1, 2, 3) }) as Uint8Array;
    const larger = new Uint8Array(encoded.length + 20);
    larger.set(encoded, 10);
    expect(decodeSocketMessage(larger.subarray(10, 10 + encoded.length))).toEqual({ a: bytes(1, 2, 3) });
  });

  it('leaves the prototype alone', () => {
    const decoded = decodeSocketMessage(
      binary('{"message":{"__proto__":null},"bytes":[{"path":["__proto__"],"length":1}]}', bytes(1)),
    );
    expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype);
    expect(Object.hasOwn(decoded as object, '__proto__')).toBe(true);
  });

  const at = (path: unknown[], length: unknown) => ({ message: { a: null, b: { c: 1 } }, bytes: [{ path, length }] });
  const malformed: [string, string | Uint8Array][] = [
    ['text that is not JSON', '{'],
    ['an empty binary frame', bytes()],
    ['a frame shorter than its header length', bytes(0, 0)],
    ['a header past the end', binary({ message: 1, bytes: [] }, bytes(), 999)],
    ['a header that is not JSON', binary('nope')],
    ['a header that is not UTF-8', new Uint8Array([0, 0, 0, 1, 0xff])],
    ['a header without a message', binary({ bytes: [] })],
    ['a header without bytes', binary({ message: 1 })],
    ['payload past the end', binary(at(['a'], 2), bytes(1))],
    ['payload left over', binary(at(['a'], 1), bytes(1, 2))],
    ['a negative length', binary(at(['a'], -1))],
    ['a length that is no number', binary(at(['a'], '1'), bytes(1))],
    ['a path to nowhere', binary(at(['x'], 1), bytes(1))],
    ['a path through a prototype', binary(at(['constructor', 'prototype'], 1), bytes(1))],
    ['a path onto a value', binary(at(['b', 'c'], 1), bytes(1))],
    ['a path through a value', binary(at(['b', 'c', 'd'], 1), bytes(1))],
    ['a path of objects', binary(at([{}], 1), bytes(1))],
    ['too many parts', binary({ message: null, bytes: Array.from({ length: 65 }, () => ({ path: [], length: 0 })) })],
  ];
  it.each(malformed)('refuses %s', (_name, data) => {
    expect(() => decodeSocketMessage(data)).toThrow(WireFormatError);
  });
});
