import type { EhrConnection } from '../../../shared/model/delivery.ts';
import type { DocumentRules } from '../../domain/sync/document-rules.ts';

/**
 * What one kind of EHR takes and can be trusted with. Data, not code: a new EHR is a new row. The Epic-like and Oracle-like rows hold
 * what is publicly known of those products (docs/EHR.md); they were tested against simulations, not against the products.
 */
export interface CapabilityProfile {
  readonly name: EhrConnection['profile'];
  readonly document: DocumentRules;
  /** DocumentReference.identifier is stored and searchable: the surest way to find what an earlier attempt left. */
  readonly keepsIdentifier: boolean;
  /** If-None-Exist is obeyed, so even a resend cannot double. Sent only where it is. */
  readonly honoursIfNoneExist: boolean;
  /** A patient or an encounter that the EHR does not know may be created from the chart. */
  readonly createsPatient: boolean;
  readonly createsEncounter: boolean;
  /** Provenance (and the Device it names) may be written. */
  readonly writesProvenance: boolean;
  /** Accepted diagnoses may be written as Conditions. */
  readonly writesConditions: boolean;
  /** What a document must have, or it is not even sent (`fhir.incomplete`). */
  readonly requires: { readonly encounter: boolean; readonly knownAuthor: boolean; readonly final: boolean };
}

export const PROFILES: Readonly<Record<EhrConnection['profile'], CapabilityProfile>> = {
  generic: {
    name: 'generic',
    document: { sendsRelatesTo: true, conditionStatus: 'as-signed' },
    keepsIdentifier: true,
    honoursIfNoneExist: true,
    createsPatient: true,
    createsEncounter: true,
    writesProvenance: true,
    writesConditions: true,
    requires: { encounter: false, knownAuthor: false, final: false },
  },
  'epic-like': {
    name: 'epic-like',
    document: { sendsRelatesTo: false, conditionStatus: 'provisional' },
    keepsIdentifier: false,
    honoursIfNoneExist: false,
    createsPatient: false,
    createsEncounter: false,
    writesProvenance: false,
    writesConditions: true,
    requires: { encounter: true, knownAuthor: false, final: false },
  },
  'oracle-like': {
    name: 'oracle-like',
    document: { sendsRelatesTo: false, conditionStatus: 'as-signed' },
    keepsIdentifier: false,
    honoursIfNoneExist: false,
    createsPatient: false,
    createsEncounter: false,
    writesProvenance: false,
    writesConditions: false,
    requires: { encounter: false, knownAuthor: true, final: true },
  },
};
