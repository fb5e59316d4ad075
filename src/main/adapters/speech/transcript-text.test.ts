import { describe, expect, it } from 'vitest';
import { parseTranscript } from '../../domain/speech/parse-transcript.ts';
import { decodeTranscriptText } from './transcript-text.ts';

const TEXT = 'D: How’s the café job?\r\nP: Fine, 38° in there.\r\n';
const utf16 = Buffer.from(`\ufeff${TEXT}`, 'utf16le');

describe('decodeTranscriptText', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16, little end first', utf16],
    ['UTF-16, big end first', Buffer.from(utf16).swap16()],
    ['a Windows code page', Buffer.from(TEXT.replace('’', '\u0092'), 'latin1')],
  ])('%s', (_, bytes) => {
    expect(decodeTranscriptText(bytes)).toBe(TEXT);
    expect(parseTranscript(decodeTranscriptText(bytes)).segments.map((segment) => segment.text)).toEqual([
      'How’s the café job?',
      'Fine, 38° in there.',
    ]);
  });

  it('leaves what is no text to be refused', () => {
    const audio = Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919) % 256);
    expect(() => parseTranscript(decodeTranscriptText(audio))).toThrow('validation.transcript');
  });
});
