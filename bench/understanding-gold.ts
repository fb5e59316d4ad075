/** Facts on visits that we invented, each with its expected facts: precision, recall and F1 by type, and how often each attribute is right. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDraftResources } from '../src/main/adapters/note-resources/load-draft-resources.ts';
import { understandVisit } from '../src/main/domain/understanding/understand-visit.ts';
import type { ClinicalFact } from '../src/shared/model/facts.ts';
import { toTranscript } from './drafting-corpora.ts';

interface Expected {
  /** `+` must be there, `-` must not, `?` may be. */
  readonly mark: '+' | '-' | '?';
  readonly type: string;
  readonly kind: string | undefined;
  readonly terms: readonly string[];
  readonly attributes: readonly { name: string; exact: boolean; values: readonly string[] }[];
  readonly line: string;
}

export interface GoldVisit {
  readonly name: string;
  readonly heldOut: boolean;
  readonly dialogue: string;
  readonly expected: readonly Expected[];
}

const DIR = join(import.meta.dirname, 'understanding-visits');
/** What makes another fact of it, not the same fact with a wrong detail. */
const IDENTITY = new Set(['assertion', 'experiencer', 'action', 'certainty', 'status']);

export function readGold(): GoldVisit[] {
  return readdirSync(DIR)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => {
      const [head = '', tail = ''] = readFileSync(join(DIR, file), 'utf8').split(/^---$/m);
      const lines = head.split('\n').filter((line) => /^[DPO]:/.test(line));
      return {
        name: file.replace(/\.txt$/, ''),
        heldOut: /^# held out$/m.test(head),
        dialogue: lines.map((line) => line.replace(/^O:/, 'Guest_family:')).join('\n'),
        expected: tail
          .split('\n')
          .filter((line) => /^[-+?] /.test(line))
          .flatMap(parseLine),
      };
    });
}

/** One line may name a fact by two types ("history:medical depression / finding depressed mood"): either will do. */
function parseLine(line: string): Expected[] {
  const [what = '', told = ''] = line.slice(2).split('|');
  const [first = '', ...rest] = what.trim().split(' ');
  const [type = '', kind] = first.split(':');
  const terms = rest
    .join(' ')
    .split(' / ')
    .map((term) => term.trim())
    .filter((term) => term !== '');
  const attributes = told
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.search(/[=~]/);
      return {
        name: part.slice(0, at).trim(),
        exact: part[at] === '=',
        values: part
          .slice(at + 1)
          .split('/')
          .map((value) => value.trim().toLowerCase()),
      };
    })
    // A pressure has its own stroke.
    .map((item) =>
      item.name === 'value' || item.name === 'severity' ? { ...item, values: [item.values.join('/')] } : item,
    );
  return [{ mark: line[0] as Expected['mark'], type, kind, terms, attributes, line }];
}

const TYPE = /^(finding|medication|allergy|measurement|exam|result|history|plan|diagnosis)(?::(\S+))? (.*)$/;

function sameName(fact: ClinicalFact, expected: Expected): boolean {
  return expected.terms.some((term) => {
    const typed = TYPE.exec(term);
    const type = typed?.[1] ?? expected.type;
    const kind = typed ? typed[2] : expected.kind;
    const name = typed?.[3] ?? term;
    if (fact.type !== type) return false;
    if (kind !== undefined && (!('kind' in fact) || fact.kind !== kind)) return false;
    return fact.term.toLowerCase() === name.toLowerCase();
  });
}

function holds(fact: ClinicalFact, attribute: Expected['attributes'][number]): boolean {
  const value = (fact as unknown as Record<string, unknown>)[attribute.name];
  const text = (Array.isArray(value) ? value.join(' | ') : typeof value === 'string' ? value : '').toLowerCase();
  return attribute.values.some((wanted) => (attribute.exact ? text === wanted : text.includes(wanted)));
}

const polarity = (fact: ClinicalFact): string =>
  'assertion' in fact
    ? fact.assertion === 'negated'
      ? 'no'
      : fact.assertion === 'hypothetical'
        ? 'if'
        : 'yes'
    : 'yes';

/** Same thing said: name, and whether it is there or not there. Everything else is an attribute. */
function matches(fact: ClinicalFact, expected: Expected): boolean {
  if (!sameName(fact, expected)) return false;
  const assertion = expected.attributes.find((item) => item.name === 'assertion');
  if (!assertion) return true;
  return (polarity(fact) === 'no') === assertion.values.includes('negated');
}

