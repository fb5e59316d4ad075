import type { Word } from './verify-read.ts';

/** A day, a part of the day, or a frequency: `key` is canonical ("2/day", "q6h", "prn", "monday", "night"). */
export interface TimeMark {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

/** Words joined by blanks, with the index of the word at each character: for patterns over several words. */
export interface Line {
  readonly text: string;
  wordAt(offset: number): number;
}

export function lineOf(words: readonly Word[]): Line {
  const starts: number[] = [];
  let text = '';
  words.forEach((word, i) => {
    if (i > 0) text += ' ';
    starts.push(text.length);
    text += word.norm;
  });
  return {
    text,
    wordAt: (offset) => {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle]! <= offset) low = middle;
        else high = middle - 1;
      }
      return low;
    },
  };
}

const COUNT: Readonly<Record<string, string>> = {
  once: '1', one: '1', twice: '2', two: '2', three: '3', thrice: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9', ten: '10', twelve: '12', twenty: '20', couple: '2', few: 'few', several: 'few',
}; // prettier-ignore
const N =
  '(once|twice|thrice|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|few|several|couple|\\d+(?:\\.\\d+)?)';
const PER = '(?:a|an|per|each|every|in a|in one)';

type Rule = readonly [RegExp, (match: RegExpExecArray) => string];
const count = (word: string): string => COUNT[word] ?? word;
/** The first rule that reads a stretch takes it. */
const FREQUENCY: readonly Rule[] = [
  [new RegExp(`\\b${N} (?:nights?|days|mornings|evenings|afternoons) (?:out of the|(?:a|per|each|every|in a)) week\\b`, 'g'), (m) => `${count(m[1]!)}/week`],
  [new RegExp(`\\b${N} (?:nights?|days) weekly\\b`, 'g'), (m) => `${count(m[1]!)}/week`],
  [new RegExp(`\\b${N} (?:times? |x |time )?(?:(?:to|or) ${N} (?:times? |x )?)?(?:${PER} (day|week|month|year)|(daily|weekly|monthly|yearly))\\b`, 'g'), (m) => `${count(m[1]!)}${m[2] === undefined ? '' : `-${count(m[2])}`}/${span(m[3] ?? m[4]!)}`],
  [/\bevery other (day|night|week|month)\b/g, (m) => (m[1] === 'night' ? 'other/day' : `other/${m[1]!}`)],
  [/\bevery (?:(\d+|two|three|four|six|eight|twelve|few) (?:(?:to|or) (\d+|four|six|eight|twelve) )?)hours?\b/g, (m) => `q${count(m[1]!)}${m[2] === undefined ? '' : `-${count(m[2])}`}h`],
  [/\bq ?(\d+) ?(?:-|to) ?(\d+) ?h(?:rs?|ours?)?\b/g, (m) => `q${m[1]!}-${m[2]!}h`],
  [/\bq ?(\d+) ?h(?:rs?|ours?)?\b/g, (m) => `q${m[1]!}h`],
  [/\bq(\d+)h\b/g, (m) => `q${m[1]!}h`],
  [/\bevery (\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|few)(?: (one|two|three|four|five|six|seven|eight|nine))? (days|weeks|months|years)\b/g, (m) => `every ${sum(m[1]!, m[2])} ${m[3]!}`],
  [/\b(?:b\.?i\.?d|bid)\b/g, () => '2/day'],
  [/\b(?:t\.?i\.?d|tid)\b/g, () => '3/day'],
  [/\b(?:q\.?i\.?d|qid)\b/g, () => '4/day'],
  [/\b(?:qhs|at bedtime|before bed|at bed time|when (?:i|you|she|he|they) go(?:es)? to (?:bed|sleep)|bedtime)\b/g, () => 'night'],
  [/\b(?:nightly|every (?:single )?night|each night|every evening)\b/g, () => 'night'],
  [/\b(?:every (?:single )?morning|each morning)\b/g, () => 'morning'],
  [/\b(?:as needed|prn|p\.r\.n|when needed|if needed|as necessary|when (?:i|you|she|he|they) needs? (?:it|them|to)|if (?:i|you|she|he|they) needs? (?:it|them|to))\b/g, () => 'prn'],
  [/\b(?:daily|every (?:single )?day|everyday|each day|qd|q\.d|a day|per day)\b/g, () => '1/day'],
  [/\b(?:weekly|every (?:single )?week|each week|a week|per week)\b(?! ago| and)/g, () => '1/week'],
  [/\b(?:monthly|every (?:single )?month|each month|a month|per month)\b(?! ago| and)/g, () => '1/month'],
  [/\b(?:yearly|annually|annual|every year|each year|a year|per year)\b(?! ago| and)/g, () => '1/year'],
]; // prettier-ignore

/** "twenty eight" → 28 */
function sum(tens: string, ones: string | undefined): string {
  const whole = { thirty: '30' }[tens] ?? count(tens);
  return ones === undefined ? whole : String(Number(whole) + Number(count(ones)));
}

function span(word: string): string {
  return { daily: 'day', weekly: 'week', monthly: 'month', yearly: 'year' }[word] ?? word;
}

/** "for a week", "in a month": a duration, no frequency. */
const DURATION_BEFORE =
  /\b(?:for|in|over|about|after|within|past|last|almost|nearly|of|like|around|than|under|half|been|take|took|lasted|lasts) $/;

