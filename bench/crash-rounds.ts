import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startHost } from '../e2e/host-process.ts';
import { createRecorder } from '../src/renderer/audio/recorder.ts';
import type { EncounterId } from '../src/shared/model/ids.ts';
import {
  createBrowser,
  createSpeakingMicrophone,
  loadSpeech,
  readRecording,
  SAMPLES_PER_MS,
  untilState,
} from './crash-visit.ts';

const PASSPHRASE = 'killed a hundred times';
/** How long after the recording runs again the next kill comes, at least and at most. */
const SHORTEST_MS = 50;
const LONGEST_MS = 2_500;
/** Every so often the window dies with its host, as in a power failure; then a new visit begins. */
const WINDOW_DIES_EVERY = 5;

export interface CrashRound {
  /** Milliseconds after the recording was running (again). */
  readonly killedAfterMs: number;
  /** Sound that had been said by then and did not stand on the disk: lost if the window dies too, kept by it if not. */
  readonly notOnDiskMs: number;
  readonly windowDied: boolean;
  /** From the kill until the new host took sound again; absent where the window died. */
  readonly backAfterMs?: number;
}

export interface CrashReport {
  readonly rounds: readonly CrashRound[];
  readonly visits: number;
  /** Samples compared with what was said. */
  readonly comparedSamples: number;
  /** Samples that differ from what was said at their place. */
  readonly wrongSamples: number;
  /** Of visits whose window lived: samples too many or too few at the end. */
  readonly missingSamples: number;
  readonly doubledSamples: number;
}

/** mulberry32: small, seeded, the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Records through the app's own recorder and contract into a web host of its own, which is killed (SIGKILL) at random moments and started again
 * on the same profile. What it reports is measured against what was said before the microphone, to the sample.
 */
export async function crashRounds({ kills, seed }: { kills: number; seed: number }): Promise<CrashReport> {
  const random = randomFrom(seed);
  const speech = await loadSpeech();
  const folder = await mkdtemp(path.join(tmpdir(), 'chartside-crash-'));
  const profile = path.join(folder, 'profile');
  let host = await startHost(['--profile', profile, '--port', '0']);
  const { port } = new URL(host.origin);
  const browser = createBrowser(host.origin);
  const rounds: CrashRound[] = [];
  const totals = { visits: 0, comparedSamples: 0, wrongSamples: 0, missingSamples: 0, doubledSamples: 0 };
  await browser.open(host.url);
  let front = browser.connect();
  let { client } = front;

  /** Chartside is started again; its new address is opened in the same browser, and unlocked there, as a person does. */
  const restart = async (): Promise<void> => {
    front.close();
    host = await startHost(['--profile', profile, '--port', port]);
    await browser.open(host.url);
    front = browser.connect();
    ({ client } = front);
    const { clinicians } = await client.call('session.get', {});
    await client.call('session.unlock', { clinicianId: clinicians[0]!.id, passphrase: PASSPHRASE });
  };

  const compare = (stands: Int16Array, said: Int16Array): void => {
    const length = Math.min(stands.length, said.length);
    totals.comparedSamples += length;
    for (let at = 0; at < length; at += 1) if (stands[at] !== said[at]) totals.wrongSamples += 1;
  };

  /** One visit: killed until its window dies, or until there are enough. */
  const visit = async (): Promise<void> => {
    totals.visits += 1;
    const microphone = createSpeakingMicrophone(speech);
    const window = browser.connect();
    const recorder = createRecorder(window.client, microphone);
    let opened = Promise.withResolvers<number>();
    window.onResult((output) => {
      if (typeof output === 'object' && output !== null && 'recordedSamples' in output)
        opened.resolve(output.recordedSamples as number);
    });
    const { id: encounterId } = await client.call('encounters.create', { patient: { name: 'Sample Patient' } });
    if (!(await recorder.start(encounterId, { deviceId: undefined }))) throw new Error('the recording did not start');

    for (let kill = 1; rounds.length < kills; kill += 1) {
      const killedAfterMs = SHORTEST_MS + random() * (LONGEST_MS - SHORTEST_MS);
      await sleep(killedAfterMs);
      const windowDied = kill % WINDOW_DIES_EVERY === 0;
      opened = Promise.withResolvers<number>();
      const killedAt = performance.now();
      const saidSamples = microphone.saidSamples();
      if (windowDied) {
        microphone.silence();
        window.close();
      }
      browser.forget();
      await host.kill();
      await restart();
      if (windowDied) {
        const stands = await recoveredSamples(encounterId);
        const notOnDiskMs = (saidSamples - stands) / SAMPLES_PER_MS;
        rounds.push({ killedAfterMs, notOnDiskMs, windowDied });
        return;
      }
      // What the new host says that it found, before it takes anything more.
      const notOnDiskMs = (saidSamples - (await opened.promise)) / SAMPLES_PER_MS;
      await untilState(recorder, ({ warning, unsavedMs }) => warning === undefined && unsavedMs === 0);
      rounds.push({ killedAfterMs, notOnDiskMs, windowDied, backAfterMs: performance.now() - killedAt });
    }
    await recorder.stop();
    window.close();
    const said = microphone.saidSamples();
    const stands = await recoveredSamples(encounterId);
    totals.doubledSamples += Math.max(0, stands - said);
    totals.missingSamples += Math.max(0, said - stands);
  };

  /** Reads the visit back, compares it, and says how much there is. */
  const recoveredSamples = async (encounterId: EncounterId): Promise<number> => {
    const { encounter } = await client.call('encounters.get', { encounterId });
    await client.call('recording.cancel', { encounterId });
    const stands = await readRecording(client, encounterId, encounter.audioDurationMs ?? 0);
    const microphone = createSpeakingMicrophone(speech);
    compare(stands, microphone.said(0, stands.length));
    return stands.length;
  };

  try {
    await client.call('session.setup', { name: 'Casey Crash', passphrase: PASSPHRASE });
    while (rounds.length < kills) await visit();
    return { rounds, ...totals };
  } finally {
    front.close();
    await host.kill();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
