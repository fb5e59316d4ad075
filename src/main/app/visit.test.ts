import { describe, expect, it } from 'vitest';
import type { Encounter } from '../../shared/model/encounter.ts';
import { SentenceId } from '../../shared/model/ids.ts';
import { verifyChain } from '../domain/audit/chain.ts';
import {
  countingTranscriber,
  createTestApp,
  recorded,
  PASSPHRASE,
  rawFile,
  segmentDrafter,
  type TestApp,
} from './app.fixture.ts';

const SECOND = new Uint8Array(32_000).fill(3);

const heardSeconds = (test: TestApp, encounter: Encounter): string[] =>
  test.deps.store.transcripts.segments(encounter.id).map((segment) => segment.text);

const seconds = (count: number): string[] => Array.from({ length: count }, (_, i) => `Second ${i} was heard.`);

describe('recording a visit', () => {
  it('walks from the first frame to a draft, every second heard once', async () => {
    const test = createTestApp();
    await test.setup();
    const encounter = await recorded(test, 5);
    expect(heardSeconds(test, encounter)).toEqual(seconds(5));
    const view = await test.call('encounters.get', { encounterId: encounter.id });
    expect(view.encounter.audioDurationMs).toBe(5000);
    expect(view.note?.kind).toBe('ai-draft');
    expect(view.hasAudio).toBe(true);
    expect(verifyChain(test.deps.store.audit.list(), test.deps.digest).brokenAtSeq).toBeUndefined();
  });

  it('shows segments while the recording goes on', async () => {
    const test = createTestApp();
    await test.setup();
    const encounter = await test.planned();
    const { streamId } = await test.call('recording.start', { encounterId: encounter.id });
    await test.app.acceptFrame(streamId, 0, SECOND);
    const event = await test.until((candidate) => candidate.type === 'transcript.segment');
    expect(event).toMatchObject({ encounterId: encounter.id, segment: { text: 'Second 0 was heard.' } });
    expect(test.deps.store.encounters.get(encounter.id)?.state).toBe('recording');
  });

  it('takes a frame that is sent again once, and refuses a gap by naming what it waits for', async () => {
    const test = createTestApp();
    await test.setup();
    const encounter = await test.planned();
    const { streamId } = await test.call('recording.start', { encounterId: encounter.id });
    await test.app.acceptFrame(streamId, 0, SECOND);
    await test.app.acceptFrame(streamId, 0, SECOND);
    await expect(test.app.acceptFrame(streamId, 2, SECOND)).rejects.toMatchObject({
      code: 'audio.gap',
      params: { expected: 1 },
    });
    await test.app.acceptFrame(streamId, 1, SECOND);
    const stopped = await test.call('recording.stop', { encounterId: encounter.id });
    expect(stopped.audioDurationMs).toBe(2000);
  });

  it('stores nothing of a pause', async () => {
    const test = createTestApp();
    await test.setup();
    const encounter = await test.planned();
    const { streamId } = await test.call('recording.start', { encounterId: encounter.id });
    await test.app.acceptFrame(streamId, 0, SECOND);
    await test.call('recording.pause', { encounterId: encounter.id });
    await test.app.acceptFrame(streamId, 1, SECOND);
    await test.call('recording.resume', { encounterId: encounter.id });
    await test.app.acceptFrame(streamId, 2, SECOND);
    const stopped = await test.call('recording.stop', { encounterId: encounter.id });
    expect(stopped.audioDurationMs).toBe(2000);
  });

  it('records on when listening fails, says so, and hears the visit afterwards', async () => {
    let broken = true;
    const transcriber = countingTranscriber({
      beforeSegment() {
        if (broken) throw new Error('model died');
      },
    });
    const test = createTestApp({ transcriber });
    await test.setup();
    const encounter = await test.planned();
    const { streamId } = await test.call('recording.start', { encounterId: encounter.id });
    await test.app.acceptFrame(streamId, 0, SECOND);
    await test.until((event) => event.type === 'recording.warning' && event.code === 'model.worker');
    await test.app.acceptFrame(streamId, 1, SECOND);
    broken = false;
    await test.call('recording.stop', { encounterId: encounter.id });
    await test.settled(encounter, 'drafted');
    expect(heardSeconds(test, encounter)).toEqual(seconds(2));
  });

  it('goes back to planned when nothing was recorded, and refuses a second recording at the same time', async () => {
    const test = createTestApp();
    await test.setup();
    const encounter = await test.planned();
    await test.call('recording.start', { encounterId: encounter.id });
    const other = await test.planned();
    await expect(test.call('recording.start', { encounterId: other.id })).rejects.toMatchObject({
      code: 'conflict.recording-active',
    });
    expect((await test.call('recording.stop', { encounterId: encounter.id })).state).toBe('planned');
  });
});

