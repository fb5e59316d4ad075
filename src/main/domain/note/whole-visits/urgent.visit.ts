import type { WholeVisit } from './whole-visit.ts';

export const urgent: WholeVisit = {
  name: 'Urgent care, as a recogniser writes it',
  script: `
D: hi there what can we do for you
P: so i think i have a uti it burns when i pee and i'm going like every twenty minutes
D: okay how long has that been going on
P: since uh thursday so three days
D: any blood in the urine
P: a little pink this morning
D: any fever chills back pain
P: no fever i had some chills last night my back hurts but it always hurts i have a bad disc
D: nausea vomiting
P: no
D: any vaginal discharge or itching
P: no
D: could you be pregnant
P: no i have an iud
D: when was your last period
P: i don't really get them with the iud
D: have you had utis before
P: yeah two last year they gave me bactrim and i got a rash all over
D: okay so we won't use that are you allergic to anything else
P: latex
D: do you take any medicines
P: just zyrtec and my birth control well not the pill anymore just the iud
D: any medical problems
P: no my mom has kidney stones
D: alright temperature is ninety eight six blood pressure one twelve over seventy pulse eighty eight i'm gonna push on your belly a little tender down low over the bladder no flank tenderness
D: so the urine dip shows leukocytes and nitrites and a little blood pregnancy test is negative
D: so yeah you have a bladder infection i don't think it's in your kidneys because you have no fever and no flank pain
D: i'm gonna give you macrobid a hundred milligrams twice a day for five days take it with food and i'll send the urine for culture
D: and you can take azo over the counter for two days for the burning it'll turn your pee orange
D: drink lots of water and if you get a fever or vomiting or the back pain gets worse come back right away or go to the er
P: okay do i need to stop having sex
D: i'd wait till it's gone
P: okay thanks
`,
  must: [
    ['subjective', /(dysuria|burn)/i],
    ['subjective', /frequen|every 20 minutes/i],
    ['subjective', /3 days|Thursday/i],
    ['subjective', /(hematuria|pink|blood)/i],
    ['subjective', /denies[^.]*fever/i],
    ['subjective', /chills/i],
    ['subjective', /back/i],
    ['subjective', /denies[^.]*(nausea|vomiting)/i],
    ['subjective', /denies[^.]*vaginal discharge/i],
    ['subjective', /IUD/i],
    ['subjective', /(UTI|urinary tract infection)[^.]*(2|two)|(2|two)[^.]*(UTI|urinary tract infection)/i],
    ['subjective', /Bactrim[^.]*rash|rash[^.]*Bactrim/i],
    ['subjective', /latex/i],
    ['subjective', /Zyrtec|cetirizine/i],
    ['subjective', /mother[^.]*kidney stones/i],
    ['objective', /98\.6/],
    ['objective', /112\/70/],
    ['objective', /88/],
    ['objective', /suprapubic|tender/i],
    ['objective', /no (flank|CVA) tenderness/i],
    ['objective', /nitrite/i],
    ['objective', /pregnancy test[^.]*negative|negative pregnancy/i],
    ['assessment plan', /(bladder infection|cystitis|urinary tract infection)/i],
    ['plan', /Macrobid[^.]*100 mg[^.]*twice daily/i],
    ['plan', /5 days/i],
    ['plan', /culture/i],
    ['plan', /AZO|phenazopyridine/i],
    ['plan', /(fever|vomiting)/i],
  ],
  never: [
    ['subjective', /reports[^.]*\bfever/i],
    ['any', /(start|take|prescribe|give)[^.]*Bactrim/i],
    ['subjective', /takes[^.]*(the pill|birth control pill)/i],
    ['any', /(patient|she|they) (has|have|had)[^.]*kidney stones/i],
    [
      'assessment plan',
      /^(?!.*(not|unlikely|no |n't)).*(pyelonephritis|kidney infection|in (the|their|her) kidneys)/im,
    ],
    ['any', /98 ?6\b/],
    ['any', /\bi\b|\bI\b|\byou(r)?\b/],
    ['any', /gonna|\buh\b|\bpee\b/],
  ],
};
