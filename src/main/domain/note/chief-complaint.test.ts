import { describe, expect, it } from 'vitest';
import { draftNote } from './draft-note.ts';
import { shippedResources, visit } from './visit.fixture.ts';

const sentencesOf = (script: string, slot: string, template = 'soap'): string[] =>
  draftNote({ transcript: visit(script), template, resources: shippedResources() }).sections.flatMap(({ sentences }) =>
    sentences.flatMap((sentence) => (sentence.slot === slot ? [sentence.text] : [])),
  );
const complaint = (script: string): string[] => sentencesOf(script, 'chief-complaint');

describe('the reason for the visit', () => {
  it('is what the visit keeps coming back to, not what was felt once on the way', () => {
    expect(
      complaint(`
D: Hello there, good to see you again.
P: Hi. I was a bit dizzy on your stairs just now. My knee pain is no better.
D: Which knee?
P: The right knee.
D: Does the knee swell?
P: The knee swells in the evening.
D: Let me look at the knee. The right knee has an effusion.
D: I think this is arthritis of the knee. We will get an x-ray of the knee.`),
    ).toEqual([expect.stringMatching(/knee pain/i)]);
  });

  it('is what the patient answered when asked, however little is said of it later', () => {
    expect(
      complaint(`
D: What brings you in today?
P: A cough, for two weeks.
D: Any chills?
P: Some chills. The chills were worst at night, and chills again this morning. I had chills on the bus, too.
D: No more chills today? Take some rest.
P: No chills today.`),
    ).toEqual([expect.stringMatching(/cough/i)]);
  });

  it('is neither the past nor a study nor how it happened', () => {
    const said = complaint(`
D: How are you?
P: I heard about your weight loss study on the radio. I had pneumonia years ago. I fell on the ice, and I have this pain and, you know, all across the lower back.
D: How bad is the back?
P: The back is bad when I bend.`);
    expect(said).toEqual([expect.stringMatching(/back pain/i)]);
  });
});

describe('the summary of the visit', () => {
  const PAST = `
D: What brings you in today?
P: I have had a headache for three days.
D: Any medical problems?
P: High blood pressure and diabetes.
D: Your neck is supple. I think this is a tension headache. Take ibuprofen as needed.`;

  it('joins what is behind the patient and why they came, with the words of both', () => {
    const note = draftNote({ transcript: visit(PAST), template: 'soap', resources: shippedResources() });
    const summary = note.sections.flatMap(({ sentences }) => sentences.filter(({ slot }) => slot === 'summary'));
    expect(summary.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^The patient has a history of .*hypertension.* and presents with headache for 3 days\.$/),
    ]);
    expect(summary[0]!.evidence.length).toBeGreaterThanOrEqual(2);
    expect(summary[0]!.support).toBe('supported');
  });

  it('is the clinician’s introduction where there is one', () => {
    const script = `
D: Maria is a 61-year-old female with a past medical history significant for asthma, who presents with knee pain.
D: How is the knee?
P: The knee hurts when I walk.
D: I think this is arthritis. We will get an x-ray.`;
    expect(sentencesOf(script, 'summary')).toEqual([expect.stringMatching(/61-year-old female .* knee pain/)]);
  });

  it('stands in no brief note, and nowhere when it would only repeat the reason', () => {
    expect(sentencesOf(PAST, 'summary', 'urgent-care')).toEqual([]);
    expect(
      sentencesOf(
        'D: What brings you in?\nP: My knee hurts.\nD: The knee is swollen. We will get an x-ray.',
        'summary',
      ),
    ).toEqual([]);
  });
});
