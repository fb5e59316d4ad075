/**
 * `npm run eval -- double-listening`: what the second hearing of words that can harm finds, what it costs, and what becomes of the note. On the
 * shared recordings (`--noise` also with the shared noise at 8 dB), through the product's own recogniser; and on synthetic sentences with drugs
 * and doses. A mark is right when the first hearing was wrong there.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadDraftResources } from '../src/main/adapters/note-resources/load-draft-resources.ts';
import { createSecondListener } from '../src/main/adapters/speech/second-listener.ts';
import { loadRoleModel } from '../src/main/adapters/speech/load-role-model.ts';
import { withSpeakers, withVocabulary } from '../src/main/app/make-draft.ts';
import { draftNote } from '../src/main/domain/note/draft-note.ts';
import { riskVocabulary } from '../src/main/domain/speech/risk.ts';
import type { Transcriber, TranscriptionOptions } from '../src/main/ports/transcriber.ts';
import type { NoteSentence } from '../src/shared/model/note.ts';
import type { Transcript, TranscriptSegment } from '../src/shared/model/transcript.ts';
import { decodeFile, openTranscriber, OSCE, round, sharedRecordings, type Recording } from './listening-parts.ts';
import { CONFUSABLE } from './second-hearing-sentences.ts';
import {
  add,
  marksOf,
  NO_TALLY,
  readTruth,
  tally,
  touches,
  truthOf,
  type Tally,
  type Truth,
} from './second-hearing-truth.ts';
import { SENTENCES } from './vocabulary-sentences.ts';
import { installed, speak, voiceFor } from './vocabulary-speech.ts';

const RESOURCES = path.join(import.meta.dirname, '../resources');
const NOISE = path.resolve(OSCE, '../audio_misc/speechbrain/tests/samples/noise/noise1.wav');
const NOISE_DB = 8;

/** Of each set and synthesiser: enough to see, quick enough to run. */
const MOST_SENTENCES = 40;
const COST_SAMPLES = 16_000 * 60 * 5;

type DrugNames = Parameters<typeof riskVocabulary>[0]['drugNames'];

interface Heard {
  readonly recording: Recording;
  readonly segments: readonly TranscriptSegment[];
}

export async function* run(args: readonly string[]): AsyncGenerator<object> {
  const resources = loadDraftResources(RESOURCES);
  const drugNames = resources.entries.filter((entry) => entry.kind === 'drug');
  const hearAgain = createSecondListener({ drugNames });
  const { transcriber } = openTranscriber({ hearAgain });
  try {
    if (!args.includes('--recordings')) yield* synthetic(transcriber, drugNames);
    const recordings = args.includes('--synthetic') ? [] : sharedRecordings();
    if (recordings.length === 0) {
      process.stderr.write('no figures on recordings\n');
      return;
    }
    const conditions: readonly { mode: string; change: (samples: Float32Array) => Float32Array }[] = [
      { mode: 'clean', change: (samples) => samples },
      ...(args.includes('--noise') && existsSync(NOISE)
        ? [{ mode: `noise at ${NOISE_DB} dB`, change: mixer(await decodeFile(NOISE), NOISE_DB) }]
        : []),
    ];
    const data = `${recordings.length} recordings`;
    for (const { mode, change } of conditions) {
      const once: Heard[] = [];
      const twice: Heard[] = [];
      let audioMs = 0;
      for (const recording of recordings) {
        const samples = change(await decodeFile(recording.file));
        audioMs += samples.length / 16;
        const heard = await hear(transcriber, samples, {});
        once.push({ recording, segments: heard.once });
        twice.push({ recording, segments: heard.twice });
        process.stderr.write(`${recording.name} (${mode})\n`);
      }
      yield* markFigures(twice, { data, mode, drugNames, audioMs });
      if (args.includes('--show')) yield* shown(twice, drugNames);
      yield noteFigure(once, resources, drugNames, { data, mode: `${mode}, heard once` });
      yield noteFigure(twice, resources, drugNames, { data, mode: `${mode}, heard twice` });
    }
    yield await costFigure(transcriber, recordings[0]!);
  } finally {
    await transcriber.close();
  }
}

