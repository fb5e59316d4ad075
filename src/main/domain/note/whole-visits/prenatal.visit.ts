import type { WholeVisit } from './whole-visit.ts';

export const prenatal: WholeVisit = {
  name: 'Prenatal visit with a long list of questions',
  chart: {
    patient: { name: 'Dana Sample', sex: 'female', birthDate: '1994-07-09' },
    problems: [],
    medications: [{ text: 'prenatal vitamin' }],
    allergies: [],
    observations: [],
  },
  script: `
D: Hi Dana, you're twenty eight weeks today, congratulations. This is your second, right?
P: Yes, my first was a C-section two years ago.
D: How's the baby moving?
P: All the time.
D: Any contractions, bleeding, leaking fluid?
P: Just some Braxton Hicks. No bleeding, no leaking.
D: Headaches, vision changes, swelling in the face or hands?
P: I had one headache last week, Tylenol took care of it. No vision stuff. My feet swell by night.
D: Any pain with urination?
P: No. My sister had preeclampsia, should I worry?
D: We'll watch your pressure closely. Are you taking your prenatal vitamin?
P: Most days. The iron makes me constipated so I stopped the iron.
D: Okay. Any smoking, alcohol?
P: No, nothing since I found out.
D: Blood pressure is one sixteen over seventy two. Weight is one fifty four, up four pounds. Fundal height is twenty eight centimeters. Fetal heart rate one forty five. Urine is negative for protein and glucose.
D: Your glucose test from last week was one fifty two, and the cutoff is one forty, so you need the three hour test. Your hemoglobin is ten point four, so you're anemic.
D: So, second pregnancy at twenty eight weeks, doing well. Mild anemia. Let's try iron every other day instead of every day, and a stool softener, docusate one hundred milligrams at night. Get the three hour glucose test this week. I'd like to give you the Tdap today.
P: Okay, yes. What about the flu shot?
D: You had it in October, so you're good. Do you want to try for a vaginal birth this time?
P: I think I'd rather have a repeat C-section.
D: Alright, we'll schedule it around thirty nine weeks. Count the kicks every day, and if it's fewer than ten in two hours, call. If you have bleeding, a gush of fluid, a bad headache or belly pain, come to labor and delivery. I'll see you in two weeks.
`,
  must: [
    ['any', /28 weeks/i],
    ['subjective', /(C-section|cesarean)/i],
    ['subjective', /(fetal movement|baby|moving|movement)/i],
    ['subjective', /Braxton/i],
    ['subjective', /denies[^.]*(bleeding|leak)/i],
    ['subjective', /headache/i],
    ['subjective', /(feet|foot|pedal)[^.]*(swell|edema)|(swell|edema)[^.]*feet/i],
    ['subjective', /denies[^.]*vision|no vision/i],
    ['subjective', /sister[^.]*preeclampsia/i],
    ['subjective', /prenatal vitamin/i],
    ['subjective', /(stopped|not taking|discontinued)[^.]*iron|iron[^.]*(stopped|constip)/i],
    ['objective', /116\/72/],
    ['objective', /154/],
    ['objective', /fundal height[^.]*28/i],
    ['objective', /fetal heart rate[^.]*145|145/i],
    ['objective', /152/],
    ['objective', /hemoglobin[^.]*10\.4/i],
    ['assessment plan', /anemia/i],
    ['plan', /iron[^.]*every other day/i],
    ['plan', /docusate[^.]*100 mg/i],
    ['plan', /3[- ]hour glucose/i],
    ['plan', /Tdap/i],
    ['plan', /(repeat )?(C-section|cesarean)/i],
    ['plan', /39 weeks/i],
    ['plan', /kick/i],
    ['plan', /2 weeks/i],
  ],
  never: [
    ['any', /(patient|she|dana) (has|had|reports|developed) preeclampsia/i],
    ['any', /reports[^.]*(bleeding|leaking)/i],
    ['plan', /(give|administer)[^.]*(flu|influenza)/i],
    ['plan', /vaginal birth/i],
    ['any', /gestational diabetes/i],
    ['any', /\bI\b|\byou(r)?\b/],
  ],
};
