import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../../shared/errors.ts';
import { readModelManifest, type ManifestFile } from './model-manifest.ts';

export interface BuiltInModel {
  readonly name: string;
  readonly languages: readonly string[];
  readonly licence: string;
  readonly encoder: string;
  readonly decoder: string;
  readonly vad: string;
  /** The project's own token model, where it is carried. */
  readonly visitTokens: string | undefined;
  /**
   * Reads every file once: SHA-256 of what decides the text (encoder, decoder, token model, one after the other).
   * @throws AppError `model.corrupt`
   */
  verify(): Promise<string>;
}

/**
 * Finds the recogniser and the voice-activity model that the product carries: in `modelDir` when an installer laid them there
 * (file names as in resources/models/manifest.json), else in the packages they come from.
 * @throws AppError `model.missing` with the file's name.
 */
export function findBuiltInModel(modelDir?: string): BuiltInModel {
  const manifest = readModelManifest();
  const all = [...manifest.builtIn.files, ...manifest.voiceActivity.files];
  const locate = (role: string): { entry: ManifestFile; path: string } => {
    const entry = all.find((file) => file.role === role)!;
    const candidates = modelDir === undefined ? [] : [path.join(modelDir, entry.file)];
    const installed = packageFile(entry.package, entry.path);
    if (installed !== undefined) candidates.push(installed);
    const found = candidates.find((candidate) => existsSync(candidate));
    if (found === undefined) throw new AppError('model.missing', { params: { file: entry.file } });
    return { entry, path: found };
  };
  const [encoder, decoder, vad] = [locate('encoder'), locate('decoder'), locate('vad')];
  const visitTokens = findVisitTokens(modelDir);
  return {
    name: manifest.builtIn.name,
    languages: manifest.builtIn.languages,
    licence: manifest.builtIn.licence,
    encoder: encoder.path,
    decoder: decoder.path,
    vad: vad.path,
    visitTokens,
    async verify() {
      for (const { entry, path: file } of [encoder, decoder, vad])
        if ((await sha256OfFiles([file])) !== entry.sha256)
          throw new AppError('model.corrupt', { params: { file: entry.file } });
      return sha256OfFiles([encoder.path, decoder.path, ...(visitTokens === undefined ? [] : [visitTokens])]);
    },
  };
}

/** Learned by this project (docs/MODEL-CARD.md), carried in resources/models. Listening works without it, less well. */
const VISIT_TOKENS = 'visit-tokens.bin';

/** The token model of visits: beside the built-in models, or in the resources folder above this file. */
function findVisitTokens(modelDir?: string): string | undefined {
  const folders = modelDir === undefined ? [] : [modelDir];
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (let up = 0; up < 6; up++) {
    folders.push(path.join(folder, 'resources', 'models'), path.join(folder, 'models'));
    folder = path.dirname(folder);
  }
  return folders.map((candidate) => path.join(candidate, VISIT_TOKENS)).find((file) => existsSync(file));
}

/** A file inside an installed package, whether or not the package exports it. */
function packageFile(packageName: string, file: string): string | undefined {
  const require = createRequire(import.meta.url);
  for (const folder of require.resolve.paths(packageName) ?? []) {
    const candidate = path.join(folder, packageName, file);
    if (existsSync(candidate)) return candidate;
  }
  return undefined;
}

/** Lower-case hex SHA-256 over the files' bytes, one after the other. @throws AppError `model.missing` */
export async function sha256OfFiles(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) {
    try {
      for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
    } catch (cause) {
      throw new AppError('model.missing', { params: { file: path.basename(file) }, cause });
    }
  }
  return hash.digest('hex');
}
