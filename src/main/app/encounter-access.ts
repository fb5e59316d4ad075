import { AppError } from '../../shared/errors.ts';
import type { Encounter } from '../../shared/model/encounter.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import { transition, type EncounterEvent } from '../domain/encounter/life-cycle.ts';
import type { AppContext } from './app-context.ts';

/** @throws `not-found.encounter` */
export function requireEncounter({ deps }: AppContext, encounterId: EncounterId): Encounter {
  const encounter = deps.store.encounters.get(encounterId);
  if (!encounter) throw new AppError('not-found.encounter');
  return encounter;
}

/** Moves an encounter on (with other fields in the same write) and tells the renderers. @throws `conflict.state` */
export function advance(
  context: AppContext,
  encounterId: EncounterId,
  event: EncounterEvent,
  changes: Partial<Encounter> = {},
): Encounter {
  const { store, clock } = context.deps;
  const encounter = store.transaction(() => {
    const before = requireEncounter(context, encounterId);
    const after: Encounter = { ...before, ...changes, state: transition(before.state, event), updatedAt: clock.now() };
    store.encounters.update(after);
    return after;
  });
  announce(context, encounter);
  return encounter;
}

export function announce({ hub }: AppContext, encounter: Encounter): void {
  hub.emit({ type: 'encounter.changed', encounterId: encounter.id, state: encounter.state });
}
