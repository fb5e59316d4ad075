/**
 * Words that mean the same thing in a diagnosis: `word word … > canonical`, one group a line. Both titles and queries are brought to the
 * canonical word, so a group must never join what the classification keeps apart (edema and swelling, dysuria and painful urination).
 */
export const WORD_GROUPS = `
kidney renal nephric > renal
heart cardiac > cardiac
lung pulmonary pulmonic > pulmonary
liver hepatic > hepatic
stomach gastric > gastric
abdomen abdominal belly tummy > abdomen
skin cutaneous dermal > skin
eye ocular ophthalmic eyeball > eye
ear otic aural > ear
brain cerebral > brain
bone osseous bony > bone
joint articular > joint
muscle muscular > muscle
nerve nervous neural > nerve
vein venous > vein
artery arterial > artery
tooth teeth dental dentition > tooth
breast mammary > breast
uterus uterine womb > uterus
bowel intestine intestinal gut > bowel
nose nasal nostril > nose
mouth oral > mouth
throat pharynx pharyngeal > throat
tongue lingual > tongue
lip labial > lip
finger digit > finger
vertebra vertebral spine spinal > spine
tailbone coccyx coccygeal > coccyx
collarbone clavicle clavicular collar > clavicle
kneecap patella patellar > patella
jaw mandible mandibular > jaw
thorax thoracic > thoracic
testicle testis testicular testes > testis
ovary ovarian ovaries > ovary
prostate prostatic > prostate
urine urinary > urinary
anus anal > anus
rectum rectal > rectum
colon colonic > colon
esophagus esophageal gullet > esophagus
vagina vaginal > vagina
vulva vulvar > vulva
penis penile > penis
scrotum scrotal > scrotum
groin inguinal > groin
armpit axilla axillary > axilla
buttock gluteal > buttock
eyelid lid > eyelid
nail ungual > nail
limb extremity > limb
pain ache aching hurt hurting sore soreness painful discomfort achy > pain
fracture broken fractured break > fracture
laceration cut lacerated gash > laceration
contusion bruise bruised bruising > contusion
sprain sprained > sprain
strain strained pulled > strain
dislocation dislocated > dislocation
tear torn > tear
rupture ruptured burst > rupture
burn burned burnt scald > burn
abrasion scrape scraped graze > abrasion
infection infected infective > infection
inflammation inflamed inflammatory > inflammation
itch itching itchy pruritus pruritic > itch
vomit vomiting vomited emesis puking > vomiting
nausea nauseous nauseated queasy > nausea
hemorrhage bleeding bleed bleeds hemorrhagic > hemorrhage
calculus stone calculi lithiasis > calculus
lump mass bump > mass
cancer carcinoma malignancy malignant cancerous adenocarcinoma > cancer
tumor neoplasm > neoplasm
benign noncancerous > benign
child childhood pediatric children kid > child
newborn neonatal neonate neonatorum > newborn
infant infantile baby > infant
elderly senile senescent > senile
pregnancy pregnant gestational gestation gravid antepartum gravidarum > pregnancy
diabetes diabetic > diabetes
hypertension hypertensive > hypertension
depression depressed depressive > depression
anxiety anxious > anxiety
asthma asthmatic > asthma
allergy allergic allergies > allergy
obesity obese > obesity
alcohol alcoholic alcoholism > alcohol
constipation constipated > constipation
dizziness dizzy > dizziness
weakness weak > weakness
fatigue tired tiredness > fatigue
swelling swollen > swelling
cough coughing > cough
wheezing wheeze wheezy > wheezing
snoring snore > snoring
fever febrile pyrexia > fever
faint fainting fainted > faint
fall fell > fall
numbness numb > numbness
tingling tingly > tingling
stiffness stiff > stiffness
enlarged enlargement enlarge > enlarged
deficiency deficient lack > deficiency
elevated high raised elevation increased > elevated
low decreased reduced > low
abnormal abnormality > abnormal
recurrent recurring recurrence repeated > recurrent
chronic longstanding persisting > chronic
acute sudden > acute
severe severely > severe
moderate moderately > moderate
mild mildly > mild
bilateral both > bilateral
left lt > left
right rt > right
disorder disease disorders condition problem trouble issue dysfunction illness > disorder
injury injured trauma > injury
ulcer ulcerated ulceration ulcerating > ulcer
arthritis arthritic > arthritis
osteoarthritis arthrosis osteoarthrosis > osteoarthritis
screening screen > screening
immunization vaccination vaccine vaccinated immunisation > immunization
exam examination checkup physical > examination
medication drug medicine medicament > drug
prolapse prolapsed dropped > prolapse
herniation herniated slipped bulging > herniation
stenosis narrowing narrowed > stenosis
obstruction blocked obstructed blockage occlusion > obstruction
paralysis palsy paralyzed > palsy
loss lost > loss
exacerbation flare exacerbated flareup attack decompensated > exacerbation
cannabis marijuana weed thc > cannabis
smoking smoker smokes > smoking
tendinitis tendonitis tendinopathy > tendinitis
bite bitten > bite
sting stung > sting
headache headaches cephalgia > headache
dementia demented > dementia
psychosis psychotic > psychosis
suicide suicidal > suicide
seizure convulsion > seizure
menstruation menstrual menses period periods > menstruation
menopause menopausal climacteric > menopause
urination micturition urinating peeing voiding pee > urination
stool feces fecal > stool
vision visual sight > vision
sleep sleeping > sleep
rash eruption > rash
wart verruca > wart
mole nevus nevi > nevus
lymph lymphatic > lymph
gland node > node
virus viral > viral
bacteria bacterial > bacterial
fungus fungal mycotic > fungal
strep streptococcal streptococcus > strep
staph staphylococcal staphylococcus > staph
influenza flu grippe > influenza
covid coronavirus > covid
suture stitches stitch > suture
replacement arthroplasty > replacement
contraception contraceptive > contraception
sexually sexual sex > sexual
addiction dependence dependency addicted > dependence
abuse misuse > abuse
familial family > family
postoperative postprocedural postsurgical > postprocedural
surgery surgical operation > surgery
hyperlipidemia dyslipidemia > hyperlipidemia
triglyceride triglyceridemia > triglyceride
neuropathy neuropathic > neuropathy
radiculopathy radicular > radiculopathy
spasm spasms > spasm
cramp cramps cramping > cramp
twitching twitch > twitching
tremor tremors > tremor
trembling shaking shaky > shaking
tonsil tonsillar > tonsil
adenoid adenoidal > adenoid
bloated bloating distension distention > bloating
jaundice icterus > jaundice
yeast candidal candidiasis candida moniliasis monilial > candidiasis
gain gaining > gain
injection shot > injection
anemia anemic > anemia
hypothyroidism hypothyroid > hypothyroidism
hyperthyroidism hyperthyroid > hyperthyroidism
osteoporosis osteoporotic > osteoporosis
arrhythmia dysrhythmia arrhythmic > arrhythmia
embolism embolus emboli embolic > embolism
thrombosis thrombus clot thrombotic > thrombosis
infarction infarct > infarction
ischemia ischemic > ischemia
insufficiency insufficient > insufficiency
transplant transplanted transplantation > transplant
amputation amputated amputee > amputation
absence absent > absence
removal removed > removal
insertion inserted placement > insertion
homeless homelessness > homeless
overdose overdosed > overdose
poisoning poisoned > poisoning
exposure exposed > exposure
dehydration dehydrated > dehydration
malnutrition malnourished > malnutrition
swallowing swallow > swallowing
confusion confused > confusion
agitation agitated > agitation
hallucination hallucinating > hallucination
hoarseness hoarse > hoarseness
congestion congested stuffy > congestion
flushing flushed > flushing
perforation perforated > perforation
impacted impaction > impaction
`;

