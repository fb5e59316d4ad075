import type { WordList } from '../../../shared/model/word-list.ts';

/** The bytes of a text file as people save them: UTF-8, UTF-16 with its mark, else the Windows code page. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** One entry a line, as the import reads it. */
export const listAsText = (entries: WordList): string =>
  entries
    .map(({ term, soundsLike }) => `${term}${soundsLike === undefined ? '' : ` = ${soundsLike}`}`)
    .map((line) => `${line}\n`)
    .join('');

export function saveText(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
