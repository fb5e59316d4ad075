import { AppError } from '../../shared/errors.ts';
import type { Codes } from '../../shared/model/codes.ts';
import type { Encounter } from '../../shared/model/encounter.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import type { DraftProvenance, Note } from '../../shared/model/note.ts';
import type { Transcript } from '../../shared/model/transcript.ts';
import { hearVoices, type VoiceFrames } from '../domain/speech/voice-features.ts';
import type { AppContext } from './app-context.ts';
import { encounterSubject } from './auditor.ts';
import { advance, announce, requireEncounter } from './encounter-access.ts';
import type { JobHandle } from './jobs.ts';
import { inStyleOf } from './keep-style.ts';
import { keepSegment } from './keep-segment.ts';
import { makeDraft, withSpeakers, withVocabulary } from './make-draft.ts';
import { int16ToFloat } from './pcm.ts';
import { templateOf } from './template-of.ts';
import { hearMissingVoices } from './visit-voices.ts';
import { wordsOfClinician, wordsOfVisit } from './words-of-visit.ts';

/**
 * Brings a recording that is whole on disk to a transcript. Segments that are stored already (heard live, or before a crash)
 * stand; listening goes on after the last of them, so a restart costs no work twice.
 */
export async function transcribeVisit(context: AppContext, encounterId: EncounterId, job: JobHandle): Promise<void> {
  const { deps, hub } = context;
  const reader = await deps.audio.openReader(encounterId);
  try {
    const heard = deps.store.transcripts.segments(encounterId);
    const fromMs = heard.reduce((last, segment) => Math.max(last, segment.endMs), 0);
    const durationMs = reader.durationMs;
    const voices = context.voices.of(encounterId);
    const info = await deps.transcriber.info();
    const session = await deps.transcriber.open({
      idPrefix: 's',
      firstIndex: heard.length + 1,
      startOffsetMs: fromMs,
      ...wordsOfVisit(context, encounterId),
      hearAgain: deps.store.settings.get().doubleListening,
      signal: job.signal,
      onSegment(segment, sound) {
        if (sound) hearVoices(voices, segment.startMs, sound);
        hub.emit({
          type: 'transcript.segment',
          encounterId,
          segment: keepSegment(context, encounterId, segment),
        });
      },
      onProgress: (processedMs) => job.progress('transcribe', durationMs > 0 ? processedMs / durationMs : 1),
      onWorkerRestart: () => deps.log.warn('speech.worker-restart'),
    });
    try {
      const blockMs = 1_000;
      for (let atMs = fromMs; atMs < durationMs; atMs += blockMs) {
        if (job.signal.aborted) break;
        await session.push(int16ToFloat(await reader.read(atMs, Math.min(durationMs, atMs + blockMs))));
      }
    } catch (error) {
      await session.cancel();
      throw error;
    }
    if (job.signal.aborted) {
      await session.cancel();
      throw new AppError('cancelled', { retryable: true });
    }
    await session.finish();
    const segments = deps.store.transcripts.segments(encounterId);
    await hearMissingVoices(voices, segments, reader);
    completeTranscript(
      context,
      encounterId,
      { model: { name: info.name, sha256: info.sha256 }, language: 'en', durationMs, segments },
      { voices },
    );
    context.voices.forget(encounterId);
  } finally {
    await reader.close();
  }
}

/** Stores a whole transcript with its speakers and moves the encounter on. */
export function completeTranscript(
  context: AppContext,
  encounterId: EncounterId,
  heard: Transcript,
  {
    event = 'transcript-ready',
    changes = {},
    voices,
  }: {
    event?: 'transcript-ready' | 'import-transcript';
    changes?: Partial<Encounter>;
    /** What the segments sound like, where they were heard. */
    voices?: VoiceFrames;
  } = {},
): void {
  const { deps, auditor } = context;
  const chart = deps.store.charts.get(encounterId);
  const words = wordsOfClinician(context, encounterId);
  const corrected = withVocabulary(heard, { chart, drugs: deps.drugNames, words });
  const transcript = withSpeakers(corrected, deps.roleModel, voices);
  deps.store.transaction(() => {
    deps.store.transcripts.save(encounterId, transcript);
    auditor.record('engine', 'transcript.complete', encounterSubject(encounterId), {
      model: transcript.model.name,
      modelSha256: transcript.model.sha256,
      segments: transcript.segments.length,
      durationMs: Math.round(transcript.durationMs),
    });
    advance(context, encounterId, event, changes);
  });
}

