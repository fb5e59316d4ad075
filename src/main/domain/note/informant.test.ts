import { describe, expect, it } from 'vitest';
import { draft, textOf } from './visit.fixture.ts';

describe('a story told for the patient', () => {
  it('names the parent, and gives the child its own pronoun', () => {
    const text = textOf(
      draft(`
D: And you're mom?
P: Yes, I'm her mother. She's five.
D: What is going on with her?
P: She has had a fever since Tuesday and she is not eating much. I gave her some Tylenol last night.
D: Any vomiting?
P: No.
D: Okay. See you in a week.`),
      'subjective',
    );
    expect(text).toMatch(/Her mother gave her some Tylenol/);
    expect(text).not.toMatch(/patient gave|\b(?:he|his|I|my|you|your)\b/);
    expect(text).toMatch(/denies vomiting/i);
  });

  it('leaves out what somebody did whom nobody named', () => {
    const text = textOf(
      draft(`
D: What happened?
O: He fell on the stairs this morning and I put ice on his knee.
D: Did he hit his head?
O: No.
D: Okay. See you in a week.`),
      'subjective',
    );
    expect(text).toMatch(/fell on the stairs/);
    expect(text).not.toMatch(/put ice/);
  });

  it('takes a patient who speaks of a sister for the patient', () => {
    const text = textOf(
      draft(`
D: What brings you in?
P: My sister had the flu. She was sick for a week. I have had a cough for two days. I feel tired.
D: Okay.`),
      'subjective',
    );
    expect(text).toMatch(/cough for 2 days/);
    expect(text).not.toMatch(/patient was sick/);
  });
});
