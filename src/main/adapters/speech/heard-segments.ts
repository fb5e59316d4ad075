import { SegmentId } from '../../../shared/model/ids.ts';
import type { SegmentFlag } from '../../../shared/model/transcript.ts';
import { toUtterances, type Utterance } from '../../domain/speech/utterances.ts';
import type { ListeningWindow } from '../../domain/speech/windows.ts';
import { textOfWords } from '../../domain/speech/words.ts';
import type { HeardSegment } from '../../ports/transcriber.ts';
import type { Decoded } from './engine.ts';

export const SAMPLES_PER_MS = 16;
/** Below this mean word confidence a segment is worth a second look by the reader. */
const LOW_CONFIDENCE = 0.7;

/** What was heard in a window, cut into utterances; `undefined`: the recogniser could not get through it. Ids count on from `firstIndex`. */
export function segmentsOf(
  window: ListeningWindow,
  heard: Pick<Decoded, 'words'> | undefined,
  place: {
    readonly offsetMs: number;
    readonly idPrefix: string;
    readonly firstIndex: number;
    /** It did not sound like the language that the model hears. */
    readonly isOtherLanguage?: boolean;
  },
): HeardSegment[] {
  const { offsetMs } = place;
  const utterances: readonly Utterance[] = heard
    ? toUtterances(window, heard.words)
    : [{ startMs: window.startSample / SAMPLES_PER_MS, endMs: window.endSample / SAMPLES_PER_MS, words: [] }];
  return utterances.map(({ startMs, endMs, words }, i): HeardSegment => {
    const confidence = words.reduce((sum, word) => sum + word.confidence, 0) / Math.max(1, words.length);
    return {
      id: SegmentId.parse(`${place.idPrefix}${place.firstIndex + i}`),
      startMs: offsetMs + startMs,
      endMs: offsetMs + endMs,
      speaker: 'unknown',
      text: textOfWords(words),
      words: words.map(({ alternative: _alternative, ...word }) => ({
        ...word,
        startMs: offsetMs + Math.max(startMs, Math.min(endMs, word.startMs)),
        endMs: offsetMs + Math.max(startMs, Math.min(endMs, word.endMs)),
      })),
      flags: heard ? flagsOf(words, confidence, place.isOtherLanguage ?? false) : ['failed'],
    };
  });
}

const flagsOf = (words: Utterance['words'], confidence: number, isOtherLanguage: boolean): SegmentFlag[] => [
  ...(confidence < LOW_CONFIDENCE ? (['low-confidence'] as const) : []),
  ...(words.some((word) => word.heardAs !== undefined) ? (['vocabulary'] as const) : []),
  ...(isOtherLanguage ? (['other-language'] as const) : []),
];
