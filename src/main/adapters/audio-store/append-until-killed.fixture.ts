import { writeSync } from 'node:fs';
import { EncounterId } from '../../../shared/model/ids.ts';
import { createEncryptedAudioStore } from './encrypted-audio-store.ts';

/** A process for a test to kill: `DIR KEYHEX ID` records for ever and says how many samples stand after every append. */
const [dir, keyHex, id] = process.argv.slice(2);
const store = createEncryptedAudioStore({ dir: dir!, key: Buffer.from(keyHex!, 'hex') });
const writer = await store.openWriter(EncounterId.parse(id));
let at = Math.round(writer.durationMs * 16);
for (;;) {
  const count = 400 + (at % 3_600);
  await writer.append(Int16Array.from({ length: count }, (_, n) => (((at + n) * 31) % 65_536) - 32_768));
  at += count;
  writeSync(1, `${at}\n`);
}
