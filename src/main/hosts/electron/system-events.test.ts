import type { GlobalShortcut, PowerMonitor } from 'electron';
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { acceleratorOf, createGlobalShortcut, createPowerEvents } from './system-events.ts';

function fakeShortcuts(foreign: readonly string[] = []) {
  const ours = new Map<string, () => void>();
  const electron = {
    register(accelerator: string, press: () => void) {
      if (accelerator.includes('?')) throw new TypeError('no such key');
      if (foreign.includes(accelerator)) return false;
      ours.set(accelerator, press);
      return true;
    },
    unregister: (accelerator: string) => void ours.delete(accelerator),
  } as Pick<GlobalShortcut, 'register' | 'unregister'>;
  return { ours, electron };
}

describe('the shortcut of the whole system', () => {
  it('is written in Electron’s words', () => {
    expect(acceleratorOf('mod+shift+r')).toBe('CommandOrControl+Shift+R');
    expect(acceleratorOf('mod+alt+9')).toBe('CommandOrControl+Alt+9');
  });

  it('brings the window to the front only when that is asked for', () => {
    const { ours, electron } = fakeShortcuts();
    let shown = 0;
    const shortcut = createGlobalShortcut(electron, () => (shown += 1));
    let needsWindow = false;
    expect(shortcut.register('mod+shift+r', () => ({ showWindow: needsWindow }))).toBe(true);
    const press = ours.get('CommandOrControl+Shift+R')!;
    press();
    expect(shown).toBe(0);
    needsWindow = true;
    press();
    expect(shown).toBe(1);
  });

  it('lets the old keys go when it takes new ones, also when those are another program’s', () => {
    const { ours, electron } = fakeShortcuts(['CommandOrControl+K']);
    const shortcut = createGlobalShortcut(electron, () => undefined);
    const press = () => ({ showWindow: false });
    shortcut.register('mod+shift+r', press);
    shortcut.register('mod+shift+y', press);
    expect([...ours.keys()]).toEqual(['CommandOrControl+Shift+Y']);
    expect(shortcut.register('mod+k', press)).toBe(false);
    expect(shortcut.register('mod+?', press)).toBe(false);
    expect([...ours.keys()]).toEqual([]);
    shortcut.register('mod+shift+r', press);
    shortcut.release();
    shortcut.release();
    expect([...ours.keys()]).toEqual([]);
  });
});

it('sleep and wake are told to whoever listens, as long as they do', () => {
  const monitor = new EventEmitter();
  const power = createPowerEvents(monitor as unknown as PowerMonitor);
  const heard: string[] = [];
  const stop = power.on((state) => heard.push(state));
  monitor.emit('suspend');
  monitor.emit('resume');
  stop();
  monitor.emit('suspend');
  expect(heard).toEqual(['suspending', 'woke']);
});
