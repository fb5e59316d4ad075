import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { REPO_ROOT } from './chromium.ts';

const WEB_ENTRY = path.join(REPO_ROOT, 'src', 'main', 'hosts', 'web', 'web.entry.ts');
const READY = /^Chartside is ready: (http:\/\/127\.0\.0\.1:\d+\/\?token=\S+)$/;

export interface HostProcess {
  /** The one-time address. */
  readonly url: string;
  readonly origin: string;
  readonly pid: number;
  /** What it wrote to stderr so far. */
  stderr(): string;
  /** kill -9: nothing is told, nothing is flushed. */
  kill(): Promise<void>;
  /** SIGTERM, as a logout sends it. @returns the exit code */
  stop(): Promise<number | null>;
}

export interface HostEnd {
  readonly code: number | null;
  readonly stderr: string;
}

/**
 * The web host as a child process of its own, as `npm start` runs it. `entry`: another program that says the same when it is ready.
 * @throws HostDidNotStart with its exit code and what it said
 */
export async function startHost(
  args: readonly string[],
  { entry = WEB_ENTRY, env = {} }: { entry?: string; env?: Record<string, string> } = {},
): Promise<HostProcess> {
  const child = spawn(process.execPath, [entry, '--no-open', ...args], {
    cwd: REPO_ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: path.join(REPO_ROOT, '.cache', 'compile'), ...env },
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const ready = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = READY.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
  const url = await Promise.race([
    ready,
    ended.then((code) => {
      throw new HostDidNotStart({ code, stderr });
    }),
  ]);
  return {
    url,
    origin: new URL(url).origin,
    pid: child.pid!,
    stderr: () => stderr,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

export class HostDidNotStart extends Error {
  readonly end: HostEnd;
  constructor(end: HostEnd) {
    super(`the host ended with ${end.code}: ${end.stderr}`);
    this.end = end;
  }
}
