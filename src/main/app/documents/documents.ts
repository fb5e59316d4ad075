import { AppError } from '../../../shared/errors.ts';
import type { DocumentView } from '../../../shared/contract/documents.ts';
import { DocumentOptions, type DocumentKind, type DocumentVersion } from '../../../shared/model/document.ts';
import { SentenceId, type EncounterId } from '../../../shared/model/ids.ts';
import { editDocument, openDocumentSentences, type DocumentEdit } from '../../domain/documents/edit-document.ts';
import { fingerprintText, makeDocument } from '../../domain/documents/make-document.ts';
import { renderDocumentText } from '../../domain/documents/render-document.ts';
import type { Handlers } from '../app.ts';
import type { AppContext } from '../app-context.ts';
import { encounterSubject } from '../auditor.ts';
import { requireEncounter } from '../encounter-access.ts';
import { undoTarget } from '../edit-note.ts';
import { documentInput, documentParts, fingerprintOf } from './document-visit.ts';
import { createTouchpoints } from './month-log.ts';

type DocumentHandlers = Pick<Handlers, Extract<keyof Handlers, `documents.${string}`>>;

interface Base {
  readonly encounterId: EncounterId;
  readonly kind: DocumentKind;
  readonly baseVersion: number;
}

/** Documents made of a visit. Each change is a new version; what is final is only ever made anew. The audit holds kinds and counts, no words. */
export function createDocuments(context: AppContext): DocumentHandlers {
  const { deps, auditor, session, hub } = context;
  const { store } = deps;

  const view = (encounterId: EncounterId, version: DocumentVersion): DocumentView => ({
    version,
    // What is final was true to the note of its day: a later change makes it stale just the same, and that is to be seen.
    stale: version.document.madeFrom.fingerprint !== fingerprintOf(context, encounterId),
    openCount: openDocumentSentences(version.document).length,
    text: version.text ?? renderDocumentText(version.document),
  });
  const changed = (encounterId: EncounterId): void => hub.emit({ type: 'documents.changed', encounterId });

  const requireDocument = ({ encounterId, kind, baseVersion }: Base): DocumentVersion => {
    requireEncounter(context, encounterId);
    const latest = store.documents.latest(encounterId, kind);
    if (!latest) throw new AppError('not-found.document');
    if (latest.version !== baseVersion)
      throw new AppError('conflict.version', { retryable: true, params: { version: latest.version } });
    if (latest.kind === 'final') throw new AppError('conflict.final');
    return latest;
  };

  const save = (
    base: Base,
    change: string,
    work: (latest: DocumentVersion) => DocumentVersion['document'],
  ): DocumentView => {
    const clinician = session.requireClinician();
    const saved = store.transaction(() => {
      const latest = requireDocument(base);
      const version: DocumentVersion = {
        version: latest.version + 1,
        kind: 'edit',
        at: deps.clock.now(),
        by: clinician.id,
        document: work(latest),
        change,
      };
      store.documents.append(base.encounterId, version);
      auditor.record(clinician.id, 'document.edit', encounterSubject(base.encounterId), {
        kind: base.kind,
        version: version.version,
        change,
      });
      return version;
    });
    changed(base.encounterId);
    return view(base.encounterId, saved);
  };
  const edit = (base: Base, change: DocumentEdit): DocumentView =>
    save(base, `document.${change.kind}`, ({ document }) =>
      editDocument(document, change, { resources: documentParts(context, base.encounterId) }),
    );

  return {
    'documents.list': ({ encounterId }) => {
      requireEncounter(context, encounterId);
      return { documents: store.documents.latestOfEach(encounterId).map((version) => view(encounterId, version)) };
    },

    'documents.make': ({ encounterId, kind, baseVersion, options }) => {
      const clinician = session.requireClinician();
      const made = store.transaction(() => {
        requireEncounter(context, encounterId);
        const latest = store.documents.latest(encounterId, kind);
        if ((latest?.version ?? 0) !== baseVersion)
          throw new AppError('conflict.version', { retryable: true, params: { version: latest?.version ?? 0 } });
        const input = documentInput(context, encounterId, {
          clinician,
          options: DocumentOptions.parse({ ...latest?.document.options, ...withoutAbsent(options) }),
        });
        const version: DocumentVersion = {
          version: baseVersion + 1,
          kind: 'draft',
          at: deps.clock.now(),
          by: 'engine',
          document: makeDocument(kind, input, {
            fingerprint: deps.digest.sha256Hex(fingerprintText(input.note, input.visit.patient, input.chart)),
            ...(latest ? { before: latest.document } : {}),
          }),
        };
        store.documents.append(encounterId, version);
        auditor.record(clinician.id, 'document.make', encounterSubject(encounterId), {
          kind,
          version: version.version,
          noteVersion: input.noteVersion,
          sentences: version.document.blocks.reduce((sum, { sentences }) => sum + sentences.length, 0),
        });
        return version;
      });
      changed(encounterId);
      return view(encounterId, made);
    },

    'documents.editSentence': ({ sentenceId, text, ...base }) => edit(base, { kind: 'edit', sentenceId, text }),
    'documents.removeSentence': ({ sentenceId, ...base }) => edit(base, { kind: 'remove', sentenceId }),
    'documents.confirmSentence': ({ sentenceId, ...base }) => edit(base, { kind: 'confirm', sentenceId }),
    'documents.addSentence': ({ blockId, text, ...base }) =>
      edit(base, {
        kind: 'add',
        id: SentenceId.parse(deps.ids.uuid()),
        text,
        ...(blockId === undefined ? {} : { blockId }),
      }),
    'documents.setField': ({ key, value, ...base }) => edit(base, { kind: 'field', key, value }),
    'documents.setMinutes': ({ minutes, ...base }) => edit(base, { kind: 'minutes', minutes }),

    'documents.undo': (base) => {
      const target = undoTarget(store.documents.history(base.encounterId, base.kind));
      if (!target) throw new AppError('conflict.state');
      return save(base, `undo:${target.version}`, () => target.document);
    },

    'documents.finalize': (base) => {
      const clinician = session.requireClinician();
      const saved = store.transaction(() => {
        const latest = requireDocument(base);
        const { patient } = requireEncounter(context, base.encounterId);
        if (patient.name === '') throw new AppError('conflict.unnamed');
        if (latest.document.madeFrom.fingerprint !== fingerprintOf(context, base.encounterId))
          throw new AppError('conflict.stale');
        const open = openDocumentSentences(latest.document).length;
        if (open > 0) throw new AppError('conflict.needs-review', { params: { count: open } });
        if (latest.document.blocks.length === 0) throw new AppError('conflict.state', { params: { empty: true } });
        const name = clinician.credentials ? `${clinician.name}, ${clinician.credentials}` : clinician.name;
        const document: DocumentVersion['document'] = {
          ...latest.document,
          status: 'final',
          // Whoever made the draft: it goes out under the name of the one who stands by it.
          fields: latest.document.fields.map((field) =>
            field.key === 'clinician' ? { ...field, value: name } : field,
          ),
        };
        const signedAt = deps.clock.now();
        const text = renderDocumentText(
          document,
          `Made from the visit note with software. Checked by ${name} on ${new Date(signedAt).toISOString()}`,
        );
        const version: DocumentVersion = {
          version: latest.version + 1,
          kind: 'final',
          at: signedAt,
          by: clinician.id,
          document,
          text,
          signature: {
            clinicianId: clinician.id,
            name: clinician.name,
            ...(clinician.credentials ? { credentials: clinician.credentials } : {}),
            signedAt,
            textSha256: deps.digest.sha256Hex(text),
          },
        };
        store.documents.append(base.encounterId, version);
        auditor.record(clinician.id, 'document.finalize', encounterSubject(base.encounterId), {
          kind: base.kind,
          version: version.version,
          textSha256: version.signature!.textSha256,
        });
        return version;
      });
      changed(base.encounterId);
      return view(base.encounterId, saved);
    },

    'documents.touchpoints': createTouchpoints(context),
  };
}

function withoutAbsent<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}
