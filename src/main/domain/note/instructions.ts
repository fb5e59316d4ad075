import type { SentenceId } from '../../../shared/model/ids.ts';
import type { InstructionAction, InstructionProblem } from '../../../shared/model/instruction.ts';
import type { Note, NoteSection, NoteSentence } from '../../../shared/model/note.ts';
import { fold, tokenize } from '../understanding/tokens.ts';
import { abbreviate, expandAbbreviations } from './abbreviations.ts';
import { dictatedSentences, figures } from './dictated-text.ts';
import { parseInstruction, type Instruction } from './instructions-parse.ts';
import {
  mergeSentences,
  shorten,
  splitSentence,
  toBullet,
  toPlain,
  toPolarity,
  toPronoun,
  toTense,
} from './reword-sentence.ts';
import { capital } from './sentence-text.ts';

/** What an instruction changes in a note. */
export type NoteEdit =
  | {
      readonly kind: 'reword';
      readonly sentenceId: SentenceId;
      readonly text: string;
      /** It takes up that sentence, and rests on its words too. */
      readonly with?: SentenceId;
    }
  | { readonly kind: 'remove'; readonly sentenceId: SentenceId }
  | { readonly kind: 'move'; readonly sentenceId: SentenceId; readonly sectionKey: string; readonly group?: string }
  | {
      readonly kind: 'add';
      readonly sectionKey: string;
      readonly text: string;
      readonly afterSentenceId?: SentenceId;
      readonly group?: string;
      readonly problem?: string;
      /** A part of that sentence: it rests on the same words. Absent: the clinician's own words, dictated. */
      readonly partOf?: SentenceId;
    };

export type InstructionPlan =
  | { readonly kind: 'edits'; readonly action: InstructionAction; readonly edits: readonly NoteEdit[] }
  | {
      readonly kind: 'problem';
      readonly action: InstructionAction;
      readonly problem: InstructionProblem;
      readonly candidates: readonly NoteSentence[];
    }
  | { readonly kind: 'unknown' };

/**
 * What a clinician's words would change in a note, if they are an instruction that is known. Pure and deterministic: what was shown is what is
 * done. Words are the clinician's; nothing is added to them.
 */
export function planInstruction(note: Note, words: string, sentenceId?: SentenceId): InstructionPlan {
  const instruction = parseInstruction(words);
  if (!instruction) return { kind: 'unknown' };
  const { action } = instruction;
  const problem = (reason: InstructionProblem, candidates: readonly NoteSentence[] = []): InstructionPlan => ({
    kind: 'problem',
    action,
    problem: reason,
    candidates,
  });
  const edits = (...list: NoteEdit[]): InstructionPlan => ({ kind: 'edits', action, edits: list });

  switch (instruction.action) {
    case 'add': {
      const place = findPlace(note, instruction.section);
      if (!place) return problem('no-section');
      const sentences = dictatedSentences(instruction.text);
      if (sentences.length === 0) return problem('no-text');
      return edits(...sentences.map((text): NoteEdit => ({ kind: 'add', text, ...place })));
    }
    case 'add-problem': {
      const place = findPlace(note, 'assessment');
      if (!place) return problem('no-section');
      const [name = ''] = dictatedSentences(instruction.problem);
      const title = name.replace(/\.$/, '');
      const rest = dictatedSentences(instruction.text);
      const texts = rest.length > 0 ? [name, ...rest] : [name];
      return edits(
        ...texts.map((text): NoteEdit => ({ kind: 'add', text, sectionKey: place.sectionKey, problem: title })),
      );
    }
    case 'remove': {
      if (instruction.about === undefined)
        return sentenceId === undefined ? problem('no-sentence') : edits({ kind: 'remove', sentenceId });
      const found = sentencesAbout(note, instruction.about);
      if (found.length === 0) return problem('no-match');
      // The chosen one, where it is among them, is the one that is meant.
      const meant = found.find(({ id }) => id === sentenceId) ?? (found.length === 1 ? found[0] : undefined);
      return meant ? edits({ kind: 'remove', sentenceId: meant.id }) : problem('several', found);
    }
    default:
  }

  const chosen = locate(note, sentenceId);
  if (!chosen) return problem('no-sentence');
  const { sentence, section, next } = chosen;
  const reword = (text: string | undefined): InstructionPlan =>
    text === undefined ? problem('nothing-to-do') : edits({ kind: 'reword', sentenceId: sentence.id, text });

  switch (instruction.action) {
    case 'replace':
    case 'dose':
    case 'side':
    case 'frequency': {
      const replaced = replaceIn(sentence.text, instruction);
      if (typeof replaced !== 'string') return problem(replaced.problem);
      return reword(replaced === sentence.text ? undefined : replaced);
    }
    case 'shorten':
      return reword(shorten(sentence.text));
    case 'bullet':
      return reword(toBullet(sentence.text));
    case 'plain':
      return reword(toPlain(sentence.text));
    case 'past':
    case 'present':
      return reword(toTense(sentence.text, instruction.action));
    case 'pronoun':
      return reword(toPronoun(sentence.text, instruction.to));
    case 'negative':
    case 'positive':
      return reword(toPolarity(sentence.text, instruction.action));
    case 'expand':
    case 'abbreviate': {
      const text = instruction.action === 'expand' ? expandAbbreviations(sentence.text) : abbreviate(sentence.text);
      return reword(text === sentence.text ? undefined : text);
    }
    case 'move': {
      const place = findPlace(note, instruction.section);
      if (!place) return problem('no-section');
      if (place.sectionKey === section.key && (place.group === undefined || place.group === sentence.group))
        return problem('nothing-to-do');
      return edits({ kind: 'move', sentenceId: sentence.id, sectionKey: place.sectionKey, ...pick(place.group) });
    }
    case 'split': {
      const parts = splitSentence(sentence.text);
      if (!parts) return problem('nothing-to-do');
      const { group, problem: belongsTo } = sentence;
      return edits(
        { kind: 'reword', sentenceId: sentence.id, text: parts[0] },
        {
          kind: 'add',
          sectionKey: section.key,
          text: parts[1],
          afterSentenceId: sentence.id,
          partOf: sentence.id,
          ...pick(group),
          ...(belongsTo === undefined ? {} : { problem: belongsTo }),
        },
      );
    }
    case 'merge':
      if (!next) return problem('no-match');
      return edits(
        { kind: 'reword', sentenceId: sentence.id, text: mergeSentences(sentence.text, next.text), with: next.id },
        { kind: 'remove', sentenceId: next.id },
      );
    default:
      return { kind: 'unknown' };
  }
}