/**
 * Groups of words that exclude each other. A title that says another member than the query is the wrong code; a title that says one
 * where the query says none is merely too specific.
 */
export const OPPOSITES: readonly (readonly string[])[] = [
  ['left', 'right', 'bilateral'],
  ['acute', 'chronic', 'subacute'],
  ['mild', 'moderate', 'severe'],
  ['first', 'second', 'third', 'fourth'],
  ['initial', 'subsequent', 'sequela'],
  ['open', 'closed'],
  ['upper', 'lower'],
  ['medial', 'lateral'],
  ['internal', 'external'],
  ['anterior', 'posterior'],
  ['intermittent', 'persistent'],
  ['partial', 'full'],
  ['benign', 'cancer'],
  ['single', 'recurrent'],
  ['male', 'female'],
  ['primary', 'secondary'],
  ['elevated', 'low'],
  ['wet', 'dry'],
  ['hyperthyroidism', 'hypothyroidism'],
  ['hyperglycemia', 'hypoglycemia'],
  ['systolic', 'diastolic'],
  ['gain', 'loss'],
  ['viral', 'bacterial', 'fungal'],
  ['conductive', 'sensorineural'],
];

/** Words in a title that say nothing a query would need to say: the classification's own defaults and fillers. */
export const NEUTRAL = new Set(
  `unspecified nos nec site part type specified encounter initial closed displaced complicated uncomplicated
  episode current due classified elsewhere applicable fetus organism cause essential mellitus other side area routine healing with nonvenomous location level acquired nontraumatic idiopathic region form patient
  female male adult simple general structure well controlled today known ongoing currently sided`
    .split(/\s+/)
    .filter(Boolean),
);

