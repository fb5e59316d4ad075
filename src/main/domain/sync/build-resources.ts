import type {
  Bundle,
  BundleEntry,
  Condition,
  Device,
  DocumentReference,
  Encounter,
  Identifier,
  Patient,
  Period,
  Provenance,
  Reference,
  Resource,
} from '@medplum/fhirtypes';
import { base64Encode, utf8Bytes, uuidFromName } from './bytes.ts';
import type { DeliveryDocument } from './delivery-document.ts';
import { type DocumentReferences, type DocumentRules, PORTABLE_RULES } from './document-rules.ts';

/** Systems named by FHIR R4, US Core 7+ and the AI Transparency guide (HL7 ballot, 2026). */
export const SYSTEMS = {
  uri: 'urn:ietf:rfc:3986',
  npi: 'http://hl7.org/fhir/sid/us-npi',
  loinc: 'http://loinc.org',
  category: 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category',
  participant: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type',
  operation: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation',
  aiDevice: 'http://hl7.org/fhir/uv/aitransparency/CodeSystem/AIdeviceTypeCS',
  actCode: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  conditionCategory: 'http://terminology.hl7.org/CodeSystem/condition-category',
  conditionClinical: 'http://terminology.hl7.org/CodeSystem/condition-clinical',
  conditionVerification: 'http://terminology.hl7.org/CodeSystem/condition-ver-status',
} as const;

/** The attachment's type; US Core "Writing Clinical Notes" asks for exactly this, charset included. */
export const NOTE_CONTENT_TYPE = 'text/plain; charset=utf-8';

const instant = (ms: number): string => new Date(ms).toISOString();
const concept = (system: string, code: string, display: string) => ({ coding: [{ system, code, display }] });
const urn = (name: string): string => `urn:uuid:${uuidFromName(name)}`;
const uri = (value: string): Identifier => ({ system: SYSTEMS.uri, value });
/** `system|value` as search and If-None-Exist want it; `$ , |` of the value itself escaped (FHIR R4, search 3.1.1.4.0.1). */
export function identifierQuery(identifier: Identifier): string {
  const parts = [identifier.system, identifier.value].filter((part) => part !== undefined);
  const token = parts.map((part) => part.replace(/[\\$,|]/g, '\\$&')).join('|');
  return `identifier=${encodeURIComponent(token)}`;
}

/**
 * What names the patient and the visit when the EHR does not: their identifier where one is known, else this document alone, since
 * two people may share a name. An addendum takes both from its note at the EHR, so it needs no name of its own.
 */
const visitName = (doc: DeliveryDocument): string => {
  const patient = doc.chart?.patient;
  return `${patient?.fhirId ?? patient?.identifier?.value ?? doc.identifier}|${String(doc.startedAt)}`;
};

export function patientIdentifier(doc: DeliveryDocument): Identifier {
  const known = doc.chart?.patient.identifier;
  if (known !== undefined)
    return known.system === undefined ? { value: known.value } : { system: known.system, value: known.value };
  return uri(urn(`patient|${visitName(doc)}`));
}

export const encounterIdentifier = (doc: DeliveryDocument): Identifier => uri(urn(`encounter|${visitName(doc)}`));

export const documentIdentifier = (doc: DeliveryDocument): Identifier => uri(doc.identifier);

const period = (doc: DeliveryDocument): Period => ({
  start: instant(doc.startedAt),
  end: instant(Math.max(doc.startedAt, doc.endedAt)),
});

/** One Device for each engine and speech model: the same drafting software is the same Device on every note. */
export function deviceIdentifier(doc: DeliveryDocument): Identifier {
  const speech = doc.speechModel;
  const parts = [doc.engine.name, doc.engine.version, ...(speech ? [speech.name, speech.sha256] : [])];
  return uri(urn(`device|${parts.join('|')}`));
}

/** "Jane Roe, MD": the name a reader knows the clinician by. A signature's name may carry the credentials already. */
function clinicianDisplay(name: string, credentials: string | undefined): string {
  return !credentials || name.endsWith(`, ${credentials}`) ? name : `${name}, ${credentials}`;
}

/** The clinician by NPI where known; an EHR's own Practitioner id is looked up by the gateway, never guessed. */
export function clinicianReference(doc: DeliveryDocument): Reference | undefined {
  const { author, signature } = doc;
  if (author === undefined && signature === undefined) return undefined;
  const identifier: Identifier | undefined = author?.npi ? { system: SYSTEMS.npi, value: author.npi } : undefined;
  return {
    type: 'Practitioner',
    ...(identifier && { identifier }),
    display: clinicianDisplay(
      signature?.name ?? author!.name,
      signature === undefined ? author?.credentials : signature.credentials,
    ),
  };
}

const deviceReference = (doc: DeliveryDocument): Reference => ({
  type: 'Device',
  identifier: deviceIdentifier(doc),
  display: `${doc.engine.name} ${doc.engine.version}`,
});

const patientDisplay = (doc: DeliveryDocument): string => doc.chart?.patient.name ?? doc.patientName;

