import { z } from 'zod';
import { EhrConnection, OutboxEntry } from '../model/delivery.ts';
import { EncounterId } from '../model/ids.ts';
import { procedure } from './procedure.ts';

export const delivery = {
  'ehr.get': procedure({
    input: z.object({}),
    output: z.object({ connection: EhrConnection.optional() }),
    errors: [],
    mutates: false,
    permission: 'clinician',
  }),
  'ehr.set': procedure({
    input: z.object({ connection: EhrConnection.optional() }),
    output: z.object({ connection: EhrConnection.optional() }),
    errors: [],
    mutates: true,
    permission: 'clinician',
  }),
  'ehr.check': procedure({
    input: z.object({ connection: EhrConnection }),
    output: z.object({
      ok: z.boolean(),
      fhirVersion: z.string().optional(),
      software: z.string().optional(),
      error: z.string().optional(),
    }),
    errors: [],
    mutates: false,
    permission: 'clinician',
  }),
  /** Delivers now: a failed or waiting entry again, or a signed note that was never queued because no EHR was set. */
  'delivery.retry': procedure({
    input: z.object({ encounterId: EncounterId }),
    output: OutboxEntry,
    errors: ['not-found.encounter', 'conflict.state', 'fhir.not-configured'],
    mutates: true,
    permission: 'clinician',
  }),
};
