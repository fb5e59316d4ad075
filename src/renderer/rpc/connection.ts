import type { ClientMessage, ServerMessage, Transport } from '../../shared/contract/wire.ts';

/**
 * `connecting`: first attempt. `open`: messages go through. `lost`: the other side is gone, attempts go on.
 * `refused`: it answers but does not know this window (it was restarted); asked again now and then.
 */
export type ConnectionStatus = 'connecting' | 'open' | 'lost' | 'refused';

/** A transport that can break and come back. `send` is only called while `open`; what was sent before a loss may have arrived or not. */
export interface Connection extends Transport<ClientMessage, ServerMessage> {
  status(): ConnectionStatus;
  onStatus(listener: (status: ConnectionStatus) => void): () => void;
}

/** A set of listeners, each called in order of subscription. */
export interface Listeners<T> {
  add(listener: (value: T) => void): () => void;
  emit(value: T): void;
}

export function createListeners<T>(): Listeners<T> {
  const all = new Set<(value: T) => void>();
  return {
    add(listener) {
      all.add(listener);
      return () => all.delete(listener);
    },
    emit(value) {
      for (const listener of [...all]) listener(value);
    },
  };
}
