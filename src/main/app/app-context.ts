import type { CodeSearch } from '../domain/coding/search.ts';
import type { Auditor } from './auditor.ts';
import type { AppDeps } from './deps.ts';
import type { Outbox } from './delivery/outbox.ts';
import type { EventHub } from './event-hub.ts';
import type { Jobs } from './jobs.ts';
import type { LiveDrafts } from './live-draft.ts';
import type { Session } from './session.ts';
import type { VisitVoices } from './visit-voices.ts';

/** What use cases share: the ports, and the few parts of the app that hold state. */
export interface AppContext {
  readonly deps: AppDeps;
  readonly hub: EventHub;
  readonly auditor: Auditor;
  readonly jobs: Jobs;
  readonly session: Session;
  readonly voices: VisitVoices;
  readonly codeSearch: () => CodeSearch;
  readonly outbox: () => Outbox;
  readonly liveDrafts: () => LiveDrafts;
}
