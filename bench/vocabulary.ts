/**
 * `npm run eval -- vocabulary`: drugs and doses in synthetic speech before and after the vocabulary correction, with a chart that has the
 * drug and with a chart of other drugs; and what the correction does to real visits and clean text, where it should do nothing.
 * Speech is made at evaluation time by espeak-ng and flite, whichever is installed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadDraftResources } from '../src/main/adapters/note-resources/load-draft-resources.ts';
import { buildVocabulary, correctVocabulary, type DrugName } from '../src/main/domain/speech/correct-vocabulary.ts';
import { SegmentId } from '../src/shared/model/ids.ts';
import type { ChartContext } from '../src/shared/model/chart.ts';
import type { TranscriptSegment, TranscriptWord } from '../src/shared/model/transcript.ts';
import { decodeFile, hearSamples, openTranscriber, round, sharedRecordings } from './listening-parts.ts';
import { hasCorpora, loadDialogues } from './speakers-corpora.ts';
import { seeded } from './speakers-render.ts';
import { DISTRACTORS, SENTENCES, type SpokenSentence } from './vocabulary-sentences.ts';

type Say = (text: string, voice: string, file: string) => void;

/** The programs that make speech, with voices of both sexes and several accents. */
const SYNTHESISERS: readonly { name: string; voices: readonly string[]; say: Say }[] = [
  {
    name: 'espeak-ng',
    voices: ['en-us', 'en-gb+f2', 'en-us+f3', 'en-gb-scotland', 'en-us+m3', 'en-gb-x-rp'],
    say: (text, voice, file) => execFileSync('espeak-ng', ['-v', voice, '-s', '150', '-w', file, text]),
  },
  {
    name: 'flite',
    voices: ['slt', 'rms', 'awb', 'kal16'],
    say: (text, voice, file) => execFileSync('flite', ['-voice', voice, '-t', text, '-o', file]),
  },
];

const DISTRACTORS_A_CHART = 8;
const CHARTS_A_VISIT = 20;
/** Of the shared dialogues, and the charts each is read with. */
const EVERY_DIALOGUE = 40;
const CHARTS_A_DIALOGUE = 3;
const DRUGS_A_CHART = 10;

export async function* run(): AsyncGenerator<object> {
  const drugs = loadDraftResources(path.join(import.meta.dirname, '../resources')).entries.filter(
    (entry) => entry.kind === 'drug',
  );
  const { transcriber } = openTranscriber();
  const folder = mkdtempSync(path.join(tmpdir(), 'chartside-vocabulary-'));
  try {
    for (const { name, voices, say } of SYNTHESISERS) {
      if (spawnSync(name, ['--version']).error) {
        process.stderr.write(`${name} is not installed: no figures on its speech\n`);
        continue;
      }
      const spoken: Spoken[] = [];
      for (const [index, sentence] of SENTENCES.entries()) {
        const file = path.join(folder, 'speech.wav');
        say(sentence.text, voices[index % voices.length]!, file);
        spoken.push({ sentence, segments: await hearSamples(transcriber, await decodeFile(file)) });
      }
      yield* synthetic(name, spoken, drugs);
    }
    const recordings = sharedRecordings();
    if (recordings.length === 0) process.stderr.write('../shared is not there: no figures on recordings\n');
    for (const { name, file } of recordings)
      yield untouched(name, 'heard', await hearSamples(transcriber, await decodeFile(file)), drugs);
  } finally {
    await transcriber.close();
    rmSync(folder, { recursive: true });
  }
  if (!hasCorpora()) return;
  const turns = loadDialogues()
    .filter((_, index) => index % EVERY_DIALOGUE === 0)
    .flatMap((dialogue) => dialogue.turns.map((turn) => turn.text));
  yield untouched(
    'shared dialogues',
    'clean text under made-up confidences',
    turns.map(asIfHeard),
    drugs,
    CHARTS_A_DIALOGUE,
  );
}

interface Spoken {
  readonly sentence: SpokenSentence;
  readonly segments: readonly TranscriptSegment[];
}

