import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { AuditEntry } from '../../../shared/model/audit.ts';
import { ChartContext } from '../../../shared/model/chart.ts';
import { Clinician, Settings } from '../../../shared/model/clinician.ts';
import { Codes } from '../../../shared/model/codes.ts';
import { DocumentVersion } from '../../../shared/model/document.ts';
import { DraftingChoice } from '../../../shared/model/drafting.ts';
import { EhrConnection, OutboxEntry } from '../../../shared/model/delivery.ts';
import { Encounter } from '../../../shared/model/encounter.ts';
import { EncounterId } from '../../../shared/model/ids.ts';
import { NoteVersion } from '../../../shared/model/note.ts';
import { Transcript, TranscriptSegment } from '../../../shared/model/transcript.ts';
import { StyleBook } from '../../../shared/model/style.ts';
import { NoteTemplate } from '../../../shared/model/template.ts';
import { WordList } from '../../../shared/model/word-list.ts';
import { assertNextDocumentVersion } from '../../domain/documents/document-versions.ts';
import { assertNextNoteVersion } from '../../domain/encounter/note-versions.ts';
import type { Store } from '../../ports/store.ts';
import { createMemoryTable, createUndoLog } from './memory-table.ts';

/** The store of tests: nothing survives it. The same rules and the same rollback as the encrypted one. */
export function createMemoryStore(): Store {
  const undo = createUndoLog();
  const encounters = createMemoryTable<Encounter>(undo);
  const headers = createMemoryTable<Omit<Transcript, 'segments'>>(undo);
  const segments = createMemoryTable<readonly TranscriptSegment[]>(undo);
  const notes = createMemoryTable<readonly NoteVersion[]>(undo);
  const documents = createMemoryTable<{ encounterId: string; versions: readonly DocumentVersion[] }>(undo);
  const codes = createMemoryTable<Codes>(undo);
  const charts = createMemoryTable<ChartContext>(undo);
  const clinicians = createMemoryTable<{ clinician: Clinician; verifier: string }>(undo);
  const wordLists = createMemoryTable<WordList>(undo);
  const templates = createMemoryTable<NoteTemplate>(undo);
  const styles = createMemoryTable<StyleBook>(undo);
  const outbox = createMemoryTable<OutboxEntry>(undo);
  const audit = createMemoryTable<AuditEntry>(undo);
  const settings = createMemoryTable<Settings>(undo);
  const connections = createMemoryTable<EhrConnection>(undo);
  const choices = createMemoryTable<DraftingChoice>(undo);
  let closed = false;

  const known = (encounterId: string): void => {
    if (!encounters.get(encounterId)) throw new AppError('not-found.encounter');
  };
  const segmentsOf = (encounterId: string): readonly TranscriptSegment[] => segments.get(encounterId) ?? [];
  const byTime = (list: readonly TranscriptSegment[]): TranscriptSegment[] =>
    list.map(copy).sort((a, b) => a.startMs - b.startMs);
  const withSegments = (before: readonly TranscriptSegment[], list: readonly TranscriptSegment[]) => {
    const merged = new Map(before.map((segment) => [segment.id, segment]));
    for (const segment of list) merged.set(segment.id, checked(TranscriptSegment, segment));
    return [...merged.values()];
  };
  const outboxInOrder = (): OutboxEntry[] =>
    outbox
      .values()
      .map(copy)
      .sort((a, b) => a.createdAt - b.createdAt);

  const store: Store = {
    transaction: <T>(work: () => T): T =>
      undo.run(() => {
        const result = work();
        if (typeof (result as { then?: unknown } | undefined)?.then === 'function')
          throw new AppError('bug', { params: { reason: 'async-transaction' } });
        return result;
      }),
    encounters: {
      insert(encounter) {
        if (encounters.get(encounter.id)) throw new AppError('conflict.exists');
        encounters.set(encounter.id, checked(Encounter, encounter));
      },
      get: (id) => copy(encounters.get(id)),
      update(encounter) {
        known(encounter.id);
        encounters.set(encounter.id, checked(Encounter, encounter));
      },
      list({ states, limit } = {}) {
        const found = encounters
          .values()
          .filter((encounter) => !states || states.includes(encounter.state))
          .reverse()
          .sort((a, b) => b.createdAt - a.createdAt);
        return found.slice(0, limit).map(copy);
      },
    },
    transcripts: {
      putSegments(encounterId, list) {
        known(encounterId);
        segments.set(encounterId, withSegments(segmentsOf(encounterId), list));
      },
      save(encounterId, transcript) {
        known(encounterId);
        const header = checked(Transcript.omit({ segments: true }), transcript);
        segments.set(encounterId, withSegments([], transcript.segments));
        headers.set(encounterId, header);
      },
      get(encounterId) {
        const header = headers.get(encounterId);
        return header && { ...copy(header), segments: byTime(segmentsOf(encounterId)) };
      },
      segments: (encounterId) => byTime(segmentsOf(encounterId)),
      segment: (encounterId, id) => copy(segmentsOf(encounterId).find((segment) => segment.id === id)),
    },
    notes: {
      append(encounterId, version) {
        const value = checked(NoteVersion, version);
        known(encounterId);
        const before = notes.get(encounterId) ?? [];
        const signed = before.some((candidate) => candidate.kind === 'signed');
        assertNextNoteVersion({ lastVersion: before.length, signed }, version);
        notes.set(encounterId, [...before, value]);
      },
      latest: (encounterId) => copy(notes.get(encounterId)?.at(-1)),
      draft: (encounterId) => copy(notes.get(encounterId)?.findLast(({ kind }) => kind === 'ai-draft')),
      history: (encounterId) => (notes.get(encounterId) ?? []).map(copy),
    },
    documents: {
      append(encounterId, version) {
        const value = checked(DocumentVersion, version);
        known(encounterId);
        const key = `${encounterId}/${version.document.kind}`;
        const before = documents.get(key)?.versions ?? [];
        assertNextDocumentVersion({ lastVersion: before.length, isFinal: before.at(-1)?.kind === 'final' }, version);
        documents.set(key, { encounterId, versions: [...before, value] });
      },
      latest: (encounterId, kind) => copy(documents.get(`${encounterId}/${kind}`)?.versions.at(-1)),
      history: (encounterId, kind) => (documents.get(`${encounterId}/${kind}`)?.versions ?? []).map(copy),
      latestOfEach: (encounterId) =>
        documents
          .values()
          .filter((row) => row.encounterId === encounterId)
          .map((row) => copy(row.versions.at(-1)!))
          .sort((a, b) => (a.document.kind < b.document.kind ? -1 : 1)),
      latestOfKind: (kind) =>
        documents
          .values()
          .map((row) => ({ encounterId: EncounterId.parse(row.encounterId), version: copy(row.versions.at(-1)!) }))
          .filter(({ version }) => version.document.kind === kind)
          .sort((a, b) => (a.encounterId < b.encounterId ? -1 : 1)),
    },
    codes: {
      save(encounterId, value) {
        known(encounterId);
        codes.set(encounterId, checked(Codes, value));
      },
      get: (encounterId) => copy(codes.get(encounterId)),
    },
    charts: {
      save(encounterId, value) {
        known(encounterId);
        charts.set(encounterId, checked(ChartContext, value));
      },
      get: (encounterId) => copy(charts.get(encounterId)),
      delete(encounterId) {
        charts.delete(encounterId);
      },
    },
    clinicians: {
      insert(clinician, verifier) {
        if (clinicians.get(clinician.id)) throw new AppError('conflict.exists');
        clinicians.set(clinician.id, { clinician: checked(Clinician, clinician), verifier });
      },
      get: (id) => copy(clinicians.get(id)?.clinician),
      list: () => clinicians.values().map((row) => copy(row.clinician)),
      verifier: (id) => clinicians.get(id)?.verifier,
    },
    wordLists: {
      save: (clinicianId, list) => wordLists.set(clinicianId, checked(WordList, list)),
      get: (clinicianId) => copy(wordLists.get(clinicianId)) ?? [],
    },
    templates: {
      save: (template) => templates.set(template.name, checked(NoteTemplate, template)),
      get: (name) => copy(templates.get(name)),
      list: () =>
        templates
          .values()
          .map(copy)
          .sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : a.name < b.name ? -1 : 1)),
      delete: (name) => templates.delete(name),
    },
    styles: {
      save: (clinicianId, book) => styles.set(clinicianId, checked(StyleBook, book)),
      get: (clinicianId) => copy(styles.get(clinicianId)) ?? StyleBook.parse({}),
    },
    outbox: {
      insert(entry) {
        known(entry.encounterId);
        const taken = outbox
          .values()
          .some(
            (other) =>
              other.id === entry.id ||
              other.identifier === entry.identifier ||
              (other.encounterId === entry.encounterId && other.noteVersion === entry.noteVersion),
          );
        if (taken) throw new AppError('conflict.exists');
        outbox.set(entry.id, checked(OutboxEntry, entry));
      },
      update(entry) {
        const before = outbox.get(entry.id);
        if (!before) throw new AppError('not-found.delivery');
        const sameDelivery =
          before.encounterId === entry.encounterId &&
          before.noteVersion === entry.noteVersion &&
          before.identifier === entry.identifier;
        if (!sameDelivery || (before.state === 'delivered' && entry.state !== 'delivered'))
          throw new AppError('conflict.state');
        outbox.set(entry.id, checked(OutboxEntry, entry));
      },
      get: (id) => copy(outbox.get(id)),
      forEncounter: (encounterId) => outboxInOrder().filter((entry) => entry.encounterId === encounterId),
      due: (now) =>
        outboxInOrder().filter(
          (entry) => (entry.state === 'pending' || entry.state === 'unknown') && entry.nextAttemptAt <= now,
        ),
      list: outboxInOrder,
    },
    audit: {
      append(entry) {
        const last = audit.values().at(-1);
        const follows = entry.seq === (last?.seq ?? 0) + 1 && (!last || entry.previousHash === last.hash);
        if (!follows) throw new AppError('conflict.version');
        audit.set(String(entry.seq), checked(AuditEntry, entry));
      },
      last: () => copy(audit.values().at(-1)),
      list({ fromSeq, limit, subject } = {}) {
        const found = audit
          .values()
          .filter((entry) => entry.seq >= (fromSeq ?? 0) && (subject === undefined || entry.subject === subject));
        return found.slice(0, limit).map(copy);
      },
    },
    settings: {
      get: () => copy(settings.get('settings')) ?? Settings.parse({}),
      save: (value) => settings.set('settings', checked(Settings, value)),
      ehr: () => copy(connections.get('ehr')),
      saveEhr(connection) {
        if (connection) connections.set('ehr', checked(EhrConnection, connection));
        else connections.delete('ehr');
      },
      drafting: () => copy(choices.get('drafting')),
      saveDrafting(choice) {
        if (choice) choices.set('drafting', checked(DraftingChoice, choice));
        else choices.delete('drafting');
      },
    },
    close: () => {
      closed = true;
    },
  };
  return untilClosed(store, () => closed);
}

