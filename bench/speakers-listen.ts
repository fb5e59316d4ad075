/** A recording through the product's own decoder and recogniser: what the speaker roles have to work with in life. */
import { createAudioDecoder } from '../src/main/adapters/audio/audio-decoder.ts';
import { openFileByteSource } from '../src/main/adapters/audio/file-byte-source.ts';
import { createTranscriber } from '../src/main/adapters/speech/create-transcriber.ts';
import { hearVoices, VoiceFrames } from '../src/main/domain/speech/voice-features.ts';
import type { TranscriptSegment } from '../src/shared/model/transcript.ts';
import type { Transcriber } from '../src/main/ports/transcriber.ts';
import type { Log } from '../src/main/ports/runtime.ts';

const nothing = () => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing } as unknown as Log;

export function openTranscriber(): Transcriber {
  return createTranscriber({
    engine: 'moonshine',
    workerEntry: new URL('../src/main/workers/speech.entry.ts', import.meta.url),
    log: silent,
  });
}

export interface HeardFile {
  readonly segments: TranscriptSegment[];
  readonly frames: VoiceFrames;
  readonly durationMs: number;
}

export async function listen(transcriber: Transcriber, file: string): Promise<HeardFile> {
  const segments = new Map<string, TranscriptSegment>();
  const frames = new VoiceFrames();
  const session = await transcriber.open({
    onSegment(segment, sound) {
      segments.set(segment.id, segment);
      if (sound) hearVoices(frames, segment.startMs, sound);
    },
  });
  let durationMs = 0;
  const source = await openFileByteSource(file);
  try {
    for await (const block of createAudioDecoder().decode(source)) await session.push(block);
    ({ durationMs } = await session.finish());
  } finally {
    await source.close();
  }
  return { segments: [...segments.values()].sort((a, b) => a.startMs - b.startMs), frames, durationMs };
}
