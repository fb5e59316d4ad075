import type { TranscriptWord } from '../../../shared/model/transcript.ts';
import { atSpeed } from '../../domain/speech/at-speed.ts';
import type { DrugName } from '../../domain/speech/correct-vocabulary.ts';
import type { PlacedWord } from '../../domain/speech/hearing-tokens.ts';
import { riskVocabulary, withRisks, type RiskVocabulary } from '../../domain/speech/risk.ts';
import { withSecondHearing } from '../../domain/speech/second-hearing-marks.ts';
import type { HeardSegment } from '../../ports/transcriber.ts';
import type { HearAgain } from './hear-again.ts';

/** The second hearing is played this much faster: other frames, another pitch, so other errors (docs/decisions/0032). */
export const SECOND_SPEED = 1.12;

/**
 * Hears windows that hold risky words a second time, under another condition, and marks on the words where the two hearings disagree.
 * `drugNames`: the common drugs; what is likely in the visit comes with each window.
 */
export function createSecondListener({ drugNames }: { readonly drugNames: readonly DrugName[] }): HearAgain {
  const known = new Map<string, RiskVocabulary>();
  const vocabularyOf = (vocabulary: readonly string[] = []): RiskVocabulary => {
    const key = vocabulary.join('\n');
    const found = known.get(key) ?? riskVocabulary({ drugNames, vocabulary });
    // One visit at a time; the last few are enough.
    if (known.size > 4) known.clear();
    known.set(key, found);
    return found;
  };

  return async (window, hear, { vocabulary }) => {
    const risky = vocabularyOf(vocabulary);
    const words = window.segments.flatMap((segment) => segment.words);
    if (withRisks(words, risky).every((word) => word.risk === undefined)) return [];
    const [decoded] = await hear([atSpeed(window.heard, SECOND_SPEED)]);
    if (!decoded) return [];
    const second = decoded.words.flatMap((word): PlacedWord[] => {
      // The dash that some recognisers write where another person begins is no word.
      const text = word.text.replace(/^[-\u2013\u2014]+(?=\w|$)/, '');
      const placed = (ms: number): number => Math.round(window.toRecordingMs(ms * SECOND_SPEED));
      const { startMs, endMs, confidence } = word;
      return text === '' ? [] : [{ text, startMs: placed(startMs), endMs: placed(endMs), confidence }];
    });
    return cut(withSecondHearing(words, second, risky), window.segments);
  };
}

function cut(words: readonly TranscriptWord[], segments: readonly HeardSegment[]): HeardSegment[] {
  let at = 0;
  return segments.map((segment) => ({ ...segment, words: words.slice(at, (at += segment.words.length)) }));
}
