import { ErrorParams, toWireError } from '../../shared/errors.ts';
import type { WireError } from '../../shared/errors.ts';

/** The wire form, with params held to their schema: a careless handler cannot smuggle an object or a long text out. */
export function wireErrorOf(error: unknown, correlationId: string): WireError {
  const wire = toWireError(error, correlationId);
  const params = ErrorParams.safeParse(wire.params);
  return { ...wire, params: params.success ? params.data : {} };
}
