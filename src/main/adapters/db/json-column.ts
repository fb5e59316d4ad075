import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';

/**
 * A value on its way into a JSON column. Checked on the way in too: what could not be read back must not be written.
 * @throws AppError `bug` (a caller handed over what its type forbids).
 */
export function toColumn<S extends z.ZodType>(schema: S, value: z.output<S>, table: string): string {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new AppError('bug', { params: { table }, cause: parsed.error });
  return JSON.stringify(parsed.data);
}

/** @throws AppError `storage.corrupt` when the text is not JSON or does not fit the model. */
export function fromColumn<S extends z.ZodType>(schema: S, text: unknown, table: string): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(String(text));
  } catch (error) {
    throw new AppError('storage.corrupt', { params: { table }, cause: error });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new AppError('storage.corrupt', { params: { table }, cause: parsed.error });
  return parsed.data;
}
