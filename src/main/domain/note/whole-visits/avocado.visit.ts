import type { WholeVisit } from './whole-visit.ts';

export const avocado: WholeVisit = {
  name: 'A cut hand, sewn in the visit',
  script: `
D: Hi, I'm Dr. Lang. What brings you in?
P: I cut my hand. I was opening an avocado about two hours ago and the knife went right into my palm.
D: Which hand?
P: The left. I'm right-handed, thank God.
D: Did it bleed a lot?
P: It was pouring. I held a towel on it for twenty minutes and it slowed down.
D: Any numbness in the fingers?
P: The pointer feels kind of dead on the thumb side.
D: Can you bend it?
P: I can, it just hurts.
D: When was your last tetanus shot?
P: Oh gosh, high school? I'm 34 now.
D: Are you on any blood thinners?
P: No. I take birth control, that's it. And Zyrtec in the spring.
D: Any allergies?
P: Latex. My skin gets red and itchy.
D: Any medical problems? Diabetes?
P: No. My mom's diabetic, but I'm not.
D: All right. Your blood pressure is 132 over 84, pulse 88. Let's look. There is a three-centimeter laceration across the left palm at the base of the index finger. It's about five millimeters deep, edges are clean. No tendon visible. You can flex at both joints against resistance. Two-point is decreased on the thumb side of the index finger, normal on the other side. Cap refill is under two seconds. No glass or foreign body.
P: I can't look at it.
D: The X-ray doesn't show any fracture or foreign body.
P: Okay.
D: So you have a hand laceration with, I think, an injury to the digital nerve. The tendon seems fine. I'm going to numb it with lidocaine and wash it out, and put in some stitches.
P: Okay.
D: I put in five stitches, 4-0 nylon. You did great. You're getting a tetanus shot today. I'd like the hand surgeon to see you within a week for the nerve. I'll call Dr. Ruiz's office today.
P: Will the feeling come back?
D: It may, over months, if it's repaired. Keep it dry for 24 hours, then wash with soap and water. No dishes, no gym with that hand. Ibuprofen 600 every six hours with food for pain. I don't think you need antibiotics. Stitches come out in ten to twelve days. Come back right away for redness, pus, fever, or if you can't bend the finger.
P: Got it.
`,
  must: [
    ['subjective', /cut|laceration/i],
    ['subjective', /2 hours ago/i],
    ['subjective', /dead|numb/i],
    ['subjective', /not on any blood thinners|denies[^.]*blood thinners/i],
    ['subjective', /birth control/i],
    ['subjective', /latex/i],
    ['subjective', /right[- ]handed/i],
    ['subjective', /tetanus/i],
    ['objective', /132\/84/],
    ['objective', /laceration across the left palm/i],
    ['objective', /5 mm deep/i],
    ['objective', /no tendon visible/i],
    ['objective', /flex at both joints/i],
    ['objective', /decreased on the thumb side/i],
    ['objective', /cap(illary)? refill/i],
    ['objective', /(no|not)[^.]*fracture/i],
    ['assessment plan', /hand laceration/i],
    ['assessment plan', /digital nerve/i],
    ['plan', /five stitches|5 stitches/i],
    ['plan', /tetanus/i],
    ['plan', /ibuprofen 600 every 6 hours/i],
    ['plan', /no antibiotics/i],
    ['plan', /remove stitches in 10 to 12 days/i],
    ['plan', /dry for 24 hours/i],
    ['plan', /come back right away for redness/i],
    ['plan', /hand surgeon/i],
  ],
  never: [
    ['subjective', /^(?!.*(denies|no|mother)).*diabetes/im],
    ['plan', /start antibiotics/i],
    ['any', /right (palm|hand) (laceration|cut)/i],
    ['any', /\bI\b|\byou(r)?\b/],
  ],
};
