import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EhrConnection } from '../../shared/model/delivery.ts';
import { deliveryDocument } from '../domain/sync/delivery.fixture.ts';
import type { EhrGateway } from './ehr-gateway.ts';

/** An adapter over an EHR that knows patient `p1`, encounter `e1` and the practitioner with NPI 1234567893. */
export interface GatewayUnderTest {
  readonly gateway: EhrGateway;
  readonly connection: EhrConnection;
  /** Texts of the documents that stand at the EHR. */
  filed(): Promise<string[]>;
  /** The next send: filed, and its answer lost. */
  loseAnswer(): void;
  /** The next send: lost before anything was filed. */
  loseRequest(): void;
  /** The next send: turned away for now, with this much quiet asked for. */
  busy(retryAfterMs: number): void;
  /** The next send: refused for good. */
  refuse(): void;
  /** A connection where nobody answers from now on. */
  unreachable(): Promise<EhrConnection>;
  close(): Promise<void>;
}

/** The rules of `EhrGateway`, for every adapter and every kind of EHR. */
export function ehrGatewayConformance(name: string, make: () => Promise<GatewayUnderTest>): void {
  describe(`EhrGateway: ${name}`, () => {
    let test: GatewayUnderTest;
    beforeEach(async () => {
      test = await make();
    });
    afterEach(() => test.close());

    it('files a note once and gives its receipt', async () => {
      const doc = deliveryDocument();
      const outcome = await test.gateway.send(test.connection, doc);
      expect(outcome).toEqual({ kind: 'delivered', receipt: expect.stringMatching(/^DocumentReference\/[\w.-]+$/) });
      expect(await test.filed()).toEqual([doc.text]);
    });

    it('finds what it filed, under the same receipt, and not what it did not', async () => {
      const doc = deliveryDocument(1);
      expect(await test.gateway.find(test.connection, doc)).toEqual({ kind: 'absent' });
      const sent = await test.gateway.send(test.connection, doc);
      expect(await test.gateway.find(test.connection, doc)).toEqual({
        kind: 'found',
        receipt: sent.kind === 'delivered' ? sent.receipt : '',
      });
      expect(await test.gateway.find(test.connection, deliveryDocument(2))).toEqual({ kind: 'absent' });
    });

    it('says unknown when the answer was lost, and the search finds the note', async () => {
      test.loseAnswer();
      const doc = deliveryDocument();
      expect(await test.gateway.send(test.connection, doc)).toMatchObject({ kind: 'unknown' });
      expect(await test.gateway.find(test.connection, doc)).toMatchObject({ kind: 'found' });
      expect(await test.filed()).toHaveLength(1);
    });

    it('says unknown when the request was lost, and the search says absent', async () => {
      test.loseRequest();
      const doc = deliveryDocument();
      expect(await test.gateway.send(test.connection, doc)).toMatchObject({ kind: 'unknown' });
      expect(await test.gateway.find(test.connection, doc)).toEqual({ kind: 'absent' });
      expect(await test.filed()).toEqual([]);
    });

    it('asks for a retry, after the time it was told, when the EHR is busy', async () => {
      test.busy(7000);
      expect(await test.gateway.send(test.connection, deliveryDocument())).toEqual({
        kind: 'retry',
        error: 'fhir.server',
        retryAfterMs: 7000,
      });
      expect(await test.filed()).toEqual([]);
    });

    it('says rejected when the EHR refuses', async () => {
      test.refuse();
      expect(await test.gateway.send(test.connection, deliveryDocument())).toEqual({
        kind: 'rejected',
        error: 'fhir.rejected',
      });
      expect(await test.filed()).toEqual([]);
    });

    it('asks for a retry when nobody is there: certainly nothing was sent', async () => {
      const nobody = await test.unreachable();
      const doc = deliveryDocument();
      expect(await test.gateway.send(nobody, doc)).toEqual({ kind: 'retry', error: 'network.unreachable' });
      expect(await test.gateway.find(nobody, doc)).toEqual({ kind: 'unreachable', error: 'network.unreachable' });
      expect(await test.gateway.check(nobody)).toEqual({ ok: false, error: 'network.unreachable' });
    });

    it('sends nothing in the clear to another machine', async () => {
      const clear = { ...test.connection, baseUrl: 'http://ehr.example.org/fhir' };
      expect(await test.gateway.send(clear, deliveryDocument())).toEqual({
        kind: 'rejected',
        error: 'network.insecure',
      });
    });

    it('files companions, and files them once however often it is asked', async () => {
      const doc = deliveryDocument();
      const sent = await test.gateway.send(test.connection, doc);
      const receipt = sent.kind === 'delivered' ? sent.receipt : '';
      expect(await test.gateway.complete(test.connection, doc, receipt)).toEqual({ kind: 'done' });
      expect(await test.gateway.complete(test.connection, doc, receipt)).toEqual({ kind: 'done' });
      expect(await test.filed()).toHaveLength(1);
    });

    it('tells who is there', async () => {
      expect(await test.gateway.check(test.connection)).toMatchObject({ ok: true, fhirVersion: '4.0.1' });
    });
  });
}
