import { describe, expect, it } from 'vitest';
import type { Note } from '../../../shared/model/note.ts';
import { draft, textOf } from './visit.fixture.ts';

const sentences = (note: Note, key: string): readonly { text: string; problem?: string | undefined }[] =>
  note.sections.filter((section) => section.key === key).flatMap((section) => section.sentences);

const under = (note: Note, pattern: RegExp): string | undefined =>
  sentences(note, 'plan').find((sentence) => pattern.test(sentence.text))?.problem;

const OPENING = 'P: I am here for my check-up.\nD: Good to see you.\nP: Thanks.\nD: How have you been?\nP: Fine.\n';

describe('three problems, interleaved', () => {
  const note = draft(`
D: Good morning. What brings you in?
P: My blood pressure has been up, and my right knee hurts. And it is time for my diabetes check.
D: When did the knee start?
P: Two weeks ago, when I slipped.
D: Are you taking the metformin?
P: Yes, every day.
D: Okay, let me examine you. On your heart exam, I do appreciate a 2 out of 6 systolic ejection murmur. Your lungs are clear. On your right knee exam, there is some edema and some erythema. You do have some pain to palpation and decreased range of motion.
D: Let's look at the results. The x-ray of the right knee shows no fracture. Your hemoglobin A1c is 8.2, which is a little high.
D: So for your first problem, your hypertension, it is not well controlled. I want to go ahead and increase your lisinopril from 10 milligrams to 20 milligrams once a day.
P: Okay.
D: For your second problem, your right knee pain, I think this is a sprain. I'd like to refer you to physical therapy. And for the diabetes, let's increase your metformin to 1,000 milligrams twice a day.
P: Fine.
D: I want you to keep the knee elevated and use ice. We will repeat the hemoglobin A1c in three months. I'm also going to order a lipid panel.
D: I'll see you again in four weeks.
P: Sounds good.`);

  it('puts each item under its own problem', () => {
    expect(under(note, /lisinopril/)).toBe('Hypertension');
    expect(under(note, /physical therapy/i)).toMatch(/knee/i);
    expect(under(note, /metformin/i)).toBe('Diabetes');
    expect(under(note, /A1c/)).toBe('Diabetes');
    expect(under(note, /elevated|ice/i)).toMatch(/knee/i);
    expect(under(note, /Follow up in 4 weeks/)).toBe('Follow-up');
  });

  it('writes changes of a drug in the imperative, with both doses', () => {
    expect(textOf(note, 'plan')).toContain('Increase lisinopril from 10 mg to 20 mg once daily.');
  });

  it('keeps the certainty of the impression', () => {
    expect(textOf(note, 'assessment')).toMatch(/Likely sprain/);
    expect(textOf(note, 'assessment')).toMatch(/not well controlled/i);
  });

  it('writes the exam by system, findings under the limb that was examined', () => {
    const exam = textOf(note, 'objective');
    expect(exam).toMatch(/Cardiovascular: 2\/6 systolic ejection murmur\./);
    expect(exam).toMatch(/Respiratory: Lungs are clear\./);
    expect(exam).toMatch(/Right knee: Edema and erythema\. Pain to palpation and decreased range of motion\./);
    expect(exam.indexOf('Cardiovascular')).toBeLessThan(exam.indexOf('Right knee'));
  });

  it('names the study with its finding', () => {
    const results = textOf(note, 'objective');
    expect(results).toMatch(/Right knee x-ray: No fracture\./);
    expect(results).toMatch(/Hemoglobin A1c: 8\.2, slightly high\./);
  });

  it('rests a finding on the words that named its limb, too', () => {
    const finding = sentences(note, 'objective').find(({ text }) => text.startsWith('Right knee: Edema'))!;
    const quotes = (finding as Note['sections'][number]['sentences'][number]).evidence.map(({ quote }) => quote).join(' ');
    expect(quotes).toMatch(/right knee/i);
    expect(quotes).toMatch(/edema/);
  });
}); // prettier-ignore

describe('vital signs', () => {
  it('give each sign a line with its unit and what was said of it', () => {
    const text = textOf(
      draft(
        `${OPENING}D: Your blood pressure today is 140 over 70, so a little elevated, your pulse is 88, and you are satting at 98 percent on room air.\nP: Okay.`,
      ),
      'objective',
    );
    expect(text).toContain('Blood pressure: 140/70 mmHg, slightly elevated.');
    expect(text).toContain('Heart rate: 88 bpm.');
    expect(text).toContain('Oxygen saturation: 98% on room air.');
  });

  it("leave a baby's heart rate and a goal out", () => {
    const text = textOf(
      draft(
        `${OPENING}D: The baby's heart rate is 145. I would like your blood pressure to be under 130 over 80.\nP: Okay.`,
      ),
      'objective',
    );
    expect(text).not.toMatch(/Heart rate: 145/);
    expect(text).not.toMatch(/130\/80/);
  });
});

