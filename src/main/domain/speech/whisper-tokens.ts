import type { HeardToken } from './words.ts';

/** One token of a Whisper transcript: text, or (with `timestampMs`) a moment between texts. */
export interface WhisperPiece {
  readonly id: number;
  readonly timestampMs: number | undefined;
  readonly logProbability: number;
  /** Where the token begins, when the model's attention told. */
  readonly startMs: number | undefined;
}

/**
 * Text tokens with times. Where the attention gave none, the tokens between two timestamps share the time between them by
 * their length. `textOf` decodes a group of ids: several tokens may make one character.
 */
export function tokensToHeard(
  pieces: readonly WhisperPiece[],
  durationMs: number,
  textOf: (ids: readonly number[]) => string,
): HeardToken[] {
  const heard: HeardToken[] = [];
  let group: WhisperPiece[] = [];
  let fromMs = 0;
  const flush = (toMs: number): void => {
    heard.push(...placeTokens(decodeWhole(group, textOf), fromMs, Math.max(fromMs, toMs)));
    group = [];
  };
  for (const piece of pieces) {
    if (piece.timestampMs === undefined) {
      group.push(piece);
      continue;
    }
    flush(Math.min(durationMs, piece.timestampMs));
    fromMs = Math.min(durationMs, Math.max(fromMs, piece.timestampMs));
  }
  flush(durationMs);
  return heard;
}

interface Decoded {
  readonly text: string;
  readonly logProbability: number;
  readonly startMs: number | undefined;
}

/** Joins tokens until they decode to whole characters. */
function decodeWhole(pieces: readonly WhisperPiece[], textOf: (ids: readonly number[]) => string): Decoded[] {
  const decoded: Decoded[] = [];
  let from = 0;
  for (let to = 1; to <= pieces.length; to++) {
    const part = pieces.slice(from, to);
    const text = textOf(part.map((piece) => piece.id));
    if (text.includes('\ufffd') && to < pieces.length) continue;
    const logProbability = Math.min(...part.map((piece) => piece.logProbability));
    decoded.push({ text, logProbability, startMs: part[0]!.startMs });
    from = to;
  }
  return decoded;
}

function placeTokens(tokens: readonly Decoded[], fromMs: number, toMs: number): HeardToken[] {
  const lengths = tokens.map((token) => Math.max(1, token.text.length));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let at = fromMs;
  return tokens.map(({ text, logProbability, startMs }, i) => {
    const share = ((toMs - fromMs) * lengths[i]!) / total;
    const start = startMs ?? at;
    at += share;
    const end = startMs === undefined ? at : (tokens[i + 1]?.startMs ?? toMs);
    return { text, logProbability, startMs: Math.round(start), endMs: Math.round(Math.max(start, end)) };
  });
}
