/**
 * `npm run eval -- vocabulary [flite] [espeak-ng] [recordings] [text] [--all] [--every=N]`: drugs and doses that are right in synthetic speech, with a chart that has the drug, without a chart,
 * with the clinician's own list, and before any correction; and what the vocabulary writes where none of its words was said: under
 * charts of other drugs, of look-alikes, on sentences without a drug, on the shared recordings and on clean text.
 *
 * The held-out half only, unless `--all`. Speech is made at evaluation time by espeak-ng and flite, whichever is installed, in several
 * voices and paces, every third sentence in noise (15 dB). Each sentence is one window of the built-in recogniser. `--every=N` takes
 * each N-th sentence, and each N-th quarter of a minute of the recordings.
 */
import { loadDialogues, hasCorpora } from './speakers-corpora.ts';
import { seeded } from './speakers-render.ts';
import { decodeFile, round, sharedRecordings } from './listening-parts.ts';
import {
  dosesIn,
  namesPut,
  openHearing,
  says,
  type Hearing,
  type HeardWays,
  type Knowledge,
} from './vocabulary-hearing.ts';
import { DISTRACTORS, LOOKALIKES, QUIET, SENTENCES, type SpokenSentence } from './vocabulary-sentences.ts';
import { installed, speak, voiceFor, withNoise, type Voice } from './vocabulary-speech.ts';
import { textAsHeard, withoutReason } from './vocabulary-text.ts';

const SYNTHESISERS: readonly Voice['synthesiser'][] = ['flite', 'espeak-ng'];
const DISTRACTORS_A_CHART = 8;
const OTHERS_IN_A_LIST = 20;
const NOISE_DB = 15;
const CHARTS_A_RECORDING = 3;
const DRUGS_A_CHART = 24;
const CHUNK_SAMPLES = 15 * 16_000;
/** Of the shared dialogues. */
const EVERY_DIALOGUE = 40;

export async function* run(args: readonly string[]): AsyncGenerator<object> {
  const every = Number(args.find((arg) => arg.startsWith('--every='))?.slice('--every='.length) ?? 1);
  const isWanted: Wanted = (sentence, n) => n % every === 0 && (args.includes('--all') || isHeldOut(sentence, n));
  const names = args.filter((arg) => !arg.startsWith('--'));
  const wanted = (part: string): boolean => names.length === 0 || names.includes(part);
  const hearing = await openHearing();
  try {
    for (const synthesiser of SYNTHESISERS.filter(wanted)) {
      if (!installed(synthesiser)) {
        process.stderr.write(`${synthesiser} is not installed: no figures on its speech\n`);
        continue;
      }
      yield* spokenFigures(hearing, synthesiser, isWanted);
    }
    const recordings = wanted('recordings') ? sharedRecordings() : [];
    if (wanted('recordings') && recordings.length === 0)
      process.stderr.write('../shared is not there: no figures on recordings\n');
    yield* recordingFigures(hearing, recordings, every);
  } finally {
    await hearing.close();
  }
  if (!wanted('text') || !hasCorpora()) return;
  const turns = loadDialogues()
    .filter((_, index) => index % EVERY_DIALOGUE === 0)
    .flatMap((dialogue) => dialogue.turns.map((turn) => turn.text));
  yield withoutReason('shared dialogues', turns.map(textAsHeard), hearing.drugs);
}

/** The two lines of `npm run eval -- listening`: drugs and doses that are in the chart, on held-out synthetic speech of one synthesiser. */
export async function* drugAndDoseFigures(): AsyncGenerator<object> {
  if (!installed('flite')) {
    process.stderr.write('flite is not installed: no figures on drugs and doses\n');
    return;
  }
  const hearing = await openHearing();
  try {
    yield* tallyFigures('flite', await tallySentences(hearing, 'flite', isHeldOut, ['charted']));
  } finally {
    await hearing.close();
  }
}

type Way = Exclude<keyof HeardWays, 'plain'>;
type Wanted = (sentence: SpokenSentence, n: number) => boolean;
const isHeldOut: Wanted = ({ half }) => half === 'held-out';
const isSaid = (text: string, name: string): boolean => text.toLowerCase().includes(name);

interface Tally {
  readonly ways: Set<keyof HeardWays>;
  sentences: number;
  drugs: Record<keyof HeardWays, number>;
  wrong: Record<keyof HeardWays, number>;
  doses: number;
  dosesRight: Record<keyof HeardWays, number>;
}
const none = (): Record<keyof HeardWays, number> => ({ plain: 0, charted: 0, unaided: 0, listed: 0, others: 0 });

async function tallySentences(
  hearing: Hearing,
  synthesiser: Voice['synthesiser'],
  isWanted: Wanted,
  asked: readonly Way[] = ['charted', 'unaided', 'listed', 'others'],
): Promise<Tally> {
  const random = seeded(7);
  const tally: Tally = { ways: new Set(), sentences: 0, drugs: none(), wrong: none(), doses: 0, dosesRight: none() };
  for (const [n, sentence] of SENTENCES.entries()) {
    const others = pick(DISTRACTORS, DISTRACTORS_A_CHART, random);
    const list = pick(
      SENTENCES.filter(({ drug }) => drug !== sentence.drug).map(({ drug }) => drug),
      OTHERS_IN_A_LIST,
      random,
    );
    if (!isWanted(sentence, n)) continue;
    const speech = await speak(sentence.text, voiceFor(synthesiser, n));
    const known: Record<Way, Knowledge> = {
      charted: { chart: [...others, `${sentence.drug} 10 mg tablet`] },
      unaided: {},
      listed: { chart: others, list: [...list, sentence.drug] },
      others: { chart: others },
    };
    const samples = n % 3 === 2 ? withNoise(speech, NOISE_DB, n) : speech;
    const ways = await hearing.hear(samples, Object.fromEntries(asked.map((way) => [way, known[way]])));
    tally.sentences++;
    if (sentence.dose !== undefined) tally.doses++;
    for (const way of ['plain', ...asked] as const) {
      const words = ways[way]!;
      tally.ways.add(way);
      if (says(words, sentence.drug)) tally.drugs[way]++;
      tally.wrong[way] += namesPut(words).filter((name) => !isSaid(sentence.text, name)).length;
      if (sentence.dose !== undefined && dosesIn(words).includes(dosesIn(sentence.dose)[0]!)) tally.dosesRight[way]++;
    }
  }
  return tally;
}

