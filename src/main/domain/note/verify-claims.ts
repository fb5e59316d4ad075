import type { Lexicon } from '../understanding/lexicon.ts';
import type { Reading } from './verify-reading.ts';

export type { ClaimKind, ClaimVerdict } from '../../../shared/model/claims.ts';
import type { ClaimCheck, ClaimKind } from '../../../shared/model/claims.ts';

/** One thing that a sentence says and that was looked for in its evidence. */
export type Claim = ClaimCheck;

export interface Check {
  readonly sentence: Reading;
  readonly evidence: readonly Reading[];
  readonly lexicon: Lexicon;
}

/** The words `from`..`to` of the sentence as a claim. */
export function claimOf(
  { sentence }: Check,
  kind: ClaimKind,
  from: number,
  to: number,
  found: { readonly quote: string } | 'not-heard' | 'contradicted',
): Claim {
  const start = sentence.words[from]!.start;
  const end = sentence.words[Math.max(from, to - 1)]!.end;
  const claim = sentence.text.slice(start, end);
  return typeof found === 'string'
    ? { kind, claim, verdict: found, start, end }
    : { kind, claim, verdict: 'held', quote: found.quote, start, end };
}
