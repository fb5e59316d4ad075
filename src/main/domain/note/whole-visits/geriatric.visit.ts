import type { WholeVisit } from './whole-visit.ts';

export const geriatric: WholeVisit = {
  name: 'A daughter in the room',
  script: `
D: Good afternoon, Mr. Trial. And this is your daughter?
O: Yes, I'm Claire. I'm the one who made the appointment.
D: What's been going on?
P: Nothing. She worries.
O: Dad fell on Tuesday, in the bathroom. He hit his head.
D: Did you pass out?
P: No, I slipped on the mat, that's all.
D: Any headache since?
P: No. My left hip is sore, though.
O: And he's been more confused, for about a month. He left the stove on twice.
P: Once.
O: Twice, Dad.
D: Are you on any blood thinners?
P: Just the baby aspirin.
D: What else are you taking?
O: Donepezil, ten milligrams at night, and amlodipine five. He was on oxybutynin for the bladder but the pharmacist said to stop it, so I stopped it last week.
D: Okay, good. Any trouble with urination, burning?
P: I go a lot at night. Four times. No burning.
D: How's your walking, do you use the walker?
P: When I remember.
D: Do you drink?
P: A beer with the ballgame.
O: I have migraines myself so I don't keep any alcohol in the house.
D: Let me examine you. Blood pressure lying down is one forty over eighty, standing it's one eighteen over seventy, so it drops. There's a small bruise over the left forehead, no laceration. Pupils are equal. Strength is five out of five everywhere. The left hip has good range of motion, tender over the trochanter. Gait is slow and a bit wide.
D: On the memory test you scored nineteen out of thirty. It was twenty three last year.
D: So he had a mechanical fall, with a hip contusion. I don't think it's broken, but I want an x-ray of the left hip to be sure. Because of the head and the confusion I'd like a CT of the head without contrast today.
D: His blood pressure drops when he stands, that's orthostatic hypotension, so let's cut the amlodipine to two and a half.
D: The dementia is a bit worse. Let's check a B12, a TSH and a urine. I'll refer him for home physical therapy and a home safety evaluation.
O: Should he be driving?
D: No. No driving until we've talked again.
P: That's ridiculous.
D: Let's see him back in two weeks. If he gets a bad headache, vomits, or gets sleepier, take him to the emergency room.
`,
  must: [
    ['subjective', /fell|fall/i],
    ['subjective', /(hit|struck)[^.]*head/i],
    ['subjective', /denies[^.]*(loss of consciousness|syncope|passing out)|did not (pass out|lose consciousness)/i],
    ['subjective', /denies[^.]*headache/i],
    ['subjective', /left hip/i],
    ['subjective', /confus/i],
    ['subjective', /month/i],
    ['subjective', /stove/i],
    ['subjective', /aspirin/i],
    ['subjective', /donepezil[^.]*10 mg/i],
    ['subjective', /amlodipine[^.]*5/i],
    ['subjective', /oxybutynin[^.]*(stop|discontinu)|(stop|discontinu)[^.]*oxybutynin/i],
    ['subjective', /(nocturia|night)/i],
    ['subjective', /denies[^.]*(dysuria|burning)/i],
    ['subjective', /beer|alcohol/i],
    ['objective', /140\/80/],
    ['objective', /118\/70/],
    ['objective', /bruise|ecchymosis|contusion/i],
    ['objective', /5\/5/],
    ['objective', /trochanter/i],
    ['any', /19\/30|19 out of 30/],
    ['assessment plan', /contusion/i],
    ['assessment plan', /orthostatic hypotension/i],
    ['assessment plan', /dementia[^.]*worse/i],
    ['plan', /x-ray[^.]*left hip|left hip[^.]*x-ray/i],
    ['plan', /CT[^.]*head/i],
    ['plan', /amlodipine[^.]*2\.5/i],
    ['plan', /B12/],
    ['plan', /physical therapy/i],
    ['plan', /driv/i],
    ['plan', /2 weeks/i],
    ['plan', /emergency/i],
  ],
  never: [
    ['any', /(patient|he|his)[^.]*migraine/i],
    ['assessment plan', /hip fracture/i],
    ['subjective', /takes[^.]*oxybutynin/i],
    ['plan', /(continue|start)[^.]*oxybutynin/i],
    ['any', /reports (loss of consciousness|syncope)/i],
    ['any', /Claire/],
    ['any', /ridiculous/],
    ['any', /\bI\b|\byou(r)?\b|\bDad\b/],
  ],
};
