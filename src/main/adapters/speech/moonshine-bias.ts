import {
  biasCandidates,
  rivalsOf,
  tokensOfWords,
  type BiasCandidate,
  type PhraseIndex,
  type WordTokens,
} from '../../domain/speech/bias.ts';
import {
  decideBias,
  HOPELESS,
  totalOf,
  type Decided,
  type ScoredCandidate,
} from '../../domain/speech/bias-decision.ts';
import { decideDoses, doseCandidates } from '../../domain/speech/bias-doses.ts';
import { createTokenTree, type TokenTreeBuilder } from '../../domain/speech/token-tree.ts';
import type { HeardWord } from '../../domain/speech/words.ts';
import type { MoonshineScorer } from './moonshine-scorer.ts';
import { END_TOKEN, START_TOKEN, type MoonshineVocabulary } from './moonshine-vocabulary.ts';
import type { ort } from './onnx.ts';

/** Tokens after a stretch that are asked about too: a wrong name makes what follows improbable. */
const TOKENS_AFTER = 5;
/** Places of the window at which a phrase was not proposed: how probable it is there is how probable it is anyway. */
const PLACES_ELSEWHERE = 4;
/** Candidates of a window that are asked about together with their rivals. */
const MOST_CONTENDERS = 10;

/** What was heard in one segment, as tokens (without start and end) and as the words made of them. */
export interface HeardTokens {
  readonly tokens: readonly number[];
  readonly pieces: readonly string[];
  readonly words: readonly HeardWord[];
}

export interface BiasParts {
  readonly scorer: () => Promise<MoonshineScorer>;
  /** Cross-attention keys and values of the segment. */
  readonly segment: () => Promise<Readonly<Record<string, ort.Tensor>>>;
  readonly vocabulary: MoonshineVocabulary;
}

export interface Scored {
  readonly candidates: readonly ScoredCandidate[];
  readonly doses: readonly ScoredCandidate[];
}

/** What the vocabulary and the common doses make of what was heard, as the sound has it. */
export async function scoreHeard(heard: HeardTokens, index: PhraseIndex, parts: BiasParts): Promise<Scored> {
  let projected: ReturnType<BiasParts['segment']> | undefined;
  const once = { ...parts, segment: () => (projected ??= parts.segment()) };
  const candidates = await scoreCandidates(heard, index, once);
  const torn = doseCandidates(heard.words);
  return {
    candidates,
    doses: torn.length === 0 ? [] : await ask(heard, torn, await once.segment(), once, 'phrase and after'),
  };
}

/** The words as the sound, asked, has them; nothing where it has them as they are. */
export function decide(words: readonly HeardWord[], { candidates, doses }: Scored): Decided[] {
  const names = decideBias(words, candidates);
  const isFree = (dose: Decided): boolean => !names.some((name) => name.start < dose.end && dose.start < name.end);
  return [...names, ...decideDoses(doses).filter(isFree)].sort((a, b) => a.start - b.start);
}

/**
 * Asks the sound: how much more (or less) probable each phrase is than what was written in its place, given the same audio and the
 * text before. A first pass over all of them, by the phrase alone; a second over those that have a chance and over their rivals, with the
 * words after. None where no phrase sounds like anything that was written.
 */
async function scoreCandidates(heard: HeardTokens, index: PhraseIndex, parts: BiasParts): Promise<ScoredCandidate[]> {
  const candidates = biasCandidates(heard.words, index);
  if (candidates.length === 0) return [];
  const segment = await parts.segment();
  const first = await ask(heard, candidates, segment, parts, 'phrase');
  const contenders = first
    .filter((candidate) => totalOf(candidate) > HOPELESS)
    .sort((a, b) => totalOf(b) - totalOf(a))
    .slice(0, MOST_CONTENDERS);
  if (contenders.length === 0) return [];
  const asked = new Set(contenders.map(keyOf));
  const rivals = contenders
    .flatMap((candidate) => rivalsOf(heard.words, candidate, index))
    .filter((rival) => {
      const key = keyOf(rival);
      const isNew = !asked.has(key);
      asked.add(key);
      return isNew;
    });
  return [
    ...(await ask(heard, contenders, segment, parts, 'phrase, after and elsewhere')),
    ...(rivals.length === 0 ? [] : await ask(heard, rivals, segment, parts, 'phrase and after')),
  ];
}

const keyOf = ({ start, end, phrase }: BiasCandidate): string => `${start}-${end} ${phrase.text}`;

type Extent = 'phrase' | 'phrase and after' | 'phrase, after and elsewhere';

/** Attention between all nodes of a tree is held at once: its memory grows with their square. */
const MOST_NODES = 350;

