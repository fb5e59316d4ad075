import { AppError } from '../../shared/errors.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import type { TranscriptWord } from '../../shared/model/transcript.ts';
import type { HeardSegment, Transcriber, TranscriptionOptions } from '../ports/transcriber.ts';
import type { AppContext } from './app-context.ts';
import { requireEncounter } from './encounter-access.ts';
import { withVocabulary } from './make-draft.ts';
import { bytesToInt16, int16ToFloat } from './pcm.ts';
import { wordsOfClinician, wordsOfVisit } from './words-of-visit.ts';

/**
 * What the recogniser understands of a few seconds: the test of a microphone that tells the most. Nothing is stored, and nothing of it goes
 * into the record.
 */
export async function hearMicrophoneTest(
  transcriber: Transcriber,
  pcm: Uint8Array,
  signal: AbortSignal,
): Promise<{ words: TranscriptWord[] }> {
  const segments = await hearTake(transcriber, pcm, { signal });
  return { words: segments.flatMap(({ words }) => words) };
}

/**
 * What a clinician dictated to a note, as text for them to look over: nothing is changed by it and the sound is kept nowhere. The visit's names and
 * the clinician's own words help, as they do in the visit.
 */
export async function hearDictation(
  context: AppContext,
  { encounterId, pcm }: { encounterId: EncounterId; pcm: Uint8Array },
  signal: AbortSignal,
): Promise<{ text: string }> {
  requireEncounter(context, encounterId);
  const { store, transcriber, drugNames } = context.deps;
  const segments = await hearTake(transcriber, pcm, { signal, ...wordsOfVisit(context, encounterId) });
  const { name, sha256 } = await transcriber.info();
  const durationMs = segments.at(-1)?.endMs ?? 0;
  const heard = { model: { name, sha256 }, language: 'en', durationMs, segments };
  const names = {
    chart: store.charts.get(encounterId),
    drugs: drugNames,
    words: wordsOfClinician(context, encounterId),
  };
  return {
    text: withVocabulary(heard, names)
      .segments.map(({ text }) => text.trim())
      .join(' ')
      .trim(),
  };
}

/** @throws AppError `validation.input` half a sample at the end; what the recogniser throws */
async function hearTake(
  transcriber: Transcriber,
  pcm: Uint8Array,
  options: Omit<TranscriptionOptions, 'onSegment' | 'hearAgain'>,
): Promise<HeardSegment[]> {
  if (pcm.byteLength % 2 !== 0) throw new AppError('validation.input');
  const segments: HeardSegment[] = [];
  // Heard once: whoever spoke reads it before anything is done with it.
  const session = await transcriber.open({
    ...options,
    hearAgain: false,
    onSegment: (segment) => segments.push(segment),
  });
  try {
    await session.push(int16ToFloat(bytesToInt16(pcm)));
    await session.finish();
  } catch (error) {
    await session.cancel();
    throw error;
  }
  return segments;
}
