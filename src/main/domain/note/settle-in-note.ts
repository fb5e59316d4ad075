import type { Evidence, Note, NoteSentence, ReviewReason } from '../../../shared/model/note.ts';
import type { TranscriptSegment } from '../../../shared/model/transcript.ts';

export interface SettledWords {
  readonly wordIndex: number;
  readonly wordCount: number;
  /** The segment before and after. */
  readonly before: TranscriptSegment;
  readonly after: TranscriptSegment;
}

/**
 * An edited note after a person decided what was said: nothing of its wording changes. Sentences that rest on words which now read otherwise
 * quote them as they are and need review again, whoever wrote them; sentences that waited for this decision alone, and the words stand, wait
 * no more. `affected` counts the former.
 */
export function settleInNote(note: Note, settled: SettledWords): { note: Note; affected: number; isChanged: boolean } {
  const isRewritten = settled.before.text !== settled.after.text;
  let affected = 0;
  let isChanged = false;
  const sections = note.sections.map((section) => ({
    ...section,
    sentences: section.sentences.map((sentence) => {
      const next = isRewritten ? reopened(sentence, settled) : relieved(sentence, settled);
      if (next === sentence) return sentence;
      isChanged = true;
      if (isRewritten && restsOn(sentence, settled)) affected++;
      return next;
    }),
  }));
  return { note: isChanged ? { ...note, sections } : note, affected, isChanged };
}

/** The words read otherwise now. */
function reopened(sentence: NoteSentence, settled: SettledWords): NoteSentence {
  const { before, after, wordIndex, wordCount } = settled;
  if (!sentence.evidence.some((item) => item.segmentId === after.id)) return sentence;
  const evidence = sentence.evidence.flatMap((item) => requoted(item, settled) ?? []);
  const reasons = moved(sentence.reasons ?? [], settled);
  if (!restsOn(sentence, settled)) return { ...sentence, evidence, ...(sentence.reasons ? { reasons } : {}) };
  const heard = before.words
    .slice(wordIndex, wordIndex + wordCount)
    .map((word) => word.text)
    .join(' ');
  const added = after.words.length - before.words.length + wordCount;
  const reason: ReviewReason = {
    kind: 'settled',
    segmentId: after.id,
    wordIndex: Math.min(wordIndex, Math.max(0, after.words.length - 1)),
    wordCount: Math.max(1, added),
    heard,
  };
  return { ...sentence, evidence, support: 'needs-review', confirmed: false, reasons: [...reasons, reason] };
}

/** The words stand: what they were doubted for is no reason any more. */
function relieved(sentence: NoteSentence, settled: SettledWords): NoteSentence {
  if (sentence.reasons === undefined) return sentence;
  const left = sentence.reasons.filter((reason) => !isAbout(reason, settled));
  if (left.length === sentence.reasons.length) return sentence;
  if (left.length > 0) return { ...sentence, reasons: left };
  const { reasons: _, ...rest } = sentence;
  return { ...rest, support: 'supported' };
}

function isAbout(reason: ReviewReason, { wordIndex, wordCount, after }: SettledWords): boolean {
  if (!('segmentId' in reason) || reason.kind === 'settled') return false;
  return (
    reason.segmentId === after.id &&
    reason.wordIndex < wordIndex + wordCount &&
    wordIndex < reason.wordIndex + reason.wordCount
  );
}

/** Reasons about other words of the segment follow them to their new places. */
function moved(reasons: readonly ReviewReason[], settled: SettledWords): ReviewReason[] {
  const { after, before, wordIndex, wordCount } = settled;
  const shift = after.words.length - before.words.length;
  return reasons
    .filter((reason) => !isAbout(reason, settled))
    .map((reason) =>
      'segmentId' in reason && reason.segmentId === after.id && reason.wordIndex >= wordIndex + wordCount
        ? { ...reason, wordIndex: reason.wordIndex + shift }
        : reason,
    );
}

function restsOn(sentence: NoteSentence, { before, wordIndex, wordCount }: SettledWords): boolean {
  const words = before.words.slice(wordIndex, wordIndex + wordCount);
  return sentence.evidence.some(
    (item) =>
      item.segmentId === before.id &&
      words.some(({ startMs, endMs }) => {
        const middleMs = (startMs + endMs) / 2;
        return middleMs >= item.startMs && middleMs <= item.endMs;
      }),
  );
}

/** The same stretch in the words as they are now; undefined where nothing is left of it. */
function requoted(item: Evidence, { after }: SettledWords): Evidence | undefined {
  if (item.segmentId !== after.id || after.text.includes(item.quote)) return item;
  const words = after.words.filter(({ startMs, endMs }) => {
    const middleMs = (startMs + endMs) / 2;
    return middleMs >= item.startMs && middleMs <= item.endMs;
  });
  const quote = words.map((word) => word.text).join(' ');
  if (quote !== '' && after.text.includes(quote)) return { ...item, quote };
  return after.text === '' ? undefined : { ...item, quote: after.text, startMs: after.startMs, endMs: after.endMs };
}
