import type { Lexicon } from './lexicon.ts';
import type { Token } from './tokens.ts';
import { isOfThePast } from './of-the-past.ts';

/** "forty, sorry, twenty milligrams", "my left, I mean my right knee": what the speaker took back goes; the later stands. */
const CUES: readonly (readonly string[])[] = [
  ['i', 'am', 'sorry'], ['oh', 'sorry'], ['no', 'sorry'], ['sorry'], ['i', 'mean'], ['no', 'wait'], ['wait', 'no'], ['wait'], ['or', 'rather'], ['make', 'that'], ['scratch', 'that'], ['correction'],
  ['excuse', 'me'], ['no', 'actually'], ['actually'], ['well', 'actually'], ['no', 'no'], ['no', ',', 'no'], ['or', 'actually'], ['my', 'mistake'], ['no', 'it', 'is', 'more', 'like'], ['no', 'more', 'like'],
]; // prettier-ignore
const SIDES = new Set(['left', 'right', 'both', 'bilateral']);
const DAYS = new Set([
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
  'yesterday',
  'today',
]);
const SPANS = new Set(['day', 'days', 'week', 'weeks', 'month', 'months', 'year', 'years', 'hour', 'hours']);
/** "a couple weeks", "a few days": numbers, too. */
const ROUGH = new Set(['couple', 'few', 'several']);
const DETERMINERS = new Set(['my', 'the', 'your', 'a', 'his', 'her', 'about', 'on']);

type Sort = 'number' | 'side' | 'day' | 'drug' | 'span';

function sortOf(token: Token | undefined, lexicon: Lexicon | undefined): Sort | undefined {
  if (!token) return undefined;
  if (token.kind === 'number' || ROUGH.has(token.norm)) return 'number';
  if (SIDES.has(token.norm)) return 'side';
  if (DAYS.has(token.norm)) return 'day';
  // "in a week, sorry, a month".
  if (SPANS.has(token.norm)) return 'span';
  if (lexicon && token.kind === 'word' && lexicon.lookup(token.norm)?.kind === 'drug') return 'drug';
  return undefined;
}

/** "I passed out, well, almost passed out": it did not come to it. */
function withoutOverstatement(tokens: readonly Token[]): Token[] {
  const at = tokens.findIndex(
    ({ norm }, i) => norm === 'well' && /^(?:almost|nearly|practically)$/.test(beyondComma(tokens, i + 1)?.norm ?? ''),
  );
  if (at < 0) return [...tokens];
  const almost = tokens[at + 1]!.norm === ',' ? at + 2 : at + 1;
  const verb = tokens[almost + 1]?.norm;
  const said = tokens.findLastIndex(({ norm }, i) => i < at && at - i <= 8 && norm === verb);
  return said < 0 ? [...tokens] : [...tokens.slice(0, said), ...tokens.slice(almost)];
}

const beyondComma = (tokens: readonly Token[], at: number): Token | undefined =>
  tokens[at]?.norm === ',' ? tokens[at + 1] : tokens[at];

export function applyCorrections(tokens: readonly Token[], lexicon?: Lexicon): Token[] {
  let out = withoutOverstatement(tokens);
  for (let i = 1; i < out.length - 1; i++) {
    const at = out[i]!.norm === ',' ? i + 1 : i;
    const cue = CUES.find((words) => words.every((word, k) => out[at + k]?.norm === word));
    if (!cue) continue;
    // A bare "actually" or "wait" corrects only when it is set off.
    if ((cue[0] === 'actually' || cue[0] === 'wait') && cue.length === 1 && out[i]!.norm !== ',') continue;
    let from = at + cue.length;
    while (out[from]?.norm === ',' || out[from]?.norm === 'no') from++;
    let head = from + bridgeLength(out.slice(from, from + 8).map(({ norm }) => norm));
    while (head < out.length && DETERMINERS.has(out[head]!.norm) && head - from < 2) head++;
    const sort = sortOf(out[head], lexicon);
    if (!sort) continue;
    let wrong = -1;
    for (let j = i - 1; j >= 0 && i - j <= 5; j--) {
      if (sortOf(out[j], lexicon) === sort) {
        wrong = j;
        break;
      }
    }
    if (wrong < 0) continue;
    // "a couple weeks, sorry, a couple months": the same number of something else.
    const otherSpan =
      SPANS.has(out[wrong + 1]?.norm ?? '') &&
      SPANS.has(out[head + 1]?.norm ?? '') &&
      out[wrong + 1]!.norm !== out[head + 1]!.norm;
    if (out[wrong]!.norm === out[head]!.norm && !otherSpan) continue;
    // "My right shoulder. Well, actually, the left one used to bother me": another story, not a correction.
    if (sort === 'side' && isOfThePast(after(out, head))) continue;
    // "two weeks, sorry, three weeks": the unit goes with its number.
    if (sort === 'number' && SPANS.has(out[wrong + 1]?.norm ?? '') && !SPANS.has(out[head + 1]?.norm ?? '')) continue;
    let start = wrong;
    while (
      start > 0 &&
      head > from &&
      DETERMINERS.has(out[start - 1]!.norm) &&
      out[start - 1]!.norm === out[head - 1]!.norm
    )
      start--;
    out = [...out.slice(0, start), ...out.slice(start === wrong ? head : from)];
    i = start;
  }
  return out;
}

/** "Twenty, no wait, they dropped it to ten": how many words stand before what is meant. */
function bridgeLength(words: readonly string[]): number {
  const bridge =
    /^(?:they|he|she|we|it|you|my doctor|the doctor) (?:just |had |have |was |were |got )?(?:dropped|lowered|cut|raised|increased|upped|bumped|changed|switched|moved|decreased|reduced|put|went)(?: (?:it|that|me|him|her))?(?: (?:up|down|back|over))? (?:to|on) (?:the )?/.exec(
      words.join(' '),
    );
  return bridge ? bridge[0].trim().split(' ').length : 0;
}

const after = (tokens: readonly Token[], from: number): string =>
  tokens
    .slice(from + 1, from + 10)
    .map((token) => token.norm)
    .join(' ');