function* synthetic(data: string, spoken: readonly Spoken[], drugs: readonly DrugName[]): Generator<object> {
  const random = seeded(7);
  const figures = { before: 0, withDrug: 0, withoutChart: 0, wrongDrug: 0, falseWithOthers: 0 };
  const doses = { said: 0, before: 0, after: 0 };
  let corrected = 0;
  for (const { sentence, segments } of spoken) {
    const others = pick(DISTRACTORS, DISTRACTORS_A_CHART, random);
    const withDrug = correct(segments, [...others, `${sentence.drug} 10 mg tablet`], drugs);
    const withOthers = correct(segments, others, drugs);
    if (says(segments, sentence.drug)) figures.before++;
    if (says(withDrug, sentence.drug)) figures.withDrug++;
    if (says(correct(segments, [], drugs), sentence.drug)) figures.withoutChart++;
    corrected += names(withDrug).length;
    figures.wrongDrug += names(withDrug).filter((word) => word !== sentence.drug).length;
    // A name that is not the drug said, where the chart has only other drugs.
    figures.falseWithOthers += names(withOthers).filter((word) => !isSame(word, sentence.drug, drugs)).length;
    if (sentence.dose === undefined) continue;
    doses.said++;
    if (saysDose(segments, sentence.dose)) doses.before++;
    if (saysDose(withDrug, sentence.dose)) doses.after++;
  }
  const mode = `synthetic speech (${data}), invented sentences`;
  const percent = (part: number, of: number): number => round((100 * part) / Math.max(1, of), 1);
  const of = spoken.length;
  yield { figure: 'drug-names-right', data, mode: `${mode}, uncorrected`, of, percent: percent(figures.before, of) };
  yield {
    figure: 'drug-names-right',
    data,
    mode: `${mode}, drug in the chart`,
    of,
    percent: percent(figures.withDrug, of),
  };
  yield { figure: 'drug-names-right', data, mode: `${mode}, no chart`, of, percent: percent(figures.withoutChart, of) };
  yield {
    figure: 'doses-right',
    data,
    mode: `${mode}, uncorrected`,
    of: doses.said,
    percent: percent(doses.before, doses.said),
  };
  yield {
    figure: 'doses-right',
    data,
    mode: `${mode}, drug in the chart`,
    of: doses.said,
    percent: percent(doses.after, doses.said),
  };
  yield {
    figure: 'wrong-corrections',
    data,
    mode: `${mode}, drug in the chart`,
    of: corrected,
    count: figures.wrongDrug,
  };
  yield {
    figure: 'wrong-corrections',
    data,
    mode: `${mode}, chart of other drugs`,
    of,
    count: figures.falseWithOthers,
  };
}

/** Corrections of a real visit or clean text, under charts that have nothing to do with it: each that is not the very drug is one too many. */
function untouched(
  data: string,
  mode: string,
  segments: readonly TranscriptSegment[],
  drugs: readonly DrugName[],
  charts = CHARTS_A_VISIT,
): object {
  const random = seeded(11);
  const generic = drugs.map((drug) => drug.preferred).filter((name) => /^[a-z]{6,}$/.test(name));
  const seen = new Map<string, number>();
  let words = 0;
  for (let chart = 0; chart < charts; chart++) {
    words += segments.reduce((sum, segment) => sum + segment.words.length, 0);
    const result = correct(segments, pick(generic, DRUGS_A_CHART, random), drugs, PROBLEMS);
    for (const word of result.flatMap((segment) => segment.words))
      if (word.heardAs !== undefined) {
        const key = `${word.heardAs} > ${word.text}`;
        seen.set(key, (seen.get(key) ?? 0) + 1);
      }
  }
  const corrections = [...seen.values()].reduce((sum, count) => sum + count, 0);
  return {
    figure: 'corrections-with-unrelated-charts',
    data,
    mode,
    charts,
    words,
    corrections,
    // Of public corpora only: nothing here is of a patient.
    which: [...seen.keys()].slice(0, 12),
  };
}

