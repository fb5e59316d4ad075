import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { ModelName } from '../../../shared/model/speech-models.ts';
import type { KnownModel } from '../../ports/model-manager.ts';
import type { EncounterId } from '../../../shared/model/ids.ts';
import type { Handlers } from '../app.ts';
import type { AppContext } from '../app-context.ts';
import { listModels } from './list-models.ts';
import { measureModel } from './measure-model.ts';
import type { ModelDeps } from './model-deps.ts';
import { createModelJobs } from './model-jobs.ts';

type ModelCall = Extract<keyof Handlers, `models.${string}`>;

export interface Models {
  readonly handlers: Pick<Handlers, ModelCall>;
  close(): Promise<void>;
}

/** Which model listens, and which could. */
export function createModels(
  context: AppContext,
  { activeEncounterId }: { activeEncounterId(): EncounterId | undefined },
): Models {
  const { deps, hub, auditor, session } = context;
  const { store } = deps;
  const jobs = createModelJobs(context);
  let problem: { model: string; code: ErrorCode } | undefined;

  const need = (): ModelDeps => {
    if (!deps.models) throw new AppError('not-found.procedure');
    return deps.models;
  };
  const warn = (code: ErrorCode, params: Record<string, string>): void => {
    const encounterId = activeEncounterId();
    if (encounterId) hub.emit({ type: 'recording.warning', encounterId, code, params });
  };
  const stopNotices = deps.models?.notices.on((notice) => {
    if (notice.kind === 'language') return warn('model.language', { language: notice.language });
    const next = notice.kind === 'fallback' ? { model: notice.model, code: notice.code } : undefined;
    // Told once, not at each look.
    if (next?.model === problem?.model && next?.code === problem?.code) return;
    problem = next;
    if (next) warn('model.fallback', { model: next.model });
    hub.emit({ type: 'models.changed' });
  });

  // A visit is heard by one model from its first word to its last, so that its transcript can say by which.
  const holds = new Map<EncounterId, () => void>();
  const letGo = (encounterId: EncounterId): void => {
    holds.get(encounterId)?.();
    holds.delete(encounterId);
  };
  const stopHolding = hub.on((event) => {
    if (event.type === 'encounter.changed') {
      const { encounterId, state } = event;
      if (state === 'recording' && deps.models && !holds.has(encounterId)) holds.set(encounterId, deps.models.hold());
      else if (state !== 'recording' && state !== 'recorded') letGo(encounterId);
    }
    // Called off or failed: what is heard later is heard by the model of then.
    if (event.type === 'job.progress' && event.progress === undefined) letGo(event.encounterId);
  });

  const note = (action: string, name: string): void => {
    auditor.record(session.requireClinician().id, action, 'settings/models', { model: name });
  };
  const choose = (name: string | undefined): void => {
    const { speechModel: _before, whisperModelDir: _folder, ...settings } = store.settings.get();
    store.settings.save(name === undefined ? settings : { ...settings, speechModel: name });
    // What was wrong was wrong with the choice before; what is wrong with this one will be told.
    problem = undefined;
    hub.emit({ type: 'settings.changed' });
    hub.emit({ type: 'models.changed' });
    // Loaded now, so that the next recording begins at once, and a model that cannot be used says so before it.
    if (!activeEncounterId()) void deps.transcriber.warm().catch(() => undefined);
  };
  const refuseWhileRecording = (): void => {
    if (activeEncounterId()) throw new AppError('conflict.recording-active');
  };
  const requireInstalled = async (name: string): Promise<KnownModel> => {
    const model = (await need().manager.list()).find((other) => other.name === name && other.installed);
    if (!model) throw new AppError('model.missing', { params: { model: name } });
    return model;
  };

  return {
    handlers: {
      'models.list': () => listModels(context, need(), jobs, problem),
      'models.install': async ({ name, precision }) => {
        const { manager } = need();
        if (!(await manager.origin()).allowed) throw new AppError('model.hub-off');
        const offers = (await manager.list()).find((model) => model.name === name)?.offers ?? [];
        // Half precision is what graphics processors are fast at; a processor is better off with what the catalogue prefers.
        const wantsHalf =
          store.settings.get().speechDevice !== 'cpu' && offers.some((offer) => offer.precision === 'fp16');
        const wanted = precision ?? (wantsHalf ? 'fp16' : undefined);
        jobs.start(name, 'install', ({ signal, progress }) =>
          manager.install(name, { precision: wanted, signal, onProgress: progress }),
        );
        note('models.install', name);
        return {};
      },
      'models.importFolder': ({ folder }) => {
        const { manager } = need();
        const name = ModelName.safeParse(folder.split(/[\\/]/).filter(Boolean).at(-1));
        if (!name.success) throw new AppError('model.missing', { params: { file: 'config.json' } });
        jobs.start(name.data, 'install', async ({ signal, progress }) => {
          await manager.importFolder(folder, { signal, onProgress: progress });
        });
        note('models.import-folder', name.data);
        return { name: name.data };
      },
      'models.cancel': async ({ name }) => {
        await jobs.cancel(name);
        return {};
      },
      'models.remove': async ({ name }) => {
        const { manager } = need();
        if (jobs.running?.name === name) throw new AppError('model.busy', { retryable: true });
        // It may be the one that listens, whatever was chosen since.
        refuseWhileRecording();
        if (store.settings.get().speechModel === name) choose(undefined);
        await manager.remove(name);
        note('models.remove', name);
        hub.emit({ type: 'models.changed' });
        return {};
      },
      'models.use': async ({ name }) => {
        const { origin } = await requireInstalled(name);
        note('models.use', name);
        choose(origin === 'built-in' ? undefined : name);
        return {};
      },
      'models.measure': async ({ name }) => {
        refuseWhileRecording();
        const models = need();
        await requireInstalled(name);
        jobs.start(name, 'measure', async (job) => {
          await models.manager.saveMeasurement(name, await measureModel(context, models, name, job));
        });
        return {};
      },
    },
    async close() {
      stopNotices?.();
      stopHolding();
      await jobs.cancel();
    },
  };
}
