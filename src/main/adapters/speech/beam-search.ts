import { loopStart } from '../../domain/speech/loop-guard.ts';
import type { TokenModel } from '../../domain/speech/token-model.ts';

/** How hypotheses are compared. */
export interface SearchOptions {
  /** Hypotheses kept a segment; 1 is greedy. */
  readonly beams: number;
  /** Prior knowledge of what people say in visits, and how much it counts beside what was heard. */
  readonly language?: { readonly model: TokenModel; readonly weight: number };
  /** Added for each token: without it, every doubt makes text shorter. */
  readonly tokenBonus: number;
  /** Nats behind the best at which a hypothesis is given up; default 8. */
  readonly prune?: number;
}

/** One token of a hypothesis, and the hypothesis before it. */
export interface Link {
  readonly column: number;
  readonly logProbability: number;
  /** Of the likeliest other token in its place. */
  readonly runnerUp: number;
  /** What the token model says of it; 0 without one. */
  readonly language: number;
  /** Of the hypothesis up to here. */
  readonly score: number;
  /** Attention over the audio, one value a frame. */
  readonly alignment: Float32Array;
  readonly before: Link | undefined;
}

interface Hypothesis {
  readonly last: Link | undefined;
  readonly length: number;
  readonly score: number;
  /** The latest token ids, oldest first: the language model's context. */
  readonly recent: readonly number[];
}

/** The best next tokens of one row: columns, their log-probabilities, and the row's attention. */
export interface RowOutput {
  readonly columns: readonly number[];
  readonly logProbabilities: readonly number[];
  readonly alignment: Float32Array;
}

export interface SegmentSearch {
  readonly isDone: boolean;
  /** Takes one output a hypothesis; says from which hypothesis each of the next goes on, and with which column. */
  advance(outputs: readonly RowOutput[]): readonly { readonly from: number; readonly column: number }[];
  /** The best text found. */
  result(): readonly Link[];
  /** Ways that were given up: what else was thought possible, and where. */
  others(): readonly OtherWay[];
}

/** A hypothesis that is not the result: the same up to `from` tokens, then these columns. */
export interface OtherWay {
  readonly from: number;
  readonly columns: readonly number[];
  /** Nats by which it was behind the result when both were as long. */
  readonly behind: number;
  /** It ended there; otherwise it was given up, perhaps within a word. */
  readonly isWhole: boolean;
}

/** Fewer than this many nats behind the best, a hypothesis may still win; the rest is not worth a row. */
const PRUNE = 8;
/** A leader this much worse by the token than the best finished text does not catch up. */
const GIVE_UP = 0.25;

/**
 * Beam search over one segment, one step at a time: whoever runs the network asks every segment of a batch what comes next.
 * `idOf` turns an output column into the token id that the language model knows; `isMark` tells punctuation.
 */
