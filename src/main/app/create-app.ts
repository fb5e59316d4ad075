import { AppError } from '../../shared/errors.ts';
import type { Settings, SettingsChanges } from '../../shared/model/clinician.ts';
import { createCodeSearch, type CodeSearch } from '../domain/coding/search.ts';
import { buildCapsule } from '../domain/audit/capsule.ts';
import { verifyChain } from '../domain/audit/chain.ts';
import { SAMPLE_RATE_HZ } from '../ports/audio.ts';
import type { App, Handlers } from './app.ts';
import { createAudioPeaks } from './audio-peaks.ts';
import type { AppContext } from './app-context.ts';
import { createAuditor, encounterSubject } from './auditor.ts';
import { correctSpeaker } from './correct-speaker.ts';
import { decideCode } from './decide-code.ts';
import { createOutbox, type Outbox } from './delivery/outbox.ts';
import type { AppDeps } from './deps.ts';
import { createDocuments } from './documents/documents.ts';
import { createNoteEditor } from './edit-note.ts';
import { advance, announce, requireEncounter } from './encounter-access.ts';
import { createDrafting } from './drafting/drafting.ts';
import { createEventHub } from './event-hub.ts';
import { draftVisit, finishVisit } from './finish-visit.ts';
import { hearDictation, hearMicrophoneTest } from './hear-take.ts';
import { applyInstruction, previewInstruction } from './instruct-note.ts';
import { createImporter } from './import-visit.ts';
import { createJobs } from './jobs.ts';
import { createLiveDrafts } from './live-draft.ts';
import { createModels } from './models/models.ts';
import { createStyleKeeper } from './keep-style.ts';
import { createTemplateKeeper } from './keep-templates.ts';
import { createWordKeeper } from './keep-words.ts';
import { loadDelivery } from './load-delivery.ts';
import { wavBytes } from './pcm.ts';
import { createRecordShortcut } from './record-shortcut.ts';
import { createRecorder } from './record-visit.ts';
import { createVisit, identifyVisit } from './register-visit.ts';
import { recoverVisits } from './recover-visits.ts';
import { createSession } from './session.ts';
import { settleWord } from './settle-word.ts';
import { addAddendum, queueUnsent, signNote } from './sign-note.ts';
import { verifyText } from './verify-text.ts';
import { createStreams } from './streams.ts';
import { listEncounters, noteVersion, viewEncounter } from './views.ts';
import { createVisitVoices } from './visit-voices.ts';

const LONGEST_CLIP_MS = 60_000;

