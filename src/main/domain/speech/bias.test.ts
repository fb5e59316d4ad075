import { describe, expect, it } from 'vitest';
import { biasCandidates, indexPhrases, rivalsOf, tokensOfWords, type BiasCandidate } from './bias.ts';
import { decideBias, replaceWords, type ScoredCandidate } from './bias-decision.ts';
import { decideDoses, doseCandidates } from './bias-doses.ts';
import { createTokenTree } from './token-tree.ts';
import { wordsFromTokens, type HeardWord } from './words.ts';

/** "word:0.9 word:0.4": what was written and how sure; 0.97 where nothing is said. */
const heard = (line: string): HeardWord[] =>
  line.split(' ').map((item, index) => {
    const [, text, confidence] = /^(.*?)(?::([\d.]+))?$/.exec(item)!;
    return {
      text: text!,
      startMs: index * 300,
      endMs: index * 300 + 250,
      confidence: confidence === undefined ? 0.97 : Number(confidence),
    };
  });
const stretchOf = (words: readonly HeardWord[], { start, end }: BiasCandidate): string =>
  words
    .slice(start, end)
    .map((word) => word.text)
    .join(' ');
const TORN = heard('on lies:0.7 in:0.75 a:0.9 pearl,:0.5 ten:0.9 milligrams');
const INDEX = indexPhrases(['lisinopril', 'metoprolol'], ['ramipril', 'hydroxyzine']);

describe('where a likely word may stand', () => {
  it('asks about what was doubted and sounds a little alike, most alike first', () => {
    const [first] = biasCandidates(TORN, INDEX);
    expect(first).toMatchObject({ start: 1, end: 5, phrase: { text: 'lisinopril', isLikely: true } });
    for (const { phrase, similarity } of biasCandidates(TORN, INDEX))
      expect(similarity).toBeGreaterThanOrEqual(phrase.isLikely ? 0.22 : 0.66);
  });

  it('does not ask about what was heard surely', () => {
    expect(biasCandidates(heard('The garden lies in a pearl of a town'), INDEX)).toEqual([]);
  });

  it('takes in no likely word that stands, and no number, negation or side that was heard well', () => {
    for (const [line, kept] of [
      ['on lisinopril:0.5 pearl:0.5', 'lisinopril'],
      ['lies:0.5 in:0.5 ten:0.9 pearl:0.5', 'ten'],
      ['lies:0.5 in:0.5 no:0.9 pearl:0.5', 'no'],
      ['lies:0.5 in:0.5 left:0.7 pearl:0.5', 'left'],
    ] as const) {
      const words = heard(line);
      for (const candidate of biasCandidates(words, INDEX)) expect(stretchOf(words, candidate)).not.toContain(kept);
    }
  });

  it('goes by how a word sounds where the clinician said so', () => {
    const index = indexPhrases(['Kowalczyk = koval chick']);
    const words = heard('ask Doctor cove:0.4 all:0.5 chick:0.4 please');
    expect(biasCandidates(words, index)[0]).toMatchObject({ phrase: { text: 'Kowalczyk' }, start: 2, end: 5 });
    expect(biasCandidates(words, indexPhrases(['Kowalczyk']))[0]?.similarity ?? 0).toBeLessThan(0.7);
  });

  it('asks a long list only about what sounds really alike, and in time', () => {
    const list = Array.from({ length: 10_000 }, (_, n) => `word${n.toString(36).replace(/\d/g, 'o')}ril`);
    const index = indexPhrases([...list, 'lisinopril']);
    expect(biasCandidates(TORN, index).some(({ phrase }) => phrase.text === 'lisinopril')).toBe(true);
  });

  it('names rivals: what sounds like the phrase or like what was written', () => {
    const words = heard('takes hydroxi:0.4 zeen:0.4 nightly');
    const index = indexPhrases(['hydralazine'], ['hydroxyzine', 'ibuprofen']);
    const candidate = biasCandidates(words, index).find(({ phrase }) => phrase.text === 'hydralazine')!;
    expect(rivalsOf(words, candidate, index)[0]?.phrase.text).toBe('hydroxyzine');
  });
});

it('finds the tokens of the words that are made of them', () => {
  const pieces = [' You', ' li', 's', 'in', ',', ' ', ' is', '?', '!'];
  const words = wordsFromTokens(pieces.map((text) => ({ text, logProbability: -1, startMs: 0, endMs: 10 })));
  const spans = tokensOfWords(pieces);
  expect(spans.map(({ start, end }) => pieces.slice(start, end).join('').trim())).toEqual(
    words.map(({ text }) => text),
  );
  expect(spans[1]).toEqual({ start: 1, marks: 4, end: 5 });
  expect(spans.at(-1)).toEqual({ start: 6, marks: 7, end: 9 });
});

it('shares what texts have in common in a tree of tokens', () => {
  const tree = createTokenTree(1);
  expect(tree.extend(0, [5, 6, 7])).toEqual([1, 2, 3]);
  expect(tree.extend(1, [6, 8])).toEqual([2, 4]);
  expect(tree.build()).toEqual({ tokens: [1, 5, 6, 7, 8], parents: [-1, 0, 1, 2, 2] });
});

const scored = (candidate: BiasCandidate, gain: number, lift = 25): ScoredCandidate => ({
  ...candidate,
  score: { gain, gainAfter: 0, lift, phraseTokens: 4, writtenTokens: candidate.end - candidate.start },
});
const at = (index: ReturnType<typeof indexPhrases>, text: string, start: number, end: number): BiasCandidate => ({
  start,
  end,
  phrase: [...index.likely, ...index.known].find((phrase) => phrase.text === text)!,
  similarity: 0.7,
});

