import type { ErrorCode } from '../../shared/errors.ts';

/** What becomes of the choice of a model when it is put to work. */
export type SpeechNotice =
  /** The chosen model cannot be used; the built-in one hears instead. */
  | { readonly kind: 'fallback'; readonly model: string; readonly code: ErrorCode }
  /** The chosen model hears again. */
  | { readonly kind: 'recovered' }
  /** The model does not know the language that is spoken. */
  | { readonly kind: 'language'; readonly model: string; readonly language: string };

export interface SpeechNotices {
  on(listener: (notice: SpeechNotice) => void): () => void;
}
