import { describe, expect, it } from 'vitest';
import { draftNote } from './draft-note.ts';
import { shippedResources, visit } from './visit.fixture.ts';

const SCRIPT = `
D: What brings you in today?
P: I have had a cough for two weeks and I feel tired.
D: When did it start?
P: It started after a trip to the lake with my brother.
D: Any fever, chills or night sweats?
P: No fever, but I had chills the first night.
D: Any chest pain?
P: No.
D: What have you taken for it?
P: I take guaifenesin, 600 milligrams twice a day. It helps a little bit.
D: Do you smoke?
P: I quit smoking four years ago.
P: I work in a bakery and I get up at three in the morning.
D: Any allergies?
P: I am allergic to penicillin, it gives me hives.
D: Your lungs have some wheezing on the right. Heart is regular, no murmurs. Your oxygen is ninety seven percent.
D: I think this is acute bronchitis.
D: I will order a chest x-ray. I am going to start you on an albuterol inhaler, two puffs every six hours.
D: Come back in two weeks. Call us if you get short of breath.
P: Okay, thank you.`;

const words = (length: 'brief' | 'standard' | 'detailed'): { count: number; text: string } => {
  const resources = shippedResources();
  const template = { ...resources.templates.get('soap')!, length };
  const note = draftNote({ transcript: visit(SCRIPT), template, resources });
  const text = note.sections.flatMap((section) => section.sentences.map((sentence) => sentence.text)).join(' ');
  return { count: text.split(' ').length, text };
};

describe('length', () => {
  it('is brief, standard or detailed, and each has what must not be missing', () => {
    const [brief, standard, detailed] = [words('brief'), words('standard'), words('detailed')];
    expect(brief.count).toBeLessThan(standard.count);
    expect(standard.count).toBeLessThanOrEqual(detailed.count);
    for (const { text } of [brief, standard, detailed]) {
      expect(text).toMatch(/cough/i);
      expect(text).toMatch(/penicillin/i);
      expect(text).toMatch(/albuterol/i);
      expect(text).toMatch(/chest x-ray/i);
    }
  });
});
