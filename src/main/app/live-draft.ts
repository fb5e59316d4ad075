import type { EncounterId, SegmentId } from '../../shared/model/ids.ts';
import type { Note } from '../../shared/model/note.ts';
import type { Transcript, TranscriptSegment } from '../../shared/model/transcript.ts';
import type { AppContext } from './app-context.ts';
import { withSpeakers } from './make-draft.ts';
import { templateOf } from './template-of.ts';

/** A draft that changes under the eye more often than this is read by nobody. */
const SHORTEST_GAP_MS = 3_000;
/** Drafting again costs at most one part in so many of a core: a long visit's draft comes less often. */
const SHARE = 12;

/**
 * The note while the visit goes on: made anew, from all that was heard so far, a few seconds after something was. It is for the eye only:
 * nothing of it is stored, and the draft that is kept is made from the whole recording when it is over.
 */
export interface LiveDrafts {
  /** The note of a visit that is being heard; absent before there is one, and once the draft stands. */
  of(encounterId: EncounterId): Note | undefined;
  close(): void;
}

interface LiveVisit {
  /** Segments as they were shown, with who seems to speak: more than the store knows of them. */
  readonly shown: Map<SegmentId, TranscriptSegment>;
  readonly controller: AbortController;
  note?: Note;
  timer?: ReturnType<typeof setTimeout>;
  isDrafting: boolean;
  /** Something was heard that no draft has seen. */
  isStale: boolean;
  notBefore: number;
}

const HEARD_STATES: ReadonlySet<string> = new Set(['recording', 'recorded', 'transcribed']);

export function createLiveDrafts(context: AppContext): LiveDrafts {
  const { deps, hub } = context;
  const visits = new Map<EncounterId, LiveVisit>();
  const drafter = deps.liveDrafter;

  const forget = (encounterId: EncounterId): void => {
    const visit = visits.get(encounterId);
    if (!visit) return;
    clearTimeout(visit.timer);
    visit.controller.abort();
    visits.delete(encounterId);
  };

  const draft = async (encounterId: EncounterId, visit: LiveVisit): Promise<void> => {
    const encounter = deps.store.encounters.get(encounterId);
    if (!drafter || !encounter || !HEARD_STATES.has(encounter.state)) return forget(encounterId);
    visit.isDrafting = true;
    visit.isStale = false;
    const begun = deps.clock.now();
    try {
      const note = await drafter.draft({
        transcript: transcriptSoFar(context, encounterId, visit.shown),
        chart: deps.store.charts.get(encounterId),
        template: templateOf(deps, encounter.template),
        signal: visit.controller.signal,
      });
      if (visits.get(encounterId) !== visit) return;
      visit.note = note;
      hub.emit({ type: 'note.live', encounterId, note });
    } catch {
      // The next words bring the next try; the draft that is kept does not depend on this one.
    } finally {
      const ended = deps.clock.now();
      visit.isDrafting = false;
      visit.notBefore = ended + Math.max(SHORTEST_GAP_MS, SHARE * (ended - begun));
      if (visit.isStale) plan(encounterId, visit);
    }
  };

  const plan = (encounterId: EncounterId, visit: LiveVisit): void => {
    if (visit.isDrafting || visit.timer !== undefined || visits.get(encounterId) !== visit) return;
    visit.timer = setTimeout(
      () => {
        visit.timer = undefined;
        void draft(encounterId, visit);
      },
      Math.max(0, visit.notBefore - deps.clock.now()),
    );
    visit.timer.unref?.();
  };

  const stop = drafter
    ? hub.on((event) => {
        if (event.type === 'encounter.changed' && !HEARD_STATES.has(event.state)) forget(event.encounterId);
        if (event.type !== 'transcript.segment') return;
        const { encounterId, segment } = event;
        let visit = visits.get(encounterId);
        if (!visit) {
          const state = deps.store.encounters.get(encounterId)?.state;
          if (state === undefined || !HEARD_STATES.has(state)) return;
          visit = {
            shown: new Map(),
            controller: new AbortController(),
            isDrafting: false,
            isStale: false,
            notBefore: deps.clock.now() + SHORTEST_GAP_MS,
          };
          visits.set(encounterId, visit);
        }
        visit.shown.set(segment.id, segment);
        visit.isStale = true;
        plan(encounterId, visit);
      })
    : () => undefined;

  return {
    of: (encounterId) => visits.get(encounterId)?.note,
    close() {
      stop();
      for (const encounterId of [...visits.keys()]) forget(encounterId);
    },
  };
}

/** What stands, as it was shown; where a crash took what was shown, speakers are told by the words. */
function transcriptSoFar(
  { deps }: AppContext,
  encounterId: EncounterId,
  shown: ReadonlyMap<SegmentId, TranscriptSegment>,
): Transcript {
  const stored = deps.store.transcripts.segments(encounterId);
  const transcript: Transcript = {
    model: { name: 'live', sha256: '' },
    language: 'en',
    durationMs: stored.reduce((last, segment) => Math.max(last, segment.endMs), 0),
    segments: stored.map((segment) => shown.get(segment.id) ?? segment),
  };
  return stored.every((segment) => shown.has(segment.id)) ? transcript : withSpeakers(transcript, deps.roleModel);
}
