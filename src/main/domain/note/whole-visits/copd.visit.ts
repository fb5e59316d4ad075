import type { WholeVisit } from './whole-visit.ts';

export const copd: WholeVisit = {
  name: 'Lungs, in running speech',
  script: `
D: morning mister dell how's the breathing been
P: not good it's been bad for about a week i'm coughing up green stuff a lot of it more than usual
D: more than your usual cough
P: yeah usually it's white and just in the mornings now it's all day
D: any fever
P: i felt hot on sunday but i didn't check it
D: any chest pain
P: just sore from coughing
D: are you using the rescue inhaler more
P: oh yeah every four hours usually it's maybe twice a week
D: what about the trelegy
P: every morning one puff never miss it
D: are you on oxygen at home
P: two liters at night
D: any swelling in your legs
P: no
D: have you been in the hospital for this
P: last winter in january five days they had me on that mask thing
D: did you ever need a breathing tube
P: no
D: are you still smoking
P: five or six a day down from two packs
D: what did you do for work
P: shipyard thirty years welding
D: how far can you walk
P: to the kitchen and i gotta stop usually i can do the whole block
D: did you get the flu shot
P: yeah in october and the pneumonia one last year
D: okay temperature ninety nine four pulse ninety six blood pressure one thirty six over seventy eight oxygen eighty nine percent on room air respirations twenty four
D: you've got wheezing on both sides and some rhonchi no crackles no leg swelling
D: the chest x ray shows no pneumonia just the emphysema
D: so this is a copd flare i'm gonna give you prednisone forty milligrams a day for five days and doxycycline a hundred twice a day for seven days
D: use the nebulizer every four hours and keep the oxygen on two liters during the day too until i see you
D: if it gets harder to breathe or you get confused call nine one one i wanna see you on friday
P: okay
`,
  must: [
    ['subjective', /cough[^.]*week/i],
    ['subjective', /green/i],
    ['subjective', /(felt )?hot|fever/i],
    ['subjective', /(albuterol|rescue inhaler)[^.]*every 4 hours/i],
    ['subjective', /Trelegy[^.]*every morning/i],
    ['subjective', /never misses/i],
    ['subjective', /denies[^.]*(leg|lower extremity)? ?swelling/i],
    ['subjective', /(January|last winter)/i],
    ['subjective', /breathing tube|intubat/i],
    ['subjective', /five or six|5 or 6|5-6|5 to 6/i],
    ['subjective', /shipyard/i],
    ['subjective', /flu shot[^.]*October/i],
    ['subjective', /pneumonia vaccine[^.]*last year/i],
    ['objective', /99\.4/i],
    ['objective', /136\/78/i],
    ['objective', /89%/i],
    ['objective', /wheez/i],
    ['objective', /no pneumonia/i],
    ['assessment plan', /COPD/i],
    ['plan', /prednisone[^.]*40 mg/i],
    ['plan', /doxycycline[^.]*100[^.]*twice daily/i],
    ['plan', /Friday/i],
  ],
  never: [
    ['subjective', /pneumonia vaccine \(in October/i],
    ['subjective', /reports[^.]*chest pain/i],
    ['assessment plan', /(?:has|likely|possible) pneumonia/i],
    ['any', /gonna|wanna|gotta/],
    ['any', /\bi\b|\bI\b|\byou(r)?\b/],
  ],
};
