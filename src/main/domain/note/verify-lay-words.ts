import { stem } from './verify-read.ts';

/** Words of a note that make no claim by themselves: grammar, headings, the verbs of telling. */
export const FRAME = new Set(
  `a an the and or nor but of to in on at by for with from as is are was were be been being am do does did has have had having he she they it his her their him them hers
  this that these those there here which who whom whose what when where while who's i we you our us my your me one also well only just very still now then than so such
  no not never without denies denied deny none neither any some other others another all both each every more most much many less few several about around approximately up down out over under into onto off
  patient patients pt reports reported report states stated notes noted note presents presented presenting complains complaining complaint describes described endorses endorsed mentions admits says said tells told
  year years old day days week weeks month months hour hours minute minutes time times ago today visit follow follow-up followup return clinic office appointment
  history past medical surgical family social current currently medication medications allergies allergy known review systems physical exam examination assessment plan results findings subjective objective
  male female man woman boy girl gentleman lady child adult symptoms symptom associated significant including include includes related due secondary because since after before during until between within if unless
  continue continues continued start starts started stop stopped take takes taking taken use uses using used recommend recommended recommends advise advised discussed discuss counsel counseled educated education reviewed review
  order ordered obtain obtained refer referred referral schedule scheduled check checked recheck monitor prescribed prescribe given give will would should may might can could must shall likely possible possibly probable probably suspected
  level levels value measured appears appear seems noted evident seen found bilateral right left side daily twice once weekly nightly mg mcg ml
  need needs needed needing want wants wanted feel feels felt feeling think thinks believe believes get gets got getting make makes made go goes going went come comes came see sees keep keeps help helps let lets able unable doing done okay
  however although though per via status stable condition evaluation management managed managing treatment treat treated care concern concerns concerned issue issues problem problems episode episodes onset began begin last lasted lasting first second
  onto back again always often usually sometimes frequently occasionally mostly mainly currently recently previously otherwise overall general mild moderate severe worse better improved improving worsening associated location located radiates radiating radiation
  aggravated relieved alleviated factors factor quality severity duration timing context character rated rates scale pain course chief presenting illness hpi ros pmh signs sign precautions call sooner provided instructed instructions agrees agreed understands understanding plan plans planned
  exposed exposure contact contacts household fail fails failed failing option options despite warranted indicated considered consider pending required underwent undergo completed complete ongoing persistent persists persist remains remain resolved noted felt advised encouraged encourage agreeable interval prior
  diagnosed diagnosis consistent dr doctor provider clinician positive negative normal abnormal same different new`.split(
    /\s+/,
  ),
);
export const FRAME_STEMS = new Set([...FRAME].map(stem));

/** Clinical words by their shape: drugs and diseases that no dictionary of ours knows. */
export const CLINICAL_SHAPE =
  /^[a-z]{2,}(?:pril|sartan|olol|statin|cillin|mycin|micin|cycline|azole|oxacin|prazole|dipine|gliptin|gliflozin|glutide|mab|nib|vir|pam|lam|zepam|triptan|setron|tidine|caine|profen|parin|xaban|thiazide|semide|formin|sone|solone|itis|osis|emia|aemia|pathy|algia|oma|ectomy|otomy|plasty|scopy|uria|plegia|paresis|rrhea|rrhage|megaly|stenosis|phasia|phagia|dynia|edema|penia|cytosis|mnesia)$/;

