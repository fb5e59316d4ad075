import type { Evidence } from '../../../shared/model/note.ts';
import type { TranscriptSegment } from '../../../shared/model/transcript.ts';
import type { DraftResources } from './draft-resources.ts';

/**
 * "A sharp paint", "he smoked grad school": recognisers are rather sure of common words that no visit is about. A word that neither
 * the clinical vocabulary nor the visits the models learned from contain needs a better hearing than others to stand unread.
 */
const CLEAR_ODD_WORD = 0.7;
const SHORTEST = 4;

const cached = new WeakMap<object, ReadonlySet<string>>();

/** The first word of the evidence that no visit is about and that was not heard well. */
export function oddWord(
  evidence: readonly Evidence[],
  segments: ReadonlyMap<string, TranscriptSegment>,
  resources: Pick<DraftResources, 'entries' | 'salience' | 'slots' | 'boundary'>,
): string | undefined {
  // Without the models every ordinary word would be odd.
  if (!resources.boundary || !resources.salience) return undefined;
  for (const item of evidence) {
    const odd = (segments.get(item.segmentId)?.words ?? []).find(({ text, startMs, endMs, confidence }) => {
      const middleMs = (startMs + endMs) / 2;
      if (confidence >= CLEAR_ODD_WORD || middleMs < item.startMs || middleMs > item.endMs) return false;
      const word = text
        .toLowerCase()
        .replace(/^[^a-z]+|[^a-z]+$/g, '')
        .replaceAll('’', "'");
      if (word.length < SHORTEST || !/^[a-z]+$/.test(word)) return false;
      const known = vocabularyOf(resources);
      return ![word, ...STEMS.map((ending) => word.replace(ending, ''))].some((form) => known.has(form));
    });
    if (odd) return odd.text;
  }
  return undefined;
}

const STEMS = [/s$/, /es$/, /ed$/, /d$/, /ing$/, /ly$/, /er$/];

function vocabularyOf(
  resources: Pick<DraftResources, 'entries' | 'salience' | 'slots' | 'boundary'>,
): ReadonlySet<string> {
  const key = resources.entries;
  const hit = cached.get(key);
  if (hit) return hit;
  const words = new Set<string>();
  const add = (text: string): void => {
    for (const word of text.toLowerCase().split(/[^a-z']+/)) if (word !== '') words.add(word);
  };
  for (const model of [resources.boundary, resources.salience, resources.slots])
    for (const feature of model?.weights.keys() ?? []) add(feature);
  for (const entry of resources.entries) for (const phrase of [entry.preferred, ...entry.synonyms]) add(phrase);
  cached.set(key, words);
  return words;
}
