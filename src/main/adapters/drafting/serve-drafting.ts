import { parentPort, workerData } from 'node:worker_threads';
import { toWireError } from '../../../shared/errors.ts';
import { rememberTexts } from '../../domain/understanding/remembered.ts';
import { createDeterministicDrafter } from '../../domain/note/deterministic-drafter.ts';
import { loadDraftResources } from '../note-resources/load-draft-resources.ts';
import type { DraftingData, FromDraftingThread, ToDraftingThread } from './drafting-protocol.ts';

/** A visit that goes on is drafted again within this time, from much the same words. */
const REMEMBERED_MS = 60_000;

/** Drafts what it is asked for, one note after the other, until its thread is ended. */
export function serveDrafting(): void {
  const port = parentPort!;
  const send = (message: FromDraftingThread): void => {
    port.postMessage(message);
  };
  const drafter = createDeterministicDrafter(loadDraftResources((workerData as DraftingData).resourcesDir));
  let forget: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const remember = (): void => {
    forget ??= rememberTexts();
    clearTimeout(timer);
    timer = setTimeout(() => {
      forget?.();
      forget = undefined;
    }, REMEMBERED_MS);
  };
  port.on('message', ({ id, input }: ToDraftingThread) => {
    remember();
    drafter.draft(input).then(
      (note) => {
        send({ kind: 'note', id, note });
      },
      (error: unknown) => {
        const { code, params } = toWireError(error, '');
        send({ kind: 'error', id, code, params });
      },
    );
  });
  send({ kind: 'ready', engine: drafter.engine });
}