const pick = (group: string | undefined): { group?: string } => (group === undefined ? {} : { group });

function locate(
  note: Note,
  sentenceId: SentenceId | undefined,
): { sentence: NoteSentence; section: NoteSection; next: NoteSentence | undefined } | undefined {
  for (const section of note.sections) {
    const at = section.sentences.findIndex(({ id }) => id === sentenceId);
    if (at >= 0) return { sentence: section.sentences[at]!, section, next: section.sentences[at + 1] };
  }
  return undefined;
}

/** Headings that people name, and the words that a section or a sub-heading of it may have instead. */
const PLACES: readonly (readonly [RegExp, RegExp, RegExp | undefined])[] = [
  [/^(?:hpi|history of (?:the )?present.*)$/i, /^(?:subjective|hpi)$/i, /present illness|interval history|^hpi$/i],
  [/^(?:pmh|past medical history)$/i, /^(?:subjective|history)$/i, /past medical|^pmh$/i],
  [/^(?:psh|past surgical history)$/i, /^(?:subjective|history)$/i, /surgical|^psh$/i],
  [/^(?:fh|family history)$/i, /^(?:subjective|history)$/i, /family/i],
  [/^(?:sh|social history)$/i, /^(?:subjective|history)$/i, /social/i],
  [/^(?:ros|review of systems)$/i, /^(?:subjective|ros)$/i, /review of systems|^ros$/i],
  [/^(?:cc|chief complaint)$/i, /^subjective$/i, /chief complaint|reason for/i],
  [/^(?:medications?|medicines?)$/i, /^subjective$/i, /medication|medicine/i],
  [/^allerg(?:y|ies)$/i, /^subjective$/i, /allerg/i],
  [/^(?:vitals|vital signs)$/i, /^objective$/i, /vital/i],
  [/^(?:exam(?:ination)?|physical exam(?:ination)?)$/i, /^(?:objective|exam)$/i, /exam/i],
  [/^(?:results?|labs?)$/i, /^(?:objective|results)$/i, /results?|labs?/i],
  [/^(?:assessment|impression|diagnos(?:is|es)|assessment and plan|a&p|a and p)$/i, /^(?:assessment|impression|assessment-plan|assessment-and-plan)$/i, undefined],
  [/^plan$/i, /^(?:plan|assessment-plan|assessment-and-plan)$/i, undefined],
  [/^subjective$/i, /^subjective$/i, undefined],
  [/^objective$/i, /^objective$/i, undefined],
]; // prettier-ignore

/** Section (and sub-heading) of the note that a clinician's word means. Its own headings come first, then the usual names. */
function findPlace(note: Note, words: string): { sectionKey: string; group?: string } | undefined {
  const said = words.trim().toLowerCase();
  const place = PLACES.find(([names]) => names.test(said));
  for (const section of note.sections) {
    if (section.heading.toLowerCase() === said || section.key === said) return { sectionKey: section.key };
    const group = section.sentences.find(
      (sentence) =>
        sentence.group?.toLowerCase() === said || (place?.[2] && sentence.group && place[2].test(sentence.group)),
    )?.group;
    if (group !== undefined) return { sectionKey: section.key, group };
  }
  if (!place) return undefined;
  const [names, keys, heading] = place;
  const section =
    note.sections.find(({ heading: own }) => heading?.test(own)) ??
    note.sections.find(({ key, heading: own }) => keys.test(key) || keys.test(own)) ??
    // A practice may call it anything: where such sentences stand.
    note.sections.find(({ sentences }) => sentences.some(({ slot }) => slot !== undefined && names.test(slot)));
  if (!section) return undefined;
  const usual = USUAL_GROUP.find(([names]) => names.test(said))?.[1];
  const isOwnSection = heading?.test(section.heading) ?? true;
  return { sectionKey: section.key, ...pick(isOwnSection ? undefined : usual) };
}

