import type { GlobalShortcut as ElectronShortcut, PowerMonitor } from 'electron';
import type { GlobalShortcut } from '../../ports/global-shortcut.ts';
import type { PowerEvents } from '../../ports/power.ts';

/** Electron's own names for the keys; `mod` is Ctrl, or Cmd on a Mac. */
export function acceleratorOf(keys: string): string {
  const names: Readonly<Record<string, string>> = { mod: 'CommandOrControl', shift: 'Shift', alt: 'Alt' };
  return keys
    .split('+')
    .map((part) => names[part] ?? part.toUpperCase())
    .join('+');
}

/** @param showWindow brings our window to the front */
export function createGlobalShortcut(
  electron: Pick<ElectronShortcut, 'register' | 'unregister'>,
  showWindow: () => void,
): GlobalShortcut {
  let taken: string | undefined;
  const release = (): void => {
    if (taken !== undefined) electron.unregister(taken);
    taken = undefined;
  };
  return {
    register(keys, onPress) {
      release();
      const accelerator = acceleratorOf(keys);
      try {
        const isOurs = electron.register(accelerator, () => {
          if (onPress().showWindow) showWindow();
        });
        if (isOurs) taken = accelerator;
        return isOurs;
      } catch {
        // A key that this keyboard does not have.
        return false;
      }
    },
    release,
  };
}

export function createPowerEvents(monitor: Pick<PowerMonitor, 'on'>): PowerEvents {
  const listeners = new Set<(state: 'suspending' | 'woke') => void>();
  const tell = (state: 'suspending' | 'woke'): void => {
    for (const listener of [...listeners]) listener(state);
  };
  monitor.on('suspend', () => tell('suspending'));
  monitor.on('resume', () => tell('woke'));
  return {
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
