/**
 * `npm run eval -- listening [wer] [confidence] [noise] [invented] [language] [roles] [drugs] [--only=RECORDING,…]
 * [--keep=FOLDER]`: what the built-in recogniser
 * makes of the shared recordings: word errors (../shared/eval/wer.py, both of its modes), numbers, confidences, errors in noise and in a
 * far room, words invented where nobody speaks, other languages, who spoke, drugs and doses. Without a name, all of it.
 */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadRoleModel } from '../src/main/adapters/speech/load-role-model.ts';
import type { HeardSegment, Transcriber } from '../src/main/ports/transcriber.ts';
import { decodeFile, hearSamples, openTranscriber, round, sharedRecordings, WER_SCRIPT } from './listening-parts.ts';
import type { Recording } from './listening-parts.ts';
import { calibrationOf, countErrors, errorFigure, sumErrors, type HeardText, type Judged } from './listening-score.ts';
import { babble, farRoom, inRoom, makeSound, mix, RATE, SPEECHLESS } from './listening-sounds.ts';
import { areRight } from './listening-words.ts';
import { DATA, hasCorpora } from './speakers-corpora.ts';
import { frameVoices, speakerAccuracy } from './speakers-score.ts';
import { drugAndDoseFigures } from './vocabulary.ts';

interface Heard {
  readonly recording: Recording;
  readonly samples: Float32Array;
  readonly segments: readonly HeardSegment[];
}

const RESOURCES = path.resolve(import.meta.dirname, '../resources');

/** What was chosen how, so that nobody takes the figures for more than they are. */
const HELD_OUT =
  'no word of these recordings was learned from; beams and the two weights of the search were chosen on them (docs/decisions/0025)';

export async function* run(args: readonly string[]): AsyncGenerator<object> {
  const names = args.filter((arg) => !arg.startsWith('--'));
  const wanted = (part: string): boolean => names.length === 0 || names.includes(part);
  const option = (name: string): string | undefined =>
    args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const only = option('only')?.split(',');
  const recordings = sharedRecordings().filter(({ name }) => only?.includes(name) ?? true);
  const hasShared = recordings.length > 0 && existsSync(WER_SCRIPT) && hasCorpora();
  if (!hasShared) process.stderr.write('../shared is not there: no figures on recordings\n');
  const { transcriber } = openTranscriber();
  try {
    if (hasShared && ['wer', 'confidence', 'roles', 'noise'].some(wanted)) {
      const heard: Heard[] = [];
      for (const recording of recordings) {
        const samples = await decodeFile(recording.file);
        heard.push({ recording, samples, segments: await hearSamples(transcriber, samples) });
      }
      const keep = option('keep');
      if (keep !== undefined)
        for (const item of heard) writeFileSync(path.join(keep, `${item.recording.name}.txt`), textOf(item).text);
      if (wanted('wer')) yield* wordErrors(heard);
      if (wanted('confidence')) yield confidences(heard);
      if (wanted('roles')) yield* roles(heard);
      if (wanted('noise')) yield* inNoise(transcriber, heard);
    }
    if (wanted('invented')) yield* inventedWords(transcriber);
    if (hasShared && wanted('language')) yield* otherLanguages(transcriber);
  } finally {
    await transcriber.close();
  }
  if (wanted('drugs')) yield* drugAndDoseFigures();
}

/** Who spoke, by the words alone and with the voices, of what was heard already. */
function* roles(heard: readonly Heard[]): Generator<object> {
  const model = loadRoleModel(RESOURCES);
  for (const voice of [false, true]) {
    const scores = heard.map(({ recording, samples, segments }) => ({
      data: recording.name,
      ...speakerAccuracy(recording.reference, segments, model, voice ? frameVoices(samples, segments) : undefined),
    }));
    const words = scores.reduce((sum, score) => sum + score.words, 0);
    const mean = (of: (score: (typeof scores)[number]) => number): number =>
      round(scores.reduce((sum, score) => sum + of(score) * score.words, 0) / words, 4);
    const mode = voice ? 'words and voice' : 'words';
    for (const score of scores) yield { figure: 'speakers.word-accuracy', mode, ...score };
    yield {
      figure: 'speakers.word-accuracy',
      mode,
      data: `${scores.length} recordings`,
      words,
      accuracy: mean((score) => score.accuracy),
      ofWordsHeardRight: mean((score) => score.ofWordsHeardRight),
    };
  }
}

const textOf = ({ recording, segments }: Heard): HeardText => ({
  name: recording.name,
  reference: recording.reference,
  text: segments.map((segment) => segment.text).join('\n'),
});

