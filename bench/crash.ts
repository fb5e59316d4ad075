import { crashRounds, type CrashRound } from './crash-rounds.ts';

const KILLS = 100;

/**
 * `npm run bench -- crash [KILLS] [SEED]`: a visit is recorded through the real contract into a real web host, which is killed (SIGKILL) at
 * random moments and started again. `lost` is what had been said before the microphone at the kill and did not stand on the disk: gone if the
 * window dies in the same moment; a window that lives holds it, and nothing at all is missing at the end.
 */
export async function* run([
  kills = String(KILLS),
  seed = String(Date.now() % 1_000_000),
]: readonly string[]): AsyncGenerator<object> {
  const report = await crashRounds({ kills: Number(kills), seed: Number(seed) });
  const { rounds, ...compared } = report;
  const data = `sample visit, spoken in real time; seed ${seed}`;
  const lost = rounds.map(({ notOnDiskMs }) => notOnDiskMs);
  yield { figure: 'crash.kills', data, mode: 'SIGKILL of the web host', value: rounds.length, visits: compared.visits };
  yield {
    figure: 'crash.seconds-lost',
    data,
    mode: 'host and window die together',
    ...spread(lost),
    over1s: count(lost),
  };
  const withWindow = rounds.filter(({ windowDied }) => windowDied);
  yield {
    figure: 'crash.seconds-recovered-as-lost',
    data,
    mode: 'as read back by the next host, window dead',
    ...spread(withWindow.map((round) => round.notOnDiskMs)),
  };
  yield {
    figure: 'crash.bit-for-bit',
    data,
    mode: 'every recording read back and compared with what was said; window lives: nothing missing, nothing twice',
    secondsCompared: Math.round(compared.comparedSamples / 16_000),
    wrongSamples: compared.wrongSamples,
    missingSamples: compared.missingSamples,
    doubledSamples: compared.doubledSamples,
  };
  const back = rounds.flatMap(({ backAfterMs }: CrashRound) => (backAfterMs === undefined ? [] : [backAfterMs]));
  yield { figure: 'crash.back', data, mode: 'from the kill until sound is saved again', ...spread(back) };
}

const count = (lostMs: readonly number[]): number => lostMs.filter((ms) => ms > 1_000).length;

function spread(valuesMs: readonly number[]): { meanS: number; p50S: number; p95S: number; maxS: number } {
  const sorted = [...valuesMs].sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
  const seconds = (ms: number): number => Math.round(ms) / 1000;
  const mean = sorted.reduce((sum, ms) => sum + ms, 0) / Math.max(1, sorted.length);
  return { meanS: seconds(mean), p50S: seconds(at(0.5)), p95S: seconds(at(0.95)), maxS: seconds(at(1)) };
}
