import { loadTerminology } from '../../adapters/terminology/load-terminology.ts';
import type { CodeTable } from './code-table.ts';
import { createCodeSearch, type CodeSearch } from './search.ts';

const resourcesDir = new URL('../../../../resources', import.meta.url).pathname;

/** The shipped terminology and its search, loaded once a test file. */
export const shipped: { readonly terminology: CodeTable; readonly search: CodeSearch } = (() => {
  const terminology = loadTerminology({ resourcesDir });
  return { terminology, search: createCodeSearch(terminology) };
})();

export interface LabelledNote {
  readonly name: string;
  readonly note: string;
  /** Codes that must be suggested, in any order. */
  readonly codes: readonly string[];
  /** Codes (or beginnings of codes) that must not be. */
  readonly not?: readonly string[];
  /** True: `codes` is all there may be. */
  readonly exact?: boolean;
  readonly level?: string;
}

/** Notes of our own, each a rule or a trap. */
export const LABELLED_NOTES: readonly LabelledNote[] = [
  {
    name: 'diabetes, kidney disease and hypertension join',
    note: 'Assessment and Plan:\n1. Type 2 diabetes: A1c 7.9, on metformin 1000 mg BID.\n2. CKD stage 3b: stable.\n3. Hypertension: at goal, continue losartan 50 mg.',
    codes: ['E11.22', 'N18.32', 'I12.9', 'Z79.84'],
    not: ['E11.9', 'I10', 'N18.30'],
    exact: true,
    level: '99214',
  },
  {
    name: 'hypertension with heart failure joins',
    note: 'ASSESSMENT\nHypertension.\nChronic systolic heart failure.\nPLAN\nContinue carvedilol 25 mg twice daily.',
    codes: ['I11.0', 'I50.22'],
    not: ['I10', 'I50.9'],
    exact: true,
  },
  {
    name: 'hypertension, heart failure and kidney disease join',
    note: 'A/P:\n- HTN\n- CHF\n- CKD stage 4',
    codes: ['I13.0', 'I50.9', 'N18.4'],
    not: ['I10', 'I11.0', 'I12.9'],
    exact: true,
  },
  {
    name: 'end-stage kidney disease takes the other combination code',
    note: 'Assessment: Hypertension, ESRD on dialysis.',
    codes: ['I12.0', 'N18.6'],
    not: ['I10', 'I12.9'],
  },
  {
    name: 'an uncertain diagnosis gives way to its symptom',
    note: 'Chief complaint: chest pain\n\nAssessment:\n1. Chest pain, possible costochondritis.\nPlan: ibuprofen over the counter.',
    codes: ['R07.9'],
    not: ['M94.0'],
    exact: true,
  },
  {
    name: 'probable pneumonia is not pneumonia',
    note: 'CC: Cough\nAssessment: Cough, probable pneumonia. Chest x-ray ordered.',
    codes: ['R05.9'],
    not: ['J18'],
  },
  {
    name: 'ruled out is ruled out',
    note: 'Assessment:\n1. Right leg swelling. DVT was ruled out by ultrasound.\nPlan: elevate the leg.',
    codes: ['M79.89'],
    not: ['I82'],
  },
  {
    name: 'a definite diagnosis takes its symptoms with it',
    note: 'Assessment:\n1. Acute bronchitis\n2. Cough\n3. Wheezing',
    codes: ['J20.9'],
    not: ['R05'],
  },
  {
    name: 'family history is not the patient',
    note: 'Assessment:\n1. Family history of colon cancer. Refer for colonoscopy.\n2. Constipation.',
    codes: ['Z80.0', 'K59.00'],
    not: ['C18'],
  },
  {
    name: 'past cancer is history, past diabetes is not past',
    note: 'Assessment:\n1. History of breast cancer, in surveillance.\n2. History of type 2 diabetes, on Ozempic.',
    codes: ['Z85.3', 'E11.9', 'Z79.85'],
    not: ['C50', 'Z79.84'],
  },
  {
    name: 'the side comes from the history when the heading has none',
    note: 'HPI: She has had right shoulder pain for two weeks after painting.\nAssessment: Rotator cuff tendinitis.\nPlan: Physical therapy.',
    codes: ['M75.81'],
    not: ['M75.80', 'M75.82'],
    level: '99213',
  },
  {
    name: 'a side of something else is not this side',
    note: 'HPI: Left knee replacement in 2015. Now she has ankle pain.\nAssessment: Ankle sprain.',
    codes: ['S93.409A'],
    not: ['S93.402A'],
  },
  {
    name: 'both sides without a code for both are two codes',
    note: 'Assessment: Bilateral lateral epicondylitis.',
    codes: ['M77.11', 'M77.12'],
    exact: true,
  },
  {
    name: 'a fracture seen again is a subsequent encounter',
    note: 'HPI: The patient returns for follow-up of her left distal radius fracture, 4 weeks after the injury.\nAssessment: Left distal radius fracture, healing well.\nPlan: Cast removed, repeat x-ray in 2 weeks.',
    codes: ['S52.502D'],
    not: ['S52.502A'],
  },
  {
    name: 'asthma takes severity and exacerbation from the text',
    note: 'Assessment and Plan\n1. Asthma. Moderate persistent, with an acute exacerbation after a cold. Start prednisone 40 mg daily for 5 days.',
    codes: ['J45.41'],
    not: ['J45.909'],
    level: '99214',
  },
  {
    name: 'no exacerbation is no exacerbation',
    note: 'Assessment and Plan\n1. COPD. Stable, no recent exacerbations. Continue tiotropium.',
    codes: ['J44.9'],
    not: ['J44.1'],
  },
  {
    name: 'obesity with its BMI',
    note: 'Vitals: BMI 36.4\nAssessment: Class 2 obesity.\nPlan: Dietary counseling.',
    codes: ['E66.812', 'Z68.36'],
    exact: true,
  },
  {
    name: 'pregnancy comes first',
    note: 'HPI: 28-year-old female, 22 weeks pregnant, with burning urination.\nAssessment: Urinary tract infection.\nPlan: nitrofurantoin 100 mg twice daily.',
    codes: ['O23.42', 'Z3A.22'],
    not: ['N39.0'],
  },
  {
    name: 'low back pain with sciatica is one code',
    note: 'Assessment:\n1. Low back pain\n2. Left sided sciatica',
    codes: ['M54.42'],
    exact: true,
  },
  {
    name: 'prose without headings',
    note: 'This is a 54-year-old man with well controlled hypertension and hyperlipidemia who is here for follow-up. Continue lisinopril 10 mg and atorvastatin 40 mg.',
    codes: ['I10', 'E78.5'],
    exact: true,
    level: '99214',
  },
  {
    name: 'a well visit is preventive, not an E/M level',
    note: 'HPI: 45-year-old woman here for her annual physical exam.\nAssessment: Annual physical exam. No concerns.\nPlan: Mammogram and lipid panel.',
    codes: ['Z00.00'],
    exact: true,
  },
  {
    name: 'stated time decides where it is higher',
    note: 'Follow-up visit.\nAssessment: Generalized anxiety disorder, stable.\nPlan: Continue therapy. I spent 42 minutes with the patient today.',
    codes: ['F41.1'],
    level: '99215',
  },
  {
    name: 'a new patient has the other row',
    note: 'New patient visit.\nAssessment: Plantar fasciitis of the right foot.\nPlan: Stretching exercises and orthotics.',
    codes: ['M72.2'],
    level: '99203',
  },
  {
    name: 'return precautions are no symptoms, orders no diagnoses',
    note: 'Assessment and Plan\n1. Viral URI.\n- Rest and fluids.\n- Return for fever, chest pain or shortness of breath.\n- Chest x-ray if not improved.',
    codes: ['J06.9'],
    not: ['R50', 'R07', 'R06'],
    exact: true,
  },
  {
    name: 'several diagnoses in one line',
    note: 'Imp: HTN, HLD, T2DM and GERD',
    codes: ['I10', 'E78.5', 'E11.9', 'K21.9'],
    exact: true,
  },
  {
    name: 'a state after surgery',
    note: 'Assessment:\n1. Status post total right knee replacement, doing well.\n2. Coronary artery disease, s/p CABG.',
    codes: ['Z96.651', 'I25.10', 'Z95.1'],
  },
  {
    name: 'type 1 stays type 1',
    note: 'PMH: Type 1 diabetes since age 9.\nAssessment: Diabetes with hyperglycemia. Adjust insulin pump.',
    codes: ['E10.65'],
    not: ['E11'],
  },
  {
    name: 'unrelated by the clinician’s own word',
    note: 'Assessment:\n1. Type 2 diabetes.\n2. CKD stage 3a, not due to diabetes.',
    codes: ['E11.9', 'N18.31'],
    not: ['E11.22'],
  },
  {
    name: 'pancreatitis explains the abdominal pain and vomiting',
    note: 'Impression: Acute pancreatitis. Abdominal pain. Vomiting.\nPlan: Send to the emergency department.',
    codes: ['K85.90'],
    not: ['R10', 'R11'],
    exact: true,
    level: '99214',
  },
];
