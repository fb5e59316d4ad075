import type { ModelsView } from '../../shared/contract/models.ts';
import type { AppEventBody, ProcedureInput } from '../../shared/contract/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { SpeechModel } from '../../shared/model/speech-models.ts';

const whisper = (name: string, bytes: number, languages: string[]): SpeechModel => ({
  name,
  origin: 'catalogue',
  languages,
  licence: 'Whisper, MIT, OpenAI',
  bytes,
  installed: false,
  inUse: false,
  recommended: name === 'whisper-base.en',
  precision: 'q8',
  offers: [{ precision: 'q8', bytes }],
});

export const MODELS_VIEW: ModelsView = {
  models: [
    {
      name: 'moonshine-tiny-int8',
      origin: 'built-in',
      languages: ['en'],
      licence: 'Moonshine tiny (English), MIT, Useful Sensors, Inc.',
      bytes: 28_000_000,
      installed: true,
      inUse: true,
      recommended: false,
      offers: [],
      measured: { realTimeFactor: 0.1, loadMs: 300, audioMs: 60_000, at: 1, provider: 'cpu' },
    },
    whisper('whisper-tiny.en', 44_000_000, ['en']),
    whisper('whisper-base.en', 80_000_000, ['en']),
    whisper('whisper-large-v3-turbo', 1_088_000_000, ['multilingual']),
  ],
  origin: { allowed: true, host: 'huggingface.co', locked: [] },
};

/** Models as main has them. Long acts begin and then wait: a test says how they go on by `end`. */
export function scriptedModels(emit: (event: AppEventBody) => void, start: ModelsView = MODELS_VIEW) {
  let view = start;
  const change = (name: string, map: (model: SpeechModel) => SpeechModel): void => {
    view = { ...view, models: view.models.map((model) => (model.name === name ? map(model) : model)) };
    emit({ type: 'models.changed' });
  };
  const begin =
    (act: 'install' | 'measure') =>
    ({ name }: { name: string }) => {
      if (view.models.some((model) => model.progress)) throw new AppError('model.busy');
      change(name, (model) => ({ ...model, progress: { act } }));
      return {};
    };
  return {
    answers: {
      'models.list': () => view,
      'models.install': begin('install'),
      'models.measure': begin('measure'),
      'models.cancel': ({ name }: ProcedureInput<'models.cancel'>) => {
        change(name, (model) => ({ ...model, progress: undefined, partialBytes: 30_000_000 }));
        return {};
      },
      'models.remove': ({ name }: ProcedureInput<'models.remove'>) => {
        change(name, (model) => ({ ...model, installed: false, inUse: false }));
        return {};
      },
      'models.use': ({ name }: ProcedureInput<'models.use'>) => {
        view = { ...view, models: view.models.map((model) => ({ ...model, inUse: model.name === name })) };
        emit({ type: 'models.changed' });
        return {};
      },
      'models.importFolder': ({ folder }: ProcedureInput<'models.importFolder'>) => ({
        name: folder.split('/').at(-1)!,
      }),
    },
    /** The act on a model came to its end. */
    end: (name: string, result: Partial<SpeechModel>) =>
      change(name, (model) => ({ ...model, progress: undefined, ...result })),
    put: (changes: Partial<ModelsView>) => {
      view = { ...view, ...changes };
      emit({ type: 'models.changed' });
    },
  };
}
