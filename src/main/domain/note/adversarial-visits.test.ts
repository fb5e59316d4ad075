import { describe, expect, it } from 'vitest';
import { draft, textOf } from './visit.fixture.ts';

/** Whole short visits, several traps in each. */
const KNEE = `
D: Good morning, Mr. Alvarez. How was the drive in?
P: Terrible, there was an accident on the highway, some guy broke his leg.
D: Oh no. What can I do for you today?
P: So it's my left knee, it's been swollen and painful for about three weeks. I twisted it playing soccer with my son.
D: Did you hear a pop?
P: No.
D: Does it lock or give out on you?
P: It gives out sometimes, no locking.
D: Have you had any problems with the right knee?
P: No, the right one is fine.
D: What have you tried for it?
P: Ice and ibuprofen, two hundred milligrams, I mean four hundred milligrams, twice a day. My wife gave me one of her oxycodone but I didn't take it.
D: Any numbness or tingling in the leg?
P: No numbness, a little tingling in my left foot.
D: Any medical problems?
P: High blood pressure. My brother has diabetes.
D: Do you take anything for the blood pressure?
P: Amlodipine five milligrams every day.
D: Any allergies?
P: Sulfa, it gives me a rash.
D: Okay, let me examine you. There is a moderate effusion of the left knee. Lachman test is negative. There is tenderness along the medial joint line. McMurray's test is positive.
D: The x-ray of the left knee shows no fracture.
D: So I think you have a medial meniscus tear. I do not think it's an ACL tear. I'd like to get an MRI of the left knee. Continue the ibuprofen, four hundred milligrams twice a day with food, and I'm going to refer you to physical therapy. If you develop a fever or the calf swells up, go to the emergency room right away.
P: Do I need surgery?
D: We'll see what the MRI shows. Come back in two weeks.
P: Sounds good.
`;

const DIABETES = `
D: hi mrs jones how are you doing today
P: i 'm okay my sugars have been running high
D: okay how high are they
P: like two hundred in the morning
D: are you taking your metformin
P: yes a thousand milligrams twice a day
D: okay and any numbness or tingling in your feet
P: no
D: blurry vision
P: no
D: any chest pain shortness of breath or swelling in your legs
P: just some swelling
D: okay do you smoke
P: i quit ten years ago
D: and your mother had a heart attack right
P: yes at sixty
D: alright on exam your lungs are clear your heart has a regular rate and rhythm no murmurs there is one plus edema in both ankles
D: your hemoglobin a one c was eight point nine last week it was seven point four in march
D: so for your diabetes i 'm going to start you on jardiance ten milligrams once a day and continue the metformin i want you to check your sugars every morning and we will repeat the a one c in three months
P: okay
D: if your sugars drop below seventy drink some juice and call us
P: okay thank you
`;

describe('a knee', () => {
  const note = draft(KNEE);
  const text = textOf(note);
  it.each([
    [/left knee/i],
    [/3 weeks/],
    [/ibuprofen[^.]*400 mg/i],
    [/amlodipine[^.]*5 mg/i],
    [/sulfa[^.]*rash|allergic to sulfa/i],
    [/brother[^.]*diabetes/i],
    [/effusion/i],
    [/McMurray's test is positive/i],
    [/Lachman test is negative/i],
    [/no fracture/i],
    [/(likely|think)[^.]*meniscus tear/i],
    [/MRI of (his|the) left knee/i],
    [/physical therapy/i],
    [/2 weeks/],
    [/denies[^.]*numbness/i],
    [/(reports|little)[^.]*tingling/i],
  ])('has %s', (pattern) => expect(text).toMatch(pattern));

  it.each([
    [/\b200\b/],
    [/accident|highway|broke/i],
    [/right knee[^.]*(pain|swollen|effusion)/i],
    [/(takes|taking|took)[^.]*oxycodone/i],
    [/patient (has|reports|had)[^.]*diabetes/i],
    [/(reports|has|denies)[^.]*fever/i],
    [/has[^.]*ACL tear|likely[^.]*ACL tear/i],
    [/needs? surgery/i],
    [/denies[^.]*tingling/i],
    [/\bshe\b|\bher\b(?! oxycodone| of her)/i],
    [/ibuprofen is allergic|allergic to ibuprofen/i],
  ])('has not %s', (pattern) => expect(text).not.toMatch(pattern));

  it('files the plan under the problem', () => {
    const plan = note.sections.find((section) => section.key === 'plan')!;
    const mri = plan.sentences.find((sentence) => /MRI/.test(sentence.text))!;
    expect(mri.problem).toMatch(/meniscus/i);
  });

  it('lists as left out only what no sentence rests on', () => {
    const used = note.sections.flatMap(({ sentences }) => sentences.flatMap(({ evidence }) => evidence));
    for (const { reason, evidence } of note.omissions) {
      expect(reason).toMatch(/^[a-z-]+$/);
      expect(
        used.some(({ segmentId, quote }) => segmentId === evidence!.segmentId && quote.includes(evidence!.quote)),
      ).toBe(false);
    }
  });
});

describe('diabetes, heard without punctuation', () => {
  const text = textOf(draft(DIABETES));
  it.each([
    [/metformin/i],
    [/1,?000 mg/],
    [/denies[^.]*(numbness|tingling)/i],
    [/denies[^.]*blurred vision/i],
    [/denies[^.]*chest pain/i],
    [/reports[^.]*(swelling|edema)/i],
    [/lungs are clear/i],
    [/no murmurs/i],
    [/1\+ edema/],
    [/A1c[^.]*8\.9/],
    [/start[^.]*Jardiance 10 mg/i],
    [/repeat[^.]*A1c[^.]*3 months/i],
    [/quit smoking 10 years ago/i],
    [/mother had a myocardial infarction at 60/i],
  ])('has %s', (pattern) => expect(text).toMatch(pattern));

  it.each([
    [/denies[^.]*swelling/i],
    [/patient (has|had|reports)[^.]*(heart attack|myocardial)/i],
    [/(reports|has|had)[^.]*(low blood sugar|hypoglycemia)/i],
    [/reports[^.]*numbness/i],
    [/her mother[^.]*metformin/i],
  ])('has not %s', (pattern) => expect(text).not.toMatch(pattern));
});

describe('a child, whose parent answers', () => {
  const text = textOf(
    draft(`
D: So what's going on with Emma today?
O: She's had a fever for two days, up to a hundred and two, and she's been pulling at her right ear.
D: Any vomiting or diarrhea?
O: No.
D: Is she drinking okay?
O: Yes.
D: Let me look. The right eardrum is red and bulging. The left one is normal. Lungs are clear.
D: She has an ear infection on the right. I'm going to prescribe amoxicillin, four hundred milligrams twice a day for ten days.
O: Okay.`),
  );
  it('says who is ill and with what', () => {
    expect(text).toMatch(/fever for 2 days/i);
    expect(text).toMatch(/right ear/i);
    expect(text).toMatch(/denies[^.]*vomiting[^.]*diarrhea/i);
    expect(text).toMatch(/amoxicillin,? 400 mg/i);
    expect(text).not.toMatch(/left ear(drum)? is red/i);
  });
});
