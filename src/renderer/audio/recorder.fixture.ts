import { Settings } from '../../shared/model/clinician.ts';
import { EncounterId } from '../../shared/model/ids.ts';
import { createClient } from '../rpc/client.ts';
import { createFakeHost } from '../testing/fake-host.ts';
import { createFakeMicrophone } from '../testing/fake-microphone.ts';
import { createFakeTimers } from '../testing/fake-timers.ts';
import { encounterView } from '../testing/sample-data.ts';
import { createRecorder, type Recorder, type RecorderState } from './recorder.ts';

export const encounterId = EncounterId.parse('v1');
/** Lets promises run: nothing here waits for the clock. */
export const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
const SETTINGS = Settings.parse({});

export function setUp(settings: Partial<Settings> = {}) {
  let streams = 0;
  const timers = createFakeTimers();
  const host = createFakeHost({
    'settings.get': () => ({ ...SETTINGS, ...settings }),
    'recording.start': () => ({ streamId: `stream-${(streams += 1)}`, part: streams, recordedSamples: 0 }),
    'recording.mark': ({ atMs = 0 }) => ({ atMs }),
    'recording.pause': () => ({ durationMs: 0 }),
    'recording.resume': () => ({ durationMs: 0 }),
    'recording.stop': () => encounterView().encounter,
    'recording.cancel': () => encounterView().encounter,
  });
  const microphone = createFakeMicrophone();
  const recorder = createRecorder(createClient(host.connection), microphone, timers);
  return { host, microphone, recorder, timers };
}

export function until(recorder: Recorder, test: (state: RecorderState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (!test(recorder.state.get())) return;
      stop();
      resolve();
    };
    const stop = recorder.state.subscribe(check);
    check();
  });
}

export const values = (frames: { bytes: Uint8Array }[]) => frames.map(({ bytes }) => bytes[0]);
