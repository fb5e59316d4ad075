import { useEffect, useState } from 'react';
import type { AppEvent } from '../../../shared/contract/index.ts';
import { useClient } from '../../rpc/react.tsx';

export type ModelFailure = Extract<AppEvent, { type: 'models.failed' }>;

/** What went wrong with which model, until something is begun anew. */
export function useModelFailures(): {
  failures: Readonly<Record<string, ModelFailure>>;
  clear: (name: string) => void;
} {
  const client = useClient();
  const [failures, setFailures] = useState<Readonly<Record<string, ModelFailure>>>({});
  useEffect(
    () =>
      client.onEvent((event) => {
        if (event.type === 'models.failed') setFailures((current) => ({ ...current, [event.name]: event }));
      }),
    [client],
  );
  return {
    failures,
    clear: (name) => setFailures(({ [name]: _gone, ...others }) => others),
  };
}
