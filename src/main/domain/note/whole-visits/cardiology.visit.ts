import type { WholeVisit } from './whole-visit.ts';

export const cardiology: WholeVisit = {
  name: 'Heart failure, a chart that disagrees',
  chart: {
    patient: { name: 'Rosa Invented', sex: 'female', birthDate: '1951-02-03' },
    problems: [{ text: 'Heart failure with reduced ejection fraction' }, { text: 'Atrial fibrillation' }],
    medications: [
      { text: 'furosemide 20 mg', dose: '20 mg' },
      { text: 'apixaban 5 mg twice daily', dose: '5 mg' },
      { text: 'metoprolol succinate 50 mg', dose: '50 mg' },
    ],
    allergies: [{ text: 'Sulfa antibiotics', reaction: 'rash' }],
    observations: [],
  },
  script: `
D: Mrs. Invented, come on in. How's your breathing?
P: Worse. I can't make it to the mailbox anymore without stopping.
D: Since when?
P: The last week or so. And I'm sleeping on three pillows, it used to be one.
D: Any chest pain?
P: No.
D: Swelling?
P: My ankles, both of them, by the evening my shoes don't fit.
D: Have you gained weight?
P: Seven pounds in a week, the scale says a hundred and sixty two.
D: What are you eating? Any salty food?
P: We had ham at my niece's wedding, and leftovers all week.
D: Okay. Are you taking the Lasix?
P: Forty every morning.
D: Forty? I have twenty in the chart.
P: Doctor Patel raised it last month.
D: And the Eliquis?
P: Twice a day, yes. I never miss that one.
D: Metoprolol?
P: I ran out of it two weeks ago.
D: Any palpitations or fainting?
P: My heart flutters some at night. No fainting.
D: Any bleeding, black stools?
P: No.
D: Your blood pressure's one eighteen over seventy, heart rate one oh eight and irregular, oxygen is ninety three percent on room air.
D: I can see the neck veins are up. There are crackles at both bases. There's two plus pitting edema to the mid shins. I hear the same murmur as before, it's a three out of six systolic murmur at the apex.
D: The EKG shows atrial fibrillation at a rate of one ten, no ST changes. The echo from March had an ejection fraction of thirty five percent.
D: So this is a heart failure flare, probably from the salt and from being off the metoprolol. I don't think it's a clot or pneumonia.
P: Do I have to go to the hospital?
D: I don't think so, not today. Let's double the Lasix to eighty milligrams in the morning for five days. I'm going to refill the metoprolol, fifty milligrams once a day. Two grams of sodium a day, no more ham. Weigh yourself every morning and call if you gain more than three pounds in a day.
D: I want a basic metabolic panel and a BNP today. Come back on Friday. If you get short of breath at rest or have chest pain, call 911.
P: Okay. My husband will drive me, he has a pacemaker himself.
`,
  must: [
    ['subjective', /(dyspnea|shortness of breath|breath)/i],
    ['subjective', /week/i],
    ['subjective', /3 pillows/i],
    ['subjective', /denies[^.]*chest pain/i],
    ['subjective', /(ankle|bilateral)[^.]*(swelling|edema)|(swelling|edema)[^.]*ankle/i],
    ['subjective', /7 pounds/i],
    ['subjective', /(salt|sodium|ham)/i],
    ['subjective', /(Lasix|furosemide)[^.]*40|40[^.]*(Lasix|furosemide)/i],
    ['subjective', /(Eliquis|apixaban)[^.]*twice daily/i],
    ['subjective', /(ran out|out of|not taking|without)[^.]*metoprolol|metoprolol[^.]*(ran out|out of)/i],
    ['subjective', /(palpitation|flutter)/i],
    ['subjective', /denies[^.]*(syncope|fainting)/i],
    ['objective', /118\/70/],
    ['objective', /108/],
    ['objective', /93 ?%/],
    ['objective', /crackles[^.]*bas/i],
    ['objective', /2\+[^.]*pitting edema|pitting edema/i],
    ['objective', /3\/6[^.]*systolic murmur/i],
    ['objective', /(EKG|ECG)[^.]*(atrial fibrillation|110)/i],
    ['objective', /ejection fraction[^.]*35 ?%/i],
    ['assessment plan', /heart failure/i],
    ['plan', /(Lasix|furosemide)[^.]*80 mg/i],
    ['plan', /5 days/i],
    ['plan', /metoprolol[^.]*50 mg/i],
    ['plan', /(2 grams|2 g)[^.]*sodium|sodium/i],
    ['plan', /3 pounds/i],
    ['plan', /(metabolic panel|BMP)/i],
    ['plan', /BNP/],
    ['plan', /Friday/],
    ['plan', /911/],
  ],
  never: [
    ['any', /(patient|she) has a pacemaker/i],
    ['assessment plan', /^(?!.*(not|unlikely|no |n't|if)).*(pneumonia|embol|clot)/im],
    ['any', /reports[^.]*(syncope|fainting|melena|black stools)/i],
    ['plan', /(admit|hospitali[sz]e)/i],
    ['any', /sulfa/i],
    ['any', /\bI\b|\byou(r)?\b/],
  ],
};
