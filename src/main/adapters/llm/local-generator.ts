import { AppError } from '../../../shared/errors.ts';
import type { CancelSignal } from '../../../shared/cancel.ts';
import type { GeneratedText, TextGenerator } from '../../ports/text-generator.ts';
import type { Log } from '../../ports/runtime.ts';
import { forkWorker } from '../speech/fork-worker.ts';
import type { ChannelProcess, SpawnProcess } from '../speech/worker-protocol.ts';
import type { LocalCalls, LocalReply, LocalRequest, LocalSpec, LocalStarted } from './local-protocol.ts';

export interface LocalLimits {
  /** Reading the files once for their digest, and loading them. */
  readonly startMs: number;
  /** Without a token; reading a long visit takes a small computer a while before the first. */
  readonly silentMs: number;
  /** What a cancelled answer gets to end by itself, before the process is ended. */
  readonly graceMs: number;
  /** A model that nobody asked for this long gives its memory back. */
  readonly idleMs: number;
}

export const LOCAL_LIMITS: LocalLimits = { startMs: 240_000, silentMs: 120_000, graceMs: 3_000, idleMs: 300_000 };

interface Running {
  readonly process: ChannelProcess<LocalRequest, LocalReply>;
  started: LocalStarted | undefined;
  /** The call it is at: one at a time. */
  current: { reply(reply: LocalReply): void; lost(): void } | undefined;
}

/**
 * A model in a folder of this computer, in a process of its own: a crash or a hang costs the answer. The process is started by the first
 * question and ended when nobody asks for a while.
 */
export function createLocalGenerator(options: {
  readonly spec: LocalSpec;
  /** Name of the model for people: the folder's. */
  readonly name: string;
  readonly entry: URL | string;
  readonly spawn?: SpawnProcess;
  readonly log: Log;
  readonly limits?: Partial<LocalLimits>;
}): TextGenerator {
  const { spec, entry, log, spawn = forkWorker } = options;
  const limits = { ...LOCAL_LIMITS, ...options.limits };
  let running: Running | undefined;
  let nextId = 1;
  let tail: Promise<unknown> = Promise.resolve();
  let idle: ReturnType<typeof setTimeout> | undefined;

  const end = (): void => {
    clearTimeout(idle);
    const target = running;
    running = undefined;
    target?.process.kill();
    target?.current?.lost();
  };

  const call = <Operation extends keyof LocalCalls>(
    target: Running,
    operation: Operation,
    request: LocalCalls[Operation]['request'],
    { silentMs, signal }: { silentMs: number; signal?: CancelSignal },
  ): Promise<LocalCalls[Operation]['value']> =>
    new Promise((resolve, reject) => {
      const id = nextId++;
      let timer: ReturnType<typeof setTimeout>;
      let isDone = false;
      const finish = (outcome: () => void): void => {
        if (isDone) return;
        isDone = true;
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        target.current = undefined;
        outcome();
      };
      const giveUp = (error: AppError): void =>
        finish(() => {
          if (running === target) running = undefined;
          target.process.kill();
          reject(error);
        });
      const watch = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          log.warn('drafting.worker-hung', { operation });
          giveUp(new AppError('network.timeout', { retryable: true }));
        }, silentMs);
      };
      const onAbort = (): void => {
        target.process.send({ id, operation: 'cancel' });
        clearTimeout(timer);
        timer = setTimeout(() => giveUp(new AppError('cancelled', { retryable: true })), limits.graceMs);
      };
      watch();
      signal?.addEventListener('abort', onAbort, { once: true });
      target.current = {
        reply(reply) {
          if (reply.id !== id) return;
          if ('alive' in reply) {
            if (!signal?.aborted) watch();
          } else if (signal?.aborted) finish(() => reject(new AppError('cancelled', { retryable: true })));
          else if (reply.ok) finish(() => resolve(reply.value as LocalCalls[Operation]['value']));
          else finish(() => reject(new AppError(reply.code, { params: reply.params })));
        },
        lost: () => giveUp(new AppError(signal?.aborted ? 'cancelled' : 'model.worker', { retryable: true })),
      };
      target.process.send({ id, operation, request } as LocalRequest);
    });

  const ready = async (signal: CancelSignal | undefined): Promise<Running> => {
    if (running?.started) return running;
    const process = spawn<LocalRequest, LocalReply>(entry);
    log.info('drafting.worker-started', { pid: process.pid ?? 0 });
    const target: Running = { process, started: undefined, current: undefined };
    running = target;
    process.onMessage((reply) => target.current?.reply(reply));
    process.onExit(() => {
      if (running === target) running = undefined;
      target.current?.lost();
    });
    try {
      target.started = await call(target, 'start', spec, { silentMs: limits.startMs, signal });
      return target;
    } catch (error) {
      // What cannot be loaded will not load the next time either: no process is kept for it.
      if (running === target) running = undefined;
      process.kill();
      throw error;
    }
  };

  const generate = async ({
    messages,
    maxTokens,
    signal,
  }: Parameters<TextGenerator['generate']>[0]): Promise<GeneratedText> => {
    if (signal?.aborted) throw new AppError('cancelled', { retryable: true });
    clearTimeout(idle);
    const target = await ready(signal);
    const { text, cutOff } = await call(
      target,
      'generate',
      { messages, maxTokens },
      { silentMs: limits.silentMs, signal },
    );
    idle = setTimeout(end, limits.idleMs);
    idle.unref();
    return { text, cutOff, model: target.started! };
  };

  return {
    label: `local:${options.name}`,
    // Small models have short memories, and two cores read slowly.
    maxMaterialChars: 48_000,
    generate(request) {
      const result = tail.then(() => generate(request));
      tail = result.catch(() => undefined);
      return result;
    },
    close() {
      end();
      return Promise.resolve();
    },
  };
}
