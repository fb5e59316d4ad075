import { capital } from './sentence-text.ts';

/**
 * Abbreviations that clinics write, with what they stand for. Those on lists of dangerous ones (U, IU, QD, QOD, MS, MSO4, trailing zeros; Joint
 * Commission "Do Not Use", ISMP) are written out, never written: third entry `false`.
 */
const TABLE: readonly (readonly [string, string, boolean?])[] = [
  ['HTN', 'hypertension'], ['DM2', 'type 2 diabetes'], ['T2DM', 'type 2 diabetes', false], ['DM', 'diabetes mellitus'], ['HLD', 'hyperlipidemia'], ['CAD', 'coronary artery disease'],
  ['CHF', 'congestive heart failure'], ['COPD', 'chronic obstructive pulmonary disease'], ['GERD', 'gastroesophageal reflux disease'], ['CKD', 'chronic kidney disease'], ['UTI', 'urinary tract infection'],
  ['URI', 'upper respiratory infection'], ['OA', 'osteoarthritis'], ['MI', 'myocardial infarction'], ['AF', 'atrial fibrillation', false], ['DVT', 'deep vein thrombosis'], ['TIA', 'transient ischemic attack'],
  ['SOB', 'shortness of breath'], ['CP', 'chest pain', false], ['HA', 'headache', false], ['N/V', 'nausea and vomiting'], ['BP', 'blood pressure'], ['HR', 'heart rate'], ['RR', 'respiratory rate', false],
  ['BMI', 'body mass index'], ['ROM', 'range of motion'], ['LE', 'lower extremity', false], ['UE', 'upper extremity', false], ['RLQ', 'right lower quadrant'], ['RUQ', 'right upper quadrant'],
  ['LLQ', 'left lower quadrant'], ['LUQ', 'left upper quadrant'], ['ECG', 'electrocardiogram'], ['EKG', 'electrocardiogram', false], ['CXR', 'chest x-ray'], ['CBC', 'complete blood count'],
  ['BMP', 'basic metabolic panel'], ['CMP', 'comprehensive metabolic panel'], ['TSH', 'thyroid-stimulating hormone'], ['UA', 'urinalysis'], ['PT', 'physical therapy', false], ['PCP', 'primary care physician'],
  ['ED', 'emergency department', false], ['OTC', 'over the counter'], ['NSAIDs', 'nonsteroidal anti-inflammatory drugs'], ['BID', 'twice daily'], ['TID', 'three times daily'], ['QID', 'four times daily'],
  ['QD', 'once daily', false], ['QOD', 'every other day', false], ['QHS', 'at bedtime', false], ['PRN', 'as needed'], ['PO', 'by mouth'], ['IM', 'intramuscularly', false], ['IV', 'intravenously', false],
  ['s/p', 'status post'], ['c/o', 'complains of'], ['f/u', 'follow-up'], ['h/o', 'history of'], ['w/o', 'without'], ['r/o', 'rule out'], ['y/o', 'year-old'], ['Hx', 'history', false], ['Dx', 'diagnosis', false],
  ['Tx', 'treatment', false], ['Rx', 'prescription', false], ['Sx', 'symptoms', false], ['Pt', 'patient', false], ['LBP', 'low back pain'], ['IU', 'international units', false], ['WNL', 'within normal limits', false],
]; // prettier-ignore

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const likeStart = (whole: string, at: number, text: string): string =>
  at === 0 || /[.!?]\s+$/.test(whole.slice(0, at)) ? capital(text) : text;

/** As written in a note: `BP`, `bid`; not the letters inside a word. */
export function expandAbbreviations(text: string): string {
  let out = text;
  for (const [short, long] of TABLE) {
    // Short capitals are only meant when they are capitals: "ED" is not "Ed", "Pt" opens a sentence.
    const loose = /^(?:BID|TID|QID|PRN|PO|QD|QOD|QHS)$/.test(short);
    const pattern = new RegExp(`(?<![\\w/])${escape(short)}(?![\\w/])`, loose ? 'gi' : 'g');
    out = out.replace(pattern, (_found, at: number, whole: string) => likeStart(whole, at, long));
  }
  return out;
}

export function abbreviate(text: string): string {
  let out = text;
  for (const [short, long, allowed = true] of [...TABLE].sort((a, b) => b[1].length - a[1].length))
    if (allowed) out = out.replace(new RegExp(`\\b${escape(long)}\\b`, 'gi'), short);
  return out;
}
