import type { EhrConnection } from '../../../shared/model/delivery.ts';

/** First ceiling 2 s, doubling, at most an hour: an EHR that is down for a night is asked some thirty times, not thousands. */
export const BASE_DELAY_MS = 2_000;
export const MAX_DELAY_MS = 3_600_000;
/** No draw comes back sooner than this: full jitter alone would now and then hammer. */
export const MIN_DELAY_MS = 250;

/**
 * Exponential back-off with full jitter (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015): a uniform draw below a
 * doubling ceiling, so that a clinic's workstations do not return to a restarted EHR as one. What the server asked for
 * (Retry-After) is a floor, with the first ceiling's jitter on top; nothing exceeds the cap.
 * @param failures how many tries have failed in a row, from 1
 * @param random in [0, 1)
 */
export function retryDelayMs(failures: number, random: number, retryAfterMs = 0): number {
  const doublings = Math.min(30, Math.max(0, failures - 1));
  const ceiling = Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** doublings);
  if (retryAfterMs > 0) return Math.min(MAX_DELAY_MS, Math.ceil(retryAfterMs + random * BASE_DELAY_MS));
  return Math.max(MIN_DELAY_MS, Math.floor(random * ceiling));
}

/**
 * How long to wait after an unclear answer before looking for the document. A slow EHR may still be committing what we gave up
 * on, and its search index trails its store; looking too early reads as "absent", and a resend then doubles the note. Where
 * identifier and If-None-Exist are kept a resend cannot double, so there it is short.
 */
export const SETTLE_MS: Readonly<Record<EhrConnection['profile'], number>> = {
  generic: 2_000,
  'epic-like': 90_000,
  'oracle-like': 90_000,
};
