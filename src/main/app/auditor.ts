import type { AuditEntry } from '../../shared/model/audit.ts';
import { nextLink } from '../domain/audit/chain.ts';
import type { AppDeps } from './deps.ts';

/** Writes the tamper-evident record. Call it inside the transaction that does the act, so that there is both or neither. */
export interface Auditor {
  record(actor: string, action: string, subject: string, detail?: AuditEntry['detail']): void;
}

export function createAuditor({ store, clock, digest }: Pick<AppDeps, 'store' | 'clock' | 'digest'>): Auditor {
  return {
    record(actor, action, subject, detail = {}) {
      store.transaction(() => {
        store.audit.append(nextLink(store.audit.last(), { at: clock.now(), actor, action, subject, detail }, digest));
      });
    },
  };
}

export const encounterSubject = (encounterId: string): string => `encounter/${encounterId}`;
