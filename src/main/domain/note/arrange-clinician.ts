import { EXAM_ORDER } from './compose-exam.ts';
import type { Problem, ProblemList } from './assign-problems.ts';
import { type Phrase } from './clinical-phrase.ts';
import type { PlanItem } from './compose-plan.ts';
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

/** The same order given twice (said, then dictated to the record) stands once: the fuller wording. */
function withoutRepeats(pending: readonly Pending[]): Pending[] {
  const kept: Pending[] = [];
  for (const entry of pending) {
    const words = orderWords(entry.made.text);
    const days = followUpDays(entry.made.text);
    const twin = !entry.item
      ? -1
      : kept.findIndex((other) => {
          if (!other.item) return false;
          if (days !== undefined && followUpDays(other.made.text) === days) return true;
          if (/^(?:Stop|Increase|Decrease|Hold)\b/.test(other.made.text) !== /^(?:Stop|Increase|Decrease|Hold)\b/.test(entry.made.text)) return false;
          const theirs = orderWords(other.made.text);
          const [small, large] = words.size <= theirs.size ? [words, theirs] : [theirs, words];
          return small.size > 0 && [...small].every((word) => large.has(word));
        });
    if (twin < 0) kept.push(entry);
    else if (words.size > orderWords(kept[twin]!.made.text).size) kept[twin] = entry;
  }
  return kept;
} // prettier-ignore

/** Every plan item and impression under its problem; what belongs to none under the general heading. */
export function place(
  pending: readonly Pending[],
  list: ProblemList,
  statements: Statement[],
  polish: (text: string) => string,
): void {
  for (const { made, phrase, current, item } of withoutRepeats(pending)) {
    const single = list.problems.length === 1 ? list.problems[0] : undefined;
    let problem = list.belongs(phrase, made.text, current ?? single);
    const general = item && (item.kind === 'follow-up' || /^The patient was advised to (?:call|contact|notify)/.test(made.text)) && list.problems.length > 1 && !/\bfor (?:the|your)\b/.test(phrase.text); // prettier-ignore
    if (general) problem = undefined;
    statements.push({ ...made, ...(problem ? { problem: polish(problem.name) } : made.slot === 'plan' ? { problem: GENERAL } : {}) });
  }
} // prettier-ignore

/** Systems of an exam in the usual order, joints and limbs in the place of the musculoskeletal exam. */
export function examRank(system: string | undefined): number {
  if (system === undefined) return EXAM_ORDER.length;
  const at = (EXAM_ORDER as readonly string[]).indexOf(system);
  return at >= 0 ? at : (EXAM_ORDER as readonly string[]).indexOf('Musculoskeletal');
}

const LINE_WORDS = 30;

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
    const own = statements.filter((statement) => statement.system === label);
    const bare = own.map((statement) => ({
      ...statement,
      text: label !== undefined && statement.text.toLowerCase().startsWith(`${label.toLowerCase()}: `) ? statement.text.slice(label.length + 2) : statement.text,
    }));
    const out: Statement[] = [];
    for (const statement of bare) {
      const lead = label === undefined ? '' : `${label}: `;
      const last = out.at(-1);
      const joined = last && { ...last, text: `${last.text} ${statement.text}`, units: [...last.units, ...statement.units.filter((unit) => !last.units.includes(unit))], trust: Math.min(last.trust, statement.trust), salience: Math.max(last.salience, statement.salience) };
      if (label !== undefined && joined && joined.text.split(' ').length <= LINE_WORDS && supported(joined)) out[out.length - 1] = joined;
      else {
        const labelled = { ...statement, text: `${lead}${lead === '' ? statement.text : capital(statement.text)}` };
        out.push(supported(labelled) ? labelled : statement);
      }
    }
    return out;
  });
} // prettier-ignore
