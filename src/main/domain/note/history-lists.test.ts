import { describe, expect, it } from 'vitest';
import { draft, textOf } from './visit.fixture.ts';

const story = (script: string): string => textOf(draft(script), 'subjective');

describe('how drugs are taken and what they do', () => {
  it('says doses that are missed, and never missed', () => {
    const text = story(`
D: Are you taking the Eliquis?
P: Twice a day, yes. I never miss that one.
D: And the atorvastatin, every night?
P: Yes, but I forgot it two times last week.`);
    expect(text).toMatch(/Apixaban twice daily; never misses a dose\./);
    expect(text).not.toMatch(/never miss\./);
  });

  it('says what ran out, and since when', () =>
    expect(story('D: What about the metoprolol?\nP: I ran out of it two weeks ago.')).toMatch(
      /Ran out of metoprolol 2 weeks ago\./,
    ));

  it('says what did not help, and not who handed it over', () => {
    const text = story(`
D: What have you put on it?
P: Hydrocortisone cream, the one percent, it didn't do much.
D: Anything else?
P: My brother-in-law gave me one of his Percocets.`);
    expect(text).toMatch(/Hydrocortisone 1%[^.]*without much relief\./);
    expect(text).not.toMatch(/gave (?:him|her|them) one of/);
  });
});

describe('lists of the past', () => {
  it('have no verb and stand all the same', () =>
    expect(
      story('D: Ever had cancer?\nP: They took a basal cell off my nose. I had a bleeding ulcer in 2018.'),
    ).toMatch(/Basal cell carcinoma and peptic ulcer disease \(in 2018\)\./));

  it('keep a relative’s illness that comes after a no of one’s own', () =>
    expect(story('D: any medical problems\nP: no my mom has kidney stones')).toMatch(/Mother: kidney stones\./));

  it('do not deny the beer whose number they tell', () => {
    const text = story('D: Any alcohol or drugs?\nP: No drugs. I have a couple of beers on Saturdays.');
    expect(text).not.toMatch(/denies[^.]*alcohol/i);
  });
});

describe('what happened', () => {
  it('stands, in words that no list of symptoms has', () => {
    const text = story(`
D: Is this your daughter?
O: Yes, I'm Claire.
D: What happened?
O: Dad fell on Tuesday, in the bathroom. And he left the stove on twice.
P: I slipped on the mat.`);
    expect(text).toMatch(/daughter said her father fell on Tuesday, in the bathroom\./);
    expect(text).toMatch(/left the stove on twice/);
    expect(text).toMatch(/slipped on the mat/);
  });
});

describe('what the patient measured', () => {
  it('stands in the story, as measured at home', () => {
    const text = story(
      'D: How are your sugars?\nP: Mornings around one sixty to one eighty.\nD: And your blood pressure at home?\nP: One forty-five over eighty-five or so.',
    );
    expect(text).toMatch(/blood glucose of 160-180 in the morning\./);
    expect(text).toMatch(/home blood pressure of 145\/85\./);
  });
});

describe('an answer that is a sentence of its own', () => {
  it('keeps what it says beyond the symptom', () =>
    expect(
      story(
        'D: What are we looking at?\nP: A mole on my left shoulder.\nD: Does it itch or bleed?\nP: It bled once when I scratched it.',
      ),
    ).toMatch(/bled once when (?:the patient|they) scratched it/i));

  it('gives an attack its length, and not its history', () => {
    const text = story(
      'D: have you had any panic attacks\nP: one at the grocery store my heart was racing it lasted about ten minutes',
    );
    expect(text).not.toMatch(/panic attacks for/);
    expect(text).not.toMatch(/^One at/m);
  });
});

it('an allergy has the name that the patient knows', () =>
  expect(story('P: they gave me bactrim and i got a rash all over')).toMatch(/Bactrim \(rash\)/));
