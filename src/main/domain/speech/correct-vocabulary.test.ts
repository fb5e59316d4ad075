import { describe, expect, it } from 'vitest';
import type { ChartContext } from '../../../shared/model/chart.ts';
import { SegmentId } from '../../../shared/model/ids.ts';
import type { TranscriptSegment } from '../../../shared/model/transcript.ts';
import { buildVocabulary, correctVocabulary, type DrugName } from './correct-vocabulary.ts';
import { drugNamesOf } from './correct-vocabulary-terms.ts';

const DRUGS: readonly DrugName[] = [
  { preferred: 'lisinopril', synonyms: ['Zestril', 'Prinivil'] },
  { preferred: 'losartan', synonyms: ['Cozaar'] },
  { preferred: 'ibuprofen', synonyms: ['Advil', 'Motrin'] },
  { preferred: 'hydroxyzine', synonyms: ['Atarax'] },
  { preferred: 'hydralazine', synonyms: ['Apresoline'] },
  { preferred: 'fluticasone', synonyms: ['Flonase'] },
  { preferred: 'metoprolol', synonyms: ['Lopressor', 'Toprol'] },
  { preferred: 'cetirizine', synonyms: ['Zyrtec'] },
  { preferred: 'diuretic', synonyms: ['water pill'] },
];

const chartOf = (medications: string[], allergies: string[] = [], problems: string[] = []): ChartContext => ({
  patient: { name: 'Nobody', sex: 'unknown' },
  problems: problems.map((text) => ({ text })),
  medications: medications.map((text) => ({ text })),
  allergies: allergies.map((text) => ({ text })),
  observations: [],
});

/** "word:0.9 word:0.4": what the recogniser wrote and how sure it was; 0.97 where nothing is said. */
function heard(line: string): TranscriptSegment {
  const words = line.split(' ').map((item, index) => {
    const [, text, confidence] = /^(.*?)(?::([\d.]+))?$/.exec(item)!;
    return {
      text: text!,
      startMs: 1_000 + index * 300,
      endMs: 1_250 + index * 300,
      confidence: confidence === undefined ? 0.97 : Number(confidence),
    };
  });
  return {
    id: SegmentId.parse('s1'),
    startMs: 1_000,
    endMs: words.at(-1)!.endMs,
    speaker: 'unknown',
    text: words.map((word) => word.text).join(' '),
    words,
    flags: [],
  };
}

function correct(line: string, chart?: ChartContext, terms: string[] = []): TranscriptSegment {
  return correctVocabulary([heard(line)], buildVocabulary({ chart, drugs: DRUGS, terms }))[0]!;
}

const LISINOPRIL = chartOf(['lisinopril 10 mg tablet'], ['Penicillin']);

