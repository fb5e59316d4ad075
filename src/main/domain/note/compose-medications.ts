import type { ClinicalFact, MedicationFact } from '../../../shared/model/facts.ts';
import { clauseSentence, isUsable, phrase, type Composed, type ComposeVoice } from './compose-phrase.ts';
import { capital } from './sentence-text.ts';

const NOW: ReadonlySet<MedicationFact['action']> = new Set(['takes', 'continues', 'refills']);
const GONE: ReadonlySet<MedicationFact['action']> = new Set(['stops', 'not-taking']);

/**
 * What the patient takes and does not, one drug a line: "Metformin 1000 mg twice daily for diabetes. Misses doses sometimes." Plans are not
 * history; what was tried for the complaint belongs to its story.
 */
export function composeMedications(facts: readonly ClinicalFact[], voice: ComposeVoice): Composed[] {
  const own = facts.filter(
    (fact): fact is MedicationFact => fact.type === 'medication' && fact.experiencer === 'patient' && !isUntaken(fact),
  );
  const out: Composed[] = [];
  const seen = new Set<string>();
  for (const fact of own) {
    const history = fact.by !== 'clinician';
    const key = `${fact.term.toLowerCase()}|${GONE.has(fact.action) ? 'gone' : 'now'}|${fact.dose ?? ''}`;
    if (!history || seen.has(key) || isGeneric(fact.term)) continue;
    // Now and not, of one drug: the visit says both; the story tells which.
    if (
      GONE.has(fact.action) &&
      own.some((other) => other.term === fact.term && other.by !== 'clinician' && NOW.has(other.action))
    )
      continue;
    if (NOW.has(fact.action) || (fact.action === 'starts' && fact.by !== 'clinician')) {
      // The same drug without its dose, beside the one with it.
      if (
        fact.dose === undefined &&
        own.some(
          (other) =>
            other !== fact &&
            other.term === fact.term &&
            NOW.has(other.action) &&
            other.dose !== undefined &&
            other.by !== 'clinician',
        )
      )
        continue;
      seen.add(key);
      out.push({ slot: 'medications', text: voice.polish(`${capital(lineOf(fact, voice))}.`), facts: [fact] });
    } else if (fact.action === 'stops' || (fact.action === 'not-taking' && isSaidGone(fact))) {
      seen.add(key);
      const verb = fact.action === 'stops' ? 'Stopped' : 'Does not take';
      out.push({
        slot: 'medications',
        text: voice.polish(`${verb} ${[fact.term, fact.dose].filter(Boolean).join(' ')}.`),
        facts: [fact],
      });
    }
  }
  return out;
}

/** "She gave me one of hers but I didn't take it". */
const isUntaken = (fact: MedicationFact): boolean =>
  !GONE.has(fact.action) &&
  fact.action !== 'refuses' &&
  fact.evidence.some(({ quote }) =>
    /\b(?:did\s?n[o'’]t|didn't|never|not)\s+(?:take|took|taken|used?|started?|tried)\b/i.test(quote),
  );

/** Not taken by plain words, with the drug among them; a bare "no" to a list is no story of a drug. */
const isSaidGone = (fact: MedicationFact): boolean =>
  fact.evidence.some(({ quote }) =>
    /\b(?:ran out|run out|out of (?:it|my|the)|no longer|stopped|quit|came off|not (?:been )?taking|n't (?:been )?tak(?:e|en|ing)|do not take|n['’]?t take)\b/i.test(
      quote,
    ),
  );

/** "Medication" and "pills" name nothing that could be listed. */
const isGeneric = (term: string): boolean =>
  /^(?:narcotics?|inhalers?|pollen|estrogen|steroids?|iodine|latex|statins?|diuretics?|medications?|medicines?|pills?|drugs?|antibiotics?|supplements?|vitamins?|alcohol|tobacco|nicotine|caffeine|oxygen|marijuana|cannabis|salt|fluids?)$/i.test(
    term,
  );

function lineOf(fact: MedicationFact, voice: ComposeVoice): string {
  const dose = fact.dose !== undefined && (/[a-z%]/i.test(fact.dose) || /^\d/.test(fact.dose)) ? fact.dose : undefined;
  const route =
    fact.route !== undefined &&
    !fact.term.includes(fact.route) &&
    /^(?:by mouth|topically|injection|inhaled|under the tongue|in each nostril|in the (?:eye|ear)|patch|rectally|intravenous)$/.test(
      fact.route,
    ) &&
    fact.route !== 'injection'
      ? fact.route
      : undefined;
  const reason = fact.indication === undefined ? undefined : phrase(fact.indication.replace(/^for /, ''), voice);
  const main = [
    fact.term,
    ...(dose === undefined ? [] : [dose]),
    ...(route === undefined ? [] : [route]),
    ...(fact.frequency === undefined ? [] : [fact.frequency]),
    ...(reason !== undefined && isUsable(reason) ? [`for ${reason}`] : []),
  ].join(' ');
  const extra = [fact.adherence, fact.effect]
    .map((value) => extraOf(value, voice))
    .filter((value) => value !== undefined);
  return [main, ...extra].join('; ');
}

function extraOf(value: string | undefined, voice: ComposeVoice): string | undefined {
  if (value === undefined) return undefined;
  const said = phrase(value, voice);
  const count = said.split(' ').length;
  return isUsable(said) && count >= 2 && count <= 8 ? said : undefined;
}

/** What was tried for a complaint and how it went: "The patient has tried ibuprofen and ice." */
export function composeTried(facts: readonly ClinicalFact[], voice: ComposeVoice): Composed[] {
  const tried = facts.filter(
    (fact): fact is MedicationFact =>
      fact.type === 'medication' &&
      fact.experiencer === 'patient' &&
      fact.by !== 'clinician' &&
      fact.action === 'took' &&
      !isUntaken(fact),
  );
  return tried
    .filter((fact, i) => tried.findIndex((other) => other.term === fact.term) === i && !isGeneric(fact.term))
    .map((fact) => {
      const name = [fact.term, fact.dose, fact.frequency].filter(Boolean).join(' ');
      const effect = extraOf(fact.effect, voice);
      const how =
        effect === undefined
          ? ''
          : /\b(?:not|never|no|without)\b/.test(effect)
            ? ', without relief'
            : /^(?:help|helps|helped|works|worked|it helped)\b/.test(effect)
              ? `, which ${effect
                  .replace(/^it /, '')
                  .replace(/^(?:help|helps)\b/, 'helps')
                  .replace(/^works?\b/, 'works')}`
              : '';
      return { slot: 'hpi' as const, text: voice.polish(`The patient has tried ${name}${how}.`), facts: [fact] };
    });
}

export { clauseSentence };
