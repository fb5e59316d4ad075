import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../shared/model/audit.ts';
import { nodeDigest } from '../../adapters/runtime/node-runtime.ts';
import { buildCapsule, verifyCapsule } from './capsule.ts';
import { nextLink } from './chain.ts';

function chain(length: number): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (let i = 0; i < length; i += 1) {
    const fields = {
      at: 1000 + i,
      actor: 'system',
      action: 'note.edit',
      subject: `encounter/e${i % 2}`,
      detail: { version: i },
    };
    entries.push(nextLink(entries.at(-1), fields, nodeDigest));
  }
  return entries;
}

const roundTrip = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('capsule', () => {
  it('is whole as it was made, and counts the visit’s own links', () => {
    expect(verifyCapsule(roundTrip(buildCapsule('e1', chain(6))), nodeDigest)).toEqual({
      kind: 'whole',
      entries: 6,
      ofEncounter: 3,
    });
  });

  it('names the first broken link', () => {
    const edited = buildCapsule('e1', chain(6));
    edited.entries[3] = { ...edited.entries[3]!, detail: { version: 99 } };
    expect(verifyCapsule(roundTrip(edited), nodeDigest)).toEqual({ kind: 'broken', atSeq: 4 });
    const cut = buildCapsule('e1', chain(6));
    cut.entries.pop();
    expect(verifyCapsule(roundTrip(cut), nodeDigest)).toEqual({ kind: 'broken', atSeq: 6 });
    const removed = buildCapsule('e1', chain(6));
    removed.entries.splice(2, 1);
    expect(verifyCapsule(roundTrip(removed), nodeDigest)).toEqual({ kind: 'broken', atSeq: 3 });
    const grown = buildCapsule('e1', chain(6));
    grown.entries.push(
      nextLink(grown.entries.at(-1), { at: 1, actor: 'x', action: 'y', subject: 'z', detail: {} }, nodeDigest),
    );
    expect(verifyCapsule(roundTrip(grown), nodeDigest)).toEqual({ kind: 'broken', atSeq: 7 });
  });

  it('refuses anything else', () => {
    expect(verifyCapsule({ format: 'chartside-capsule' }, nodeDigest)).toEqual({ kind: 'not-a-capsule' });
    expect(verifyCapsule(roundTrip(buildCapsule('nobody', chain(2))), nodeDigest)).toEqual({ kind: 'not-a-capsule' });
  });
});
