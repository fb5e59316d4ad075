import type { CodeEntry } from './code-table.ts';
import { isUnder, LASTING } from './conditions.ts';
import type { Statement } from './note-reader.ts';

/** 1 minimal or straightforward, 2 low, 3 moderate, 4 high. */
export type Tier = 1 | 2 | 3 | 4;

export interface TierWithReason {
  readonly tier: Tier;
  readonly reason: string;
}

const THREATENING = ['I20.0', 'I21', 'I24', 'I26', 'I60', 'I61', 'I63', 'I71.0', 'J96.0', 'J80', 'J81', 'K35', 'K65', 'A41', 'R65', 'G00', 'I50.21', 'I50.23', 'I50.31', 'I50.33', 'I50.41', 'I50.43', 'T78.2', 'E10.10', 'E11.10', 'E11.00', 'O00', 'J45.22', 'J45.32', 'J45.42', 'J45.52', 'J45.902', 'I16.1', 'N44.0', 'D57.00']; // prettier-ignore
const EXACERBATED = ['J44.1', 'J44.0', 'J45.21', 'J45.31', 'J45.41', 'J45.51', 'J45.901', 'E11.65', 'E10.65', 'E13.65', 'E11.649', 'I16', 'I1A', 'G43.901', 'G43.919', 'G40.919', 'K57.2', 'F33.2', 'F32.2', 'F33.1', 'F32.1']; // prettier-ignore
const SYSTEMIC = ['J12', 'J13', 'J14', 'J15', 'J16', 'J18', 'N10', 'K57.3', 'K57.9', 'K81', 'K85', 'A04', 'L03', 'B27', 'J36', 'H70', 'N70', 'N73', 'A69.2', 'M00', 'I30', 'J44.0']; // prettier-ignore
const UNDIAGNOSED = ['N63', 'R91', 'R55', 'R07.9', 'R07.2', 'R63.4', 'D48', 'D49', 'R31', 'R04.2', 'K92', 'R19.0', 'R22.1', 'R56.9', 'R59.1', 'R41.82', 'H53.13', 'R29.810', 'R90', 'C', 'R20.2', 'R06.0', 'R00.2', 'R13', 'N95.0', 'R17', 'R18', 'D69.6', 'R97']; // prettier-ignore
const COMPLICATED_INJURY = ['S02', 'S06.0X1', 'S06.0X9', 'S12', 'S22', 'S32', 'S42', 'S52', 'S62', 'S72', 'S82', 'S92', 'S83.2', 'S83.5', 'S46.0', 'S86.01', 'S03', 'S43.0', 'S53.1']; // prettier-ignore
const MINOR = ['J00', 'B07', 'B08', 'B35', 'B85', 'L22', 'L55', 'L74', 'L91.8', 'L84', 'W57', 'T14.8', 'S00', 'S10', 'S20.2', 'S30', 'S40.0', 'S50.0', 'S60.0', 'S70.0', 'S80.0', 'S90', 'R09.8', 'R05', 'H61.2', 'K64.4', 'L85.3', 'R14', 'R11.0', 'Z48.02']; // prettier-ignore

const WORSE =
  /\b(?:exacerbat\w+|worsen\w*|uncontrolled|not (?:well[- ])?controlled|poorly controlled|not at goal|above goal|progress(?:ing|ed|ion)|flar(?:e|ing)|decompensated|side effects? (?:of|from)|suboptimal(?:ly)?|inadequate(?:ly)?|elevated (?:today|at|in)|slightly elevated|has been elevated)\b/i;
const INTENSIFIED =
  /\b(?:increase[ds]?|increasing|uptitrate|titrate|add(?:ed|ing)?|start(?:ed|ing)?|initiat(?:e|ed|ing)|switch(?:ed|ing)?|chang(?:e|ed|ing)) (?:\w+\s+){0,6}?\d+(?:\.\d+)?\s*(?:mg|mcg|units|g)\b/i;

