import { AuditEntry } from '../../shared/model/audit.ts';
import { ChartContext } from '../../shared/model/chart.ts';
import { Clinician } from '../../shared/model/clinician.ts';
import { Codes } from '../../shared/model/codes.ts';
import { OutboxEntry } from '../../shared/model/delivery.ts';
import { Encounter } from '../../shared/model/encounter.ts';
import { EncounterId } from '../../shared/model/ids.ts';
import { NoteVersion, type NoteVersionKind } from '../../shared/model/note.ts';
import { NoteTemplate } from '../../shared/model/template.ts';
import { Transcript, TranscriptSegment } from '../../shared/model/transcript.ts';

/** Whole, valid values for tests of stores; each call a fresh object. */
export const encounterId = (n: number): EncounterId =>
  EncounterId.parse(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);

export const anEncounter = (n: number, changes: Partial<Encounter> = {}): Encounter =>
  Encounter.parse({
    id: encounterId(n),
    patient: { name: 'Ana Ruiz', birthDate: '1970-02-01', sex: 'female', identifier: { value: 'MRN-1' } },
    reason: 'cough',
    state: 'planned',
    createdAt: 1_000 + n,
    updatedAt: 1_000 + n,
    ...changes,
  });

export const aSegment = (id: string, startMs: number, text = `words of ${id}`): TranscriptSegment =>
  TranscriptSegment.parse({
    id,
    startMs,
    endMs: startMs + 900.5,
    speaker: 'patient',
    text,
    words: text.split(' ').map((word, n) => ({
      text: word,
      startMs: startMs + n * 100,
      endMs: startMs + n * 100 + 80,
      confidence: 0.9,
    })),
    flags: ['low-confidence'],
  });

export const aTranscript = (segments: TranscriptSegment[]): Transcript =>
  Transcript.parse({ model: { name: 'm', sha256: 'ab' }, language: 'en', durationMs: 60_000, segments });

export const aNoteVersion = (version: number, kind: NoteVersionKind, text = 'Reports a cough.'): NoteVersion => {
  const signed = kind === 'signed' || kind === 'addendum';
  return NoteVersion.parse({
    version,
    kind,
    at: 5_000 + version,
    by: kind === 'ai-draft' ? 'engine' : 'c1',
    note: {
      template: 'soap',
      engine: { name: 'e', version: '1' },
      status: signed ? 'signed' : 'draft',
      sections: [
        {
          key: 'subjective',
          heading: 'Subjective',
          sentences: [
            {
              id: 'n1',
              text,
              confidence: 0.8,
              support: 'supported',
              evidence: [{ segmentId: 's1', startMs: 0, endMs: 900, quote: 'cough' }],
            },
          ],
        },
      ],
      omissions: [],
    },
    ...(signed
      ? { text: `${text}\n`, signature: { clinicianId: 'c1', name: 'Dr A', signedAt: 5_000, textSha256: 'cd' } }
      : {}),
  });
};

export const someCodes = (code: string): Codes =>
  Codes.parse({
    terminology: { icd10cm: 'FY2026' },
    diagnoses: [
      {
        system: 'http://hl7.org/fhir/sid/icd-10-cm',
        code,
        display: 'd',
        billable: true,
        confidence: 0.5,
        rationale: 'r',
        evidence: [],
        alternatives: [],
      },
    ],
    procedures: [],
    warnings: [],
  });

export const aChart = (name: string): ChartContext =>
  ChartContext.parse({
    patient: { name },
    problems: [{ text: 'p' }],
    medications: [],
    allergies: [],
    observations: [],
  });

export const aTemplate = (name: string, title: string): NoteTemplate =>
  NoteTemplate.parse({
    name,
    title,
    leaveOut: ['social'],
    sections: [{ key: 'all', heading: 'All', slots: [{ slot: 'hpi', style: 'bullets' }] }],
  });

export const aClinician = (id: string): Clinician => Clinician.parse({ id, name: `Dr ${id}`, npi: '1234567890' });

export const anOutboxEntry = (n: number, changes: Partial<OutboxEntry> = {}): OutboxEntry =>
  OutboxEntry.parse({
    id: `o${n}`,
    encounterId: encounterId(1),
    noteVersion: n,
    state: 'pending',
    identifier: `urn:uuid:${n}`,
    attempts: 0,
    nextAttemptAt: 100,
    createdAt: 50 + n,
    updatedAt: 50 + n,
    ...changes,
  });

/** Linked by made-up hashes: stores check that an entry follows the last one, not what its hash is of. */
export const anAuditEntry = (seq: number, changes: Partial<AuditEntry> = {}): AuditEntry =>
  AuditEntry.parse({
    seq,
    at: 9_000 + seq,
    actor: 'system',
    action: 'encounter.create',
    subject: `encounter/${encounterId(1)}`,
    detail: { count: seq, ok: true, model: 'm' },
    previousHash: seq === 1 ? '0'.repeat(64) : `hash-${seq - 1}`,
    hash: `hash-${seq}`,
    ...changes,
  });