describe('after a crash', () => {
  it('takes a recording up from what is on disk, and hears no second twice', async () => {
    const first = createTestApp();
    await first.setup();
    const encounter = await first.planned();
    const { streamId } = await first.call('recording.start', { encounterId: encounter.id });
    for (let i = 0; i < 3; i += 1) await first.app.acceptFrame(streamId, i, SECOND);
    await first.until((event) => event.type === 'transcript.segment');
    // The host is gone without a word; store and audio are what a new one finds.
    const second = first.restarted();
    await second.app.start();
    await second.settled(encounter, 'drafted');
    expect(second.deps.store.encounters.get(encounter.id)?.recoveredLossMs).toBe(0);
    expect(heardSeconds(second, encounter)).toEqual(seconds(3));
    expect(second.deps.store.encounters.get(encounter.id)?.audioDurationMs).toBe(3000);
  });

  it('runs a transcription again that was cut off, from its last segment', async () => {
    let release: (() => void) | undefined;
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = createTestApp({
      transcriber: countingTranscriber({ beforeSegment: (second) => (second === 2 ? blocked : undefined) }),
    });
    await first.setup();
    const encounter = await first.planned();
    await first.importFile(encounter, rawFile(5));
    await first.until((event) => event.type === 'transcript.segment' && event.segment.text.startsWith('Second 1'));
    const second = first.restarted({ transcriber: countingTranscriber() });
    await second.app.start();
    await second.settled(encounter, 'drafted');
    expect(heardSeconds(second, encounter)).toEqual(seconds(5));
    release?.();
  });

  it('leaves a visit planned whose import was cut off', async () => {
    const first = createTestApp();
    await first.setup();
    const encounter = await first.planned();
    const writer = await first.deps.audio.openWriter(encounter.id);
    await writer.append(new Int16Array(16_000));
    const second = first.restarted();
    await second.app.start();
    expect(second.deps.store.encounters.get(encounter.id)?.state).toBe('planned');
    expect(await second.deps.audio.has(encounter.id)).toBe(false);
  });
});

