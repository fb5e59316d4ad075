import { EXAM_ORDER } from './exam-region.ts';
import type { Problem, ProblemList } from './assign-problems.ts';
import type { Phrase } from './clinical-phrase.ts';
import type { PlanItem } from './plan-item.ts';
import { isSameOrder, saysMore } from './same-order.ts';
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

/** The same order given twice (said, then dictated to the record) stands once: the fuller wording. */
function withoutRepeats(pending: readonly Pending[]): Pending[] {
  const kept: Pending[] = [];
  for (const entry of pending) {
    const twin = kept.findIndex((other) => entry.item && other.item && isSameOrder(entry.made.text, other.made.text));
    if (twin < 0) kept.push(entry);
    else if (saysMore(entry.made.text, kept[twin]!.made.text)) kept[twin] = entry;
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

/** "Left knee: …" and "Left knee is normal" stand under "Left knee" already. */
function withoutLabel(text: string, label: string | undefined): string {
  if (label === undefined || !text.toLowerCase().startsWith(label.toLowerCase())) return text;
  const rest = /^(?:: | (?:is|are) (?=\S+\.))(.+)$/.exec(text.slice(label.length))?.[1];
  return rest === undefined ? text : capital(rest);
}

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
