import { SqliteError } from './sqlite.ts';
import { AppError, ErrorCode } from '../../../shared/errors.ts';

/** Triggers speak in our own codes: `RAISE(ABORT, 'chartside:conflict.signed')`. */
const TRIGGER_PREFIX = 'chartside:';

/**
 * SQLite's result codes in our taxonomy. The message of SQLite can quote values, so it never leaves `cause`.
 * https://www.sqlite.org/rescode.html
 */
export function toStoreError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  if (error instanceof TypeError && /not open/.test(error.message))
    return new AppError('storage.io', { params: { reason: 'closed' }, cause: error });
  if (!(error instanceof SqliteError)) return error;
  const raised = triggerCode(error.message);
  if (raised) return new AppError(raised, { cause: error });
  const code = error.code;
  const params = { sqlite: code };
  if (code === 'SQLITE_FULL') return new AppError('storage.full', { retryable: true, params, cause: error });
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_IOERR_DATA')
    return new AppError('storage.corrupt', { params, cause: error });
  if (code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE')
    return new AppError('conflict.exists', { cause: error });
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return new AppError('not-found.encounter', { cause: error });
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return new AppError('storage.io', { retryable: true, params, cause: error });
  if (
    code.startsWith('SQLITE_IOERR') ||
    code.startsWith('SQLITE_CANTOPEN') ||
    code.startsWith('SQLITE_READONLY') ||
    code === 'SQLITE_PERM'
  )
    return new AppError('storage.io', { params, cause: error });
  return error;
}

/** Runs `work` with every SQLite failure mapped. */
export function withStoreErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toStoreError(error);
  }
}

function triggerCode(message: string): ErrorCode | undefined {
  if (!message.startsWith(TRIGGER_PREFIX)) return undefined;
  const parsed = ErrorCode.safeParse(message.slice(TRIGGER_PREFIX.length));
  return parsed.success ? parsed.data : undefined;
}
