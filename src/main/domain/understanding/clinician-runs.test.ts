import { describe, expect, it } from 'vitest';
import { shippedResources, visit } from '../note/visit.fixture.ts';
import { toUnits } from './utterances.ts';

const { boundary, lexicon } = shippedResources();

/** What a clinician says in one breath, as it is cut. */
const cut = (said: string): string[] =>
  toUnits(visit(`P: my knee hurts\nD: ${said}\nP: okay`), boundary, lexicon)
    .filter(({ speaker }) => speaker === 'clinician')
    .map(({ tokens }) => tokens.map(({ norm }) => norm).join(' '));

describe('a clinician speaking without full stops', () => {
  it('is cut where another part of the body and its verb begin', () => {
    expect(cut('the scalp has scale along the hairline your nails have some pitting the palms are clear')).toEqual([
      'the scalp has scale along the hairline',
      'your nails have some pitting',
      'the palms are clear',
    ]);
    expect(
      cut('so pulses are good you can not feel the monofilament on the right big toe the left is fine no sores'),
    ).toEqual([
      'so pulses are good',
      'you can not feel the monofilament on the right big toe',
      'the left is fine',
      'no sores',
    ]);
  });

  it('is cut where another order begins', () => {
    expect(
      cut(
        "i'll give you omeprazole twenty milligrams once a day for two weeks ice it twenty minutes a few times a day no lifting over five pounds with that arm",
      ),
    ).toEqual([
      'i will give you omeprazole 20 mg once a day for 2 weeks',
      'ice it 20 minutes a few times a day',
      'no lifting over 5 pounds with that arm',
    ]);
    expect(cut("i'm gonna message your cardiologist about switching that don't stop it on your own")).toEqual([
      'i am going to message your cardiologist about switching that',
      'do not stop it on your own',
    ]);
  });

  it('keeps a condition with what follows from it, and parts two conditions', () => {
    expect(
      cut("if the biopsy is benign we repeat the ultrasound in a year if it's suspicious i'll send you to the surgeon"),
    ).toEqual([
      'if the biopsy is benign we repeat the ultrasound in a year',
      'if it is suspicious i will send you to the surgeon',
    ]);
    expect(cut('call me if the neck swells up or you have trouble breathing after the biopsy')).toEqual([
      'call me if the neck swells up or you have trouble breathing after the biopsy',
    ]);
  });

  it('keeps together what belongs together', () => {
    for (const whole of [
      'i do not think it is a frozen shoulder since your passive motion is good',
      'kind of a heel walk and toe walk are intact',
      'and then i will have my assistant come in and swab you for strep',
      'your heart rate was 88 and your oxygenation was 98 percent',
    ])
      expect(cut(whole), whole).toHaveLength(1);
  });

  it('gives what stands in front of a subject to that subject', () => {
    expect(cut('i would usually start aspirin but with your allergy i am going to put you on clopidogrel')).toEqual([
      'i would usually start aspirin',
      'but with your allergy i am going to put you on clopidogrel',
    ]);
  });

  it('hears a turn to the next problem before an order', () => {
    expect(cut("i'll give you triamcinolone cream twice a day for the knee let's do some quad strengthening")).toEqual([
      'i will give you triamcinolone cream twice a day',
      'for the knee let us do some quad strengthening',
    ]);
  });

  it('leaves punctuated speech as it is', () => {
    expect(cut('The knee is swollen, warm and tender.')).toEqual(['the knee is swollen , warm and tender']);
  });
});
