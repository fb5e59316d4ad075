import type { ErrorCode, ErrorParams } from '../../../shared/errors.ts';
import type { ChatMessage } from '../../ports/text-generator.ts';

/** What the drafting process is told and answers. It keeps a model, and nothing of a visit beyond the call it is at. */
export interface LocalCalls {
  start: { request: LocalSpec; value: LocalStarted };
  generate: { request: { messages: readonly ChatMessage[]; maxTokens: number }; value: LocalText };
}

export interface LocalSpec {
  readonly folder: string;
  /** SHA-256 that the files must have together. */
  readonly sha256?: string;
  readonly intraOpThreads: number;
}

export interface LocalStarted {
  readonly name: string;
  readonly sha256: string;
}

export interface LocalText {
  readonly text: string;
  readonly cutOff: boolean;
}

export type LocalRequest =
  | {
      [Operation in keyof LocalCalls]: { id: number; operation: Operation; request: LocalCalls[Operation]['request'] };
    }[keyof LocalCalls]
  | { readonly id: number; readonly operation: 'cancel' };

export type LocalReply =
  /** It lives: a token was written. */
  | { readonly id: number; readonly alive: true }
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly code: ErrorCode; readonly params: ErrorParams };
