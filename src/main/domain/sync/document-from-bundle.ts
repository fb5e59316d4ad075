import { AppError } from '../../../shared/errors.ts';
import type { ChartContext } from '../../../shared/model/chart.ts';
import { ClinicianId } from '../../../shared/model/ids.ts';
import type { EngineRef } from '../../../shared/model/note.ts';
import type { ModelRef } from '../../../shared/model/transcript.ts';
import { base64Decode, sha256Hex, utf8Text, uuidFromName } from './bytes.ts';
import { patientIdentifier, SYSTEMS } from './build-resources.ts';
import type { DeliveryDocument } from './delivery-document.ts';
import { type Json, list, record, text } from './fhir-json.ts';

/**
 * Reads `bundle.json` back: the document whose bundle it is. What is built of the result is the same bundle again, so a folder that is
 * pushed one by one and one that is posted as a transaction leave the same resources.
 * @throws AppError `validation.bundle` with params.reason: `not-a-bundle` | `documents` (not exactly one note) | `identifier` | `content` | `dates` | `engine`
 */
export function documentFromBundle(json: unknown): DeliveryDocument {
  const bundle = record(json);
  if (bundle?.resourceType !== 'Bundle') throw refuse('not-a-bundle');
  const resources = list(bundle.entry)
    .map((entry) => record(record(entry)?.resource))
    .filter((resource) => resource !== undefined);
  const ofType = (type: string): Json[] => resources.filter(({ resourceType }) => resourceType === type);
  const [note, ...others] = ofType('DocumentReference');
  if (note === undefined || others.length > 0) throw refuse('documents');
  const [provenance, device] = [ofType('Provenance')[0], ofType('Device')[0]];

  const identifier = list(note.identifier)
    .map((raw) => text(record(raw)?.value))
    .find((value) => value !== undefined && /^urn:uuid:[0-9a-f-]{36}$/.test(value));
  if (identifier === undefined) throw refuse('identifier');
  const period = record(record(note.context)?.period);
  const [startedAt, endedAt, createdAt] = [instant(period?.start), instant(period?.end), instant(note.date)];
  const signed = note.docStatus === 'final' && note.authenticator !== undefined;
  const clinician = record(signed ? note.authenticator : list(note.author)[0]);
  const author = clinician?.type === 'Practitioner' ? clinicianOf(clinician) : undefined;
  const body = contentOf(note);
  const doc: DeliveryDocument = {
    identifier,
    loinc: loincOf(note),
    docStatus: signed ? 'final' : 'preliminary',
    text: body,
    patientName: text(record(note.subject)?.display) ?? 'Unknown patient',
    ...(author && { author }),
    ...(signed &&
      author && {
        signature: {
          clinicianId: author.id,
          name: author.name,
          signedAt: provenance === undefined ? createdAt : instant(provenance.recorded),
          textSha256: sha256Hex(body),
        },
      }),
    startedAt,
    endedAt,
    createdAt,
    ...modelsOf(device),
    diagnoses: ofType('Condition').flatMap(diagnosisOf),
    ...addendumOf(note),
  };
  const chart = chartOf(note, ofType('Patient')[0], ofType('Encounter')[0], doc);
  return chart === undefined ? doc : { ...doc, chart };
}

const refuse = (reason: string): AppError => new AppError('validation.bundle', { params: { reason } });

function instant(value: unknown): number {
  const ms = Date.parse(text(value) ?? '');
  if (Number.isNaN(ms)) throw refuse('dates');
  return ms;
}

function contentOf(note: Json): string {
  const attachment = record(record(list(note.content)[0])?.attachment);
  const bytes = base64Decode(text(attachment?.data) ?? '');
  const body = bytes && utf8Text(bytes);
  if (!body || !text(attachment?.contentType)?.startsWith('text/plain')) throw refuse('content');
  return body;
}

function loincOf(note: Json): DeliveryDocument['loinc'] {
  const coding = list(record(note.type)?.coding)
    .map((raw) => record(raw))
    .find((each) => each?.system === SYSTEMS.loinc);
  const code = text(coding?.code);
  if (code === undefined) throw refuse('content');
  return { code, display: text(coding?.display) ?? code };
}

