import type { WholeVisit } from './whole-visit.ts';

export const chest: WholeVisit = {
  name: 'Chest pain, no punctuation',
  chart: {
    patient: { name: 'Theo Placeholder', sex: 'male', birthDate: '1968-11-02' },
    problems: [{ text: 'Hypertension' }, { text: 'Hyperlipidemia' }],
    medications: [
      { text: 'lisinopril 10 mg daily', dose: '10 mg' },
      { text: 'atorvastatin 20 mg', dose: '20 mg' },
    ],
    allergies: [{ text: 'Aspirin', reaction: 'wheezing' }],
    observations: [],
  },
  script: `
D: good morning so they tell me you've been having some chest pain
P: yeah it's more of a pressure it comes when i walk up the hill to my house
D: how long has that been happening
P: i'd say about three weeks
D: and when you stop
P: it goes away in like five minutes
D: does it go anywhere your arm your jaw
P: sometimes into my left arm not the jaw
D: do you get short of breath with it or sweaty
P: short of breath yeah not sweaty
D: any of this at rest or at night
P: no never
D: okay you take lisinopril twenty
P: twenty yeah
D: and the atorvastatin
P: i stopped that one in the summer my legs ached
D: do you smoke
P: quit when my son was born so like twenty years
D: your dad had bypass surgery
P: at fifty five and my brother just got a stent
D: okay let me listen heart is regular i don't hear any murmur lungs are clear no swelling in the legs blood pressure is one forty six over ninety two heart rate eighty two
D: the ekg is normal sinus rhythm no st changes the cholesterol from last week ldl one sixty eight
D: so i'm concerned this is angina i want you to have a stress test with the cardiologist this week
D: i'd usually start aspirin but with your allergy i'm gonna put you on clopidogrel seventy five milligrams once a day
D: go up on the lisinopril to forty and let's try rosuvastatin five milligrams at night instead of the atorvastatin
D: i'll give you nitroglycerin point four under the tongue if the pain comes one every five minutes up to three and call nine one one if it doesn't go away
P: can i still play golf
D: no golf and no hills until you've had the test and i'll see you right after that
`,
  must: [
    ['subjective', /chest (pain|pressure)/i],
    ['subjective', /pressure/i],
    ['subjective', /3 weeks/i],
    ['subjective', /(walk|hill|exert)/i],
    ['subjective', /(5 minutes|resolves|goes away|rest)/i],
    ['subjective', /left arm/i],
    ['subjective', /(dyspnea|short(ness)? of breath)/i],
    ['subjective', /denies[^.]*(diaphoresis|sweat)|no(t)? (diaphoresis|sweat)/i],
    ['subjective', /lisinopril[^.]*20/i],
    ['subjective', /(stopped|discontinued)[^.]*atorvastatin|atorvastatin[^.]*(stopped|discontinued)/i],
    ['subjective', /quit[^.]*20 years|20 years/i],
    ['subjective', /father[^.]*bypass/i],
    ['subjective', /brother[^.]*stent/i],
    ['objective', /146\/92/],
    ['objective', /82/],
    ['objective', /no murmur|murmur/i],
    ['objective', /lungs[^.]*clear/i],
    ['objective', /sinus rhythm/i],
    ['objective', /LDL[^.]*168/i],
    ['assessment plan', /angina/i],
    ['plan', /stress test/i],
    ['plan', /clopidogrel[^.]*75 mg/i],
    ['plan', /lisinopril[^.]*40/i],
    ['plan', /rosuvastatin[^.]*5 mg/i],
    ['plan', /nitroglycerin[^.]*0\.4/i],
    ['plan', /911/],
    ['plan', /(golf|hills)/i],
  ],
  never: [
    ['plan', /(start|take|prescribe|initiate|begin)[^.]*aspirin/i],
    ['any', /(patient|he) (has|had|underwent)[^.]*(bypass|stent)/i],
    ['subjective', /(reports|has)[^.]*(jaw pain|diaphoresis)/i],
    ['subjective', /takes[^.]*atorvastatin/i],
    ['any', /nine one one|gonna|one forty six|point four/i],
    ['any', /\bi\b|\bI\b|\byou(r)?\b/],
  ],
};
