import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';
import { decodeRuns, encodeRuns, type ChunkPlace, type ChunkRuns } from './chunk-runs.ts';
import {
  FOOTER_BYTES,
  HEADER_BYTES,
  LARGEST_CHUNK_BYTES,
  LARGEST_TRAILER_BYTES,
  RECORD_HEAD_BYTES,
  RECORD_OVERHEAD_BYTES,
  TAG_BYTES,
} from './sealed-layout.ts';

/*
 * The sealed file, format 1. All numbers are big-endian; positions ("start") count plaintext bytes.
 *
 *   header   48  magic "CSSEALED" | version u8 = 1 | kind u8 | zero u16 | zero u32 | file id 16 | tag 16
 *   chunk        "CHNK" | index u32 | length u32 | start u64 | random 8 | ciphertext (length) | tag 16
 *   …
 *   trailer      "TRLR" | index u32 | length u32 | start u64 | random 8 | ciphertext (length) | tag 16
 *   footer    8  length of the trailer record u32 | "SEND"
 *
 * Key: HKDF-SHA256 of the store's key, salt = file id, info = label + subject. So every file has a key of its own, and a
 * file that is put in another subject's place (another encounter's) does not open.
 * AES-256-GCM. Nonce = index (4) | random (8): the index keeps chunks of one file apart, the random part keeps two chunks
 * apart that were written at the same index, before and after a crash cut the first one off. Associated data = file id |
 * the record's 28 bytes. The header is authenticated by a tag over an empty text, under nonce ffffffff 00….
 * The trailer seals the index of all chunks (`chunk-runs.ts`): what it lists is what the file held when it was closed.
 */

export type SealedKind = 'audio' | 'bytes';

const HEADER_MAGIC = Buffer.from('CSSEALED', 'latin1');
const CHUNK_MAGIC = 0x43484e4b;
const TRAILER_MAGIC = 0x54524c52;
const FOOTER_MAGIC = 0x53454e44;
const VERSION = 1;
const KINDS: Readonly<Record<SealedKind, number>> = { audio: 1, bytes: 2 };
const FILE_ID_AT = 16;
const FILE_ID_BYTES = 16;
const HEADER_TAG_AT = 32;

const MOST_CHUNKS = 0xffff_fffe;
/** What a search for the next whole chunk looks for. */
export const CHUNK_MAGIC_BYTES = Buffer.from('CHNK', 'latin1');

/** What is needed to seal and open the records of one file. */
export interface FileSeal {
  readonly fileId: Uint8Array;
  readonly key: Uint8Array;
}

export function newHeader(storeKey: Uint8Array, kind: SealedKind, subject: string): { header: Buffer; seal: FileSeal } {
  const header = Buffer.alloc(HEADER_BYTES);
  HEADER_MAGIC.copy(header);
  header.writeUInt8(VERSION, 8);
  header.writeUInt8(KINDS[kind], 9);
  randomBytes(FILE_ID_BYTES).copy(header, FILE_ID_AT);
  const seal = sealOf(header, storeKey, subject);
  headerTag(header, seal).copy(header, HEADER_TAG_AT);
  return { header, seal };
}

/**
 * @throws AppError `storage.newer-version`; `storage.corrupt` for what is no sealed file, a damaged header, another kind,
 * another subject's file, or another store's key: these cannot be told apart, and need not be.
 */
export function openHeader(header: Uint8Array, storeKey: Uint8Array, kind: SealedKind, subject: string): FileSeal {
  const bytes = Buffer.from(header.buffer, header.byteOffset, header.byteLength);
  if (bytes.length !== HEADER_BYTES || !bytes.subarray(0, 8).equals(HEADER_MAGIC)) throw corrupt('header');
  const version = bytes.readUInt8(8);
  if (version > VERSION) throw new AppError('storage.newer-version', { params: { found: version, known: VERSION } });
  const seal = sealOf(bytes, storeKey, subject);
  if (bytes.readUInt8(9) !== KINDS[kind] || !headerTag(bytes, seal).equals(bytes.subarray(HEADER_TAG_AT)))
    throw corrupt('header');
  return seal;
}

function sealOf(header: Buffer, storeKey: Uint8Array, subject: string): FileSeal {
  const fileId = Buffer.from(header.subarray(FILE_ID_AT, FILE_ID_AT + FILE_ID_BYTES));
  const key = hkdfSync('sha256', storeKey, fileId, `chartside/sealed-file/v1/${subject}`, 32);
  return { fileId, key: new Uint8Array(key) };
}

function headerTag(header: Buffer, seal: FileSeal): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(0xffff_ffff, 0);
  const cipher = createCipheriv('aes-256-gcm', seal.key, nonce);
  cipher.setAAD(header.subarray(0, HEADER_TAG_AT));
  cipher.final();
  return cipher.getAuthTag();
}

/** What a record says of itself, before anything was authenticated. */
export interface RecordHead {
  readonly type: 'chunk' | 'trailer';
  readonly index: number;
  readonly length: number;
  readonly start: number;
}

