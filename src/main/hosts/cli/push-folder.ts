import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pushDocument, type PushResult } from '../../app/delivery/push-document.ts';
import { documentFromBundle } from '../../domain/sync/document-from-bundle.ts';
import type { EhrGateway } from '../../ports/ehr-gateway.ts';
import { AppError } from '../../../shared/errors.ts';
import type { CancelSignal } from '../../../shared/cancel.ts';
import { EhrConnection } from '../../../shared/model/delivery.ts';
import { openDeliveryLedger } from './delivery-ledger.ts';

/** A note is text, its bundle little more. */
const LARGEST_BUNDLE_BYTES = 50_000_000;

/**
 * Delivers a finished folder: what its bundle.json holds, entry by entry (docs/decisions/0060). However often: one document.
 * @throws AppError `not-found.directory`, `validation.file-missing` (no bundle.json), `validation.bundle`, `validation.input` (address), and those of pushDocument
 */
export async function pushFolder(input: {
  dir: string;
  url: string;
  gateway: EhrGateway;
  profile?: EhrConnection['profile'];
  signal?: CancelSignal;
}): Promise<PushResult> {
  const { dir, url, gateway, profile = 'generic', signal } = input;
  const connection = EhrConnection.safeParse({ baseUrl: url, profile });
  if (!connection.success) throw new AppError('validation.input', { params: { option: '--fhir' } });
  const document = documentFromBundle(await readBundle(dir));
  return pushDocument({
    document,
    connection: connection.data,
    gateway,
    ledger: openDeliveryLedger(dir),
    clock: { now: Date.now },
    ...(signal && { signal }),
  });
}

async function readBundle(dir: string): Promise<unknown> {
  const isDirectory = await stat(dir).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isDirectory) throw new AppError('not-found.directory');
  const file = path.join(dir, 'bundle.json');
  let text: string;
  try {
    if ((await stat(file)).size > LARGEST_BUNDLE_BYTES) throw new AppError('validation.too-long');
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof AppError) throw error;
    const isMissing = (error as { code?: unknown }).code === 'ENOENT';
    throw new AppError(isMissing ? 'validation.file-missing' : 'storage.io', {
      params: isMissing ? { file: 'bundle.json' } : {},
      cause: error,
    });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AppError('validation.bundle', { params: { reason: 'not JSON' } });
  }
}
