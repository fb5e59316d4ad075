import { AppError } from '../../shared/errors.ts';
import type { Clinician } from '../../shared/model/clinician.ts';
import { OutboxId, type EncounterId } from '../../shared/model/ids.ts';
import type { Encounter } from '../../shared/model/encounter.ts';
import type { EngineRef, Note, NoteVersion, Signature } from '../../shared/model/note.ts';
import type { ModelRef } from '../../shared/model/transcript.ts';
import { aiDisclosure } from '../domain/sync/build-resources.ts';
import { renderNotePlainText } from '../domain/note/render-note.ts';
import type { AppContext } from './app-context.ts';
import { encounterSubject } from './auditor.ts';
import { openSentences, requireOpenVersion } from './edit-note.ts';
import { advance, announce, requireEncounter } from './encounter-access.ts';

/**
 * Signs: the text as it stands is kept, hashed and closed for ever, and its delivery is queued where an EHR is set.
 * @throws `conflict.unnamed` while nobody said who the patient is, `conflict.needs-review` (params.count) while sentences are open, `auth.passphrase`, `conflict.version`, `conflict.signed`
 */
export async function signNote(
  context: AppContext,
  input: { encounterId: EncounterId; baseVersion: number; passphrase: string },
): Promise<Encounter> {
  const { deps, auditor, session } = context;
  requireSignable(context, input);
  const clinician = await session.confirm(input.passphrase);
  const encounter = deps.store.transaction(() => {
    // Again, inside the transaction: the passphrase took its time.
    const latest = requireSignable(context, input);
    const note: Note = { ...latest.note, status: 'signed' };
    const { text, signature } = sealText(context, renderNotePlainText(note, { status: 'signed' }), clinician, {
      engine: note.engine,
      speechModel:
        deps.store.encounters.get(input.encounterId)?.source === 'transcript'
          ? undefined
          : deps.store.transcripts.get(input.encounterId)?.model,
    });
    const version: NoteVersion = {
      version: latest.version + 1,
      kind: 'signed',
      at: deps.clock.now(),
      by: clinician.id,
      note,
      text,
      signature,
    };
    deps.store.notes.append(input.encounterId, version);
    auditor.record(clinician.id, 'note.sign', encounterSubject(input.encounterId), {
      version: version.version,
      textSha256: signature.textSha256,
    });
    const signed = advance(context, input.encounterId, 'sign');
    queueDelivery(context, input.encounterId, version.version);
    return signed;
  });
  context.outbox().wake();
  return encounter;
}

/** An addendum is a version of its own, signed like the note; the signed text stays as it is. */
export async function addAddendum(
  context: AppContext,
  input: { encounterId: EncounterId; baseVersion: number; text: string; passphrase: string },
): Promise<NoteVersion> {
  const { deps, auditor, session } = context;
  const requireSigned = (): NoteVersion => {
    requireEncounter(context, input.encounterId);
    const latest = deps.store.notes.latest(input.encounterId);
    if (latest?.kind !== 'signed' && latest?.kind !== 'addendum') throw new AppError('conflict.state');
    if (latest.version !== input.baseVersion)
      throw new AppError('conflict.version', { retryable: true, params: { version: latest.version } });
    return latest;
  };
  requireSigned();
  const clinician = await session.confirm(input.passphrase);
  const version = deps.store.transaction(() => {
    const latest = requireSigned();
    const { text, signature } = sealText(context, `ADDENDUM\n\n${input.text}\n`, clinician);
    const addendum: NoteVersion = {
      version: latest.version + 1,
      kind: 'addendum',
      at: deps.clock.now(),
      by: clinician.id,
      note: latest.note,
      text,
      signature,
    };
    deps.store.notes.append(input.encounterId, addendum);
    auditor.record(clinician.id, 'note.addendum', encounterSubject(input.encounterId), {
      version: addendum.version,
      textSha256: signature.textSha256,
    });
    queueUnsent(context, input.encounterId);
    return addendum;
  });
  announce(context, requireEncounter(context, input.encounterId));
  context.outbox().wake();
  return version;
}

/** Puts a version into the outbox, where an EHR is set. Inside the caller's transaction: signed and queued, or neither. */
export function queueDelivery(
  { deps, auditor }: AppContext,
  encounterId: EncounterId,
  noteVersion: number,
): OutboxId | undefined {
  if (!deps.store.settings.ehr()) return undefined;
  const now = deps.clock.now();
  const id = OutboxId.parse(deps.ids.uuid());
  deps.store.outbox.insert({
    id,
    encounterId,
    noteVersion,
    state: 'pending',
    identifier: `urn:uuid:${deps.ids.uuid()}`,
    attempts: 0,
    nextAttemptAt: now,
    createdAt: now,
    updatedAt: now,
  });
  auditor.record('system', 'delivery.queue', encounterSubject(encounterId), { version: noteVersion });
  return id;
}

/**
 * Puts all signed versions that were never queued (no EHR was set then) into the outbox, oldest first: an addendum does not
 * go without its note. Inside the caller's transaction.
 * @returns the first one's id; undefined where nothing was left, or no EHR is set
 */
export function queueUnsent(context: AppContext, encounterId: EncounterId): OutboxId | undefined {
  const { store } = context.deps;
  const queued = new Set(store.outbox.forEncounter(encounterId).map((entry) => entry.noteVersion));
  const ids = store.notes
    .history(encounterId)
    .filter(({ kind, version }) => (kind === 'signed' || kind === 'addendum') && !queued.has(version))
    .map(({ version }) => queueDelivery(context, encounterId, version));
  if (ids[0] !== undefined) advance(context, encounterId, 'addendum');
  return ids[0];
}

function requireSignable(context: AppContext, input: { encounterId: EncounterId; baseVersion: number }): NoteVersion {
  const { patient } = requireEncounter(context, input.encounterId);
  if (patient.name === '') throw new AppError('conflict.unnamed');
  if (context.jobs.isRunning(input.encounterId)) throw new AppError('conflict.state', { params: { job: true } });
  const latest = requireOpenVersion(context, input);
  const open = openSentences(latest.note);
  if (open.length > 0) throw new AppError('conflict.needs-review', { params: { count: open.length } });
  if (latest.note.sections.every((section) => section.sentences.length === 0))
    throw new AppError('conflict.state', { params: { empty: true } });
  return latest;
}

/** The disclosure and the signature line are part of the text that is hashed: who signed, and that software drafted it, cannot be cut off unnoticed. */
function sealText(
  { deps }: AppContext,
  body: string,
  clinician: Clinician,
  source: { engine?: EngineRef; speechModel?: ModelRef } = {},
): { text: string; signature: Signature } {
  const signedAt = deps.clock.now();
  const signer = {
    clinicianId: clinician.id,
    name: clinician.name,
    ...(clinician.credentials ? { credentials: clinician.credentials } : {}),
    signedAt,
  };
  const name = clinician.credentials ? `${clinician.name}, ${clinician.credentials}` : clinician.name;
  const lines = [
    ...(source.engine
      ? [
          aiDisclosure({
            engine: source.engine,
            speechModel: source.speechModel,
            signature: { ...signer, textSha256: '' },
          }),
        ]
      : []),
    `Signed by ${name} on ${new Date(signedAt).toISOString()}`,
  ];
  const text = `${body.trimEnd()}\n\n${lines.join('\n')}\n`;
  return { text, signature: { ...signer, textSha256: deps.digest.sha256Hex(text) } };
}
