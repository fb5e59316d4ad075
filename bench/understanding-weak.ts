/**
 * Weak gold: what the lexicon finds in the reference text of MTS-Dialog's history sections, against the facts read from their dialogues.
 * The references hold what was not said and leave out what was, so the figures compare versions of ours, nothing else.
 */
import { join } from 'node:path';
import { loadDraftResources } from '../src/main/adapters/note-resources/load-draft-resources.ts';
import { scopeOf } from '../src/main/domain/understanding/context-scope.ts';
import { normalizeNumbers } from '../src/main/domain/understanding/numbers.ts';
import { kinAfter, kinBefore } from '../src/main/domain/understanding/people.ts';
import { tokenize } from '../src/main/domain/understanding/tokens.ts';
import { understandVisit } from '../src/main/domain/understanding/understand-visit.ts';
import type { ClinicalFact } from '../src/shared/model/facts.ts';
import { readMts, toTranscript } from './drafting-corpora.ts';

type Section = 'MEDICATIONS' | 'ALLERGY' | 'PASTMEDICALHX' | 'PASTSURGICAL' | 'FAM/SOCHX' | 'ROS';
const SECTIONS: readonly Section[] = ['MEDICATIONS', 'ALLERGY', 'PASTMEDICALHX', 'PASTSURGICAL', 'FAM/SOCHX', 'ROS'];
const NOBODY: ReadonlySet<string> = new Set();

interface Row {
  readonly header: string;
  readonly dialogue: string;
  readonly note: string;
}

export function weakGold(): Record<string, unknown>[] | undefined {
  const train = readMts('MTS-Dialog-TrainingSet.csv');
  const valid = readMts('MTS-Dialog-ValidationSet.csv');
  if (!train || !valid) return undefined;
  const resources = loadDraftResources(join(import.meta.dirname, '..', 'resources'));
  const out: Record<string, unknown>[] = [];
  const sets: readonly (readonly [string, readonly Row[]])[] = [
    ['mts-train', train.filter((_, index) => index % 5 !== 4)],
    ['mts-held-out', train.filter((_, index) => index % 5 === 4)],
    ['mts-valid', valid],
  ];
  for (const [set, rows] of sets)
    for (const section of SECTIONS) {
      const tally = { tp: 0, fp: 0, fn: 0, rows: 0 };
      rows.forEach((row, at) => {
        if (row.header !== section) return;
        tally.rows++;
        const wanted = termsOfReference(section, row.note, resources.lexicon);
        const { facts } = understandVisit(toTranscript(row.dialogue), undefined, resources);
        const read = new Set(facts.flatMap((fact) => termOfFact(section, fact)));
        for (const term of read) {
          if (wanted.has(term)) tally.tp++;
          else tally.fp++;
        }
        for (const term of wanted) if (!read.has(term)) tally.fn++;
        // Only rows that may be looked at.
        if (process.env['SHOW'] && set === 'mts-train' && process.env['SHOW'] === section) {
          const missed = [...wanted].filter((term) => !read.has(term));
          const extra = [...read].filter((term) => !wanted.has(term));
          if (missed.length + extra.length > 0) console.error(`#${at} MISSED ${missed.join(', ')} EXTRA ${extra.join(', ')}\n${row.dialogue}\n=> ${row.note}\n`); // prettier-ignore
        }
      });
      if (tally.rows === 0) continue;
      const percent = (value: number): number => Math.round(value * 1000) / 10;
      out.push({ set, section, precision: percent(tally.tp / Math.max(1, tally.tp + tally.fp)), recall: percent(tally.tp / Math.max(1, tally.tp + tally.fn)), f1: percent((2 * tally.tp) / Math.max(1, 2 * tally.tp + tally.fp + tally.fn)), rows: tally.rows, n: tally.tp + tally.fn }); // prettier-ignore
    }
  return out;
}

function termsOfReference(
  section: Section,
  text: string,
  lexicon: Parameters<typeof understandVisit>[2]['lexicon'],
): Set<string> {
  const out = new Set<string>();
  for (const sentence of text.split(/(?<=[.;])\s+|\n+|\d+\.\s/)) {
    const tokens = normalizeNumbers(tokenize(sentence));
    for (const mention of lexicon.find(tokens)) {
      const { kind, preferred, group } = mention.concept;
      const negated = scopeOf(tokens, mention).assertion === 'negated';
      const person = kinBefore(tokens, mention.start, NOBODY) ?? kinAfter(tokens, mention.end, NOBODY);
      if (section === 'MEDICATIONS' && kind === 'drug' && group !== 'allergen') out.add(preferred);
      if (section === 'ALLERGY' && kind === 'drug' && !negated) out.add(preferred);
      if (section === 'PASTMEDICALHX' && kind === 'condition' && !negated && !person) out.add(preferred);
      if (section === 'PASTSURGICAL' && kind === 'procedure' && group === 'surgery' && preferred !== 'surgery')
        out.add(preferred);
      if (section === 'FAM/SOCHX' && kind === 'condition' && person?.experiencer === 'family')
        out.add(`${preferred}${negated ? ' no' : ''}`);
      if (section === 'ROS' && kind === 'symptom') out.add(`${preferred}${negated ? ' no' : ''}`);
    }
  }
  return out;
}

function termOfFact(section: Section, fact: ClinicalFact): string[] {
  const negated = 'assertion' in fact && fact.assertion === 'negated';
  switch (section) {
    case 'MEDICATIONS':
      return fact.type === 'medication' && fact.experiencer === 'patient' ? [fact.term] : [];
    case 'ALLERGY':
      return fact.type === 'allergy' && !negated ? [fact.term] : [];
    case 'PASTMEDICALHX':
      return ((fact.type === 'history' && fact.kind === 'medical') || (fact.type === 'finding' && fact.kind === 'condition')) && !negated && fact.experiencer === 'patient' ? [fact.term] : []; // prettier-ignore
    case 'PASTSURGICAL':
      return fact.type === 'history' && fact.kind === 'surgical' && !negated ? [fact.term] : [];
    case 'FAM/SOCHX':
      return fact.type === 'history' && fact.kind === 'family' ? [`${fact.term}${negated ? ' no' : ''}`] : [];
    case 'ROS':
      return fact.type === 'finding' && fact.kind === 'symptom' && fact.experiencer === 'patient' ? [`${fact.term}${negated ? ' no' : ''}`] : []; // prettier-ignore
  }
}
