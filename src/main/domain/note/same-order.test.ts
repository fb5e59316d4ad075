import { describe, expect, it } from 'vitest';
import { draftNote } from './draft-note.ts';
import { isSameOrder, saysMore } from './same-order.ts';
import { shippedResources, visit } from './visit.fixture.ts';

describe('one order in two wordings', () => {
  it.each([
    ['We will order an MRI of the neck.', 'We will schedule a cervical MRI.'],
    ['We will obtain an MRI of the neck.', 'We will order the imaging of the neck.'],
    ['Start carvedilol 25 mg twice daily.', 'We will add carvedilol.'],
    ['Follow up in 14 days.', 'Follow up in 2 weeks.'],
  ])('%s / %s', (one, other) => expect(isSameOrder(one, other)).toBe(true));

  it.each([
    ['We will order an MRI.', 'If the knee still hurts, we will order an MRI.'],
    ['Start metoprolol.', 'Stop metoprolol.'],
    ['We will order an MRI of the neck.', 'We will order an MRI of the knee.'],
    ['Follow up in 2 weeks.', 'Follow up in 2 months.'],
  ])('not %s / %s', (one, other) => expect(isSameOrder(one, other)).toBe(false));

  it('prefers the one that says more', () => {
    expect(saysMore('Start carvedilol 25 mg twice daily.', 'We will add carvedilol.')).toBe(true);
  });

  it('stands once in the plan', () => {
    const { sections, omissions } = draftNote({
      transcript: visit(`
D: How is your neck?
P: My neck hurts and my left arm is weak.
D: Reflexes are equal. I think this is a pinched nerve in the neck.
D: I will order an MRI of your neck.
P: Okay.
D: You can keep taking the gabapentin. So I will schedule that cervical MRI today, and I'll see you in two weeks.`),
      template: 'soap',
      resources: shippedResources(),
    });
    const mri = sections.flatMap(({ sentences }) => sentences.filter(({ text }) => /MRI/.test(text)));
    expect(mri).toHaveLength(1);
    expect((omissions ?? []).filter(({ text }) => /MRI/i.test(text ?? ''))).toEqual([]);
  });
});

describe('the emergency room', () => {
  it('where the patient has been is no advice to go there', () => {
    const { sections } = draftNote({
      transcript: visit(`
D: What brings you in?
P: I was in the emergency room for chest pain.
D: I see it was 180 over 95 when you went into the emergency room. What did they say in the emergency room?
P: They said it was my blood pressure.
D: Lungs are clear. I think this is high blood pressure. I will start you on lisinopril 10 milligrams once a day.
D: If the chest pain comes back, go to the emergency room.`),
      template: 'soap',
      resources: shippedResources(),
    });
    const advised = sections.flatMap(({ sentences }) => sentences.filter(({ text }) => /advised to go/.test(text)));
    expect(advised.map(({ text }) => text)).toEqual([
      expect.stringMatching(/if the chest pain comes back, .* emergency room\.$/i),
    ]);
  });
});
