import { DOSES, SPANS, type Quantity } from './verify-numbers.ts';
import type { Check } from './verify-claims.ts';
import type { Reading } from './verify-reading.ts';

/**
 * What a number was meant as where it was not said in full: the milligrams of a drug that is counted in nothing else, the century of a year, the
 * strength of a baby aspirin. Looked at only when the number as it stands was not found.
 */
export function asMeant(check: Check, claimed: Quantity): { readonly q: number } | undefined {
  const q =
    asYear(check, claimed) ??
    asUsualUnit(check, claimed) ??
    asNamedStrength(check, claimed) ??
    asAnswer(check, claimed);
  return q === undefined ? undefined : { q };
}

/** "In ninety eight" is 1998, "in oh five" 2005. */
function asYear({ evidence }: Check, { value, unit }: Quantity): number | undefined {
  const match = unit === undefined ? /^(19|20)(\d\d)$/.exec(value) : null;
  if (!match) return undefined;
  const short = Number(match[2]);
  if (match[1] === '19' ? short < 40 : short > 39) return undefined;
  return found(evidence, ({ words }, said) => {
    if (said.unit !== undefined || Number(said.value) !== short) return false;
    return /^(?:in|since|of|around|about|was|back|like|or|until|from|to|')$/.test(words[said.from - 1]?.norm ?? '');
  });
}

/** Drugs that come in milligrams and in nothing else. */
const IN_MG =
  /^(?:ace inhibitor|arb|arni|beta blocker|calcium channel blocker|antidepressant|ssri|snri|statin|nsaid|ppi|antipsychotic|anticonvulsant|muscle relaxant|benzodiazepine|gout agent|triptan|stimulant|antibiotic|antiviral|antihistamine|diuretic|alpha blocker|antiplatelet|pde5 inhibitor|analgesic|adhd agent|dementia agent|hypnotic|h2 blocker|leukotriene antagonist|antiemetic|antifungal|antiparasitic|lipid agent|weight loss agent|smoking cessation|bisphosphonate|antispasmodic|urology)$/;
const ORAL = new Set(['drug:metformin', 'drug:glipizide', 'drug:glimepiride', 'drug:glyburide', 'drug:sitagliptin', 'drug:empagliflozin', 'drug:prednisone', 'drug:methylprednisolone', 'drug:warfarin', 'drug:apixaban', 'drug:rivaroxaban', 'drug:buspirone', 'drug:methotrexate', 'drug:hydroxychloroquine']); // prettier-ignore

/** "Lasix, forty every morning": milligrams, as every furosemide is. Said of another unit it stays unheard. */
function asUsualUnit({ sentence, evidence }: Check, claimed: Quantity): number | undefined {
  if (claimed.unit !== 'mg') return undefined;
  const drug = sentence.mentions.filter(
    ({ concept, start }) => concept.kind === 'drug' && Math.abs(start - claimed.from) <= 8,
  );
  const nearest = drug.findLast(({ end }) => end <= claimed.from) ?? drug[0];
  if (!nearest) return undefined;
  const { id } = nearest.concept;
  const named = evidence.findIndex(({ mentions }) => mentions.some(({ concept }) => concept.id === id));
  if (named < 0) return undefined;
  const group = evidence[named]!.mentions.find(({ concept }) => concept.id === id)!.concept.group;
  if (!IN_MG.test(group) && !ORAL.has(id)) return undefined;
  return found(evidence, (quote, said, q) => {
    if (said.unit !== undefined || said.value !== claimed.value || Number(said.value) < 1 || isTaken(quote, said))
      return false;
    const before = quote.mentions.findLast(({ concept, end }) => concept.kind === 'drug' && end <= said.from);
    if (before) return before.concept.id === id;
    const after = quote.mentions.find(({ concept, start }) => concept.kind === 'drug' && start >= said.to);
    if (after) return after.concept.id === id;
    const last = evidence
      .slice(0, q)
      .flatMap(({ mentions }) => mentions.filter(({ concept }) => concept.kind === 'drug'))
      .at(-1);
    return last?.concept.id === id;
  });
}

/** The number is how often, a day, a score or a year, no strength. */
function isTaken({ frequencies, words }: Reading, { from, to }: Quantity): boolean {
  return (
    frequencies.some((mark) => from < mark.to && to > mark.from && to - from >= mark.to - mark.from) ||
    /^(?:times|x|out|over|point|of|years|percent|%)$/.test(words[to]?.norm ?? '') ||
    /^(?:number|every|age|room)$/.test(words[from - 1]?.norm ?? '')
  );
}

const NAMED: readonly (readonly [RegExp, string, string])[] = [
  [/\bbaby aspirin\b/, '81', 'mg'],
  [/\bplan b\b/, '1.5', 'mg'],
];

function asNamedStrength({ evidence }: Check, { value, unit }: Quantity): number | undefined {
  const named = NAMED.find(([, amount, of]) => amount === value && of === unit);
  const q = named ? evidence.findIndex(({ line }) => named[0].test(line.text)) : -1;
  return q < 0 ? undefined : q;
}

/** "Thirty units at night?" "Twenty eight.": the answer's number has the unit of the question's. */
function asAnswer({ evidence }: Check, { value, unit }: Quantity): number | undefined {
  if (unit === undefined) return undefined;
  return found(evidence, (quote, said, q) => {
    if (said.unit !== undefined || said.value !== value) return false;
    const asked = evidence[q - 1]?.quantities.find((other) => other.unit === unit);
    return asked !== undefined && isCorrected(evidence, q - 1, asked) && quote.quantities[0] === said;
  });
}

/** "Thirty units at night?" "Twenty eight. They lowered it.": what was asked is not so. */
export function isCorrected(evidence: readonly Reading[], q: number, said: Quantity): boolean {
  const answer = evidence[q + 1];
  const first = answer?.quantities[0];
  if (!evidence[q]!.asks || !answer || !first || answer.asks) return false;
  if (!DOSES.has(said.unit ?? '') && !SPANS.has(said.unit ?? '')) return false;
  if (first.value === said.value || (first.unit !== undefined && first.unit !== said.unit)) return false;
  // "Two weeks?" "Yes, two weeks, since March third": only a number that opens the answer takes its place.
  const lead = answer.words
    .slice(0, first.from)
    .map(({ norm }) => norm)
    .join(' ');
  const isBare =
    first.unit !== undefined ||
    /^[.,;!]$/.test(answer.words[first.to]?.norm ?? '.') ||
    /^(?:now|at|every|a|per)$/.test(answer.words[first.to]?.norm ?? '');
  return (
    isBare &&
    /^(?:(?:no|nope|actually|it is|it was|well|more like|about|just|only|now|i think|like|probably|maybe|,|\.) ?)*$/.test(
      lead,
    ) &&
    answer.reply !== 'yes'
  );
}

function found(
  evidence: readonly Reading[],
  isIt: (quote: Reading, said: Quantity, q: number) => boolean,
): number | undefined {
  const q = evidence.findIndex((quote, k) => quote.quantities.some((said) => isIt(quote, said, k)));
  return q < 0 ? undefined : q;
}
