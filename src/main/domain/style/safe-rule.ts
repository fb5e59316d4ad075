import type { StyleRule } from '../../../shared/model/style.ts';
import { styleRuleId } from '../../../shared/model/style.ts';
import type { Slot } from '../../../shared/model/template.ts';
import type { Lexicon } from '../understanding/lexicon.ts';
import { tokenize } from '../understanding/tokens.ts';
import { inGroups, isDated, isDoNotUse, isDroppable, isFixed, isNeutral, styleTokens } from './style-words.ts';

/** Kinds that a habit may leave out. Medications, allergies, findings, assessment and plan are never dropped by habit. */
export const MAY_BE_LEFT_OUT: readonly Slot[] = ['ros', 'family', 'social', 'pmh', 'psh'];

const MOST_WORDS = 8;

/**
 * Whether a rule changes wording only. A phrase may stand for another that says the same (a known group, the same concept of the lexicon, its own
 * abbreviation), or be left away where it says nothing of the patient. Refused: numbers, dates, names, drugs, negation, side, certainty,
 * relatives, times, doses that differ; whatever adds content; abbreviations that safety bodies ask not to use.
 * `names`: words of people's names that are known here.
 */
export function isSafeRule(rule: StyleRule, lexicon: Lexicon, names: ReadonlySet<string> = new Set()): boolean {
  if (rule.kind === 'leave-out') return MAY_BE_LEFT_OUT.includes(rule.slot);
  if (rule.kind === 'order') return rule.first !== rule.then;
  const { from, to } = rule;
  if (styleRuleId(rule).length > 200) return false;
  if (/\d/.test(from + to) || isDated(from) || isDated(to) || isDoNotUse(to)) return false;
  if (/[.;:!?"()\n]/.test(from + to)) return false;
  const [before, after] = [wordsOf(from), wordsOf(to)];
  if (before.length === 0 || before.length > MOST_WORDS || after.length > MOST_WORDS) return false;
  if (before.join(' ') === after.join(' ')) return false;
  if ([...before, ...after].some((word) => names.has(word))) return false;
  if (hasDrug(from, lexicon) || hasDrug(to, lexicon)) return false;
  if (to === '') return isDroppable(from);
  return sameMeaning(before, after, to, lexicon);
}

const wordsOf = (phrase: string): string[] => styleTokens(phrase).map(({ norm }) => norm);

const hasDrug = (phrase: string, lexicon: Lexicon): boolean =>
  lexicon.find(tokenize(phrase)).some(({ concept }) => concept.kind === 'drug');

function sameMeaning(before: readonly string[], after: readonly string[], to: string, lexicon: Lexicon): boolean {
  const [said, written] = [essence(inGroups(before), lexicon), essence(inGroups(after), lexicon)];
  if (said.length === 0 || written.length === 0) return false;
  if (said.join(' ') === written.join(' ')) return true;
  if (before.some(isFixed) || after.some(isFixed)) return false;
  return isAbbreviation(before, to, lexicon);
}

/** What is left when words that say nothing by themselves are gone, the lexicon's synonyms brought to one. */
function essence(words: readonly string[], lexicon: Lexicon): string[] {
  const content = words.filter((word) => !isNeutral(word));
  const text = content.map((word) => word.replace(/[⟨⟩]/g, '')).join(' ');
  const concept = lexicon.lookup(text);
  return concept ? [concept.id] : content;
}

/** "LBP" for "low back pain", "abd" for "abdominal": only for what the lexicon knows, so that no name is taken for a term. */
function isAbbreviation(before: readonly string[], to: string, lexicon: Lexicon): boolean {
  const short = to.toLowerCase();
  if (!/^[a-z]{2,6}$/.test(short) || lexicon.lookup(short)) return false;
  const phrase = before.join(' ');
  const known = lexicon.lookup(phrase);
  if (!known || known.kind === 'drug') return false;
  const content = before.filter((word) => !isNeutral(word) && /^[a-z]/.test(word));
  if (content.length > 1) return /^[A-Z]+$/.test(to) && content.map((word) => word[0]).join('') === short;
  return (
    short.length >= 3 &&
    content[0] !== undefined &&
    content[0].length >= short.length + 2 &&
    content[0].startsWith(short)
  );
}