/** What was addressed, by number and weight (the problems column of the MDM table). */
export function problemTier(codes: readonly CodeEntry[], statements: readonly Statement[]): TierWithReason | undefined {
  const addressed = codes.filter(
    (entry) => !isUnder(entry.code, ['Z', 'Y', 'W', 'X', 'V', 'R03.0']) || isUnder(entry.code, ['Z63', 'Z73', 'Z21']),
  );
  if (addressed.length === 0) return undefined;
  const text = statements
    .filter((statement) => ['assessment', 'plan', 'assessment-plan', 'subjective'].includes(statement.role))
    .map((statement) => statement.text)
    .join(' ');
  const threatening = addressed.find((entry) => isUnder(entry.code, THREATENING));
  if (threatening) return { tier: 4, reason: `${threatening.code} can threaten life or function` };
  const chronic = addressed.filter((entry) => isUnder(entry.code, LASTING));
  const named = (entries: readonly CodeEntry[]): string => entries.map((entry) => entry.code).join(', ');
  const worse = addressed.find((entry) => isUnder(entry.code, EXACERBATED));
  if (worse) return { tier: 3, reason: `${worse.code} is a worsening or complicated condition` };
  if (distinctConditions(chronic) >= 2)
    return { tier: 3, reason: `two or more chronic conditions (${named(chronic)})` };
  if (chronic.length > 0 && (WORSE.test(text) || INTENSIFIED.test(text)))
    return { tier: 3, reason: `a chronic condition not at its goal (${named(chronic)})` };
  const systemic = addressed.find((entry) => isUnder(entry.code, SYSTEMIC));
  if (systemic) return { tier: 3, reason: `an acute illness with effects on the whole body (${systemic.code})` };
  const injury = addressed.find((entry) => isUnder(entry.code, COMPLICATED_INJURY));
  if (injury) return { tier: 3, reason: `a complicated injury (${injury.code})` };
  const unknown = addressed.find((entry) => isUnder(entry.code, UNDIAGNOSED));
  if (unknown) return { tier: 3, reason: `a new problem of uncertain outlook (${unknown.code})` };
  if (chronic.length > 0) return { tier: 2, reason: `one stable chronic condition (${named(chronic)})` };
  const minor = addressed.filter((entry) => isUnder(entry.code, MINOR));
  if (minor.length === addressed.length)
    return minor.length > 1
      ? { tier: 2, reason: 'two or more minor problems' }
      : { tier: 1, reason: `one minor problem (${named(minor)})` };
  return { tier: 2, reason: `an acute, uncomplicated problem (${named(addressed.slice(0, 2))})` };
}

/** Combination codes with their detail (I12.9 and N18.30, E11.22) are one condition each, not two. */
function distinctConditions(entries: readonly CodeEntry[]): number {
  const groups = new Set(
    entries.map((entry) => (isUnder(entry.code, ['I10', 'I11', 'I12', 'I13', 'I1A']) ? 'htn' : entry.code.slice(0, 3))),
  );
  if (
    groups.has('N18') &&
    (groups.has('htn') || groups.has('E11')) &&
    entries.some((entry) => isUnder(entry.code, ['I12', 'I13', 'E11.22']))
  )
    groups.delete('N18');
  return groups.size;
}