/** What goes in and comes out is never shared with the caller: a later change of their object changes nothing here. */
function copy<T>(value: T): T {
  return structuredClone(value);
}

function checked<S extends z.ZodType>(schema: S, value: z.output<S>): z.output<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new AppError('bug', { cause: parsed.error });
  return copy(parsed.data);
}

/** Every repository method, and none of them once the store is closed. */
function untilClosed(store: Store, isClosed: () => boolean): Store {
  const guard = <M extends (...args: never[]) => unknown>(method: M): M =>
    ((...args: never[]) => {
      if (isClosed()) throw new AppError('storage.io', { params: { reason: 'closed' } });
      return method(...args);
    }) as M;
  const repository = <R extends object>(methods: R): R =>
    Object.fromEntries(
      Object.entries(methods).map(([name, method]) => [name, guard(method as (...args: never[]) => unknown)]),
    ) as R;
  return {
    transaction: guard(store.transaction) as Store['transaction'],
    encounters: repository(store.encounters),
    transcripts: repository(store.transcripts),
    notes: repository(store.notes),
    documents: repository(store.documents),
    codes: repository(store.codes),
    charts: repository(store.charts),
    clinicians: repository(store.clinicians),
    wordLists: repository(store.wordLists),
    templates: repository(store.templates),
    styles: repository(store.styles),
    outbox: repository(store.outbox),
    audit: repository(store.audit),
    settings: repository(store.settings),
    close: store.close,
  };
}