describe('findings elicited by question', () => {
  const exam = (question: string, answer: string): string =>
    textOf(draft(`${OPENING}D: Let me examine you. ${question}\nP: ${answer}\nD: Okay.\nP: Good.`), 'objective');

  it('become findings, with their side', () => {
    expect(exam('Does it hurt when I push on your left wrist?', 'Yes.')).toMatch(/Pain to palpation of the left wrist/);
    expect(exam('Any pain when I press on your right knee?', 'No.')).toMatch(/No pain to palpation of the right knee/);
  });

  it('stay out where the answer does not settle them', () => {
    expect(exam('Does it hurt when I push on your left wrist?', 'I am not sure.')).not.toMatch(/palpation/);
    expect(exam('Does it hurt when you go running?', 'Yes.')).not.toMatch(/palpation/);
  });
});

describe('what is no plan', () => {
  const plan = (talk: string): string => textOf(draft(`${OPENING}${talk}`), 'plan');

  it.each([
    ['an offer refused', 'D: We could start you on a statin.\nP: No, I would rather not take a statin.\nD: Okay.', /statin/i],
    ['an offer that nobody took up', 'D: We could try an injection.\nP: What does that do?\nD: It calms the joint.', /injection/i],
    ['a question', 'D: Should we order an MRI?\nP: I do not know.\nD: We will see.', /MRI/],
    ['an order during the exam', 'D: Go ahead and take a deep breath. Look up. Follow my finger.\nP: Okay.', /breath|look up|finger/i],
    ['what was taken back', "D: I'll give you a prednisone taper. Actually, let's not do that.\nP: Okay.", /prednisone/i],
    ['the course of the visit', "D: Let's take a look at your results. I'm going to listen to your heart.\nP: Sure.", /look|listen/i],
  ])('%s', (_, talk, pattern) => expect(plan(talk)).not.toMatch(pattern)); // prettier-ignore

  it('keeps the condition of a conditional order', () => {
    expect(
      plan("D: I think this is a sprain. If it does not get better in two weeks, we'll get an x-ray.\nP: Okay."),
    ).toMatch(/If not better in 2 weeks, we will obtain an x-ray\./);
  });

  it('writes the same order once', () => {
    const text = plan(
      'D: I want to order a lipid panel. Hey Dragon, order a lipid panel.\nP: Okay.\nD: I will see you in two weeks.',
    );
    expect(text.match(/lipid panel/g)).toHaveLength(1);
  });

  it('takes the later of two doses', () => {
    const text = plan(
      'D: I am going to prescribe meloxicam, ten, sorry, fifteen milligrams once a day for your arthritis.\nP: Okay.',
    );
    expect(text).toMatch(/meloxicam,? 15 mg/);
    expect(text).not.toMatch(/\b10\b/);
  });

  it('lets the drug ordered just before stand for "it", with its words among the evidence', () => {
    const note = draft(
      `${OPENING}D: This is arthritis. I am going to prescribe meloxicam 15 milligrams. You can take it once a day with food.\nP: Okay.`,
    );
    const taken = note.sections.flatMap((section) => section.sentences).find(({ text }) => /with food/.test(text))!;
    expect(taken.text).toMatch(/meloxicam/);
    expect(taken.evidence.map(({ quote }) => quote).join(' ')).toMatch(/prescribe meloxicam/);
  });
});

describe('diagnoses', () => {
  const assessment = (talk: string): string => textOf(draft(`${OPENING}${talk}`), 'assessment');

  it('rejected ones are said to be rejected, and are no heading', () => {
    const note = draft(
      `${OPENING}D: I do not think this is pneumonia. I think you have acute bronchitis. Drink lots of water.\nP: Okay.`,
    );
    expect(textOf(note, 'assessment')).toMatch(/Not felt to be pneumonia/);
    expect(textOf(note, 'assessment')).toMatch(/Likely acute bronchitis/);
    expect(note.sections.flatMap((section) => section.sentences).map(({ problem }) => problem)).not.toContain(
      'Pneumonia',
    );
  });

  it('possible ones stay possible', () => {
    expect(assessment('D: Your symptoms are consistent with gout. It could also be cellulitis.\nP: Okay.')).toMatch(
      /Symptoms are consistent with gout\.[\s\S]*Possible cellulitis\./,
    );
    expect(assessment('D: The mole is atypical and I cannot rule out melanoma.\nP: Okay.')).toMatch(
      /Cannot rule out melanoma/,
    );
  });

  it('both sides are kept apart', () => {
    const text = textOf(
      draft(
        `${OPENING}D: On exam, there is tenderness over the left ankle. The right ankle has no swelling. I think you have a left ankle sprain.\nP: Okay.`,
      ),
    );
    expect(text).toMatch(/left ankle/i);
    expect(text).not.toMatch(/right ankle (?:sprain|has swelling)|tenderness over the right/i);
  });
});