interface Tally {
  tp: number;
  fp: number;
  fn: number;
}

export interface Outcome {
  readonly byType: Map<string, Tally>;
  readonly attributes: Map<string, { right: number; of: number }>;
  violations: number;
  mustNots: number;
  readonly notes: string[];
}

export function score(visits: readonly GoldVisit[]): Outcome {
  const resources = loadDraftResources(join(import.meta.dirname, '..', 'resources'));
  const out: Outcome = { byType: new Map(), attributes: new Map(), violations: 0, mustNots: 0, notes: [] };
  const tally = (type: string): Tally => {
    let found = out.byType.get(type);
    if (!found) out.byType.set(type, (found = { tp: 0, fp: 0, fn: 0 }));
    return found;
  };
  for (const visit of visits) {
    const { facts } = understandVisit(toTranscript(visit.dialogue), undefined, resources);
    const open = new Set(facts);
    const wanted = visit.expected.filter((item) => item.mark === '+');
    for (const expected of wanted) {
      const best = [...open]
        .filter((fact) => matches(fact, expected))
        .map((fact) => ({
          fact,
          score: expected.attributes.reduce(
            (sum, item) => sum + (holds(fact, item) ? (IDENTITY.has(item.name) ? 3 : 1) : 0),
            0,
          ),
        }))
        .sort((a, b) => b.score - a.score)[0];
      if (!best) {
        tally(expected.type).fn++;
        out.notes.push(`${visit.name} MISS ${expected.line}`);
        continue;
      }
      open.delete(best.fact);
      tally(expected.type).tp++;
      for (const item of expected.attributes) {
        const key = `${expected.type}.${item.name}`;
        const entry = out.attributes.get(key) ?? { right: 0, of: 0 };
        entry.of++;
        if (holds(best.fact, item)) entry.right++;
        else out.notes.push(`${visit.name} ATTR ${item.name} of ${expected.line} :: ${JSON.stringify((best.fact as unknown as Record<string, unknown>)[item.name])}`); // prettier-ignore
        out.attributes.set(key, entry);
      }
    }
    for (const expected of visit.expected.filter((item) => item.mark === '-')) {
      out.mustNots++;
      const hit = facts.find(
        (fact) => sameName(fact, expected) && expected.attributes.every((item) => holds(fact, item)),
      );
      if (hit) {
        out.violations++;
        out.notes.push(`${visit.name} MUST NOT ${expected.line}`);
      }
    }
    const may = visit.expected.filter((item) => item.mark === '?');
    for (const fact of open) {
      if (may.some((expected) => sameName(fact, expected))) continue;
      if (fact.type === 'finding' && fact.experiencer === 'other') continue;
      tally(fact.type).fp++;
      out.notes.push(`${visit.name} EXTRA ${short(fact)}`);
    }
  }
  return out;
}

function short(fact: ClinicalFact): string {
  const told = Object.entries(fact)
    .filter(
      ([key, value]) =>
        !['id', 'evidence', 'confidence', 'type', 'term', 'system', 'corrected'].includes(key) &&
        !(Array.isArray(value) && value.length === 0),
    )
    .map(([key, value]) => `${key}=${String(value)}`);
  return `${fact.type} ${fact.term} | ${told.join('; ')} <- ${fact.evidence.map((item) => item.quote.slice(0, 70)).join(' / ')}`;
}

export function figures(outcome: Outcome): Record<string, unknown>[] {
  const out: Record<string, unknown>[] = [];
  const percent = (value: number): number => Math.round(value * 1000) / 10;
  const total: Tally = { tp: 0, fp: 0, fn: 0 };
  const row = (type: string, { tp, fp, fn }: Tally): void => {
    const precision = tp / Math.max(1, tp + fp);
    const recall = tp / Math.max(1, tp + fn);
    out.push({ metric: 'facts', type, precision: percent(precision), recall: percent(recall), f1: percent((2 * tp) / Math.max(1, 2 * tp + fp + fn)), n: tp + fn }); // prettier-ignore
  };
  for (const [type, tally] of [...outcome.byType].sort()) {
    row(type, tally);
    total.tp += tally.tp;
    total.fp += tally.fp;
    total.fn += tally.fn;
  }
  row('all', total);
  for (const [name, { right, of }] of [...outcome.attributes].sort())
    out.push({ metric: 'attribute', name, accuracy: percent(right / of), n: of });
  out.push({ metric: 'must_not', violated: outcome.violations, n: outcome.mustNots });
  return out;
}
