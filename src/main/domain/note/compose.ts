import type { ClinicalFact, FindingFact } from '../../../shared/model/facts.ts';
import { tokenize } from '../understanding/tokens.ts';
import { remembered } from '../understanding/remembered.ts';
import type { Unit } from '../understanding/utterances.ts';
import { composeComplaint, detailCount, isSpan, nameOf } from './compose-complaint.ts';
import { composeAllergies, composeFamily, composePast, composeSocial } from './compose-history.ts';
import { composeMedications, composeTried } from './compose-medications.ts';
import { composeReadings } from './compose-readings.ts';
import { phrase, type Composed, type ComposeVoice } from './compose-phrase.ts';
import { SUBJECTIVE, type Slot, type Statement } from './statement.ts';
import { capital } from './sentence-text.ts';

/** "I'm worried it is getting worse" is no complaint of the mood. */
const isVague = (fact: FindingFact): boolean =>
  (/^(?:pain|stress|muscle strain|injury|problem|symptoms?|discomfort)$/.test(fact.term) && fact.site === undefined) ||
  (fact.term === 'anxious mood' && !fact.evidence.some(({ quote }) => /anxi/i.test(quote)));

/** "Any ringing?" "Yes." while an ear is talked about: the place stands only where its own words name it. */
function withHeardPlace(fact: FindingFact, { lexicon }: ComposeVoice): FindingFact {
  const { site, side: _, ...rest } = fact;
  if (lexicon === undefined || site === undefined || fact.term.includes(site)) return fact;
  const isHeard = fact.evidence.some(({ quote }) =>
    lexicon.find(tokenize(quote)).some(({ concept }) => concept.preferred === site || concept.preferred.includes(site)),
  );
  return isHeard ? fact : { ...rest };
}

/** A list of what is known is always wanted; a story told in one breath tells itself better than a list of its parts. */
const LISTED: ReadonlySet<Slot> = new Set(['medications', 'allergies', 'family', 'social', 'pmh', 'psh']);
const ALWAYS = 0.66;

/** History made from facts, each sentence with every unit that its facts rest on. */
export function composeHistory(
  facts: readonly ClinicalFact[],
  unitsOf: (facts: readonly ClinicalFact[]) => Unit[],
  voice: ComposeVoice,
): Statement[] {
  // "I wish I would lose weight" is neither loss nor gain.
  const findings = facts
    .filter(
      (fact): fact is FindingFact =>
        fact.type === 'finding' && !fact.evidence.some(({ quote }) => /\bI wish\b/i.test(quote)),
    )
    .map((fact) => withHeardPlace(fact, voice));
  const told = findings.filter(
    (fact) => fact.kind === 'symptom' && fact.by !== 'clinician' && detailCount(fact) >= 1 && !isVague(fact),
  );
  const composed: Composed[] = [
    ...told.flatMap((fact) => composeComplaint(fact, findings, voice)),
    ...composeReadings(facts, voice),
    ...composeTried(facts, voice),
    ...composeMedications(facts, voice),
    ...composeAllergies(facts, voice),
    ...composeFamily(facts, voice),
    ...composePast(facts, voice),
    ...composeSocial(facts, voice),
  ];
  const listed = findings
    .filter(
      (fact) => fact.by !== 'clinician' && fact.experiencer === 'patient' && fact.kind === 'symptom' && !isVague(fact),
    )
    .filter((fact) => fact.assertion === 'present' || fact.assertion === 'negated')
    .flatMap((fact): Statement[] => {
      const units = unitsOf([fact]);
      const verb = fact.assertion === 'negated' ? ('denies' as const) : ('reports' as const);
      const term = fact.assertion === 'negated' ? fact.term : nameOf(fact);
      if (units.length === 0) return [];
      return [
        {
          slot: 'hpi',
          text: voice.polish(`The patient ${verb} ${term}.`),
          units,
          salience: ALWAYS,
          trust: 0.8,
          order: units.at(-1)!.index,
          clinical: true,
          composed: true,
          list: { verb, items: [{ term, group: fact.system ?? '', kind: 'symptom' }] },
        },
      ];
    });
  const sentences = composed.flatMap((item): Statement[] => {
    const units = unitsOf(item.facts);
    if (units.length === 0) return [];
    return [
      {
        slot: item.slot,
        text: item.text,
        units,
        salience: ALWAYS,
        trust: 0.85,
        order: units[0]!.index,
        clinical: true,
        composed: true,
      },
    ];
  });
  return [...complaintOf(findings, unitsOf, voice), ...sentences, ...listed];
}

