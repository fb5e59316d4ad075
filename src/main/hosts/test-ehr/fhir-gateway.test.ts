import { createFhirGateway } from '../../adapters/fhir/fhir-gateway.ts';
import { ehrGatewayConformance } from '../../ports/ehr-gateway.conformance.ts';
import type { EhrConnection } from '../../../shared/model/delivery.ts';
import type { TestEhrMode } from './modes.ts';
import { startTestEhr } from './start-test-ehr.ts';
import { filedTexts, SEED } from './test-ehr.fixture.ts';

const EHRS: [string, TestEhrMode, EhrConnection['profile']][] = [
  ['FHIR over HTTP, generic', 'generic', 'generic'],
  ['FHIR over HTTP, identifiers dropped silently', 'forgetful', 'generic'],
  ['FHIR over HTTP, Epic-like simulation', 'epic-like', 'epic-like'],
  ['FHIR over HTTP, Oracle-like simulation', 'oracle-like', 'oracle-like'],
];

for (const [name, mode, profile] of EHRS)
  ehrGatewayConformance(name, async () => {
    const ehr = await startTestEhr({ mode, seed: SEED });
    const type = 'DocumentReference';
    return {
      gateway: createFhirGateway({ timeoutMs: 20_000 }),
      connection: { baseUrl: ehr.url, profile },
      filed: () => filedTexts(ehr),
      loseAnswer: () => {
        ehr.fail({ kind: 'drop-answer', type });
      },
      loseRequest: () => {
        ehr.fail({ kind: 'drop-request', type });
      },
      busy: (retryAfterMs: number) => {
        ehr.fail({ kind: 'status', status: 429, type, retryAfter: String(retryAfterMs / 1000) });
      },
      refuse: () => {
        ehr.fail({ kind: 'status', status: 422, type });
      },
      async unreachable() {
        const gone = await startTestEhr();
        await gone.close();
        return { baseUrl: gone.url, profile };
      },
      close: () => ehr.close(),
    };
  });
