/** What is said in `npm run eval -- vocabulary`: invented sentences, each with a drug and mostly with a dose. Never used to set a threshold. */
export interface SpokenSentence {
  readonly drug: string;
  /** Number and unit as they are said. */
  readonly dose?: string;
  readonly text: string;
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
tamsulosin||I take my tamsulosin after supper.
cyclobenzaprine|ten milligrams|Try cyclobenzaprine, ten milligrams at night, for your back.
cyclobenzaprine||The cyclobenzaprine made me very drowsy.
trazodone|fifty milligrams|I take trazodone, fifty milligrams, to sleep.
trazodone||Are you still using the trazodone?
bupropion|one hundred fifty milligrams|We can raise your bupropion to one hundred fifty milligrams.
bupropion||My mouth is dry from the bupropion.
duloxetine|thirty milligrams|Start duloxetine at thirty milligrams daily.
duloxetine||The duloxetine has helped my nerve pain.
semaglutide||I inject the semaglutide every Sunday.
semaglutide||I feel sick the day after my semaglutide.
empagliflozin|ten milligrams|Let us add empagliflozin, ten milligrams every morning.
empagliflozin||My insurance does not cover empagliflozin.
clopidogrel|seventy five milligrams|After the stent you take clopidogrel, seventy five milligrams a day.
clopidogrel||Please do not stop the clopidogrel.
carvedilol|twelve milligrams|Increase the carvedilol to twelve milligrams twice a day.
carvedilol||I feel tired on the carvedilol.
ibuprofen|four hundred milligrams|I took ibuprofen, four hundred milligrams, for the headache.
ibuprofen||I am allergic to ibuprofen.
azithromycin|two hundred fifty milligrams|I will give you azithromycin, two hundred fifty milligrams a day.
azithromycin||I got a rash from azithromycin.
penicillin||I am allergic to penicillin.
penicillin||As a child I had hives after penicillin.
`;

export const SENTENCES: readonly SpokenSentence[] = LINES.trim()
  .split('\n')
  .map((line) => {
    const [drug, dose, text] = line.split('|') as [string, string, string];
    return { drug, text, ...(dose === '' ? {} : { dose }) };
  });

/** Other drugs a chart may list: none of them is ever said. */
export const DISTRACTORS: readonly string[] =
  `simvastatin valsartan atenolol glipizide citalopram pantoprazole loratadine tramadol
  allopurinol spironolactone lamotrigine clonazepam famotidine meloxicam diltiazem sitagliptin venlafaxine quetiapine finasteride naproxen
  cephalexin doxycycline fluticasone tiotropium rivaroxaban pravastatin buspirone hydroxyzine ondansetron methotrexate`
    .split(/\s+/)
    .filter((name) => name !== '');
