import type { WholeVisit } from './whole-visit.ts';

export const thyroid: WholeVisit = {
  name: 'A nodule in the neck, told without a full stop',
  script: `
D: so you're here for the thyroid right
P: yeah my primary sent me um they found a lump when they did an ultrasound of my my neck arteries
D: okay did you notice it yourself
P: no not at all
D: any trouble swallowing or hoarseness
P: no swallowing's fine my voice gets scratchy but i talk all day i'm a teacher
D: any radiation to the neck as a child
P: not that i know of
D: anyone in the family with thyroid cancer
P: my grandmother had a goiter no cancer though
D: how's your energy and weight
P: i'm exhausted and i've put on fifteen pounds this year and i'm cold all the time
D: constipation
P: a little yeah
D: are your periods regular
P: they've been heavier like every three weeks
D: what medicines are you taking
P: i take biotin for my hair and um sertraline a hundred
D: how long have you been on the biotin
P: six months maybe it's the ten thousand one
D: okay do you smoke or drink
P: no neither
D: alright let me feel your neck go ahead and swallow okay the thyroid is a little enlarged there's a nodule on the right about two centimeters it's firm it moves when you swallow i don't feel any lymph nodes heart is regular reflexes are a little slow skin is dry no tremor
P: does it feel bad
D: it feels like most of them the ultrasound report says a two point one centimeter solid nodule in the right lobe hypoechoic with some tiny calcifications tirads five and a smaller one on the left eight millimeters that's just a cyst your tsh was six point two and the free t4 was normal at one point one
P: okay is it cancer
D: most are not but with those calcifications i want to do a needle biopsy we'll do it here next tuesday stop the biotin because it messes with the thyroid tests and we'll repeat the tsh with tpo antibodies in four weeks
P: okay
D: i think you may have hashimoto's which would explain the fatigue and the weight i'm not going to start levothyroxine until we repeat it
P: makes sense
D: if the biopsy is benign we repeat the ultrasound in a year if it's suspicious i'll send you to the surgeon call me if the neck swells up or you have trouble breathing after the biopsy i'll call you with the results in about a week
P: okay thank you
`,
  must: [
    ['subjective', /(exhausted|fatigue)/i],
    ['subjective', /15 pounds/i],
    ['subjective', /cold/i],
    ['subjective', /denies[^.]*(dysphagia|swallow)/i],
    ['subjective', /heavier|heavy/i],
    ['subjective', /biotin/i],
    ['subjective', /6 months/i],
    ['subjective', /sertraline[^.]*100/i],
    ['subjective', /goiter/i],
    ['subjective', /teacher/i],
    ['subjective', /constipation/i],
    ['objective', /thyroid[^.]*enlarged/i],
    ['objective', /nodule on the right[^.]*2 cm/i],
    ['objective', /no[^.]*lymph nodes/i],
    ['objective', /reflexes are slightly slow/i],
    ['objective', /no tremor/i],
    ['objective', /2\.1 cm solid nodule in the right lobe/i],
    ['objective', /8 mm/i],
    ['objective', /TSH: 6\.2/i],
    ['objective', /free T4: 1\.1/i],
    ['assessment plan', /Hashimoto/i],
    ['plan', /biopsy[^.]*next Tuesday/i],
    ['plan', /stop biotin/i],
    ['plan', /repeat the TSH[^.]*4 weeks/i],
    ['plan', /not start levothyroxine/i],
    ['plan', /if the biopsy is benign[^.]*ultrasound in a year/i],
    ['plan', /if it is suspicious[^.]*surgeon/i],
    ['plan', /call[^.]*if the neck swells/i],
  ],
  never: [
    ['plan', /^(?!.*\bnot\b).*start levothyroxine/im],
    ['plan', /^(?!.*\bif\b).*refer to a surgeon/im],
    ['subjective', /thyroid cancer(?!.*(no|denies))/i],
    ['subjective', /denies[^.]*radiating pain/i],
    ['any', /nodule on the left[^.]*2(\.1)? cm/i],
    ['any', /\bI\b|\byou(r)?\b/],
  ],
};
