import type { Evidence, Note, NoteSection, NoteSentence } from '../../../shared/model/note.ts';
import type { TemplateSlot } from '../../../shared/model/template.ts';
import type { Lexicon } from '../understanding/lexicon.ts';
import { fold, tokenize } from '../understanding/tokens.ts';

/** Where a sentence of a note belongs, whatever its template calls the place. */
export type NotePlace =
  | 'complaint'
  | 'history'
  | 'past'
  | 'surgical'
  | 'medications'
  | 'allergies'
  | 'family'
  | 'social'
  | 'review'
  | 'vitals'
  | 'exam'
  | 'results'
  | 'assessment'
  | 'plan'
  | 'other';

export interface NoteLine {
  readonly place: NotePlace;
  readonly sentence: NoteSentence;
}

/** By the words of sub-heading, then heading, then key: practices name and order their own. The first that fits decides. */
const PLACES: readonly (readonly [RegExp, NotePlace])[] = [
  [/allerg/i, 'allergies'],
  [/family/i, 'family'],
  [/social|occupation|lifestyle/i, 'social'],
  [/surgical|surgeries/i, 'surgical'],
  [/medication|medicines|\bmeds\b|drugs?\b/i, 'medications'],
  [/vital|measurements?/i, 'vitals'],
  [/\bexam|physical|inspection|mental status/i, 'exam'],
  [/result|labs?\b|laborator|imaging|data|studies|investigat|diagnostic(?!\s*impression)|tests?\b/i, 'results'],
  [/review of systems|\bros\b|systems/i, 'review'],
  [/chief|complaint|reason/i, 'complaint'],
  [/present illness|\bhpi\b|interval|history of present/i, 'history'],
  [/past|medical history|\bpmh\b|obstetric|immuni[sz]/i, 'past'],
  [/assessment|impression|diagnos|problem/i, 'assessment'],
  [/plan|recommend|disposition|treatment|management|instruction/i, 'plan'],
  [/subjective|history|story/i, 'history'],
  [/objective/i, 'exam'],
];

const placeIn = (words: string): NotePlace | undefined => PLACES.find(([pattern]) => pattern.test(words))?.[1];

const STUDY_SHOWED =
  /\b(?:x-?rays?|mri|ct|ultrasound|e[ck]g|echo\w*|labs?|a1c|cultures?|biopsy|urinalysis|panel|mammogram|colonoscopy|scan)\b.*\b(?:show\w*|reveal\w*|demonstrat\w*|normal|abnormal|negative|positive|was|were|is)\b/i;

/** What kind of statement it is says it best: "Assessment and plan" is one heading over both. Older notes have headings only. */
const BY_SLOT: Readonly<Record<TemplateSlot, NotePlace>> = {
  'chief-complaint': 'complaint', hpi: 'history', ros: 'review', pmh: 'past', psh: 'surgical', medications: 'medications', allergies: 'allergies',
  family: 'family', social: 'social', vitals: 'vitals', exam: 'exam', results: 'results', summary: 'other', assessment: 'assessment', plan: 'plan',
  obstetric: 'past', immunizations: 'past', 'birth-development': 'past', 'mental-status': 'exam', 'follow-up': 'plan',
}; // prettier-ignore

function placeOf(section: NoteSection, sentence: NoteSentence): NotePlace {
  const place =
    (sentence.slot === undefined ? undefined : BY_SLOT[sentence.slot]) ??
    (sentence.group === undefined ? undefined : placeIn(sentence.group)) ??
    placeIn(section.heading) ??
    placeIn(section.key) ??
    'other';
  // What a study showed is a result, also where a template has no place of its own for it.
  return place === 'exam' && STUDY_SHOWED.test(sentence.text) ? 'results' : place;
}

export function noteLines(note: Note): NoteLine[] {
  return note.sections.flatMap((section) =>
    section.sentences.map((sentence) => ({ place: placeOf(section, sentence), sentence })),
  );
}

/** What a clinician took out of the note, or wrote over. */
export interface RemovedText {
  readonly text: string;
  readonly evidence: readonly Evidence[];
}

/**
 * Of a note's versions, oldest first: the texts that stood in it since it was last drafted and stand in it no more. A draft that was made
 * again begins anew: what the engine itself no longer says was taken out by nobody.
 */
export function removedTexts(versions: readonly { kind: string; note: Note }[]): RemovedText[] {
  const from = versions.findLastIndex(({ kind }) => kind === 'ai-draft');
  const current = versions.at(-1);
  if (!current) return [];
  const standing = new Set(noteLines(current.note).map(({ sentence }) => sentence.text));
  const removed = new Map<string, RemovedText>();
  for (const { note } of versions.slice(Math.max(0, from)))
    for (const { sentence } of noteLines(note))
      if (!standing.has(sentence.text))
        removed.set(sentence.text, { text: sentence.text, evidence: sentence.evidence });
  return [...removed.values()];
}

/** Whether two stretches of the conversation share words: same segment, and one quote within the other or the times crossing. */
export function overlaps(a: Evidence, b: Evidence): boolean {
  if (a.segmentId !== b.segmentId) return false;
  if (a.quote.includes(b.quote) || b.quote.includes(a.quote)) return true;
  return a.startMs < b.endMs && b.startMs < a.endMs;
}

export const anyOverlap = (a: readonly Evidence[], b: readonly Evidence[]): boolean =>
  a.some((one) => b.some((other) => overlaps(one, other)));

/** Whether a text names a thing: by the lexicon's concept, or all its words of weight. */
export function mentions(text: string, term: string, lexicon: Lexicon): boolean {
  const tokens = tokenize(text);
  const concept = lexicon.lookup(term);
  if (concept && lexicon.find(tokens).some((mention) => mention.concept.id === concept.id)) return true;
  const words = new Set(tokens.map((token) => fold(token.norm)));
  const own = tokenize(term)
    .filter((token) => token.kind !== 'punct' && token.norm.length > 2)
    .map((token) => fold(token.norm));
  return own.length > 0 && own.every((word) => words.has(word));
}
