/**
 * What is said in `npm run eval -- vocabulary`: invented sentences, each with a drug and mostly with a dose. Every second drug belongs to the
 * half that thresholds and weights may be learned from (`bench/vocabulary-train.ts`); the other half is only ever measured on.
 */
export interface SpokenSentence {
  readonly drug: string;
  /** Number and unit as they are said. */
  readonly dose?: string;
  readonly text: string;
  readonly half: 'tuning' | 'held-out';
}

const LINES = `
lisinopril|ten milligrams|You are on lisinopril, ten milligrams every morning, is that right?
lisinopril||Since I began the lisinopril I have this dry cough.
losartan|fifty milligrams|I would like to switch you to losartan, fifty milligrams once a day.
losartan||Do you have enough losartan left at home?
amlodipine|five milligrams|My pressure pill is amlodipine, five milligrams in the evening.
amlodipine||The swelling in your ankles may come from the amlodipine.
metoprolol|twenty five milligrams|Take the metoprolol, twenty five milligrams, twice a day with food.
metoprolol||I forgot my metoprolol two days in a row.
atorvastatin|forty milligrams|For your cholesterol you take atorvastatin, forty milligrams at night.
atorvastatin||My legs have been sore since I started atorvastatin.
metformin|five hundred milligrams|Let us begin with metformin, five hundred milligrams with dinner.
metformin||The metformin upsets my stomach.
furosemide|forty milligrams|I want you to take furosemide, forty milligrams, in the morning.
furosemide||When I take the furosemide I am in the bathroom all day.
sertraline|fifty milligrams|She has been taking sertraline, fifty milligrams daily, for a year.
sertraline||Did the sertraline help with your mood?
escitalopram|ten milligrams|Please start escitalopram, ten milligrams once a day.
escitalopram||I felt sleepy on the escitalopram.
gabapentin|three hundred milligrams|He takes gabapentin, three hundred milligrams, three times a day.
gabapentin||I think the gabapentin makes me dizzy.
levothyroxine|one hundred micrograms|You take levothyroxine, one hundred micrograms, before breakfast.
levothyroxine||I ran out of my levothyroxine last week.
omeprazole|twenty milligrams|For the heartburn I will prescribe omeprazole, twenty milligrams a day.
omeprazole||I stopped the omeprazole because I felt better.
albuterol||How often do you use your albuterol inhaler?
albuterol||I used the albuterol twice last night.
montelukast|ten milligrams|Continue the montelukast, ten milligrams at bedtime.
montelukast||My son had bad dreams on montelukast.
prednisone|forty milligrams|Take prednisone, forty milligrams, for five days.
prednisone||They gave me prednisone at the urgent care.
apixaban|five milligrams|You should stay on apixaban, five milligrams twice a day.
apixaban||I bruise easily with the apixaban.
warfarin|five milligrams|My dose of warfarin is five milligrams.
warfarin||We need to check your blood because you are on warfarin.
hydrochlorothiazide|twenty five milligrams|I am adding hydrochlorothiazide, twenty five milligrams in the morning.
hydrochlorothiazide||The hydrochlorothiazide makes me thirsty.
tamsulosin||Is the tamsulosin helping with your flow?
tamsulosin|zero point four milligrams|I take my tamsulosin, zero point four milligrams, after supper.
cyclobenzaprine|ten milligrams|Try cyclobenzaprine, ten milligrams at night, for your back.
cyclobenzaprine||The cyclobenzaprine made me very drowsy.
trazodone|fifty milligrams|I take trazodone, fifty milligrams, to sleep.
trazodone||Are you still using the trazodone?
bupropion|one hundred fifty milligrams|We can raise your bupropion to one hundred fifty milligrams.
bupropion||My mouth is dry from the bupropion.
duloxetine|thirty milligrams|Start duloxetine at thirty milligrams daily.
duloxetine||The duloxetine has helped my nerve pain.
semaglutide|one milligram|I inject the semaglutide, one milligram, every Sunday.
semaglutide||I feel sick the day after my semaglutide.
empagliflozin|ten milligrams|Let us add empagliflozin, ten milligrams every morning.
empagliflozin||My insurance does not cover empagliflozin.
clopidogrel|seventy five milligrams|After the stent you take clopidogrel, seventy five milligrams a day.
clopidogrel||Please do not stop the clopidogrel.
carvedilol|twelve point five milligrams|Increase the carvedilol to twelve point five milligrams twice a day.
carvedilol||I feel tired on the carvedilol.
ibuprofen|four hundred milligrams|I took ibuprofen, four hundred milligrams, for the headache.
ibuprofen||I am allergic to ibuprofen.
azithromycin|two hundred fifty milligrams|I will give you azithromycin, two hundred fifty milligrams a day.
azithromycin||I got a rash from azithromycin.
penicillin||I am allergic to penicillin.
penicillin||As a child I had hives after penicillin.
ramipril|two point five milligrams|We will start ramipril at two point five milligrams a day.
olmesartan|twenty milligrams|Your new blood pressure tablet is olmesartan, twenty milligrams.
chlorthalidone|twelve point five milligrams|I would add chlorthalidone, twelve point five milligrams, to bring it down.
torsemide|twenty milligrams|The kidney doctor changed me to torsemide, twenty milligrams twice a day.
bumetanide|one milligram|She is on bumetanide, one milligram in the morning.
spironolactone|twenty five milligrams|How long have you taken spironolactone, twenty five milligrams?
eplerenone||I was switched to eplerenone because my chest was tender.
nebivolol|five milligrams|He takes nebivolol, five milligrams, for his pressure.
bisoprolol||My pulse is slow since I take bisoprolol.
sotalol|eighty milligrams|The heart doctor gave me sotalol, eighty milligrams twice daily.
propranolol|ten milligrams|Before a speech I take propranolol, ten milligrams.
diltiazem|one hundred twenty milligrams|Continue diltiazem, one hundred twenty milligrams once a day.
verapamil||The verapamil has made me constipated.
nifedipine|thirty milligrams|She takes nifedipine, thirty milligrams, since the pregnancy.
felodipine||Do not drink grapefruit juice with felodipine.
hydralazine|twenty five milligrams|He gets hydralazine, twenty five milligrams, three times a day.
clonidine|point one milligrams|Take the clonidine, point one milligrams, only when it is very high.
doxazosin|two milligrams|I am going to try doxazosin, two milligrams at bedtime.
amiodarone|two hundred milligrams|We are lowering the amiodarone to two hundred milligrams.
flecainide||My heart has been quiet since the flecainide.
dronedarone||They stopped the dronedarone in the hospital.
digoxin|one hundred twenty five micrograms|She is on digoxin, one hundred twenty five micrograms, every day.
ranolazine|five hundred milligrams|For the angina you could take ranolazine, five hundred milligrams twice a day.
ivabradine||Have you noticed bright spots in your vision with ivabradine?
sacubitril||We replaced the lisinopril by sacubitril and valsartan.
ticagrelor|ninety milligrams|You must take ticagrelor, ninety milligrams twice a day, for a year.
prasugrel||I was told never to skip the prasugrel.
rivaroxaban|twenty milligrams|Take rivaroxaban, twenty milligrams, with your evening meal.
dabigatran||The dabigatran gives me heartburn.
edoxaban|sixty milligrams|We chose edoxaban, sixty milligrams a day, to prevent a stroke.
enoxaparin|forty milligrams|After the surgery she injected enoxaparin, forty milligrams, for two weeks.
rosuvastatin|twenty milligrams|Let us go up to rosuvastatin, twenty milligrams.
pravastatin||I had no muscle pain on pravastatin.
ezetimibe|ten milligrams|On top of that you take ezetimibe, ten milligrams.
fenofibrate||Is the fenofibrate for your triglycerides?
evolocumab||He injects evolocumab every two weeks.
icosapent|two grams|I would add icosapent, two grams twice daily.
glipizide|five milligrams|My sugar dropped after the glipizide, five milligrams.
glimepiride|four milligrams|We can cut the glimepiride to four milligrams.
pioglitazone|thirty milligrams|I gained weight on pioglitazone, thirty milligrams.
sitagliptin|one hundred milligrams|Keep the sitagliptin at one hundred milligrams.
linagliptin||Your kidneys are safe with linagliptin.
dapagliflozin|ten milligrams|I recommend dapagliflozin, ten milligrams, for the heart and the kidneys.
canagliflozin||I had a yeast infection from canagliflozin.
dulaglutide||She gets dulaglutide once a week in the belly.
liraglutide|one point eight milligrams|His liraglutide is at one point eight milligrams.
tirzepatide|seven point five milligrams|We will raise tirzepatide to seven point five milligrams.
glargine|twenty units|I inject glargine, twenty units, at night.
degludec|fourteen units|Your insulin is degludec, fourteen units every evening.
lispro|six units|He takes lispro, six units, before each meal.
methimazole|ten milligrams|For the overactive thyroid we begin methimazole, ten milligrams.
liothyronine|five micrograms|She adds liothyronine, five micrograms, in the morning.
alendronate|seventy milligrams|Swallow the alendronate, seventy milligrams, with a full glass of water.
denosumab||I get denosumab every six months for my bones.
raloxifene||Are you having hot flashes on raloxifene?
febuxostat|forty milligrams|Your gout may do better on febuxostat, forty milligrams.
allopurinol|three hundred milligrams|I have taken allopurinol, three hundred milligrams, for ten years.
colchicine|point six milligrams|At the first twinge take colchicine, point six milligrams.
celecoxib|two hundred milligrams|My knee is better on celecoxib, two hundred milligrams.
diclofenac||I rub the diclofenac gel on my hands.
meloxicam|fifteen milligrams|Take meloxicam, fifteen milligrams, with food.
naproxen|five hundred milligrams|She uses naproxen, five hundred milligrams, for cramps.
ketorolac||They gave me ketorolac in the emergency room.
tizanidine|four milligrams|At night I need tizanidine, four milligrams, for the spasms.
baclofen|ten milligrams|Increase the baclofen to ten milligrams three times a day.
methocarbamol||The methocarbamol did nothing for my back.
pregabalin|seventy five milligrams|We could try pregabalin, seventy five milligrams twice a day.
tramadol|fifty milligrams|I only take tramadol, fifty milligrams, when it is bad.
oxycodone|five milligrams|You got oxycodone, five milligrams, after the operation.
buprenorphine|eight milligrams|He is stable on buprenorphine, eight milligrams.
naltrexone|fifty milligrams|The naltrexone, fifty milligrams, takes away the craving.
amitriptyline|twenty five milligrams|For the headaches I suggest amitriptyline, twenty five milligrams at night.
nortriptyline||My mouth is dry from nortriptyline.
mirtazapine|fifteen milligrams|I sleep well with mirtazapine, fifteen milligrams.
vortioxetine|ten milligrams|She switched to vortioxetine, ten milligrams.
venlafaxine|seventy five milligrams|He missed his venlafaxine, seventy five milligrams, and felt dizzy.
fluoxetine|twenty milligrams|Did you restart fluoxetine, twenty milligrams?
paroxetine||It was hard to come off paroxetine.
citalopram|twenty milligrams|You have taken citalopram, twenty milligrams, for years.
lurasidone|forty milligrams|Take lurasidone, forty milligrams, with a meal.
aripiprazole|five milligrams|Your psychiatrist added aripiprazole, five milligrams.
quetiapine|one hundred milligrams|I take quetiapine, one hundred milligrams, before bed.
olanzapine||I have been hungry all the time on olanzapine.
risperidone|two milligrams|He takes risperidone, two milligrams, in the evening.
lithium|three hundred milligrams|We need a level because of the lithium, three hundred milligrams.
lamotrigine|two hundred milligrams|Call me about any rash with lamotrigine, two hundred milligrams.
divalproex|five hundred milligrams|She is on divalproex, five hundred milligrams twice a day.
levetiracetam|seven hundred fifty milligrams|No seizures since levetiracetam, seven hundred fifty milligrams.
oxcarbazepine||The oxcarbazepine lowered her sodium.
lacosamide|one hundred milligrams|The neurologist started lacosamide, one hundred milligrams.
topiramate|fifty milligrams|I lose words on topiramate, fifty milligrams.
buspirone|ten milligrams|Use buspirone, ten milligrams, twice a day for worry.
hydroxyzine|twenty five milligrams|You can take hydroxyzine, twenty five milligrams, for the itching.
lorazepam|point five milligrams|I was given lorazepam, point five milligrams, for the flight.
clonazepam||I would like to taper the clonazepam slowly.
zolpidem|five milligrams|She walks in her sleep on zolpidem, five milligrams.
eszopiclone||There is a bitter taste from eszopiclone.
atomoxetine|forty milligrams|His school is going better with atomoxetine, forty milligrams.
methylphenidate|eighteen milligrams|He takes methylphenidate, eighteen milligrams, before school.
lisdexamfetamine|thirty milligrams|We began lisdexamfetamine, thirty milligrams.
sumatriptan|fifty milligrams|At the start of a migraine take sumatriptan, fifty milligrams.
rizatriptan||The rizatriptan works within an hour.
galcanezumab||I inject galcanezumab once a month.
donepezil|ten milligrams|My husband takes donepezil, ten milligrams.
memantine||Has the memantine made any difference?
ropinirole|point five milligrams|For restless legs we use ropinirole, point five milligrams.
pramipexole||He gambled too much on pramipexole.
carbidopa||My tremor is better with carbidopa and levodopa.
budesonide||Rinse your mouth after the budesonide.
fluticasone||I spray fluticasone in each nostril.
tiotropium|two puffs|You inhale tiotropium, two puffs once a day.
umeclidinium||The new inhaler has umeclidinium in it.
roflumilast||I lost weight on roflumilast.
benzonatate|one hundred milligrams|For the cough here is benzonatate, one hundred milligrams.
cetirizine|ten milligrams|She takes cetirizine, ten milligrams, in the spring.
amoxicillin|five hundred milligrams|I am prescribing amoxicillin, five hundred milligrams three times a day.
cephalexin|five hundred milligrams|Take cephalexin, five hundred milligrams, four times a day.
cefuroxime||The cefuroxime gave me diarrhea.
ciprofloxacin|five hundred milligrams|My tendon hurt after ciprofloxacin, five hundred milligrams.
levofloxacin||We will treat the pneumonia with levofloxacin.
doxycycline|one hundred milligrams|For the tick bite take doxycycline, one hundred milligrams.
nitrofurantoin|one hundred milligrams|Your bladder infection needs nitrofurantoin, one hundred milligrams.
trimethoprim||I break out in hives from trimethoprim.
clindamycin||The dentist gave me clindamycin.
metronidazole|five hundred milligrams|Do not drink alcohol with metronidazole, five hundred milligrams.
fluconazole|one hundred fifty milligrams|One tablet of fluconazole, one hundred fifty milligrams, will do.
terbinafine||The terbinafine is for your toenails.
valacyclovir|one gram|Start valacyclovir, one gram, at the first tingle.
oseltamivir||We can give oseltamivir within two days.
tenofovir||I take tenofovir every day to prevent infection.
dolutegravir|fifty milligrams|He is on dolutegravir, fifty milligrams.
finasteride|five milligrams|My prostate is smaller on finasteride, five milligrams.
tadalafil||Do you take nitroglycerin together with tadalafil?
oxybutynin|five milligrams|The oxybutynin, five milligrams, dries my eyes.
mirabegron|twenty five milligrams|For your bladder I suggest mirabegron, twenty five milligrams.
solifenacin||I still leak a little on solifenacin.
linaclotide||The linaclotide works within a day.
pantoprazole|forty milligrams|We will double the pantoprazole to forty milligrams.
famotidine|twenty milligrams|I take famotidine, twenty milligrams, at bedtime.
sucralfate|one gram|Take sucralfate, one gram, before meals.
ondansetron|four milligrams|For the nausea there is ondansetron, four milligrams.
metoclopramide||I had restless legs from metoclopramide.
mesalamine||His colitis is quiet on mesalamine.
adalimumab|forty milligrams|You inject adalimumab, forty milligrams, every other week.
ustekinumab||She gets ustekinumab every eight weeks.
secukinumab||My psoriasis cleared with secukinumab.
apremilast|thirty milligrams|He takes apremilast, thirty milligrams twice a day.
tofacitinib|five milligrams|My joints are better on tofacitinib, five milligrams.
methotrexate|fifteen milligrams|Take methotrexate, fifteen milligrams, once a week only.
hydroxychloroquine|two hundred milligrams|Please see the eye doctor because of hydroxychloroquine, two hundred milligrams.
leflunomide||My hair is thinner since leflunomide.
azathioprine|fifty milligrams|She takes azathioprine, fifty milligrams, for her bowel.
mycophenolate||The transplant team wants her on mycophenolate.
tacrolimus|two milligrams|His tacrolimus is two milligrams in the morning.
anastrozole|one milligram|I take anastrozole, one milligram, for five years.
tamoxifen||Are you still on the tamoxifen?
sildenafil|fifty milligrams|Try sildenafil, fifty milligrams, an hour before.
Eliquis||My cardiologist put me on Eliquis.
Jardiance||The Jardiance makes me go more often.
Ozempic||How is your appetite on the Ozempic?
Xarelto||I take Xarelto with dinner.
Entresto||Since Entresto I can climb the stairs again.
Farxiga||Did your insurance approve the Farxiga?
`;

