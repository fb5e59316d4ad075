import type { z } from 'zod';
import type { ErrorCode } from '../errors.ts';

/** Who may call: anyone with a session cookie or window, only an unlocked clinician, or anyone before the first set-up. */
export type Permission = 'public' | 'clinician';

/** One entry of the contract. Client, preload names, permission check and audit all derive from it. */
export interface Procedure<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I;
  readonly output: O;
  /** Expected failures beside validation.input, permission.* and bug. */
  readonly errors: readonly ErrorCode[];
  /** Changes state: the dispatcher audits it. */
  readonly mutates: boolean;
  readonly permission: Permission;
}

export function procedure<I extends z.ZodType, O extends z.ZodType>(definition: Procedure<I, O>): Procedure<I, O> {
  return definition;
}