const WAYS: Readonly<Record<keyof HeardWays, string>> = {
  plain: 'as heard',
  charted: 'drug in the chart',
  unaided: 'no chart',
  listed: 'drug on the own list',
  others: 'chart of other drugs',
};

function tallyFigures(
  data: string,
  { ways, sentences, drugs, wrong, doses, dosesRight }: Tally,
): { figure: string; data: string; mode: string }[] {
  const percent = (part: number, of: number): number => round((100 * part) / Math.max(1, of), 1);
  return [...ways].flatMap((way) => [
    ...(way === 'others'
      ? []
      : [
          {
            figure: 'drug-names-right',
            data,
            mode: WAYS[way],
            of: sentences,
            percent: percent(drugs[way], sentences),
          },
          { figure: 'doses-right', data, mode: WAYS[way], of: doses, percent: percent(dosesRight[way], doses) },
        ]),
    { figure: 'wrong-names-written', data, mode: WAYS[way], of: sentences, count: wrong[way] },
  ]);
}

async function* spokenFigures(
  hearing: Hearing,
  synthesiser: Voice['synthesiser'],
  isWanted: Wanted,
): AsyncGenerator<object> {
  yield* tallyFigures(synthesiser, await tallySentences(hearing, synthesiser, isWanted));
  const random = seeded(13);
  let written = 0;
  let n = SENTENCES.length;
  for (const { charted, text } of LOOKALIKES) {
    const chart = [...pick(DISTRACTORS, DISTRACTORS_A_CHART, random), charted];
    const { charted: words } = await hearing.hear(await speak(text, voiceFor(synthesiser, n++)), {
      charted: { chart },
    });
    written += namesPut(words).filter((name) => !isSaid(text, name)).length;
  }
  yield {
    figure: 'wrong-names-written',
    data: synthesiser,
    mode: 'the chart has a look-alike of what is said',
    of: LOOKALIKES.length,
    count: written,
  };
  written = 0;
  for (const text of QUIET) {
    const chart = pick(
      SENTENCES.map(({ drug }) => drug),
      DRUGS_A_CHART,
      random,
    );
    const { charted: words } = await hearing.hear(await speak(text, voiceFor(synthesiser, n++)), {
      charted: { chart },
    });
    written += namesPut(words).length;
  }
  yield {
    figure: 'wrong-names-written',
    data: synthesiser,
    mode: 'nobody names a drug',
    of: QUIET.length,
    count: written,
  };
}

/** Real speech: names that charts of other drugs bring in, and the drugs that were really named, with a chart that has them. */
async function* recordingFigures(
  hearing: Hearing,
  recordings: ReturnType<typeof sharedRecordings>,
  every: number,
): AsyncGenerator<object> {
  const generic = hearing.known.filter((name) => /^[a-z]{6,}$/.test(name));
  const random = seeded(11);
  for (const { name, file, reference } of recordings) {
    const samples = await decodeFile(file);
    // Where only a part is heard, nobody knows which of the names are in it.
    const said = hearing.namesIn(reference);
    const charts = Array.from({ length: CHARTS_A_RECORDING }, () => pick(generic, DRUGS_A_CHART, random));
    const counts = { words: 0, written: 0, plain: 0, charted: 0 };
    const which = new Set<string>();
    for (let at = 0; at < samples.length; at += every * CHUNK_SAMPLES) {
      const { plain, charted, unrelated } = await hearing.hearRecording(samples.slice(at, at + CHUNK_SAMPLES), {
        charted: [...new Set(said)],
        unrelated: charts,
      });
      counts.words += plain.length;
      for (const heard of unrelated)
        for (const word of heard)
          if (
            word.heardAs !== undefined &&
            namesPut([word]).some((put) => !said.some((drug) => hearing.isSame(put, drug)))
          ) {
            counts.written++;
            which.add(`${word.heardAs} > ${word.text}`);
          }
      counts.plain += hearing.mentions(plain, said);
      counts.charted += hearing.mentions(charted, said);
    }
    yield {
      figure: 'wrong-names-written',
      data: name,
      mode: `${CHARTS_A_RECORDING} charts of ${DRUGS_A_CHART} drugs that have nothing to do with it`,
      words: counts.words * CHARTS_A_RECORDING,
      count: counts.written,
      // Of public recordings of acted visits: nothing here is of a patient.
      which: [...which].slice(0, 12),
    };
    if (every > 1) continue;
    yield {
      figure: 'drug-names-right',
      data: name,
      mode: 'drugs really named, all in the chart',
      of: said.length,
      asHeard: Math.min(said.length, counts.plain),
      withChart: Math.min(said.length, counts.charted),
      which: [...new Set(said)],
    };
  }
}

function pick(from: readonly string[], count: number, random: () => number): string[] {
  return Array.from({ length: count }, () => from[Math.floor(random() * from.length)]!);
}