describe('what the sound decides', () => {
  it('writes a likely name that fits far better than its rivals', () => {
    const all = [
      scored(at(INDEX, 'lisinopril', 1, 5), -6),
      scored(at(INDEX, 'metoprolol', 1, 5), -30),
      scored(at(INDEX, 'ramipril', 2, 5), -28),
    ];
    const [decided, ...more] = decideBias(TORN, all);
    expect(decided).toMatchObject({ start: 1, end: 5, phrase: { text: 'lisinopril' } });
    expect(more).toEqual([]);
  });

  it('leaves what was written where no name fits', () => {
    const all = ['lisinopril', 'metoprolol', 'ramipril'].map((text) => scored(at(INDEX, text, 1, 5), -26, 2));
    expect(decideBias(TORN, all)).toEqual([]);
  });

  it('takes the chart’s name for a guess where another fits a little better', () => {
    const all = [scored(at(INDEX, 'lisinopril', 1, 5), -6), scored(at(INDEX, 'ramipril', 1, 5), -4)];
    const [decided] = decideBias(TORN, all);
    expect(decided?.phrase.text).toBe('lisinopril');
    expect(decided?.probability).toBeLessThan(0.5);
  });

  it('gives way to another drug that the sound clearly prefers', () => {
    const index = indexPhrases(['hydralazine'], ['hydroxyzine']);
    const words = heard('takes hydroxi:0.4 zeen:0.4 nightly');
    const all = [scored(at(index, 'hydralazine', 1, 3), -16), scored(at(index, 'hydroxyzine', 1, 3), -3)];
    expect(decideBias(words, all).map(({ phrase }) => phrase.text)).toEqual(['hydroxyzine']);
  });

  it('asks more of a name that is merely common', () => {
    const [likely, known] = [indexPhrases(['ramipril']), indexPhrases([], ['ramipril'])].map((index) =>
      decideBias(TORN, [scored(at(index, 'ramipril', 2, 5), -20, 8)]),
    );
    expect(likely).toHaveLength(1);
    expect(known).toEqual([]);
  });

  it('shows what stood there, keeps marks and capitals, and is never quite sure', () => {
    const words = heard('Lies:0.7 in:0.75 a:0.9 pearl,:0.5 ten milligrams');
    const phrase = INDEX.likely[0]!;
    const out = replaceWords(words, [{ start: 0, end: 4, phrase, similarity: 0.8, probability: 0.999 }]);
    expect(out.map((word) => word.text)).toEqual(['Lisinopril,', 'ten', 'milligrams']);
    expect(out[0]).toEqual({
      text: 'Lisinopril,',
      startMs: 0,
      endMs: 1_150,
      confidence: 0.9,
      heardAs: 'Lies in a pearl,',
    });
    expect(out.slice(1)).toEqual(words.slice(4));
  });

  it('writes a phrase of two words as two', () => {
    const index = indexPhrases(['insulin glargine']);
    const words = heard('takes in:0.5 Sue:0.4 lynn:0.5 glar:0.3 jean:0.4 daily');
    const out = replaceWords(words, [{ ...at(index, 'insulin glargine', 1, 6), probability: 0.8 }]);
    expect(out.map((word) => word.text).join(' ')).toBe('takes insulin glargine daily');
    expect(out[1]!.endMs).toBeLessThanOrEqual(out[2]!.startMs);
    expect(out[2]!.heardAs).toBe('in Sue lynn glar jean');
  });
});

describe('torn doses', () => {
  const doses = (line: string): string[] => {
    const words = heard(line);
    return doseCandidates(words).map((candidate) => `${stretchOf(words, candidate)} > ${candidate.phrase.text}`);
  };

  it.each([
    ['take it for:0.8 milligrams twice', 'for milligrams > four milligrams'],
    ['is five-year-old:0.4 grams:0.4 daily', 'five-year-old grams > five milligrams'],
    ['take twenty:0.9 million:0.5 rams:0.3 daily', 'twenty million rams > twenty milligrams'],
  ])('asks about: %s', (line, expected) => {
    expect(doses(line)).toContain(expected);
  });

  it.each([
    'take ten milligrams every:0.5 morning',
    'take fifteen:0.4 milligrams:0.4 daily',
    'a glass of wine with dinner',
    'in the milligrams:0.9',
  ])('leaves a dose that stands, and what is none: %s', (line) => {
    const written = heard(line).map((word) => word.text);
    for (const dose of doses(line))
      expect(dose.split(' > ')[0]!.split(' ')).not.toContain(written[1] === 'ten' ? 'ten' : 'fifteen');
    expect(doses('take ten milligrams every:0.5 morning')).toEqual([]);
  });

  it('keeps a number that was heard well', () => {
    for (const dose of doses('take twenty:0.9 million:0.5 rams:0.3 daily'))
      if (dose.startsWith('twenty')) expect(dose.split(' > ')[1]).toContain('twenty');
  });

  it('writes the best, and nothing where two amounts fit alike', () => {
    const words = heard('take it for:0.8 milligrams twice');
    const [four, five] = ['four milligrams', 'five milligrams'].map((text) =>
      doseCandidates(words).find((candidate) => candidate.phrase.text === text && candidate.start === 2)!,
    );
    expect(decideDoses([scored(four!, -3), scored(five!, -8)]).map(({ phrase }) => phrase.text)).toEqual([
      'four milligrams',
    ]);
    expect(decideDoses([scored(four!, -3), scored(five!, -3.5)])).toEqual([]);
    expect(decideDoses([scored(four!, -30)])).toEqual([]);
  });
});
