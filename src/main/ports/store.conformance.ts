import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutboxId } from '../../shared/model/ids.ts';
import { NoteVersion } from '../../shared/model/note.ts';
import type { Store } from './store.ts';
import {
  aChart,
  aClinician,
  anAuditEntry,
  anEncounter,
  aNoteVersion,
  anOutboxEntry,
  aSegment,
  aTemplate,
  aTranscript,
  encounterId,
  someCodes,
} from './store-fixtures.conformance.ts';

const E1 = encounterId(1);
const E2 = encounterId(2);
const NOBODY = encounterId(99);
const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;

/** What every store of a profile has to do. `open` makes a new, empty one each time. */
export function storeConformance(name: string, open: () => Store): void {
  describe(`${name} (Store)`, () => {
    let store: Store;
    beforeEach(() => {
      store = open();
    });
    afterEach(() => {
      store.close();
    });
    const withEncounter = (): void => store.encounters.insert(anEncounter(1));

    describe('encounters', () => {
      it('gives back what was inserted, and the last update', () => {
        withEncounter();
        expect(store.encounters.get(E1)).toEqual(anEncounter(1));
        const later = anEncounter(1, { state: 'recorded', audioDurationMs: 1234.5, updatedAt: 7_000 });
        store.encounters.update(later);
        expect(store.encounters.get(E1)).toEqual(later);
        expect(store.encounters.get(NOBODY)).toBeUndefined();
      });

      it('refuses a second encounter with an id, and an update of none', () => {
        withEncounter();
        expect(() => store.encounters.insert(anEncounter(1))).toThrow(code('conflict.exists'));
        expect(() => store.encounters.update(anEncounter(99))).toThrow(code('not-found.encounter'));
      });

      it('lists newest first, by state, up to a limit', () => {
        store.encounters.insert(anEncounter(1, { createdAt: 10 }));
        store.encounters.insert(anEncounter(2, { createdAt: 30, state: 'signed' }));
        store.encounters.insert(anEncounter(3, { createdAt: 20, state: 'drafted' }));
        store.encounters.insert(anEncounter(4, { createdAt: 30, state: 'drafted' }));
        const ids = (list: { id: string }[]): string[] => list.map((encounter) => encounter.id);
        expect(ids(store.encounters.list())).toEqual([4, 2, 3, 1].map(encounterId));
        expect(ids(store.encounters.list({ states: ['drafted'] }))).toEqual([4, 3].map(encounterId));
        expect(ids(store.encounters.list({ states: ['drafted', 'signed'], limit: 2 }))).toEqual(
          [4, 2].map(encounterId),
        );
        expect(store.encounters.list({ states: [] })).toEqual([]);
        expect(store.encounters.list({ limit: 1 })).toHaveLength(1);
      });

      it('keeps nothing of the caller and hands nothing of its own out', () => {
        const mine = anEncounter(1);
        store.encounters.insert(mine);
        mine.patient.name = 'changed';
        store.encounters.get(E1)!.patient.name = 'changed too';
        expect(store.encounters.get(E1)?.patient.name).toBe('Ana Ruiz');
      });

      it('refuses what its type forbids, so that what is stored can be read', () => {
        withEncounter();
        const bad = { ...anEncounter(1), state: 'asleep' } as never;
        expect(() => store.encounters.update(bad)).toThrow(code('bug'));
        expect(store.encounters.get(E1)?.state).toBe('planned');
      });
    });

    describe('transcripts', () => {
      it('has segments before there is a transcript, by time, replaced by id', () => {
        withEncounter();
        store.transcripts.putSegments(E1, [aSegment('s2', 2_000), aSegment('s10', 1_000)]);
        store.transcripts.putSegments(E1, [aSegment('s3', 1_000), aSegment('s2', 2_000, 'heard again')]);
        expect(store.transcripts.segments(E1)).toEqual([
          aSegment('s10', 1_000),
          aSegment('s3', 1_000),
          aSegment('s2', 2_000, 'heard again'),
        ]);
        expect(store.transcripts.get(E1)).toBeUndefined();
        expect(store.transcripts.segments(E2)).toEqual([]);
      });

      it('finds one segment by its id', () => {
        withEncounter();
        const marked = { ...aSegment('s2', 2_000), voice: 'v1' };
        store.transcripts.putSegments(E1, [aSegment('s1', 0), marked]);
        expect(store.transcripts.segment(E1, marked.id)).toEqual(marked);
        expect(store.transcripts.segment(E1, aSegment('s3', 0).id)).toBeUndefined();
        expect(store.transcripts.segment(E2, marked.id)).toBeUndefined();
      });

      it('saves a whole transcript in place of what was there', () => {
        withEncounter();
        store.encounters.insert(anEncounter(2));
        store.transcripts.putSegments(E1, [aSegment('s1', 0), aSegment('s9', 9_000)]);
        store.transcripts.putSegments(E2, [aSegment('s1', 5)]);
        store.transcripts.save(E1, aTranscript([aSegment('s1', 0, 'better'), aSegment('s2', 1_000)]));
        expect(store.transcripts.get(E1)).toEqual(aTranscript([aSegment('s1', 0, 'better'), aSegment('s2', 1_000)]));
        expect(store.transcripts.segments(E2)).toEqual([aSegment('s1', 5)]);
        store.transcripts.putSegments(E1, [aSegment('s2', 1_000, 'corrected')]);
        expect(store.transcripts.get(E1)?.segments[1]?.text).toBe('corrected');
      });

      it('needs an encounter', () => {
        expect(() => store.transcripts.putSegments(NOBODY, [aSegment('s1', 0)])).toThrow(code('not-found.encounter'));
        expect(() => store.transcripts.save(NOBODY, aTranscript([]))).toThrow(code('not-found.encounter'));
      });

      it('puts all of a call or nothing', () => {
        withEncounter();
        const bad = { ...aSegment('s2', 1), startMs: -1 };
        expect(() => store.transcripts.putSegments(E1, [aSegment('s1', 0), bad])).toThrow(code('bug'));
        expect(store.transcripts.segments(E1)).toEqual([]);
      });
    });

    describe('notes', () => {
      it('keeps every version, in order', () => {
        withEncounter();
        const versions = [
          aNoteVersion(1, 'ai-draft'),
          aNoteVersion(2, 'edit', 'Denies cough.'),
          aNoteVersion(3, 'signed', 'Denies cough.'),
          aNoteVersion(4, 'addendum', 'Also fever.'),
        ];
        for (const version of versions) store.notes.append(E1, version);
        expect(store.notes.history(E1)).toEqual(versions);
        expect(store.notes.latest(E1)).toEqual(versions[3]);
        expect(store.notes.draft(E1)).toEqual(versions.findLast(({ kind }) => kind === 'ai-draft'));
        expect(store.notes.draft(E2)).toBeUndefined();
        expect(store.notes.latest(E2)).toBeUndefined();
        expect(store.notes.history(E2)).toEqual([]);
      });

      it('counts versions up by one, each encounter for itself', () => {
        withEncounter();
        store.encounters.insert(anEncounter(2));
        expect(() => store.notes.append(E1, aNoteVersion(2, 'ai-draft'))).toThrow(code('conflict.version'));
        store.notes.append(E1, aNoteVersion(1, 'ai-draft'));
        expect(() => store.notes.append(E1, aNoteVersion(1, 'edit'))).toThrow(code('conflict.version'));
        expect(() => store.notes.append(E1, aNoteVersion(3, 'edit'))).toThrow(code('conflict.version'));
        store.notes.append(E2, aNoteVersion(1, 'ai-draft'));
        expect(store.notes.history(E1)).toHaveLength(1);
      });

      it('is signed once; only addenda follow, and none before', () => {
        withEncounter();
        store.notes.append(E1, aNoteVersion(1, 'ai-draft'));
        expect(() => store.notes.append(E1, aNoteVersion(2, 'addendum'))).toThrow(code('conflict.state'));
        store.notes.append(E1, aNoteVersion(2, 'signed'));
        for (const kind of ['edit', 'ai-draft', 'signed'] as const)
          expect(() => store.notes.append(E1, aNoteVersion(3, kind))).toThrow(code('conflict.signed'));
        store.notes.append(E1, aNoteVersion(3, 'addendum'));
        expect(() => store.notes.append(E1, aNoteVersion(4, 'edit'))).toThrow(code('conflict.signed'));
        expect(store.notes.history(E1)).toHaveLength(3);
      });

      it('needs an encounter', () => {
        expect(() => store.notes.append(NOBODY, aNoteVersion(1, 'ai-draft'))).toThrow(code('not-found.encounter'));
      });

      it('cannot be changed through what it hands out', () => {
        withEncounter();
        store.notes.append(E1, aNoteVersion(1, 'signed'));
        store.notes.latest(E1)!.note.sections.length = 0;
        expect(store.notes.latest(E1)).toEqual(aNoteVersion(1, 'signed'));
      });
    });

    it('keeps codes and chart of an encounter, replaced whole', () => {
      withEncounter();
      expect(store.codes.get(E1)).toBeUndefined();
      expect(store.charts.get(E1)).toBeUndefined();
      store.codes.save(E1, someCodes('E11.9'));
      store.codes.save(E1, someCodes('I10'));
      store.charts.save(E1, aChart('A'));
      store.charts.save(E1, aChart('B'));
      expect(store.codes.get(E1)).toEqual(someCodes('I10'));
      expect(store.charts.get(E1)).toEqual(aChart('B'));
      store.charts.delete(E1);
      store.charts.delete(E1);
      expect(store.charts.get(E1)).toBeUndefined();
      expect(() => store.codes.save(NOBODY, someCodes('I10'))).toThrow(code('not-found.encounter'));
      expect(() => store.charts.save(NOBODY, aChart('A'))).toThrow(code('not-found.encounter'));
    });

    it('keeps clinicians in the order they came, with their verifiers', () => {
      store.clinicians.insert(aClinician('zoe'), 'v-zoe');
      store.clinicians.insert(aClinician('abe'), 'v-abe');
      expect(store.clinicians.list()).toEqual([aClinician('zoe'), aClinician('abe')]);
      expect(store.clinicians.get(aClinician('abe').id)).toEqual(aClinician('abe'));
      expect(store.clinicians.verifier(aClinician('zoe').id)).toBe('v-zoe');
      expect(store.clinicians.get(aClinician('x1').id)).toBeUndefined();
      expect(store.clinicians.verifier(aClinician('x1').id)).toBeUndefined();
      expect(() => store.clinicians.insert(aClinician('zoe'), 'other')).toThrow(code('conflict.exists'));
      expect(store.clinicians.verifier(aClinician('zoe').id)).toBe('v-zoe');
    });

    describe('outbox', () => {
      beforeEach(() => {
        withEncounter();
        store.encounters.insert(anEncounter(2));
      });

      it('gives entries back, by encounter and all, oldest first', () => {
        const [first, second, third] = [
          anOutboxEntry(2, { createdAt: 10 }),
          anOutboxEntry(1, { createdAt: 20 }),
          anOutboxEntry(3, { createdAt: 15, encounterId: E2 }),
        ];
        for (const entry of [second, third, first]) store.outbox.insert(entry);
        expect(store.outbox.list()).toEqual([first, third, second]);
        expect(store.outbox.forEncounter(E1)).toEqual([first, second]);
        expect(store.outbox.get(first.id)).toEqual(first);
        expect(store.outbox.get(OutboxId.parse('none'))).toBeUndefined();
      });

      it('knows what is due: pending or unknown, and not later than now', () => {
        const states = ['pending', 'sending', 'unknown', 'delivered', 'failed'] as const;
        states.forEach((state, n) => store.outbox.insert(anOutboxEntry(n + 1, { state, nextAttemptAt: 100 })));
        store.outbox.insert(anOutboxEntry(9, { nextAttemptAt: 101 }));
        const due = (now: number): string[] => store.outbox.due(now).map((entry) => entry.id);
        expect(due(99)).toEqual([]);
        expect(due(100)).toEqual(['o1', 'o3']);
        expect(due(101)).toEqual(['o1', 'o3', 'o9']);
      });

      it('updates what may change and keeps what a delivery is known by', () => {
        store.outbox.insert(anOutboxEntry(1));
        const sent = anOutboxEntry(1, {
          state: 'unknown',
          attempts: 1,
          nextAttemptAt: 900,
          lastError: 'network.timeout',
        });
        store.outbox.update(sent);
        expect(store.outbox.get(sent.id)).toEqual(sent);
        for (const change of [{ identifier: 'urn:uuid:x' }, { noteVersion: 7 }, { encounterId: E2 }])
          expect(() => store.outbox.update({ ...sent, ...change })).toThrow(code('conflict.state'));
        expect(() => store.outbox.update(anOutboxEntry(2))).toThrow(code('not-found.delivery'));
        expect(store.outbox.get(sent.id)).toEqual(sent);
      });

      it('never takes a delivery back', () => {
        const delivered = anOutboxEntry(1, { state: 'delivered', receipt: 'DocumentReference/9', deliveredAt: 70 });
        store.outbox.insert(anOutboxEntry(1));
        store.outbox.update(delivered);
        expect(() => store.outbox.update({ ...delivered, state: 'pending' })).toThrow(code('conflict.state'));
        store.outbox.update({ ...delivered, updatedAt: 99 });
        expect(store.outbox.get(delivered.id)?.updatedAt).toBe(99);
      });

      it('holds one entry for a version of a note, one for an identifier', () => {
        store.outbox.insert(anOutboxEntry(1));
        expect(() => store.outbox.insert(anOutboxEntry(1))).toThrow(code('conflict.exists'));
        expect(() => store.outbox.insert(anOutboxEntry(2, { noteVersion: 1 }))).toThrow(code('conflict.exists'));
        expect(() => store.outbox.insert(anOutboxEntry(2, { identifier: 'urn:uuid:1' }))).toThrow(
          code('conflict.exists'),
        );
        expect(() => store.outbox.insert(anOutboxEntry(3, { encounterId: NOBODY }))).toThrow(
          code('not-found.encounter'),
        );
        expect(store.outbox.list()).toHaveLength(1);
      });
    });

    describe('audit', () => {
      it('takes entries that follow, and nothing else', () => {
        expect(store.audit.last()).toBeUndefined();
        store.audit.append(anAuditEntry(1));
        store.audit.append(anAuditEntry(2));
        for (const bad of [anAuditEntry(2), anAuditEntry(4), anAuditEntry(3, { previousHash: 'other' })])
          expect(() => store.audit.append(bad)).toThrow(code('conflict.version'));
        expect(store.audit.last()).toEqual(anAuditEntry(2));
      });

      it('lists upwards, from a place, up to a limit, about a subject', () => {
        for (let seq = 1; seq <= 12; seq += 1)
          store.audit.append(anAuditEntry(seq, { subject: seq % 2 ? 'encounter/a' : 'encounter/b' }));
        const seqs = (range?: Parameters<Store['audit']['list']>[0]): number[] =>
          store.audit.list(range).map((entry) => entry.seq);
        expect(seqs()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        expect(seqs({ fromSeq: 9, limit: 2 })).toEqual([9, 10]);
        expect(seqs({ subject: 'encounter/b', fromSeq: 3 })).toEqual([4, 6, 8, 10, 12]);
        expect(seqs({ subject: 'encounter/c' })).toEqual([]);
      });

      it('gives entries back to the letter: their hashes depend on it', () => {
        const odd = anAuditEntry(1, { detail: { b: 1e21, a: -0.1, ü: 'ß\u2028"\\', t: false } });
        store.audit.append(odd);
        expect(JSON.stringify(store.audit.last()?.detail)).toBe(JSON.stringify(odd.detail));
      });
    });

    it('starts with default settings and keeps what is saved', () => {
      expect(store.settings.get()).toMatchObject({ theme: 'system', template: 'soap' });
      store.settings.save({ ...store.settings.get(), theme: 'dark', microphoneId: 'usb' });
      expect(store.settings.get()).toMatchObject({ theme: 'dark', microphoneId: 'usb' });
      expect(store.settings.ehr()).toBeUndefined();
      store.settings.saveEhr({ baseUrl: 'https://ehr.example/fhir', profile: 'generic' });
      expect(store.settings.ehr()).toEqual({ baseUrl: 'https://ehr.example/fhir', profile: 'generic' });
      store.settings.saveEhr(undefined);
      expect(store.settings.ehr()).toBeUndefined();
      expect(store.settings.drafting()).toBeUndefined();
      const engine = { kind: 'endpoint' as const, url: 'http://127.0.0.1:1/v1', model: 'm' };
      store.settings.saveDrafting({ engine, bearer: 'sesame' });
      expect(store.settings.drafting()).toEqual({ engine, bearer: 'sesame' });
      expect(JSON.stringify(store.settings.get())).not.toContain('sesame');
      store.settings.saveDrafting(undefined);
      expect(store.settings.drafting()).toBeUndefined();
    });

    it('keeps a list of words for each clinician, and an empty one for the others', () => {
      const [abe, zoe] = [aClinician('abe').id, aClinician('zoe').id];
      expect(store.wordLists.get(abe)).toEqual([]);
      const list = [{ term: 'Eliquis' }, { term: 'Kowalczyk', soundsLike: 'koval chick' }];
      store.wordLists.save(abe, list);
      list[0]!.term = 'changed';
      store.wordLists.save(zoe, [{ term: 'Ablynx' }]);
      expect(store.wordLists.get(abe)).toEqual([{ term: 'Eliquis' }, { term: 'Kowalczyk', soundsLike: 'koval chick' }]);
      store.wordLists.save(abe, []);
      expect(store.wordLists.get(abe)).toEqual([]);
      expect(store.wordLists.get(zoe)).toEqual([{ term: 'Ablynx' }]);
      expect(() => store.wordLists.save(zoe, [{ term: '' }])).toThrow(code('bug'));
    });

    it('keeps the practice’s own templates by name, in the order of their titles', () => {
      expect(store.templates.list()).toEqual([]);
      const zebra = aTemplate('a-note', 'Zebra');
      store.templates.save(zebra);
      zebra.title = 'changed';
      store.templates.save(aTemplate('b-note', 'Aardvark'));
      expect(store.templates.list().map(({ title }) => title)).toEqual(['Aardvark', 'Zebra']);
      store.templates.save(aTemplate('b-note', 'Zulu'));
      expect(store.templates.list().map(({ name }) => name)).toEqual(['a-note', 'b-note']);
      expect(store.templates.get('b-note')).toEqual(aTemplate('b-note', 'Zulu'));
      store.templates.delete('b-note');
      store.templates.delete('nobody');
      expect(store.templates.get('b-note')).toBeUndefined();
      expect(() => store.templates.save({ ...aTemplate('c', 'C'), sections: [] })).toThrow(code('bug'));
    });

    it('keeps each clinician’s style, off until it is turned on', () => {
      const [abe, zoe] = [aClinician('c1').id, aClinician('c2').id];
      expect(store.styles.get(abe)).toEqual({ enabled: false, rules: [], dismissed: [] });
      const rules = [{ kind: 'replace' as const, from: 'the patient', to: 'pt' }];
      store.styles.save(abe, { enabled: true, rules, dismissed: ['x'] });
      rules[0]!.to = 'changed';
      expect(store.styles.get(abe)).toEqual({
        enabled: true,
        rules: [{ kind: 'replace', from: 'the patient', to: 'pt' }],
        dismissed: ['x'],
      });
      expect(store.styles.get(zoe).enabled).toBe(false);
      const numbered = { kind: 'replace' as const, from: 'room 4', to: '' };
      expect(() => store.styles.save(abe, { enabled: true, rules: [numbered], dismissed: [] })).toThrow(code('bug'));
    });

    describe('transactions', () => {
      const everything = () => ({
        encounters: store.encounters.list(),
        transcript: store.transcripts.get(E1),
        segments: store.transcripts.segments(E1),
        notes: store.notes.history(E1),
        codes: store.codes.get(E1),
        chart: store.charts.get(E1),
        clinicians: store.clinicians.list(),
        words: store.wordLists.get(aClinician('c9').id),
        templates: store.templates.list(),
        style: store.styles.get(aClinician('c9').id),
        outbox: store.outbox.list(),
        audit: store.audit.list(),
        settings: store.settings.get(),
        ehr: store.settings.ehr(),
      });
      const writeEverything = (): void => {
        store.encounters.insert(anEncounter(2));
        store.encounters.update(anEncounter(1, { state: 'signed' }));
        store.transcripts.putSegments(E1, [aSegment('s1', 0)]);
        store.transcripts.save(E1, aTranscript([aSegment('s2', 0)]));
        store.notes.append(E1, aNoteVersion(store.notes.history(E1).length + 1, 'ai-draft'));
        store.codes.save(E1, someCodes('I10'));
        store.charts.save(E1, aChart('B'));
        store.clinicians.insert(aClinician('c9'), 'v');
        store.wordLists.save(aClinician('c9').id, [{ term: 'Eliquis' }]);
        store.templates.save(aTemplate('b-note', 'B'));
        store.styles.save(aClinician('c9').id, { enabled: true, rules: [], dismissed: [] });
        store.outbox.insert(anOutboxEntry(1));
        store.audit.append(anAuditEntry(store.audit.list().length + 1));
        store.settings.save({ ...store.settings.get(), theme: 'contrast' });
        store.settings.saveEhr({ baseUrl: 'https://a.example', profile: 'generic' });
      };
      beforeEach(() => {
        withEncounter();
        store.transcripts.save(E1, aTranscript([aSegment('s0', 0)]));
        store.notes.append(E1, aNoteVersion(1, 'ai-draft'));
        store.audit.append(anAuditEntry(1));
        store.charts.save(E1, aChart('A'));
      });

      it('returns what the work returns, and keeps its writes', () => {
        const result = store.transaction(() => {
          writeEverything();
          return 'done';
        });
        expect(result).toBe('done');
        expect(store.encounters.get(E1)?.state).toBe('signed');
        expect(store.audit.last()?.seq).toBe(2);
      });

      it('takes everything back when the work throws, and throws the same', () => {
        const before = everything();
        const reason = new Error('no');
        const failing = (): void =>
          store.transaction(() => {
            writeEverything();
            throw reason;
          });
        expect(failing).toThrow(reason);
        expect(everything()).toEqual(before);
        writeEverything();
        expect(store.notes.history(E1)).toHaveLength(2);
      });

      it('sees its own writes', () => {
        store.transaction(() => {
          store.encounters.insert(anEncounter(2));
          expect(store.encounters.get(E2)).toEqual(anEncounter(2));
        });
      });

      it('joins inner calls to the outer one', () => {
        const before = everything();
        const failing = (): void =>
          store.transaction(() => {
            store.transaction(writeEverything);
            throw new Error('after');
          });
        expect(failing).toThrow('after');
        expect(everything()).toEqual(before);
      });

      it('takes back only the inner writes when the outer work catches an inner failure', () => {
        store.transaction(() => {
          store.encounters.insert(anEncounter(2));
          try {
            store.transaction(() => {
              store.encounters.insert(anEncounter(3));
              throw new Error('inner');
            });
          } catch {
            // Goes on.
          }
          store.encounters.insert(anEncounter(4));
        });
        expect(store.encounters.list().map((encounter) => encounter.id)).toEqual([4, 2, 1].map(encounterId));
      });

      it('refuses work that is not done when it returns', () => {
        const before = everything();
        const late = (): unknown =>
          store.transaction(() => {
            store.encounters.insert(anEncounter(2));
            return Promise.resolve();
          });
        expect(late).toThrow(code('bug'));
        expect(everything()).toEqual(before);
      });
    });

    it('refuses use after it was closed; closing again is harmless', () => {
      withEncounter();
      store.close();
      store.close();
      expect(() => store.encounters.list()).toThrow(code('storage.io'));
      expect(() => store.encounters.insert(anEncounter(2))).toThrow(code('storage.io'));
      expect(() => store.transaction(() => 1)).toThrow(code('storage.io'));
    });

    it('keeps a note version that the models read the same way', () => {
      withEncounter();
      store.notes.append(E1, aNoteVersion(1, 'signed', 'Tab\there, line\nfeed, emoji 🫁, quote " and \u0000 nil.'));
      expect(NoteVersion.parse(store.notes.latest(E1))).toEqual(
        aNoteVersion(1, 'signed', 'Tab\there, line\nfeed, emoji 🫁, quote " and \u0000 nil.'),
      );
    });
  });
}
