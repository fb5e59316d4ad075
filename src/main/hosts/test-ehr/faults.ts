/**
 * What can go wrong between a client and a server, on demand. Each fault is used up by the first request it fits.
 * - `drop-request`: the connection breaks before anything is stored
 * - `drop-answer`: stored, and the connection breaks before a byte comes back
 * - `stall-request` / `stall-answer`: the same, but the line stays open in silence until the client gives up
 * - `status`: an error, nothing stored; `status-after-commit`: an error although it was stored (a proxy's 502 or 504)
 * - `truncate`: stored, status and headers arrive, the body breaks off
 * - `redirect`: sent elsewhere
 * - `garbage`: 200 with a page that is not FHIR (a captive portal)
 */
export type FaultKind =
  | 'drop-request'
  | 'drop-answer'
  | 'stall-request'
  | 'stall-answer'
  | 'status'
  | 'status-after-commit'
  | 'truncate'
  | 'redirect'
  | 'garbage';

export interface Fault {
  readonly kind: FaultKind;
  /** HTTP method it waits for. Default POST. */
  readonly method?: string;
  /** First path segment it waits for, e.g. `DocumentReference`. Default any. */
  readonly type?: string;
  readonly status?: number;
  /** Seconds, or an HTTP date. */
  readonly retryAfter?: string;
  /** Where `redirect` leads. */
  readonly location?: string;
}

export interface FaultQueue {
  add(faults: readonly Fault[]): void;
  take(method: string, path: string): Fault | undefined;
}

export function createFaultQueue(initial: readonly Fault[] = []): FaultQueue {
  const waiting = [...initial];
  return {
    add: (faults) => void waiting.push(...faults),
    take(method, path) {
      const type = path.split(/[/?]/)[0];
      const index = waiting.findIndex(
        (fault) => (fault.method ?? 'POST') === method && (fault.type === undefined || fault.type === type),
      );
      return index < 0 ? undefined : waiting.splice(index, 1)[0];
    },
  };
}
