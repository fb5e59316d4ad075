import { fileURLToPath } from 'node:url';
import { SegmentId } from '../../../shared/model/ids.ts';
import type { ChartContext } from '../../../shared/model/chart.ts';
import type { Note } from '../../../shared/model/note.ts';
import type { Speaker, Transcript } from '../../../shared/model/transcript.ts';
import { loadDraftResources } from '../../adapters/note-resources/load-draft-resources.ts';
import { draftNote } from './draft-note.ts';
import type { DraftResources } from './draft-resources.ts';

let cached: DraftResources | undefined;

/** The shipped resources: tests judge what users get. */
export function shippedResources(): DraftResources {
  return (cached ??= loadDraftResources(fileURLToPath(new URL('../../../../resources', import.meta.url))));
}

/** Lines "D: …" / "P: …" (or "?: …" for nobody knows who) to a transcript, two seconds a line. */
export function visit(script: string): Transcript {
  const speakers: Record<string, Speaker> = { D: 'clinician', P: 'patient', O: 'other', '?': 'unknown' };
  const segments = script
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line, i) => ({
      id: SegmentId.parse(`s${i + 1}`),
      startMs: i * 2000,
      endMs: i * 2000 + 1900,
      speaker: speakers[line[0]!] ?? 'unknown',
      text: line.slice(2).trim(),
      words: [],
      flags: [],
    }));
  return { model: { name: 'text', sha256: '' }, language: 'en', durationMs: segments.length * 2000, segments };
}

export function draft(script: string, chart?: ChartContext): Note {
  return draftNote({
    transcript: visit(script),
    template: 'soap',
    resources: shippedResources(),
    ...(chart ? { chart } : {}),
  });
}

export function textOf(note: Note, key?: string): string {
  return note.sections
    .filter((section) => key === undefined || section.key === key)
    .flatMap((section) => section.sentences.map((sentence) => sentence.text))
    .join('\n');
}
