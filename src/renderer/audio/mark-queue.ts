import type { ProcedureInput } from '../../shared/contract/index.ts';
import type { RpcClient } from '../rpc/client.ts';

export type Mark = Omit<ProcedureInput<'recording.mark'>, 'encounterId'>;

/** Marks on their way to main, in order. One that cannot be delivered now waits for the next `flush`. */
export interface MarkQueue {
  add(mark: Mark): void;
  /** Resolves when all were delivered or one could not be. */
  flush(): Promise<void>;
  clear(): void;
}

export function createMarkQueue(
  client: RpcClient,
  encounterId: () => ProcedureInput<'recording.mark'>['encounterId'] | undefined,
): MarkQueue {
  let waiting: Mark[] = [];
  let flushing: Promise<void> | undefined;

  const deliver = async (): Promise<void> => {
    for (;;) {
      const [mark] = waiting;
      const id = encounterId();
      if (!mark || id === undefined) return;
      try {
        await client.call('recording.mark', { encounterId: id, ...mark });
      } catch {
        // Locked, disconnected, restarted: it keeps its place and its time.
        return;
      }
      waiting = waiting.filter((other) => other !== mark);
    }
  };

  const flush = (): Promise<void> => {
    flushing ??= deliver().finally(() => (flushing = undefined));
    return flushing;
  };

  return {
    add(mark) {
      waiting.push(mark);
      void flush();
    },
    flush,
    clear() {
      waiting = [];
    },
  };
}