describe('correctVocabulary', () => {
  it.each([
    ['Are you taking your lies:0.94 in:0.99 a:0.95 pearl:0.37 every day?', 'Are you taking your lisinopril every day?'],
    ['I want you to stop the lies:0.56 in:0.94 a:0.87 pearl.:0.74', 'I want you to stop the lisinopril.'],
    ['a side effect of the lysinopril.:0.26', 'a side effect of the lisinopril.'],
    ['Yes,:0.26 can:0.53 a:0.50 sillin.:0.42', 'Yes, penicillin.'],
  ])('puts what the chart knows: %s', (line, expected) => {
    expect(correct(line, LISINOPRIL).text).toBe(expected);
  });

  it('shows what stood there, over the same time, with little confidence', () => {
    const segment = correct('your lies:0.94 in:0.99 a:0.95 pearl:0.37 every day?', LISINOPRIL);
    expect(segment.flags).toEqual(['vocabulary']);
    expect(segment.words[1]).toMatchObject({
      text: 'lisinopril',
      heardAs: 'lies in a pearl',
      startMs: 1_300,
      endMs: 2_450,
    });
    expect(segment.words[1]!.confidence).toBeGreaterThanOrEqual(0.4);
    expect(segment.words[1]!.confidence).toBeLessThanOrEqual(0.6);
    expect(segment.text).toBe(segment.words.map((word) => word.text).join(' '));
  });

  it('leaves a segment without corrections the very object it was', () => {
    const segments = [heard('I brought some tomatoes for your front desk.')];
    const corrected = correctVocabulary(segments, buildVocabulary({ chart: LISINOPRIL, drugs: DRUGS }));
    expect(corrected[0]).toBe(segments[0]);
  });

  it('begins a sentence with a capital', () => {
    expect(correct('lies:0.4 in:0.8 a:0.8 pearl,:0.3 ten milligrams.', LISINOPRIL).text).toBe(
      'Lisinopril, ten milligrams.'.replace('L', 'l'),
    );
    expect(correct('Lies:0.4 in:0.8 a:0.8 pearl,:0.3 ten milligrams.', LISINOPRIL).text).toBe(
      'Lisinopril, ten milligrams.',
    );
  });

  it('writes a name of two words as two words', () => {
    const segment = correct('she takes in:0.5 Sue:0.4 lynn:0.5 glar:0.3 jean:0.4 daily', chartOf(['insulin glargine']));
    expect(segment.text).toBe('she takes insulin glargine daily');
    expect(segment.words.filter((word) => word.heardAs === 'in Sue lynn glar jean')).toHaveLength(2);
    expect(segment.words.every((word) => word.endMs > word.startMs)).toBe(true);
  });

  it('never takes one known drug for another, however unsure', () => {
    expect(correct('Are you taking hydroxyzine:0.3 at night?', chartOf(['hydralazine 25 mg'])).text).toContain(
      'hydroxyzine',
    );
  });

  it('never takes a drug of the street for one of the pharmacy', () => {
    expect(correct('any drugs like cocaine,:0.3 or heroin?:0.4', chartOf(['lidocaine 5% patch'])).text).toContain(
      'like cocaine,',
    );
  });

  it('gives way to a common drug that fits clearly better than the charted one', () => {
    expect(correct('I take hydroxizine:0.3 at night', chartOf(['hydralazine 25 mg'])).text).not.toContain(
      'hydralazine',
    );
  });

  it('believes everyday words that were clearly heard', () => {
    for (const line of [
      'The garden lies in a pretty part of town.',
      'On a scale from one to ten, how bad is it?',
      'I see some people at the pool.',
      'It starts in the low part of my back.',
      'He was lying in a pool of water.',
    ])
      expect(correct(line, chartOf(['lisinopril', 'losartan', 'metoprolol', 'ibuprofen'], ['Penicillin'])).text).toBe(
        line,
      );
  });

  it('believes typed text', () => {
    const line = 'your lies:1 in:1 a:1 pearl:1 every:1 day?:1';
    expect(correct(line, LISINOPRIL).text).toBe('your lies in a pearl every day?');
  });

  it('swallows no number, no negation and no side', () => {
    expect(correct('taking lies:0.5 in:0.5 no:0.9 pearl:0.3', LISINOPRIL).text).toContain('no');
    expect(correct('taking lies:0.5 in:0.5 one:0.5 pearl:0.3', LISINOPRIL).text).toContain('one');
    expect(correct('taking lies:0.5 in:0.5 left:0.6 pearl:0.3', LISINOPRIL).text).toContain('left');
  });

  it('knows the brand of a charted drug', () => {
    expect(
      correct('I ran out of the cosar:0.3 last week', chartOf(['Losartan Potassium 50 MG Oral Tablet'])).text,
    ).toBe('I ran out of the Cozaar last week');
  });

  it('puts a common drug only where it was doubted and a drug is expected', () => {
    expect(correct('We will increase your flaunace:0.31 to two sprays').text).toBe(
      'We will increase your Flonase to two sprays',
    );
    expect(correct('We will increase your flaunace:0.8 to two sprays').text).toContain('flaunace');
  });

  it('lets a drug heard clearly once bear witness for the rest of the visit', () => {
    const doubtful = heard('I take ID:0.58 Prophet:0.47 for my knee');
    const clear = heard('because ibuprofen:0.92 can raise your blood pressure');
    const vocabulary = buildVocabulary({ drugs: DRUGS });
    expect(correctVocabulary([doubtful], vocabulary)[0]!.text).toContain('Prophet');
    expect(correctVocabulary([doubtful, clear], vocabulary)[0]!.text).toBe('I take ibuprofen for my knee');
  });

  it("knows the clinician's own list", () => {
    expect(correct('please start tier:0.5 zepa:0.3 tide:0.6 weekly', undefined, ['tirzepatide']).text).toBe(
      'please start tirzepatide weekly',
    );
  });

  it('knows the uncommon words of the problem list', () => {
    expect(correct('because of your osteo:0.6 arthrites:0.3', chartOf([], [], ['Osteoarthritis of knee'])).text).toBe(
      'because of your osteoarthritis',
    );
  });

  it('does not correct twice', () => {
    const vocabulary = buildVocabulary({ chart: LISINOPRIL, drugs: DRUGS });
    const once = correctVocabulary([heard('your lies:0.94 in:0.99 a:0.95 pearl:0.37 every day?')], vocabulary);
    expect(correctVocabulary(once, vocabulary)[0]).toBe(once[0]);
  });
});

