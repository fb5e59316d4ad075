import type { Note, NoteSection, NoteSentence } from '../../../shared/model/note.ts';
import { styleRuleId, type StyleBook, type StyleProposal, type StyleRule } from '../../../shared/model/style.ts';
import { Slot } from '../../../shared/model/template.ts';
import type { Lexicon } from '../understanding/lexicon.ts';
import { headedBlocks } from '../../../shared/model/note-blocks.ts';
import { hunksOf } from './hunks.ts';
import { isSafeRule, MAY_BE_LEFT_OUT } from './safe-rule.ts';
import { styleTokens } from './style-words.ts';

/** One signed visit: what was drafted and what the clinician signed. `names` are words of the names of its people, in lower case. */
export interface StyleVisit {
  readonly draft: Note;
  readonly signed: Note;
  readonly names: readonly string[];
}

/** Fewer visits are no habit. */
export const LEAST_VISITS = 3;
/** Of the visits that had the occasion, at most so many without the edit. */
const MOST_KEPT = 0.2;
const MOST_PROPOSALS = 30;

/**
 * Edits that come back: a phrase for a phrase, a kind of sentence left out, one kind before another. A proposal needs three visits and few in which the clinician let
 * the same thing stand; whatever could change a claim, add content or carry a person's data is refused (`isSafeRule`).
 */
export function learnStyle(visits: readonly StyleVisit[], book: StyleBook, lexicon: Lexicon): StyleProposal[] {
  const names = new Set(visits.flatMap((visit) => visit.names.map((name) => name.toLowerCase())));
  const settled = new Set([...book.rules.map(styleRuleId), ...book.dismissed]);
  const made = new Map<string, { rule: StyleRule; visits: number }>();
  for (const visit of visits) {
    const own = new Map(
      [...replacements(visit), ...omissions(visit), ...turnedRound(visit)].map((rule) => [styleRuleId(rule), rule]),
    );
    for (const [id, rule] of own) {
      const before = made.get(id);
      made.set(id, { rule, visits: (before?.visits ?? 0) + 1 });
    }
  }
  return [...made]
    .filter(([id, habit]) => habit.visits >= LEAST_VISITS && !settled.has(id) && isSafeRule(habit.rule, lexicon, names))
    .map(([, habit]): StyleProposal => ({
      ...habit,
      kept: visits.filter((visit) => letStand(visit, habit.rule)).length,
    }))
    .filter(({ visits: count, kept }) => kept <= MOST_KEPT * (count + kept))
    .sort((a, b) => b.visits - a.visits || (styleRuleId(a.rule) < styleRuleId(b.rule) ? -1 : 1))
    .slice(0, MOST_PROPOSALS);
}

const sentencesOf = (note: Note): NoteSentence[] => note.sections.flatMap((section) => section.sentences);

/** Phrases that the clinician wrote for drafted ones. A drafted sentence that was confirmed or left alone teaches nothing here. */
function replacements({ draft, signed }: StyleVisit): StyleRule[] {
  const after = new Map(sentencesOf(signed).map((sentence) => [sentence.id, sentence]));
  return sentencesOf(draft).flatMap((sentence) => {
    const edited = after.get(sentence.id);
    if (!edited || edited.text === sentence.text || edited.origin !== 'clinician') return [];
    return hunksOf(sentence.text, edited.text).map(({ from, to }): StyleRule => ({ kind: 'replace', from, to }));
  });
}

/** Kinds of which the clinician let nothing stand. */
function omissions(visit: StyleVisit): StyleRule[] {
  return MAY_BE_LEFT_OUT.filter((slot) => drafted(visit, slot).length > 0 && standing(visit, slot) === 0).map(
    (slot): StyleRule => ({ kind: 'leave-out', slot }),
  );
}

/** Kinds that the clinician put before others that the draft had before them. */
function turnedRound({ draft, signed }: StyleVisit): StyleRule[] {
  const now = new Set(signed.sections.flatMap((section) => pairsIn(section).map(pairId)));
  return draft.sections
    .flatMap(pairsIn)
    .filter(({ first, then }) => now.has(pairId({ first: then, then: first })))
    .map(({ first, then }): StyleRule => ({ kind: 'order', first: then, then: first }));
}

interface Pair {
  readonly first: Slot;
  readonly then: Slot;
}

const pairId = ({ first, then }: Pair): string => `${first}>${then}`;

/** Which kind stands before which in a section, by its sub-headings of one kind. */
function pairsIn(section: NoteSection): Pair[] {
  const kinds = headedBlocks(section).map(kindOf);
  const once = kinds.filter((kind) => kind !== undefined && kinds.indexOf(kind) === kinds.lastIndexOf(kind));
  return once.flatMap((first, k) => once.slice(k + 1).flatMap((then) => (first && then ? [{ first, then }] : [])));
}

/** What all sentences of a block are; undefined where they differ. */
export function kindOf(block: readonly NoteSentence[]): Slot | undefined {
  const [kind, ...others] = new Set(block.map(({ slot }) => slot));
  return others.length === 0 ? Slot.safeParse(kind).data : undefined;
}

const drafted = ({ draft }: StyleVisit, slot: Slot): NoteSentence[] =>
  sentencesOf(draft).filter((sentence) => sentence.slot === slot);

function standing(visit: StyleVisit, slot: Slot): number {
  const ids = new Set(drafted(visit, slot).map(({ id }) => id));
  // One of the kind that the clinician wrote counts as well: they want it there.
  return sentencesOf(visit.signed).filter((sentence) => ids.has(sentence.id) || sentence.slot === slot).length;
}

/** The occasion was there, and the clinician signed it as drafted. */
function letStand(visit: StyleVisit, rule: StyleRule): boolean {
  if (rule.kind === 'leave-out') return drafted(visit, rule.slot).length > 0 && standing(visit, rule.slot) > 0;
  if (rule.kind === 'order')
    return visit.signed.sections.some((section) =>
      pairsIn(section).some(({ first, then }) => first === rule.then && then === rule.first),
    );
  return sentencesOf(visit.signed).some((sentence) => findPhrase(sentence.text, rule.from).length > 0);
}

/** Where a phrase stands in a text: character offsets. Whole words only, in any case. */
export function findPhrase(text: string, phrase: string): { start: number; end: number }[] {
  const tokens = styleTokens(text);
  const wanted = styleTokens(phrase).map(({ norm }) => norm);
  const found: { start: number; end: number }[] = [];
  for (let at = 0; wanted.length > 0 && at + wanted.length <= tokens.length; at += 1) {
    if (!wanted.every((word, k) => tokens[at + k]!.norm === word)) continue;
    found.push({ start: tokens[at]!.start, end: tokens[at + wanted.length - 1]!.end });
    at += wanted.length - 1;
  }
  return found;
}
