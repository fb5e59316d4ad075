import { describe, expect, it } from 'vitest';
import { normalizeNumbers } from './numbers.ts';
import { tokenize } from './tokens.ts';

const said = (text: string): string =>
  normalizeNumbers(tokenize(text))
    .map((token) => token.text)
    .join(' ');

describe('numbers as they are spoken in a consulting room', () => {
  it.each([
    ['a hundred and two point three', '102.3'],
    ['a hundred point eight', '100.8'],
    ['one oh one point five', '101.5'],
    ['a temperature of ninety eight six', 'a temperature of 98.6'],
    ['sertraline a hundred and fifty milligrams', 'sertraline 150 mg'],
    ['the scale says a hundred and sixty two', 'the scale says 162'],
    ['heart rate one oh eight', 'heart rate 108'],
    ['at a rate of one ten', 'at a rate of 110'],
    ["blood pressure's one eighteen over seventy", "blood pressure's 118/70"],
    ['one forty-five over eighty-five', '145/85'],
    ['one twenty two over seventy eight', '122/78'],
    ['mornings around one sixty to one eighty', 'mornings around 160 to 180'],
    ['two hundred and five pounds', '205 pounds'],
    ['a thousand milligrams', '1000 mg'],
    ['one thousand five hundred milligrams', '1500 mg'],
    ['back in two thousand and eight', 'back in 2008'],
    ['in twenty fifteen', 'in 2015'],
    ['amlodipine two and a half milligrams', 'amlodipine 2.5 mg'],
    ['triamcinolone ointment, point one percent', 'triamcinolone ointment , 0.1%'],
    ['nitroglycerin point four milligrams', 'nitroglycerin 0.4 mg'],
    ['give you nitroglycerin point four under the tongue', 'give you nitroglycerin 0.4 under the tongue'],
    ['creatinine of one point one', 'creatinine of 1.1'],
    ['eight, nine out of ten', '8-9/10'],
    ['seven or eight out of ten', '7-8/10'],
    ['nine out of ten', '9/10'],
    ['nineteen out of thirty', '19/30'],
    ['call nine eight eight', 'call 988'],
    ['call nine one one', 'call 911'],
    ['your phq nine today is eleven', 'your PHQ-9 today is 11'],
    ['your gad seven is fourteen', 'your GAD-7 is 14'],
    ['a b twelve and a tsh', 'a B12 and a tsh'],
    ['eighty eight micrograms', '88 mcg'],
    ['take one twenty milligram tablet', 'take one 20 mg tablet'],
  ])('%s', (text, expected) => {
    expect(said(text)).toBe(expected);
  });

  it.each([
    'at this point one of them hurts',
    'a hundred times better',
    'that is a good point one should make',
    'one of the other ones',
    'i have one or two of those',
    'a hundred of them',
  ])('is no number: %s', (text) => {
    expect(said(text)).not.toMatch(/\d/);
  });
});
