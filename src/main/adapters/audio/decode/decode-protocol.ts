import type { ErrorCode, ErrorParams } from '../../../../shared/errors.ts';

/** Decoding thread to its owner. */
export type FromDecoder =
  | { readonly kind: 'read'; readonly id: number; readonly offset: number; readonly length: number }
  | { readonly kind: 'block'; readonly samples: Float32Array; readonly fraction: number }
  | { readonly kind: 'end'; readonly truncated: boolean }
  | { readonly kind: 'error'; readonly code: ErrorCode; readonly params: ErrorParams };

/** Owner to decoding thread. `bytes` is absent when reading failed; `taken` acknowledges a block. */
export type ToDecoder =
  { readonly kind: 'bytes'; readonly id: number; readonly bytes?: Uint8Array } | { readonly kind: 'taken' };

export interface DecoderData {
  readonly sizeBytes: number;
}

/** Blocks (of a second) that may be under way before the thread waits. */
export const BLOCKS_AHEAD = 8;
