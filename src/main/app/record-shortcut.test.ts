import { describe, expect, it } from 'vitest';
import { createTestApp } from './app.fixture.ts';

describe('the record shortcut', () => {
  function shortcuts(foreign: string[] = []) {
    const state = { keys: undefined as string | undefined, press: () => ({ showWindow: false }) };
    return {
      state,
      port: {
        register(keys: string, onPress: () => { showWindow: boolean }) {
          const isFree = !foreign.includes(keys);
          state.keys = isFree ? keys : undefined;
          state.press = onPress;
          return isFree;
        },
        release: () => (state.keys = undefined),
      },
    };
  }

  it('is taken at start, changed in Settings, and told when another program has it', async () => {
    const { state, port } = shortcuts(['mod+k']);
    const test = createTestApp({ globalShortcut: port });
    await test.setup();
    await test.app.start();
    expect(state.keys).toBe('mod+shift+r');
    expect((await test.call('system.info', {})).recordShortcut).toBe('everywhere');
    await test.call('settings.set', { recordShortcut: 'mod+k' });
    expect((await test.call('system.info', {})).recordShortcut).toBe('taken');
    await test.call('settings.set', { recordShortcut: 'mod+shift+y' });
    expect(state.keys).toBe('mod+shift+y');
    await test.app.close();
    expect(state.keys).toBeUndefined();
  });

  it('tells the window, and brings it to the front only to start', async () => {
    const { state, port } = shortcuts();
    const test = createTestApp({ globalShortcut: port });
    await test.setup();
    await test.app.start();
    expect(state.press()).toEqual({ showWindow: true });
    const encounter = await test.planned();
    await test.call('recording.start', { encounterId: encounter.id });
    expect(state.press()).toEqual({ showWindow: false });
    expect(test.events.filter((event) => event.type === 'shortcut.record')).toHaveLength(2);
  });

  it('is the window’s own where the host can have none', async () => {
    expect((await createTestApp().call('system.info', {})).recordShortcut).toBe('window');
  });
});

describe('settings', () => {
  it('change only what is named, and forget what is set to nothing', async () => {
    const test = createTestApp();
    await test.setup();
    await test.call('settings.set', { theme: 'dark', microphoneId: 'desk', recordShortcut: 'mod+shift+y' });
    await test.call('settings.set', { density: 'compact' });
    expect(await test.call('settings.get', {})).toMatchObject({
      theme: 'dark',
      density: 'compact',
      microphoneId: 'desk',
      recordShortcut: 'mod+shift+y',
    });
    await test.call('settings.set', { microphoneId: null });
    expect(await test.call('settings.get', {})).not.toHaveProperty('microphoneId');
  });
});
