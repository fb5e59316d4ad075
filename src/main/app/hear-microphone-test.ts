import { AppError } from '../../shared/errors.ts';
import type { TranscriptWord } from '../../shared/model/transcript.ts';
import type { Transcriber } from '../ports/transcriber.ts';
import { bytesToInt16, int16ToFloat } from './pcm.ts';

/**
 * What the recogniser understands of a few seconds: the test of a microphone that tells the most. Nothing is stored, and nothing of it goes
 * into the record but that the call was made.
 */
export async function hearMicrophoneTest(
  transcriber: Transcriber,
  pcm: Uint8Array,
  signal: AbortSignal,
): Promise<{ words: TranscriptWord[] }> {
  if (pcm.byteLength % 2 !== 0) throw new AppError('validation.input');
  const words: TranscriptWord[] = [];
  // Heard once: nobody acts on what is said in a test.
  const session = await transcriber.open({
    signal,
    hearAgain: false,
    onSegment: (segment) => words.push(...segment.words),
  });
  try {
    await session.push(int16ToFloat(bytesToInt16(pcm)));
    await session.finish();
  } catch (error) {
    await session.cancel();
    throw error;
  }
  return { words };
}
