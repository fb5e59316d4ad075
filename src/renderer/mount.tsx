import { StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { App } from './app/app.tsx';
import { Appearance } from './app/appearance.tsx';
import { createClipPlayer } from './audio/clip-player.ts';
import { AudioProvider } from './audio/context.tsx';
import type { Microphone } from './audio/microphone.ts';
import { RecorderProvider } from './audio/recorder-context.tsx';
import { createRecorder } from './audio/recorder.ts';
import { guardRecording } from './audio/guard-recording.ts';
import { createClient } from './rpc/client.ts';
import type { Connection } from './rpc/connection.ts';
import { createLiveCache, createQueryClient } from './rpc/query.ts';
import { RpcProvider } from './rpc/react.tsx';
import { UploadsProvider } from './rpc/uploads-context.tsx';
import { createUploads } from './rpc/uploads.ts';
import { startKeyboard } from './ui/commands.ts';

/** Builds the window's parts by hand, once, and shows the app. What must outlive pages and locks is made here. */
export function mount(element: HTMLElement, connection: Connection, microphone: Microphone): Root {
  const client = createClient(connection);
  const cache = createQueryClient();
  const live = createLiveCache(client, cache);
  const recorder = createRecorder(client, microphone);
  const player = createClipPlayer();
  const uploads = createUploads(client);
  startKeyboard();
  guardRecording(recorder);

  const root = createRoot(element);
  root.render(
    <StrictMode>
      <RpcProvider client={client} cache={cache} live={live}>
        <AudioProvider parts={{ microphone, player }}>
          <RecorderProvider recorder={recorder}>
            <UploadsProvider uploads={uploads}>
              <Appearance>
                <App />
              </Appearance>
            </UploadsProvider>
          </RecorderProvider>
        </AudioProvider>
      </RpcProvider>
    </StrictMode>,
  );
  return root;
}
