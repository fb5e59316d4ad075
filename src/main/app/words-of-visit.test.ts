import { describe, expect, it } from 'vitest';
import type { TranscriptionOptions } from '../ports/transcriber.ts';
import { countingTranscriber, createTestApp, rawFile } from './app.fixture.ts';

const CHART = JSON.stringify({
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    { resource: { resourceType: 'Patient', name: [{ given: ['Sample'], family: 'Patientson' }] } },
    {
      resource: {
        resourceType: 'MedicationRequest',
        status: 'active',
        intent: 'order',
        medicationCodeableConcept: { text: 'Lisinopril 10 MG Oral Tablet' },
      },
    },
  ],
});

function listeningApp() {
  const opened: TranscriptionOptions[] = [];
  const transcriber = countingTranscriber();
  const test = createTestApp({
    drugNames: [{ preferred: 'metoprolol', synonyms: ['Lopressor'] }],
    transcriber: {
      ...transcriber,
      open(options) {
        opened.push(options);
        return transcriber.open(options);
      },
    },
  });
  return { ...test, opened };
}

describe('words', () => {
  it('of the chart, the clinician and the people are listened for', async () => {
    const { setup, call, importFile, settled, opened } = listeningApp();
    await setup();
    await call('vocabulary.set', { entries: [{ term: 'Okonkwo', soundsLike: 'oh konk woe' }] });
    const encounter = await call('encounters.create', {
      patient: { name: 'Sample Patientson' },
      reason: 'cough',
      contextBundle: CHART,
    });
    await importFile(encounter, rawFile(2));
    await settled(encounter, 'drafted');
    expect(opened[0]).toMatchObject({
      vocabulary: ['lisinopril', 'Okonkwo = oh konk woe', 'Sample', 'Patientson', 'Avery', 'Quill'],
      known: ['metoprolol', 'Lopressor'],
    });
  });

  it('are each clinician’s own, tidied, and never in the audit', async () => {
    const { setup, call, deps } = listeningApp();
    await setup();
    expect(await call('vocabulary.set', { entries: [{ term: 'b  b' }, { term: 'A A' }, { term: 'B b' }] })).toEqual({
      entries: [{ term: 'A A' }, { term: 'B b' }],
    });
    const preview = await call('vocabulary.import', { text: 'Zorbamax\n7', preview: true });
    expect(preview).toMatchObject({ added: [{ term: 'Zorbamax' }], skipped: [{ line: 2, reason: 'no-letters' }] });
    expect((await call('vocabulary.get', {})).entries).toHaveLength(2);
    await call('vocabulary.import', { text: 'Zorbamax' });
    expect((await call('vocabulary.get', {})).entries).toHaveLength(3);
    const entries = deps.store.audit.list().filter(({ action }) => action.startsWith('vocabulary.'));
    expect(entries.map(({ action, detail }) => [action, detail])).toEqual([
      ['vocabulary.set', { words: 2 }],
      ['vocabulary.import', { words: 3 }],
    ]);
    expect(JSON.stringify(deps.store.audit.list())).not.toContain('Zorbamax');
    await call('session.lock', {});
    await expect(call('vocabulary.get', {})).rejects.toMatchObject({
      code: expect.stringMatching(/^(auth|permission)/),
    });
  });
});
