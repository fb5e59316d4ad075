import { AppError } from '../../shared/errors.ts';
import type { EncounterSummary, EncounterView } from '../../shared/contract/encounters.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import type { NoteVersion } from '../../shared/model/note.ts';
import type { AppContext } from './app-context.ts';
import { openSentences } from './edit-note.ts';
import { requireEncounter } from './encounter-access.ts';

export function listEncounters(
  { deps, jobs, hub }: AppContext,
  limit: number,
): { seq: number; encounters: EncounterSummary[] } {
  return {
    seq: hub.seq,
    encounters: deps.store.encounters.list({ limit }).map((encounter) => {
      const latest = deps.store.notes.latest(encounter.id);
      const job = jobs.running(encounter.id);
      const delivery = deps.store.outbox.forEncounter(encounter.id).at(-1);
      return {
        ...encounter,
        openCount: latest?.note.status === 'draft' ? openSentences(latest.note).length : 0,
        ...(job ? { job } : {}),
        ...(delivery ? { delivery } : {}),
      };
    }),
  };
}

export async function viewEncounter(context: AppContext, encounterId: EncounterId): Promise<EncounterView> {
  const { deps, jobs, hub } = context;
  requireEncounter(context, encounterId);
  const hasAudio = await deps.audio.has(encounterId);
  // Everything below is read in one turn of the event loop: one consistent snapshot, with the seq it includes.
  const encounter = requireEncounter(context, encounterId);
  const history = deps.store.notes.history(encounterId);
  const signed = history.find((version) => version.kind === 'signed');
  const latest = history.at(-1);
  const transcript = deps.store.transcripts.get(encounterId);
  return {
    seq: hub.seq,
    encounter,
    job: jobs.running(encounterId),
    failure: jobs.failure(encounterId),
    speechModel: transcript?.model.name,
    segments: transcript?.segments ?? deps.store.transcripts.segments(encounterId),
    note: latest,
    liveNote: latest ? undefined : context.liveDrafts().of(encounterId),
    signed,
    addenda: history.filter((version) => version.kind === 'addendum'),
    codes: deps.store.codes.get(encounterId),
    chart: deps.store.charts.get(encounterId),
    deliveries: deps.store.outbox.forEncounter(encounterId),
    hasAudio,
  };
}

export function noteVersion(context: AppContext, encounterId: EncounterId, version: number): NoteVersion {
  requireEncounter(context, encounterId);
  const found = context.deps.store.notes.history(encounterId).find((candidate) => candidate.version === version);
  if (!found) throw new AppError('conflict.version', { params: { version } });
  return found;
}
