import type { EncounterSummary, EncounterView } from '../../shared/contract/encounters.ts';
import { AppError } from '../../shared/errors.ts';
import type { EncounterState } from '../../shared/model/encounter.ts';
import { ClinicianId, EncounterId, OutboxId, SentenceId } from '../../shared/model/ids.ts';
import { Settings } from '../../shared/model/clinician.ts';
import type { Note, NoteSentence, NoteVersion } from '../../shared/model/note.ts';
import { createFakeHost, type FakeHost } from './fake-host.ts';
import { encounterView, segments } from './sample-data.ts';
import { scriptedDrafting } from './scripted-drafting.ts';
import { scriptedModels } from './scripted-models.ts';
import { transcriptAnswers } from './scripted-transcript.ts';
import { wordAnswers } from './scripted-words.ts';

export const clinician = { id: ClinicianId.parse('clinician-1'), name: 'Ana Reyes', credentials: 'MD' };
export const PASSPHRASE = 'correct horse';

export interface ScriptedHost extends FakeHost {
  view(encounterId?: string): EncounterView;
  settings: Settings;
}

/** A fake host with enough of a memory to work with: one visit to review, some in other states. For tests and the development page. */
export function createScriptedHost(
  options: { phase?: 'first-run' | 'locked' | 'unlocked'; now?: number; view?: Partial<EncounterView> } = {},
): ScriptedHost {
  const now = options.now ?? Date.now();
  let phase = options.phase ?? 'unlocked';
  let nextId = 100;
  const main = encounterView(options.view);
  const views = new Map<string, EncounterView>([[main.encounter.id, main]]);
  const histories = new Map<string, NoteVersion[]>([[main.encounter.id, [main.note!]]]);
  const others: [string, string, EncounterState, number][] = [
    ['Walter Example', 'Annual check', 'delivered', 55],
    ['Mina Placeholder', 'Rash on both arms', 'signed', 95],
    ['Otis Invented', 'Medication review', 'delivery-failed', 140],
    ['Pia Sampleton', 'Cough for three weeks', 'in-review', 15],
    ['Noah Fiction', '', 'planned', -30],
  ];
  for (const [name, reason, state, minutesAgo] of others) {
    const id = EncounterId.parse(`visit-${views.size + 1}`);
    const at = now - minutesAgo * 60_000;
    const base = encounterView();
    views.set(id, {
      ...base,
      encounter: {
        ...base.encounter,
        id,
        patient: { name, sex: 'unknown' },
        reason,
        state,
        createdAt: at,
        startedAt: at,
        updatedAt: at,
      },
      ...(state === 'planned'
        ? { note: undefined, segments: [], codes: undefined, chart: undefined, hasAudio: false }
        : {}),
    });
  }
  main.encounter.createdAt = main.encounter.startedAt = now - 30 * 60_000;

  const view = (encounterId: string = main.encounter.id): EncounterView => {
    const found = views.get(encounterId);
    if (!found) throw new AppError('not-found.encounter');
    return found;
  };
  const put = (encounterId: string, change: Partial<EncounterView>): void => {
    views.set(encounterId, { ...view(encounterId), ...change });
    host.emit({
      type: 'encounter.changed',
      encounterId: EncounterId.parse(encounterId),
      state: view(encounterId).encounter.state,
    });
  };
  const openCount = (note: Note | undefined): number =>
    note?.sections
      .flatMap((section) => section.sentences)
      .filter(({ support, confirmed }) => support === 'needs-review' && !confirmed).length ?? 0;

  const edit = (
    { encounterId, baseVersion }: { encounterId: string; baseVersion: number },
    change: string,
    apply: (note: Note) => Note,
  ): NoteVersion => {
    const { note, signed, encounter } = view(encounterId);
    if (!note) throw new AppError('conflict.state');
    if (signed) throw new AppError('conflict.signed');
    if (note.version !== baseVersion) throw new AppError('conflict.version', { params: { version: note.version } });
    const version: NoteVersion = {
      ...note,
      version: note.version + 1,
      kind: 'edit',
      at: now,
      by: clinician.id,
      change,
      note: apply(note.note),
    };
    histories.set(encounterId, [...(histories.get(encounterId) ?? []), version]);
    put(encounterId, { note: version, encounter: { ...encounter, state: 'in-review' } });
    return version;
  };
  const mapSentences = (note: Note, map: (sentence: NoteSentence) => NoteSentence[]): Note => ({
    ...note,
    sections: note.sections.map((section) => ({ ...section, sentences: section.sentences.flatMap(map) })),
  });
  const checkPassphrase = (passphrase: string): void => {
    if (passphrase !== PASSPHRASE) throw new AppError('auth.passphrase', { retryable: true });
  };
  const session = () => ({
    phase,
    ...(phase === 'unlocked' ? { clinician } : {}),
    clinicians: phase === 'first-run' ? [] : [{ id: clinician.id, name: clinician.name }],
    protection: 'key-file' as const,
    host: 'web' as const,
    demo: false,
    version: '0.1.0',
  });

  const host: ScriptedHost = Object.assign(
    createFakeHost({
      'session.get': session,
      'session.setup': () => {
        phase = 'unlocked';
        return session();
      },
      'session.unlock': ({ passphrase }) => {
        checkPassphrase(passphrase);
        phase = 'unlocked';
        return session();
      },
      'session.lock': () => {
        phase = 'locked';
        return session();
      },
      'settings.get': () => host.settings,
      'settings.set': (change) => {
        const merged = Object.entries({ ...host.settings, ...change }).filter(([, value]) => value !== null);
        return (host.settings = Object.fromEntries(merged) as Settings);
      },
      'encounters.list': () => ({
        seq: 0,
        encounters: [...views.values()].map(({ encounter, note, job, deliveries }): EncounterSummary => ({
          ...encounter,
          openCount: openCount(note?.note),
          ...(job ? { job } : {}),
          ...(deliveries.at(-1) ? { delivery: deliveries.at(-1)! } : {}),
        })),
      }),
      'encounters.get': ({ encounterId }) => view(encounterId),
      'encounters.create': ({ patient, reason = '' }) => {
        nextId += 1;
        const id = EncounterId.parse(`visit-${nextId}`);
        const base = encounterView();
        const created: EncounterView = {
          ...base,
          encounter: {
            ...base.encounter,
            id,
            patient: { sex: 'unknown', name: '', ...patient },
            reason,
            state: 'planned',
            createdAt: now,
            startedAt: undefined,
          },
          segments: [],
          note: undefined,
          codes: undefined,
          chart: undefined,
          hasAudio: false,
        };
        views.set(id, created);
        return created.encounter;
      },
      'encounters.identify': ({ encounterId, patient, reason }) => {
        const named = view(encounterId);
        named.encounter = {
          ...named.encounter,
          patient: { sex: 'unknown', ...patient },
          reason: reason ?? named.encounter.reason,
        };
        return named.encounter;
      },
      'encounters.history': ({ encounterId }) => histories.get(encounterId) ?? [],
      'encounters.version': ({ encounterId, version }) =>
        histories.get(encounterId)!.find((candidate) => candidate.version === version)!,
      'note.confirmSentence': (input) =>
        edit(input, 'sentence.confirm', (note) =>
          mapSentences(note, (sentence) => [
            sentence.id === input.sentenceId ? { ...sentence, confirmed: true } : sentence,
          ]),
        ),
      'note.editSentence': (input) =>
        edit(input, 'sentence.edit', (note) =>
          mapSentences(note, (sentence) => [
            sentence.id === input.sentenceId
              ? { ...sentence, text: input.text, origin: 'clinician', confirmed: true, support: 'supported' }
              : sentence,
          ]),
        ),
      'note.removeSentence': (input) =>
        edit(input, 'sentence.remove', (note) =>
          mapSentences(note, (sentence) => (sentence.id === input.sentenceId ? [] : [sentence])),
        ),
      // Within its section only: enough to see that the window asks for it and follows.
      'note.move': (input) =>
        edit(input, `${input.what}.move`, (note) => ({
          ...note,
          sections: note.sections.map((section) => {
            const from = section.sentences.findIndex(({ id }) => id === input.sentenceId);
            const to = input.direction === 'up' ? from - 1 : from + 1;
            const [own, other] = [section.sentences[from], section.sentences[to]];
            return own && other
              ? { ...section, sentences: section.sentences.with(from, other).with(to, own) }
              : section;
          }),
        })),
      'note.addSentence': (input) =>
        edit(input, 'sentence.add', (note) => ({
          ...note,
          omissions: note.omissions.filter(({ segmentId }) => segmentId !== input.fromSegmentId),
          sections: note.sections.map((section) =>
            section.key === input.sectionKey
              ? {
                  ...section,
                  sentences: [
                    ...section.sentences,
                    {
                      id: SentenceId.parse(`added-${(nextId += 1)}`),
                      text: input.text,
                      confidence: 1,
                      support: 'supported' as const,
                      evidence: [],
                      origin: 'clinician' as const,
                      confirmed: true,
                    },
                  ],
                }
              : section,
          ),
        })),
      'note.verifyText': () => ({ support: 'supported', claims: [] }),
      'note.settleQuestion': (input) =>
        edit(input, 'question.settle', (note) => ({
          ...note,
          questions: (note.questions ?? []).map((question) =>
            question.id === input.questionId ? { ...question, settled: input.settled ?? true } : question,
          ),
        })),
      'note.dismissOmission': (input) =>
        edit(input, 'omission.dismiss', (note) => ({
          ...note,
          omissions: note.omissions.filter(({ segmentId }) => segmentId !== input.segmentId),
        })),
      'note.undo': (input) => {
        const before = histories.get(input.encounterId)!.at(-2);
        if (!before) throw new AppError('conflict.state');
        return edit(input, `undo:${before.version}`, () => before.note);
      },
      'note.sign': ({ encounterId, passphrase }) => {
        checkPassphrase(passphrase);
        const { note, encounter } = view(encounterId);
        const signed: NoteVersion = {
          ...note!,
          version: note!.version + 1,
          kind: 'signed',
          note: { ...note!.note, status: 'signed' },
          text: 'SUBJECTIVE',
          signature: {
            clinicianId: clinician.id,
            name: clinician.name,
            credentials: clinician.credentials,
            signedAt: now,
            textSha256: 'ab'.repeat(32),
          },
        };
        put(encounterId, {
          note: signed,
          signed,
          encounter: { ...encounter, state: 'delivered' },
          deliveries: [
            {
              id: OutboxId.parse('outbox-1'),
              encounterId: encounter.id,
              noteVersion: signed.version,
              state: 'delivered',
              identifier: 'urn:uuid:0',
              attempts: 1,
              nextAttemptAt: now,
              createdAt: now,
              updatedAt: now,
              deliveredAt: now,
              receipt: 'DocumentReference/9',
            },
          ],
        });
        return view(encounterId).encounter;
      },
      ...scriptedModels((event) => host.emit(event)).answers,
      ...transcriptAnswers({ view, put }),
      ...wordAnswers([{ term: 'Lakeside Clinic' }, { term: 'Okonkwo', soundsLike: 'oh konk woe' }]),
      'codes.decide': ({ encounterId, code, decision, replaceWith }) => {
        const current = view(encounterId).codes!;
        const codes = {
          ...current,
          diagnoses: current.diagnoses.map((item) =>
            item.code === code ? { ...item, decision, code: replaceWith ?? item.code } : item,
          ),
        };
        put(encounterId, { codes });
        return codes;
      },
      'codes.search': () => [{ code: 'M25.562', display: 'Pain in left knee', billable: true, score: 1 }],
      ...scriptedDrafting(),
      'ehr.get': () => ({ connection: { baseUrl: 'https://ehr.example.org/fhir', profile: 'generic' as const } }),
      'ehr.set': ({ connection }) => ({ connection: connection && { profile: 'generic', ...connection } }),
      'ehr.check': () => ({ ok: true, fhirVersion: '4.0.1', software: 'Test EHR' }),
      'system.info': () => ({
        version: '0.1.0',
        protection: 'key-file' as const,
        host: 'web' as const,
        speech: {
          name: 'moonshine-tiny',
          sha256: 'cd'.repeat(32),
          engine: 'ONNX Runtime',
          languages: ['en'],
          licence: 'MIT',
        },
        drafting: { name: 'rules', version: '1' },
        terminology: { 'ICD-10-CM': 'FY2026' },
        diskFreeBytes: 81_000_000_000,
      }),
      'audit.list': () => [
        {
          seq: 1,
          at: now,
          actor: clinician.id,
          action: 'encounter.create',
          subject: 'encounter/visit-1',
          detail: {},
          previousHash: '',
          hash: 'a',
        },
      ],
      'audit.verify': () => ({ entries: 1 }),
      'audio.peaks': ({ encounterId, parts = 600 }) => ({
        durationMs: view(encounterId).encounter.audioDurationMs ?? 0,
        peaks: Uint8Array.from(
          { length: parts },
          (_, part) => 20 + 60 * Math.abs(Math.sin(part / 3) * Math.sin(part / 17)),
        ),
      }),
      'recording.start': ({ encounterId }) => {
        put(encounterId, { encounter: { ...view(encounterId).encounter, state: 'recording' } });
        return { streamId: `stream-${encounterId}`, part: 1, recordedSamples: 0 };
      },
      'recording.pause': () => ({ durationMs: 0 }),
      'recording.resume': () => ({ durationMs: 0 }),
      'recording.stop': ({ encounterId }) => {
        put(encounterId, { encounter: { ...view(encounterId).encounter, state: 'recorded' }, segments });
        return view(encounterId).encounter;
      },
    }),
    {
      view,
      settings: Settings.parse({}),
    },
  );
  return host;
}
