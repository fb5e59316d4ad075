import { readFile } from 'node:fs/promises';
import { alignTokens } from '../../domain/speech/align.ts';
import { alternativesOf, type PieceRange } from '../../domain/speech/alternatives.ts';
import { calibrateConfidences, type WordEvidence } from '../../domain/speech/confidence.ts';
import { tokenLimit } from '../../domain/speech/loop-guard.ts';
import {
  textOfWords,
  wordsFromTokens,
  type HeardAlternative,
  type HeardToken,
  type HeardWord,
} from '../../domain/speech/words.ts';
import { searchSegment, type Link, type SearchOptions, type SegmentSearch } from './beam-search.ts';
import { BOUNDARY } from '../../domain/speech/token-model.ts';
import { decideBias, replaceWords, type ScoredCandidate } from '../../domain/speech/bias-decision.ts';
import { indexPhrases, tokensOfWords, type PhraseIndex } from '../../domain/speech/bias.ts';
import type { Decoded, HearingOptions, SpeechEngine } from './engine.ts';
import { scoreCandidates, type HeardTokens } from './moonshine-bias.ts';
import { openMoonshineDecoder, SAMPLES_PER_FRAME, type Encoded } from './moonshine-decoder.ts';
import { firstStep, TOP_K } from './moonshine-graph.ts';
import { openMoonshineScorer, type MoonshineScorer } from './moonshine-scorer.ts';
import { englishVocabulary } from './moonshine-vocabulary.ts';
import type { OnnxOptions } from './onnx.ts';

/** Column of the end-of-text token in the vocabulary. */
const END_COLUMN = 0;
const MS_PER_FRAME = SAMPLES_PER_FRAME / 16;
/** Tokens that greedy search looks at: with a language model, the best may not be the first. */
const GREEDY_CANDIDATES = 6;

interface Searched extends Encoded {
  readonly search: SegmentSearch;
}

const GREEDY: SearchOptions = { beams: 1, tokenBonus: 0 };
/** A second hearing goes by the sound alone: it is there to err otherwise than the first. */
const SECOND: SearchOptions = { beams: 3, tokenBonus: 0 };

/**
 * Moonshine tiny on onnxruntime: several segments as one batch, with the attention over the audio for word times. What is heard in a
 * segment does not depend on the others of its batch. `search` is how a first hearing chooses.
 * @throws AppError `model.corrupt`
 */
export async function openMoonshine(
  files: { encoder: string; decoder: string },
  options: OnnxOptions,
  search: SearchOptions = GREEDY,
): Promise<MoonshineEngine> {
  const vocabulary = englishVocabulary();
  const decoder = await openMoonshineDecoder(files, vocabulary.tokens, options);
  const searchOf = { first: search, second: SECOND, draft: GREEDY } as const;

  const decode = async (
    segments: readonly Float32Array[],
    pass: HearingOptions['pass'] = 'first',
  ): Promise<Searched[]> => {
    const how = searchOf[pass];
    const searched: Searched[] = [];
    for (const segment of segments) {
      const limit = tokenLimit(segment.length / 16);
      const idOf = (column: number): number => vocabulary.tokens[column]!;
      const started = searchSegment(how, limit, END_COLUMN, idOf, BOUNDARY);
      searched.push({ ...(await decoder.encode(segment)), search: started });
    }
    const shape = { beams: how.beams, candidates: how.beams === 1 ? GREEDY_CANDIDATES : TOP_K };
    await decoder.run(
      searched,
      searched.map((item) => item.search),
      shape,
    );
    return searched;
  };

  /** Loaded when a vocabulary first finds something to ask about: without one it would only take memory. */
  let scorer: Promise<MoonshineScorer> | undefined;
  const openScorer = async (): Promise<MoonshineScorer> =>
    openMoonshineScorer(firstStep(await readFile(files.decoder)), vocabulary.tokens, options);

  const examine = async (item: Searched, decoded: Decoded, index: PhraseIndex): Promise<ScoredCandidate[]> => {
    const columns = item.search.result().map((link) => link.column);
    const heard: HeardTokens = {
      tokens: columns.map((column) => vocabulary.tokens[column]!),
      pieces: columns.map(vocabulary.pieceOf),
      words: decoded.words,
    };
    return scoreCandidates(heard, index, {
      scorer: () => (scorer ??= openScorer()),
      segment: async () => {
        const { cross_mask: _, ...segment } = await decoder.project([item]);
        return segment;
      },
      vocabulary,
    });
  };
  const indexOf = rememberIndex();

  return {
    maxBatch: 4,
    async transcribe(segments, hearing) {
      const searched = await decode(segments, hearing?.pass);
      const index = indexOf(hearing);
      const decoded: Decoded[] = [];
      for (const [i, item] of searched.entries()) {
        const plain = toDecoded(item, segments[i]!.length / 16, vocabulary.pieceOf);
        decoded.push(index ? biased(plain, await examine(item, plain, index)) : plain);
      }
      return decoded;
    },
    async examine(samples, hearing) {
      const [item] = await decode([samples]);
      const plain = toDecoded(item!, samples.length / 16, vocabulary.pieceOf);
      const index = indexOf(hearing);
      return { plain, candidates: index ? await examine(item!, plain, index) : [] };
    },
    async close() {
      await decoder.close();
      await (await scorer)?.close();
    },
  };
}

export interface MoonshineEngine extends SpeechEngine {
  /** For training and evaluation: what was heard without the vocabulary, and all that would be asked of the sound. */
  examine(
    samples: Float32Array,
    hearing: HearingOptions,
  ): Promise<{ readonly plain: Decoded; readonly candidates: readonly ScoredCandidate[] }>;
}

function biased(plain: Decoded, candidates: readonly ScoredCandidate[]): Decoded {
  const decided = decideBias(plain.words, candidates);
  if (decided.length === 0) return plain;
  const words = replaceWords(plain.words, decided);
  return { ...plain, words, text: textOfWords(words) };
}

/** The same few thousand phrases come with every call of a visit: their sounds are worked out once. */
function rememberIndex(): (hearing: HearingOptions | undefined) => PhraseIndex | undefined {
  let last: { readonly key: string; readonly index: PhraseIndex } | undefined;
  return (hearing) => {
    const { vocabulary = [], known = [] } = hearing ?? {};
    if (vocabulary.length === 0 && known.length === 0) return undefined;
    const key = `${vocabulary.join('\n')}\n\n${known.join('\n')}`;
    if (last?.key !== key) last = { key, index: indexPhrases(vocabulary, known) };
    return last.index;
  };
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

function toDecoded({ frames, search }: Searched, durationMs: number, pieceOf: (column: number) => string): Decoded {
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
    text: textOfWords(words),
    words,
    averageLogProbability: links.length === 0 ? -Infinity : sum / links.length,
  };
}
