import type { ChartContext } from '../../../shared/model/chart.ts';
import type { ClinicalFact, MedicationFact } from '../../../shared/model/facts.ts';
import type { Lexicon } from '../understanding/lexicon.ts';
import { kinOf } from './drug-families.ts';
import { charted, doseOf, drugName, saying, type Asked } from './questions-asked.ts';

const NEW = new Set(['starts', 'refills', 'considers', 'changes', 'increases']);
const NOT_TAKEN = new Set(['not-taking', 'stops', 'took', 'refuses']);

type SameDrug = (a: string, b: string) => boolean;

const drugsOf = (facts: readonly ClinicalFact[]): MedicationFact[] =>
  facts.filter((fact): fact is MedicationFact => fact.type === 'medication' && fact.experiencer === 'patient');

/** Brand and generic, with or without a strength, mean one drug. */
function sameDrugBy(lexicon: Lexicon): SameDrug {
  const idOf = (name: string): string | undefined => {
    const concept = lexicon.lookup(drugName(name)) ?? lexicon.lookup(drugName(name).split(' ')[0] ?? '');
    return concept?.kind === 'drug' ? concept.id : undefined;
  };
  return (a, b) => {
    const id = idOf(a);
    return drugName(a) === drugName(b) || (id !== undefined && id === idOf(b));
  };
}

/** What the visit says against the chart. The chart is not the truth and the visit is not: both stand there, and the clinician decides. */
export function chartQuestions(facts: readonly ClinicalFact[], chart: ChartContext, lexicon: Lexicon): Asked[] {
  const drugs = drugsOf(facts);
  const sameDrug = sameDrugBy(lexicon);
  return [
    ...doses(drugs, chart, sameDrug),
    ...stopped(drugs, chart, sameDrug),
    ...unknownDrugs(drugs, chart, sameDrug),
    ...unknownAllergies(facts, chart, sameDrug),
    ...deniedAllergies(facts, chart),
    ...resolved(facts, chart, lexicon),
  ];
}

/** The loud one. An allergy of the chart or one told in this visit, and a drug that is begun, renewed or thought of. */
export function allergyQuestions(
  facts: readonly ClinicalFact[],
  chart: ChartContext | undefined,
  lexicon: Lexicon,
): Asked[] {
  const sameDrug = sameDrugBy(lexicon);
  const known = [
    ...(chart?.allergies ?? [])
      .filter(({ text }) => !NO_ALLERGY.test(text))
      .map(({ text, reaction }) => ({ name: text, reading: charted(reaction ? `${text}: ${reaction}` : text) })),
    ...facts
      .filter((fact) => fact.type === 'allergy' && fact.assertion === 'present')
      .map((fact) => ({ name: fact.term, reading: saying(fact) })),
  ];
  return drugsOf(facts).flatMap((drug): Asked[] => {
    if (drug.action === 'considers' && PUT_AWAY.test(drug.evidence.map(({ quote }) => quote).join(' '))) return [];
    if (!NEW.has(drug.action) && drug.action !== 'takes' && drug.action !== 'continues') return [];
    const found = known
      .map((allergy) => ({ ...allergy, kin: kinOf(allergy.name, drug.term, sameDrug) }))
      .filter(({ kin }) => kin !== undefined)
      // A related family is worth a question where the drug is new, not where it has been taken.
      .filter(({ kin }) => kin!.kinship !== 'related' || NEW.has(drug.action))
      .sort((a, b) => rank(a.kin!.kinship) - rank(b.kin!.kinship))[0];
    return found ? [{ kind: 'allergy-and-drug', subject: drug.term, readings: [saying(drug), found.reading] }] : [];
  });
}

/** "I'd normally use Keflex, but not with that history": the allergy was thought of. */
const PUT_AWAY =
  /\b(?:normally|usually|typically|ordinarily|otherwise|would have)\b|\b(?:but|so) (?:not|with (?:your|that|the)|because of|given)\b|\b(?:can not|can't|cannot|will not|won't|avoid|not going to|instead)\b|\ballerg/i;