const TESTS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['blood count', /\b(?:cbc|complete blood count|blood count|hemoglobin(?! a1c)|h&h)\b/i],
  ['metabolic panel', /\b(?:cmp|bmp|(?:comprehensive |basic )?metabolic (?:panel|profile)|electrolytes|creatinine|kidney function|renal function|chem(?:istry)? panel)\b/i],
  ['A1c', /\b(?:hemoglobin a1c|hgb a1c|hba1c|a1c)\b/i],
  ['lipids', /\b(?:lipid (?:panel|profile)|cholesterol (?:panel|level|check)|lipids)\b/i],
  ['thyroid', /\b(?:tsh|thyroid (?:panel|labs|function|studies))\b/i],
  ['urinalysis', /\b(?:urinalysis|ua|urine dip(?:stick)?)\b/i],
  ['urine culture', /\burine culture\b/i],
  ['urine albumin', /\b(?:microalbumin|urine albumin|albumin[- ]creatinine|uacr)\b/i],
  ['throat test', /\b(?:rapid strep|strep (?:test|swab|screen)|throat culture)\b/i],
  ['flu or covid test', /\b(?:(?:flu|influenza|covid(?:-19)?) (?:test|swab|pcr|screen)|rapid (?:flu|covid))\b/i],
  ['liver tests', /\b(?:lfts?|liver (?:function|enzymes|panel))\b/i],
  ['iron or vitamins', /\b(?:ferritin|iron (?:studies|panel)|vitamin d level|b12 level|folate)\b/i],
  ['inflammation markers', /\b(?:esr|crp|sed rate|c-reactive)\b/i],
  ['autoimmune panel', /\b(?:ana|rheumatoid factor|anti-ccp|autoimmune panel)\b/i],
  ['PSA', /\b(?:psa|prostate[- ]specific)\b/i],
  ['uric acid', /\buric acid\b/i],
  ['coagulation', /\b(?:inr|pt\/inr|d-dimer|ptt)\b/i],
  ['heart enzymes', /\b(?:troponin|bnp|pro-?bnp)\b/i],
  ['blood culture', /\bblood cultures?\b/i],
  ['blood work', /\b(?:blood ?work|labs|lab work|laboratory (?:tests|studies))\b/i],
  ['pregnancy test', /\b(?:pregnancy test|hcg)\b/i],
  ['ECG', /\b(?:ekg|ecg|electrocardiogram|holter|event monitor)\b/i],
  ['echocardiogram', /\b(?:echocardiogram|echo)\b/i],
  ['stress test', /\bstress test\b/i],
  ['X-ray', /\b(?:x-?rays?|radiographs?)\b/i],
  ['CT', /\b(?:ct|cat) (?:scan|of|chest|abdomen|head)|\bcomputed tomography\b|\bct\b/i],
  ['MRI', /\b(?:mri|magnetic resonance)\b/i],
  ['ultrasound', /\b(?:ultrasound|sonogram|doppler)\b/i],
  ['mammogram', /\bmammogra(?:m|phy)\b/i],
  ['bone density', /\b(?:dexa|bone density)\b/i],
  ['lung function', /\b(?:spirometry|pulmonary function|pfts?)\b/i],
  ['endoscopy', /\b(?:colonoscopy|endoscopy|egd)\b/i],
  ['nerve study', /\b(?:emg|nerve conduction)\b/i],
  ['sleep study', /\b(?:sleep study|polysomnogra)/i],
  ['biopsy', /\b(?:biopsy|pathology)\b/i],
  ['pap smear', /\b(?:pap(?: smear| test)?|hpv test)\b/i],
]; // prettier-ignore

