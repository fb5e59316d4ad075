import { AppError } from '../../../shared/errors.ts';
import type { Store } from '../../ports/store.ts';
import { createAuditRepository } from './repositories/audit-repository.ts';
import { createClinicianRepository } from './repositories/clinician-repository.ts';
import { createDocumentRepository } from './repositories/document-repository.ts';
import { createEncounterRepository } from './repositories/encounter-repository.ts';
import { createChartRepository, createCodesRepository } from './repositories/encounter-documents.ts';
import { createNoteRepository } from './repositories/note-repository.ts';
import { createOutboxRepository } from './repositories/outbox-repository.ts';
import { createSettingsRepository } from './repositories/settings-repository.ts';
import { createStyleRepository } from './repositories/style-repository.ts';
import { createTemplateRepository } from './repositories/template-repository.ts';
import { createTranscriptRepository } from './repositories/transcript-repository.ts';
import { createWordListRepository } from './repositories/word-list-repository.ts';
import { toStoreError, withStoreErrors } from './sqlite-error.ts';
import type { Connection } from './sqlite.ts';

/** The store over a connection whose schema is the newest. */
export function createSqliteStore(db: Connection): Store {
  const transaction = <T>(work: () => T): T => {
    try {
      return db.transaction(() => synchronous(work())).immediate();
    } catch (error) {
      throw toStoreError(error);
    }
  };
  return {
    transaction,
    encounters: guarded(createEncounterRepository(db)),
    transcripts: guarded(createTranscriptRepository(db, transaction)),
    notes: guarded(createNoteRepository(db, transaction)),
    documents: guarded(createDocumentRepository(db, transaction)),
    codes: guarded(createCodesRepository(db)),
    charts: guarded(createChartRepository(db)),
    clinicians: guarded(createClinicianRepository(db)),
    wordLists: guarded(createWordListRepository(db)),
    templates: guarded(createTemplateRepository(db)),
    styles: guarded(createStyleRepository(db)),
    outbox: guarded(createOutboxRepository(db)),
    audit: guarded(createAuditRepository(db)),
    settings: guarded(createSettingsRepository(db)),
    close: () => {
      db.close();
    },
  };
}

/** A promise out of a transaction would mean work that goes on after the commit: refused, and rolled back. */
function synchronous<T>(result: T): T {
  if (typeof (result as { then?: unknown } | undefined)?.then === 'function')
    throw new AppError('bug', { params: { reason: 'async-transaction' } });
  return result;
}

/** Every method of a repository with SQLite's failures mapped, in one place. */
function guarded<R extends object>(repository: R): R {
  const entries = Object.entries(repository) as [string, (...args: unknown[]) => unknown][];
  return Object.fromEntries(
    entries.map(([name, method]) => [name, (...args: unknown[]) => withStoreErrors(() => method(...args))]),
  ) as R;
}
