import { createStore, useStore } from './store.ts';

/** What screen readers are told beside what is on screen: one line at a time, politely. */
const announcement = createStore({ text: '', turn: 0 });

export function announce(text: string): void {
  announcement.set(({ turn }) => ({ text, turn: turn + 1 }));
}

/** Mounted once. The same words twice are spoken twice: the two lines take turns. */
export function Announcer() {
  const { text, turn } = useStore(announcement);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      <span>{turn % 2 === 0 ? text : ''}</span>
      <span>{turn % 2 === 1 ? text : ''}</span>
    </div>
  );
}
