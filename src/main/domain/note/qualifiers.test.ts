import { describe, expect, it } from 'vitest';
import { draft, textOf } from './visit.fixture.ts';

const asked = (question: string, answer: string): string =>
  textOf(draft(`D: What brings you in?\nP: I have had a cough for two weeks.\nD: ${question}\nP: ${answer}`));

describe('what a question singled out', () => {
  it('stays with the denial', () => {
    expect(asked('Do you get any dizziness when you stand up?', 'No.')).toContain('dizziness when they stand up');
    expect(asked('Any chest pain with exertion?', 'No, no chest pain.')).toContain('chest pain with exertion');
    expect(asked('Have you had any numbness since the fall?', 'No.')).toContain('numbness since the fall');
    expect(asked('When you bend over, do you have any headaches?', 'No.')).toContain('headache when they bend over');
  });
  it('belongs to all that was listed before it', () => {
    const text = asked('Any nausea or headaches after you eat?', 'No.');
    expect(text).toContain('nausea after they eat');
    expect(text).toContain('headache after they eat');
  });
  it('keeps the word that narrows a finding', () => {
    expect(asked('Any new rashes?', 'No.')).toContain('new rash');
    expect(asked('Is there any other joint pain?', 'No.')).toContain('other joint pain');
  });
  it('becomes the term that means both', () => {
    const text = asked("Do you have any pain when you're peeing?", 'No.');
    expect(text).toContain('dysuria');
    expect(text).not.toMatch(/denies pain/i);
  });
  it('leaves a plain denial plain', () => {
    expect(asked('Any fever or chills?', 'No.')).toMatch(/[Dd]enies fever or chills\./);
    expect(asked('Any nausea with that?', 'No.')).toMatch(/[Dd]enies nausea\./);
  });
});

describe('answers that settle nothing of what they seem to', () => {
  it('a cut-off answer is no yes', () => {
    expect(asked('Is it normal for you to skip a period?', "I'm")).not.toContain('normal');
  });
  it('a request is no question', () => {
    expect(asked('Can you tell me about your medical conditions?', 'No, nothing really.')).not.toContain('tell me');
  });
  it("relatives' diseases are not the patient's", () => {
    const text = asked('And has anybody in the family had a stroke?', 'No strokes.');
    expect(text).toContain('denies a family history of stroke');
    expect(text).not.toMatch(/Neurological/);
  });
  it('an injury is no wish to be injured', () => {
    expect(asked('So you did not hurt yourself when you were lifting?', 'No.')).not.toContain('suicid');
  });
});