const HISTORIAN =
  /\b(?:history (?:is |was )?(?:provided|given|obtained) (?:by|from) (?:the |his |her |their )?(?:patient's )?(?:mother|father|mom|dad|parents?|guardian|daughter|son|wife|husband|spouse|caregiver|grandmother|grandfather)|(?:mother|father|mom|dad|parents?|guardian|daughter|caregiver) (?:reports?|states|says|provides|notes))\b/i;
const EXTERNAL =
  /\b(?:outside records?|external (?:notes?|records?)|records? (?:from|obtained)|discharge summary|notes? from (?:the |his |her )?(?:er|ed|emergency|hospital|cardiolog|specialist|urgent care))\b/i;
const INTERPRETED =
  /\b(?:independent(?:ly)? (?:interpret|review)|(?:i|we) (?:have )?(?:personally|independently) (?:review|interpret|view|read)|my (?:own )?(?:read|interpretation) of)\b/i;
const DISCUSSED =
  /\b(?:discussed|spoke|consulted|conferred) (?:the case |this case |management |results )?with (?:dr\b|the (?:radiolog|cardiolog|surge|orthoped|specialist|consultant|pharmacist)|cardiolog|radiolog|neurolog|orthop)/i;

export function dataTier(statements: readonly Statement[]): TierWithReason {
  const relevant = statements.filter((statement) =>
    ['objective', 'assessment', 'plan', 'assessment-plan'].includes(statement.role),
  );
  const text = relevant
    .map((statement) => statement.text)
    .filter(
      (line) => !/\b(?:if (?:this|it|her|his|the|symptoms|no)|consider|future|would|may need|could)\b/i.test(line),
    )
    .join('\n');
  const all = statements.map((statement) => statement.text).join('\n');
  const tests = TESTS.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);
  // "Labs" besides a named test is that test.
  const counted = tests.length > 1 ? tests.filter((name) => name !== 'blood work') : tests;
  const documents = EXTERNAL.test(all) ? 1 : 0;
  const historian = HISTORIAN.test(all);
  const items = counted.length + documents + (historian ? 1 : 0);
  const categories = (items >= 3 ? 1 : 0) + (INTERPRETED.test(text) ? 1 : 0) + (DISCUSSED.test(text) ? 1 : 0);
  const listed = [
    ...counted,
    ...(documents > 0 ? ['outside records'] : []),
    ...(historian ? ['another person’s account'] : []),
  ].join(', ');
  if (categories >= 2) return { tier: 4, reason: `extensive data (${listed})` };
  if (categories === 1)
    return {
      tier: 3,
      reason: `tests, readings or discussions of a moderate amount (${listed || 'own reading or discussion'})`,
    };
  if (counted.length + documents >= 2 || historian) return { tier: 2, reason: `limited data (${listed})` };
  return { tier: 1, reason: listed === '' ? 'no tests' : `one test (${listed})` };
}

const DRUG = String.raw`(?:\w+(?:pril|sartan|olol|statin|azole|cillin|mycin|micin|cycline|floxacin|prazole|gliptin|gliflozin|glutide|oxetine|opram|triptan|isone|solone|oxicam|tidine|zepam|zolam|dipine|semide|thiazide|gabalin|pentin|terol|sonide|casone|profen|vir|mab|xaban|fibrate|lukast|cephalexin|cefdinir|dronate|setron|metformin)|metformin|insulin|levothyroxine|synthroid|albuterol|prednisone|gabapentin|tramadol|oxycodone|hydrocodone|norco|percocet|ultram|warfarin|coumadin|eliquis|xarelto|plavix|clopidogrel|lasix|bumex|mobic|flexeril|cyclobenzaprine|naproxen|augmentin|z-?pak|zithromax|keflex|bactrim|macrobid|zofran|singulair|advair|symbicort|lipitor|crestor|zocor|norvasc|zoloft|lexapro|prozac|wellbutrin|wegovy|ozempic|mounjaro|trulicity|zepbound|trelegy|breo|spiriva|nitrofurantoin|ciprofloxacin|dexamethasone|tamsulosin|duloxetine|lantus|humalog|novolog|metoprolol|carvedilol|atorvastatin|rosuvastatin|bupropion|sertraline|trazodone|adderall|concerta|methylphenidate|humira|methotrexate|allopurinol|colchicine|imitrex|topamax|keppra|lamictal|lithium|seroquel|abilify|spironolactone|digoxin|nitroglycerin|estradiol|depo-?provera|contraceptives?|birth control|tretinoin|benzoyl|clobetasol|hydrocortisone|triamcinolone|steroids?|antibiotics?|antidepressant|inhaler|statin|unithroid|epiduo|phexxi|diclofenac|meloxicam)`;
const PRESCRIBED = new RegExp(
  String.raw`\b(?:prescri(?:be|bed|bing|ption|ptions)|refill(?:ed|s)?)\b|\b(?:start|begin|initiate|continue|increase|decrease|reduce|adjust|switch|change|add|discontinue|stop|resume|taper|titrate|put (?:him|her|them|you) on|take|taking|give|given|dispense)\w*\b[^.;]{0,60}(?:\b\d+(?:\.\d+)?\s*(?:mg|mcg|units?|ml|%)(?!\w)|\b${DRUG}\b)|\b${DRUG}\b[^.;\n]{0,30}(?:\b\d+(?:\.\d+)?\s*(?:mg|mcg|units?|%)|\b(?:bid|tid|qid|daily|nightly|prn|qhs|q\d+h)\b|\bx\s*\d+\s*(?:d|days)\b|\b(?:drops|ointment|cream|gel|patch|inhaler|tablets?|capsules?|injection)\b|\b\d+ days\b)|\b(?:ibuprofen|motrin)\s+(?:600|800)\b|\b(?:his|her|their|current|home) (?:current )?(?:medications?|medicines?|inhalers?)\b`,
  'i',
);
const OVER_THE_COUNTER =
  /\b(?:over[- ]the[- ]counter|otc|tylenol|acetaminophen|ibuprofen|motrin|advil|aleve|claritin|zyrtec|benadryl|flonase|mucinex|tums|miralax|icy hot|vitamin d|supplement)\b/i;
const HIGH_RISK =
  /\b(?:(?:admit(?:ted)?|admission|se(?:nd|nt)|transfer(?:red)?|go) (?:\w+ ){0,3}?(?:to )?(?:the )?(?:hospital|emergency (?:room|department)|er|ed)\b|hospitaliz(?:e|ation)|call(?:ed)? 911|hospice|do not resuscitate|de-escalat\w+ care|emergency surgery)\b/i;
const SURGERY =
  /\b(?:schedul\w+|recommend\w*|proceed\w* with|plan(?:ned)? for|candidate for|undergo|consent(?:ed)? (?:to|for))\b[^.;]{0,50}\b(?:surgery|surgical|excision|arthroscop\w+|arthroplasty|replacement|repair|fixation|resection|hysterectomy|cholecystectomy|injection)\b/i;
const LOW_RISK =
  /\b(?:physical therapy|occupational therapy|brace|splint|crutches|boot|sling|aircast|cast|ice|heat|elevat\w+|stretch\w*|exercises?|orthotics?|wrap|refer\w*|diet|counsel\w*)\b/i;

/** What managing it may do to the patient (the risk column). */
export function riskTier(statements: readonly Statement[], codes: readonly CodeEntry[]): TierWithReason {
  const plan = statements
    .filter((statement) => ['assessment', 'plan', 'assessment-plan'].includes(statement.role))
    .map((statement) => statement.text);
  // What would be done if things went wrong is advice, not a decision.
  const decided = plan.filter(
    (line) =>
      !/^\s*(?:if|should)\b|\b(?:return|go|call|come) (?:\w+ ){0,5}if\b|\bif (?:symptoms|she|he|they|this|it|not|her|his|the|there|pain|you|worse|fever)\b/i.test(
        line,
      ),
  );
  const text = decided.join('\n');
  if (HIGH_RISK.test(text)) return { tier: 4, reason: 'hospital or emergency care was decided' };
  const surgery = SURGERY.exec(text);
  if (PRESCRIBED.test(withoutOverTheCounter(text))) return { tier: 3, reason: 'prescription drugs were managed' };
  if (surgery) return { tier: 3, reason: 'a procedure was decided' };
  if (codes.some((entry) => isUnder(entry.code, ['Z55', 'Z56', 'Z59', 'Z60.2', 'Z91.120'])))
    return { tier: 3, reason: 'social circumstances limit treatment' };
  if (OVER_THE_COUNTER.test(text) || LOW_RISK.test(text)) return { tier: 2, reason: 'low-risk treatment' };
  return { tier: 1, reason: 'no treatment with risk' };
}

/** What anyone can buy is no prescription, unless its strength makes it one. */
function withoutOverTheCounter(text: string): string {
  const bought = new RegExp(`${OVER_THE_COUNTER.source}(?:\\s+\\d+\\s*(?:mg|mcg|units?|iu|g)?)?`, 'gi');
  return text.replace(bought, (name) => (/^(?:ibuprofen|motrin)\s+(?:600|800)/i.test(name) ? name : ' '));
}
