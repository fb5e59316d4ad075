import { AppError } from '../../../shared/errors.ts';
import type { InstallOptions, KnownModel, ModelManager, ModelOrigin } from '../../ports/model-manager.ts';

/** What a download of the twin does at each step; a test holds it up here, or lets it fail. */
export type TransferStep = (step: number, options: InstallOptions) => Promise<void> | void;

const STEPS = 4;

/** The manager without disk and network: models come in four steps. */
export function createMemoryModelManager(
  options: {
    readonly models?: readonly KnownModel[];
    readonly origin?: Partial<ModelOrigin>;
    readonly onStep?: TransferStep;
    /** Names of folders that hold a model. */
    readonly folders?: readonly string[];
  } = {},
): ModelManager {
  const models = new Map((options.models ?? []).map((model) => [model.name, model]));
  const origin: ModelOrigin = { allowed: true, host: 'hub.example', locked: [], ...options.origin };

  const transfer = async (bytes: number, install: InstallOptions): Promise<void> => {
    for (let step = 1; step <= STEPS; step++) {
      await options.onStep?.(step, install);
      if (install.signal?.aborted) throw new AppError('cancelled', { retryable: true });
      install.onProgress?.({ doneBytes: (bytes * step) / STEPS, totalBytes: bytes });
    }
  };
  const require = (name: string): KnownModel => {
    const model = models.get(name);
    if (!model?.installed || model.origin === 'built-in') throw new AppError('model.missing');
    return model;
  };

  return {
    list: () => Promise.resolve([...models.values()]),
    origin: () => Promise.resolve(origin),
    async install(name, install = {}) {
      const model = models.get(name);
      if (!origin.allowed) throw new AppError('model.hub-off');
      if (model?.origin !== 'catalogue') throw new AppError('model.not-offered');
      await transfer(model.bytes, install);
      models.set(name, { ...model, installed: true, ...(install.precision ? { precision: install.precision } : {}) });
    },
    async importFolder(folder, install = {}) {
      const name = folder.split('/').at(-1)!;
      if (!options.folders?.includes(name)) throw new AppError('model.missing', { params: { file: 'config.json' } });
      await transfer(1_000, install);
      models.set(name, {
        name,
        origin: 'folder',
        languages: ['en'],
        licence: 'none',
        bytes: 1_000,
        installed: true,
        offers: [],
      });
      return { name };
    },
    verify: (name) => {
      if (models.get(name)?.installed) return Promise.resolve([]);
      return Promise.reject(new AppError('model.missing'));
    },
    async remove(name) {
      const model = require(name);
      if (model.origin === 'folder') models.delete(name);
      else models.set(name, { ...model, installed: false, measured: undefined });
    },
    saveMeasurement(name, measured) {
      const model = models.get(name);
      if (model) models.set(name, { ...model, measured });
      return Promise.resolve();
    },
  };
}