describe('importing', () => {
  it('brings a file to a draft', async () => {
    const test = createTestApp();
    await test.setup();
    const encounter = await test.planned();
    await test.importFile(encounter, rawFile(3));
    await test.settled(encounter, 'drafted');
    expect(heardSeconds(test, encounter)).toEqual(seconds(3));
  });

  it('remembers of a file that it was cut short', async () => {
    const test = createTestApp();
    await test.setup();
    const [cut, whole] = [await test.planned(), await test.planned()];
    await test.importFile(cut, rawFile(3).subarray(0, -1));
    await test.importFile(whole, rawFile(3));
    await test.settled(cut, 'drafted');
    await test.settled(whole, 'drafted');
    expect(test.deps.store.encounters.get(cut.id)?.cutShort).toBe(true);
    expect(test.deps.store.encounters.get(whole.id)?.cutShort).toBeUndefined();
  });

  it('tells the caller that a file is not audio, and leaves the visit as it was', async () => {
    const test = createTestApp();
    await test.setup();
    const encounter = await test.planned();
    await expect(test.importFile(encounter, new TextEncoder().encode('hello, this is text'))).rejects.toMatchObject({
      code: 'validation.file-type',
    });
    await expect(test.call('recording.importBegin', { encounterId: encounter.id, sizeBytes: 0 })).rejects.toMatchObject(
      { code: 'validation.file-empty' },
    );
    expect(test.deps.store.encounters.get(encounter.id)?.state).toBe('planned');
    expect(await test.deps.audio.has(encounter.id)).toBe(false);
    await test.importFile(encounter, rawFile(1));
    await test.settled(encounter, 'drafted');
  });

  it('cancels a transcription, keeps the recording, and goes on when asked', async () => {
    let entered: (() => void) | undefined;
    let release: (() => void) | undefined;
    const reached = new Promise<void>((resolve) => (entered = resolve));
    const blocked = new Promise<void>((resolve) => (release = resolve));
    const transcriber = countingTranscriber({
      beforeSegment(second) {
        if (second !== 1) return undefined;
        entered?.();
        return blocked;
      },
    });
    const test = createTestApp({ transcriber });
    await test.setup();
    const encounter = await test.planned();
    await test.importFile(encounter, rawFile(4));
    await reached;
    const cancelled = test.call('recording.cancel', { encounterId: encounter.id });
    release?.();
    expect((await cancelled).state).toBe('recorded');
    expect(test.events.some((event) => event.type === 'job.failed')).toBe(false);
    await test.call('recording.retry', { encounterId: encounter.id });
    await test.settled(encounter, 'drafted');
    expect(heardSeconds(test, encounter)).toEqual(seconds(4));
  });

  it('takes a typed transcript', async () => {
    const test = createTestApp();
    await test.setup();
    const encounter = await test.planned();
    const done = await test.call('recording.importTranscript', {
      encounterId: encounter.id,
      text: '[doctor] Any cough?\n[patient] Yes, for a week.',
    });
    expect(done.state).toBe('drafted');
    const view = await test.call('encounters.get', { encounterId: encounter.id });
    expect(view.segments.map((segment) => segment.speaker)).toEqual(['clinician', 'patient']);
    expect(view.hasAudio).toBe(false);
  });
});

