import { AppError } from '../../../shared/errors.ts';
import { openModel, ort, type OnnxOptions } from './onnx.ts';
import { precisionsOf, whisperWeights } from './whisper-files.ts';
import type { SpeechDevice, WhisperPrecision } from './worker-protocol.ts';

export type Provider = 'cpu' | 'dml' | 'cuda';

export interface WhisperSessions {
  readonly encoder: ort.InferenceSession;
  readonly decoder: ort.InferenceSession;
  readonly provider: Provider;
  readonly precision: WhisperPrecision;
  /** A graphics processor was wanted (asked for, or there to be tried) and could not be used. */
  readonly fellBack: boolean;
}

/** What this module needs of ONNX Runtime; a test hands in another. */
export interface OnnxRuntime {
  /** Graphics processors that this build of the runtime knows. That one is there, only opening a model on it tells. */
  providers(): readonly Provider[];
  open(file: string, options: OnnxOptions & { readonly provider: Provider }): Promise<ort.InferenceSession>;
}

export const onnxRuntime: OnnxRuntime = {
  providers() {
    const known = new Set(ort.listSupportedBackends().map((backend) => backend.name));
    // CUDA's provider is a library of its own that an IT department adds; the name is listed without it.
    return (['dml', 'cuda'] as const).filter((provider) => known.has(provider));
  },
  open: (file, options) => openModel(file, options),
};

/** Best first: int8 is what a processor is fast at, half precision what graphics processors are. */
const PREFERRED: Record<'cpu' | 'gpu', readonly WhisperPrecision[]> = {
  cpu: ['q8', 'q4', 'fp32', 'fp16'],
  gpu: ['fp16', 'fp32', 'q4', 'q8'],
};

/**
 * Opens a Whisper folder on the best device there is, or the one asked for. A graphics processor that is not there, lacks memory
 * or a library, or stumbles over the model costs a try: the processor takes over, and the result says so.
 * @throws AppError `model.missing` when the folder lacks the precision asked for, `model.corrupt` when no device can read it.
 */
export async function openWhisperSessions(
  folder: string,
  wanted: OnnxOptions & { readonly precision?: WhisperPrecision; readonly device?: SpeechDevice },
  runtime: OnnxRuntime = onnxRuntime,
): Promise<WhisperSessions> {
  const { device = 'cpu' } = wanted;
  const there = precisionsOf(folder);
  const choose = (kind: 'cpu' | 'gpu'): WhisperPrecision => {
    const precision = wanted.precision ?? PREFERRED[kind].find((candidate) => there.includes(candidate));
    if (precision === undefined || !there.includes(precision))
      throw new AppError('model.missing', { params: { file: `onnx/encoder_model (${wanted.precision ?? 'any'})` } });
    return precision;
  };
  const open = async (provider: Provider, precision: WhisperPrecision) => {
    const { encoder, decoder } = whisperWeights(folder, precision);
    const options = { intraOpThreads: wanted.intraOpThreads, provider };
    const opened = await runtime.open(encoder, options);
    try {
      return { encoder: opened, decoder: await runtime.open(decoder, options), provider, precision };
    } catch (error) {
      await opened.release();
      throw error;
    }
  };

  const gpus = device === 'cpu' ? [] : runtime.providers().filter((provider) => provider !== 'cpu');
  for (const provider of gpus) {
    try {
      return { ...(await open(provider, choose('gpu'))), fellBack: false };
    } catch (error) {
      // A precision that is not there is not there for the processor either.
      if (error instanceof AppError && error.code === 'model.missing') throw error;
    }
  }
  return { ...(await open('cpu', choose('cpu'))), fellBack: gpus.length > 0 || device === 'gpu' };
}
