import { AppError, toWireError } from '../../../shared/errors.ts';
import { parentChannel } from '../runtime/parent-channel.ts';
import type { LocalReply, LocalRequest } from './local-protocol.ts';
import type { OpenTextModel } from './text-model.ts';

/** Answers the protocol of `local-protocol.ts` on this process's channel until the parent goes away. */
export function serveTextModel(): void {
  // Nothing in this process has anything to say to a network.
  globalThis.fetch = () => Promise.reject(new Error('no network'));
  process.env['ORT_DISABLE_TELEMETRY'] = '1';
  const channel = parentChannel<LocalRequest, LocalReply>();
  let model: OpenTextModel | undefined;
  const cancelled = new Set<number>();

  const work = async (message: Exclude<LocalRequest, { operation: 'cancel' }>): Promise<unknown> => {
    if (message.operation === 'start') {
      // Loaded only here: the library is large, and its runtime is told to keep quiet first.
      const { openTextModel } = await import('./text-model.ts');
      model = await openTextModel(message.request);
      return model.started;
    }
    if (!model) throw new AppError('model.worker');
    return model.generate({
      ...message.request,
      isCancelled: () => cancelled.has(message.id),
      onToken: () => channel.send({ id: message.id, alive: true }),
    });
  };

  channel.onMessage((message) => {
    if (message.operation === 'cancel') {
      cancelled.add(message.id);
      return;
    }
    const { id } = message;
    void work(message)
      .then(
        (value): LocalReply => ({ id, ok: true, value }),
        (error: unknown): LocalReply => {
          const { code, params } = toWireError(error, '');
          return { id, ok: false, code: code === 'bug' ? 'model.worker' : code, params };
        },
      )
      .then((reply) => {
        cancelled.delete(id);
        channel.send(reply);
      });
  });
}
