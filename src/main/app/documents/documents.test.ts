import { beforeEach, describe, expect, it } from 'vitest';
import type { DocumentView } from '../../../shared/contract/documents.ts';
import type { DocumentKind } from '../../../shared/model/document.ts';
import type { Encounter } from '../../../shared/model/encounter.ts';
import { SentenceId } from '../../../shared/model/ids.ts';
import type { NoteSentence } from '../../../shared/model/note.ts';
import type { Drafter } from '../../ports/drafter.ts';
import { createTestApp, type TestApp } from '../app.fixture.ts';

/** What the clinician said is the plan, word for word. */
const planDrafter: Drafter = {
  engine: { name: 'plan-drafter', version: '1' },
  draft({ transcript, template }) {
    const sentences = transcript.segments
      .filter(({ text }) => !text.includes('?'))
      .map((segment, i): NoteSentence => ({
        id: SentenceId.parse(`n${i + 1}`),
        text: segment.text,
        confidence: 0.9,
        support: segment.text.includes('aspirin') ? 'needs-review' : 'supported',
        evidence: [{ segmentId: segment.id, startMs: segment.startMs, endMs: segment.endMs, quote: segment.text }],
        origin: 'draft',
        confirmed: false,
      }));
    return Promise.resolve({
      template: typeof template === 'string' ? template : template.name,
      engine: this.engine,
      status: 'draft',
      sections: [
        { key: 'subjective', heading: 'Subjective', sentences: [] },
        { key: 'plan', heading: 'Plan', sentences },
      ],
      omissions: [],
    });
  },
};

const TALK = [
  'D: Increase lisinopril to 20 mg twice daily.',
  'D: Start aspirin 81 mg daily.',
  'D: Refer the patient to cardiology.',
  'D: Follow up in 2 weeks.',
].join('\n');
const refused = (code: string) => expect.objectContaining({ code }) as Error;
const texts = ({ version }: DocumentView): string[] =>
  version.document.blocks.flatMap(({ sentences }) => sentences.map(({ text }) => text));

