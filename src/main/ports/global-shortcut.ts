/** One key combination that works in every program, where the host can have one. */
export interface GlobalShortcut {
  /**
   * Takes `keys` (`mod+shift+r`; `mod` is Ctrl, or Cmd on a Mac) in place of those taken before. `onPress` says whether the window has to come
   * to the front.
   * @returns false when another program has these keys: then none are taken
   */
  register(keys: string, onPress: () => { showWindow: boolean }): boolean;
  release(): void;
}
