import type { DraftResources, NoteTemplate } from './draft-resources.ts';
import type { Person } from './person.ts';
import type { Slot, Statement } from './statement.ts';
import { joinList } from './word-history.ts';
export type Resources = DraftResources;

export interface PlannedSection {
  readonly key: string;
  readonly heading: string;
  readonly statements: readonly (Statement & { group?: string })[];
}

/**
 * Clinicians' own notes grow with the visit, but slower: about 1.75 · n^0.77 words for n words said (fitted on the training
 * notes of ACI-Bench and MTS-Dialog). Templates scale it.
 */
const LENGTH = { brief: 0.65, standard: 1, detailed: 1.4 } as const;
/** Below this the model says that no clinician would write it down, however short the note stays. */
const FLOOR = 0.1;
/** Rules put what must not be lost above this; length does not push it out. */
const MUST = 0.6;

export function planSections(
  statements: readonly Statement[],
  template: NoteTemplate,
  person: Person,
  spokenWords: number,
): PlannedSection[] {
  const kept = dropDoubles(withinLength(statements, LENGTH[template.length] * 1.75 * spokenWords ** 0.77));
  return template.sections.map((section) => ({
    key: section.key,
    heading: section.heading,
    statements: section.slots.flatMap(({ slot, heading }) => {
      const own = kept.filter((statement) => statement.slot === slot).sort((a, b) => a.order - b.order);
      const arranged = slot === 'assessment' || slot === 'plan' ? byProblem(own) : joinDenials(own, slot);
      return arranged.map((statement, i) => ({
        ...withPronoun(statement, i, person, slot),
        ...(heading === undefined ? {} : { group: heading }),
      }));
    }),
  }));
}

/** The same sentence twice (a clinician repeats for the record): the first stands, with the evidence of both. */
function dropDoubles(statements: readonly Statement[]): Statement[] {
  const seen = new Map<string, number>();
  const out: Statement[] = [];
  for (const statement of statements) {
    const key = statement.text.toLowerCase();
    const at = seen.get(`${statement.slot}|${key}`);
    if (at !== undefined) continue;
    seen.set(`${statement.slot}|${key}`, out.length);
    out.push(statement);
  }
  return out;
}

/** Denials in a row become one sentence with the evidence of all. */
function joinDenials(statements: readonly Statement[], slot: Slot): Statement[] {
  void slot;
  const out: Statement[] = [];
  for (const statement of statements) {
    const last = out.at(-1);
    if (
      statement.list &&
      last?.list &&
      last.list.verb === statement.list.verb &&
      statement.order - last.order < 12 &&
      last.list.items.length + statement.list.items.length <= 9
    ) {
      const items = [...new Set([...last.list.items, ...statement.list.items])];
      const verb = statement.list.verb;
      out[out.length - 1] = {
        ...last,
        text: `The patient ${verb} ${joinList(items, verb === 'denies' ? 'or' : 'and')}.`,
        units: [...last.units, ...statement.units],
        list: { ...last.list, items },
        order: statement.order,
        trust: Math.min(last.trust, statement.trust),
        salience: Math.max(last.salience, statement.salience),
      };
    } else out.push(statement);
  }
  return out;
}

/** Items under one problem stand together, problems in the order in which they came up. */
function byProblem(statements: readonly Statement[]): Statement[] {
  const order: (string | undefined)[] = [];
  for (const statement of statements) if (!order.includes(statement.problem)) order.push(statement.problem);
  return order.flatMap((problem) => statements.filter((statement) => statement.problem === problem));
}

/** "The patient" opens a paragraph and every third sentence; between them the pronoun where one is known. */
function withPronoun(statement: Statement, i: number, person: Person, slot: Slot): Statement {
  if (person.plural || i % 3 === 0 || slot === 'plan') return statement;
  const name = person.subject.charAt(0).toUpperCase() + person.subject.slice(1);
  return statement.text.startsWith('The patient ')
    ? { ...statement, text: `${name} ${statement.text.slice('The patient '.length)}` }
    : statement;
}

function withinLength(statements: readonly Statement[], targetWords: number): Statement[] {
  const ranked = [...statements].sort((a, b) => b.salience - a.salience || a.order - b.order);
  let words = 0;
  const kept = new Set<Statement>();
  for (const statement of ranked) {
    if (statement.salience < FLOOR) break;
    if (words > targetWords && statement.salience < MUST) break;
    kept.add(statement);
    words += statement.text.split(' ').length;
  }
  return statements.filter((statement) => kept.has(statement));
}
