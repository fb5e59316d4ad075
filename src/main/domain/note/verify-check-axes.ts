import { axisClaims, axisSupport, OPPOSITES, type AxisMark } from './verify-axes.ts';
import { SPANS, unitOf } from './verify-numbers.ts';
import { stem } from './verify-read.ts';
import { claimOf, type Check, type Claim } from './verify-claims.ts';
import type { Reading } from './verify-reading.ts';

const TREATMENT =
  /\b(?:medications?|medicines?|meds?|therapy|treatment|pills?|tablets?|doses?|drugs?|supplements?|inhalers?|drops|cream|injections?|regimen|insulin|antibiotics?|prescription|diet|exercises?|oxygen|cpap)\b/;

/** Judgements and actions: each end of an axis must be in the evidence, in some of its words, and with the same no. */
export function checkAxes(check: Check): Claim[] {
  const { sentence, evidence } = check;
  const claims: Claim[] = [];
  const ofDrug = sentence.mentions.some(({ concept }) => concept.kind === 'drug');
  const marks = axisClaims(sentence.line);
  for (const mark of marks) {
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
    // A question word or a name: "high school", "low back", "high risk", "low-dose".
    if (mark.axis === 'severity' && /^(?:exertion|activity|effort|movement)$/.test(sentence.words[mark.to]?.norm ?? ''))
      continue;
    if (mark.axis === 'level' && /^(?:low|high)-/.test(sentence.words[mark.from]!.norm)) continue;
    if (
      /^(?:low|high)$/.test(mark.text) &&
      /^(?:dose|doses|salt|sodium|fat|carb|impact|calorie)$/.test(sentence.words[mark.to]?.norm ?? '')
    )
      continue;
    if (
      mark.axis === 'level' &&
      /^(?:school|back|risk|quality|grade|heels?|end|lying|key|fiber|protein|suspicion|concern|likelihood|probability)$/.test(
        sentence.words[mark.to]?.norm ?? '',
      )
    )
      continue;
    const isNot = sentence.meanings[mark.from]!.negated;
    // "I don't feel the need to start" is no "no need to stop".
    const said = supports(evidence, mark.axis, mark.end, ofDrug || (isNot && mark.axis === 'action')).filter(
      ({ q, at }) =>
        !(isOnlyAfter(evidence[q]!, at) && !WAITS.test(sentence.line.text)) &&
        (mark.end !== 'stop' || ((isAtEnd(sentence) || !isLaterStep(evidence[q]!, at)) && !isSwap(evidence[q]!, at))),
    );
    // The claim's own word counts with its no; of other words for it the no is often in them ("not hurting as much").
    // "No calf tenderness negative Homans sign": the no before a "negative" is another's.
    const exact = said.filter(
      ({ q, at, strong }) => strong && (mark.end === 'negative' || negatedAt(evidence[q]!, at) === isNot),
    );
    const held =
      exact[0] ??
      said.find(
        ({ q, at, strong }) =>
          !strong && (isNot ? mark.axis !== 'course' || hasNo(evidence, q) : !negatedAt(evidence[q]!, at)),
      ) ??
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
    const isOthers = mark.axis === 'action' && isOfAnotherDrug(check, mark);
    // Loose words for it ("good", "off") do not stand against the opposite said outright.
    const turned = mark.axis === 'level' && isTurnedOfObject(check, mark);
    const overruled =
      held !== undefined &&
      exact.length === 0 &&
      !isNot &&
      against?.strong === true &&
      // "Worse with sitting; improved with heat": the opposite has its own place in the sentence.
      !marks.some((other) => other.axis === mark.axis && (OPPOSITES[mark.end] ?? []).includes(other.end)) &&
      !(clashFree(mark.axis) && !/^(?:positive|negative)$/.test(mark.text));
    claims.push(
      claimOf(
        check,
        kind,
        mark.from,
        mark.to,
        held && !literalOtherwise && !overruled && !isOthers && !turned
          ? { quote: evidence[held.q]!.text }
          : against || said.length > 0
            ? 'contradicted'
            : 'not-heard',
      ),
    );
  }
  return [...claims, ...checkTaking(check)];
}

const TAKES = /^(?:takes?|taking|uses?|using|on|currently)$/;
const NO_LONGER =
  /\b(?:previous\w*|used to|took|was|were|until|stopped|had|no longer|not|never|off|quit|discontinued|denies|ran out|before|past|restart\w*|resum\w*)\b/;

