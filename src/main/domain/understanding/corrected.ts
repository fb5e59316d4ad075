import type { Evidence } from '../../../shared/model/note.ts';
import type { Transcript } from '../../../shared/model/transcript.ts';
import type { Unit } from './utterances.ts';

const CUE =
  /\b(?:sorry|i mean|i meant|no wait|wait|or rather|make that|scratch that|correction|excuse me|actually|my mistake|no,? no)\b/i;

/**
 * What the cleaning of the text took out of a unit because the speaker took it back: the words between two tokens that are neighbours now,
 * where they hold a cue of correction. The later words stand; these are evidence that there was a correction.
 */
export function correctionsIn(unit: Unit, transcript: Transcript, span?: readonly [number, number]): Evidence[] {
  const segment = transcript.segments[unit.segmentIndex];
  if (!segment) return [];
  const { tokens } = unit;
  const limit = unit.parts?.[1]?.base ?? Infinity;
  const out: Evidence[] = [];
  for (let i = 0; i + 1 < tokens.length; i++) {
    const from = tokens[i]!.end;
    const to = tokens[i + 1]!.start;
    if (to > limit) break;
    if (to - from < 6 || (span && (i < span[0] || i + 1 > span[1]))) continue;
    const gap = segment.text.slice(from, to);
    if (!CUE.test(gap)) continue;
    const quote = gap.replace(/^[\s,.]+|[\s,.]+$/g, '');
    if (quote === '') continue;
    const start = from + gap.indexOf(quote);
    const duration = segment.endMs - segment.startMs;
    const at = (char: number): number =>
      Math.round(segment.startMs + (duration * char) / Math.max(1, segment.text.length));
    out.push({ segmentId: segment.id, startMs: at(start), endMs: at(start + quote.length), quote });
  }
  return out;
}
