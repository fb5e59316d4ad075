import { describe, expect, it } from 'vitest';
import { draftNote } from './draft-note.ts';
import { shippedResources, visit } from './visit.fixture.ts';

/** Visits as they mostly are: nothing tricky, each fault here was one that a clinician would have had to put right. */
const draft = (script: string): string =>
  draftNote({ transcript: visit(script), template: 'soap', resources: shippedResources() })
    .sections.flatMap(({ sentences }) => sentences.map(({ text }) => text))
    .join('\n');

const KNEE = draft(`
D: Good morning, Mr. Alvarez. What brings you in today?
P: Well, my right knee. It's been hurting for about three weeks now, ever since I helped my son move his piano.
D: How bad is it, zero to ten?
P: Maybe a six when I go down stairs.
D: Any swelling?
P: A little, in the evenings. I've been taking Aleve, two tablets in the morning, which helps some.
D: And how are the diabetes and the blood pressure doing?
P: My sugars are around 140 in the morning. I take the metformin twice a day, but I ran out of the lisinopril about a week ago.
D: Are you allergic to anything?
P: Sulfa. It gives me a rash.
D: Let's take a look. There's a small effusion in the right knee. McMurray's is positive. Left knee is normal.
D: So I think you've torn your medial meniscus, most likely a degenerative tear. I'd like to get an MRI of the right knee, and I'm going to send you to physical therapy.
P: Okay. Do I need surgery?
D: Not right now. Most of these get better with therapy.
D: For the diabetes, stay on the metformin, and we'll get an A1c today.
D: I'll see you back in four weeks.`);

describe('a knee', () => {
  it('has its side, and swells when it was said to', () => {
    expect(KNEE).toMatch(/right knee pain for 3 weeks/i);
    expect(KNEE).not.toMatch(/swelling[^.]*morning/i);
  });
  it('is relieved by nothing that helped somebody else, and goes nowhere when one takes the stairs', () => {
    expect(KNEE).not.toMatch(/(relieved|better)[^.]*ever since|radiat[^.]*stairs/i);
  });
  it('has the tear that was diagnosed, on its own side', () => {
    expect(KNEE).toMatch(/likely medial meniscus tear/i);
    expect(KNEE).not.toMatch(/left[^.]*meniscus/i);
  });
  it('tells a reaction with its drug, not as a symptom', () => {
    expect(KNEE).toMatch(/allergic to sulfa \(rash\)/i);
    expect(KNEE).not.toMatch(/reports rash/i);
  });
  it('goes on with what the patient stays on, and sends nobody to a psychotherapist', () => {
    expect(KNEE).toMatch(/continue metformin/i);
    expect(KNEE).not.toMatch(/psychotherap|counsel/i);
  });
});

const REFLUX = draft(`
D: Hi Mrs. Okafor, what's going on today?
P: I've had this burning in my chest after I eat, for maybe two months.
D: What other medical problems do you have?
P: I have asthma and I had my gallbladder out in 2015.
D: Your belly is soft. Lungs are clear.
D: So this sounds like acid reflux. I'm going to start you on omeprazole, 20 milligrams every morning, thirty minutes before breakfast, for eight weeks. Raise the head of your bed, don't eat within three hours of lying down, and cut back on spicy foods and coffee. Don't worry about the asthma.
D: See you in two months.`);

describe('reflux', () => {
  it('dates the operation, not the illness beside it', () => {
    expect(REFLUX).toMatch(/cholecystectomy \(in 2015\)|gallbladder out in 2015/i);
    expect(REFLUX).not.toMatch(/asthma \(in 2015\)/i);
  });
  it('is called one thing', () => {
    expect(REFLUX.match(/likely (?:acid reflux|gastroesophageal reflux disease)/gi)).toHaveLength(1);
  });
  it('keeps every piece of advice of one breath', () => {
    expect(REFLUX).toMatch(/elevate the head of her bed/i);
    expect(REFLUX).toMatch(/not to eat within 3 hours of lying down/i);
    expect(REFLUX).toMatch(/cut back on spicy foods and coffee/i);
    expect(REFLUX).not.toMatch(/worry/i);
  });
});