/** "Takes metoprolol" of "I stopped the metoprolol": the drug's own verb says that it is over. */
function checkTaking(check: Check): Claim[] {
  const { sentence, evidence } = check;
  if (NO_LONGER.test(sentence.line.text)) return [];
  return sentence.mentions.flatMap(({ concept, start, end }) => {
    if (concept.kind !== 'drug') return [];
    if (!sentence.words.slice(Math.max(0, start - 3), start).some(({ norm }) => TAKES.test(norm))) return [];
    const verbs = evidence
      .map((quote) =>
        quote.mentions
          .filter((mention) => mention.concept.id === concept.id)
          .map((mention) => verbBefore(quote, mention.start)),
      )
      .flat();
    const isOver = verbs.length > 0 && verbs.every(([last]) => last === 'stop');
    return isOver ? [claimOf(check, 'action', start, end, 'contradicted')] : [];
  });
}

interface Support {
  readonly q: number;
  readonly at: number;
  readonly strong: boolean;
}

/** "Lower extremity", "high blood pressure" are names: their words judge nothing. */
const supports = (evidence: readonly Reading[], axis: string, end: string, ofDrug = false): Support[] =>
  evidence.flatMap((quote, q) =>
    [...axisSupport(quote.line, axis, end, ofDrug), ...(axis === 'level' ? changes(quote, end) : [])]
      .filter(
        ({ at }) =>
          !quote.mentions.some(
            (other) =>
              other.concept.kind === 'anatomy' && other.end - other.start > 1 && at >= other.start && at < other.end,
          ),
      )
      .map((support) => ({ ...support, q })),
  );

/** "At night instead of the morning" stops no drug: what is put away stands right behind. */
const isSwap = ({ words, mentions }: Reading, at: number): boolean =>
  words[at]!.norm === 'instead' &&
  !mentions.some(({ concept, start }) => concept.kind === 'drug' && start > at && start - at <= 4);

/** "Went from 1.1 to 1.4", "1.6, it was 1.2 last year": up, in figures. */
function changes({ words, quantities: all }: Reading, end: string): Support[] {
  return all.flatMap((first, i) => {
    const second = all[i + 1];
    if (!second) return [];
    const isFromTo =
      words[first.from - 1]?.norm === 'from' && words.slice(first.to, second.from).some(({ norm }) => norm === 'to');
    const isWas =
      first.unit === second.unit &&
      words
        .slice(Math.max(first.to, second.from - 3), second.from)
        .some(({ norm }) => /^(?:was|were|previously|used)$/.test(norm));
    if (!isFromTo && !isWas) return [];
    const [a, b] = isFromTo ? [Number(first.value), Number(second.value)] : [Number(second.value), Number(first.value)];
    return (end === 'high' && b > a) || (end === 'low' && b < a) ? [{ q: 0, at: first.from, strong: true }] : [];
  });
}

const clashFree = (axis: string): boolean => axis === 'normality' || axis === 'severity';

function isTreatment(sentence: Reading): boolean {
  return (
    sentence.mentions.some(({ concept }) => concept.kind === 'drug' || concept.kind === 'procedure') ||
    TREATMENT.test(sentence.line.text)
  );
}

/** "Forty a day for five days, and then you just stop": the end of a course, nothing that is done now. */
const isLaterStep = ({ words }: Reading, at: number): boolean => {
  const then = words.slice(Math.max(0, at - 5), at).findLast(({ norm }) => /^(?:then|afterwards)$/.test(norm));
  return then !== undefined && words.slice(0, words.indexOf(then)).some(({ norm }) => SPANS.has(unitOf(norm) ?? ''));
};
/** "EKG before we go up on the verapamil": it is not raised yet. */
const isOnlyAfter = ({ words }: Reading, at: number): boolean =>
  words
    .slice(Math.max(0, at - 4), at)
    .some(({ norm }, i, all) => norm === 'before' && /^(?:we|i|you)$/.test(all[i + 1]?.norm ?? ''));
const WAITS = /\b(?:before|prior|until|once|after|then|if|when|pending|consider\w*|may|might|could)\b/;
const isAtEnd = ({ line }: Reading): boolean => /\b(?:then|after|for|until|once|when|complete\w*)\b/.test(line.text);

