import {
  biasCandidates,
  tokensOfWords,
  type BiasCandidate,
  type PhraseIndex,
  type SoundScore,
} from '../../domain/speech/bias.ts';
import { createTokenTree } from '../../domain/speech/token-tree.ts';
import type { HeardWord } from '../../domain/speech/words.ts';
import type { MoonshineScorer } from './moonshine-scorer.ts';
import { END_TOKEN, START_TOKEN, type MoonshineVocabulary } from './moonshine-vocabulary.ts';
import type { ort } from './onnx.ts';

/** Tokens after a stretch that are asked about too: a wrong name makes what follows improbable. */
const TOKENS_AFTER = 5;

export interface ScoredCandidate extends BiasCandidate {
  readonly score: SoundScore;
}

/** What was heard in one segment, as tokens (without start and end) and as the words made of them. */
export interface HeardTokens {
  readonly tokens: readonly number[];
  readonly pieces: readonly string[];
  readonly words: readonly HeardWord[];
}

/**
 * Asks the sound: how much more (or less) probable each phrase is than what was written in its place, given the same audio and the
 * text before. One pass of the decoder over all of them; nothing where no phrase sounds like anything that was written.
 */
export async function scoreCandidates(
  { tokens, pieces, words }: HeardTokens,
  index: PhraseIndex,
  parts: {
    readonly scorer: () => Promise<MoonshineScorer>;
    readonly segment: () => Promise<Readonly<Record<string, ort.Tensor>>>;
    readonly vocabulary: MoonshineVocabulary;
  },
): Promise<ScoredCandidate[]> {
  const candidates = biasCandidates(words, index);
  if (candidates.length === 0) return [];
  const spans = tokensOfWords(pieces);
  const tree = createTokenTree(START_TOKEN);
  const whole = [...tokens, END_TOKEN];
  const base = tree.extend(0, whole);
  const ways = candidates.flatMap((candidate) => {
    const from = spans[candidate.start]!.start;
    const to = spans[candidate.end - 1]!.marks;
    const after = whole.slice(to, to + TOKENS_AFTER);
    return spellings(candidate.phrase.text).flatMap((spelling) => {
      const phrase = parts.vocabulary.encode(spelling);
      if (!phrase) return [];
      const nodes = tree.extend(from === 0 ? 0 : base[from - 1]!, [...phrase, ...after]);
      return [{ candidate, from, to, nodes, phraseTokens: phrase.length, afterTokens: after.length }];
    });
  });
  const built = tree.build();
  const asked = built.tokens.map((_, node) => node).slice(1);
  const scorer = await parts.scorer();
  const scores = await scorer.score(await parts.segment(), built, asked);
  const sum = (nodes: readonly number[]): number => nodes.reduce((total, node) => total + scores[node - 1]!, 0);
  const best = new Map<BiasCandidate, ScoredCandidate>();
  for (const { candidate, from, to, nodes, phraseTokens, afterTokens } of ways) {
    const score: SoundScore = {
      gain: sum(nodes.slice(0, phraseTokens)) - sum(base.slice(from, to)),
      gainAfter: sum(nodes.slice(phraseTokens)) - sum(base.slice(to, to + afterTokens)),
      phraseTokens,
      writtenTokens: to - from,
    };
    const known = best.get(candidate)?.score;
    if (!known || score.gain + score.gainAfter > known.gain + known.gainAfter)
      best.set(candidate, { ...candidate, score });
  }
  return [...best.values()];
}

/** Recognisers write unusual names large as well as small. */
const spellings = (text: string): string[] => [...new Set([text, `${text[0]!.toUpperCase()}${text.slice(1)}`])];
