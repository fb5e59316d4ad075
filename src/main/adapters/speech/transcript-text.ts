/** Latin-1's sister that Windows editors write: every byte is a character, so it comes last. */
const LAST_RESORT = 'windows-1252';

/**
 * Text of a transcript file in whatever encoding an editor saved it: UTF-8, UTF-16 with a byte order mark, or the Windows code page
 * of western languages. A file that is no text at all comes out as control characters, which `parseTranscript` refuses.
 */
export function decodeTranscriptText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(LAST_RESORT).decode(bytes);
  }
}
