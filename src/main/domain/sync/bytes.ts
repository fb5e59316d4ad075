/**
 * Bytes for the pure layer, which has no Node and no DOM: UTF-8, base64 and SHA-256 (FIPS 180-4). Checked in the tests
 * against the platform's own.
 */

/** UTF-8; lone surrogates become U+FFFD, as every encoder does. */
export function utf8Bytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0)!;
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(bytes);
}

/** The inverse for well-formed UTF-8; `undefined` where the bytes are not. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at]!;
    const extra = first < 0x80 ? 0 : first >= 0xf0 && first < 0xf8 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : -1;
    if (extra < 0 || first >= 0xf8 || at + extra >= bytes.length) return undefined;
    let point = extra === 0 ? first : first & (0x3f >> extra);
    for (let next = 1; next <= extra; next += 1) {
      const byte = bytes[at + next]!;
      if ((byte & 0xc0) !== 0x80) return undefined;
      point = (point << 6) | (byte & 63);
    }
    if (point > 0x10ffff) return undefined;
    parts.push(String.fromCodePoint(point));
    at += extra + 1;
  }
  return parts.join('');
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648 with padding, as FHIR's base64Binary wants. */
export function base64Encode(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [a, b, c] = [bytes[at]!, bytes[at + 1], bytes[at + 2]];
    parts.push(
      ALPHABET[a >> 2]! +
        ALPHABET[((a & 3) << 4) | ((b ?? 0) >> 4)]! +
        (b === undefined ? '=' : ALPHABET[((b & 15) << 2) | ((c ?? 0) >> 6)]!) +
        (c === undefined ? '=' : ALPHABET[c & 63]!),
    );
  }
  return parts.join('');
}

/** `undefined` where the text is not base64. White space is passed over: some servers wrap lines. */
export function base64Decode(text: string): Uint8Array | undefined {
  const compact = text.replace(/\s+/g, '');
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return undefined;
  const padding = compact.endsWith('==') ? 2 : compact.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((compact.length / 4) * 3 - padding);
  let at = 0;
  for (let index = 0; index < compact.length; index += 4) {
    let group = 0;
    for (let digit = 0; digit < 4; digit += 1) {
      const value = ALPHABET.indexOf(compact[index + digit]!);
      group = (group << 6) | Math.max(0, value);
    }
    for (const byte of [group >> 16, (group >> 8) & 255, group & 255]) if (at < bytes.length) bytes[at++] = byte;
  }
  return bytes;
}

const firstPrimes = (count: number): number[] => {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1)
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  return primes;
};
/** The first 32 bits of the fractional part: how FIPS 180-4 defines its constants. */
const fraction32 = (value: number): number => Math.floor((value - Math.floor(value)) * 2 ** 32) | 0;
const ROUND_CONSTANTS = firstPrimes(64).map((prime) => fraction32(Math.cbrt(prime)));
const INITIAL_STATE = firstPrimes(8).map((prime) => fraction32(Math.sqrt(prime)));

/** Lower-case hex SHA-256 of the UTF-8 text. */
export function sha256Hex(text: string): string {
  const message = utf8Bytes(text);
  const blocks = Math.ceil((message.length + 9) / 64);
  const padded = new Uint8Array(blocks * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor((message.length * 8) / 2 ** 32));
  view.setUint32(padded.length - 4, (message.length * 8) >>> 0);
  const state = [...INITIAL_STATE];
  const schedule = new Int32Array(64);
  const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by));
  for (let block = 0; block < blocks; block += 1) {
    for (let t = 0; t < 16; t += 1) schedule[t] = view.getInt32(block * 64 + t * 4);
    for (let t = 16; t < 64; t += 1) {
      const [w15, w2] = [schedule[t - 15]!, schedule[t - 2]!];
      const s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3);
      const s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10);
      schedule[t] = schedule[t - 16]! + s0 + schedule[t - 7]! + s1;
    }
    let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
    for (let t = 0; t < 64; t += 1) {
      const sigma1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
      const choice = (e & f) ^ (~e & g);
      const first = (h + sigma1 + choice + ROUND_CONSTANTS[t]! + schedule[t]!) | 0;
      const sigma0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
      const majority = (a & b) ^ (a & c) ^ (b & c);
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + sigma0 + majority) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, index) => (state[index] = (state[index]! + word) | 0));
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** A UUID that is the same for the same name: SHA-256 laid out as RFC 9562 version 8. */
export function uuidFromName(name: string): string {
  const hex = sha256Hex(name);
  const variant = ((parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
