import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import type { FallbackReason } from '../../../shared/model/drafting.ts';

/** One plain line an error, for a terminal. Params hold counts and stable words only. */
const TEXT: Partial<Record<ErrorCode, string>> = {
  'validation.input': 'the input is not what this command takes',
  'validation.file-empty': 'the file is empty',
  'validation.file-missing': 'no such file',
  'validation.file-type': 'not an audio file that Chartside can read (wav, mp3, m4a, flac, ogg, webm)',
  'validation.transcript': 'not a transcript: expected transcript.json, or text with one turn a line',
  'validation.too-long': 'the input is too large',
  'validation.context-bundle': 'the chart context is not a FHIR R4 Bundle with a Patient',
  'validation.bundle': 'not the bundle.json of a visit that Chartside finished',
  'not-found.directory': 'no such directory',
  'audio.decode': 'the audio is damaged and could not be decoded',
  'audio.empty': 'the file holds no audio',
  'audio.no-speech': 'no speech was found in the recording',
  'model.missing': 'the speech model is not installed',
  'model.corrupt': 'the speech model is damaged: verify or install it again',
  'model.worker': 'the speech model stopped working on this recording',
  'model.digest': 'a file of the model does not have the digest it must have; it was thrown away',
  'model.unverifiable':
    'the source states no digest for a file, and no manifest with digests was given (docs/MODELS.md)',
  'model.not-offered': 'the source does not have this model',
  'model.hub-off': 'downloads of models are turned off by policy; install from a folder',
  'model.busy': 'another process is installing this model',
  'model.language': 'the model does not understand that language',
  'network.proxy': 'the proxy did not let the request through',
  'model.unsupported': 'the model does not do what was asked of it',
  'network.address': 'text of a visit may not go to that address (docs/DRAFTING-MODELS.md)',
  'model.policy': 'the policy of this machine does not allow that',
  'network.unreachable': 'the server does not answer',
  'network.timeout': 'the server took too long to answer',
  'network.ambiguous':
    'the connection broke after sending: it is not known whether the note arrived; run the same command again',
  'fhir.rejected': 'the server refused the document',
  'fhir.unauthorized': 'the server wants a sign-in',
  'fhir.incomplete': 'this kind of EHR needs something that the note lacks: a visit, a known author, or a signature',
  'fhir.patient': 'the EHR has no such patient, several, or one with other data; nothing was sent',
  'fhir.version': 'not a FHIR R4 server',
  'network.insecure': 'the address must be https (or this machine), with a certificate that holds',
  'network.redirect': 'the server sends us elsewhere; use the address it really has',
  'fhir.server': 'the server has a problem; try again later',
  'storage.full': 'the disk is full',
  'storage.io': 'the disk could not be read or written',
  cancelled: 'cancelled',
};

/** Why the built-in draft stands in for a language model's. */
export const FALLBACK_TEXT: Readonly<Record<FallbackReason, string>> = {
  policy: 'the policy does not allow it',
  address: 'text of a visit may not go to its address; nothing was sent',
  insecure: 'the connection would not be encrypted; nothing was sent',
  redirect: 'the server wanted to answer from another address',
  unreachable: 'the server does not answer',
  timeout: 'it took too long',
  server: 'the server had a problem',
  unauthorized: 'the server wants another key',
  refusal: 'it refused',
  garbage: 'its answer was no note',
  truncated: 'its answer broke off',
  'too-long': 'the visit, or its answer, was too long for it',
  unsupported: 'most of what it wrote was not said',
  'too-little': 'it left out most of the visit',
  missing: 'the model is not there',
  changed: 'its files are damaged, or not those that were chosen',
  worker: 'it stopped working',
};

/** Codes that mean the caller gave something that can't be used: exit 2, not 1. */
export function isBadInput(error: unknown): boolean {
  return (
    error instanceof AppError &&
    (/^(validation|not-found)\./.test(error.code) ||
      error.code === 'audio.decode' ||
      error.code === 'audio.empty' ||
      error.code === 'model.unsupported' ||
      error.code === 'model.missing' ||
      error.code === 'model.policy' ||
      error.code === 'network.address')
  );
}

export function describeError(error: unknown): string {
  if (!(error instanceof AppError)) return 'something went wrong inside Chartside (a bug)';
  const detail = Object.entries(error.params)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(', ');
  return `${TEXT[error.code] ?? error.code}${detail ? ` (${detail})` : ''}`;
}
