import type { TranscriptWord } from '../../../shared/model/transcript.ts';

/** Lower case, without the marks around it. */
export const plainWord = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .replaceAll('’', "'");

const NUMBER =
  /^(?:.*\d.*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|half)$/;
export const isNumber = (word: string): boolean => NUMBER.test(word);

/** Words whose loss turns a sentence round. */
const RISKY = /^(?:no|not|never|without|denies|left|right|both|stop|stopped|start|started|allergic|\w+n't)$/;
export const isRisky = (word: string): boolean => RISKY.test(word);

/** Said right before a drug. */
const BEFORE =
  /^(?:tak(?:e|es|en|ing)|took|on|start(?:ed|ing|s)?|stop(?:ped|ping|s)?|us(?:e|es|ed|ing)|allergic|allerg(?:y|ies)|prescri\w+|increas\w+|decreas\w+|switch\w*|restart\w*|continu\w+|refill\w*|dose|try|tried|add|milligrams?|mgs?|medicines?|medications?|called)$/;
/** May stand between that and the drug. */
const BETWEEN =
  /^(?:the|a|an|your|my|his|her|some|any|of|to|with|for|still|also|is|like|that|this|it|on|instead|please)$/;
/** Said right after a drug: doses and how often. */
const AFTER =
  /^(?:milligrams?|mgs?|micrograms?|mcgs?|units?|tablets?|pills?|capsules?|puffs?|daily|once|twice|every|dose)$/;

/** Whether a drug would be no surprise where `words[start..end)` stand. */
export function hasDrugContext(words: readonly TranscriptWord[], start: number, end: number): boolean {
  for (let i = start - 1, passed = 0; i >= 0 && passed < 4; i--, passed++) {
    const word = plainWord(words[i]!.text);
    if (BEFORE.test(word)) return true;
    if (!BETWEEN.test(word)) break;
  }
  const [next, second] = words.slice(end, end + 2).map((word) => plainWord(word.text));
  return next !== undefined && (AFTER.test(next) || isNumber(next) || (second !== undefined && AFTER.test(second)));
}

/**
 * Words that everyday speech is made of. A window of nothing else is probably what was said: a drug torn to pieces nearly always leaves a
 * piece that fits nowhere ("lies in a pearl", "can a sillin").
 */
const EVERYDAY = new Set(
  `a about after again all almost already also always am an and another any anything are around as ask at away back bad be because become
  bed been before being best better between big bit both bring but by call came can cause check clean clear clock come common could couple
  day days did different do doctor does doing done down during each eat else end enough even ever every everything family far feel
  feeling feels felt few find fine first for from front full gave get gets getting give gives go goes going gone good got great had half
  happen happened happening hard has have having he head hear heard help her here high him his home hope hour hours how i if in into is it
  its just keep kid kids kind knew know last late later leave left less let life like little live long look looking lot low made mainly
  make makes making many maybe me mean meet might mind mine minute minutes money month months more morning most mother move much must my
  name near need never new next nice night no none normal not nothing notice now of off often oh okay old on once one only open or other
  our out over own pain pains part past pay people play please point pretty probably proceed problem problems put quite rather real
  really remember right room run said same saw say saying says scale school see seem seems seen set several she short should show side since
  sit sleep small smoke so some someone something sometimes soon sort sound sounds start started still stop stopped story stuff such
  sudden sure take taken taking talk tell than thank thanks that the their them then there these they thing things think this those
  though thought through throughout time times to today together told tomorrow too took top toward town tried true try trying turn twice
  two um uh under until up upon us use used usually very visit wait walk walking want was watch water way we week weeks well went were
  what when where whether which while who whole why will with within without woke work worked working worse would year years yeah yes
  yesterday yet you young your default pants appear prayer vitamin aspire i'm i've i'd i'll it's that's there's don't didn't can't
  nose throat chest neck knee knees leg legs arm arms hand hands foot feet eyes ear ears mouth skin heart lungs stomach blood breath
  you're he's she's we're they're what's let's wouldn't isn't wasn't doesn't hasn't haven't`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
export const isEveryday = (word: string): boolean => EVERYDAY.has(word) || word.length < 2;
