/** The same place by another name. */
const PLACE_NAMES: ReadonlyMap<string, string> = new Map([
  ['cervical', 'neck'],
  ['lumbar', 'back'],
  ['lumbosacral', 'back'],
  ['abdominal', 'abdomen'],
  ['renal', 'kidney'],
  ['cardiac', 'heart'],
]);

/** What an order is about, its verb and small words aside. */
function orderWords(text: string): Set<string> {
  return new Set(
    text
      .toLowerCase()
      .split(/[^a-z0-9./%-]+/)
      .map((word) => word.replace(/\.$/, ''))
      .map((word) => PLACE_NAMES.get(word) ?? word)
      .filter(
        (word) =>
          word !== '' &&
          !/^(?:we|will|the|a|an|and|or|of|to|for|in|on|with|some|it|patient|was|advised|should|may|her|his|their|him|them|order|obtain|get|perform|do|check|start|give|prescribe|use|take|continue|try|schedule|refer|go|recommend|have|be|today|that|this|at|as|by|make|another|repeat|refill|add|put|place|update|set|up|plan|theirs|spine)$/.test(
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

const CONDITION = /\b(?:if|unless|in case)\b/i;

/** Whether two sentences of a plan give the same order, one perhaps in more words. */
export function isSameOrder(one: string, other: string): boolean {
  const days = followUpDays(one);
  if (days !== undefined && followUpDays(other) === days) return true;
  if (STOPS_OR_CHANGES.test(one) !== STOPS_OR_CHANGES.test(other)) return false;
  // "We will order an MRI" and "if it still hurts, we will order an MRI" are two plans.
  if (CONDITION.test(one) !== CONDITION.test(other)) return false;
  const [first, second] = [orderWords(one), orderWords(other)];
  // "The imaging of the neck" after an MRI of it.
  if (isStudy(second)) dropGeneric(first);
  else if (isStudy(first)) dropGeneric(second);
  const [small, large] = first.size <= second.size ? [first, second] : [second, first];
  return small.size > 0 && [...small].every((word) => large.has(word));
}

const isStudy = (words: ReadonlySet<string>): boolean =>
  [...words].some((word) => /^(?:mri|ct|x-rays?|ultrasound|echocardiogram|mammogram)$/.test(word));

function dropGeneric(words: Set<string>): void {
  for (const word of ['imaging', 'study', 'studies', 'scan', 'scans']) words.delete(word);
}

/** Whether the first of two same orders says more of it. */
export const saysMore = (one: string, other: string): boolean => orderWords(one).size > orderWords(other).size;
