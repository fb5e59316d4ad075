import { afterEach, expect, it, vi } from 'vitest';
import { createClient } from '../rpc/client.ts';
import { createFakeHost } from '../testing/fake-host.ts';
import { createFakeTimers } from '../testing/fake-timers.ts';
import { createFakeWebAudio } from '../testing/fake-web-audio.ts';
import { encounterView } from '../testing/sample-data.ts';
import { Settings } from '../../shared/model/clinician.ts';
import { createBrowserMicrophone } from './browser-microphone.ts';
import { encounterId } from './recorder.fixture.ts';
import { createRecorder } from './recorder.ts';

afterEach(() => vi.unstubAllGlobals());

const RATE_HZ = 16_000;
const FRAME = 4_000;

/** From the microphone's track through the real audio thread, the recorder and the wire: what main is sent, sample for sample. */
it('the first word is whole: the second and a half before the press belongs to the recording, without a seam', async () => {
  const web = await createFakeWebAudio(() => import('./capture.worklet.ts'));
  for (const [name, value] of Object.entries(web.globals)) vi.stubGlobal(name, value);
  const host = createFakeHost({
    'settings.get': () => Settings.parse({}),
    'recording.start': () => ({ streamId: 's', part: 1, recordedSamples: 0 }),
    'recording.stop': () => encounterView().encounter,
  });
  const recorder = createRecorder(createClient(host.connection), createBrowserMicrophone(), createFakeTimers());
  // A signal whose every sample tells its number.
  let said = 0;
  const say = async (samples: number): Promise<void> => {
    const from = said;
    said += samples;
    await web.speak(Float32Array.from({ length: samples }, (_, n) => ((from + n) % 32_000) / 32_768));
  };

  await recorder.arm(undefined);
  await say(5 * RATE_HZ);
  // The press comes in the middle of a frame, and the first word goes on through it.
  await say(1_664);
  const started = recorder.start(encounterId, { deviceId: undefined });
  await say(2_048);
  await started;
  await say(2 * RATE_HZ);
  await recorder.stop();

  const bytes = host.frames('s').flatMap((frame) => [...frame.bytes]);
  const sent = [...new Int16Array(Uint8Array.from(bytes).buffer)];
  const first = 5 * RATE_HZ - 6 * FRAME;
  expect(sent).toHaveLength(said - first);
  expect(sent).toEqual(Array.from({ length: said - first }, (_, n) => (first + n) % 32_000));
});
