import { createStore } from '../ui/store.ts';

/** Which of the two keyboard helpers is open. */
export const keyboardHelp = createStore<'palette' | 'cheat-sheet' | undefined>(undefined);
export const openPalette = (): void => keyboardHelp.set('palette');
export const openCheatSheet = (): void => keyboardHelp.set('cheat-sheet');
export const closeKeyboardHelp = (): void => keyboardHelp.set(undefined);
