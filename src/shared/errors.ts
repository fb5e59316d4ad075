import { z } from 'zod';

/**
 * Expected failures: stable `area.reason` codes. The message that people read comes from the renderer's (or the CLI's)
 * message file by code; only `params` of plain numbers and short words travel with it, so no PHI can.
 */
export const ERROR_CODES = [
  'validation.input',
  'validation.output',
  'validation.file-empty',
  'validation.file-missing',
  'validation.file-type',
  'validation.transcript',
  'validation.too-long',
  'validation.context-bundle',
  'validation.bundle',
  'permission.locked',
  'permission.denied',
  'permission.origin',
  'not-found.procedure',
  'not-found.encounter',
  'not-found.sentence',
  'not-found.segment',
  'not-found.question',
  'not-found.audio',
  'not-found.code',
  'not-found.delivery',
  'not-found.template',
  'not-found.document',
  'not-found.directory',
  'conflict.state',
  'conflict.exists',
  'conflict.version',
  'conflict.signed',
  'conflict.needs-review',
  'conflict.unnamed',
  'conflict.final',
  'conflict.stale',
  'conflict.recording-active',
  'conflict.already-set-up',
  'conflict.profile-in-use',
  'auth.passphrase',
  'auth.session',
  'auth.throttled',
  'network.unreachable',
  'network.timeout',
  'network.ambiguous',
  'network.insecure',
  'network.redirect',
  'network.proxy',
  'network.address',
  'fhir.rejected',
  'fhir.unauthorized',
  'fhir.server',
  'fhir.not-configured',
  'fhir.incomplete',
  'fhir.patient',
  'fhir.version',
  'model.missing',
  'model.corrupt',
  'model.worker',
  'model.unsupported',
  'model.digest',
  'model.unverifiable',
  'model.not-offered',
  'model.hub-off',
  'model.busy',
  'model.fallback',
  'model.language',
  'model.policy',
  'model.answer',
  'storage.key',
  'storage.corrupt',
  'storage.full',
  'storage.low',
  'storage.newer-version',
  'storage.io',
  'storage.weak-secret',
  'audio.decode',
  'audio.truncated',
  'audio.empty',
  'audio.no-speech',
  'audio.device',
  'audio.gap',
  'cancelled',
  'bug',
] as const;
export const ErrorCode = z.enum(ERROR_CODES);
export type ErrorCode = z.infer<typeof ErrorCode>;

export const ErrorParams = z.record(z.string(), z.union([z.string().max(200), z.number(), z.boolean()]));
export type ErrorParams = z.infer<typeof ErrorParams>;

/** What crosses a process boundary: no message text, no stack, no server body. */
export const WireError = z.object({
  code: ErrorCode,
  retryable: z.boolean(),
  params: ErrorParams,
  correlationId: z.string(),
});
export type WireError = z.infer<typeof WireError>;

/** An expected failure. `cause` stays in this process (and out of logs: it may hold PHI). */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly params: ErrorParams;
  constructor(code: ErrorCode, options: { retryable?: boolean; params?: ErrorParams; cause?: unknown } = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.params = options.params ?? {};
  }
}

/** Anything thrown that is not an AppError is a bug; an AbortError is a cancellation. */
export function toWireError(error: unknown, correlationId: string): WireError {
  if (error instanceof AppError)
    return { code: error.code, retryable: error.retryable, params: error.params, correlationId };
  if (error instanceof Error && error.name === 'AbortError')
    return { code: 'cancelled', retryable: true, params: {}, correlationId };
  return { code: 'bug', retryable: false, params: {}, correlationId };
}
