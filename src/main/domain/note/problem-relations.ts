import type { Mention } from '../understanding/lexicon.ts';

/**
 * What drugs, tests and procedures are ordered for, by the lexicon's own classes and terms. Used only to choose between problems that
 * the visit named itself: nothing here makes a problem or a sentence. Compiled by hand from general practice knowledge.
 */
type Relation = readonly [RegExp, RegExp];

/** Drug class (`drugs.tsv`) or drug, and the problems that it treats. */
const DRUGS_FOR: readonly Relation[] = [
  [/^(?:ace inhibitor|arb|calcium channel blocker|antihypertensive)$/, /hypertension|blood pressure|heart failure|ejection fraction|kidney disease|nephropathy/i],
  [/^(?:beta blocker|cardiac glycoside|antiarrhythmic)$/, /hypertension|heart|atrial|arrhythmia|palpitations|tachycardia|coronary|angina|chest pain|migraine|tremor/i],
  [/^diuretic$/, /heart failure|edema|swelling|hypertension|shortness of breath|ejection fraction/i],
  [/^(?:nitrate|arni)$/, /heart|coronary|angina|chest pain/i],
  [/^(?:statin|lipid agent)$/, /lipid|cholesterol|coronary|triglycerid|stroke/i],
  [/^(?:antiplatelet|anticoagulant)$/, /coronary|atrial|stroke|thrombo|embol|ischemic|chest pain|heart|clot|peripheral artery/i],
  [/^antidiabetic$/, /diabetes|diabetic(?! (?:neuro|retino|nephro))|blood sugar|glucose|hyperglyc|a1c|obesity|polycystic/i],
  [/^thyroid$/, /thyroid/i],
  [/^(?:ppi|h2 blocker)$/, /reflux|heartburn|gastritis|ulcer|abdominal|esophag|dyspepsia|epigastric/i],
  [/^(?:bronchodilator|inhaled steroid|inhaler|leukotriene antagonist)$/, /asthma|copd|wheez|bronch|shortness of breath|cough|breath|emphysema|lung|allerg/i],
  [/^(?:ssri|snri|antidepressant|anxiolytic|benzodiazepine|mood stabilizer|antipsychotic)$/, /depress|anxi|panic|mood|insomnia|bipolar|ptsd|neuropath|pain|schizo|sleep/i],
  [/^gout agent$/, /gout|uric/i],
  [/^(?:nsaid|opioid|muscle relaxant|analgesic)$/, /pain|strain|sprain|arthritis|fracture|injur|tendin|bursitis|back|headache|gout|tear|epicondylitis|contusion|fasciitis|fever|spasm|sciatica|radiculopathy|migraine|stones?|disc|tenosynovitis|syndrome|costochondritis/i],
  [/^steroid$/, /asthma|copd|gout|arthritis|radiculopathy|allerg|dermatitis|rash|bursitis|tendin|pneumonitis|polymyalgia|sinus|bronch|inflammat|lupus|eczema|ivy|psoriasis|trigger|bell/i],
  [/^(?:antibiotic)$/, /infect|pneumonia|cellulitis|sinusitis|otitis|strep|pharyngitis|tonsill|bronchitis|urinary|abscess|pyeloneph|diverticulitis|acne|lyme|ulcer|mastitis|prostatitis|throat|ear|wound|chlamydia|bite/i],
  [/^(?:antiviral)$/, /flu|covid|shingles|herpes|zoster|hiv|hepatitis|bell/i],
  [/^(?:antifungal)$/, /fung|candid|ringworm|athlete|jock|thrush|onycho|yeast|rash/i],
  [/^(?:antihistamine|decongestant)$/, /allerg|rhin|hives|itch|urticaria|sinus|congestion|upper respiratory|cold|rash/i],
  [/^(?:anticonvulsant)$/, /neuropath|seizure|epilep|radiculopathy|pain|migraine|neuralgia|sciatica|restless|numbness|bipolar|shingles/i],
  [/^(?:triptan)$/, /migraine|headache/i],
  [/^(?:smoking cessation)$/, /nicotine|tobacco|smok/i],
  [/^(?:dmard|biologic|immunosuppressant)$/, /arthritis|lupus|psoria|crohn|colitis|transplant|rheumat/i],
  [/^(?:bisphosphonate|bone agent)$/, /osteop/i],
  [/^(?:antiemetic)$/, /nausea|vomit|gastroenter|vertigo|pregnan/i],
  [/^(?:laxative|fiber)$/, /constipat|hemorrhoid|irritable bowel/i],
  [/^(?:antidiarrheal|antispasmodic|ibd agent|gi agent)$/, /diarrhea|bowel|crohn|colitis|abdominal/i],
  [/^(?:urology|alpha blocker)$/, /prostat|bladder|urinar|stones?|incontinence/i],
  [/^(?:antitussive|expectorant)$/, /cough|bronch|respiratory|cold/i],
  [/^(?:stimulant|adhd agent)$/, /adhd|attention/i],
  [/^(?:hypnotic)$/, /insomnia|sleep/i],
  [/^(?:contraceptive|hormone)$/, /contracep|menopaus|period|menstr|endometri|hot flashes|polycystic|testosterone|fibroid/i],
  [/^(?:acne agent|topical)$/, /acne|rash|eczema|dermat|psoriasis|rosacea|skin|pain|ivy|itch/i],
  [/^(?:pde5 inhibitor)$/, /erectile|pulmonary hypertension/i],
  [/^(?:antivertigo)$/, /vertigo|dizz/i],
]; // prettier-ignore

