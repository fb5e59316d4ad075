import { ehrGatewayConformance } from '../../ports/ehr-gateway.conformance.ts';
import { createFakeGateway } from './fake-gateway.ts';

ehrGatewayConformance('in memory', () => {
  const gateway = createFakeGateway();
  const connection = { baseUrl: 'http://127.0.0.1:1/fhir', profile: 'generic' as const };
  return Promise.resolve({
    gateway,
    connection,
    filed: () => Promise.resolve(gateway.filed.map(({ document }) => document.text)),
    loseAnswer: () => {
      gateway.fail('lose-answer');
    },
    loseRequest: () => {
      gateway.fail('lose-request');
    },
    busy: (retryAfterMs: number) => {
      gateway.fail({ kind: 'busy', retryAfterMs });
    },
    refuse: () => {
      gateway.fail({ kind: 'reject', error: 'fhir.rejected' });
    },
    unreachable: () => {
      gateway.setDown(true);
      return Promise.resolve(connection);
    },
    close: () => Promise.resolve(),
  });
});
