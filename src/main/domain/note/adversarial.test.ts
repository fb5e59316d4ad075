import { describe, expect, it } from 'vitest';
import type { ChartContext } from '../../../shared/model/chart.ts';
import { draft, textOf } from './visit.fixture.ts';

/** Visits written to mislead: what has to stand in the note, and what must not, whatever else it says. */
interface Trap {
  readonly name: string;
  readonly script: string;
  readonly must?: readonly RegExp[];
  readonly mustNot?: readonly RegExp[];
  /** Only this section is looked at; the whole note otherwise. */
  readonly section?: string;
}

const CLOSE = '\nD: Okay, I will see you in two weeks.\nP: Thank you.';

const TRAPS: readonly Trap[] = [
  {
    name: 'one-word answer to a list',
    script: 'D: What brings you in?\nP: My stomach hurts.\nD: Any fever, chills, or night sweats?\nP: No.',
    must: [/denies[^.]*fever[^.]*chills[^.]*night sweats/i],
    mustNot: [/reports[^.]*(fever|chills)/i],
  },
  {
    name: 'exception in a list',
    script: 'D: What brings you in?\nP: I have a cough.\nD: Any fever, chills, night sweats?\nP: Just the chills.',
    must: [/reports[^.]*chills/i, /denies[^.]*fever/i, /denies[^.]*night sweats/i],
    mustNot: [/denies[^.]*chills/i, /reports[^.]*fever/i],
  },
  {
    name: 'exception after a no',
    script: 'D: Any nausea, vomiting or diarrhea?\nP: No, just some nausea.',
    must: [/reports[^.]*nausea/i, /denies[^.]*vomiting[^.]*diarrhea/i],
    mustNot: [/denies[^.]*nausea/i, /reports[^.]*vomiting/i],
  },
  {
    name: 'a bare yes to several things at once settles none',
    script: 'D: Have you had any dizziness, headaches, or blurred vision?\nP: Yes.',
    mustNot: [/(reports|has had|has)[^.]*(dizziness|headache|blurred)/i, /denies[^.]*(dizziness|headache)/i],
  },
  {
    name: 'a specific no beside a yes',
    script:
      'D: Do you have other symptoms, weight loss, constipation, vomiting?\nP: No vomiting, but constipation and weight loss.',
    must: [/denies[^.]*vomiting/i, /reports[^.]*constipation/i, /reports[^.]*weight loss|weight loss/i],
    mustNot: [/denies[^.]*(constipation|weight loss)/i, /reports[^.]*vomiting/i],
  },
  {
    name: 'self-correction of a dose: the later stands',
    script:
      'D: What do you take for your blood pressure?\nP: I take lisinopril, forty, sorry, twenty milligrams every day.' +
      CLOSE,
    must: [/20 mg/i],
    mustNot: [/\b40\b/, /forty/i],
  },
  {
    name: 'self-correction of a side',
    script: 'P: My left, I mean my right knee has been hurting for two weeks.\nD: Okay. Any swelling?\nP: No.' + CLOSE,
    must: [/right knee/i],
    mustNot: [/left/i],
  },
  {
    name: 'a relative has it, not the patient',
    script:
      'D: Any family history?\nP: My mother had breast cancer and my father has diabetes.\nD: And what brings you in?\nP: I have a rash on my arm.' +
      CLOSE,
    must: [/mother[^.]*breast cancer/i, /father[^.]*diabetes/i],
    mustNot: [/patient (has|had|reports)[^.]*(breast cancer|diabetes)/i],
  },
  {
    name: 'a friend has it',
    script:
      'P: My neighbor had pneumonia last month so I got worried. I have had a cough for a week.\nD: Any fever?\nP: No.' +
      CLOSE,
    must: [/cough/i],
    mustNot: [/patient (has|had|reports)[^.]*pneumonia/i],
    section: 'subjective',
  },
  {
    name: 'return precautions are no symptoms',
    script:
      'P: I have had a headache for two days.\nD: I think this is a tension headache. Take ibuprofen 400 milligrams as needed. If you get chest pain, fever, or vomiting, go to the emergency room.\nP: Okay.',
    must: [/headache/i, /400 mg/],
    mustNot: [/(reports|has|denies|having)\b[^.]*(chest pain|vomiting|fever)/i],
  },
  {
    name: 'return precautions do not reach the assessment as findings',
    script:
      'P: I hurt my ankle yesterday.\nD: This is an ankle sprain. Rest it and use ice. Call us if you notice numbness or your toes turn blue.\nP: Sure.',
    mustNot: [/reports[^.]*numbness/i, /denies[^.]*numbness/i],
  },
  {
    name: 'a diagnosis considered and rejected',
    script:
      'P: My chest hurts when I press on it.\nD: Your EKG is normal. I do not think this is a heart attack. This is costochondritis. I want you to take ibuprofen 600 milligrams three times a day.\nP: Okay.',
    must: [/costochondritis/i, /600 mg/],
    mustNot: [/(this is|likely|has|had) (a )?(heart attack|myocardial infarction)/i],
  },
  {
    name: 'the uncertainty of a diagnosis stays',
    script:
      'P: I have burning when I pee.\nD: I think this is a urinary tract infection. I will send a urine culture today.\nP: Okay.',
    must: [/(likely|think|possible|probable|suspect)[^.]*urinary tract infection/i, /urine culture/i],
  },
  {
    name: 'small talk and jokes stay out',
    script:
      'D: How was the wedding?\nP: It was beautiful, my cousin Vinny danced all night, we nearly died laughing.\nD: Ha. So what brings you in?\nP: I have had a sore throat since Monday.' +
      CLOSE,
    must: [/sore throat/i],
    mustNot: [/wedding|danced|vinny|died|laughing/i],
  },
  {
    name: "a patient's question is no fact",
    script:
      'P: I have had back pain for a month. Could this be cancer? Do I need surgery?\nD: I do not think so. I would like you to do physical therapy.\nP: Good.',
    must: [/back pain/i, /physical therapy/i],
    mustNot: [/cancer/i, /needs? surgery/i],
  },
  {
    name: 'sides stay with their findings',
    script:
      'P: My right shoulder hurts and I had surgery on my left knee five years ago.\nD: Okay. On exam there is tenderness over the right shoulder. The left knee is normal.' +
      CLOSE,
    must: [/right shoulder/i],
    mustNot: [/left shoulder/i, /right knee/i],
  },
  {
    name: 'an allergy is recorded, and its drug is not taken',
    script:
      'D: Any allergies to medications?\nP: Yes, penicillin, I get hives.\nD: And what do you take?\nP: I take metformin 500 milligrams twice a day.' +
      CLOSE,
    must: [/penicillin/i, /metformin 500 mg twice daily/i],
    mustNot: [/takes? penicillin/i],
  },
  {
    name: 'no allergies',
    script: 'P: I have a cough.\nD: Do you have any allergies to medications?\nP: No.' + CLOSE,
    must: [/(denies|no|not have)[^.]*allerg/i],
  },
  {
    name: 'a refused drug is not started',
    script:
      'D: I could start you on a statin.\nP: No, I do not want to take a statin.\nD: That is fine. Then we will recheck your cholesterol in three months.\nP: Okay.',
    must: [/(recheck|repeat)[^.]*cholesterol[^.]*3 months/i],
    mustNot: [/(start|takes|taking|on) (the patient on )?(a )?statin/i],
  },
  {
    name: 'a drug that was stopped',
    script:
      'P: I stopped taking my lisinopril last month because of the cough.\nD: Okay. I am going to start you on losartan 50 milligrams once a day instead.\nP: Fine.',
    must: [/stopped[^.]*lisinopril/i, /losartan 50 mg/i],
    mustNot: [/continue[^.]*lisinopril/i, /takes lisinopril/i],
  },
  {
    name: 'spoken blood pressure and temperature',
    script:
      'P: I have a headache.\nD: Your blood pressure today is one forty over ninety, and your temperature is ninety eight point six. Your lungs are clear.' +
      CLOSE,
    must: [/140\/90/, /98\.6/],
  },
  {
    name: 'no exam was done, so none is written',
    script:
      'P: I need a refill of my sertraline, I have been doing fine on it.\nD: Good. I will refill the sertraline 50 milligrams.' +
      CLOSE,
    must: [/sertraline/i],
    mustNot: [/lungs|heart|abdomen|alert|oriented|unremarkable|clear to/i],
  },
  {
    name: 'no counselling, consent or time that nobody spoke of',
    script: 'P: My knee hurts.\nD: We will get an x-ray of the knee.' + CLOSE,
    mustNot: [/consent|counsel|minutes|understands|agree|verbaliz/i],
  },
  {
    name: 'a yes/no question becomes the statement that was answered',
    script:
      'P: I have been tired.\nD: Are you taking your levothyroxine every day?\nP: Yes.\nD: Do you smoke?\nP: No.' +
      CLOSE,
    must: [/levothyroxine/i, /(not smoke|denies[^.]*smok)/i],
    mustNot: [/not tak\w+[^.]*levothyroxine/i],
  },
  {
    name: 'a negative question',
    script: 'P: I have a cold.\nD: No chest pain or shortness of breath?\nP: No.' + CLOSE,
    must: [/denies[^.]*chest pain[^.]*shortness of breath/i],
    mustNot: [/reports[^.]*chest pain/i],
  },
  {
    name: 'lay words',
    script: 'P: I threw up twice yesterday and I am on a water pill.\nD: Okay. Any belly pain?\nP: No.' + CLOSE,
    must: [/vomited/i, /diuretic|water pill/i, /denies[^.]*abdominal pain/i],
  },
  {
    name: 'what an earlier illness was is not what it is now',
    script: 'P: I had pneumonia as a child, but today it is my foot, it hurts.\nD: Did you injure it?\nP: No.' + CLOSE,
    mustNot: [/has pneumonia/i],
    must: [/foot/i],
  },
];

