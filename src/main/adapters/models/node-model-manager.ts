import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleepFor } from 'node:timers/promises';
import catalogueJson from '../../../../resources/models/catalogue.json' with { type: 'json' };
import { AppError } from '../../../shared/errors.ts';
import { ModelName, type ModelPrecision, type ModelSource } from '../../../shared/model/speech-models.ts';
import {
  Catalogue,
  defaultPrecision,
  isWanted,
  requiredFiles,
  type CatalogueModel,
} from '../../domain/models/catalogue.ts';
import type { HubSnapshot, ModelHub } from '../../ports/model-hub.ts';
import type { InstallOptions, KnownModel, ModelManager } from '../../ports/model-manager.ts';
import { findBuiltInModel } from '../speech/model-files.ts';
import { readModelManifest } from '../speech/model-manifest.ts';
import { describeWhisper } from '../speech/whisper-files.ts';
import { copyFiles, readSums } from './copy-folder.ts';
import { downloadFiles, partialBytes, retrying } from './download-files.ts';
import { createHttpClient, isSecure } from './http-client.ts';
import { createHubClient } from './hub-client.ts';
import { lockInstall } from './install-lock.ts';
import {
  bytesIn,
  filesIn,
  listInstalledModels,
  moveIntoPlace,
  verifyInstalledModel,
  type InstalledModel,
} from './model-folders.ts';
import { Measurements, Pins, readNotes, writeNotes } from './model-notes.ts';
import { readModelPolicy, type EffectivePolicy } from './model-policy.ts';

export interface ModelManagerOptions {
  /** Models, digests and measurements are kept here, for the whole machine account. */
  readonly modelsDir: string;
  /** Where the policy file lies. */
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where an installer laid the built-in model. */
  readonly builtInDir?: string;
  /** What the user set, read anew each time. */
  readonly source?: () => ModelSource;
  readonly catalogue?: Catalogue;
  readonly sleep?: (ms: number) => Promise<void>;
  readonly freeBytes?: (folder: string) => Promise<number>;
  readonly now?: () => Date;
}

/** Beyond the model itself: a disk that is filled to the brim loses recordings. */
const SPACE_TO_LEAVE_BYTES = 200_000_000;
const PINS = 'pins.json';
const MEASUREMENTS = 'measurements.json';

