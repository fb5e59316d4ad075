/**
 * Families of drugs that share allergies, for "allergic to this, and now that". A small list of our own of what every prescriber is taught; it is
 * no interaction checker. `related`: families of which part react, too (cephalosporins in penicillin allergy), asked about more quietly.
 */
interface Family {
  readonly name: string;
  readonly members: RegExp;
  readonly related?: readonly string[];
}

const FAMILIES: readonly Family[] = [
  {
    name: 'penicillins',
    members: /\b(?:penicillins?|amoxicillin(?:[- ]clavulanate)?|ampicillin|augmentin|amoxil|dicloxacillin|nafcillin|oxacillin|piperacillin|zosyn|unasyn|pen[- ]?vk)\b/,
    related: ['cephalosporins'],
  },
  {
    name: 'cephalosporins',
    members: /\b(?:cephalosporins?|cephalexin|keflex|cefazolin|cefdinir|omnicef|cefuroxime|ceftin|ceftriaxone|rocephin|cefixime|suprax|cefpodoxime|cefaclor|cefepime|cefadroxil|cefprozil)\b/,
    related: ['penicillins'],
  },
  {
    name: 'sulfonamide antibiotics',
    members: /\b(?:sulfa(?: drugs?| antibiotics?)?|sulfonamides?|sulfamethoxazole(?:[- ]trimethoprim)?|trimethoprim[- ]sulfamethoxazole|bactrim|septra|sulfadiazine|sulfasalazine|tmp[- ]smx)\b/,
  },
  {
    name: 'NSAIDs',
    members: /\b(?:nsaids?|anti-inflammator(?:y|ies)|ibuprofen|advil|motrin|naproxen|aleve|naprosyn|aspirin|meloxicam|mobic|diclofenac|voltaren|ketorolac|toradol|indomethacin|celecoxib|celebrex|etodolac|nabumetone)\b/,
  },
  {
    name: 'opioids',
    members: /\b(?:opioids?|narcotics?|codeine|morphine|oxycodone|percocet|oxycontin|hydrocodone|vicodin|norco|hydromorphone|dilaudid|tramadol|ultram|fentanyl)\b/,
  },
  {
    name: 'statins',
    members: /\b(?:statins?|atorvastatin|lipitor|simvastatin|zocor|rosuvastatin|crestor|pravastatin|pravachol|lovastatin|pitavastatin|livalo)\b/,
  },
  {
    name: 'ACE inhibitors',
    members: /\b(?:ace inhibitors?|lisinopril|zestril|prinivil|enalapril|vasotec|benazepril|lotensin|ramipril|altace|captopril|capoten|quinapril|accupril|fosinopril|perindopril|trandolapril)\b/,
    related: ['angiotensin receptor blockers'],
  },
  {
    name: 'angiotensin receptor blockers',
    members: /\b(?:arbs?|angiotensin receptor blockers?|losartan|cozaar|valsartan|diovan|irbesartan|avapro|olmesartan|benicar|candesartan|telmisartan|micardis|entresto)\b/,
  },
  {
    name: 'fluoroquinolones',
    members: /\b(?:(?:fluoro)?quinolones?|ciprofloxacin|cipro|levofloxacin|levaquin|moxifloxacin|avelox|ofloxacin)\b/,
  },
  {
    name: 'macrolides',
    members: /\b(?:macrolides?|azithromycin|zithromax|z-?pa(?:ck|k)|clarithromycin|biaxin|erythromycin)\b/,
  },
  {
    name: 'tetracyclines',
    members: /\b(?:tetracyclines?|doxycycline|minocycline|vibramycin)\b/,
  },
]; // prettier-ignore

/** Two names that are one drug, or one family. */
export type Kinship = 'same' | 'family' | 'related';

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9 /-]+/g, ' ')
    .trim();

export interface Kin {
  readonly kinship: Kinship;
  /** The family they share, where it is one. */
  readonly family?: string;
}

/** How a drug is related to what somebody is allergic to. `sameDrug` says whether two names mean one drug (brand and generic). */
export function kinOf(allergen: string, drug: string, sameDrug: (a: string, b: string) => boolean): Kin | undefined {
  const a = plain(allergen);
  const b = plain(drug);
  if (a === '' || b === '') return undefined;
  if (a === b || sameDrug(a, b)) return { kinship: 'same' };
  const own = FAMILIES.filter(({ members }) => members.test(a));
  const other = FAMILIES.filter(({ members }) => members.test(b));
  const shared = own.find((family) => other.includes(family));
  if (shared) return { kinship: 'family', family: shared.name };
  const related = own
    .flatMap(({ related = [] }) => related)
    .find((name) => other.some((family) => family.name === name));
  return related === undefined ? undefined : { kinship: 'related', family: related };
}
