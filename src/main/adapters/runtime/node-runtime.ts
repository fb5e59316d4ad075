import { createHash, randomUUID } from 'node:crypto';
import type { Clock, Digest, IdSource } from '../../ports/runtime.ts';

export const systemClock: Clock = { now: () => Date.now() };

export const uuidSource: IdSource = { uuid: () => randomUUID() };

export const nodeDigest: Digest = {
  sha256Hex: (data) => createHash('sha256').update(data).digest('hex'),
};
