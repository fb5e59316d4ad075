import { describe, expect, it } from 'vitest';
import { draft, textOf } from '../note/visit.fixture.ts';
import { cutShortAnswer } from './short-answers.ts';
import { tokenize } from './tokens.ts';

const cut = (question: string, answer: string): string[] =>
  cutShortAnswer(tokenize(answer), tokenize(question)).map((piece) => piece.map(({ norm }) => norm).join(' '));

describe('a short answer that lost its full stop', () => {
  it('ends where the instruction begins', () => {
    expect(cut('Do I need to fast for the test?', "No, you don't keep checking your pressure at home.")).toEqual([
      expect.stringMatching(/^no .*do not$/),
      expect.stringMatching(/^keep checking/),
    ]);
    expect(cut('Should I stay home?', 'No you should not call us if it gets worse')).toHaveLength(2);
  });

  it('goes on where it says again what was asked, or asks for something itself', () => {
    expect(cut('Do I take it with food?', "No, you don't take it with food.")).toHaveLength(1);
    expect(cut('Do I need to fast?', "No, you don't need to fast.")).toHaveLength(1);
    expect(cut('Can I drive?', "You don't take the car today.")).toHaveLength(1);
  });

  it('makes no denial of an instruction in the note', () => {
    const note = draft(`
D: What brings you in?
P: I am here about my blood pressure.
D: Your blood pressure is 148 over 92. Your hypertension is not well controlled. I am ordering a basic metabolic panel.
P: Do I need to fast for the test?
D: No, you don't keep checking your blood pressure at home and write the numbers down. I will see you again in four weeks.
P: Okay.`);
    const text = ['subjective', 'assessment', 'plan'].map((key) => textOf(note, key)).join(' ');
    expect(text).not.toMatch(/not keep/i);
    expect(text).toMatch(/check(?:ing)? (?:the |their )?blood pressure at home/i);
  });
});