describe('documents of a visit', () => {
  let test: TestApp;
  let visit: Encounter;
  beforeEach(async () => {
    test = createTestApp({ drafter: planDrafter });
    await test.setup();
    visit = await drafted(test);
  });

  async function drafted(app: TestApp, changes: { birthDate?: string } = {}): Promise<Encounter> {
    const made = await app.call('encounters.create', {
      patient: { name: 'Sample Patient', birthDate: changes.birthDate ?? '1970-02-01' },
      reason: 'pressure',
    });
    await app.call('recording.importTranscript', { encounterId: made.id, text: TALK });
    await app.settled(made, 'drafted');
    return made;
  }
  const make = (kind: DocumentKind, baseVersion = 0, of: Encounter = visit): Promise<DocumentView> =>
    test.call('documents.make', { encounterId: of.id, kind, baseVersion });
  const at = (document: DocumentView) => ({
    encounterId: visit.id,
    kind: document.version.document.kind,
    baseVersion: document.version.version,
  });
  const sentence = (document: DocumentView, words: string) =>
    document.version.document.blocks.flatMap(({ sentences }) => sentences).find(({ text }) => text.includes(words))!;
  const noteVersion = (): number => test.deps.store.notes.latest(visit.id)!.version;

  it('are made from the note, listed, and told of', async () => {
    expect(await test.call('documents.list', { encounterId: visit.id })).toEqual({ documents: [] });
    const made = await make('patient-instructions');
    expect(texts(made)).toContain('Increase lisinopril to 20 mg 2 times a day.');
    expect(made).toMatchObject({ stale: false, openCount: 1 });
    expect(made.text).toMatch(/^DRAFT - NOT FINAL/);
    expect((await test.call('documents.list', { encounterId: visit.id })).documents).toEqual([made]);
    expect(test.events.some(({ type }) => type === 'documents.changed')).toBe(true);
  });

  it('are stale once the note says something else, and are made again from it', async () => {
    const made = await make('patient-instructions');
    const note = test.deps.store.notes.latest(visit.id)!;
    const gone = note.note.sections[1]!.sentences.find(({ text }) => text.includes('lisinopril'))!;
    await test.call('note.removeSentence', { encounterId: visit.id, baseVersion: noteVersion(), sentenceId: gone.id });
    const [stale] = (await test.call('documents.list', { encounterId: visit.id })).documents;
    expect(stale).toMatchObject({ stale: true });
    await test.call('documents.confirmSentence', { ...at(made), sentenceId: sentence(made, 'aspirin').id });
    await expect(test.call('documents.finalize', { ...at(made), baseVersion: 2 })).rejects.toEqual(
      refused('conflict.stale'),
    );
    const again = await make('patient-instructions', 2);
    expect(again.stale).toBe(false);
    expect(texts(again).join(' ')).not.toMatch(/lisinopril/);
    // The decision about the other sentence still holds.
    expect(again.openCount).toBe(0);
  });

  it('stay fresh when a sentence of the note is only confirmed', async () => {
    await make('patient-instructions');
    const note = test.deps.store.notes.latest(visit.id)!;
    const open = note.note.sections[1]!.sentences.find(({ support }) => support === 'needs-review')!;
    await test.call('note.confirmSentence', { encounterId: visit.id, baseVersion: noteVersion(), sentenceId: open.id });
    expect((await test.call('documents.list', { encounterId: visit.id })).documents[0]?.stale).toBe(false);
  });

  it('are changed sentence by sentence, each a version, and changes are taken back', async () => {
    let now = await make('patient-instructions');
    now = await test.call('documents.editSentence', {
      ...at(now),
      sentenceId: sentence(now, 'lisinopril').id,
      text: 'Take more lisinopril: 20 mg 2 times a day.',
    });
    expect(sentence(now, 'Take more')).toMatchObject({ origin: 'clinician', confirmed: true });
    now = await test.call('documents.removeSentence', { ...at(now), sentenceId: sentence(now, 'aspirin').id });
    expect(now.openCount).toBe(0);
    now = await test.call('documents.addSentence', { ...at(now), text: 'Bring your blood pressure numbers.' });
    now = await test.call('documents.setField', { ...at(now), key: 'to', value: 'Sample Patient' });
    expect(now.text).toContain('To: Sample Patient');
    now = await test.call('documents.undo', at(now));
    now = await test.call('documents.undo', at(now));
    expect(texts(now)).not.toContain('Bring your blood pressure numbers.');
    expect(texts(now).join(' ')).not.toMatch(/aspirin/);
    now = await make('patient-instructions', now.version.version);
    expect(texts(now).join(' ')).toMatch(/Take more lisinopril/);
    expect(texts(now).join(' ')).not.toMatch(/aspirin/);
    expect(test.deps.store.documents.history(visit.id, 'patient-instructions')).toHaveLength(8);
    await expect(test.call('documents.undo', at(now))).rejects.toEqual(refused('conflict.state'));
  });

  it('refuse a change on another version, of a sentence that is not there, or of nothing', async () => {
    const made = await make('patient-instructions');
    await expect(make('patient-instructions')).rejects.toEqual(refused('conflict.version'));
    const edit = { ...at(made), sentenceId: SentenceId.parse('d99'), text: 'x' };
    await expect(test.call('documents.editSentence', edit)).rejects.toEqual(refused('not-found.sentence'));
    await expect(test.call('documents.editSentence', { ...edit, baseVersion: 7 })).rejects.toEqual(
      refused('conflict.version'),
    );
    await expect(test.call('documents.editSentence', { ...edit, kind: 'work-note' })).rejects.toEqual(
      refused('not-found.document'),
    );
    expect(test.deps.store.documents.latest(visit.id, 'patient-instructions')).toEqual(made.version);
  });

  it('are final under a name only when nothing is open, and never change after', async () => {
    let now = await make('patient-instructions');
    await expect(test.call('documents.finalize', at(now))).rejects.toEqual(refused('conflict.needs-review'));
    now = await test.call('documents.confirmSentence', { ...at(now), sentenceId: sentence(now, 'aspirin').id });
    now = await test.call('documents.finalize', at(now));
    expect(now.version).toMatchObject({ kind: 'final', signature: { name: 'Avery Quill' } });
    expect(now.text).not.toContain('DRAFT');
    expect(now.text).toContain('Checked by Avery Quill, MD');
    expect(test.deps.digest.sha256Hex(now.text)).toBe(now.version.signature?.textSha256);
    await expect(
      test.call('documents.removeSentence', { ...at(now), sentenceId: sentence(now, 'aspirin').id }),
    ).rejects.toEqual(refused('conflict.final'));
    const again = await make('patient-instructions', now.version.version);
    expect(again.version.kind).toBe('draft');
    expect(test.deps.store.documents.history(visit.id, 'patient-instructions')[2]).toEqual(now.version);
  });

  it('without a single sentence, or without a name, are not finalized', async () => {
    const empty = await make('work-note');
    await expect(test.call('documents.finalize', at(empty))).rejects.toEqual(refused('conflict.state'));
    const unnamed = await test.call('encounters.create', { patient: { name: '' }, reason: '' });
    await test.call('recording.importTranscript', { encounterId: unnamed.id, text: TALK });
    await test.settled(unnamed, 'drafted');
    const letter = await make('referral-letter', 0, unnamed);
    await expect(
      test.call('documents.finalize', {
        encounterId: unnamed.id,
        kind: 'referral-letter',
        baseVersion: letter.version.version,
      }),
    ).rejects.toEqual(refused('conflict.unnamed'));
  });

  it('remember what was chosen', async () => {
    const first = await make('work-note');
    const named = await test.call('documents.make', { ...at(first), options: { includeDiagnosis: true } });
    expect(named.version.document.options.includeDiagnosis).toBe(true);
    expect((await make('work-note', 2)).version.document.options.includeDiagnosis).toBe(true);
  });

  it('leave no word of theirs in the audit or the log', async () => {
    let now = await make('patient-instructions');
    now = await test.call('documents.editSentence', {
      ...at(now),
      sentenceId: sentence(now, 'aspirin').id,
      text: 'Secretword.',
    });
    await test.call('documents.finalize', at(now));
    const trace = JSON.stringify(test.deps.store.audit.list()) + test.logged.join('\n');
    expect(trace).toContain('document.finalize');
    expect(trace).not.toMatch(/Secretword|lisinopril|Sample Patient/);
  });

  it('need an unlocked clinician and a note', async () => {
    const planned = await test.planned();
    await expect(make('work-note', 0, planned)).rejects.toEqual(refused('conflict.state'));
    await test.call('session.lock', {});
    await expect(make('work-note')).rejects.toEqual(refused('permission.locked'));
  });
});

