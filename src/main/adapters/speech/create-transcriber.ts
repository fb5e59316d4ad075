import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { AppError } from '../../../shared/errors.ts';
import { DEFAULT_SEGMENTER, type SegmenterConfig } from '../../domain/speech/segmenter.ts';
import { DEFAULT_WINDOWS, type WindowConfig } from '../../domain/speech/windows.ts';
import type { Log } from '../../ports/runtime.ts';
import type { Transcriber, TranscriberInfo } from '../../ports/transcriber.ts';
import { forkWorker } from './fork-worker.ts';
import type { HearAgain } from './hear-again.ts';
import { findBuiltInModel } from './model-files.ts';
import { superviseWorker, type SpeechWorker, type WorkerLimits } from './speech-worker.ts';
import { openSession } from './transcription-session.ts';
import { describeWhisper } from './whisper-files.ts';
import type { EngineSpec, EngineStarted, SpawnWorker, SpeechDevice, WhisperPrecision } from './worker-protocol.ts';

const DEFAULT_BEAMS = 6;
/** The built-in model is small: two processes with a thread each do more than one with two threads, or with four (docs/decisions/0028). */
const BUILT_IN_LANES = 2;
/** Processes that nobody used for this long are ended: half a gigabyte each. They are back in a second. */
const IDLE_MS = 20 * 60_000;

export interface TranscriberSettings {
  readonly engine: 'moonshine' | 'whisper';
  /** Whisper: the model's folder (required). Moonshine: where an installer laid the built-in files; default, the packages'. */
  readonly modelDir?: string;
  /** The built-in models' folder when `modelDir` names a Whisper model: voice activity is always detected by the built-in one. */
  readonly builtInDir?: string;
  /** `workers/speech.entry.ts`, or what the build made of it. */
  readonly workerEntry: URL | string;
  readonly log: Log;
  /** How a process is started; default `child_process.fork`. Electron passes `utilityProcess`. */
  readonly spawn?: SpawnWorker;
  readonly limits?: Partial<WorkerLimits>;
  readonly segmenter?: Partial<SegmenterConfig>;
  readonly windows?: Partial<WindowConfig>;
  /** Speech processes, and threads in each. Default: two with one thread for the built-in model, one with two for a larger one. */
  readonly lanes?: number;
  readonly intraOpThreads?: number;
  /** Whisper: which files of the folder to use, and where to compute. Default: what is there, and the processor. */
  readonly precision?: WhisperPrecision;
  readonly device?: SpeechDevice;
  /** Hypotheses kept while decoding with the built-in model; 1 is greedy. Default 6. */
  readonly beams?: number;
  /** How captions see what they cost; default, this machine's clock. */
  readonly monotonicMs?: () => number;
  /** Hears risky words a second time. Default: every word is heard once. */
  readonly hearAgain?: HearAgain;
}

/**
 * On-device speech recognition in a supervised process of its own. The process starts with the first session and stays for the
 * next ones; `close` ends it. `info` and `open` throw AppError `model.missing` | `model.corrupt` when the models are not whole.
 */