export function searchSegment(
  options: SearchOptions,
  limit: number,
  endColumn: number,
  idOf: (column: number) => number,
  boundary: number,
  isMark?: (column: number) => boolean,
): SegmentSearch {
  let active: Hypothesis[] = [{ last: undefined, length: 0, score: 0, recent: [boundary] }];
  let best: Hypothesis | undefined;
  let looped: Hypothesis | undefined;
  let done = false;

  let finished = 0;
  const left: { readonly hypothesis: Hypothesis; readonly isWhole: boolean }[] = [];

  const finish = (hypothesis: Hypothesis): void => {
    finished++;
    left.push({ hypothesis, isWhole: true });
    if (!best || mean(hypothesis) > mean(best)) best = hypothesis;
  };
  const languageScore = (hypothesis: Hypothesis, column: number): number =>
    options.language ? options.language.model.score(hypothesis.recent, idOf(column)) : 0;
  const weight = options.language?.weight ?? 0;
  const context = Math.max(2, (options.language?.model.order ?? 0) - 1);

  const chosen = (): Hypothesis => {
    if (!best || !looped) return best ?? looped ?? active[0]!;
    // What came after the loop was no better than noise: then it was a loop and nothing else.
    return mean(looped) - mean(best) > GIVE_UP ? looped : best;
  };

  return {
    get isDone() {
      return done;
    },
    advance(outputs) {
      const candidates: { hypothesis: Hypothesis; from: number; isEnd: boolean }[] = [];
      active.forEach((hypothesis, from) => {
        const { columns, logProbabilities, alignment } = outputs[from]!;
        columns.forEach((column, i) => {
          const logProbability = logProbabilities[i]!;
          const isEnd = column === endColumn;
          const language = isEnd ? 0 : languageScore(hypothesis, column);
          const score = hypothesis.score + logProbability + (isEnd ? 0 : weight * language + options.tokenBonus);
          const runnerUp = logProbabilities[i === 0 ? 1 : 0] ?? -Infinity;
          const link = { column, logProbability, runnerUp, language, score, alignment, before: hypothesis.last };
          const last = isEnd ? hypothesis.last : link;
          const recent = isEnd ? hypothesis.recent : [...hypothesis.recent.slice(-(context - 1)), idOf(column)];
          candidates.push({ from, isEnd, hypothesis: { last, length: hypothesis.length + 1, score, recent } });
        });
      });
      candidates.sort((a, b) => b.hypothesis.score - a.hypothesis.score);
      const top = candidates[0]!.hypothesis.score;
      const kept: typeof candidates = [];
      candidates.some((candidate, rank) => {
        const { hypothesis, isEnd } = candidate;
        if (kept.length === options.beams || hypothesis.score < top - (options.prune ?? PRUNE)) return true;
        if (isEnd) {
          // A text ends where ending is among the likeliest ways on, not wherever it is possible.
          if (rank < options.beams) finish(hypothesis);
          return false;
        }
        const keep = loopStart(columnsOf(hypothesis.last), isMark);
        // A loop is no text to compare with others: it is what stays, cut, when there is none.
        if (keep !== undefined) looped ??= shorten(hypothesis, keep);
        else if (hypothesis.length >= limit) finish(hypothesis);
        else kept.push(candidate);
        return false;
      });
      const leader = kept[0]?.hypothesis;
      const behind = best && leader ? mean(best) - mean(leader) : 0;
      const isOver = behind > GIVE_UP || (behind > 0 && finished >= options.beams);
      if (!leader || isOver || (options.beams === 1 && candidates[0]!.isEnd)) {
        done = true;
        return [];
      }
      active.forEach((hypothesis, from) => {
        if (!kept.some((candidate) => candidate.from === from)) left.push({ hypothesis, isWhole: false });
      });
      active = kept.map((candidate) => candidate.hypothesis);
      return kept.map(({ from, hypothesis }) => ({ from, column: hypothesis.last!.column }));
    },
    result: () => linksOf(chosen().last),
    others: () => waysBeside(linksOf(chosen().last), left),
  };
}

/** Long texts are less probable than short ones; by the token, they can be compared. */
const mean = (hypothesis: Hypothesis): number => hypothesis.score / hypothesis.length;

function linksOf(last: Link | undefined): Link[] {
  const links: Link[] = [];
  for (let link = last; link; link = link.before) links.push(link);
  return links.reverse();
}

function waysBeside(
  result: readonly Link[],
  left: readonly { readonly hypothesis: Hypothesis; readonly isWhole: boolean }[],
): OtherWay[] {
  const places = new Map(result.map((link, i) => [link, i]));
  return left.flatMap(({ hypothesis, isWhole }): OtherWay[] => {
    const columns: number[] = [];
    let link = hypothesis.last;
    for (; link && !places.has(link); link = link.before) columns.unshift(link.column);
    const from = link ? places.get(link)! + 1 : 0;
    const rival = result[from + columns.length - 1];
    if (columns.length === 0 || !rival) return [];
    return [{ from, columns, behind: rival.score - hypothesis.last!.score, isWhole }];
  });
}

const columnsOf = (last: Link | undefined): number[] => linksOf(last).map((link) => link.column);

function shorten(hypothesis: Hypothesis, length: number): Hypothesis {
  let { last } = hypothesis;
  for (let drop = hypothesis.length - length; drop > 0; drop--) last = last?.before;
  return { ...hypothesis, last, length };
}
