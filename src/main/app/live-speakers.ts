import type { Speaker, TranscriptSegment } from '../../shared/model/transcript.ts';
import { assignSpeakers, learnSounds, type VisitSound } from '../domain/speech/assign-speakers.ts';
import type { RoleModel } from '../domain/speech/role-model.ts';
import { hearVoices, VoiceFrames } from '../domain/speech/voice-features.ts';

/** Speakers are guessed anew from this many of the last segments: enough context, and the same work in the third hour as in the first. */
const WINDOW = 40;
/** Frames of speech before voices are listened to at all, and from which on the sounds they are made of are known well enough. */
const FIRST_FRAMES = 1_000;
const ENOUGH_FRAMES = 12_000;

export interface LiveSpeakers {
  /**
   * The new segment with its speaker, and earlier ones whose guess has changed. A segment that comes again is shown anew with the guess it had.
   * @param sound what was heard of it, from its start on
   */
  hear(segment: TranscriptSegment, sound?: Float32Array): TranscriptSegment[];
  /** Speakers of utterances that may still change, by what was said before them. Nothing is remembered of them. */
  guess(segments: readonly TranscriptSegment[]): TranscriptSegment[];
}

/**
 * Guesses who spoke while the visit goes on. Unlike the final pass it splits nothing: a segment with both voices gets the one
 * who said more of it; and it calls nobody a third person.
 * @param frames where the voices are noted, for the final pass to use
 */
export function createLiveSpeakers(model: RoleModel, frames: VoiceFrames = new VoiceFrames()): LiveSpeakers {
  let recent: TranscriptSegment[] = [];
  const shown = new Map<string, Speaker>();
  let background: VisitSound['background'];
  let learnAt = FIRST_FRAMES;

  /** Sounds are learned again when twice as much was heard, until that changes nothing. */
  const soundOf = (): VisitSound | undefined => {
    if (frames.count >= learnAt) {
      background = learnSounds(recent, frames) ?? background;
      learnAt = frames.count < ENOUGH_FRAMES ? frames.count * 2 : Infinity;
    }
    return background && { frames, background, isGoingOn: true };
  };
  const decide = (segments: readonly TranscriptSegment[], sound: VisitSound | undefined): Map<string, Speaker> => {
    const pieces = assignSpeakers(segments, model, sound);
    return new Map(
      segments.map((raw) => [
        raw.id,
        mostWords(
          pieces.filter(
            (piece) => piece.startMs < raw.endMs && piece.endMs > raw.startMs && piece.id.startsWith(raw.id),
          ),
        ),
      ]),
    );
  };

  return {
    hear(segment, sound) {
      const known = recent.findIndex(({ id }) => id === segment.id);
      if (known >= 0 || shown.has(segment.id)) {
        // Its words were heard again: they are shown anew, the guess stands.
        if (known >= 0) recent[known] = segment;
        const isDecided = segment.flags.includes('speaker-corrected');
        return [isDecided ? segment : { ...segment, speaker: shown.get(segment.id) ?? segment.speaker }];
      }
      if (sound) hearVoices(frames, segment.startMs, sound);
      recent = [...recent, segment].slice(-WINDOW);
      const changed: TranscriptSegment[] = [];
      const decided = decide(recent, soundOf());
      for (const raw of recent) {
        const speaker = decided.get(raw.id)!;
        if (shown.get(raw.id) === speaker) continue;
        shown.set(raw.id, speaker);
        changed.push({ ...raw, speaker });
      }
      return changed;
    },
    guess(segments) {
      if (segments.length === 0) return [];
      // Their ids are not kept and may be those of segments that stand.
      const open = segments.map((segment, index) => ({ ...segment, id: `?${index}-` as TranscriptSegment['id'] }));
      const decided = decide([...recent.slice(-WINDOW / 4), ...open], undefined);
      return segments.map((segment, index) => ({ ...segment, speaker: decided.get(open[index]!.id)! }));
    },
  };
}

function mostWords(pieces: readonly TranscriptSegment[]): Speaker {
  const words = new Map<Speaker, number>();
  for (const { speaker, text } of pieces) words.set(speaker, (words.get(speaker) ?? 0) + text.split(/\s+/).length);
  return [...words].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'unknown';
}
