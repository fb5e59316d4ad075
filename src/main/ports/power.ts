/** Sleep and wake of the computer, where the host is told of it. */
export interface PowerEvents {
  /** @returns stops listening */
  on(listener: (state: 'suspending' | 'woke') => void): () => void;
}
