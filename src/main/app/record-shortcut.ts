import type { AppContext } from './app-context.ts';

/** The one key that starts and pauses from any program. Where the host can have none, the window's own key is all there is. */
export interface RecordShortcut {
  state(): 'everywhere' | 'window' | 'taken';
  /** Takes the keys of the settings; call again when these have changed. */
  apply(): void;
  release(): void;
}

/** @param isRecording a press while it records pauses it: then the window may stay where it is */
export function createRecordShortcut(
  { deps, hub }: Pick<AppContext, 'deps' | 'hub'>,
  isRecording: () => boolean,
): RecordShortcut {
  let applied: string | undefined;
  let isTaken = false;
  return {
    state: () => (!deps.globalShortcut ? 'window' : isTaken ? 'taken' : 'everywhere'),
    apply() {
      const { recordShortcut } = deps.store.settings.get();
      if (!deps.globalShortcut || applied === recordShortcut) return;
      applied = recordShortcut;
      isTaken = !deps.globalShortcut.register(recordShortcut, () => {
        hub.emit({ type: 'shortcut.record' });
        return { showWindow: !isRecording() };
      });
      if (isTaken) deps.log.warn('shortcut.taken');
    },
    release() {
      applied = undefined;
      deps.globalShortcut?.release();
    },
  };
}
