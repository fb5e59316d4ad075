import { QueryClientProvider, useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, use, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import type { ProcedureInput, ProcedureName, ProcedureOutput } from '../../shared/contract/index.ts';
import type { AppError } from '../../shared/errors.ts';
import { toAppError, type RpcClient } from './client.ts';
import type { ConnectionStatus } from './connection.ts';
import { queryKey, type LiveCache } from './query.ts';

interface Rpc {
  client: RpcClient;
  live: LiveCache;
}
const RpcContext = createContext<Rpc | undefined>(undefined);

export function RpcProvider(props: { client: RpcClient; live: LiveCache; cache: QueryClient; children: ReactNode }) {
  const { client, live } = props;
  const value = useMemo(() => ({ client, live }), [client, live]);
  return (
    <RpcContext value={value}>
      <QueryClientProvider client={props.cache}>{props.children}</QueryClientProvider>
    </RpcContext>
  );
}

function useRpc(): Rpc {
  const rpc = use(RpcContext);
  if (!rpc) throw new Error('RpcProvider is missing');
  return rpc;
}

export function useClient(): RpcClient {
  return useRpc().client;
}

export function useConnectionStatus(): ConnectionStatus {
  const client = useClient();
  return useSyncExternalStore(client.onStatus, client.status);
}

/** A cached answer of main, kept fresh by events. `error` is always an AppError. */
export function useCall<N extends ProcedureName>(
  name: N,
  input: ProcedureInput<N>,
  { enabled = true }: { enabled?: boolean } = {},
) {
  const { live } = useRpc();
  return useQuery<ProcedureOutput<N>, AppError>({
    queryKey: queryKey(name, input),
    queryFn: ({ signal }) => live.fetch(name, input, signal).catch(rethrow),
    enabled,
  });
}

/** A change. The answer is shown at once where `into` names a cached query; events bring the rest. */
export function useAction<N extends ProcedureName>(
  name: N,
  options: {
    /** Cached queries to fetch again, beside what events already refresh. */
    refresh?: readonly ProcedureName[];
    onDone?: (output: ProcedureOutput<N>, input: ProcedureInput<N>) => void;
  } = {},
) {
  const { client } = useRpc();
  const cache = useQueryClient();
  return useMutation<ProcedureOutput<N>, AppError, ProcedureInput<N>>({
    mutationFn: (input) => client.call(name, input).catch(rethrow),
    onSuccess: (output, input) => {
      for (const key of options.refresh ?? []) void cache.invalidateQueries({ queryKey: [key] });
      options.onDone?.(output, input);
    },
  });
}

function rethrow(error: unknown): never {
  throw toAppError(error);
}
