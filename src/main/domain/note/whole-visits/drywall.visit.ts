import type { WholeVisit } from './whole-visit.ts';

export const drywall: WholeVisit = {
  name: 'A torn shoulder, told without a full stop',
  script: `
D: hi there so what's going on with the shoulder
P: so um it's my right shoulder i was uh i was putting up drywall like three weeks ago and i felt a pop and since then i can't hardly lift it
D: okay and are you right handed
P: yeah i'm right handed i do construction
D: where does it hurt exactly
P: right here on the outside kind of down to the elbow
D: any numbness or tingling
P: no no numbness it just it aches at night i can't sleep on that side
D: and what have you been taking for it
P: uh ibuprofen like eight hundred three times a day and it it kind of takes the edge off but my stomach's been bothering me
D: okay any blood in your stool or black stools
P: no nothing like that just uh heartburn
D: have you ever hurt this shoulder before
P: i separated it in high school playing football but the other one the left one
D: got it any surgeries
P: i had my gallbladder out in twenty fifteen
D: any other medical problems
P: just high cholesterol i take um atorvastatin forty
D: any allergies
P: codeine makes me throw up
D: do you smoke
P: i vape
D: okay let me take a look at you so there's no bruising or deformity there's some tenderness over the greater tuberosity active abduction is only to about seventy degrees passively i can get you to one sixty strength is four out of five with external rotation and you have a positive empty can and a positive drop arm sensation is intact and your radial pulse is two plus
P: ow yeah right there
D: okay neck moves fine no tenderness along the spine
P: mhm
D: we got x-rays before you came in and they look good no fracture a little bit of spurring at the ac joint
P: okay good
D: so i'm worried you tore your rotator cuff i want to get an mri of the right shoulder to see how big it is
P: is that gonna need surgery
D: if it's a full tear in somebody your age who works with his arms yeah most likely we'd fix it if it's partial we'd do therapy first
P: okay
D: in the meantime stop the ibuprofen because of your stomach and take tylenol a thousand milligrams three times a day i'll give you omeprazole twenty milligrams once a day for two weeks ice it twenty minutes a few times a day no lifting over five pounds with that arm i'll write you a note for work for light duty
P: they don't have light duty
D: then i'll take you off for two weeks okay come back once the mri's done and we'll go over it
P: sounds good
`,
  must: [
    ['subjective', /right shoulder/i],
    ['subjective', /drywall/i],
    ['subjective', /3 weeks ago/i],
    ['subjective', /popp?(ing)?\b/i],
    ['subjective', /right[- ]handed/i],
    ['subjective', /construction/i],
    ['subjective', /ibuprofen 800 three times daily/i],
    ['subjective', /stomach|heartburn/i],
    ['subjective', /denies[^.]*numbness/i],
    ['subjective', /cholecystectomy|gallbladder/i],
    ['subjective', /atorvastatin 40/i],
    ['subjective', /codeine/i],
    ['subjective', /vape/i],
    ['objective', /no bruising or deformity/i],
    ['objective', /tenderness over the greater tuberosity/i],
    ['objective', /abduction[^.]*70 degrees/i],
    ['objective', /strength is 4\/5 with external rotation/i],
    ['objective', /positive empty can/i],
    ['objective', /drop arm/i],
    ['objective', /sensation is intact/i],
    ['objective', /radial pulse is 2\+/i],
    ['objective', /no fracture/i],
    ['objective', /spurring/i],
    ['assessment plan', /rotator cuff tear/i],
    ['plan', /MRI of the right shoulder/i],
    ['plan', /stop ibuprofen/i],
    ['plan', /Tylenol 1000 mg three times daily/i],
    ['plan', /omeprazole 20 mg[^.]*2 weeks/i],
    ['plan', /no lifting over 5 pounds/i],
    ['plan', /note for work/i],
    ['plan', /follow up once the mri/i],
  ],
  never: [
    ['subjective', /(reports|sensation|pain) of the elbow/i],
    ['plan', /^(?!.*\bif\b).*(surgery|physical therapy)/im],
    ['any', /left shoulder (pain|tear)/i],
    ['any', /\bI\b|\byou(r)?\b/],
  ],
};
