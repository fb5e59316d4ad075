import { expect, it } from 'vitest';
import type { TranscriptionOptions } from '../ports/transcriber.ts';
import { countingTranscriber } from './app.fixture.ts';
import { hearMicrophoneTest } from './hear-microphone-test.ts';

it('says every word of a microphone test once: it is not heard twice', async () => {
  const asked: TranscriptionOptions[] = [];
  const transcriber = countingTranscriber();
  const { words } = await hearMicrophoneTest(
    {
      ...transcriber,
      open(options) {
        asked.push(options);
        return transcriber.open(options);
      },
    },
    new Uint8Array(64_000),
    new AbortController().signal,
  );
  expect(words.map((word) => word.text).join(' ')).toBe('Second 0 was heard. Second 1 was heard.');
  expect(asked.map(({ hearAgain }) => hearAgain)).toEqual([false]);
});
