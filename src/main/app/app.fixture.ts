import { AppError } from '../../shared/errors.ts';
import type {
  AppEvent,
  ParsedInput,
  ProcedureInput,
  ProcedureName,
  ProcedureOutput,
} from '../../shared/contract/index.ts';
import { contract } from '../../shared/contract/index.ts';
import type { Encounter } from '../../shared/model/encounter.ts';
import { SegmentId, SentenceId } from '../../shared/model/ids.ts';
import type { Note, NoteSentence } from '../../shared/model/note.ts';
import type { TranscriptSegment } from '../../shared/model/transcript.ts';
import { createFakeGateway } from '../adapters/fhir/fake-gateway.ts';
import { createFakeClock, createSequentialIds } from '../adapters/memory/fake-runtime.ts';
import { createMemoryAudioStore, type MemoryRecordings } from '../adapters/memory/memory-audio-store.ts';
import { createMemoryStore } from '../adapters/memory/memory-store.ts';
import { nodeDigest } from '../adapters/runtime/node-runtime.ts';
import { loadDocumentParts } from '../adapters/document-resources/load-document-resources.ts';
import { loadDraftResources } from '../adapters/note-resources/load-draft-resources.ts';
import { loadRoleModel } from '../adapters/speech/load-role-model.ts';
import type { AudioDecoder } from '../ports/audio.ts';
import type { Drafter } from '../ports/drafter.ts';
import type { Log } from '../ports/runtime.ts';
import type { TerminologyEntry } from '../ports/terminology.ts';
import type { Transcriber } from '../ports/transcriber.ts';
import type { App } from './app.ts';
import { createApp } from './create-app.ts';
import type { AppDeps } from './deps.ts';

export const PASSPHRASE = 'correct horse battery';

/** A decoder for tests: a file is raw 16-bit samples after the four bytes `PCM1`, cut short where half a sample ends it; anything else is not audio. */
export const rawDecoder: AudioDecoder = {
  async *decode(source, options = {}) {
    const head = await source.read(0, 4);
    if (new TextDecoder().decode(head) !== 'PCM1') throw new AppError('validation.file-type');
    for (let offset = 4; offset < source.sizeBytes; offset += 32_000) {
      if (options.signal?.aborted) throw new AppError('cancelled', { retryable: true });
      const bytes = await source.read(offset, 32_000);
      const block = new Float32Array(bytes.length >> 1);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (let i = 0; i < block.length; i += 1) block[i] = view.getInt16(i * 2, true) / 32_768;
      options.onProgress?.(offset / source.sizeBytes);
      yield block;
    }
    if (source.sizeBytes % 2 === 1) options.onTruncated?.();
  },
};

export function rawFile(seconds: number): Uint8Array {
  const bytes = new Uint8Array(4 + seconds * 32_000);
  bytes.set(new TextEncoder().encode('PCM1'));
  for (let i = 4; i < bytes.length; i += 2) bytes[i] = i % 251;
  return bytes;
}