/** Words of notes and what people say for them, as stems: each of a list bears each other. */
export const LAY: readonly (readonly string[])[] = [
  ['urinate', 'pee', 'peeing', 'void', 'urinary', 'urine', 'bathroom'],
  ['reside', 'live', 'home', 'house', 'apartment'],
  ['tobacco', 'smoke', 'cigarette', 'pack'],
  ['alcohol', 'drink', 'beer', 'wine', 'drinking', 'liquor'],
  ['occupation', 'work', 'job'],
  ['employed', 'work', 'job'],
  ['ambulate', 'walk'],
  ['exertion', 'exercise', 'walk', 'stairs', 'activity', 'run'],
  ['supine', 'lying', 'lie', 'laying'],
  ['purchase', 'buy', 'bought'],
  ['children', 'kid', 'son', 'daughter', 'child'],
  ['married', 'wife', 'husband', 'spouse'],
  ['sleep', 'asleep', 'slept', 'bed'],
  ['eat', 'ate', 'food', 'meal', 'diet', 'intake', 'appetite'],
  ['fell', 'fall', 'fallen'],
  ['vomit', 'threw', 'throw', 'throwing', 'thrown', 'puke'],
  ['imaging', 'xray', 'mri', 'ct', 'scan', 'ultrasound'],
  ['laboratory', 'lab', 'labs', 'blood', 'bloodwork'],
  ['defecate', 'bowel', 'poop', 'stool'],
  ['malodorous', 'foul-smelling', 'odor', 'smell', 'smelly', 'stink'],
  ['pruritic', 'itchy', 'itch', 'itching'],
  ['productive', 'phlegm', 'sputum', 'mucus', 'gunk', 'bringing', 'stuff'],
  ['purulent', 'pus'],
  ['recurrent', 'again', 'back', 'times', 'recurring', 'keeps'],
  ['unintentional', 'unintended', 'trying', 'dieting'],
  ['benign', 'noncancerous', 'cancer'],
  ['throbbing', 'pounding', 'pulsing', 'beating'],
  ['cramping', 'cramps', 'crampy', 'cramp'],
  ['squeezing', 'tight', 'tightness', 'pressure', 'vice'],
  ['bloody', 'blood'],
  ['viral', 'virus'],
  ['bacterial', 'bacteria'],
  ['fungal', 'fungus', 'yeast'],
  ['dry', 'hacking', 'phlegm'],
  ['clear', 'runny'],
  ['numb', 'numbness'],
  ['specialist', 'cardiologist', 'orthopedic', 'neurologist', 'dermatologist'],
  ['cardiology', 'cardiologist', 'heart'],
  ['pulmonology', 'pulmonologist', 'pulmonary', 'lung', 'breathing'],
  ['gastroenterology', 'gastroenterologist', 'gi', 'stomach', 'gut'],
  ['neurology', 'neurologist', 'nerve', 'brain'],
  ['dermatology', 'dermatologist', 'skin'],
  ['thoracic', 'chest', 'rib'],
  ['sobriety', 'sober'],
  ['orthopedics', 'ortho', 'orthopedic', 'orthopedist', 'bone', 'surgeon', 'joint'],
  ['endocrinology', 'endocrinologist', 'thyroid', 'diabetes', 'hormone'],
  ['nephrology', 'nephrologist', 'kidney'],
  ['urology', 'urologist', 'bladder', 'prostate', 'urinary'],
  ['rheumatology', 'rheumatologist', 'arthritis', 'joint'],
  ['psychiatry', 'psychiatrist', 'mental', 'therapist'],
  ['ophthalmology', 'ophthalmologist', 'optometry', 'optometrist', 'eye'],
  ['podiatry', 'podiatrist', 'foot'],
  ['oncology', 'oncologist', 'cancer'],
  ['hematology', 'hematologist', 'blood'],
  ['otolaryngology', 'ent', 'ear', 'nose', 'throat'],
  ['gynecology', 'gynecologist', 'obgyn', 'ob', 'gyn'],
  ['dislocate', 'dislocation', 'pop', 'out', 'slip'],
  ['polyuria', 'pee', 'urinate', 'bathroom'],
  ['polydipsia', 'thirsty', 'thirst', 'drink'],
  ['polyphagia', 'hungry', 'hunger', 'eat'],
  ['crepitus', 'crack', 'pop', 'grind', 'crunch', 'creak'],
  ['nevus', 'mole'],
  ['candidiasis', 'yeast', 'thrush'],
  ['aural', 'ear'],
  ['renal', 'kidney'],
  ['hepatic', 'liver'],
  ['cardiac', 'heart'],
  ['pulmonary', 'lung'],
  ['dental', 'tooth', 'teeth'],
  ['ocular', 'eye'],
  ['nasal', 'nose'],
  ['dermal', 'skin'],
  ['fullness', 'plug', 'stuff', 'full', 'clog', 'block'],
  ['angioedema', 'swell', 'swollen'],
  ['urticaria', 'hives', 'welts'],
  ['erythema', 'red', 'redness'],
  ['ecchymosis', 'bruise', 'bruising'],
  ['epistaxis', 'nosebleed'],
  ['myalgia', 'ache', 'muscle', 'sore'],
  ['arthralgia', 'joint'],
  ['otalgia', 'ear', 'earache'],
  ['alopecia', 'hair'],
  ['xerostomia', 'dry'],
  ['menorrhagia', 'heavy', 'heavier'],
  ['dysmenorrhea', 'cramp', 'period'],
  ['emesis', 'threw', 'throw', 'vomit', 'puke'],
  ['sedation', 'sleepy', 'groggy', 'drowsy'],
  ['painless', 'pain', 'hurt', 'painful'],
  ['lift', 'move', 'carry', 'raise'],
  ['hypertensive', 'pressure', 'hypertension'],
  ['hypotensive', 'low', 'hypotension'],
  ['tachycardic', 'fast', 'tachycardia'],
  ['bradycardic', 'slow', 'bradycardia'],
  ['hypoxic', 'oxygen', 'low'],
  ['hyperglycemic', 'sugar', 'high'],
  ['hypoglycemic', 'sugar', 'low'],
  ['malignancy', 'malignant', 'cancer'],
  ['contact', 'around', 'stay', 'exposed'],
].map((words) => words.map(stem));

const WITH = new Map<string, (readonly string[])[]>();
for (const list of LAY) for (const word of list) WITH.set(word, [...(WITH.get(word) ?? []), list]);

/** The lists that a word stands in. */
export const layLists = (key: string): readonly (readonly string[])[] => WITH.get(key) ?? [];
