import { describe, expect, it } from 'vitest';
import { draft, textOf } from './visit.fixture.ts';

/** Shapes that recognised speech takes; the words are made up. */
describe('a visit as a recogniser writes it', () => {
  it('keeps what the patient takes over the counter, how faithfully, and what an allergy does', () => {
    const note = draft(`
      D: What brings you in today?
      P: I have had an itchy rash on my arm for two weeks.
      D: Do you take anything over the counter?
      P: I take cetirizine for the itching, maybe twice a week.
      D: Are you taking your thyroid pill every day?
      P: Yes, every morning I have not missed a dose.
      D: Are you allergic to any medicines?
      P: Yes, I am allergic to amoxicillin.
      P: I break out in hives.
      D: Okay.
      P: The roses are lovely.`);
    expect(textOf(note)).toContain('takes cetirizine for the itching');
    // Which thyroid pill it is nobody said.
    expect(textOf(note)).toMatch(/thyroid medication every morning; no missed doses/i);
    expect(textOf(note)).not.toMatch(/levothyroxine/i);
    expect(textOf(note, 'subjective')).toContain('hives');
    expect(textOf(note)).not.toContain('roses');
  });
  it('takes reassurance for what it is and writes the assessment behind it', () => {
    const note = draft(`
      D: What brings you in?
      P: I have had a sore throat for four days.
      P: It is worse in the morning.
      D: Any fever?
      P: No.
      D: Let me look. Your throat is red.
      D: Don't worry, I think your sore throat comes from a cold, but your high blood pressure is not well controlled.
      D: Naproxen can raise your blood pressure, so I want you to stop the naproxen.
      D: You can take Tylenol for the pain.
      D: If you get trouble breathing, call 911.
      P: Okay.`);
    expect(textOf(note, 'assessment')).toContain('not well controlled');
    expect(textOf(note, 'assessment')).toMatch(/cold/);
    expect(textOf(note, 'subjective')).not.toContain('can raise');
    expect(textOf(note, 'plan')).toMatch(/stop (?:the )?naproxen/i);
    expect(textOf(note, 'plan')).toContain('call 911');
    expect(textOf(note)).toContain('worse in the morning');
  });
  it('writes the complaint, not what it follows on and not what is feared', () => {
    const first = (script: string): string => textOf(draft(script), 'subjective').split('\n')[0]!;
    expect(
      first('D: What is wrong?\nP: It gets worse when I am coughing.\nP: I have had back pain since Monday.'),
    ).toBe('Back pain.');
    expect(first('D: What is wrong?\nP: I noticed the pain on Monday.\nP: I have had knee pain before.')).toBe(
      'Knee pain.',
    );
    expect(first('D: What is wrong?\nP: I think I am having a stroke.\nP: I am very dizzy.')).toBe('Dizziness.');
    expect(first('D: What is wrong?\nP: I think I am having a stroke.')).toBe('Concern for stroke.');
  });
  it('names a father once', () => {
    const note = draft(`
      D: Any illnesses in the family?
      P: Yeah, my father, he, he had a stroke two years ago.`);
    expect(textOf(note)).toMatch(/father(?:: | had a )stroke 2 years ago/i);
  });
});
