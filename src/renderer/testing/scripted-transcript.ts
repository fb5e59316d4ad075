import type { EncounterView } from '../../shared/contract/encounters.ts';
import type { ProcedureInput, ProcedureOutput } from '../../shared/contract/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { TranscriptSegment } from '../../shared/model/transcript.ts';

interface Views {
  view(encounterId: string): EncounterView;
  put(encounterId: string, change: Partial<EncounterView>): void;
}

/** What the scripted host does when the conversation is put right by hand: as main does, less the note. */
export function transcriptAnswers({ view, put }: Views) {
  const change = (encounterId: string, map: (segment: TranscriptSegment) => TranscriptSegment): void =>
    put(encounterId, { segments: view(encounterId).segments.map(map) });
  const find = (encounterId: string, segmentId: string): TranscriptSegment => {
    const found = view(encounterId).segments.find(({ id }) => id === segmentId);
    if (!found) throw new AppError('not-found.segment');
    return found;
  };
  return {
    'transcript.setSpeaker': ({
      encounterId,
      segmentId,
      speaker,
      scope,
    }: ProcedureInput<'transcript.setSpeaker'>): ProcedureOutput<'transcript.setSpeaker'> => {
      const { voice } = find(encounterId, segmentId);
      const isMeant = (other: TranscriptSegment): boolean =>
        other.id === segmentId || (scope === 'voice' && voice !== undefined && other.voice === voice);
      const corrected = view(encounterId).segments.filter(isMeant).length;
      change(encounterId, (segment) => (isMeant(segment) ? { ...segment, speaker } : segment));
      return { redrafted: false, corrected };
    },
    'transcript.settleWord': ({
      encounterId,
      segmentId,
      wordIndex,
      wordCount = 1,
      text,
    }: ProcedureInput<'transcript.settleWord'>): ProcedureOutput<'transcript.settleWord'> => {
      const segment = find(encounterId, segmentId);
      const before = segment.words.slice(0, wordIndex);
      const meant = segment.words.slice(wordIndex, wordIndex + wordCount);
      const after = segment.words.slice(wordIndex + wordCount);
      const { startMs } = meant[0]!;
      const { endMs } = meant.at(-1)!;
      const settled = text === '' ? [] : [{ text, startMs, endMs, confidence: 1, settled: true as const }];
      const words = [...before, ...settled, ...after];
      const changed = { ...segment, words, text: words.map((word) => word.text).join(' ') };
      change(encounterId, (other) => (other.id === segmentId ? changed : other));
      return { segment: changed, redrafted: false, affected: 1 };
    },
  };
}