/** The name as displayed holds the credentials already. */
function clinicianOf(reference: Json): DeliveryDocument['author'] {
  const name = text(reference.display);
  if (name === undefined) return undefined;
  const identifier = record(reference.identifier);
  const npi = identifier?.system === SYSTEMS.npi ? text(identifier.value) : undefined;
  return { id: ClinicianId.parse(uuidFromName(`clinician|${npi ?? name}`)), name, ...(npi !== undefined && { npi }) };
}

/** `buildDevice` writes "name version" and "name sha256:hex". */
function modelsOf(device: Json | undefined): { engine: EngineRef; speechModel?: ModelRef } {
  const versions = list(device?.version).map((raw) => record(raw));
  const valueOf = (type: string): string | undefined =>
    text(versions.find((version) => record(version?.type)?.text === type)?.value);
  const engine = /^(.+) (\S+)$/.exec(valueOf('drafting engine') ?? '');
  const speech = /^(.+) sha256:(\S*)$/.exec(valueOf('speech model') ?? '');
  if (engine === null) throw refuse('engine');
  return {
    engine: { name: engine[1]!, version: engine[2]! },
    ...(speech && { speechModel: { name: speech[1]!, sha256: speech[2]! } }),
  };
}

function diagnosisOf(condition: Json): DeliveryDocument['diagnoses'] {
  const coding = list(record(condition.code)?.coding)
    .map((raw) => record(raw))
    .find((each) => each?.system === 'http://hl7.org/fhir/sid/icd-10-cm');
  const code = text(coding?.code);
  if (code === undefined) return [];
  return [
    {
      system: 'http://hl7.org/fhir/sid/icd-10-cm',
      code,
      display: text(coding?.display) ?? code,
      billable: true,
      confidence: 1,
      rationale: '',
      evidence: [],
      alternatives: [],
      decision: 'accepted',
    },
  ];
}

function addendumOf(note: Json): { addendumTo?: string } {
  const target = list(note.relatesTo)
    .map((raw) => record(raw))
    .find((relation) => relation?.code === 'appends')?.target;
  const receipt = text(record(target)?.reference);
  return receipt === undefined ? {} : { addendumTo: receipt };
}

function chartOf(
  note: Json,
  patient: Json | undefined,
  encounter: Json | undefined,
  doc: DeliveryDocument,
): ChartContext | undefined {
  const subject = record(note.subject);
  const fhirId = idOf(subject, 'Patient');
  const encounterId = idOf(record(list(record(note.context)?.encounter)[0]), 'Encounter');
  const given = record(list(patient?.identifier)[0] ?? subject?.identifier);
  const value = text(given?.value);
  const system = text(given?.system);
  const birthDate = text(patient?.birthDate);
  const gender = text(patient?.gender);
  const sex = gender === 'female' || gender === 'male' || gender === 'other' ? gender : undefined;
  const reason = text(record(list(encounter?.reasonCode)[0])?.text);
  // An identifier that this document itself gave rise to is nobody's record number.
  const identifier =
    value === undefined || value === patientIdentifier(doc).value
      ? undefined
      : { ...(system !== undefined && { system }), value };
  if ([fhirId, encounterId, birthDate, sex, reason, identifier].every((known) => known === undefined)) return undefined;
  return {
    patient: {
      ...(fhirId !== undefined && { fhirId }),
      name: doc.patientName,
      ...(birthDate !== undefined && { birthDate }),
      sex: sex ?? 'unknown',
      ...(identifier && { identifier }),
    },
    ...((encounterId ?? reason) !== undefined && {
      encounter: { ...(encounterId !== undefined && { fhirId: encounterId }), ...(reason !== undefined && { reason }) },
    }),
    problems: [],
    medications: [],
    allergies: [],
    observations: [],
  };
}

function idOf(reference: Json | undefined, type: string): string | undefined {
  return new RegExp(`^${type}/([A-Za-z0-9\\-.]{1,64})$`).exec(text(reference?.reference) ?? '')?.[1];
}
