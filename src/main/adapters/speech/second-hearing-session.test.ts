import { describe, expect, it } from 'vitest';
import type { Log } from '../../ports/runtime.ts';
import { hearAll } from '../../ports/transcriber.conformance.ts';
import type { HeardSegment, Transcriber, TranscriptionOptions } from '../../ports/transcriber.ts';
import { createTranscriber } from './create-transcriber.ts';
import type { HearAgain } from './hear-again.ts';
import { scriptWorkers, soundsAt, type ScriptedWorkers } from './scripted-worker.fixture.ts';
import type { WorkerRequest } from './worker-protocol.ts';

const audio = soundsAt(0.2, 0.3, 0.4);

/** Hears each window again in `pieces` parts, and marks its first word with what came back. */
const marking =
  (pieces = 1): HearAgain =>
  async ({ segments, heard }, hear) => {
    const size = Math.ceil(heard.length / pieces);
    const parts = Array.from({ length: pieces }, (_, i) => heard.subarray(i * size, (i + 1) * size));
    const decoded = await hear(parts);
    const heardAgain = decoded.map(({ text }) => text).join(' ');
    return segments.map((segment) => ({
      ...segment,
      words: segment.words.map((word) => ({ ...word, risk: 'number' as const, heardAgain })),
    }));
  };

const passOf = ({ operation, request }: WorkerRequest): string | undefined =>
  operation === 'transcribe' ? (request as { pass?: string }).pass : undefined;

function listener(workers: ScriptedWorkers, hearAgain?: HearAgain): { transcriber: Transcriber; events: string[] } {
  const events: string[] = [];
  const note: Log['info'] = (event) => void events.push(event);
  const transcriber = createTranscriber({
    engine: 'moonshine',
    workerEntry: new URL('../../workers/speech.entry.ts', import.meta.url),
    log: { info: note, warn: note, error: note },
    spawn: workers.spawn,
    limits: { backoffMs: 1, maxBackoffMs: 2, callMs: 3_000, perAudioSecondMs: 1, startMs: 10_000 },
    hearAgain,
  });
  return { transcriber, events };
}

async function givenOut(
  transcriber: Transcriber,
  options: Partial<TranscriptionOptions> = {},
): Promise<HeardSegment[]> {
  const given: HeardSegment[] = [];
  const session = await transcriber.open({ ...options, onSegment: (segment) => given.push(segment) });
  await session.push(audio);
  await session.finish();
  return given;
}

describe('a session that hears twice', () => {
  it('gives every segment out once, and again with its marks before it ends', async () => {
    const given = await givenOut(listener(scriptWorkers(), marking()).transcriber);
    const ids = ['s1', 's2', 's3'];
    expect(given.filter(({ words }) => words[0]!.risk === undefined).map(({ id }) => id)).toEqual(ids);
    const again = given.filter(({ words }) => words[0]!.heardAgain !== undefined);
    expect(again.map(({ id }) => id).sort()).toEqual(ids);
    for (const { text, words } of again) expect(words[0]!.heardAgain).toBe(text);
    for (const id of ids)
      expect(given.findIndex((segment) => segment.id === id && segment.words[0]!.risk === undefined)).toBeLessThan(
        given.findIndex((segment) => segment.id === id && segment.words[0]!.risk !== undefined),
      );
  });

  it('asks for the second pass, in calls that the engine can take', async () => {
    const passes: (string | undefined)[] = [];
    const workers = scriptWorkers((request) => void passes.push(passOf(request)), 2);
    const { segments } = await hearAll(listener(workers, marking(5)).transcriber, audio);
    expect(segments).toHaveLength(3);
    // Five pieces of each of three windows, two at a time.
    expect(passes.filter((pass) => pass === 'second')).toHaveLength(9);
    expect(Math.max(...workers.calls.map(({ batch }) => batch))).toBe(2);
  });

  it('hears once where it is told to', async () => {
    const passes: (string | undefined)[] = [];
    const workers = scriptWorkers((request) => void passes.push(passOf(request)));
    const given = await givenOut(listener(workers, marking()).transcriber, { hearAgain: false });
    expect(given).toHaveLength(3);
    expect(passes).not.toContain('second');
  });

  it('keeps what was heard once when the process dies of the second hearing', async () => {
    const workers = scriptWorkers((request) => (passOf(request) === 'second' ? 'die' : undefined));
    const { transcriber, events } = listener(workers, marking());
    const { segments } = await hearAll(transcriber, audio);
    expect(segments.map(({ text }) => text)).toEqual(['loud20.', 'loud30.', 'loud40.']);
    expect(segments.every(({ words }) => words[0]!.heardAgain === undefined)).toBe(true);
    expect(events.filter((event) => event === 'speech.not-heard-again')).toHaveLength(3);
  });

  it('keeps it when the listener itself fails', async () => {
    const { transcriber, events } = listener(scriptWorkers(), () => Promise.reject(new Error('no')));
    expect((await hearAll(transcriber, audio)).segments).toHaveLength(3);
    expect(events).toContain('speech.not-heard-again');
  });
});