/** Where everything stands as far as the document itself knows: EHR ids from the chart, logical references else. */
export function knownReferences(doc: DeliveryDocument): DocumentReferences {
  const patient = doc.chart?.patient;
  const encounterId = doc.chart?.encounter?.fhirId;
  return {
    // The record number goes along: with it the patient can be found at an EHR that numbers its resources otherwise.
    patient: patient?.fhirId
      ? {
          reference: `Patient/${patient.fhirId}`,
          ...(patient.identifier && { identifier: patientIdentifier(doc) }),
          display: patientDisplay(doc),
        }
      : { type: 'Patient', identifier: patientIdentifier(doc), display: patientDisplay(doc) },
    ...(encounterId !== undefined && { encounter: { reference: `Encounter/${encounterId}` } }),
  };
}

/**
 * The note as a US Core clinical-note DocumentReference. `author` is the clinician; a note nobody signed and nobody is named
 * for has the drafting Device as author. `authenticator` only once signed.
 */
export function buildDocumentReference(
  doc: DeliveryDocument,
  rules: DocumentRules,
  references: DocumentReferences = knownReferences(doc),
): DocumentReference {
  const bytes = utf8Bytes(doc.text);
  const clinician = references.author ?? clinicianReference(doc);
  return {
    resourceType: 'DocumentReference',
    identifier: [documentIdentifier(doc)],
    status: 'current',
    docStatus: doc.docStatus,
    type: { ...concept(SYSTEMS.loinc, doc.loinc.code, doc.loinc.display), text: doc.loinc.display },
    category: [concept(SYSTEMS.category, 'clinical-note', 'Clinical Note')],
    subject: references.patient as DocumentReference['subject'],
    date: instant(doc.createdAt),
    author: [clinician ?? references.device ?? deviceReference(doc)] as DocumentReference['author'],
    ...(doc.signature && clinician && { authenticator: clinician as DocumentReference['authenticator'] }),
    ...(rules.sendsRelatesTo &&
      doc.addendumTo && { relatesTo: [{ code: 'appends', target: { reference: doc.addendumTo } }] }),
    content: [
      {
        attachment: {
          contentType: NOTE_CONTENT_TYPE,
          data: base64Encode(bytes),
          size: bytes.length,
          title: doc.loinc.display,
          creation: instant(doc.createdAt),
        },
      },
    ],
    context: {
      ...(references.encounter && { encounter: [references.encounter as Reference<Encounter>] }),
      period: period(doc),
    },
  };
}

/** The drafting software and the speech model, with the versions that made this note. Shape of the AI Transparency guide. */
export function buildDevice(doc: DeliveryDocument): Device {
  const speech = doc.speechModel;
  return {
    resourceType: 'Device',
    identifier: [deviceIdentifier(doc)],
    status: 'active',
    type: concept(SYSTEMS.aiDevice, 'Artificial-Intelligence', 'Artificial Intelligence'),
    deviceName: [{ name: `Chartside: ${doc.engine.name}`, type: 'user-friendly-name' }],
    version: [
      { type: { text: 'drafting engine' }, value: `${doc.engine.name} ${doc.engine.version}` },
      ...(speech ? [{ type: { text: 'speech model' }, value: `${speech.name} sha256:${speech.sha256}` }] : []),
    ],
  };
}

/**
 * Who answers for the note: once signed, the clinician is author and verifier and the Device only assembled it. Unsigned,
 * only the Device is named, since nobody verified anything.
 */
export function buildProvenance(
  doc: DeliveryDocument,
  target: Reference,
  references: Partial<DocumentReferences> = {},
): Provenance {
  const clinician = references.author ?? clinicianReference(doc);
  const agent = (code: string, display: string, who: Reference) => ({
    type: concept(SYSTEMS.participant, code, display),
    who: who as Provenance['agent'][number]['who'],
  });
  return {
    resourceType: 'Provenance',
    target: [target],
    occurredPeriod: period(doc),
    recorded: instant(doc.signature?.signedAt ?? doc.createdAt),
    activity: concept(SYSTEMS.operation, 'CREATE', 'create'),
    agent: [
      ...(doc.signature && clinician
        ? [agent('author', 'Author', clinician), agent('verifier', 'Verifier', clinician)]
        : []),
      agent('assembler', 'Assembler', references.device ?? deviceReference(doc)),
    ],
  };
}

/** Diagnoses that the clinician accepted, as this visit's. Nothing that is only suggested leaves the workstation. */
export function buildConditions(
  doc: DeliveryDocument,
  rules: DocumentRules = PORTABLE_RULES,
  references: DocumentReferences = knownReferences(doc),
): Condition[] {
  const confirmed = doc.signature !== undefined && rules.conditionStatus === 'as-signed';
  const recorder = references.author ?? clinicianReference(doc);
  return doc.diagnoses
    .filter((diagnosis) => diagnosis.decision === 'accepted')
    .map((diagnosis) => ({
      resourceType: 'Condition',
      identifier: [uri(urn(`condition|${doc.identifier}|${diagnosis.code}`))],
      clinicalStatus: concept(SYSTEMS.conditionClinical, 'active', 'Active'),
      verificationStatus: confirmed
        ? concept(SYSTEMS.conditionVerification, 'confirmed', 'Confirmed')
        : concept(SYSTEMS.conditionVerification, 'provisional', 'Provisional'),
      category: [concept(SYSTEMS.conditionCategory, 'encounter-diagnosis', 'Encounter Diagnosis')],
      code: { ...concept(diagnosis.system, diagnosis.code, diagnosis.display), text: diagnosis.display },
      subject: references.patient as Condition['subject'],
      ...(references.encounter && { encounter: references.encounter as Reference<Encounter> }),
      recordedDate: instant(doc.signature?.signedAt ?? doc.createdAt),
      ...(recorder && { recorder: recorder as Condition['recorder'] }),
    }));
}

