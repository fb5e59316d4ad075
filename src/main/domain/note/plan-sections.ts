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

/** Share of the visit's things said that a clinician writes down, by template length. Learned on the training notes, see MODEL-CARD. */
const KEEP = { brief: 0.62, standard: 0.3, detailed: 0.25 } as const;

export function planSections(
  statements: readonly Statement[],
  template: NoteTemplate,
  person: Person,
  total: number,
): PlannedSection[] {
  void total;
  const kept = dropDoubles(statements.filter((statement) => statement.salience >= KEEP[template.length]));
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