/** Everyday words around a complaint: neither misspelt terms nor worth a point where no title has them. */
export const COMMON = new Set(
  `week weeks month months year years day days hour hours minute minutes ago since morning evening night today yesterday tonight before
  after until always often sometimes never again still keep keeps kept really quite little more most less much many few several couple
  start started starting began begin stop stopped going gone come came went take takes taking took make makes made think thinks know
  knows want wants need needs help helps better worse bad badly good fine okay same different thing things something anything nothing
  when where while whenever because though although however would could should might must will shall people person anyone someone house
  home work working school kids husband wife bend bending climb climbing stairs stand sitting lying lift lifting moving move keeps cannot
  every each other another next last past recent recently currently please thanks looks look seems seem like likes just only even
  ever both either between under over behind across around through toward towards maybe probably actually basically stable
  possible possibly probable likely suspected suspicious presumed concern concerning questionable versus rule consistent`
    .split(/\s+/)
    .filter(Boolean),
);

/**
 * Contexts that change the meaning of everything else in a title. They must be asked for (a plain "diabetes" is never the code for
 * a family history of it), and when asked for, they must be met.
 */
export const CONTEXTS = new Set(
  `history traumatic diabetes alcohol cancer family screening pregnancy newborn congenital exposure immunization sequela subsequent puerperium childbirth postprocedural
  aftercare drug status carrier counseling observation underdosing poisoning adverse assault transplant absence presence
  fetal maternal prosthesis prosthetic contraception postpartum neoplastic metastatic encephalitis genetic longterm followup`
    .split(/\s+/)
    .filter(Boolean),
);

/** Weak: carries little by itself, so it never decides alone. */
export const WEAK = new Set(
  `disorder syndrome pain symptom finding infection acute injury inflammation abnormal right left bilateral mild moderate severe chronic
  upper lower lesion region limb exacerbation localized generalized multiple`
    .split(/\s+/)
    .filter(Boolean),
);

/** Not the same, but near enough to be worth a look when nothing says the exact word: `word: near=quality …`. Read in both directions. */
const RELATED_LINES = `
edema: swelling=0.75
swelling: edema=0.75 effusion=0.5 enlarged=0.4
lump: neoplasm=0.5 swelling=0.5 nodule=0.6 cyst=0.4
nodule: lump=0.6
tear: rupture=0.7 sprain=0.35 laceration=0.3
sprain: strain=0.45 injury=0.3
contusion: injury=0.4
injury: contusion=0.4
osteoarthritis: arthritis=0.7
arthritis: arthropathy=0.7
hypertension: bloodpressure=0.4
renal: nephropathy=0.5
cardiac: cardiomyopathy=0.3
vertigo: dizziness=0.7
syncope: faint=0.9 collapse=0.6
seizure: epilepsy=0.6
palpitation: tachycardia=0.4
breath: dyspnea=0.9 respiratory=0.4
dyspnea: breath=0.9
hemorrhage: hematoma=0.4
itch: pruritus=1
child: newborn=0.4 infant=0.6
infant: newborn=0.6
newborn: infant=0.6
malaise: fatigue=0.6
weakness: fatigue=0.4
obstruction: stenosis=0.5
cough: bronchitis=0.3
tendinitis: tenosynovitis=0.5 bursitis=0.3
inflammation: infection=0.4
lumbar: back=0.5
thigh: femur=0.5 leg=0.5
calf: leg=0.6
shin: tibia=0.6 leg=0.6
forearm: arm=0.6 radius=0.4 ulna=0.4
leg: limb=0.5 lower=0.3
arm: limb=0.5 upper=0.3
foot: metatarsal=0.4
heel: calcaneus=0.7
hand: metacarpal=0.4
ankle: malleolus=0.6
groin: pelvic=0.3
skull: head=0.5
scalp: head=0.5
womb: uterus=1
mental: psychiatric=0.6
addiction: dependence=1
coma: consciousness=0.4
paresthesia: tingling=0.9 numbness=0.7
numbness: sensation=0.5
nausea: vomiting=0.3
diarrhea: stool=0.4
anal: rectum=0.5
anus: rectum=0.5
colon: bowel=0.6
abdomen: gastric=0.5
gastric: abdomen=0.5
wound: laceration=0.6 injury=0.5
pruritus: itch=1
tumor: neoplasm=1
elevated: abnormal=0.5
hyperlipidemia: hypercholesterolemia=0.5
back: trunk=0.6
chest: trunk=0.4
sorethroat: throat=0.7
dialysis: endstage=0.4
followup: subsequent=0.85 aftercare=0.6
`;

export const RELATED: ReadonlyMap<string, readonly (readonly [string, number])[]> = (() => {
  const related = new Map<string, [string, number][]>();
  const add = (from: string, to: string, quality: number): void => {
    const list = related.get(from) ?? [];
    if (!list.some(([word]) => word === to)) list.push([to, quality]);
    related.set(from, list);
  };
  for (const line of RELATED_LINES.trim().split('\n')) {
    const [word = '', rest = ''] = line.split(': ');
    for (const pair of rest.trim().split(' ')) {
      const [other = '', quality = '0'] = pair.split('=');
      add(word, other, Number(quality));
      add(other, word, Number(quality));
    }
  }
  return related;
})();
