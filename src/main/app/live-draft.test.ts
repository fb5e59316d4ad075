import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Encounter } from '../../shared/model/encounter.ts';
import type { Note } from '../../shared/model/note.ts';
import { createFakeClock } from '../adapters/memory/fake-runtime.ts';
import type { Drafter } from '../ports/drafter.ts';
import { createTestApp, segmentDrafter, type TestApp } from './app.fixture.ts';

const SECOND = new Uint8Array(32_000).fill(3);

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

async function recording(liveDrafter: Drafter | null = segmentDrafter, takesMs = 0) {
  const clock = createFakeClock(1_780_000_000_000);
  let drafts = 0;
  const counted: Drafter | null = liveDrafter && {
    engine: liveDrafter.engine,
    draft(input) {
      drafts += 1;
      clock.advance(takesMs);
      return liveDrafter.draft(input);
    },
  };
  const test = createTestApp({ clock, ...(counted ? { liveDrafter: counted } : {}) });
  await test.setup();
  const encounter = await test.planned();
  const { streamId } = await test.call('recording.start', { encounterId: encounter.id });
  let sent = 0;
  return {
    test,
    encounter,
    drafts: () => drafts,
    async hear(count: number) {
      for (let i = 0; i < count; i += 1) {
        clock.advance(1_000);
        await test.app.acceptFrame(streamId, sent, SECOND);
        sent += 1;
      }
      // Listening takes the sound after it is on the disk.
      for (let i = 0; i < 20; i += 1) await Promise.resolve();
      await vi.advanceTimersByTimeAsync(0);
    },
    async pass(ms: number) {
      clock.advance(ms);
      await vi.advanceTimersByTimeAsync(ms);
    },
  };
}

const liveNotes = (test: TestApp): Note[] =>
  test.events.flatMap((event) => (event.type === 'note.live' ? [event.note] : []));
const sentences = (note: Note | undefined): string[] =>
  note?.sections.flatMap((section) => section.sentences.map((sentence) => sentence.text)) ?? [];
const view = (test: TestApp, { id }: Encounter) => test.call('encounters.get', { encounterId: id });

describe('the note while the visit goes on', () => {
  it('grows with what was heard, in the view and by events, and is stored nowhere', async () => {
    const { test, encounter, hear, pass } = await recording();
    await hear(2);
    expect(liveNotes(test)).toEqual([]);
    await pass(3_000);
    expect(sentences(liveNotes(test).at(-1))).toEqual(['Heard: Second 0 was heard.', 'Heard: Second 1 was heard.']);
    await hear(1);
    await pass(3_000);
    expect(sentences((await view(test, encounter)).liveNote)).toHaveLength(3);
    expect(test.deps.store.notes.history(encounter.id)).toEqual([]);
    const acts = test.deps.store.audit.list().map((entry) => entry.action);
    expect(acts).not.toContain('note.draft');
  });

  it('many words in a row are one draft, and a slow draft comes less often', async () => {
    const { hear, pass, drafts } = await recording(segmentDrafter, 500);
    await hear(5);
    await pass(3_000);
    expect(drafts()).toBe(1);
    await hear(1);
    // A draft that took half a second is followed by the next one after six.
    await pass(3_000);
    expect(drafts()).toBe(1);
    await pass(3_000);
    expect(drafts()).toBe(2);
  });

  it('without new words there is no new draft', async () => {
    const { hear, pass, drafts } = await recording();
    await hear(1);
    await pass(60_000);
    expect(drafts()).toBe(1);
  });

  it('gives way to the draft that stands', async () => {
    const { test, encounter, hear, pass } = await recording();
    await hear(2);
    await pass(3_000);
    await test.call('recording.stop', { encounterId: encounter.id });
    await test.settled(encounter, 'drafted');
    const seen = await view(test, encounter);
    expect(seen.note?.kind).toBe('ai-draft');
    expect(seen.liveNote).toBeUndefined();
    const before = liveNotes(test).length;
    await pass(60_000);
    expect(liveNotes(test)).toHaveLength(before);
  });

  it('a drafter that fails costs nothing but the sight of it', async () => {
    const broken: Drafter = { engine: segmentDrafter.engine, draft: () => Promise.reject(new Error('broken')) };
    const { test, encounter, hear, pass } = await recording(broken);
    await hear(2);
    await pass(3_000);
    await hear(1);
    await pass(3_000);
    expect(liveNotes(test)).toEqual([]);
    await test.call('recording.stop', { encounterId: encounter.id });
    await test.settled(encounter, 'drafted');
    expect(sentences((await view(test, encounter)).note?.note)).toHaveLength(3);
  });

  it('is not there where no drafter may work beside the visit', async () => {
    const { test, encounter, hear, pass } = await recording(null);
    await hear(2);
    await pass(10_000);
    expect((await view(test, encounter)).liveNote).toBeUndefined();
  });
});
