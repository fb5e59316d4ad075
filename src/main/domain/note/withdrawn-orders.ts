import type { Lexicon } from '../understanding/lexicon.ts';
import { tokenize } from '../understanding/tokens.ts';
import type { Unit } from '../understanding/utterances.ts';
import type { Statement } from './statement.ts';

/** Words before a drug that take its order back: "don't take the …", "then no …", "scratch the …". */
const TAKES_BACK =
  /\b(?:(?:do|will|would|can|could|should|let us|is|going to|better|rather)(?: just| really)? not (?:\S+ ){0,2}(?:take|use|start|fill|do|give|get|prescribe|want|have|recommend|try)(?: you| him| her)?(?: to take| to use| on| taking)?|(?:do|will|can) not (?:take|use)|no(?: more)?|not|hold off on|skip|scratch|forget|cancel|nix|stay away from|avoid|never mind)(?: about)?(?: the| that| any| your| this| giving you| using| taking)?$/;
/** What may follow it; anything else ("with alcohol", "on an empty stomach", "until Friday") makes it another rule than "not at all". */
const NO_MORE =
  /^(?: (?:then|now|anymore|any|more|after|all|at|okay|for|you|him|her|instead|either|today|again|and|,|right))*$/;
const ORDERS =
  /^(?:We will |We can |The patient was advised to |The patient will |He will |She will )?(?:start|prescribe|give|add|begin|take|try|use|trial|initiate|recommend|send)\b/i;

/**
 * "Naproxen, five hundred twice a day." "I'm on Xarelto, is that okay?" "No, don't take naproxen then.": what was ordered first does not stand, and
 * that it is not to be taken does. Only a flat withdrawal counts, by the clinician and later than the order.
 */
export function withoutWithdrawnOrders(
  statements: readonly Statement[],
  units: readonly Unit[],
  lexicon: Lexicon,
): Statement[] {
  const withdrawn = units.flatMap((unit) => withdrawnIn(unit, lexicon));
  if (withdrawn.length === 0) return [...statements];
  const out: Statement[] = [];
  for (const statement of statements) {
    const back =
      ORDERS.test(statement.text) && statement.slot === 'plan'
        ? withdrawn.find((order) => takesBack(order, statement, lexicon))
        : undefined;
    if (!back) {
      out.push(statement);
      continue;
    }
    // Said already in the clinician's own words ("No ibuprofen.").
    const isSaid = (other: Statement): boolean => other.slot === 'plan' && other.units.includes(back.unit);
    if (statements.some(isSaid) || out.some(isSaid)) continue;
    out.push({ ...statement, text: `Avoid ${back.name}.`, units: [back.unit], order: back.unit.index });
  }
  return out;
}

interface Withdrawn {
  readonly unit: Unit;
  readonly id: string;
  readonly name: string;
}

function withdrawnIn(unit: Unit, lexicon: Lexicon): Withdrawn[] {
  if (unit.speaker !== 'clinician' || unit.question) return [];
  const { tokens } = unit;
  if (!tokens.some(({ norm }) => /^(?:not|no|off|skip|scratch|forget|cancel|nix|away|avoid|mind)$/.test(norm)))
    return [];
  const line = (from: number, to: number): string =>
    tokens
      .slice(from, to)
      .map(({ norm }) => norm)
      .join(' ');
  return lexicon.find(tokens).flatMap(({ concept, start, end }) => {
    if (concept.kind !== 'drug' || concept.group === 'drug class') return [];
    const after = line(end, tokens.length);
    if (!TAKES_BACK.test(line(Math.max(0, start - 8), start)) || !NO_MORE.test(after === '' ? '' : ` ${after}`))
      return [];
    return [{ unit, id: concept.id, name: concept.preferred.toLowerCase() }];
  });
}

/** The order names this drug and no other, and was given before. */
function takesBack({ unit, id }: Withdrawn, { text, units }: Statement, lexicon: Lexicon): boolean {
  if (!units.every(({ index }) => index < unit.index)) return false;
  const drugs = lexicon.find(tokenize(text)).filter(({ concept }) => concept.kind === 'drug');
  return drugs.length > 0 && drugs.every(({ concept }) => concept.id === id);
}
