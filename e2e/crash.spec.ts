import path from 'node:path';
import type { DocumentReference } from '@medplum/fhirtypes';
import { createAudioDecoder } from '../src/main/adapters/audio/audio-decoder.ts';
import { openFileByteSource } from '../src/main/adapters/audio/file-byte-source.ts';
import { startTestEhr } from '../src/main/hosts/test-ehr/start-test-ehr.ts';
import type { EncounterView } from '../src/shared/contract/encounters.ts';
import type { EncounterState } from '../src/shared/model/encounter.ts';
import type { EncounterId } from '../src/shared/model/ids.ts';
import { connectApi, type ApiClient } from './api-client.ts';
import { REPO_ROOT } from './chromium.ts';
import { expect, test, type HostControl } from './fixtures.ts';

/** `kill -9` of the host in the middle of each thing it does: nothing that was promised may be gone, nothing may be there twice. */
const PASSPHRASE = 'crash test passphrase';
const SAMPLE = path.join(REPO_ROOT, 'resources', 'sample-visit', 'visit.ogg');
const FRAME_SAMPLES = 4_000;

async function samplePcm(): Promise<Int16Array> {
  const source = await openFileByteSource(SAMPLE);
  const blocks: Int16Array[] = [];
  for await (const block of createAudioDecoder().decode(source)) {
    blocks.push(Int16Array.from(block, (sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768)))));
  }
  await source.close();
  const all = new Int16Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    all.set(block, at);
    at += block.length;
  }
  return all;
}

const bytesOf = (samples: Int16Array): Uint8Array =>
  new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);

async function firstRun(host: HostControl): Promise<ApiClient> {
  const client = await connectApi(host.current.url);
  await client.call('session.setup', { name: 'Casey Crash', passphrase: PASSPHRASE });
  return client;
}

/** Kills the host, starts it on the same profile, and signs in again. */
async function killAndReturn(host: HostControl): Promise<ApiClient> {
  await host.kill();
  await host.start();
  const client = await connectApi(host.current.url);
  const { clinicians } = await client.call('session.get', {});
  await client.call('session.unlock', { clinicianId: clinicians[0]!.id, passphrase: PASSPHRASE });
  return client;
}

async function plannedVisit(client: ApiClient): Promise<EncounterId> {
  return (await client.call('encounters.create', { patient: { name: 'Sample Patient' } })).id;
}

async function reaches(
  client: ApiClient,
  encounterId: EncounterId,
  ...states: EncounterState[]
): Promise<EncounterView> {
  const look = (): Promise<EncounterView> => client.call('encounters.get', { encounterId });
  const before = await look();
  if (states.includes(before.encounter.state)) return before;
  await client.until(
    (event) => event.type === 'encounter.changed' && event.encounterId === encounterId && states.includes(event.state),
  );
  return look();
}

async function importSample(client: ApiClient, encounterId: EncounterId): Promise<void> {
  const source = await openFileByteSource(SAMPLE);
  const bytes = await source.read(0, source.sizeBytes);
  await source.close();
  const { streamId } = await client.call('recording.importBegin', { encounterId, sizeBytes: bytes.length });
  let frames = 0;
  for (let offset = 0; offset < bytes.length; offset += 65_536) {
    await client.frame(streamId, frames, bytes.subarray(offset, offset + 65_536));
    frames += 1;
  }
  await client.call('recording.importFinish', { encounterId, streamId, frames });
}

/** No stretch of the visit is in the transcript twice. */
function expectNothingDoubled(view: EncounterView): void {
  expect(new Set(view.segments.map((segment) => segment.id)).size).toBe(view.segments.length);
  for (const [index, segment] of view.segments.entries()) {
    const before = view.segments[index - 1];
    if (before) expect(segment.startMs).toBeGreaterThanOrEqual(before.endMs - 1);
  }
}

test('killed while recording: every acknowledged frame is there, bit for bit, and becomes a draft', async ({
  host,
}) => {
  const pcm = await samplePcm();
  let client = await firstRun(host);
  const encounterId = await plannedVisit(client);
  const { streamId } = await client.call('recording.start', { encounterId });
  const frames = 160;
  for (let seq = 0; seq < frames; seq += 1) {
    await client.frame(streamId, seq, bytesOf(pcm.slice(seq * FRAME_SAMPLES, (seq + 1) * FRAME_SAMPLES)));
  }
  client = await killAndReturn(host);
  const view = await reaches(client, encounterId, 'drafted');
  expect(view.encounter.audioDurationMs).toBeGreaterThanOrEqual(frames * 250);
  const { wav } = await client.call('audio.clip', { encounterId, startMs: 0, endMs: frames * 250 });
  expect(Buffer.compare(wav.slice(44), bytesOf(pcm.slice(0, frames * FRAME_SAMPLES)))).toBe(0);
  expect(view.segments.length).toBeGreaterThan(3);
  expectNothingDoubled(view);
  expect((await client.call('audit.verify', {})).brokenAtSeq).toBeUndefined();
  client.close();
});

test('killed while transcribing: goes on by itself from where it was', async ({ host }) => {
  let client = await firstRun(host);
  const encounterId = await plannedVisit(client);
  await importSample(client, encounterId);
  await client.until((event) => event.type === 'transcript.segment');
  const heardBefore = (await client.call('encounters.get', { encounterId })).segments.length;
  client = await killAndReturn(host);
  const view = await reaches(client, encounterId, 'drafted');
  expect(view.segments.length).toBeGreaterThanOrEqual(heardBefore);
  expectNothingDoubled(view);
  // The last words of the sample are in the transcript: it was heard to its end.
  expect(view.segments.at(-1)!.endMs).toBeGreaterThan(view.encounter.audioDurationMs! - 10_000);
  client.close();
});

test('killed while delivering: the note reaches the EHR once', async ({ host }) => {
  const ehr = await startTestEhr({ faults: [{ kind: 'stall-answer', type: 'DocumentReference' }] });
  try {
    let client = await firstRun(host);
    await client.call('ehr.set', { connection: { baseUrl: ehr.url } });
    const encounterId = await plannedVisit(client);
    await client.call('recording.importTranscript', {
      encounterId,
      text: '[doctor] Any cough?\n[patient] Yes, I have had a dry cough for two weeks.\n[doctor] Let us get a chest x-ray.',
    });
    const draft = await reaches(client, encounterId, 'drafted');
    let version = draft.note!.version;
    for (const sentence of draft.note!.note.sections.flatMap((section) => section.sentences)) {
      if (sentence.support === 'supported') continue;
      version = (
        await client.call('note.confirmSentence', { encounterId, baseVersion: version, sentenceId: sentence.id })
      ).version;
    }
    await client.call('note.sign', { encounterId, baseVersion: version, passphrase: PASSPHRASE });
    // Stored at the EHR, and the answer never comes: the host dies not knowing.
    await expect.poll(async () => (await ehr.all<DocumentReference>('DocumentReference')).length).toBe(1);
    client = await killAndReturn(host);
    const view = await reaches(client, encounterId, 'delivered');
    expect(view.deliveries).toMatchObject([{ state: 'delivered' }]);
    expect(await ehr.all<DocumentReference>('DocumentReference')).toHaveLength(1);
    client.close();
  } finally {
    await ehr.close();
  }
});
