import { describe, expect, it } from 'vitest';
import { adtsFrameBytes, mpegFrameBytes, skipId3, sniffAudio } from './sniff.ts';

const text = (value: string): Uint8Array => Buffer.from(value, 'latin1');
const join = (...parts: Uint8Array[]): Uint8Array => Buffer.concat(parts);

/** An empty MPEG-1 layer III frame of 128 kbit/s at 44.1 kHz: 417 bytes. */
const mpegFrame = join(Uint8Array.of(0xff, 0xfb, 0x90, 0x00), new Uint8Array(413));

describe('sniffAudio', () => {
  it('knows containers by their first bytes', () => {
    expect(sniffAudio(text('RIFF\0\0\0\0WAVEfmt '))).toBe('wav');
    expect(sniffAudio(text('RF64\xff\xff\xff\xffWAVEds64'))).toBe('wav');
    expect(sniffAudio(text('fLaC\0\0\0\x22'))).toBe('flac');
    expect(sniffAudio(text('OggS\0\x02'))).toBe('ogg');
    expect(sniffAudio(text('\x1a\x45\xdf\xa3'))).toBe('webm');
    expect(sniffAudio(text('\0\0\0\x1cftypM4A '))).toBe('mp4');
  });

  it('knows MPEG audio by frames that fit, also behind junk and a tag', () => {
    const frames = join(mpegFrame, mpegFrame, mpegFrame, mpegFrame);
    expect(sniffAudio(frames)).toBe('mp3');
    expect(sniffAudio(join(text('junk'), frames))).toBe('mp3');
    expect(sniffAudio(join(text('ID3\x04\0\0\0\0\0\x05'), text('hello'), frames))).toBe('mp3');
    expect(sniffAudio(join(mpegFrame, text('x'), mpegFrame, text('y'), mpegFrame, text('z')))).toBeUndefined();
  });

  it('knows nothing in text, noise and other files', () => {
    expect(sniffAudio(text('Dear doctor, '.repeat(1_000)))).toBeUndefined();
    expect(sniffAudio(text('%PDF-1.7\n'))).toBeUndefined();
    expect(sniffAudio(text('PK\x03\x04'))).toBeUndefined();
    expect(sniffAudio(text('RIFF\0\0\0\0AVI LIST'))).toBeUndefined();
    expect(sniffAudio(new Uint8Array(0))).toBeUndefined();
    let seed = 9;
    const noise = Uint8Array.from({ length: 65_536 }, () => (seed = (seed * 48_271) % 2_147_483_647) & 0xff);
    expect(sniffAudio(noise)).toBeUndefined();
  });
});

describe('frame sizes', () => {
  it('follow the headers', () => {
    expect(mpegFrameBytes(mpegFrame, 0)).toBe(417);
    // MPEG-2 layer III, 64 kbit/s, 22.05 kHz, padded.
    expect(mpegFrameBytes(Uint8Array.of(0xff, 0xf3, 0x82, 0), 0)).toBe(209);
    expect(mpegFrameBytes(text('abcd'), 0)).toBe(0);
    // 300 bytes of AAC LC at 44.1 kHz.
    expect(adtsFrameBytes(Uint8Array.of(0xff, 0xf1, 0x50, 0x80, 0x25, 0x9f, 0xfc), 0)).toBe(300);
    expect(adtsFrameBytes(mpegFrame, 0)).toBe(0);
  });

  it('of tags do too', () => {
    expect(skipId3(text('ID3\x04\0\0\0\0\x01\x00....'))).toBe(138);
    expect(skipId3(mpegFrame)).toBe(0);
  });
});
