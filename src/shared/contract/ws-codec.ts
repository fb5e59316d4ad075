/**
 * Messages on a web socket. Without bytes: JSON text. With bytes (audio frames, clips): one binary frame of a 4-byte
 * big-endian header length, a JSON header `{ message, bytes: [{ path, length }] }`, and the byte strings one after the
 * other; where bytes belong, `message` holds null. Both directions, both ends.
 */
interface BytesAt {
  path: (string | number)[];
  length: number;
}

/** Both platforms have these; the pure part's library types name neither. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (label: string, options: { fatal: boolean }) => { decode(bytes: Uint8Array): string };

const HEADER_LENGTH_BYTES = 4;
const MAX_PARTS = 64;

/** The peer sent something this codec never writes. */
export class WireFormatError extends Error {
  constructor() {
    super('malformed socket message');
    this.name = 'WireFormatError';
  }
}

export function encodeSocketMessage(message: unknown): string | Uint8Array<ArrayBuffer> {
  const parts: { at: BytesAt; bytes: Uint8Array }[] = [];
  const plain = lift(message, [], parts);
  if (parts.length === 0) return JSON.stringify(plain);
  if (parts.length > MAX_PARTS) throw new RangeError('too many byte strings in one message');
  const header = new TextEncoder().encode(JSON.stringify({ message: plain, bytes: parts.map((part) => part.at) }));
  const payloadBytes = parts.reduce((sum, part) => sum + part.bytes.byteLength, 0);
  const out = new Uint8Array(HEADER_LENGTH_BYTES + header.byteLength + payloadBytes);
  new DataView(out.buffer).setUint32(0, header.byteLength);
  out.set(header, HEADER_LENGTH_BYTES);
  let offset = HEADER_LENGTH_BYTES + header.byteLength;
  for (const { bytes } of parts) {
    out.set(bytes, offset);
    offset += bytes.byteLength;
  }
  return out;
}

/** The bytes in the result are views on `data`. @throws WireFormatError */
export function decodeSocketMessage(data: string | Uint8Array): unknown {
  if (typeof data === 'string') return parseJson(data);
  if (data.byteLength < HEADER_LENGTH_BYTES) throw new WireFormatError();
  const headerLength = new DataView(data.buffer, data.byteOffset, data.byteLength).getUint32(0);
  let offset = HEADER_LENGTH_BYTES + headerLength;
  if (offset > data.byteLength) throw new WireFormatError();
  const header = parseJson(decodeUtf8(data.subarray(HEADER_LENGTH_BYTES, offset)));
  if (!isHeader(header)) throw new WireFormatError();
  for (const { path, length } of header.bytes) {
    if (offset + length > data.byteLength) throw new WireFormatError();
    put(header, path, new Uint8Array(data.buffer, data.byteOffset + offset, length));
    offset += length;
  }
  if (offset !== data.byteLength) throw new WireFormatError();
  return header.message;
}

function lift(value: unknown, path: (string | number)[], parts: { at: BytesAt; bytes: Uint8Array }[]): unknown {
  if (value instanceof Uint8Array) {
    parts.push({ at: { path, length: value.byteLength }, bytes: value });
    return null;
  }
  if (Array.isArray(value)) return value.map((item, index) => lift(item, [...path, index], parts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, lift(item, [...path, key], parts)]));
}

function put(header: { message: unknown }, path: readonly (string | number)[], bytes: Uint8Array): void {
  let holder: unknown = header;
  let key: string | number = 'message';
  for (const next of path) {
    holder = child(holder, key);
    key = next;
  }
  if (child(holder, key) !== null) throw new WireFormatError();
  (holder as Record<string | number, unknown>)[key] = bytes;
}

/** Own keys only: a path can reach nothing but what the message's own JSON holds. */
function child(holder: unknown, key: string | number): unknown {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) throw new WireFormatError();
  return (holder as Record<string | number, unknown>)[key];
}

function isHeader(value: unknown): value is { message: unknown; bytes: BytesAt[] } {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'message')) return false;
  const { bytes } = value as { bytes?: unknown };
  return Array.isArray(bytes) && bytes.length <= MAX_PARTS && bytes.every(isBytesAt);
}

function isBytesAt(value: unknown): value is BytesAt {
  if (typeof value !== 'object' || value === null) return false;
  const { path, length } = value as { path?: unknown; length?: unknown };
  const isKey = (key: unknown) => typeof key === 'string' || typeof key === 'number';
  return Array.isArray(path) && path.every(isKey) && Number.isSafeInteger(length) && (length as number) >= 0;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new WireFormatError();
  }
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new WireFormatError();
  }
}
