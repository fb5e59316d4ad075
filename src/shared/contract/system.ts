import { z } from 'zod';
import { AuditEntry } from '../model/audit.ts';
import { SecretProtection, Settings, SettingsChanges } from '../model/clinician.ts';
import { EncounterId } from '../model/ids.ts';
import { procedure } from './procedure.ts';

export const SystemInfo = z.object({
  version: z.string(),
  protection: SecretProtection,
  host: z.enum(['electron', 'web']),
  speech: z
    .object({
      name: z.string(),
      sha256: z.string(),
      engine: z.string(),
      languages: z.array(z.string()),
      licence: z.string(),
    })
    .optional(),
  drafting: z.object({ name: z.string(), version: z.string() }),
  terminology: z.record(z.string(), z.string()),
  diskFreeBytes: z.number().nonnegative().optional(),
  /** Whether the record shortcut works in every program, only in this window, or is another program's. */
  recordShortcut: z.enum(['everywhere', 'window', 'taken']).optional(),
  /** Whether this host's platform lets the window hear what the computer plays. */
  systemAudio: z.boolean().optional(),
});

export const system = {
  'system.info': procedure({
    input: z.object({}),
    output: SystemInfo,
    errors: ['model.missing'],
    mutates: false,
    permission: 'clinician',
  }),
  'settings.get': procedure({
    input: z.object({}),
    output: Settings,
    errors: [],
    mutates: false,
    permission: 'public',
  }),
  'settings.set': procedure({
    input: SettingsChanges,
    output: Settings,
    errors: [],
    mutates: true,
    permission: 'clinician',
  }),
  'audit.list': procedure({
    input: z.object({
      subject: z.string().max(200).optional(),
      fromSeq: z.number().int().positive().optional(),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
    output: z.array(AuditEntry),
    errors: [],
    mutates: false,
    permission: 'clinician',
  }),
  /** A visit's record as a file that `capsule verify` checks offline. */
  'audit.export': procedure({
    input: z.object({ encounterId: EncounterId }),
    output: z.object({ json: z.string() }),
    errors: ['not-found.encounter'],
    mutates: false,
    permission: 'clinician',
  }),
  'audit.verify': procedure({
    input: z.object({}),
    output: z.object({ entries: z.number().int(), brokenAtSeq: z.number().int().optional() }),
    errors: [],
    mutates: false,
    permission: 'clinician',
  }),
};