/** The composition of the app: everything is built here by hand from the ports, once a host. */
export function createApp(deps: AppDeps): App {
  const { store, log } = deps;
  const hub = createEventHub(() => log.error('event.listener-failed'));
  const auditor = createAuditor(deps);
  const session = createSession({ ...deps, auditor, hub });
  const jobs = createJobs({ ...deps, hub });
  const streams = createStreams();

  let search: CodeSearch | undefined;
  const outbox: Outbox = createOutbox({
    store,
    ehr: deps.ehr,
    clock: deps.clock,
    log,
    ids: deps.ids,
    loadDocument: (entry) => loadDelivery(store, entry),
    audit: (action, entry, detail) => auditor.record('system', action, encounterSubject(entry.encounterId), detail),
    onChange(entry) {
      const encounter = store.encounters.get(entry.encounterId);
      if (!encounter) return;
      // The note and its addenda count together: delivered when all are, failed when one needs a person.
      const states = store.outbox.forEncounter(entry.encounterId).map((other) => other.state);
      if (states.includes('failed')) advance(context, encounter.id, 'delivery-failed');
      else if (states.every((state) => state === 'delivered')) advance(context, encounter.id, 'delivery-succeeded');
      else announce(context, encounter);
    },
  });
  const context: AppContext = {
    deps,
    hub,
    auditor,
    jobs,
    session,
    voices: createVisitVoices(),
    codeSearch: () => (search ??= createCodeSearch(deps.terminology)),
    outbox: () => outbox,
    liveDrafts: () => liveDrafts,
  };
  const liveDrafts = createLiveDrafts(context);
  const recorder = createRecorder(context, streams);
  const shortcut = createRecordShortcut(context, () => recorder.activeEncounterId() !== undefined);
  const stopPower = deps.power?.on((state) => hub.emit({ type: 'power', state }));
  const importer = createImporter(context, streams);
  const models = createModels(context, recorder);
  const editor = createNoteEditor(context);
  /** Whoever signs in is about to record: the models load meanwhile, so that the first caption does not wait for them. */
  const warmed = <T>(state: T): T => {
    void deps.transcriber.warm().catch(() => undefined);
    return state;
  };

  const retryVisit: Handlers['recording.retry'] = async ({ encounterId }) => {
    const encounter = requireEncounter(context, encounterId);
    if (encounter.state === 'recorded' && !(await deps.audio.has(encounterId))) throw new AppError('not-found.audio');
    if (encounter.state !== 'recorded' && encounter.state !== 'transcribed')
      throw new AppError('conflict.state', { params: { state: encounter.state } });
    void jobs.start(encounterId, 'transcribe', (job) =>
      encounter.state === 'transcribed'
        ? draftVisit(context, encounterId, job.signal)
        : finishVisit(context, encounterId, job),
    );
    return encounter;
  };

  const retryDelivery: Handlers['delivery.retry'] = async ({ encounterId }) => {
    requireEncounter(context, encounterId);
    if (!store.settings.ehr()) throw new AppError('fhir.not-configured');
    const waiting = store.outbox.forEncounter(encounterId).find((entry) => entry.state !== 'delivered');
    const isSigned = store.notes.history(encounterId).some((version) => version.kind === 'signed');
    if (!isSigned) throw new AppError('conflict.state');
    const id = waiting?.id ?? store.transaction(() => queueUnsent(context, encounterId));
    if (!id) throw new AppError('conflict.state', { params: { delivered: true } });
    if (store.encounters.get(encounterId)?.state === 'delivery-failed')
      advance(context, encounterId, 'delivery-retried');
    return outbox.deliverNow(id);
  };

  const clip: Handlers['audio.clip'] = async ({ encounterId, startMs, endMs }) => {
    requireEncounter(context, encounterId);
    if (endMs - startMs > LONGEST_CLIP_MS || endMs <= startMs) throw new AppError('validation.input');
    const reader = await deps.audio.openReader(encounterId);
    try {
      return { wav: wavBytes(await reader.read(startMs, endMs), SAMPLE_RATE_HZ) };
    } finally {
      await reader.close();
    }
  };

  const audioPeaks = createAudioPeaks(context);

  const handlers: Handlers = {
    ...models.handlers,
    ...createDrafting(context),
    'session.get': () => session.state(),
    'session.setup': async (input) => warmed(await session.setup(input)),
    'session.unlock': async ({ clinicianId, passphrase }) => warmed(await session.unlock(clinicianId, passphrase)),
    'session.lock': () => session.lock(),

    'encounters.list': ({ limit }) => listEncounters(context, limit),
    'encounters.get': ({ encounterId }) => viewEncounter(context, encounterId),
    'encounters.create': (input) => createVisit(context, input),
    'encounters.identify': (input) => identifyVisit(context, input),
    'encounters.history': ({ encounterId }) => {
      requireEncounter(context, encounterId);
      return store.notes.history(encounterId).map(({ version, kind, at, by, change, note }) => ({
        version,
        kind,
        at,
        by,
        change,
        ...(kind === 'ai-draft' && note.provenance ? { provenance: note.provenance } : {}),
      }));
    },
    'encounters.version': ({ encounterId, version }) => noteVersion(context, encounterId, version),

    'recording.start': ({ encounterId, ...options }) => recorder.start(encounterId, options),
    'recording.pause': ({ encounterId, ...pause }) => recorder.pause(encounterId, pause),
    'recording.resume': ({ encounterId }) => recorder.resume(encounterId),
    'recording.stop': ({ encounterId }) => recorder.stop(encounterId),
    'recording.mark': ({ encounterId, ...mark }) => recorder.mark(encounterId, mark),
    'recording.arm': async ({ deviceId }) => {
      await recorder.arm(deviceId);
      return {};
    },
    'recording.disarm': async () => {
      await recorder.disarm();
      return {};
    },
    'recording.devices': async () => ({ devices: [...((await deps.microphone?.devices()) ?? [])] }),
    'microphone.hear': ({ pcm }, { signal }) => hearMicrophoneTest(deps.transcriber, pcm, signal),
    'recording.importBegin': ({ encounterId, sizeBytes }) => importer.begin(encounterId, sizeBytes),
    'recording.importFinish': ({ encounterId, streamId, frames }) => importer.finish(encounterId, streamId, frames),
    'recording.importTranscript': ({ encounterId, text }) => importer.transcript(encounterId, text),
    'recording.cancel': async ({ encounterId }) => {
      requireEncounter(context, encounterId);
      await jobs.cancel(encounterId);
      return requireEncounter(context, encounterId);
    },
    'recording.retry': retryVisit,
    'audio.clip': clip,
    'audio.peaks': ({ encounterId, parts }) => audioPeaks(encounterId, parts),

    'note.editSentence': (input) => editor.editSentence(input),
    'note.removeSentence': (input) => editor.removeSentence(input),
    'note.confirmSentence': (input) => editor.confirmSentence(input),
    'note.move': (input) => editor.move(input),
    'note.addSentence': (input) => editor.addSentence(input),
    'note.verifyText': (input) => verifyText(context, input),
    'note.settleQuestion': (input) => editor.settleQuestion(input),
    'note.dismissOmission': (input) => editor.dismissOmission(input),
    'note.dictate': (input, { signal }) => hearDictation(context, input, signal),
    'note.instruct': (input) => previewInstruction(context, input),
    'note.applyInstruction': (input) => applyInstruction(context, editor, input),
    'note.undo': (input) => editor.undo(input),
    'note.sign': (input) => signNote(context, input),
    'note.addendum': (input) => addAddendum(context, input),
    'transcript.setSpeaker': (input) => correctSpeaker(context, input),
    'transcript.settleWord': (input) => settleWord(context, input),

    'codes.search': ({ text, limit }) => context.codeSearch().search(text, limit),
    'codes.decide': (input) => decideCode(context, input),

    'ehr.get': () => ({ connection: store.settings.ehr() }),
    'ehr.set': ({ connection }) => {
      store.transaction(() => {
        store.settings.saveEhr(connection);
        auditor.record(session.requireClinician().id, 'ehr.set', 'settings/ehr', {
          configured: connection !== undefined,
        });
      });
      hub.emit({ type: 'settings.changed' });
      outbox.wake();
      return { connection };
    },
    'ehr.check': ({ connection }, { signal }) => deps.ehr.check(connection, signal),
    'delivery.retry': retryDelivery,

    'system.info': async () => ({
      version: deps.version,
      protection: deps.protection,
      host: deps.host,
      speech: await deps.transcriber
        .info()
        .then(({ name, sha256, engine, languages, licence }) => ({
          name,
          sha256,
          engine,
          languages: [...languages],
          licence,
        }))
        .catch(() => undefined),
      drafting: deps.drafter.engine,
      terminology: { ...deps.terminology.releases },
      diskFreeBytes: await deps.disk?.freeBytes().catch(() => undefined),
      recordShortcut: shortcut.state(),
      systemAudio: deps.systemAudio ?? false,
    }),
    'settings.get': () => store.settings.get(),
    'settings.set': (changes) => {
      const settings = withChanges(store.settings.get(), changes);
      store.settings.save(settings);
      shortcut.apply();
      hub.emit({ type: 'settings.changed' });
      return settings;
    },
    ...createWordKeeper(context),
    ...createTemplateKeeper(context),
    ...createDocuments(context),
    ...createStyleKeeper(context),
    'note.unstyle': (input) => editor.unstyleSentence(input),
    'audit.list': (range) => store.audit.list(range),
    'audit.export': ({ encounterId }) => {
      requireEncounter(context, encounterId);
      return { json: JSON.stringify(buildCapsule(encounterId, store.audit.list()), null, 1) };
    },
    'audit.verify': () => verifyChain(store.audit.list(), deps.digest),
  };

  return {
    handlers,
    currentClinician: () => session.clinician(),
    acceptFrame: (streamId, seq, bytes) => streams.accept(streamId, seq, bytes),
    onEvent: (listener) => hub.on(listener),
    auditCall(name, outcome, correlationId) {
      auditor.record(session.clinician()?.id ?? 'system', `call.${name}`, `call/${correlationId}`, { outcome });
    },
    async start() {
      auditor.record('system', 'app.start', 'app', { version: deps.version, host: deps.host });
      await recoverVisits(context);
      await outbox.start();
      shortcut.apply();
    },
    async close() {
      shortcut.release();
      stopPower?.();
      liveDrafts.close();
      await recorder.close();
      await importer.close();
      await models.close();
      await jobs.cancelAll();
      await outbox.stop();
      await deps.transcriber.close();
      store.close();
    },
  };
}

function withChanges(settings: Settings, changes: SettingsChanges): Settings {
  const merged = Object.entries({ ...settings, ...changes }).filter(([, value]) => value !== null);
  return Object.fromEntries(merged) as Settings;
}
