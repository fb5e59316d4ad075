import { describe, expect, it } from 'vitest';
import type { ClinicalFact } from '../../../shared/model/facts.ts';
import { shippedResources, visit } from '../note/visit.fixture.ts';
import { understandVisit } from './understand-visit.ts';

type Want = Record<string, unknown>;
interface Trap {
  readonly trap: string;
  readonly said: string;
  readonly must: readonly Want[];
  readonly never: readonly Want[];
}

/** Each a way to be fooled: what has to be read, and what must not be. */
const TRAPS: readonly Trap[] = [
  {
    trap: 'one-word answers over several turns belong to the one complaint',
    said: 'D: What brings you in?\nP: A sore throat.\nD: How long?\nP: Four days.\nD: Any fever?\nP: No.',
    must: [
      { type: 'finding', term: 'sore throat', duration: expect.stringContaining('4 days'), assertion: 'present' },
      { type: 'finding', term: 'fever', assertion: 'negated' },
    ],
    never: [{ type: 'finding', term: 'fever', assertion: 'present' }],
  },
  {
    trap: 'a list answered by an exception',
    said: 'D: Any fever, chills, or night sweats?\nP: Just the chills.',
    must: [
      { term: 'chills', assertion: 'present' },
      { term: 'fever', assertion: 'negated' },
      { term: 'night sweats', assertion: 'negated' },
    ],
    never: [{ term: 'chills', assertion: 'negated' }],
  },
  {
    trap: 'a dose taken back in the same breath',
    said: 'P: I take forty, sorry, twenty milligrams of lisinopril every day.',
    must: [{ type: 'medication', term: 'lisinopril', dose: '20 mg', corrected: expect.anything() }],
    never: [
      { type: 'medication', dose: '40 mg' },
      { type: 'medication', dose: '40' },
    ],
  },
  {
    trap: 'the patient puts the clinician right on the side',
    said: "D: So you're here for your right shoulder.\nP: No, the left one, doctor.\nD: Okay. How long has it been hurting?\nP: Three months.",
    must: [{ type: 'finding', term: 'shoulder pain', side: 'left' }],
    never: [{ type: 'finding', side: 'right' }],
  },
  {
    trap: 'an answer taken back in the next sentence',
    said: 'D: Any chest pain?\nP: No.\nP: Well, actually, I get some chest pain on the stairs.',
    must: [{ type: 'finding', term: 'chest pain', assertion: 'present' }],
    never: [{ type: 'finding', term: 'chest pain', assertion: 'negated' }],
  },
  {
    trap: "a relative's illness",
    said: 'D: Any family history?\nP: My mom has diabetes and my dad had a stroke at sixty.',
    must: [
      { type: 'history', kind: 'family', term: 'diabetes', relative: 'mom' },
      { type: 'history', kind: 'family', term: 'stroke', relative: 'dad', when: expect.stringContaining('60') },
    ],
    never: [
      { term: 'diabetes', experiencer: 'patient' },
      { term: 'stroke', experiencer: 'patient' },
    ],
  },
  {
    trap: 'a pronoun that means the relative of the sentence before',
    said: 'P: My sister is a nurse.\nP: She has asthma.\nP: I have a cough.',
    must: [
      { type: 'history', kind: 'family', term: 'asthma', relative: 'sister' },
      { type: 'finding', term: 'cough', experiencer: 'patient' },
    ],
    never: [{ term: 'asthma', experiencer: 'patient' }],
  },
  {
    trap: 'somebody else is ill',
    said: 'P: My coworker had pneumonia last week.\nP: I just have a runny nose.',
    must: [{ type: 'finding', term: 'rhinorrhea', assertion: 'present' }],
    never: [{ term: 'pneumonia', experiencer: 'patient' }],
  },
  {
    trap: "somebody else's drug, not taken",
    said: "P: My neighbor offered me one of his Percocets but I didn't take it.",
    must: [],
    never: [
      { type: 'medication', action: 'takes', experiencer: 'patient' },
      { type: 'medication', action: 'took', experiencer: 'patient' },
    ],
  },
  {
    trap: 'jokes',
    said: 'P: I nearly had a heart attack when I saw the bill.\nP: My boss is a real pain in the neck.\nP: I am only allergic to work.\nP: My knee hurts.',
    must: [{ type: 'finding', term: 'knee pain' }],
    never: [{ term: 'myocardial infarction' }, { term: 'neck pain' }, { type: 'allergy' }],
  },
  {
    trap: "a patient's question",
    said: 'P: Could it be cancer?\nP: Do I have diabetes?\nD: No.',
    must: [],
    never: [{ term: 'cancer' }, { term: 'diabetes' }],
  },
  {
    trap: 'return precautions are no symptoms',
    said: 'D: If you get a fever, chest pain or trouble breathing, go to the emergency room.',
    must: [{ type: 'plan', kind: 'return-precaution', condition: expect.stringContaining('chest pain') }],
    never: [{ type: 'finding' }, { type: 'diagnosis' }],
  },
  {
    trap: 'side effects that may come',
    said: 'D: I am going to start you on lisinopril ten milligrams daily. It can cause a cough or dizziness.',
    must: [{ type: 'medication', term: 'lisinopril', action: 'starts', dose: '10 mg', frequency: 'daily' }],
    never: [{ type: 'finding' }],
  },
  {
    trap: 'a diagnosis weighed and put aside',
    said: "D: I think this is a muscle strain. I don't think it's a blood clot, and it's unlikely to be a fracture.",
    must: [
      { type: 'diagnosis', term: 'muscle strain', certainty: 'probable' },
      { type: 'diagnosis', term: 'deep vein thrombosis', certainty: 'rejected' },
      { type: 'diagnosis', term: 'fracture', certainty: 'rejected' },
    ],
    never: [
      { type: 'diagnosis', term: 'fracture', certainty: 'definite' },
      { type: 'finding', term: 'fracture' },
    ],
  },
  {
    trap: 'the side is carried through the visit, and the two knees are told apart',
    said: 'P: My left knee has been hurting for a week.\nD: Any surgeries?\nP: I had my ACL fixed on the right one in 2015.\nD: Let me examine that knee. There is swelling and tenderness of the knee.\nD: I am going to order an MRI of the left knee.',
    must: [
      { type: 'finding', term: 'knee pain', side: 'left' },
      { type: 'history', kind: 'surgical', term: 'acl reconstruction', side: 'right' },
      { type: 'exam', term: 'tenderness', side: 'left' },
      { type: 'plan', term: 'mri', side: 'left' },
    ],
    never: [{ type: 'finding', side: 'right' }],
  },
  {
    trap: 'lay words',
    said: 'P: I threw up twice, and my water pill makes me pee all day.\nP: I have sugar diabetes.',
    must: [
      { type: 'finding', term: 'vomiting', assertion: 'present' },
      { type: 'medication', term: 'diuretic' },
      { type: 'history', term: 'diabetes' },
    ],
    never: [],
  },
  {
    trap: 'what was there and is gone',
    said: 'D: Any ear pain or sore throat?\nP: My throat was sore but that went away.',
    must: [{ type: 'finding', term: 'sore throat', assertion: 'resolved' }],
    never: [{ type: 'finding', term: 'sore throat', assertion: 'present' }],
  },
  {
    trap: 'a drug stopped, a drug refused, a drug only thought of',
    said: "P: I stopped the metformin a month ago.\nD: I would recommend a statin.\nP: No, I don't want to take a statin.\nD: If the headaches go on we could try propranolol.",
    must: [
      { type: 'medication', term: 'metformin', action: 'stops' },
      { type: 'medication', term: 'statin', action: 'refuses' },
      { type: 'medication', term: 'propranolol', action: 'considers' },
    ],
    never: [
      { type: 'medication', term: 'metformin', action: 'takes' },
      { type: 'medication', term: 'propranolol', action: 'starts' },
    ],
  },
  {
    trap: 'a dose raised: the old and the new',
    said: 'P: I take lisinopril ten milligrams a day.\nD: We will increase your lisinopril to twenty milligrams.',
    must: [
      { type: 'medication', term: 'lisinopril', action: 'takes', dose: '10 mg' },
      { type: 'medication', term: 'lisinopril', action: 'increases', dose: '20 mg', previousDose: '10 mg' },
    ],
    never: [],
  },
  {
    trap: 'an allergy with its reaction over two turns, and no complaint made of it',
    said: 'D: Any allergies?\nP: Penicillin.\nD: What happens when you take it?\nP: I break out in hives.',
    must: [{ type: 'allergy', term: 'penicillin', assertion: 'present', reaction: 'hives' }],
    never: [{ type: 'finding' }, { type: 'medication' }],
  },
  {
    trap: 'allergies denied',
    said: 'D: Are you allergic to any medications?\nP: Not that I know of.',
    must: [{ type: 'allergy', term: 'drug allergy', assertion: 'negated' }],
    never: [{ type: 'allergy', assertion: 'present' }],
  },
  {
    trap: 'a mother speaks for her child, and of herself',
    said: "D: How long has he had the fever?\nO: He's had it for two days.\nD: Is he eating?\nO: He's not eating much.\nD: Does he have a cough?\nO: No. I had asthma as a kid.",
    must: [
      { type: 'finding', term: 'fever', experiencer: 'patient', assertion: 'present' },
      { type: 'finding', term: 'loss of appetite', experiencer: 'patient' },
    ],
    never: [{ term: 'asthma', experiencer: 'patient' }],
  },
  {
    trap: 'an order that depends on something is not decided',
    said: "D: If it isn't better in six weeks we'll get an MRI. You don't need an x-ray today.",
    must: [{ type: 'plan', term: 'mri', status: 'conditional' }],
    never: [
      { type: 'plan', term: 'mri', status: 'decided' },
      { type: 'plan', term: 'x-ray', status: 'decided' },
    ],
  },
  {
    trap: 'what was offered and declined',
    said: 'D: Would you like to see a therapist?\nP: No, not right now.',
    must: [{ type: 'plan', term: 'psychotherapy', status: 'declined' }],
    never: [{ type: 'plan', status: 'decided' }],
  },
  {
    trap: 'smoking given up, a smoking father',
    said: 'D: Do you smoke?\nP: I quit five years ago. My dad smokes two packs a day.',
    must: [{ type: 'history', kind: 'social', topic: 'tobacco', assertion: 'historical' }],
    never: [{ type: 'history', kind: 'social', topic: 'tobacco', assertion: 'present' }],
  },
  {
    trap: 'no punctuation, no capitals',
    said: "D: any numbness or tingling\nP: no\nD: what do you take for it\nP: i take two advil every night and it helps a little\nD: so i think this is sciatica i'm going to start you on gabapentin three hundred milligrams at night",
    must: [
      { type: 'finding', term: 'numbness', assertion: 'negated' },
      { type: 'medication', term: 'ibuprofen', action: 'takes' },
      { type: 'diagnosis', term: 'sciatica' },
      { type: 'medication', term: 'gabapentin', action: 'starts', dose: '300 mg', frequency: 'at bedtime' },
    ],
    never: [{ type: 'finding', term: 'numbness', assertion: 'present' }],
  },
  {
    trap: 'the side of an old story is not the side of today',
    said: "D: So tell me about this shoulder.\nP: The left one used to bother me years ago, but now it's the right.\nD: When did it start?\nP: About six weeks ago.",
    must: [{ type: 'finding', term: 'shoulder pain', side: 'right' }],
    never: [{ type: 'finding', side: 'left' }],
  },
  {
    trap: 'what ran out is a drug, and a side belongs to what has two',
    said: 'P: I have chest pain.\nD: And the metoprolol?\nP: I ran out of it two weeks ago.\nD: Are your ankles swollen?\nP: Yes, both ankles are swollen.',
    must: [{ type: 'finding', term: 'chest pain' }],
    never: [
      { term: 'confusion' },
      { term: 'chest pain', side: 'bilateral' },
      { term: 'chest pain', onset: expect.anything() },
    ],
  },
  {
    trap: 'what cannot be ruled out is possible, not put aside',
    said: "D: I can't rule out melanoma.\nD: On both hands there's erythema with scaling.",
    must: [
      { type: 'diagnosis', term: 'melanoma', certainty: 'possible' },
      { type: 'exam', term: 'scaling', site: 'hand', side: 'bilateral' },
    ],
    never: [{ type: 'diagnosis', certainty: 'rejected' }],
  },
  {
    trap: 'what was asked after and denied does not come back with the next detail',
    said: "P: My back hurts.\nD: Any weakness in the leg, or trouble with your bowels or bladder?\nP: No, nothing like that.\nD: How would you describe the pain?\nP: It's sharp.",
    must: [{ type: 'finding', term: 'back pain', quality: 'sharp' }],
    never: [{ type: 'finding', term: 'leg weakness', assertion: 'present' }],
  },
  {
    trap: "the patient's no before a relative's illness",
    said: 'D: Any kidney problems?\nP: No, my dad was on dialysis though.',
    must: [{ type: 'history', kind: 'family', term: 'dialysis', relative: 'dad', assertion: 'present' }],
    never: [{ type: 'history', kind: 'medical', assertion: 'present' }],
  },
  {
    trap: 'a clinician who wants to get a test decides it',
    said: 'D: I want to get a stress test this week and an echocardiogram.',
    must: [{ type: 'plan', term: 'echocardiogram', status: 'decided' }],
    never: [{ type: 'plan', status: 'conditional' }],
  },
  {
    trap: 'what somebody is here for, they have',
    said: "D: Good morning. You're here for your diabetes check, right?\nP: Right.",
    must: [{ type: 'history', kind: 'medical', term: 'diabetes', assertion: 'present' }],
    never: [],
  },
  {
    trap: 'a bottle that is the wife’s',
    said: "D: Did you bring your bottles?\nP: Atorvastatin, forty, at night. This one's hydroxyzine, oh, that's my wife's.",
    must: [{ type: 'medication', term: 'atorvastatin', action: 'takes' }],
    never: [{ type: 'medication', term: 'hydroxyzine' }],
  },
];

const facts = (script: string): ClinicalFact[] => understandVisit(visit(script), undefined, shippedResources()).facts;

describe('traps', () => {
  it.each(TRAPS)('$trap', ({ said, must, never }) => {
    const found = facts(said);
    for (const want of must) expect(found).toContainEqual(expect.objectContaining(want));
    for (const want of never) expect(found).not.toContainEqual(expect.objectContaining(want));
  });

  it('quotes only what was said, each fact with a place of its own', () => {
    for (const { said } of TRAPS) {
      const transcript = visit(said);
      const text = new Map(transcript.segments.map((segment) => [segment.id, segment.text]));
      for (const fact of understandVisit(transcript, undefined, shippedResources()).facts)
        for (const item of [...fact.evidence, ...(fact.corrected ?? [])])
          expect(text.get(item.segmentId)).toContain(item.quote);
    }
  });
});
