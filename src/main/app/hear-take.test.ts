import { describe, expect, it } from 'vitest';
import { EncounterId } from '../../shared/model/ids.ts';
import type { MemoryRecordings } from '../adapters/memory/memory-audio-store.ts';
import type { TranscriptionOptions } from '../ports/transcriber.ts';
import { countingTranscriber, createTestApp } from './app.fixture.ts';
import { hearMicrophoneTest } from './hear-take.ts';

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

describe('dictation to a note', () => {
  async function visitOf(transcriber = countingTranscriber()) {
    const recordings: MemoryRecordings = new Map();
    const test = createTestApp({ transcriber }, recordings);
    await test.setup();
    const { id } = await test.call('encounters.create', { patient: { name: 'Rosa Trial' } });
    return { test, recordings, encounterId: id };
  }

  it('comes as text to look over; nothing is changed, and nothing of the sound is kept', async () => {
    const { test, recordings, encounterId } = await visitOf();
    const before = test.deps.store.audit.list().length;
    const { text } = await test.call('note.dictate', { encounterId, pcm: new Uint8Array(64_000) });
    expect(text).toBe('Second 0 was heard. Second 1 was heard.');
    expect(test.deps.store.transcripts.segments(encounterId)).toEqual([]);
    expect(recordings.size).toBe(0);
    expect(test.deps.store.audit.list()).toHaveLength(before);
    expect(test.events.some((event) => event.type === 'transcript.segment')).toBe(false);
  });

  it('is heard with the names of the visit in mind, once', async () => {
    const asked: TranscriptionOptions[] = [];
    const counting = countingTranscriber();
    const { test, encounterId } = await visitOf({
      ...counting,
      open(options) {
        asked.push(options);
        return counting.open(options);
      },
    });
    await test.call('note.dictate', { encounterId, pcm: new Uint8Array(32_000) });
    expect(asked[0]!.vocabulary).toContain('Trial');
    expect(asked[0]!.hearAgain).toBe(false);
  });

  it('is refused without its visit, longer than a minute, or cut in the middle of a sample', async () => {
    const { test, encounterId } = await visitOf();
    const other = EncounterId.parse('another');
    await expect(test.call('note.dictate', { encounterId: other, pcm: new Uint8Array(2) })).rejects.toMatchObject({
      code: 'not-found.encounter',
    });
    const long = new Uint8Array(60 * 32_000 + 2);
    await expect(test.call('note.dictate', { encounterId, pcm: long })).rejects.toThrow();
    await expect(test.call('note.dictate', { encounterId, pcm: new Uint8Array(3) })).rejects.toMatchObject({
      code: 'validation.input',
    });
  });
});

describe('the test of a microphone', () => {
  it('reads back what was understood, and keeps none of it', async () => {
    const test = createTestApp();
    await test.setup();
    const { words } = await test.call('microphone.hear', { pcm: new Uint8Array(64_000) });
    expect(words.map(({ text }) => text).join(' ')).toBe('Second 0 was heard. Second 1 was heard.');
    expect(test.deps.store.encounters.list({})).toEqual([]);
    expect(test.events.some((event) => event.type === 'transcript.segment')).toBe(false);
  });

  it('takes fifteen seconds and no more', async () => {
    const test = createTestApp();
    await test.setup();
    await expect(test.call('microphone.hear', { pcm: new Uint8Array(15 * 32_000 + 2) })).rejects.toThrow();
    await expect(test.call('microphone.hear', { pcm: new Uint8Array(3) })).rejects.toMatchObject({
      code: 'validation.input',
    });
  });
});
