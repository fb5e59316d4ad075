import { beforeEach, describe, expect, it } from 'vitest';
import type { Encounter } from '../../shared/model/encounter.ts';
import type { NoteSentence, NoteVersion } from '../../shared/model/note.ts';
import { createDeterministicDrafter } from '../domain/note/deterministic-drafter.ts';
import { createTextJudge } from '../domain/note/judge-text.ts';
import { shippedResources } from '../domain/note/visit.fixture.ts';
import { conformanceVisit } from '../ports/drafter.conformance.ts';
import { createTestApp, type TestApp } from './app.fixture.ts';

const CONVERSATION = conformanceVisit()
  .segments.map(({ speaker, text }) => `${speaker === 'clinician' ? 'D' : 'P'}: ${text}`)
  .join('\n');

let test: TestApp;
let encounter: Encounter;
beforeEach(async () => {
  const resources = shippedResources();
  test = createTestApp({ drafter: createDeterministicDrafter(resources), judgeText: createTextJudge(resources) });
  await test.setup();
  encounter = await test.planned();
  await test.call('recording.importTranscript', { encounterId: encounter.id, text: CONVERSATION });
  await test.settled(encounter, 'drafted');
  // The first one loads the lexicon and the models.
}, 60_000);

const latest = (): NoteVersion => test.deps.store.notes.latest(encounter.id)!;
const all = (version = latest()): NoteSentence[] => version.note.sections.flatMap(({ sentences }) => sentences);
const about = (pattern: RegExp): NoteSentence => all().find(({ text }) => pattern.test(text))!;
const input = (text: string, sentence?: NoteSentence) => ({
  encounterId: encounter.id,
  baseVersion: latest().version,
  text,
  ...(sentence ? { sentenceId: sentence.id } : {}),
});
const apply = (text: string, sentence?: NoteSentence) => test.call('note.applyInstruction', input(text, sentence));
const preview = (text: string, sentence?: NoteSentence) => test.call('note.instruct', input(text, sentence));

describe('dictation to the note', () => {
  it('is shown first, then done as one version that one undo takes back', async () => {
    const before = latest();
    const words = 'add to plan: recheck potassium in two weeks period no driving';
    expect(await preview(words)).toEqual({
      kind: 'change',
      action: 'add',
      changes: [
        { sectionHeading: 'Plan', after: 'Recheck potassium in 2 weeks.', unsupported: expect.any(Array) as string[] },
        { sectionHeading: 'Plan', after: 'No driving.', unsupported: expect.any(Array) as string[] },
      ],
    });
    expect(latest()).toEqual(before);
    const version = await apply(words);
    expect(version).toMatchObject({ version: before.version + 1, change: 'instruct.add' });
    const plan = version.note.sections.find(({ key }) => key === 'plan')!.sentences;
    expect(plan.slice(-2).map(({ text }) => text)).toEqual(['Recheck potassium in 2 weeks.', 'No driving.']);
    expect(plan.at(-1)).toMatchObject({ origin: 'clinician', confirmed: true, dictated: true });
    await test.call('note.undo', { encounterId: encounter.id, baseVersion: version.version });
    expect(latest().note).toEqual(before.note);
  });

  it('is recorded by what it did, never by its words', async () => {
    await apply('add to plan: call about the results');
    const entry = test.deps.store.audit.list().find(({ detail }) => detail['change'] === 'instruct.add');
    expect(entry).toBeDefined();
    expect(JSON.stringify(test.deps.store.audit.list())).not.toMatch(/results/);
  });
});

describe('an instruction on a sentence', () => {
  it('is checked again: what the visit bears is supported, what it does not stands on the clinician’s word', async () => {
    const drug = about(/lisinopril/);
    const shown = await preview('change lisinopril to losartan', drug);
    expect(shown).toMatchObject({ kind: 'change', changes: [{ sentenceId: drug.id, before: drug.text }] });
    expect(shown.kind === 'change' && shown.changes[0]!.unsupported.join(' ')).toMatch(/losartan/i);
    await apply('change lisinopril to losartan', drug);
    expect(about(/losartan/)).toMatchObject({
      origin: 'clinician',
      confirmed: true,
      support: 'needs-review',
      evidence: drug.evidence,
    });
    await apply('make positive', about(/denies/));
    expect(about(/reports fever/)).toMatchObject({ origin: 'clinician', support: 'needs-review', confirmed: true });
  });

  it('keeps what a sentence rests on when it is split, merged or moved', async () => {
    const cough = about(/cough for 2 weeks/i);
    await apply('move to plan', cough);
    const plan = latest().note.sections.find(({ key }) => key === 'plan')!.sentences;
    expect(plan.at(-1)).toMatchObject({ id: cough.id, evidence: cough.evidence, origin: 'draft' });
    await apply('split', about(/cough for 2 weeks/i)).catch(() => undefined);
    for (const sentence of all().filter(({ dictated }) => !dictated))
      expect(sentence.evidence.length).toBeGreaterThan(0);
    const before = all().length;
    const [first, second] = latest().note.sections.find(({ key }) => key === 'subjective')!.sentences;
    const merged = await apply('merge with next', first);
    expect(all(merged)).toHaveLength(before - 1);
    const quotes = all(merged)
      .find(({ id }) => id === first!.id)!
      .evidence.map(({ quote }) => quote);
    for (const { quote } of [...first!.evidence, ...second!.evidence]) expect(quotes).toContain(quote);
  });

  it('says what it does not know, and does nothing then', async () => {
    const before = latest();
    expect(await preview('write that consent was given')).toEqual({ kind: 'unknown' });
    await expect(apply('write that consent was given')).rejects.toMatchObject({ code: 'validation.input' });
    expect(await preview('shorten')).toMatchObject({ kind: 'problem', problem: 'no-sentence' });
    await expect(
      test.call('note.applyInstruction', { ...input('delete this', all()[0]), baseVersion: before.version + 3 }),
    ).rejects.toMatchObject({ code: 'conflict.version' });
    expect(latest()).toEqual(before);
  });
});
