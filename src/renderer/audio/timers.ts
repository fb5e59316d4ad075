/** Time, handed in: what watches over a recording is tested without waiting. */
export interface Timers {
  /** Epoch milliseconds: it goes on while the computer sleeps. */
  now(): number;
  /** @returns cancels it */
  after(ms: number, work: () => void): () => void;
  every(ms: number, work: () => void): () => void;
}

export const windowTimers: Timers = {
  now: () => Date.now(),
  after(ms, work) {
    const id = setTimeout(work, ms);
    return () => clearTimeout(id);
  },
  every(ms, work) {
    const id = setInterval(work, ms);
    return () => clearInterval(id);
  },
};
