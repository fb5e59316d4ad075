import { z } from 'zod';
import { Clinician, SecretProtection } from '../model/clinician.ts';
import { ClinicianId } from '../model/ids.ts';
import { procedure } from './procedure.ts';

export const SessionState = z.object({
  phase: z.enum(['first-run', 'locked', 'unlocked']),
  clinician: Clinician.optional(),
  clinicians: z.array(Clinician.pick({ id: true, name: true })),
  protection: SecretProtection,
  host: z.enum(['electron', 'web']),
  demo: z.boolean(),
  version: z.string(),
});
export type SessionState = z.infer<typeof SessionState>;

const Passphrase = z.string().min(8).max(256);

export const session = {
  'session.get': procedure({
    input: z.object({}),
    output: SessionState,
    errors: [],
    mutates: false,
    permission: 'public',
  }),
  'session.setup': procedure({
    input: z.object({
      name: Clinician.shape.name,
      credentials: Clinician.shape.credentials,
      npi: Clinician.shape.npi,
      passphrase: Passphrase,
    }),
    output: SessionState,
    errors: ['conflict.already-set-up'],
    mutates: true,
    permission: 'public',
  }),
  'session.unlock': procedure({
    input: z.object({ clinicianId: ClinicianId, passphrase: z.string().max(256) }),
    output: SessionState,
    errors: ['auth.passphrase', 'auth.throttled'],
    mutates: true,
    permission: 'public',
  }),
  'session.lock': procedure({
    input: z.object({}),
    output: SessionState,
    errors: [],
    mutates: true,
    permission: 'clinician',
  }),
};
