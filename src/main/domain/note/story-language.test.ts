import { describe, expect, it } from 'vitest';
import { draft, textOf } from './visit.fixture.ts';

const story = (script: string): string => textOf(draft(script), 'subjective');

describe('how many', () => {
  it('leaves no number that counts nothing', () =>
    expect(story('D: How many times a day are you going to the toilet?\nP: Four to five.')).not.toMatch(
      /to (?:5|five)\./,
    ));

  it('keeps what it was counted with', () =>
    expect(story('D: How many pillows do you sleep with?\nP: Three.')).toMatch(/sleeps with 3 pillows/));
});

describe('what is no history', () => {
  it('is what a drug is for', () =>
    expect(story('D: Have you ever tried clindamycin, as an antibiotic for your acne?\nP: No, never.')).not.toMatch(
      /denies[^.]*acne/i,
    ));

  it('is what is named to be left aside', () =>
    expect(story('D: Apart from the heart failure, any other problems?\nP: No, I think I am okay.')).not.toMatch(
      /denies[^.]*heart/i,
    ));

  it('is what one was afraid of', () =>
    expect(story('P: My head hurts. I was so worried that I had cancer.')).not.toMatch(/^Cancer\b/m));
});

describe('what means nothing alone', () => {
  it.each([
    ['P: My head hurts. I think when I was six. It throbs.', /thinks when/],
    ['P: I told Dr. Brown, a couple of weeks ago. My knee hurts.', /told Dr/],
    ['P: I have some mild headaches but otherwise. My knee hurts.', /but otherwise\./],
  ])('%s', (script, residue) => expect(story(script)).not.toMatch(residue));
});

describe('what compares', () => {
  it('keeps its like', () =>
    expect(story('P: I twisted my knee. It swelled up like a grapefruit within an hour.')).toMatch(
      /like a grapefruit/,
    ));
});

describe('a place', () => {
  it('stands only where it was named for what is told', () => {
    const text = story(
      'D: What can I do for you?\nP: My ear. The right one.\nD: Any ringing?\nP: Yeah, a constant high pitch.',
    );
    expect(text).not.toMatch(/ringing of|tinnitus of/);
    expect(text).toMatch(/tinnitus/i);
  });
});

describe('the last of something', () => {
  it('has its time and how it was', () =>
    expect(story('D: When was your last Pap?\nP: Two years ago, it was normal.')).toMatch(
      /last pap was 2 years ago and was normal/i,
    ));
});

describe('small words', () => {
  it('a measure is no hum', () =>
    expect(story('D: You had a lumpectomy in 2020, which removed the eight millimeter tumor.\nP: Yes.')).not.toMatch(
      /8 tumor/,
    ));

  it('a line that is bad is no hearing loss', () =>
    expect(story("P: Sorry, I can't hear you. My head hurts.")).not.toMatch(/hearing loss/i));

  it('a pain’s word is not a bowel’s', () =>
    expect(story("P: I'm constipated.\nD: Is it there all the time?\nP: It's a nagging feeling.")).not.toMatch(
      /nagging constipation/,
    ));
});

it('no seasonal allergy is no word about drugs', () =>
  expect(story('D: Do you have a history of seasonal allergies?\nP: No, never had any.')).not.toMatch(/drug allerg/i));

it('what one wishes to become is no complaint', () =>
  expect(
    story(
      'D: What brings you in?\nP: I want to get pregnant next year, so I figured I would check in.\nD: Any pregnancies before?\nP: None.',
    ),
  ).not.toMatch(/^Pregnancy\./m));
