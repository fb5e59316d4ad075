import type { Note, NoteSection, NoteSentence, Omission } from '../../../shared/model/note.ts';
import { styleRuleId, type StyleRule } from '../../../shared/model/style.ts';
import { verifySentence } from '../note/verify-sentence.ts';
import type { Lexicon } from '../understanding/lexicon.ts';
import { tokenize } from '../understanding/tokens.ts';
import { headedBlocks } from '../../../shared/model/note-blocks.ts';
import { findPhrase, kindOf } from './learn-style.ts';
import { isSafeRule } from './safe-rule.ts';
import { inGroups, styleTokens } from './style-words.ts';
import { capital } from '../note/sentence-text.ts';

/**
 * A draft in the clinician's accepted wording. Each changed sentence is verified again against its evidence; one that fails, or that makes other
 * claims than before, stays as it was drafted. What needs a person's eye is not reworded. What a habit leaves out is listed (reason `style`).
 */
export function applyStyle(note: Note, rules: readonly StyleRule[], lexicon: Lexicon): Note {
  const safe = rules.filter((rule) => isSafeRule(rule, lexicon));
  const dropped = new Set(safe.flatMap((rule) => (rule.kind === 'leave-out' ? [rule.slot as string] : [])));
  // Longer phrases first: "history of" before "history".
  const replace = safe
    .filter((rule) => rule.kind === 'replace')
    .sort((a, b) => b.from.length - a.from.length || (a.from < b.from ? -1 : 1));
  const order = safe.filter((rule) => rule.kind === 'order');
  if (dropped.size === 0 && replace.length === 0 && order.length === 0) return note;
  const left: Omission[] = [];
  const sections = note.sections.map((section) => ({
    ...section,
    sentences: section.sentences.flatMap((sentence): NoteSentence[] => {
      if (sentence.origin !== 'draft') return [sentence];
      const [first] = sentence.evidence;
      if (sentence.slot !== undefined && dropped.has(sentence.slot) && first) {
        left.push({
          segmentId: first.segmentId,
          reason: 'style',
          evidence: first,
          sectionKey: section.key,
          text: sentence.text,
        });
        return [];
      }
      return [styled(sentence, replace, lexicon)];
    }),
  }));
  return {
    ...note,
    sections: sections.map((section) => inOrder(section, order)),
    omissions: [...note.omissions, ...left],
  };
}

type Order = Extract<StyleRule, { kind: 'order' }>;

/** The sub-headings of a section in the order that the clinician puts them. Sentences stay as they are, each under its sub-heading. */
function inOrder(section: NoteSection, rules: readonly Order[]): NoteSection {
  if (rules.length === 0 || section.sentences.some(({ origin }) => origin !== 'draft')) return section;
  const blocks = rules.reduce((before, { first, then }) => {
    const from = before.findIndex((block) => kindOf(block) === first);
    const to = before.findIndex((block) => kindOf(block) === then);
    if (from < 0 || to < 0 || from < to) return before;
    return [...before.slice(0, to), before[from]!, ...before.slice(to, from), ...before.slice(from + 1)];
  }, headedBlocks(section));
  return { ...section, sentences: blocks.flat() };
}

type Replace = Extract<StyleRule, { kind: 'replace' }>;

function styled(sentence: NoteSentence, rules: readonly Replace[], lexicon: Lexicon): NoteSentence {
  if (sentence.support !== 'supported' || sentence.styled) return sentence;
  const quotes = sentence.evidence.map(({ quote }) => quote);
  let text = sentence.text;
  const used: Replace[] = [];
  for (const rule of rules) {
    const next = reworded(text, rule);
    if (next === text || !sameClaims(sentence.text, next, lexicon)) continue;
    const isProved = [next, spelledOut(next, [...used, rule])].some(
      (wording) => verifySentence(wording, quotes, lexicon).support === 'supported',
    );
    if (!isProved) continue;
    text = next;
    used.push(rule);
  }
  return used.length === 0
    ? sentence
    : { ...sentence, text, styled: { from: sentence.text, rules: used.map(styleRuleId) } };
}

/** What was said has no abbreviations: the sentence with each of them read as what it stands for, to be checked against the words heard. */
function spelledOut(text: string, rules: readonly Replace[]): string {
  return rules.reduce((whole, { from, to }) => {
    if (to === '') return whole;
    const words = styleTokens(to).map(({ norm }) => norm);
    const full = inGroups(words)
      .map((word) => word.replace(/[⟨⟩]/g, ''))
      .join(' ');
    return reworded(whole, { kind: 'replace', from: to.toLowerCase(), to: full === words.join(' ') ? from : full });
  }, text);
}

/** The phrase replaced wherever it stands as whole words; the sentence still begins with a capital. */
export function reworded(text: string, { from, to }: Replace): string {
  // Left away it may only be as the subject: "because the patient …" needs one.
  const isSubject = to === '' && from.startsWith('the patient');
  const places = findPhrase(text, from).filter(({ start }) => !isSubject || start === 0);
  if (places.length === 0) return text;
  let out = '';
  let at = 0;
  for (const { start, end } of places) {
    out += text.slice(at, start) + to;
    at = end;
  }
  out = (out + text.slice(at))
    .replace(/\s+/g, ' ')
    .replace(/\s+([.,;])/g, '$1')
    .trim();
  // Nothing but a full stop would be no sentence.
  if (!/\p{L}/u.test(out)) return text;
  return capital(out);
}

const SIDES = new Set(['left', 'right', 'bilateral', 'bilaterally', 'both']);
const NEGATIONS = new Set([
  'no',
  'not',
  'never',
  'none',
  'without',
  'denies',
  'denied',
  'nor',
  'neither',
  '⟨denies⟩',
  '⟨without⟩',
]);

/** Numbers, sides, drugs and negations of two wordings: one that lost or gained any of them is another statement. */
function sameClaims(before: string, after: string, lexicon: Lexicon): boolean {
  return claimsOf(before, lexicon) === claimsOf(after, lexicon);
}

function claimsOf(text: string, lexicon: Lexicon): string {
  const tokens = styleTokens(text);
  const words = inGroups(tokens.map(({ norm }) => norm));
  const drugs = lexicon.find(tokenize(text)).flatMap(({ concept }) => (concept.kind === 'drug' ? [concept.id] : []));
  return JSON.stringify([
    tokens.filter(({ kind }) => kind === 'number').map(({ norm }) => norm),
    words.filter((word) => SIDES.has(word)),
    words.filter((word) => NEGATIONS.has(word) || /n't$/.test(word)).length,
    drugs,
  ]);
}
