import type { EncounterId } from '../../shared/model/ids.ts';
import type { TranscriptSegment } from '../../shared/model/transcript.ts';
import { hearVoices, VoiceFrames } from '../domain/speech/voice-features.ts';
import type { AudioReader } from '../ports/audio.ts';
import { int16ToFloat } from './pcm.ts';

/** Visits whose voices are remembered at once: one that is recorded, some that are being finished. */
const MOST_VISITS = 4;

/**
 * What the voices of visits under way are like, from the moment they are heard until the speakers are decided. In memory only: voice
 * features tell people apart, so they are never stored; after a restart they are made again from the sealed recording.
 */
export interface VisitVoices {
  /** What was heard of this visit so far; the caller adds to it. */
  of(encounterId: EncounterId): VoiceFrames;
  forget(encounterId: EncounterId): void;
}

export function createVisitVoices(): VisitVoices {
  const visits = new Map<EncounterId, VoiceFrames>();
  return {
    of(encounterId) {
      const frames = visits.get(encounterId) ?? new VoiceFrames();
      visits.delete(encounterId);
      visits.set(encounterId, frames);
      for (const oldest of visits.keys()) if (visits.size > MOST_VISITS) visits.delete(oldest);
      return frames;
    },
    forget(encounterId) {
      visits.delete(encounterId);
    },
  };
}

/**
 * Hears from the recording what the voices of these segments are like, where that was not heard with the words. About 1 ms a second of it. What
 * cannot be read any more is left to the words.
 */
export async function hearMissingVoices(
  frames: VoiceFrames,
  segments: readonly TranscriptSegment[],
  reader: Pick<AudioReader, 'read'>,
): Promise<void> {
  for (const { startMs, endMs, words } of segments) {
    if (words.length === 0) continue;
    const { from, to } = frames.between(startMs, endMs);
    if (to > from) continue;
    const samples = await reader.read(startMs, endMs).catch(() => undefined);
    if (samples) hearVoices(frames, startMs, int16ToFloat(samples));
  }
}
