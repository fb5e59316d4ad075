/** What the file picker offers. The host decides by content, not by name. */
export const AUDIO_TYPES = 'audio/*,.wav,.mp3,.m4a,.flac,.ogg,.opus,.webm';

/** How the visit begins once it is on the list. */
export type VisitStart =
  { kind: 'record' } | { kind: 'file'; file: File } | { kind: 'text'; text: string } | { kind: 'plan' };
