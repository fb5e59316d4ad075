import { configure, render, type RenderResult } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { App } from '../app/app.tsx';
import { Appearance } from '../app/appearance.tsx';
import { createClipPlayer } from '../audio/clip-player.ts';
import { AudioProvider } from '../audio/context.tsx';
import { RecorderProvider } from '../audio/recorder-context.tsx';
import { createRecorder, type Recorder } from '../audio/recorder.ts';
import { createClient, type RpcClient } from '../rpc/client.ts';
import { createLiveCache, createQueryClient } from '../rpc/query.ts';
import { RpcProvider } from '../rpc/react.tsx';
import { UploadsProvider } from '../rpc/uploads-context.tsx';
import { createUploads } from '../rpc/uploads.ts';
import { startKeyboard } from '../ui/commands.ts';
import type { FakeHost } from './fake-host.ts';
import { createFakeMicrophone, type FakeMicrophone } from './fake-microphone.ts';

export interface RenderedApp extends RenderResult {
  user: UserEvent;
  client: RpcClient;
  recorder: Recorder;
  microphone: FakeMicrophone;
  /** Everything the window would have played, by clip. */
  played: string[];
}

/** Tests wait for what they expect to see, however busy the machine is; only a failure takes this long. */
configure({ asyncUtilTimeout: 15_000 });

/** What jsdom does not have and the component library asks for. */
function fillInBrowser(): void {
  window.matchMedia ??= (query: string) =>
    ({
      matches: false,
      media: query,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }) as never;
  window.ResizeObserver ??= class {
    observe = (): void => undefined;
    unobserve = (): void => undefined;
    disconnect = (): void => undefined;
  } as never;
  Element.prototype.scrollIntoView ??= () => undefined;
  Element.prototype.scrollTo ??= () => undefined;
  URL.createObjectURL ??= () => 'blob:test';
  URL.revokeObjectURL ??= () => undefined;
  // Without a layout engine nothing has a size, and a virtual list would draw nothing.
  const size = { clientHeight: 2_000, clientWidth: 400, offsetHeight: 60, offsetWidth: 400 };
  for (const [name, value] of Object.entries(size))
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, value });
  Object.defineProperty(document, 'fonts', {
    configurable: true,
    value: { addEventListener: () => undefined, removeEventListener: () => undefined },
  });
}

/** Draws the whole app, or a part of it, over a fake host and a fake microphone. */
export function renderApp(host: FakeHost, part: ReactNode = <App />): RenderedApp {
  fillInBrowser();
  const client = createClient(host.connection);
  const cache = createQueryClient();
  const live = createLiveCache(client, cache);
  const microphone = createFakeMicrophone();
  const recorder = createRecorder(client, microphone);
  const played: string[] = [];
  const player = createClipPlayer(
    () =>
      ({
        pause: () => undefined,
        play(this: HTMLAudioElement) {
          played.push(this.src);
          queueMicrotask(() => this.onended?.(new Event('ended')));
          return Promise.resolve();
        },
      }) as unknown as HTMLAudioElement,
  );
  startKeyboard();
  const result = render(
    <RpcProvider client={client} cache={cache} live={live}>
      <AudioProvider parts={{ microphone, player }}>
        <RecorderProvider recorder={recorder}>
          <UploadsProvider uploads={createUploads(client)}>
            <Appearance>{part}</Appearance>
          </UploadsProvider>
        </RecorderProvider>
      </AudioProvider>
    </RpcProvider>,
  );
  return { ...result, user: userEvent.setup(), client, recorder, microphone, played };
}
