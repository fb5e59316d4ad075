import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { base64Decode, base64Encode, sha256Hex, utf8Bytes, utf8Text, uuidFromName } from './bytes.ts';

const samples = [
  '',
  'a',
  'ab',
  'abc',
  'fièvre 38,5 °C',
  '血压 140/90',
  '😀 ok',
  'x'.repeat(55),
  'x'.repeat(56),
  'y'.repeat(1000),
];

describe('bytes', () => {
  it.each(samples)('agrees with the platform on %j', (text) => {
    expect(Buffer.from(utf8Bytes(text)).toString('hex')).toBe(Buffer.from(text, 'utf8').toString('hex'));
    expect(base64Encode(utf8Bytes(text))).toBe(Buffer.from(text, 'utf8').toString('base64'));
    expect(utf8Text(base64Decode(base64Encode(utf8Bytes(text)))!)).toBe(text);
    expect(sha256Hex(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
  });

  it('encodes a lone surrogate as the replacement character', () => {
    expect([...utf8Bytes('\ud800')]).toEqual([...Buffer.from('\ud800', 'utf8')]);
  });

  it.each(['a', 'abc', '****', 'ab=c', '====='])('refuses %j as base64', (text) => {
    expect(base64Decode(text)).toBeUndefined();
  });

  it('reads base64 with line breaks', () => {
    expect(utf8Text(base64Decode('aGVs\r\nbG8=')!)).toBe('hello');
  });

  it.each([[[0xff]], [[0xc3]], [[0xe2, 0x82]], [[0x80]], [[0xc3, 0x41]]])('refuses the bytes %j as UTF-8', (bytes) => {
    expect(utf8Text(Uint8Array.from(bytes))).toBeUndefined();
  });

  it('derives a well-formed, stable, distinct UUID', () => {
    const uuid = uuidFromName('one');
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(uuidFromName('one')).toBe(uuid);
    expect(uuidFromName('two')).not.toBe(uuid);
  });
});
