import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { DeliveryLedger, LedgerEntry } from '../../app/delivery/push-document.ts';
import { AppError } from '../../../shared/errors.ts';

const LedgerFile = z.object({
  deliveries: z.array(
    z.object({
      url: z.string(),
      identifier: z.string(),
      state: z.enum(['sending', 'delivered']),
      at: z.number(),
      receipt: z.string().optional(),
      findable: z.boolean().optional(),
      companions: z.enum(['done', 'refused']).optional(),
    }),
  ),
});

/**
 * `delivery.json` in a finished folder: what was sent where. Replaced as a whole and synced, so that it never holds half a truth.
 * @throws AppError `validation.bundle` (reason `delivery.json`) when it cannot be read: guessing could double a note
 */
export function openDeliveryLedger(dir: string): DeliveryLedger {
  const file = path.join(dir, 'delivery.json');

  async function readAll(): Promise<LedgerEntry[]> {
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ENOENT') return [];
      throw new AppError('storage.io', { cause: error });
    }
    try {
      return LedgerFile.parse(JSON.parse(text)).deliveries;
    } catch {
      throw new AppError('validation.bundle', { params: { reason: 'delivery.json' } });
    }
  }

  async function writeAll(deliveries: readonly LedgerEntry[]): Promise<void> {
    const staging = `${file}.${randomUUID().slice(0, 8)}`;
    try {
      const handle = await open(staging, 'wx', 0o600);
      try {
        await handle.writeFile(`${JSON.stringify({ deliveries }, null, 2)}\n`, 'utf8');
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(staging, file);
    } catch (error) {
      await rm(staging, { force: true });
      throw new AppError((error as { code?: unknown }).code === 'ENOSPC' ? 'storage.full' : 'storage.io', {
        cause: error,
      });
    }
  }

  const isOther = (url: string, identifier: string) => (entry: LedgerEntry) =>
    entry.url !== url || entry.identifier !== identifier;

  return {
    read: async (url, identifier) => (await readAll()).find((entry) => !isOther(url, identifier)(entry)),
    write: async (entry) => writeAll([...(await readAll()).filter(isOther(entry.url, entry.identifier)), entry]),
    remove: async (url, identifier) => writeAll((await readAll()).filter(isOther(url, identifier))),
  };
}