const rank = (kinship: string): number => ['same', 'family', 'related'].indexOf(kinship);
const NO_ALLERGY = /^\s*(?:no (?:known )?(?:drug )?allerg|nkda|nka|none)/i;

/** The dose said is not the chart's. A dose being changed in this visit differs by intention. */
function doses(drugs: readonly MedicationFact[], chart: ChartContext, sameDrug: SameDrug): Asked[] {
  return drugs.flatMap((drug): Asked[] => {
    if (!['takes', 'continues', 'refills'].includes(drug.action)) return [];
    const said = doseOf(drug.dose);
    if (!said) return [];
    const entry = chart.medications.find(({ text }) => sameDrug(text, drug.term));
    const held = entry && (doseOf(entry.dose) ?? doseOf(entry.text));
    if (!entry || !held || held.unit !== said.unit || held.value === said.value) return [];
    // "2 tablets of 500 mg": the chart's strength is not the dose.
    if (said.value % held.value === 0 && /\b(?:[2-9]|two|three) tab/i.test(entry.dose ?? '')) return [];
    return [{ kind: 'dose-differs', subject: drug.term, readings: [saying(drug), charted(entryText(entry))] }];
  });
}

const entryText = ({ text, dose }: ChartContext['medications'][number]): string =>
  dose === undefined || text.includes(dose) ? text : `${text}, ${dose}`;

const IS_OVER =
  /\b(?:used to|was on|were on|years|months ago|stopped|until|any ?more|no longer|back (?:in|then|when)|before (?:the|my|i)|came off|off (?:it|that|of))\b/i;
const ACTIVE = /^(?:active|on-?hold|intended|)$/i;

/** Active in the chart, and the patient says that they do not take it. A stop that the clinician decides now is the plan. */
function stopped(drugs: readonly MedicationFact[], chart: ChartContext, sameDrug: SameDrug): Asked[] {
  return drugs.flatMap((drug): Asked[] => {
    // "I took some ibuprofen last night" is no end of it.
    const said = drug.evidence.map(({ quote }) => quote).join(' ');
    if (/\bwithout\b/i.test(said)) return [];
    if (drug.action === 'took' && !IS_OVER.test(said)) return [];
    if (!NOT_TAKEN.has(drug.action) || drug.by === 'clinician' || drug.action === 'refuses') return [];
    const entry = chart.medications.find(({ text, status = '' }) => ACTIVE.test(status) && sameDrug(text, drug.term));
    return entry
      ? [{ kind: 'medication-stopped', subject: drug.term, readings: [saying(drug), charted(entryText(entry))] }]
      : [];
  });
}

/** Taken, and not in the chart. Only where the chart lists drugs at all: an empty list says nothing. */
function unknownDrugs(drugs: readonly MedicationFact[], chart: ChartContext, sameDrug: SameDrug): Asked[] {
  if (chart.medications.length === 0) return [];
  return drugs.flatMap((drug): Asked[] => {
    if (drug.action !== 'takes' && drug.action !== 'continues') return [];
    if (isOnce(drug)) return [];
    if (CLASS.test(drug.term) || chart.medications.some(({ text }) => sameDrug(text, drug.term))) return [];
    return [{ kind: 'medication-not-in-chart', subject: drug.term, readings: [saying(drug)] }];
  });
}

/** "One headache, Tylenol took care of it": nothing that a list of medications would hold. */
const isOnce = (drug: MedicationFact): boolean =>
  drug.dose === undefined &&
  drug.frequency === undefined &&
  /\b(?:took care of|once|one time|helped with (?:it|that)|the other day|last (?:night|week)|yesterday|this morning)\b/i.test(
    drug.evidence.map(({ quote }) => quote).join(' '),
  );

