import type { ChartContext } from '../../../shared/model/chart.ts';
import { ClinicianId } from '../../../shared/model/ids.ts';
import type { Clinician } from '../../../shared/model/clinician.ts';
import type { Signature } from '../../../shared/model/note.ts';
import type { ScribeResult } from '../../app/scribe-visit.ts';
import { renderNotePlainText } from '../../domain/note/render-note.ts';
import { aiDisclosure, buildBundle } from '../../domain/sync/build-resources.ts';
import { noteType } from '../../domain/sync/note-type.ts';

/** `--sign-as` on a draft that nobody has looked through: the folder is written, unsigned. */
export class SignatureRefused extends Error {
  constructor(count: number) {
    super(
      `not signed: ${count} sentence${count === 1 ? '' : 's'} of the draft need${count === 1 ? 's' : ''} a clinician’s review; the note stays preliminary`,
    );
  }
}

/**
 * The bundle of a finished folder: preliminary, or final under the name given with `--sign-as`.
 * Its identifier follows from the note's text, so the same folder is the same document wherever it is sent, however often.
 */
export function buildDelivery(
  { transcript, note, codes }: ScribeResult,
  options: { chart?: ChartContext; signAs?: string; visitAt: number; sha256: (text: string) => string },
): { bundle: ReturnType<typeof buildBundle>; refusedSignature?: SignatureRefused } {
  const open = note.sections
    .flatMap((section) => section.sentences)
    .filter((sentence) => sentence.support === 'needs-review').length;
  const signs = options.signAs !== undefined && open === 0;
  const at = Math.round(options.visitAt);
  const speechModel = transcript.model.sha256 ? transcript.model : undefined;
  const body = renderNotePlainText(note, { status: signs ? 'signed' : 'draft' }).trimEnd();
  const hash = options.sha256(
    `${options.signAs && signs ? options.signAs : ''}\n${body}\n${JSON.stringify(transcript.segments)}`,
  );
  const author: Clinician | undefined = signs
    ? { id: ClinicianId.parse(uuidFrom(options.sha256(options.signAs!))), name: options.signAs! }
    : undefined;
  const unsealed: Signature | undefined = author && {
    clinicianId: author.id,
    name: author.name,
    signedAt: at,
    textSha256: '',
  };
  const lines = [
    aiDisclosure({ engine: note.engine, speechModel, signature: unsealed }),
    ...(author ? [`Signed by ${author.name} on ${new Date(at).toISOString()}`] : []),
  ];
  const text = `${body}\n\n${lines.join('\n')}\n`;
  const bundle = buildBundle({
    identifier: `urn:uuid:${uuidFrom(hash)}`,
    loinc: noteType(note),
    docStatus: signs ? 'final' : 'preliminary',
    text,
    chart: options.chart,
    patientName: options.chart?.patient.name ?? 'Unknown patient',
    author,
    signature: unsealed && { ...unsealed, textSha256: options.sha256(text) },
    startedAt: at,
    endedAt: at + Math.round(transcript.durationMs),
    createdAt: at,
    engine: note.engine,
    speechModel,
    // A suggestion is not a diagnosis: codes stand in codes.json until a clinician accepts them.
    diagnoses: codes.diagnoses.filter((code) => code.decision === 'accepted'),
  });
  return options.signAs !== undefined && !signs ? { bundle, refusedSignature: new SignatureRefused(open) } : { bundle };
}

/** A UUID (version 8, RFC 9562: custom) from the first 128 bits of a SHA-256 in hex. */
function uuidFrom(sha256Hex: string): string {
  const hex = sha256Hex.slice(0, 32).split('');
  hex[12] = '8';
  hex[16] = ((parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  const text = hex.join('');
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
}