function* wordErrors(heard: readonly Heard[]): Generator<object> {
  const all = `${heard.length} recordings`;
  for (const lenient of [true, false]) {
    const mode = lenient ? 'lenient' : 'whisper-style';
    const counts = countErrors(heard.map(textOf), lenient);
    for (const count of counts) yield errorFigure(count, mode);
    yield { ...errorFigure(sumErrors(all, counts), mode), heldOut: HELD_OUT };
    const { numbers, numbersRight } = sumErrors(all, counts);
    if (lenient)
      yield {
        figure: 'numbers',
        data: all,
        mode: 'share of the numbers said that were written',
        numbers,
        accuracy: round(numbersRight / numbers),
      };
  }
}

function confidences(heard: readonly Heard[]): object {
  const judged = heard.flatMap(({ recording, segments }): Judged[] => {
    const words = segments.flatMap((segment) => segment.words);
    const right = areRight(
      recording.name,
      words.map((word) => word.text),
    );
    return words.map(({ confidence }, i) => ({ confidence, isRight: right[i]! }));
  });
  return {
    figure: 'confidence',
    data: `${heard.length} recordings`,
    mode: 'fitted on these; held out: bench/listening-train-confidence.ts',
    ...calibrationOf(judged),
  };
}

const SNRS_DB = [20, 10, 5];

/** Each recording in another noise at each level, so that every level has all recordings and all noises. */
async function* inNoise(transcriber: Transcriber, heard: readonly Heard[]): AsyncGenerator<object> {
  const length = 30 * RATE;
  const speech = heard.at(-1)!.samples;
  const noises: readonly (readonly [string, Float32Array])[] = [
    ['pink', makeSound(SPEECHLESS['pink noise']!, length)],
    ['fan', makeSound(SPEECHLESS['fan']!, length)],
    ['babble', babble(speech, length)],
    ['keyboard', makeSound(SPEECHLESS['keyboard']!, length)],
  ];
  const room = farRoom();
  const conditions = [
    ...SNRS_DB.map((snrDb) => ({ mode: `${snrDb} dB`, isFar: false, snrDb })),
    { mode: 'far microphone, 20 dB', isFar: true, snrDb: 20 },
  ];
  for (const { mode, isFar, snrDb } of conditions) {
    const texts: HeardText[] = [];
    const kinds: string[] = [];
    for (const [i, item] of heard.entries()) {
      const [kind, noise] = noises[(i + SNRS_DB.indexOf(snrDb)) % noises.length]!;
      const spoken = isFar ? inRoom(item.samples, room) : item.samples;
      const segments = await hearSamples(transcriber, mix(spoken, noise, snrDb));
      texts.push(textOf({ ...item, segments }));
      kinds.push(`${item.recording.name} ${kind}`);
    }
    const counts = countErrors(texts, true);
    const each = counts.map(({ words, sub, del, ins }, i) => [kinds[i]!, round((100 * (sub + del + ins)) / words, 1)]);
    yield {
      ...errorFigure(sumErrors(`${heard.length} recordings in noise`, counts), `lenient, ${mode}`),
      figure: 'word-error-rate-in-noise',
      each: Object.fromEntries(each) as object,
    };
  }
}

async function* inventedWords(transcriber: Transcriber): AsyncGenerator<object> {
  const minutes = 30;
  for (const [name, sound] of Object.entries(SPEECHLESS)) {
    const segments = await hearSamples(transcriber, makeSound(sound, RATE * 60 * minutes));
    const words = segments.reduce((sum, segment) => sum + segment.words.length, 0);
    yield { figure: 'invented-words', data: name, mode: 'synthetic', minutes, words };
  }
}

/** Clips of real speech in six languages, and in English: whether the segments are flagged. */
async function* otherLanguages(transcriber: Transcriber): AsyncGenerator<object> {
  const folder = path.join(DATA, 'audio_misc/leopard/resources/audio_samples');
  if (!existsSync(folder)) return;
  for (const file of readdirSync(folder).sort()) {
    const language = /^test(?:_(\w+))?\.wav$/.exec(file);
    if (!language) continue;
    const segments = await hearSamples(transcriber, await decodeFile(path.join(folder, file)));
    const flagged = segments.filter((segment) => segment.flags.includes('other-language')).length;
    yield {
      figure: 'other-language',
      data: language[1] ?? 'en',
      mode: 'one clip of 3 to 7 s',
      segments: segments.length,
      flagged,
    };
  }
}
