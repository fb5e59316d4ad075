import { EXAM_ORDER } from './exam-region.ts';
import type { Problem, ProblemList } from './assign-problems.ts';
import type { Phrase } from './clinical-phrase.ts';
import type { PlanItem } from './plan-item.ts';
import type { Statement } from './statement.ts';
import { capital } from './sentence-text.ts';

/** A sentence of the assessment or plan that still waits for its problem. */
export interface Pending {
  made: Omit<Statement, 'problem'>;
  readonly phrase: Phrase;
  /** What was talked about when it was said. */
  readonly current: Problem | undefined;
  readonly kind: 'plan' | 'impression';
  readonly item?: PlanItem;
}

export const GENERAL = 'Follow-up';

/** What an order is about, its verb and small words aside. */
function orderWords(text: string): Set<string> {
  return new Set(
    text
      .toLowerCase()
      .split(/[^a-z0-9./%-]+/)
      .filter(
        (word) =>
          word !== '' &&
          !/^(?:we|will|the|a|an|and|or|of|to|for|in|on|with|some|it|patient|was|advised|should|may|her|his|their|him|them|order|obtain|get|perform|do|check|start|give|prescribe|use|take|continue|try|schedule|refer|go|recommend|have|be|today|that|this|at|as|by|make|another|repeat|refill)$/.test(
            word,
          ),
      ),
  );
}

const DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, year: 365 };

/** "Follow up in 14 days" and "in 2 weeks" are one. */
function followUpDays(text: string): number | undefined {
  const match = /^Follow up in (?:the next )?(\d+|a couple of|a|one|two|three|four|six) (day|week|month|year)s?/i.exec(
    text,
  );
  if (!match) return undefined;
  const count =
    { 'a couple of': 2, a: 1, one: 1, two: 2, three: 3, four: 4, six: 6 }[match[1]!.toLowerCase()] ?? Number(match[1]);
  return count * DAYS[match[2]!]!;
}

const STOPS_OR_CHANGES = /^(?:Stop|Increase|Decrease|Hold)\b/;

/** Whether both give the same order, one perhaps in more words. */
function isSameOrder(one: Pending, other: Pending): boolean {
  if (!one.item || !other.item) return false;
  const days = followUpDays(one.made.text);
  if (days !== undefined && followUpDays(other.made.text) === days) return true;
  if (STOPS_OR_CHANGES.test(one.made.text) !== STOPS_OR_CHANGES.test(other.made.text)) return false;
  const [small, large] = [orderWords(one.made.text), orderWords(other.made.text)].sort((a, b) => a.size - b.size);
  return small!.size > 0 && [...small!].every((word) => large!.has(word));
}

/** The same order given twice (said, then dictated to the record) stands once: the fuller wording. */
function withoutRepeats(pending: readonly Pending[]): Pending[] {
  const kept: Pending[] = [];
  for (const entry of pending) {
    const twin = kept.findIndex((other) => isSameOrder(entry, other));
    if (twin < 0) kept.push(entry);
    else if (orderWords(entry.made.text).size > orderWords(kept[twin]!.made.text).size) kept[twin] = entry;
  }
  return kept;
}

/** "Follow up in 2 weeks", "call the office": of the whole visit, where it has several problems and none is named. */
const isOfWholeVisit = ({ item, made, phrase }: Pending, { problems }: ProblemList): boolean =>
  item !== undefined &&
  problems.length > 1 &&
  (item.kind === 'follow-up' || /^The patient was advised to (?:call|contact|notify)/.test(made.text)) &&
  !/\bfor (?:the|your)\b/.test(phrase.text);

/** Every plan item and impression under its problem; what belongs to none under the general heading. */
export function place(
  pending: readonly Pending[],
  list: ProblemList,
  statements: Statement[],
  polish: (text: string) => string,
): void {
  for (const entry of withoutRepeats(pending)) {
    const { made, phrase, current } = entry;
    const single = list.problems.length === 1 ? list.problems[0] : undefined;
    // When to come back or to call is about what it names, not about what was talked of last.
    const talked = entry.item?.kind === 'return' && list.problems.length > 1 ? undefined : current;
    const belongs = list.belongs(phrase, made.text, talked ?? single);
    const problem = isOfWholeVisit(entry, list) ? undefined : belongs;
    const heading = problem ? polish(problem.name) : made.slot === 'plan' ? GENERAL : undefined;
    statements.push({ ...made, ...(heading === undefined ? {} : { problem: heading }) });
  }
}

/** Systems of an exam in the usual order, joints and limbs in the place of the musculoskeletal exam. */
export function examRank(system: string | undefined): number {
  if (system === undefined) return EXAM_ORDER.length;
  const at = (EXAM_ORDER as readonly string[]).indexOf(system);
  return at >= 0 ? at : (EXAM_ORDER as readonly string[]).indexOf('Musculoskeletal');
}

const LINE_WORDS = 30;

const withoutLabel = (text: string, label: string | undefined): string =>
  label !== undefined && text.toLowerCase().startsWith(`${label.toLowerCase()}: `)
    ? text.slice(label.length + 2)
    : text;

const labelled = (text: string, label: string | undefined): string =>
  label === undefined ? text : `${label}: ${capital(text)}`;

/** Both in one line, with the evidence of both. */
const joined = (one: Statement, other: Statement): Statement => ({
  ...one,
  text: `${one.text} ${other.text}`,
  units: [...one.units, ...other.units.filter((unit) => !one.units.includes(unit))],
  trust: Math.min(one.trust, other.trust),
  salience: Math.max(one.salience, other.salience),
});

/** Findings of one system (or what one study showed) as lines under its name, each with the evidence of all its findings. */
export function joinUnderLabel(
  statements: readonly Statement[],
  supported: (statement: Statement) => boolean,
  rank: (system: string | undefined) => number,
): Statement[] {
  const labels = [...new Set(statements.map((statement) => statement.system))];
  const first = new Map(labels.map((label, i) => [label, i]));
  labels.sort((a, b) => rank(a) - rank(b) || first.get(a)! - first.get(b)!);
  return labels.flatMap((label) => {
    const out: Statement[] = [];
    for (const statement of statements) {
      if (statement.system !== label) continue;
      const bare = { ...statement, text: withoutLabel(statement.text, label) };
      const last = out.at(-1);
      const line = label !== undefined && last ? joined(last, bare) : undefined;
      if (line && line.text.split(' ').length <= LINE_WORDS && supported(line)) out[out.length - 1] = line;
      else {
        const own = { ...bare, text: labelled(bare.text, label) };
        out.push(supported(own) ? own : bare);
      }
    }
    return out;
  });
}
