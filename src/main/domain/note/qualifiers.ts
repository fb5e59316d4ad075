import type { Mention } from '../understanding/lexicon.ts';
import type { Token } from '../understanding/tokens.ts';
import { toThirdPerson, toWords, type Voice } from './third-person.ts';
import type { Wording } from './wording.ts';

/**
 * What a question singled out: "pain when you walk", "new cough", "swelling since the operation". A no to that is no denial of the
 * finding as such, so the qualifier goes into the sentence with it.
 */
const OPENS = new Set(['when', 'whenever', 'while', 'after', 'during', 'upon', 'since', 'if', 'before']);
/** "at night", "with exercise", "on stairs"; "with it" and "with that" are how any symptom is asked after. */
const SETTING =
  /^(?:at (?:night|rest|work|home)|in the (?:morning|mornings|evening|evenings|night)|on (?:exertion|stairs|standing|movement)|with (?:the |any |deep |heavy |normal )?(?:exertion|exercise|activity|activities|movement|walking|standing|sitting|eating|swallowing|breathing|breaths?|coughing|urination|meals?|food|intercourse|sex|stairs|lifting|periods?|stress|bowel movements?|cough|pain|headaches?))\b/;
/** Points at the room ("when I push here"), at what was said before, or breaks off. */
const POINTING =
  /\b(?:i|me|my|we|us|here|this|these|those)\b|\b(?:that|it|is|are|was|were|do|does|did|have|has|he|she|they|the|a|to|of)$/i;
const LONGEST = 9;
const PREFIXES: Readonly<Record<string, string>> = {
  new: 'new',
  other: 'other',
  additional: 'other',
  more: 'further',
  further: 'further',
  worsening: 'worsening',
  severe: 'severe',
  significant: 'significant',
  major: 'major',
  constant: 'constant',
  frequent: 'frequent',
  persistent: 'persistent',
  recurrent: 'recurrent',
  recent: 'recent',
  sudden: 'sudden',
  unusual: 'unusual',
  bad: 'bad',
};

export interface Qualifiers {
  prefix(mention: Mention): string;
  suffix(mention: Mention): string;
  /** A qualifier was asked that is too long to be said in a list. */
  readonly unsaid: boolean;
}

/** @param findings mentions of the question, those that a list may name. */
export function qualifiersOf(
  asked: readonly Token[],
  findings: readonly Mention[],
  voice: Voice,
  wording: Wording,
): Qualifiers {
  const last = Math.max(...findings.map((mention) => mention.end), 0);
  const first = Math.min(...findings.map((mention) => mention.start), asked.length);
  const words = (from: number, to: number): string[] => {
    const part = toWords(asked.slice(from, to)).filter((word) => !/^(?:,|okay|alright|then|ever|right)$/.test(word));
    const said = wording.apply(part);
    // The opener stands outside the clause, so that "you" after it is read as the subject it is.
    const opener = OPENS.has(said[0] ?? '') ? said.slice(0, 1) : [];
    const clause = { ...voice, speaker: 'clinician' as const, lead: voice.person.subject };
    return [...opener, ...toThirdPerson(said.slice(opener.length), clause)];
  };
  const tail = stretch(asked, last);
  const lead = leading(asked, first);
  const shared = tail ? words(tail.from, tail.to) : lead ? words(lead.from, lead.to) : [];
  return {
    unsaid: shared.length > LONGEST || POINTING.test(shared.join(' ')),
    prefix: (mention) => PREFIXES[asked[mention.start - 1]?.norm ?? ''] ?? '',
    suffix: (mention) => {
      const own = stretch(asked, mention.end, next(findings, mention));
      // "chest pain with exercise or cough": the first finding's own.
      if (own && own.to < asked.length && own.from !== tail?.from) return words(own.from, own.to).join(' ');
      return shared.join(' ');
    },
  };
}

function next(findings: readonly Mention[], mention: Mention): number | undefined {
  const starts = findings.map((other) => other.start).filter((start) => start >= mention.end);
  return starts.length > 0 ? Math.min(...starts) : undefined;
}

/** The qualifier that begins at or shortly after a position and runs to a comma, "or", or the end. */
function stretch(
  tokens: readonly Token[],
  from: number,
  before: number = tokens.length,
): { from: number; to: number } | undefined {
  for (let i = from; i < Math.min(before, from + 7); i++) {
    const word = tokens[i]!.norm;
    if (word === ',' || word === 'or' || word === 'like') return undefined;
    const text = tokens
      .slice(i, i + 4)
      .map((token) => token.norm)
      .join(' ');
    const setting = SETTING.exec(text);
    if (setting) return { from: i, to: i + setting[0].split(' ').length };
    if (!OPENS.has(word)) continue;
    let to = i + 1;
    while (to < before && !/^(?:,|or|any|okay|and)$/.test(tokens[to]!.norm)) to++;
    // "since then", "before this": a time alone singles nothing out.
    return to - i >= 3 || (to - i === 2 && /ing$/.test(tokens[to - 1]!.norm)) ? { from: i, to } : undefined;
  }
  return undefined;
}

/** "When you bend over, is there any pain". */
function leading(tokens: readonly Token[], first: number): { from: number; to: number } | undefined {
  let from = 0;
  while (from < first && /^(?:so|and|okay|now|,|then|alright)$/.test(tokens[from]!.norm)) from++;
  if (!/^(?:when|while|after|during)$/.test(tokens[from]?.norm ?? '')) return undefined;
  for (let to = from + 2; to < first; to++)
    if (/^(?:,|do|does|did|is|are|any|have)$/.test(tokens[to]!.norm)) return to - from >= 2 ? { from, to } : undefined;
  return undefined;
}