/** Hears one sentence a second of audio, numbered by where it is in the recording: what is heard twice or missed shows in the text. */
export function countingTranscriber(
  hooks: { beforeSegment?: (second: number) => Promise<void> | void } = {},
): Transcriber {
  return {
    info: () =>
      Promise.resolve({
        name: 'counting',
        sha256: 'c'.repeat(64),
        languages: ['en'],
        engine: 'fake' as const,
        licence: 'none',
      }),
    open(options) {
      const startMs = options.startOffsetMs ?? 0;
      let samples = 0;
      let emitted = 0;
      let cancelled = false;
      return Promise.resolve({
        async push(block: Float32Array) {
          samples += block.length;
          while (!cancelled && (emitted + 1) * 16_000 <= samples) {
            const from = startMs + emitted * 1000;
            await hooks.beforeSegment?.(from / 1000);
            if (cancelled) return;
            const text = `Second ${from / 1000} was heard.`;
            const segment: TranscriptSegment = {
              id: SegmentId.parse(`${options.idPrefix ?? 's'}${(options.firstIndex ?? 1) + emitted}`),
              startMs: from,
              endMs: from + 1000,
              speaker: 'unknown',
              text,
              words: text.split(' ').map((word, i) => ({
                text: word,
                startMs: from + i * 200,
                endMs: from + (i + 1) * 200,
                confidence: 0.9,
              })),
              flags: [],
            };
            emitted += 1;
            options.onSegment(segment);
            options.onProgress?.(from + 1000);
          }
        },
        finish: () => Promise.resolve({ durationMs: startMs + samples / 16 }),
        cancel() {
          cancelled = true;
          return Promise.resolve();
        },
      });
    },
    warm: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

/** Drafts one sentence a segment; sentences whose segment says "unsure" need review. */
export const segmentDrafter: Drafter = {
  engine: { name: 'segment-drafter', version: '1' },
  draft({ transcript, template }) {
    const sentences = transcript.segments.map((segment): NoteSentence => ({
      id: SentenceId.parse(`n-${segment.id}`),
      text: `Heard: ${segment.text}`,
      confidence: 0.9,
      support: segment.text.includes('unsure') ? 'needs-review' : 'supported',
      evidence: [{ segmentId: segment.id, startMs: segment.startMs, endMs: segment.endMs, quote: segment.text }],
      origin: 'draft',
      confirmed: false,
    }));
    const note: Note = {
      template: typeof template === 'string' ? template : template.name,
      engine: this.engine,
      status: 'draft',
      sections: [
        { key: 'subjective', heading: 'Subjective', sentences },
        { key: 'plan', heading: 'Plan', sentences: [] },
      ],
      omissions: [],
    };
    return Promise.resolve(note);
  },
};

const CODES: TerminologyEntry[] = [
  { code: 'I10', display: 'Essential (primary) hypertension', billable: true, synonyms: ['high blood pressure'] },
  { code: 'R05.9', display: 'Cough, unspecified', billable: true, synonyms: ['cough'] },
];

export interface TestApp {
  readonly app: App;
  readonly deps: AppDeps;
  readonly events: AppEvent[];
  readonly logged: string[];
  /** Calls a handler the way the dispatcher does: the input parsed by the contract. */
  call<N extends ProcedureName>(name: N, input: ProcedureInput<N>): Promise<ProcedureOutput<N>>;
  setup(): Promise<void>;
  planned(): Promise<Encounter>;
  /** Sends a file in frames of 10 kB and finishes the import. */
  importFile(encounter: Encounter, bytes: Uint8Array): Promise<Encounter>;
  /** Resolves with the first event (past or to come) that fits. */
  until(fits: (event: AppEvent) => boolean): Promise<AppEvent>;
  /** Resolves once the encounter is in the state and no job of it runs. */
  settled(encounter: Encounter, state: Encounter['state']): Promise<void>;
  /** What a new host finds after this one was killed: the same disk, nothing else. */
  restarted(overrides?: Partial<AppDeps>): TestApp;
}

const RESOURCES = new URL('../../../resources', import.meta.url).pathname;
let parts: ReturnType<typeof loadDocumentParts> | undefined;
/** What is shipped, read once. */
const documentParts = (): ReturnType<typeof loadDocumentParts> =>
  (parts ??= loadDocumentParts(RESOURCES, loadDraftResources(RESOURCES)));

/** The whole app over fakes. */
export function createTestApp(overrides: Partial<AppDeps> = {}, recordings: MemoryRecordings = new Map()): TestApp {
  const logged: string[] = [];
  const write = (event: string, fields?: object): void => void logged.push(`${event} ${JSON.stringify(fields ?? {})}`);
  const log: Log = { info: write, warn: write, error: write };
  const deps: AppDeps = {
    clock: createFakeClock(1_780_000_000_000),
    ids: createSequentialIds(),
    log,
    digest: nodeDigest,
    hasher: {
      hash: (passphrase) => Promise.resolve(`plain:${passphrase}`),
      verify: (passphrase, verifier) => Promise.resolve(verifier === `plain:${passphrase}`),
    },
    store: createMemoryStore(),
    audio: createMemoryAudioStore(recordings),
    decoder: rawDecoder,
    transcriber: countingTranscriber(),
    roleModel: loadRoleModel(new URL('../../../resources', import.meta.url).pathname),
    drafter: segmentDrafter,
    documents: documentParts(),
    terminology: {
      releases: { icd10cm: 'test' },
      get: (code) => CODES.find((entry) => entry.code === code),
      entries: () => CODES,
    },
    ehr: createFakeGateway(),
    protection: 'key-file',
    host: 'web',
    demo: false,
    version: '0.0.0-test',
    ...overrides,
  };
  const app = createApp(deps);
  const events: AppEvent[] = [];
  const waiters = new Set<() => void>();
  app.onEvent((event) => {
    events.push(event);
    for (const wake of [...waiters]) wake();
  });
  const wait = (ready: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!ready()) return;
        waiters.delete(check);
        resolve();
      };
      waiters.add(check);
      check();
    });
  const test: TestApp = {
    app,
    deps,
    events,
    logged,
    async call(name, input) {
      const parsed = contract[name].input.parse(input) as ParsedInput<typeof name>;
      const handler = app.handlers[name] as (input: unknown, context: unknown) => Promise<ProcedureOutput<typeof name>>;
      return handler(parsed, { correlationId: 'test', signal: new AbortController().signal });
    },
    async setup() {
      await test.call('session.setup', { name: 'Avery Quill', credentials: 'MD', passphrase: PASSPHRASE });
    },
    planned: () => test.call('encounters.create', { patient: { name: 'Sample Patient' }, reason: 'cough' }),
    async importFile(encounter, bytes) {
      const { streamId } = await test.call('recording.importBegin', {
        encounterId: encounter.id,
        sizeBytes: bytes.length,
      });
      let frames = 0;
      for (let offset = 0; offset < bytes.length; offset += 10_000) {
        await app.acceptFrame(streamId, frames, bytes.subarray(offset, offset + 10_000));
        frames += 1;
      }
      return test.call('recording.importFinish', { encounterId: encounter.id, streamId, frames });
    },
    async until(fits) {
      await wait(() => events.some(fits));
      return events.find(fits)!;
    },
    restarted: (changes) =>
      createTestApp({ ...deps, audio: createMemoryAudioStore(recordings), ...changes }, recordings),
    settled: (encounter, state) =>
      wait(() => {
        const now = deps.store.encounters.get(encounter.id);
        const progress = events
          .filter((event) => event.type === 'job.progress' && event.encounterId === encounter.id)
          .at(-1);
        const busy = progress?.type === 'job.progress' && progress.progress !== undefined;
        return now?.state === state && !busy;
      }),
  };
  return test;
}

/** Records so many seconds of sound and waits for the draft. */
export async function recorded(test: TestApp, seconds: number): Promise<Encounter> {
  const encounter = await test.planned();
  const { streamId } = await test.call('recording.start', { encounterId: encounter.id });
  for (let i = 0; i < seconds; i += 1) await test.app.acceptFrame(streamId, i, new Uint8Array(32_000).fill(3));
  await test.call('recording.stop', { encounterId: encounter.id });
  await test.settled(encounter, 'drafted');
  return encounter;
}
