import { Check, CircleHelp, X } from 'lucide-react';
import type { ClaimCheck } from '../../../shared/model/claims.ts';
import type { Evidence } from '../../../shared/model/note.ts';
import { hoverEvidence } from '../../evidence/focus.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './note.module.css';

export interface ClaimsLineProps {
  claims: readonly ClaimCheck[];
  /** What the sentence rests on: pointing at a claim lights the words that bear it. */
  evidence: readonly Evidence[];
}

const VERDICTS = ['contradicted', 'not-heard', 'held'] as const;
const icons = { contradicted: X, 'not-heard': CircleHelp, held: Check };
const words = { contradicted: 'proof.contradicted', 'not-heard': 'proof.not-heard', held: 'proof.checked' } as const;

/** Claim by claim what the visit bears: a word and a shape for each state, the kind of each claim in plain words. */
export function ClaimsLine({ claims, evidence }: ClaimsLineProps) {
  const { t } = useI18n();
  return VERDICTS.map((verdict) => {
    const own = unique(claims.filter((claim) => claim.verdict === verdict && !isRepeated(claim, claims)));
    if (own.length === 0) return null;
    const Icon = icons[verdict];
    return (
      <p key={verdict} className={classes.claims} data-verdict={verdict}>
        <Icon size={14} strokeWidth={2.6} aria-hidden />
        <b>{t(words[verdict])}</b>
        {own.map((claim) => (
          <span
            key={`${claim.kind} ${claim.start}`}
            className={classes.claim}
            onMouseEnter={() => hoverEvidence(evidence.filter(({ quote }) => quote === claim.quote))}
            onMouseLeave={() => hoverEvidence(undefined)}
          >
            {claim.claim}
            {claim.kind !== 'finding' && claim.kind !== 'words' && <small> {t(`proof.kind.${claim.kind}`)}</small>}
          </span>
        ))}
      </p>
    );
  });
}

/** That a finding was named goes without saying beside whether it is there. */
const isRepeated = (claim: ClaimCheck, all: readonly ClaimCheck[]): boolean =>
  claim.kind === 'negation' &&
  claim.verdict === 'held' &&
  all.some((other) => other.kind === 'finding' && other.start === claim.start);

function unique(claims: readonly ClaimCheck[]): ClaimCheck[] {
  const seen = new Set<string>();
  return claims.filter(({ kind, claim }) => {
    const key = `${kind} ${claim.toLowerCase()}`;
    return !seen.has(key) && seen.add(key);
  });
}
