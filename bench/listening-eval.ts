/**
 * `npm run eval -- listening`: word error rate of the built-in recogniser on the shared recordings, by ../shared/eval/wer.py in both
 * of its modes, and words invented where nobody speaks.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  decodeFile,
  hearSamples,
  openTranscriber,
  round,
  sharedRecordings,
  WER_SCRIPT,
  type Recording,
} from './listening-parts.ts';

export async function* run(args: readonly string[]): AsyncGenerator<object> {
  const recordings = sharedRecordings();
  const folder = mkdtempSync(path.join(tmpdir(), 'chartside-eval-'));
  const { transcriber } = openTranscriber();
  try {
    if (recordings.length === 0 || !existsSync(WER_SCRIPT))
      process.stderr.write('../shared is not there: no word error rates\n');
    else {
      for (const { name, file } of recordings) {
        const segments = await hearSamples(transcriber, await decodeFile(file));
        const text = segments.map((segment) => segment.text).join('\n');
        writeFileSync(path.join(folder, `${name}.txt`), text);
      }
      yield* wordErrorRates(recordings, folder);
      const keep = args.find((arg) => arg.startsWith('--keep='))?.slice('--keep='.length);
      if (keep !== undefined)
        for (const { name } of recordings)
          writeFileSync(path.join(keep, `${name}.txt`), readFileSync(path.join(folder, `${name}.txt`)));
    }
    yield* inventedWords(transcriber);
  } finally {
    await transcriber.close();
    rmSync(folder, { recursive: true });
  }
}

function* wordErrorRates(recordings: readonly Recording[], folder: string): Generator<object> {
  const score = (references: readonly Recording[], lenient: boolean): Record<string, number> => {
    const refs = mkdtempSync(path.join(folder, 'ref-'));
    const hyps = mkdtempSync(path.join(folder, 'hyp-'));
    for (const { name, reference } of references) {
      writeFileSync(path.join(refs, `${name}.txt`), readFileSync(reference));
      writeFileSync(path.join(hyps, `${name}.txt`), readFileSync(path.join(folder, `${name}.txt`)));
    }
    const options = ['--ref-dir', refs, '--hyp-dir', hyps, '--strip-speakers', ...(lenient ? ['--lenient'] : [])];
    return JSON.parse(execFileSync('python3', [WER_SCRIPT, ...options], { encoding: 'utf8' })) as Record<
      string,
      number
    >;
  };
  const figure = (data: string, references: readonly Recording[], lenient: boolean): object => {
    const { wer, sub, del, ins, ref_words: referenceWords } = score(references, lenient);
    const mode = lenient ? 'lenient' : 'whisper-style';
    return { figure: 'word-error-rate', data, mode, referenceWords, percent: wer, sub, del, ins };
  };
  for (const recording of recordings) yield figure(recording.name, [recording], true);
  yield figure(`${recordings.length} recordings`, recordings, true);
  yield figure(`${recordings.length} recordings`, recordings, false);
}

/** Sounds in which nobody speaks, made here: every word about them is invented. */
async function* inventedWords(transcriber: ReturnType<typeof openTranscriber>['transcriber']): AsyncGenerator<object> {
  const minutes = 5;
  for (const [name, sound] of Object.entries(SOUNDS)) {
    const next = sound();
    const samples = new Float32Array(16_000 * 60 * minutes).map(next);
    const segments = await hearSamples(transcriber, samples);
    const words = segments.reduce((sum, segment) => sum + segment.words.length, 0);
    yield {
      figure: 'invented-words',
      data: name,
      mode: 'synthetic',
      minutes,
      words,
      perMinute: round(words / minutes, 2),
    };
  }
}

function random(): () => number {
  let seed = 12_345;
  return () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647 - 0.5;
  };
}

const SOUNDS: Readonly<Record<string, () => (value: number, index: number) => number>> = {
  'white noise': () => {
    const next = random();
    return () => next() * 0.1;
  },
  // Noise that has lost its highs, with the blades' hum in it.
  fan: () => {
    const next = random();
    let low = 0;
    return (_, i) => {
      low = 0.97 * low + 0.03 * next();
      return low * 0.6 + 0.02 * Math.sin((2 * Math.PI * 118 * i) / 16_000);
    };
  },
  // Clicks of a few milliseconds, irregularly, about five a second.
  keyboard: () => {
    const next = random();
    let left = 0;
    let loudness = 0;
    return () => {
      if (left <= 0 && next() > 0.4997) {
        left = 80 + Math.floor((next() + 0.5) * 160);
        loudness = 0.1 + 0.3 * (next() + 0.5);
      }
      left--;
      return left > 0 ? next() * loudness : next() * 0.002;
    };
  },
  'mains hum': () => (_, i) =>
    0.1 * Math.sin((2 * Math.PI * 60 * i) / 16_000) + 0.03 * Math.sin((2 * Math.PI * 180 * i) / 16_000),
};