const LIGHT = new Set(
  'the a an and or of to in on for with at is are was were be been being has have had do does did he she they his her their him them patient it its this that there i my me we our you your as also some any just really most about approximately so then not no notes note states state takes take taking took taken reports report denies deny states feels feel felt gets get got getting uses use using started starts start began begin'.split(
    ' ',
  ),
);

/** As told and as named: "it bled" and "bleeding", "my back hurts" and "back pain". */
const SAME: ReadonlyMap<string, string> = new Map([
  ['bled', 'bleed'],
  ['swollen', 'swell'],
  ['swoll', 'swell'],
  ['hurt', 'pain'],
  ['sor', 'pain'],
  ['ach', 'pain'],
  ['itchy', 'itch'],
  ['dizzy', 'dizzines'],
  ['nauseou', 'nausea'],
  ['tir', 'fatigu'],
  ['constipat', 'constipation'],
]);

const stem = (word: string): string =>
  word
    .replace(/(?<=ing)s$/, '')
    .replace(/(?:ing|ed|s)$/, '')
    .replace(/e$/, '');
const LIGHT_STEMS = new Set([...LIGHT].map(stem));

const content = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/[.,;:()]+(\s|$)/g, ' ')
    .split(/[^a-z0-9/%'.-]+/)
    .map((word) => stem(word.replace(/^[.(]+|[.)]+$/g, '')))
    .map((word) => SAME.get(word) ?? word)
    .filter((word) => word !== '' && !LIGHT.has(word));

const contentOf = remembered(({ text }: Statement): readonly string[] => content(text));

/**
 * What was composed takes the place of the sentences that say no more than it; a complaint told whole in one sentence of the patient's own
 * keeps that sentence.
 */
export function mergeComposed(statements: readonly Statement[], composed: readonly Statement[]): Statement[] {
  const narrative = statements.filter((statement) => !statement.list && statement.slot !== 'chief-complaint');
  const kept = composed.filter((item) => {
    if (item.slot === 'chief-complaint') return true;
    if (item.list) return !isSaid(item, statements, composed);
    if (item.slot === 'medications')
      return !narrative.some(
        (statement) =>
          statement.slot === 'medications' &&
          item.units.every((unit) => statement.units.includes(unit)) &&
          contentOf(item).length <= Math.max(1, contentOf(statement).length),
      );
    if (item.slot === 'allergies') return true;
    if (item.slot === 'social')
      return !item.units.every((unit) =>
        narrative.some((statement) => statement.slot === 'social' && statement.units.includes(unit)),
      );
    // Told already, answer by answer, in sentences that stand: few things are not worth saying again.
    const tellers = narrative.filter((statement) => statement.slot === 'hpi');
    if (
      item.slot === 'hpi' &&
      contentOf(item).length < MANY &&
      item.units.every((unit) => tellers.some((statement) => statement.units.includes(unit)))
    )
      return false;
    // Every part of it is told by one sentence that stands anyway.
    const words = contentOf(item);
    return !narrative.some((statement) => {
      if (!item.units.every((unit) => statement.units.includes(unit))) return false;
      if (LISTED.has(item.slot) && statement.slot !== item.slot) return false;
      // A drug tried, told in the patient's own sentence.
      if (/ has tried /.test(item.text)) return true;
      const own = new Set(contentOf(statement));
      return words.filter((word) => own.has(word)).length >= 0.6 * words.length;
    });
  });
  const isCovered = (statement: Statement): boolean => {
    if (statement.list || !SUBJECTIVE.has(statement.slot)) return false;
    const touching = kept.filter(
      (item) =>
        // Why they came is a heading; the story is told all the same.
        item.slot !== 'chief-complaint' &&
        (item.slot === statement.slot || statement.slot === 'hpi') &&
        item.units.some((unit) => statement.units.includes(unit)),
    );
    if (touching.length === 0) return false;
    if (!statement.units.every((unit) => touching.some((item) => item.units.includes(unit)))) return false;
    if (statement.slot === 'allergies' && touching.some((item) => item.slot === 'allergies')) return true;
    const said = new Set(touching.flatMap((item) => contentOf(item)));
    const words = contentOf(statement).filter((word) => !LIGHT_STEMS.has(word));
    // That it wakes stands in its question: "occurring a couple of times a week" does not say it.
    if (/^It wakes\b/.test(statement.text) && !touching.some(({ text }) => /\b(?:wakes?|at night)\b/.test(text)))
      return false;
    // A number is never said less exactly.
    if (words.some((word) => /\d/.test(word) && !said.has(word))) return false;
    // How it came about stands in few words, and is what the story is for: "when they were skiing".
    const how = / (?:when|while|after) (.*)$/.exec(statement.text)?.[1];
    if (how !== undefined && content(how).some((word) => !said.has(word))) return false;
    const joined = touching.some((item) => item.slot === 'hpi' && contentOf(item).length >= MANY);
    return words.filter((word) => said.has(word)).length >= (joined ? 0.6 : 0.7) * words.length;
  };
  const listedPast = kept.some((item) => item.slot === 'pmh');
  return [
    ...statements.filter(
      (statement) =>
        !isCovered(statement) &&
        !(
          listedPast &&
          statement.list &&
          statement.slot === 'pmh' &&
          kept.some((item) => item.slot === 'pmh' && statement.units.every((unit) => item.units.includes(unit)))
        ),
    ),
    ...kept,
  ];
}

/** Why the patient came, by the first complaint that says where or what, with how long. */
function complaintOf(
  findings: readonly FindingFact[],
  unitsOf: (facts: readonly ClinicalFact[]) => Unit[],
  voice: ComposeVoice,
): Statement[] {
  const first = findings.find(
    (fact) =>
      fact.by !== 'clinician' &&
      fact.experiencer === 'patient' &&
      fact.assertion === 'present' &&
      fact.kind === 'symptom' &&
      !isVague(fact) &&
      (nameOf(fact).includes(' ') || !UNPLACED.test(fact.term)),
  );
  const units = first === undefined ? [] : unitsOf([first]);
  if (first === undefined || units.length === 0) return [];
  const span =
    first.duration === undefined ? undefined : phrase(first.duration, voice).replace(/^(?:for|past|last) +/, '');
  const text = `${nameOf(first)}${span !== undefined && isSpan(span) ? ` for ${span}` : ''}`;
  return [
    {
      slot: 'chief-complaint',
      text: voice.polish(`${capital(text)}.`),
      units,
      salience: 1,
      trust: 0.72,
      order: 0,
      clinical: true,
      composed: true,
    },
  ];
}

const UNPLACED =
  /^(?:pain|swelling|numbness|tingling|tenderness|redness|stiffness|lump|burning sensation|bleeding|weakness|anxious mood|stress|joint instability|fatigue|muscle pain|joint pain|itching|falls|clicking|locking|popping sensation|watery eyes)$/;

/** Words of a composed sentence from which on it replaces what it joins. */
const MANY = 6;

/** A finding that a list or a sentence names already, whichever way it says of it. */
function isSaid(item: Statement, statements: readonly Statement[], composed: readonly Statement[]): boolean {
  const own = item.list!.items[0]!.term;
  const words = content(own);
  return [...statements, ...composed.filter((other) => !other.list)].some((other) => {
    if (other === item || other.slot === 'chief-complaint' || other.slot === 'plan' || other.slot === 'assessment')
      return false;
    const text = other.list ? other.list.items.map(({ term }) => term).join(' ') : other.text;
    const said = new Set(content(text));
    if (words.every((word) => said.has(word))) return true;
    // Told in the patient's own words by a sentence that stands.
    return (
      !other.list && item.units.every((unit) => other.units.includes(unit)) && words.some((word) => said.has(word))
    );
  });
}
