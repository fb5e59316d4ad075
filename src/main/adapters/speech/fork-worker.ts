import { fork, type Serializable } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChannelProcess, SpawnProcess } from './worker-protocol.ts';

/** The few variables a process needs to run. The rest of the environment (it may hold a passphrase) stays here. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LANG', 'LD_LIBRARY_PATH'];

/** A Node process of its own. Its output goes nowhere: a native library's complaints are no log of ours, and may quote anything. */
export const forkWorker: SpawnProcess = <Sent, Received>(entry: URL | string): ChannelProcess<Sent, Received> => {
  const env: NodeJS.ProcessEnv = { ELECTRON_RUN_AS_NODE: '1', ORT_DISABLE_TELEMETRY: '1' };
  for (const name of PASSED_ON) if (process.env[name] !== undefined) env[name] = process.env[name];
  const path = typeof entry === 'string' && !entry.startsWith('file:') ? entry : fileURLToPath(entry);
  const child = fork(path, [], {
    env,
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let exited = false;
  const exitListeners: (() => void)[] = [];
  const onEnd = (): void => {
    if (exited) return;
    exited = true;
    for (const listener of exitListeners) listener();
  };
  child.once('exit', onEnd);
  child.once('error', onEnd);
  return {
    pid: child.pid,
    send(message) {
      // A closed channel shows itself as an exit; the call is made again then.
      if (child.connected) child.send(message as Serializable, () => undefined);
    },
    onMessage(listener) {
      child.on('message', (message) => {
        listener(message as Received);
      });
    },
    onExit(listener) {
      if (exited) queueMicrotask(listener);
      else exitListeners.push(listener);
    },
    kill() {
      child.kill('SIGKILL');
    },
  };
};
