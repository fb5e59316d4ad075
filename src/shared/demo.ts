/** The clinician of `--demo`: invented, in a throw-away profile. Signing asks for the passphrase, so both sides know it. */
export const DEMO_CLINICIAN = {
  name: 'Robin Demonstration',
  credentials: 'MD',
  passphrase: 'demonstration',
} as const;
