import type { SecretProtection } from '../../shared/model/clinician.ts';

/** Where the 32-byte master key of a profile lives. Database and audio keys are derived from it (HKDF, separate labels). */
export interface SecretStore {
  readonly protection: SecretProtection;
  /**
   * The profile's master key; made on first call for a new profile.
   * @throws AppError `storage.key` when it cannot be read, `auth.passphrase` when a passphrase is wrong, `storage.weak-secret` when only an unprotected store is offered.
   */
  masterKey(): Promise<Uint8Array>;
}

/** Slow, salted hashing of clinicians' passphrases (scrypt). */
export interface PasswordHasher {
  /** An encoded verifier: algorithm, cost, salt and digest in one string. */
  hash(passphrase: string): Promise<string>;
  verify(passphrase: string, verifier: string): Promise<boolean>;
}
