import type { EncounterId } from '../../shared/model/ids.ts';
import type { TranscriptSegment } from '../../shared/model/transcript.ts';
import { takeOverMarks } from '../domain/speech/second-hearing-marks.ts';
import type { AppContext } from './app-context.ts';

/**
 * Stores what a transcriber gave out. A segment that comes again (its risky words were heard a second time) adds its marks to what stands;
 * what a person did to it meanwhile stays. Returns the segment as it now stands.
 */
export function keepSegment(
  { deps }: AppContext,
  encounterId: EncounterId,
  segment: TranscriptSegment,
): TranscriptSegment {
  const { transcripts } = deps.store;
  const stands = transcripts.segment(encounterId, segment.id);
  const isAgain = stands !== undefined && stands.startMs === segment.startMs && stands.endMs === segment.endMs;
  const kept = isAgain ? takeOverMarks(stands, segment) : segment;
  transcripts.putSegments(encounterId, [kept]);
  return kept;
}