export function frequencies(line: Line): TimeMark[] {
  const taken: [number, number][] = [];
  const out: TimeMark[] = [];
  for (const [pattern, key] of FREQUENCY) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(line.text); match; match = pattern.exec(line.text)) {
      const from = match.index;
      const to = from + match[0].length;
      if (taken.some(([a, b]) => from < b && to > a)) continue;
      if (/^a (?:week|month|year|day)$/.test(match[0])) {
        const before = line.text.slice(0, from);
        if (from === 0 || (DURATION_BEFORE.test(before) && !before.endsWith('and a half '))) continue;
        if (
          !/(?:once|twice|times?|half|mg|milligrams|units?|tablets?|pills?|puffs?|packs?|drinks?|beers?|cigarettes?|glasses?|hours?|minutes?|days|cups?|meals|pounds|minutes|drops?|sprays?|bottles?|capsules?|grams|mcg|micrograms|it|(?:grams|milligrams|tablets|pills) of [a-z]+|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|five|ten|\d) $/.test(
            line.text.slice(0, from),
          )
        )
          continue;
      }
      if (/^annual$/.test(match[0])) continue;
      // "Wean it by five every week": by how much, and how often.
      if (
        / every (?:day|week|month)$/.test(match[0]) &&
        /\bby $/.test(line.text.slice(0, from)) &&
        key(match) !== 'other/week'
      )
        continue;
      // "Forty a day", "40 daily" of a dose: the amount, and that it is daily.
      if (COUNTS_NO_TIMES.test(match[0])) continue;
      taken.push([from, to]);
      out.push({ key: key(match), from: line.wordAt(from), to: line.wordAt(to - 1) + 1 });
    }
  }
  return out;
}

const COUNTS_NO_TIMES =
  /^(?:(?:1[3-9]|[2-9]\d|\d{3,})(?:\.\d+)?|fifteen|twenty|twenty five|thirty|forty|fifty|sixty|seventy five|eighty|ninety|(?:a |one |two |three )?hundred) (?:daily|a day|per day|each day|every day)$/;

const DAYS: readonly Rule[] = [
  [/\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?:'s|s)?\b/g, (m) => m[1]!],
  [/\b(january|february|april|june|july|august|september|october|november|december)\b/g, (m) => m[1]!],
  [/\b(?:in|since|of|last|this|early|late|mid|next)[ -](march|may)\b/g, (m) => m[1]!],
  [/\b(yesterday|tomorrow)\b/g, (m) => m[1]!],
  [/\bthis (?:past )?(week|month|year|weekend|summer|winter|spring|fall)\b/g, (m) => `this ${m[1]!}`],
  [/\b(last|next) (night|week|month|year|summer|winter|spring|fall|visit|time|weekend)\b/g, (m) => `${m[1]!} ${m[2]!}`],
  [/\bpast (week|month|year|summer|winter|weekend)\b/g, (m) => `last ${m[1]!}`],
  [/\b(weekends?|christmas|thanksgiving|summer|winter)\b/g, (m) => m[1]!.replace(/s$/, '')],
  [/\b(morning|afternoon|evening|night|noon|midnight|bedtime)(?:s|ly)?\b/g, (m) => (/^(?:night|bedtime|evening)$/.test(m[1]!) ? 'night' : m[1]!)],
  [/\b(before|after|with) (?:meals?|eating|food|breakfast|lunch|dinner|supper)\b/g, (m) => `${m[1]!} meals`],
]; // prettier-ignore

export function dayMarks(line: Line): TimeMark[] {
  const out: TimeMark[] = [];
  for (const [pattern, key] of DAYS) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(line.text); match; match = pattern.exec(line.text))
      out.push({
        key: key(match),
        from: line.wordAt(match.index),
        to: line.wordAt(match.index + match[0].length - 1) + 1,
      });
  }
  return out;
}

const SAME: Readonly<Record<string, readonly string[]>> = {
  '1/day': ['night', 'morning', 'q24h', '1/day'],
  '2/day': ['q12h'],
  '3/day': ['q8h'],
  '4/day': ['q6h'],
  q12h: ['2/day'],
  q8h: ['3/day'],
  q6h: ['4/day'],
  'last night': ['yesterday'],
  'this week': ['last week'],
  'this month': ['last month'],
  'this year': ['last year'],
  'last visit': ['last time'],
  'last time': ['last visit'],
  night: ['last night', 'evening', 'q24h'],
};

/** Is a time of the sentence among those said? "Twice daily" is also "morning and night". */
export function timeHeld(key: string, said: ReadonlySet<string>): boolean {
  if (said.has(key)) return true;
  if (SAME[key]?.some((other) => said.has(other))) return true;
  return key === '2/day' && said.has('morning') && (said.has('night') || said.has('evening'));
}

/** Where a span of time lies: `ago` before now, `ahead` after now, else lasting. */
export function direction(words: readonly Word[], from: number, to: number): 'ago' | 'ahead' | undefined {
  const after = words[to]?.norm ?? '';
  const before = words[from - 1]?.norm ?? '';
  const lead = `${words[from - 2]?.norm ?? ''} ${before}`;
  if (/^(?:ago|prior|earlier|back)$/.test(after)) return 'ago';
  if (/^(?:in|within)$/.test(before) || /\b(?:in|within|for) (?:about|around|approximately|another)$/.test(lead))
    return /^(?:for)$/.test(words[from - 2]?.norm ?? '') ? undefined : 'ahead';
  return undefined;
}
