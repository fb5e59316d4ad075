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

  it('lists a drug that a long sentence named beside what the note took from it', () => {
    const note = draft(`
      D: What brings you in?
      P: I get chest pressure when I walk uphill.
      D: I'll give you nitroglycerin point four under the tongue if the pain comes and call nine one one if it doesn't go away.`);
    const said = `${JSON.stringify(note.sections)} ${note.omissions.map(({ evidence }) => evidence?.quote).join(' ')}`;
    expect(said).toMatch(/nitroglycerin/i);
  });

  it('never offers words that what was said does not bear', () => {
    const { lexicon } = shippedResources();
    for (const { text, evidence, reason } of omitted(`
      D: What brings you in?
      P: I was cleaning the garage and then I thought I was having a heart attack, got really nervous.
      D: Have you had kidney stones?
      P: No, my mom has kidney stones.
      D: It is probably contact dermatitis, from the hair products.`))
      if (text !== undefined && !text.includes('“') && reason !== 'template')
        expect(verifySentence(text, [evidence!.quote], lexicon).problems, text).toEqual([]);
  });

  it('puts the question before an answer of a word or two', () => {
    const omissions = omitted(`
      D: What brings you in?
      P: I have headaches.
      D: How is your blood pressure at home?
      P: One forty-five over eighty-five or so.
      D: All right, let me examine you.`);
    for (const { text } of omissions)
      if (text?.includes('One forty-five')) expect(text).toMatch(/^Asked “.*blood pressure at home”/);
  });

  it('says nothing of an order to a machine that the note holds', () => {
    const omissions = omitted(`
      D: Hi, what brings you in?
      P: My knee has been hurting for a week.
      D: I think this is arthritis. I am going to start you on meloxicam, fifteen milligrams once a day.
      D: Hey, dragon, order meloxicam fifteen milligrams once a day.`);
    expect(omissions.map(({ evidence }) => evidence?.quote).join(' ')).not.toMatch(/meloxicam/);
  });
});
