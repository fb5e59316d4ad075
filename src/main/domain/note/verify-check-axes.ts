import { axisClaims, axisSupport, OPPOSITES } from './verify-axes.ts';
import { claimOf, type Check, type Claim } from './verify-claims.ts';
import type { Reading } from './verify-reading.ts';

const TREATMENT =
  /\b(?:medications?|medicines?|meds?|therapy|treatment|pills?|tablets?|doses?|drugs?|supplements?|inhalers?|drops|cream|injections?|regimen|insulin|antibiotics?|prescription|diet|exercises?)\b/;

/** Judgements and actions: each end of an axis must be in the evidence, in some of its words, and with the same no. */
export function checkAxes(check: Check): Claim[] {
  const { sentence, evidence } = check;
  const claims: Claim[] = [];
  for (const mark of axisClaims(sentence.line)) {
    const inside = sentence.mentions.some(
      ({ start, end, concept }) => start <= mark.from && end > mark.from && concept.kind !== 'drug' && end - start > 1,
    );
    if (inside) continue;
    // "It started", "he continues to work": an action only of a treatment, or where the evidence says its opposite.
    if (
      mark.axis === 'action' &&
      mark.end !== 'stop' &&
      !isTreatment(sentence) &&
      !supports(evidence, 'action', 'stop').some(({ strong }) => strong)
    )
      continue;
    // A question word or a name: "high school", "low back", "high risk".
    if (
      mark.axis === 'level' &&
      /^(?:school|back|risk|quality|grade|heels?|end|lying|key|fiber|protein)$/.test(
        sentence.words[mark.to]?.norm ?? '',
      )
    )
      continue;
    const isNot = sentence.meanings[mark.from]!.negated;
    const said = supports(evidence, mark.axis, mark.end);
    // The claim's own word counts with its no; of other words for it the no is often in them ("not hurting as much").
    const exact = said.filter(({ q, at, strong }) => strong && negatedAt(evidence[q]!, at) === isNot);
    const held =
      exact[0] ??
      said.find(({ q, at, strong }) => !strong && (isNot || !negatedAt(evidence[q]!, at))) ??
      (isNot ? said.find(() => evidence.some((quote) => quote.reply === 'no')) : undefined) ??
      (isNot ? opposite(evidence, mark.axis, mark.end) : asked(evidence, said));
    const literalOtherwise =
      held !== undefined &&
      exact.length === 0 &&
      said.some(({ strong, q, at }) => strong && negatedAt(evidence[q]!, at) !== isNot) &&
      mark.axis !== 'action';
    const isDoing =
      mark.axis === 'action' ||
      (mark.axis === 'level' &&
        isTreatment(sentence) &&
        /^(?:increase|decrease|reduce|raise|lower|double|taper|wean|uptitrate)/.test(mark.text));
    const kind = isDoing ? 'action' : 'judgement';
    const against = opposite(evidence, mark.axis, mark.end);
    // Loose words for it ("good", "off") do not stand against the opposite said outright.
    const overruled =
      held !== undefined && exact.length === 0 && !isNot && against?.strong === true && !clashFree(mark.axis);
    claims.push(
      claimOf(
        check,
        kind,
        mark.from,
        mark.to,
        held && !literalOtherwise && !overruled
          ? { quote: evidence[held.q]!.text }
          : against || said.length > 0
            ? 'contradicted'
            : 'not-heard',
      ),
    );
  }
  return claims;
}

interface Support {
  readonly q: number;
  readonly at: number;
  readonly strong: boolean;
}

/** "Lower extremity", "high blood pressure" are names: their words judge nothing. */
const supports = (evidence: readonly Reading[], axis: string, end: string): Support[] =>
  evidence.flatMap((quote, q) =>
    axisSupport(quote.line, axis, end)
      .filter(
        ({ at }) =>
          !quote.mentions.some(
            (other) =>
              other.concept.kind === 'anatomy' && other.end - other.start > 1 && at >= other.start && at < other.end,
          ),
      )
      .map((support) => ({ ...support, q })),
  );

const clashFree = (axis: string): boolean => axis === 'normality' || axis === 'severity';

function isTreatment(sentence: Reading): boolean {
  return (
    sentence.mentions.some(({ concept }) => concept.kind === 'drug' || concept.kind === 'procedure') ||
    TREATMENT.test(sentence.line.text)
  );
}

const negatedAt = (reading: Reading, at: number): boolean => reading.meanings[at]?.negated === true;

/** A question that was answered with a yes says it, even where it was asked with another voice. */
function asked<T extends { q: number; at: number; strong: boolean }>(
  evidence: readonly Reading[],
  said: readonly T[],
): T | undefined {
  return said.find(({ q, strong }) => strong && evidence[q]!.asks && evidence[q + 1]?.reply === 'yes');
}

function opposite(evidence: readonly Reading[], axis: string, end: string): Support | undefined {
  const against = (OPPOSITES[end] ?? [])
    .flatMap((other) => supports(evidence, axis, other))
    .filter(({ q, at }) => !negatedAt(evidence[q]!, at));
  return against.find(({ strong }) => strong) ?? against[0];
}
