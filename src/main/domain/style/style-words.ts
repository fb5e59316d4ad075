/**
 * Words of a sentence for the comparison of wordings, and what is known of words: which phrases say the same, which say nothing of the
 * patient, which must never change. Written by us from general clinical usage; abbreviations that safety bodies ask not to use are in no group.
 */
export interface StyleToken {
  readonly text: string;
  /** Lower case. */
  readonly norm: string;
  readonly start: number;
  readonly end: number;
  readonly kind: 'word' | 'number' | 'mark';
}

const TOKEN = /\d[\d.,/:%]*[\p{L}\d]*|\p{L}+(?:['’]\p{L}+)?|[^\s\p{L}\d]/gu;

export function styleTokens(text: string): StyleToken[] {
  return [...text.matchAll(TOKEN)].map(({ 0: found, index }) => ({
    text: found,
    norm: found.toLowerCase().replace('’', "'"),
    start: index,
    end: index + found.length,
    kind: /^\d/.test(found) ? 'number' : /^\p{L}/u.test(found) ? 'word' : 'mark',
  }));
}

/** Phrases that stand for each other: whichever a clinician writes, the note says the same. */
const GROUPS: readonly (readonly string[])[] = [
  ['patient', 'pt'],
  ['reports', 'states', 'endorses', 'notes', 'describes', 'says', 'mentions', 'complains of', 'c/o', 'reports having'],
  ['denies', 'negative for', 'neg for'],
  ['history', 'hx'],
  ['history of', 'h/o', 'hx of'],
  ['family history', 'fh', 'fhx', 'fam hx'],
  ['past medical history', 'pmh', 'pmhx'],
  ['follow up', 'follow-up', 'followup', 'f/u', 'fu'],
  ['return to clinic', 'rtc'],
  ['with', 'w/'],
  ['without', 'w/o'],
  ['and', '&', '+'],
  ['or', '/'],
  ['diagnosis', 'dx'],
  ['treatment', 'tx'],
  ['symptoms', 'sx'],
  ['prescription', 'rx'],
  ['medication', 'med'],
  ['medications', 'meds'],
  ['appointment', 'appt'],
  ['approximately', 'approx', '~'],
  ['within normal limits', 'wnl'],
  ['no known drug allergies', 'nkda'],
  ['as needed', 'prn'],
  ['by mouth', 'po', 'orally'],
  ['twice daily', 'twice a day', 'two times a day', 'bid'],
  ['three times daily', 'three times a day', 'tid'],
  ['four times daily', 'four times a day', 'qid'],
  ['weeks', 'wks', 'wk'],
  ['months', 'mos', 'mo'],
  ['years', 'yrs', 'yr'],
  ['hours', 'hrs'],
  ['minutes', 'mins', 'min'],
  ['range of motion', 'rom'],
  ['activities of daily living', 'adls'],
  ['over the counter', 'otc'],
  ['emergency department', 'emergency room', 'ed', 'er'],
  ['blood pressure', 'bp'],
  ['heart rate', 'hr'],
  ['respiratory rate', 'rr'],
  ['hypertension', 'htn', 'high blood pressure'],
  ['hyperlipidemia', 'hld'],
  ['diabetes mellitus', 'dm'],
  ['coronary artery disease', 'cad'],
  ['congestive heart failure', 'chf'],
  ['atrial fibrillation', 'afib'],
  ['chronic obstructive pulmonary disease', 'copd'],
  ['chronic kidney disease', 'ckd'],
  ['gastroesophageal reflux disease', 'gastroesophageal reflux', 'gerd', 'acid reflux'],
  ['urinary tract infection', 'uti'],
  ['upper respiratory infection', 'uri'],
  ['obstructive sleep apnea', 'osa'],
  ['shortness of breath', 'sob', 'dyspnea'],
  ['chest pain', 'cp'],
  ['lower extremity', 'le'],
  ['lower extremities', 'les'],
  ['nausea and vomiting', 'n/v'],
  ['electrocardiogram', 'ecg', 'ekg'],
  ['chest x-ray', 'chest radiograph', 'cxr'],
  ['computed tomography', 'ct'],
  ['complete blood count', 'cbc'],
  ['basic metabolic panel', 'bmp'],
  ['comprehensive metabolic panel', 'cmp'],
  ['advised', 'instructed', 'told'],
];

/** May be left away as a whole: they say who speaks or that something was said, not what. */
const DROPPABLE: readonly string[] = [
  'the patient',
  'the patient was advised to',
  'the patient was instructed to',
  'the patient was told to',
  'patient was advised to',
  'was advised to',
  'was instructed to',
  'the patient was advised that',
  'the patient reports that',
  'the patient states that',
  'the patient reports',
  'the patient states',
  'the patient notes',
  'the patient describes',
  'we are ordering',
  'we will order',
  'we will',
  'at this time',
  'at this visit',
  'in the clinic today',
  'as well',
  'in addition',
  'additionally',
  'furthermore',
  'overall',
  'of note',
  'also',
  'please',
  'i recommend',
  'we discussed that',
];

/** Say nothing by themselves; either wording may have them or not. */
const NEUTRAL = new Set(['the', 'a', 'an', 'of', 'that', 'having', 'also', 'is', 'are', 'was', 'were', 'to']);

/** Whoever else changes these changes what is claimed; in a habit they stand on both sides or on none. */
const FIXED = new Set(
  (
    'no not never none nothing neither nor without denies denied deny negative absent cannot ' +
    'left right bilateral bilaterally both upper lower ' +
    'possible possibly probable probably likely unlikely maybe may might could suspected uncertain unclear apparently appears seems ' +
    'mother father sister brother son daughter aunt uncle grandmother grandfather wife husband family he she they him her his their them ' +
    'start starts started stop stops stopped increase increased decrease decreased continue continues continued hold held change changed ' +
    'mild moderate severe worse worsening better improving improved stable resolved acute chronic new old prior previous past current currently ' +
    'daily once twice weekly monthly nightly every each today yesterday tomorrow morning night ' +
    'day days week weeks month months year years hour hours ' +
    'one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred half'
  ).split(' '),
);

/** Misread with harm: the Joint Commission's "Do Not Use" list (U, IU, QD, QOD, MS, MSO4, MgSO4) and the like of it that ISMP names. */
const DO_NOT_USE = /(?:^|[\s/])(?:u|iu|q\.?d\.?|q\.?o\.?d\.?|ms|mso4|mgso4|µg|ug|hs|cc|sc|sq|d\/c)(?=$|[\s/.,])/i;

/** Names of months and days are dates; a date is a person's. */
const DATED =
  /\b(?:january|february|march|april|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/i;

const plain = (phrase: string): string =>
  styleTokens(phrase)
    .map(({ norm }) => norm)
    .join(' ');

const byPhrase = new Map<string, string>();
for (const group of GROUPS)
  for (const phrase of group) if (!byPhrase.has(plain(phrase))) byPhrase.set(plain(phrase), plain(group[0]!));
const longest = Math.max(...[...byPhrase.keys()].map((phrase) => phrase.split(' ').length));
const droppable = new Set(DROPPABLE.map(plain));

export const isDroppable = (phrase: string): boolean => droppable.has(plain(phrase));
export const isNeutral = (word: string): boolean => NEUTRAL.has(word);
export const isFixed = (word: string): boolean => FIXED.has(word) || /n't$/.test(word);
export const isDoNotUse = (phrase: string): boolean => DO_NOT_USE.test(phrase);
export const isDated = (phrase: string): boolean => DATED.test(phrase);

/** A phrase with each known one replaced by the first of its group: `["⟨patient⟩", "⟨reports⟩", …]`. */
export function inGroups(words: readonly string[]): string[] {
  const out: string[] = [];
  for (let at = 0; at < words.length;) {
    let taken = 0;
    for (let length = Math.min(longest, words.length - at); length > 0 && taken === 0; length -= 1) {
      const group = byPhrase.get(words.slice(at, at + length).join(' '));
      if (group === undefined) continue;
      out.push(`⟨${group}⟩`);
      taken = length;
    }
    if (taken === 0) out.push(words[at]!);
    at += taken || 1;
  }
  return out;
}
