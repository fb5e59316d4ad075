import { useSyncExternalStore } from 'react';
import { EncounterId } from '../../shared/model/ids.ts';

/** Where the window is. Kept in the address after `#`: opaque ids only, never a name. */
export type Route =
  { page: 'today' } | { page: 'visit'; encounterId: EncounterId } | { page: 'audit' } | { page: 'settings' };

export function parseRoute(hash: string): Route {
  const [page = '', id] = hash.replace(/^#?\/?/, '').split('/');
  if (page === 'visit') {
    const encounterId = EncounterId.safeParse(id);
    if (encounterId.success) return { page: 'visit', encounterId: encounterId.data };
  }
  if (page === 'audit' || page === 'settings') return { page };
  return { page: 'today' };
}

export function routeHash(route: Route): string {
  return route.page === 'visit' ? `#/visit/${route.encounterId}` : `#/${route.page}`;
}

export function navigate(route: Route): void {
  window.location.hash = routeHash(route);
}

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return parseRoute(hash);
}
