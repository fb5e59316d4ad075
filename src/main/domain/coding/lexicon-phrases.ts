/**
 * Expressions of several words that mean one thing: `expression | expression > words`, one group a line, rewritten on both sides like the
 * abbreviations. Left: lay or clinical wording; right: the wording the classification (or our synonyms) uses.
 */
export const PHRASES = `
high blood pressure | elevated blood pressure hypertension | raised blood pressure > hypertension
heart attack | coronary attack | cardiac infarction > myocardial infarction
heart failure | cardiac failure > cardiac failure
diabetes mellitus | diabetes mellitus disease | sugar diabetes > diabetes
diabetes type 2 | type 2 dm | adult onset diabetes | non insulin dependent diabetes | dm type 2 | diabetes 2 > type2 diabetes
diabetes type 1 | type 1 dm | juvenile diabetes | juvenile onset diabetes | insulin dependent diabetes | dm type 1 | diabetes 1 > type1 diabetes
water pill > diuretic
low back | lower back | small of back > lumbar back
lumbar back > lumbar back
cervical region | cervical spine | cervical disc | cervical muscle > neck spine
cervical radiculopathy > neck radiculopathy
cervical strain > neck strain
cervical sprain > neck sprain
cervical spondylosis > neck spondylosis
cervical stenosis | cervical spinal stenosis > neck spine stenosis
cervical pain > neck pain
cervical herniated disc | cervical disc herniation > neck disc herniation
cervical lymphadenopathy | cervical adenopathy > neck lymphadenopathy
cervicalgia > neck pain
lumbago > lumbar back pain
dorsalgia > back pain
arthralgia > joint pain
myalgia > muscle pain
otalgia > ear pain
earache | ear ache > ear pain
toothache | tooth ache > tooth pain
stomachache | stomach ache | bellyache | tummy ache > gastric abdomen pain
backache | back ache > back pain
head ache > headache
head cold > cold
common cold > common cold
shortness of breath | short of breath | breathlessness | difficulty breathing | trouble breathing | hard to breathe > breath short
dyspnea on exertion | exertional dyspnea | shortness of breath on exertion | short of breath with exertion | exertional shortness of breath > dyspnea exertion
pink eye | pinkeye > conjunctivitis pinkeye
sore throat > sorethroat
strep throat > strep throat
stomach flu | stomach bug | stomach virus > viral gastroenteritis stomachflu
acid reflux | acid indigestion > acid reflux
malignant neoplasm | malignant tumor | malignant growth > cancer
malignant melanoma > melanoma
cancer of | carcinoma of > cancer
mini stroke | ministroke > transient ischemic attack
transient ischemic attack | transient cerebral ischemic attack > transient ischemia tiaword
panic attack | anxiety attack > panic
asthma attack > asthma exacerbation
gout attack > gout exacerbation
flare up > exacerbation
acute exacerbation > exacerbation
heart burn > heartburn
hay fever > hayfever
valley fever > valleyfever
yellow fever > yellowfever
dengue fever > dengue
scarlet fever > scarlatina
rheumatic fever > rheumaticfever
cold sore | fever blister > herpes labialis
canker sore > aphthous ulcer
bed sore | bedsore | decubitus ulcer | pressure sore | pressure injury | decubitus > pressure ulcer
ulcerative colitis > ulcerativecolitis
soft tissue > softtissue
white blood cell | wbc > white blood cell
heart rate > cardiacrate
heart beat | heartbeat > heartbeat
blood clot > thrombosis clot
blood sugar | blood glucose | plasma glucose > glucose
hemoglobin a1c | hba1c | hgb a1c | glycated hemoglobin | glycosylated hemoglobin > a1c
blood pressure > bloodpressure
birth control > contraception
oral contraceptive | birth control pill | contraceptive pill > contraception pill
pap smear | pap test | papanicolaou smear > papsmear
pelvic exam > gynecological exam
well woman > wellwoman
well child | well baby | well child check > wellchild
physical exam | physical examination > exam
routine physical > routine exam
check up | checkup > exam
follow up | followup > followup
for cause > cause
status post > status post
history of | past history of | personal history of | previous history of > history
family history | family history of | fh of > family history
screening for | screen for > screening
allergic to | allergy to | allergy status to > allergy status
side effect | adverse effect | adverse reaction > adverse effect
long term | longterm > longterm
motor vehicle accident | car accident | car crash | motor vehicle collision | traffic accident | auto accident > motor vehicle accident
end stage | endstage > endstage
stage renal disease > renal disorder
chronic renal insufficiency | chronic renal failure | chronic kidney failure > chronic renal disorder
chronic kidney disease > chronic renal disorder
kidney stone | renal stone > renal calculus
nephrolithiasis > renal calculus
ureterolithiasis | ureteric stone > ureter calculus
urolithiasis > urine calculus
cholelithiasis | gall stone | gallstone | gallbladder stone > gallbladder calculus
choledocholithiasis > bile duct calculus
sialolithiasis > salivary calculus
onychomycosis | tinea unguium | toenail fungus | nail fungus | fungal nail > tinea unguium nail
tinea pedis | athlete foot | athletes foot > tinea pedis
tinea cruris | jock itch > tinea cruris
tinea corporis > tinea corporis
adhesive capsulitis | frozen shoulder > adhesive capsulitis shoulder
lateral epicondylitis | tennis elbow > lateral epicondylitis
medial epicondylitis | golfer elbow | golfers elbow > medial epicondylitis
degenerative joint disease | degenerative arthritis | wear and tear arthritis > osteoarthritis
degenerative disc disease | disc degeneration | degeneration of disc | degenerative disk disease > disc degeneration
herniated disc | slipped disc | ruptured disc | bulging disc | disc herniation | disc bulge | disc displacement | herniated disk | bulging disk | slipped disk | disc protrusion > disc herniation
pinched nerve | nerve root compression > radiculopathy
sciatic pain | sciatic nerve pain > sciatica
rotator cuff > rotatorcuff
carpal tunnel syndrome | carpal tunnel > carpaltunnel
tarsal tunnel > tarsaltunnel
cubital tunnel > cubitaltunnel
trigger finger | stenosing tenosynovitis > triggerfinger
plantar fascial fibromatosis | plantar fasciitis | plantar fasciosis > plantar fasciitis
palmar fascial fibromatosis | dupuytren contracture | dupuytrens contracture > dupuytren
ankle foot joint | ankle joint > ankle
knee joint > knee
hip joint > hip
shoulder joint > shoulder
elbow joint > elbow
wrist joint > wrist
heart valve > valve
mitral regurgitation | mitral insufficiency | leaky mitral valve | mitral valve regurgitation | mitral valve insufficiency > mitral regurgitation
aortic regurgitation | aortic insufficiency | aortic valve regurgitation | aortic valve insufficiency > aortic regurgitation
tricuspid regurgitation | tricuspid insufficiency > tricuspid regurgitation
aortic valve stenosis | aortic stenosis > aortic stenosis
mitral valve prolapse > mitral prolapse
irregular heartbeat | irregular heart beat | abnormal heart rhythm > arrhythmia
atrial fibrillation | a fib | atrial fib > atrialfib
atrial flutter | a flutter > atrialflutter
coronary artery disease | coronary heart disease | coronary disease | atherosclerotic heart disease > coronary artery disorder
peripheral artery disease | peripheral arterial disease | peripheral vascular disease | poor circulation > peripheral vascular disorder
deep vein thrombosis | deep venous thrombosis > deep vein thrombosis
varicose vein > varicose vein
enlarged heart > cardiomegaly
congestive heart failure > congestive cardiac failure
reduced ejection fraction > systolic reducedef
preserved ejection fraction > diastolic preservedef
upper respiratory tract infection | upper respiratory infection > upper respiratory infection
lower respiratory tract infection > lower respiratory infection
urinary tract infection | urine infection | urinary infection | bladder infection uti > uti
infection of urinary tract > uti
bladder infection > cystitis
kidney infection | infection of kidney > acute pyelonephritis
ear infection | middle ear infection > otitis media earinfection
otitis media > otitis media
swimmer ear | swimmers ear > swimmerear
sinus infection > sinusitis infectionsinus
chest cold > bronchitis acute
chest infection > lower respiratory infection
lung infection > pulmonary infection
walking pneumonia > pneumonia walkingpneumonia
whooping cough > pertussis
barking cough > croup
runny nose | nasal discharge | nasal drainage > rhinorrhea
stuffy nose | blocked nose | nasal congestion | nose congestion | stuffed up nose > nose congestion
post nasal drip | postnasal drip | post nasal drainage > postnasaldrip
seasonal allergy > seasonal allergy rhinitis
skin tag > skintag
liver spot | age spot | solar lentigo > lentigo
ingrown toenail | ingrown nail | ingrowing nail | ingrown toe nail > ingrowing nail
poison ivy | poison oak | poison sumac > poisonivy
hair loss | losing hair | hair thinning | thinning hair > alopecia
dry skin > xerosis
diaper rash | nappy rash > diaper dermatitis
heat rash | prickly heat > miliaria
swollen gland | swollen lymph node | enlarged lymph node | enlarged gland > enlarged lymph node
head lice > pediculosis capitis
pin worm > pinworm
weight loss | loss of weight | losing weight > weightloss
weight gain | gain of weight | gaining weight > weightgain
loss of appetite | poor appetite | decreased appetite | no appetite > appetite loss
morbid obesity | severe obesity > morbid obesity
passed out | passing out | blacked out | black out > syncope
light headed | lightheaded | light headedness | lightheadedness > dizziness
room spinning | spinning sensation > vertigo
ringing in ear | ear ringing | ringing ear > tinnitus
hard of hearing | trouble hearing | difficulty hearing | hearing impairment > hearing loss
trouble swallowing | difficulty swallowing | hard to swallow | problem swallowing > dysphagia
trouble sleeping | difficulty sleeping | can not sleep | cannot sleep | sleeplessness | can t sleep | unable to sleep > insomnia
blurry vision | blurred vision > blurred vision
double vision > diplopia
bloody nose | nose bleed > epistaxis
coughing up blood | spitting up blood | blood in sputum > hemoptysis
vomiting blood | throwing up blood | blood in vomit > hematemesis
throw up | throwing up | threw up > vomiting
black stool | tarry stool | black tarry stool > melena
blood in stool | bloody stool | blood stool > bloodystool
rectal bleeding | bleeding from rectum | blood per rectum | bright red blood per rectum > rectum hemorrhage
blood in urine | bloody urine > hematuria
painful urination | burning with urination | burning urination | burning on urination | pain with urination > painful urination burning
frequent urination | urinary frequency | frequency of urination | peeing a lot > urination frequency
painful period | menstrual cramp | period pain | period cramp | painful menstruation | cramp with period > dysmenorrhea
heavy period | heavy menstrual bleeding | heavy menses | heavy menstruation > menorrhagia
irregular period | irregular menses | irregular menstrual > menses irregular
missed period | absence of menstruation | absent period | no period > amenorrhea
hot flash | hot flush > hotflash
painful sex | painful intercourse | pain with intercourse | pain during sex | pain with sex > dyspareunia
miscarriage | spontaneous abortion > abortion spontaneous
morning sickness > pregnancy vomiting morningsickness
c section | cesarean section | caesarean section | cesarean delivery > cesarean
low testosterone | testosterone deficiency > hypogonadism testosterone
enlarged prostate | prostate enlargement | prostatic hypertrophy | prostatic enlargement > prostate hyperplasia
prostatic hyperplasia > prostate hyperplasia
erectile disorder | impotence > erectile dysfunction
sexually transmitted disease | sexually transmitted infection | venereal disease > sexually transmitted disorder
human immunodeficiency virus > hiv
hepatitis c virus > hepatitis c
mental health > mental
memory loss | short term memory loss | poor memory > memory loss
mild cognitive impairment > mildcognitive impairment
low mood | feeling down > mood low
post traumatic stress | posttraumatic stress | post traumatic | posttraumatic > posttraumatic
major depressive disorder | major depression | clinical depression > major depression
generalized anxiety disorder | generalised anxiety disorder | generalized anxiety > generalized anxiety
bipolar affective disorder | manic depression | manic depressive > bipolar disorder
alcohol use disorder > alcohol usedisorder
opioid use disorder > opioid usedisorder
cannabis use disorder > cannabis usedisorder
tobacco use disorder > tobacco usedisorder
substance use disorder > substance usedisorder
attention deficit hyperactivity disorder | attention deficit hyperactivity > adhdword
attention deficit disorder > adhdword inattentive
autism spectrum disorder | autistic disorder > autism
failure to thrive > failuretothrive
tongue tie > ankyloglossia
low vitamin d | vitamin d deficiency | vit d deficiency > vitamind deficiency
vitamin b12 | b 12 | b12 > b12
vitamin d > vitamind
iron deficiency > iron deficiency
low iron > iron deficiency
low potassium > hypokalemia
high potassium > hyperkalemia
low sodium > hyponatremia
low calcium > hypocalcemia
high calcium > hypercalcemia
high cholesterol | elevated cholesterol > hypercholesterolemia
high triglyceride | elevated triglyceride > hypertriglyceridemia
underactive thyroid | low thyroid > hypothyroidism
overactive thyroid > hyperthyroidism
thyroid nodule > thyroid nodule
low platelet | low platelet count > thrombocytopenia
low white count | low white blood cell > leukopenia
low blood sugar | low glucose | low sugar > hypoglycemia
high blood sugar | elevated blood sugar | high glucose | elevated glucose > hyperglycemia
poorly controlled | inadequately controlled | out of control | not well controlled | not controlled > uncontrolled
fatty liver | hepatic steatosis > steatosis hepatic
non alcoholic | nonalcoholic > nonalcoholic
elevated liver enzyme | elevated lft | abnormal liver enzyme | high liver enzyme | transaminitis > elevated liver enzyme
irritable bowel > irritablebowel
loose stool | watery stool > diarrhea
covid 19 | sars cov 2 | coronavirus disease 2019 > covid
long covid | post covid > postcovid
broken bone > fracture
x ray | xray > xray
ring finger > ringfinger
middle finger | long finger > middlefinger
index finger | pointer finger > indexfinger
little finger | small finger | pinky finger | pinky > littlefinger
big toe | great toe > greattoe
little toe | small toe | pinky toe | baby toe | lesser toe > lessertoe
bone density > bonedensity
lost consciousness > consciousness loss
loss of consciousness > consciousness loss
without loc | no loc > without consciousness loss
blood thinner | anticoagulation | anticoagulated > anticoagulant
rule out > ruleout
sleep walking | sleepwalking > sleepwalking
non cardiac | noncardiac > noncardiac
ed follow up | er follow up | ed visit | er visit | emergency room | emergency department > emergencyroom
lower end > distal
upper end > proximal
year ago | in the past | long ago > history
heart beat > heartbeat
well controlled | under control | at goal > controlled
`;

