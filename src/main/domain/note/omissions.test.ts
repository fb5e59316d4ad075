import { describe, expect, it } from 'vitest';
import type { Omission } from '../../../shared/model/note.ts';
import { draft, shippedResources } from './visit.fixture.ts';
import { verifySentence } from './verify-sentence.ts';

const omitted = (script: string): Omission[] => draft(script).omissions;

describe('what was said and stands in no sentence', () => {
  it('offers a sentence with its words and its place', () => {
    const omissions = omitted(`
      D: What brings you in?
      P: My left knee has been hurting for two weeks.
      D: Any swelling, locking or giving way?
      P: Yes.
      D: Okay. Let me look at it.`);
    expect(omissions.find(({ reason }) => reason === 'unclear-answer')).toMatchObject({
      sectionKey: 'subjective',
      evidence: { quote: expect.stringContaining('swelling') as string },
    });
    for (const { evidence } of omissions) expect(evidence?.quote).toBeTruthy();
  });

  it('words what it offers so that the verifier can prove it', () => {
    const { lexicon } = shippedResources();
    const note = draft(`
      D: What brings you in?
      P: I have had a cough for two weeks.
      D: Hey, order a refill of the albuterol, ninety micrograms, two puffs every four hours as needed.
      P: My neighbor takes prednisone for his.
      D: I see. Push fluids and rest.`);
    const offered = note.omissions.filter(({ text }) => text !== undefined);
    for (const { text, evidence } of offered)
      expect(verifySentence(text!, [evidence!.quote], lexicon).problems).toEqual([]);
    expect(note.omissions.map(({ text }) => text).join()).not.toMatch(/prednisone/i);
  });

  it('leaves small talk out', () => {
    const omissions = omitted(`
      D: How was your trip?
      P: Great, we went to the lake and the kids loved it.
      D: Nice, I love this weather.
      P: Fall is the best season.
      D: So what brings you in?
      P: I have had a sore throat for three days.`);
    expect(omissions).toEqual([]);
  });

  it('uses words that have a text for people, and never the name of a model’s score', () => {
    const script = Array.from({ length: 20 }, (_, i) => `P: I took ${i + 2} milligrams of melatonin on day ${i}.`);
    const omissions = omitted(['D: What brings you in?', 'P: I cannot sleep.', ...script].join('\n'));
    expect(omissions.length).toBeLessThanOrEqual(12);
    for (const { reason } of omissions)
      expect(['medication', 'finding', 'measurement', 'test', 'unclear-answer', 'may-matter', 'template']).toContain(
        reason,
      );
  });
});
