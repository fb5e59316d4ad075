import type { WholeVisit } from './whole-visit.ts';

export const migraine: WholeVisit = {
  name: 'Headaches, told the long way round',
  script: `
D: So what's going on with these headaches?
P: Well, they've been coming more. I used to get them maybe once a month and now it's like twice a week.
D: Since when has it been that often?
P: Since around Labor Day, when I changed jobs.
D: Can you describe one for me?
P: It starts behind my left eye, it's throbbing, and then it sort of takes over the whole side. Light kills me. I have to lie down in the dark.
D: How bad does it get?
P: Eight, nine out of ten.
D: And how long do they last?
P: If I don't catch it, all day.
D: Do you throw up with them?
P: Sometimes. I'm always nauseous.
D: Do you see anything beforehand, zigzags, flashing lights?
P: No. My sister gets those.
D: Any weakness on one side or trouble speaking?
P: No, never.
D: Anything that sets them off?
P: Red wine. And not sleeping. I was drinking four cups of coffee, I'm down to two.
D: What do you take?
P: Excedrin, probably four days a week. It used to work.
D: Have you tried anything like sumatriptan?
P: Years ago, it made my chest feel tight, so I never took it again.
D: Are you on birth control?
P: Yes, the pill, the combined one.
D: High blood pressure, heart disease?
P: No. My mom had a stroke at sixty.
D: Do you smoke?
P: I vape a little.
D: Okay. Your pressure's one twenty two over seventy eight. Pupils are equal and reactive, the eye movements are full, fundi are sharp. Cranial nerves are intact, strength and reflexes are symmetric, and your gait is normal. Neck is supple.
D: This sounds like migraine without aura, and I think some of it is medication overuse from the Excedrin. I don't see anything to make me worry about a tumor, so no scan for now.
P: That's a relief.
D: Let's stop the Excedrin. For prevention I'd like to start propranolol, twenty milligrams twice a day. Do you have asthma?
P: I did as a kid, and I still have an inhaler.
D: Then not propranolol. Let's do topiramate, twenty five milligrams at night for a week and then fifty. It can make your fingers tingle. For the bad ones, since sumatriptan bothered you, we'll try ubrogepant, fifty milligrams as needed.
D: Keep a headache diary. If you ever get the worst headache of your life, or weakness or numbness, call 911. I'll see you in six weeks.
`,
  must: [
    ['subjective', /headache/i],
    ['subjective', /twice (a|per) week|2 times (a|per) week/i],
    ['subjective', /Labor Day/i],
    ['subjective', /left eye/i],
    ['subjective', /throbbing/i],
    ['subjective', /(photophobia|light)/i],
    ['subjective', /[89]\/10/],
    ['subjective', /nausea|nauseous|nauseated/i],
    ['subjective', /vomit/i],
    ['subjective', /denies[^.]*(aura|zigzag|flashing|visual|weakness)/i],
    ['subjective', /red wine/i],
    ['subjective', /Excedrin[^.]*4 days/i],
    ['subjective', /sumatriptan/i],
    ['subjective', /birth control|contracepti/i],
    ['subjective', /mother[^.]*stroke/i],
    ['subjective', /vap(e|ing)/i],
    ['subjective', /asthma/i],
    ['objective', /122\/78/],
    ['objective', /pupils/i],
    ['objective', /neck[^.]*supple/i],
    ['assessment plan', /migraine without aura/i],
    ['assessment plan', /medication overuse/i],
    ['plan', /(stop|discontinue)[^.]*Excedrin/i],
    ['plan', /topiramate[^.]*25 mg/i],
    ['plan', /ubrogepant[^.]*50 mg/i],
    ['plan', /diary/i],
    ['plan', /911/],
    ['plan', /6 weeks/i],
  ],
  never: [
    ['plan', /(start|begin|prescribe|initiate)[^.]*propranolol/i],
    ['any', /(patient|she|he|they) (has|had|have) (a )?stroke/i],
    ['subjective', /reports[^.]*(aura|weakness|flashing)/i],
    ['subjective', /takes sumatriptan/i],
    ['plan', /(order|obtain|get)[^.]*(CT|MRI|scan)/i],
    ['any', /\bI\b|\byou(r)?\b/],
  ],
};
