import { utilityProcess } from 'electron';
import { fileURLToPath } from 'node:url';
import type { ChannelProcess, SpawnProcess } from '../../adapters/speech/worker-protocol.ts';

/**
 * The speech (or drafting) process as an Electron utility process: a Node of its own that needs no `RunAsNode` fuse, so the packaged app
 * cannot be turned into a general Node interpreter. Its output goes nowhere, and it inherits no environment.
 */
export const spawnSpeechProcess: SpawnProcess = <Sent, Received>(
  entry: URL | string,
): ChannelProcess<Sent, Received> => {
  const file = typeof entry === 'string' && !entry.startsWith('file:') ? entry : fileURLToPath(entry);
  const child = utilityProcess.fork(file, [], {
    stdio: 'ignore',
    serviceName: 'Chartside models',
    env: { ORT_DISABLE_TELEMETRY: '1' },
  });
  let exited = false;
  const listeners: (() => void)[] = [];
  child.once('exit', () => {
    exited = true;
    for (const listener of listeners) listener();
  });
  return {
    get pid() {
      return child.pid;
    },
    send(message) {
      if (!exited) child.postMessage(message);
    },
    onMessage(listener) {
      child.on('message', (message: unknown) => listener(message as Received));
    },
    onExit(listener) {
      if (exited) queueMicrotask(listener);
      else listeners.push(listener);
    },
    kill() {
      child.kill();
    },
  };
};
