import { alignTokens } from '../../domain/speech/align.ts';
import { alternativesOf, type PieceRange } from '../../domain/speech/alternatives.ts';
import { tokensOfWords } from '../../domain/speech/bias.ts';
import { calibrateConfidences, type WordEvidence } from '../../domain/speech/confidence.ts';
import {
  textOfWords,
  wordsFromTokens,
  type HeardAlternative,
  type HeardToken,
  type HeardWord,
} from '../../domain/speech/words.ts';
import type { Link, SegmentSearch } from './beam-search.ts';
import type { Decoded } from './engine.ts';
import { SAMPLES_PER_FRAME } from './moonshine-decoder.ts';

const MS_PER_FRAME = SAMPLES_PER_FRAME / 16;

export interface Explained {
  readonly decoded: Decoded;
  /** One entry a word. */
  readonly evidence: readonly WordEvidence[];
}

/** A word's tokens, and what is known of each. */
function evidenceOf(
  links: readonly Link[],
  range: PieceRange,
  alternative: HeardAlternative | undefined,
): WordEvidence {
  const tokens = links.slice(range.start, range.end);
  return {
    logProbabilities: tokens.map((link) => link.logProbability),
    runnersUp: tokens.map((link) => link.runnerUp),
    language: tokens.map((link) => link.language),
    behind: alternative?.behind,
  };
}

/** What a finished search found: words with times, confidence and rivals; and for training and evaluation, what that rests on. */
export function readSearch(
  { frames, search }: { readonly frames: number; readonly search: SegmentSearch },
  durationMs: number,
  pieceOf: (column: number) => string,
): Explained {
  const links = search.result();
  const attention = new Float32Array(links.length * frames);
  links.forEach((link, i) => {
    attention.set(link.alignment.subarray(0, frames), i * frames);
  });
  const starts = alignTokens(attention, links.length, frames);
  const at = (frame: number): number => Math.min(durationMs, Math.round(frame * MS_PER_FRAME));
  const heard = links.map(({ column, logProbability }, i): HeardToken => ({
    text: pieceOf(column),
    logProbability,
    startMs: at(starts[i]!),
    endMs: at(starts[i + 1]!),
  }));
  const pieces = heard.map((token) => token.text);
  const ranges = tokensOfWords(pieces);
  const others = search.others().map((other) => ({ ...other, pieces: other.columns.map(pieceOf) }));
  const alternatives = alternativesOf(pieces, ranges, others);
  const plain = wordsFromTokens(heard);
  const evidence = ranges.map((range, i) =>
    evidenceOf(links, { start: range.start, end: range.marks }, alternatives[i]),
  );
  const confidences = calibrateConfidences(plain, evidence);
  const words = plain.map((word, i): HeardWord => {
    const alternative = alternatives[i];
    return { ...word, confidence: confidences[i]!, ...(alternative ? { alternative } : {}) };
  });
  const sum = links.reduce((total, link) => total + link.logProbability, 0);
  return {
    decoded: {
      text: textOfWords(words),
      words,
      averageLogProbability: links.length === 0 ? -Infinity : sum / links.length,
    },
    evidence,
  };
}