it('leaves names to the sound where that was asked, and looks at units only', () => {
  const vocabulary = buildVocabulary({ chart: LISINOPRIL, drugs: DRUGS });
  const [segment] = correctVocabulary(
    [heard('your lies:0.94 in:0.99 a:0.95 pearl:0.37 20 million:0.78 rams:0.32')],
    vocabulary,
    'units',
  );
  expect(segment!.text).toBe('your lies in a pearl 20 milligrams');
});

describe('units of dose', () => {
  it.each([
    ['20 million:0.78 rams:0.32 twice a day', '20 milligrams twice a day'],
    ['twenty million:0.8 grams,:0.4 once a day', 'twenty milligrams, once a day'],
    ['fifty milli:0.6 grounds:0.4 daily', 'fifty milligrams daily'],
  ])('%s', (line, expected) => {
    const segment = correct(line);
    expect(segment.text).toBe(expected);
    expect(segment.words[1]!.confidence).toBeLessThan(0.5);
  });

  it.each([
    'twenty million people have it',
    'wait ten minutes and go',
    'take ten milligrams once a day',
    'the million rams of the farm',
    'it was five millimetres:0.6 wide',
  ])('leaves: %s', (line) => {
    expect(correct(line).text).toBe(line.replace(/:[\d.]+/g, ''));
  });
});

describe('numbers that sound like other words', () => {
  it('writes four where for makes no sense, and shows what stood there', () => {
    const segment = correct('I took for:0.75 hundred milligrams twice');
    expect(segment.text).toBe('I took four hundred milligrams twice');
    expect(segment.words[2]).toMatchObject({ heardAs: 'for', confidence: 0.45 });
    expect(segment.flags).toContain('vocabulary');
    expect(correct('he asked for hundred dollar bills').text).toBe('he asked for hundred dollar bills');
  });

  it('doubts what may be two point five or point five, and changes no word', () => {
    const segment = correct('start with it to point five milligrams a day');
    expect(segment.text).toBe('start with it to point five milligrams a day');
    expect(segment.words.map((word) => word.confidence < 0.5)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(correct('he had to point five times at it').words.every((word) => word.confidence > 0.5)).toBe(true);
  });
});

describe('drugNamesOf', () => {
  it.each([
    ['lisinopril 10 mg tablet', ['lisinopril']],
    ['Metoprolol Succinate ER 50 mg 24 hr tablet', ['Metoprolol']],
    ['lisinopril-hydrochlorothiazide 10-12.5 mg', ['lisinopril', 'hydrochlorothiazide']],
    ['fluticasone / salmeterol 250 MCG [Advair]', ['fluticasone', 'salmeterol', 'Advair']],
    ['insulin glargine 100 UNT/ML pen', ['insulin glargine']],
    ['', []],
  ])('%s', (text, names) => {
    expect(drugNamesOf(text)).toEqual(names);
  });
});

describe('a symptom and the everyday word that sounds like it', () => {
  const visit = (...lines: string[]): string =>
    correctVocabulary(lines.map(heard), buildVocabulary({ drugs: DRUGS }), 'units').at(-1)!.text;
  const COUGH = ['I have had this cough for weeks', 'a dry cough it is:0.9'];

  it('is the symptom that the visit is about, and says what stood there', () => {
    const line = heard('If the cuff is not gone call us');
    const corrected = correctVocabulary([...COUGH.map(heard), line], buildVocabulary({ drugs: DRUGS }), 'units').at(
      -1,
    )!;
    expect(corrected.text).toBe('If the cough is not gone call us');
    expect(corrected.words[2]).toMatchObject({ heardAs: 'cuff', confidence: 0.6 });
    expect(corrected.flags).toContain('vocabulary');
  });

  it('stays where the other word belongs, and in a visit that is about something else', () => {
    expect(visit(...COUGH, 'the rotator cuff is torn')).toMatch(/rotator cuff/);
    expect(visit(...COUGH, 'put the cuff on your arm')).toMatch(/cuff on/);
    expect(visit('I have had this cough', 'if the cuff is not gone')).toMatch(/cuff/);
  });
});
