import type { AuditEntry } from '../../shared/model/audit.ts';
import type { ChartContext } from '../../shared/model/chart.ts';
import type { Clinician, Settings } from '../../shared/model/clinician.ts';
import type { Codes } from '../../shared/model/codes.ts';
import type { DocumentKind, DocumentVersion } from '../../shared/model/document.ts';
import type { DraftingChoice } from '../../shared/model/drafting.ts';
import type { EhrConnection, OutboxEntry } from '../../shared/model/delivery.ts';
import type { Encounter, EncounterState } from '../../shared/model/encounter.ts';
import type { ClinicianId, EncounterId, OutboxId, SegmentId } from '../../shared/model/ids.ts';
import type { NoteVersion } from '../../shared/model/note.ts';
import type { Transcript, TranscriptSegment } from '../../shared/model/transcript.ts';
import type { StyleBook } from '../../shared/model/style.ts';
import type { NoteTemplate } from '../../shared/model/template.ts';
import type { WordList } from '../../shared/model/word-list.ts';

/**
 * The encrypted store of one profile. Calls are synchronous: the database is embedded and local, and a use case that
 * writes an encounter and its audit entry must do both or neither. Adapters: `adapters/db` (SQLCipher) and the in-memory twin,
 * both held to `store.conformance.ts`. Writes that break a rule throw AppError `conflict.*` or `not-found.*`.
 */
export interface Store {
  /** Runs `work` atomically (nested calls join the outer one); a throw rolls everything back. `work` must not be async. */
  transaction<T>(work: () => T): T;
  readonly encounters: EncounterRepository;
  readonly transcripts: TranscriptRepository;
  readonly notes: NoteRepository;
  readonly documents: DocumentRepository;
  readonly codes: CodesRepository;
  readonly charts: ChartRepository;
  readonly clinicians: ClinicianRepository;
  readonly wordLists: WordListRepository;
  readonly templates: TemplateRepository;
  readonly styles: StyleRepository;
  readonly outbox: OutboxRepository;
  readonly audit: AuditRepository;
  readonly settings: SettingsRepository;
  close(): void;
}

export interface EncounterRepository {
  insert(encounter: Encounter): void;
  get(id: EncounterId): Encounter | undefined;
  /** @throws `not-found.encounter` */
  update(encounter: Encounter): void;
  /** Newest first. */
  list(filter?: { states?: readonly EncounterState[]; limit?: number }): Encounter[];
}

export interface TranscriptRepository {
  /** Adds or replaces segments by id, live, one commit each: what was heard survives a crash. */
  putSegments(encounterId: EncounterId, segments: readonly TranscriptSegment[]): void;
  /** Header (model, language, duration) and all segments; replaces what was there. */
  save(encounterId: EncounterId, transcript: Transcript): void;
  get(encounterId: EncounterId): Transcript | undefined;
  /** Segments ordered by startMs, also before `save`. */
  segments(encounterId: EncounterId): TranscriptSegment[];
  segment(encounterId: EncounterId, id: SegmentId): TranscriptSegment | undefined;
}

export interface NoteRepository {
  /** Append-only. @throws `conflict.version` unless version = last + 1; `conflict.signed` for `edit` or `ai-draft` after `signed`. */
  append(encounterId: EncounterId, version: NoteVersion): void;
  latest(encounterId: EncounterId): NoteVersion | undefined;
  /** The newest `ai-draft`: what the clinician began from. */
  draft(encounterId: EncounterId): NoteVersion | undefined;
  history(encounterId: EncounterId): NoteVersion[];
}

export interface DocumentRepository {
  /** Append-only, each kind of a visit for itself. @throws `conflict.version`, `conflict.final`, `conflict.state` (the first is a `draft`) */
  append(encounterId: EncounterId, version: DocumentVersion): void;
  latest(encounterId: EncounterId, kind: DocumentKind): DocumentVersion | undefined;
  history(encounterId: EncounterId, kind: DocumentKind): DocumentVersion[];
  /** The newest version of every kind that was made of a visit, by the kind's name. */
  latestOfEach(encounterId: EncounterId): DocumentVersion[];
  /** The newest version of one kind over all visits, by the visit's id. */
  latestOfKind(kind: DocumentKind): { encounterId: EncounterId; version: DocumentVersion }[];
}

export interface CodesRepository {
  save(encounterId: EncounterId, codes: Codes): void;
  get(encounterId: EncounterId): Codes | undefined;
}

export interface ChartRepository {
  save(encounterId: EncounterId, chart: ChartContext): void;
  get(encounterId: EncounterId): ChartContext | undefined;
  /** Harmless when there is none. */
  delete(encounterId: EncounterId): void;
}

/** `verifier` is an encoded password hash (algorithm, parameters, salt, digest in one string). */
export interface ClinicianRepository {
  insert(clinician: Clinician, verifier: string): void;
  get(id: ClinicianId): Clinician | undefined;
  list(): Clinician[];
  verifier(id: ClinicianId): string | undefined;
}

/** Each clinician's own words; an empty list where none was saved. */
export interface WordListRepository {
  save(id: ClinicianId, list: WordList): void;
  get(id: ClinicianId): WordList;
}

/** The practice's own note templates, by name; shipped ones are files. */
export interface TemplateRepository {
  /** Adds, or replaces the one of that name. */
  save(template: NoteTemplate): void;
  get(name: string): NoteTemplate | undefined;
  /** Ordered by title. */
  list(): NoteTemplate[];
  /** Harmless when there is none. */
  delete(name: string): void;
}

/** Each clinician's habits of wording; an empty book, turned off, where none was saved. */
export interface StyleRepository {
  save(id: ClinicianId, book: StyleBook): void;
  get(id: ClinicianId): StyleBook;
}

export interface OutboxRepository {
  insert(entry: OutboxEntry): void;
  update(entry: OutboxEntry): void;
  get(id: OutboxId): OutboxEntry | undefined;
  forEncounter(encounterId: EncounterId): OutboxEntry[];
  /** Entries in `pending` or `unknown` whose `nextAttemptAt` <= now, oldest first. */
  due(now: number): OutboxEntry[];
  list(): OutboxEntry[];
}

/** Append-only; adapters refuse update and delete (a database trigger in SQLite). */
export interface AuditRepository {
  append(entry: AuditEntry): void;
  last(): AuditEntry | undefined;
  /** Ascending by seq. */
  list(range?: { fromSeq?: number; limit?: number; subject?: string }): AuditEntry[];
}

export interface SettingsRepository {
  get(): Settings;
  save(settings: Settings): void;
  ehr(): EhrConnection | undefined;
  saveEhr(connection: EhrConnection | undefined): void;
  /** What drafts, with the key of its server; encrypted like everything here, and told to no window. */
  drafting(): DraftingChoice | undefined;
  saveDrafting(choice: DraftingChoice | undefined): void;
}
