import type { WholeVisit } from './whole-visit.ts';

export const annual: WholeVisit = {
  name: 'A yearly check with little said',
  script: `
D: Good morning. Any concerns today, or just the physical?
P: Just the physical. Well, my knee clicks, but it doesn't hurt.
D: Which one?
P: The left.
D: Okay. Any changes in your health since last year?
P: I had my gallbladder out in March.
D: How did that go?
P: Fine. No problems since.
D: What medicines are you taking?
P: Levothyroxine, eighty eight micrograms, every morning on an empty stomach. And vitamin D.
D: Still allergic to codeine?
P: Yes, it makes me itch.
D: How's the diet and exercise?
P: I walk thirty minutes most days. The diet could be better.
D: Alcohol?
P: Two glasses of wine a week.
D: Tobacco?
P: Never.
D: When was your last mammogram?
P: Last fall, it was normal. And I had a colonoscopy at fifty, they took out one polyp and said come back in five years.
D: So that's due next year. Sleeping okay? Mood?
P: I sleep fine. Mood's good.
D: Any chest pain, shortness of breath, changes in your bowels?
P: No, no, no.
D: Your blood pressure is one twenty four over seventy six. Your weight's one hundred forty one. Thyroid feels normal, no nodules. Heart's regular. Lungs clear. Abdomen is soft, the scars are well healed. The left knee has some crepitus, no swelling.
D: So your labs: TSH is two point one. A1c is five point eight, that's just into the prediabetes range. LDL is one hundred twenty two.
D: So the thyroid is well controlled, stay on the same dose. The prediabetes, let's work on cutting the sugar, and recheck the A1c in six months. The knee is just crepitus, nothing to do unless it hurts.
D: I'd recommend the shingles vaccine.
P: I'll think about that one.
D: Alright. And the pneumonia shot today?
P: Sure, yes.
D: Great, see you in a year.
`,
  must: [
    ['any', /left knee/i],
    ['subjective', /(cholecystectomy|gallbladder)[^.]*March/i],
    ['subjective', /levothyroxine[^.]*88 mcg/i],
    ['subjective', /vitamin D/i],
    ['subjective', /codeine[^.]*itch|itch[^.]*codeine/i],
    ['subjective', /walk[^.]*30 minutes/i],
    ['subjective', /(wine|alcohol)/i],
    ['subjective', /(never|denies|no)[^.]*(tobacco|smok)|tobacco[^.]*never/i],
    ['any', /mammogram[^.]*normal/i],
    ['any', /colonoscopy/i],
    ['any', /polyp/i],
    ['subjective', /denies[^.]*chest pain/i],
    ['objective', /124\/76/],
    ['objective', /141/],
    ['objective', /thyroid[^.]*(normal|no nodules)|no nodules/i],
    ['objective', /abdomen[^.]*soft/i],
    ['objective', /crepitus/i],
    ['objective', /TSH[^.]*2\.1/],
    ['objective', /A1c[^.]*5\.8/i],
    ['objective', /LDL[^.]*122/],
    ['assessment plan', /prediabetes/i],
    ['assessment plan', /thyroid[^.]*well[ -]controlled/i],
    ['plan', /A1c[^.]*6 months/i],
    ['plan', /(pneumo)/i],
    ['any', /(year)/i],
  ],
  never: [
    ['plan', /(give|administer|recommend(?!.*(consider|declin|think)))[^.]*shingles vaccine today/i],
    ['any', /left knee pain/i],
    ['any', /ros(otherwise)? negative|all other systems/i],
    ['objective', /(HEENT|skin|neuro)[^.]*normal/i],
    ['any', /takes[^.]*codeine/i],
    ['any', /\bI\b|\byou(r)?\b/],
  ],
};
