import { describe, expect, it } from 'vitest';
import type { ProcedureInput } from '../../shared/contract/index.ts';
import type { Encounter } from '../../shared/model/encounter.ts';
import { SegmentId } from '../../shared/model/ids.ts';
import type { Note, NoteSentence } from '../../shared/model/note.ts';
import type { TranscriptSegment, TranscriptWord } from '../../shared/model/transcript.ts';
import { verifyChain } from '../domain/audit/chain.ts';
import { judgeHearing, segmentsById } from '../domain/note/hearing.ts';
import type { Drafter } from '../ports/drafter.ts';
import type { Transcriber } from '../ports/transcriber.ts';
import {
  countingTranscriber,
  createTestApp,
  PASSPHRASE,
  rawFile,
  segmentDrafter,
  type TestApp,
} from './app.fixture.ts';

/** Hears "Second n was heard." and, at the end, the number of the third second otherwise. */
const twiceHearing: Transcriber = {
  ...countingTranscriber(),
  async open(options) {
    const heard: TranscriptSegment[] = [];
    const session = await countingTranscriber().open({
      ...options,
      onSegment(segment) {
        heard.push(segment);
        options.onSegment(segment);
      },
    });
    return {
      ...session,
      async finish() {
        const segment = heard[2];
        if (segment && options.hearAgain !== false) {
          const words = segment.words.map((word): TranscriptWord =>
            word.text === '2' ? { ...word, risk: 'number', heardAgain: '10', confidence: 0.5 } : word,
          );
          options.onSegment({ ...segment, words });
        }
        return session.finish();
      },
    };
  },
};

/** One sentence a segment, judged as the product's drafter judges hearing. */
const judgingDrafter: Drafter = {
  engine: segmentDrafter.engine,
  async draft(input) {
    const note = await segmentDrafter.draft(input);
    const segments = segmentsById(input.transcript);
    const judge = (sentence: NoteSentence): NoteSentence => {
      const { reasons } = judgeHearing(sentence.evidence, segments);
      return reasons.length === 0 ? sentence : { ...sentence, support: 'needs-review', reasons: [...reasons] };
    };
    return { ...note, sections: note.sections.map((part) => ({ ...part, sentences: part.sentences.map(judge) })) };
  },
};

async function visit(): Promise<{ test: TestApp; encounter: Encounter }> {
  const test = createTestApp({ transcriber: twiceHearing, drafter: judgingDrafter });
  await test.setup();
  const encounter = await test.planned();
  await test.importFile(encounter, rawFile(4));
  await test.settled(encounter, 'drafted');
  return { test, encounter };
}

const settling = (encounter: Encounter, text: string): ProcedureInput<'transcript.settleWord'> => ({
  encounterId: encounter.id,
  segmentId: SegmentId.parse('s3'),
  wordIndex: 1,
  heard: '2',
  text,
});
const latest = (test: TestApp, encounter: Encounter): Note => test.deps.store.notes.latest(encounter.id)!.note;
const sentence = (test: TestApp, encounter: Encounter): NoteSentence =>
  latest(test, encounter)
    .sections.flatMap((section) => section.sentences)
    .find(({ evidence }) => evidence[0]?.segmentId === 's3')!;

/** The clinician changes another sentence: from then on the note is theirs. */
async function edit(test: TestApp, encounter: Encounter): Promise<void> {
  const { id } = latest(test, encounter).sections[0]!.sentences[0]!;
  const input = { encounterId: encounter.id, baseVersion: 1, sentenceId: id, text: 'In the clinician’s words.' };
  await test.call('note.editSentence', input);
}