describe('the wording', () => {
  it('has no first or second person, whatever was said', () => {
    const note = draft(`${OPENING}
D: So what I would like to do is, um, go ahead and get you started on lisinopril, 10 milligrams a day, and I want you to call me if you get dizzy, okay?
P: Okay.
D: And you know, I think your hypertension is, you know, a little bit out of control. Let me know if you gain more than three pounds in a day.
P: Sure.`);
    for (const key of ['objective', 'assessment', 'plan'])
      for (const { text } of sentences(note, key)) expect(text).not.toMatch(/\b(?:I|me|my|you|your|let|okay|um)\b/i);
    expect(textOf(note, 'plan')).toMatch(/notify the office if the patient gains more than 3 pounds/);
  });
});

it('writes down what was seen after "let me look"', () => {
  const note = draft(`
D: What brings you in?
P: My throat has been sore for three days.
D: Any fever?
P: No.
D: Let me look. Your tonsils are red, and your lungs are clear.
D: I think you have strep throat. Come back in two weeks.`);
  expect(textOf(note, 'objective')).toMatch(/tonsils are red/i);
  expect(textOf(note, 'objective')).toMatch(/lungs are clear/i);
});

it('leaves no decision out of a short visit because it is full of facts', () => {
  const note = draft(`
${OPENING}P: My ear has hurt since Sunday, on the right. I had a fever of 102.3 last night. I took five milliliters of Tylenol and it came down to ninety nine. I have had a runny nose for a week. I threw up once this morning. My brother has strep, he was diagnosed Friday.
D: Any allergies?
P: Amoxicillin gives me hives.
D: Let's take a look. Your temperature is a hundred point eight, heart rate one hundred twenty. The left ear looks fine. The right eardrum is red and bulging, there's fluid behind it. Throat is red, no exudate. Lungs are clear.
D: You have a right ear infection. I am going to start cefdinir three hundred milligrams twice a day for ten days. Stop it and call us right away if you see any hives or swelling. I'd like to do a rapid strep. Let's see you back in two weeks.
P: Okay.`);
  expect(textOf(note, 'plan')).toMatch(/if[^.]*hives or swelling/i);
  expect(textOf(note, 'objective')).toMatch(/eardrum is red and bulging/i);
});

it('keeps a reason with the order it is given for, not with the advice before it', () => {
  const note = draft(`
${OPENING}P: Bread sometimes sticks when I swallow.
D: I think this is reflux. Cut the coffee down to one cup, and no eating within three hours of bed. Because bread is sticking I want to send you for an upper endoscopy.
P: Okay.
D: Because of the fall I'd like a CT of the head without contrast today.`);
  const plan = textOf(note, 'plan');
  expect(plan).not.toMatch(/bed because/i);
  expect(plan).toMatch(/endoscopy/i);
  expect(plan).toMatch(/CT of the head/i);
});

it('files a tender belly under the abdomen and leaves it out of none', () => {
  const note = draft(`
${OPENING}D: Let me listen. Lungs are clear. Belly's soft, a little tender up top here, no masses.
P: That's the spot.
D: I think this is reflux. See you in two weeks.`);
  const exam = note.sections.find(({ key }) => key === 'objective')!.sentences.map(({ text }) => text);
  expect(exam.find((text) => text.startsWith('Respiratory'))).not.toMatch(/belly|abdomen/i);
  expect(exam.find((text) => text.startsWith('Gastrointestinal'))).toMatch(/soft.*tender/i);
});

it('files when to call under what it names, not under what was talked of last', () => {
  const note = draft(`
P: I am here about my blood pressure, and I have had a cough for three weeks.
D: Any fever?
P: No.
D: I think your cough comes from a cold. Your high blood pressure is not well controlled. I want you to stop the ibuprofen. Your diabetes is not well controlled. Increase the metformin to one thousand milligrams twice a day.
P: Okay.
D: If you get chest pain or trouble breathing, call 911. And if the cough is not gone in a month, call us.
P: I will.`);
  expect(under(note, /911/)).toBe('Follow-up');
  expect(under(note, /cough is not gone/)).toMatch(/respiratory|cold|cough/i);
  expect(under(note, /metformin/i)).toMatch(/diabetes/i);
});