async function ask(
  { tokens, pieces }: HeardTokens,
  candidates: readonly BiasCandidate[],
  segment: Readonly<Record<string, ort.Tensor>>,
  parts: BiasParts,
  extent: Extent,
): Promise<ScoredCandidate[]> {
  const spans = tokensOfWords(pieces);
  const whole = [...tokens, END_TOKEN];
  const best = new Map<BiasCandidate, ScoredCandidate>();
  for (let next = 0; next < candidates.length;) {
    const tree = createTokenTree(START_TOKEN);
    const base = tree.extend(0, whole);
    const ways: Way[] = [];
    while (next < candidates.length && (ways.length === 0 || tree.size < MOST_NODES)) {
      const candidate = candidates[next++]!;
      for (const spelling of spellings(candidate.phrase, extent === 'phrase')) {
        const phrase = parts.vocabulary.encode(spelling);
        if (phrase) ways.push(wayOf(candidate, phrase, { spans, whole, base, tree, extent }));
      }
    }
    if (ways.length === 0) continue;
    const first = Math.min(...ways.map((way) => way.from));
    const last = Math.max(...ways.map((way) => way.to + way.afterTokens));
    const asked = [
      ...new Set([...base.slice(first, last), ...ways.flatMap((way) => [...way.nodes, ...way.elsewhere.flat()])]),
    ];
    const answers = await (await parts.scorer()).score(segment, tree.build(), asked);
    const scores = new Map(asked.map((node, i) => [node, answers[i]!]));
    const sum = (nodes: readonly number[]): number => nodes.reduce((total, node) => total + scores.get(node)!, 0);
    for (const way of ways) {
      const scored = scoreOf(way, base, sum);
      const known = best.get(way.candidate);
      if (!known || totalOf(scored) > totalOf(known)) best.set(way.candidate, scored);
    }
  }
  return [...best.values()];
}

/** One spelling of a candidate in the tree. */
interface Way {
  readonly candidate: BiasCandidate;
  /** Tokens of what was written: from the first to `to` (exclusive). */
  readonly from: number;
  readonly to: number;
  readonly nodes: readonly number[];
  readonly elsewhere: readonly (readonly number[])[];
  readonly phraseTokens: number;
  readonly afterTokens: number;
}

function wayOf(
  candidate: BiasCandidate,
  phrase: readonly number[],
  at: {
    readonly spans: readonly WordTokens[];
    readonly whole: readonly number[];
    readonly base: readonly number[];
    readonly tree: TokenTreeBuilder;
    readonly extent: Extent;
  },
): Way {
  const { spans, whole, base, tree, extent } = at;
  const from = spans[candidate.start]!.start;
  const to = spans[candidate.end - 1]!.marks;
  const after = extent === 'phrase' ? [] : whole.slice(to, to + TOKENS_AFTER);
  const extend = (start: number, added: readonly number[]): number[] =>
    tree.extend(start === 0 ? 0 : base[start - 1]!, added);
  const elsewhere =
    extent === 'phrase, after and elsewhere'
      ? placesElsewhere(candidate, spans.length).map((word) => extend(spans[word]!.start, phrase))
      : [];
  const nodes = extend(from, [...phrase, ...after]);
  return { candidate, from, to, nodes, elsewhere, phraseTokens: phrase.length, afterTokens: after.length };
}

function scoreOf(way: Way, base: readonly number[], sum: (nodes: readonly number[]) => number): ScoredCandidate {
  const { candidate, from, to, nodes, elsewhere, phraseTokens, afterTokens } = way;
  const phrase = sum(nodes.slice(0, phraseTokens));
  return {
    ...candidate,
    score: {
      gain: phrase - sum(base.slice(from, to)),
      gainAfter: sum(nodes.slice(phraseTokens)) - sum(base.slice(to, to + afterTokens)),
      ...(elsewhere.length === 0 ? {} : { lift: phrase - Math.max(...elsewhere.map(sum)) }),
      phraseTokens,
      writtenTokens: to - from,
    },
  };
}

/** Recognisers write unusual names large as well as small, and as they sound. */
function spellings({ text, soundsLike }: { text: string; soundsLike?: string }, isFirstPass: boolean): string[] {
  const large = isFirstPass ? [] : [`${text[0]!.toUpperCase()}${text.slice(1)}`];
  return [...new Set([text, ...large, ...(soundsLike === undefined ? [] : [soundsLike])])];
}

/** Words of the window, evenly apart, at which the candidate's phrase does not begin. A window of one word has none elsewhere but its own. */
function placesElsewhere({ start, end }: BiasCandidate, words: number): number[] {
  const free = Array.from({ length: words }, (_, word) => word).filter((word) => word < start - 1 || word > end);
  if (free.length === 0) return [start === 0 ? words - 1 : 0];
  const count = Math.min(PLACES_ELSEWHERE, free.length);
  return Array.from({ length: count }, (_, i) => free[Math.floor(((i + 0.5) * free.length) / count)]!);
}
