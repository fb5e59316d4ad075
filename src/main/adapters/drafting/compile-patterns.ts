import { setFlagsFromString } from 'node:v8';

/**
 * Runs `work` with every pattern made to machine code at its first match. V8 otherwise makes code for an interpreter first and machine code
 * at the second match: of our some two thousand patterns, many of them long lists of words, the former costs three times the latter, half a
 * second of the first draft. Only for the length of the (synchronous) work: a pattern that matched just once before would else stay interpreted.
 * Not in Electron: an engine that has frozen its flags ends the process when one is set, and no half second is worth a recording.
 */
export function withPatternsCompiled<T>(work: () => T): T {
  if (process.versions['electron'] !== undefined) return work();
  setFlagsFromString('--no-regexp-tier-up');
  try {
    return work();
  } finally {
    setFlagsFromString('--regexp-tier-up');
  }
}
