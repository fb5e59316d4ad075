/** One hearing, read under several vocabularies: what the vocabulary's figures have in common. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadDraftResources } from '../src/main/adapters/note-resources/load-draft-resources.ts';
import { findBuiltInModel } from '../src/main/adapters/speech/model-files.ts';
import { biased, firstSearch, openMoonshine } from '../src/main/adapters/speech/moonshine-engine.ts';
import { buildVocabulary, correctVocabulary, type DrugName } from '../src/main/domain/speech/correct-vocabulary.ts';
import { readTokenModel } from '../src/main/domain/speech/token-model.ts';
import { visitPhrases } from '../src/main/domain/speech/visit-phrases.ts';
import type { HeardWord } from '../src/main/domain/speech/words.ts';
import { normalizeNumbers } from '../src/main/domain/understanding/numbers.ts';
import { tokenize } from '../src/main/domain/understanding/tokens.ts';
import type { ChartContext } from '../src/shared/model/chart.ts';
import { SegmentId } from '../src/shared/model/ids.ts';
import type { TranscriptWord } from '../src/shared/model/transcript.ts';

/** What is known before the visit: texts of medications, and words of the clinician. */
export interface Knowledge {
  readonly chart?: readonly string[];
  readonly list?: readonly string[];
}

export interface HeardWays {
  readonly plain: readonly TranscriptWord[];
  readonly charted: readonly TranscriptWord[];
  readonly unaided: readonly TranscriptWord[];
  readonly listed: readonly TranscriptWord[];
  readonly others: readonly TranscriptWord[];
}

export interface Hearing {
  readonly drugs: readonly DrugName[];
  readonly known: readonly string[];
  /** As the app does it: the sound is asked, then units are looked at. */
  hear<Way extends string>(
    samples: Float32Array,
    ways: Readonly<Record<Way, Knowledge>>,
  ): Promise<Record<Way | 'plain', readonly TranscriptWord[]>>;
  hearRecording(
    samples: Float32Array,
    knowledge: { readonly charted: readonly string[]; readonly unrelated: readonly (readonly string[])[] },
  ): Promise<{
    readonly plain: readonly TranscriptWord[];
    readonly charted: readonly TranscriptWord[];
    readonly unrelated: readonly (readonly TranscriptWord[])[];
  }>;
  /** Whether both are names of one drug. */
  isSame(name: string, drug: string): boolean;
  /** Names of drugs in a file of text, each as often as it stands there. */
  namesIn(file: string): string[];
  /** How many of the names, each as often as it is given, the words hold. */
  mentions(words: readonly TranscriptWord[], names: readonly string[]): number;
  close(): Promise<void>;
}

