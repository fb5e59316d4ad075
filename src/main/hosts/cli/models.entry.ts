import { existsSync } from 'node:fs';
import path from 'node:path';
import { defaultDataDir } from '../../adapters/runtime/data-dir.ts';
import { installModel, listInstalledModels, verifyInstalledModel } from '../../adapters/speech/installed-models.ts';
import { findBuiltInModel } from '../../adapters/speech/model-files.ts';
import { AppError } from '../../../shared/errors.ts';
import { describeError, isBadInput } from './messages.ts';

const USAGE = 'usage: npm run -s models -- list | install DIR | verify';
const modelsDir = path.join(defaultDataDir(process.env, process.platform), 'models');

process.exitCode = await main(process.argv.slice(2));

async function main([verb, ...rest]: readonly string[]): Promise<number> {
  try {
    if (verb === 'list' && rest.length === 0) return await list();
    if (verb === 'verify' && rest.length === 0) return await verify();
    if (verb === 'install' && rest.length === 1) return await install(rest[0]!);
  } catch (error) {
    fail(`models: ${describeError(error)}`);
    return isBadInput(error) || (error instanceof AppError && error.code.startsWith('model.')) ? 2 : 1;
  }
  fail(USAGE);
  return 2;
}

async function list(): Promise<number> {
  const builtIn = findBuiltInModel();
  line(builtIn.name, 'built in', builtIn.languages.join(' '), builtIn.licence);
  for (const model of await listInstalledModels(modelsDir))
    line(model.name, 'installed', `${Math.round(model.bytes / 1e6)} MB`);
  return 0;
}

async function verify(): Promise<number> {
  const builtIn = findBuiltInModel();
  const results: [string, string[]][] = [[builtIn.name, await builtIn.verify().then(() => [], corruptFile)]];
  for (const model of await listInstalledModels(modelsDir))
    results.push([model.name, await verifyInstalledModel(model.folder)]);
  for (const [name, wrong] of results) line(name, wrong.length === 0 ? 'whole' : `damaged: ${wrong.join(', ')}`);
  return results.every(([, wrong]) => wrong.length === 0) ? 0 : 1;
}

async function install(folder: string): Promise<number> {
  if (!existsSync(folder)) {
    fail(
      'models: no such folder. This version installs from a folder that holds the ONNX files; it does not download.',
    );
    return 2;
  }
  const model = await installModel(modelsDir, folder).catch((error: unknown) => {
    const file = error instanceof AppError && error.code === 'model.missing' ? error.params['file'] : undefined;
    if (file === undefined) throw error;
    fail(
      `models: ${path.basename(path.resolve(folder))} is not the folder of a speech model (no ${String(file)} in it)`,
    );
  });
  if (!model) return 2;
  line(model.name, 'installed', `${Math.round(model.bytes / 1e6)} MB`);
  return 0;
}

function corruptFile(error: unknown): string[] {
  if (!(error instanceof AppError)) throw error;
  return [String(error.params['file'] ?? error.code)];
}

function line(...fields: string[]): void {
  process.stdout.write(`${fields.join('\t')}\n`);
}

function fail(text: string): void {
  process.stderr.write(`${text}\n`);
}