/** Supplements and drugs of one use whatever their class. */
const DRUG_NAMES_FOR: readonly Relation[] = [
  [/^iron|ferrous/, /anemia|iron/i],
  [/^vitamin d|calcium/, /osteop|vitamin d/i],
  [/^(?:vitamin )?b12|cyanocobalamin/, /b12|anemia|neuropath/i],
  [/^folic acid|prenatal/, /pregnan|anemia/i],
  [/^(?:potassium)/, /kal/i],
]; // prettier-ignore

const TESTS_FOR: readonly Relation[] = [
  [/hemoglobin a1c|blood glucose|microalbumin|glucose meter|foot exam|eye exam/, /diabetes|sugar|glyc|a1c/i],
  [/tsh/, /thyroid|goiter|fatigue|weight|palpitations/i],
  [/lipid panel|cholesterol level|ldl|hdl|triglycerides/, /lipid|cholesterol|triglycerid|coronary/i],
  [/echocardiogram|ejection fraction|bnp|cardiac catheterization|stress test/, /heart|cardi|murmur|coronary|chest pain|ejection|shortness of breath|valve|mitral|aortic|edema|atrial|palpitations|syncope|dyspnea/i],
  [/ekg|holter monitor|troponin/, /chest pain|palpitations|atrial|heart|arrhythmia|syncope|coronary|tachycardia/i],
  [/chest x-ray/, /cough|pneumonia|breath|lung|chest|respiratory|copd|bronch|pneumonitis/i],
  [/pulmonary function/, /asthma|copd|breath|lung|pneumonitis|wheez|cough/i],
  [/complete blood count|hemoglobin|hematocrit|iron studies/, /anemia|fatigue|bleed/i],
  [/colonoscopy|endoscopy|stool/, /anemia|bleed|bowel|colon|reflux|diarrhea|stool|abdominal|gastr|crohn|colitis|polyp|divertic|dysphagia|heartburn/i],
  [/urinalysis|urine culture/, /urin|kidney|bladder|dysuria|pyelo|pregnan/i],
  [/creatinine|kidney function|renal ultrasound/, /kidney|renal|hypertension/i],
  [/liver function|hepatitis/, /liver|hepat|jaundice/i],
  [/uric acid/, /gout/i],
  [/rheumatoid|ana|esr|crp/, /arthritis|lupus|joint|rheumat|polymyalgia|knee pain/i],
  [/emg/, /neuropath|carpal|radiculopathy|numbness|tingling|cubital/i],
  [/sleep study/, /apnea|sleep|snor/i],
  [/bone density/, /osteop|fracture/i],
  [/psa/, /prostat|urinar/i],
  [/strep|mono test/, /throat|pharyng|strep|tonsil|mono/i],
  [/flu test|covid/, /flu|covid|cough|fever|upper respiratory|sore throat/i],
  [/allergy testing/, /allerg|asthma|hives|rhinitis|rash/i],
  [/mammogram/, /breast/i],
  [/eeg/, /seizure|epilep/i],
]; // prettier-ignore