export function createTranscriber(settings: TranscriberSettings): Transcriber {
  const { engine, log } = settings;
  let worker: SpeechWorker | undefined;
  let closings = 0;
  let device: TranscriberInfo['device'];
  let described: Promise<{ info: TranscriberInfo; spec: EngineSpec }> | undefined;

  const describe = (): Promise<{ info: TranscriberInfo; spec: EngineSpec }> => {
    described ??= describeEngine(settings);
    // A model that is repaired or installed later is found the next time.
    described.catch(() => {
      described = undefined;
    });
    return described;
  };

  /** For whoever is about to start processes: none comes up after `close`, where nobody would end it. */
  const describeUnlessClosed = async (): ReturnType<typeof describe> => {
    const before = closings;
    const described = await describe();
    if (before !== closings) throw new AppError('cancelled');
    return described;
  };
  let sessions = 0;
  let idle: NodeJS.Timeout | undefined;
  /** The processes are in use until `leave`. */
  const enter = (): void => {
    sessions++;
    clearTimeout(idle);
  };
  const leave = (): void => {
    if (--sessions > 0) return;
    idle = setTimeout(() => {
      worker?.close();
      worker = undefined;
    }, IDLE_MS);
    idle.unref();
  };
  const workerFor = (spec: EngineSpec): SpeechWorker => {
    worker ??= superviseWorker({
      spawn: settings.spawn ?? forkWorker,
      entry: settings.workerEntry,
      spec,
      log,
      lanes: settings.lanes ?? (spec.engine === 'moonshine' ? Math.min(BUILT_IN_LANES, availableParallelism()) : 1),
      limits: settings.limits,
    });
    return worker;
  };

  /** Loads the models, and notes where they compute. */
  const start = async (speech: SpeechWorker): Promise<EngineStarted> => {
    const started = await speech.start();
    const isNews = device === undefined;
    device = deviceOf(started);
    if (isNews && device?.fellBack) log.warn('speech.device-fallback', { provider: device.provider });
    return started;
  };

  return {
    async info() {
      const { info } = await describe();
      return device === undefined ? info : { ...info, device };
    },
    async warm() {
      const { spec } = await describeUnlessClosed();
      enter();
      await start(workerFor(spec)).finally(leave);
    },
    async open(options) {
      const { info, spec } = await describeUnlessClosed();
      const language = options.language?.split('-')[0];
      if (language !== undefined && !info.languages.includes(language))
        throw new AppError('model.unsupported', { params: { language } });
      enter();
      const speech = workerFor(spec);
      const { maxBatch } = await start(speech).catch((error: unknown) => {
        leave();
        throw error;
      });
      log.info('speech.session', { engine, maxBatch, provider: device?.provider ?? 'cpu' });
      const segmenter = { ...DEFAULT_SEGMENTER, ...settings.segmenter };
      const windows = { ...DEFAULT_WINDOWS, ...settings.windows };
      return openSession({
        worker: speech,
        maxBatch,
        segmenter,
        windows,
        log,
        options,
        hearAgain: settings.hearAgain,
        isEnglishOnly: info.languages.every((code) => code === 'en'),
        monotonicMs: settings.monotonicMs ?? (() => performance.now()),
        onEnd: leave,
      });
    },
    close() {
      closings++;
      clearTimeout(idle);
      worker?.close();
      worker = undefined;
      return Promise.resolve();
    },
  };
}

const deviceOf = ({ provider, precision, fellBack }: EngineStarted): TranscriberInfo['device'] =>
  provider === undefined ? undefined : { provider, precision, fellBack: fellBack ?? false };

async function describeEngine(settings: TranscriberSettings): Promise<{ info: TranscriberInfo; spec: EngineSpec }> {
  const intraOpThreads = settings.intraOpThreads ?? (settings.engine === 'moonshine' ? 1 : 2);
  const beams = settings.beams ?? DEFAULT_BEAMS;
  if (settings.engine === 'whisper') {
    if (settings.modelDir === undefined) throw new AppError('model.missing', { params: { file: 'config.json' } });
    const info = await describeWhisper(settings.modelDir, settings.precision);
    const vadFile = findBuiltInModel(settings.builtInDir).vad;
    return {
      info: { ...info, engine: 'whisper' },
      spec: {
        engine: 'whisper',
        vadFile,
        modelFiles: { folder: settings.modelDir },
        intraOpThreads,
        beams,
        precision: settings.precision,
        device: settings.device,
      },
    };
  }
  const model = findBuiltInModel(settings.modelDir);
  const { name, languages, licence, encoder, decoder, vad } = model;
  return {
    info: { name, sha256: await model.verify(), languages, licence, engine: 'moonshine' },
    spec: {
      engine: 'moonshine',
      vadFile: vad,
      modelFiles: { encoder, decoder },
      intraOpThreads,
      beams,
      languageFile: model.visitTokens,
    },
  };
}
