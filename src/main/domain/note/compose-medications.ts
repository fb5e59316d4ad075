import type { ClinicalFact, MedicationFact } from '../../../shared/model/facts.ts';
import { clauseSentence, isUsable, nameAsSaid, phrase, type Composed, type ComposeVoice } from './compose-phrase.ts';
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
    const history = fact.by !== 'clinician' || isNamedAsTaken(fact, own);
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
      const since = ranOut(fact);
      const verb = since !== undefined ? 'Ran out of' : fact.action === 'stops' ? 'Stopped' : 'Does not take';
      out.push({
        slot: 'medications',
        text: voice.polish(`${verb} ${[fact.term, fact.dose].filter(Boolean).join(' ')}${since ?? ''}.`),
        facts: [fact],
      });
    }
  }
  return out;
}

/** "And you are on the metformin and the glipizide." "I stopped the glipizide.": what was named with it and not put right is taken. */
const isNamedAsTaken = (fact: MedicationFact, own: readonly MedicationFact[]): boolean =>
  fact.action === 'takes' &&
  !own.some((other) => other !== fact && other.term === fact.term && other.by !== 'clinician') &&
  own.some(
    (other) =>
      other.term !== fact.term &&
      GONE.has(other.action) &&
      other.by !== 'clinician' &&
      other.evidence.some(({ startMs }) =>
        fact.evidence.some((named) => startMs >= named.startMs && startMs - named.endMs < SOON_MS),
      ),
  );

/** An answer follows what it answers. */
const SOON_MS = 5_000;

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
    fact.term.includes('/') ? nameAsSaid(fact, voice) : fact.term,
    ...(dose === undefined ? [] : [dose]),
    ...(route === undefined ? [] : [route]),
    ...(fact.frequency === undefined ? [] : [fact.frequency]),
    ...(reason !== undefined && isUsable(reason) ? [`for ${reason}`] : []),
  ].join(' ');
  const went = howItWent(fact.effect, voice);
  const kept = adherenceOf(fact.adherence, voice);
  return `${main}${went ?? ''}${kept === undefined ? '' : `; ${kept}`}`;
}

/** "It didn't do much" → ", without much relief"; "helps a bit" → ", which helps a bit". */
function howItWent(value: string | undefined, voice: ComposeVoice): string | undefined {
  const effect = extraOf(value, voice);
  if (effect === undefined) return undefined;
  if (/\b(?:not|never|without|no)\b/.test(effect) && /\b(?:help|work|do|done|touch|relief|luck|anything)/.test(effect))
    return /\bmuch\b/.test(effect) ? ', without much relief' : ', without relief';
  const helps = /^(?:it |that |they )?((?:really |definitely )?(?:helps?|helped|works?|worked)\b.*)$/.exec(effect)?.[1];
  if (helps !== undefined)
    return `, which ${helps
      .replace(/^(?:really |definitely )/, '')
      .replace(/^help\b/, 'helps')
      .replace(/^work\b/, 'works')}`;
  // "They gave me Bactrim" tells who gave it, not what it did.
  const causes =
    /^(?:gives?|makes?|causes?|made|caused|upsets?)\b/.test(effect) ||
    /^gave \S+ (?:a|an|some|really|terrible|bad) /.test(effect)
      ? effect
      : undefined;
  return causes === undefined ? undefined : `, which ${causes}`;
}

/** "Never miss", "forgot like two times last week": doses, named as such. */
function adherenceOf(value: string | undefined, voice: ComposeVoice): string | undefined {
  const said = value === undefined ? undefined : phrase(value, voice).replace(/\blike (?=\d)/, 'about ');
  if (said === undefined) return undefined;
  if (/^(?:never|hardly ever|rarely) miss/.test(said))
    return `${/^(never|hardly ever|rarely)/.exec(said)![1]!} misses a dose`;
  const missed =
    /^(?:(sometimes|occasionally|often|always|usually) )?(miss|forg[eo]t|skip)\w*(?: to take(?: (?:it|them))?)?(.*)$/.exec(
      said,
    );
  if (missed) {
    const past = /^(?:\S+ )?(?:missed|forgot|skipped)/.test(said);
    const rest = missed[3]!.replace(/^ (?:doses?|pills?|it|them|my|a|the)\b/, '').trim();
    const own = /^(?:a |the |one |two |\d )?(?:couple|few|some|evening|morning|night|one|two|\d+)\b(?! times)/.test(
      rest,
    );
    return `${missed[1] ? `${missed[1]} ` : ''}${past ? 'missed' : 'misses'} ${own ? rest : `doses${rest === '' ? '' : ` ${rest}`}`}`;
  }
  return extraOf(value, voice);
}

/** Undefined where the drug did not run out; else since when, as far as it was said. */
function ranOut(fact: MedicationFact): string | undefined {
  const quote = fact.evidence.find(({ quote: said }) => /\b(?:ran|run) out\b/i.test(said));
  if (quote === undefined) return undefined;
  const when =
    /\b(?:(?:\d+|a|a couple(?: of)?|a few|several) (?:days?|weeks?|months?) ago|last (?:week|month)|yesterday)\b/.exec(
      fact.adherence ?? '',
    );
  return when ? ` ${when[0]}` : '';
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
      const name = [fact.term.includes('/') ? nameAsSaid(fact, voice) : fact.term, fact.dose, fact.frequency]
        .filter(Boolean)
        .join(' ');
      const how = howItWent(fact.effect, voice) ?? '';
      return { slot: 'hpi' as const, text: voice.polish(`The patient has tried ${name}${how}.`), facts: [fact] };
    });
}

export { clauseSentence };
