import type { Speaker, TranscriptSegment } from '../../shared/model/transcript.ts';
import { assignSpeakers } from '../domain/speech/assign-speakers.ts';
import type { RoleModel } from '../domain/speech/role-model.ts';

/** Speakers are guessed anew from this many of the last segments: enough context, and the same work in the third hour as in the first. */
const WINDOW = 40;

/**
 * Guesses who spoke while the visit goes on. Unlike the final pass it splits nothing: a segment with both voices gets the one
 * who said more of it. Returns the new segment, and earlier ones whose guess has changed.
 */
export function createLiveSpeakers(model: RoleModel): (segment: TranscriptSegment) => TranscriptSegment[] {
  let recent: TranscriptSegment[] = [];
  const shown = new Map<string, Speaker>();
  return (segment) => {
    const known = recent.findIndex(({ id }) => id === segment.id);
    if (known >= 0 || shown.has(segment.id)) {
      // Its words were heard again: they are shown anew, the guess stands.
      if (known >= 0) recent[known] = segment;
      const isDecided = segment.flags.includes('speaker-corrected');
      return [isDecided ? segment : { ...segment, speaker: shown.get(segment.id) ?? segment.speaker }];
    }
    recent = [...recent, segment].slice(-WINDOW);
    const pieces = assignSpeakers(recent, model);
    const changed: TranscriptSegment[] = [];
    for (const raw of recent) {
      const speaker = mostWords(
        pieces.filter((piece) => piece.startMs < raw.endMs && piece.endMs > raw.startMs && piece.id.startsWith(raw.id)),
      );
      if (shown.get(raw.id) === speaker) continue;
      shown.set(raw.id, speaker);
      changed.push({ ...raw, speaker });
    }
    return changed;
  };
}

function mostWords(pieces: readonly TranscriptSegment[]): Speaker {
  const words = new Map<Speaker, number>();
  for (const { speaker, text } of pieces) words.set(speaker, (words.get(speaker) ?? 0) + text.split(/\s+/).length);
  return [...words].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'unknown';
}