describe('review and signature', () => {
  const draft = async (text: string): Promise<{ test: TestApp; encounter: Encounter }> => {
    const test = createTestApp({ drafter: segmentDrafter });
    await test.setup();
    const encounter = await test.planned();
    await test.call('recording.importTranscript', { encounterId: encounter.id, text });
    return { test, encounter };
  };

  it('keeps the draft and every edit, and goes back one change at a time', async () => {
    const { test, encounter } = await draft('[doctor] Any cough?\n[patient] Yes.');
    const first = test.deps.store.notes.latest(encounter.id)!;
    const sentence = first.note.sections[0]!.sentences[0]!;
    const edited = await test.call('note.editSentence', {
      encounterId: encounter.id,
      baseVersion: 1,
      sentenceId: sentence.id,
      text: 'Changed.',
    });
    expect(edited).toMatchObject({ version: 2, kind: 'edit' });
    await test.call('note.removeSentence', { encounterId: encounter.id, baseVersion: 2, sentenceId: sentence.id });
    await test.call('note.undo', { encounterId: encounter.id, baseVersion: 3 });
    const undone = await test.call('note.undo', { encounterId: encounter.id, baseVersion: 4 });
    expect(undone.note).toEqual(first.note);
    await expect(test.call('note.undo', { encounterId: encounter.id, baseVersion: 5 })).rejects.toMatchObject({
      code: 'conflict.state',
    });
    expect(test.deps.store.notes.history(encounter.id).map((version) => version.kind)).toEqual([
      'ai-draft',
      'edit',
      'edit',
      'edit',
      'edit',
    ]);
  });

  it('refuses an edit to another version than the clinician saw', async () => {
    const { test, encounter } = await draft('[patient] Cough.');
    const id = test.deps.store.notes.latest(encounter.id)!.note.sections[0]!.sentences[0]!.id;
    await test.call('note.confirmSentence', { encounterId: encounter.id, baseVersion: 1, sentenceId: id });
    await expect(
      test.call('note.editSentence', { encounterId: encounter.id, baseVersion: 1, sentenceId: id, text: 'x' }),
    ).rejects.toMatchObject({ code: 'conflict.version' });
    await expect(
      test.call('note.editSentence', {
        encounterId: encounter.id,
        baseVersion: 2,
        sentenceId: SentenceId.parse('nobody'),
        text: 'x',
      }),
    ).rejects.toMatchObject({ code: 'not-found.sentence' });
  });

  it('does not sign while a sentence is open, nor with a wrong passphrase, and then signs for good', async () => {
    const { test, encounter } = await draft('[patient] I am unsure about the dose.');
    const sign = (baseVersion: number, passphrase: string): Promise<Encounter> =>
      test.call('note.sign', { encounterId: encounter.id, baseVersion, passphrase });
    await expect(sign(1, PASSPHRASE)).rejects.toMatchObject({ code: 'conflict.needs-review', params: { count: 1 } });
    const id = test.deps.store.notes.latest(encounter.id)!.note.sections[0]!.sentences[0]!.id;
    await test.call('note.confirmSentence', { encounterId: encounter.id, baseVersion: 1, sentenceId: id });
    await expect(sign(2, 'wrong')).rejects.toMatchObject({ code: 'auth.passphrase' });
    expect((await sign(2, PASSPHRASE)).state).toBe('signed');
    const signed = test.deps.store.notes.latest(encounter.id)!;
    expect(signed.text).toContain('Signed by Avery Quill, MD');
    expect(signed.signature?.textSha256).toBe(test.deps.digest.sha256Hex(signed.text!));
    await expect(
      test.call('note.editSentence', { encounterId: encounter.id, baseVersion: 3, sentenceId: id, text: 'x' }),
    ).rejects.toMatchObject({ code: 'conflict.signed' });
    await expect(sign(3, PASSPHRASE)).rejects.toMatchObject({ code: 'conflict.signed' });
    const addendum = await test.call('note.addendum', {
      encounterId: encounter.id,
      baseVersion: 3,
      text: 'Lab came back.',
      passphrase: PASSPHRASE,
    });
    expect(addendum.kind).toBe('addendum');
    expect(test.deps.store.notes.history(encounter.id).find((version) => version.kind === 'signed')).toEqual(signed);
  });

  it('makes guessing slow', async () => {
    const { test } = await draft('[patient] Cough.');
    const [clinician] = (await test.call('session.get', {})).clinicians;
    const guess = (): Promise<unknown> =>
      test.call('session.unlock', { clinicianId: clinician!.id, passphrase: 'wrong' });
    for (let i = 0; i < 4; i += 1) await expect(guess()).rejects.toMatchObject({ code: 'auth.passphrase' });
    await expect(guess()).rejects.toMatchObject({ code: 'auth.throttled' });
  });

  it('redrafts when a speaker is corrected, but never over an edit', async () => {
    const { test, encounter } = await draft('[doctor] Any cough?\n[patient] Yes.');
    const segmentId = test.deps.store.transcripts.segments(encounter.id)[1]!.id;
    expect(
      await test.call('transcript.setSpeaker', { encounterId: encounter.id, segmentId, speaker: 'other' }),
    ).toEqual({ redrafted: true, corrected: 1 });
    expect(test.deps.store.transcripts.segments(encounter.id)[1]).toMatchObject({
      speaker: 'other',
      flags: ['speaker-corrected'],
    });
    const latest = test.deps.store.notes.latest(encounter.id)!;
    await test.call('note.confirmSentence', {
      encounterId: encounter.id,
      baseVersion: latest.version,
      sentenceId: latest.note.sections[0]!.sentences[0]!.id,
    });
    expect(
      await test.call('transcript.setSpeaker', { encounterId: encounter.id, segmentId, speaker: 'patient' }),
    ).toEqual({ redrafted: false, corrected: 1 });
  });
});
