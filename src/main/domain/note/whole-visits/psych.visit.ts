import type { WholeVisit } from './whole-visit.ts';

export const psych: WholeVisit = {
  name: 'Depression in running speech',
  script: `
D: good morning how have you been since we increased the sertraline
P: um i mean better i guess i'm not crying every day anymore
D: good and you're taking a hundred milligrams right
P: yeah every morning well i forgot like two times last week
D: okay how's your sleep
P: still bad i wake up at three and can't get back to sleep i get maybe five hours
D: any thoughts of hurting yourself or not wanting to be alive
P: no not anymore i used to back in the spring but not now
D: okay i'm glad have you had any panic attacks
P: one at the grocery store my heart was racing and i felt like i couldn't breathe it lasted about ten minutes
D: are you drinking any alcohol
P: a glass of wine on weekends that's it my husband drinks way more than me
D: any marijuana or other drugs
P: no
D: any side effects from the medication nausea headaches sexual side effects
P: some nausea the first week that went away
D: okay your phq nine today is eleven it was eighteen last time so that's a real improvement
P: oh good
D: your gad seven is fourteen
D: on exam you're well groomed good eye contact speech is normal mood you said is okay affect is a little anxious no delusions
D: so i think your depression is improving but the anxiety is not well controlled i could add buspirone or we could go up on the sertraline
P: i'd rather not take another pill
D: okay then let's go up on the sertraline to a hundred and fifty milligrams every morning and i want you to restart therapy with doctor lee
P: okay
D: for the sleep let's try melatonin three milligrams an hour before bed and no screens
D: if the thoughts come back call nine eight eight or go to the emergency room
D: i'll see you in four weeks
`,
  must: [
    ['subjective', /sertraline.*100 mg|100 mg.*sertraline/i],
    ['subjective', /(missed|forgot|forgets)[^.]*(2|two|twice)/i],
    ['subjective', /(wakes?|waking|awakens?)[^.]*3|5 hours/i],
    ['subjective', /denies[^.]*(suicid|self-harm|hurting|thoughts)/i],
    ['subjective', /panic attack/i],
    ['subjective', /wine|alcohol/i],
    ['subjective', /denies[^.]*(marijuana|cannabis|drug)/i],
    ['any', /PHQ-?9[^.]*11/i],
    ['any', /PHQ-?9[^.]*18/i],
    ['any', /GAD-?7[^.]*14/i],
    ['objective', /groomed/i],
    ['objective', /affect[^.]*anxious/i],
    ['assessment plan', /depression[^.]*improv/i],
    ['assessment plan', /anxiety[^.]*not well[ -]controlled/i],
    ['plan', /sertraline[^.]*150 mg/i],
    ['plan', /therapy/i],
    ['plan', /melatonin[^.]*3 mg/i],
    ['plan', /988|emergency/i],
    ['plan', /4 weeks/i],
  ],
  never: [
    ['plan', /(start|add|begin|prescribe)[^.]*buspirone/i],
    ['any', /reports[^.]*suicid/i],
    ['any', /100 and 50|a hundred and 50/i],
    ['any', /nine eight|9 8 8/],
    ['any', /patient[^.]*drinks? (way )?more/i],
    ['any', /\bI\b|\byou(r)?\b/],
  ],
};
