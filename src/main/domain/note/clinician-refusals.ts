import { refuses, refusesNamed } from '../understanding/refusals.ts';
import type { Unit } from '../understanding/utterances.ts';
import type { Pending } from './arrange-clinician.ts';
import { proven, type ClinicianState } from './clinician-state.ts';

const GIVES_IN = /\bi will (?:try|take|do) (?:it|that)\b/;

/** What may still be turned down: proposed, ordered, begun. */
const PROPOSED = /^(?:Recommend|We (?:will|may|can|could|recommend)|May|Start|Increase|Decrease|Stop|Consider)\b/;
const SOON = 4;

const textOf = (unit: Unit): string => unit.tokens.map((token) => token.norm).join(' ');

/**
 * "I'd recommend a statin." "I'd rather not take another pill.": the order stands with the refusal, or not at all. What was said in
 * between may only be a question.
 */
export function withRefusals(pending: readonly Pending[], state: ClinicianState): Pending[] {
  const units = state.judged.map(({ candidate }) => candidate.unit);
  const orders = pending.filter(({ kind }) => kind === 'plan');
  return pending.flatMap((entry): Pending[] => {
    const { made, kind } = entry;
    if (kind !== 'plan' || !PROPOSED.test(made.text)) return [entry];
    const reply = namedRefusal(entry, state) ?? bareRefusal(entry, orders, units);
    if (!reply || givesIn(reply, units)) return [entry];
    const text = made.text.replace(/\.$/, '; the patient declined.').replace(/^Recommend\b/, 'Recommended');
    const evidence = [...made.units, reply];
    return proven(text, evidence, state) ? [{ ...entry, made: { ...made, text, units: evidence } }] : [];
  });
}

/** "I don't want the statin.": of the order that names it, too. */
function namedRefusal({ made, phrase }: Pending, { judged }: ClinicianState): Unit | undefined {
  const ids = new Set(phrase.mentions.map(({ concept }) => concept.id));
  return judged.find(
    ({ candidate: { unit, mentions } }) =>
      unit.speaker !== 'clinician' &&
      unit.index > made.order &&
      unit.index - made.order <= SOON &&
      refusesNamed(textOf(unit)) &&
      mentions.some(({ concept }) => ids.has(concept.id)),
  )?.candidate.unit;
}

/** Of several orders in one breath the last one is answered. */
function bareRefusal({ made }: Pending, orders: readonly Pending[], units: readonly Unit[]): Unit | undefined {
  const reply = replyTo(made.order, units);
  if (!reply || !refuses(textOf(reply))) return undefined;
  const isLast = !orders.some((other) => other.made.order > made.order && other.made.order < reply.index);
  return isLast ? reply : undefined;
}

/** The patient's first words after an order, where only questions came between. */
function replyTo(order: number, units: readonly Unit[]): Unit | undefined {
  const after = units.filter(({ index }) => index > order && index - order <= SOON);
  const reply = after.findIndex(({ speaker }) => speaker === 'patient');
  const between = reply < 0 ? after : after.slice(0, reply);
  return reply >= 0 && between.every((unit) => unit.question) ? after[reply] : undefined;
}

function givesIn(reply: Unit, units: readonly Unit[]): boolean {
  const next = units.find(
    ({ index, speaker }) => index > reply.index + 1 && index <= reply.index + SOON && speaker === 'patient',
  );
  return next !== undefined && GIVES_IN.test(textOf(next));
}
