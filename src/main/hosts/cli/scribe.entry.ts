import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path, { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFhirGateway } from '../../adapters/fhir/fhir-gateway.ts';
import { openFileByteSource } from '../../adapters/audio/file-byte-source.ts';
import { createJsonLog } from '../../adapters/log/json-log.ts';
import { defaultDataDir } from '../../adapters/runtime/data-dir.ts';
import { findModelFolder } from '../../adapters/models/model-folders.ts';
import { scribeVisit, type ScribeInput, type ScribeParts, type ScribeResult } from '../../app/scribe-visit.ts';
import { decodeTranscriptText } from '../../adapters/speech/transcript-text.ts';
import { composeScribe } from '../../compose/scribe-parts.ts';
import { renderNoteMarkdown } from '../../domain/note/render-note.ts';
import { importWordList } from '../../domain/speech/word-list.ts';
import { chartFromBundle } from '../../domain/sync/chart-from-bundle.ts';
import { AppError } from '../../../shared/errors.ts';
import type { DocumentParts } from '../../ports/document-parts.ts';
import type { ChartContext } from '../../../shared/model/chart.ts';
import { parseEngine, type FallbackReason } from '../../../shared/model/drafting.ts';
import type { NoteTemplate } from '../../../shared/model/template.ts';
import type { WordList } from '../../../shared/model/word-list.ts';
import { parseScribeArgs, SCRIBE_USAGE, UsageError, type ScribeArgs } from './args.ts';
import { buildDelivery, SignatureRefused } from './delivery-file.ts';
import { describeError, FALLBACK_TEXT, isBadInput } from './messages.ts';
import { documentFiles } from './document-files.ts';
import { checkFolders, outputFolders, writeFolder } from './output-folder.ts';
import { BadTemplate, chooseTemplate } from './template-file.ts';
import { peakMemoryBytes } from './peak-memory.ts';
import { pushFolder } from './push-folder.ts';

const ROOT = new URL('../../../../', import.meta.url);
/** A transcript is text: one that is larger than this is something else. */
const LONGEST_TRANSCRIPT_BYTES = 50_000_000;
const LONGEST_VOCABULARY_BYTES = 4_000_000;

const dataDir = defaultDataDir(process.env, process.platform);

const say = (line: string): void => void process.stderr.write(`${line}\n`);

process.exitCode = await main(process.argv.slice(2));

/** @returns the exit code: 0 done, 2 bad usage or input, 1 failure. One line on stderr for each visit that failed; the others are done. */
async function main(argv: readonly string[]): Promise<number> {
  let args: ScribeArgs;
  let folders: string[];
  try {
    args = parseScribeArgs(argv);
    folders = outputFolders(args.inputs, args.out);
    await checkFolders(folders);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    say(`scribe: ${error.message}\n${SCRIBE_USAGE}`);
    return 2;
  }
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  process.once('SIGTERM', () => abort.abort());

  let parts: ReturnType<typeof composeScribe> | undefined;
  let template: string | NoteTemplate = args.template;
  let code = 0;
  try {
    const chart = args.context === undefined ? undefined : await readChart(args.context);
    const words = args.vocabulary === undefined ? undefined : await readWords(args.vocabulary);
    const engine = parseEngine(args.engine ?? 'deterministic');
    if (!engine) throw badChoice('engine', args.engine ?? '');
    // Cheap checks first: nothing is loaded for an input that is not there.
    const present = await Promise.all(args.inputs.map(async (input) => [input, await isFile(input)] as const));
    if (present.some(([, exists]) => exists)) {
      parts = composeScribe({
        resourcesDir: fileURLToPath(new URL('resources', ROOT)),
        terminologyDir: dataDir,
        workerEntry: new URL('src/main/workers/speech.entry.ts', ROOT),
        languageModelEntry: new URL('src/main/workers/language-model.entry.ts', ROOT),
        log: createJsonLog({ write: () => undefined }),
        whisperDir:
          args.model === undefined ? undefined : await findModelFolder(path.join(dataDir, 'models'), args.model),
      });
      await parts.useEngine(engine, process.env['CHARTSIDE_DRAFTING_KEY'] || undefined);
      template = await chooseTemplate(args.template, parts.templates);
    }
    for (const [index, [input, exists]] of present.entries()) {
      try {
        if (!exists || !parts) throw new AppError('validation.file-missing');
        await scribeOne(parts, args, input, folders[index]!, { chart, words, template }, abort.signal);
      } catch (error) {
        code = Math.max(code, report(input, error));
      }
      if (abort.signal.aborted) break;
    }
  } catch (error) {
    code = report(args.context ?? args.vocabulary ?? 'scribe', error);
  } finally {
    await parts?.transcriber.close();
    await parts?.closeDrafter();
  }
  return code;
}

