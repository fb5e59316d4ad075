import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createModelManager } from '../../adapters/models/node-model-manager.ts';
import { defaultDataDir } from '../../adapters/runtime/data-dir.ts';
import { recommendModel } from '../../domain/models/recommend.ts';
import type { KnownModel, TransferProgress } from '../../ports/model-manager.ts';
import { AppError } from '../../../shared/errors.ts';
import { ModelPrecision } from '../../../shared/model/speech-models.ts';
import { describeError, isBadInput } from './messages.ts';

const USAGE =
  'usage: npm run -s models -- list [--json] | install NAME|DIR [--precision q8|fp16|fp32|q4] | verify [NAME…] | remove NAME';
const dataDir = defaultDataDir(process.env, process.platform);
const manager = createModelManager({ dataDir, modelsDir: path.join(dataDir, 'models'), env: process.env });
const abort = new AbortController();
process.once('SIGINT', () => abort.abort());
process.once('SIGTERM', () => abort.abort());

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, precision: { type: 'string' } },
    });
    const [verb, ...rest] = positionals;
    const precision = values.precision === undefined ? undefined : ModelPrecision.safeParse(values.precision);
    if (precision?.success !== false) {
      if (verb === 'list' && rest.length === 0) return await list(values.json);
      if (verb === 'verify') return await verify(rest);
      if (verb === 'install' && rest.length === 1) return await install(rest[0]!, precision?.data);
      if (verb === 'remove' && rest.length === 1) return await remove(rest[0]!);
    }
  } catch (error) {
    if (error instanceof AppError || !isArgumentError(error)) {
      fail(`models: ${describeError(error)}`);
      return isBadInput(error) || isHandedOver(error) ? 2 : 1;
    }
  }
  fail(USAGE);
  return 2;
}

function isArgumentError(error: unknown): boolean {
  return String((error as NodeJS.ErrnoException).code ?? '').startsWith('ERR_PARSE_ARGS');
}

/** What the caller named or handed over is at fault, not this machine or the network. */
function isHandedOver(error: unknown): boolean {
  return error instanceof AppError && ['model.corrupt', 'model.not-offered', 'model.hub-off'].includes(error.code);
}

async function list(isJson: boolean): Promise<number> {
  const models = await manager.list();
  const { allowed, host } = await manager.origin();
  const candidates = models.flatMap((model) =>
    model.parametersMillions === undefined || !(model.installed || allowed)
      ? []
      : [
          {
            ...model,
            parametersMillions: model.parametersMillions,
            ...(model.measured ? { realTimeFactor: model.measured.realTimeFactor } : {}),
          },
        ],
  );
  const machine = { cores: os.availableParallelism(), memoryBytes: os.totalmem() };
  const recommended = recommendModel(candidates, machine, 'en');
  if (isJson) {
    const rows = models.map((model) => ({ ...model, state: stateOf(model), recommended: model.name === recommended }));
    process.stdout.write(`${JSON.stringify({ models: rows, hub: allowed ? host : null })}\n`);
    return 0;
  }
  for (const model of models) {
    if (!model.installed && !allowed) continue;
    const size = `${model.installed ? '' : 'about '}${Math.round(model.bytes / 1e6)} MB`;
    const mark = model.name === recommended ? ['recommended'] : [];
    line(model.name, stateOf(model), size, model.languages.join(' '), model.licence, ...mark);
  }
  if (!allowed) fail('models: downloads are turned off by policy; a folder can be installed');
  return 0;
}

function stateOf({ origin, installed, partialBytes }: KnownModel): string {
  if (origin === 'built-in') return 'built in';
  if (installed) return 'installed';
  return partialBytes === undefined ? 'available' : 'interrupted';
}

async function verify(names: readonly string[]): Promise<number> {
  const installed = (await manager.list()).filter((model) => model.installed).map((model) => model.name);
  let isWhole = true;
  for (const name of names.length > 0 ? names : installed) {
    const wrong = await manager.verify(name);
    line(name, wrong.length === 0 ? 'whole' : `damaged: ${wrong.join(', ')}`);
    isWhole &&= wrong.length === 0;
  }
  return isWhole ? 0 : 1;
}

async function install(nameOrFolder: string, precision: ModelPrecision | undefined): Promise<number> {
  const known = (await manager.list()).some((model) => model.name === nameOrFolder && model.origin === 'catalogue');
  const isFolder = existsSync(nameOrFolder) && !known;
  if (!known && !isFolder) {
    fail(`models: ${path.basename(nameOrFolder)} is neither a folder nor a model of the catalogue (models list)`);
    return 2;
  }
  const options = { onProgress: reporter(path.basename(path.resolve(nameOrFolder))), signal: abort.signal };
  if (known) {
    await manager.install(nameOrFolder, { ...options, ...(precision ? { precision } : {}) });
    return report(nameOrFolder);
  }
  try {
    return await report((await manager.importFolder(nameOrFolder, options)).name);
  } catch (error) {
    const file = error instanceof AppError && error.code === 'model.missing' ? error.params['file'] : undefined;
    if (file === undefined) throw error;
    const folder = path.basename(path.resolve(nameOrFolder));
    fail(`models: ${folder} is not the folder of a speech model (no ${String(file)} in it)`);
    return 2;
  }
}

async function report(name: string): Promise<number> {
  const model = (await manager.list()).find((other) => other.name === name);
  line(name, 'installed', `${Math.round((model?.bytes ?? 0) / 1e6)} MB`);
  return 0;
}

async function remove(name: string): Promise<number> {
  await manager.remove(name);
  line(name, 'removed');
  return 0;
}

/** A line each five hundredths, with what is left to wait. */
function reporter(name: string): (progress: TransferProgress) => void {
  const startedAt = performance.now();
  let firstBytes: number | undefined;
  let shown = -1;
  return ({ doneBytes, totalBytes }) => {
    firstBytes ??= doneBytes;
    const step = Math.floor((20 * doneBytes) / Math.max(1, totalBytes));
    if (step === shown) return;
    shown = step;
    const elapsed = (performance.now() - startedAt) / 1000;
    const speed = (doneBytes - firstBytes) / elapsed;
    const left = speed > 0 ? `, about ${Math.ceil((totalBytes - doneBytes) / speed)} s left` : '';
    fail(`${name}: ${step * 5} % of ${Math.round(totalBytes / 1e6)} MB${left}`);
  };
}

function line(...fields: string[]): void {
  process.stdout.write(`${fields.join('\t')}\n`);
}

function fail(text: string): void {
  process.stderr.write(`${text}\n`);
}