/** Models as folders on this machine, from the hub, a mirror, or a folder somebody brings. */
export function createModelManager(options: ModelManagerOptions): ModelManager {
  const { modelsDir, dataDir, env, source = () => ({}) } = options;
  const { sleep = (ms: number) => sleepFor(ms).then(() => undefined), freeBytes = freeBytesOn } = options;
  const { now = () => new Date() } = options;
  const catalogue = options.catalogue ?? Catalogue.parse(catalogueJson);
  const policy = (): EffectivePolicy => readModelPolicy(dataDir, env, source());
  const incoming = (name: string, precision: ModelPrecision): string =>
    path.join(modelsDir, '.incoming', `${name}@${precision}`);

  const hubFor = (rules: EffectivePolicy): ModelHub => {
    const base = rules.mirror ?? catalogue.hub;
    if (!URL.canParse(base) || !isSecure(new URL(base))) throw new AppError('network.insecure');
    return createHubClient(createHttpClient({ proxy: rules.proxy, caFile: rules.caFile, env }), base);
  };

  const requireSpace = async (bytes: number): Promise<void> => {
    await mkdir(modelsDir, { recursive: true });
    const free = await freeBytes(modelsDir);
    if (free < bytes + SPACE_TO_LEAVE_BYTES)
      throw new AppError('storage.full', { params: { neededBytes: bytes, freeBytes: Math.round(free) } });
  };

  const builtIn = (): KnownModel => {
    const { name, languages, licence } = findBuiltInModel(options.builtInDir);
    const { files } = readModelManifest().builtIn;
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    return { name, origin: 'built-in', languages, licence, bytes, installed: true, offers: [] };
  };

  const offered = async (model: CatalogueModel, installed: InstalledModel | undefined): Promise<KnownModel> => {
    const offers = Object.entries(model.approximateBytes).map(([precision, bytes]) => ({
      precision: precision as ModelPrecision,
      bytes,
    }));
    const precision = installed?.record?.precision ?? defaultPrecision(model);
    const partials = await Promise.all(offers.map((offer) => partialBytes(incoming(model.name, offer.precision))));
    const partial = partials.reduce((sum, bytes) => sum + bytes, 0);
    const languages = installed?.record?.languages.length ? installed.record.languages : model.languages;
    return {
      name: model.name,
      origin: 'catalogue',
      languages,
      licence: catalogue.licence,
      bytes: installed?.bytes ?? model.approximateBytes[precision] ?? 0,
      installed: installed !== undefined,
      precision,
      offers,
      parametersMillions: model.parametersMillions,
      ...(partial > 0 ? { partialBytes: partial } : {}),
    };
  };

  const brought = (model: InstalledModel): KnownModel => ({
    name: model.name,
    origin: 'folder',
    languages: model.record?.languages.length ? model.record.languages : ['en'],
    licence: model.record?.licence || catalogue.licence,
    bytes: model.bytes,
    installed: true,
    ...(model.record?.precision ? { precision: model.record.precision } : {}),
    offers: [],
  });

  /** What the files of a repository must be, where that is known: from IT, else from the first installation. */
  const pinnedOf = async (
    model: CatalogueModel,
    rules: EffectivePolicy,
  ): Promise<{ revision: string; files: Readonly<Record<string, string>> }> => {
    const given = rules.digests?.models[model.repository];
    if (given) return { revision: given.revision ?? model.revision, files: given.files };
    const first = (await readNotes(modelsDir, PINS, Pins))[model.repository];
    return first ?? { revision: model.revision, files: {} };
  };

  const download = async (
    model: CatalogueModel,
    precision: ModelPrecision,
    { onProgress, signal }: InstallOptions,
  ): Promise<void> => {
    const rules = policy();
    if (!rules.allowHub) throw new AppError('model.hub-off');
    const folder = incoming(model.name, precision);
    const unlock = lockInstall(path.join(modelsDir, '.incoming', `${model.name}.lock`));
    try {
      const hub = hubFor(rules);
      const pinned = await pinnedOf(model, rules);
      const names = requiredFiles(precision);
      const probes = [...names, ...names.filter((name) => name.endsWith('.onnx')).map((name) => `${name}_data`)];
      const snapshot = await retrying(() => hub.snapshot(model.repository, pinned.revision, probes, signal), {
        sleep,
        signal,
      });
      const files = wantedFiles(snapshot, precision);
      const totalBytes = files.reduce((sum, file) => sum + file.bytes, 0);
      const there = await partialBytes(folder);
      await requireSpace(Math.max(0, totalBytes - there));
      const sums = await downloadFiles({
        hub,
        snapshot,
        files,
        pinned: pinned.files,
        folder,
        onBytes: (doneBytes) => onProgress?.({ doneBytes, totalBytes }),
        signal,
        sleep,
      });
      const { languages, licence } = await describeWhisper(folder, precision);
      const { repository } = model;
      const { revision } = snapshot;
      await rm(path.join(folder, 'plan.json'), { force: true });
      await moveIntoPlace(modelsDir, folder, model.name, {
        origin: 'catalogue',
        repository,
        revision,
        precision,
        languages: [...languages],
        licence,
        installedAt: now().toISOString(),
        files: sums,
      });
      const pins = await readNotes(modelsDir, PINS, Pins);
      const known = pins[repository]?.revision === revision ? pins[repository].files : {};
      await writeNotes(modelsDir, PINS, { ...pins, [repository]: { revision, files: { ...known, ...sums } } });
    } finally {
      unlock();
    }
  };

  return {
    async list() {
      const installed = await listInstalledModels(modelsDir);
      const measured = await readNotes(modelsDir, MEASUREMENTS, Measurements);
      const ofCatalogue = await Promise.all(
        catalogue.models.map((model) =>
          offered(
            model,
            installed.find((other) => other.name === model.name),
          ),
        ),
      );
      const others = installed
        .filter((model) => !catalogue.models.some((entry) => entry.name === model.name))
        .map(brought);
      return [builtIn(), ...ofCatalogue, ...others].map((model) =>
        model.installed && measured[model.name] ? { ...model, measured: measured[model.name] } : model,
      );
    },

    origin() {
      const rules = policy();
      const base = rules.mirror ?? catalogue.hub;
      return Promise.resolve({
        allowed: rules.allowHub,
        host: URL.canParse(base) ? new URL(base).host : base.slice(0, 100),
        locked: rules.locked,
      });
    },

    async install(name, { precision, ...rest } = {}) {
      const model = catalogue.models.find((entry) => entry.name === name);
      if (!model) throw new AppError('model.not-offered', { params: { model: name.slice(0, 100) } });
      await download(model, precision ?? defaultPrecision(model), rest);
    },

    async importFolder(from, { onProgress, signal } = {}) {
      const { name: folderName, languages, licence } = await describeWhisper(from);
      const name = ModelName.safeParse(folderName);
      if (!name.success) throw new AppError('validation.input', { params: { setting: 'model-name' } });
      const files = await filesIn(from);
      const totalBytes = await bytesIn(from);
      await requireSpace(totalBytes);
      const repository = catalogue.models.find((entry) => entry.name === folderName)?.repository;
      const given = repository === undefined ? undefined : policy().digests?.models[repository]?.files;
      const staging = path.join(modelsDir, `.new-${randomUUID()}`);
      let doneBytes = 0;
      try {
        const sums = await copyFiles({
          from,
          to: staging,
          files,
          expected: { ...(await readSums(from)), ...pickPresent(given, files) },
          onBytes(bytes) {
            doneBytes += bytes;
            onProgress?.({ doneBytes, totalBytes });
          },
          signal,
        });
        await moveIntoPlace(modelsDir, staging, folderName, {
          origin: 'folder',
          languages: [...languages],
          licence,
          installedAt: now().toISOString(),
          files: sums,
        });
      } finally {
        await rm(staging, { recursive: true, force: true });
      }
      return { name: folderName };
    },

    async verify(name) {
      if (name === builtIn().name)
        return findBuiltInModel(options.builtInDir)
          .verify()
          .then(
            () => [],
            (error: unknown) => {
              if (!(error instanceof AppError)) throw error;
              return [String(error.params['file'] ?? error.code)];
            },
          );
      const model = (await listInstalledModels(modelsDir)).find((other) => other.name === name);
      if (!model) throw new AppError('model.missing', { params: { model: name.slice(0, 60) } });
      return verifyInstalledModel(model.folder);
    },

    async remove(name) {
      const parsed = ModelName.safeParse(name);
      const folder = path.join(modelsDir, parsed.success ? parsed.data : '.');
      const leftovers = (['q8', 'fp16', 'fp32', 'q4'] as const).map((precision) => incoming(name, precision));
      const present = parsed.success ? [folder, ...leftovers].filter((candidate) => existsSync(candidate)) : [];
      if (present.length === 0) throw new AppError('model.missing', { params: { model: name.slice(0, 60) } });
      for (const candidate of present)
        await rm(candidate, { recursive: true, force: true }).catch((cause: unknown) => {
          // Some systems do not let go of files that are open.
          throw new AppError('model.busy', { retryable: true, cause });
        });
      const { [name]: _gone, ...kept } = await readNotes(modelsDir, MEASUREMENTS, Measurements);
      await writeNotes(modelsDir, MEASUREMENTS, kept);
    },

    async saveMeasurement(name, measured) {
      const all = await readNotes(modelsDir, MEASUREMENTS, Measurements);
      await writeNotes(modelsDir, MEASUREMENTS, { ...all, [name]: measured });
    },
  };
}

/** @throws AppError `model.not-offered` when a file is not there that the model needs */
function wantedFiles({ files, repository }: HubSnapshot, precision: ModelPrecision) {
  for (const name of requiredFiles(precision))
    if (!files.some((file) => file.path === name))
      throw new AppError('model.not-offered', { params: { repository, file: name } });
  return files.filter((file) => isWanted(file.path, precision)).sort((a, b) => a.bytes - b.bytes);
}

function pickPresent(sums: Readonly<Record<string, string>> | undefined, files: readonly string[]) {
  return Object.fromEntries(Object.entries(sums ?? {}).filter(([file]) => files.includes(file)));
}

async function freeBytesOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