const USUAL_GROUP: readonly (readonly [RegExp, string])[] = [
  [/^(?:hpi|history of)/i, 'History of present illness'],
  [/^(?:pmh|past medical)/i, 'Past medical history'],
  [/^(?:psh|past surgical)/i, 'Past surgical history'],
  [/^(?:fh|family)/i, 'Family history'],
  [/^(?:sh|social)/i, 'Social history'],
  [/^(?:ros|review)/i, 'Review of systems'],
  [/^(?:cc|chief)/i, 'Chief complaint'],
  [/^medic/i, 'Medications'],
  [/^allerg/i, 'Allergies'],
  [/^vital/i, 'Vital signs'],
  [/^(?:exam|physical)/i, 'Physical exam'],
  [/^(?:result|lab)/i, 'Results'],
];

const EMPTY = new Set([
  'the',
  'a',
  'an',
  'her',
  'his',
  'their',
  'of',
  'to',
  'in',
  'on',
  'and',
  'or',
  'for',
  'with',
  'is',
  'was',
  'my',
  'that',
]);

/** Sentences that hold every word of a description. */
function sentencesAbout(note: Note, about: string): NoteSentence[] {
  const wordsOf = (text: string): string[] =>
    tokenize(text).flatMap(({ norm, kind }) => (kind === 'punct' || EMPTY.has(norm) ? [] : [fold(norm)]));
  const wanted = wordsOf(about);
  if (wanted.length === 0) return [];
  return note.sections
    .flatMap(({ sentences }) => sentences)
    .filter(({ text }) => {
      const there = new Set(wordsOf(text));
      return wanted.every((word) => there.has(word));
    });
}

const DOSE =
  /\b\d[\d.,]*(?:\s*-\s*\d[\d.,]*)?\s*(?:mg|mcg|g|ml|units?|iu|puffs?|tablets?|drops?|capsules?|%)(?:\/\w+)?(?![\w])/gi;
const FREQUENCY =
  /\b(?:(?:once|twice|(?:three|four|five|\d) times) (?:a|per|each) (?:day|week|month)|(?:once|twice|three times|four times) (?:daily|weekly|monthly)|every (?:other )?(?:\d+(?:\s*(?:to|-)\s*\d+)? )?(?:hours?|days?|weeks?|months?|mornings?|evenings?|nights?)|every (?:morning|evening|night|day)|daily|weekly|nightly|at bedtime|as needed|BID|TID|QID|PRN)\b/gi;
const SIDE = /\b(left|right|bilateral|both)\b/gi;

function replaceIn(
  text: string,
  instruction: Extract<Instruction, { to: string }>,
): string | { problem: InstructionProblem } {
  switch (instruction.action) {
    case 'replace': {
      const { from, to } = instruction;
      const pattern = new RegExp(`(?<![\\w])${from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w])`, 'gi');
      if (!pattern.test(text)) return { problem: 'no-match' };
      return text.replace(pattern, (found, at: number) => (at === 0 && /^[A-Z]/.test(found) ? capital(to) : to));
    }
    case 'side': {
      const to = /^both/.test(instruction.to) ? 'bilateral' : instruction.to;
      return once(text, SIDE, (found) => (/^[A-Z]/.test(found) ? capital(to) : to), true);
    }
    case 'dose': {
      const to = figures(instruction.to).trim();
      // A bare number keeps the unit that stands there.
      return once(text, DOSE, (found) => (/^\d[\d.,]*$/.test(to) ? found.replace(/^\d[\d.,]*/, to) : to));
    }
    case 'frequency':
      return once(text, FREQUENCY, () => figures(instruction.to).trim());
    default:
      return { problem: 'no-match' };
  }
}

/** Replaces the one thing that is there. Two of them: it is not for us to guess which. `allSame`: as often as the same word stands there. */
function once(
  text: string,
  pattern: RegExp,
  by: (found: string) => string,
  allSame = false,
): string | { problem: InstructionProblem } {
  const found = [...text.matchAll(pattern)].map(([whole]) => whole.toLowerCase());
  if (found.length === 0) return { problem: 'no-match' };
  if (found.length > 1 && !(allSame && new Set(found).size === 1)) return { problem: 'several' };
  return text.replace(pattern, by);
}
