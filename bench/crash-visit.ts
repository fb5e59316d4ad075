import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { WebSocket } from 'ws';
import { createAudioDecoder } from '../src/main/adapters/audio/audio-decoder.ts';
import { openFileByteSource } from '../src/main/adapters/audio/file-byte-source.ts';
import { SOCKET_PATH } from '../src/main/hosts/web/web-host.ts';
import { FRAME_MS, FRAME_SAMPLES, PCM_RATE_HZ } from '../src/renderer/audio/frame-packer.ts';
import type { CaptureListener, Microphone } from '../src/renderer/audio/microphone.ts';
import type { Recorder, RecorderState } from '../src/renderer/audio/recorder.ts';
import { createClient, type RpcClient } from '../src/renderer/rpc/client.ts';
import { connectWebSocket } from '../src/renderer/rpc/websocket-connection.ts';
import { decodeSocketMessage, encodeSocketMessage } from '../src/shared/contract/ws-codec.ts';
import type { ServerMessage } from '../src/shared/contract/wire.ts';
import type { EncounterId } from '../src/shared/model/ids.ts';

/** A window without a page, for killing its host: the app's own recorder and connection, and a microphone that hears what is known. */

export const SAMPLES_PER_MS = PCM_RATE_HZ / 1000;
const SAMPLE_VISIT = path.join(import.meta.dirname, '..', 'resources', 'sample-visit', 'visit.ogg');

/** The sample visit: speech, so that the host has its usual work with it. */
export async function loadSpeech(): Promise<Int16Array> {
  const source = await openFileByteSource(SAMPLE_VISIT);
  const blocks: Int16Array[] = [];
  for await (const block of createAudioDecoder().decode(source))
    blocks.push(Int16Array.from(block, (sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768)))));
  await source.close();
  const all = new Int16Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    all.set(block, at);
    at += block.length;
  }
  return all;
}

/** A microphone before which `speech` is said, over and over, in real time, until it is held. */
export interface SpeakingMicrophone extends Microphone {
  /** Samples that were said since it was opened, to this moment or the end: also those that fill no frame yet. */
  saidSamples(): number;
  /** What was said, from its opening on. */
  said(fromSample: number, count: number): Int16Array;
  silence(): void;
}

export function createSpeakingMicrophone(speech: Int16Array): SpeakingMicrophone {
  let openedAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let frames = 0;
  let silencedAt: number | undefined;
  const elapsed = (): number => Math.floor(((silencedAt ?? performance.now()) - openedAt) * SAMPLES_PER_MS);
  const said = (fromSample: number, count: number): Int16Array =>
    Int16Array.from({ length: count }, (_, n) => speech[(fromSample + n) % speech.length]!);
  const silence = (): void => {
    clearInterval(timer);
    silencedAt ??= performance.now();
  };

  return {
    saidSamples: elapsed,
    said,
    silence,
    devices: () => Promise.resolve([{ id: 'speech', label: 'Speech' }]),
    onDevicesChanged: () => () => undefined,
    canHearComputer: () => false,
    openComputerSound: () => Promise.reject(new Error('none')),
    open(_choice, listener: CaptureListener) {
      openedAt = performance.now();
      frames = 0;
      const emit = (count: number): void => {
        const block = said(frames * FRAME_SAMPLES, count);
        frames += 1;
        listener.onFrame({ bytes: new Uint8Array(block.buffer as ArrayBuffer), peak: 0.5, rms: 0.1, clipped: false });
      };
      const emitTo = (samples: number): void => {
        while ((frames + 1) * FRAME_SAMPLES <= samples) emit(FRAME_SAMPLES);
      };
      timer = setInterval(() => emitTo(elapsed()), FRAME_MS / 25);
      return Promise.resolve({
        deviceId: 'speech',
        deviceLabel: 'Speech',
        hold() {
          silence();
          emitTo(elapsed());
          const rest = elapsed() - frames * FRAME_SAMPLES;
          if (rest > 0) emit(rest);
          return Promise.resolve();
        },
        run: () => undefined,
        isCurrent: () => Promise.resolve(true),
        close: silence,
      });
    },
  };
}

/** Takes the one-time address as a browser does. */
async function redeem(oneTimeUrl: string): Promise<string> {
  const answer = await fetch(oneTimeUrl, { redirect: 'manual' });
  await answer.arrayBuffer();
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (cookie === undefined) throw new Error(`the one-time address answered ${answer.status}`);
  return cookie;
}

/** One browser: its cookie is the newest that a host gave it, its windows reconnect by themselves. */
export interface Browser {
  /** The host is gone and its cookie with it: windows that try to come back find nobody until a new address was opened. */
  forget(): void;
  /** @returns when the address was opened and its cookie is kept */
  open(oneTimeUrl: string): Promise<void>;
  connect(): { client: RpcClient; close(): void; onResult(listener: (output: unknown) => void): void };
}

export function createBrowser(origin: string): Browser {
  let cookie = '';
  return {
    forget: () => (cookie = ''),
    async open(oneTimeUrl) {
      cookie = await redeem(oneTimeUrl);
    },
    connect() {
      let isGone = false;
      let socket: WebSocket | undefined;
      class CookieSocket extends WebSocket {
        constructor(url: string) {
          // A window that is gone opens nothing any more.
          super(isGone || cookie === '' ? 'ws://127.0.0.1:9' : url, { headers: { origin, cookie } });
          this.on('error', () => undefined);
          // eslint-disable-next-line @typescript-eslint/no-this-alias -- kept to be closed with the window
          socket = this;
        }
      }
      const codec = {
        encode: encodeSocketMessage,
        decode: (data: string | Uint8Array) => decodeSocketMessage(data) as ServerMessage,
      };
      const url = `${origin.replace('http', 'ws')}${SOCKET_PATH}`;
      const connection = connectWebSocket(url, codec, CookieSocket as unknown as typeof globalThis.WebSocket);
      return {
        client: createClient(connection),
        onResult: (listener) =>
          connection.onMessage((message) => message.kind === 'result' && listener(message.output)),
        close() {
          isGone = true;
          socket?.terminate();
        },
      };
    },
  };
}

export function untilState(recorder: Recorder, fits: (state: RecorderState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (!fits(recorder.state.get())) return;
      stop();
      resolve();
    };
    const stop = recorder.state.subscribe(check);
    check();
  });
}

/** All that stands of a recording. */
export async function readRecording(
  client: RpcClient,
  encounterId: EncounterId,
  durationMs: number,
): Promise<Int16Array> {
  const parts: Uint8Array[] = [];
  for (let startMs = 0; startMs < durationMs; startMs += 60_000) {
    const { wav } = await client.call('audio.clip', {
      encounterId,
      startMs,
      endMs: Math.min(durationMs, startMs + 60_000),
    });
    parts.push(wav.slice(44));
  }
  return new Int16Array(Uint8Array.from(Buffer.concat(parts)).buffer);
}