/** "Blood pressure medication" may be any of the chart's. */
const CLASS =
  /\b(?:medications?|medicines?|pills?|antibiotics?|diuretics?|inhalers?|vitamins?|supplements?|steroids?|nsaids?|statins?|insulin|blood thinners?|antihistamines?|drops?|cream|drug class)\b/i;

function unknownAllergies(facts: readonly ClinicalFact[], chart: ChartContext, sameDrug: SameDrug): Asked[] {
  return facts.flatMap((fact): Asked[] => {
    if (fact.type !== 'allergy' || fact.assertion !== 'present') return [];
    const known = chart.allergies.some(({ text }) => {
      const kin = kinOf(text, fact.term, sameDrug);
      return kin !== undefined && kin.kinship !== 'related';
    });
    return known || chart.allergies.some(({ text }) => text.toLowerCase().includes(fact.term.toLowerCase()))
      ? []
      : [{ kind: 'allergy-not-in-chart', subject: fact.term, readings: [saying(fact)] }];
  });
}

/** "No allergies", and the chart holds one. */
function deniedAllergies(facts: readonly ClinicalFact[], chart: ChartContext): Asked[] {
  const known = chart.allergies.filter(({ text }) => !NO_ALLERGY.test(text));
  const denial = facts.find(
    (fact) => fact.type === 'allergy' && fact.assertion === 'negated' && GENERAL.test(fact.term),
  );
  if (!denial || known.length === 0) return [];
  return [
    {
      kind: 'allergy-denied',
      subject: denial.term,
      readings: [
        saying(denial),
        ...known.slice(0, 4).map(({ text, reaction }) => charted(reaction ? `${text}: ${reaction}` : text)),
      ],
    },
  ];
}

const GENERAL = /^(?:(?:known )?(?:drug|medication|medicine)? ?allerg(?:y|ies)|drug allergies)$/i;

/** "Other than the melanoma, how are you?", "something for your acne?", "no recurrence of the DCIS": named in passing, whatever the answer was. */
function isOnlyNamed(fact: ClinicalFact): boolean {
  const term = fact.term.toLowerCase().replace(/[^a-z0-9 ]/g, '.');
  const named = new RegExp(
    `\\b(?:other than|besides|aside from|apart from|except|for|about|with|from|of|on|recurren\\w+|evidence of) (?:(?:the|your|his|her|my|this|that|a|any) )*(?:\\w+ )?${term}`,
  );
  const said = fact.evidence.map(({ quote }) => quote.toLowerCase()).join(' — ');
  return named.test(said) || /\b(?:recurren\w+|any history|family)\b/.test(said);
}

/** A problem that the chart holds as active, said to be gone, or denied. */
function resolved(facts: readonly ClinicalFact[], chart: ChartContext, lexicon: Lexicon): Asked[] {
  const same = (text: string, term: string): boolean => {
    const bare = text
      .replace(/\s*\(.*?\)\s*$/, '')
      .trim()
      .toLowerCase();
    const id = lexicon.lookup(bare)?.id;
    return bare === term.toLowerCase() || (id !== undefined && id === lexicon.lookup(term)?.id);
  };
  return facts.flatMap((fact): Asked[] => {
    const isGone =
      (fact.type === 'finding' &&
        fact.kind === 'condition' &&
        fact.experiencer === 'patient' &&
        (fact.assertion === 'resolved' || fact.assertion === 'negated')) ||
      (fact.type === 'history' &&
        fact.kind === 'medical' &&
        fact.experiencer === 'patient' &&
        (fact.assertion === 'resolved' || fact.assertion === 'negated')) ||
      (fact.type === 'diagnosis' && fact.certainty === 'rejected');
    if (!isGone || isOnlyNamed(fact)) return [];
    const entry = chart.problems.find(
      ({ text, status = '' }) => !/^(?:resolved|inactive|remission)$/i.test(status) && same(text, fact.term),
    );
    return entry
      ? [{ kind: 'problem-resolved', subject: fact.term, readings: [saying(fact), charted(entry.text)] }]
      : [];
  });
}
