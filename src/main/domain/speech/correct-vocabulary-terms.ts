import type { ChartContext } from '../../../shared/model/chart.ts';
import { type Sounds, soundsOf, weightOfSounds } from './phonetic.ts';
import { entryOfPhrase } from './word-list.ts';

/** A drug by its generic name and what else it is called (brands, lay words): a row of the drug lexicon. */
export interface DrugName {
  readonly preferred: string;
  readonly synonyms: readonly string[];
}

/**
 * How much is known to speak for a term before anything is heard. `chart`: the patient takes it or must not. `own`: on the clinician's
 * list. `visit`: heard clearly elsewhere in this visit. `alias`: another name of a drug in the chart. `problem`: an uncommon word of a problem.
 * `general`: merely a common drug.
 */
export type Tier = 'chart' | 'own' | 'visit' | 'alias' | 'problem' | 'general';

export interface Term {
  /** As it is to be written in the middle of a sentence. */
  readonly text: string;
  readonly tier: Tier;
  readonly isDrug: boolean;
  readonly sounds: Sounds;
  readonly weight: number;
}

export interface Vocabulary {
  readonly terms: readonly Term[];
  /** Names of all common drugs, lower case: a word that is one of these was heard, and is never taken for another. */
  readonly known: ReadonlySet<string>;
}

