import { z } from 'zod';
import { ClinicianId } from './ids.ts';

export const Clinician = z.object({
  id: ClinicianId,
  name: z.string().trim().min(2).max(120),
  credentials: z.string().trim().max(40).optional(),
  npi: z
    .string()
    .regex(/^\d{10}$/)
    .optional(),
});
export type Clinician = z.infer<typeof Clinician>;

/** How the database key is kept on this machine, in the order of strength; shown in Settings. */
export const SecretProtection = z.enum(['os-keychain', 'passphrase', 'key-file']);
export type SecretProtection = z.infer<typeof SecretProtection>;

export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark', 'contrast']).default('system'),
  density: z.enum(['comfortable', 'compact']).default('comfortable'),
  language: z.enum(['en', 'es']).default('en'),
  template: z.string().default('soap'),
  microphoneId: z.string().optional(),
  whisperModelDir: z.string().optional(),
});
export type Settings = z.infer<typeof Settings>;
