import type { EncounterId } from '../../shared/model/ids.ts';
import { createLoudnessParts } from '../domain/speech/loudness-parts.ts';
import { SAMPLE_RATE_HZ } from '../ports/audio.ts';
import type { AppContext } from './app-context.ts';
import { requireEncounter } from './encounter-access.ts';

/** Pictures of the recordings that were looked at last: a few hundred bytes each. */
const REMEMBERED = 16;
const BLOCK_MS = 5_000;

export interface AudioPeaks {
  readonly durationMs: number;
  readonly peaks: Uint8Array;
}

/**
 * The loudness of a kept recording in `parts` equal parts, read block by block from the encrypted file: memory does not grow with its length.
 * @throws AppError `not-found.encounter`, `not-found.audio`, `storage.corrupt`
 */
export function createAudioPeaks(
  context: AppContext,
): (encounterId: EncounterId, parts: number) => Promise<AudioPeaks> {
  const remembered = new Map<string, AudioPeaks>();
  return async (encounterId, parts) => {
    requireEncounter(context, encounterId);
    const reader = await context.deps.audio.openReader(encounterId);
    try {
      const { durationMs } = reader;
      const key = `${encounterId} ${parts}`;
      const known = remembered.get(key);
      if (known?.durationMs === durationMs) return known;
      const loudness = createLoudnessParts(Math.round((durationMs * SAMPLE_RATE_HZ) / 1000), parts);
      for await (const block of reader.blocks(BLOCK_MS)) loudness.push(block);
      const made = { durationMs, peaks: loudness.result() };
      remembered.delete(key);
      remembered.set(key, made);
      for (const oldest of remembered.keys()) {
        if (remembered.size <= REMEMBERED) break;
        remembered.delete(oldest);
      }
      return made;
    } finally {
      await reader.close();
    }
  };
}
