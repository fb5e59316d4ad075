import { AppError } from '../../shared/errors.ts';
import type { OutboxEntry } from '../../shared/model/delivery.ts';
import { noteType } from '../domain/sync/note-type.ts';
import type { DeliveryDocument } from '../domain/sync/delivery-document.ts';
import type { AppDeps } from './deps.ts';

/** Everything the outbox needs for one entry, read from the store: the text that was signed, byte for byte. */
export function loadDelivery(store: AppDeps['store'], entry: OutboxEntry): DeliveryDocument {
  const encounter = store.encounters.get(entry.encounterId);
  const history = store.notes.history(entry.encounterId);
  const version = history.find((candidate) => candidate.version === entry.noteVersion);
  if (!encounter || !version?.text || !version.signature) throw new AppError('storage.corrupt');
  const signature = version.signature;
  const author = store.clinicians.get(signature.clinicianId);
  const transcript = store.transcripts.get(entry.encounterId);
  const signedReceipt =
    version.kind === 'addendum'
      ? store.outbox
          .forEncounter(entry.encounterId)
          .find((other) => history.find((v) => v.version === other.noteVersion)?.kind === 'signed')?.receipt
      : undefined;
  const startedAt = encounter.startedAt ?? encounter.createdAt;
  return {
    identifier: entry.identifier,
    loinc: noteType(version.note),
    docStatus: 'final',
    text: version.text,
    // Without a chart what was typed at the door: a record number there finds the patient at the EHR.
    chart: store.charts.get(entry.encounterId) ?? {
      patient: encounter.patient,
      ...(encounter.reason === '' ? {} : { encounter: { reason: encounter.reason } }),
      problems: [],
      medications: [],
      allergies: [],
      observations: [],
    },
    patientName: encounter.patient.name,
    author,
    signature,
    startedAt,
    endedAt: encounter.endedAt ?? startedAt,
    createdAt: version.at,
    engine: version.note.engine,
    speechModel: transcript?.model,
    diagnoses:
      version.kind === 'signed'
        ? (store.codes.get(entry.encounterId)?.diagnoses.filter((code) => code.decision === 'accepted') ?? [])
        : [],
    addendumTo: signedReceipt,
  };
}