const PROCEDURES_FOR: readonly Relation[] = [
  [/low sodium diet/, /hypertension|heart failure|edema|kidney/i],
  [/psychotherapy/, /depress|anxi|panic|ptsd|mood|grief|adjustment|insomnia/i],
  [/physical therapy|brace|sling|crutches|cast|walking boot|ice|elevation|ace wrap|heating pad|steroid injection|joint aspiration/, /pain|strain|sprain|fracture|tear|tendin|arthritis|bursitis|injur|disc|radiculopathy|sciatica|epicondylitis|contusion|dislocation|impingement|fasciitis|tunnel|weakness|balance|syndrome|gout/i],
  [/cpap/, /apnea/i],
  [/dialysis|kidney transplant/, /kidney|renal/i],
  [/compression stockings/, /edema|venous|vein|swelling|thromb/i],
  [/nebulizer|oxygen therapy/, /asthma|copd|breath|pneumonia|lung/i],
  [/mohs|cryotherapy|excision/, /carcinoma|melanoma|keratosis|lesion|mole|wart|cyst|lipoma/i],
]; // prettier-ignore

/** Plain words of advice that point to a problem without naming it. */
const WORDS_FOR: readonly Relation[] = [
  [/\b(?:sodium|salt|blood pressures?)\b/i, /hypertension|heart failure|edema|blood pressure/i],
  [/\b(?:blood sugars?|sugars|carbohydrates?|carbs|insulin|glucose)\b/i, /diabetes|glyc/i],
  [/\b(?:weigh (?:yourself|herself|himself|themselves)|daily weights?|fluid)\b/i, /heart failure|edema/i],
  [/\b(?:smok\w+|tobacco|nicotine|patch(?:es)?|quit date|cigarettes?)\b/i, /nicotine|tobacco|smok/i],
  [/\b(?:inhalers?|nebulizer|wheezing|peak flow)\b/i, /asthma|copd|breath|bronch|lung/i],
  [/\b(?:cholesterol)\b/i, /lipid|cholesterol/i],
  [/\b(?:thyroid)\b/i, /thyroid/i],
  [/\b(?:kidney|nephrolog\w+)\b/i, /kidney|renal/i],
  [/\b(?:cardiolog\w+|heart)\b/i, /heart|cardi|chest pain|atrial|murmur|coronary|palpitations/i],
  [/\b(?:gastroenterolog\w+)\b/i, /anemia|reflux|bowel|colon|gastr|abdominal|liver|stool|diarrhea|constip/i],
  [/\b(?:dermatolog\w+)\b/i, /skin|rash|mole|lesion|acne|eczema|psoriasis|dermat|carcinoma|melanoma/i],
  [/\b(?:therapist|psychiatr\w+|psycholog\w+|counsel(?:or|ing)|meditation)\b/i, /depress|anxi|panic|stress|mood|ptsd|insomnia|grief/i],
  [/\b(?:neurolog\w+)\b/i, /headache|migraine|seizure|neuropath|tremor|stroke|memory|dizz/i],
  [/\b(?:orthop\w+|cast|splint|sling|brace|crutches|weight[- ]bearing|boot|stretching|stretches|heating pad|ice)\b/i, /pain|strain|sprain|fracture|tear|tendin|arthritis|bursitis|injur|disc|epicondylitis|dislocation|fasciitis|syndrome|contusion/i],
  [/\b(?:uric acid|purines?)\b/i, /gout/i],
  [/\b(?:hydrat\w+|water intake|stones?)\b/i, /stones?|dehydration|urin|gastroenter/i],
  [/\b(?:nurse midwife|prenatal|fetal|baby|ob\/?gyn)\b/i, /pregnan/i],
]; // prettier-ignore

const first = (relations: readonly Relation[], word: string): RegExp | undefined =>
  relations.find(([pattern]) => pattern.test(word))?.[1];

/** Names of problems that a drug, test or procedure is for. */
export function problemsOf({ concept: { kind, group, preferred } }: Mention): RegExp | undefined {
  if (kind === 'drug')
    return first(DRUG_NAMES_FOR, preferred) ?? first(DRUGS_FOR, group) ?? first(DRUGS_FOR, preferred);
  if (kind === 'test') return first(TESTS_FOR, preferred);
  return kind === 'procedure' ? first(PROCEDURES_FOR, preferred) : undefined;
}

/** Names of problems that the drugs, tests, procedures and words of a sentence are for, the surest first. */
export const problemsFor = (mentions: readonly Mention[], text: string): RegExp[] => [
  ...mentions.map(problemsOf).filter((problems) => problems !== undefined),
  ...WORDS_FOR.filter(([words]) => words.test(text)).map(([, problems]) => problems),
];