const parsed = LINES.trim()
  .split('\n')
  .map((line) => {
    const [drug, dose, text] = line.split('|') as [string, string, string];
    return { drug, text, ...(dose === '' ? {} : { dose }) };
  });
const order = [...new Set(parsed.map(({ drug }) => drug))];

export const SENTENCES: readonly SpokenSentence[] = parsed.map((sentence) => ({
  ...sentence,
  half: order.indexOf(sentence.drug) % 2 === 0 ? 'tuning' : 'held-out',
}));

/** Said, and what stands in the chart instead: names that are taken for each other. Nothing of the chart is said. */
export const LOOKALIKES: readonly { readonly said: string; readonly charted: string; readonly text: string }[] = `
hydralazine|hydroxyzine|He takes hydralazine three times a day.
hydroxyzine|hydralazine|You may use hydroxyzine at night for the itching.
metformin|metoprolol|The metformin is for my sugar.
metoprolol|metformin|I take the metoprolol for my heart.
clonidine|clonazepam|She has been on clonidine for years.
clonazepam|clonidine|They gave him clonazepam for the panic.
prednisone|prednisolone|I finished the prednisone on Friday.
bupropion|buspirone|The bupropion helped me to stop smoking.
buspirone|bupropion|I would start buspirone for your worries.
tramadol|trazodone|I took one tramadol for the pain.
trazodone|tramadol|He needs trazodone to fall asleep.
lamotrigine|levetiracetam|She has no seizures on lamotrigine.
celecoxib|citalopram|The celecoxib is easier on my stomach.
citalopram|escitalopram|I was on citalopram two years ago.
glipizide|glimepiride|We could replace the glipizide.
atorvastatin|rosuvastatin|Have you had pains from the atorvastatin?
losartan|valsartan|I picked up the losartan yesterday.
amlodipine|felodipine|The amlodipine makes my ankles swell.
omeprazole|esomeprazole|He takes omeprazole before breakfast.
fluoxetine|paroxetine|The fluoxetine was stopped in spring.
sertraline|cetirizine|She started sertraline after the baby.
cetirizine|sertraline|I take cetirizine when the trees bloom.
rivaroxaban|apixaban|You will be on rivaroxaban for three months.
dapagliflozin|empagliflozin|The dapagliflozin protects your kidneys.
olanzapine|quetiapine|He gained weight on olanzapine.
propranolol|metoprolol|I take propranolol before I speak.
carvedilol|captopril|The carvedilol slows my heart.
allopurinol|atenolol|My gout is gone since allopurinol.
doxycycline|dicyclomine|I took doxycycline for the tick bite.
torsemide|furosemide|Her new water pill is torsemide.`
  .trim()
  .split('\n')
  .map((line) => {
    const [said, charted, text] = line.split('|') as [string, string, string];
    return { said, charted, text };
  });

