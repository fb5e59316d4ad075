import { PCM_RATE_HZ } from './frame-packer.ts';

/** A WAV file (16 kHz mono s16) of the PCM bytes given, for playing a microphone test back. */
export function wavFromPcm(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const dataBytes = parts.reduce((sum, part) => sum + part.byteLength, 0);
  const out = new Uint8Array(44 + dataBytes);
  const view = new DataView(out.buffer);
  const ascii = (at: number, text: string): void => {
    for (let index = 0; index < text.length; index += 1) out[at + index] = text.charCodeAt(index);
  };
  ascii(0, 'RIFF');
  view.setUint32(4, 36 + dataBytes, true);
  ascii(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, PCM_RATE_HZ, true);
  view.setUint32(28, PCM_RATE_HZ * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  ascii(36, 'data');
  view.setUint32(40, dataBytes, true);
  let at = 44;
  for (const part of parts) {
    out.set(part, at);
    at += part.byteLength;
  }
  return out;
}
