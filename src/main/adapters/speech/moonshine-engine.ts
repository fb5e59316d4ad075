import { readFile } from 'node:fs/promises';
import { tokenLimit } from '../../domain/speech/loop-guard.ts';
import { textOfWords } from '../../domain/speech/words.ts';
import { searchSegment, type SearchOptions, type SegmentSearch } from './beam-search.ts';
import { reduceNoise } from '../../domain/speech/noise-reduction.ts';
import { BOUNDARY, type TokenModel } from '../../domain/speech/token-model.ts';
import { replaceWords } from '../../domain/speech/bias-decision.ts';
import { indexPhrases, type PhraseIndex } from '../../domain/speech/bias.ts';
import type { Decoded, HearingOptions, SpeechEngine } from './engine.ts';
import { decide, scoreHeard, type HeardTokens, type Scored } from './moonshine-bias.ts';
import { openMoonshineDecoder, type Encoded } from './moonshine-decoder.ts';
import { firstStep, TOP_K } from './moonshine-graph.ts';
import { readSearch, type Explained } from './moonshine-words.ts';
import { openMoonshineScorer, type MoonshineScorer } from './moonshine-scorer.ts';
import { englishVocabulary } from './moonshine-vocabulary.ts';
import type { OnnxOptions } from './onnx.ts';

/** Column of the end-of-text token in the vocabulary. */
const END_COLUMN = 0;
/** Tokens that greedy search looks at: with a language model, the best may not be the first. */
const GREEDY_CANDIDATES = 6;

interface Searched extends Encoded {
  readonly search: SegmentSearch;
}

const GREEDY: SearchOptions = { beams: 1, tokenBonus: 0 };
/** How much the token model counts beside the audio, and what a token is worth (docs/decisions/0025). */
const LANGUAGE_WEIGHT = 0.1;
const TOKEN_BONUS = 0.2;
export const DEFAULT_BEAMS = 6;

/** How a first hearing chooses, with what people say in visits where that model is there. */
export const firstSearch = (model: TokenModel | undefined, beams = DEFAULT_BEAMS): SearchOptions =>
  model ? { beams, tokenBonus: TOKEN_BONUS, language: { model, weight: LANGUAGE_WEIGHT } } : { beams, tokenBonus: 0 };

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
  const marks = vocabulary.tokens.map((_, column) => /^[\s.,?!:;-]+$/.test(vocabulary.pieceOf(column)));
  const isMark = (column: number): boolean => marks[column]!;
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
      const started = searchSegment(how, limit, END_COLUMN, idOf, BOUNDARY, isMark);
      searched.push({ ...(await decoder.encode(reduceNoise(segment))), search: started });
    }
    const candidates = how.beams === 1 ? GREEDY_CANDIDATES : TOP_K;
    await decoder.run(
      searched,
      searched.map((item) => item.search),
      candidates,
    );
    return searched;
  };

  /** Loaded when a vocabulary first finds something to ask about: without one it would only take memory. */
  let scorer: Promise<MoonshineScorer> | undefined;
  const openScorer = async (): Promise<MoonshineScorer> =>
    openMoonshineScorer(firstStep(await readFile(files.decoder)), vocabulary.tokens, options);

  const examine = async (item: Searched, decoded: Decoded, index: PhraseIndex): Promise<Scored> => {
    const columns = item.search.result().map((link) => link.column);
    const heard: HeardTokens = {
      tokens: columns.map((column) => vocabulary.tokens[column]!),
      pieces: columns.map(vocabulary.pieceOf),
      words: decoded.words,
    };
    return scoreHeard(heard, index, {
      scorer: () => (scorer ??= openScorer()),
      segment: async () => {
        const { cross_mask: _, ...segment } = await decoder.project([item]);
        return segment;
      },
      vocabulary,
    });
  };
  const indexOf = rememberIndex();
  const read = (item: Searched, segment: Float32Array): Explained =>
    readSearch(item, segment.length / 16, vocabulary.pieceOf);

  return {
    maxBatch: 4,
    async transcribe(segments, hearing) {
      const searched = await decode(segments, hearing?.pass);
      // Captions come and go: what stays is heard again and asked about then.
      const index = hearing?.pass === 'draft' ? undefined : indexOf(hearing);
      const decoded: Decoded[] = [];
      for (const [i, item] of searched.entries()) {
        const plain = read(item, segments[i]!).decoded;
        decoded.push(index ? biased(plain, await examine(item, plain, index)) : plain);
      }
      return decoded;
    },
    async explain(segments, pass) {
      const searched = await decode(segments, pass);
      return searched.map((item, i) => read(item, segments[i]!));
    },
    async examine(samples, hearings) {
      const [item] = await decode([samples]);
      const plain = read(item!, samples).decoded;
      const scored: Scored[] = [];
      for (const hearing of hearings) {
        const index = indexOf(hearing);
        scored.push(index ? await examine(item!, plain, index) : NOTHING_SCORED);
      }
      return { plain, scored };
    },
    async close() {
      await decoder.close();
      await (await scorer)?.close();
    },
  };
}

export interface MoonshineEngine extends SpeechEngine {
  /** For training and evaluation: what was heard, and what confidences rest on. */
  explain(segments: readonly Float32Array[], pass?: HearingOptions['pass']): Promise<Explained[]>;
  /** For training and evaluation: what was heard without a vocabulary, and what the sound answers under each of several. */
  examine(
    samples: Float32Array,
    hearings: readonly HearingOptions[],
  ): Promise<{ readonly plain: Decoded; readonly scored: readonly Scored[] }>;
}

const NOTHING_SCORED: Scored = { candidates: [], doses: [] };

/** What `transcribe` makes of what `examine` found. */
export function biased(plain: Decoded, scored: Scored): Decoded {
  const decided = decide(plain.words, scored);
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
