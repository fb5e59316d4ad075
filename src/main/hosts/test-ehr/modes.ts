import type { Binary, CapabilityStatement, Condition, DocumentReference, Resource } from '@medplum/fhirtypes';

/**
 * SIMULATIONS. `epic-like` and `oracle-like` imitate what is publicly known of two products' rules for writing notes (docs/EHR.md);
 * they are not those products, were not made with them, and prove nothing about them. `forgetful` is R4 that drops identifiers.
 */
export type TestEhrMode = 'generic' | 'forgetful' | 'epic-like' | 'oracle-like';

export interface ModeRules {
  readonly name: string;
  /** Methods that are answered at all; others get 405. */
  readonly methods: readonly string[];
  /** Resource types that may be created; others get 403. `undefined`: all. */
  readonly creates: readonly Resource['resourceType'][] | undefined;
  readonly transactions: boolean;
  readonly ifNoneExist: boolean;
  readonly putNeedsIfMatch: boolean;
  /** 201 with no body, no ETag and a relative Location. */
  readonly bareCreated: boolean;
  /** Why a resource is refused, or undefined. */
  refuse(resource: Resource): string | undefined;
  /** What of it is kept. */
  keep(resource: Resource, storeBinary: (binary: Binary) => Promise<string>): Promise<Resource>;
}

const asIs = (resource: Resource): Promise<Resource> => Promise.resolve(resource);

function withoutIdentifier(resource: Resource): Resource {
  const { identifier: _, ...rest } = resource as DocumentReference;
  return rest as Resource;
}

const hasLoinc = (document: DocumentReference): boolean =>
  document.type?.coding?.some((coding) => coding.system === 'http://loinc.org' && coding.code !== undefined) ?? false;

function refuseEpicLike(resource: Resource): string | undefined {
  if (resource.resourceType === 'Condition') {
    const code = (resource as Condition).verificationStatus?.coding?.[0]?.code;
    return code === 'provisional' ? undefined : 'verificationStatus must be provisional';
  }
  if (resource.resourceType !== 'DocumentReference') return undefined;
  const document = resource as DocumentReference;
  const attachment = document.content[0]?.attachment;
  if (document.context?.encounter?.length !== 1) return 'context.encounter is required';
  if (document.status !== 'current') return 'status must be current';
  if (document.docStatus !== 'final' && document.docStatus !== 'preliminary')
    return 'docStatus must be final or preliminary';
  if (!hasLoinc(document)) return 'type must be a LOINC note type';
  if (!attachment?.contentType?.startsWith('text/plain') || attachment.data === undefined)
    return 'text/plain data is required';
  return undefined;
}

async function keepEpicLike(resource: Resource, storeBinary: (binary: Binary) => Promise<string>): Promise<Resource> {
  if (resource.resourceType !== 'DocumentReference') return withoutIdentifier(resource);
  const { identifier: _, relatesTo: __, authenticator: ___, ...document } = resource as DocumentReference;
  const attachment = document.content[0]!.attachment;
  const url = await storeBinary({ resourceType: 'Binary', contentType: 'text/plain', data: attachment.data });
  return { ...document, content: [{ attachment: { contentType: 'text/plain', url } }] } as Resource;
}

function refuseOracleLike(resource: Resource): string | undefined {
  if (resource.resourceType !== 'DocumentReference') return undefined;
  const document = resource as DocumentReference;
  const contentType = document.content[0]?.attachment.contentType ?? '';
  if (document.status !== 'current') return 'status must be current';
  if (document.docStatus !== 'final') return 'docStatus must be final';
  if (!hasLoinc(document)) return 'type is required';
  if (document.subject?.reference === undefined) return 'subject is required';
  if (!document.author?.[0]?.reference?.startsWith('Practitioner/')) return 'author must be the signed-in provider';
  if (document.content.length !== 1) return 'exactly one content';
  if (contentType !== 'application/pdf' && !/charset=/i.test(contentType)) return 'contentType needs a charset';
  if (document.context?.period?.end === undefined) return 'context.period.end is required';
  if (document.date?.includes('T') === false) return 'date needs a time';
  return undefined;
}

function keepOracleLike(resource: Resource): Promise<Resource> {
  const { identifier: _, relatesTo: __, ...document } = resource as DocumentReference;
  return Promise.resolve(document as Resource);
}

const R4: ModeRules = {
  name: 'Chartside test EHR',
  methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  creates: undefined,
  transactions: true,
  ifNoneExist: true,
  putNeedsIfMatch: false,
  bareCreated: false,
  refuse: () => undefined,
  keep: asIs,
};

export const MODES: Readonly<Record<TestEhrMode, ModeRules>> = {
  generic: R4,
  forgetful: {
    ...R4,
    name: 'Chartside test EHR (drops identifiers)',
    ifNoneExist: false,
    keep: (resource) =>
      Promise.resolve(resource.resourceType === 'DocumentReference' ? withoutIdentifier(resource) : resource),
  },
  'epic-like': {
    name: 'Chartside test EHR (Epic-like simulation)',
    methods: ['GET', 'POST', 'PUT'],
    creates: ['DocumentReference', 'Condition'],
    transactions: false,
    ifNoneExist: false,
    putNeedsIfMatch: false,
    bareCreated: true,
    refuse: refuseEpicLike,
    keep: keepEpicLike,
  },
  'oracle-like': {
    name: 'Chartside test EHR (Oracle-like simulation)',
    methods: ['GET', 'POST', 'PUT'],
    creates: ['DocumentReference'],
    transactions: false,
    ifNoneExist: false,
    putNeedsIfMatch: true,
    bareCreated: false,
    refuse: refuseOracleLike,
    keep: keepOracleLike,
  },
};

/** What it says of itself needs no definitions, so it is there at once. */
export function capabilityStatement(rules: Pick<ModeRules, 'name'>): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-21',
    kind: 'instance',
    software: { name: rules.name },
    implementation: {
      description: 'A simulation for tests and demonstrations. Keeps everything in memory, nothing for long.',
    },
    fhirVersion: '4.0.1',
    format: ['json'],
    rest: [{ mode: 'server' }],
  };
}
