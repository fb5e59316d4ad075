/**
 * Conditions that come and go: said as present, they are what the visit is about. All others, once a patient names them as theirs, are
 * their history.
 */
const ACUTE = new Set([
  'upper respiratory infection', 'influenza', 'covid-19', 'sinusitis', 'acute bronchitis', 'pneumonia', 'croup', 'bronchiolitis', 'anaphylaxis', 'otitis media', 'acute otitis media',
  'otitis externa', 'cerumen impaction', 'strep throat', 'pharyngitis', 'tonsillitis', 'laryngitis', 'mononucleosis', 'labyrinthitis', 'dental abscess', 'oral thrush', 'conjunctivitis', 'stye',
  'corneal abrasion', 'retinal detachment', 'gastroenteritis', 'food poisoning', 'appendicitis', 'cholecystitis', 'pancreatitis', 'bowel obstruction', 'gi bleed', 'c diff', 'urinary tract infection',
  'pyelonephritis', 'acute kidney injury', 'prostatitis', 'epididymitis', 'bacterial vaginosis', 'vaginal candidiasis', 'pelvic inflammatory disease', 'ectopic pregnancy', 'lumbar strain',
  'muscle strain', 'sprain', 'ankle sprain', 'knee sprain', 'cervical strain', 'fracture', 'stress fracture', 'compression fracture', 'hip fracture', 'wrist fracture', 'ankle fracture', 'rib fracture',
  'osteomyelitis', 'septic arthritis', 'costochondritis', 'contusion', 'concussion', 'meningitis', 'cellulitis', 'abscess', 'impetigo', 'shingles', 'chickenpox', 'cold sore', 'ringworm',
  'paronychia', 'ingrown toenail', 'scabies', 'lice', 'insect bite', 'tick bite', 'burn injury', 'laceration', 'infection', 'sepsis', 'mastitis', 'contact dermatitis', 'dermatitis', 'wart',
  'hand foot and mouth disease', 'measles', 'mumps', 'hypoglycemia', 'hyperglycemia', 'tachycardia', 'bradycardia', 'orthostatic hypotension', 'achilles rupture', 'hemorrhoids', 'anal fissure',
  'shoulder dislocation', 'athlete\'s foot', 'jock itch', 'foot ulcer', 'pressure ulcer', 'ulcer', 'bell\'s palsy', 'substance withdrawal', 'grief', 'miscarriage', 'deep vein thrombosis', 'pulmonary embolism',
  'myocardial infarction', 'stroke', 'transient ischemic attack', 'pneumothorax', 'pleural effusion', 'acl tear', 'meniscus tear', 'rotator cuff tear', 'pregnancy', 'heart murmur', 'lipoma', 'ganglion cyst',
  'sciatica', 'viral illness', 'viral syndrome', 'diaper rash', 'heat exhaustion', 'tendinitis', 'bursitis', 'food allergy', 'hernia', 'diverticulitis', 'dental caries', 'foreign body', 'puncture wound', 'animal bite', 'dog bite', 'sunburn', 'whooping cough', 'rsv infection',
]); // prettier-ignore

/** Told by the reader of obstetric history. */
export const OBSTETRIC =
  /^(?:pregnancy|miscarriage|preeclampsia|gestational diabetes|ectopic pregnancy|postpartum depression|stillbirth|preterm birth|abortion|vaginal delivery)$/;

export const isChronic = (term: string): boolean => !ACUTE.has(term.toLowerCase());
