import { createHash } from 'node:crypto';
import type { ScribeResult } from '../../app/scribe-visit.ts';
import { fingerprintText, makeDocument } from '../../domain/documents/make-document.ts';
import { renderDocumentMarkdown } from '../../domain/documents/render-document.ts';
import { understandVisit } from '../../domain/understanding/understand-visit.ts';
import type { DocumentParts } from '../../ports/document-parts.ts';
import type { ChartContext } from '../../../shared/model/chart.ts';
import type { DocumentKind } from '../../../shared/model/document.ts';

/** `documents/<kind>.json` and `.md` of the kinds asked for: drafts, from the note as it was drafted. The date is the chart's, or there is none. */
export function documentFiles(
  parts: DocumentParts,
  { transcript, note }: ScribeResult,
  options: { kinds: readonly DocumentKind[]; chart?: ChartContext; signAs?: string; hasAudio: boolean },
): Record<string, string> {
  const { kinds, chart, signAs, hasAudio } = options;
  if (kinds.length === 0) return {};
  const resources = parts.forChart(chart);
  const patient = chart?.patient ?? { name: '', sex: 'unknown' as const };
  const date = /^\d{4}-\d{2}-\d{2}/.exec(chart?.encounter?.startAt ?? '')?.[0];
  const input = {
    note,
    noteVersion: 1,
    removed: [],
    transcript,
    facts: understandVisit(transcript, chart, resources),
    ...(chart ? { chart } : {}),
    visit: { patient, ...(date ? { date } : {}), ...(hasAudio ? { recordedMs: transcript.durationMs } : {}) },
    ...(signAs === undefined ? {} : { clinician: { name: signAs } }),
    options: { includeDiagnosis: false },
    resources,
  };
  const fingerprint = createHash('sha256')
    .update(fingerprintText(note, patient, chart))
    .digest('hex');
  const files = kinds.flatMap((kind) => {
    const document = makeDocument(kind, input, { fingerprint });
    return [
      [`documents/${kind}.json`, `${JSON.stringify(document, null, 2)}\n`],
      [`documents/${kind}.md`, renderDocumentMarkdown(document)],
    ] as const;
  });
  return Object.fromEntries(files);
}