/** "Stop that and start losartan" does not say to stop losartan: the drug's own verb stands right before it. */
function isOfAnotherDrug({ sentence, evidence }: Check, mark: AxisMark): boolean {
  const drug = sentence.mentions.find(
    ({ concept, start }) => concept.kind === 'drug' && start >= mark.to && start - mark.to <= 3,
  );
  if (!drug) return false;
  const own = evidence.flatMap((quote) =>
    quote.mentions
      .filter(({ concept }) => concept.id === drug.concept.id)
      .flatMap(({ start }) => verbBefore(quote, start)),
  );
  if (mark.end === 'stop' && isBeside(evidence, drug.concept.id)) return true;
  if (own.length > 0) return own.every((end) => (OPPOSITES[mark.end] ?? []).includes(end));
  // "Stop the Advil, the only thing I want you on is Tylenol"
  return mark.end === 'stop' && evidence.some((quote) => isAllowed(quote, drug.concept.id));
}

/** "Don't take the naproxen with your blood thinner, use Tylenol": neither of the two others is stopped. */
function isBeside(evidence: readonly Reading[], id: string): boolean {
  const places = evidence.flatMap((quote) =>
    quote.mentions
      .filter(({ concept }) => concept.id === id)
      .map(({ start }) => {
        let k = start - 1;
        while (k > 0 && /^(?:your|the|my|some|a|plain|just)$/.test(quote.words[k]!.norm)) k--;
        const before = quote.words[k]?.norm ?? '';
        const another = quote.mentions.some(
          ({ concept, end }) => concept.kind === 'drug' && concept.id !== id && end <= start && start - end <= 8,
        );
        return another && (before === 'with' || (/^(?:use|try|take)$/.test(before) && !quote.meanings[k]!.negated));
      }),
  );
  return places.length > 0 && places.every(Boolean);
}

function isAllowed(quote: Reading, id: string): boolean {
  const at = quote.mentions.find(({ concept }) => concept.id === id)?.start ?? -1;
  const stop = axisSupport(quote.line, 'action', 'stop', true).findLast((mark) => mark.at < at)?.at ?? -1;
  return (
    stop >= 0 &&
    quote.words.slice(stop + 1, at).some(({ norm }) => /^(?:only|except|but|instead|rather|besides)$/.test(norm))
  );
}

/** "Drink at least sixty ounces and cut back on the salt" does not say to increase the salt. */
function isTurnedOfObject({ sentence, evidence }: Check, mark: AxisMark): boolean {
  const object = sentence.words
    .slice(mark.to, mark.to + 4)
    .find(
      ({ norm, kind }) =>
        kind === 'word' &&
        norm.length > 3 &&
        !/^(?:your|their|the|his|her|intake|amount|dose|from|with|further)$/.test(norm),
    );
  if (!object) return false;
  const key = stem(object.norm);
  const near = (quote: Reading, q: number, at: number, end: string): boolean =>
    supports(evidence, 'level', end).some(
      (other) =>
        other.q === q &&
        other.at < at &&
        at - other.at <= 5 &&
        !quote.words.slice(other.at, at).some(({ norm }) => norm === 'and'),
    );
  const places = evidence.flatMap((quote, q) => (quote.stems.get(key) ?? []).map((at) => ({ quote, q, at })));
  return (
    places.some(({ quote, q, at }) => (OPPOSITES[mark.end] ?? []).some((end) => near(quote, q, at, end))) &&
    !places.some(({ quote, q, at }) => near(quote, q, at, mark.end))
  );
}

/** The end of the action that stands within three words before, with no other drug between. */
function verbBefore(quote: Reading, start: number): string[] {
  const marks = axisClaims(quote.line).filter(
    ({ axis, to, from }) => axis === 'action' && to <= start && start - to <= 3 && !negatedAt(quote, from),
  );
  const last = marks.at(-1);
  return last ? [last.end] : [];
}

/** A no in the quote, or in what answers it. */
const hasNo = (evidence: readonly Reading[], q: number): boolean =>
  evidence.slice(q, q + 2).some(({ line, reply }) => reply === 'no' || A_NO.test(line.text));
const A_NO = /\b(?:no|not|never|none|nothing|nope|without|hardly|barely|only|still|unable|neither|nor)\b/;

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
    .filter(({ q, at }) => !negatedAt(evidence[q]!, at) && !isLaterStep(evidence[q]!, at));
  return against.find(({ strong }) => strong) ?? against[0];
}