/** Drafts the note and suggests codes from the stored transcript. The draft is a version of its own and is kept for ever. */
export async function draftVisit(context: AppContext, encounterId: EncounterId, signal?: AbortSignal): Promise<void> {
  const { deps, auditor } = context;
  const encounter = requireEncounter(context, encounterId);
  const stored = (): Transcript => {
    const transcript = deps.store.transcripts.get(encounterId);
    if (!transcript) throw new AppError('conflict.state', { params: { state: encounter.state } });
    return transcript;
  };
  const from = deps.store.notes.latest(encounterId)?.version;
  const make = async (transcript: Transcript): Promise<{ note: Note; codes: Codes }> => {
    const made = await makeDraft(
      {
        roleModel: deps.roleModel,
        drafter: deps.drafter,
        codeSearch: context.codeSearch(),
        terminology: deps.terminology,
      },
      { transcript, chart: deps.store.charts.get(encounterId), template: templateOf(deps, encounter.template), signal },
    );
    if (signal?.aborted) throw new AppError('cancelled', { retryable: true });
    // What a person settled or corrected in the transcript meanwhile is drafted too.
    const now = stored();
    return JSON.stringify(now.segments) === JSON.stringify(transcript.segments) ? made : make(now);
  };
  // Codes are suggested from the plain wording; what the clinician reads is in theirs.
  const { note: plain, codes } = await make(stored());
  const note = inStyleOf(context, encounter.clinicianId, plain);
  deps.store.transaction(() => {
    const last = deps.store.notes.latest(encounterId);
    // Somebody edited the note meanwhile: it is theirs.
    if (last?.kind === 'edit' && last.version !== from) return;
    const decided = new Map(deps.store.codes.get(encounterId)?.diagnoses.map((code) => [code.code, code.decision]));
    const version = (last?.version ?? 0) + 1;
    deps.store.notes.append(encounterId, { version, kind: 'ai-draft', at: deps.clock.now(), by: 'engine', note });
    deps.store.codes.save(encounterId, {
      ...codes,
      diagnoses: codes.diagnoses.map((code) => ({ ...code, decision: decided.get(code.code) ?? code.decision })),
    });
    auditor.record('engine', 'note.draft', encounterSubject(encounterId), {
      engine: note.engine.name,
      engineVersion: note.engine.version,
      template: note.template,
      version,
      sentences: note.sections.reduce((sum, section) => sum + section.sentences.length, 0),
      ...provenanceDetail(note.provenance),
    });
    advance(context, encounterId, 'draft-ready');
  });
}

/** What a language model had to do with a draft, for the record: names, digests, counts. */
function provenanceDetail(provenance: DraftProvenance | undefined): Record<string, string | number> {
  const { model, prompt, fallback, dropped } = provenance ?? {};
  return {
    ...(model ? { model: model.name } : {}),
    ...(model?.sha256 ? { modelSha256: model.sha256 } : {}),
    ...(model?.address ? { modelAddress: model.address } : {}),
    ...(prompt ? { prompt: prompt.name, promptSha256: prompt.sha256 } : {}),
    ...(fallback ? { fallbackFrom: fallback.from, fallbackReason: fallback.reason } : {}),
    ...(dropped === undefined ? {} : { dropped }),
  };
}

/** From a whole recording to a draft, as one job. */
export async function finishVisit(context: AppContext, encounterId: EncounterId, job: JobHandle): Promise<void> {
  if (requireEncounter(context, encounterId).state === 'recorded') {
    job.progress('transcribe', 0);
    await transcribeVisit(context, encounterId, job);
  }
  if (requireEncounter(context, encounterId).state === 'transcribed') {
    job.progress('draft');
    await draftVisit(context, encounterId, job.signal);
  }
  announce(context, requireEncounter(context, encounterId));
}
