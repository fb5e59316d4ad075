import { describe, expect, it } from 'vitest';
import type { EncounterSummary } from '../../../shared/contract/encounters.ts';
import { ClinicianId, OutboxId } from '../../../shared/model/ids.ts';
import { encounterView } from '../../testing/sample-data.ts';
import { filterVisits, groupByDay, isMyTurn, waitsFor } from './visit-list.ts';

const me = ClinicianId.parse('me');
const visit = (change: Partial<EncounterSummary>): EncounterSummary => ({
  ...encounterView().encounter,
  openCount: 0,
  ...change,
});
const delivery = {
  id: OutboxId.parse('o'),
  encounterId: visit({}).id,
  noteVersion: 2,
  state: 'pending' as const,
  identifier: 'urn:uuid:1',
  attempts: 2,
  nextAttemptAt: 5_000,
  createdAt: 0,
  updatedAt: 0,
};

describe('what a visit waits for', () => {
  it.each([
    [{ state: 'drafted', openCount: 2 }, { kind: 'review', count: 2 }, true],
    [{ state: 'in-review', openCount: 0 }, { kind: 'sign' }, true],
    [{ state: 'planned' }, { kind: 'record' }, false],
    [{ state: 'recording' }, { kind: 'interrupted' }, true],
    [{ state: 'recorded' }, { kind: 'stopped' }, true],
    [{ state: 'recorded', job: { kind: 'transcribe' } }, { kind: 'job' }, false],
    [{ state: 'signed' }, { kind: 'ehrUnset' }, false],
    [{ state: 'signed', delivery }, { kind: 'ehrRetry', at: 5_000 }, false],
    [{ state: 'signed', delivery: { ...delivery, attempts: 0 } }, { kind: 'ehrSending' }, false],
    [{ state: 'delivery-failed', delivery }, { kind: 'ehrFailed' }, true],
    [{ state: 'delivered', delivery: { ...delivery, deliveredAt: 9 } }, { kind: 'nobody', at: 9 }, false],
  ] as [Partial<EncounterSummary>, ReturnType<typeof waitsFor>, boolean][])('%o', (change, expected, mine) => {
    const wait = waitsFor(visit(change), false);
    expect(wait).toEqual(expected);
    expect(isMyTurn(wait)).toBe(mine);
  });

  it('a recording in this window is not an interrupted one', () =>
    expect(waitsFor(visit({ state: 'recording' }), true)).toEqual({ kind: 'recording' }));
});

it('filters by whose turn it is', () => {
  const visits = [
    visit({ state: 'drafted', clinicianId: me }),
    visit({ state: 'signed' }),
    visit({ state: 'delivery-failed' }),
    visit({ state: 'in-review' }),
  ];
  const count = (filter: Parameters<typeof filterVisits>[1]) => filterVisits(visits, filter, me).length;
  expect([count('all'), count('mine'), count('review'), count('send'), count('failed')]).toEqual([4, 1, 2, 1, 1]);
});

it('groups by local day, newest first', () => {
  const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();
  const days = groupByDay([
    visit({ startedAt: at(20, 9) }),
    visit({ startedAt: at(21, 8) }),
    visit({ startedAt: at(21, 23) }),
    visit({ startedAt: undefined, createdAt: at(20, 23) }),
  ]);
  expect(days.map(({ dayStart, visits }) => [new Date(dayStart).getDate(), visits.length])).toEqual([
    [21, 2],
    [20, 2],
  ]);
  expect(days[0]!.visits[0]!.startedAt).toBe(at(21, 23));
});
