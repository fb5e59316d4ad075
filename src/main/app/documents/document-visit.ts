import { AppError } from '../../../shared/errors.ts';
import type { Clinician } from '../../../shared/model/clinician.ts';
import type { DocumentOptions } from '../../../shared/model/document.ts';
import type { Encounter } from '../../../shared/model/encounter.ts';
import type { EncounterId } from '../../../shared/model/ids.ts';
import type { DocumentInput, DocumentResources } from '../../domain/documents/document-input.ts';
import { fingerprintText } from '../../domain/documents/make-document.ts';
import { removedTexts } from '../../domain/documents/note-lines.ts';
import { understandVisit } from '../../domain/understanding/understand-visit.ts';
import type { AppContext } from '../app-context.ts';
import { requireEncounter } from '../encounter-access.ts';

/** The calendar date on this machine, ISO. */
export function localDate(atMs: number): string {
  const at = new Date(atMs);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

export const visitAt = ({ startedAt, createdAt }: Encounter): number => startedAt ?? createdAt;

/** With the words of the visit's chart, as the note's drafter has them. */
export function documentParts({ deps }: AppContext, encounterId: EncounterId): DocumentResources {
  return deps.documents.forChart(deps.store.charts.get(encounterId));
}

/** The visit as it stands now. @throws `conflict.state` while there is no note */
export function documentInput(
  context: AppContext,
  encounterId: EncounterId,
  { clinician, options }: { clinician: Clinician; options: DocumentOptions },
): DocumentInput {
  const { store } = context.deps;
  const encounter = requireEncounter(context, encounterId);
  const history = store.notes.history(encounterId);
  const latest = history.at(-1);
  const transcript = store.transcripts.get(encounterId);
  if (!latest || !transcript) throw new AppError('conflict.state', { params: { state: encounter.state } });
  const chart = store.charts.get(encounterId);
  const resources = documentParts(context, encounterId);
  return {
    note: latest.note,
    noteVersion: latest.version,
    removed: removedTexts(history),
    transcript,
    facts: understandVisit(transcript, chart, resources),
    ...(chart ? { chart } : {}),
    visit: {
      patient: encounter.patient,
      date: localDate(visitAt(encounter)),
      ...(encounter.source === 'transcript' || encounter.audioDurationMs === undefined
        ? {}
        : { recordedMs: encounter.audioDurationMs }),
    },
    clinician,
    options,
    resources,
  };
}

/** What documents of this visit would be made from now; undefined while there is no note. */
export function fingerprintOf(context: AppContext, encounterId: EncounterId): string | undefined {
  const { store, digest } = context.deps;
  const latest = store.notes.latest(encounterId);
  if (!latest) return undefined;
  const { patient } = requireEncounter(context, encounterId);
  return digest.sha256Hex(fingerprintText(latest.note, patient, store.charts.get(encounterId)));
}