async function scribeOne(
  parts: ScribeParts & { readonly documents: DocumentParts },
  args: ScribeArgs,
  input: string,
  folder: string,
  {
    chart,
    words,
    template,
  }: { chart: ChartContext | undefined; words: WordList | undefined; template: string | NoteTemplate },
  signal: AbortSignal,
): Promise<void> {
  const name = basename(input);
  const startedAt = performance.now();
  let shown = '';
  const onProgress = (stage: string, fraction?: number): void => {
    const line = fraction === undefined ? stage : `${stage} ${Math.floor(fraction * 10) * 10} %`;
    if (line === shown) return;
    shown = line;
    say(`${name}: ${line}`);
  };
  const opened = await openInput(input, args.areTranscripts);
  let result: ScribeResult;
  try {
    result = await scribeVisit(parts, opened, {
      chart,
      words,
      template,
      language: args.language,
      signal,
      onProgress,
    });
  } finally {
    if (opened.kind === 'audio') await opened.source.close();
  }
  if (result.truncated) say(`${name}: the file is cut short; what is there was used`);
  const { fallback } = result.note.provenance ?? {};
  if (fallback)
    say(
      `${name}: the built-in draft stands in for ${fallback.from}: ${FALLBACK_TEXT[fallback.reason as FallbackReason] ?? fallback.reason}`,
    );
  if (result.transcript.segments.length === 0) say(`${name}: no speech was found; the note is empty`);

  const visitAt = (await stat(input)).mtimeMs;
  const delivery = buildDelivery(result, {
    chart,
    signAs: args.signAs,
    visitAt,
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  });
  const audioSeconds = args.areTranscripts ? 0 : result.transcript.durationMs / 1000;
  const totalMs = Math.round(performance.now() - startedAt);
  const timings = {
    ...result.stagesMs,
    totalMs,
    audioSeconds,
    ...(audioSeconds > 0 ? { realTimeFactor: Number((totalMs / 1000 / audioSeconds).toFixed(4)) } : {}),
    peakMemoryBytes: peakMemoryBytes(),
  };
  await writeFolder(folder, {
    'transcript.json': json(result.transcript),
    'note.json': json(result.note),
    'note.md': renderNoteMarkdown(result.note),
    'codes.json': json(result.codes),
    'bundle.json': json(delivery.bundle),
    'timings.json': json(timings),
    ...documentFiles(parts.documents, result, {
      kinds: args.documents,
      chart,
      signAs: args.signAs,
      hasAudio: !args.areTranscripts,
    }),
  });
  process.stdout.write(`${folder}\n`);
  if (delivery.refusedSignature) throw delivery.refusedSignature;
  if (args.fhir) {
    const receipt = await pushFolder({ dir: folder, url: args.fhir, gateway: createFhirGateway({}) });
    say(`${name}: ${receipt.repeated ? 'was at the EHR already' : 'delivered'} (${receipt.receipt})`);
  }
}

async function openInput(input: string, isTranscript: boolean): Promise<ScribeInput> {
  if (!isTranscript) return { kind: 'audio', source: await openFileByteSource(input) };
  const { size } = await stat(input);
  if (size === 0) throw new AppError('validation.file-empty');
  if (size > LONGEST_TRANSCRIPT_BYTES) throw new AppError('validation.too-long');
  return { kind: 'transcript', text: decodeTranscriptText(await readFile(input)) };
}

async function readChart(path: string): Promise<ChartContext> {
  if (!(await isFile(path))) throw new AppError('validation.file-missing');
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw new AppError('validation.context-bundle', { params: { reason: 'not JSON' } });
  }
  return chartFromBundle(parsed);
}

/** Lines that cannot be used are told of by number, never by what they say. */
async function readWords(path: string): Promise<WordList> {
  if (!(await isFile(path))) throw new AppError('validation.file-missing');
  if ((await stat(path)).size > LONGEST_VOCABULARY_BYTES) throw new AppError('validation.too-long');
  const { entries, skipped } = importWordList([], decodeTranscriptText(await readFile(path)));
  if (skipped.length > 0)
    say(`${basename(path)}: left out ${skipped.map(({ line, reason }) => `line ${line} (${reason})`).join(', ')}`);
  return entries;
}

function badChoice(option: string, value: string): AppError {
  return new AppError('validation.input', { params: { [option]: value.slice(0, 40) } });
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

function report(subject: string, error: unknown): number {
  if (error instanceof BadTemplate) {
    say(`scribe: ${error.message}`);
    return 2;
  }
  if (error instanceof SignatureRefused) say(`${basename(subject)}: ${error.message}`);
  else say(`${basename(subject)}: ${describeError(error)}`);
  if (!(error instanceof AppError) && !(error instanceof SignatureRefused) && process.env['CHARTSIDE_DEBUG'])
    say(String(error instanceof Error ? error.stack : error));
  return isBadInput(error) ? 2 : 1;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
