import { QueryClient, type QueryKey } from '@tanstack/react-query';
import type { AppEvent, ProcedureInput, ProcedureName, ProcedureOutput } from '../../shared/contract/index.ts';
import type { EncounterSummary, EncounterView } from '../../shared/contract/encounters.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import type { TranscriptSegment } from '../../shared/model/transcript.ts';
import type { RpcClient } from './client.ts';

type ListOutput = ProcedureOutput<'encounters.list'>;
type SegmentEvent = Extract<AppEvent, { type: 'transcript.segment' }>;
type LiveNoteEvent = Extract<AppEvent, { type: 'note.live' }>;
type ProgressEvent = Extract<AppEvent, { type: 'job.progress' }>;

/** Segments kept to lay over a snapshot that was taken while they arrived. */
const REMEMBERED_SEGMENTS = 500;

export const queryKey = <N extends ProcedureName>(name: N, input: ProcedureInput<N>): QueryKey => [name, input];

/** Queries talk to this machine only: an answer is fresh until an event says otherwise. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        gcTime: 5 * 60_000,
        retry: false,
        refetchOnWindowFocus: false,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

/**
 * Keeps the cache in step with main: a snapshot first, then events in order. A segment that arrives while a snapshot is
 * on its way is laid over it when its number is higher.
 */
export interface LiveCache {
  /** The fetcher of every query. */
  fetch<N extends ProcedureName>(name: N, input: ProcedureInput<N>, signal?: AbortSignal): Promise<ProcedureOutput<N>>;
  stop(): void;
}

export function createLiveCache(client: RpcClient, cache: QueryClient): LiveCache {
  let recentSegments: SegmentEvent[] = [];
  /** The last live note, to lay over a snapshot that was taken while it arrived. */
  let recentNote: LiveNoteEvent | undefined;

  const withNote = (view: EncounterView): EncounterView =>
    recentNote?.encounterId === view.encounter.id && recentNote.seq > view.seq && view.note === undefined
      ? { ...view, liveNote: recentNote.note }
      : view;

  const overlay = (view: EncounterView): EncounterView =>
    recentSegments
      .filter((event) => event.encounterId === view.encounter.id && event.seq > view.seq)
      .reduce((current, event) => withSegment(current, event.segment), withNote(view));

  const refresh = (name: ProcedureName, input?: unknown): void => {
    void cache.invalidateQueries({ queryKey: input === undefined ? [name] : [name, input] });
  };

  const refreshDocuments = (encounterId: EncounterId): void => {
    refresh('documents.list', { encounterId });
    refresh('documents.touchpoints');
  };

  const refreshEncounter = (encounterId: EncounterId): void => {
    refresh('encounters.list');
    refresh('encounters.get', { encounterId });
    refresh('encounters.history', { encounterId });
    // A change of the note may make them stale.
    refreshDocuments(encounterId);
  };

  const applyProgress = ({ encounterId, progress }: ProgressEvent): void => {
    cache.setQueryData<EncounterView>(
      ['encounters.get', { encounterId }],
      (view) => view && { ...view, job: progress },
    );
    cache.setQueriesData<ListOutput>({ queryKey: ['encounters.list'] }, (list) =>
      list === undefined
        ? list
        : {
            ...list,
            encounters: list.encounters.map((item): EncounterSummary =>
              item.id === encounterId ? { ...item, job: progress } : item,
            ),
          },
    );
  };

  const applySegment = (event: SegmentEvent): void => {
    recentSegments = [...recentSegments.slice(-REMEMBERED_SEGMENTS), event];
    cache.setQueryData<EncounterView>(
      ['encounters.get', { encounterId: event.encounterId }],
      (view) => view && withSegment(view, event.segment),
    );
  };

  const stopEvents = client.onEvent((event) => {
    switch (event.type) {
      case 'encounter.changed':
        return refreshEncounter(event.encounterId);
      case 'documents.changed':
        return refreshDocuments(event.encounterId);
      case 'transcript.segment':
        return applySegment(event);
      case 'note.live':
        recentNote = event;
        cache.setQueryData<EncounterView>(
          ['encounters.get', { encounterId: event.encounterId }],
          (view) => view && (view.note === undefined ? { ...view, liveNote: event.note } : view),
        );
        return undefined;
      case 'job.progress':
        return applyProgress(event);
      case 'session.changed':
        return refresh('session.get');
      case 'settings.changed':
        refresh('settings.get');
        refresh('templates.list');
        refresh('style.get');
        refresh('system.info');
        refresh('drafting.get');
        return refresh('ehr.get');
      case 'models.changed':
        refresh('models.list');
        return refresh('system.info');
      case 'models.progress':
        cache.setQueryData<ProcedureOutput<'models.list'>>(
          ['models.list', {}],
          (view) => view && withProgress(view, event),
        );
        return undefined;
      case 'models.failed':
      case 'transcript.partial':
      case 'job.failed':
      case 'recording.level':
      case 'recording.warning':
        return undefined;
    }
  });
  const stopMissed = client.onMissedEvents(() => {
    recentSegments = [];
    recentNote = undefined;
    void cache.invalidateQueries();
  });

  return {
    async fetch(name, input, signal) {
      const output = await client.call(name, input, { signal });
      return name === 'encounters.get' ? (overlay(output as EncounterView) as typeof output) : output;
    },
    stop() {
      stopEvents();
      stopMissed();
    },
  };
}

/** Shows how far an act on a model is. */
const withProgress = (
  view: ProcedureOutput<'models.list'>,
  { name, progress }: Extract<AppEvent, { type: 'models.progress' }>,
): ProcedureOutput<'models.list'> => ({
  ...view,
  models: view.models.map((model) => (model.name === name ? { ...model, progress } : model)),
});

/** Puts a segment where its time says, replacing an earlier state of the same segment. */
export function withSegment(view: EncounterView, segment: TranscriptSegment): EncounterView {
  const others = view.segments.filter((other) => other.id !== segment.id);
  const index = others.findLastIndex((other) => other.startMs <= segment.startMs) + 1;
  return { ...view, segments: [...others.slice(0, index), segment, ...others.slice(index)] };
}
