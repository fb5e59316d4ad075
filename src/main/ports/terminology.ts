import type { CodeAlternative } from '../../shared/model/codes.ts';

/** One ICD-10-CM code with the words people use for it. Display and synonyms are lower-noise search text, `code` carries its dot (E11.9). */
export interface TerminologyEntry extends CodeAlternative {
  readonly synonyms: readonly string[];
  /** Terms of the installed official index and tabular list; a header's hold for all codes beneath it. */
  readonly indexTerms?: readonly string[];
}

export interface Terminology {
  /** e.g. { icd10cm: 'FY2026' }: release of each system, for `codes.json`. */
  readonly releases: Readonly<Record<string, string>>;
  get(code: string): TerminologyEntry | undefined;
  entries(): readonly TerminologyEntry[];
}
