import type { ChartContext } from '../../../shared/model/chart.ts';
import type { DiagnosisCode } from '../../../shared/model/codes.ts';
import type { Clinician } from '../../../shared/model/clinician.ts';
import type { EngineRef, Signature } from '../../../shared/model/note.ts';
import type { ModelRef } from '../../../shared/model/transcript.ts';

/** Everything a note's delivery is made from, EHR-neutral: a pure value, so that the same one gives the same resources on every try. */
export interface DeliveryDocument {
  /** urn:uuid:…, stable across retries. */
  readonly identifier: string;
  /** LOINC of the note type, e.g. 11506-3 Progress note. */
  readonly loinc: { readonly code: string; readonly display: string };
  /** `preliminary` while nobody signed (command line only); `final` once signed. */
  readonly docStatus: 'preliminary' | 'final';
  readonly text: string;
  readonly chart?: ChartContext;
  readonly patientName: string;
  readonly author?: Clinician;
  readonly signature?: Signature;
  /** Epoch ms of the visit. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly createdAt: number;
  readonly engine: EngineRef;
  readonly speechModel?: ModelRef;
  /** Accepted codes only. */
  readonly diagnoses: readonly DiagnosisCode[];
  /** Receipt of the document this one is an addendum to. */
  readonly addendumTo?: string;
}