/** British and variant spellings to the classification's American ones, as prefix-safe replacements within a word. */
export const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^oe(?=s|d)/, 'e'],
  [/haem/, 'hem'],
  [/anaem/, 'anem'],
  [/(?<=.)aemi(?=[ac])/, 'emi'],
  [/paed/, 'ped'],
  [/diarrhoe/, 'diarrhe'],
  [/rrhoe/, 'rrhe'],
  [/gynaec/, 'gynec'],
  [/orthopaed/, 'orthoped'],
  [/leukaem/, 'leukem'],
  [/tumour/, 'tumor'],
  [/faec/, 'fec'],
  [/caec/, 'cec'],
  [/coeliac/, 'celiac'],
  [/apnoea/, 'apnea'],
  [/dyspnoea/, 'dyspnea'],
  [/oestrogen/, 'estrogen'],
  [/foet/, 'fet'],
  [/caesarean/, 'cesarean'],
  [/ischaem/, 'ischem'],
  [/glycaem/, 'glycem'],
  [/lipidaem/, 'lipidem'],
  [/seborrhoeic/, 'seborrheic'],
  [/isation$/, 'ization'],
  [/^generalised$/, 'generalized'],
  [/^localised$/, 'localized'],
  [/^behaviour/, 'behavior'],
  [/^colour/, 'color'],
  [/^disk$/, 'disc'],
  [/^disks$/, 'disc'],
];
