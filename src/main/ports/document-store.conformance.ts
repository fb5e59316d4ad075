import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DocumentVersion, type DocumentKind, type DocumentVersionKind } from '../../shared/model/document.ts';
import { anEncounter, encounterId } from './store-fixtures.conformance.ts';
import type { Store } from './store.ts';

const E1 = encounterId(1);
const E2 = encounterId(2);
const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;

/** A whole, valid version; each call a fresh object. */
export const aDocumentVersion = (
  version: number,
  kind: DocumentVersionKind,
  of: DocumentKind = 'work-note',
  text = 'No lifting over 10 pounds for 2 weeks.',
): DocumentVersion =>
  DocumentVersion.parse({
    version,
    kind,
    at: 6_000 + version,
    by: kind === 'draft' ? 'engine' : 'c1',
    document: {
      kind: of,
      title: 'Work or school note',
      status: kind === 'final' ? 'final' : 'draft',
      engine: { name: 'e', version: '1' },
      madeFrom: { noteVersion: 1, fingerprint: 'ab' },
      fields: [{ key: 'patient', label: 'Patient', value: 'Ana Ruiz', source: 'chart' }],
      blocks: [
        {
          id: 'b1',
          kind: 'list',
          sentences: [
            {
              id: 'd1',
              text,
              support: 'supported',
              evidence: [{ segmentId: 's1', startMs: 0, endMs: 900, quote: 'no lifting' }],
              source: 'note',
              noteSentenceIds: ['n1'],
            },
          ],
        },
      ],
      gaps: ['dates'],
      options: {},
    },
    ...(kind === 'final'
      ? { text: `${text}\n`, signature: { clinicianId: 'c1', name: 'Dr A', signedAt: 6_000, textSha256: 'cd' } }
      : {}),
  });

/** What every store has to do with documents. */
export function documentStoreConformance(name: string, open: () => Store): void {
  describe(`${name} (Store.documents)`, () => {
    let store: Store;
    beforeEach(() => {
      store = open();
      store.encounters.insert(anEncounter(1));
      store.encounters.insert(anEncounter(2));
    });
    afterEach(() => store.close());

    it('keeps every version, each kind and each visit for itself', () => {
      const versions = [aDocumentVersion(1, 'draft'), aDocumentVersion(2, 'edit'), aDocumentVersion(3, 'final')];
      for (const version of versions) store.documents.append(E1, version);
      store.documents.append(E1, aDocumentVersion(1, 'draft', 'referral-letter'));
      store.documents.append(E2, aDocumentVersion(1, 'draft'));
      expect(store.documents.history(E1, 'work-note')).toEqual(versions);
      expect(store.documents.latest(E1, 'work-note')).toEqual(versions[2]);
      expect(store.documents.latest(E2, 'referral-letter')).toBeUndefined();
      expect(store.documents.history(E2, 'referral-letter')).toEqual([]);
      expect(store.documents.latestOfEach(E1)).toEqual([aDocumentVersion(1, 'draft', 'referral-letter'), versions[2]]);
      expect(store.documents.latestOfKind('work-note')).toEqual([
        { encounterId: E1, version: versions[2] },
        { encounterId: E2, version: aDocumentVersion(1, 'draft') },
      ]);
      expect(store.documents.latestOfKind('chronic-care-log')).toEqual([]);
    });

    it('counts versions up by one, begins with what the engine made, and edits nothing that is final', () => {
      for (const kind of ['edit', 'final'] as const)
        expect(() => store.documents.append(E1, aDocumentVersion(1, kind))).toThrow(code('conflict.state'));
      store.documents.append(E1, aDocumentVersion(1, 'draft'));
      expect(() => store.documents.append(E1, aDocumentVersion(1, 'edit'))).toThrow(code('conflict.version'));
      expect(() => store.documents.append(E1, aDocumentVersion(3, 'edit'))).toThrow(code('conflict.version'));
      store.documents.append(E1, aDocumentVersion(2, 'final'));
      for (const kind of ['edit', 'final'] as const)
        expect(() => store.documents.append(E1, aDocumentVersion(3, kind))).toThrow(code('conflict.final'));
      store.documents.append(E1, aDocumentVersion(3, 'draft'));
      store.documents.append(E1, aDocumentVersion(4, 'edit'));
      expect(store.documents.history(E1, 'work-note')).toHaveLength(4);
    });

    it('needs an encounter, refuses what its type forbids, and shares nothing with its caller', () => {
      expect(() => store.documents.append(encounterId(99), aDocumentVersion(1, 'draft'))).toThrow(
        code('not-found.encounter'),
      );
      const bad = { ...aDocumentVersion(1, 'draft'), version: 0 };
      expect(() => store.documents.append(E1, bad)).toThrow(code('bug'));
      store.documents.append(E1, aDocumentVersion(1, 'draft'));
      store.documents.latest(E1, 'work-note')!.document.blocks.length = 0;
      expect(store.documents.latest(E1, 'work-note')).toEqual(aDocumentVersion(1, 'draft'));
    });

    it('takes a version back with the transaction it was written in', () => {
      expect(() =>
        store.transaction(() => {
          store.documents.append(E1, aDocumentVersion(1, 'draft'));
          throw new Error('stop');
        }),
      ).toThrow('stop');
      expect(store.documents.latest(E1, 'work-note')).toBeUndefined();
    });
  });
}
