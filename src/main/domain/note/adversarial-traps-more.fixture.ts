import type { TrapVisit } from './adversarial-traps.fixture.ts';

/** A second lot, written when the first had been learnt from, and before it was run. */
export const MORE_TRAP_VISITS: readonly TrapVisit[] = [
  {
    name: 'a grandmother who speaks of herself',
    script: `
D: So what's going on with Tyler?
P: He's had a runny nose and pulls at his ear, since Wednesday. I'm his grandma, my daughter's at work. I've got COPD myself so I have to be careful.
D: Any fever?
P: A little one, a hundred point four. I gave him Motrin.
D: Is he eating?
P: Not much, but he's drinking.
D: Does anyone smoke at home?
P: I used to, not anymore, and never around him.
D: The right ear drum is red and bulging. The left one's fine. So that's an ear infection on the right. Amoxicillin, twice a day for ten days.`,
    must: [/runny nose|rhinorrhea|nasal/i, /right/i],
    hoped: [/100\.4/, /amoxicillin/i, /10 days/],
    never: [
      /(he|patient|Tyler)[^.]*(has|with|history of)[^.]*COPD/i,
      /COPD\.$/m,
      /left (ear|tympanic)[^.]*(red|bulging|infect)/i,
      /former smoker|used to smoke/i,
    ],
  },
  {
    name: 'a patient who is a nurse and speaks of her patients',
    script: `
D: How's work?
P: Crazy, I'm on the cardiac floor, everybody's got heart failure and pneumonia right now.
D: And how are you?
P: My back is out. Lower back, left side, since I lifted a guy on Friday.
D: Down the leg?
P: No, just the back.
D: Numbness, tingling, trouble with the bladder?
P: None of that.
D: What are you taking?
P: Flexeril from my sister's stash, one, it knocked me out. And Aleve, two in the morning.
D: You're tight in the left paraspinals, straight leg raise is negative. It's a lumbar strain. Keep the Aleve, don't use your sister's Flexeril. I'll write you a note for light duty for a week.`,
    must: [/back/i, /left/i, /(Aleve|naproxen)/i, /strain/i],
    hoped: [/Friday/i, /denies[^.]*numbness/i],
    never: [
      /heart failure/i,
      /pneumonia/i,
      /^(?!.*\bnot\b).*(start|continue|prescribe)[^.]*(Flexeril|cyclobenzaprine)/im,
      /radiat[^.]*leg(?<!not radiate[^.]*leg)/i,
      /right (?!now)/i,
    ],
  },
  {
    name: 'what the internet and the ex-husband say',
    script: `
D: What's on your mind today?
P: My ex says I'm bipolar, and TikTok says I have ADHD.
D: What do you think?
P: I think I'm just exhausted. I get maybe four hours with the baby.
D: How old is the baby?
P: Five months.
D: Any crying spells, feeling hopeless?
P: I cry sometimes, not hopeless.
D: Thoughts of hurting yourself or the baby?
P: God, no.
D: Your score on the depression form is six, that's low. I don't think this is bipolar, and I don't think it's ADHD. You're sleep deprived. Let's see if your mom can take two nights a week, and check the thyroid and the iron.`,
    must: [/(thyroid|TSH)/i, /iron|ferritin/i],
    hoped: [/4 hours/, /denies[^.]*(hurting|harm|suicid|hopeless)/i],
    never: [
      /(has|diagnosed with|history of|:)[^.]*bipolar(?<!not[^.]*bipolar)/i,
      /^(?!.*\b(?:not|no|doubt|unlikely|denies|says)\b).*(bipolar|ADHD)/im,
      /^(?!.*\bden).*(hopeless|thoughts of hurting)/im,
    ],
  },
  {
    name: 'a stop that is not a stop',
    script: `
D: You had trouble with the Wellbutrin?
P: No, that was the Zoloft, I stopped that one last year. The Wellbutrin's good.
D: How much are you on?
P: A hundred and fifty, once in the morning.
D: And you were going to stop smoking.
P: I stopped for two weeks, then my mother got sick and I started again. Half a pack.
D: What did your mother have?
P: A stroke. She's home now.
D: Okay. Let's not stop the Wellbutrin, it may help. I'd add the patch, twenty one milligrams. Set a new date.`,
    must: [/mother[^.]*stroke/i],
    hoped: [/(Wellbutrin|bupropion)[^.]*150/i, /half|0\.5 pack|1\/2/i, /patch/i, /21 mg/i],
    never: [
      /^Stroke\.$/m,
      /stop(ped)?[^.]*(Wellbutrin|bupropion)/i,
      /(takes|continue|start)[^.]*(Zoloft|sertraline)/i,
      /(patient|he|she|they) had a stroke/i,
      /former smoker|quit smoking(?! date)/i,
    ],
  },
  {
    name: 'doses and days that are not the same',
    script: `
D: The strep is positive. I'm going to give you penicillin, five hundred milligrams, two times a day for ten days.
P: Last time it was amoxicillin for seven days.
D: That works too, but we'll do penicillin for ten.
P: Can I take the leftover amoxicillin?
D: No, throw that out.
P: And my throat, for the pain?
D: Ibuprofen, four hundred every six hours, with food, no more than three days.
P: When can I go back to work?
D: After twenty four hours on the antibiotic, if you have no fever.`,
    must: [/penicillin[^.]*500 mg/i, /10 days/],
    hoped: [/ibuprofen[^.]*400/i, /24 hours/],
    never: [
      /(start|take|prescribe|continue)[^.]*amoxicillin/i,
      /penicillin[^.]*7 days/i,
      /^(?!.*\b(?:if|no|without)\b).*fever/im,
    ],
  },
  {
    name: 'an operation that was somebody else, and one to come',
    script: `
D: What surgeries have you had?
P: Just the wisdom teeth. My brother had his gallbladder out and nearly died.
D: Well, let's not scare you. So the pain, where is it?
P: Up here on the right, after I eat, for two months. It goes into my back.
D: Nausea?
P: Yes. No throwing up.
D: Your ultrasound shows stones, the wall is not thickened. This is gallstones, I'd like you to see Dr. Ruiz about taking the gallbladder out. If you get a fever or turn yellow, go to the ER.`,
    must: [/stones/i, /Ruiz|surg/i, /nausea/i],
    hoped: [/wisdom/i, /right/i, /2 months/],
    never: [
      /(history of|status post|underwent|had)[^.]*(cholecystectomy|gallbladder (?:out|removed|removal))(?<!brother[^.]*)/i,
      /^(?!.*\bif\b).*(jaundice|turns? yellow|fever)/im,
      /reports[^.]*vomiting/i,
      /died(?<!nearly died)/i,
    ],
  },
  {
    name: 'blood pressure told by many',
    script: `
D: The nurse got one fifty two over ninety.
P: At home it's one twenty something. My husband's was one sixty and he felt fine.
D: Let me repeat it. One thirty four over eighty two. Better.
P: I was rushing.
D: Any headaches?
P: No.
D: I won't change the losartan, stay on the fifty. Bring your cuff next time. Goal is under one thirty over eighty.`,
    must: [/cuff/i, /denies[^.]*headache/i],
    hoped: [/134\/82/, /losartan[^.]*50/i],
    never: [/160/, /(increase|change)[^.]*losartan(?<!no[^.]*losartan)/i, /(pressure|BP)[^.]*: 130\/80/i],
  },
  {
    name: 'an ellipsis, and an answer to the question before',
    script: `
D: Are you having pain in the hip, or the knee?
P: The knee.
D: Left?
P: Mm-hmm.
D: And the other knee?
P: Fine.
D: Worse going up or down?
P: Down.
D: Morning stiffness?
P: Ten minutes, tops.
D: Locking?
P: Nope.
D: Giving way?
P: Once, in May.
D: The left knee has crepitus, no effusion. I suspect patellofemoral pain. Physical therapy, six weeks, and ice.`,
    must: [/left/i, /knee/i, /crepitus/i],
    hoped: [/patellofemoral/i, /physical therapy/i, /6 weeks/],
    never: [/hip pain/i, /right knee[^.]*pain/i, /bilateral knee/i, /(reports|has)[^.]*locking/i],
  },
  {
    name: 'a hypothetical trip and a future baby',
    script: `
P: I want to get pregnant next year, so I figured I'd check in.
D: Great. Any pregnancies before?
P: None.
D: What do you take?
P: Just the pill, and Accutane, but I finished that in June.
D: Good, that needs to be out of your system. If you were to get pregnant on it, that would be a serious problem.
P: We might go to Brazil, is Zika still a thing?
D: It is, so we'd plan around that. Start folic acid, four hundred micrograms a day. I'll check your rubella and varicella titers.`,
    must: [/folic acid[^.]*400/i],
    hoped: [/rubella/i, /varicella/i, /(pill|contracepti)/i],
    never: [
      /(is|currently) pregnant(?<!not[^.]*pregnant)/i,
      /Zika/i,
      /^Pregnancy\.$/m,
      /^Isotretinoin\.$/m,
      /(takes|continue|taking)[^.]*(Accutane|isotretinoin)/i,
      /(traveled|travelled|returned|recent travel)/i,
      /400 mg/i,
    ],
  },
  {
    name: 'running speech with a change of mind on the side',
    script: `
D: tell me where it hurts
P: it's my left no hold on i always mix these up it's the right side the right side of my face
D: okay right side and is it the tooth
P: no the dentist looked friday she said the teeth are good it's like electric when i chew or the wind hits it
D: how often
P: ten times a day and it lasts maybe a second or two
D: any numbness any rash
P: no
D: this sounds like trigeminal neuralgia on the right i'm gonna start carbamazepine a hundred milligrams twice a day and get an mri of the brain
P: my aunt had shingles on her face is it that
D: no there's no rash so i don't think it's shingles`,
    must: [/right/i, /trigeminal neuralgia/i, /carbamazepine[^.]*100 mg/i, /MRI/i],
    hoped: [/electric/i, /10 times/],
    never: [
      /left (side|face|trigeminal)/i,
      /^(?!.*\b(?:not|no|aunt|denies)\b).*(shingles|herpes zoster)/im,
      /(tooth|dental) (pain|abscess)/i,
      /reports[^.]*(numbness|rash)/i,
    ],
  },
  {
    name: 'a refusal, and a counter-offer',
    script: `
D: You're due for the colonoscopy.
P: Absolutely not, I'm not doing that prep again.
D: What about the stool test, the one in the mail?
P: That I'd do.
D: And the shingles vaccine, and the pneumonia one?
P: Shingles yes, pneumonia no. I had that one two years ago.
D: Right, I see it. So Cologuard and Shingrix. The flu shot?
P: Got it at the pharmacy.`,
    must: [],
    hoped: [
      /(Cologuard|stool)/i,
      /(shingles|Shingrix|zoster)/i,
      /(declin|refus|does not want)[^.]*colonoscopy|colonoscopy[^.]*(declin|refus)/i,
    ],
    never: [
      /^Shingles\.$/m,
      /(schedule|order|obtain|refer)[^.]*colonoscopy/i,
      /(give|administer|order|due for)[^.]*pneumo/i,
      /history of (shingles|pneumonia)/i,
      /(has|had) (shingles|pneumonia)\b(?! vacc)/i,
    ],
  },
  {
    name: 'a list of drugs read from bottles, one of them the wife’s',
    script: `
D: Did you bring your bottles?
P: I did. Metoprolol, twenty five, twice a day. Atorvastatin, forty, at night. This one's hydroxyzine, oh, that's my wife's.
D: Okay, put that one back. Anything else?
P: I used to have Plavix but the stent doctor took me off in January.
D: So just the aspirin now?
P: Aspirin eighty one, yep.
D: Any chest pain?
P: Not since the stent.
D: Heart sounds good, no swelling. I'll keep everything the same and see you in six months.`,
    must: [/metoprolol[^.]*25/i, /atorvastatin[^.]*40/i, /aspirin[^.]*81/i, /6 months/],
    never: [
      /hydroxyzine/i,
      /(takes|continue|taking)[^.]*(Plavix|clopidogrel)/i,
      /(?<!no |denies )chest pain(?![^.]*since)/i,
    ],
  },
  {
    name: 'a well child, and a cousin with measles',
    script: `
D: How's she doing?
P: Great, she's crawling, pulling up. She's nine months.
D: Sleeping?
P: Up once to nurse.
D: Any worries?
P: Her cousin in Ohio had the measles, should we get her the shot early?
D: Not unless you travel there. Any reactions to her six month shots?
P: A fever for a day, a hundred and one, then fine.
D: She's nineteen pounds, sixtieth percentile. Heart, lungs, hips, all normal. Flu shot today. Start the toothbrush, no juice, and keep the car seat facing back.`,
    must: [/19/],
    hoped: [/crawl/i, /flu/i],
    never: [
      /(has|had|diagnosed)[^.]*measles(?<!cousin[^.]*)/i,
      /^Measles\.$/m,
      /^Fever\.$/m,
      /(give|start|needs)[^.]*(MMR|measles)/i,
      /reports fever\.$/im,
    ],
  },
  {
    name: 'a breast lump, the other breast long ago, and the fear of it',
    script: `
D: Tell me about the lump.
P: It's in the left breast, I felt it in the shower two weeks ago. I'm terrified it's cancer, my mother died of it at forty nine.
D: I understand. Any pain, any discharge?
P: It's a little sore before my period. No discharge.
D: And you had one before?
P: On the right, in twenty ten, that was a fibroadenoma, they left it.
D: Okay. On the left at two o'clock there's a one centimeter smooth mobile lump. The right is unremarkable. No nodes. I think it's a fibroadenoma again, but with your family history I'd like a diagnostic mammogram and an ultrasound on the left.`,
    must: [/2 weeks/, /mammogram/i, /ultrasound/i],
    hoped: [/left breast/i, /mother/i, /1 cm/],
    never: [
      /(has|history of|diagnosed with)[^.]*breast cancer(?<!mother[^.]*)/i,
      /^(Breast )?cancer\.$/im,
      /right breast[^.]*(1 cm|lump|mass)\b(?![^.]*2010)/i,
      /ultrasound[^.]*right/i,
      /reports[^.]*discharge/i,
    ],
  },
  {
    name: 'a fall that was dreamt and one that was not',
    script: `
D: Your daughter's worried about falls, Mr. Quill.
P: She worries about everything. I tripped once, on the rug, last month, I didn't hit anything.
D: Any other falls this year?
P: I dreamt I fell off the roof, does that count?
D: Ha, no. Dizzy when you stand?
P: Sometimes, if I'm quick about it.
D: Do you use the cane?
P: The cane's for my brother. I don't need one.
D: Your pressure drops from one thirty to one oh eight when you stand. I'd like to cut the tamsulosin, or take it at bedtime at least. And get rid of that rug.`,
    must: [/(dizz|lighthead)/i, /tamsulosin/i],
    hoped: [/trip/i],
    never: [/roof/i, /(uses|with) (a |the )?cane/i, /hit (his|their) head/i, /increase[^.]*tamsulosin/i],
  },
  {
    name: 'a telephone visit with a bad line',
    script: `
D: Can you hear me? Hello?
P: You broke up. I said the burning is back when I pee.
D: Burning when you pee, okay. Fever, back pain?
P: No and no.
D: Are you pregnant or could you be?
P: No, I had a hysterectomy.
D: Last time it was Macrobid that worked?
P: The Macrobid made me sick, it was the Keflex that worked.
D: Okay, Keflex, five hundred, twice a day for five days. If you get a fever or pain in the back, call us the same day. Drop off a urine before you start it.`,
    must: [/(burning|dysuria)/i, /hysterectomy/i],
    hoped: [/(Keflex|cephalexin)[^.]*500/i, /5 days/, /urine/i],
    never: [
      /(start|prescribe|take)[^.]*(Macrobid|nitrofurantoin)/i,
      /^(?!.*\b(?:if|denies|no)\b).*(fever|back pain)/im,
      /(is|may be) pregnant/i,
    ],
  },
  {
    name: 'a scribe’s worst minute: two people speak of two knees',
    script: `
D: So which knee are we doing today?
P: Mine's the left, his is the right. He's here next, that's my husband.
D: Okay, you first. How's the left after the injection?
P: Eighty percent better. I can do the stairs.
D: Any swelling?
P: Not anymore.
D: And your husband had his replaced?
P: In March, the right one, he had an infection after and was in the hospital a week.
D: Sorry to hear it. For you, full extension, no effusion. Keep up the exercises and come back if it flares. No more shots for now.`,
    must: [/exercise/i],
    hoped: [/left/i, /(80|better|improv)/i, /no effusion/i],
    never: [
      /right knee/i,
      /(had|history of|underwent)[^.]*(replace|arthroplasty)(?<!husband[^.]*)/i,
      /infection(?<!husband[^.]*)/i,
      /hospital(?<!husband[^.]*)/i,
    ],
  },
];
