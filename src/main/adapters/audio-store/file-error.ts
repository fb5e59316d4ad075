import { AppError } from '../../../shared/errors.ts';

/** File system failures in our taxonomy. Paths stay in `cause`. */
export function toFileError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (typeof code !== 'string' || !/^E[A-Z0-9]+$/.test(code)) return error;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return new AppError('storage.full', { retryable: true, params: { errno: code }, cause: error });
  if (code === 'ENOENT') return new AppError('not-found.audio', { cause: error });
  return new AppError('storage.io', { params: { errno: code }, cause: error });
}

export async function withFileErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toFileError(error);
  }
}