/** Words of a medication text that are no part of its name: forms, routes, salts, release. */
const NOT_A_NAME = new Set(
  `tablet tablets tab tabs capsule capsules cap caps oral injection injectable solution suspension cream ointment gel patch spray inhaler
  aerosol powder drops syrup liquid lotion foam film coated chewable disintegrating delayed extended immediate release hour hr er xr sr xl dr
  ir cr la cd mg mcg ml unit units gram grams milligram milligrams microgram micrograms daily once twice every day take by mouth inhaled
  nasal topical ophthalmic otic rectal vaginal subcutaneous intravenous transdermal actuation metered dose pen prefilled syringe kit pack
  hydrochloride hcl sodium potassium calcium maleate besylate tartrate succinate fumarate sulfate phosphate acetate citrate mesylate
  hydrobromide magnesium medoxomil propionate furoate bromide chloride dihydrate monohydrate and with of for the in as needed at bedtime
  drug allergy allergies medicine medicines medication product products substance intolerance to none known no`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Words of problems that everybody says and every recogniser knows. */
const COMMON_IN_PROBLEMS = new Set(
  `essential primary secondary unspecified unilateral bilateral disorder syndrome disease condition complication complications without
  management treatment pregnancy shoulder encounter screening examination personal history long-term elevated increased decreased difficulty
  breathing dependence dependent generalized localized associated following specified classified elsewhere infection infections recurrent
  moderate persistent intermittent uncomplicated controlled uncontrolled education employment full-time part-time received situation
  abnormal abnormality pressure cholesterol`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Asked about in every social history, and near in sound to drugs that are prescribed. */
const NEVER_PRESCRIBED = ['cocaine', 'caffeine', 'heroin', 'marijuana', 'cannabis', 'nicotine', 'alcohol', 'ecstasy'];

/** Terms under this weight sound like too many ordinary words. */
const SHORTEST_WEIGHT = 2.4;
const LONG_WORD = 9;

export function buildVocabulary(input: {
  chart?: ChartContext | undefined;
  /** The clinician's own list: `term`, or `term = how it sounds`. */
  terms?: readonly string[] | undefined;
  /** Common drugs, which are only weak candidates. */
  drugs?: readonly DrugName[] | undefined;
}): Vocabulary {
  const terms = new Map<string, Term>();
  const add = (text: string, tier: Tier, isDrug: boolean, soundsLike = text): void => {
    const key = text.toLowerCase();
    const sounds = soundsOf(soundsLike);
    const weight = weightOfSounds(sounds);
    if (terms.has(key) || weight < SHORTEST_WEIGHT) return;
    terms.set(key, { text, tier, isDrug, sounds, weight });
  };
  const drugs = input.drugs ?? [];
  const chartDrugs = [...(input.chart?.medications ?? []), ...(input.chart?.allergies ?? [])].flatMap((entry) =>
    drugNamesOf(entry.text),
  );
  for (const name of chartDrugs) if (!LAY.test(name.toLowerCase())) add(spelling(name, drugs), 'chart', true);
  for (const phrase of input.terms ?? []) {
    const { term, soundsLike } = entryOfPhrase(phrase.trim().replace(/\s+/g, ' '));
    if (term !== '') add(term, 'own', isDrugName(term, drugs), soundsLike);
  }
  const inChart = new Set(chartDrugs.map((name) => name.toLowerCase()));
  for (const drug of drugs) {
    const names = [drug.preferred, ...drug.synonyms].flatMap((name) => name.split('/'));
    if (!names.some((name) => inChart.has(name.toLowerCase()))) continue;
    for (const name of names) if (isProperName(name)) add(name, 'alias', true);
  }
  for (const problem of input.chart?.problems ?? [])
    for (const word of problem.text.toLowerCase().match(/[\p{L}]+/gu) ?? [])
      if (word.length >= LONG_WORD && !COMMON_IN_PROBLEMS.has(word)) add(word, 'problem', false);
  const known = new Set<string>(NEVER_PRESCRIBED);
  for (const drug of drugs)
    for (const name of [drug.preferred, ...drug.synonyms].flatMap((text) => text.split('/'))) {
      known.add(name.toLowerCase());
      if (isProperName(name)) add(name, 'general', true);
    }
  return { terms: [...terms.values()], known };
}

/** A generic name or a brand, as opposed to "water pill" or "cough syrup": one word, or capitalised. */
const isProperName = (name: string): boolean => /^\p{L}{4,}$/u.test(name) && !LAY.test(name.toLowerCase());
const LAY =
  /^(?:inhalers?|puffers?|steroids?|statins?|antibiotics?|vitamins?|multivitamins?|iron|zinc|calcium|magnesium|potassium|latex|peanuts?|nuts|shellfish|shrimp|seafood|iodine|contrast|pollen|ragweed|dust|narcotics?|opioids?|painkillers?|laxatives?|antacids?|probiotics?|diuretics?|saline|nitro|folate|senna|turmeric|eyedrops|prenatals|anticoagula\w+|antidepressants?|antihistamines?|anti\w*inflammator\w+|estrogen|insulin|sulfas?|depo)$/;

const isDrugName = (text: string, drugs: readonly DrugName[]): boolean =>
  drugs.some((drug) => [drug.preferred, ...drug.synonyms].some((name) => name.toLowerCase() === text.toLowerCase()));

/** Brands keep their capital; generic names, and charts that shout, are written small. */
function spelling(name: string, drugs: readonly DrugName[]): string {
  const lower = name.toLowerCase();
  for (const drug of drugs)
    for (const brand of drug.synonyms) if (brand.toLowerCase() === lower && /^\p{Lu}/u.test(brand)) return brand;
  return lower;
}

/** "Metoprolol Succinate ER 50 mg tablet" is metoprolol; "lisinopril/HCTZ 10-12.5 [Zestoretic]" is three names. */
export function drugNamesOf(text: string): string[] {
  return text
    .split(/[/+,;()[\]]|\band\b|\s-\s|(?<=\p{L}{5})-(?=\p{L}{5})/iu)
    .map((part) =>
      // What follows the first number is strength and form.
      (part.split(/\d/)[0]!.match(/\p{L}[\p{L}'-]*/gu) ?? [])
        .filter((word) => !NOT_A_NAME.has(word.toLowerCase()) && word.length > 2)
        .slice(0, 3)
        .join(' '),
    )
    .filter((name) => name.length > 3);
}
