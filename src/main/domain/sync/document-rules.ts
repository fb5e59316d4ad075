import type { Reference } from '@medplum/fhirtypes';

/** What a DocumentReference and its companions may carry at one kind of EHR. Plain data: see `adapters/fhir/profiles.ts`. */
export interface DocumentRules {
  /** Whether `relatesTo` is taken; without it an addendum stands on its own and says so in its text. */
  readonly sendsRelatesTo: boolean;
  /** Epic takes `provisional` only; everywhere else a signed diagnosis is `confirmed`. */
  readonly conditionStatus: 'as-signed' | 'provisional';
}

/** US Core R4 as written: what `bundle.json` holds, since a file does not know which EHR it will meet. */
export const PORTABLE_RULES: DocumentRules = { sendsRelatesTo: true, conditionStatus: 'as-signed' };

/** Where the resources around a document stand; what is not given stays a logical reference (identifier and display). */
export interface DocumentReferences {
  readonly patient: Reference;
  readonly encounter?: Reference;
  readonly author?: Reference;
  readonly device?: Reference;
}
