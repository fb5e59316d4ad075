import { createHash, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';

export const MASTER_KEY_BYTES = 32;

export function newMasterKey(): Buffer {
  return randomBytes(MASTER_KEY_BYTES);
}

/**
 * The keys in use, each for one purpose: HKDF-SHA256 (RFC 5869) of the master key with a label of its own, so that one
 * key's loss says nothing about the other's. The master key itself encrypts nothing.
 */
export function deriveKeys(master: Uint8Array): { database: Uint8Array; audio: Uint8Array } {
  if (master.byteLength !== MASTER_KEY_BYTES) throw new AppError('storage.key', { params: { reason: 'length' } });
  const derive = (label: string): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', master, new Uint8Array(0), `chartside/v1/${label}`, MASTER_KEY_BYTES));
  return { database: derive('database'), audio: derive('audio') };
}

/** `chartside-key-1:<hex key>:<hex check>`: the check finds a damaged file before a database is called unreadable. */
export function encodeMasterKey(master: Uint8Array): string {
  return `${PREFIX}:${Buffer.from(master).toString('hex')}:${check(master).toString('hex')}\n`;
}

/** @throws AppError `storage.key` (params.reason `damaged`) */
export function decodeMasterKey(text: string): Uint8Array {
  const [prefix, hex, checkHex, ...rest] = text.trim().split(':');
  const wellFormed = prefix === PREFIX && /^[0-9a-f]{64}$/.test(hex ?? '') && /^[0-9a-f]{16}$/.test(checkHex ?? '');
  if (!wellFormed || rest.length > 0) throw damaged();
  const master = new Uint8Array(Buffer.from(hex!, 'hex'));
  if (!timingSafeEqual(check(master), Buffer.from(checkHex!, 'hex'))) throw damaged();
  return master;
}

const PREFIX = 'chartside-key-1';

function check(master: Uint8Array): Buffer {
  return createHash('sha256').update('chartside master key check v1').update(master).digest().subarray(0, 8);
}

function damaged(): AppError {
  return new AppError('storage.key', { params: { reason: 'damaged' } });
}