export async function openHearing(): Promise<Hearing> {
  const model = findBuiltInModel();
  const language = model.visitTokens === undefined ? undefined : readTokenModel(readFileSync(model.visitTokens));
  const engine = await openMoonshine(model, { intraOpThreads: 2 }, firstSearch(language));
  const drugs = loadDraftResources(path.join(import.meta.dirname, '../resources')).entries.filter(
    (entry) => entry.kind === 'drug',
  );
  const { known } = visitPhrases({ drugs });
  const called = new Map<string, ReadonlySet<string>>();
  for (const { preferred, synonyms } of drugs) {
    const names = new Set([preferred, ...synonyms].flatMap((name) => name.split('/')).map(plain));
    for (const name of names) called.set(name, names);
  }

  const read = async (samples: Float32Array, knowledge: readonly Knowledge[]) => {
    const charts = knowledge.map(({ chart, list = [] }) => ({
      chart: chart && chartOf(chart),
      words: list.map((term) => ({ term })),
    }));
    const hearings = charts.map(({ chart, words }) => visitPhrases({ chart, words, drugs }));
    const { plain: heard, scored } = await engine.examine(samples, hearings);
    const ways = scored.map((answers, i) => {
      const { chart, words } = charts[i]!;
      const vocabulary = buildVocabulary({ chart, drugs, terms: words.map(({ term }) => term) });
      return afterSpelling(biased(heard, answers).words, vocabulary);
    });
    return { plain: heard.words, ways };
  };

  return {
    drugs,
    known,
    async hear(samples, knowledge) {
      const names = Object.keys(knowledge) as (keyof typeof knowledge)[];
      const { plain: heard, ways } = await read(
        samples,
        names.map((name) => knowledge[name]),
      );
      const result = Object.fromEntries(names.map((name, i) => [name, ways[i]!]));
      return { ...result, plain: heard } as Record<keyof typeof knowledge | 'plain', readonly TranscriptWord[]>;
    },
    async hearRecording(samples, { charted, unrelated }) {
      const { plain: heard, ways } = await read(samples, [
        { chart: charted },
        ...unrelated.map((chart): Knowledge => ({ chart })),
      ]);
      return { plain: heard, charted: ways[0]!, unrelated: ways.slice(1) };
    },
    isSame: (name, drug) => plain(name) === plain(drug) || (called.get(plain(name))?.has(plain(drug)) ?? false),
    namesIn: (file) =>
      (readFileSync(file, 'utf8').match(/[\p{L}']+/gu) ?? []).filter(
        (word) => word.length > 4 && known.some((name) => name.toLowerCase() === word.toLowerCase()),
      ),
    mentions(words, names) {
      const left = names.map(plain);
      return words.filter(({ text }) => {
        const at = left.indexOf(plain(text));
        if (at >= 0) left.splice(at, 1);
        return at >= 0;
      }).length;
    },
    close: () => engine.close(),
  };
}

/** The app's second step, on one segment. */
function afterSpelling(
  words: readonly HeardWord[],
  vocabulary: ReturnType<typeof buildVocabulary>,
): readonly TranscriptWord[] {
  const segment = {
    id: SegmentId.parse('s1'),
    startMs: 0,
    endMs: words.at(-1)?.endMs ?? 0,
    speaker: 'unknown' as const,
    text: words.map((word) => word.text).join(' '),
    words: words.map(({ text, startMs, endMs, confidence, heardAs }) => ({
      text,
      startMs,
      endMs,
      confidence,
      heardAs,
    })),
    flags: [],
  };
  return correctVocabulary([segment], vocabulary, 'units')[0]!.words;
}

export const chartOf = (medications: readonly string[]): ChartContext => ({
  patient: { name: 'Nobody', sex: 'unknown' },
  problems: PROBLEMS.map((text) => ({ text })),
  medications: medications.map((text) => ({ text })),
  allergies: [],
  observations: [],
});

const PROBLEMS = [
  'Essential hypertension',
  'Hyperlipidemia',
  'Osteoarthritis of knee',
  'Gastroesophageal reflux disease',
  'Hypothyroidism',
  'Atrial fibrillation',
];

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');

export const says = (words: readonly TranscriptWord[], drug: string): boolean =>
  words.some((word) => plain(word.text) === plain(drug));

/** The names that the vocabulary wrote; doses and units are no names. */
export const namesPut = (words: readonly TranscriptWord[]): string[] =>
  words
    .filter((word) => word.heardAs !== undefined)
    .map((word) => plain(word.text))
    .filter((word) => word !== '' && !/^(?:(?:milli|micro)grams?)$/.test(word) && !NUMBER_WORDS.has(word));

const NUMBER_WORDS = new Set(
  `a half zero point one two three four five six seven eight nine ten twelve fourteen fifteen sixteen eighteen twenty thirty forty fifty sixty
  seventy eighty ninety hundred thousand`.split(/\s+/),
);

/** Doses as the note's reader finds them: "12.5 mg", "20 units". */
export function dosesIn(said: string | readonly TranscriptWord[]): string[] {
  const text = typeof said === 'string' ? said : said.map((word) => word.text).join(' ');
  const tokens = normalizeNumbers(tokenize(text)).filter((token) => token.kind !== 'punct');
  return tokens.flatMap((token, i) => {
    const amount = /^(\d+(?:\.\d+)?) (mg|mcg|g|mL)$/.exec(token.text);
    if (amount) return [`${Number(amount[1])} ${amount[2]}`];
    const unit = /^(unit|puff|tablet)s?$/.exec(tokens[i + 1]?.norm ?? '');
    return unit && /^\d+(\.\d+)?$/.test(token.norm) ? [`${Number(token.norm)} ${unit[1]}`] : [];
  });
}
