import type { Phrase } from './clinical-phrase.ts';

export type PlanKind =
  'medication' | 'test' | 'referral' | 'procedure' | 'advice' | 'follow-up' | 'return' | 'agreement' | 'other';

export interface PlanItem {
  readonly kind: PlanKind;
  readonly text: string;
  /** Proposed, not decided ("we could try"). */
  readonly option: boolean;
}

/** What will be done, before its condition and its form as a sentence. */
export interface PlanDraft {
  readonly kind: PlanKind;
  readonly text: string;
  readonly option: boolean;
  /** How it begins: an order of the clinician's, or advice to the patient. */
  readonly mood: 'order' | 'may' | 'can' | 'advice' | 'should' | 'patient-may' | 'plain';
}

/** The words of one intention, as the rules of `plan-intents.ts` get them. */
export interface SaidIntent {
  readonly text: string;
  /** "maybe", "perhaps" stood in front. */
  readonly maybe: boolean;
  /** A drug, test or procedure is named. */
  readonly named: boolean;
  readonly drug: boolean;
  readonly test: boolean;
  readonly phrase: Phrase;
}

/** The words were recognised, and no plan can be made of them: no later rule is asked. */
export const NO_PLAN = 'no plan';

/** `undefined`: the rule does not know this way of speaking. */
export type PlanVerdict = PlanDraft | typeof NO_PLAN | undefined;

export type PlanRule = (said: SaidIntent) => PlanVerdict;

/** Calls for help or for the clinician. */
export const RETURN =
  /\b(?:call|come back|return|emergency|urgent care|911|let (?:me|us) know|notify|seek|contact|give (?:me|us) a call|go to the (?:er|ed|hospital))\b/;

export const CLINICAL_OBJECT =
  /\b(?:mg|mcg|therapy|therapist|x-rays?|mri|ct|scan|ultrasound|echo\w*|ekg|labs?|blood|urine|culture|panel|test(?:s|ing)?|a1c|levels?|referral|prescription|medications?|medicine|dose|steroids?|antibiotics?|injections?|shots?|cast|splint|brace|boot|sling|crutches|air cast|wrap|ice|heat|exercises?|surgery|surgical|procedure|biopsy|vaccines?|diet|imaging|studies|study|inhalers?|cream|ointment|drops|epidural|catheterization|colonoscopy|endoscopy|mammogram|physical therapy|specialist|cardiology|orthopedics?|gastroenterology|neurology|dermatology|pain|weight|pressure|sugars?|insulin|pills?|tablets?|monitor\w*|handout|education|plan|nsaids?|supplements?|vitamins?|stitches|sutures|stent|insurance|transfusion|options|imaging|treatment|allergy|compression|stockings|refills?|salt|sodium|fluids?|water|sugar|carbs?|carbohydrates?|caffeine|alcohol|smoking|activity|activities|sports?|knee|foot|leg|ankle|wrist|arm|back|wound|skin|incision|weightbearing|weight-bearing|sunscreen|sun|glasses|stairs|vegetables|protein|foods?|records?|logs?|journal|glucose|lotion|soap|shampoo|rehab|follow-up|nutrition\w*|dietician|dietitian|evaluation|biopsies|questionnaires|screening|counseling|lumpectomy|excision|patch|patches|gum|consult\w*|intake|triggers?|exposure|allergens?|mask|respirator|quit)\b/;

const DRUG_VERB =
  /^(?:start|restart|resume|initiate|prescribe|continue|increase|decrease|reduce|lower|double|stop|discontinue|taper|wean|switch|refill|add|adjust|hold|take|give|use)\b/;

const TESTS =
  /\b(?:x-rays?|mri|ct|scan|ultrasound|echo\w*|ekg|labs?|blood work|bloodwork|culture|panel|tests?|a1c|levels?|urinalysis|imaging|studies|study|profile|mammogram|colonoscopy|endoscopy|count|biopsy|catheterization|monitor)\b/;
const TEST_VERB = /^(?:order|obtain|check|repeat|recheck|draw|perform|send|schedule|get|do|have|run|consider)/;
const PROCEDURES =
  /\b(?:injection|excision|aspirate|drain|surgery|procedure|cast|splint|brace|sling|boot|crutches|biopsy)\b/;
const REFERRALS = /^refer\b|\breferral\b|\bphysical therapy|occupational therapy|^(?:schedule a visit|consult)\b/;

export function kindOf(text: string, otherwise: PlanKind): PlanKind {
  if (/^follow up|^(?:return|come back) (?:in|to)\b/.test(text)) return 'follow-up';
  if (RETURN.test(text) && otherwise === 'advice') return 'return';
  if (REFERRALS.test(text)) return 'referral';
  if (TESTS.test(text) && TEST_VERB.test(text)) return 'test';
  if (PROCEDURES.test(text) && otherwise !== 'advice') return 'procedure';
  if (DRUG_VERB.test(text) && otherwise !== 'advice') return 'medication';
  return otherwise;
}