/** undefined for what cannot be a record's head. */
export function parseRecordHead(bytes: Uint8Array): RecordHead | undefined {
  if (bytes.byteLength < RECORD_HEAD_BYTES) return undefined;
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, RECORD_HEAD_BYTES);
  const magic = head.readUInt32BE(0);
  const type = magic === CHUNK_MAGIC ? 'chunk' : magic === TRAILER_MAGIC ? 'trailer' : undefined;
  const index = head.readUInt32BE(4);
  const length = head.readUInt32BE(8);
  const start = Number(head.readBigUInt64BE(12));
  const longest = type === 'trailer' ? LARGEST_TRAILER_BYTES : LARGEST_CHUNK_BYTES;
  if (!type || length === 0 || length > longest || index > MOST_CHUNKS || !Number.isSafeInteger(start))
    return undefined;
  return { type, index, length, start };
}

export function sealChunk(seal: FileSeal, index: number, start: number, plaintext: Uint8Array): Buffer {
  if (plaintext.byteLength === 0 || plaintext.byteLength > LARGEST_CHUNK_BYTES || index > MOST_CHUNKS)
    throw new RangeError('chunk out of range');
  return sealRecord(seal, CHUNK_MAGIC, index, start, plaintext);
}

/** Trailer record and footer, ready to be written after the last chunk. */
export function sealTrailer(seal: FileSeal, runs: ChunkRuns): Buffer {
  const record = sealRecord(seal, TRAILER_MAGIC, runs.nextIndex, runs.totalBytes, encodeRuns(runs));
  const footer = Buffer.alloc(FOOTER_BYTES);
  footer.writeUInt32BE(record.length, 0);
  footer.writeUInt32BE(FOOTER_MAGIC, 4);
  return Buffer.concat([record, footer]);
}

/** Length of the trailer record that ends where the footer begins; undefined for what is no footer. */
export function parseFooter(footer: Uint8Array): number | undefined {
  const bytes = Buffer.from(footer.buffer, footer.byteOffset, footer.byteLength);
  if (bytes.length !== FOOTER_BYTES || bytes.readUInt32BE(4) !== FOOTER_MAGIC) return undefined;
  const length = bytes.readUInt32BE(0);
  return length > RECORD_OVERHEAD_BYTES && length <= LARGEST_TRAILER_BYTES + RECORD_OVERHEAD_BYTES ? length : undefined;
}

/** The authenticated index of a closed file; undefined when the record is torn or was changed. */
export function openTrailer(seal: FileSeal, record: Uint8Array): ChunkRuns | undefined {
  const head = parseRecordHead(record);
  if (head?.type !== 'trailer') return undefined;
  const plaintext = openRecord(seal, record);
  const runs = plaintext && decodeRuns(plaintext);
  return runs && runs.nextIndex === head.index && runs.totalBytes === head.start ? runs : undefined;
}

/** Plaintext of a whole record (head, ciphertext, tag); undefined when it does not authenticate. */
export function openRecord(seal: FileSeal, record: Uint8Array): Buffer | undefined {
  const head = parseRecordHead(record);
  if (!head || record.byteLength !== head.length + RECORD_OVERHEAD_BYTES) return undefined;
  const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
  const headBytes = bytes.subarray(0, RECORD_HEAD_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', seal.key, nonceOf(headBytes), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.concat([seal.fileId, headBytes]));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  const plaintext = decipher.update(bytes.subarray(RECORD_HEAD_BYTES, bytes.length - TAG_BYTES));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return plaintext;
}

/** Plaintext of the chunk that has to stand at `place`. @throws AppError `storage.corrupt` (params.chunk) */
export function openChunkAt(seal: FileSeal, place: ChunkPlace, record: Uint8Array): Buffer {
  const head = parseRecordHead(record);
  const expected =
    head?.type === 'chunk' &&
    head.index === place.index &&
    head.start === place.start &&
    head.length === place.lengthBytes;
  const plaintext = expected ? openRecord(seal, record) : undefined;
  if (!plaintext) throw corrupt('chunk', place.index);
  return plaintext;
}

export function corrupt(part: string, chunk?: number): AppError {
  return new AppError('storage.corrupt', { params: chunk === undefined ? { part } : { part, chunk } });
}

function sealRecord(seal: FileSeal, magic: number, index: number, start: number, plaintext: Uint8Array): Buffer {
  const head = Buffer.alloc(RECORD_HEAD_BYTES);
  head.writeUInt32BE(magic, 0);
  head.writeUInt32BE(index, 4);
  head.writeUInt32BE(plaintext.byteLength, 8);
  head.writeBigUInt64BE(BigInt(start), 12);
  randomBytes(8).copy(head, 20);
  const cipher = createCipheriv('aes-256-gcm', seal.key, nonceOf(head), { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.concat([seal.fileId, head]));
  const ciphertext = cipher.update(plaintext);
  cipher.final();
  return Buffer.concat([head, ciphertext, cipher.getAuthTag()]);
}

function nonceOf(head: Uint8Array): Buffer {
  return Buffer.concat([head.subarray(4, 8), head.subarray(20, 28)]);
}
