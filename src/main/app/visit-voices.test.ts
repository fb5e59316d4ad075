import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import type { Encounter } from '../../shared/model/encounter.ts';
import { EncounterId } from '../../shared/model/ids.ts';
import type { TranscriptSegment } from '../../shared/model/transcript.ts';
import { createFakeTranscriber } from '../adapters/speech/fake-transcriber.ts';
import { babble, HIGH_VOICE, LOW_VOICE, seeded } from '../domain/speech/synthetic-voice.fixture.ts';
import { hearVoices } from '../domain/speech/voice-features.ts';
import { createTestApp, type TestApp } from './app.fixture.ts';
import { createVisitVoices, hearMissingVoices } from './visit-voices.ts';

/** The doctor speaks first and low; the last turns say nothing of who says them. */
const LINES = [
  'Good morning, what brings you in today?',
  'I have had this awful cough for about three weeks now.',
  'Have you noticed any blood when you cough, or any fever?',
  'No, but I feel tired all the time and my chest hurts.',
  'Are you taking any medications at the moment?',
  'Just my blood pressure pill and some cough syrup.',
  'I am going to listen to your lungs now, take a deep breath.',
  'It hurts a little bit on my right side when I do that.',
  'I would like to order a chest x-ray for you.',
  'Yeah.',
  'Okay.',
  'Right.',
];
const voiceOf = (index: number) => (index % 2 === 0 ? LOW_VOICE : HIGH_VOICE);

const script: { startMs: number; endMs: number; text: string }[] = [];
let bytes: Uint8Array;

beforeAll(() => {
  const random = seeded(11);
  const sound: number[] = [];
  LINES.forEach((text, index) => {
    sound.push(...new Float32Array(4_800));
    const startMs = sound.length / 16;
    sound.push(...babble(voiceOf(index), 400 + 60 * text.length, random));
    script.push({ startMs, endMs: sound.length / 16, text });
  });
  bytes = new Uint8Array(Int16Array.from(sound, (value) => Math.round(value * 30_000)).buffer);
});

async function recorded(test: TestApp): Promise<Encounter> {
  const encounter = await test.planned();
  const { streamId } = await test.call('recording.start', { encounterId: encounter.id });
  for (let at = 0, seq = 0; at < bytes.length; at += 32_000, seq++)
    await test.app.acceptFrame(streamId, seq, bytes.subarray(at, at + 32_000));
  await test.call('recording.stop', { encounterId: encounter.id });
  await test.settled(encounter, 'drafted');
  return encounter;
}

const segmentsOf = (test: TestApp, { id }: Encounter): TranscriptSegment[] => test.deps.store.transcripts.segments(id);
const told = (segments: readonly TranscriptSegment[]) => segments.map(({ speaker, voice }) => [speaker, voice]);
const expected = LINES.map((_, index) => (index % 2 === 0 ? ['clinician', 'v1'] : ['patient', 'v2']));

async function heardVisit(): Promise<{ test: TestApp; encounter: Encounter }> {
  const test = createTestApp({ transcriber: createFakeTranscriber({ segments: script }) });
  await test.setup();
  return { test, encounter: await recorded(test) };
}

describe('voices of a visit', () => {
  it('tell who spoke, short answers too', async () => {
    const { test, encounter } = await heardVisit();
    expect(told(segmentsOf(test, encounter))).toEqual(expected);
  });

  it('tell it live', async () => {
    const { test, encounter } = await heardVisit();
    const live = new Map<string, string>();
    for (const event of test.events)
      if (event.type === 'transcript.segment' && event.encounterId === encounter.id)
        live.set(event.segment.id, event.segment.speaker);
    expect([...live.values()]).toEqual(expected.map(([speaker]) => speaker));
  });
});

