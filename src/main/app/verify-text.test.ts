import { describe, expect, it } from 'vitest';
import type { Drafter } from '../ports/drafter.ts';
import { createTextJudge } from '../domain/note/judge-text.ts';
import { createDeterministicDrafter } from '../domain/note/deterministic-drafter.ts';
import { shippedResources } from '../domain/note/visit.fixture.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import type { NoteVersion } from '../../shared/model/note.ts';
import { createTestApp, type TestApp } from './app.fixture.ts';

const VISIT = `[doctor] What brings you in?
[patient] My left knee has been hurting for two weeks.
[doctor] Any fever, chills or night sweats?
[patient] Yes.
[doctor] I will start you on amoxicillin, five hundred milligrams three times a day.
[patient] I am allergic to penicillin, it gives me hives.`;

async function drafted(
  drafter: Drafter = createDeterministicDrafter(shippedResources()),
): Promise<{ test: TestApp; encounterId: EncounterId }> {
  const test = createTestApp({ drafter, judgeText: createTextJudge(shippedResources()) });
  await test.setup();
  const encounter = await test.planned();
  await test.call('recording.importTranscript', { encounterId: encounter.id, text: VISIT });
  await test.settled(encounter, 'drafted');
  return { test, encounterId: encounter.id };
}

describe('what a person writes into the note', () => {
  it('is checked as it is typed, and changes nothing', async () => {
    const { test, encounterId } = await drafted();
    const { note } = await test.call('encounters.get', { encounterId });
    const knee = note!.note.sections.flatMap(({ sentences }) => sentences).find(({ text }) => /knee/i.test(text))!;
    const typed = { encounterId, sentenceId: knee.id, text: 'Left knee pain for 3 weeks, takes naproxen.' };
    const answer = await test.call('note.verifyText', typed);
    expect(answer.support).toBe('needs-review');
    expect(answer.claims.filter(({ verdict }) => verdict !== 'held').map(({ claim }) => claim)).toEqual([
      '3 weeks',
      'naproxen',
    ]);
    expect((await test.call('encounters.get', { encounterId })).note!.version).toBe(note!.version);
  });

  it('stands on their word where nobody said it, confirmed and named as such', async () => {
    const { test, encounterId } = await drafted();
    const { note } = await test.call('encounters.get', { encounterId });
    const knee = note!.note.sections.flatMap(({ sentences }) => sentences).find(({ text }) => /knee/i.test(text))!;
    const edit = (text: string, baseVersion: number) =>
      test.call('note.editSentence', { encounterId, baseVersion, sentenceId: knee.id, text });
    const of = (version: NoteVersion) =>
      version.note.sections.flatMap(({ sentences }) => sentences).find(({ id }) => id === knee.id);
    const one = await edit('Left knee pain for 3 weeks.', note!.version);
    expect(of(one)).toMatchObject({
      origin: 'clinician',
      confirmed: true,
      support: 'needs-review',
      reasons: [{ kind: 'unsupported', claim: '3 weeks' }],
    });
    const two = await edit('Left knee pain for 2 weeks.', one.version);
    expect(of(two)).toMatchObject({ origin: 'clinician', confirmed: true, support: 'supported' });
    expect(of(two)).not.toHaveProperty('reasons');
  });

  it('rests on the words of the visit that bear an added sentence', async () => {
    const { test, encounterId } = await drafted();
    const { note } = await test.call('encounters.get', { encounterId });
    const added = await test.call('note.addSentence', {
      encounterId,
      baseVersion: note!.version,
      sectionKey: 'subjective',
      text: 'Pain in the left knee.',
    });
    const sentence = added.note.sections[0]!.sentences.at(-1)!;
    expect(sentence).toMatchObject({ support: 'supported', confirmed: true });
    expect(sentence.evidence.map(({ quote }) => quote)).toEqual(['My left knee has been hurting for two weeks.']);
  });
});

describe('what was left out', () => {
  it('comes in as it was offered, still a draft; is put aside; and comes back with undo', async () => {
    const { test, encounterId } = await drafted();
    const { note } = await test.call('encounters.get', { encounterId });
    const unclear = note!.note.omissions.find(({ reason }) => reason === 'unclear-answer')!;
    const gone = await test.call('note.dismissOmission', {
      encounterId,
      baseVersion: note!.version,
      segmentId: unclear.segmentId,
      quote: unclear.evidence!.quote,
    });
    expect(gone.note.omissions).not.toContainEqual(unclear);
    const back = await test.call('note.undo', { encounterId, baseVersion: gone.version });
    expect(back.note.omissions).toContainEqual(unclear);
    await expect(
      test.call('note.dismissOmission', {
        encounterId,
        baseVersion: back.version,
        segmentId: unclear.segmentId,
        quote: 'never said',
      }),
    ).rejects.toMatchObject({ code: 'not-found.segment' });
  });

  it('waits for the clinician where its wording is not proved', async () => {
    const inner = createDeterministicDrafter(shippedResources());
    const { test, encounterId } = await drafted({
      ...inner,
      draft: async (input) => {
        const note = await inner.draft(input);
        const segment = input.transcript.segments[1]!;
        const evidence = { segmentId: segment.id, startMs: segment.startMs, endMs: segment.endMs, quote: segment.text };
        const offer = { segmentId: segment.id, reason: 'finding', sectionKey: 'subjective', evidence };
        return {
          ...note,
          omissions: [{ ...offer, text: 'Right knee pain for 2 weeks.' }],
        };
      },
    });
    const { note } = await test.call('encounters.get', { encounterId });
    const [offer] = note!.note.omissions;
    const version = await test.call('note.addSentence', {
      encounterId,
      baseVersion: note!.version,
      sectionKey: 'subjective',
      text: offer!.text!,
      fromSegmentId: offer!.segmentId,
      fromQuote: offer!.evidence!.quote,
    });
    expect(version.note.omissions).toEqual([]);
    expect(version.note.sections[0]!.sentences.at(-1)).toMatchObject({
      origin: 'draft',
      confirmed: false,
      support: 'needs-review',
      evidence: [offer!.evidence],
    });
  });
});

describe('a question', () => {
  it('is asked loudly, settled in a version of its own, and taken up again', async () => {
    const { test, encounterId } = await drafted();
    const { note } = await test.call('encounters.get', { encounterId });
    const [question] = note!.note.questions!;
    expect(question).toMatchObject({ kind: 'allergy-and-drug', settled: false });
    const settle = { encounterId, questionId: question!.id };
    const settled = await test.call('note.settleQuestion', { ...settle, baseVersion: note!.version, settled: true });
    expect(settled).toMatchObject({ change: 'question.settle', note: { questions: [{ settled: true }] } });
    const open = await test.call('note.settleQuestion', { ...settle, baseVersion: settled.version, settled: false });
    expect(open.note.questions![0]!.settled).toBe(false);
    await expect(
      test.call('note.settleQuestion', { ...settle, questionId: 'q99', baseVersion: open.version, settled: true }),
    ).rejects.toMatchObject({ code: 'not-found.question' });
  });
});