const PROBLEMS = [
  'Essential hypertension',
  'Hyperlipidemia',
  'Osteoarthritis of knee',
  'Gastroesophageal reflux disease',
  'Hypothyroidism',
  'Atrial fibrillation',
];

function correct(
  segments: readonly TranscriptSegment[],
  medications: readonly string[],
  drugs: readonly DrugName[],
  problems: readonly string[] = [],
): TranscriptSegment[] {
  const chart: ChartContext = {
    patient: { name: 'Nobody', sex: 'unknown' },
    problems: problems.map((text) => ({ text })),
    medications: medications.map((text) => ({ text })),
    allergies: [],
    observations: [],
  };
  return correctVocabulary(segments, buildVocabulary({ chart, drugs }));
}

const textOf = (segments: readonly TranscriptSegment[]): string =>
  segments.map((segment) => segment.text.toLowerCase()).join(' ');
const says = (segments: readonly TranscriptSegment[], drug: string): boolean =>
  new RegExp(`\\b${drug}\\b`).test(textOf(segments));

/** The names that were put; units of dose are no names. */
function names(segments: readonly TranscriptSegment[]): string[] {
  return segments
    .flatMap((segment) => segment.words)
    .filter((word) => word.heardAs !== undefined)
    .map((word) => word.text.toLowerCase().replace(/[^a-z]/g, ''))
    .filter((word) => !/^(?:milli|micro)grams$/.test(word));
}

function isSame(name: string, drug: string, drugs: readonly DrugName[]): boolean {
  const called = (entry: DrugName): string[] =>
    [entry.preferred, ...entry.synonyms].map((text) => text.toLowerCase().replace(/[^a-z]/g, ''));
  return name === drug || drugs.some((entry) => called(entry).includes(name) && called(entry).includes(drug));
}

const DIGITS: Readonly<Record<string, string>> = {
  five: '5',
  ten: '10',
  twelve: '12',
  twenty: '20',
  'twenty five': '25',
  thirty: '30',
  forty: '40',
  fifty: '50',
  'seventy five': '75',
  'one hundred': '100',
  'one hundred fifty': '150',
  'two hundred fifty': '250',
  'three hundred': '300',
  'four hundred': '400',
  'five hundred': '500',
};

/** Number and unit next to each other, in words or in digits. */
function saysDose(segments: readonly TranscriptSegment[], dose: string): boolean {
  const at = dose.lastIndexOf(' ');
  const number = dose.slice(0, at);
  const digits = DIGITS[number];
  if (digits === undefined) throw new Error(`no digits for ${number}`);
  const unit = dose.slice(at + 1) === 'micrograms' ? '(?:micrograms?|mcg)' : '(?:milligrams?|mg)';
  const words = textOf(segments)
    .replaceAll('-', ' ')
    .replace(/[.,?!]/g, '')
    .replaceAll(' and ', ' ');
  return new RegExp(`\\b(?:${number}|${digits}|${number.replace('one hundred', 'a hundred')}) ?${unit}\\b`).test(words);
}

function pick(from: readonly string[], count: number, random: () => number): string[] {
  return Array.from({ length: count }, () => from[Math.floor(random() * from.length)]!);
}

/** Clean text as a recogniser might have been sure of it: most words high, some doubted, as on the shared recordings. */
function asIfHeard(text: string, index: number): TranscriptSegment {
  const random = seeded(1_000 + index);
  const words = (text.match(/\S+/g) ?? []).map((word, at): TranscriptWord => {
    const draw = random();
    const confidence =
      draw < 0.75 ? 0.9 + random() * 0.099 : draw < 0.9 ? 0.6 + random() * 0.3 : 0.25 + random() * 0.35;
    return { text: word, startMs: at * 300, endMs: at * 300 + 250, confidence };
  });
  return {
    id: SegmentId.parse(`s${index + 1}`),
    startMs: 0,
    endMs: words.length * 300,
    speaker: 'unknown',
    text: words.map((word) => word.text).join(' '),
    words,
    flags: [],
  };
}