describe('voices after a restart', () => {
  it('are heard again from the recording for what was heard before it', async () => {
    const failing = createFakeTranscriber({
      segments: script,
      fail: { atMs: script[8]!.startMs, code: 'model.worker' },
    });
    const before = createTestApp({ transcriber: failing });
    await before.setup();
    const encounter = await before.planned();
    const { streamId } = await before.call('recording.start', { encounterId: encounter.id });
    const until = Math.floor(script[9]!.startMs) * 32;
    for (let at = 0, seq = 0; at < until; at += 32_000, seq++)
      await before.app.acceptFrame(streamId, seq, bytes.subarray(at, Math.min(until, at + 32_000)));
    await before.until((event) => event.type === 'transcript.segment' && event.segment.id === 's7');
    const after = before.restarted({ transcriber: createFakeTranscriber({ segments: script.slice(0, 9) }) });
    await after.app.start();
    await after.settled(encounter, 'drafted');
    expect(told(segmentsOf(after, encounter))).toEqual(expected.slice(0, 9));
  });

  it('are read for those segments only whose sound is not known, and left where it cannot be', async () => {
    const voices = createVisitVoices();
    const id = EncounterId.parse('00000000-0000-4000-8000-000000000001');
    const frames = voices.of(id);
    const segment = (startMs: number, words: number): TranscriptSegment => ({
      id: `s${startMs}` as TranscriptSegment['id'],
      startMs,
      endMs: startMs + 500,
      speaker: 'unknown',
      text: 'word',
      words: Array.from({ length: words }, () => ({ text: 'word', startMs, endMs: startMs + 500, confidence: 0.9 })),
      flags: [],
    });
    hearVoices(frames, 1_000, babble(LOW_VOICE, 500, seeded(1)));
    const read: number[] = [];
    await hearMissingVoices(voices.of(id), [segment(0, 1), segment(1_000, 1), segment(2_000, 0), segment(3_000, 1)], {
      read(startMs, endMs) {
        read.push(startMs);
        if (startMs === 0) return Promise.reject(new AppError('storage.corrupt'));
        return Promise.resolve(new Int16Array((endMs - startMs) * 16));
      },
    });
    expect(read).toEqual([0, 3_000]);
    expect(frames.between(3_000, 3_500)).toEqual({ from: 25, to: 50 });
  });

  it('are forgotten when they have told, and when too many visits are open', () => {
    const voices = createVisitVoices();
    const ids = Array.from({ length: 5 }, (_, i) => EncounterId.parse(`00000000-0000-4000-8000-00000000000${i}`));
    const first = voices.of(ids[0]!);
    expect(voices.of(ids[0]!)).toBe(first);
    voices.forget(ids[0]!);
    const again = voices.of(ids[0]!);
    expect(again).not.toBe(first);
    for (const id of ids.slice(1)) voices.of(id);
    expect(voices.of(ids[0]!)).not.toBe(again);
  });
});

describe('a voice corrected by hand', () => {
  it('goes to its speaker as a whole, turns corrected one by one aside; the other voice goes to the other', async () => {
    const { test, encounter } = await heardVisit();
    const set = (segmentId: string, speaker: 'clinician' | 'patient' | 'other', scope?: 'turn' | 'voice') =>
      test.call('transcript.setSpeaker', { encounterId: encounter.id, segmentId, speaker, scope });
    expect(await set('s3', 'other')).toEqual({ redrafted: true, corrected: 1 });
    await test.settled(encounter, 'drafted');
    expect(await set('s1', 'patient', 'voice')).toEqual({ redrafted: true, corrected: 5 });
    await test.settled(encounter, 'drafted');
    const after = segmentsOf(test, encounter);
    expect(told(after)).toEqual(
      expected.map(([, voice], index) => [index === 2 ? 'other' : voice === 'v1' ? 'patient' : 'clinician', voice]),
    );
    expect(after[2]!.flags).toEqual(['speaker-corrected']);
    expect(after[4]!.flags).toEqual(['speaker-corrected', 'voice-corrected']);
    expect(after[1]!.flags).toEqual([]);
    const audit = test.deps.store.audit.list().filter(({ action }) => action === 'transcript.speaker');
    expect(audit.at(-1)?.detail).toMatchObject({ segmentId: 's1', speaker: 'patient', voice: 'v1', segments: 5 });

    // Said wrong and said again: the voice goes back, the turn stays where it was put.
    expect(await set('s5', 'clinician', 'voice')).toMatchObject({ corrected: 5 });
    await test.settled(encounter, 'drafted');
    expect(told(segmentsOf(test, encounter))).toEqual(
      expected.map(([speaker, voice], index) => [index === 2 ? 'other' : speaker, voice]),
    );
  });

  it('is the turn alone where the sound tells no voice', async () => {
    const test = createTestApp();
    await test.setup();
    const encounter = await test.planned();
    await test.call('recording.importTranscript', {
      encounterId: encounter.id,
      text: '[doctor] Any cough?\n[patient] Yes.',
    });
    const [first] = segmentsOf(test, encounter);
    expect(
      await test.call('transcript.setSpeaker', {
        encounterId: encounter.id,
        segmentId: first!.id,
        speaker: 'other',
        scope: 'voice',
      }),
    ).toMatchObject({ corrected: 1 });
    expect(segmentsOf(test, encounter)[0]!.flags).toEqual(['speaker-corrected']);
  });
});