describe('visits that mislead', () => {
  it.each(TRAPS)('$name', ({ script, must, mustNot, section }) => {
    const text = textOf(draft(script), section);
    for (const pattern of must ?? []) expect(text).toMatch(pattern);
    for (const pattern of mustNot ?? []) expect(text).not.toMatch(pattern);
  });

  it('reads text without capitals, marks and joined clitics the same way', () => {
    const text = textOf(
      draft(
        "D: okay any fever chills or cough\nP: no i do n't have any of that\nD: and you 're still taking the lasix forty milligrams a day\nP: yes",
      ),
    );
    expect(text).toMatch(/denies[^.]*fever[^.]*chills[^.]*cough/i);
    expect(text).toMatch(/Lasix 40 mg daily/);
  });

  it('works without speaker labels', () => {
    const text = textOf(
      draft(
        '?: What brings you in today?\n?: I have had a sore throat for three days.\n?: Any fever?\n?: No.\n?: I will do a strep test today.',
      ),
    );
    expect(text).toMatch(/sore throat/i);
    expect(text).toMatch(/denies fever/i);
    expect(text).not.toMatch(/brings/i);
  });

  it('takes pronouns from the chart, and no content from it', () => {
    const chart: ChartContext = {
      patient: { name: 'Ada Test', sex: 'female' },
      problems: [{ text: 'Type 2 diabetes mellitus' }],
      medications: [{ text: 'Metformin 500 mg' }],
      allergies: [{ text: 'Latex' }],
      observations: [],
    };
    const text = textOf(
      draft(
        'P: I hurt my back on Monday. I took some Tylenol for my back and my back is still sore.\nD: We will get an x-ray of your back.',
        chart,
      ),
    );
    expect(text).toMatch(/\bher\b/);
    expect(text).not.toMatch(/\b(his|their)\b/);
    expect(text).not.toMatch(/diabetes|metformin|latex/i);
  });

  it('never guesses pronouns from a name', () => {
    expect(textOf(draft('D: Hi Martha.\nP: I hurt my back and my neck is sore.'))).not.toMatch(/\b(she|her|he|his)\b/);
  });
});
