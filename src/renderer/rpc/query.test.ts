import { describe, expect, it, vi } from 'vitest';
import type { EncounterView } from '../../shared/contract/encounters.ts';
import { SegmentId } from '../../shared/model/ids.ts';
import { createFakeHost } from '../testing/fake-host.ts';
import { encounterView, segments } from '../testing/sample-data.ts';
import { createClient } from './client.ts';
import { createLiveCache, createQueryClient, queryKey, withSegment } from './query.ts';

const { id: encounterId } = encounterView().encounter;
const key = queryKey('encounters.get', { encounterId });

function setUp(view: EncounterView = encounterView({ segments: segments.slice(0, 2) })) {
  const host = createFakeHost({ 'encounters.get': () => view });
  const client = createClient(host.connection);
  const cache = createQueryClient();
  const live = createLiveCache(client, cache);
  return { host, cache, live };
}

describe('the live cache', () => {
  it('puts a segment where its time says and replaces an earlier state of it', () => {
    const view = encounterView({ segments: [segments[0]!, segments[2]!] });
    const added = withSegment(view, segments[1]!);
    expect(added.segments.map(({ id }) => id)).toEqual(['s1', 's2', 's3']);
    const changed = withSegment(added, { ...segments[1]!, text: 'Other words.' });
    expect(changed.segments.map(({ text }) => text)).toEqual([segments[0]!.text, 'Other words.', segments[2]!.text]);
  });

  it('adds a segment that arrives to what is shown', () => {
    const { host, cache } = setUp();
    cache.setQueryData(key, encounterView({ segments: [] }));
    host.emit({ type: 'transcript.segment', encounterId, segment: segments[4]! });
    expect(cache.getQueryData<EncounterView>(key)?.segments.map(({ id }) => id)).toEqual(['s5']);
  });

  it('lays segments that are newer than a snapshot over it, and older ones not', async () => {
    const { host, live } = setUp(encounterView({ seq: 1, segments: segments.slice(0, 1) }));
    const early = { ...segments[0]!, id: SegmentId.parse('old'), startMs: 500 };
    host.emit({ type: 'transcript.segment', encounterId, segment: early });
    const answer = live.fetch('encounters.get', { encounterId });
    host.emit({ type: 'transcript.segment', encounterId, segment: segments[1]! });
    expect((await answer).segments.map(({ id }) => id)).toEqual(['s1', 's2']);
  });

  it('shows progress on the visit and in the list, and its end', () => {
    const { host, cache } = setUp();
    cache.setQueryData(key, encounterView());
    const progress = { kind: 'transcribe' as const, fraction: 0.4 };
    host.emit({ type: 'job.progress', encounterId, progress });
    expect(cache.getQueryData<EncounterView>(key)?.job).toEqual(progress);
    host.emit({ type: 'job.progress', encounterId });
    expect(cache.getQueryData<EncounterView>(key)?.job).toBeUndefined();
  });

  it('fetches again what changed, and everything when events were missed', () => {
    const { host, cache } = setUp();
    const invalidate = vi.spyOn(cache, 'invalidateQueries');
    host.emit({ type: 'encounter.changed', encounterId, state: 'signed' });
    expect(invalidate).toHaveBeenCalledWith({ queryKey: ['encounters.get', { encounterId }] });
    expect(invalidate).toHaveBeenCalledWith({ queryKey: ['encounters.list'] });
    host.setStatus('lost');
    host.setStatus('open');
    expect(invalidate).toHaveBeenCalledWith();
  });
});
