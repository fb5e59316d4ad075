import { loopStart } from './loop-guard.ts';
import { applyWhisperRules, logSumExp, type WhisperVocabulary } from './whisper-rules.ts';

export interface WhisperSearchOptions {
  /** Hypotheses kept side by side; 1 is greedy. Ignored (1) when sampling. */
  readonly beams: number;
  /** 0: the likeliest; above, drawn at random, flatter the higher it is. */
  readonly temperature: number;
  /** Tokens at most. */
  readonly limit: number;
  readonly vocabulary: WhisperVocabulary;
}

/** One token of the result: how likely it was under the model (whatever the temperature), and what came with its scores. */
export interface WhisperStep<Extra> {
  readonly token: number;
  readonly logProbability: number;
  readonly extra: Extra;
}

/** Which row of scores a hypothesis goes on from, and with which token. */
export interface WhisperWay {
  readonly token: number;
  readonly from: number;
}

export interface WhisperSearch<Extra> {
  /** Scores of the next token, one row a hypothesis (the array is used up). Answers the hypotheses that go on; none: it has ended. */
  advance(rows: readonly { readonly scores: Float32Array; readonly extra: Extra }[]): WhisperWay[];
  /** The best text so far, without the end. */
  result(): { readonly steps: readonly WhisperStep<Extra>[]; readonly looped: boolean };
}

interface Hypothesis<Extra> {
  readonly tokens: readonly number[];
  readonly steps: readonly WhisperStep<Extra>[];
  readonly sum: number;
  readonly looped: boolean;
}

/** Decides which tokens a text is made of: greedy, by beams, or drawn. The same scores always give the same text. */
export function searchWhisper<Extra>(options: WhisperSearchOptions): WhisperSearch<Extra> {
  const { temperature, vocabulary, limit } = options;
  const beams = temperature > 0 ? 1 : options.beams;
  const random = seededRandom(0x5eed);
  let open: Hypothesis<Extra>[] = [{ tokens: [], steps: [], sum: 0, looped: false }];
  const ended: Hypothesis<Extra>[] = [];

  const candidates = (scores: Float32Array): { token: number; logProbability: number }[] => {
    const logSum = logSumExp(scores);
    const chosen = temperature > 0 ? [draw(scores, temperature, random)] : highest(scores, beams === 1 ? 1 : beams + 1);
    return chosen
      .filter((token) => scores[token]! > -Infinity)
      .map((token) => ({ token, logProbability: scores[token]! - logSum }));
  };

  return {
    advance(rows) {
      const ways: { hypothesis: Hypothesis<Extra>; from: number }[] = [];
      const finishing: Hypothesis<Extra>[] = [];
      open.forEach((hypothesis, from) => {
        const { scores, extra } = rows[from]!;
        applyWhisperRules(scores, hypothesis.tokens, vocabulary);
        for (const { token, logProbability } of candidates(scores)) {
          const sum = hypothesis.sum + logProbability;
          if (token === vocabulary.end) {
            finishing.push({ ...hypothesis, sum });
            continue;
          }
          const tokens = [...hypothesis.tokens, token];
          const steps = [...hypothesis.steps, { token, logProbability, extra }];
          ways.push({ hypothesis: { tokens, steps, sum, looped: false }, from });
        }
      });
      ended.push(...finishing);
      const kept = ways.sort((a, b) => b.hypothesis.sum - a.hypothesis.sum).slice(0, beams);
      const going: typeof kept = [];
      for (const way of kept) {
        const keep = loopStart(way.hypothesis.tokens);
        if (keep !== undefined) ended.push(cut(way.hypothesis, keep));
        else if (way.hypothesis.tokens.length >= limit) ended.push(way.hypothesis);
        else going.push(way);
      }
      if (ended.length >= beams) going.length = 0;
      open = going.map(({ hypothesis }) => hypothesis);
      return going.map(({ hypothesis, from }) => ({ token: hypothesis.tokens.at(-1)!, from }));
    },
    result() {
      const all = ended.length > 0 ? ended : open;
      // Sums would prefer the shortest text; the mean over the tokens (and the end) compares them.
      const best = all.reduce((a, b) => (b.sum / (b.steps.length + 1) > a.sum / (a.steps.length + 1) ? b : a));
      return { steps: best.steps, looped: best.looped };
    },
  };
}

const cut = <Extra>({ tokens, steps, sum }: Hypothesis<Extra>, keep: number): Hypothesis<Extra> => ({
  tokens: tokens.slice(0, keep),
  steps: steps.slice(0, keep),
  sum,
  looped: true,
});

function highest(scores: Float32Array, count: number): number[] {
  const best: number[] = [];
  for (let id = 0; id < scores.length; id++) {
    if (best.length === count && scores[id]! <= scores[best.at(-1)!]!) continue;
    let at = best.length;
    while (at > 0 && scores[best[at - 1]!]! < scores[id]!) at--;
    best.splice(at, 0, id);
    if (best.length > count) best.pop();
  }
  return best;
}

function draw(scores: Float32Array, temperature: number, random: () => number): number {
  const flattened = scores.map((score) => score / temperature);
  const logSum = logSumExp(flattened);
  let left = random();
  for (let id = 0; id < flattened.length; id++) {
    left -= Math.exp(flattened[id]! - logSum);
    if (left <= 0) return id;
  }
  return highest(scores, 1)[0]!;
}

/** Mulberry32: small, even, and the same sequence every time. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
