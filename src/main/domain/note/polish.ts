import { capital } from './sentence-text.ts';

/** Last touches of spelling: drug names, acronyms and proper names as written, not as heard. */
const UPPER = new Set(
  'dcis mri ct ekg ecg emg eeg cbc cmp bmp tsh ldl hdl psa copd gerd uti hiv hpv adhd ptsd ibs acl mcl pcl lcl nsaid nsaids tms bmi er icu iv im dvt esr crp ana rf gi ent ob gyn obgyn pt ot cpap dexa iud uti std sti egd icd afp hcg ldh psa inr ua bnp ed av s1 s2 mmr dna rna ppi ast alt hcv cva wbc gfr egfr bph pcp afib chf cad ckd esrd tb'.split(
    ' ',
  ),
);
const FIXED: Readonly<Record<string, string>> = {
  i: 'I', tylenol: 'Tylenol', excedrin: 'Excedrin', paxlovid: 'Paxlovid', advil: 'Advil', motrin: 'Motrin', aleve: 'Aleve', lasix: 'Lasix', a1c: 'A1c', lyme: 'Lyme', covid: 'COVID', 'covid-19': 'COVID-19', english: 'English', january: 'January', february: 'February', march: 'March',
  april: 'April', june: 'June', july: 'July', august: 'August', september: 'September', october: 'October', november: 'November', december: 'December', monday: 'Monday', tuesday: 'Tuesday', wednesday: 'Wednesday', thursday: 'Thursday',
  friday: 'Friday', saturday: 'Saturday', sunday: 'Sunday', mondays: 'Mondays', tuesdays: 'Tuesdays', wednesdays: 'Wednesdays', thursdays: 'Thursdays', fridays: 'Fridays', saturdays: 'Saturdays', sundays: 'Sundays', tinel: 'Tinel', "tinel's": "Tinel's", "phalen's": "Phalen's", phalen: 'Phalen', "murphy's": "Murphy's", lachman: 'Lachman', "lachman's": "Lachman's", mcmurray: 'McMurray', "mcmurray's": "McMurray's", spurling: 'Spurling', "spurling's": "Spurling's", babinski: 'Babinski', romberg: 'Romberg', finkelstein: 'Finkelstein', "finkelstein's": "Finkelstein's", "homans'": "Homans'", homans: 'Homans', "hawkins": 'Hawkins', "neer's": "Neer's", neer: 'Neer', tdap: 'Tdap', "spf": 'SPF', "achilles": 'Achilles', "hashimoto's": "Hashimoto's", "graves'": "Graves'", "barrett's": "Barrett's", "bell's": "Bell's", "baker's": "Baker's", "meniere's": "Meniere's", christmas: 'Christmas', thanksgiving: 'Thanksgiving', "crohn's": "Crohn's", "parkinson's": "Parkinson's", "alzheimer's": "Alzheimer's", ace: 'ACE', google: 'Google', american: 'American', 'd.c.': 'D.C.', dr: 'Dr.', 'dr.': 'Dr.',
}; // prettier-ignore

/** Brand names are capitalised; generic names stay in lower case. */
export function buildPolish(brands: ReadonlySet<string>): (text: string) => string {
  return (text) => polish(text, brands);
}

/** "some of that swelling", "that knee": pointed at in the room. */
const POINTED =
  /\b(?:that|this|those|these) (?=(?:fever|swelling|pain|inflammation|infection|area|fluid|ankle|knee|foot|leg|arm|shoulder|elbow|wrist|hand|back|neck|eye|ear|skin|wound|rash|stone|nodule|lesion|salt|cough|tendon|ligament|muscle|joint|nerve|finger|fracture|blood sugars?|blood pressure|symptoms|exercises|labs|injury|x-ray|mri)\b(?! (?:that|which|i|we|you)\b))/g;

/** "Omeprazole, 40 mg, once daily": how much and how often belong to the drug. */
const COMMA_BEFORE_DOSE = /([a-z]) ?, (\d[\d,.]* (?:mg|mcg|mL|units?)\b)/g;
const COMMA_BEHIND_DOSE =
  /(\d (?:mg|mcg|g|mL|units?|tablets?|puffs?)) ?, ((?:once|twice|one|two|three|four|2|3|4|every|daily|nightly|as needed|at bedtime|per day|a day)\b)/g;

function polish(text: string, brands: ReadonlySet<string>): string {
  const words = text.split(' ').map((raw) => {
    const match = /^([("]*)([A-Za-z0-9'.-]*?[A-Za-z0-9])([).,;:"!?]*)$/.exec(raw);
    if (!match) return raw;
    const [, open, word, close] = match as unknown as [string, string, string, string];
    const lower = word.toLowerCase();
    const fixed =
      FIXED[lower] ??
      (UPPER.has(lower) ? upperOf(lower) : undefined) ??
      (brands.has(lower) ? capital(lower) : undefined);
    return fixed === undefined ? raw : `${open}${fixed}${close}`;
  });
  const named = words.map((word, i) =>
    /^(?:Dr\.|Mr\.?|Mrs\.?|Ms\.?|Ms|Mr|Mrs)$/i.test(words[i - 1] ?? '') ? capital(word) : word,
  );
  let out = named
    .join(' ')
    .replace(/\b([Tt])here is (?=(?:clots|spots|bumps|blisters|days|times|nights|pieces)\b)/g, '$1here are ')
    .replace(/\ba (?=(?:8|11|18|8\d)\b(?!\d))/g, 'an ')
    .replace(/\bcan not\b/g, 'cannot')
    .replace(/\bCan not\b/g, 'Cannot')
    .replace(/\ba little bit of (?:an? )?/g, 'a little ')
    .replace(/\ba little bit\b/g, 'a little')
    .replace(/\b(hepatitis [abc]|vitamin [bcdek])\b/gi, (name) => name.slice(0, -1) + name.slice(-1).toUpperCase())
    .replace(POINTED, 'the ')
    .replace(COMMA_BEFORE_DOSE, '$1 $2')
    .replace(COMMA_BEHIND_DOSE, '$1 $2');
  out = out.replace(/\bmarch (\d)/g, 'March $1').replace(/\bmay (\d+(?:st|nd|rd|th))\b/g, 'May $1');
  return capital(out);
}

function upperOf(word: string): string {
  return word === 'nsaids' ? 'NSAIDs' : word.toUpperCase();
}