/** For a patient the EHR does not know yet. US Core wants a family or given name, so the name is split as it is written. */
export function buildPatient(doc: DeliveryDocument): Patient {
  const patient = doc.chart?.patient;
  const text = patientDisplay(doc);
  const comma = text.indexOf(',');
  const words = text.split(/\s+/).filter((word) => word !== '');
  const family = (comma > 0 ? text.slice(0, comma) : (words.at(-1) ?? '')).trim();
  const given = (comma > 0 ? text.slice(comma + 1).split(/\s+/) : words.slice(0, -1)).filter((word) => word !== '');
  return {
    resourceType: 'Patient',
    identifier: [patientIdentifier(doc)],
    name: [{ use: 'official', text, ...(family && { family }), ...(given.length > 0 && { given }) }],
    gender: patient?.sex ?? 'unknown',
    ...(patient?.birthDate && { birthDate: patient.birthDate }),
  };
}

/** For a visit the EHR does not know yet. */
export function buildEncounter(doc: DeliveryDocument, patient: Reference): Encounter {
  const reason = doc.chart?.encounter?.reason;
  return {
    resourceType: 'Encounter',
    identifier: [encounterIdentifier(doc)],
    status: 'finished',
    class: { system: SYSTEMS.actCode, code: 'AMB', display: 'ambulatory' },
    type: [{ text: 'Ambulatory visit' }],
    subject: patient as Encounter['subject'],
    period: period(doc),
    ...(reason && { reasonCode: [{ text: reason }] }),
  };
}

/**
 * `bundle.json`: a transaction, since it is the only bundle in which `urn:uuid` references resolve, so the file can be posted as it
 * stands to a server that takes transactions; conditional creates keep such a replay from doubling the document. Chartside itself
 * sends the entries one by one (docs/decisions/0060). Same document in, same bundle out.
 */
export function buildBundle(doc: DeliveryDocument): Bundle {
  const known = knownReferences(doc);
  const name = (part: string): string => urn(`${part}|${doc.identifier}`);
  const entries: BundleEntry[] = [];
  const create = (fullUrl: string, resource: Resource, identifier?: Identifier): Reference => {
    entries.push({
      fullUrl,
      resource,
      request: {
        method: 'POST',
        url: resource.resourceType,
        ...(identifier && { ifNoneExist: identifierQuery(identifier) }),
      },
    });
    return { reference: fullUrl };
  };

  const patient: Reference = known.patient.reference
    ? known.patient
    : {
        ...create(name('bundle-patient'), buildPatient(doc), patientIdentifier(doc)),
        display: patientDisplay(doc),
      };
  const encounter: Reference =
    known.encounter ?? create(name('bundle-encounter'), buildEncounter(doc, patient), encounterIdentifier(doc));
  const device: Reference = {
    ...create(name('bundle-device'), buildDevice(doc), deviceIdentifier(doc)),
    display: `${doc.engine.name} ${doc.engine.version}`,
  };
  const references: DocumentReferences = { patient, encounter, device };
  // Not the identifier itself: servers replace a fullUrl wherever it stands, the identifier's value included (seen in Medplum).
  const document = create(
    name('bundle-document'),
    buildDocumentReference(doc, PORTABLE_RULES, references),
    documentIdentifier(doc),
  );
  create(name('bundle-provenance'), buildProvenance(doc, document, references));
  for (const condition of buildConditions(doc, PORTABLE_RULES, references)) {
    const identifier = condition.identifier![0]!;
    create(urn(`bundle-condition|${identifier.value!}`), condition, identifier);
  }
  return { resourceType: 'Bundle', type: 'transaction', entry: entries };
}

/**
 * The sentence that tells every later reader how the note came about; in the text itself, because some EHRs keep nothing else.
 * It claims review only where a clinician signed.
 */
export function aiDisclosure(doc: Pick<DeliveryDocument, 'engine' | 'signature' | 'speechModel'>): string {
  const heard = doc.speechModel === undefined ? 'a transcript' : 'a recording';
  const drafted = `Drafted from ${heard} of the visit by Chartside (${doc.engine.name} ${doc.engine.version}), an automated system.`;
  if (doc.signature === undefined) return `${drafted} Not reviewed or signed by a clinician.`;
  return `${drafted} Reviewed and signed by ${clinicianDisplay(doc.signature.name, doc.signature.credentials)}.`;
}