describe('a word that two hearings write differently', () => {
  it('makes its sentence ask for an ear, naming both', async () => {
    const { test, encounter } = await visit();
    expect(sentence(test, encounter)).toMatchObject({
      support: 'needs-review',
      reasons: [{ kind: 'hearings-differ', heard: '2', heardAgain: '10', wordIndex: 1, wordCount: 1 }],
    });
    const { encounters } = await test.call('encounters.list', {});
    expect(encounters[0]?.openCount).toBe(1);
  });

  it('is heard once where the setting says so', async () => {
    const test = createTestApp({ transcriber: twiceHearing, drafter: judgingDrafter });
    await test.setup();
    await test.call('settings.set', { doubleListening: false });
    const encounter = await test.planned();
    await test.importFile(encounter, rawFile(4));
    await test.settled(encounter, 'drafted');
    expect(sentence(test, encounter).support).toBe('supported');
  });

  it('is settled for the first hearing, and the draft follows', async () => {
    const { test, encounter } = await visit();
    const { segment, redrafted } = await test.call('transcript.settleWord', settling(encounter, '2'));
    expect(redrafted).toBe(true);
    expect(segment.words[1]).toMatchObject({ text: '2', confidence: 1, settled: true });
    expect(segment.words[1]).not.toHaveProperty('heardAgain');
    expect(sentence(test, encounter).support).toBe('supported');
    expect(test.deps.store.notes.latest(encounter.id)?.kind).toBe('ai-draft');
  });

  it('is settled for another text: transcript, draft and evidence say it', async () => {
    const { test, encounter } = await visit();
    const { segment } = await test.call('transcript.settleWord', settling(encounter, 'number ten'));
    expect(segment.text).toBe('Second number ten was heard.');
    expect(segment.words[1]).toMatchObject({ text: 'number', heardAs: '2', risk: 'number', settled: true });
    expect(test.deps.store.transcripts.segment(encounter.id, segment.id)).toEqual(segment);
    expect(sentence(test, encounter)).toMatchObject({
      text: 'Heard: Second number ten was heard.',
      support: 'supported',
    });
    expect(test.events).toContainEqual(expect.objectContaining({ type: 'transcript.segment', segment }));
  });

  it('reaches the draft that is being written meanwhile', async () => {
    let drafts = 0;
    const test: TestApp = createTestApp({
      transcriber: twiceHearing,
      drafter: {
        ...judgingDrafter,
        async draft(input) {
          const note = await judgingDrafter.draft(input);
          // The clinician is quicker than the drafter.
          if (drafts++ === 0) await test.call('transcript.settleWord', settling(encounter, '10'));
          return note;
        },
      },
    });
    await test.setup();
    const encounter = await test.planned();
    await test.importFile(encounter, rawFile(4));
    await test.settled(encounter, 'drafted');
    expect(sentence(test, encounter).text).toBe('Heard: Second 10 was heard.');
    expect(test.deps.store.notes.history(encounter.id)).toHaveLength(1);
  });

  it('does not let the new draft pass over an edit that was made meanwhile', async () => {
    let drafts = 0;
    const test: TestApp = createTestApp({
      transcriber: twiceHearing,
      drafter: {
        ...judgingDrafter,
        async draft(input) {
          const note = await judgingDrafter.draft(input);
          if (drafts++ === 1) await edit(test, encounter);
          return note;
        },
      },
    });
    await test.setup();
    const encounter = await test.planned();
    await test.importFile(encounter, rawFile(4));
    await test.settled(encounter, 'drafted');
    await test.call('transcript.settleWord', settling(encounter, '10'));
    expect(test.deps.store.notes.latest(encounter.id)?.kind).toBe('edit');
    expect(latest(test, encounter).sections[0]!.sentences[0]!.text).toBe('In the clinician’s words.');
  });

  it('leaves an edited note its edits, and opens the sentences that rest on what changed', async () => {
    const { test, encounter } = await visit();
    await edit(test, encounter);
    const answer = await test.call('transcript.settleWord', settling(encounter, '10'));
    expect(answer).toMatchObject({ redrafted: false, affected: 1 });
    expect(sentence(test, encounter)).toMatchObject({
      text: 'Heard: Second 2 was heard.',
      support: 'needs-review',
      confirmed: false,
      evidence: [{ quote: 'Second 10 was heard.' }],
      reasons: [{ kind: 'settled', heard: '2', wordIndex: 1 }],
    });
    const note = latest(test, encounter);
    expect(note.sections[0]!.sentences[0]!.text).toBe('In the clinician’s words.');
    expect(test.deps.store.notes.latest(encounter.id)).toMatchObject({ kind: 'edit', change: 'transcript.settle' });
  });

  it('relieves the sentence of an edited note that waited for it alone', async () => {
    const { test, encounter } = await visit();
    await edit(test, encounter);
    expect(await test.call('transcript.settleWord', settling(encounter, '2'))).toMatchObject({ affected: 0 });
    expect(sentence(test, encounter).support).toBe('supported');
    expect(sentence(test, encounter)).not.toHaveProperty('reasons');
  });

  it('opens a sentence that was confirmed before the words changed', async () => {
    const { test, encounter } = await visit();
    const { id } = sentence(test, encounter);
    await test.call('note.confirmSentence', { encounterId: encounter.id, baseVersion: 1, sentenceId: id });
    await test.call('transcript.settleWord', settling(encounter, '10'));
    expect(sentence(test, encounter).confirmed).toBe(false);
  });

  it('is refused when the words are others by now, and for words that are not there', async () => {
    const { test, encounter } = await visit();
    await test.call('transcript.settleWord', settling(encounter, '10'));
    await expect(test.call('transcript.settleWord', settling(encounter, '12'))).rejects.toMatchObject({
      code: 'conflict.version',
      retryable: true,
    });
    const beyond = { ...settling(encounter, 'x'), wordIndex: 3, wordCount: 2, heard: 'heard.' };
    await expect(test.call('transcript.settleWord', beyond)).rejects.toMatchObject({ code: 'conflict.version' });
    const nowhere = { ...settling(encounter, 'x'), segmentId: SegmentId.parse('s99') };
    await expect(test.call('transcript.settleWord', nowhere)).rejects.toMatchObject({ code: 'not-found.segment' });
  });

  it('is refused once the note is signed', async () => {
    const { test, encounter } = await visit();
    const { id } = sentence(test, encounter);
    await test.call('note.confirmSentence', { encounterId: encounter.id, baseVersion: 1, sentenceId: id });
    await test.call('note.sign', { encounterId: encounter.id, baseVersion: 2, passphrase: PASSPHRASE });
    await expect(test.call('transcript.settleWord', settling(encounter, '10'))).rejects.toMatchObject({
      code: 'conflict.signed',
    });
    expect(test.deps.store.transcripts.segment(encounter.id, SegmentId.parse('s3'))?.text).toBe('Second 2 was heard.');
  });

  it('stands in the record without a word of it', async () => {
    const { test, encounter } = await visit();
    await test.call('transcript.settleWord', settling(encounter, 'zweihundert'));
    const entries = test.deps.store.audit.list();
    expect(entries.find(({ action }) => action === 'transcript.settle')?.detail).toEqual({
      segmentId: 's3',
      wordIndex: 1,
      wordCount: 1,
      changed: true,
    });
    expect(JSON.stringify(entries)).not.toContain('zweihundert');
    expect(verifyChain(entries, test.deps.digest).brokenAtSeq).toBeUndefined();
    expect(test.logged.join()).not.toContain('zweihundert');
  });
});