/** What was marked of what was wrong, on recordings that were heard twice (`onSegment`'s last word on each segment). */
export function* markFigures(
  heard: readonly Heard[],
  about: { data: string; mode: string; drugNames: DrugNames; audioMs: number },
): Generator<object> {
  const vocabulary = riskVocabulary({ drugNames: about.drugNames });
  let sum: Tally = NO_TALLY;
  for (const { recording, segments } of heard)
    sum = add(sum, tally(readTruth(segments, recording.reference, vocabulary)));
  yield marksFigure(sum, about);
}

function marksFigure(sum: Tally, { data, mode, audioMs }: { data: string; mode: string; audioMs: number }): object {
  return {
    figure: 'risky-words-marked',
    data,
    mode,
    risky: sum.risky,
    wrong: sum.wrong,
    wrongMarked: sum.wrongMarked,
    recallPercent: percent(sum.wrongMarked, sum.wrong),
    // Words lost or gained count here too: a "not" that the first hearing left out.
    riskyErrors: sum.riskyErrors,
    riskyErrorsMarked: sum.riskyErrorsMarked,
    marks: sum.marks,
    marksRight: sum.marksAtErrors,
    marksRightPercent: percent(sum.marksAtErrors, sum.marks),
    marksPerTenMinutes: round((sum.marks / audioMs) * 600_000, 1),
  };
}

/** How many sentences of the drafts ask for a person, and whether those do that rest on a wrong word that can harm. */
function noteFigure(
  heard: readonly Heard[],
  resources: ReturnType<typeof loadDraftResources>,
  drugNames: DrugNames,
  about: { data: string; mode: string },
): object {
  const roleModel = loadRoleModel(RESOURCES);
  const vocabulary = riskVocabulary({ drugNames });
  const count = { sentences: 0, review: 0, atErrors: 0, onRisky: 0, onRiskyReview: 0 };
  for (const { recording, segments } of heard) {
    const truth = readTruth(segments, recording.reference, vocabulary);
    const model = { name: 'built in', sha256: '0'.repeat(64) };
    const durationMs = segments.at(-1)?.endMs ?? 0;
    const transcript: Transcript = { model, language: 'en', durationMs, segments: [...segments] };
    const visit = withSpeakers(withVocabulary(transcript, { drugs: drugNames }), roleModel);
    const note = draftNote({ transcript: visit, template: 'soap', resources });
    for (const sentence of note.sections.flatMap((section) => section.sentences)) {
      const errors = truth.errors.filter((error) => restsOn(sentence, truth, error));
      const isReview = sentence.support === 'needs-review';
      const isRisky = errors.some((error) => error.isRisky);
      count.sentences++;
      if (isReview) count.review++;
      if (isReview && errors.length > 0) count.atErrors++;
      if (isRisky) count.onRisky++;
      if (isRisky && isReview) count.onRiskyReview++;
    }
  }
  return {
    figure: 'sentences-needing-review',
    ...about,
    sentences: count.sentences,
    review: count.review,
    percent: percent(count.review, count.sentences),
    reviewAtErrors: count.atErrors,
    restingOnWrongRiskyWord: count.onRisky,
    ofTheseReview: count.onRiskyReview,
  };
}

function restsOn(sentence: NoteSentence, { words }: Truth, error: { from: number; to: number }): boolean {
  const inside = words.flatMap((word, at) =>
    sentence.evidence.some(({ startMs, endMs }) => {
      const middleMs = (word.startMs + word.endMs) / 2;
      return middleMs >= startMs && middleMs <= endMs;
    })
      ? [at]
      : [],
  );
  return inside.some((at) => touches({ from: at, to: at + 1 }, error));
}

/** Both ways in turn, so that whatever else the machine does falls on both. */
async function costFigure(transcriber: Transcriber, recording: Recording): Promise<object> {
  const samples = (await decodeFile(recording.file)).subarray(0, COST_SAMPLES);
  const spentMs = { once: 0, twice: 0 };
  for (let round = 0; round < 2; round++)
    for (const how of ['once', 'twice'] as const) {
      const from = performance.now();
      await hear(transcriber, samples, { hearAgain: how === 'twice' });
      spentMs[how] += performance.now() - from;
    }
  const audioMs = (2 * samples.length) / 16;
  return {
    figure: 'second-hearing-cost',
    data: recording.name,
    mode: 'file, first five minutes, twice',
    realTimeFactorOnce: round(spentMs.once / audioMs),
    realTimeFactorTwice: round(spentMs.twice / audioMs),
    times: round(spentMs.twice / spentMs.once, 2),
  };
}

