import type { Speaker, TranscriptSegment } from '../../../shared/model/transcript.ts';
import { segmentIndexAt } from './words.ts';

export const WAVE_HEIGHT = 100;
/** Bars of one colour, as the path of an SVG whose width is the number of parts and whose height is `WAVE_HEIGHT`. */
export type Wave = Readonly<Record<Speaker | 'none', string>>;

const BAR_WIDTH = 0.7;
const LOWEST = 1;

/**
 * The picture of a recording: a bar for each part, mirrored at the middle line, as high as the part is loud (square root, so that soft speech is
 * seen), in the colour of who speaks in its middle.
 */
export function waveformShape(
  peaks: Uint8Array,
  durationMs: number,
  segments: readonly Pick<TranscriptSegment, 'startMs' | 'endMs' | 'speaker'>[],
): Wave {
  const paths: Record<keyof Wave, string[]> = { clinician: [], patient: [], other: [], unknown: [], none: [] };
  const loudest = Math.max(1, ...peaks);
  const partMs = durationMs / Math.max(1, peaks.length);
  peaks.forEach((peak, index) => {
    const atMs = (index + 0.5) * partMs;
    const segment = segments[segmentIndexAt(segments, atMs)];
    const speaker = segment !== undefined && atMs <= segment.endMs ? segment.speaker : 'none';
    const half = Math.max(LOWEST, (WAVE_HEIGHT / 2) * Math.sqrt(peak / loudest));
    const top = Math.round((WAVE_HEIGHT / 2 - half) * 10) / 10;
    const height = Math.round(half * 20) / 10;
    paths[speaker].push(`M${index} ${top}h${BAR_WIDTH}v${height}h${-BAR_WIDTH}z`);
  });
  return {
    clinician: paths.clinician.join(''),
    patient: paths.patient.join(''),
    other: paths.other.join(''),
    unknown: paths.unknown.join(''),
    none: paths.none.join(''),
  };
}
