import type { LabelledNote } from './coding.fixture.ts';

/** Notes in the many styles of practices; written blind to the code, then kept as they were. */
export const STYLED_NOTES: readonly LabelledNote[] = [
  {
    name: '1. S: 6yo boy with 2 days of sore throat and fever.',
    note: 'S: 6yo boy with 2 days of sore throat and fever. Sister had strep last week.\nO: T 101.2, tonsils erythematous with exudate. Rapid strep positive.\nA: Strep pharyngitis\nP: Amoxicillin 400 mg/5 mL BID x 10 days. Return if not better.',
    codes: ['J02.0'],
    level: '99213',
  },
  {
    name: '2. SUBJECTIVE: 67 y/o female, here for follow-up of',
    note: 'SUBJECTIVE: 67 y/o female, here for follow-up of hypertension, hyperlipidemia and hypothyroidism.\nOBJECTIVE: BP 148/92. LDL 132.\nASSESSMENT/PLAN:\n1. Essential hypertension - not at goal. Increase amlodipine to 10 mg.\n2. Mixed hyperlipidemia - continue rosuvastatin 20 mg.\n3. Hypothyroidism - TSH today, continue levothyroxine 88 mcg.\nRTC 3 months.',
    codes: ['I10', 'E78.2', 'E03.9'],
    level: '99214',
  },
  {
    name: '3. Imp: LRTI, likely viral. ? pneumonia.',
    note: 'Imp: LRTI, likely viral. ? pneumonia.\nPlan: CXR, amoxicillin if worse.',
    codes: ['J22'],
  },
  {
    name: '4. Assessment: Patient with major depressive disord',
    note: 'Assessment: Patient with major depressive disorder, recurrent, moderate and generalized anxiety disorder. Insomnia is improving.\nPlan: Increase sertraline to 100 mg daily, continue trazodone 50 mg nightly, CBT.',
    codes: ['F33.1', 'F41.1', 'G47.00'],
    level: '99214',
  },
  {
    name: '5. HPI: 34-year-old G2P1 at 30 weeks gestation here',
    note: 'HPI: 34-year-old G2P1 at 30 weeks gestation here for routine prenatal visit. Diet-controlled gestational diabetes.\nAssessment:\n1. Supervision of pregnancy, 30 weeks\n2. Gestational diabetes, diet controlled\nPlan: Continue glucose log.',
    codes: ['O24.410', 'Z3A.30'],
  },
  {
    name: '6. A/P: 72M w/ COPD (home O2), CHF (HFpEF), afib on',
    note: 'A/P: 72M w/ COPD (home O2), CHF (HFpEF), afib on Eliquis, CKD4.\n# COPD: no exacerbation, continue Trelegy\n# HFpEF: euvolemic, continue Lasix 40\n# Afib: rate controlled, continue Eliquis\n# CKD4: Cr stable',
    codes: ['J44.9', 'I50.30', 'I48.91', 'N18.4', 'Z79.01', 'Z99.81'],
    level: '99214',
  },
  {
    name: '7. Diagnosis: Left lateral ankle sprain, grade 2',
    note: 'Diagnosis: Left lateral ankle sprain, grade 2\nTreatment: Air cast, ice, ibuprofen OTC. No fracture on x-ray.',
    codes: ['S93.492A'],
  },
  {
    name: '8. ASSESSMENT:',
    note: 'ASSESSMENT:\nAbscess of the left axilla, incised and drained today.\nType 2 DM with hyperglycemia, A1c 10.2%.\nPLAN: Bactrim DS BID x 7 days. Start Lantus 10 units.',
    codes: ['L02.412', 'E11.65', 'Z79.4'],
    level: '99214',
  },
  {
    name: '9. Assessment and plan:',
    note: 'Assessment and plan:\n1. Acute right otitis media - amoxicillin 10 days\n2. Reactive airway disease - albuterol PRN\n3. Eczema - triamcinolone 0.1%',
    codes: ['H66.91', 'J45.909', 'L30.9'],
    level: '99213',
  },
  {
    name: '10. Assessment',
    note: 'Assessment\n\nLow back pain with left-sided radiculopathy, likely L5-S1 disc herniation. MRI ordered.\n\nPlan\nGabapentin 300 mg nightly. PT.',
    codes: ['M54.16'],
  },
  {
    name: '11. IMPRESSION: 1. Benign paroxysmal positional vert',
    note: 'IMPRESSION: 1. Benign paroxysmal positional vertigo, right. 2. History of TIA, on aspirin.\nPLAN: Epley maneuver performed.',
    codes: ['H81.11', 'Z86.73'],
  },
  {
    name: '12. Chief Complaint: UTI symptoms',
    note: 'Chief Complaint: UTI symptoms\nAssessment: Acute cystitis without hematuria. \nPlan: Macrobid 100 mg BID x 5 days; urine culture.',
    codes: ['N30.00'],
    level: '99213',
  },
  {
    name: '13. Assessment: 1) Obesity, class 3, BMI 42.1. 2) OS',
    note: 'Assessment: 1) Obesity, class 3, BMI 42.1. 2) OSA on CPAP. 3) Prediabetes. Plan: Start Wegovy, recheck A1c in 3 months',
    codes: ['E66.813', 'Z68.41', 'G47.33', 'R73.03'],
    level: '99214',
  },
  {
    name: '14. Assessment/Plan: Well-child visit, 4 years old. ',
    note: 'Assessment/Plan: Well-child visit, 4 years old. Growth and development normal. Vaccines given today: MMR, DTaP.\nAllergic rhinitis: cetirizine.',
    codes: ['Z00.129', 'Z23', 'J30.9'],
  },
  {
    name: '15. Assessment: Shoulder pain, right, after fall. X-',
    note: 'Assessment: Shoulder pain, right, after fall. X-ray negative for fracture. Suspect rotator cuff tear; MRI ordered.',
    codes: ['M25.511'],
  },
  {
    name: '16. Psych follow up. ADHD combined type, doing well ',
    note: 'Psych follow up. ADHD combined type, doing well on Adderall XR 20 mg. Refill given.',
    codes: ['F90.2'],
    level: '99213',
  },
  {
    name: '17. Assessment:',
    note: 'Assessment:\n- Tobacco use disorder, 1 ppd cigarettes, counseled on cessation\n- Emphysema, stable\n- Screening for lung cancer: LDCT ordered',
    codes: ['F17.210', 'J43.9', 'Z12.2'],
  },
  {
    name: '18. Derm note. Assessment: 1. Actinic keratoses x4 f',
    note: 'Derm note. Assessment: 1. Actinic keratoses x4 face - cryotherapy. 2. Seborrheic keratosis back, benign. 3. History of basal cell carcinoma.',
    codes: ['L57.0', 'L82.1', 'Z85.828'],
  },
  {
    name: '19. A: Gout flare L great toe. HTN. P: colchicine 0.',
    note: 'A: Gout flare L great toe. HTN. P: colchicine 0.6 mg, continue losartan.',
    codes: ['M10.072', 'I10'],
    level: '99214',
  },
  {
    name: '20. Dx: Closed fracture of the distal left radius, 2',
    note: 'Dx: Closed fracture of the distal left radius, 2 weeks out, in cast. Here for follow up. Plan: repeat xray',
    codes: ['S52.502D'],
  },
  {
    name: '21. Assessment & Plan',
    note: 'Assessment & Plan\nProblem 1: Acute on chronic systolic heart failure. Weight up 8 lbs. Increase furosemide to 80 mg BID.\nProblem 2: Type 2 diabetes mellitus with diabetic polyneuropathy. Continue gabapentin, metformin.\nProblem 3: Stage 3a CKD.',
    codes: ['I50.23', 'E11.42', 'E11.22', 'N18.31', 'Z79.84'],
    level: '99214',
  },
  {
    name: '22. Impression and Plan:',
    note: 'Impression and Plan:\nMigraine without aura, intractable. Start topiramate 25 mg.\nCervicalgia. PT referral.',
    codes: ['G43.019', 'M54.2'],
    level: '99214',
  },
  {
    name: '23. ASSESSMENT: 3-month-old with nasal congestion an',
    note: 'ASSESSMENT: 3-month-old with nasal congestion and cough x2 days, afebrile, well appearing. Viral upper respiratory infection. No respiratory distress.\nPLAN: Nasal saline, return precautions reviewed.',
    codes: ['J06.9'],
    level: '99212',
  },
  {
    name: '24. Visit summary: Mrs. Jones was seen for her diabe',
    note: 'Visit summary: Mrs. Jones was seen for her diabetes and high cholesterol. Her A1c is 7.1. She denies chest pain. Continue metformin and atorvastatin.',
    codes: ['E11.9', 'E78.00', 'Z79.84'],
    level: '99214',
  },
  {
    name: '25. A&P:',
    note: 'A&P:\n1) Abnormal uterine bleeding - likely fibroids. Pelvic US ordered.\n2) Iron deficiency anemia due to chronic blood loss - start ferrous sulfate.',
    codes: ['N93.9', 'D50.0'],
  },
  {
    name: '26. Assessment:',
    note: 'Assessment:\nRight wrist pain after FOOSH. X-ray shows nondisplaced scaphoid fracture of the right wrist.\nPlan: thumb spica splint, ortho referral.',
    codes: ['S62.001A'],
  },
  {
    name: '27. Assessment: Depression, PHQ-9 = 18, severe. Pass',
    note: 'Assessment: Depression, PHQ-9 = 18, severe. Passive suicidal ideation without plan. Alcohol use disorder, moderate.\nPlan: start escitalopram 10 mg, safety plan, refer to psychiatry.',
    codes: ['F32.2', 'R45.851', 'F10.20'],
    level: '99214',
  },
  {
    name: '28. CC: med refill',
    note: 'CC: med refill\nA: Hypothyroid, stable. Refilled levothyroxine 100 mcg.',
    codes: ['E03.9'],
    level: '99213',
  },
  {
    name: '29. Assessment and Plan:',
    note: 'Assessment and Plan:\nKnee osteoarthritis, right > left. Right knee corticosteroid injection performed today.\nObesity BMI 35.',
    codes: ['M17.0', 'E66.9', 'Z68.35'],
  },
  {
    name: '30. Dermatology',
    note: 'Dermatology\nImpression: Rash of the trunk, favor pityriasis rosea vs. secondary syphilis. RPR ordered.\nPlan: hydrocortisone 2.5%',
    codes: ['R21'],
  },
  {
    name: '31. Assessment: Status post cholecystectomy 2 weeks ',
    note: 'Assessment: Status post cholecystectomy 2 weeks ago, doing well. Incision healing. GERD.',
    codes: ['Z90.49', 'K21.9'],
  },
  {
    name: '32. DIAGNOSES:',
    note: 'DIAGNOSES:\n1. Acute gastroenteritis, viral\n2. Dehydration, mild\nTREATMENT: IV fluids, ondansetron 4 mg ODT',
    codes: ['A08.4', 'E86.0'],
    level: '99213',
  },
  {
    name: '33. Assessment:',
    note: 'Assessment:\n#1 CAD s/p stent, no angina. Continue aspirin, clopidogrel.\n#2 Hyperlipidemia on statin.\n#3 Former smoker.',
    codes: ['I25.10', 'Z95.5', 'E78.5', 'Z87.891'],
    level: '99214',
  },
  {
    name: '34. A/P: 1. Recurrent UTIs - start daily nitrofurant',
    note: 'A/P: 1. Recurrent UTIs - start daily nitrofurantoin 50 mg prophylaxis. 2. Vaginal atrophy - estradiol cream.',
    codes: ['N39.0', 'N95.2'],
    level: '99213',
  },
  {
    name: '35. Assessment: concussion, no LOC, sustained playin',
    note: 'Assessment: concussion, no LOC, sustained playing soccer yesterday. Headache and nausea. Cognitive rest.',
    codes: ['S06.0X0A'],
  },
  {
    name: '36. Telehealth. Total time 25 minutes. Assessment: A',
    note: 'Telehealth. Total time 25 minutes. Assessment: Anxiety disorder, worsening. Increase buspirone to 10 mg TID.',
    codes: ['F41.9'],
    level: '99214',
  },
];
