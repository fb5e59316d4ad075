import type { CodeAlternative } from '../../../shared/model/codes.ts';

/** One code with the words people use for it; `ports/terminology.ts` is this, seen from outside. */
export interface CodeEntry extends CodeAlternative {
  readonly synonyms: readonly string[];
  readonly indexTerms?: readonly string[];
}

/** Everything coding needs to know of a terminology. */
export interface CodeTable {
  readonly releases: Readonly<Record<string, string>>;
  get(code: string): CodeEntry | undefined;
  entries(): readonly CodeEntry[];
}