/** What is said in visits without a drug: any name found here was invented. */
export const QUIET: readonly string[] = `
How long have you had this cough, and does anything come up with it?
It started about three weeks ago and it is worse when I lie down.
Have you had any fever, chills, or night sweats?
The pain is on the left side and it goes down to my knee.
I get short of breath after one flight of stairs.
Does anybody in your family have heart disease or a stroke?
My mother had a heart attack when she was sixty five.
I am a teacher and I live with my husband and two kids.
Let me listen to your lungs, take a deep breath in, and out.
Your blood pressure today is one hundred forty two over eighty eight.
I do not smoke and I drink a glass of wine with dinner.
We will get an x ray of your knee and some blood work.
Have you noticed any change in your weight or your appetite?
I feel tired all the time and my legs are heavy.
The rash began on my arms and then it spread to my chest.
Please come back in two weeks, or sooner if it gets worse.
Can you bend your neck and look over your shoulder for me?
There is no swelling, no redness, and no warmth.
I woke up last night with a cramp in my calf.
When did you last see an eye doctor?
My ear has been ringing since the concert on Saturday.
I would like to send you to physical therapy.
Any burning when you pass water, or blood in it?
He was born at thirty nine weeks and he is growing well.
She fell on the ice and landed on her right wrist.
I have been under a lot of stress at work lately.
Do you ever feel that your heart skips a beat?
It comes and goes, maybe ten minutes at a time.
You should drink more water and rest your voice.
I cannot remember the name of the tablet, it is small and white.
My stomach hurts after I eat something greasy.
Have you been out of the country in the last month?
We talked about your results and they are all normal.
The headaches are behind my eyes and the light bothers me.
I want to make sure that we do not miss anything serious.`
  .trim()
  .split('\n');

/** Other drugs a chart may list: none of them is said in the sentences of either half. */
export const DISTRACTORS: readonly string[] =
  `simvastatin candesartan atenolol nadolol lovastatin telmisartan loratadine desvenlafaxine perindopril acarbose
  guanfacine temazepam nizatidine indomethacin bezafibrate saxagliptin ziprasidone primidone dutasteride etodolac
  cefdinir minocycline mometasone ipratropium fondaparinux gemfibrozil perphenazine doxepin granisetron sulfasalazine`
    .split(/\s+/)
    .filter((name) => name !== '');
