import path from 'node:path';

export const REPO_ROOT = path.join(import.meta.dirname, '..');

/** What the fake microphone hears: the sample visit as WAV, made by the global set-up. */
export const FAKE_MICROPHONE_FILE = path.join(REPO_ROOT, '.cache', 'e2e', 'fake-microphone.wav');

/** Chromium for tests: quiet on the network, with a microphone that plays a file and a permission that is given. */
export function chromiumArguments({ microphoneFile }: { microphoneFile: string }): string[] {
  const isRoot = process.getuid?.() === 0;
  return [
    // Chromium refuses its sandbox to root.
    ...(isRoot ? ['--no-sandbox'] : []),
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${microphoneFile}`,
    '--autoplay-policy=no-user-gesture-required',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--disable-gpu',
    '--no-first-run',
  ];
}
