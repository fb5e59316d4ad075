import type { WholeVisit } from './whole-visit.ts';

export const ear: WholeVisit = {
  name: 'A deaf ear, told from the side',
  script: `
D: What can I do for you, Walter?
P: My ear. The right one. It's been plugged for, what, ten days now, and I can't hear out of it.
D: Did it come on suddenly?
P: I woke up with it. I thought it was wax so I used those drops, nothing.
D: Any ringing?
P: Yeah, a constant high pitch, like a tea kettle.
D: Any dizziness?
P: The first day the room was spinning, I threw up. That's gone now.
D: Any pain or drainage?
P: No, no pain. No drainage.
D: Have you had a cold recently?
P: My grandkids gave me one about three weeks ago, I got over it.
D: Any trouble with the other ear?
P: The left one I've had a hearing aid in since I was sixty, from the Army. Artillery.
D: Any weakness in your face, or numbness, headaches?
P: No. I get headaches but that's my neck.
D: Are you diabetic?
P: Borderline. My sugar was one eighteen.
D: What medications are you on?
P: Metoprolol, twenty five, twice a day, simvastatin, and Xarelto for the A-fib.
D: Allergic to anything?
P: Just bee stings. My throat closed up in '98.
D: Okay, let me look. The right canal is clear, the drum is intact, no fluid. Weber lateralizes to the left, and on the right air conduction is better than bone. Facial nerve is fine. No nystagmus.
D: So this isn't wax and it isn't fluid. I think it's a sudden sensorineural hearing loss. That's urgent. I want a hearing test today, and we'll start prednisone, sixty milligrams a day for ten days, then taper. It can raise your sugar, so check it. I'll order an MRI of the internal auditory canals. See the ear specialist this week.
`,
  must: [
    ['subjective', /hearing loss/i],
    ['subjective', /10 days/i],
    ['subjective', /tinnitus|ringing/i],
    ['subjective', /room was spinning|vertigo/i],
    ['subjective', /vomit|threw up/i],
    ['subjective', /denies[^.]*(pain|drainage)/i],
    ['subjective', /3 weeks ago/i],
    ['subjective', /hearing aid/i],
    ['subjective', /headache/i],
    ['subjective', /118/i],
    ['subjective', /metoprolol[^.]*25[^.]*twice daily/i],
    ['subjective', /simvastatin/i],
    ['subjective', /(Xarelto|rivaroxaban)/i],
    ['subjective', /bee sting/i],
    ['objective', /Weber/i],
    ['objective', /nystagmus/i],
    ['assessment plan', /sensorineural hearing loss/i],
    ['plan', /prednisone[^.]*60 mg/i],
    ['plan', /MRI/i],
  ],
  never: [
    ['subjective', /denies[^.]*headache[^.]*$/i],
    ['subjective', /reports[^.]*drainage/i],
    ['any', /Continue prednisone/],
    ['subjective', /left (ear )?(hearing loss|tinnitus)/i],
    ['any', /\bI\b|\byou(r)?\b/],
  ],
};