/** Segments as they were given out first, and as they stood in the end. */
async function hear(
  transcriber: Transcriber,
  samples: Float32Array,
  options: Partial<TranscriptionOptions>,
): Promise<{ once: TranscriptSegment[]; twice: TranscriptSegment[] }> {
  const once = new Map<string, TranscriptSegment>();
  const twice = new Map<string, TranscriptSegment>();
  const session = await transcriber.open({
    ...options,
    onSegment(segment) {
      if (!once.has(segment.id)) once.set(segment.id, segment);
      twice.set(segment.id, segment);
    },
  });
  for (let at = 0; at < samples.length; at += 16_000) await session.push(samples.subarray(at, at + 16_000));
  await session.finish();
  const inOrder = (segments: ReadonlyMap<string, TranscriptSegment>): TranscriptSegment[] =>
    [...segments.values()].sort((a, b) => a.startMs - b.startMs);
  return { once: inOrder(once), twice: inOrder(twice) };
}

/** Noise below the speech by so many decibels: loudness of the speech where anybody speaks. */
function mixer(noise: Float32Array, decibels: number): (samples: Float32Array) => Float32Array {
  const power = (values: Float32Array): number => values.reduce((sum, value) => sum + value * value, 0) / values.length;
  return (samples) => {
    const speech = samples.filter((value) => Math.abs(value) > 0.01);
    const gain = Math.sqrt(power(speech) / power(noise) / 10 ** (decibels / 10));
    return samples.map((value, i) => value + gain * noise[i % noise.length]!);
  };
}

const percent = (part: number, of: number): number => round((100 * part) / Math.max(1, of), 1);

/** The marks in words, for a look at them: `--show`. Of public recordings only. */
function* shown(heard: readonly Heard[], drugNames: DrugNames): Generator<object> {
  const vocabulary = riskVocabulary({ drugNames });
  for (const { recording, segments } of heard) {
    const { words, errors } = readTruth(segments, recording.reference, vocabulary);
    for (const mark of marksOf(words))
      yield {
        mark: recording.name,
        before: textOf(words.slice(Math.max(0, mark.from - 4), mark.from)),
        heard: textOf(words.slice(mark.from, mark.to)),
        heardAgain: mark.heardAgain,
        said: errors.find((error) => touches(mark, error))?.said,
      };
  }
}

/** Sentences with drugs and doses, the drug in the chart; and pairs of sentences that one word tells apart. */
async function* synthetic(transcriber: Transcriber, drugNames: DrugNames): AsyncGenerator<object> {
  const sets = [
    { data: 'drug and dose sentences', sentences: SENTENCES.map(({ text, drug }) => ({ text, vocabulary: [drug] })) },
    { data: 'confusable sentences', sentences: CONFUSABLE.map((text) => ({ text, vocabulary: [] })) },
  ];
  for (const synthesiser of ['espeak-ng', 'flite'] as const) {
    if (!installed(synthesiser)) {
      process.stderr.write(`${synthesiser} is not installed: no figures on its speech\n`);
      continue;
    }
    for (const { data, sentences } of sets) {
      let sum: Tally = NO_TALLY;
      let audioMs = 0;
      for (const [n, { text, vocabulary }] of sentences.slice(0, MOST_SENTENCES).entries()) {
        const samples = await speak(text, voiceFor(synthesiser, n));
        audioMs += samples.length / 16;
        const { twice } = await hear(transcriber, samples, { vocabulary });
        sum = add(sum, tally(truthOf(twice, text, riskVocabulary({ drugNames, vocabulary }))));
      }
      yield marksFigure(sum, { data, mode: `synthetic speech (${synthesiser})`, audioMs });
    }
  }
}

const textOf = (words: readonly { text: string }[]): string => words.map((word) => word.text).join(' ');
