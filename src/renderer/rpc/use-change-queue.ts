import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ProcedureInput, ProcedureName, ProcedureOutput } from '../../shared/contract/index.ts';
import type { AppError } from '../../shared/errors.ts';
import { announce } from '../ui/announcer.tsx';
import { toAppError, type RpcClient } from './client.ts';
import { queryKey } from './query.ts';
import { useClient } from './react.tsx';

export interface ChangeQueue<Base, Made> {
  /** Resolves to whether it was made; then `said` is told to screen readers. */
  change(said: string, call: (base: Base, rpc: RpcClient) => Promise<Made>): Promise<boolean>;
  readonly busy: boolean;
  readonly error: AppError | undefined;
  dismissError(): void;
}

/**
 * Changes to what a query answers, one after the other: each builds on the version the one before made, so keys may be
 * pressed as fast as they come. A conflict fetches the query again and says so; nothing is overwritten.
 */
export function useChangeQueue<N extends ProcedureName, Base, Made>(
  name: N,
  input: ProcedureInput<N>,
  /** What the next change builds on; undefined: there is nothing to change yet. */
  baseOf: (known: ProcedureOutput<N> | undefined) => Base | undefined,
  put: (known: ProcedureOutput<N> | undefined, made: Made) => ProcedureOutput<N> | undefined,
): ChangeQueue<Base, Made> {
  const client = useClient();
  const cache = useQueryClient();
  const [error, setError] = useState<AppError>();
  const [running, setRunning] = useState(0);
  const tail = useRef<Promise<unknown>>(Promise.resolve());
  const key = queryKey(name, input);

  const change: ChangeQueue<Base, Made>['change'] = (said, call) => {
    const run = tail.current.then(async () => {
      const base = baseOf(cache.getQueryData<ProcedureOutput<N>>(key));
      if (base === undefined) return false;
      setError(undefined);
      setRunning((count) => count + 1);
      try {
        const made = await call(base, client);
        cache.setQueryData<ProcedureOutput<N>>(key, (known) => put(known, made));
        announce(said);
        return true;
      } catch (failure) {
        setError(toAppError(failure));
        await cache.invalidateQueries({ queryKey: key });
        return false;
      } finally {
        setRunning((count) => count - 1);
      }
    });
    tail.current = run;
    return run;
  };

  return { change, busy: running > 0, error, dismissError: () => setError(undefined) };
}
