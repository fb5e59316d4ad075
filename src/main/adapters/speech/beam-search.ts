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
}

/** One token of a hypothesis, and the hypothesis before it. */
export interface Link {
  readonly column: number;
  readonly logProbability: number;
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
}

/** Fewer than this many nats behind the best, a hypothesis may still win; the rest is not worth a row. */
const PRUNE = 8;
/** A leader this much worse by the token than the best finished text does not catch up. */
const GIVE_UP = 0.25;

/**
 * Beam search over one segment, one step at a time: whoever runs the network asks every segment of a batch what comes next.
 * `idOf` turns an output column into the token id that the language model knows.
 */
export function searchSegment(
  options: SearchOptions,
  limit: number,
  endColumn: number,
  idOf: (column: number) => number,
  boundary: number,
): SegmentSearch {
  let active: Hypothesis[] = [{ last: undefined, length: 0, score: 0, recent: [boundary] }];
  let best: Hypothesis | undefined;
  let done = false;

  let finished = 0;

  const finish = (hypothesis: Hypothesis): void => {
    finished++;
    if (!best || mean(hypothesis) > mean(best)) best = hypothesis;
  };
  const languageScore = (hypothesis: Hypothesis, column: number): number =>
    options.language ? options.language.weight * options.language.model.score(hypothesis.recent, idOf(column)) : 0;

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
          const prior = isEnd ? 0 : languageScore(hypothesis, column) + options.tokenBonus;
          const score = hypothesis.score + logProbability + prior;
          const last = isEnd ? hypothesis.last : { column, logProbability, alignment, before: hypothesis.last };
          const recent = isEnd ? hypothesis.recent : [...hypothesis.recent.slice(-2), idOf(column)];
          candidates.push({ from, isEnd, hypothesis: { last, length: hypothesis.length + 1, score, recent } });
        });
      });
      candidates.sort((a, b) => b.hypothesis.score - a.hypothesis.score);
      const top = candidates[0]!.hypothesis.score;
      const kept: typeof candidates = [];
      candidates.some((candidate, rank) => {
        const { hypothesis, isEnd } = candidate;
        if (kept.length === options.beams || hypothesis.score < top - PRUNE) return true;
        if (isEnd) {
          // A text ends where ending is among the likeliest ways on, not wherever it is possible.
          if (rank < options.beams) finish(hypothesis);
          return false;
        }
        const keep = loopStart(columnsOf(hypothesis.last));
        if (keep !== undefined) finish(shorten(hypothesis, keep));
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
      active = kept.map((candidate) => candidate.hypothesis);
      return kept.map(({ from, hypothesis }) => ({ from, column: hypothesis.last!.column }));
    },
    result: () => linksOf((best ?? active[0]!).last),
  };
}

/** Long texts are less probable than short ones; by the token, they can be compared. */
const mean = (hypothesis: Hypothesis): number => hypothesis.score / hypothesis.length;

function linksOf(last: Link | undefined): Link[] {
  const links: Link[] = [];
  for (let link = last; link; link = link.before) links.push(link);
  return links.reverse();
}

const columnsOf = (last: Link | undefined): number[] => linksOf(last).map((link) => link.column);

function shorten(hypothesis: Hypothesis, length: number): Hypothesis {
  let { last } = hypothesis;
  for (let drop = hypothesis.length - length; drop > 0; drop--) last = last?.before;
  return { ...hypothesis, last, length };
}
