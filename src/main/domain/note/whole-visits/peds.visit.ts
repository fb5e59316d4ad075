import type { WholeVisit } from './whole-visit.ts';

export const peds: WholeVisit = {
  name: 'A mother speaks for her child',
  script: `
D: Hi there, so this is Maya, and you're mom?
P: Yes, I'm her mother. She's four.
D: What's going on with Maya today?
P: She's been pulling at her right ear since Sunday, and she had a fever last night, a hundred and two point three.
D: Okay. Did you give her anything for it?
P: I gave her children's Tylenol, five milliliters, around nine, and it came down to ninety nine.
D: Any runny nose, cough?
P: Runny nose for about a week. No cough.
D: Vomiting or diarrhea?
P: She threw up once this morning. No diarrhea.
D: Is she drinking okay?
P: She's drinking, not really eating much.
D: Is anyone else sick at home?
P: Her brother has strep, he was diagnosed Friday.
D: Does she have any allergies?
P: Amoxicillin. She broke out in hives when she was two.
D: Are her shots up to date?
P: Yes, all of them. She hasn't had the flu shot this year though.
D: Alright, let's take a look. Her temperature is a hundred point eight, heart rate one hundred twenty. The left ear looks fine, clear. The right one, the eardrum is red and bulging, there's fluid behind it. Throat's a little red, no exudate. Lungs are clear. Belly's soft.
P: Poor thing.
D: So she has a right ear infection, otitis media. Normally I'd use amoxicillin, but since she's had hives with it I'm going to give her cefdinir instead, that's fourteen milligrams per kilogram once a day for ten days.
P: Will that be okay with the allergy?
D: It's usually fine, but stop it and call us right away if you see any hives or swelling. You can keep giving the Tylenol every six hours as needed for fever.
P: Okay. Should I keep her home from preschool?
D: Keep her home until she's been fever free for twenty four hours. I'd like to do a rapid strep since her brother has it.
P: Okay.
D: And let's see her back in two weeks to recheck that ear. If she's not better in forty eight to seventy two hours, or if she won't drink, bring her in sooner.
`,
  must: [
    ['subjective', /right ear|pulling at (her|the|their) right ear/i],
    ['subjective', /since Sunday/i],
    ['subjective', /fever.*102\.3|102\.3/i],
    ['subjective', /(Tylenol|acetaminophen).*5 ?mL|5 ?mL.*Tylenol/i],
    ['subjective', /(rhinorrhea|runny nose).*week/i],
    ['subjective', /denies[^.]*cough|no cough/i],
    ['subjective', /vomit|threw up/i],
    ['subjective', /denies[^.]*diarrhea|no diarrhea/i],
    ['subjective', /brother.*strep/i],
    ['subjective', /amoxicillin.*hives|hives.*amoxicillin/i],
    ['subjective', /up to date|immuniz|vaccin/i],
    ['objective', /100\.8/],
    ['objective', /heart rate.*120|120.*bpm/i],
    ['objective', /(right (ear|tympanic|eardrum)|right).*(red|erythematous).*bulging/i],
    ['objective', /left (ear|one|tympanic)/i],
    ['objective', /lungs.*clear/i],
    ['assessment plan', /right[^.]*otitis media|right ear infection/i],
    ['plan', /cefdinir.*14 mg/i],
    ['plan', /10 days/i],
    ['plan', /strep/i],
    ['plan', /2 weeks/i],
    ['plan', /48 (to|-) ?72 hours/i],
  ],
  never: [
    ['any', /\b(takes|prescribe|start)[^.]*amoxicillin/i],
    ['any', /(patient|she|he|they|maya) (has|have|had|reports?) strep/i],
    ['any', /the patient gave/i],
    ['any', /patient('s)? daughter/i],
    ['any', /\bI\b|\byou(r)?\b/],
  ],
};
