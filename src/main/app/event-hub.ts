import type { AppEvent, AppEventBody } from '../../shared/contract/index.ts';

/** Numbers events and hands them to every listener in order. A listener that throws never stops the others. */
export interface EventHub {
  readonly seq: number;
  emit(event: AppEventBody): void;
  on(listener: (event: AppEvent) => void): () => void;
}

export function createEventHub(onListenerError: () => void): EventHub {
  const listeners = new Set<(event: AppEvent) => void>();
  let seq = 0;
  return {
    get seq() {
      return seq;
    },
    emit(body) {
      seq += 1;
      const event = { ...body, seq } as AppEvent;
      for (const listener of [...listeners]) {
        try {
          listener(event);
        } catch {
          onListenerError();
        }
      }
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
