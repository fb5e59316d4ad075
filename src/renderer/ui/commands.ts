import { useEffect, useEffectEvent } from 'react';
import { createStore, useStore } from './store.ts';

/** Something a person can do by name (palette) and perhaps by keys. `run` is undefined while it cannot be done. */
export interface Command {
  readonly id: string;
  readonly title: string;
  /** e.g. `mod+shift+r`; `mod` is Ctrl, or Cmd on a Mac. */
  readonly keys?: string;
  readonly run?: () => void;
}

const registered = createStore<readonly (readonly Command[])[]>([]);

/** Makes commands available while the component is mounted. Later components win a key over earlier ones. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useEffectEvent((id: string) => commands.find((command) => command.id === id)?.run?.());
  const shape = JSON.stringify(commands.map(({ id, title, keys, run }) => [id, title, keys, run !== undefined]));
  useEffect(() => {
    const entries = (JSON.parse(shape) as [string, string, string | null, boolean][]).map(
      ([id, title, keys, enabled]): Command => ({
        id,
        title,
        ...(keys === null ? {} : { keys }),
        ...(enabled ? { run: () => latest(id) } : {}),
      }),
    );
    registered.set((all) => [...all, entries]);
    return () => registered.set((all) => all.filter((other) => other !== entries));
  }, [shape]);
}

export function useAllCommands(): readonly Command[] {
  const all = useStore(registered);
  const byId = new Map(all.flat().map((command) => [command.id, command]));
  return [...byId.values()];
}

const isMac = (): boolean => /mac/i.test(navigator.platform);

export function matchesKeys(keys: string, event: KeyboardEvent): boolean {
  const parts = keys.toLowerCase().split('+');
  const key = parts.at(-1)!;
  const mod = parts.includes('mod');
  const modPressed = isMac() ? event.metaKey : event.ctrlKey;
  const otherPressed = isMac() ? event.ctrlKey : event.metaKey;
  // A sign like `?` already says whether Shift is needed.
  const shiftMatters = /^[a-z0-9]$/.test(key) || key.length > 1;
  return (
    event.key.toLowerCase() === key &&
    modPressed === mod &&
    !otherPressed &&
    event.altKey === parts.includes('alt') &&
    (!shiftMatters || event.shiftKey === parts.includes('shift'))
  );
}

/** The combination that was pressed, in our writing; undefined for one that cannot be a shortcut (no Ctrl or Cmd, no letter or digit). */
export function keysOfEvent(event: KeyboardEvent): string | undefined {
  const mod = isMac() ? event.metaKey : event.ctrlKey;
  const otherMod = isMac() ? event.ctrlKey : event.metaKey;
  const key = event.key.toLowerCase();
  if (!mod || otherMod || !/^[a-z0-9]$/.test(key)) return undefined;
  return ['mod', ...(event.shiftKey ? ['shift'] : []), ...(event.altKey ? ['alt'] : []), key].join('+');
}

/** How the keys are written on this machine: `Ctrl Shift R`, `⌘ ⇧ R`. */
export function keyLabels(keys: string): string[] {
  const names: Record<string, string> = isMac()
    ? { mod: '⌘', shift: '⇧', alt: '⌥' }
    : { mod: 'Ctrl', shift: 'Shift', alt: 'Alt' };
  return keys.split('+').map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}

/** True where letters are text being written, not keys being pressed. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type=checkbox],[type=radio],[type=button]), textarea, select'))
  );
}

export function startKeyboard(): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.repeat) return;
    const command = registered
      .get()
      .flat()
      .findLast((candidate) => candidate.keys !== undefined && matchesKeys(candidate.keys, event));
    if (!command?.run) return;
    const needsModifier = command.keys?.includes('mod') ?? false;
    if (!needsModifier && (isTyping(event.target) || document.querySelector('[role=dialog][aria-modal=true]'))) return;
    event.preventDefault();
    command.run();
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}
