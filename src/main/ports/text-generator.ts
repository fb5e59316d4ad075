import type { CancelSignal } from '../../shared/cancel.ts';

export interface ChatMessage {
  readonly role: 'system' | 'user';
  readonly content: string;
}

/** A language model, wherever it runs. What it writes is a claim, never a fact: callers check every word. */
export interface TextGenerator {
  /** Where it is, without anything of a visit and without a key: `local:NAME`, `http://127.0.0.1:11434#name`. */
  readonly label: string;
  /** Longest material it is given, in characters. */
  readonly maxMaterialChars: number;
  /**
   * One answer. Ends early when a whole JSON object was written.
   * @throws AppError `network.*`, `model.*` (`model.answer` with params.reason), `cancelled`
   */
  generate(request: {
    readonly messages: readonly ChatMessage[];
    /** JSON schema of the answer, for those that can hold a model to one. */
    readonly schema: object;
    readonly maxTokens: number;
    readonly signal?: CancelSignal;
  }): Promise<GeneratedText>;
  close(): Promise<void>;
}

export interface GeneratedText {
  readonly text: string;
  /** It stopped because it was not allowed to write more. */
  readonly cutOff: boolean;
  /** Name and SHA-256 of its files, or what a server says of itself, and where it is. */
  readonly model: { readonly name: string; readonly sha256?: string; readonly address?: string };
}
