import type { ModelsView } from '../../../shared/contract/models.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import type { SpeechModel } from '../../../shared/model/speech-models.ts';
import { recommendModel } from '../../domain/models/recommend.ts';
import type { AppContext } from '../app-context.ts';
import type { ModelDeps } from './model-deps.ts';
import type { ModelJobs } from './model-jobs.ts';

/** Every model there is or could be, with what speaks for it on this machine. */
export async function listModels(
  { deps }: Pick<AppContext, 'deps'>,
  { manager, machine }: ModelDeps,
  jobs: ModelJobs,
  problem: { readonly model: string; readonly code: ErrorCode } | undefined,
): Promise<ModelsView> {
  const known = await manager.list();
  const origin = await manager.origin();
  const { speechModel, spokenLanguage, whisperModelDir } = deps.store.settings.get();
  // A folder that was typed in before models had a list.
  const typed = speechModel === undefined ? whisperModelDir?.split(/[\\/]/).at(-1) : undefined;
  const candidates = known.flatMap((model) =>
    model.parametersMillions === undefined || !(model.installed || origin.allowed)
      ? []
      : [{ ...model, parametersMillions: model.parametersMillions, realTimeFactor: model.measured?.realTimeFactor }],
  );
  const recommended = recommendModel(candidates, machine, spokenLanguage === 'auto' ? 'en' : spokenLanguage);
  const chosen = known.some((model) => model.installed && model.name === speechModel) ? speechModel : undefined;
  const { running } = jobs;
  const models = known
    .filter((model) => model.installed || origin.allowed)
    .map((model): SpeechModel => ({
      name: model.name,
      origin: model.origin,
      languages: [...model.languages],
      licence: model.licence,
      bytes: model.bytes,
      installed: model.installed,
      inUse: chosen === undefined ? typed === undefined && model.origin === 'built-in' : model.name === chosen,
      recommended: model.name === recommended,
      precision: model.precision,
      offers: [...model.offers],
      partialBytes: model.partialBytes,
      measured: model.measured,
      progress: running?.name === model.name ? running.progress : undefined,
    }));
  if (typed !== undefined)
    models.push({
      name: typed,
      origin: 'folder',
      languages: ['multilingual'],
      licence: '',
      bytes: 0,
      installed: true,
      inUse: true,
      recommended: false,
      offers: [],
    });
  const device = await deps.transcriber.info().then(
    (info) => info.device,
    () => undefined,
  );
  return {
    models,
    origin: { ...origin, locked: [...origin.locked] },
    problem,
    device: device && { ...device },
  };
}