describe('the chronic-care log', () => {
  it('adds up a month of one patient, from what was recorded or entered and nothing else', async () => {
    const test = createTestApp({ drafter: planDrafter });
    await test.setup();
    const visits: Encounter[] = [];
    for (const birthDate of ['1970-02-01', '1970-02-01', '1970-02-01', '1980-05-05']) {
      const visit = await test.call('encounters.create', {
        patient: { name: 'Sample Patient', birthDate },
        reason: '',
      });
      await test.call('recording.importTranscript', { encounterId: visit.id, text: TALK });
      await test.settled(visit, 'drafted');
      await test.call('documents.make', { encounterId: visit.id, kind: 'chronic-care-log', baseVersion: 0 });
      visits.push(visit);
    }
    const base = (i: number) => ({ encounterId: visits[i]!.id, kind: 'chronic-care-log' as const, baseVersion: 1 });
    await test.call('documents.setMinutes', { ...base(0), minutes: 12 });
    const entered = await test.call('documents.setMinutes', { ...base(1), minutes: 8 });
    expect(entered.text).toContain('Time: 8 minutes (entered by the clinician)');
    await test.call('documents.setMinutes', { ...base(3), minutes: 50 });
    const at = new Date(test.deps.clock.now());
    const month = `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}`;
    const log = await test.call('documents.touchpoints', { encounterId: visits[2]!.id, month });
    expect(log).toMatchObject({ totalMinutes: 20, withoutMinutes: 1 });
    expect(log.entries).toHaveLength(3);
    expect(log.csv.split('\r\n')[0]).toBe('"Date","Minutes","Minutes from","Topics","Actions","Status"');
    expect(log.csv).toContain('"Total","20"');
    expect(log.csv).not.toContain('Sample Patient');
    expect(await test.call('documents.touchpoints', { encounterId: visits[2]!.id, month: '2001-01' })).toMatchObject({
      entries: [],
      totalMinutes: 0,
    });
    // Made again, what was entered stands; taken away, nothing takes its place.
    const again = await test.call('documents.make', { ...base(0), baseVersion: 2 });
    expect(again.version.document.touchpoint).toEqual({ minutes: 12, from: 'clinician' });
    const none = await test.call('documents.setMinutes', { ...base(0), baseVersion: 3, minutes: null });
    expect(none.version.document.touchpoint).toBeUndefined();
  });

  it('takes the length of the recording, in whole minutes', async () => {
    const test = createTestApp({ drafter: planDrafter });
    await test.setup();
    const visit = await test.planned();
    const bytes = new Uint8Array(4 + 61 * 32_000);
    bytes.set(new TextEncoder().encode('PCM1'));
    await test.importFile(visit, bytes);
    await test.settled(visit, 'drafted');
    const made = await test.call('documents.make', { encounterId: visit.id, kind: 'chronic-care-log', baseVersion: 0 });
    expect(made.version.document.touchpoint).toEqual({ minutes: 1, from: 'recording' });
  });
});
