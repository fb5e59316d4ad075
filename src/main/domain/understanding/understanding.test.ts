import { describe, expect, it } from 'vitest';
import { shippedResources } from '../note/visit.fixture.ts';
import { answerKind, isBare } from './answers.ts';
import { scopeOf } from './context-scope.ts';
import { applyCorrections } from './corrections.ts';
import { normalizeNumbers } from './numbers.ts';
import { tokenize } from './tokens.ts';
import { vitalsIn } from './vitals.ts';

const { lexicon } = shippedResources();
const read = (text: string) => normalizeNumbers(tokenize(text));
const spoken = (text: string): string =>
  read(text)
    .map((token) => token.text)
    .join(' ');

describe('tokenize', () => {
  it.each([
    ["i do n't think so", 'i do not think so'],
    ["I'm gonna start", 'I am going to start'],
    ["i 'm gon na wan na go", 'i am going to want to go'],
    ['i f- felt um the the pop', 'i felt the pop'],
    ["it's been better, he's been sick", 'it has been better , he has been sick'],
    ["can't", 'can not'],
    ['a ca-125 and COVID-19', 'a ca-125 and COVID-19'],
  ])('%s', (text, expected) => {
    expect(
      tokenize(text)
        .map((token) => token.text)
        .join(' '),
    ).toBe(expected);
  });

  it('keeps every token tied to its characters', () => {
    const text = "Um, I don't take twenty-five milligrams , no.";
    for (const token of read(text)) expect(text.slice(token.start, token.end).length).toBeGreaterThan(0);
    const dose = read(text).find((token) => token.kind === 'number')!;
    expect(text.slice(dose.start, dose.end)).toBe('twenty-five milligrams');
  });
});

describe('numbers', () => {
  it.each([
    ['twenty milligrams', '20 mg'],
    ['one forty over ninety', '140/90'],
    ['one hundred and twelve over seventy', '112/70'],
    ['ninety eight point six', '98.6'],
    ['a hemoglobin a one c of seven point two', 'a hemoglobin A1c of 7.2'],
    ['three out of six murmur', '3/6 murmur'],
    ['two plus edema', '2+ edema'],
    ['twelve point five mg', '12.5 mg'],
    ['five hundred milligrams twice a day', '500 mg twice a day'],
    ['fifty percent', '50%'],
    ['for two weeks', 'for 2 weeks'],
    ['in twenty eighteen', 'in 2018'],
    ['this one hurts', 'this one hurts'],
    ['no one told me', 'no one told me'],
    ['type two diabetes', 'type 2 diabetes'],
    ['at l five', 'at L5'],
    ['december twenty eighth', 'december 28th'],
  ])('%s', (text, expected) => {
    expect(spoken(text)).toBe(expected);
  });
});

describe('corrections', () => {
  it.each([
    ['forty milligrams, sorry, twenty milligrams', '20 mg'],
    ['my left, i mean my right knee', 'my right knee'],
    ['on monday, no wait, tuesday', 'on tuesday'],
    ['take metformin, sorry, methotrexate weekly', 'take methotrexate weekly'],
    ['i am sorry to hear about your left knee', 'i am sorry to hear about your left knee'],
    ['three days of fever and actually two weeks of cough', '3 days of fever and actually 2 weeks of cough'],
  ])('%s', (text, expected) => {
    expect(
      applyCorrections(read(text), lexicon)
        .map((token) => token.text)
        .join(' '),
    ).toBe(expected);
  });
});

describe('the lexicon', () => {
  it('has more than 1,000 concepts of our own, and knows lay words', () => {
    expect(lexicon.concepts.size).toBeGreaterThan(1000);
    const found = lexicon.find(
      read('I threw up and my water pill makes my ankles feel like swollen ankles, plus the Lasix'),
    );
    expect(found.map((mention) => mention.concept.preferred)).toEqual(
      expect.arrayContaining(['vomiting', 'diuretic', 'lower extremity swelling', 'furosemide']),
    );
  });

  it('takes the longest match and does not overlap', () => {
    expect(lexicon.find(read('no low back pain')).map((mention) => mention.concept.preferred)).toEqual([
      'low back pain',
    ]);
  });
});

describe('scopeOf', () => {
  it.each([
    ['i have no chest pain', 'chest pain', 'negated', 'patient'],
    ['no fever, chills, or cough', 'cough', 'negated', 'patient'],
    ['no fever but i have a cough', 'cough', 'present', 'patient'],
    ['my mother had breast cancer', 'breast cancer', 'present', 'family'],
    ['my wife has pneumonia', 'pneumonia', 'present', 'other'],
    ['if you get chest pain call me', 'chest pain', 'hypothetical', 'patient'],
    ['this may be pneumonia', 'pneumonia', 'possible', 'patient'],
    ['i had pneumonia years ago', 'pneumonia', 'historical', 'patient'],
    ['to rule out pneumonia', 'pneumonia', 'possible', 'patient'],
    ['my mother has diabetes and i have a cough', 'cough', 'present', 'patient'],
  ])('%s: %s', (text, term, assertion, experiencer) => {
    const tokens = read(text);
    const mention = lexicon.find(tokens).find((candidate) => candidate.concept.preferred === term)!;
    expect(scopeOf(tokens, mention)).toMatchObject({ assertion, experiencer });
  });
});

describe('answers', () => {
  it.each([
    ['no', 'no', true],
    ['not really', 'no', true],
    ['yeah i have', 'yes', true],
    ['just the chills', 'exception', false],
    ['no, only at night', 'exception', false],
    ['i have had a sore throat', 'other', false],
    ['i am not sure', 'unsure', true],
    ['i do not think so', 'no', true],
  ])('%s', (text, kind, bare) => {
    expect(answerKind(read(text))).toBe(kind);
    expect(isBare(read(text))).toBe(bare);
  });
});

describe('vitals', () => {
  it('reads plausible values only', () => {
    expect(
      vitalsIn(
        read(
          'your blood pressure is one thirty over eighty two, heart rate seventy two, temperature ninety eight point six and oxygen ninety seven percent',
        ),
      ),
    ).toEqual([
      { name: 'blood pressure', value: '130/82' },
      { name: 'heart rate', value: '72 bpm' },
      { name: 'temperature', value: '98.6 °F' },
      { name: 'oxygen saturation', value: '97%' },
    ]);
    expect(vitalsIn(read('your blood pressure is 900/12 and heart rate 4000'))).toEqual([]);
  });
});
